"""The conversation: only what is named is opened and written; nothing in a URL; errors keep."""

import re

import pytest
from django.urls import reverse

from freins import services
from freins.models import Capacite, Frein, LimitesSante
from freins.regles.mesures import Garde
from matching.moteur import grilles
from parcours.dossiers.models import Langue, Situation

pytestmark = pytest.mark.base
GARDE = "famille--garde-denfants"


@pytest.fixture
def adresse(monde):
    return reverse("freins:diagnostic", args=[monde.dossier_nadia.pk])


def envoyer(client, adresse, etape="enregistrer", **donnees):
    return client.post(adresse, {"etape": etape} | donnees)


def test_only_named_themes_are_written(monde, client_de, adresse):
    services.mesurer(
        dossier=monde.dossier_nadia, famille="garde", mesure=Garde("sans_objet"), par=monde.awa,
        jour=monde.dossier_nadia.ouvert_le,
    )  # fmt: skip
    reponse = envoyer(
        client_de("awa"), adresse, theme_mobilite="bloquant", **{
            "mobilite-presente": "1", "mobilite-velo": "20", "mobilite-marche": "15",
            # measures of a theme not named are ignored, even sent
            "garde-presente": "1", "garde-etat": "inconnue",
            "numerique-presente": "1", "numerique-niveau": "3",
        },
    )  # fmt: skip
    assert reponse.status_code == 302
    frein = Frein.objects.get()
    assert (frein.thematique.partition("--")[0], frein.impact) == ("mobilite", "bloquant")
    mesures = {c.famille: c.mesure for c in Capacite.objects.all()}
    assert mesures.keys() == {"garde", "mobilite"}
    assert mesures["garde"] == {"etat": "sans_objet"}
    assert mesures["mobilite"]["velo"] == 20
    assert mesures["mobilite"]["voiture"] is None


def test_saying_no_creates_nothing_and_softens_what_was_open(monde, client_de, adresse):
    services.identifier(
        dossier=monde.dossier_nadia, thematique=GARDE, par=monde.awa, impact="bloquant",
        jour=monde.dossier_nadia.ouvert_le,
    )  # fmt: skip
    envoyer(client_de("awa"), adresse, theme_garde="aucun", theme_logement="aucun")
    frein = Frein.objects.get()
    assert (frein.thematique, frein.impact, frein.statut) == (GARDE, "aucun", "identifie")


def test_a_precise_barrier_already_open_is_what_the_person_means(monde, client_de, adresse):
    precis = services.identifier(
        dossier=monde.dossier_nadia, thematique="mobilite--acceder-a-un-vehicule", par=monde.awa,
        jour=monde.dossier_nadia.ouvert_le,
    )  # fmt: skip
    envoyer(client_de("awa"), adresse, theme_mobilite="bloquant", **{"mobilite-presente": "1"})
    assert Frein.objects.get() == precis
    assert Frein.objects.get().impact == "bloquant"


def test_without_javascript_the_section_opens_before_anything_is_written(
    monde, client_de, adresse
):  # fmt: skip
    for etape in ("continuer", "enregistrer"):
        reponse = envoyer(client_de("awa"), adresse, etape=etape, theme_garde="genant")
        texte = reponse.content.decode()
        assert reponse.status_code == 200
        assert 'name="garde-grille_case"' in texte
        assert 'name="mobilite-velo"' not in texte
        assert not Frein.objects.exists()


def test_htmx_opens_one_section_and_closes_it(monde, client_de, adresse):
    ouvrir = {"etape": "ouvrir", "ouvrir": "numerique"}
    awa = client_de("awa")
    ouverte = awa.post(adresse, ouvrir | {"theme_numerique": "genant"}).content.decode()
    assert 'name="numerique-niveau"' in ouverte
    assert "<html" not in ouverte
    assert awa.post(adresse, ouvrir | {"theme_numerique": "aucun"}).content.strip() == b""
    assert awa.post(adresse, {"etape": "ouvrir", "ouvrir": "xx"}).status_code == 404


def test_the_grid_is_measured(monde, client_de, adresse):
    envoyer(
        client_de("awa"), adresse, theme_garde="bloquant", **{
            "garde-presente": "1", "garde-etat": "grille", "garde-grille_plage": ["0-matin"],
        },
    )  # fmt: skip
    attendue = grilles.depuis_plages([((0,), "06:00", "12:00")])
    assert Capacite.objects.get().mesure == {
        "etat": "grille", "grille": grilles.vers_hexa(attendue),
    }  # fmt: skip


def test_no_hour_covered_is_a_measure(monde, client_de, adresse):
    envoyer(
        client_de("awa"), adresse, theme_garde="bloquant",
        **{"garde-presente": "1", "garde-etat": "grille"},
    )  # fmt: skip
    assert Capacite.objects.get().mesure["grille"] == grilles.vers_hexa(0)


