import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.socle.nir import REFUS_NIR, est_nir, refus_nir, trouver_nir

EXEMPLE = "285059306601242"


def avec_cle(corps):
    chiffres = corps.replace("2A", "19").replace("2B", "18")
    return f"{corps}{97 - int(chiffres) % 97:02d}"


@st.composite
def nir_valides(draw):
    sexe = draw(st.sampled_from("123478"))
    annee = draw(st.integers(0, 99))
    mois = draw(st.sampled_from([*range(1, 13), *range(20, 43), *range(50, 100)]))
    departement = draw(st.sampled_from(["2A", "2B", *(f"{d:02d}" for d in range(1, 100))]))
    commune, ordre = draw(st.integers(1, 999)), draw(st.integers(1, 999))
    return avec_cle(f"{sexe}{annee:02d}{mois:02d}{departement}{commune:03d}{ordre:03d}")


def en_groupes(nir, separateur):
    bornes = [0, 1, 3, 5, 7, 10, 13, 15]
    return separateur.join(nir[a:b] for a, b in itertools.pairwise(bornes))


def test_the_example_has_the_right_key():
    assert avec_cle(EXEMPLE[:13]) == EXEMPLE


@given(
    nir_valides(),
    st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", "\u2009", "  ", " - ", "/"]),
)
def test_any_valid_nir_is_found_whatever_its_separators(nir, separateur):
    assert trouver_nir(f"Son numéro : {en_groupes(nir, separateur)}, merci.") == nir


@given(nir_valides(), st.integers(1, 96))
def test_a_wrong_key_is_not_a_nir(nir, ecart):
    fausse = (int(nir[13:]) - 1 + ecart) % 97 + 1
    assert trouver_nir(f"{nir[:13]}{fausse:02d}") is None


@given(nir_valides())
def test_thirteen_digits_alone_are_let_through(nir):
    assert trouver_nir(nir[:13]) is None
    assert trouver_nir(en_groupes(nir, " ")[:-3]) is None


@pytest.mark.parametrize(
    "texte",
    [
        EXEMPLE,
        f"NSS{EXEMPLE}",
        f"{EXEMPLE}.",
        "2850593066012 42",
        "2850593066012 clé 42",
        "2850593066012 (clé : 42)",
        "2 8505 93066 012 42",
        "285 059 306 601 242",
        "2 8 5 0 5 9 3 0 6 6 0 1 2 4 2",
        "２８５０５９３０６６０１２４２",
        "06 12 34 56 78 2 85 05 93 066 012 42",
        "2 85 05 93 066 012 42 06 12 34 56 78",
        f"dossier 38 {EXEMPLE} 2026",
    ],
)
def test_a_nir_is_found_as_people_type_it(texte):
    assert trouver_nir(texte) == EXEMPLE


def test_corsica_and_lower_case():
    nir = avec_cle("185052A004012")
    assert trouver_nir(f"n° {nir.lower()}") == nir
    assert trouver_nir(en_groupes(avec_cle("185052B004012"), " ")) == avec_cle("185052B004012")


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "n° de dossier 2850 593",
        "Rappeler au 06 12 34 56 78 ou 04.76.12.34.56",
        "285059306601243",
        "2850593066012421",
        "1 2850593066012 7",
        "SIRET 732 829 320 00074",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "PASS IAE 999992139048",
        "2 85 13 93 066 012 42",
    ],
)
def test_other_numbers_are_let_through(texte):
    assert trouver_nir(texte) is None


@pytest.mark.parametrize(
    "corps", ["2851393066012", "2850000066012", "2850593000012", "5850593066012"]
)
def test_an_implausible_month_department_commune_or_sex_is_not_a_nir(corps):
    assert not est_nir(avec_cle(corps))


def telephone(alea):
    return [f"0{alea.randint(1, 9)}", *(f"{alea.randint(0, 99):02d}" for _ in range(4))]


def test_phones_sirets_and_ibans_never_match():
    alea = random.Random(2026)
    for _ in range(20_000):
        postal = f"{alea.randint(1000, 95999):05d}"
        tel = telephone(alea)
        siret = [f"{alea.randint(0, 999):03d}" for _ in range(3)] + [
            f"{alea.randint(0, 99999):05d}"
        ]
        iban = [f"{alea.randint(0, 9999):04d}" for _ in range(5)] + [f"{alea.randint(0, 999):03d}"]
        for texte in (
            f"{postal} {''.join(tel)}",
            f"{postal} {' '.join(tel)}",
            f"{' '.join(tel)} {' '.join(telephone(alea))}",
            f"{'.'.join(tel)} {postal}",
            f"+33{''.join(tel)[1:]} {alea.randint(1000, 9999)}",
            f"{' '.join(siret)} {alea.randint(0, 9)}",
            f"SIRET {''.join(siret)} {postal}",
            f"FR{alea.randint(10, 99)} {' '.join(iban)}",
            f"FR{alea.randint(10, 99)}{''.join(iban)}",
        ):
            assert trouver_nir(texte) is None, texte


@given(st.text())
def test_any_text_is_accepted_as_input(texte):
    trouver_nir(texte)


def test_the_refusal_says_what_where_and_how_without_the_number():
    phrase = refus_nir("la note")
    assert "sécurité sociale" in phrase
    assert "la note" in phrase
    assert "retirez-le" in phrase
    assert not any(c.isdigit() for c in phrase)
    assert phrase == REFUS_NIR.format(champ="la note")
