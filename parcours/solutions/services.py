"""Writes on solutions; each is one transaction, logged."""

from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.socle import journal
from parcours.socle.models import ActionJournal
from parcours.socle.texte import sans_accents
from parcours.socle.versions import avancer
from parcours.solutions.models import Solution, StructureSolution


@transaction.atomic
def creer_solution(
    *,
    par: Utilisateur,
    structure: StructureSolution | None,
    nouvelle_structure: dict[str, Any],
    champs: dict[str, Any],
    jeton: UUID,
) -> Solution:
    """Add a service, of a known organisation or of a new one; a replay returns the first one."""
    if deja := Solution.objects.filter(jeton=jeton).first():
        return deja
    porteuse = structure or StructureSolution.objects.create(**nouvelle_structure)
    solution = Solution.objects.create(
        structure=porteuse, jeton=jeton, recherche=texte_cherche(champs["nom"], porteuse), **champs
    )
    _noter(par, solution, ActionJournal.CREATION)
    return solution


@transaction.atomic
def modifier_solution(*, par: Utilisateur, solution: Solution, champs: dict[str, Any]) -> Solution:
    """Change a service."""
    for nom, valeur in champs.items():
        setattr(solution, nom, valeur)
    solution.recherche = texte_cherche(solution.nom, solution.structure)
    solution.save()
    _noter(par, solution, ActionJournal.MODIFICATION)
    return solution


def texte_cherche(nom: str, structure: StructureSolution) -> str:
    """What the list searches: name, organisation and place without accents."""
    return sans_accents(f"{nom} {structure.nom} {structure.commune or ''}")[:400]


def _noter(par: Utilisateur, solution: Solution, action: ActionJournal) -> None:
    if action == ActionJournal.MODIFICATION:
        avancer(solution)
    journal.noter(acteur=par, action=action, objet="solution", objet_id=solution.pk)
