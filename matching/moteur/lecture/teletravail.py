"""Telework said to be possible, or complete."""

from typing import Final

from matching.moteur.lecture.regles import mentions, regle
from matching.moteur.lecture.texte import ExigenceLue, Texte
from matching.moteur.vocabulaire import Critere, Exigence

_INDICES: Final = "teletravail|distanciel|home office|homeoffice|remote"
_ORGANISER: Final = r"\bclients?\b.{0,30}\bteletravail|\bmise en place du teletravail|\bexclu"
REGLES: Final = (
    regle(
        "total",
        _INDICES,
        r"\b(?:100\s?%|full|tout|entierement|totalement|complet) (?:en |de |a )?(?:teletravail"
        r"|distanciel|remote)|\b(?:full remote|teletravail (?:complet|total|a 100\s?%))",
        _ORGANISER,
    ),
    regle("partiel", _INDICES, r"\bteletravail|\bhome ?office|\bremote\b", _ORGANISER),
)


def lire_teletravail(texte: Texte) -> list[ExigenceLue]:
    """One fact, "total" or "partiel"; the fuller first."""
    lues = [
        ExigenceLue(Critere.TELETRAVAIL, m.code, None, Exigence.EXIGE, m.extrait(), 0.85)
        for m in mentions(texte, REGLES)
    ]
    return lues[:1]
