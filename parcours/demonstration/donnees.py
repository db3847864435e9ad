"""The texts the demonstration is written from (data/textes_demo), read once."""

import json
from functools import cache
from typing import Any

from django.conf import settings


@cache
def lire(nom: str) -> Any:
    """Return the content of data/textes_demo/`nom`.json; treat it as read-only."""
    chemin = settings.BASE_DIR / "data" / "textes_demo" / f"{nom}.json"
    return json.loads(chemin.read_text(encoding="utf-8"))
