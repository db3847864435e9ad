"""Territory screens of the coordinator: aggregates only, filters in the URL."""

import csv
import io

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.pilotage.territoire import tableau
from parcours.pilotage.territoire.comptes import FREINS
from parcours.socle import journal
from parcours.socle.formulaires import Formulaire
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
