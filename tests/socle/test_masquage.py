"""Logs say where something failed, never what a person typed."""

import logging
import logging.config
from typing import Any

import pytest
from django.conf import settings

from parcours.socle.masquage import FormatSansDonnees


def _trace(erreur: BaseException) -> str:
    """The log line of an exception, as the settings format it."""
    forme = settings.LOGGING["formatters"]["court"]
    format_ = FormatSansDonnees(forme["format"], style="{")
    ligne = logging.makeLogRecord(
        {"name": "essai", "levelname": "ERROR", "msg": "échec",
         "exc_info": (type(erreur), erreur, erreur.__traceback__)}
    )  # fmt: skip
    return format_.format(ligne)


def _echouer() -> None:
    personne = "Nadia " + "Benali"
    try:
        raise KeyError(personne)
    except KeyError as cause:
        raise ValueError(f"déjà inscrite : {personne}") from cause


def test_the_frames_and_the_types_stay_the_texts_go() -> None:
    with pytest.raises(ValueError) as attrapee:
        _echouer()
    trace = _trace(attrapee.value)
    assert "Benali" not in trace
    assert "déjà inscrite : Nadia" not in trace
    assert trace.index("KeyError") < trace.rindex("ValueError")
    assert "test_masquage.py" in trace


def test_the_settings_use_it_for_everything() -> None:
    """One handler, one formatter: a new handler must be thought about here."""
    config: dict[str, Any] = settings.LOGGING
    assert config["formatters"]["court"]["()"] == "parcours.socle.masquage.FormatSansDonnees"
    assert {h["formatter"] for h in config["handlers"].values()} == {"court"}
    assert config["root"]["handlers"] == ["console"]
    assert all("handlers" not in logger for logger in config["loggers"].values())


def test_a_message_without_exception_is_left_alone() -> None:
    forme = FormatSansDonnees("{levelname} {message}", style="{")
    assert forme.format(logging.makeLogRecord({"levelname": "INFO", "msg": "x"})) == "INFO x"


def test_the_key_of_a_signed_link_is_masked() -> None:
    """« Internal Server Error: /repondre/<key>/ » would let a reader of the log answer."""
    forme = FormatSansDonnees("{message}", style="{")
    cle = "wuMNxyfJdo5_Jna3ouCCeN4ENpkYX13eaw3X91Fg8Qo"
    ligne = logging.makeLogRecord(
        {"msg": "Forbidden (%s): %s", "args": ("CSRF", f"/repondre/{cle}/")}
    )
    assert forme.format(ligne) == "Forbidden (CSRF): /repondre/…/"
    simple = logging.makeLogRecord({"msg": "Not Found: /dossiers/12/qualifications/experience/"})
    assert forme.format(simple) == "Not Found: /dossiers/12/qualifications/experience/"
