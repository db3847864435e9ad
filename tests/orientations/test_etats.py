"""The whole table: every transition × every state × every author, against a table by hand."""

import pytest

from parcours.orientations import etats
from parcours.orientations.erreurs import MotifRefuse, OrientationImpossible, TransitionRefusee
from parcours.orientations.etats import Auteur, EtatOrientation
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.services import Details, verifier_acte
from tests.monde import Monde
from tests.orientations.outils import changer, dans_l_etat, details_valables

pytestmark = [pytest.mark.base, pytest.mark.django_db]

# Written from design 02 by hand: transition → (from, to, who).
OUVERTES = {"envoyee", "a_l_etude", "prealable", "entretien"}
ATTENDU = {
    "prendre_en_charge": ({"envoyee"}, "a_l_etude", {"destinataire"}),
    "demander_prealable": ({"envoyee", "a_l_etude"}, "prealable", {"destinataire"}),
    "convoquer": ({"envoyee", "a_l_etude", "prealable"}, "entretien", {"destinataire"}),
    "accepter": (OUVERTES, "acceptee", {"destinataire"}),
    "refuser": (OUVERTES, "refusee", {"destinataire"}),
    "decliner": (
        OUVERTES | {"brouillon", "acceptee"}, "declinee", {"personne", "conseiller"},
    ),
    "annuler": (OUVERTES | {"brouillon", "acceptee"}, "annulee", {"conseiller"}),
    "expirer": ({"envoyee", "a_l_etude"}, "expiree", {"horloge"}),
    "demarrer": ({"acceptee"}, "en_cours", {"conseiller"}),
    "terminer": ({"en_cours"}, "realisee", {"conseiller"}),
    "rompre": ({"en_cours"}, "abandonnee", {"conseiller"}),
    "constater_maintien": ({"en_cours"}, "en_cours", {"conseiller"}),
    "envoyer": ({"brouillon"}, "envoyee", {"conseiller"}),
}  # fmt: skip


def test_the_table_holds_these_lines_and_no_other() -> None:
    assert {
        nom: (set(map(str, t.de)), str(t.vers), set(map(str, t.auteurs)))
        for nom, t in etats.TRANSITIONS.items()
    } == ATTENDU


@pytest.mark.parametrize("transition", ATTENDU)
def test_every_state_and_author(transition: str, monde: Monde) -> None:
    """Allowed ones move and write one row; all others raise and change nothing."""
    depuis, vers, auteurs = ATTENDU[transition]
    for etat in EtatOrientation.values:
        for auteur in Auteur.values:
            Orientation.objects.filter(ouverture=monde.ouverture).update(etat="annulee")
            orientation = dans_l_etat(monde, etat)
            if etat in depuis and auteur in auteurs:
                faite = changer(orientation, transition, auteur)
                assert (faite.etat, faite.version) == (vers, 2)
                rang = orientation.transitions.get()
                assert (rang.transition, rang.de, rang.vers, rang.auteur) == (
                    transition, etat, vers, auteur,
                )  # fmt: skip
            else:
                with pytest.raises(OrientationImpossible):
                    changer(orientation, transition, auteur)
                orientation.refresh_from_db()
                assert (orientation.etat, orientation.version) == (etat, 1)
                assert not orientation.transitions.exists()


PERSONNELS = ["garde", "sante", "mobilite", "langue", "en_emploi", "en_formation", "non_interesse"]
DU_DESTINATAIRE = [
    "non_joignable", "absent_entretien", "prerequis", "competences", "horaires", "poste_pourvu",
    "complet", "doublon", "autre",
]  # fmt: skip


def test_reasons_have_authors() -> None:
    assert list(etats.motifs("refuser", "destinataire")) == DU_DESTINATAIRE
    for auteur in ("personne", "conseiller"):
        assert list(etats.motifs("decliner", auteur)) == PERSONNELS


@pytest.mark.parametrize("motif", [*PERSONNELS, "", "inconnu"])
def test_a_recipient_cannot_refuse_for_a_reason_of_the_person(motif: str, monde: Monde) -> None:
    orientation = dans_l_etat(monde, "envoyee")
    with pytest.raises(MotifRefuse):
        changer(orientation, "refuser", "destinataire", details=Details(motif=motif))
    assert Orientation.objects.get(pk=orientation.pk).etat == "envoyee"


@pytest.mark.parametrize("motif", [m for m in DU_DESTINATAIRE if m != "autre"])
def test_a_person_cannot_decline_for_a_reason_of_the_recipient(motif: str, monde: Monde) -> None:
    orientation = dans_l_etat(monde, "envoyee")
    with pytest.raises(MotifRefuse):
        changer(orientation, "decliner", "personne", details=Details(motif=motif))


def test_other_needs_words_and_its_words_are_checked(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "envoyee")
    for texte in ("", "  ", "Elle est trop âgée pour l’équipe", "On préfère un homme",
                  "Elle vient de Mistral", "a un accent", "elle est enceinte", "voilée"):  # fmt: skip
        with pytest.raises(OrientationImpossible):
            changer(orientation, "refuser", "destinataire", details=Details("autre", texte))
    assert not TransitionOrientation.objects.exists()
    changer(
        orientation, "refuser", "destinataire",
        details=Details("autre", "Le chantier est reporté à l’été prochain."),
    )  # fmt: skip
    assert orientation.transitions.get().texte == "Le chantier est reporté à l’été prochain."


def test_check_points_are_three_then_six_months_and_no_more(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "en_cours")
    assert changer(orientation, "constater_maintien", "conseiller").maintien_mois == 3
    assert changer(orientation, "constater_maintien", "conseiller").maintien_mois == 6
    with pytest.raises(TransitionRefusee):
        changer(orientation, "constater_maintien", "conseiller")


def test_a_check_point_too_early_is_refused(monde: Monde) -> None:
    orientation = dans_l_etat(monde, "en_cours")
    valables = details_valables("constater_maintien", "conseiller")
    Orientation.objects.filter(pk=orientation.pk).update(demarree_le=valables.jour)
    with pytest.raises(MotifRefuse, match="trop tôt"):
        changer(orientation, "constater_maintien", "conseiller")


def test_the_machine_has_a_closed_list(monde: Monde) -> None:
    assert {
        "relancer", "expirer", "fermer_ouverture", "dire_issue", "purger", "rappeler_etape",
    } == etats.ACTES_DE_LA_MACHINE  # fmt: skip
    for nom in etats.TRANSITIONS:
        if nom != "expirer":
            with pytest.raises(TransitionRefusee):
                verifier_acte(nom, Auteur.HORLOGE)


def test_a_reserved_reason_is_veiled() -> None:
    assert etats.libelle_motif("sante", est_reserve_visible=False) == "Raison personnelle"
    assert etats.libelle_motif("sante", est_reserve_visible=True) == "Santé"
    assert etats.libelle_motif("mobilite", est_reserve_visible=False) == "Trajet, transport"
