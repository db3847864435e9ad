"""The catalogue on disk: built when absent, swapped whole, never half read, nobody in it."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from matching import catalogues, services, tables
from matching.moteur.conservation import MANIFESTE
from parcours.orientations.models import Orientation
from tests.matching.fabrique import limiter, ouverture, pret

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


def test_it_is_built_on_the_spot_when_absent(monde):
    assert not Path(settings.CATALOGUE_DIR).exists()
    assert catalogues.courant(JOUR).catalogue.cles.tolist() == [monde.ouverture.pk]
    assert (Path(settings.CATALOGUE_DIR) / MANIFESTE).exists()


def test_it_is_kept_until_a_new_one_is_there(monde):
    lu = catalogues.courant(JOUR)
    nouvelle = ouverture(monde)
    assert catalogues.courant(JOUR) is lu
    refait = catalogues.reconstruire(JOUR)
    assert nouvelle.pk in refait.catalogue.cles.tolist()
    assert refait.version != lu.version
    assert catalogues.courant(JOUR) is refait
    assert lu.catalogue.cles.tolist() == [monde.ouverture.pk]  # the old map is still readable


def test_another_process_finds_the_new_one(monde):
    catalogues.courant(JOUR)
    nouvelle = ouverture(monde)
    memoire = catalogues._lu
    catalogues.reconstruire(JOUR)
    catalogues._lu = memoire  # what another worker still has in memory
    assert nouvelle.pk in catalogues.courant(JOUR).catalogue.cles.tolist()


@pytest.mark.parametrize("degat", ["manifeste", "donnees", "format"])
def test_an_unreadable_one_is_built_again(monde, degat):
    catalogues.courant(JOUR)
    dossier = Path(settings.CATALOGUE_DIR)
    if degat == "manifeste":
        (dossier / MANIFESTE).write_text("{")
    elif degat == "donnees":
        next(dossier.glob("generation-*/donnees.json")).unlink()
    else:
        (dossier / MANIFESTE).write_text('{"format": 0, "generation": "x"}')
    catalogues._lu = None
    assert catalogues.courant(JOUR).catalogue.cles.tolist() == [monde.ouverture.pk]


def test_a_builder_killed_in_the_middle_leaves_readers_right(monde, monkeypatch):
    lu = catalogues.courant(JOUR)
    ouverture(monde)

    def mourir(catalogue, dossier):
        (dossier / "generation-a-moitie").mkdir()
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(catalogues, "enregistrer", mourir)
        with pytest.raises(KeyboardInterrupt):
            catalogues.reconstruire(JOUR)
    catalogues._lu = None
    assert catalogues.courant(JOUR).version == lu.version
    assert len(catalogues.reconstruire(JOUR).catalogue) == 2  # the lock was let go
    assert not (Path(settings.CATALOGUE_DIR) / "generation-a-moitie").exists()


def test_readers_keep_the_old_one_while_somebody_loads(monde):
    lu = catalogues.courant(JOUR)
    ouverture(monde)
    memoire = catalogues._lu
    catalogues.reconstruire(JOUR)
    catalogues._lu = memoire
    obtenus: list[str] = []
    with catalogues._verrou:  # a thread is loading
        fil = threading.Thread(target=lambda: obtenus.append(catalogues.courant(JOUR).version))
        fil.start()
        fil.join(5)
    assert obtenus == [lu.version]


def test_an_opening_past_its_last_day_is_not_ranked_even_from_an_old_catalogue(monde):
    pret(monde.dossier_nadia)
    ephemere = ouverture(monde, expire_le=JOUR)
    catalogues.reconstruire(JOUR)
    demain = services.classer_dossier(monde.dossier_nadia, jour=JOUR + timedelta(days=1))
    aujourd_hui = services.classer_dossier(monde.dossier_nadia, jour=JOUR)
    assert ephemere.pk in {r.cle for r in aujourd_hui.classement.pistes}
    assert ephemere.pk not in {r.cle for r in demain.classement.pistes}


def test_nobody_and_no_count_of_referrals_is_in_its_files(monde):
    """The same bytes whoever is followed and whatever was referred."""

    def contenu():
        catalogues.reconstruire(JOUR)
        courante = max(
            Path(settings.CATALOGUE_DIR).glob("generation-*"), key=lambda d: d.stat().st_mtime_ns
        )
        return {f.name: f.read_bytes() for f in courante.iterdir()}

    tables.referentiel()
    avant = contenu()
    limiter(pret(monde.dossier_nadia), "charges", "nuit")
    Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat="envoyee"
    )
    assert contenu() == avant
    assert {"donnees.json", "tableaux.bin"} <= set(avant)
