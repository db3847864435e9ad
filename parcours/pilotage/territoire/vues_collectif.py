"""« Et si une solution collective… »: choose, wait a few seconds, read what it would open."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from matching import collectives
from matching.collectives import BUS, CHAMPS, COURS, CRECHE, PERMIS, Choix
from matching.destinations import destinations
from matching.equite.petits_nombres import TOTAL
from matching.models import EssaiCollectif
from matching.services import demander_essai
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte
from parcours.pilotage.territoire import collectif
from parcours.pilotage.territoire.comptes import quartiers
from parcours.pilotage.territoire.protection import noms_des_lieux
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import EtatTache

LIBELLES = {
    "ouvre": "Ouvre à", "ferme": "Ferme à", "jours": "Jours", "vers": "Vers",
    "minutes": "Trajet d’au plus (minutes)", "niveau": "Jusqu’au niveau", "voiture": "Voiture",
}  # fmt: skip
MOTS = {"jours": collectives.JOURS, "voiture": collectives.VOITURES}
PLACES = (("", "Sans limite"), ("10", "10"), ("20", "20"), ("50", "50"), ("100", "100"))
DEPUIS = {CRECHE: "Dans quel lieu", BUS: "Depuis", COURS: "Dans quel lieu", PERMIS: "Pour qui"}


class LieuForm(Formulaire):
    """Where, and for how many: both pick and scale cells of the answer."""

    lieu = forms.ChoiceField(label="Lieu", required=False)
    places = forms.ChoiceField(label="Places", required=False, choices=PLACES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lieux = list(noms_des_lieux(quartiers()).items())
        self.fields["lieu"].choices = lieux  # type: ignore[attr-defined]

    @property
    def code(self) -> str:
        """The place asked for, the whole territory otherwise."""
        self.is_valid()
        return self.cleaned_data.get("lieu") or TOTAL

    @property
    def nombre(self) -> int | None:
        """How many seats, None for as many as people."""
        self.is_valid()
        return int(self.cleaned_data.get("places") or 0) or None


class SolutionForm(LieuForm):
    """One kind of solution and the values it takes."""

    def __init__(self, nature: str, vers: dict[str, str], *args: Any) -> None:
        super().__init__(*args, auto_id=f"{nature}_%s")
        self.nature = nature
        self.fields["lieu"].label = DEPUIS[nature]
        if nature == BUS:
            del self.fields["places"]
        for nom, valeurs in CHAMPS[nature].items():
            mots = MOTS.get(nom, {v: v for v in valeurs}) if valeurs else vers
            self.fields[nom] = forms.ChoiceField(
                label=LIBELLES[nom],
                choices=list(mots.items()),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.order_fields(CHAMPS[nature])

    @property
    def titre(self) -> str:
        """What it is."""
        return collectives.NOMS[self.nature]

    @property
    def choix(self) -> Choix:
        """The choice, once valid."""
        champs = CHAMPS[self.nature]
        return Choix(self.nature, {nom: self.cleaned_data[nom] for nom in champs})

    @property
    def suite(self) -> str:
        """The place and the seats, as the query of the answer."""
        gardes = {n: self.cleaned_data.get(n) for n in ("lieu", "places")}
        return urlencode({n: v for n, v in gardes.items() if v})


@exige_role(Role.PILOTAGE)
@require_http_methods(["GET", "POST"])
def solutions(request: HttpRequest) -> HttpResponse:
    """The four kinds to choose from, and what was tried today."""
    jour = aujourd_hui()
    vers = destinations(jour)
    formulaires = {nature: SolutionForm(nature, vers) for nature in CHAMPS}
    statut = 200
    if request.method == "POST":
        nature = request.POST.get("nature", "")
        nature = nature if nature in CHAMPS else CRECHE
        envoye = formulaires[nature] = SolutionForm(nature, vers, request.POST)
        if envoye.is_valid():
            essai = demander_essai(envoye.choix, par=compte(request))
            return redirect(
                f"{reverse('pilotage:solution_essayee', args=[essai.pk])}?{envoye.suite}"
            )
        statut = 422
    contexte = {
        "onglet": "solutions", "formulaires": formulaires.values(),
        "essais": collectif.essais_du_jour(jour),
    }  # fmt: skip
    return render(request, "pilotage/territoire/solutions.html", contexte, status=statut)


@exige_role(Role.PILOTAGE)
@require_GET
def essayee(request: HttpRequest, pk: int) -> HttpResponse:
    """What it would open, or how far the counting is; with htmx, the part that changes."""
    essai = get_object_or_404(EssaiCollectif.objects.select_related("tache"), pk=pk)
    form = LieuForm(request.GET)
    contexte: dict[str, Any] = {
        "onglet": "solutions", "essai": essai, "form": form,
        "phrase": collectif.phrase(essai, destinations(essai.jour)),
        "est_echouee": essai.tache is not None and essai.tache.etat == EtatTache.ECHOUEE,
    }  # fmt: skip
    if essai.comptes is not None:
        contexte |= _reponse(essai, form)
    partiel = "HX-Request" in request.headers
    gabarit = "pilotage/territoire/_essai.html" if partiel else "pilotage/territoire/essai.html"
    return render(request, gabarit, contexte)


def _reponse(essai: EssaiCollectif, form: LieuForm) -> dict[str, Any]:
    r = collectif.Reponse.de(essai)
    ici = collectif.ligne(r, form.code)
    return {
        "ici": ici,
        "places": form.nombre,
        "en_moyenne": collectif.pour_places(ici, form.nombre) if form.nombre else None,
        "qpv": collectif.part_qpv(r) if form.code == TOTAL else None,
        "lignes": collectif.lignes(r),
        "secondes": round(essai.millisecondes / 1000, 1),
    }
