"""What each kind of published reference case asks for, computed by this package."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from matching.equite import classements, contrefactuels, exacts, prefixes, strates, taux
from matching.equite.confusion import metriques, par_groupe
from matching.equite.taux import Groupe

Entrees = Mapping[str, Any]
Valeurs = dict[str, Any]


class CasInconnu(ValueError):
    """A kind of case this package does not know, or inputs it cannot read."""


def deux_groupes(e: Entrees) -> Valeurs:
    """Two rates and everything that compares them."""
    un = Groupe(str(e.get("group_1", "1")), e["selected_1"], e["n_1"])
    deux = Groupe(str(e.get("group_2", "2")), e["selected_2"], e["n_2"])
    assert un.taux is not None
    assert deux.taux is not None
    z, p = taux.z_poole(un, deux)
    parite = taux.ecart_de_parite([un, deux])
    sans, avec = taux.khi_deux(un, deux), taux.khi_deux(un, deux, avec_continuite=True)
    return {
        "rate_1": un.taux,
        "rate_2": deux.taux,
        "difference": un.taux - deux.taux,
        "impact_ratio_2_over_1": taux.rapport(deux, un),
        "impact_ratio_min_over_max": parite and parite[1],
        "ratio_1_over_2": taux.rapport(un, deux),
        "z_pooled": z,
        "p_z_two_sided": p,
        "p_value_as_recalled": p,
        "fisher_two_sided": exacts.fisher(exacts.table(un, deux)),
        "odds_ratio": taux.rapport_des_cotes(un, deux),
        "chi2_no_correction": sans,
        "chi2_yates": avec,
        # Older papers print one or the other without saying which.
        "chi2_published": Alternative(sans, avec),
        "katz_ci95_ratio_2_over_1": taux.katz(deux, un),
        "wilson95_1": taux.wilson(un.retenus, un.total),
        "wilson95_2": taux.wilson(deux.retenus, deux.total),
        "newcombe_diff95_1_minus_2": taux.newcombe(un, deux),
        "rate_1_pct": 100 * un.taux,
        "rate_2_pct": 100 * deux.taux,
        "difference_pct_points": 100 * (un.taux - deux.taux),
    }


class Alternative(tuple[float, ...]):
    """Several values any of which may be the published one."""

    def __new__(cls, *valeurs: float) -> "Alternative":
        return super().__new__(cls, valeurs)


def stratifie(e: Entrees) -> Valeurs:
    """Mantel-Haenszel with and without continuity, and Breslow-Day."""
    groupes, paires = _paires(e)
    cotes, intervalle = strates.cotes_communes(paires)
    sans = strates.cochran_mantel_haenszel(paires)
    avec = strates.cochran_mantel_haenszel(paires, avec_continuite=True)
    bd = strates.breslow_day(paires) or (None, None)
    valeurs: Valeurs = {
        "mh_common_odds_ratio": cotes, "common_odds_ratio": cotes,
        "mh_or_ci95": intervalle, "ci95": intervalle,
        "mh_common_rate_ratio": strates.rapport_commun(paires),
        "cmh_chi2_no_correction": sans[0], "cmh_p_no_correction": sans[1],
        "cmh_chi2_continuity": avec[0], "cmh_p_continuity": avec[1],
        "cmh_chi2": [*sans, *avec],
        "breslow_day_chi2": bd[0], "breslow_day_p": bd[1],
    }  # fmt: skip
    for rang, nom in enumerate(groupes):
        valeurs[f"{nom}_rate_pct"] = {
            strate: 100 * (paire[rang].taux or 0.0)
            for strate, paire in zip(e["strata"], paires, strict=True)
        }
    return valeurs


def _paires(e: Entrees) -> tuple[list[str], list[strates.Paire]]:
    """The two group names, and one pair per stratum: [[kept, others], [kept, others]]."""
    strates_ = e["strata"]
    listes = [_quatre(s, e.get("table_order", "")) for s in _valeurs(strates_)]
    noms = re.findall(r"\[\s*(\w+) \w+\s*,", str(e.get("table_order", ""))) or ["1", "2"]
    paires = [(Groupe(noms[0], a, a + b), Groupe(noms[1], c, c + d)) for a, b, c, d in listes]
    return noms, paires


def _quatre(strate: Any, ordre: str) -> list[int]:
    if not isinstance(strate, Mapping):
        return [n for ligne in strate for n in ligne]
    noms = ["_".join(mots) for mots in re.findall(r"(\w+) (\w+)", ordre)]
    return [strate[nom] for nom in noms if nom in strate] if noms else list(strate.values())


def _valeurs(x: Any) -> list[Any]:
    return list(x.values()) if isinstance(x, Mapping) else list(x)


def rapports_d_impact(e: Entrees) -> Valeurs:
    """Each group against the best one; exactly the threshold is not adverse."""
    fractions = _taux_exacts(e)
    nom_ref = e.get("reference") or max(fractions, key=lambda g: fractions[g])
    seuil = _exacte(e.get("threshold", 0.8))
    rapports = {g: t / fractions[nom_ref] for g, t in fractions.items() if g != nom_ref}
    return {
        "impact_ratio": {g: float(r) for g, r in rapports.items()},
        "adverse_impact": {g: r < seuil for g, r in rapports.items()},
    }


def _taux_exacts(e: Entrees) -> dict[str, Fraction]:
    if "rates_pct" in e:
        return {g: _exacte(t) / 100 for g, t in e["rates_pct"].items()}
    if "rates" in e:
        return {g: _exacte(t) for g, t in e["rates"].items()}
    return {g: Fraction(x, e["n"][g]) for g, x in e["selected"].items()}


def _exacte(valeur: Any) -> Fraction:
    return Fraction(str(valeur))


def confusion(e: Entrees) -> Valeurs:
    """Rates of a confusion table."""
    return metriques(e["tn"], e["fp"], e["fn"], e["tp"])


def fairlearn(e: Entrees) -> Valeurs:
    """Metrics by group, crossed when several sensitive columns are given."""
    colonnes = [e[c] for c in sorted(e) if c.startswith(("sensitive", "sf"))]
    groupes = ["|".join(map(str, valeurs)) for valeurs in zip(*colonnes, strict=True)]
    return par_groupe(e["y_true"], e["y_pred"], groupes, e.get("metric"))


def wilson(e: Entrees) -> Valeurs:
    """Interval of one rate."""
    return {"ci95": taux.wilson(e["x"], e["n"], e.get("level", 0.95)), "rate": e["x"] / e["n"]}


def newcombe(e: Entrees) -> Valeurs:
    """Interval of a difference."""
    un, deux = Groupe("1", e["x1"], e["n1"]), Groupe("2", e["x2"], e["n2"])
    assert un.taux is not None
    assert deux.taux is not None
    ecart = un.taux - deux.taux
    bornes = taux.newcombe(un, deux, e.get("level", 0.95))
    return {"diff": ecart, "difference": ecart, "ci95": bornes}


def katz(e: Entrees) -> Valeurs:
    """Interval of a ratio."""
    un, deux = Groupe("1", e["x1"], e["n1"]), Groupe("2", e["x2"], e["n2"])
    ratio = taux.rapport(un, deux)
    return {"ratio": ratio, "ci95": taux.katz(un, deux, e.get("level", 0.95))}


def fisher(e: Entrees) -> Valeurs:
    """Both sides of Fisher’s test."""
    t = _table(e)
    return {
        "one_sided": exacts.fisher(t, e.get("alternative", "greater")),
        "two_sided": exacts.fisher(t),
        "pvalue": exacts.fisher(t, e.get("alternative", "two-sided")),
    }


def boschloo(e: Entrees) -> Valeurs:
    """As scipy documents it: the groups are the columns."""
    t = _table(e)
    colonnes = ((t[0][0], t[1][0]), (t[0][1], t[1][1]))
    statistique, p = exacts.boschloo(colonnes, e.get("alternative", "two-sided"))
    return {"statistic": statistique, "pvalue": p}


def _table(e: Entrees) -> exacts.Table:
    (a, b), (c, d) = e["table"]
    return (a, b), (c, d)


def fa_ir(e: Entrees) -> Valeurs:
    """Tables of minimums: one share, or every share printed in the source."""
    alpha, k = e["alpha"], e["k"]
    if "p" not in e:
        rangs = list(k) if isinstance(k, list) else list(range(1, k + 1))
        return {"m": _TablesParPart(rangs, alpha)}
    ajustee = prefixes.ajuster_alpha(k, e["p"], alpha)
    return {
        "mtable": prefixes.minimums(k, e["p"], alpha),
        "fail_probability": prefixes.risque_de_rejet(prefixes.minimums(k, e["p"], alpha), e["p"]),
        "alpha_adjusted": ajustee.alpha, "adjusted_alpha": ajustee.alpha, "alpha_c": ajustee.alpha,
        "adjusted_mtable": ajustee.minimums,
        "adjusted_fail_probability": ajustee.risque,
    }  # fmt: skip


class _TablesParPart(dict[str, list[int]]):
    """Tables of minimums by share, made when the source prints that share."""

    def __init__(self, rangs: list[int], alpha: float) -> None:
        super().__init__()
        self._rangs, self._alpha = rangs, alpha

    def get(self, part: str, defaut: Any = None) -> Any:
        try:
            table = prefixes.minimums(max(self._rangs), float(part), self._alpha)
        except ValueError:
            return defaut
        return [table[rang - 1] for rang in self._rangs]


def fa_ir_rejet(e: Entrees) -> Valeurs:
    """Chance that a fair list fails a table."""
    table = e.get("adjusted_mtable") or e.get("mtable")
    if table is None:
        table = prefixes.minimums(e["k"], e["p"], e["alpha"])
    return {"fail_probability": prefixes.risque_de_rejet(table, e["p"])}


def exposition(e: Entrees) -> Valeurs:
    """Attention by group, in the order of relevance."""
    ordre = sorted(range(len(e["group"])), key=lambda i: -e["relevance"][i])
    groupes = [e["group"][i] for i in ordre]
    merites = [e["relevance"][i] for i in ordre]
    valeurs: Valeurs = {
        "position_bias": [classements.poids_position(r) for r in range(1, len(groupes) + 1)],
        "mean_exposure": classements.exposition(groupes),
    }
    for un in set(groupes):
        for deux in set(groupes) - {un}:
            cle = f"{un}_over_{deux}"
            valeurs[f"exposure_ratio_{cle}"] = classements.rapport_exposition(groupes, un, deux)
            valeurs[f"DTR_{cle}"] = classements.traitement_disparate(groupes, merites, un, deux)
    return valeurs


def kl(e: Entrees) -> Valeurs:
    """Divergence in bits, the second distribution smoothed by one (LinkedIn’s LiFT)."""
    une, autre = e["dist1"], e["dist2"]
    tous = {**une, **autre}
    observee = {g: n / sum(une.values()) for g, n in une.items()}
    inverse = {g: n / sum(autre.values()) for g, n in autre.items()}
    return {
        "kl_1_2": classements.kl(observee, classements.lissee(autre, tous), 2),
        "kl_2_1": classements.kl(inverse, classements.lissee(une, tous), 2),
    }


def parite(e: Entrees) -> Valeurs:
    """Rates of several groups and their differences, an unknown group included."""
    groupes = [Groupe(g, v[0], v[0] + v[1]) for g, v in e.items() if isinstance(v, list)]
    t = {g.nom: g.taux or 0.0 for g in groupes}
    ecarts = taux.ecart_de_parite(groupes) or (None, None)
    return {
        "rates": t,
        "diff": {f"{a}_{b}": abs(t[a] - t[b]) for a in t for b in t if a != b},
        "dpd": ecarts[0], "dpr": ecarts[1],
        "demographic_parity_difference": ecarts[0], "demographic_parity_ratio": ecarts[1],
    }  # fmt: skip


def classement(e: Entrees) -> Valeurs:
    """Skew at any k, NDKL, infeasible prefixes."""
    liste, cible = e["ranking"], e["target"]
    indice, compte = classements.infaisabilite(liste, cible)
    valeurs: Valeurs = {
        "ndkl": classements.ndkl(liste, cible),
        "infeasible_index": indice,
        "infeasible_count": compte,
    }
    for k in range(1, len(liste) + 1):
        valeurs[f"skew_at_{k}"] = {g: classements.skew(liste, cible, g, k) for g in cible}
    return valeurs


def reclassement(e: Entrees) -> Valeurs:
    """The counterfactual orders under quotas, and their infeasible prefixes."""
    methodes = {
        "greedy": contrefactuels.det_greedy, "cons": contrefactuels.det_cons,
        "relaxed": contrefactuels.det_relaxed, "constsort": contrefactuels.det_const_sort,
    }  # fmt: skip
    ordres = {nom: f(e["scores"], e["target"], e["k"]) for nom, f in methodes.items()}
    manques = {n: classements.infaisabilite(o, e["target"])[0] for n, o in ordres.items()}
    est_bref = all(len(g) == 1 for g in e["target"])
    dits = {nom: "".join(o) if est_bref else o for nom, o in ordres.items()}
    return {"order": dits, "infeasible": manques}


def paires(e: Entrees) -> Valeurs:
    """Paired testing: discordant pairs given, or derived from the three shares."""
    total = e["pairs"]
    if "reference_only" in e:
        un, deux = e["reference_only"], e["other_only"]
        deux_oui = Fraction(100 * e.get("both_positive", 0), total)
    else:
        ref, autre = _exacte(e["positive_reference_pct"]), _exacte(e["positive_other_pct"])
        deux_oui = ref + autre - _exacte(e["at_least_one_positive_pct"])
        un, deux = (round((p - deux_oui) * total / 100) for p in (ref, autre))
    oui_1 = deux_oui + Fraction(100 * un, total)
    oui_2 = deux_oui + Fraction(100 * deux, total)
    khi, p = exacts.mcnemar(un, deux)
    return {
        "both_positive_pct": float(deux_oui),
        "reference_only": un, "other_only": deux,
        "impact_ratio": float(oui_2 / oui_1) if oui_1 else None,
        "mcnemar_chi2": khi, "mcnemar_z": khi**0.5 * (1 if un >= deux else -1), "mcnemar_p": p,
        "mcnemar_exact_p": exacts.mcnemar(un, deux, exact=True)[1],
        "difference_pct_points": float(oui_1 - oui_2),
    }  # fmt: skip


MESURES: Final[dict[str, Callable[[Entrees], Valeurs]]] = {
    "two_groups": deux_groupes,
    "stratified": stratifie,
    "impact_ratio_multi": rapports_d_impact,
    "confusion": confusion,
    "fairlearn": fairlearn,
    "wilson": wilson,
    "newcombe_diff": newcombe,
    "katz_ratio": katz,
    "fisher": fisher,
    "boschloo": boschloo,
    "fa_ir": fa_ir,
    "fa_ir_fail": fa_ir_rejet,
    "exposure": exposition,
    "kl": kl,
    "demographic_parity": parite,
    "ranking": classement,
    "rerank": reclassement,
    "paired_testing": paires,
}


def mesurer(genre: str, entrees: Entrees) -> Valeurs:
    """Everything this kind of case may publish; CasInconnu when it cannot be computed."""
    if genre not in MESURES:
        raise CasInconnu(f"genre de cas inconnu : « {genre} » (connus : {', '.join(MESURES)})")
    try:
        return MESURES[genre](entrees)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, AssertionError) as erreur:
        raise CasInconnu(f"entrées illisibles pour « {genre} » : {erreur!r}") from erreur
