"""Hours: days and clock times when both are clear, else what kind of hours they are.

Inside a statement days and times are read in order. When days come first they hold for the times
that follow ("du lundi au vendredi 6h-13h, samedi 8h-12h"); when times come first they belong to the
days that follow. Several stretches are united, whether they are a split shift or shifts in turn.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matching.moteur.grilles import Plage, depuis_plages, heures, jeux
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Texte
from matching.moteur.vocabulaire import Critere, Exigence

NOMS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_JOUR: Final = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_MINUTES: Final = r"(?:\s?[0-5]\d(?!\s?[h:]))?"
_HEURE: Final = rf"(?:\d{{1,2}}\s?(?:h(?:eures?)?(?![a-z])|:(?=\d\d)){_MINUTES}|midi|minuit)"
SIGNE: Final = re.compile(
    rf"(?P<suite>{_JOUR}\s+(?:au|a)\s+{_JOUR})"
    rf"|(?P<liste>{_JOUR}(?:\s*(?:,|et|/|-|ou)\s*{_JOUR})*)"
    r"|(?P<fin_semaine>week-?\s?ends?)"
    rf"|(?P<bornes>\bentre\s+{_HEURE}\s+et\s+{_HEURE})"
    rf"|(?P<plage>{_HEURE}\s*(?:-|/|a|jusqu'a)\s*{_HEURE})"
)
# Hours of something else than the work: shop, phone, agency, interview.
AILLEURS: Final = re.compile(
    r"\bouvert|\bfermetur|\bappel|\bcontact|\btelephon|\bjoindre|\bjoignable|\bagence\b|\bentretien en\b"
    r"|\brdv\b|\brendez-vous|\breunion|\bcandidat(?:er|ure)|\bpostul|\bdisponible du\b|\badresser"
    r"|\bevenement|\bdating\b|\bforum\b"
    rf"|{_JOUR}\s+(?:1er|\d{{1,2}})\s+(?:janv|fev|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec)"
    r"|\bpresente[rz]|\bfonctionnement\b|\brecrutement\b|\baccueil du public"
)
# Hours that bound the work without being it.
BORNES: Final = re.compile(
    r"\bentre\b|\bamplitude|\bplages?\b|\bpossib|\bprevisionnel|\ba definir\b|\bsauf\b|\bexemple"
    r"|\bselon\b|\bpaires?\b|\bimpaires?\b|\bvariable|\bflexible|\bmodulable|\benviron\b|\bet \d apres"
)
UNE_HEURE: Final = re.compile(_HEURE)
# Alternatives between which the text does not say who chooses, unless shifts take turns.
CHOIX: Final = re.compile(r"\bou\b|\bsoit\b")
ROTATION: Final = re.compile(
    r"[23]\s?[x*/]\s?8|\balterna|\broulement|\brotation|\bsemaine du (?:matin|soir)|\bequipes?\b"
)
REPOS: Final = re.compile(r"\brepos\b|\bferme\b|\bhors\b|\bsans\b|\bpas de\b|\bni\b")
PAR_JOUR: Final = re.compile(r"^\s*(?:par|/)\s*(?:jour|semaine|mois|nuit)|^\s*hebdo")
DUREE_MAXIMALE: Final = 13 * 60

GENRES: Final = (
    (
        "nuit",
        re.compile(r"\b(?:de|la|les|en|travail|equipe|horaires?) nuits?\b|\b[35]\s?[x*]\s?8\b"),
    ),
    ("samedi", re.compile(r"\bsamedis?\b|\bweek-?\s?ends?\b")),
    ("dimanche", re.compile(r"\bdimanches?\b|\bweek-?\s?ends?\b|\bjours feries\b")),
    ("poste", re.compile(r"\b[235]\s?[x*/]\s?8\b|\bhoraires? postes?\b|\ben roulement\b")),
    ("coupures", re.compile(r"\bavec coupures?\b|\ben coupure\b|\bhoraires? coupes?\b")),
    ("variables", re.compile(r"\bhoraires? (?:variables?|irreguliers?|decales?|atypiques?)")),
)
NIE: Final = re.compile(
    r"\b(?:pas|sans|ni|aucun|jamais|hors|repos|fermeture|disposez d[eu])\b[^,]{0,25}$"
)
NIE_APRES: Final = re.compile(r"^[^.]{0,40}\b(?:jamais|repos|libres?|fermee?s?|ne sont pas)\b")
CONDITIONS: Final = {"nuit": "nuit", "variables": "horaires_decales", "poste": "horaires_decales"}


@dataclass(frozen=True, slots=True)
class Releve:
    """Stretches with their days, and times whose days are not said."""

    plages: tuple[Plage, ...]
    sans_jour: tuple[tuple[str, str], ...]
    jours: tuple[int, ...]


def lire_horaires(texte: Texte) -> list[ExigenceLue]:
    """The weekly grid when it is clear, then the kinds of hours named."""
    return _grille(texte) + _genres(texte)


def _grille(texte: Texte) -> list[ExigenceLue]:
    lus = [
        (enonce, relever(enonce.simple))
        for enonce in texte.enonces
        if not AILLEURS.search(enonce.simple)
    ]
    horaires = [(enonce, releve) for enonce, releve in lus if releve.plages or releve.sans_jour]
    if not horaires:
        return []
    extrait = " … ".join(_mots(enonce) for enonce, _ in horaires)[:160]
    doute = any(_est_douteux(enonce.simple) for enonce, _ in horaires)
    plages, confiance = _reunir(lus, [releve for _, releve in horaires])
    if doute or not plages or not _est_plausible(plages):
        return [_horaires(Exigence.INCONNU, extrait, 0.5)]
    return [
        _horaires(Exigence.EXIGE, extrait, confiance).avec(
            grille=depuis_plages(plages), jeux=jeux(plages)
        )
    ]


def _est_douteux(simple: str) -> bool:
    if BORNES.search(simple) or _reste_une_heure(simple):
        return True
    return bool(CHOIX.search(simple)) and not ROTATION.search(simple)


def _reste_une_heure(simple: str) -> bool:
    """True when a clock time is in no stretch: the statement was not understood whole."""
    sans_plages = SIGNE.sub(
        lambda signe: " " if signe["plage"] or signe["bornes"] else signe[0], simple
    )
    return any(
        _heure(reste[0]) is not None and not PAR_JOUR.match(sans_plages[reste.end() :])
        for reste in UNE_HEURE.finditer(sans_plages)
    )


def _reunir(lus: list[tuple[Enonce, Releve]], horaires: list[Releve]) -> tuple[list[Plage], float]:
    """All stretches; times without days take the only days named in a statement of their own.

    Nothing when a day is named without its hours: the week would be read with a hole.
    """
    plages = [plage for releve in horaires for plage in releve.plages]
    orphelines = [heure for releve in horaires for heure in releve.sans_jour]
    nommes = {jour for _, releve in lus for jour in releve.jours}
    if not orphelines:
        couverts = {jour for jours, _, _ in plages for jour in jours}
        return (plages, 0.95) if nommes <= couverts else ([], 0.5)
    seuls = {r.jours for _, r in lus if r.jours and not r.plages and not r.sans_jour}
    jours = {jours for jours in seuls if len(jours) >= 4}
    if plages or len(jours) != 1 or nommes - set(*jours):
        return [], 0.5
    return [(jour, debut, fin) for jour in jours for debut, fin in orphelines], 0.8


def _est_plausible(plages: list[Plage]) -> bool:
    return all(_duree(debut, fin) <= DUREE_MAXIMALE for _, debut, fin in plages) and (
        heures(depuis_plages(plages)) <= 110
    )


def _duree(debut: str, fin: str) -> int:
    depart, arrivee = (int(h[:2]) * 60 + int(h[3:]) for h in (debut, fin))
    return (arrivee - depart) % 1440 or 1440


def _horaires(exigence: Exigence, extrait: str, confiance: float) -> ExigenceLue:
    return ExigenceLue(Critere.HORAIRES, "", None, exigence, extrait, confiance)


def _mots(enonce: Enonce) -> str:
    signes = list(SIGNE.finditer(enonce.simple))
    return enonce.extrait(signes[0].start(), signes[-1].end(), autour=15)


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
        if signe["plage"] or signe["bornes"]:
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
    debut, fin = (_heure(ecrite) for ecrite in UNE_HEURE.findall(signe[0]))
    return None if debut is None or fin is None or debut == fin else (debut, fin)


def _heure(ecrite: str) -> str | None:
    """ "HH:MM" of a time as written; None when it is a duration or nonsense."""
    if ecrite in ("midi", "minuit"):
        return "12:00" if ecrite == "midi" else "00:00"
    nombres = [int(n) for n in re.findall(r"\d+", ecrite)]
    heure, minute = nombres[0], nombres[1] if len(nombres) > 1 else 0
    if heure > 24 or (heure == 24 and minute):
        return None
    return f"{heure % 24:02d}:{minute:02d}"


def _genres(texte: Texte) -> list[ExigenceLue]:
    lues = []
    for enonce in texte.enonces:
        for code, motif in GENRES:
            mention = motif.search(enonce.simple)
            if mention and not _est_nie(enonce.simple, mention):
                lues += _mention(enonce, mention, code)
    return lues


def _est_nie(simple: str, mention: "re.Match[str]") -> bool:
    return bool(NIE.search(simple[: mention.start()]) or NIE_APRES.match(simple[mention.end() :]))


def _mention(enonce: Enonce, mention: "re.Match[str]", code: str) -> list[ExigenceLue]:
    doute = bool(BORNES.search(enonce.simple)) and code != "variables"
    exigence, confiance = (Exigence.INCONNU, 0.5) if doute else (Exigence.EXIGE, 0.85)
    extrait = enonce.extrait(mention.start(), mention.end())
    lues = [ExigenceLue(Critere.HORAIRES, code, None, exigence, extrait, confiance)]
    if code in CONDITIONS:
        condition = CONDITIONS[code]
        lues.append(ExigenceLue(Critere.CONDITION, condition, None, exigence, extrait, confiance))
    return lues
