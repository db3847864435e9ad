"""Indicators of the contract of the city: one page, three files, one definition of each figure."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from freins.impression import PangoAbsent
from matching.equite.petits_nombres import TOTAL
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.pilotage.indicateurs import exports, tableau
from parcours.pilotage.indicateurs.comptes import INDICATEURS, annees
from parcours.pilotage.indicateurs.tableau import NOMS_TRIMESTRES, Annee
from parcours.socle import journal
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class FiltreForm(Formulaire):
    """A closed grid of places and periods: whole neighbourhoods, whole quarters."""

    annee = forms.ChoiceField(label="Année", required=False)
    trimestre = forms.ChoiceField(
        label="Période", required=False, choices=list(NOMS_TRIMESTRES.items())
    )
    quartier = forms.ChoiceField(label="Territoire", required=False)

    def __init__(self, donnees: Any, an: Annee) -> None:
        super().__init__(donnees)
        ans = [(str(a), str(a)) for a in annees(aujourd_hui())]
        self.fields["annee"].choices = ans  # type: ignore[attr-defined]
        self.fields["quartier"].choices = list(an.noms_quartiers.items())  # type: ignore[attr-defined]

    def choix(self, champ: str) -> str:
        """What was asked for, or everything."""
        self.is_valid()
        return self.cleaned_data.get(champ) or TOTAL


def _annee(request: HttpRequest) -> Annee:
    permises = annees(aujourd_hui())
    demandee = request.GET.get("annee", "")
    return tableau.annee(int(demandee) if demandee in map(str, permises) else permises[0])


@exige_role(Role.PILOTAGE)
@require_GET
def indicateurs(request: HttpRequest) -> HttpResponse:
    """The figures of a place and a period."""
    an = _annee(request)
    form = FiltreForm(request.GET, an)
    contexte = {
        "form": form,
        "an": an,
        "lignes": tableau.lignes(an, form.choix("quartier"), form.choix("trimestre")),
        "est_entier": form.choix("quartier") == TOTAL,
        "delai": tableau.delai_de_levee(an.annee),
        "partenaires": tableau.partenaires(an.annee),
        "clauses": tableau.clauses(),
    }
    return render(request, "pilotage/indicateurs/tableau.html", contexte)


@exige_role(Role.PILOTAGE)
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """What each indicator counts, and what is hidden."""
    return render(request, "pilotage/indicateurs/definitions.html", {"indicateurs": INDICATEURS})


@exige_role(Role.PILOTAGE)
@require_GET
def exporter(request: HttpRequest, forme: str) -> HttpResponse:
    """The year as CSV or XLSX, or the page as PDF; logged."""
    an = _annee(request)
    form = FiltreForm(request.GET, an)
    try:
        contenu = _contenu(forme, an, form)
    except PangoAbsent:
        phrase = "Le PDF n’est pas disponible ici (bibliothèque Pango absente). Exporter en XLSX ou en CSV."
        return HttpResponse(phrase, status=503, content_type="text/plain; charset=utf-8")
    reponse = HttpResponse(contenu, content_type=TYPES[forme])
    reponse["Content-Disposition"] = f'attachment; filename="indicateurs-{an.annee}.{forme}"'
    journal.noter(
        acteur=request.user, action=ActionJournal.EXPORT, objet="indicateurs", objet_id=forme
    )
    return reponse


def _contenu(forme: str, an: Annee, form: FiltreForm) -> bytes:
    if forme == "pdf":
        quartier, trimestre = form.choix("quartier"), form.choix("trimestre")
        return exports.en_page_pdf(an, quartier, trimestre, aujourd_hui())
    return exports.en_csv(an) if forme == "csv" else exports.en_xlsx(an)
