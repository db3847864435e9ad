"""Statistics held against libraries, published sizes and hand-made small cases."""

import ast
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from matching.equite import Duree, Groupe, borner, kaplan_meier, log_rank
from matching.equite.bayes import proba_rapport_sous
from matching.equite.classements import infaisabilite, ndkl, rapport_exposition, skew
from matching.equite.exacts import boschloo, fisher, holm, mcnemar, p_exactes
from matching.equite.prefixes import ajuster_alpha, prefixe_en_defaut, risque_de_rejet
from matching.equite.puissance import effectif_necessaire, puissance_de, rapport_detectable
from matching.equite.taux import est_sous_le_seuil, katz, newcombe, wilson, z_poole


def test_sizes_needed_are_those_of_the_specification() -> None:
    assert [effectif_necessaire(b, 0.8) for b in (0.1, 0.3, 0.5)] == [3213, 859, 388]
    assert [effectif_necessaire(b, 0.5) for b in (0.1, 0.3, 0.5)] == [435, 121, 58]


def test_what_is_detectable_has_the_power_it_claims() -> None:
    ratio = rapport_detectable(0.3, 60, 90)
    assert ratio is not None
    assert puissance_de(0.3, ratio, 60, 90) == pytest.approx(0.8, abs=1e-6)
    assert rapport_detectable(0.1, 5, 5) is None
    assert rapport_detectable(0.0, 50, 50) is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_statsmodels_holm(valeurs: list[float]) -> None:
    assert holm(valeurs) == pytest.approx(list(multipletests(valeurs, method="holm")[1]))


def test_no_test_at_all_adjusts_nothing() -> None:
    assert holm([]) == []


def test_exactly_four_fifths_is_not_under() -> None:
    assert not est_sous_le_seuil(Groupe("a", 48, 100), Groupe("b", 60, 100))
    assert est_sous_le_seuil(Groupe("a", 47, 100), Groupe("b", 60, 100))
    assert not est_sous_le_seuil(Groupe("a", 0, 10), Groupe("b", 0, 10))


def test_intervals_of_empty_and_extreme_groups_stay_sound() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 20)[0] == 0.0
    assert wilson(20, 20)[1] == 1.0
    assert katz(Groupe("a", 0, 20), Groupe("b", 5, 20)) is None
    bas, haut = newcombe(Groupe("a", 20, 20), Groupe("b", 0, 20))
    assert bas < 1 <= haut + 1e-9
    assert z_poole(Groupe("a", 0, 20), Groupe("b", 0, 20)) == (0.0, 1.0)


def test_an_impossible_group_is_refused() -> None:
    with pytest.raises(ValueError, match="impossible"):
        Groupe("a", 3, 2)


def test_boschloo_is_used_where_it_may_decide_and_never_lowers_honesty() -> None:
    un, deux = Groupe("f", 4, 20), Groupe("h", 10, 20)
    cases = ((4, 16), (10, 10))
    assert p_exactes([(un, deux)], [True]) == [pytest.approx(boschloo(cases)[1])]
    assert p_exactes([(un, deux)], [False]) == [pytest.approx(fisher(cases))]
    assert boschloo(cases)[1] < fisher(cases)


def test_the_posterior_is_a_probability_of_the_right_side() -> None:
    egal = proba_rapport_sous(Groupe("f", 300, 1000), Groupe("h", 300, 1000))
    moitie = proba_rapport_sous(Groupe("f", 150, 1000), Groupe("h", 300, 1000))
    assert egal is not None
    assert moitie is not None
    assert egal < 0.01
    assert moitie > 0.999
    assert proba_rapport_sous(Groupe("f", 0, 0), Groupe("h", 3, 9)) is None


def test_the_posterior_agrees_with_draws() -> None:
    import numpy as np

    hasard = np.random.default_rng(3)
    f, h = hasard.beta(4.5, 26.5, 400_000), hasard.beta(9.5, 21.5, 400_000)
    exacte = proba_rapport_sous(Groupe("f", 4, 30), Groupe("h", 9, 30))
    assert exacte == pytest.approx((f / h < 0.8).mean(), abs=0.003)


def test_pairs_without_disagreement_say_nothing() -> None:
    assert mcnemar(0, 0) == (0.0, 1.0)
    assert mcnemar(3, 3)[1] == pytest.approx(1.0)
    assert mcnemar(12, 1, exact=True)[1] == pytest.approx(0.00342, abs=1e-4)


