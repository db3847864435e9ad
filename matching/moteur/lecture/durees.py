"""Weekly hours of the contract."""

import re
from typing import Final

from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

HEBDO: Final = "hebdo"
_H: Final = r"(?<![\d,.])(?P<h>\d{1,2})(?:[.,](?P<c>\d{1,2}))?\s?h(?:eures?)?(?![a-gi-z])\s?(?P<m>[0-5]\d)?(?!\d)"
SEMAINE: Final = re.compile(
    rf"{_H}\.?\s*(?:de travail\s*|effectives?\s*)?(?:/|par|la|)\s*(?:semaines?\b|hebdo|sem\b)"
)
AVANT: Final = re.compile(
    rf"(?:\bhebdomadaires?\b[^.\d]{{0,30}}|\bsemaine (?:de travail )?(?:de |a )?|\b(?:base|raison)\s+(?:\w+ ){{0,2}}?(?:de )?"
    rf"|\btemps (?:plein|complet|partiel)\W{{0,4}}(?:de |a |d'environ )?|\bcd[di]\s?(?:de |a |-|:|,|\()?\s*(?:temps \w+)?\s*"
    rf"|\bcontrat (?:de )?|\bduree du travail :\s*(?:temps partiel - )?|\bhoraires? ?: ?"
    rf"|\btravail(?:lez)? (?:de )?|\bposte (?:de |a )){_H}(?!\s*(?:-|a|/|//)\s*\d)"
)
CYCLE: Final = re.compile(rf"\blundi au (?:vendredi|samedi)[^.]{{0,12}}\(\s*{_H}\s*\)")
AUTRE: Final = re.compile(
    r"\bmensuel|\bpar mois|/ ?mois|\bsupplementaires?\b|\bpar jour|/ ?jour|\bannuel|\bpar an\b|\bpromotion|\bcollectivites? de"
    r"|\bcouvert|\breponse|\bformation de|\bheures? de reseau"
)
FOURCHETTE: Final = re.compile(r"\d\s*(?:h|heures)?\s*(?:a|et|ou|-|/)\s*$")
MINIMUM, MAXIMUM = 4, 60
ALLER_A: Final = re.compile(r"^\s*(?:h|heures)?\s*(?:a|ou|-)\s*\d{1,2}\s?h")


def lire_duree(texte: Texte) -> list[ExigenceLue]:
    """Weekly hours in minutes (`niveau`); to be checked when the text gives several."""
    trouvees: list[tuple[int, ExigenceLue]] = []
    for enonce in texte.enonces:
        if "h" in enonce.simple and enonce.section is not Section.ENTREPRISE:
            trouvees += _enonce(enonce)
    if not trouvees:
        return []
    # The field of the offer, when it is given, comes last and says it best.
    declarees = [
        lue for _, lue in trouvees if "duree du travail" in lue.extrait.lower().replace("é", "e")
    ]
    retenue = declarees[-1] if declarees else trouvees[0][1]
    valeurs = {minutes for minutes, _ in trouvees}
    if len(valeurs) > 1 and not declarees:
        return [retenue.avec(exigence=Exigence.INCONNU, confiance=0.6)]
    return [retenue]


def _enonce(enonce: Enonce) -> list[tuple[int, ExigenceLue]]:
    simple = enonce.simple
    trouvees = []
    for motif in (SEMAINE, AVANT, CYCLE):
        for mention in motif.finditer(simple):
            minutes = _minutes(mention)
            if not MINIMUM * 60 <= minutes <= MAXIMUM * 60 or AUTRE.search(
                simple[mention.end() : mention.end() + 18]
            ):
                continue
            if FOURCHETTE.search(simple[: mention.start("h")]) or ALLER_A.match(
                simple[mention.end("h") :]
            ):
                continue
            lue = ExigenceLue(
                Critere.HORAIRES, HEBDO, minutes, Exigence.EXIGE,
                enonce.extrait(mention.start(), mention.end(), autour=20), 0.9,
            )  # fmt: skip
            trouvees.append((minutes, lue))
        if trouvees:
            break
    return trouvees


def _minutes(mention: "re.Match[str]") -> int:
    heures, centiemes, minutes = (mention[nom] for nom in ("h", "c", "m"))
    fraction = round(float(f"0.{centiemes}") * 60) if centiemes else int(minutes or 0)
    return int(heures) * 60 + fraction
