"""Solutions: counsellors and responsables of any structure, nobody else."""

from typing import Any
from uuid import uuid4

from parcours.solutions.models import ImportSolutions, Solution, StructureSolution
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus
from tests.permissions.offres import Relisible, equipe


def _solution(monde: Monde) -> dict[str, Any]:
    structure = StructureSolution.objects.create(nom="Halte-garderie du Parc")
    return {"pk": Solution.objects.create(structure=structure, nom="Garde à l’heure").pk}


def _donnees(monde: Monde) -> dict[str, Any]:
    return {
        "jeton": uuid4(), "structure_nom": "Vélo solidaire", "nom": "Prêt de vélo",
        "thematiques": ["mobilite--acceder-a-un-vehicule"],
    }  # fmt: skip


def _structure(monde: Monde) -> dict[str, Any]:
    return {"pk": StructureSolution.objects.create(nom="Halte-garderie du Parc").pk}


def _import(monde: Monde) -> dict[str, Any]:
    return {"pk": ImportSolutions.objects.create(fichiers=["f.json"], etat="termine").pk}


def _fichiers(monde: Monde) -> dict[str, Any]:
    return {"jeton": uuid4(), "fichiers": Relisible("f.json", b"[]")}


LIGNES = [
    Ligne("solutions:imports", get=equipe(200)),
    Ligne("solutions:importer", get=equipe(200), post=equipe(302), donnees=_fichiers),
    Ligne("solutions:import", get=equipe(200), preparer=_import),
    Ligne("solutions:reprendre", get=attendus(405), post=equipe(302), preparer=_import),
    Ligne("solutions:liste", get=equipe(200)),
    Ligne("solutions:exporter", get=equipe(200)),
    Ligne(
        "solutions:structure",
        get=equipe(200),
        post=equipe(302),
        preparer=_structure,
        donnees=lambda monde: {"nom": "Halte du Parc"},
    ),
    Ligne("solutions:nouvelle", get=equipe(200), post=equipe(302), donnees=_donnees),
    Ligne("solutions:fiche", get=equipe(200), preparer=_solution),
    Ligne(
        "solutions:modifier",
        get=equipe(200),
        post=equipe(302),
        preparer=_solution,
        donnees=_donnees,
    ),
]
