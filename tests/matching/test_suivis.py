"""Openings that changed are followed without ranking everyone, and nothing else than a full ranking
would have kept is kept: same counts, same heads, on both ways of ranking.
"""

from datetime import date, timedelta
from random import Random
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import catalogues, masse, services
from matching.models import Calcul, Suggestion
from matching.moteur.noyau import cache
from matching.services import calculs, souvenirs, suivis
from parcours.dossiers.models import Recherche
from parcours.dossiers.services import noter_langue
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation
from parcours.socle import evenements
from parcours.socle.horloge import maintenant
from parcours.socle.models import EtatTache, Tache
from tests.matching.fabrique import exigence, limiter, marcher, ouverture, pret
from tests.monde import creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
CE_QUI_EST_GARDE = ("accessibles", "a_verifier", "bloquees", "tete", "empreinte", "catalogue")
VOIES = [
    False,
    pytest.param(
        True,
        marks=pytest.mark.skipif(
            not cache.est_pret(), reason="noyau non compilé : python -m matching.moteur.noyau"
        ),
    ),
]


@pytest.fixture(autouse=True)
def _memoire_neuve():
    souvenirs.oublier_sauf([])
    yield
    souvenirs.oublier_sauf([])


@pytest.fixture
def gens(monde):
    """Nine people who differ, thirty openings: heads of twenty lines are full for most."""
    dossiers = [monde.dossier_nadia, monde.dossier_karim, monde.dossier_ailleurs]
    dossiers += [creer_dossier(f"P{n}", "X", monde.awa, monde.structure) for n in range(6)]
    for rang, dossier in enumerate(dossiers):
        pret(dossier) if rang % 4 else marcher(dossier)
        Recherche.objects.filter(dossier=dossier).update(salaire_min=1300 + 100 * rang)
    limiter(dossiers[1], "charges")
    for rang in range(30):
        _poser(ouverture(monde, salaire_min=1300 + 10 * rang), Random(rang))
    catalogues.reconstruire(JOUR)
    services.recalculer_ouverts()
    return dossiers


def _poser(visee, hasard):
    """Requirements and a place drawn at random; few salaries, so that many openings are equal."""
    visee.exigences.all().delete()
    visee.salaire_min = hasard.choice((1300, 1500, 1500, 2000))
    visee.latitude = hasard.choice((None, 45.17, 45.17, 45.2, 45.3))
    visee.save()
    if hasard.random() < 0.3:
        exigence(visee, "condition", "charges")
    if hasard.random() < 0.3:
        exigence(visee, "permis", "B", exigence=hasard.choice(("E", "inconnu")))


def _garde(ids):
    return {
        c.dossier_id: [getattr(c, champ) for champ in CE_QUI_EST_GARDE]
        for c in Calcul.objects.derniers(ids)
    }


def _en_entier(ids):
    """What ranking everyone from nothing keeps."""
    Calcul.objects.all().delete()
    services.calculer_lot(ids)
    return _garde(ids)


def _changer_au_hasard(monde, dossiers, hasard):
    """A few openings added, changed, closed or reopened; sometimes a referral, sometimes a page."""
    toutes = list(Ouverture.objects.order_by("pk"))
    touchees = [ouverture(monde) for _ in range(hasard.randint(0, 2))]
    touchees += hasard.sample(toutes, hasard.randint(0, 4))
    for visee in touchees:
        visee.etat = hasard.choice(("publiee", "publiee", "publiee", "fermee"))
        _poser(visee, hasard)
    if touchees:
        assert catalogues.changer([visee.pk for visee in touchees], JOUR)
    if hasard.random() < 0.5:
        Orientation.objects.create(
            dossier=hasard.choice(dossiers), ouverture=hasard.choice(toutes), par=monde.awa,
            etat="envoyee",
        )  # fmt: skip
    if hasard.random() < 0.5:  # what a page shows stays with the ranking it was shown with
        vu = hasard.choice(dossiers)
        calcul = services.calculer(vu)
        Suggestion.objects.update_or_create(
            dossier=vu, ouverture=hasard.choice(toutes), defaults={"calcul": calcul}
        )


@pytest.mark.parametrize("compile_", VOIES)
@pytest.mark.parametrize("graine", range(4))
def test_following_changes_is_ranking_everyone(monde, gens, monkeypatch, graine, compile_):
    monkeypatch.setattr(masse, "est_pret", lambda: compile_)
    hasard, ids = Random(graine), [d.pk for d in gens]
    for _ in range(4):
        _changer_au_hasard(monde, gens, hasard)
        services.reclasser_ouverts()
        suivi = _garde(ids)
        assert suivi == _en_entier(ids)


def test_only_those_whose_list_can_change_are_ranked_whole(monde, gens):
    """Equality alone would hold if everybody were ranked again."""
    ids = [d.pk for d in gens]
    premiere = Calcul.objects.derniers([ids[4]]).get().tete[0][0]
    with mock.patch.object(suivis, "calculer_lot", wraps=services.calculer_lot) as entiers:
        catalogues.changer([ouverture(monde).pk, ouverture(monde, latitude=43.3).pk], JOUR)
        services.reclasser_ouverts()
        catalogues.changer([premiere], JOUR)  # sent again as it was
        services.reclasser_ouverts()
        assert not entiers.called
        perdent = {
            c.dossier_id
            for c in Calcul.objects.derniers(ids)
            if premiere in _cles(c) and len(c.tete) == calculs.TETE
        }
        assert perdent, "nobody’s full list loses a line: this proves nothing"
        Ouverture.objects.filter(pk=premiere).update(etat="fermee")
        catalogues.changer([premiere], JOUR)
        services.reclasser_ouverts()
        assert set(entiers.call_args.args[0]) == perdent  # who is twenty-first?
    assert _garde(ids) == _en_entier(ids)