def test_french_by_sentences_keeps_the_side_not_spoken_of(monde, client_de, adresse):
    Langue.objects.create(dossier=monde.dossier_nadia, code="fr", oral="A1", ecrit="A2")
    envoyer(
        client_de("awa"), adresse, theme_langue="genant",
        **{"langue-presente": "1", "langue-oral": ["oral-b1-1", "oral-b1-2"]},
    )  # fmt: skip
    langue = Langue.objects.get()
    assert (langue.oral, langue.ecrit) == ("B1", "A2")


def test_the_right_to_work_goes_to_the_situations(monde, client_de, adresse):
    envoyer(
        client_de("awa"), adresse, theme_administratif="bloquant",
        **{"administratif-presente": "1", "administratif-est_oui": "oui",
           "administratif-au": "2030-01-31"},
    )  # fmt: skip
    situation = Situation.objects.get()
    assert (situation.nature, situation.est_oui, situation.au.isoformat()) == (
        "droit_travail", True, "2030-01-31",
    )  # fmt: skip


FAUTES = [
    ({"theme_mobilite": "genant", "mobilite-presente": "1", "mobilite-velo": "900"}, "900"),
    ({"theme_langue": "genant", "langue-presente": "1", "langue-oral": ["oral-a1-1"]},
     "oral-a1-1"),
    ({"theme_garde": "genant", "garde-presente": "1", "garde-etat": "sans_objet",
      "garde-grille_case": ["20"]}, 'value="20"'),
    ({"theme_administratif": "genant", "administratif-presente": "1",
      "administratif-au": "31/31/2030"}, "31/31/2030"),
    ({"theme_garde": "enorme"}, "enorme"),
]  # fmt: skip


@pytest.mark.parametrize(("donnees", "garde"), FAUTES)
def test_bad_input_writes_nothing_and_keeps_what_was_typed(
    monde, client_de, adresse, donnees, garde
):  # fmt: skip
    bonne = {"theme_numerique": "genant", "numerique-presente": "1", "numerique-niveau": "2"}
    reponse = envoyer(client_de("awa"), adresse, **(bonne | donnees))
    assert reponse.status_code == 422
    texte = reponse.content.decode()
    assert "À corriger avant d’enregistrer" in texte
    assert garde in texte
    # ticked boxes stay ticked
    if "langue" in str(donnees):
        assert re.search(r'value="oral-a1-1"[^>]*checked', texte)
    assert not Frein.objects.exists()
    assert not Capacite.objects.exists()


def test_limits_need_the_agreement_in_the_same_form(monde, client_de, adresse):
    dites = {"theme_sante": "genant", "sante-presente": "1", "sante-limites": ["nuit", "bruit"]}
    sans = envoyer(client_de("awa"), adresse, **dites)
    assert sans.status_code == 422
    assert not LimitesSante.objects.exists()
    avec = envoyer(client_de("awa"), adresse, **(dites | {"sante-accord": "on"}))
    assert avec.status_code == 302
    assert LimitesSante.objects.get().limites == ["bruit", "nuit"]
    assert Frein.objects.get().thematique == "sante"


def test_refusing_writes_no_health_and_loses_nothing_else(monde, client_de, adresse):
    reponse = envoyer(
        client_de("awa"), adresse, theme_sante="genant", theme_logement="genant",
        **{"sante-presente": "1"},
    )  # fmt: skip
    assert reponse.status_code == 302
    assert Frein.objects.get().thematique.startswith("logement")
    assert not LimitesSante.objects.exists()


def test_health_is_offered_to_the_referent_alone(monde, client_de, adresse):
    assert "theme_sante" in client_de("awa").get(adresse).content.decode()
    assert "theme_sante" not in client_de("denis").get(adresse).content.decode()
    envoyer(
        client_de("denis"), adresse, theme_sante="genant",
        **{"sante-presente": "1", "sante-limites": ["nuit"], "sante-accord": "on"},
    )  # fmt: skip
    assert not Frein.objects.exists()
    assert not LimitesSante.objects.exists()


def test_the_form_never_starts_from_health(monde, client_de, adresse):
    services.identifier(
        dossier=monde.dossier_nadia, thematique="sante", par=monde.awa, impact="bloquant",
        jour=monde.dossier_nadia.ouvert_le,
    )  # fmt: skip
    services.noter_limites(
        dossier=monde.dossier_nadia, limites=["nuit"], par=monde.awa, consent=True
    )
    assert "sante-limites" not in client_de("awa").get(adresse).content.decode()


def test_who_only_reads_cannot_open_it(monde, client_de, adresse):
    for qui, statut in (("bruno", 403), ("chloe", 404), ("nadia", 403), ("vercors", 403)):
        assert envoyer(client_de(qui), adresse, theme_garde="genant").status_code == statut
    assert not Frein.objects.exists()


def test_no_measure_ever_travels_in_an_address(monde, client_de, adresse):
    texte = client_de("awa").get(adresse).content.decode()
    formulaire = texte[texte.index("data-conversation") - 80 : texte.index("data-conversation")]
    assert 'method="post"' in formulaire
    assert "hx-get" not in texte
