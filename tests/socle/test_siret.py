import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.socle.siret import (
    SiretInvalide,
    est_siren,
    est_siret,
    normaliser_siret,
    siret_lisible,
)

INSEE_EXEMPLE = "73282932000074"
SIEGE_LA_POSTE = "35600000000048"
BUREAU_LA_POSTE = "35600000049837"


def completer(chiffres):
    return next(chiffres + c for c in "0123456789" if _somme(chiffres + c) % 10 == 0)


def _somme(chiffres):
    total = 0
    for rang, chiffre in enumerate(reversed(chiffres)):
        valeur = int(chiffre) * (2 if rang % 2 else 1)
        total += valeur // 10 + valeur % 10
    return total


sirets = st.builds(
    lambda siren, nic: completer(completer(f"{siren:08d}") + f"{nic:04d}"),
    st.integers(1, 99_999_999).filter(lambda n: n != 35_600_000),
    st.integers(0, 9999),
)


@given(sirets)
def test_a_number_with_the_right_keys_is_a_siret(siret):
    assert est_siret(siret)
    assert est_siren(siret[:9])
    assert normaliser_siret(siret_lisible(siret)) == siret


@given(sirets, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_seen(siret, rang, ecart):
    faux = str((int(siret[rang]) + ecart) % 10)
    assert not est_siret(siret[:rang] + faux + siret[rang + 1 :])


def test_known_numbers():
    assert est_siret(INSEE_EXEMPLE)
    assert est_siren("732829320")
    assert not est_siret("73282932000075")
    assert not est_siret("0" * 14)
    assert not est_siren("000000000")


def test_la_poste_has_its_own_rule():
    assert est_siret(SIEGE_LA_POSTE)
    assert est_siret(BUREAU_LA_POSTE)
    assert _somme(BUREAU_LA_POSTE) % 10
    assert not est_siret("35600000049838")


@pytest.mark.parametrize(
    "texte",
    [
        "732 829 320 00074",
        "732.829.320.00074",
        "732\u00a0829\u202f320 00074",
        " 732-829-320-00074 ",
    ],
)
def test_separators_are_taken_away(texte):
    assert normaliser_siret(texte) == INSEE_EXEMPLE


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("", "chiffres"),
        ("SIRET 732829320", "chiffres"),
        ("732 829 320", "SIREN"),
        ("7328293200007", "13 écrits"),
        ("73282932000075", "clé"),
        ("²3282932000074٣", "chiffres|clé|écrits"),
    ],
)
def test_a_bad_number_gets_a_sentence(texte, phrase):
    with pytest.raises(SiretInvalide, match=phrase):
        normaliser_siret(texte)


@given(st.text())
def test_any_text_is_a_siret_or_gets_a_sentence(texte):
    try:
        siret = normaliser_siret(texte)
    except SiretInvalide as erreur:
        phrase = str(erreur)
    else:
        phrase = "SIRET" if est_siret(siret) else "refus attendu"
    assert phrase.startswith("SIRET")
