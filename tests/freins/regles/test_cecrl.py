import pytest
from hypothesis import given
from hypothesis import strategies as st

from freins.regles.cecrl import (
    ECRIT,
    ENONCES,
    NIVEAUX_DEMANDES,
    ORAL,
    VOLETS,
    depuis_cases_cochees,
    enonces,
    niveau_depuis,
)
from matching.moteur.vocabulaire import NIVEAUX_CECRL

CODES = [enonce.code for enonce in ENONCES]


def codes(volet, niveau):
    return [e.code for e in enonces(volet) if e.niveau == niveau]


def jusqu_a(volet, niveau):
    rang = NIVEAUX_DEMANDES.index(niveau)
    oui = NIVEAUX_DEMANDES[: rang + 1]
    return {e.code: e.niveau in oui for e in enonces(volet)}


def test_three_sentences_for_each_level_and_each_side():
    assert len(set(CODES)) == len(CODES) == len({e.texte for e in ENONCES}) == 30
    for volet in VOLETS:
        assert [e.niveau for e in enonces(volet)] == [n for n in NIVEAUX_DEMANDES for _ in range(3)]


@pytest.mark.parametrize("volet", [ORAL, ECRIT])
@pytest.mark.parametrize("niveau", NIVEAUX_DEMANDES)
def test_the_level_is_the_highest_one_said(volet, niveau):
    assert niveau_depuis(jusqu_a(volet, niveau), volet) == niveau


def test_the_other_side_says_nothing():
    assert niveau_depuis(jusqu_a(ORAL, "B1"), ECRIT) is None


def test_no_answer_is_no_level_and_no_to_everything_is_a0():
    assert niveau_depuis({}, ORAL) is None
    assert niveau_depuis(dict.fromkeys(CODES, False), ORAL) == "A0"


def test_two_of_three_are_enough_and_one_is_not():
    deux, une = codes(ORAL, "A1")[:2], codes(ORAL, "A1")[:1]
    assert depuis_cases_cochees(deux, ORAL) == "A1"
    assert depuis_cases_cochees(une, ORAL) is None


def test_ticking_a_high_level_alone_implies_the_lower_ones():
    assert depuis_cases_cochees(codes(ORAL, "B1"), ORAL) == "B1"


def test_a_level_refused_closes_those_above():
    reponses = dict.fromkeys(codes(ORAL, "A2"), False) | dict.fromkeys(codes(ORAL, "C1"), True)
    reponses |= dict.fromkeys(codes(ORAL, "A1"), True)
    assert niveau_depuis(reponses, ORAL) == "A1"


def test_an_unknown_sentence_is_refused():
    with pytest.raises(ValueError, match="oral-z9-1"):
        niveau_depuis({"oral-z9-1": True}, ORAL)


@given(st.dictionaries(st.sampled_from(CODES), st.booleans()), st.sampled_from(CODES))
def test_one_more_yes_never_lowers_the_level(reponses, code):
    for volet in VOLETS:
        avant = niveau_depuis({**reponses, code: False}, volet)
        apres = niveau_depuis({**reponses, code: True}, volet)
        if avant is not None and apres is not None:
            assert NIVEAUX_CECRL.index(apres) >= NIVEAUX_CECRL.index(avant)
