"""The weekly grid when days and times are both clear, else the hours to be checked.

Several stretches are united, whether they are a split shift or shifts in turn.
"""

import re
from typing import Final

from matching.moteur.grilles import Plage, depuis_plages, heures, jeux
from matching.moteur.lecture.horloge import (
    AILLEURS,
    DEBUT_SEUL,
    FIN_SEULE,
    PAR_JOUR,
    SIGNE,
    UNE_HEURE,
    Releve,
    lire_heure,
    relever,
)
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

# Hours that bound the work without being it.
BORNES: Final = re.compile(
    r"\bentre\b|\bamplitude|\bplages?\b|\bpossib|\bprevisionnel|\ba definir\b|\bsauf\b|\bexemple"
    r"|\bselon\b|\bpaires?\b|\bimpaires?\b|\bvariable|\bflexible|\bmodulable|\benviron\b|\bet \d apres"
)
# Alternatives between which the text does not say who chooses, unless shifts take turns.
CHOIX: Final = re.compile(r"\bou\b|\bsoit\b")
ROTATION: Final = re.compile(
    r"[23]\s?[x*/]\s?8|\balterna|\broulement|\brotation|\bsemaine du (?:matin|soir)|\bequipes?\b"
)
# No hour nor day without one of these: most statements are let go at once.
PEUT_ETRE: Final = re.compile(r"\d|di\b|dis\b|manche|week|midi|minuit")
DUREE_MAXIMALE: Final = 13 * 60

Lus = list[tuple[Enonce, Releve]]


def releves(texte: Texte) -> Lus:
    """Statements that may speak of the hours of the work, with their days and times."""
    if not (SIGNE.search(texte.simple) or DEBUT_SEUL.search(texte.simple)):
        return []
    return [
        (enonce, relever(enonce.simple))
        for enonce in texte.enonces
        if enonce.section is not Section.ENTREPRISE
        and PEUT_ETRE.search(enonce.simple)
        and not AILLEURS.search(enonce.simple)
    ]


def lire_grille(lus: Lus) -> list[ExigenceLue]:
    """One reading of the hours: a firm grid, or hours to be checked with their bounds."""
    horaires = [(enonce, releve) for enonce, releve in lus if releve.plages or releve.sans_jour]
    limites = bornes(lus)
    if not horaires and limites is None:
        return []
    source = horaires or [lu for lu in lus if DEBUT_SEUL.search(lu[0].simple)][:1] or lus[:1]
    extrait = " … ".join(_mots(enonce) for enonce, _ in source)[:160]
    doute = not horaires or any(_est_douteux(enonce.simple) for enonce, _ in horaires)
    plages, confiance = _reunir(lus, [releve for _, releve in horaires])
    if doute or not plages or not _est_plausible(plages):
        return [_horaires(Exigence.INCONNU, extrait, 0.5).avec(bornes=limites)]
    return [
        _horaires(Exigence.EXIGE, extrait, confiance).avec(
            grille=depuis_plages(plages), jeux=jeux(plages), bornes=limites
        )
    ]


def bornes(lus: Lus) -> tuple[str, str] | None:
    """Earliest start and latest end written, "HH:MM"; an end past midnight is later than 23:59."""
    ecrites = [heure for _, releve in lus for heure in stretches(releve)]
    debuts = [_minutes(debut) for debut, _ in ecrites]
    fins = [_minutes(fin) + 1440 * (fin <= debut) for debut, fin in ecrites]
    for enonce, _ in lus:
        debuts += [
            _minutes(h) for m in DEBUT_SEUL.finditer(enonce.simple) if (h := lire_heure(m["heure"]))
        ]
        fins += [
            _minutes(h) for m in FIN_SEULE.finditer(enonce.simple) if (h := lire_heure(m["heure"]))
        ]
    if not debuts and not fins:
        return None
    return (
        _ecrite(min(debuts)) if debuts else "",
        _ecrite(max(fins)) if fins else "",
    )


def stretches(releve: Releve) -> list[tuple[str, str]]:
    """All (start, end) of a statement, with or without days."""
    return [(debut, fin) for _, debut, fin in releve.plages] + list(releve.sans_jour)


def _ecrite(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _minutes(heure: str) -> int:
    return int(heure[:2]) * 60 + int(heure[3:])


def _est_douteux(simple: str) -> bool:
    if BORNES.search(simple) or _reste_une_heure(simple):
        return True
    return bool(CHOIX.search(simple)) and not ROTATION.search(simple)


def _reste_une_heure(simple: str) -> bool:
    """True when a clock time is in no stretch: the statement was not understood whole."""
    sans_plages = SIGNE.sub(
        lambda signe: " " if signe["plage"] or signe["bornes"] or signe["courte"] else signe[0],
        simple,
    )
    return any(
        lire_heure(reste[0]) is not None and not PAR_JOUR.match(sans_plages[reste.end() :])
        for reste in UNE_HEURE.finditer(sans_plages)
    )


def _reunir(lus: Lus, horaires: list[Releve]) -> tuple[list[Plage], float]:
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
    return (_minutes(fin) - _minutes(debut)) % 1440 or 1440


def _horaires(exigence: Exigence, extrait: str, confiance: float) -> ExigenceLue:
    return ExigenceLue(Critere.HORAIRES, "", None, exigence, extrait, confiance)


def _mots(enonce: Enonce) -> str:
    signes = [*SIGNE.finditer(enonce.simple), *DEBUT_SEUL.finditer(enonce.simple)]
    if not signes:
        return enonce.extrait(0, 60)
    return enonce.extrait(signes[0].start(), max(s.end() for s in signes), autour=15)
