"""What the engine reads of barriers: measures and, with consent, limits. Bulk, a few queries."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from freins.models import Capacite, LimitesSante
from freins.regles.mesures import Garde, MesureInvalide, Mobilite, Numerique, depuis_json
from parcours.dossiers.models import FinaliteConsentement

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CapacitesDossier:
    """The measures of one dossier; None means « never asked », no limits means none to apply.

    `a_verifier` names the families whose measure an answer has contradicted.
    """

    garde: Garde | None = None
    mobilite: Mobilite | None = None
    numerique: Numerique | None = None
    limites: frozenset[str] = frozenset()
    a_verifier: frozenset[str] = frozenset()


def capacites_de(dossier_ids: Collection[int]) -> dict[int, CapacitesDossier]:
    """Return the capacities of each dossier asked for, in two queries whatever their number."""
    resultat = dict.fromkeys(dossier_ids, CapacitesDossier())
    for capacite in Capacite.objects.filter(dossier_id__in=resultat):
        deja = resultat[capacite.dossier_id]
        resultat[capacite.dossier_id] = _avec(deja, capacite)
    for dossier_id, limites in _limites(resultat):
        resultat[dossier_id] = replace(resultat[dossier_id], limites=frozenset(limites))
    return resultat


def _avec(deja: CapacitesDossier, capacite: Capacite) -> CapacitesDossier:
    try:
        mesure = depuis_json(capacite.famille, capacite.mesure)
    except MesureInvalide:
        # One unreadable row must not stop the ranking of all: it counts as never asked.
        log.warning("capacité %s illisible, comptée comme inconnue", capacite.pk)
        return deja
    doutes = {capacite.famille} if capacite.a_verifier else set()
    return replace(
        deja, **{capacite.famille: mesure, "a_verifier": deja.a_verifier | doutes}  # type: ignore[arg-type]
    )  # fmt: skip


def _limites(dossier_ids: Collection[int]) -> list[tuple[int, list[str]]]:
    """Only with a consent on health given and not withdrawn."""
    fiches = LimitesSante.objects.filter(
        dossier_id__in=dossier_ids,
        limites__isnull=False,
        consentement__finalite=FinaliteConsentement.SANTE,
        consentement__retire_le=None,
    )
    return [(f.dossier_id, f.codes) for f in fiches]
