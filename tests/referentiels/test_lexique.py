"""Names of métiers by the beginnings typed: everyday words first."""

import pytest

from parcours.referentiels.lexique import Genre, Lexique, Nom

NOMS = [
    Nom("Assistant maternel / Assistante maternelle", "K1303", Genre.METIER),
    Nom("nounou", "K1303", Genre.COURANT),
    Nom("Maçon / Maçonne", "F1703", Genre.METIER),
    Nom("Aide-maçon / Aide-maçonne", "F1704", Genre.METIER),
    Nom("faire des ménages", "K1304", Genre.COURANT),
    Nom("faire des ménages dans des bureaux", "K2205", Genre.COURANT),
    Nom("Aide à domicile", "K1304", Genre.METIER),
    Nom("Aide à domicile de nuit", "K1302", Genre.APPELLATION),
    Nom("aide aux personnes âgées", "K1302", Genre.COURANT),
]


@pytest.fixture(scope="module")
def lexique() -> Lexique:
    return Lexique(NOMS)


@pytest.mark.parametrize(
    ("tape", "codes"),
    [
        ("nou", ["K1303"]),
        ("MACONNE", ["F1703", "F1704"]),
        ("ména", ["K1304", "K2205"]),
        ("domicile aide", ["K1304", "K1302"]),
        ("aide per", ["K1302"]),
        ("des", ["K1304", "K2205"]),
        ("zzz", []),
        ("", []),
        ("' ;", []),
    ],
)
def test_each_beginning_typed_is_in_the_name(lexique: Lexique, tape: str, codes: list[str]) -> None:
    assert [nom.code for nom in lexique.chercher(tape, 5)] == codes


def test_everyday_words_come_before_official_ones(lexique: Lexique) -> None:
    trouves = lexique.chercher("aide", 5)
    assert trouves[0].libelle == "aide aux personnes âgées"
    assert [nom.code for nom in trouves].count("K1302") == 1


def test_the_very_name_comes_first_whatever_its_kind(lexique: Lexique) -> None:
    assert lexique.chercher("aide à domicile", 5)[0].libelle == "Aide à domicile"
    assert lexique.exacts("maçonne H/F") == {"F1703": "Maçon / Maçonne"}
    assert lexique.exacts("H/F") == {}


def test_the_limit_is_kept(lexique: Lexique) -> None:
    assert len(lexique.chercher("a", 2)) == 2


def test_what_several_metiers_begin_with_is_ambiguous(lexique: Lexique) -> None:
    assert lexique.est_ambigu("aide")
    assert not lexique.est_ambigu("maçon")  # the very name of one, however many hold it
    assert not lexique.est_ambigu("bureaux")
    assert not lexique.est_ambigu("inconnu au bataillon")
    assert not lexique.est_ambigu("CDI")
