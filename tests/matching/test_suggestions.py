"""The Suggestions tab, as the team uses it."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching import catalogues, services
from matching.ecrans.suggestions import PAR_PAGE
from matching.models import Calcul, GesteSuggestion, Suggestion
from parcours.dossiers.models import MetierVoulu, Recherche
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation
from parcours.referentiels.models import Competence, Metier, MetierCompetence, Mobilite
from parcours.socle.models import EntreeJournal
from tests.matching.fabrique import (
    A_QUARANTE_MINUTES,
    exigence,
    garder,
    grille,
    limiter,
    marcher,
    mesurer,
    ouverture,
    pret,
)  # fmt: skip

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


def _adresse(nom, monde, *args):
    return reverse(f"matching:{nom}", args=[monde.dossier_nadia.pk, *args])


def _lire(client, adresse):
    reponse = client.get(adresse)
    assert reponse.status_code == 200, reponse.status_code
    return unescape(reponse.content.decode())


def test_it_shows_three_counts_cards_and_why(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde, intitule="Agent de service", salaire_min=1520)
    loin = ouverture(monde, intitule="Trop loin", latitude=45.4)
    page = _lire(client_de("awa"), _adresse("suggestions", monde))
    assert '<strong class="pc-num">1</strong> ouverture accessible aujourd’hui' in page
    assert '<strong class="pc-num">1</strong> à vérifier' in page
    assert '<strong class="pc-num">1</strong> bloquée' in page
    assert "Agent de service" in page
    assert "environ" in page
    assert "1\u202f520\u202f€ brut par mois" in page
    assert page.count("<progress") >= 4
    assert "horaires non précisés" in page  # monde.ouverture: to be checked
    assert f"?ouverture={visee.pk}" in page
    assert "par la mobilité seule" in page
    assert loin.intitule not in page


def test_it_logs_the_reading(monde, client_de):
    client_de("bruno").get(_adresse("suggestions", monde))
    trace = EntreeJournal.objects.get(acteur=monde.bruno.pseudonyme)
    assert (trace.action, trace.dossier_id) == ("lecture", monde.dossier_nadia.pk)


def test_accessible_ones_come_before_those_to_check(monde, client_de):
    pret(monde.dossier_nadia)
    accessible = ouverture(monde, intitule="Accessible", latitude=45.185)
    vue = client_de("awa").get(_adresse("suggestions", monde)).context["vue"]
    assert [c.ouverture.pk for c in vue.cartes] == [accessible.pk, monde.ouverture.pk]


def test_what_was_shown_is_kept_once(monde, client_de):
    pret(monde.dossier_nadia)
    client = client_de("awa")
    client.get(_adresse("suggestions", monde))
    suggestion = Suggestion.objects.get()
    calcul = Calcul.objects.get()
    assert (suggestion.rang, suggestion.geste, suggestion.calcul) == (1, "montree", calcul)
    assert suggestion.score == suggestion.peut + suggestion.veut
    with CaptureQueriesContext(connection) as requetes:
        client.get(_adresse("suggestions", monde))
    ecritures = [q["sql"] for q in requetes if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert not [sql for sql in ecritures if "matching_" in sql]
    marcher(monde.dossier_nadia, 45)
    client.get(_adresse("suggestions", monde))
    suggestion.refresh_from_db()
    assert suggestion.calcul_id != calcul.pk
    assert Suggestion.objects.count() == 1


def test_a_closed_opening_is_never_shown_even_by_an_old_catalogue(monde, client_de):
    pret(monde.dossier_nadia)
    close = ouverture(monde, intitule="Bientôt close")
    bloquee = ouverture(monde, intitule="Bloquée close", latitude=45.4)
    client = client_de("awa")
    assert "Bientôt close" in _lire(client, _adresse("suggestions", monde))
    Ouverture.objects.filter(pk__in=[close.pk, bloquee.pk]).update(etat="fermee")
    assert close.pk in catalogues.courant(JOUR).catalogue.cles.tolist()
    assert "Bientôt close" not in _lire(client, _adresse("suggestions", monde))
    par = _adresse("bloquees", monde) + "?par=mobilite"
    assert "Bloquée close" not in _lire(client, par)
    reponse = client.get(_adresse("pourquoi", monde, close.pk), follow=True)
    assert "n’est plus proposée" in reponse.content.decode()


def test_an_opening_blocked_since_the_catalogue_is_not_a_suggestion(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde, intitule="Déménagée")
    client = client_de("awa")
    client.get(_adresse("suggestions", monde))
    Ouverture.objects.filter(pk=visee.pk).update(latitude=46.0)
    assert "Déménagée" not in _lire(client, _adresse("suggestions", monde))


def test_pages_follow_each_other_without_a_hole_or_a_double(monde, client_de):
    pret(monde.dossier_nadia)
    for rang in range(2 * PAR_PAGE + 3):
        ouverture(monde, latitude=45.165 + rang / 5000)
    client, vues = client_de("awa"), []
    for numero in (1, 2, 3):
        vue = client.get(_adresse("suggestions", monde), {"page": numero}).context["vue"]
        vues += [c.ouverture.pk for c in vue.cartes]
    assert vue.page.paginator.num_pages == 3
    assert sorted(vues) == sorted(Ouverture.objects.values_list("pk", flat=True))
    places = Suggestion.objects.order_by("rang").values_list("rang", flat=True)
    assert list(places) == list(range(1, 2 * PAR_PAGE + 5))


@pytest.mark.parametrize("numero", ["0", "-3", "abc", "99999999999", ""])
def test_a_strange_page_number_gives_a_page(monde, client_de, numero):
    reponse = client_de("awa").get(_adresse("suggestions", monde), {"page": numero})
    assert reponse.status_code == 200


@pytest.mark.parametrize(
    ("filtre", "gardees"),
    [
        ({"nature": "formation"}, {"Formation"}),
        ({"contrat": "cdd"}, {"Contrat"}),
        ({"km": "2"}, {"Formation", "Contrat"}),
        ({"statut": "accessibles"}, {"Formation", "Contrat", "Loin"}),
        ({"statut": "a_verifier"}, {"Agent ou agente de propreté"}),
        ({"metier": "K2204"}, {"Formation", "Contrat", "Loin", "Agent ou agente de propreté"}),
    ],
)
def test_filters(monde, client_de, filtre, gardees):
    marcher(monde.dossier_nadia, 180)
    mesurer(monde.dossier_nadia, "garde", {"etat": "sans_objet"})
    ouverture(monde, intitule="Formation", nature="formation", latitude=45.168)
    ouverture(monde, intitule="Contrat", contrat="cdd", latitude=45.168)
    ouverture(monde, intitule="Loin", latitude=45.168 + 0.05)
    if "km" in filtre:
        Ouverture.objects.filter(pk=monde.ouverture.pk).update(latitude=45.25)
    vue = client_de("awa").get(_adresse("suggestions", monde), filtre).context["vue"]
    assert {c.ouverture.intitule for c in vue.cartes} == gardees
    assert vue.comptes.considerees == 4  # the three counts stay those of the dossier


def test_a_filter_that_keeps_nothing_says_so(monde, client_de):
    page = _lire(client_de("awa"), _adresse("suggestions", monde) + "?nature=geiq")
    assert "Aucune ouverture avec ces filtres" in page
    assert "Tout revoir" in page


@pytest.mark.parametrize("filtre", ["nature=inventee", "km=-5", "metier=zzzz", "statut=x"])
def test_a_bad_filter_is_said_and_breaks_nothing(monde, client_de, filtre):
    page = _lire(client_de("awa"), _adresse("suggestions", monde) + f"?{filtre}")
    assert monde.ouverture.intitule in page


def test_nothing_to_propose_says_what_would_relax(monde, client_de):
    marcher(monde.dossier_nadia, 5)
    garder(monde.dossier_nadia, "10:00", "11:00")
    monde.ouverture.delete()
    ouverture(monde, latitude=45.168, longitude=5.71)
    page = _lire(client_de("awa"), _adresse("suggestions", monde))
    assert "Voici ce qui en relâcherait" in page
    assert "Garde d’enfants" in page


def test_an_empty_catalogue_says_what_to_do(monde, client_de):
    Ouverture.objects.all().delete()
    assert "Le catalogue est vide" in _lire(client_de("awa"), _adresse("suggestions", monde))


def test_a_doubted_measure_is_said(monde, client_de):
    pret(monde.dossier_nadia)
    monde.dossier_nadia.capacites.filter(famille="mobilite").update(a_verifier=True)
    page = _lire(client_de("awa"), _adresse("suggestions", monde))
    assert "À mesurer de nouveau avec la personne : Mobilité" in page


# --- Blocked ---------------------------------------------------------------------------------------


def test_each_group_opens_its_list_with_causes_and_asks_anyway(monde, client_de):
    marcher(monde.dossier_nadia, 60)
    garder(monde.dossier_nadia, "06:30", "18:00")
    visee = ouverture(
        monde, intitule="Tôt le matin", grille=grille("07:00", "14:00"), **A_QUARANTE_MINUTES
    )
    client = client_de("awa")
    assert "1 par la garde seule" in _lire(client, _adresse("suggestions", monde))
    page = _lire(client, _adresse("bloquees", monde) + "?par=garde")
    assert "Tôt le matin" in page
    assert "début 7\u202fh\u202f00" in page
    assert "garde à partir de 6\u202fh\u202f30" in page
    assert "Demander quand même" in page
    assert f"?ouverture={visee.pk}" in page


def test_an_unknown_group_goes_back_to_the_tab(monde, client_de):
    reponse = client_de("awa").get(_adresse("bloquees", monde) + "?par=inconnu")
    assert reponse.url == _adresse("suggestions", monde)


def test_a_colleague_reads_no_word_of_health(monde, client_de):
    """The limit blocks one opening, its deduction makes another to be checked."""
    limiter(pret(monde.dossier_nadia), "gestes_repetes", "nuit")
    visee = ouverture(monde, intitule="À la chaîne")
    exigence(visee, "condition", "gestes_repetes", extrait="gestes répétés toute la journée")
    douteuse = ouverture(monde, intitule="Peut-être")
    exigence(douteuse, "condition", "gestes_repetes", provenance="deduit", exigence="inconnu")
    adresses = [
        _adresse("suggestions", monde),
        _adresse("bloquees", monde) + "?par=convenue",
        _adresse("pourquoi", monde, visee.pk),
        _adresse("pourquoi", monde, douteuse.pk),
    ]
    for persona in ("bruno", "denis"):
        client = client_de(persona)
        pages = [_lire(client, adresse).lower() for adresse in adresses]
        for page in pages:
            for mot in ("gestes r", "gestes_r", "santé", "sante", "limite", "nuit ", "physique"):
                assert mot not in page, mot
        assert "contrainte convenue avec la personne" in pages[0]
        assert "contrainte convenue avec la personne" in pages[2]
        assert client.get(_adresse("bloquees", monde) + "?par=sante").status_code == 302
    client = client_de("awa")
    assert "limite choisie par la personne" in _lire(client, adresses[2])
    assert "gestes répétés toute la journée" in _lire(client, adresses[2])
    assert "À la chaîne" in _lire(client, _adresse("bloquees", monde) + "?par=sante")


# --- Why -------------------------------------------------------------------------------------------


def test_why_adds_up_and_says_where_it_was_read(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde, description="Permis B indispensable.")
    exigence(visee, "permis", "B", provenance="texte", extrait="Permis B indispensable")
    reponse = client_de("awa").get(_adresse("pourquoi", monde, visee.pk))
    page = unescape(reponse.content.decode())
    contributions = reponse.context["carte"].explication.contributions
    assert sum(c.points for c in contributions) == reponse.context["carte"].explication.score
    assert f"{reponse.context['carte'].explication.score:,}".replace(",", "\u202f") in page
    assert "Lu dans l’offre : « Permis B indispensable »" in page
    assert page.count('<svg class="mt-barre') == len(contributions)
    assert "style=" not in page


def test_why_of_an_unknown_opening_or_dossier_is_404(monde, client_de):
    client = client_de("awa")
    assert client.get(_adresse("pourquoi", monde, 999_999)).status_code == 404
    assert client.get(reverse("matching:suggestions", args=[999_999])).status_code == 404


# --- Putting aside, taking back --------------------------------------------------------------------


def test_put_aside_with_its_reason_then_taken_back(monde, client_de):
    pret(monde.dossier_nadia)
    visee = ouverture(monde, intitule="À écarter")
    client = client_de("awa")
    reponse = client.post(_adresse("ecarter", monde, visee.pk), {"motif": "loin"}, follow=True)
    vue = reponse.context["vue"]
    assert visee.pk not in [c.ouverture.pk for c in vue.cartes]
    assert [(c.ouverture.pk, c.motif) for c in vue.ecartees] == [(visee.pk, "Trop loin")]
    assert vue.page.paginator.count == vue.comptes.accessibles + vue.comptes.a_verifier - 1
    suggestion = Suggestion.objects.get(ouverture=visee)
    assert (suggestion.geste, suggestion.motif, suggestion.par) == ("ecartee", "loin", monde.awa)
    assert suggestion.score is not None
    reponse = client.post(_adresse("reprendre", monde, visee.pk), follow=True)
    assert visee.pk in [c.ouverture.pk for c in reponse.context["vue"].cartes]
    assert not reponse.context["vue"].ecartees
    traces = EntreeJournal.objects.filter(objet="suggestion").order_by("pk")
    assert list(traces.values_list("motif", flat=True)) == ["loin", "reprise"]


def test_twice_put_aside_is_one_row(monde, client_de):
    client = client_de("awa")
    for motif in ("loin", "salaire"):
        client.post(_adresse("ecarter", monde, monde.ouverture.pk), {"motif": motif})
    assert Suggestion.objects.get().motif == "salaire"


@pytest.mark.parametrize("donnees", [{}, {"motif": "sante"}, {"motif": ""}])
def test_a_missing_or_foreign_reason_is_refused(monde, client_de, donnees):
    reponse = client_de("awa").post(_adresse("ecarter", monde, monde.ouverture.pk), donnees)
    assert reponse.status_code == 422
    assert "À corriger avant d’enregistrer" in reponse.content.decode()
    assert not Suggestion.objects.exists()


def test_what_somebody_decided_keeps_the_score_of_that_moment(monde, client_de):
    pret(monde.dossier_nadia)
    client = client_de("awa")
    client.get(_adresse("suggestions", monde))
    services.dire_oui(dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.nadia)
    avant = Suggestion.objects.get()
    marcher(monde.dossier_nadia, 45)
    page = _lire(client, _adresse("suggestions", monde))
    apres = Suggestion.objects.get()
    assert (apres.geste, apres.score, apres.calcul_id) == ("oui", avant.score, avant.calcul_id)
    assert "La personne dit oui" in page


def test_an_opening_already_referred_to_leaves_the_list(monde, client_de):
    pret(monde.dossier_nadia)
    Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat="envoyee"
    )
    vue = client_de("awa").get(_adresse("suggestions", monde)).context["vue"]
    assert not vue.cartes
    assert vue.orientees == 1


def test_a_colleague_reads_without_any_button_to_change(monde, client_de):
    page = _lire(client_de("bruno"), _adresse("suggestions", monde))
    assert "Écarter" not in page
    assert "?ouverture=" not in page


def test_on_demand(monde, client_de):
    pret(monde.dossier_nadia)
    reponse = client_de("awa").post(_adresse("recalculer", monde), follow=True)
    assert "recalculées" in reponse.content.decode()
    assert Calcul.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_cards(monde, client_de):
    pret(monde.dossier_nadia)
    client = client_de("awa")

    def compter():
        client.get(_adresse("suggestions", monde))
        with CaptureQueriesContext(connection) as requetes:
            client.get(_adresse("suggestions", monde))
        return len(requetes)

    avant = compter()
    for _ in range(6):
        exigence(ouverture(monde), "permis", "B")
    catalogues.reconstruire(JOUR)
    assert compter() == avant


def test_the_tag_of_the_synthesis(monde):
    from django.template import Context, Template

    gabarit = Template("{% load matching %}{% comptes_du_dossier dossier %}")
    contexte = Context({"dossier": monde.dossier_nadia})
    assert "Pas encore de calcul" in gabarit.render(contexte)
    services.calculer(pret(monde.dossier_nadia))
    with CaptureQueriesContext(connection) as requetes:
        rendu = gabarit.render(contexte)
    assert len(requetes) == 1
    assert "à vérifier" in rendu
    assert _adresse_suggestions(monde) in rendu


def _adresse_suggestions(monde):
    return _adresse("suggestions", monde)


def test_gestures_are_those_of_the_model():
    assert set(GesteSuggestion.values) == {
        "montree", "vue", "ecartee", "oui", "non", "orientee",
    }  # fmt: skip


def test_a_near_metier_is_explained_by_the_skills_it_shares(monde, client_de):
    dossier = pret(monde.dossier_nadia)
    voulu = Metier.objects.create(code="K2205", libelle="Agent de bureaux")
    Mobilite.objects.create(depart=voulu, arrivee=monde.metier, rang=1)
    for rang, nom in enumerate(["Laver les sols", "Vider les corbeilles", "Faire les vitres"]):
        savoir = Competence.objects.create(code=f"{rang}", libelle=nom, type="savoir_faire")
        for metier in (voulu, monde.metier) if rang < 2 else (voulu,):
            MetierCompetence.objects.create(metier=metier, competence=savoir)
    recherche, _ = Recherche.objects.get_or_create(dossier=dossier)
    MetierVoulu.objects.create(recherche=recherche, metier=voulu)
    visee = ouverture(monde)
    page = _lire(client_de("awa"), _adresse("pourquoi", monde, visee.pk))
    assert "Métier proche de ceux recherchés : 2 savoir-faire en commun" in page
    assert "Proche de « Agent de bureaux », qui est recherché : 2 savoir-faire en commun" in page
    assert "Laver les sols" in page
    assert "Faire les vitres" not in page
    MetierVoulu.objects.create(recherche=recherche, metier=monde.metier)
    page = _lire(client_de("awa"), _adresse("pourquoi", monde, visee.pk))
    assert "Proche de «" not in page
