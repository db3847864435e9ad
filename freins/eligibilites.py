"""Gathers the facts of many dossiers and asks the rules what the law opens to each of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from freins.regles.eligibilite import Reponse, repondre_a_tout
from freins.regles.faits import Droit, Faits
from parcours.dossiers.models import (
    NATURES_PROTEGEES,
    Diplome,
    Dossier,
    NatureSituation,
    Situation,
    StatutDossier,
)

_DROITS = tuple(
    nature.value
    for nature in (
        NatureSituation.RQTH,
        NatureSituation.FRANCE_TRAVAIL,
        NatureSituation.RSA,
        NatureSituation.ASS,
        NatureSituation.AAH,
        NatureSituation.DROIT_TRAVAIL,
        NatureSituation.PASS_IAE,
    )
)


def eligibilites_de(
    dossier_ids: Collection[int], jour: date, *, voit_protege: bool = True
) -> dict[int, dict[str, Reponse]]:
    """Return the answers of each measure for each dossier, in three queries.

    An id of no dossier is left out. Without `voit_protege` (a screen for someone who only reads),
    what speaks of a handicap counts as unknown, so that no answer tells it.
    """
    faits = faits_de(dossier_ids, voit_protege=voit_protege)
    return {cle: repondre_a_tout(connus, jour) for cle, connus in faits.items()}


def faits_de(dossier_ids: Collection[int], *, voit_protege: bool = True) -> dict[int, Faits]:
    """Return what is known of each dossier; what was never asked stays unknown."""
    ids = list(dossier_ids)
    droits = _droits(ids, voit_protege)
    niveaux = _niveaux(ids)
    dossiers = Dossier.objects.filter(pk__in=ids).values(
        "pk", "statut", "personne__naissance_le", "personne__naissance_annee",
        "personne__qpv_etat",
    )  # fmt: skip
    return {
        d["pk"]: Faits(
            naissance_le=d["personne__naissance_le"],
            naissance_annee=d["personne__naissance_annee"],
            est_qpv=d["personne__qpv_etat"],
            niveau_diplome=niveaux.get(d["pk"]),
            est_accompagnee=d["statut"] != StatutDossier.CLOS,
            **droits[d["pk"]],  # type: ignore[arg-type]
        )
        for d in dossiers
    }


def _droits(ids: list[int], voit_protege: bool) -> dict[int, dict[str, Droit]]:
    droits: dict[int, dict[str, Droit]] = defaultdict(dict)
    natures = [n for n in _DROITS if voit_protege or n not in NATURES_PROTEGEES]
    lignes = Situation.objects.filter(dossier_id__in=ids, nature__in=natures)
    for dossier_id, nature, est, du, au in lignes.values_list(
        "dossier_id", "nature", "est_oui", "du", "au"
    ):
        droits[dossier_id][nature] = Droit(est, du, au)
    return droits


def _niveaux(ids: list[int]) -> dict[int, int]:
    """The highest level recognised in France; absent when no diploma was ever asked for."""
    lignes = Diplome.objects.filter(dossier_id__in=ids, est_etranger_non_reconnu=False)
    niveaux: dict[int, int] = {}
    for dossier_id, niveau in lignes.values_list("dossier_id", "niveau"):
        niveaux[dossier_id] = max(niveau, niveaux.get(dossier_id, 0))
    return niveaux
