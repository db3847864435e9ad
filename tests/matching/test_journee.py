"""What « Ma journée » is given."""

from datetime import date, timedelta

import pytest

from matching import services
from matching.services.journee import JOURS_NOUVELLE
from parcours.dossiers.models import MetierVoulu
from parcours.offres.models import Ouverture
from tests.matching.fabrique import ouverture, pret
from tests.monde import creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


@pytest.fixture(autouse=True)
def _tout_est_fort(monkeypatch):
    monkeypatch.setattr("matching.services.journee.SCORE_FORT", 30_000)


def _pistes(monde):
    return [(p.dossier_id, p.ouverture_id) for p in services.nouvelles_pistes_fortes(monde.awa)]


def _vouloir(monde, dossier):
    MetierVoulu.objects.create(recherche=dossier.recherche, metier=monde.metier)
    return pret(dossier)


def test_recent_accessible_and_not_seen(monde):
    nadia = _vouloir(monde, monde.dossier_nadia)
    recente = ouverture(monde)
    ouverture(monde, publiee_le=JOUR - timedelta(days=JOURS_NOUVELLE + 1))
    assert _pistes(monde) == []  # nothing ranked yet
    services.calculer(nadia)
    assert _pistes(monde) == [(nadia.pk, recente.pk)]
    piste = services.nouvelles_pistes_fortes(monde.awa)[0]
    assert (piste.qui, piste.intitule) == ("Nadia B.", recente.intitule)


def test_one_to_check_is_not_strong(monde):
    services.calculer(_vouloir(monde, monde.dossier_nadia))
    Ouverture.objects.update(publiee_le=JOUR)
    assert _pistes(monde) == []


def test_once_shown_it_is_no_longer_new(monde, client_de):
    nadia = _vouloir(monde, monde.dossier_nadia)
    ouverture(monde)
    client_de("awa").get(f"/dossiers/{nadia.pk}/suggestions/")
    assert _pistes(monde) == []


def test_a_closed_opening_or_a_closed_dossier_is_not_news(monde):
    nadia = _vouloir(monde, monde.dossier_nadia)
    close = ouverture(monde)
    services.calculer(nadia)
    Ouverture.objects.filter(pk=close.pk).update(etat="fermee")
    assert _pistes(monde) == []
    Ouverture.objects.filter(pk=close.pk).update(etat="publiee")
    nadia.statut = "suspendu"
    nadia.save()
    assert _pistes(monde) == []


def test_one_per_dossier_best_first_and_bounded(monde, django_assert_num_queries):
    ici = {"latitude": 45.168, "longitude": 5.71}
    gens = [
        _vouloir(monde, creer_dossier(f"P{i}", "X", monde.awa, monde.structure, **ici))
        for i in range(4)
    ]
    ouverture(monde)
    ouverture(monde)
    services.calculer_lot([d.pk for d in gens])
    with django_assert_num_queries(4):
        pistes = services.nouvelles_pistes_fortes(monde.awa, 3)
    assert len(pistes) == len({p.dossier_id for p in pistes}) == 3
    assert [p.score for p in pistes] == sorted((p.score for p in pistes), reverse=True)
    assert services.nouvelles_pistes_fortes(monde.bruno) == []


def test_answers_of_people_reach_their_referent_only_yes_first(monde):
    autre = ouverture(monde)
    services.dire_non(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, motif="loin", par=monde.nadia
    )
    services.dire_oui(dossier=monde.dossier_nadia, ouverture=autre, par=monde.nadia)
    gestes = [s.geste for s in services.gestes_de_personnes(monde.awa)]
    assert gestes == ["oui", "non"]
    assert not services.gestes_de_personnes(monde.bruno)


def test_yes_to_a_closed_opening_is_refused(monde):
    Ouverture.objects.update(etat="fermee")
    with pytest.raises(services.OuvertureIndisponible):
        services.dire_oui(dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.nadia)
