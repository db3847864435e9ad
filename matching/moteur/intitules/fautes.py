"""One slip of the finger in a title, to learn from and to measure with."""

from random import Random
from typing import Final

LETTRES: Final = "abcdefghijklmnopqrstuvwxyz"


def avec_une_faute(texte: str, hasard: Random) -> str:
    """One letter dropped, doubled, swapped or replaced, in a word of four letters or more.

    The text is unchanged when it has no such word.

    >>> avec_une_faute("macon", Random(1)) != "macon"
    True
    >>> avec_une_faute("de la", Random(1))
    'de la'
    """
    mots = texte.split(" ")
    longs = [rang for rang, mot in enumerate(mots) if len(mot) >= 4]
    if not longs:
        return texte
    rang = hasard.choice(longs)
    mot = mots[rang]
    while mots[rang] == mot:
        mots[rang] = _alterer(mot, hasard)
    return " ".join(mots)


def _alterer(mot: str, hasard: Random) -> str:
    place = hasard.randrange(len(mot) - 1)
    match hasard.randrange(4):
        case 0:
            return mot[:place] + mot[place + 1 :]
        case 1:
            return mot[:place] + mot[place] + mot[place:]
        case 2:
            return mot[:place] + mot[place + 1] + mot[place] + mot[place + 2 :]
        case _:
            return mot[:place] + hasard.choice(LETTRES) + mot[place + 1 :]
