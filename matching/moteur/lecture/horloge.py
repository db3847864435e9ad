"""Days and clock times of one statement, in order.

When days come first they hold for the times that follow ("du lundi au vendredi 6h-13h, samedi
8h-12h"); when times come first they belong to the days that follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matching.moteur.grilles import Plage

NOMS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_JOUR: Final = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_MINUTES: Final = r"(?:\s?[0-5]\d(?!\s?[h:]))?"
_HEURE: Final = rf"(?:\d{{1,2}}\s?(?:h(?:eures?)?(?![a-z])|:(?=\d\d)){_MINUTES}|midi|minuit)"
SIGNE: Final = re.compile(
    rf"(?P<suite>{_JOUR}\s+(?:au|a)\s+{_JOUR})"
    rf"|(?P<liste>{_JOUR}(?:\s*(?:,|et|/|-|ou)\s*{_JOUR})*)"
    r"|(?P<fin_semaine>week-?\s?ends?)"
    rf"|(?P<bornes>\bentre\s+{_HEURE}\s+et\s+{_HEURE})"
    rf"|(?P<plage>{_HEURE}\s*(?:-+>?|//?|a|jusqu'a)\s*{_HEURE})"
    rf"|(?P<courte>{_HEURE}\s*-\s*\d{{1,2}}(?![\w:%€.,/]|\s?(?:jour|h|euro|pers|%|€)))"
)
UNE_HEURE: Final = re.compile(_HEURE)
FIN_COURTE: Final = re.compile(r"-\s*(\d{1,2})$")
# A start or an end alone: "prise de poste à 5h", "jamais après 13h".
DEBUT_SEUL: Final = re.compile(
    rf"\b(?:a partir de|des|(?:prise|debut)s? (?:de |du )?(?:poste|service|travail|journee|fonctions?)?s?(?: (?:le|les|du|chaque|tous les) (?:matins?|jours?))?(?: (?:a|des|vers|:))*|embauche(?: (?:a|vers|:))+"
    rf"|demarrage a|commence[rz]?(?: \w+ matin)? (?:a|vers)|depart (?:de|a)|arrivee (?:a|vers))\s+(?P<heure>{_HEURE})(?!\s*(?:a\b|-|et\b|/))"
)
FIN_SEULE: Final = re.compile(
    rf"\b(?:jusqu'a|fin (?:de (?:poste|service|journee|travail) )?(?:a|vers|:)|(?:jamais|pas) apres|debauche (?:a|vers)|termin\w+ (?:a|vers|au plus tard a)|retour (?:a|vers))\s+(?P<heure>{_HEURE})"
)
# Hours of something else than the work: shop, phone, agency, interview.
AILLEURS: Final = re.compile(
    r"\bouvert|\bfermetur|\bappel|\bcontact|\btelephon|\bjoindre|\bjoignable|\bagence\b|\bentretien en\b"
    r"|\brdv\b|\brendez-vous|\breunion|\bcandidat(?:er|ure)|\bpostul|\bdisponible du\b|\badresser"
    r"|\bevenement|\bdating\b|\bforum\b"
    rf"|{_JOUR}\s+(?:1er|\d{{1,2}})\s+(?:janv|fev|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec)"
    r"|\bpresente[rz]|\bfonctionnement\b|\brecrutement\b|\baccueil du public"
)
REPOS: Final = re.compile(r"\brepos\b|\bferme\b|\bhors\b|\bsans\b|\bpas de\b|\bni\b")
PAR_JOUR: Final = re.compile(
    r"^\s*(?:de travail )?(?:par|/|la)\s*(?:jour|semaine|mois|nuit|sem\b)|^\s*hebdo"
)


@dataclass(frozen=True, slots=True)
class Releve:
    """Stretches with their days, and times whose days are not said."""

    plages: tuple[Plage, ...]
    sans_jour: tuple[tuple[str, str], ...]
    jours: tuple[int, ...]


def relever(simple: str) -> Releve:
    """Days and times of one statement, in order.

    >>> relever("9h30-18h du mardi au vendredi et de 9h a 13h le samedi").plages
    (((1, 2, 3, 4), '09:30', '18:00'), ((5,), '09:00', '13:00'))
    """
    signes = list(_signes(simple))
    if not signes:
        return Releve((), (), ())
    tous = tuple(sorted({jour for jours, _ in signes for jour in jours or ()}))
    if signes[0][0] is None and any(jours for jours, _ in signes):
        signes = _inverser(signes)
    plages: list[Plage] = []
    orphelines: list[tuple[str, str]] = []
    courants: tuple[int, ...] | None = None
    for jours, heure in signes:
        if jours is not None:
            courants = jours
        elif heure is not None and courants:
            plages.append((courants, *heure))
        elif heure is not None:
            orphelines.append(heure)
    return Releve(tuple(plages), tuple(orphelines), tous)


Signe = tuple[tuple[int, ...] | None, tuple[str, str] | None]


def _inverser(signes: list[Signe]) -> list[Signe]:
    """Put the days that follow a run of times before it."""
    resultat: list[Signe] = []
    attente: list[Signe] = []
    for signe in signes:
        if signe[0] is None:
            attente.append(signe)
        else:
            resultat += [signe, *attente]
            attente = []
    return resultat + ([((), None), *attente] if attente else [])


def _signes(simple: str) -> Iterator[Signe]:
    fin_precedente = -100
    precedents: tuple[int, ...] = ()
    for signe in SIGNE.finditer(simple):
        if signe["plage"] or signe["bornes"] or signe["courte"]:
            heure = _plage(signe)
            if heure and not PAR_JOUR.match(simple[signe.end() :]):
                yield None, heure
            continue
        autour = simple[max(0, signe.start() - 15) : signe.start()]
        if REPOS.search(autour) or REPOS.search(simple[signe.end() : signe.end() + 8]):
            continue
        jours = _jours(signe)
        if signe.start() - fin_precedente <= 8:
            jours = tuple(sorted({*precedents, *jours}))
        fin_precedente, precedents = signe.end(), jours
        yield jours, None


def _jours(signe: "re.Match[str]") -> tuple[int, ...]:
    if signe["fin_semaine"]:
        return (5, 6)
    rangs = [NOMS.index(nom.removesuffix("s")) for nom in re.findall(_JOUR, signe[0])]
    if signe["suite"]:
        premier, dernier = rangs
        return tuple(sorted((premier + pas) % 7 for pas in range((dernier - premier) % 7 + 1)))
    return tuple(sorted(set(rangs)))


def _plage(signe: "re.Match[str]") -> tuple[str, str] | None:
    ecrites = UNE_HEURE.findall(signe[0])
    courte = FIN_COURTE.search(signe[0]) if len(ecrites) == 1 else None
    debut, fin = (lire_heure(e) for e in ([*ecrites, f"{courte[1]}h"] if courte else ecrites))
    return None if debut is None or fin is None or debut == fin else (debut, fin)


def lire_heure(ecrite: str) -> str | None:
    """ "HH:MM" of a time as written; None when it is a duration or nonsense."""
    if ecrite in ("midi", "minuit"):
        return "12:00" if ecrite == "midi" else "00:00"
    nombres = [int(n) for n in re.findall(r"\d+", ecrite)]
    heure, minute = nombres[0], nombres[1] if len(nombres) > 1 else 0
    if heure > 24 or (heure == 24 and minute):
        return None
    return f"{heure % 24:02d}:{minute:02d}"
