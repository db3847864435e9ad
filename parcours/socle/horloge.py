"""The only clock of the Django side; pure code receives its dates as arguments."""

from datetime import date, datetime

from django.utils import timezone


def maintenant() -> datetime:
    """Return the present instant, aware."""
    return timezone.now()


def aujourd_hui() -> date:
    """Return today's date in Paris."""
    return timezone.localdate()
