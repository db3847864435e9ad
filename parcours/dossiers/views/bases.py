"""What the pages of a dossier share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from parcours.comptes.models import Structure, Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, structure_principale
from parcours.dossiers.acces import compte
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle import journal
from parcours.socle.formulaires import rendre
from parcours.socle.models import ActionJournal


def page_formulaire(
    request: HttpRequest, dossier: Dossier, form: Any, *, titre: str, **contexte: Any
) -> HttpResponse:
    """Render a form inside the frame of a dossier (422 when invalid, what was typed kept).

    `contexte` may give `onglet`, `retour` (an address), `bouton`, `intro` and another `gabarit`.
    """
    gabarit = contexte.pop("gabarit", "dossiers/formulaire.html")
    base = {"dossier": dossier, "form": form, "titre": titre, "onglet": "synthese"}
    return rendre(request, gabarit, base | contexte, form)


def structure_de_travail(request: HttpRequest) -> Structure:
    """Return where new records go; PermissionDenied for someone attached to no structure."""
    structure = structure_principale(compte(request))
    if structure is None:
        raise PermissionDenied("Votre compte n’est rattaché à aucune structure.")
    return structure


def collegues_de(dossier: Dossier, sauf: int) -> QuerySet[Utilisateur]:
    """Return the team of the structure of the dossier, without one account."""
    equipe = Utilisateur.objects.filter(
        is_active=True,
        est_technique=False,
        role__in=ACCOMPAGNEMENT,
        appartenances__structure=dossier.structure_id,
        appartenances__au=None,
    )
    return equipe.exclude(pk=sauf).distinct().order_by("prenom", "nom", "pk")


def signaler_note(request: HttpRequest, form: Any, dossier_id: int | None = None) -> None:
    """Log that a note was stopped or questioned, without a word of it (NOTE-01)."""
    if form.is_bound and getattr(form, "constats", None) and not form.is_valid():
        journal.noter(
            acteur=request.user,
            action=ActionJournal.REFUS,
            objet="note",
            objet_id="",
            dossier_id=dossier_id,
            champ="note",
        )
