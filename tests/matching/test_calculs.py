"""Rankings recorded: what is kept, when it is written again, and that it is blind."""

from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import catalogues, services, tables
from matching.models import Calcul, Suggestion
from matching.moteur import VERSION_MOTEUR
from parcours.dossiers.models import Dossier, Recherche
from parcours.orientations.models import Orientation
from parcours.referentiels.models import QPV
from tests.matching.fabrique import (
    A_QUARANTE_MINUTES,
    exigence,
    garder,
    grille,
    limiter,
    marcher,
    ouverture,
    pret,
)  # fmt: skip
from tests.monde import MISTRAL, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


def _comptes(dossier):
    c = services.classer_dossier(dossier).classement
    return c.comptes.accessibles, c.comptes.a_verifier, c.comptes.bloquees


def test_it_keeps_counts_head_version_and_no_reason(monde):
    pret(monde.dossier_nadia)
    ouverte = ouverture(monde)
    bloquee = ouverture(monde, latitude=45.4)
    calcul = services.calculer(monde.dossier_nadia)
    # monde.ouverture states no hours: to be checked.
    assert (calcul.accessibles, calcul.a_verifier, calcul.bloquees) == (1, 1, 1)
    assert [rang[0] for rang in calcul.tete] == [ouverte.pk, monde.ouverture.pk]
    assert all(len(rang) == 4 and rang[1] == rang[2] + rang[3] for rang in calcul.tete)
    assert calcul.version_moteur == VERSION_MOTEUR
    assert len(calcul.empreinte) == 64
    assert bloquee.pk not in {rang[0] for rang in calcul.tete}


def test_nothing_is_written_when_nothing_changed(monde):
    pret(monde.dossier_nadia)
    premier = services.calculer(monde.dossier_nadia)
    assert services.calculer(monde.dossier_nadia) == premier
    services.calculer_lot([monde.dossier_nadia.pk])
    assert Calcul.objects.count() == 1


def test_an_unchanged_ranking_is_said_to_hold_for_the_new_catalogue(monde):
    premier = services.calculer(monde.dossier_nadia)
    version = catalogues.reconstruire(JOUR).version
    services.calculer(monde.dossier_nadia)
    premier.refresh_from_db()
    assert premier.catalogue == version
    assert Calcul.objects.count() == 1


def test_a_changed_dossier_is_written_and_the_unused_past_forgotten(monde):
    pret(monde.dossier_nadia)
    premier = services.calculer(monde.dossier_nadia)
    Recherche.objects.filter(dossier=monde.dossier_nadia).update(contrats=["cdd"])
    second = services.calculer(monde.dossier_nadia)
    assert second.empreinte != premier.empreinte
    Suggestion.objects.create(dossier=monde.dossier_nadia, ouverture=monde.ouverture, calcul=second)
    Recherche.objects.filter(dossier=monde.dossier_nadia).update(contrats=["cdi"])
    troisieme = services.calculer(monde.dossier_nadia)
    assert set(Calcul.objects.values_list("pk", flat=True)) == {second.pk, troisieme.pk}


def test_the_hash_is_keyed(monde, settings):
    avant = services.calculer(monde.dossier_nadia).empreinte
    profil = tables.profil_de(monde.dossier_nadia, JOUR)
    assert profil.empreinte() not in avant
    settings.SECRET_KEY = "une-autre-cle-" + "z" * 40
    assert services.calculer(monde.dossier_nadia).empreinte != avant


def test_blind_end_to_end(monde):
    """Everything about Nadia changes but her capacities; her point, and legal answers, hold."""
    pret(monde.dossier_nadia)
    for rang in range(25):
        ouverture(monde, latitude=45.165 + rang / 3000, salaire_min=1800 + rang)
    with mock.patch.object(tables, "eligibilites_de", return_value={}):
        avant = services.calculer(monde.dossier_nadia)
        autre = QPV.objects.create(code="QN03899M", nom="Ailleurs", geometrie=MISTRAL)
        personne = monde.dossier_nadia.personne
        personne.prenom, personne.nom, personne.sexe = "Jean", "Dupont", "homme"
        personne.naissance_le, personne.nationalite = date(1959, 1, 1), "hors_ue"
        personne.qpv, personne.qpv_etat = autre, "oui"
        personne.langue_preferee, personne.adresse = "arabe", "3 rue des Alpes"
        personne.save()
        Calcul.objects.all().delete()
        apres = services.calculer(Dossier.objects.get(pk=monde.dossier_nadia.pk))
    assert len(avant.tete) == services.TETE
    assert (apres.tete, apres.empreinte) == (avant.tete, avant.empreinte)
    assert apres.bloquees == avant.bloquees


