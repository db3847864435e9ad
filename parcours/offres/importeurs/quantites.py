"""Hours, months and pay from the labels of offers (pure)."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from parcours.socle.texte import sans_accents

SEMAINES_PAR_MOIS: Final = Decimal(52) / 12
DUREE_LEGALE: Final = Decimal(35)  # Code du travail, art. L3121-27
# Outside, the label is a typing error (« Mensuel de 25 Euros », « Annuel de 30 Euros »): the
# words are kept and no figure is invented.
MENSUEL_PLAUSIBLE: Final = (Decimal(100), Decimal(20_000))
_HEURES = re.compile(r"(?<![\d,.])(\d{1,2})\s*[hH]\s*(\d{2})?(?!\d)")
_MOIS = re.compile(r"(\d{1,3})\s*(mois|an)", re.IGNORECASE)
_MONTANT = re.compile(r"(\d[\d\s]*(?:[.,]\d+)?)\s*(?:euros?|€)", re.IGNORECASE)
_UNITES: Final = {"horaire": "heure", "mensuel": "mois", "annuel": "an"}


@dataclass(frozen=True, slots=True)
class Salaire:
    """Monthly gross bounds, and the hourly pay when that is what was written; `sur_35_h` when it
    was counted on the legal week."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    horaire: Decimal | None = None
    sur_35_h: bool = False
    est_douteux: bool = False


def heures_lues(libelle: str) -> Decimal | None:
    """Weekly hours of « 35H Travail en journée » or « temps partiel - 7H30 Autre »; else None.

    >>> heures_lues("temps partiel - 7H30 Autre"), heures_lues("Temps plein")
    (Decimal('7.5'), None)
    """
    trouve = _HEURES.search(libelle)
    if not trouve:
        return None
    heures = Decimal(trouve.group(1)) + Decimal(trouve.group(2) or 0) / 60
    return arrondi(heures, "0.1") if 0 < heures <= 60 else None


def mois_lus(libelle: str) -> int | None:
    """Months of « 2 An(s) », « 6 Mois », « CDD - 3 Mois »; None when no duration is written.

    >>> mois_lus("Expérience exigée de 3 An(s)"), mois_lus("Expérience exigée")
    (36, None)
    """
    trouve = _MOIS.search(libelle)
    if not trouve:
        return None
    mois = int(trouve.group(1)) * (12 if trouve.group(2).lower() == "an" else 1)
    return mois if 0 < mois <= 600 else None


def salaire_lu(libelle: str, heures: Decimal | None, *, est_partiel: bool = False) -> Salaire:
    """Monthly gross pay of « Horaire de 12,00 Euros à 14,00 Euros sur 12 mois ».

    Hourly pay × weekly hours × 52/12, yearly pay / 12. An hourly pay without hours counts on 35 h
    unless the job is part-time. « Autre de … » says no unit: no figure.

    >>> salaire_lu("Annuel de 24000,00 Euros à 30000,00 Euros", None).maximum
    Decimal('2500.00')
    """
    premier_mot = sans_accents(libelle).split(" ", 1)[0]
    unite = _UNITES.get(premier_mot)
    montants = [m for m in (_decimal(t) for t in _MONTANT.findall(libelle)[:2]) if m]
    if unite is None or not montants:
        return Salaire()
    base = heures or (None if est_partiel else DUREE_LEGALE)
    if unite == "heure" and base is None:
        return Salaire()
    mensuels = sorted(_mensuel(m, unite, base or DUREE_LEGALE) for m in montants)
    plausibles = [m for m in mensuels if MENSUEL_PLAUSIBLE[0] <= m <= MENSUEL_PLAUSIBLE[1]]
    if len(plausibles) < len(mensuels):
        return Salaire(est_douteux=True)
    return Salaire(
        minimum=mensuels[0],
        maximum=mensuels[-1] if len(mensuels) > 1 else None,
        horaire=min(montants) if unite == "heure" else None,
        sur_35_h=unite == "heure" and heures is None,
    )


def _mensuel(montant: Decimal, unite: str, heures: Decimal) -> Decimal:
    facteur = {"heure": heures * SEMAINES_PAR_MOIS, "mois": Decimal(1), "an": Decimal(1) / 12}
    return arrondi(montant * facteur[unite], "0.01")


def arrondi(valeur: Decimal, pas: str) -> Decimal:
    """Round half up to a step such as "0.01"."""
    return valeur.quantize(Decimal(pas), rounding=ROUND_HALF_UP)


def _decimal(brut: str) -> Decimal | None:
    try:
        valeur = Decimal(re.sub(r"\s", "", brut).replace(",", "."))
    except InvalidOperation:
        return None
    return valeur if valeur > 0 else None
