"""Insertion clauses: hours by referral and month, corrected without being counted twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from parcours.offres import services, services_clauses
from parcours.offres.models import Clause, Ouverture
from parcours.orientations import clauses
from parcours.orientations.erreurs import HeuresRefusees
from parcours.orientations.models import HeuresClause, Orientation
from parcours.pilotage.indicateurs import tableau
from parcours.socle.models import EntreeJournal, Evenement
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, importer, offre_ft
from tests.orientations.outils import dans_l_etat

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def clause(monde: Monde) -> Clause:
    clause = Clause.objects.create(
        marche="Groupe scolaire des Tilleuls", lot="Lot 4", acheteur="Commune (exemple)",
        heures_prevues=1000, heures_hors_suivi=200,
    )  # fmt: skip
    monde.ouverture.clause = clause
    monde.ouverture.save()
    return clause


@pytest.fixture
def en_cours(monde: Monde, clause: Clause) -> Orientation:
    orientation = dans_l_etat(monde, "en_cours")
    Orientation.objects.filter(pk=orientation.pk).update(demarree_le=date(2026, 1, 12))
    return orientation


def _noter(orientation: Orientation, monde: Monde, mois: date, heures: str) -> None:
    clauses.noter_heures(
        orientation_id=orientation.pk, mois=mois, heures=Decimal(heures), par=monde.awa
    )


def test_a_month_typed_again_is_corrected_not_added(monde, clause, en_cours) -> None:
    _noter(en_cours, monde, date(2026, 1, 1), "60.5")
    _noter(en_cours, monde, date(2026, 1, 20), "61")
    _noter(en_cours, monde, date(2026, 2, 1), "100")
    assert clauses.heures_faites([clause]) == {clause.pk: 361}
    assert clauses.heures_par_personne([clause]) == {
        clause.pk: {monde.dossier_nadia.pk: Decimal("161")}
    }
    assert EntreeJournal.objects.filter(objet="heures_clause").count() == 3


def test_zero_takes_the_hours_of_a_month_away(monde, clause, en_cours) -> None:
    _noter(en_cours, monde, date(2026, 1, 1), "60")
    _noter(en_cours, monde, date(2026, 1, 1), "0")
    assert not HeuresClause.objects.exists()


@pytest.mark.parametrize(
    ("mois", "heures"),
    [(date(2025, 12, 1), "10"), (date(2999, 1, 1), "10"), (date(2026, 1, 1), "261"), (date(2026, 1, 1), "-1")],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(monde, clause, en_cours, mois, heures) -> None:
    with pytest.raises(HeuresRefusees):
        _noter(en_cours, monde, mois, heures)
    assert not HeuresClause.objects.exists()


def test_nothing_is_noted_before_the_start_nor_without_a_clause(monde, clause) -> None:
    orientation = dans_l_etat(monde, "acceptee")
    with pytest.raises(HeuresRefusees, match="démarrage"):
        _noter(orientation, monde, date(2026, 1, 1), "10")
    monde.ouverture.clause = None
    monde.ouverture.save()
    with pytest.raises(HeuresRefusees, match="ne porte pas de clause"):
        _noter(orientation, monde, date(2026, 1, 1), "10")


def test_hours_stay_when_the_opening_is_detached(monde, clause, en_cours) -> None:
    _noter(en_cours, monde, date(2026, 1, 1), "60")
    monde.ouverture.clause = None
    monde.ouverture.save()
    assert clauses.heures_faites([clause]) == {clause.pk: 260}


def test_the_figures_add_hours_noted_and_hours_done_outside(monde, clause, en_cours) -> None:
    _noter(en_cours, monde, date(2026, 1, 1), "60")
    ligne = tableau.clauses()[0]
    assert (ligne.faites, ligne.reste, ligne.avancement) == (260, 740, 26)
    assert ligne.par_personne is None, "hours by person are said from eleven people on"


# --- the pages of the facilitatrice ---------------------------------------------------------------


def test_a_clause_is_typed_attached_and_detached(monde, client_de) -> None:
    odile = client_de("odile")
    saisie = {"marche": "Tilleuls", "lot": "", "acheteur": "Commune", "heures_prevues": 500, "heures_hors_suivi": 0}  # fmt: skip
    reponse = odile.post(reverse("orientations:clause_nouvelle"), saisie)
    clause = Clause.objects.get()
    assert reponse.url == reverse("orientations:clause", args=[clause.pk])
    trouvees = odile.get(reponse.url, {"q": "propreté"}).content.decode()
    assert "Rattacher" in trouvees
    odile.post(reverse("orientations:clause_rattacher", args=[clause.pk, monde.ouverture.pk]))
    monde.ouverture.refresh_from_db()
    assert (monde.ouverture.clause, monde.ouverture.mesures) == (clause, ["clause_insertion"])
    assert "Tilleuls" in client_de("awa").get(reverse("offres:fiche", args=[monde.ouverture.pk])).content.decode()  # fmt: skip
    odile.post(reverse("orientations:clause_detacher", args=[clause.pk, monde.ouverture.pk]))
    monde.ouverture.refresh_from_db()
    assert (monde.ouverture.clause, monde.ouverture.mesures) == (None, [])
    assert monde.ouverture.corrections.count() == 2
    assert Evenement.objects.filter(sujet="ouverture", quoi="clause").count() == 2


def test_the_same_contract_twice_keeps_what_was_typed(monde, clause, client_de) -> None:
    saisie = {"marche": clause.marche, "lot": clause.lot, "acheteur": clause.acheteur, "heures_prevues": 7, "heures_hors_suivi": 0}  # fmt: skip
    reponse = client_de("odile").post(reverse("orientations:clause_nouvelle"), saisie)
    assert reponse.status_code == 422
    assert "existe déjà" in reponse.content.decode()
    assert 'value="7"' in reponse.content.decode()


def test_an_opening_carries_one_clause_and_a_closed_one_none(monde, clause, client_de) -> None:
    autre = Clause.objects.create(marche="Autre", acheteur="Commune", heures_prevues=10)
    odile = client_de("odile")
    odile.post(reverse("orientations:clause_rattacher", args=[autre.pk, monde.ouverture.pk]))
    monde.ouverture.refresh_from_db()
    assert monde.ouverture.clause == clause
    Ouverture.objects.update(clause=None, etat="fermee")
    odile.post(reverse("orientations:clause_rattacher", args=[autre.pk, monde.ouverture.pk]))
    assert not autre.ouvertures.exists()


def test_a_change_of_the_offer_keeps_its_clause(monde, clause) -> None:
    services.modifier_ouverture(
        par=monde.awa, ouverture=monde.ouverture, champs={"places": 3}, exigences=[]
    )
    monde.ouverture.refresh_from_db()
    assert monde.ouverture.mesures == ["clause_insertion"]


def test_an_import_keeps_the_clause_and_its_mark(monde, clause) -> None:
    importer(fichier_ft(offre_ft("A")))
    ouverture = Ouverture.objects.get(source_id="A")
    services_clauses.rattacher(par=monde.awa, clause=clause, ouverture_id=ouverture.pk)
    importer(fichier_ft(offre_ft("A", intitule="Agent de propreté le soir")))
    ouverture.refresh_from_db()
    assert "soir" in ouverture.intitule
    assert (ouverture.clause, ouverture.mesures[-1]) == (clause, "clause_insertion")


def test_hours_are_noted_by_reference_and_nobody_is_named(
    monde, clause, en_cours, client_de
) -> None:
    odile = client_de("odile")
    adresse = reverse("orientations:clause_heures", args=[clause.pk, en_cours.pk])
    cle = en_cours.pk
    odile.post(adresse, {f"{cle}-mois": "2026-01-01", f"{cle}-heures": "60,5"})
    assert HeuresClause.objects.get().heures == Decimal("60.5")
    page = odile.get(reverse("orientations:clause", args=[clause.pk])).content.decode()
    assert en_cours.reference in page
    assert "janvier 2026 : 60,5 h" in page
    assert not [mot for mot in ("Nadia", "Benali", "Mistral", "femme") if mot in page]
    refuse = odile.post(adresse, {f"{cle}-mois": "2025-01-01", f"{cle}-heures": "300"})
    assert refuse.status_code == 422
    assert HeuresClause.objects.count() == 1


def test_hours_of_a_referral_of_another_clause_are_not_found(monde, clause, en_cours, client_de) -> None:  # fmt: skip
    autre = Clause.objects.create(marche="Autre", acheteur="Commune", heures_prevues=10)
    adresse = reverse("orientations:clause_heures", args=[autre.pk, en_cours.pk])
    assert client_de("odile").post(adresse, {}).status_code == 404


def test_the_counsellor_notes_hours_from_the_orientation(monde, clause, en_cours, client_de) -> None:  # fmt: skip
    awa = client_de("awa")
    page = awa.get(reverse("orientations:fiche", args=[en_cours.pk])).content.decode()
    assert "Heures de la clause d’insertion" in page
    donnees = {"mois": "2026-02-01", "heures": "80"}
    awa.post(reverse("orientations:heures", args=[en_cours.pk]), donnees)
    assert HeuresClause.objects.get().par == monde.awa
    # A colleague reads the page, without the form.
    lue = client_de("bruno").get(reverse("orientations:fiche", args=[en_cours.pk])).content.decode()
    assert "Noter les heures" not in lue


def test_the_pages_cost_the_same_whatever_they_hold(
    monde, clause, en_cours, client_de, django_assert_max_num_queries
) -> None:
    _noter(en_cours, monde, date(2026, 1, 1), "60")
    odile = client_de("odile")
    with django_assert_max_num_queries(12):
        page = odile.get(reverse("orientations:clause", args=[clause.pk]), {"q": "agent"})
    assert len(page.content) < 100_000


def test_the_door_sends_the_facilitatrice_to_the_clauses(monde, client_de) -> None:
    assert client_de("odile").get(reverse("accueil")).url == reverse("orientations:clauses")


def test_a_stale_form_of_a_clause_says_what_is_kept_now(monde, clause, client_de) -> None:
    """Two people correct the hours: the second reads the first's figure before deciding."""
    odile, adresse = client_de("odile"), reverse("orientations:clause_modifier", args=[clause.pk])
    corps = {"marche": clause.marche, "lot": clause.lot, "acheteur": clause.acheteur,
             "heures_hors_suivi": clause.heures_hors_suivi, "version": clause.version}  # fmt: skip
    assert odile.post(adresse, corps | {"heures_prevues": 777}).status_code == 302
    refusee = odile.post(adresse, corps | {"heures_prevues": 888})
    texte = refusee.content.decode()
    assert refusee.status_code == 409
    assert "Enregistré entre-temps : 777." in texte
    assert set(refusee.context["form"].errors) == {"__all__", "heures_prevues"}
    assert 'value="888"' in texte
    clause.refresh_from_db()
    assert (clause.heures_prevues, clause.version) == (777, 2)
    assert odile.post(adresse, corps | {"heures_prevues": 888, "version": 2}).status_code == 302
    clause.refresh_from_db()
    assert (clause.heures_prevues, clause.version) == (888, 3)
