"""The bridge: what the engine receives is what the dossier says, and nothing it may not know."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import tables
from matching.moteur import INCONNUE, SANS_OBJET, classer, grilles
from matching.moteur.reference import classer_naif
from parcours.dossiers.models import (
    Certification,
    CompetencePersonne,
    Diplome,
    Experience,
    Langue,
    MetierVoulu,
    Permis,
    Recherche,
    Situation,
)  # fmt: skip
from parcours.referentiels.models import (
    Competence,
    ContexteTravail,
    Metier,
    MetierCompetence,
    MetierContexte,
    Mobilite,
)  # fmt: skip
from tests.matching.fabrique import (
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
# Columns that may never be read here, whatever the table.
INTERDITES = (
    "sexe", "prenom", "nom", "naissance", "nationalite", "qpv", "langue_preferee", "adresse",
    "telephone", "email", "origine", "description", "mot", "note", "resultat", "identifiant",
)  # fmt: skip


def _tout_remplir(dossier, metier):
    competence = Competence.objects.create(code="100", libelle="Nettoyer", type="savoir_faire")
    Langue.objects.create(dossier=dossier, code="fr", oral="B1", ecrit="")
    Langue.objects.create(dossier=dossier, code="ar", oral="C1")
    Permis.objects.create(dossier=dossier, categorie="AM")
    Permis.objects.create(
        dossier=dossier, categorie="B", est_etranger=True,
        echange_avant_le=JOUR - timedelta(days=1),
    )  # fmt: skip
    Diplome.objects.create(dossier=dossier, intitule="CAP", niveau=3)
    Diplome.objects.create(
        dossier=dossier, intitule="Licence", niveau=6, est_etranger_non_reconnu=True
    )
    Certification.objects.create(dossier=dossier, code="caces-3", intitule="CACES")
    Certification.objects.create(
        dossier=dossier, code="sst", intitule="SST", expire_le=JOUR - timedelta(days=1)
    )
    CompetencePersonne.objects.create(dossier=dossier, competence=competence, preuve="attestee")
    Experience.objects.create(dossier=dossier, origine="salariee", metier=metier, mois=10)
    Experience.objects.create(dossier=dossier, origine="vie", metier=metier, mois=5)
    Situation.objects.create(dossier=dossier, nature="droit_travail", est_oui=True)
    Recherche.objects.filter(dossier=dossier).update(
        natures=["emploi"], contrats=["cdi"], heures_min=20, heures_max=35, salaire_min=1500,
        minutes_max={"marche": 20}, grille=grille("08:00", "18:00"),
    )  # fmt: skip
    MetierVoulu.objects.create(recherche=dossier.recherche, metier=metier, poids=2)
    marcher(dossier, 45, velo=30)
    garder(dossier, "08:00", "17:00")
    mesurer(dossier, "numerique", {"niveau": 1})
    limiter(dossier, "charges")


def test_every_fact_reaches_the_profile(monde):
    _tout_remplir(monde.dossier_nadia, monde.metier)
    profil = tables.profil_de(monde.dossier_nadia, JOUR)
    assert profil.point == (45.168, 5.71)
    assert (profil.oral, profil.ecrit, profil.langues) == (3, None, {"ar": 5})
    assert profil.permis == {"AM"}  # the foreign one was to be exchanged before today
    assert profil.niveau == 3  # the one not recognised does not count
    assert profil.certificats == {"caces_3"}  # the other has expired
    assert profil.competences == {"100": "attestee"}
    assert profil.experience == {monde.metier.pk: 15}  # whatever its origin
    assert profil.droit_travail is True
    assert profil.numerique == 1
    assert profil.limites == {"charges"}
    assert profil.metiers_voulus == {monde.metier.pk: 2}
    assert (profil.heures_min, profil.heures_max, profil.salaire_min) == (20, 35, 1500)
    assert profil.contrats_voulus == {"cdi"}
    assert profil.natures_voulues == {"emploi"}
    assert profil.minutes_pour("marche") == 20  # wanted less than possible
    assert profil.minutes_pour("velo") == 30
    assert profil.minutes_pour("voiture") is None
    assert profil.garde == grilles.depuis_hexa(grille("08:00", "17:00"))
    assert profil.grille_souhaitee == grilles.depuis_hexa(grille("08:00", "18:00"))
    assert set(profil.eligibilites) >= {"apprentissage", "iae"}


def test_what_was_never_asked_stays_unknown(monde):
    profil = tables.profil_de(monde.dossier_karim, JOUR)
    inconnus = (
        profil.minutes, profil.permis, profil.oral, profil.ecrit, profil.niveau,
        profil.certificats, profil.experience, profil.numerique, profil.droit_travail,
        profil.grille_souhaitee,
    )  # fmt: skip
    assert inconnus == (None,) * len(inconnus)
    assert profil.garde == INCONNUE
    assert profil.limites == frozenset()


def test_childcare_not_needed_is_said(monde):
    assert tables.profil_de(pret(monde.dossier_nadia), JOUR).garde == SANS_OBJET


def test_limits_without_consent_or_not_asked_for_stay_out(monde):
    fiche = limiter(monde.dossier_nadia, "charges")
    assert tables.profil_de(monde.dossier_nadia, JOUR, avec_sante=False).limites == frozenset()
    fiche.consentement.retire_le = fiche.consentement.donne_le
    fiche.consentement.save()
    assert tables.profil_de(monde.dossier_nadia, JOUR).limites == frozenset()


def test_the_queries_never_name_what_must_not_be_known(monde):
    """Read in the SQL itself; the eligibility answers come from `freins`, held out here."""
    _tout_remplir(monde.dossier_nadia, monde.metier)
    ouverture(monde)
    with (
        mock.patch.object(tables, "eligibilites_de", return_value={}),
        CaptureQueriesContext(
            connection,
        ) as requetes,
    ):
        tables.profils([monde.dossier_nadia.pk], JOUR)
        tables.construire_catalogue(JOUR)
    sql = [q["sql"] for q in requetes if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(sql) > 10
    for colonne in INTERDITES:
        coupables = [s for s in sql if f'"{colonne}' in s]
        assert not coupables, (colonne, coupables)


def test_a_health_measure_is_the_only_reading_of_the_limits_table(monde):
    with CaptureQueriesContext(connection) as requetes:
        tables.profil_de(monde.dossier_nadia, JOUR)
    assert sum("limitessante" in q["sql"] for q in requetes) == 1


def test_queries_do_not_grow_with_people(monde):
    def compter(ids):
        with CaptureQueriesContext(connection) as requetes:
            tables.profils(ids, JOUR)
        return len(requetes)

    tous = [monde.dossier_nadia.pk, monde.dossier_karim.pk, monde.dossier_ailleurs.pk]
    assert compter(tous) == compter(tous[:1])


def test_queries_do_not_grow_with_openings(monde):
    def compter():
        with CaptureQueriesContext(connection) as requetes:
            tables.construire_catalogue(JOUR)
        return len(requetes)

    ouverture(monde)
    tables.construire_catalogue(JOUR)  # the referential is read once per version
    avant = compter()
    for _ in range(5):
        exigence(ouverture(monde), "permis", "B")
    assert compter() == avant


def test_only_what_is_published_today_is_in_the_catalogue(monde):
    ouverture(monde, etat="brouillon")
    ouverture(monde, etat="fermee")
    ouverture(monde, expire_le=JOUR - timedelta(days=1))
    dernier_jour = ouverture(monde, expire_le=JOUR)
    cles = tables.construire_catalogue(JOUR).cles.tolist()
    assert sorted(cles) == sorted([monde.ouverture.pk, dernier_jour.pk])


def test_an_unknown_measure_or_a_broken_grid_does_not_stop_the_catalogue(monde, caplog):
    ouverture(monde, mesures=["inventee", "iae"], grille="zz")
    exigence(monde.ouverture, "permis", "B")
    assert len(tables.construire_catalogue(JOUR)) == 2
    assert "illisible" in caplog.text


def test_deduced_conditions_never_block_and_stated_ones_win(monde):
    contexte = ContexteTravail.objects.create(
        code="1", libelle="Port et manipulation de charges lourdes ou encombrantes"
    )
    MetierContexte.objects.create(metier=monde.metier, contexte=contexte)
    dite = ouverture(monde)
    exigence(dite, "condition", "charges")
    tue = ouverture(monde)
    postes = tables.postes([dite.pk, tue.pk])
    assert [(e.code, e.provenance) for e in postes[dite.pk].exigences] == [("charges", "employeur")]
    assert [(e.code, e.provenance) for e in postes[tue.pk].exigences] == [("charges", "deduit")]
    limiter(pret(monde.dossier_nadia), "charges")
    profil = tables.profil_de(monde.dossier_nadia, JOUR)
    classement = classer(profil, tables.construire_catalogue(JOUR), jour=JOUR)
    assert dite.pk in {r.cle for r in classement.bloquees()}
    assert tue.pk in {r.cle for r in classement.a_verifier}


def test_the_place_falls_back_on_the_commune(monde):
    sans_point = ouverture(monde, latitude=None, longitude=None)
    assert tables.postes([sans_point.pk])[sans_point.pk].point == (45.1842, 5.7155)


def test_the_catalogue_ranks_as_the_readable_reference(monde):
    """Same openings by the arrays and one by one: the two roads from the database agree."""
    voisin = Metier.objects.create(code="K1302", libelle="Assistance auprès d’adultes")
    Mobilite.objects.create(depart=monde.metier, arrivee=voisin, rang=1)
    _tout_remplir(monde.dossier_nadia, monde.metier)
    MetierCompetence.objects.create(metier=monde.metier, competence_id="100", est_coeur=True)
    for rang in range(30):
        posee = ouverture(
            monde, metier=voisin if rang % 3 else monde.metier,
            grille=grille(f"{6 + rang % 5:02d}:00", "15:00") if rang % 4 else "",
            latitude=45.17 + rang / 2000, contrat=("cdi", "cdd", "")[rang % 3],
            heures_hebdo=None if rang % 5 == 0 else 20 + rang,
        )  # fmt: skip
        if rang % 2:
            exigence(posee, "langue_oral", "", rang % 5)
        if rang % 7 == 0:
            exigence(posee, "certificat", "caces_1|caces_3", exigence="S")
        if rang % 6 == 0:
            exigence(posee, "condition", "charges", provenance="texte", extrait="port de charges")
    catalogue = tables.construire_catalogue(JOUR)
    profil = tables.profil_de(monde.dossier_nadia, JOUR)
    rapide = classer(profil, catalogue, jour=JOUR, k=None)
    postes = tables.postes(catalogue.cles.tolist())
    naif = classer_naif(
        profil, [postes[cle] for cle in catalogue.cles.tolist()], catalogue.referentiel, jour=JOUR
    )
    assert rapide.comptes == naif.comptes
    assert rapide.comptes.accessibles
    assert rapide.comptes.bloquees
    assert rapide.pistes == naif.accessibles + naif.a_verifier
    assert rapide.bloquees() == naif.bloquees


def test_the_referential_is_read_once_and_again_after_an_import(monde):
    competence = Competence.objects.create(code="200", libelle="Laver", type="savoir_faire")
    avant = tables.referentiel()
    assert tables.referentiel() is avant
    MetierCompetence.objects.create(metier=monde.metier, competence=competence)
    assert "200" in dict(tables.referentiel().competences[monde.metier.pk])
