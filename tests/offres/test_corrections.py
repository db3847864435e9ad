"""Correcting what was read: one click, another value, facts and hours, kept by every later import."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from matching import tables
from parcours.offres.formulaire_valeur import FormulaireValeur
from parcours.offres.models import CorrectionOuverture, ExigenceOuverture, Ouverture
from parcours.socle.models import EntreeJournal, Evenement
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, importer, offre_ft

pytestmark = pytest.mark.base

TEXTE = """Permis B exigé. CAP cuisine exigé. CDI 30h par semaine.
Débutant accepté. Site desservi par le tram.
Travail de nuit. Anglais courant exigé. Déplacements quotidiens sur le secteur.
Télétravail possible. CACES 3 exigé. Vous êtes véhiculé(e). Port de charges lourdes."""


def reimporter(**champs: Any) -> Ouverture:
    importer(fichier_ft(offre_ft("A", **({"experienceExige": "S", "description": TEXTE} | champs))))
    return Ouverture.objects.get(source_id="A")


@pytest.fixture
def lue(monde: Monde) -> Ouverture:
    """An imported offer whose text asks for many things."""
    return reimporter()


def exigence(ouverture: Ouverture, critere: str, **champs: Any) -> ExigenceOuverture:
    return ouverture.exigences.get(critere=critere, **champs)


def poster(client: Any, nom: str, *cles: Any, **donnees: Any) -> Any:
    return client.post(reverse(f"offres:{nom}", args=cles), donnees)


def fiche(client: Any, ouverture: Ouverture) -> str:
    reponse = client.get(reverse("offres:fiche", args=[ouverture.pk]))
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_every_kind_read_shows_its_words_and_how_to_correct_it(
    lue: Ouverture, client_de: Any
) -> None:
    contenu = fiche(client_de("awa"), lue)
    for mots in (
        "Permis B exigé", "CAP cuisine exigé", "CDI 30h par semaine", "Débutant accepté",
        "Site desservi par le tram", "Travail de nuit", "Anglais courant exigé",
        "Déplacements quotidiens sur le secteur", "Télétravail possible", "CACES 3 exigé",
        "Vous êtes véhiculé(e)", "Port de charges lourdes",
    ):  # fmt: skip
        assert f"lu dans l’offre : « {mots}" in contenu, mots
    # One for each requirement, one for the hours, one for the métier read in the title.
    assert contenu.count("Corriger<span") == lue.exigences.count() + 2
    assert len(contenu.encode()) < 100_000


def test_another_level_is_kept_and_told_to_the_ranking(lue: Ouverture, client_de: Any) -> None:
    niveau = exigence(lue, "niveau")
    evenements = Evenement.objects.filter(sujet="ouverture", sujet_id=lue.pk).count()
    reponse = poster(
        client_de("bruno"), "changer_valeur", lue.pk, niveau.pk, **{f"e{niveau.pk}-niveau": 4}
    )
    assert reponse.url == reverse("offres:fiche", args=[lue.pk])
    reimporter(description=f"{TEXTE} Bonne humeur.")
    garde = exigence(lue, "niveau")
    assert (garde.niveau, garde.exigence, garde.est_corrigee) == (4, "E", True)
    assert garde.extrait == niveau.extrait
    evenement = Evenement.objects.filter(sujet="ouverture", sujet_id=lue.pk).count()
    assert evenement == evenements + 2
    assert EntreeJournal.objects.filter(objet="ouverture", champ="exigence").count() == 1
    poste = tables.postes([lue.pk])[lue.pk]
    assert [e.niveau for e in poste.exigences if e.critere == "niveau"] == [4]


def test_another_licence_replaces_the_one_read_for_good(lue: Ouverture, client_de: Any) -> None:
    permis = exigence(lue, "permis")
    poster(client_de("awa"), "changer_valeur", lue.pk, permis.pk, **{f"e{permis.pk}-code": "AM"})
    reimporter(description=f"{TEXTE} Bonne humeur.")
    assert exigence(lue, "permis").code == "AM"
    assert lue.exigences_ecartees.get().code == "B"
    poster(client_de("awa"), "revenir", lue.pk, permis.pk)
    rendu = exigence(lue, "permis")
    assert (rendu.code, rendu.est_corrigee, rendu.lecture) == ("B", False, {})
    assert rendu.confiance == permis.confiance
    assert not lue.exigences_ecartees.exists()


def test_going_back_twice_changes_nothing_more(lue: Ouverture, client_de: Any) -> None:
    permis, client = exigence(lue, "permis"), client_de("awa")
    poster(client, "corriger_exigence", lue.pk, permis.pk, fermete="S")
    for _ in range(2):
        poster(client, "revenir", lue.pk, permis.pk)
    assert exigence(lue, "permis").exigence == "E"
    assert CorrectionOuverture.objects.count() == 2


def test_a_requirement_corrected_then_crossed_out_comes_back_as_it_was_read(
    lue: Ouverture, client_de: Any
) -> None:
    permis, client = exigence(lue, "permis"), client_de("awa")
    poster(client, "changer_valeur", lue.pk, permis.pk, **{f"e{permis.pk}-code": "AM"})
    poster(client, "corriger_exigence", lue.pk, permis.pk, fermete="non")
    reimporter(description=f"{TEXTE} Bonne humeur.")
    assert not lue.exigences.filter(critere="permis").exists()
    poster(client, "retablir_exigence", lue.pk, lue.exigences_ecartees.get().pk)
    assert exigence(lue, "permis").code == "B"


@pytest.mark.parametrize(
    ("critere", "champ", "valeur", "phrase"),
    [
        ("permis", "code", "ZZ", "choix valide"),
        ("niveau", "niveau", "12", "choix valide"),
        ("condition", "code", "", "obligatoire"),
    ],
)
def test_a_wrong_value_says_so_and_changes_nothing(
    lue: Ouverture, client_de: Any, critere: str, champ: str, valeur: str, phrase: str
) -> None:
    une = lue.exigences.filter(critere=critere).first()
    assert une is not None
    reponse = poster(
        client_de("awa"), "changer_valeur", lue.pk, une.pk, **{f"e{une.pk}-{champ}": valeur}
    )
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert '<details class="of-corriger" open>' in reponse.content.decode()
    assert not CorrectionOuverture.objects.exists()


def test_a_value_already_in_the_list_is_refused_with_the_way_out(
    lue: Ouverture, client_de: Any
) -> None:
    ExigenceOuverture.objects.create(
        ouverture=lue, critere="permis", code="C", exigence="E", provenance="texte"
    )
    permis = exigence(lue, "permis", code="B")
    reponse = poster(
        client_de("awa"), "changer_valeur", lue.pk, permis.pk, **{f"e{permis.pk}-code": "C"}
    )
    assert reponse.status_code == 422
    assert "« Permis C » est déjà dans la liste" in reponse.content.decode()
    assert lue.exigences.filter(critere="permis").count() == 2


def test_weekly_hours_corrected_survive_the_import(lue: Ouverture, client_de: Any) -> None:
    client = client_de("awa")
    assert lue.heures_hebdo == Decimal("30.0")
    assert poster(client, "corriger_duree", lue.pk, heures="99").status_code == 422
    poster(client, "corriger_duree", lue.pk, heures="24,5")
    revue = reimporter(description=f"{TEXTE} Bonne humeur.")
    assert revue.heures_hebdo == Decimal("24.5")
    assert tables.postes([lue.pk])[lue.pk].heures == 24.5
    assert "corrigée à la main" in fiche(client, revue)
    poster(client, "corriger_duree", lue.pk, heures="")
    assert reimporter(description=TEXTE).heures_hebdo is None


def test_a_fact_said_to_be_wrong_stays_wrong_and_can_come_back(
    lue: Ouverture, client_de: Any
) -> None:
    client = client_de("awa")
    poster(client, "corriger_fait", lue.pk, fait := "desservi", reponse="non")
    revue = reimporter(description=f"{TEXTE} Bonne humeur.")
    assert fait not in revue.details
    assert revue.details["debutant_accepte"] is True
    assert "lieu non desservi" in fiche(client, revue)
    poster(client, "corriger_fait", lue.pk, fait, reponse="oui")
    assert reimporter(description=TEXTE).details[fait] is True
    poster(client, "corriger_fait", lue.pk, fait, reponse="peut-être")
    assert CorrectionOuverture.objects.count() == 2


def test_corrections_are_told_in_words_with_their_author(lue: Ouverture, client_de: Any) -> None:
    permis, client = exigence(lue, "permis"), client_de("awa")
    poster(client, "corriger_exigence", lue.pk, permis.pk, fermete="S")
    correction = CorrectionOuverture.objects.get()
    assert (correction.quoi, correction.avant, correction.apres) == (
        "Permis B", "Permis B · exigé", "Permis B · souhaité",
    )  # fmt: skip
    contenu = fiche(client, lue)
    assert "Corrections faites à la main (1)" in contenu
    assert "Permis B · souhaité" in contenu


def test_a_requirement_without_a_value_has_no_form(lue: Ouverture) -> None:
    competence = ExigenceOuverture(
        pk=1, ouverture=lue, critere="competence", code="100", exigence="S"
    )
    assert not FormulaireValeur(competence).a_des_champs()
    joint = ExigenceOuverture(pk=2, ouverture=lue, critere="permis", code="C|CE", exigence="E")
    assert ("C|CE", "Permis C ou CE") in FormulaireValeur(joint).fields["code"].choices  # type: ignore[attr-defined]


def test_complete_telework_corrected_by_hand_needs_no_journey(
    lue: Ouverture, client_de: Any
) -> None:
    assert not tables.postes([lue.pk])[lue.pk].teletravail
    une = exigence(lue, "teletravail")
    poster(client_de("awa"), "changer_valeur", lue.pk, une.pk, **{f"e{une.pk}-code": "total"})
    assert tables.postes([lue.pk])[lue.pk].teletravail
    poster(client_de("awa"), "corriger_exigence", lue.pk, une.pk, fermete="inconnu")
    assert not tables.postes([lue.pk])[lue.pk].teletravail


# --- what nothing read ----------------------------------------------------------------------------


def ajouter(client: Any, ouverture: Ouverture, **donnees: str) -> Any:
    dit = {"quoi": "permis/C/", "exigence": "E", "extrait": "Tu conduis le porteur"} | donnees
    return poster(
        client, "ajouter_exigence", ouverture.pk, **{f"ajout-{nom}": v for nom, v in dit.items()}
    )


def test_what_nothing_read_is_added_ranked_and_kept_by_imports(
    lue: Ouverture, client_de: Any
) -> None:
    client = client_de("awa")
    assert ajouter(client, lue).status_code == 302
    assert ajouter(client, lue, quoi="langue_oral/fr/", niveau="3").status_code == 302
    assert "Tu conduis le porteur" in fiche(client, lue)
    again = reimporter(description=TEXTE + " Poste à pourvoir vite.")
    poste = tables.postes([again.pk])[again.pk]
    dites = {(str(e.critere), e.code, e.niveau, str(e.exigence)) for e in poste.exigences}
    assert {("permis", "C", None, "E"), ("langue_oral", "fr", 3, "E")} <= dites
    [derniere, *_] = CorrectionOuverture.objects.filter(quoi="Permis C")
    assert (derniere.avant, derniere.apres) == ("", "Permis C · exigé")
    assert Evenement.objects.filter(sujet_id=lue.pk).exists()


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({"quoi": "permis/B/"}, "est déjà dans la liste"),
        ({"quoi": "experience//"}, "Dire combien de mois"),
        ({"quoi": "permis/C/", "mois": "6"}, "Les mois vont avec l’expérience"),
        ({"quoi": "permis/C/", "niveau": "3"}, "Ce niveau va avec une langue"),
        ({"quoi": "sexe/femme"}, "Sélectionnez un choix valide"),
        ({"extrait": ""}, "obligatoire"),
    ],
)
def test_an_addition_that_does_not_hold_is_refused_with_words(
    donnees: dict[str, str], phrase: str, lue: Ouverture, client_de: Any
) -> None:
    avant = lue.exigences.count()
    reponse = ajouter(client_de("awa"), lue, **donnees)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert lue.exigences.count() == avant


def test_what_was_crossed_out_is_taken_back_not_added(lue: Ouverture, client_de: Any) -> None:
    client, permis = client_de("awa"), exigence(lue, "permis")
    poster(client, "corriger_exigence", lue.pk, permis.pk, fermete="non")
    reponse = ajouter(client, lue, quoi="permis/B/")
    assert "a été écartée à la main" in reponse.content.decode()
