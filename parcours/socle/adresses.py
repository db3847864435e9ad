"""Full addresses, for what leaves the site."""

from django.conf import settings
from django.urls import reverse


def adresse_absolue(nom: str, *args: object) -> str:
    """The address of a page by its URL name, with the public host."""
    return str(settings.ADRESSE_PUBLIQUE).rstrip("/") + reverse(nom, args=args)
