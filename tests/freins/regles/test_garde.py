"""Childcare: every child, or nothing. Held against a brute force half-hour by half-hour."""

from hypothesis import given
from hypothesis import strategies as st

from freins.regles.gains import GainGarde, grille_des_plages
from freins.regles.garde import Enfant, couvre, grille_apres
from matching.moteur import grilles

SEMAINE = range(5)
CRECHE = GainGarde(grille_des_plages([(SEMAINE, "05:30", "22:00")]), 3, 35)
PERISCOLAIRE = GainGarde(grille_des_plages([(SEMAINE, "07:00", "18:30")]), 36, 143)
DOMICILE = GainGarde(grille_des_plages([(range(6), "04:00", "08:00")]), 3, 155)
ECOLE = grille_des_plages([((0, 1, 3, 4), "08:30", "16:30")])
BEBE, ECOLIER = Enfant(14), Enfant(80, ECOLE)


def test_a_solution_that_takes_all_the_children_raises_its_hours() -> None:
    assert couvre(DOMICILE, [BEBE, ECOLIER]).valeur is True
    assert grille_apres([DOMICILE], [BEBE, ECOLIER]) == DOMICILE.grille


def test_one_sibling_uncovered_opens_nothing() -> None:
    """The nursery takes the baby; the eldest has nobody before 8:30 and the day is not longer."""
    reponse = couvre(CRECHE, [BEBE, ECOLIER])
    assert reponse.valeur is False
    assert "6 ans" in reponse.motif
    sans_ecole = Enfant(80)
    assert grille_apres([CRECHE], [BEBE, sans_ecole]) == 0
    assert grille_apres([CRECHE], [BEBE, ECOLIER]) == ECOLE & CRECHE.grille


def test_two_solutions_together_cover_two_siblings() -> None:
    ensemble = grille_apres([CRECHE, PERISCOLAIRE], [BEBE, Enfant(80)])
    assert ensemble == PERISCOLAIRE.grille & CRECHE.grille


def test_what_one_has_already_is_never_lost() -> None:
    nuit = grille_des_plages([((0,), "22:00", "23:00")])
    apres = grille_apres([CRECHE], [Enfant(80)], couverte=nuit)
    assert apres == nuit


def test_an_age_not_said_is_not_guessed() -> None:
    assert couvre(CRECHE, [Enfant(None)]).valeur is None
    assert couvre(CRECHE, []).valeur is None
    assert grille_apres([CRECHE], [BEBE, Enfant(None)]) is None
    assert grille_apres([CRECHE], []) is None
    # A refusal known stays one, whatever is missing elsewhere.
    assert couvre(CRECHE, [Enfant(None), Enfant(80)]).valeur is False


def test_the_day_before_a_birthday_still_counts_and_the_day_after_no_more() -> None:
    assert couvre(CRECHE, [Enfant(35)]).valeur is True
    assert couvre(CRECHE, [Enfant(36)]).valeur is False
    assert couvre(CRECHE, [Enfant(3)]).valeur is True
    assert couvre(CRECHE, [Enfant(2)]).valeur is False


_GRILLES = st.integers(1, grilles.PLEINE)
_GAINS = st.builds(
    lambda g, a, b: GainGarde(g, min(a, b), max(a, b)),
    _GRILLES, st.integers(0, 200), st.integers(0, 200),
)  # fmt: skip
_ENFANTS = st.builds(Enfant, st.integers(0, 216), st.integers(0, grilles.PLEINE))


@given(st.lists(_GAINS, max_size=3), st.lists(_ENFANTS, min_size=1, max_size=3), _GRILLES)
def test_against_brute_force(propositions: list, enfants: list, couverte: int) -> None:
    apres = grille_apres(propositions, enfants, couverte)
    for bit in range(0, grilles.TAILLE, 7):
        marque = 1 << bit
        tous = all(
            couverte & marque
            or e.grille & marque
            or any(
                g.grille & marque and g.age_min_mois <= e.age_mois <= g.age_max_mois
                for g in propositions
            )
            for e in enfants
        )
        assert bool(apres & marque) == tous
