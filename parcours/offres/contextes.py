"""Conditions of work deduced from the métier: computed when asked, never stored per opening.

ROME says in which contexts a métier *may* be done. Held per opening that would be ten rows each
and would go stale with each ROME version; so `matching.tables` asks here once per build and adds
them as `deduit` requirements (exigence « inconnu »), which never block.
"""

from collections import defaultdict
from collections.abc import Iterable

from parcours.offres.conditions import conditions_du_libelle
from parcours.referentiels.models import ContexteTravail, MetierContexte


def conditions_du_metier(codes: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
    """Return métier → conditions its contexts name (all métiers when `codes` is None).

    Métiers without any are absent. Two queries.
    """
    libelles = ContexteTravail.objects.values_list("pk", "libelle")
    par_contexte = {code: conditions_du_libelle(libelle) for code, libelle in libelles}
    utiles = [code for code, conditions in par_contexte.items() if conditions]
    liens = MetierContexte.objects.filter(contexte_id__in=utiles)
    if codes is not None:
        liens = liens.filter(metier_id__in=set(codes))
    trouvees: dict[str, set[str]] = defaultdict(set)
    for metier, contexte in liens.values_list("metier_id", "contexte_id"):
        trouvees[metier] |= par_contexte[contexte]
    return {metier: frozenset(conditions) for metier, conditions in trouvees.items()}