def _cles(calcul):
    return {ligne[0] for ligne in calcul.tete}


def test_a_ranking_that_was_shown_stays_as_it_was(monde, gens):
    dossier = gens[4]
    calcul = services.calculer(dossier)
    Suggestion.objects.create(dossier=dossier, ouverture=monde.ouverture, calcul=calcul)
    catalogues.changer([ouverture(monde, latitude=43.3, salaire_min=500).pk], JOUR)
    services.reclasser_ouverts()
    relu = Calcul.objects.get(pk=calcul.pk)
    assert _comptes(relu) == _comptes(calcul)
    dernier = Calcul.objects.derniers([dossier.pk]).get()
    assert dernier.pk > calcul.pk
    assert sum(_comptes(dernier)) == sum(_comptes(calcul)) + 1


def _comptes(calcul):
    return calcul.accessibles, calcul.a_verifier, calcul.bloquees


def test_run_twice_or_killed_between_batches_nothing_counts_twice(monde, gens, monkeypatch):
    ids = [d.pk for d in gens]
    loin = ouverture(monde, latitude=43.3, longitude=5.4, salaire_min=500)
    catalogues.changer([loin.pk], JOUR)
    vrai, appels = suivis.suivre_lot, []

    def mourir_au_troisieme(lot, **options):
        appels.append(lot)
        if len(appels) == 3:
            raise KeyboardInterrupt
        return vrai(lot, **options)

    monkeypatch.setattr(
        calculs, "lots", lambda ids, taille=2: (ids[i : i + 2] for i in range(0, len(ids), 2))
    )
    with (
        mock.patch("matching.services.evenements.suivre_lot", mourir_au_troisieme),
        pytest.raises(KeyboardInterrupt),
    ):
        services.reclasser_ouverts()
    services.reclasser_ouverts()
    services.reclasser_ouverts()
    assert _garde(ids) == _en_entier(ids)


def test_the_day_after_everyone_is_ranked_whole(gens):
    """Expired openings and the shuffle of equals are of a day: nothing of yesterday is moved."""
    with (
        time_machine.travel(maintenant() + timedelta(days=1), tick=False),
        mock.patch.object(suivis, "calculer_lot", wraps=services.calculer_lot) as entiers,
    ):
        services.reclasser_ouverts()
    assert set(entiers.call_args.args[0]) == {d.pk for d in gens}


def test_a_dossier_edited_elsewhere_is_never_moved_on_old_answers(monde, gens):
    """The worker’s memory holds the old answers; the base says that another ranking was made."""
    ids = [d.pk for d in gens]
    catalogues.changer([ouverture(monde, latitude=43.3).pk], JOUR)
    services.reclasser_ouverts()  # everyone is in memory now
    exigence(nouvelle := ouverture(monde), "langue_oral", "", 3)
    noter_langue(dossier=gens[4], par=monde.awa, oral="A2")
    services.calculer_lot([ids[4]])  # as another process would
    catalogues.changer([nouvelle.pk], JOUR)
    services.reclasser_ouverts()
    assert _garde(ids) == _en_entier(ids)


def test_an_older_reading_never_overwrites_a_newer_ranking(monde, gens):
    """A long pass read the answers, then the person’s change was ranked: the pass comes second."""
    dossier = gens[4]
    exigence(ouverture(monde), "langue_oral", "", 3)
    catalogues.reconstruire(JOUR)
    vraies, fois = masse.tetes, []

    def pendant(profils, *args, **options):
        if not fois:
            fois.append(1)
            noter_langue(dossier=dossier, par=monde.awa, oral="A2")
            services.calculer_lot([dossier.pk])
        return vraies(profils, *args, **options)

    with mock.patch.object(masse, "tetes", pendant):
        services.calculer_lot([d.pk for d in gens])
    garde = _garde([dossier.pk])
    assert garde == _en_entier([dossier.pk])


def test_a_pass_in_memory_reads_no_answer_again(monde, gens):
    """What costs is reading people: a second pass asks nothing of their answers."""
    for salaire in (1300, 1301):
        catalogues.changer([ouverture(monde, latitude=43.3, salaire_min=salaire).pk], JOUR)
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            services.reclasser_ouverts()
    lues = [r["sql"] for r in requetes if "dossiers_recherche" in r["sql"]]
    assert lues == []


def test_nobody_open_is_nothing_to_do(monde, gens):
    type(gens[0]).objects.update(statut="clos")
    catalogues.changer([ouverture(monde).pk], JOUR)
    assert services.reclasser_ouverts() == 0
    assert souvenirs._tenus == {}


def test_changes_in_a_burst_make_one_pass_and_a_person_does_not_wait(
    monde, gens, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        evenements.publier(sujet="ouverture", sujet_id=ouverture(monde).pk)
    assert not Tache.objects.exclude(etat=EtatTache.FAITE).exists()  # the first, at once
    for _ in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            evenements.publier(sujet="ouverture", sujet_id=ouverture(monde).pk)
    attente = Tache.objects.exclude(etat=EtatTache.FAITE).get()
    assert attente.nom == "matching.consommer_ouvertures"
    repit = evenements.REPIT_OUVERTURES
    premiere = Tache.objects.filter(nom=attente.nom).earliest("pk")
    assert attente.pas_avant == premiere.cree_le + repit
    with django_capture_on_commit_callbacks(execute=True):
        noter_langue(dossier=gens[4], par=monde.awa, oral="A2")
    assert Calcul.objects.derniers([gens[4].pk]).get().empreinte in _garde([gens[4].pk])[gens[4].pk]
    assert Tache.objects.exclude(etat=EtatTache.FAITE).get() == attente
