"""Small numbers stay hidden: alone, in a table, by subtraction, by a hundred questions."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.equite.petits_nombres import (
    EXTERNE,
    STRUCTURE,
    TOTAL,
    Axe,
    Gardien,
    Part,
    bande,
    montrer_emboite,
    montrer_part,
    proteger,
)


@pytest.mark.parametrize(
    ("nombre", "dehors", "chez_soi"),
    [(0, 0, 0), (1, None, None), (4, None, None), (5, None, 5), (10, None, 10), (11, 10, 11),
     (13, 15, 13), (98, 100, 98)],
)  # fmt: skip
def test_each_reader_has_one_threshold(
    nombre: int, dehors: int | None, chez_soi: int | None
) -> None:
    assert EXTERNE.montrer(nombre) == dehors
    assert STRUCTURE.montrer(nombre) == chez_soi


def test_a_share_hides_a_small_base_numerator_or_complement() -> None:
    assert montrer_part(5, 10) is None
    assert montrer_part(1, 40) is None
    assert montrer_part(4, 40) is None
    assert montrer_part(36, 40) is None
    assert montrer_part(0, 40) == Part(0, 40)
    assert montrer_part(40, 40) == Part(40, 40)
    assert montrer_part(21, 38) == Part(20, 40)
    assert montrer_part(21, 38).pour_cent == 50  # type: ignore[union-attr]


def test_bands_never_name_a_small_number() -> None:
    assert {bande(n) for n in range(11)} == {"moins de 11"}
    assert bande(251) == "plus de 250"


tables = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=4).map(
    lambda t: {(str(i), str(j)): n for i, ligne in enumerate(t) for j, n in enumerate(ligne)}
)


@settings(max_examples=200, deadline=None)
@given(tables)
def test_no_line_of_a_table_gives_back_what_it_hides(comptes: dict[tuple[str, str], int]) -> None:
    lignes = sorted({li for li, _ in comptes})
    colonnes = sorted({co for _, co in comptes})
    table = proteger(comptes, [Axe.simple(lignes), Axe.simple(colonnes)])
    vrais = dict(comptes)
    for li in lignes:
        vrais[li, TOTAL] = sum(comptes[li, co] for co in colonnes)
    for co in (*colonnes, TOTAL):
        vrais[TOTAL, co] = sum(vrais[li, co] for li in lignes)
    for case, n in vrais.items():
        assert table[case] is None or n == 0 or n >= 11
        assert (table[case] or 0) % 5 == 0
    for dedans, marge in _aretes(lignes, colonnes):
        caches = [c for c in dedans if table[c] is None]
        if not caches and table[marge] is not None:
            continue
        assert len(caches) + (table[marge] is None) >= 2
        # Subtracting from a margin that is shown leaves a group that is not small.
        assert table[marge] is None or sum(vrais[c] for c in caches) >= 11


def _aretes(lignes: list[str], colonnes: list[str]):
    for li in (*lignes, TOTAL):
        yield [(li, co) for co in colonnes], (li, TOTAL)
    for co in (*colonnes, TOTAL):
        yield [(li, co) for li in lignes], (TOTAL, co)


def test_a_table_of_large_counts_hides_nothing() -> None:
    table = proteger({("a", "x"): 30, ("a", "y"): 22}, [Axe.simple(["a"]), Axe.simple(["x", "y"])])
    assert table["a", TOTAL] == 50
    assert None not in table.cases.values()


def test_sums_of_sums_keep_their_secrets_too() -> None:
    """Neighbourhoods add up to « en QPV », which adds up with the others to the total."""
    quartiers = Axe(("a", "b", "c", "hors"), (("qpv", ("a", "b", "c")), (TOTAL, ("qpv", "hors"))))
    table = proteger({("a",): 3, ("b",): 20, ("c",): 40, ("hors",): 50}, [quartiers])
    assert table["a",] is None
    assert table["b",] is None  # else « qpv » less b and c gives a
    assert (table["c",], table["qpv",], table[TOTAL,]) == (40, 65, 115)
    seul = proteger({("a",): 3, ("hors",): 50}, [quartiers])
    assert seul["qpv",] is None
    assert seul["hors",] is None or seul[TOTAL,] is None


# --- questions that follow one another ------------------------------------------------------------

SEL = b"secret"


def test_the_same_question_has_the_same_answer_whoever_asks() -> None:
    population = range(60)
    assert Gardien(SEL).repondre(population) == Gardien(SEL).repondre(reversed(population))


def test_walking_step_by_step_changes_nothing() -> None:
    gardien = Gardien(SEL)
    dit = gardien.repondre(range(60))
    for n in (*range(60, 120), *range(119, 30, -1)):
        assert gardien.repondre(range(n)) == dit


def test_memory_travels_with_the_audience() -> None:
    premier = Gardien(SEL)
    dit = premier.repondre(range(60))
    assert Gardien(SEL, premier.souvenirs).repondre(range(63)) == dit


def test_far_populations_are_answered_anew_and_near_the_truth() -> None:
    gardien = Gardien(SEL)
    for n in range(0, 400, 40):
        nombre = gardien.repondre(range(n)).nombre
        assert nombre is None if n < 11 else abs((nombre or 0) - n) <= 5


def test_small_populations_are_never_counted() -> None:
    for n in range(11):
        reponse = Gardien(SEL).repondre(range(n))
        assert (reponse.nombre, reponse.bande) == (None, "moins de 11")


def test_a_guard_without_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        Gardien(b"")


def _attaque(cible_en_est: bool, graine: int) -> list[tuple[int | None, int | None]]:
    """A hundred tweaks by someone who knows everybody but the target: answers by pairs.

    Half of them are jumps (a requirement that moves many people), half small steps; each population
    is asked without, then with, what only the target might meet.
    """
    hasard = random.Random(graine)
    gardien = Gardien(f"sel {graine}".encode())
    autres = list(range(1, 300))
    population = set(hasard.sample(autres, 60))
    paires = []
    for _ in range(50):
        pas = hasard.choice((1, 2, 5, 10, 11, 12, 30))
        population = population ^ set(hasard.sample(autres, pas))
        avec = population | ({0} if cible_en_est else set())
        paires.append((gardien.repondre(population).nombre, gardien.repondre(avec).nombre))
    return paires


def test_a_hundred_tweaks_do_not_isolate_one_person() -> None:
    """No pair of answers differs in either world, and the figures of both worlds are the same."""
    vus = set()
    for graine in range(60):
        avec, sans = _attaque(True, graine), _attaque(False, graine)
        assert all(a == b for a, b in (*avec, *sans))
        assert len({a for a, _ in sans}) > 1  # the tweaks do move the figures
        vus.add([a for a, _ in avec] == [a for a, _ in sans])
    assert True in vus


def test_two_figures_that_differ_are_of_groups_that_differ_by_many() -> None:
    hasard = random.Random(7)
    gardien = Gardien(SEL)
    dits = []
    population = set(hasard.sample(range(300), 80))
    for _ in range(100):
        population = population ^ set(hasard.sample(range(300), hasard.choice((1, 3, 8, 40))))
        dits.append((frozenset(population), gardien.repondre(population)))
    proches = [
        (p, q) for p, r in dits for q, s in dits if r != s and len(p ^ q) < EXTERNE.seuil // 2
    ]
    assert not proches


def test_counting_without_the_guard_would_isolate_them() -> None:
    """The same attack on bare counts: what the guard is for."""
    autres = set(range(1, 60))
    assert len(autres | {0}) - len(autres) == 1
    assert EXTERNE.montrer(len(set(range(53)))) != EXTERNE.montrer(len(set(range(52))))


# --- filters that hold one another ----------------------------------------------------------------

bandes = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=3)


@given(bandes)
def test_two_periods_subtracted_tell_no_more_than_one_answer(
    parts: list[tuple[int, int]],
) -> None:
    """Every shown share differs from every wider one by nothing, or by a share one may show."""
    comptes, exacts = {}, (0, 0)
    for mois, (retenus, autres) in zip((6, 12, 24), parts, strict=True):
        exacts = exacts[0] + retenus, exacts[1] + retenus + autres
        comptes[mois] = exacts
    montres = {m: montrer_emboite(m, comptes, _plus_longs) for m in comptes}
    for mois, part in montres.items():
        for large in _plus_longs(mois):
            if part is None or montres[large] is None or part == montres[large]:
                continue
            ecart = [b - a for a, b in zip(comptes[mois], comptes[large], strict=True)]
            assert montrer_part(*ecart) is not None or (mois == 6 and part == montres[12])


def _plus_longs(mois: int) -> list[int]:
    return [m for m in (12, 24) if m > mois]


def test_nearly_the_same_people_are_told_the_same_share() -> None:
    assert montrer_emboite(6, {6: (20, 60), 12: (20, 61), 24: (45, 100)}, _plus_longs) == Part(20, 60)  # fmt: skip
    assert montrer_emboite(12, {6: (20, 60), 12: (45, 100), 24: (47, 130)}, _plus_longs) is None
    assert montrer_emboite(12, {6: (20, 60), 12: (45, 100), 24: (45, 100)}, _plus_longs) == Part(45, 100)  # fmt: skip
