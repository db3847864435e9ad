"""The SMIC of a date, and whether a stated pay respects it.

Amounts are gross euros of metropolitan France (Mayotte apart), as `Decimal`. The table ends with
the last value known when it was written, 1 January 2026: when a new decree appears, add one line
to `SMIC_HORAIRE` (first day, hourly amount, decree) and nothing else. A later date is answered
with the last line, and `est_a_confirmer` says when that line is over a year old.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Smic:
    """An hourly amount, the first day it applies, and the text that set it."""

    des_le: date
    horaire: Decimal
    texte: str


SMIC_HORAIRE: Final = (
    Smic(date(2021, 1, 1), Decimal("10.25"), "décret 2020-1598 du 16 décembre 2020"),
    Smic(date(2021, 10, 1), Decimal("10.48"), "arrêté du 27 septembre 2021"),
    Smic(date(2022, 1, 1), Decimal("10.57"), "décret 2021-1741 du 22 décembre 2021"),
    Smic(date(2022, 5, 1), Decimal("10.85"), "arrêté du 19 avril 2022"),
    Smic(date(2022, 8, 1), Decimal("11.07"), "arrêté du 29 juillet 2022"),
    Smic(date(2023, 1, 1), Decimal("11.27"), "décret 2022-1608 du 22 décembre 2022"),
    Smic(date(2023, 5, 1), Decimal("11.52"), "arrêté du 26 avril 2023"),
    Smic(date(2024, 1, 1), Decimal("11.65"), "décret 2023-1216 du 20 décembre 2023"),
    Smic(date(2024, 11, 1), Decimal("11.88"), "décret 2024-951 du 23 octobre 2024"),
    Smic(date(2026, 1, 1), Decimal("12.02"), "décret 2025-1228 du 17 décembre 2025"),
)
DERNIERE_VALEUR: Final = SMIC_HORAIRE[-1]
DUREE_LEGALE: Final = Decimal(35)
# Overtime: 25 % for the first eight hours, then 50 % (Code du travail, art. L3121-36).
SEUIL_MAJORATION_50: Final = Decimal(43)
HEURES_MAX: Final = Decimal(60)
SEMAINES_PAR_MOIS: Final = Decimal(52) / Decimal(12)
CENTIME: Final = Decimal("0.01")

HORAIRE: Final = "horaire"
MENSUEL: Final = "mensuel"
ANNUEL: Final = "annuel"
PERIODES: Final = (HORAIRE, MENSUEL, ANNUEL)

_Table = dict[tuple[int, int | None], tuple[int, ...]]

# Code du travail, art. D6222-26: percent of the SMIC by age and year of contract. From 21 years,
# of the wage of the branch when that is higher.
APPRENTISSAGE: Final[_Table] = {
    (0, 17): (27, 39, 55),
    (18, 20): (43, 51, 67),
    (21, 25): (53, 61, 78),
    (26, None): (100, 100, 100),
}
# Art. D6325-15: contrat de professionnalisation; second figure from a bac professionnel up.
PROFESSIONNALISATION: Final[_Table] = {
    (0, 20): (55, 65),
    (21, 25): (70, 80),
    (26, None): (100, 100),
}


class SmicInconnu(ValueError):
    """The table does not go back that far; the message is a French sentence."""


def smic_au(jour: date) -> Smic:
    """The line in force on `jour`; SmicInconnu before the first one."""
    rang = bisect_right([smic.des_le for smic in SMIC_HORAIRE], jour)
    if rang == 0:
        raise SmicInconnu(f"Le SMIC d’avant le {SMIC_HORAIRE[0].des_le:%d/%m/%Y} n’est pas connu.")
    return SMIC_HORAIRE[rang - 1]


def est_a_confirmer(jour: date) -> bool:
    """True when `jour` is over a year after the last line: a yearly decree must be missing."""
    return jour - DERNIERE_VALEUR.des_le > timedelta(days=365)


def smic_horaire(jour: date) -> Decimal:
    """Gross hourly SMIC on `jour`.

    >>> smic_horaire(date(2024, 10, 31)), smic_horaire(date(2024, 11, 1))
    (Decimal('11.65'), Decimal('11.88'))
    """
    return smic_au(jour).horaire


def smic_mensuel(jour: date, heures_hebdo: Decimal | float = DUREE_LEGALE) -> Decimal:
    """Gross monthly SMIC for that many hours a week, overtime rates included.

    >>> smic_mensuel(date(2024, 11, 1))
    Decimal('1801.80')
    """
    montant = smic_horaire(jour) * heures_payees(heures_hebdo) * SEMAINES_PAR_MOIS
    return montant.quantize(CENTIME, ROUND_HALF_UP)


def heures_payees(heures_hebdo: Decimal | float) -> Decimal:
    """Weekly hours counted as pay: those over 35 count 1.25, those over 43 count 1.5.

    >>> heures_payees(39)
    Decimal('40.00')
    """
    heures = Decimal(str(heures_hebdo))
    if not 0 < heures <= HEURES_MAX:
        raise ValueError(f"Durée du travail : entre 0 et {HEURES_MAX} heures par semaine.")
    a_25 = max(Decimal(0), min(heures, SEUIL_MAJORATION_50) - DUREE_LEGALE)
    a_50 = max(Decimal(0), heures - SEUIL_MAJORATION_50)
    return heures + a_25 * Decimal("0.25") + a_50 * Decimal("0.5")


def est_conforme(
    montant: Decimal | float,
    *,
    periode: str,
    jour: date,
    heures_hebdo: Decimal | float | None = None,
    pourcentage: int = 100,
) -> bool | None:
    """Whether a gross pay reaches the SMIC of `jour`, or `pourcentage` of it.

    None when it cannot be told: a monthly or yearly pay under a full-time SMIC with unknown hours
    may be part-time. A cent is forgiven for rounding. ValueError for an unknown period.
    """
    paye = Decimal(str(montant))
    part = Decimal(pourcentage) / 100
    if periode == HORAIRE:
        return paye + CENTIME > (smic_horaire(jour) * part).quantize(CENTIME)
    if periode not in PERIODES:
        raise ValueError(f"Période de paie inconnue : « {periode} ».")
    mensuel = paye / 12 if periode == ANNUEL else paye
    minimum = (
        smic_mensuel(jour, DUREE_LEGALE if heures_hebdo is None else heures_hebdo) * part
    ).quantize(CENTIME)
    atteint = mensuel + CENTIME > minimum
    return None if heures_hebdo is None and not atteint else atteint


def part_apprentissage(age: int, annee: int) -> int:
    """Percent of the SMIC due to an apprentice of that age in that year of contract, 1 to 3."""
    if not 1 <= annee <= 3:
        raise ValueError("Apprentissage : l’année du contrat va de 1 à 3.")
    return _tranche(APPRENTISSAGE, age)[annee - 1]


def part_professionnalisation(age: int, *, a_bac_professionnel: bool) -> int:
    """Percent of the SMIC due in a contrat de professionnalisation at that age."""
    return _tranche(PROFESSIONNALISATION, age)[a_bac_professionnel]


def salaire_apprentissage(age: int, annee: int, jour: date) -> Decimal:
    """Least gross monthly pay of an apprentice, 35 hours a week.

    >>> salaire_apprentissage(17, 1, date(2026, 1, 1))
    Decimal('492.22')
    """
    part = Decimal(part_apprentissage(age, annee)) / 100
    return (smic_mensuel(jour) * part).quantize(CENTIME, ROUND_HALF_UP)


def _tranche(table: _Table, age: int) -> tuple[int, ...]:
    for (de, a), parts in table.items():
        if de <= age and (a is None or age <= a):
            return parts
    raise ValueError(f"Âge « {age} » : un nombre d’années positif est attendu.")
