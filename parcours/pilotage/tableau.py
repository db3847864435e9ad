"""The coordinator's first figures: counts over twelve months, never a name, small ones hidden."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from freins.models import Frein
from freins.regles.thematiques import SANTE
from matching.equite.petits_nombres import EXTERNE
from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.models import ContactTerrain, Dossier
from parcours.offres.models import Ouverture
from parcours.orientations.models import EtatOrientation, Orientation
from parcours.socle.horloge import aujourd_hui

Ligne = tuple[str, int | None]


@exige_role(Role.PILOTAGE)
@require_GET
def tableau(request: HttpRequest) -> HttpResponse:
    """Show the aggregated activity of the last twelve months."""
    return render(request, "pilotage/tableau.html", {"groupes": activite()})


def activite() -> list[tuple[str, list[Ligne]]]:
    """Return groups of (label, count or None when suppressed)."""
    depuis = aujourd_hui() - timedelta(days=365)
    etats = dict(
        Orientation.objects.filter(envoyee_le__date__gte=depuis)
        .values_list("etat")
        .annotate(n=Count("pk"))
        .order_by()
    )
    freins = Frein.objects.filter(identifie_le__gte=depuis).exclude(thematique=SANTE)
    return [
        (
            "Aller vers et accompagner",
            [
                (
                    "Contacts terrain",
                    _compte(ContactTerrain.objects.filter(quand__date__gte=depuis)),
                ),
                ("Dossiers ouverts", _compte(Dossier.objects.filter(ouvert_le__gte=depuis))),
                ("Freins identifiés (hors santé)", _compte(freins)),
                ("Freins levés (hors santé)", _compte(freins.filter(statut="leve"))),
            ],
        ),
        (
            "Orientations envoyées, par état",
            [
                (str(nom), EXTERNE.montrer(etats.get(code, 0)))
                for code, nom in EtatOrientation.choices
            ],
        ),
        (
            "Ouvertures",
            [("Publiées aujourd’hui", _compte(Ouverture.objects.filter(etat="publiee")))],
        ),
    ]


def _compte(lignes: QuerySet[Any]) -> int | None:
    return EXTERNE.montrer(lignes.count())
