"""Writing one batch: new and changed rows only, the fields of the source only."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from parcours.referentiels.models import Commune
from parcours.solutions.importeurs.lignes import ORGANISME, SERVICE, LigneLue, Rejet
from parcours.solutions.models import Solution, StructureSolution
from parcours.solutions.services import indexer

# All that an import may write; the gain, the delay, the places… are the team's (models.Solution).
CHAMPS_SOURCE: Final = (
    "nom", "description", "type_service", "thematiques", "publics", "publics_precisions",
    "conditions_acces", "frais", "frais_precisions", "modes_accueil", "zone", "lien", "email",
    "telephone", "adresse", "latitude", "longitude", "maj_source_le",
)  # fmt: skip
CHAMPS_ORGANISME: Final = (
    "nom", "siret", "description", "adresse", "email", "telephone", "site", "latitude", "longitude",
)  # fmt: skip


class Lot:
    """What a batch did: counts by end of the row, and the rows refused while linking."""

    def __init__(self) -> None:
        self.comptes: Counter[str] = Counter()
        self.rejets: list[Rejet] = []


def ecrire(lignes: Sequence[LigneLue]) -> Lot:
    """Write a batch; to call in a transaction. The same batch again changes nothing."""
    lot = Lot()
    communes = _communes(lignes)
    organismes = [ligne for ligne in lignes if ligne.genre == ORGANISME]
    services = [ligne for ligne in lignes if ligne.genre == SERVICE]
    if organismes:
        _ecrire_organismes(lot, organismes, communes)
    if services:
        _ecrire_services(lot, services, communes)
    return lot


def _communes(lignes: Sequence[LigneLue]) -> dict[str, Commune]:
    return Commune.objects.in_bulk({ligne.commune for ligne in lignes if ligne.commune})


def _ecrire_organismes(lot: Lot, lignes: Sequence[LigneLue], communes: dict[str, Commune]) -> None:
    connus = _connus(StructureSolution, lignes)
    nouveaux: list[StructureSolution] = []
    changes: list[StructureSolution] = []
    for ligne in lignes:
        organisme = connus.get((ligne.source, ligne.source_id))
        etat = _etat(organisme, ligne)
        lot.comptes[f"{ORGANISME}:{etat}"] += 1
        if etat == "inchangees":
            continue
        cible = organisme or StructureSolution(source=ligne.source, source_id=ligne.source_id)
        _remplir(cible, ligne, communes)
        (changes if organisme else nouveaux).append(cible)
    StructureSolution.objects.bulk_create(nouveaux, batch_size=200)
    StructureSolution.objects.bulk_update(
        changes, [*CHAMPS_ORGANISME, "commune", "empreinte"], batch_size=200
    )
    _reindexer(changes)


def _reindexer(organismes: Sequence[StructureSolution]) -> None:
    """Their services are found by the new name and place."""
    solutions = list(
        Solution.objects.filter(structure__in=organismes).select_related(
            "commune", "structure__commune"
        )
    )
    for solution in solutions:
        indexer(solution)
    Solution.objects.bulk_update(solutions, ["recherche", "cles"], batch_size=200)


def _ecrire_services(lot: Lot, lignes: Sequence[LigneLue], communes: dict[str, Commune]) -> None:
    connus = _connus(Solution, lignes)
    organismes = _organismes_des(lignes)
    nouveaux: list[Solution] = []
    changes: list[Solution] = []
    for ligne in lignes:
        organisme = organismes.get((ligne.source, ligne.organisme))
        if organisme is None:
            lot.rejets.append(_sans_organisme(ligne))
            continue
        connu = connus.get((ligne.source, ligne.source_id))
        etat = _etat(connu, ligne)
        lot.comptes[f"{SERVICE}:{etat}"] += 1
        if etat != "inchangees":
            (changes if connu else nouveaux).append(_service(connu, organisme, ligne, communes))
    Solution.objects.bulk_create(nouveaux, batch_size=200)
    Solution.objects.bulk_update(
        changes,
        [*CHAMPS_SOURCE, "commune", "structure", "recherche", "cles", "empreinte", "retiree_le",
         "est_active", "version"],
        batch_size=200,
    )  # fmt: skip


def _service(
    connu: Solution | None,
    organisme: StructureSolution,
    ligne: LigneLue,
    communes: dict[str, Commune],
) -> Solution:
    """The service as its source says it now, one version further; one that was gone is back."""
    cible = connu or Solution(
        source=ligne.source, source_id=ligne.source_id, version=0, **ligne.propose
    )
    cible.structure = organisme
    _remplir(cible, ligne, communes)
    if cible.retiree_le:
        cible.retiree_le, cible.est_active = None, True
    cible.version += 1
    indexer(cible)
    return cible


def _connus(modele: Any, lignes: Sequence[LigneLue]) -> dict[tuple[str, str], Any]:
    """The records already there, by source and identifier; one lock for the batch."""
    connus = modele.objects.select_for_update().filter(
        source__in={ligne.source for ligne in lignes},
        source_id__in=[ligne.source_id for ligne in lignes],
    )
    return {(rang.source, rang.source_id): rang for rang in connus.order_by("pk")}


def _organismes_des(lignes: Sequence[LigneLue]) -> dict[tuple[str, str], StructureSolution]:
    trouves = StructureSolution.objects.select_related("commune").filter(
        source__in={ligne.source for ligne in lignes},
        source_id__in={ligne.organisme for ligne in lignes},
    )
    return {(o.source, o.source_id): o for o in trouves}


def _sans_organisme(ligne: LigneLue) -> Rejet:
    return Rejet(
        SERVICE, ligne.rang, ligne.source_id, "structure_id",
        f"structure_id : l’organisme « {ligne.organisme} » n’est ni dans les fichiers ni dans "
        "l’annuaire. Donner le fichier des structures avec celui des services.",
    )  # fmt: skip


def _etat(connu: Any, ligne: LigneLue) -> str:
    if connu is None:
        return "nouvelles"
    est_revenu = getattr(connu, "retiree_le", None) is not None
    est_pareil = connu.empreinte == ligne.empreinte() and not est_revenu
    return "inchangees" if est_pareil else "modifiees"


def _remplir(cible: Any, ligne: LigneLue, communes: dict[str, Commune]) -> None:
    for champ, valeur in ligne.champs.items():
        setattr(cible, champ, valeur)
    cible.commune = communes.get(ligne.commune)
    if cible.latitude is None and cible.commune is not None:
        cible.latitude, cible.longitude = cible.commune.latitude, cible.commune.longitude
    cible.empreinte = ligne.empreinte()
