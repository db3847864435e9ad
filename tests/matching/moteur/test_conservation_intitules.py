"""The index of titles on disk: the same answers, opened only when this site wrote it."""

import pytest

from matching.moteur.intitules import LieurIntitules
from matching.moteur.intitules.conservation import charger, ecrire, lire_etiquette

CORPUS = [
    ("Maçon / Maçonne", "F1703"),
    ("Aide-soignant / Aide-soignante", "J1501"),
    ("Agent / Agente d’entretien des locaux", "K2204"),
    ("Conducteur / Conductrice de bus", "N4103"),
]
TITRES = ["urgent maçonne CDI", "agent d'entretien", "bus", "zzz", ""]
CLE = b"celle du site"


@pytest.fixture(scope="module")
def lieur():
    return LieurIntitules(CORPUS)


@pytest.fixture
def chemin(lieur, tmp_path):
    ecrire(lieur, tmp_path / "index.bin", cle=CLE, etiquette={"noms": 4})
    return tmp_path / "index.bin"


def test_it_answers_as_before(lieur, chemin):
    assert charger(chemin, cle=CLE).classer(TITRES) == lieur.classer(TITRES)
    assert lire_etiquette(chemin) == {"noms": 4}


def test_large_arrays_are_mapped_not_copied(chemin):
    coefficients = charger(chemin, cle=CLE)._index._sens_titres
    grands = [t for t in (coefficients,) if t.nbytes >= 4096]
    assert all(not t.flags.writeable for t in grands)


def test_another_writer_takes_its_place_in_one_move(lieur, chemin):
    ouvert = charger(chemin, cle=CLE)
    ecrire(LieurIntitules(CORPUS[:2]), chemin, cle=CLE, etiquette={"noms": 2})
    assert ouvert.classer(TITRES) == lieur.classer(TITRES)  # the reader keeps its map
    assert charger(chemin, cle=CLE).codes == ["F1703", "J1501"]
    assert [f.name for f in chemin.parent.iterdir()] == ["index.bin"]


def test_the_key_of_another_site_opens_nothing(chemin):
    with pytest.raises(ValueError, match="un autre site"):
        charger(chemin, cle=b"autre")


@pytest.mark.parametrize("place", [60, 200, 2000])
def test_a_changed_byte_is_never_unpickled(chemin, place):
    octets = bytearray(chemin.read_bytes())
    octets[place] ^= 1
    chemin.write_bytes(octets)
    with pytest.raises(ValueError, match="Index des intitulés"):
        charger(chemin, cle=CLE)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.5])
def test_a_file_cut_short_is_refused(chemin, part):
    octets = chemin.read_bytes()
    chemin.write_bytes(octets[: max(1, int(part * len(octets)))])
    with pytest.raises(ValueError, match="Index des intitulés"):
        charger(chemin, cle=CLE)


def test_none_at_all_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        charger(tmp_path / "rien", cle=CLE)
