"""Checks a SIRET by its key: Luhn, with the exception of La Poste's establishments.

Source: INSEE, « numéro SIRET »; La Poste (SIREN 356 000 000) has too many establishments for Luhn:
the plain sum of the digits is a multiple of five instead (its head office passes both).
"""

import re
import unicodedata
from typing import Final

SIREN_LA_POSTE: Final = "356000000"
LONGUEUR_SIREN: Final = 9
LONGUEUR_SIRET: Final = 14
_SEPARATEURS: Final = re.compile(r"[\s.\-–/_]+")


class SiretInvalide(ValueError):
    """The number is not a SIRET; the message is a French sentence that says how to mend it."""


def normaliser_siret(texte: str) -> str:
    """The fourteen digits of a SIRET typed with or without separators; SiretInvalide otherwise."""
    compact = _SEPARATEURS.sub("", unicodedata.normalize("NFKC", texte))
    if not re.fullmatch(r"[0-9]+", compact):
        raise SiretInvalide("SIRET : n’écrire que des chiffres, avec ou sans espaces.")
    if len(compact) == LONGUEUR_SIREN:
        raise SiretInvalide(
            "SIRET : 9 chiffres sont un SIREN. Ajouter les 5 chiffres de l’établissement."
        )
    if len(compact) != LONGUEUR_SIRET:
        raise SiretInvalide(f"SIRET : 14 chiffres attendus, {len(compact)} écrits.")
    if not est_siret(compact):
        raise SiretInvalide("SIRET : la clé n’est pas bonne. Vérifier chaque chiffre.")
    return compact


def est_siret(siret: str) -> bool:
    """True for fourteen digits, without separators, whose key is right."""
    if not re.fullmatch(r"[0-9]{14}", siret) or int(siret) == 0:
        return False
    if siret.startswith(SIREN_LA_POSTE):
        return _luhn(siret) or sum(map(int, siret)) % 5 == 0
    return _luhn(siret) and est_siren(siret[:LONGUEUR_SIREN])


def est_siren(siren: str) -> bool:
    """True for nine digits, without separators, that pass Luhn."""
    return bool(re.fullmatch(r"[0-9]{9}", siren)) and int(siren) != 0 and _luhn(siren)


def siret_lisible(siret: str) -> str:
    """In groups, as people read it.

    >>> siret_lisible("73282932000074")
    '732 829 320 00074'
    """
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


def _luhn(chiffres: str) -> bool:
    doubles = (2 * int(c) for c in chiffres[-2::-2])
    return (sum(map(int, chiffres[::-2])) + sum(d - 9 if d > 9 else d for d in doubles)) % 10 == 0
