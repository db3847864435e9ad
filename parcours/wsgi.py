"""WSGI entry point: everything a page needs is imported, then set aside from the collector."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from parcours.socle.memoire import figer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcours.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 (imports every view now rather than in the first page)
figer()
