"""The counsellor's pages: refer, follow, act; the team reads, others do not."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.offres.models import Ouverture
from parcours.orientations.models import Courriel, Orientation
from parcours.orientations.templatetags import orientations as balises
from tests.monde import Monde
from tests.orientations.outils import brouillon, changer, dans_l_etat, envoyee, poste, solution_fle

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def adresse(monde: Monde, cible: str = "") -> str:
    cible = cible or f"ouverture={monde.ouverture.pk}"
    return f"/dossiers/{monde.dossier_nadia.pk}/orienter/?{cible}"


def saisie(**champs: Any) -> dict[str, Any]:
    return {"jeton": str(uuid4()), "mot": "", "accord": "oral", "geste": "envoyer"} | champs


def test_the_form_shows_who_receives_and_exactly_what(monde: Monde, client_de: Any) -> None:
    page = client_de("awa").get(adresse(monde)).content.decode()
    assert "vercors@exemple.test" in page
    assert "Ce qui sera transmis, exactement" in page


def test_sending_from_the_page(monde: Monde, client_de: Any) -> None:
    reponse = client_de("awa").post(adresse(monde), saisie(mot="Habitude des plateaux de bureaux."))
    orientation = Orientation.objects.get()
    assert reponse["Location"] == f"/orientations/{orientation.pk}/"
    assert (orientation.etat, orientation.par) == ("envoyee", monde.awa)
    page = client_de("awa").get(reponse["Location"]).content.decode()
    assert "Habitude des plateaux de bureaux." in page
    assert "Orientation envoyée" in page


def test_the_same_click_twice_makes_one(monde: Monde, client_de: Any) -> None:
    donnees = saisie()
    adresses = {client_de("awa").post(adresse(monde), donnees)["Location"] for _ in range(2)}
    assert len(adresses) == Orientation.objects.count() == Courriel.objects.count() == 1


def test_without_agreement_it_is_refused_and_what_was_typed_is_kept(
    monde: Monde, client_de: Any
) -> None:
    donnees = saisie(mot="Ponctualité remarquée.", accord="")
    reponse = client_de("awa").post(adresse(monde), donnees)
    assert reponse.status_code == 422
    assert "Ponctualité remarquée." in reponse.content.decode()
    assert "Sans l’accord" in reponse.content.decode()
    assert not Orientation.objects.exists()


def test_a_telling_sentence_is_refused_and_kept(monde: Monde, client_de: Any) -> None:
    reponse = client_de("awa").post(adresse(monde), saisie(mot="Nadia est très motivée"))
    assert reponse.status_code == 422
    assert "de qui il s’agit" in reponse.content.decode()
    assert "Nadia est très motivée" in reponse.content.decode()
    assert not Orientation.objects.exists()


def test_the_preview_changes_nothing(monde: Monde, client_de: Any) -> None:
    donnees = saisie(mot="Ponctualité remarquée.", accord="", geste="apercu")
    reponse = client_de("awa").post(adresse(monde), donnees)
    assert reponse.status_code == 200
    assert reponse.content.decode().count("Ponctualité remarquée.") == 2
    assert not Orientation.objects.exists()


def test_a_draft_then_sent(monde: Monde, client_de: Any) -> None:
    awa = client_de("awa")
    fiche = awa.post(adresse(monde), saisie(accord="", geste="brouillon"))["Location"]
    orientation = Orientation.objects.get()
    assert (orientation.etat, Courriel.objects.count()) == ("brouillon", 0)
    assert awa.post(fiche, poste(orientation, "envoyer")).status_code == 422
    assert awa.post(fiche, poste(orientation, "envoyer", accord="ecrit")).status_code == 302
    assert awa.post(fiche, poste(orientation, "envoyer", accord="ecrit")).status_code == 302
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.version) == ("envoyee", 2)
    assert orientation.dossier.consentements.count() == Courriel.objects.count() == 1


def test_no_address_is_said_with_the_source_offer(monde: Monde, client_de: Any) -> None:
    Ouverture.objects.update(
        email_reponse="", employeur=None, nom_employeur="ACME", lien="https://exemple.test/offre/1"
    )
    page = client_de("awa").get(adresse(monde)).content.decode()
    assert "c’est à vous de la transmettre" in page
    assert "https://exemple.test/offre/1" in page
    fiche = client_de("awa").post(adresse(monde), saisie())["Location"]
    orientation = Orientation.objects.get()
    assert orientation.est_transmise_autrement
    # The counsellor then reports the recipient's answer, within the recipient's reasons.
    donnees = poste(orientation, "refuser", motif="garde")
    assert client_de("awa").post(fiche, donnees).status_code == 422
    assert client_de("awa").post(fiche, poste(orientation, "accepter")).status_code == 302
    assert "rapportée par Awa D." in client_de("awa").get(fiche).content.decode()


def test_the_counsellor_does_not_answer_for_a_recipient_with_an_address(
    monde: Monde, client_de: Any
) -> None:
    orientation = envoyee(monde)
    for transition in ("accepter", "refuser", "prendre_en_charge", "convoquer"):
        donnees = poste(orientation, transition, motif="competences")
        reponse = client_de("awa").post(f"/orientations/{orientation.pk}/", donnees)
        assert reponse.status_code == 409
    assert Orientation.objects.get().etat == "envoyee"


def test_a_service_needs_ticked_fields(monde: Monde, client_de: Any) -> None:
    solution = solution_fle()
    page = adresse(monde, f"solution={solution.pk}")
    assert "Cours de français" in client_de("awa").get(page).content.decode()
    reponse = client_de("awa").post(page, saisie(jours=90))
    assert reponse.status_code == 422
    donnees = saisie(jours=30, champs=["prenom", "email"])
    assert client_de("awa").post(page, donnees).status_code == 302
    assert Orientation.objects.get().carte["champs"] == [
        ["Prénom", "Nadia"], ["Adresse e-mail", "nadia@exemple.test"],
    ]  # fmt: skip


def test_already_referred_is_told(monde: Monde, client_de: Any) -> None:
    envoyee(monde)
    assert "Déjà en cours" in client_de("awa").get(adresse(monde)).content.decode()
    reponse = client_de("awa").post(adresse(monde), saisie())
    assert reponse.status_code == 409
    assert "déjà orientée" in reponse.content.decode()
    assert Orientation.objects.count() == 1


def test_choosing_without_a_target(monde: Monde, client_de: Any) -> None:
    url = f"/dossiers/{monde.dossier_nadia.pk}/orienter/"
    solution_fle()
    awa = client_de("awa")
    assert "Orienter vers quoi" in awa.get(url).content.decode()
    page = awa.get(url, {"q": "propreté"}).content.decode()
    assert f"?ouverture={monde.ouverture.pk}" in page
    assert "Aucune solution ne contient" in page
    assert "Cours de français" in awa.get(url, {"q": "langues"}).content.decode()


@pytest.mark.parametrize("cible", ["ouverture=999999", "solution=999999"])
def test_an_unknown_target_is_404(cible: str, monde: Monde, client_de: Any) -> None:
    assert client_de("awa").get(adresse(monde, cible)).status_code == 404


def test_the_tab_shows_states_and_next_steps(monde: Monde, client_de: Any) -> None:
    awa, url = client_de("awa"), f"/dossiers/{monde.dossier_nadia.pk}/orientations/"
    assert "Aucune orientation" in awa.get(url).content.decode()
    orientation = dans_l_etat(monde, "acceptee")
    for etat in ("refusee", "expiree"):
        dans_l_etat(monde, etat)
    page = awa.get(url).content.decode()
    for mots in ("Acceptée", "Noter le démarrage", "Refusée", "Expirée sans réponse"):
        assert mots in page
    assert f'action="/orientations/{orientation.pk}/"' in page


@pytest.mark.parametrize("qui", ["awa", "bruno"])
def test_a_longer_tab_asks_no_more_of_the_database(qui: str, monde: Monde, client_de: Any) -> None:
    client, url = client_de(qui), f"/dossiers/{monde.dossier_nadia.pk}/orientations/"

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(url)
        return len(requetes)

    changer(dans_l_etat(monde, "envoyee"), "refuser", "destinataire")
    client.get(url)
    avant = compter()
    for _ in range(6):
        changer(dans_l_etat(monde, "envoyee"), "refuser", "destinataire")
    assert compter() == avant


def test_a_colleague_reads_the_tab_without_buttons(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    page = client_de("bruno").get(f"/dossiers/{monde.dossier_nadia.pk}/orientations/")
    assert page.status_code == 200
    assert "<form method" not in page.content.decode().split("<main")[1]
    donnees = poste(orientation, "annuler")
    assert client_de("bruno").post(f"/orientations/{orientation.pk}/", donnees).status_code == 403
    assert Orientation.objects.get().etat == "envoyee"


def test_a_life_to_six_months(monde: Monde, client_de: Any) -> None:
    orientation = dans_l_etat(monde, "acceptee")
    awa, url = client_de("awa"), f"/orientations/{orientation.pk}/"
    assert awa.post(url, poste(orientation, "demarrer")).status_code == 422
    jours = ["2026-01-05", "2026-04-06", "2026-07-06", "2026-07-07"]
    etapes = ["demarrer", "constater_maintien", "constater_maintien", "terminer"]
    for transition, jour in zip(etapes, jours, strict=True):
        orientation.refresh_from_db()
        reponse = awa.post(url, poste(orientation, transition, jour=jour))
        attendu = 302 if date.fromisoformat(jour) <= date.today() else 422
        assert reponse.status_code == attendu
    assert "Démarrage constaté" in awa.get(url).content.decode()


def test_a_health_reason_is_for_the_referent_and_the_person(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url = f"/orientations/{orientation.pk}/"
    donnees = poste(orientation, "decliner", motif="sante")
    assert client_de("awa").post(url, donnees).status_code == 302
    assert "Santé" in client_de("awa").get(url).content.decode()
    for collegue in ("bruno", "denis"):
        page = client_de(collegue).get(url).content.decode()
        assert "Santé" not in page
        assert "Raison personnelle" in page


def test_reminding_by_hand(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url = f"/orientations/{orientation.pk}/"
    for _ in range(2):
        assert client_de("awa").post(url, {"transition": "relancer"}).status_code == 302
    assert Courriel.objects.filter(gabarit="relance").count() == 1


def test_unknown_change_and_unknown_page(monde: Monde, client_de: Any) -> None:
    orientation = brouillon(monde)
    url = f"/orientations/{orientation.pk}/"
    for transition in ("", "expirer", "inconnue"):
        assert client_de("awa").post(url, poste(orientation, transition)).status_code == 409
    assert client_de("awa").get("/orientations/999999/").status_code == 404


def test_an_old_page_is_told_and_changes_nothing(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    donnees = poste(orientation, "annuler")
    changer(orientation, "prendre_en_charge", "destinataire")
    reponse = client_de("awa").post(f"/orientations/{orientation.pk}/", donnees)
    assert reponse.status_code == 409
    assert "a changé entre-temps" in reponse.content.decode()
    assert Orientation.objects.get().etat == "a_l_etude"


def test_tags_for_other_apps(monde: Monde) -> None:
    from parcours.orientations.querysets import en_cours_par_ouverture

    orientation = envoyee(monde)
    dossier = monde.dossier_nadia
    assert balises.orientations_en_cours(dossier)["orientations"] == [orientation]
    assert balises.orientation_en_cours_vers(dossier, monde.ouverture) == orientation
    (ligne,) = balises.mes_orientations(dossier)["lignes"]
    assert ligne["peut_dire_non"] is True
    assert en_cours_par_ouverture([monde.ouverture.pk, 0]) == {monde.ouverture.pk: 1}
    changer(orientation, "refuser", "destinataire")
    assert balises.orientations_en_cours(dossier)["orientations"] == []
    assert en_cours_par_ouverture([monde.ouverture.pk]) == {}


def test_the_timeline_tells_it(monde: Monde) -> None:
    from parcours.dossiers import fil

    changer(envoyee(monde), "decliner", "conseiller", par=monde.awa)
    changer(envoyee(monde), "refuser", "destinataire")
    phrases = [e.phrase for e in fil.entrees_du_fil(monde.dossier_nadia, voit_origine=False)]
    assert any("envoyée" in phrase for phrase in phrases)
    assert any("refusée (Les compétences" in phrase for phrase in phrases)
