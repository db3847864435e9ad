"""The audit of any table: each group against a reference, adjusted over strata, judged together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.equite.bornes import Bornes, borner
from matching.equite.strates import Ajustement, par_strate
from matching.equite.tables_csv import Comptes, TableIllisible
from matching.equite.taux import Groupe, wilson, z_poole
from matching.equite.verdicts import EFFECTIF_MINIMAL, Comparaison, Constat, juger


@dataclass(frozen=True, slots=True)
class Audit:
    """The groups, the reference, a finding and bounds for each other group."""

    groupes: tuple[Groupe, ...]
    reference: Groupe | None
    inconnus: Groupe
    constats: tuple[Constat, ...]
    bornes: tuple[Bornes, ...]


def auditer(
    groupes: Sequence[Groupe],
    *,
    inconnus: Groupe,
    strates: Mapping[str, Mapping[str, Groupe]] | None = None,
    reference: str = "",
    minimum: int = EFFECTIF_MINIMAL,
) -> Audit:
    """Compare every group with the reference (by default the first: the largest).

    TableIllisible when the reference named is not a group. With one group or none there is nothing
    to compare: no finding, and the unknown people keep their line.
    """
    ref = _reference(groupes, reference)
    if ref is None:
        return Audit(tuple(groupes), None, inconnus, (), ())
    autres = [g for g in groupes if g.nom != ref.nom]
    comparaisons = [
        Comparaison(g.nom, g, ref, tuple(par_strate(strates, g.nom, ref.nom)) if strates else ())
        for g in autres
    ]
    constats = juger(comparaisons, minimum=minimum)
    return Audit(
        tuple(groupes), ref, inconnus, tuple(constats),
        tuple(borner(g, ref, inconnus) for g in autres),
    )  # fmt: skip


def auditer_comptes(comptes: Comptes, *, reference: str = "", est_stratifie: bool = True) -> Audit:
    """The same, from a table read."""
    return auditer(
        comptes.groupes,
        inconnus=comptes.inconnus,
        strates=comptes.strates if est_stratifie else None,
        reference=reference,
    )


def _reference(groupes: Sequence[Groupe], nom: str) -> Groupe | None:
    if not nom:
        return groupes[0] if groupes else None
    trouvee = next((g for g in groupes if g.nom == nom), None)
    if trouvee is None:
        connus = ", ".join(g.nom for g in groupes) or "aucun"
        raise TableIllisible(f"Référence « {nom} » absente. Groupes trouvés : {connus}.")
    return trouvee


# --- as plain data ---------------------------------------------------------------------------------


def en_donnees(audit: Audit) -> dict[str, Any]:
    """The audit as plain data, full precision, for `--json`."""
    return {
        "reference": audit.reference and audit.reference.nom,
        "groupes": [_groupe(g) for g in audit.groupes],
        "non_renseigne": _groupe(audit.inconnus),
        "comparaisons": [
            _constat(c) | {"bornes": _bornes(b)}
            for c, b in zip(audit.constats, audit.bornes, strict=True)
        ],
    }


def _groupe(g: Groupe) -> dict[str, Any]:
    return {
        "groupe": g.nom, "n": g.total, "retenus": g.retenus, "taux": g.taux,
        "taux_pct": None if g.taux is None else round(100 * g.taux, 2),
        "wilson95": list(wilson(g.retenus, g.total)),
    }  # fmt: skip


def _constat(c: Constat) -> dict[str, Any]:
    z, p = z_poole(c.autre, c.lese)
    return {
        "groupe": c.cle, "lese": c.lese.nom, "autre": c.autre.nom,
        "rapport": c.rapport, "katz95": c.intervalle and list(c.intervalle),
        "newcombe95": c.difference and list(c.difference),
        "z": z, "p_z": p, "p_exacte": c.p, "p_holm": c.p_holm,
        "proba_rapport_sous_0_8": c.proba,
        "ajuste": c.ajustement and _ajustement(c.ajustement),
        "rapport_detectable": c.detectable, "ecart_detectable": c.ecart_detectable,
        "verdict": c.verdict.value, "libelle": c.libelle, "raison": c.raison,
    }  # fmt: skip


def _ajustement(a: Ajustement) -> dict[str, Any]:
    (cotes, bornes), bd = a.cotes(), a.heterogeneite()
    return {
        "strates": a.strates, "effectif": a.effectif, "cotes_mh": cotes,
        "cotes_mh95": bornes and list(bornes), "rapport_mh": a.rapport,
        "cmh_khi_deux": a.khi_deux, "cmh_p": a.p,
        "breslow_day_khi_deux": bd and bd[0], "breslow_day_p": bd and bd[1],
    }  # fmt: skip


def _bornes(b: Bornes) -> dict[str, Any]:
    return {
        "groupe": list(b.groupe), "reference": list(b.reference), "rapport": list(b.rapport),
        "est_tranche": b.est_tranche,
    }  # fmt: skip
