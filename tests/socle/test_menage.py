"""The rows of a month ago that are over leave; those that failed, wait or run never do."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from parcours.socle import menage, taches
from parcours.socle.models import EtatTache, Evenement, Tache

pytestmark = [pytest.mark.base, pytest.mark.django_db]
INSTANT = timezone.now()
VIEUX, JEUNE = INSTANT - timedelta(days=31), INSTANT - timedelta(days=29)


def _tache(etat: EtatTache, finie_le: datetime | None) -> int:
    return Tache.objects.create(nom="essai.rien", etat=etat, finie_le=finie_le).pk


def _evenement(traite_le: datetime | None) -> int:
    return Evenement.objects.create(sujet="dossier", sujet_id=1, traite_le=traite_le).pk


def test_only_what_is_over_for_a_month_leaves() -> None:
    gardees = {
        _tache(EtatTache.FAITE, JEUNE), _tache(EtatTache.ECHOUEE, VIEUX),
        _tache(EtatTache.EN_ATTENTE, None), _tache(EtatTache.EN_COURS, None),
    }  # fmt: skip
    suivis = {_evenement(JEUNE), _evenement(None)}
    _tache(EtatTache.FAITE, VIEUX)
    _evenement(VIEUX)
    assert menage.ranger(INSTANT) == 2
    assert set(Tache.objects.values_list("pk", flat=True)) == gardees
    assert set(Evenement.objects.values_list("pk", flat=True)) == suivis
    assert menage.ranger(INSTANT) == 0


def test_it_goes_lot_by_lot_and_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menage, "LOT", 2)
    for _ in range(5):
        _evenement(VIEUX)
    dits: list[int] = []
    menage.ranger(INSTANT, dits.append)
    assert dits == [2, 4, 5]


def test_the_clock_asks_for_it_and_its_own_row_stays() -> None:
    _tache(EtatTache.FAITE, VIEUX)
    tache = taches.demander("socle.ranger", cle="horloge")
    taches.executer(tache.pk)
    [reste] = Tache.objects.all()
    assert (reste.nom, reste.etat) == ("socle.ranger", EtatTache.FAITE)
