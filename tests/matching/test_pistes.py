"""« Mes pistes », as the person uses it."""

from html import unescape

import pytest
from django.urls import reverse

from matching import services
from matching.ecrans.pistes import EN_MEME_TEMPS
from matching.models import Suggestion
from parcours.dossiers.models import MetierVoulu
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation
from parcours.referentiels.models import Metier, NomCourant
from parcours.socle.models import Evenement
from tests.matching.fabrique import exigence, limiter, ouverture, pret

pytestmark = [pytest.mark.base, pytest.mark.django_db]
ADRESSE = "matching:mes_pistes"


def _piste(visee):
    return reverse("matching:piste", args=[visee.pk])


def _lire(client, adresse):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return unescape(reponse.content.decode())


def test_five_at_most_in_plain_words_without_a_score(monde, client_de):
    pret(monde.dossier_nadia)
    for _ in range(8):
        ouverture(monde)
    reponse = client_de("nadia").get(reverse(ADRESSE))
    page = unescape(reponse.content.decode())
    assert len(reponse.context["pistes"]) == EN_MEME_TEMPS
    assert page.count("<article") == EN_MEME_TEMPS
    assert "À pied : environ" in page
    assert "Du lundi au vendredi" in page
    for mot in ("<progress", "score", "sur 100", "peut</span>", "points"):
        assert mot not in page
    assert Suggestion.objects.filter(geste="vue").count() == EN_MEME_TEMPS


def test_blocked_ones_are_not_shown_nor_any_limit_named(monde, client_de):
    limiter(pret(monde.dossier_nadia), "charges")
    exigence(ouverture(monde, intitule="Lourd"), "condition", "charges")
    page = _lire(client_de("nadia"), reverse(ADRESSE))
    assert "Lourd" not in page
    assert "charges" not in page


def test_yes_reaches_the_referent(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde, intitule="Oui à ceci")
    client = client_de("nadia")
    reponse = client.post(_piste(visee), {"reponse": "oui"}, follow=True)
    assert "Awa le voit et va vous en parler" in unescape(reponse.content.decode())
    assert [s.ouverture_id for s in services.gestes_de_personnes(monde.awa)] == [visee.pk]
    page = _lire(client, reverse(ADRESSE))
    assert "Vous avez dit oui" in page
    assert visee.pk not in [
        c.ouverture.pk for c, _ in client.get(reverse(ADRESSE)).context["pistes"]
    ]


def test_no_needs_a_reason_of_the_list_and_keeps_the_page(monde, client_de):
    client = client_de("nadia")
    for motif in ("", "sante", "inventee"):
        reponse = client.post(_piste(monde.ouverture), {"reponse": "non", "motif": motif})
        assert reponse.status_code == 422
        assert "Choisissez une raison" in reponse.content.decode()
    assert not Suggestion.objects.filter(geste="non").exists()
    client.post(_piste(monde.ouverture), {"reponse": "non", "motif": "loin"})
    suggestion = Suggestion.objects.get()
    assert (suggestion.geste, suggestion.motif, suggestion.par) == ("non", "loin", monde.nadia)
    assert not client.get(reverse(ADRESSE)).context["pistes"]


def test_a_no_is_seen_by_the_team_which_may_take_it_back(monde, client_de):
    client_de("nadia").post(_piste(monde.ouverture), {"reponse": "non", "motif": "salaire"})
    onglet = reverse("matching:suggestions", args=[monde.dossier_nadia.pk])
    page = _lire(client_de("awa"), onglet)
    assert "La personne dit non" in page
    assert "Ce n’est pas assez payé" in page


def test_changing_one_s_mind(monde, client_de):
    client = client_de("nadia")
    client.post(_piste(monde.ouverture), {"reponse": "oui"})
    client.post(_piste(monde.ouverture), {"reponse": "non", "motif": "metier"})
    assert Suggestion.objects.get().geste == "non"
    client.post(_piste(monde.ouverture), {"reponse": "oui"})
    assert Suggestion.objects.get().geste == "oui"
    assert Suggestion.objects.get().motif == ""


@pytest.mark.parametrize("donnees", [{}, {"reponse": "peut-etre"}])
def test_a_forged_answer_changes_nothing(monde, client_de, donnees):
    reponse = client_de("nadia").post(_piste(monde.ouverture), donnees)
    assert reponse.status_code == 422
    assert not Suggestion.objects.exclude(geste__in=["montree", "vue"]).exists()


