"""The dates of the demonstration, all counted from one day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
PROFONDEUR_JOURS = 365


@dataclass(frozen=True)
class Calendrier:
    """`jour` is today; nothing that already took place is later than `fin`."""

    jour: date
    fin: datetime

    @classmethod
    def du_jour(cls, jour: date, fin: datetime | None = None) -> "Calendrier":
        """Return the calendar of a day that is, unless `fin` says otherwise, at eight o'clock."""
        return cls(jour, fin or datetime.combine(jour, time(8), PARIS))

    def il_y_a(self, jours: int) -> date:
        """That many days ago (in that many days when negative)."""
        return self.jour - timedelta(days=jours)

    def instant(self, jour: date, heure: int = 9, minute: int = 0) -> datetime:
        """That day at that hour in Paris."""
        return datetime.combine(jour, time(heure, minute), PARIS)

    def passe(self, jour: date, heure: int = 9, minute: int = 0) -> datetime:
        """The same, brought back before `fin` when it would be in the future."""
        return min(self.instant(jour, heure, minute), self.fin - timedelta(minutes=7))

    def au_bureau(self, rng: Random, jour: date) -> datetime:
        """An hour of work of that day, or of the working day before it."""
        return self.passe(ouvre(jour), rng.randrange(9, 18), rng.randrange(0, 60, 5))

    def prochain(self, jour_de_semaine: int) -> date:
        """The next such day after today (0 = Monday)."""
        return self.jour + timedelta(days=(jour_de_semaine - self.jour.weekday() - 1) % 7 + 1)


def ouvre(jour: date) -> date:
    """Return the day, or the Friday before a Saturday or a Sunday."""
    return jour - timedelta(days=max(0, jour.weekday() - 4))


def vers_instant(jour: date, heure: int = 9) -> datetime:
    """That day at that hour in Paris."""
    return datetime.combine(jour, time(heure), PARIS)
