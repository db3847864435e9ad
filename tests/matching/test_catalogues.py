"""The catalogue on disk: built when absent, swapped whole, never half read, nobody in it."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from matching import catalogues, services, tables
from matching.moteur.conservation import MANIFESTE
from parcours.orientations.models import Orientation
from tests.matching.fabrique import exigence, limiter, ouverture, pret

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

    def mourir(catalogue, dossier, reprise):
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


def test_one_opening_is_added_or_closed_beside_it(monde):
    lu = catalogues.courant(JOUR)
    nouvelle = ouverture(monde)
    assert catalogues.changer([nouvelle.pk], JOUR)
    apres = catalogues.courant(JOUR)
    assert apres.vivant.base is lu.vivant.base  # the map is kept
    assert apres.version != lu.version
    assert set(apres.catalogue.cles.tolist()) == {monde.ouverture.pk, nouvelle.pk}
    monde.ouverture.etat = "pourvue"
    monde.ouverture.save()
    assert catalogues.changer([monde.ouverture.pk, nouvelle.pk], JOUR)
    pret(monde.dossier_nadia)
    classement = services.classer_dossier(monde.dossier_nadia).classement
    assert [rang.cle for rang in classement.pistes] == [nouvelle.pk]
    assert classement.comptes.considerees == 1
    assert lu.catalogue.cles.tolist() == [monde.ouverture.pk]  # a reader keeps what it has


def test_a_changed_opening_replaces_the_one_of_the_base(monde):
    pret(monde.dossier_nadia)
    visee = ouverture(monde)
    catalogues.reconstruire(JOUR)
    exigence(visee, "permis", "B")
    assert catalogues.changer([visee.pk], JOUR)
    a_cote = services.classer_dossier(monde.dossier_nadia).classement
    catalogues.reconstruire(JOUR)
    refait = services.classer_dossier(monde.dossier_nadia).classement
    assert a_cote.comptes == refait.comptes
    assert [r.cle for r in a_cote.pistes] == [r.cle for r in refait.pistes]
    assert dict(a_cote.blocages) == dict(refait.blocages)


def test_what_is_written_during_a_rebuild_is_kept(monde, monkeypatch):
    catalogues.courant(JOUR)
    vrai = tables.construire_catalogue
    tardives = []

    def pendant(jour):
        catalogue = vrai(jour)
        tardives.append(ouverture(monde))  # published once the database had been read
        assert catalogues.changer([tardives[0].pk], JOUR)
        return catalogue

    monkeypatch.setattr(tables, "construire_catalogue", pendant)
    refait = catalogues.reconstruire(JOUR)
    assert tardives[0].pk in refait.catalogue.cles.tolist()


def test_without_a_catalogue_or_with_too_much_beside_it_has_to_be_built(monde, monkeypatch):
    assert not catalogues.changer([monde.ouverture.pk], JOUR)
    catalogues.courant(JOUR)
    monkeypatch.setattr(catalogues, "JOURNAL_MAX", 0)
    assert catalogues.changer([monde.ouverture.pk], JOUR)
    assert not catalogues.changer([monde.ouverture.pk], JOUR)


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
