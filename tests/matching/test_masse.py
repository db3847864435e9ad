"""Many people at once: the kernels and numpy give the same rows, and nothing is compiled unasked."""

import subprocess
import sys
from datetime import date

import pytest

from matching import catalogues, masse, services, tables
from matching.models import Calcul
from matching.moteur.noyau import cache
from parcours.dossiers.models import Recherche
from parcours.orientations.models import Orientation
from tests.matching.fabrique import exigence, limiter, ouverture, pret
from tests.monde import creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


@pytest.fixture
def peuple(monde):
    """People who differ, openings that differ, a referral in course, changes beside the base."""
    dossiers = [monde.dossier_nadia, monde.dossier_karim, monde.dossier_ailleurs]
    dossiers += [creer_dossier(f"P{n}", "X", monde.awa, monde.structure) for n in range(4)]
    for rang, dossier in enumerate(dossiers):
        pret(dossier)
        Recherche.objects.filter(dossier=dossier).update(salaire_min=1500 + 100 * rang)
    limiter(dossiers[1], "charges")
    for rang in range(30):
        visee = ouverture(monde, latitude=45.165 + rang / 900, salaire_min=1400 + 40 * rang)
        if rang % 3 == 0:
            exigence(visee, "condition", "charges")
        if rang % 4 == 0:
            exigence(visee, "permis", "B", exigence="inconnu")
    Orientation.objects.create(
        dossier=dossiers[0], ouverture=monde.ouverture, par=monde.awa, etat="envoyee"
    )
    catalogues.reconstruire(JOUR)
    nouvelle = ouverture(monde, salaire_min=2500)
    monde.ouverture.etat = "fermee"
    monde.ouverture.save()
    assert catalogues.changer([nouvelle.pk, monde.ouverture.pk], JOUR)
    return [dossier.pk for dossier in dossiers]


def _calculer(monkeypatch, ids, *, compile_):
    monkeypatch.setattr(masse, "est_pret", lambda: compile_)
    Calcul.objects.all().delete()
    services.calculer_lot(ids)
    champs = ("accessibles", "a_verifier", "bloquees", "tete", "empreinte", "catalogue")
    return {c.dossier_id: [getattr(c, champ) for champ in champs] for c in Calcul.objects.all()}


@pytest.mark.skipif(
    not cache.est_pret(), reason="noyau non compilé : python -m matching.moteur.noyau"
)
def test_kernels_and_numpy_write_the_same_rows(peuple, monkeypatch):
    par_numpy = _calculer(monkeypatch, peuple, compile_=False)
    assert len(par_numpy) == len(peuple)
    assert len({str(ligne) for ligne in par_numpy.values()}) > 3
    assert _calculer(monkeypatch, peuple, compile_=True) == par_numpy


def test_one_dossier_and_many_are_ranked_alike(peuple, monkeypatch, monde):
    lot = _calculer(monkeypatch, peuple, compile_=False)
    seul = services.classer_dossier(monde.dossier_nadia)
    c = seul.classement.comptes
    assert lot[monde.dossier_nadia.pk][:3] == [c.accessibles, c.a_verifier, c.bloquees]
    tete = [[r.cle, r.score, r.peut, r.veut] for r in seul.classement.pistes[:20]]
    assert lot[monde.dossier_nadia.pk][3] == tete


@pytest.mark.parametrize("compile_", [False, True])
def test_who_an_opening_is_for(peuple, monkeypatch, monde, compile_):
    if compile_ and not cache.est_pret():
        pytest.skip("noyau non compilé : python -m matching.moteur.noyau")
    lecture = catalogues.courant(JOUR)
    visee = ouverture(monde)
    exigence(visee, "condition", "charges")
    poste = tables.postes([visee.pk])[visee.pk]
    profils = tables.profils(peuple, JOUR)
    monkeypatch.setattr(masse, "est_pret", lambda: compile_)
    appel = masse.qui_pour(poste, profils, lecture, jour=JOUR, k=3)
    assert appel.comptes.considerees == len(peuple)
    assert appel.comptes.bloquees == 1  # the one whose agreed limit is heavy loads
    trouves = [rang.cle for rang in (*appel.accessibles, *appel.a_verifier)]
    assert set(trouves) <= set(peuple) - {monde.dossier_karim.pk}
    assert (len(appel.accessibles), len(appel.a_verifier)) == (2, 3)  # three at most of each
    assert appel.comptes.a_verifier == 4  # those without an address
    scores = [rang.score for rang in appel.accessibles]
    assert scores == sorted(scores, reverse=True)


def test_a_site_that_never_compiled_never_loads_numba():
    code = (
        "import sys; from matching.moteur.noyau import cache; cache.est_pret();"
        "import matching.moteur, matching.moteur.appels; sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_ready_only_once_everything_is_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    cache.est_pret.cache_clear()
    assert not cache.est_pret()
    cache.est_pret.cache_clear()
    cache.marquer_pret()
    assert cache.est_pret()
    cache.est_pret.cache_clear()