def test_a_closed_or_unknown_opening(monde, client_de):
    client = client_de("nadia")
    Ouverture.objects.update(etat="pourvue")
    reponse = client.post(_piste(monde.ouverture), {"reponse": "oui"}, follow=True)
    assert "n’est plus proposée" in unescape(reponse.content.decode())
    assert not Suggestion.objects.exists()
    assert client.get(reverse("matching:piste", args=[999_999])).status_code == 404


def test_nothing_today_says_what_to_do(monde, client_de):
    Ouverture.objects.all().delete()
    page = _lire(client_de("nadia"), reverse(ADRESSE))
    assert "Pas de nouvelle piste aujourd’hui" in page
    assert "Awa cherche avec vous" in page


def test_own_referrals_are_followed_there(monde, client_de):
    Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat="envoyee"
    )
    reponse = client_de("nadia").get(reverse(ADRESSE))
    assert not reponse.context["pistes"]
    assert "On attend une réponse" in unescape(reponse.content.decode())
    assert "On attend une réponse" not in _lire(client_de("karim"), reverse(ADRESSE))


def test_someone_without_a_dossier_gets_404(monde, client_de):
    monde.dossier_nadia.personne.compte = None
    monde.dossier_nadia.personne.save()
    assert client_de("nadia").get(reverse(ADRESSE)).status_code == 404


# --- « Je cherche : nounou » ----------------------------------------------------------------------


def _chercher(client, **demande):
    return client.get(reverse("matching:chercher"), demande)


def test_own_words_lead_to_openings_of_that_metier(monde, client_de):
    pret(monde.dossier_nadia)
    nounou = Metier.objects.create(code="K1303", libelle="Assistant maternel")
    NomCourant.objects.create(nom="nounou", metier=nounou)
    ouverture(monde, intitule="Garder deux enfants", metier=nounou)
    ouverture(monde, intitule="Nettoyer des bureaux")
    page = unescape(_chercher(client_de("nadia"), q="nounou").content.decode())
    assert "Assistant maternel" in page
    assert "Garder deux enfants" in page
    assert "Nettoyer des bureaux" not in page
    assert '<strong class="pc-num">1</strong> ouverture accessible' in page
    assert not Suggestion.objects.exists()  # looked for, not suggested


def test_unsure_words_are_answered_by_a_choice(monde, client_de):
    for code in ("K2201", "K2202"):
        Metier.objects.create(code=code, libelle=f"Agent de ménage {code}")
    page = unescape(_chercher(client_de("nadia"), q="ménage").content.decode())
    assert "Choisissez le métier" in page
    assert "metier=K2202" in page
    choisi = unescape(_chercher(client_de("nadia"), q="ménage", metier="K2202").content.decode())
    assert "C’est ce que je cherche" in choisi
    assert "Rien de possible pour vous dans ce métier aujourd’hui" in choisi


def test_unknown_words_and_odd_requests_are_answered(monde, client_de):
    client = client_de("nadia")
    assert "On ne connaît pas « zzxqwv »" in unescape(
        _chercher(client, q="zzxqwv").content.decode()
    )
    for demande in ({}, {"q": ""}, {"q": "x" * 101}, {"metier": "Z0000"}, {"q": "<b>a</b>"}):
        reponse = _chercher(client, **demande)
        assert reponse.status_code == 200
        assert b"<b>a" not in reponse.content


def test_a_metier_found_is_added_once_to_what_is_wanted(monde, client_de):
    client, adresse = client_de("nadia"), reverse("matching:vouloir")
    for _ in range(2):
        assert client.post(adresse, {"metier": monde.metier.pk}).status_code == 302
    assert list(MetierVoulu.objects.values_list("metier_id", "poids")) == [(monde.metier.pk, 3)]
    assert Evenement.objects.filter(sujet_id=monde.dossier_nadia.pk, quoi="recherche").count() == 1
    assert client.post(adresse, {"metier": "Z0000"}).status_code == 404
    page = unescape(_chercher(client, q="x", metier=monde.metier.pk).content.decode())
    assert "Vous cherchez ce métier" in page
