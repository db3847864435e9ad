"""One thing to do today, and how many of a kind a page shows."""

from dataclasses import dataclass

PAR_MOTIF = 4  # a day's page stays a page; the rest is in the lists it links to


@dataclass(frozen=True, slots=True)
class Geste:
    """One thing to do: how pressing (0 first), when, who, what, and the one click to do it."""

    urgence: int
    quand: str
    qui: str
    quoi: str
    detail: str
    adresse: str
    bouton: str
    est_en_retard: bool = False
