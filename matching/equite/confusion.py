"""Errors of a decision by group, with fairlearn (confusion tables, crossed groups)."""

from collections.abc import Sequence
from typing import Any, Final

ALIAS: Final = {"recall": "tpr", "selection_rate": "sel", "precision": "ppv"}


def metriques(vn: int, fp: int, fn: int, vp: int) -> dict[str, Any]:
    """Rates of one confusion table (true negatives, false positives, …); None without a base."""
    n = vn + fp + fn + vp
    taux = {
        "fpr": _part(fp, fp + vn), "fnr": _part(fn, fn + vp),
        "tpr": _part(vp, fn + vp), "tnr": _part(vn, fp + vn),
        "ppv": _part(vp, vp + fp), "npv": _part(vn, vn + fn),
        "selection_rate": _part(vp + fp, n), "accuracy": _part(vp + vn, n),
    }  # fmt: skip
    en_pour_cent = {f"{nom}_pct": 100 * t for nom, t in taux.items() if t is not None}
    return {"n": n, **taux, **en_pour_cent}


def _part(x: int, n: int) -> float | None:
    return x / n if n else None


def par_groupe(
    vrais: Sequence[int], predits: Sequence[int], groupes: Sequence[str], seule: str | None = None
) -> dict[str, Any]:
    """fairlearn’s MetricFrame as plain dictionaries; only one metric by group when `seule`."""
    from fairlearn import metrics as fl

    fonctions = {
        "tpr": fl.true_positive_rate,
        "fpr": fl.false_positive_rate,
        "sel": fl.selection_rate,
        "count": fl.count,
    }
    cadre = fl.MetricFrame(
        metrics=fonctions,
        y_true=list(vrais),
        y_pred=list(predits),
        sensitive_features=list(groupes),
    )
    tables = cadre.by_group.to_dict("index")
    comptes = {str(g): int(ligne["count"]) for g, ligne in tables.items()}
    if seule:
        nom = ALIAS.get(seule, seule)
        return {"by_group": {str(g): li[nom] for g, li in tables.items()}, "count": comptes}
    return {"overall": dict(cadre.overall), "count": comptes, **_ecarts(cadre, tables)}


def _ecarts(cadre: Any, tables: Any) -> dict[str, Any]:
    methodes = {"": "between_groups", "_to_overall": "to_overall"}
    valeurs: dict[str, Any] = {
        f"{nom}{suffixe}": dict(getattr(cadre, nom)(method=methode))
        for nom in ("difference", "ratio")
        for suffixe, methode in methodes.items()
    }
    ecart, ratio = valeurs["difference"]["sel"], valeurs["ratio"]["sel"]
    return valeurs | {
        "by_group": {str(g): dict(ligne) for g, ligne in tables.items()},
        "by_group_sel": {str(g): ligne["sel"] for g, ligne in tables.items()},
        "demographic_parity_difference": ecart, "dpd": ecart,
        "demographic_parity_ratio": ratio, "dpr": ratio,
    }  # fmt: skip
