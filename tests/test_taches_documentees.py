"""Every background task is described: when, why twice is once, how it goes on, and in words.

The table of docs/exploitation.md is held against the registered tasks and the clock itself.
"""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from celery.schedules import crontab
from django.conf import settings

from parcours.pilotage.taches_en_mots import LIBELLES
from parcours.socle import taches

PAGE = Path(__file__).resolve().parents[1] / "docs" / "exploitation.md"
LIGNE = re.compile(r"^\| `(\w+\.\w+)` \|(.+)\|$", re.MULTILINE)
A_LA_DEMANDE = "à la demande"


def _table() -> dict[str, list[str]]:
    lignes = LIGNE.findall(PAGE.read_text())
    assert len(lignes) == len(dict(lignes)), "a task is described twice"
    return {nom: [case.strip() for case in reste.split("|")] for nom, reste in lignes}


@pytest.fixture(scope="module")
def registre() -> set[str]:
    for application in settings.INSTALLED_APPS:
        nom = application.partition(".apps.")[0]
        if (Path(PAGE.parents[1]) / nom.replace(".", "/") / "tasks.py").exists():
            import_module(f"{nom}.tasks")
    return {nom for nom in taches._registre if not nom.startswith("essai.")}


def _horaires() -> dict[str, str]:
    return {
        programme["args"][0]: _en_mots(programme["schedule"])
        for programme in settings.CELERY_BEAT_SCHEDULE.values()
        if programme["task"] == "socle.demander"
    }


def _en_mots(horaire: Any) -> str:
    if horaire == timedelta(minutes=1):
        return "chaque minute"
    assert isinstance(horaire, crontab)
    minute = min(horaire.minute)
    if len(horaire.hour) == 24:
        return f"chaque heure, à {minute}"
    return f"{min(horaire.hour)} h" + (f" {minute}" if minute else "")


def test_every_registered_task_is_in_the_table(registre: set[str]) -> None:
    assert set(_table()) == registre


def test_every_registered_task_has_its_words(registre: set[str]) -> None:
    assert set(LIBELLES) == registre
    assert len(set(LIBELLES.values())) == len(LIBELLES)


def test_the_table_says_what_the_clock_does() -> None:
    horaires = _horaires()
    for nom, (quand, *_) in _table().items():
        dits = quand.split(" ; ")
        assert [d for d in dits if d != A_LA_DEMANDE] == (
            [horaires[nom]] if nom in horaires else []
        )
        assert dits, nom
    assert set(horaires) <= set(_table())


def test_no_cell_is_empty() -> None:
    for nom, cases in _table().items():
        assert len(cases) == 3, nom
        assert all(cases), nom


def test_the_clock_sweeps_and_asks_and_nothing_else() -> None:
    """A task the clock would run without a row would be invisible."""
    assert {p["task"] for p in settings.CELERY_BEAT_SCHEDULE.values()} == {
        "socle.balayer", "socle.demander",
    }  # fmt: skip
