"""Keeps personal data and keys out of the logs: where something failed, not what was typed."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# The end of a signed link, of a one-time link, of a session: whoever reads the log could enter.
JETON = re.compile(r"[\w:=-]{30,}")


class FormatSansDonnees(logging.Formatter):
    """Writes an exception as its frames and its type: its text may quote a person's data.

    PostgreSQL for one repeats the refused value (« Key (email)=(…) already exists »). Source lines
    are code, so they stay; local values are never shown.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line with long tokens of addresses and messages masked."""
        record.message = JETON.sub("…", record.message)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        """Return the frames of the exception and of its causes, outermost cause first."""
        erreur = ei[1]
        return "" if erreur is None else "\n".join(_lignes(erreur))


def _lignes(erreur: BaseException) -> list[str]:
    cause = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    avant = _lignes(cause) if cause else []
    cadres = [ligne.rstrip() for ligne in traceback.format_tb(erreur.__traceback__)]
    return [*avant, "Traceback (texte de l’erreur masqué) :", *cadres, type(erreur).__qualname__]


class FormatJSON(FormatSansDonnees):
    """The same as one JSON object per line, for a collector of logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: instant, level, logger, message, and the frames of an exception."""
        ligne = {
            "instant": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "niveau": record.levelname,
            "source": record.name,
            "message": JETON.sub("…", record.getMessage()),
        }
        if record.exc_info:
            ligne["erreur"] = self.formatException(record.exc_info)
        return json.dumps(ligne, ensure_ascii=False)
