"""Insertion clauses: hours by referral and month, corrected without being counted twice."""

from datetime import date
from decimal import Decimal

import pytest

from parcours.offres.models import Clause
from parcours.orientations import clauses
from parcours.orientations.erreurs import HeuresRefusees
from parcours.orientations.models import HeuresClause, Orientation
from parcours.pilotage.indicateurs import tableau
from parcours.socle.models import EntreeJournal
from tests.monde import Monde
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
