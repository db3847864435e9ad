"""An answer that speaks against a measure: written once, with its evidence, settled by a human."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from freins import services
from freins.models import Capacite, Doute
from freins.regles.mesures import Garde
from freins.resumes import puces_pour
from freins.services.doutes import relever_doutes
from matching import services as matching
from matching.moteur import grilles
from parcours.dossiers.services import noter_langue
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.pilotage.gestes import gestes_du_jour
from parcours.socle import evenements

pytestmark = pytest.mark.base
JOUR = date.today()
ECOLE = grilles.depuis_plages([(range(5), "08:30", "16:30")])


@pytest.fixture
def reponse(monde):
    """A decline or a refusal, as its log row."""

    def creer(motif, auteur="personne", transition="decliner", dossier=None):
        orientation = Orientation.objects.create(
            dossier=dossier or monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa,
            etat="declinee" if transition == "decliner" else "refusee",
        )  # fmt: skip
        return TransitionOrientation.objects.create(
            orientation=orientation, transition=transition, de="envoyee", vers=orientation.etat,
            auteur=auteur, motif=motif, texte="Un mot du destinataire",
        )  # fmt: skip

    return creer


@pytest.fixture
def garde(monde):
    return Capacite.objects.create(
        dossier=monde.dossier_nadia, famille="garde", mesure=Garde("grille", ECOLE).vers_json(),
        mesuree_le=JOUR - timedelta(days=20),
    )  # fmt: skip


def _adresse(monde, famille):
    return reverse("freins:verifier", args=[monde.dossier_nadia.pk, famille])


def test_the_event_writes_it_once_and_the_measure_stays(monde, reponse, garde):
    reponse("garde")
    for _i in range(3):
        evenements.publier(sujet="dossier", sujet_id=monde.dossier_nadia.pk, quoi="orientation")
        matching.consommer_evenements()
    doute = Doute.objects.get()
    assert (doute.famille, doute.statut) == ("garde", "a_verifier")
    garde.refresh_from_db()
    assert garde.a_verifier
    assert garde.mesure == Garde("grille", ECOLE).vers_json()


@pytest.mark.parametrize(
    ("motif", "auteur", "transition", "famille"),
    [
        ("garde", "conseiller", "decliner", "garde"),
        ("mobilite", "personne", "decliner", "mobilite"),
        ("langue", "personne", "decliner", "langue"),
        ("sante", "personne", "decliner", "sante"),
        ("mobilite", "conseiller", "rompre", "mobilite"),
        ("horaires", "destinataire", "refuser", "disponibilite"),
        ("competences", "destinataire", "refuser", None),
        ("non_interesse", "personne", "decliner", None),
    ],
)
def test_which_answers_speak_against_what(monde, reponse, motif, auteur, transition, famille):
    reponse(motif, auteur, transition)
    relever_doutes([monde.dossier_nadia.pk])
    assert list(Doute.objects.values_list("famille", flat=True)) == ([famille] if famille else [])


def test_hours_refused_speak_against_the_childcare_known(monde, reponse, garde):
    reponse("horaires", "destinataire", "refuser")
    relever_doutes([monde.dossier_nadia.pk])
    assert Doute.objects.get().famille == "garde"


def test_an_answer_older_than_the_measure_says_nothing_new(monde, reponse, garde):
    rang = reponse("garde")
    Capacite.objects.update(mesuree_le=timezone.localdate(rang.quand) + timedelta(days=1))
    relever_doutes([monde.dossier_nadia.pk])
    assert not Doute.objects.exists()


def test_the_evidence_says_which_referral_when_and_who(monde, client_de, reponse, garde):
    reponse("garde")
    relever_doutes([monde.dossier_nadia.pk])
    onglet = reverse("freins:onglet", args=[monde.dossier_nadia.pk])
    for qui in ("awa", "bruno"):
        texte = client_de(qui).get(onglet).content.decode()
        assert "Déclinée : Agent ou agente de propreté, Atelier Vercors" in texte
        assert "dit par : personne accompagnée" in texte
    assert (
        "Un mot du destinataire"
        not in client_de("awa").get(_adresse(monde, "garde")).content.decode()
    )
    assert client_de("chloe").get(_adresse(monde, "garde")).status_code == 404


def test_confirmed_by_a_new_measure(monde, client_de, reponse, garde):
    reponse("garde")
    relever_doutes([monde.dossier_nadia.pk])
    awa, adresse = client_de("awa"), _adresse(monde, "garde")
    pareille = {"reponse": "confirmer", "mesure-etat": "grille",
                "mesure-grille": grilles.vers_hexa(ECOLE)}  # fmt: skip
    assert Garde("grille", ECOLE).vers_json() == garde.mesure
    assert awa.post(adresse, pareille).status_code == 422
    matin = grilles.vers_hexa(grilles.depuis_plages([(range(5), "09:00", "12:00")]))
    assert awa.post(adresse, pareille | {"mesure-grille": matin}).status_code == 302
    garde.refresh_from_db()
    assert (garde.mesure["grille"], garde.a_verifier) == (matin, False)
    doute = Doute.objects.get()
    assert (doute.statut, doute.traite_par, doute.traite_le) == ("confirme", monde.awa, JOUR)
    assert relever_doutes([monde.dossier_nadia.pk]) == 0


def test_set_aside_with_a_reason(monde, client_de, reponse, garde):
    reponse("garde")
    relever_doutes([monde.dossier_nadia.pk])
    awa, adresse = client_de("awa"), _adresse(monde, "garde")
    assert awa.post(adresse, {"reponse": "ecarter"}).status_code == 422
    awa.post(adresse, {"reponse": "ecarter", "raison": "Un seul jour, la nourrice était absente."})
    garde.refresh_from_db()
    assert not garde.a_verifier
    assert garde.mesure == Garde("grille", ECOLE).vers_json()
    assert Doute.objects.get().statut == "ecarte"
    assert relever_doutes([monde.dossier_nadia.pk]) == 0  # replayed: settled stays settled


def test_measured_elsewhere_settles_it(monde, reponse, garde):
    reponse("garde")
    reponse("langue")
    relever_doutes([monde.dossier_nadia.pk])
    services.mesurer(
        dossier=monde.dossier_nadia, famille="garde", mesure=Garde("sans_objet"), par=monde.awa,
        jour=JOUR,
    )  # fmt: skip
    assert Doute.objects.get(famille="garde").statut == "confirme"
    assert Doute.objects.get(famille="langue").statut == "a_verifier"


def test_french_in_doubt_shows_on_its_chip(monde, reponse):
    services.identifier(
        dossier=monde.dossier_nadia, par=monde.awa, jour=JOUR,
        thematique="lecture-ecriture-calcul--maitriser-le-francais",
    )  # fmt: skip
    noter_langue(dossier=monde.dossier_nadia, par=monde.awa, oral="B1", ecrit="B1")
    reponse("langue")
    relever_doutes([monde.dossier_nadia.pk])
    puces = puces_pour([monde.dossier_nadia])[monde.dossier_nadia.pk]
    assert [p.texte for p in puces] == ["Français : à vérifier"]


def test_health_is_for_the_referent_alone_and_bears_no_text(monde, client_de, reponse):
    reponse("sante")
    reponse("sante")
    relever_doutes([monde.dossier_nadia.pk])
    onglet, adresse = (
        reverse("freins:onglet", args=[monde.dossier_nadia.pk]),
        _adresse(monde, "sante"),
    )
    for qui in ("bruno", "denis"):
        assert "titre-doutes" not in client_de(qui).get(onglet).content.decode()
    assert client_de("denis").get(adresse).status_code == 403
    awa = client_de("awa")
    assert "Vérifier : Santé" in awa.get(onglet).content.decode()
    journee = [f"{g.quoi} {g.detail}" for g in gestes_du_jour(monde.awa, JOUR)]
    assert any("des réponses à relire" in ligne for ligne in journee)
    assert not any("anté" in ligne for ligne in journee)
    awa.post(adresse, {"reponse": "ecarter", "raison": "Une douleur au dos"})
    assert set(Doute.objects.values_list("statut", "raison")) == {("ecarte", "")}


def test_two_answers_make_an_alert_one_does_not(monde, client_de, reponse, garde):
    reponse("garde")
    relever_doutes([monde.dossier_nadia.pk])
    assert not any("à vérifier" in g.quoi for g in gestes_du_jour(monde.awa, JOUR))
    reponse("garde", "conseiller")
    relever_doutes([monde.dossier_nadia.pk])
    assert "Garde d’enfants : mesure à vérifier" in [
        g.quoi for g in gestes_du_jour(monde.awa, JOUR)
    ]
    assert not any("à vérifier" in g.quoi for g in gestes_du_jour(monde.bruno, JOUR))
    page = client_de("awa").get(reverse("pilotage:file_active")).content.decode()
    assert "Garde d’enfants : à vérifier" in page


def test_a_closed_dossier_is_left_alone(monde, reponse):
    reponse("garde")
    monde.dossier_nadia.statut = "clos"
    monde.dossier_nadia.save()
    assert relever_doutes([monde.dossier_nadia.pk]) == 0
