"""How a way of saying too much is written for `notes`, and the guards they share.

Everything is written folded: lower case, no accents, straight apostrophes. A `Motif` starts on one
of its `mots`; then what follows must match `suite`, what precedes must match `avant`, and none of
the `sauf_*` guards may hold. Guards are what keeps job titles, employers, streets and languages
from being mistaken for a remark on the person.
"""

import re
from dataclasses import dataclass
from typing import Final

BLOCK: Final = "block"
WARN: Final = "warn"


@dataclass(frozen=True, slots=True)
class Motif:
    """One way of saying too much; `sauf_avant` and `avant` look back over `RECUL` characters."""

    famille: str
    gravite: str
    mots: tuple[str, ...]
    suite: re.Pattern[str] | None = None
    avant: re.Pattern[str] | None = None
    sauf_suite: re.Pattern[str] | None = None
    sauf_avant: re.Pattern[str] | None = None
    brut: re.Pattern[str] | None = None
    """Matched on the text as typed, from the first word: for capitals."""
    est_niable: bool = False
    """True when a negation makes the remark harmless (« n’est pas agressif »)."""


RECUL: Final = 60
MEME_CLAUSE: Final = r"[^.;,:\n]*$"


def _formes(ecriture: str) -> tuple[str, ...]:
    """`"alcool/ique,o puce"` gives alcoolique, alcoolo, puce: a stem and its endings."""
    formes = []
    for mot in ecriture.split():
        racine, barre, fins = mot.partition("/")
        formes += [racine + fin for fin in fins.split(",")] if barre else [mot]
    return tuple(formes)


def _re(expression: str | None) -> re.Pattern[str] | None:
    return re.compile(expression) if expression else None


def motif(
    famille: str,
    gravite: str,
    mots: str,
    *,
    suite: str | None = None,
    avant: str | None = None,
    sauf_suite: str | None = None,
    sauf_avant: str | None = None,
    brut: str | None = None,
    niable: bool = False,
) -> Motif:
    return Motif(
        famille,
        gravite,
        _formes(mots),
        _re(suite),
        _re(f"(?:{avant})$" if avant else None),
        _re(sauf_suite),
        _re(sauf_avant),
        _re(brut),
        niable,
    )


# Streets, stops and buildings are named after anything.
LIEU: Final = re.compile(
    r"\b(?:rue|avenue|av\.|boulevard|bd|place|square|quai|impasse|chemin|allees?|cours|montee|route|"
    r"passage|arret|station|quartier|ecole|college|lycee|clinique|paroisse|residence)\s"
    r"(?:(?:de|du|des|la|le|les|saint|sainte|henri|louis|joseph|abbe|pere|general|docteur)\s|"
    r"(?:de\s)?l'|d')*$"
)
NEGATION: Final = re.compile(
    r"\b(?:ni|pas|jamais|aucune?|sans|plus|nullement)\s(?:(?:un|une|du|de|des|tres|trop|plus)\s|d')*$"
)

# Work with people: the public of a job, never the person met.
METIER = (
    r"\b(?:aide[- ]soignante?s?|infirmiere?s?|auxiliaires?|aesh|animat\w+|educat\w+|benevol\w+|"
    r"intervenante?s?|formations?|forme[es]* a|stages?|ateliers?|services?|unites?|centres?|"
    r"associations?|ligue|prevention|sensibilis\w+|conferences?|journees?|aupres|patients?|"
    r"residents|personnes|publics?|usagers|accompagnement d|aide a|lutte contre|"
    r"referente? (?:sante|handicap))" + MEME_CLAUSE
)
EMPLOYEUR = (
    r"\b(?:offres?|publiee? par|employeur|recrut\w+|poste|secretaires?|comptable|accueil|stage|"
    r"locaux|entretien|agent|menage|contrat|travaille|travaillait|embauche\w*)\b" + MEME_CLAUSE
)
COMMERCE = (
    r"\b(?:restaurants?|cuisines?|cuisini\w+|epiceries?|traiteurs?|produits?|boucheries?|salons?|"
    r"coiffures?|tissus?|textiles?|danses?|musiques?|boutiques?|magasins?|supermarches?|plats?|"
    r"specialites?|massages?|associations?|marches?|rayons?|abattoirs?|viandes?|artisanat|union)"
    r"\s(?:\w+\s){0,2}$"
)
LANGUE_AVANT = (
    r"(?:\b(?:langues?|parl\w+|lit|ecrit|comprend|en|cours d|l|d|bilingue|traduct\w+|interprete|"
    r"maitrise|francais|anglais|et|maternelle)['\s:,(-]+(?:l')?)$"
)
LANGUE_SUITE = (
    r"[\s:(,]+(?:couramment|courant|courante|litteraire|dialectal|maternelle?|lue?|ecrit|parlee?|"
    r"langue|bilingue|niveau|[abc][012]\b|debutant|intermediaire|et (?:francais|anglais))"
)
