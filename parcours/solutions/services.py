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
    porteuse = structure or StructureSolution.objects.create(**placer(nouvelle_structure))
    solution = Solution(structure=porteuse, jeton=jeton, **champs)
    indexer(solution)
    solution.save()
    _noter(par, solution, ActionJournal.CREATION)
    return solution


@transaction.atomic
def modifier_solution(*, par: Utilisateur, solution: Solution, champs: dict[str, Any]) -> Solution:
    """Change a service."""
    for nom, valeur in champs.items():
        setattr(solution, nom, valeur)
    indexer(solution)
    solution.save()
    _noter(par, solution, ActionJournal.MODIFICATION)
    return solution


@transaction.atomic
def modifier_structure(
    *, par: Utilisateur, structure: StructureSolution, champs: dict[str, Any]
) -> StructureSolution:
    """Change an organisation typed here; its services are found by its new name and place."""
    for nom, valeur in placer(champs).items():
        setattr(structure, nom, valeur)
    structure.save()
    solutions = list(structure.solutions.select_related("commune"))
    for solution in solutions:
        solution.structure = structure
        indexer(solution)
    Solution.objects.bulk_update(solutions, ["recherche", "cles"], batch_size=200)
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="organisme", objet_id=structure.pk
    )
    return structure


def placer(champs: dict[str, Any]) -> dict[str, Any]:
    """The values of an organisation, placed at the centre of its commune for want of better."""
    commune = champs.get("commune")
    if commune is None:
        return champs
    return champs | {"latitude": commune.latitude, "longitude": commune.longitude}


def indexer(solution: Solution) -> None:
    """Write what the list searches and filters on; to call before every save."""
    solution.recherche = texte_cherche(solution.nom, solution.structure, solution.commune)
    solution.cles = cles_de(solution)


def texte_cherche(nom: str, structure: StructureSolution, lieu: Any = None) -> str:
    """What the list searches: name, organisation and place without accents."""
    return sans_accents(f"{nom} {structure.nom} {lieu or structure.commune or ''}")[:400]


def cles_de(solution: Solution) -> str:
    """Thématiques, publics, modes, fee and families lifted, as words a query can look for."""
    mots = [f"t:{code}" for code in solution.thematiques]
    mots += [f"p:{code}" for code in solution.publics or ["tous-publics"]]
    mots += [f"m:{code}" for code in solution.modes_accueil]
    mots += [f"g:{famille}" for famille in solution.gain]
    return f" {' '.join(mots)} "


def _noter(par: Utilisateur, solution: Solution, action: ActionJournal) -> None:
    if action == ActionJournal.MODIFICATION:
        avancer(solution)
    journal.noter(acteur=par, action=action, objet="solution", objet_id=solution.pk)
