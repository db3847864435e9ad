"""The text of an offer in the product: what blocks, what asks for a word, who decides."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from parcours.offres import etats, legalite, services, services_textes
from parcours.offres.models import DecisionTexte, Ouverture
from parcours.offres.services_textes import DecisionImpossible, GardeTexte, TexteIllicite
from tests.monde import Monde
from tests.offres.fabrique import JOUR, fichier_ft, importer, offre_ft
from tests.offres.test_pages import _offre

pytestmark = [pytest.mark.base, pytest.mark.django_db]
POURQUOI = "Rôle féminin d’une pièce de théâtre : l’artiste interprète Phèdre, article R1142-1."


def _quarantaine(texte: str = "Femme uniquement.") -> Ouverture:
    importer(fichier_ft(offre_ft("Q", description=texte)))
    return Ouverture.objects.get(source_id="Q")


def _demander(monde: Monde, ouverture: Ouverture, **champs: Any) -> DecisionTexte:
    jeton = next(c.jeton for c in services_textes.constats(ouverture) if c.bloque)
    return services_textes.demander(
        par=monde.awa, ouverture=ouverture, **({
            "jeton": jeton, "exception": "sexe_artiste_mannequin_modele", "justification": POURQUOI,
        } | champs),
    )  # fmt: skip


class TestTyping:
    def test_an_error_stops_the_publication_and_keeps_what_was_typed(
        self, monde: Monde, client_de: Any
    ) -> None:
        donnees = _offre(monde, description="Vous avez moins de 30 ans.")
        reponse = client_de("awa").post(reverse("offres:nouvelle"), donnees)
        contenu = reponse.content.decode()
        assert reponse.status_code == 422
        assert "L5331-2" in contenu
        assert "<mark>Vous avez moins de 30 ans</mark>" in contenu
        assert not Ouverture.objects.filter(description__contains="30 ans").exists()

    def test_a_warning_asks_for_a_written_word_that_is_kept(
        self, monde: Monde, client_de: Any
    ) -> None:
        client, adresse = client_de("awa"), reverse("offres:nouvelle")
        donnees = _offre(monde, description="Véhicule personnel obligatoire.")
        assert client.post(adresse, donnees).status_code == 422
        assert client.post(adresse, donnees | {"confirmation_texte": "ok"}).status_code == 422
        mot = "Tournées de nuit dans des villages sans bus."
        client.post(adresse, donnees | {"confirmation_texte": mot})
        ouverture = Ouverture.objects.get(description=donnees["description"])
        decision = ouverture.decisions_texte.get()
        assert ouverture.etat == etats.PUBLIEE
        assert (decision.nature, decision.justification, decision.par) == (
            "confirmation", mot, monde.awa,
        )  # fmt: skip
        # Kept once: changing something else does not ask again.
        changement = donnees | {"places": 3}
        reponse = client.post(reverse("offres:modifier", args=[ouverture.pk]), changement)
        assert reponse.status_code == 302

    def test_reading_again_replaces_the_words_and_keeps_the_rest(
        self, monde: Monde, client_de: Any
    ) -> None:
        texte = "Plonge.\r\nNationalité française exigée.\r\nService du midi."
        [constat] = legalite.lire("Aide de cuisine", texte.replace("\r\n", "\n"))
        donnees = _offre(monde, description=texte, remplacer=constat.jeton, places=7)
        contenu = client_de("awa").post(reverse("offres:nouvelle"), donnees).content.decode()
        assert "autorisation de travail en cours de validité" in contenu.lower()
        assert "Nationalité française exigée" not in contenu
        assert "Service du midi." in contenu
        assert 'value="7"' in contenu
        assert "À corriger avant d’enregistrer" not in contenu
        assert Ouverture.objects.count() == 1  # the one of the world

    def test_a_title_is_proposed_in_both_genders(self, monde: Monde, client_de: Any) -> None:
        donnees = _offre(monde, intitule="maçon", doublet="1")
        contenu = client_de("awa").post(reverse("offres:nouvelle"), donnees).content.decode()
        assert 'value="Maçon / Maçonne (H/F)"' in contenu

    def test_findings_come_while_typing_and_nothing_is_kept(
        self, monde: Monde, client_de: Any
    ) -> None:
        donnees = {"intitule": "Serveuse", "description": "<b>Moins de 30 ans</b>"}
        reponse = client_de("vercors").post(reverse("offres:verifier_texte"), donnees)
        contenu = reponse.content.decode()
        assert "<mark>Serveuse</mark>" in contenu
        assert "&lt;b&gt;" in contenu
        assert "<b>Moins" not in contenu
        assert client_de("nadia").post(reverse("offres:verifier_texte"), donnees).status_code == 403

    def test_the_service_refuses_what_the_form_would(self, monde: Monde) -> None:
        champs = {"nature": "emploi", "intitule": "Aide", "description": "Étrangers s’abstenir"}
        with pytest.raises(TexteIllicite):
            services.modifier_ouverture(
                par=monde.awa, ouverture=monde.ouverture, champs=champs, exigences=[]
            )
        services.modifier_ouverture(
            par=monde.awa, ouverture=monde.ouverture, champs=champs, exigences=[],
            texte=GardeTexte("Le client le demande ainsi.", en_quarantaine=True),
        )  # fmt: skip
        monde.ouverture.refresh_from_db()
        assert monde.ouverture.etat == etats.EN_QUARANTAINE
        assert monde.ouverture.details["texte_explication"] == "Le client le demande ainsi."


class TestQuarantine:
    def test_the_screen_lists_what_is_wrong_and_nobody_looking_for_a_job_sees_it(
        self, monde: Monde, client_de: Any
    ) -> None:
        ouverture = _quarantaine()
        contenu = client_de("awa").get(reverse("offres:quarantaine")).content.decode()
        assert "<mark>Femme uniquement</mark>" in contenu
        assert ouverture not in Ouverture.objects.publiees(JOUR)

    def test_an_empty_screen_says_where_to_go(self, monde: Monde, client_de: Any) -> None:
        contenu = client_de("awa").get(reverse("offres:quarantaine")).content.decode()
        assert "Aucune offre n’attend" in contenu

    def test_correcting_the_words_publishes(self, monde: Monde, client_de: Any) -> None:
        ouverture = _quarantaine()
        adresse = reverse("offres:texte", args=[ouverture.pk])
        client = client_de("awa")
        client.post(
            adresse, {"intitule": "Agent d’accueil (H/F)", "description": "Moins de 30 ans"}
        )
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.EN_QUARANTAINE
        client.post(adresse, {"intitule": "Agent d’accueil (H/F)", "description": "Accueil."})
        ouverture.refresh_from_db()
        assert (ouverture.etat, ouverture.description) == (etats.PUBLIEE, "Accueil.")

    def test_no_state_change_publishes_an_unlawful_text(self, monde: Monde) -> None:
        Ouverture.objects.filter(pk=monde.ouverture.pk).update(
            description="Femmes s’abstenir", etat=etats.FERMEE
        )
        with pytest.raises(etats.TransitionRefusee, match="la loi interdit"):
            services.changer_etat(
                par=monde.awa, ouverture=monde.ouverture, transition="rouvrir", jour=JOUR
            )


class TestTwoPeople:
    def test_an_exception_needs_a_second_person_then_publishes(self, monde: Monde) -> None:
        ouverture = _quarantaine()
        decision = _demander(monde, ouverture)
        with pytest.raises(DecisionImpossible, match="seconde personne"):
            services_textes.juger(par=monde.awa, decision=decision, est_validee=True, jour=JOUR)
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.EN_QUARANTAINE
        services_textes.juger(par=monde.bruno, decision=decision, est_validee=True, jour=JOUR)
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.PUBLIEE
        # The same words imported again stay allowed; other words do not.
        importer(fichier_ft(offre_ft("Q", description="Femme uniquement.", nombrePostes=2)))
        ouverture.refresh_from_db()
        assert (ouverture.etat, ouverture.places) == (etats.PUBLIEE, 2)
        importer(fichier_ft(offre_ft("Q", description="Homme uniquement.")))
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.EN_QUARANTAINE

    def test_a_refused_exception_leaves_the_offer_aside(self, monde: Monde) -> None:
        ouverture = _quarantaine()
        decision = _demander(monde, ouverture)
        services_textes.juger(par=monde.bruno, decision=decision, est_validee=False, jour=JOUR)
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.EN_QUARANTAINE
        with pytest.raises(DecisionImpossible, match="déjà jugée"):
            services_textes.juger(par=monde.bruno, decision=decision, est_validee=True, jour=JOUR)

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"justification": "Trop court."}, "40 caractères"),
            ({"exception": "lieu_de_residence"}, "ne vaut pas pour ce motif"),
            ({"jeton": "description:0:3:AGE-01"}, "Le texte a changé"),
        ],
    )
    def test_an_exception_is_of_the_list_and_written_down(
        self, monde: Monde, champs: dict[str, Any], phrase: str
    ) -> None:
        with pytest.raises(DecisionImpossible, match=phrase):
            _demander(monde, _quarantaine(), **champs)
        assert not DecisionTexte.objects.exists()

    def test_a_disagreement_is_kept_and_an_error_still_needs_two(self, monde: Monde) -> None:
        ouverture = _quarantaine()
        decision = _demander(monde, ouverture, exception="")
        assert (decision.nature, decision.etat) == ("desaccord", "demandee")
        services_textes.juger(par=monde.bruno, decision=decision, est_validee=True, jour=JOUR)
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.PUBLIEE

    def test_the_base_itself_refuses_one_person_twice(self, monde: Monde) -> None:
        decision = _demander(monde, _quarantaine())
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionTexte.objects.filter(pk=decision.pk).update(seconde_personne=monde.awa)

    def test_the_page_asks_and_judges(self, monde: Monde, client_de: Any) -> None:
        ouverture = _quarantaine()
        [constat] = [c for c in services_textes.constats(ouverture) if c.bloque]
        client = client_de("awa")
        adresse = reverse("offres:demander_decision", args=[ouverture.pk])
        donnees = {
            "jeton": constat.jeton, "exception": "sexe_artiste_mannequin_modele",
            "justification": "court",
        }  # fmt: skip
        assert client.post(adresse, donnees).status_code == 422
        assert client.post(adresse, donnees | {"justification": POURQUOI}).status_code == 302
        decision = ouverture.decisions_texte.get()
        page = reverse("offres:texte", args=[ouverture.pk])
        assert "Une seconde personne doit juger" in client.get(page).content.decode()
        assert "L1142-2" in client_de("bruno").get(page).content.decode()
        juger = reverse("offres:juger_decision", args=[ouverture.pk, decision.pk])
        client_de("bruno").post(juger, {"verdict": "valider"})
        ouverture.refresh_from_db()
        assert ouverture.etat == etats.PUBLIEE
