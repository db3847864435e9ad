"""The childcare conversation: asked alike, kept private, one grid for all the children."""

import dataclasses
import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from freins.lecture_garde import enfants_de, situation_de
from freins.models import BesoinGarde, Capacite, Enfant
from matching.moteur import Profil, grilles
from parcours.dossiers.models import Personne, Recherche
from parcours.socle.models import EntreeJournal

pytestmark = pytest.mark.base
JOUR = date.today()
TOT = grilles.vers_hexa(grilles.depuis_plages([(range(5), "06:00", "14:00")]))


def _page(monde, nom="garde", *args):
    return reverse(f"freins:{nom}", args=[monde.dossier_nadia.pk, *args])


def _ajouter(client, monde, **champs):
    donnees = {"annee": JOUR.year - 7, "scolarite": "elementaire", "jeton": uuid4()} | champs
    return client.post(_page(monde, "enfant_nouveau"), donnees)


def test_children_hours_and_the_measure(monde, client_de):
    awa = client_de("awa")
    Recherche.objects.filter(dossier=monde.dossier_nadia).update(grille=TOT)
    _ajouter(awa, monde)
    _ajouter(
        awa, monde, annee=JOUR.year - 2, mois=5, scolarite="aucune", garde_jours=["0", "1", "2", "3", "4"],
        garde_de="07:00", garde_a="18:00",
    )  # fmt: skip
    texte = awa.get(_page(monde)).content.decode()
    assert "Heures souhaitées : lun–ven 6 h – 14 h" in texte
    assert "Dont tôt, tard, la nuit ou le week-end : 7,5 h par semaine" in texte
    assert "il manque 18 h" in texte
    assert "lun–mar, jeu–ven 8 h 30 – 16 h 30" in texte
    awa.post(_page(monde, "garde_retenir"))
    mesure = Capacite.objects.get(dossier=monde.dossier_nadia, famille="garde").mesure
    assert mesure["grille"] == grilles.vers_hexa(situation_de(monde.dossier_nadia, JOUR).proposee)
    petit, grand = enfants_de([monde.dossier_nadia.pk], JOUR)[monde.dossier_nadia.pk]
    assert petit.age_mois < 48 < grand.age_mois
    assert grilles.lisible(petit.grille) == "lun–ven 7 h – 18 h"
    assert grilles.lisible(grand.grille) == "lun–mar, jeu–ven 8 h 30 – 16 h 30"


def test_someone_who_keeps_them_all_covers_them_all(monde, client_de):
    awa = client_de("awa")
    _ajouter(awa, monde)
    _ajouter(awa, monde, annee=JOUR.year - 1, scolarite="aucune")
    avant = situation_de(monde.dossier_nadia, JOUR).proposee
    assert avant == 0
    awa.post(
        _page(monde),
        {"gardiens": ["famille"], "autre_jours": ["5"], "autre_de": "08:00", "autre_a": "12:00",
         "est_seul": "oui"},
    )  # fmt: skip
    assert grilles.lisible(situation_de(monde.dossier_nadia, JOUR).proposee) == "sam 8 h – 12 h"
    besoin = BesoinGarde.objects.get()
    assert (besoin.est_seul, besoin.gardiens) == (True, ["famille"])


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"annee": 1960}, "écrire l’année de naissance"),
        ({"ecole_de": "16:00", "ecole_a": "09:00"}, "finit après avoir commencé"),
        ({"garde_jours": ["0"], "garde_de": "07:00"}, "Donner les jours"),
        ({"accueil_de": "10:00"}, "vient avant l’école"),
    ],
)
def test_bad_input_says_what_and_writes_nothing(monde, client_de, champs, phrase):
    reponse = _ajouter(client_de("awa"), monde, **champs)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert not Enfant.objects.exists()


def test_a_double_click_is_one_child_and_a_stale_page_changes_nothing(monde, client_de):
    awa, jeton = client_de("awa"), uuid4()
    for _ in range(2):
        _ajouter(awa, monde, jeton=jeton)
    enfant = Enfant.objects.get()
    adresse = _page(monde, "enfant", enfant.pk)
    change = {"annee": JOUR.year - 8, "scolarite": "elementaire", "version": enfant.version}
    awa.post(adresse, change)
    reponse = awa.post(adresse, change | {"annee": JOUR.year - 9}, follow=True)
    assert "rien n’a été changé" in reponse.content.decode()
    enfant.refresh_from_db()
    assert enfant.annee == JOUR.year - 8
    awa.post(_page(monde, "enfant_retirer", enfant.pk))
    assert not Enfant.objects.exists()
    assert not Enfant.history.exists()


def test_nothing_is_asked_more_of_a_woman_than_of_a_man(monde, client_de):
    """The same page, word for word, whoever the parent is."""
    awa = client_de("awa")
    adresses = [_page(monde), _page(monde, "enfant_nouveau")]
    pages = {}
    for sexe in ("femme", "homme", "autre", "non_renseigne"):
        Personne.objects.filter(pk=monde.dossier_nadia.personne_id).update(sexe=sexe)
        pages[sexe] = [_sans_jetons(awa.get(a).content.decode()) for a in adresses]
    assert len({tuple(p) for p in pages.values()}) == 1


def _sans_jetons(html):
    lignes = re.sub(r'value="[\w-]{36,}"', "", html).splitlines()
    return tuple(ligne for ligne in lignes if "csrfmiddlewaretoken" not in ligne)


def test_it_never_ranks_and_stays_out_of_lists_and_journal(monde, client_de):
    noms = {f.name for f in dataclasses.fields(Profil)}
    assert not noms & {"enfants", "est_seul", "besoin_garde", "gardiens"}
    awa = client_de("awa")
    _ajouter(awa, monde, annee=JOUR.year - 7)
    awa.post(_page(monde), {"est_seul": "oui"})
    for adresse in (
        reverse("pilotage:file_active"),
        reverse("dossiers:synthese", args=[monde.dossier_nadia.pk]),
    ):
        texte = awa.get(adresse).content.decode()
        assert "seul·e" not in texte
        assert "7 ans" not in texte
    assert not [e for e in EntreeJournal.objects.all() if "oui" in e.champ + e.motif]


def test_a_reader_of_the_structure_does_not_read_it(monde, client_de):
    for qui, statut in (("bruno", 403), ("chloe", 404), ("nadia", 403), ("vercors", 403)):
        assert client_de(qui).get(_page(monde)).status_code == statut


def test_without_children_there_is_nothing_to_keep(monde, client_de):
    awa = client_de("awa")
    assert "Aucun enfant noté" in awa.get(_page(monde)).content.decode()
    reponse = awa.post(_page(monde, "garde_retenir"), follow=True)
    assert "Noter d’abord les enfants" in reponse.content.decode()
    assert not Capacite.objects.exists()


def test_a_child_of_another_dossier_is_not_reached(monde, client_de):
    autre = Enfant.objects.create(dossier=monde.dossier_karim, annee=2020)
    awa = client_de("awa")
    assert awa.get(_page(monde, "enfant", autre.pk)).status_code == 404
    awa.post(_page(monde, "enfant_retirer", autre.pk))
    assert Enfant.objects.filter(pk=autre.pk).exists()