def test_blind_with_real_eligibility_when_no_right_changes(monde):
    """The same through `freins`: two adults of 40 and 45 outside any QPV have the same rights."""
    pret(monde.dossier_karim)
    ouverture(monde)
    personne = monde.dossier_karim.personne
    obtenus = []
    for sexe, prenom, naissance, nationalite in (
        ("homme", "Karim", date(JOUR.year - 40, 1, 1), "fr"),
        ("femme", "Sonia", date(JOUR.year - 45, 1, 1), "hors_ue"),
    ):
        personne.sexe, personne.prenom = sexe, prenom
        personne.naissance_le, personne.nationalite = naissance, nationalite
        personne.save()
        Calcul.objects.all().delete()
        calcul = services.calculer(monde.dossier_karim)
        obtenus.append((calcul.tete, calcul.empreinte))
    assert obtenus[0] == obtenus[1]


def test_without_stated_hours_it_is_neither_accessible_nor_blocked_by_hours(monde):
    garder(monde.dossier_nadia, "08:00", "17:00")
    marcher(monde.dossier_nadia)
    Recherche.objects.filter(dossier=monde.dossier_nadia).update(grille=grille("08:00", "17:00"))
    assert monde.ouverture.grille == ""
    assert _comptes(monde.dossier_nadia) == (0, 1, 0)


def test_seven_o_clock_with_care_from_half_past_six_and_forty_minutes_is_blocked(monde):
    garder(monde.dossier_nadia, "06:30", "18:00")
    marcher(monde.dossier_nadia, 60)
    visee = ouverture(monde, grille=grille("07:00", "14:00"), **A_QUARANTE_MINUTES)
    monde.ouverture.delete()
    classement = services.classer_dossier(monde.dossier_nadia).classement
    assert dict(classement.blocages) == {("garde",): 1}
    carte = tables.postes([visee.pk])[visee.pk]
    assert carte.grille
    # Half an hour earlier is what it takes: 7:00 - 40 - 15 = 6:05.
    garder(monde.dossier_nadia, "06:00", "18:00")
    assert _comptes(monde.dossier_nadia) == (1, 0, 0)


def test_many_dossiers_cost_the_same_number_of_queries(monde):
    ouverture(monde)

    def compter(ids):
        with CaptureQueriesContext(connection) as requetes:
            services.calculer_lot(ids)
        return len(requetes)

    compter([monde.dossier_ailleurs.pk])
    ids = [pret(creer_dossier(f"P{i}", "X", monde.awa, monde.structure)).pk for i in range(8)]
    assert compter(ids[:2]) == compter(ids[2:])


def test_a_referral_in_course_settles_ties_only(monde):
    """The opening already asked for comes after its equal, never after a worse one."""
    pret(monde.dossier_nadia)
    premiere, seconde = ouverture(monde), ouverture(monde)
    moins_bien = ouverture(monde, latitude=45.19)
    ordre = [r[0] for r in services.calculer(monde.dossier_nadia).tete]
    Orientation.objects.create(
        dossier=monde.dossier_karim, ouverture_id=ordre[0], par=monde.bruno, etat="envoyee"
    )
    apres = [r[0] for r in services.calculer(monde.dossier_nadia).tete]
    assert apres[:2] == ordre[1::-1]
    assert set(apres[:2]) == {premiere.pk, seconde.pk}
    assert apres[2] == moins_bien.pk


def test_health_is_never_in_clear_in_what_is_kept(monde):
    limiter(pret(monde.dossier_nadia), "gestes_repetes")
    visee = ouverture(monde)
    exigence(visee, "condition", "gestes_repetes")
    calcul = services.calculer(monde.dossier_nadia)
    services.ecarter(dossier=monde.dossier_nadia, ouverture=visee, motif="autre", par=monde.awa)
    assert calcul.bloquees == 1
    for ligne in [*Calcul.objects.values(), *Suggestion.objects.values()]:
        texte = str(ligne)
        assert "gestes_repetes" not in texte
        assert "sante" not in texte
