"""Two answers at the same instant, with real connections: one wins, the other is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from parcours.offres.models import Ouverture
from parcours.orientations.erreurs import EtatDepasse, OrientationImpossible, PlusDePlace
from parcours.orientations.models import Orientation, TransitionOrientation
from tests.monde import Monde
from tests.orientations.outils import changer, envoyee

pytestmark = [pytest.mark.base, pytest.mark.django_db(transaction=True)]

Executer = Callable[..., list[Any]]


@pytest.fixture(autouse=True)
def _sans_courtier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks stay rows: what follows a commit is not what is raced here."""
    monkeypatch.setattr("parcours.socle.taches.envoyer", lambda rang: None)


@pytest.fixture
def en_meme_temps(tmp_path: Path) -> Iterator[Executer]:
    """Run functions at once, each in its thread with its own connection.

    SQLite in memory cannot be shared by waiting connections: the threads work on a copy in a file,
    and what is read afterwards is read there too.
    """
    reglages = connection.settings_dict
    origine = reglages["NAME"]
    est_sqlite = connection.vendor == "sqlite"

    def executer(*fonctions: Callable[[], Any]) -> list[Any]:
        if est_sqlite and reglages["NAME"] == origine:
            import sqlite3

            fichier = tmp_path / "copie.sqlite3"
            with sqlite3.connect(fichier) as copie:
                connection.connection.backup(copie)
            copie.close()
            reglages["NAME"] = str(fichier)
        depart = Barrier(len(fonctions))

        def courir(fonction: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                depart.wait(timeout=20)
                return fonction()
            except OrientationImpossible as refus:
                return refus
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(fonctions)) as bassin:
            return list(bassin.map(courir, fonctions))

    yield executer
    reglages["NAME"] = origine


@pytest.fixture
def monde_partage(transactional_db: None) -> Monde:
    """The world, committed (before any thread looks at it)."""
    from tests.monde import creer_monde

    return creer_monde()


def test_the_last_place_accepted_twice_is_given_once(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    Ouverture.objects.update(places=1)
    nadia = envoyee(monde_partage)
    karim = envoyee(monde_partage, monde_partage.dossier_karim)
    issues = en_meme_temps(
        lambda: changer(nadia, "accepter", "destinataire").etat,
        lambda: changer(karim, "accepter", "destinataire").etat,
    )
    assert sum(issue == "acceptee" for issue in issues) == 1
    assert any(isinstance(issue, PlusDePlace) for issue in issues)
    (prises,) = en_meme_temps(lambda: Orientation.objects.filter(etat="acceptee").count())
    (etat,) = en_meme_temps(lambda: Ouverture.objects.get().etat)
    assert (prises, etat) == (1, "pourvue")


def test_two_different_answers_at_once_keep_one(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    nadia = envoyee(monde_partage)
    issues = en_meme_temps(
        lambda: changer(nadia, "accepter", "destinataire", version=2).etat,
        lambda: changer(nadia, "refuser", "destinataire", version=2).etat,
    )
    gagnante = [issue for issue in issues if isinstance(issue, str)]
    assert len(gagnante) == 1
    assert sum(isinstance(issue, EtatDepasse) for issue in issues) == 1
    (etat,) = en_meme_temps(lambda: Orientation.objects.get().etat)
    (rangs,) = en_meme_temps(lambda: TransitionOrientation.objects.count())
    assert (etat, rangs) == (gagnante[0], 2)


def test_the_same_answer_clicked_twice_at_once_is_one(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    nadia = envoyee(monde_partage)
    issues = en_meme_temps(
        *[lambda: changer(nadia, "accepter", "destinataire", version=2).etat] * 2
    )
    assert issues == ["acceptee", "acceptee"]
    (rangs,) = en_meme_temps(lambda: TransitionOrientation.objects.count())
    assert rangs == 2
