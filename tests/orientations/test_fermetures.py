"""An opening that is over tells whoever waits, once, and changes nothing of their application."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from parcours.comptes.models import Notification
from parcours.offres import services as services_offres
from parcours.offres.models import Ouverture
from parcours.orientations import courriels
from parcours.orientations.models import Orientation
from parcours.pilotage.gestes import gestes_du_jour
from parcours.socle.horloge import aujourd_hui
from tests.orientations.outils import changer, dans_l_etat, envoyee, faire_les_taches

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def _suites() -> None:
    faire_les_taches(services_offres.DIRE_AUX_ATTENTES)
    mail.outbox.clear()
    faire_les_taches()


@pytest.mark.parametrize("transition", ["pourvoir", "fermer"])
def test_closed_by_hand_the_counsellor_and_the_person_are_told_once(monde, client_de, transition) -> None:  # fmt: skip
    orientation = envoyee(monde)
    faire_les_taches()
    monde.ouverture.source = "saisie"
    monde.ouverture.save()
    client_de("vercors").post(
        reverse("offres:changer_mon_offre", args=[monde.ouverture.pk, transition])
    )
    _suites()
    assert sorted(m.to[0] for m in mail.outbox) == ["awa@exemple.test", "nadia@exemple.test"]
    assert not [mot for m in mail.outbox for mot in ("Nadia", "propreté") if mot in m.body + m.subject]  # fmt: skip
    assert Notification.objects.filter(genre="place_prise").count() == 2
    orientation.refresh_from_db()
    assert orientation.etat == "envoyee"
    mail.outbox.clear()
    courriels.dire_fermetures()
    faire_les_taches()
    assert not mail.outbox


def test_the_last_place_given_tells_the_others_and_not_who_took_it(monde) -> None:
    Ouverture.objects.update(places=1)
    nadia = envoyee(monde)
    envoyee(monde, monde.dossier_karim)
    changer(nadia, "accepter", "destinataire")
    assert Ouverture.objects.get(pk=monde.ouverture.pk).etat == "pourvue"
    prevenus = Notification.objects.filter(genre="place_prise").order_by("utilisateur__email")
    assert [n.utilisateur for n in prevenus] == [monde.bruno, monde.karim]


def test_past_its_day_too(monde) -> None:
    envoyee(monde)
    Ouverture.objects.update(expire_le=aujourd_hui() - timedelta(days=1))
    services_offres.fermer_expirees(jour=aujourd_hui())
    faire_les_taches(services_offres.DIRE_AUX_ATTENTES)
    assert Notification.objects.filter(genre="place_prise", utilisateur=monde.awa).count() == 1


def test_whoever_has_an_answer_is_told_nothing(monde) -> None:
    changer(envoyee(monde), "refuser", "destinataire")
    Ouverture.objects.update(etat="fermee")
    assert courriels.dire_fermetures() == 0


# --- what follows: prior step, start, 3 and 6 months, break ---------------------------------------


def test_from_a_prior_step_to_six_months_every_change_has_its_form(monde, client_de) -> None:
    """The road of issue: immersion asked, accepted, started, kept at 3 then 6 months, on the pages."""
    orientation = envoyee(monde)
    vercors, awa = client_de("vercors"), client_de("awa")
    carte = reverse("orientations:carte", args=[orientation.pk])
    fiche = reverse("orientations:fiche", args=[orientation.pk])

    def poster(client, adresse, transition, **champs) -> None:
        page = client.get(adresse).content.decode()
        assert f'value="{transition}"' in page, transition
        orientation.refresh_from_db()
        donnees = {"transition": transition, "version": orientation.version} | champs
        assert client.post(adresse, donnees).status_code == 302, transition

    poster(vercors, carte, "demander_prealable", motif="immersion")
    assert "Une immersion (PMSMP)" in awa.get(fiche).content.decode()
    poster(vercors, carte, "accepter")
    debut = date.today() - timedelta(days=200)
    poster(awa, fiche, "demarrer", jour=debut.isoformat())
    for mois in (3, 6):
        assert [g.quand for g in gestes_du_jour(monde.awa, aujourd_hui()) if "toujours en place" in g.quoi] == [f"{mois} mois"]  # fmt: skip
        poster(awa, fiche, "constater_maintien", jour=date.today().isoformat())
        orientation.refresh_from_db()
        assert orientation.maintien_mois == mois
    assert not [g for g in gestes_du_jour(monde.awa, aujourd_hui()) if "toujours en place" in g.quoi]  # fmt: skip
    poster(awa, fiche, "rompre", jour=date.today().isoformat(), motif="fin_essai")
    orientation.refresh_from_db()
    assert orientation.etat == "abandonnee"
    assert "Période d’essai arrêtée" in awa.get(fiche).content.decode()


def test_a_break_without_its_reason_is_refused(monde, client_de) -> None:
    orientation = dans_l_etat(monde, "en_cours")
    donnees = {"transition": "rompre", "version": orientation.version, "jour": date.today().isoformat()}  # fmt: skip
    adresse = reverse("orientations:fiche", args=[orientation.pk])
    assert client_de("awa").post(adresse, donnees).status_code == 422
    assert Orientation.objects.get(pk=orientation.pk).etat == "en_cours"
