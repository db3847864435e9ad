"""Territory screens of the coordinator: aggregates only, filters in the URL."""

import csv
import io
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from matching.equite.petits_nombres import TOTAL
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.pilotage.territoire import metiers, tableau
from parcours.pilotage.territoire.comptes import FREINS
from parcours.pilotage.territoire.protection import noms_des_lieux
from parcours.referentiels.familles import FAMILLES, nom_famille
from parcours.socle import journal
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal

ENTETES = ("Frein", "Territoire", "Sexe", "Personnes concernées", "Sur")


class FreinForm(Formulaire):
    """The barrier to look at."""

    frein = forms.ChoiceField(label="Frein", required=False, choices=list(FREINS.items()))

    @property
    def choix(self) -> str:
        """What was asked for, the first otherwise."""
        self.is_valid()
        return self.cleaned_data.get("frein") or next(iter(FREINS))


@exige_role(Role.PILOTAGE)
@require_GET
def freins(request: HttpRequest) -> HttpResponse:
    """One barrier, neighbourhood by neighbourhood, on a map and in a table."""
    form = FreinForm(request.GET)
    releve = tableau.freins()
    parts = {q: releve.par_theme[form.choix].part(q) for q in releve.noms}
    contexte = {
        "form": form,
        "onglet": "freins",
        "frein": FREINS[form.choix],
        "lignes": tableau.lignes(releve, form.choix),
        "carte": tableau.carte(releve.noms, parts),
        "legende": tableau.LEGENDE,
    }
    return render(request, "pilotage/territoire/freins.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def exporter_freins(request: HttpRequest) -> HttpResponse:
    """Every cell of every barrier (UTF-8 with its mark, semicolons); logged."""
    flux = io.StringIO()
    ecrivain = csv.writer(flux, delimiter=";")
    ecrivain.writerow(ENTETES)
    for *mots, avec, sur in tableau.plat(tableau.freins()):
        ecrivain.writerow([*mots, *(tableau.MASQUE if n is None else n for n in (avec, sur))])
    reponse = HttpResponse("\ufeff" + flux.getvalue(), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="freins-par-quartier.csv"'
    journal.noter(
        acteur=request.user, action=ActionJournal.EXPORT, objet="territoire", objet_id="csv"
    )
    return reponse


class MetiersForm(Formulaire):
    """Where, how far, and which family to look into."""

    lieu = forms.ChoiceField(label="Lieu", required=False)
    km = forms.ChoiceField(
        label="Offres à moins de", required=False,
        choices=[("10", "10 km"), ("5", "5 km"), ("20", "20 km")],
    )  # fmt: skip
    famille = forms.ChoiceField(
        label="Famille de métiers", required=False, choices=[("", "Toutes"), *FAMILLES.items()]
    )

    def __init__(self, donnees: Any, noms: dict[str, str]) -> None:
        super().__init__(donnees)
        self.fields["lieu"].choices = list(noms_des_lieux(noms).items())  # type: ignore[attr-defined]

    def choix(self, champ: str, defaut: str) -> str:
        """What was asked for, or the default."""
        self.is_valid()
        return self.cleaned_data.get(champ) or defaut


@exige_role(Role.PILOTAGE)
@require_GET
def metiers_(request: HttpRequest) -> HttpResponse:
    """Métiers asked for against those offered, near a neighbourhood or anywhere."""
    voulus = metiers.demande()
    form = MetiersForm(request.GET, voulus.noms)
    lieu, famille = form.choix("lieu", TOTAL), form.choix("famille", "")
    offres = metiers.offre(aujourd_hui(), lieu, int(form.choix("km", "10")))
    contexte = {
        "form": form,
        "onglet": "metiers",
        "lieu": noms_des_lieux(voulus.noms)[lieu],
        "famille": nom_famille(famille) if famille else "",
        "lignes": metiers.par_metier(voulus, offres, lieu, famille)
        if famille
        else metiers.par_famille(voulus, offres, lieu),
    }
    return render(request, "pilotage/territoire/metiers.html", contexte)
