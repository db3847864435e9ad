"""Equity screens of the coordinator: aggregates only, filters in the URL."""

import itertools
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from matching.equite.petits_nombres import TOTAL, Axe, proteger
from matching.motifs import MOTIFS_EQUIPE
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers import groupes
from parcours.pilotage.equite import affichage, agregats, audit, autour
from parcours.pilotage.equite.agregats import PERIODES, STRATES, STRATES_PAR_DEFAUT, Filtre
from parcours.pilotage.equite.protection import Voisinage, sur_periodes
from parcours.referentiels.familles import FAMILLES
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui


class FiltreForm(Formulaire):
    """What is compared, and what is held equal."""

    par = forms.ChoiceField(
        label="Comparer par", required=False, choices=list(groupes.NOMS.items())
    )
    famille = forms.ChoiceField(
        label="Famille de métiers", required=False, choices=[("", "Toutes"), *FAMILLES.items()]
    )
    mois = forms.ChoiceField(
        label="Période", required=False,
        choices=[(str(m), f"{m} derniers mois") for m in PERIODES],
    )  # fmt: skip
    strates = forms.MultipleChoiceField(
        label="À situation comparable", required=False, choices=list(STRATES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @property
    def dimension(self) -> str:
        """The dimension asked for, sex otherwise."""
        return self._propre("par") or "sexe"

    @property
    def filtre(self) -> Filtre:
        """The filter asked for; what is not understood is left at its default."""
        strates = tuple(self._propre("strates") or ()) or STRATES_PAR_DEFAUT
        mois = int(self._propre("mois") or PERIODES[0])
        return Filtre(aujourd_hui(), mois, self._propre("famille") or "", strates)

    def _propre(self, champ: str) -> Any:
        return self.cleaned_data.get(champ) if self.is_valid() else self._sans_faute(champ)

    def _sans_faute(self, champ: str) -> Any:
        return None if champ in self.errors else self.cleaned_data.get(champ)


def _contexte(request: HttpRequest, onglet: str) -> tuple[FiltreForm, dict[str, Any]]:
    form = FiltreForm(request.GET)
    return form, {
        "form": form,
        "onglet": onglet,
        "dimension": groupes.NOMS[form.dimension],
        "strates": [STRATES[s].lower() for s in form.filtre.strates],
    }


@exige_role(Role.PILOTAGE)
@require_GET
def entonnoir(request: HttpRequest) -> HttpResponse:
    """The funnel by group, step by step, to six months in work."""
    form, contexte = _contexte(request, "entonnoir")
    tableau = audit.auditer(form.filtre)
    voisinage = Voisinage.autour(tableau, form.dimension)
    durees = agregats.durees_en_poste(form.dimension, form.filtre)
    contexte |= {
        "blocs": affichage.entonnoir(tableau, voisinage),
        "verdicts": affichage.compter_verdicts(tableau.constats.values()),
        "bornes": affichage.bornes(tableau, voisinage),
        "maintien": affichage.maintien(durees, form.dimension, form.filtre.mois),
    }
    return render(request, "pilotage/equite/entonnoir.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def employeurs(request: HttpRequest) -> HttpResponse:
    """Interviews after referral, employer by employer."""
    form, contexte = _contexte(request, "employeurs")
    tableau = audit.auditer(form.filtre, employeurs_par=form.dimension)
    contexte["blocs"] = affichage.employeurs(tableau, form.dimension)
    return render(request, "pilotage/equite/employeurs.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def autour_(request: HttpRequest) -> HttpResponse:
    """What counsellors set aside, barriers lifted, hours and pay offered."""
    form, contexte = _contexte(request, "autour")
    dimension, filtre = form.dimension, form.filtre
    contexte |= {
        "ecarts": _ecarts(dimension, filtre),
        "motifs": _motifs(dimension, filtre),
        "freins": autour.freins_leves(dimension, filtre),
        "emplois": autour.emplois_offerts(dimension, filtre),
    }
    return render(request, "pilotage/equite/autour.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def classement(request: HttpRequest) -> HttpResponse:
    """Who the ranking puts first, against who is eligible, night after night."""
    form, contexte = _contexte(request, "classement")
    jour, lignes = autour.dernier_classement(form.dimension)
    contexte |= {
        "jour": jour,
        "lignes": lignes,
        "nuits": [
            (groupes.libelle(form.dimension, g), autour.nuits(form.dimension, form.filtre, g))
            for g in groupes.LIBELLES[form.dimension]
        ],
    }
    return render(request, "pilotage/equite/classement.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """What each step and each verdict means."""
    return render(request, "pilotage/equite/definitions.html", {"etapes": agregats.ETAPES})


def _ecarts(dimension: str, filtre: Filtre) -> list[tuple[str, Any]]:
    comptages = agregats.ecarts_au_moteur(dimension, filtre)
    montrer = sur_periodes(comptages, filtre.mois)
    return [
        (groupes.libelle(dimension, nom), montrer(nom))
        for nom in [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
        if comptages[filtre.mois].groupe(nom).total
    ]


def _motifs(dimension: str, filtre: Filtre) -> dict[str, Any]:
    """The table reason × group; small cells and what would give them back hidden, periods included."""
    comptes = agregats.motifs_d_ecart(dimension, filtre)
    colonnes = [g for g in [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
                if any(cle[1] == g for cle in comptes)]  # fmt: skip
    table = proteger(comptes, [Axe.simple(MOTIFS_EQUIPE), Axe.simple(colonnes), _axe_periodes()])
    periode = _somme(filtre.mois)
    return {
        "colonnes": [*(groupes.libelle(dimension, g) for g in colonnes), "Total"],
        "lignes": [
            (libelle, [table[motif, g, periode] for g in (*colonnes, TOTAL)])
            for motif, libelle in (*MOTIFS_EQUIPE.items(), (TOTAL, "Total"))
        ],
    }


def _axe_periodes() -> Axe:
    """The bands between two periods, and each period as the shorter one and the next band."""
    courtes = sorted(PERIODES)
    bandes = tuple(str(mois) for mois in courtes)
    sommes = [
        (_somme(mois), (_somme(avant), str(mois))) for avant, mois in itertools.pairwise(courtes)
    ]
    return Axe(bandes, ((_somme(courtes[0]), bandes[:1]), *sommes))


def _somme(mois: int) -> str:
    return f"{mois} mois"
