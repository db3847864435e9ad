"""Reading LHEO 2.x training files: elements by local name, texts without their markup (pure).

Vocabulary: LHEO 2.2, « Langage harmonisé d'échange d'informations sur l'offre de formation ».
Every 1.x and 2.x namespace is read. "-" means nothing.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from parcours.socle.fichiers import FichierRefuse, lire_xml

# Table « niveaux » (old French nomenclature) → cadre national 1–8.
NIVEAUX: Final = {"2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7}
A_DISTANCE: Final = "1"
LONGUEUR_MAX: Final = 50_000
_BALISE = re.compile(r"<[^>]{0,200}>")
_BLOCS = re.compile(r"</(?:p|li|ul|ol|div|h\d)>|<br\s*/?>", re.IGNORECASE)
_PUCE = re.compile(r"<li[^>]{0,100}>", re.IGNORECASE)


def formations(contenu: bytes) -> list[etree._Element]:
    """The trainings of a file; FichierRefuse when it is no LHEO or holds none."""
    racine = lire_xml(contenu)
    trouvees = list(tous(racine, "formation"))
    if etree.QName(racine).localname != "lheo" or not trouvees:
        raise FichierRefuse(
            "Ligne 1 : un fichier LHEO (<lheo><offres><formation>…) est attendu, "
            "avec au moins une formation."
        )
    return trouvees


def tous(element: etree._Element, nom: str) -> Iterator[etree._Element]:
    """All the descendants of that local name."""
    return element.iter(f"{{*}}{nom}")


def premier(element: etree._Element | None, nom: str) -> etree._Element | None:
    """The first descendant of that local name, or None."""
    return None if element is None else next(tous(element, nom), None)


def valeur(element: etree._Element | None, *chemin: str) -> str:
    """Text of the first descendant reached by each name in turn; "" when absent or « - »."""
    for nom in chemin:
        element = premier(element, nom)
    return "" if element is None else dit(element)


def dit(element: etree._Element) -> str:
    """The text of an element, clean; "" for « - »."""
    propre = _propre(element.text or "")
    return "" if propre == "-" else propre


def sans_balises(brut: str) -> str:
    """Plain text of the HTML that sources escape inside LHEO fields."""
    lignes = _PUCE.sub("- ", _BLOCS.sub("\n", brut))
    nu = html.unescape(_BALISE.sub("", lignes))
    return _propre(re.sub(r"\n\s*\n+", "\n", nu))


def avec_http(adresse: str) -> str:
    """The address with a scheme, when it lacks one."""
    return adresse if not adresse or "://" in adresse else f"https://{adresse}"


def _propre(texte: str) -> str:
    """No NUL, no hard space, plain ends of line, 50,000 characters at most."""
    propre = texte.replace("\x00", "").replace("\xa0", " ").strip()
    propre = propre.replace("\r\n", "\n").replace("\r", "\n")
    return propre if len(propre) <= LONGUEUR_MAX else propre[: LONGUEUR_MAX - 1] + "…"
