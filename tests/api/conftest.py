"""What calls made by the WSGI door need."""

from collections.abc import Iterator

import pytest
from django.core import signals
from django.db import close_old_connections


@pytest.fixture
def par_wsgi() -> Iterator[None]:
    """The WSGI door closes connections between calls; the test's own holds its transaction."""
    signaux = (signals.request_started, signals.request_finished)
    for signal in signaux:
        signal.disconnect(close_old_connections)
    yield
    for signal in signaux:
        signal.connect(close_old_connections)
