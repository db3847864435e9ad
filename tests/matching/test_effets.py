"""What a finished step opened: the same number as brute force, one opening at a time."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from freins import services as freins
from freins.models import Capacite
from freins.regles.mesures import Numerique
from freins.services.changements import appliquer, etat_de
from matching import catalogues, tables
from matching.ecrans.effets import effet_de, profil_avec
from matching.ecrans.regards import Regard
from matching.moteur import Statut, evaluer
from parcours.offres.models import Ouverture
from tests.matching.fabrique import garder, grille, marcher, ouverture

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


@pytest.fixture
def etape(monde):
    """Nadia walks; her children are looked after from 8:30 to 16:30; one step would change it."""
    marcher(monde.dossier_nadia)
    garder(monde.dossier_nadia, "08:30", "16:30")
    frein = freins.identifier(
        dossier=monde.dossier_nadia, thematique="famille--garde-denfants", par=monde.awa, jour=JOUR
    )
    objectif = freins.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Travailler tôt", par=monde.awa, frein=frein
    )
    return freins.ajouter_action(
        objectif=objectif, intitule="Garde à domicile", porteur="referent",
        echeance_le=JOUR + timedelta(days=1), par=monde.awa,
    )  # fmt: skip


def _finir(monde, etape, debut, fin):
    mesure = {"etat": "grille", "grille": grille(debut, fin)}
    fini = freins.Fin(issue="changement", changement=freins.Changement("garde", mesure))
    return freins.terminer(action=etape, fin=fini, version=1, par=monde.awa, jour=JOUR)


def _planter(monde):
    """Openings at many hours, some blocked by something else as well."""
    for debut, fin in (("06:00", "10:00"), ("07:00", "14:00"), ("07:30", "15:00"), ("05:00", "09:00"),
                       ("09:00", "15:00"), ("14:00", "20:00")):  # fmt: skip
        ouverture(monde, intitule=f"Près {debut}", grille=grille(debut, fin))
        ouverture(monde, intitule=f"Loin {debut}", grille=grille(debut, fin), latitude=45.4)
    ouverture(monde, intitule="Sans horaires", grille="")


def _force_brute(profil) -> set[str]:
    """Accessible openings, evaluated one by one, without arrays."""
    toutes = Ouverture.objects.publiees(JOUR)
    postes = tables.postes(list(toutes.values_list("pk", flat=True)))
    referentiel = catalogues.courant(JOUR).catalogue.referentiel
    return {
        cle for cle, poste in postes.items()
        if evaluer(profil, poste, referentiel, jour=JOUR).statut is Statut.ACCESSIBLE
    }  # fmt: skip


def test_it_opens_exactly_what_brute_force_finds(monde, client_de, etape):
    _planter(monde)
    avant = _force_brute(tables.profil_de(monde.dossier_nadia, JOUR))
    etape = _finir(monde, etape, "05:30", "18:00")
    apres = _force_brute(tables.profil_de(monde.dossier_nadia, JOUR))
    gagnees = apres - avant
    assert 1 < len(gagnees) < len(apres)
    effet = effet_de(etape, monde.dossier_nadia, Regard(voit_limites=True), 1)
    assert {c.ouverture.pk for c in effet.cartes} == gagnees
    assert (effet.ouvertes, effet.perdues, effet.accessibles) == (len(gagnees), 0, len(apres))
    adresse = reverse("matching:ce_qui_s_est_ouvert", args=[monde.dossier_nadia.pk, etape.pk])
    page = unescape(client_de("awa").get(adresse).content.decode())
    assert f"{len(gagnees)} ouvertures deviennent accessibles" in page
    assert "Près 07:00" in page
    assert "Loin 07:00" not in page
    assert "Près 09:00" not in page


def test_fewer_hours_say_what_is_lost(monde, client_de, etape):
    _planter(monde)
    etape = _finir(monde, etape, "10:00", "12:00")
    effet = effet_de(etape, monde.dossier_nadia, Regard(voit_limites=True), 1)
    assert (effet.ouvertes, effet.perdues > 0) == (0, True)
    adresse = reverse("matching:ce_qui_s_est_ouvert", args=[monde.dossier_nadia.pk, etape.pk])
    assert "plus accessible" in unescape(client_de("awa").get(adresse).content.decode())


def test_it_counts_that_measure_alone(monde, etape):
    """What else changed since is on both sides of the difference."""
    _planter(monde)
    etape = _finir(monde, etape, "05:30", "18:00")
    ici = effet_de(etape, monde.dossier_nadia, Regard(voit_limites=True), 1).ouvertes
    Capacite.objects.filter(famille="mobilite").update(
        mesure={"marche": 1, "velo": None, "tc": None, "cyclo": None, "voiture": None}
    )
    assert ici > 0
    assert effet_de(etape, monde.dossier_nadia, Regard(voit_limites=True), 1).ouvertes == 0


@pytest.mark.parametrize("famille", ["garde", "mobilite", "numerique", "langue", "permis",
                                     "qualification", "administratif"])  # fmt: skip
def test_the_profile_with_the_present_measure_is_the_profile(monde, famille):
    """The bridge and this page read a measure alike; None is never asked."""
    dossier = monde.dossier_nadia
    marcher(dossier, velo=30)
    garder(dossier, "08:30", "16:30")
    freins.mesurer(
        dossier=dossier, famille="numerique", par=monde.awa, jour=JOUR,
        mesure=Numerique(1),
    )  # fmt: skip
    for theme, valeurs in (("langue", {"oral": "B1", "ecrit": "A2"}), ("permis", {"categorie": "B"}),
                           ("qualification", {"niveau": 3, "certificat": "caces_1"}),
                           ("administratif", {"est_oui": True, "au": None})):  # fmt: skip
        changement = freins.Changement(theme, valeurs)
        appliquer(dossier=dossier, changement=changement, par=monde.awa, jour=JOUR)
    profil = tables.profil_de(dossier, JOUR)
    etat = etat_de(dossier, famille, JOUR)
    assert etat is not None
    assert profil_avec(profil, famille, etat, {}, JOUR) == profil
    assert profil_avec(profil, famille, None, {}, JOUR) != profil


def test_a_step_that_changed_no_measure_has_no_page(monde, client_de, etape):
    adresse = reverse("matching:ce_qui_s_est_ouvert", args=[monde.dossier_nadia.pk, etape.pk])
    assert client_de("awa").get(adresse).status_code == 404
    etape = _finir(monde, etape, "07:00", "18:00")
    ailleurs = reverse("matching:ce_qui_s_est_ouvert", args=[monde.dossier_karim.pk, etape.pk])
    assert client_de("awa").get(ailleurs).status_code == 404