def test_people_no_longer_followed_are_not_counted_as_kept() -> None:
    durees = [Duree(30, True), Duree(60, False), Duree(120, True), Duree(200, False)]
    suivi = kaplan_meier(durees)
    trois, six = suivi.paliers
    assert suivi.censures == 2
    assert trois.part == pytest.approx(0.75)
    assert six.part == pytest.approx(0.375)
    assert trois.suivis == 2


def test_retention_beyond_what_was_followed_is_unknown() -> None:
    suivi = kaplan_meier([Duree(40, False), Duree(50, True)])
    assert suivi.paliers[1].part == pytest.approx(0.0)  # the last one left: the curve is at zero
    assert kaplan_meier([Duree(40, False)]).paliers[0].part is None
    assert kaplan_meier([]).paliers[0].part is None


def test_the_log_rank_sees_a_group_that_leaves_sooner() -> None:
    vite = [Duree(j, True) for j in range(10, 50)]
    tard = [Duree(j, True) for j in range(150, 190)]
    resultat = log_rank(vite, tard)
    assert resultat is not None
    assert resultat[1] < 1e-6
    assert log_rank(vite, []) is None
    assert log_rank([Duree(9, False)], [Duree(8, False)]) is None


def test_unknown_people_bound_the_comparison() -> None:
    bornes = borner(Groupe("f", 20, 100), Groupe("h", 40, 100), Groupe("?", 10, 30))
    pire, meilleur = bornes.rapport
    assert pire == pytest.approx((20 / 120) / (50 / 110))
    assert meilleur == pytest.approx((30 / 110) / (40 / 120))
    assert not bornes.est_tranche


def test_everybody_unknown_leaves_everything_possible() -> None:
    vide = Groupe("f", 0, 0), Groupe("h", 0, 0)
    bornes = borner(*vide, Groupe("?", 12, 40))
    assert bornes.groupe == (0.0, 1.0)
    assert not bornes.est_tranche


def test_a_ranking_as_expected_has_no_skew_and_no_divergence() -> None:
    cible = {"F": 0.5, "H": 0.5}
    assert skew("HF", cible, "F", 2) == 0
    assert skew("HH", cible, "F", 2) == -math.inf
    assert math.isnan(skew("", cible, "F", 2))
    assert ndkl("", cible) == 0
    assert ndkl("FFFFHHHH", cible) > ndkl("FHFHFHFH", cible)
    assert ndkl("FX", {"F": 1.0}) == math.inf
    assert infaisabilite("F" * 30 + "H" * 70, {"F": 0.3, "H": 0.7})[0] > 0
    assert rapport_exposition("FF", "F", "H") is None


def test_the_adjusted_prefix_test_keeps_its_risk() -> None:
    for k, part, alpha in ((20, 0.25, 0.1), (40, 0.5, 0.05), (10, 0.2, 0.15)):
        ajustee = ajuster_alpha(k, part, alpha)
        assert ajustee.risque <= alpha
        assert ajustee.risque == pytest.approx(risque_de_rejet(ajustee.minimums, part))
        assert ajustee.alpha <= alpha


def test_a_group_put_at_the_bottom_is_found_and_a_mixed_list_is_not() -> None:
    assert prefixe_en_defaut("H" * 15 + "F" * 15, "F", 0.5) is not None
    assert prefixe_en_defaut("HF" * 15, "F", 0.5) is None
    assert prefixe_en_defaut("", "F", 0.5) is None


def test_nothing_in_use_imports_the_counterfactual_rankings() -> None:
    """Re-ranking by sex is unlawful: only the published cases may call it."""
    racine = Path(__file__).parents[3]
    fautifs = []
    for dossier in ("matching", "parcours", "freins", "api"):
        for fichier in (racine / dossier).rglob("*.py"):
            noms = {
                alias.name if isinstance(n, ast.Import) else f"{n.module}.{alias.name}"
                for n in ast.walk(ast.parse(fichier.read_text()))
                if isinstance(n, ast.Import | ast.ImportFrom)
                for alias in n.names
            }
            if any("contrefactuels" in nom for nom in noms):
                fautifs.append(fichier.name)
    assert fautifs == ["cas_mesures.py"]
