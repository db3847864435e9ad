"""Whether the pay of an opening respects the SMIC of its date (pure)."""

from datetime import date
from decimal import Decimal

from parcours.offres import smic
from parcours.offres.smic import SmicInconnu

# Paid by their own rules: scales of alternance, training allowances, no wage at all.
CONTRATS_SANS_SMIC = frozenset(
    {"apprentissage", "professionnalisation", "stage_formation", "convention_immersion",
     "independant"}
)  # fmt: skip


def alerte_smic(
    *,
    contrat: str,
    mensuel: Decimal | None,
    horaire: Decimal | None = None,
    heures: Decimal | None,
    jour: date,
) -> str:
    """The sentence of the warning, or "" when the pay is lawful, unknown, or outside the SMIC.

    `mensuel` is the least gross monthly pay; `horaire` the hourly pay when that was written (it
    decides alone). A monthly pay without hours may be part-time: no warning.
    """
    if contrat in CONTRATS_SANS_SMIC or (mensuel is None and horaire is None):
        return ""
    montant = horaire if horaire is not None else mensuel
    periode = smic.HORAIRE if horaire is not None else smic.MENSUEL
    try:
        conforme = smic.est_conforme(
            montant or Decimal(0), periode=periode, jour=jour, heures_hebdo=heures
        )
    except (SmicInconnu, ValueError):
        return ""
    if conforme is not False:
        return ""
    if horaire is not None:
        minimum, unite = smic.smic_horaire(jour), "de l’heure"
    else:
        minimum, unite = smic.smic_mensuel(jour, heures or smic.DUREE_LEGALE), "par mois"
    return (
        f"Rémunération sous le SMIC du {jour:%d/%m/%Y} : {_euros(montant or Decimal(0))} "
        f"au lieu de {_euros(minimum)} brut {unite} au moins."
    )


def _euros(montant: Decimal) -> str:
    return f"{montant:,.2f} €".replace(",", "\u202f").replace(".", ",")
