"""The count that follows the conversation: the engine's own count, and nothing written."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from freins.forms.conversation import FormConversation
from freins.models import Capacite, Frein, LimitesSante
from freins.services import enregistrer
from matching import catalogues, tables
from matching.ecrans import vivant
from matching.ecrans.regards import Regard
from matching.models import Calcul
from matching.moteur import Statut, evaluer
from parcours.dossiers.models import Langue, Recherche
from parcours.socle.models import Evenement
from tests.matching.fabrique import exigence, garder, grille, limiter, marcher, ouverture, pret

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
TOT = ["0-matin", "1-matin", "2-matin", "3-matin", "4-matin",
       "0-journee", "1-journee", "2-journee", "3-journee", "4-journee"]  # fmt: skip


def garde(*plages: str) -> dict[str, object]:
    return {
        "theme_garde": "bloquant", "garde-presente": "1", "garde-etat": "grille",
        "garde-grille_plage": list(plages),
    }  # fmt: skip


def envoyer(client, dossier, **donnees):
    return client.post(reverse("matching:compte", args=[dossier.pk]), donnees)


def compter_naivement(dossier):
    """Brute force: every opening of the catalogue evaluated on the profile as recorded."""
    profil = tables.profil_de(dossier, JOUR)
    lecture = catalogues.courant(JOUR)
    postes = tables.postes([int(cle) for cle in lecture.catalogue.cles])
    statuts = [
        evaluer(profil, p, lecture.catalogue.referentiel, JOUR).statut for p in postes.values()
    ]
    return tuple(statuts.count(s) for s in Statut)


@pytest.fixture
def tot(monde):
    """Nadia walks, her children are kept from 8:30; one job starts at 6:30, one at 10."""
    marcher(monde.dossier_nadia)
    garder(monde.dossier_nadia, "08:30", "17:00")
    ouverture(monde, grille=grille("06:30", "12:30"))
    ouverture(monde, grille=grille("10:00", "15:00"))
    return monde.dossier_nadia


def test_hours_typed_open_what_they_would_open_once_written(monde, client_de, tot):
    vue = envoyer(client_de("awa"), tot, **garde(*TOT)).context["vue"]
    assert (vue.enregistres.accessibles, vue.comptes.accessibles, vue.ecart) == (1, 2, 1)
    dit = FormConversation.pour(tot, monde.awa, _post(**garde(*TOT)))
    assert dit.is_valid()
    enregistrer(dossier=tot, conversation=dit.conversation(), par=monde.awa, jour=JOUR)
    comptes = vue.comptes
    assert compter_naivement(tot) == (comptes.accessibles, comptes.a_verifier, comptes.bloquees)


def _post(**donnees):
    post = QueryDict(mutable=True)
    for cle, valeur in donnees.items():
        post.setlist(cle, valeur if isinstance(valeur, list) else [valeur])
    return post


def test_it_writes_nothing(monde, client_de, tot):
    avant = [m.objects.count() for m in (Frein, Capacite, Langue, Calcul, Evenement)]
    assert envoyer(client_de("awa"), tot, **garde(*TOT)).status_code == 200
    assert [m.objects.count() for m in (Frein, Capacite, Langue, Calcul, Evenement)] == avant


def test_minutes_typed_stay_within_what_is_wanted(monde, client_de):
    pret(monde.dossier_nadia)
    ouverture(monde, latitude=45.4)
    Recherche.objects.filter(dossier=monde.dossier_nadia).update(minutes_max={"voiture": 10})
    dit = {"theme_mobilite": "genant", "mobilite-presente": "1", "mobilite-voiture": "90"}
    assert envoyer(client_de("awa"), monde.dossier_nadia, **dit).context["vue"].ecart == 0
    Recherche.objects.update(minutes_max={})
    assert envoyer(client_de("awa"), monde.dossier_nadia, **dit).context["vue"].ecart == 1


def test_french_and_the_right_to_work_count_too(monde, client_de):
    pret(monde.dossier_nadia)
    Langue.objects.create(dossier=monde.dossier_nadia, code="fr", oral="A1", ecrit="A1")
    exigence(ouverture(monde), "langue_oral", "fr", 3)
    dit = {
        "theme_langue": "genant", "langue-presente": "1",
        "langue-oral": ["oral-b1-1", "oral-b1-2"],
    }  # fmt: skip
    vue = envoyer(client_de("awa"), monde.dossier_nadia, **dit).context["vue"]
    assert (vue.enregistres.bloquees, vue.comptes.bloquees) == (1, 0)


def test_an_answer_that_cannot_be_read_keeps_what_is_recorded_and_says_so(monde, client_de, tot):
    dit = {"theme_mobilite": "genant", "mobilite-presente": "1", "mobilite-velo": "900"}
    reponse = envoyer(client_de("awa"), tot, **dit | garde(*TOT))
    assert reponse.context["vue"].ecart == 1
    assert "à corriger" in reponse.content.decode()


def test_an_empty_conversation_counts_what_is_recorded(monde, client_de, tot):
    vue = envoyer(client_de("awa"), tot).context["vue"]
    assert not vue.a_change
    assert not vue.a_corriger
    assert vue.comptes == vue.enregistres


def test_nobody_but_the_referent_tries_limits(monde, client_de):
    pret(monde.dossier_nadia)
    exigence(ouverture(monde), "condition", "nuit")
    dit = {"theme_sante": "genant", "sante-presente": "1", "sante-limites": ["nuit"],
           "sante-accord": "on"}  # fmt: skip
    assert envoyer(client_de("awa"), monde.dossier_nadia, **dit).context["vue"].ecart == -1
    assert envoyer(client_de("denis"), monde.dossier_nadia, **dit).context["vue"].ecart == 0
    assert not LimitesSante.objects.exists()


def test_a_recorded_limit_shows_its_name_to_the_referent_alone(monde, client_de):
    pret(monde.dossier_nadia)
    limiter(monde.dossier_nadia, "nuit")
    exigence(ouverture(monde), "condition", "nuit")
    page = {
        qui: envoyer(client_de(qui), monde.dossier_nadia).content.decode()
        for qui in ("awa", "denis")
    }
    assert "Limites choisies par la personne" in page["awa"]
    assert "Limites choisies" not in page["denis"]
    assert "Contrainte convenue" in page["denis"]


def test_without_an_opening_it_counts_zero(monde):
    monde.ouverture.delete()
    form = FormConversation.pour(monde.dossier_nadia, monde.awa, None)
    vue = vivant.compter(monde.dossier_nadia, Regard.de(monde.awa, monde.dossier_nadia), form)
    assert (vue.comptes.considerees, vue.groupes) == (0, [])


def test_the_page_shows_the_count_without_javascript(monde, client_de, tot):
    adresse = reverse("freins:diagnostic", args=[tot.pk])
    assert "Avec ces réponses" in client_de("awa").get(adresse).content.decode()
    page = client_de("awa").post(adresse, {"etape": "continuer"} | garde(*TOT)).content.decode()
    assert "+1 accessible" in page
    assert not Frein.objects.exists()
