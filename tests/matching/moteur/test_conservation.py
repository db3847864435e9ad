"""A catalogue on disk: the same ranking, swapped whole, an old reader undisturbed."""

import json
from random import Random

import pytest

from matching.moteur import Catalogue, Poste, Referentiel, classer
from matching.moteur.conservation import MANIFESTE, charger, enregistrer
from tests.matching.moteur.mondes import JOUR, monde_au_hasard


def dire(profil, catalogue):
    classement = classer(profil, catalogue, jour=JOUR, k=None)
    return classement.comptes, classement.pistes, classement.bloquees()


@pytest.mark.parametrize("nombre", [0, 1, 60])
def test_what_is_read_back_ranks_the_same(tmp_path, nombre):
    profil, postes, referentiel = monde_au_hasard(Random(7), nombre)
    catalogue = Catalogue.depuis(postes, referentiel)
    enregistrer(catalogue, tmp_path / "catalogue")
    relu = charger(tmp_path / "catalogue")
    assert dire(profil, relu) == dire(profil, catalogue)
    assert relu.empreinte() == catalogue.empreinte()


def test_one_fact_changed_changes_the_print():
    empreintes = {
        Catalogue.depuis([poste], Referentiel()).empreinte()
        for poste in (Poste(cle=1), Poste(cle=2), Poste(cle=1, metier="K2204"), Poste(cle=1))
    }
    assert len(empreintes) == 3


def test_a_reader_keeps_its_catalogue_while_others_are_written(tmp_path):
    profil, postes, referentiel = monde_au_hasard(Random(8))
    enregistrer(Catalogue.depuis(postes, referentiel), tmp_path)
    lecteur = charger(tmp_path)
    attendu = dire(profil, Catalogue.depuis(postes, referentiel))
    for nombre in range(3):
        enregistrer(Catalogue.depuis(postes[:nombre], referentiel), tmp_path)
    assert dire(profil, lecteur) == attendu
    assert len(charger(tmp_path)) == 2
    assert len(list(tmp_path.glob("generation-*"))) == 2


def test_a_generation_half_written_is_never_read(tmp_path):
    enregistrer(Catalogue.depuis([Poste(cle=1)], Referentiel()), tmp_path)
    (tmp_path / "generation-coupee").mkdir()
    (tmp_path / "generation-coupee" / "cles.npy").write_bytes(b"\x93NUMPY")
    assert charger(tmp_path).cles.tolist() == [1]


def test_nothing_saved_and_another_format_are_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        charger(tmp_path)
    enregistrer(Catalogue.depuis([], Referentiel()), tmp_path)
    manifeste = json.loads((tmp_path / MANIFESTE).read_text())
    (tmp_path / MANIFESTE).write_text(json.dumps(manifeste | {"format": 0}))
    with pytest.raises(ValueError, match="reconstruire"):
        charger(tmp_path)
