"""The life of a barrier: one open per theme, transitions of the table, history, journal, events."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from freins import services
from freins.etats import GESTES_FREIN, GesteImpossible
from freins.models import Frein, StatutFrein
from freins.regles.thematiques import ThematiqueInconnue
from parcours.socle.models import EntreeJournal, Evenement
from tests.monde import Monde

pytestmark = pytest.mark.base
GARDE = "famille--garde-denfants"
JOUR = date(2026, 3, 2)


def identifier(monde: Monde, thematique: str = GARDE, **champs) -> Frein:
    return services.identifier(
        dossier=monde.dossier_nadia, thematique=thematique, par=monde.awa, jour=JOUR, **champs
    )


def faire(frein: Frein, geste: str, monde: Monde, jour: date = JOUR) -> Frein:
    return services.faire(frein=frein, geste=geste, par=monde.awa, jour=jour)


def test_naming_twice_changes_the_one_open_barrier(monde):
    premier = identifier(monde, impact="genant")
    second = identifier(monde, impact="bloquant")
    assert second.pk == premier.pk
    assert Frein.objects.get().impact == "bloquant"


def test_the_database_itself_refuses_a_second_open_barrier(monde):
    identifier(monde)
    with pytest.raises(IntegrityError), transaction.atomic():
        Frein.objects.create(
            dossier=monde.dossier_nadia, thematique=GARDE, identifie_le=JOUR,
            identifie_par=monde.awa, statut="en_cours",
        )  # fmt: skip


def test_another_dossier_has_its_own(monde):
    identifier(monde)
    services.identifier(
        dossier=monde.dossier_karim, thematique=GARDE, par=monde.bruno, jour=JOUR
    )  # fmt: skip
    assert Frein.objects.count() == 2


def test_a_lifted_barrier_comes_back_as_the_same_row(monde):
    frein = faire(identifier(monde), "lever", monde)
    revenu = identifier(monde, impact="bloquant")
    assert revenu.pk == frein.pk
    revenu.refresh_from_db()
    assert (revenu.statut, revenu.leve_le, revenu.leve_par) == ("identifie", None, None)


def test_lifting_says_when_and_by_whom(monde):
    frein = faire(identifier(monde), "lever", monde, jour=date(2026, 4, 1))
    frein.refresh_from_db()
    assert (frein.statut, frein.leve_le, frein.leve_par) == ("leve", date(2026, 4, 1), monde.awa)


def test_every_transition_outside_the_table_is_refused(monde):
    for statut in StatutFrein.values:
        for code, geste in GESTES_FREIN.items():
            if statut in geste.depuis:
                continue
            Frein.objects.all().delete()
            frein = identifier(monde)
            Frein.objects.update(statut=statut)
            with pytest.raises(GesteImpossible):
                faire(frein, code, monde)
            frein.refresh_from_db()
            assert frein.statut == statut


def test_reopening_beside_an_open_one_of_the_theme_is_refused(monde):
    ancien = faire(identifier(monde), "lever", monde)
    Frein.objects.create(
        dossier=monde.dossier_nadia, thematique=GARDE, identifie_le=JOUR, identifie_par=monde.awa
    )
    with pytest.raises(GesteImpossible):
        faire(ancien, "rouvrir", monde)


def test_health_is_stored_by_its_category_alone(monde):
    frein = identifier(monde, "sante--addictions")
    assert frein.thematique == "sante"
    assert not Frein.history.exclude(thematique="sante").exists()


def test_an_unknown_theme_writes_nothing(monde):
    with pytest.raises(ThematiqueInconnue):
        identifier(monde, "famille--inventee")
    assert not Frein.objects.exists()


def test_history_journal_and_event_follow_each_change(monde):
    frein = identifier(monde)
    faire(frein, "commencer", monde)
    faire(frein, "lever", monde)
    statuts = frein.history.order_by("history_id").values_list("statut", "history_user")
    assert list(statuts) == [(s, monde.awa.pk) for s in ("identifie", "en_cours", "leve")]
    entrees = EntreeJournal.objects.filter(objet="frein").order_by("pk")
    actions = ["creation", "modification", "modification"]
    assert list(entrees.values_list("action", flat=True)) == actions
    evenements = Evenement.objects.filter(sujet="dossier", sujet_id=monde.dossier_nadia.pk)
    assert evenements.count() == 3


def test_changing_nothing_writes_nothing(monde):
    frein = identifier(monde, impact="genant")
    services.changer(frein=frein, impact="genant", est_prioritaire=False, par=monde.awa)
    assert frein.history.count() == 1


def test_a_closed_barrier_does_not_change_impact(monde):
    frein = faire(identifier(monde), "accepter", monde)
    with pytest.raises(GesteImpossible):
        services.changer(frein=frein, impact="bloquant", est_prioritaire=True, par=monde.awa)
