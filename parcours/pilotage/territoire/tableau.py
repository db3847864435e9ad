"""Rows of the territory screens and of their file: protected counts only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matching.equite.petits_nombres import TOTAL
from parcours.dossiers.lieux import HORS_QPV, INCONNU, NOMS_SEXES
from parcours.pilotage.territoire import comptes
from parcours.pilotage.territoire.carte import Dessin, Trace, dessiner
from parcours.pilotage.territoire.comptes import FREINS
from parcours.pilotage.territoire.protection import Presence, noms_des_lieux
from parcours.referentiels.models import QPV

MASQUE: Final = "masqué"
NOMS_DES_SEXES: Final = {TOTAL: "Ensemble", **NOMS_SEXES}
# Upper ends, in percent, of the tints of the map; the last tint is for what is above.
TEINTES: Final = (0, 10, 25, 50)


@dataclass(frozen=True, slots=True)
class Freins:
    """Every theme, protected, and the names of the neighbourhoods."""

    noms: dict[str, str]
    par_theme: dict[str, Presence]


def freins() -> Freins:
    """Count and protect; three queries."""
    noms, tous, par_theme = comptes.quartiers(), comptes.habitants(), comptes.freines()
    tables = {code: Presence.proteger(par_theme[code], tous, noms) for code in FREINS}
    return Freins(noms, tables)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A place of the table; `numero` is its number on the map, 0 when it is not drawn."""

    numero: int
    nom: str
    tous: int | None
    femmes: int | None
    autres: int | None
    ensemble: int | None
    part: int | None


def lignes(f: Freins, theme: str) -> list[Ligne]:
    """Place after place, for one barrier."""
    numeros = _numeros(f.noms)
    return [_ligne(f.par_theme[theme], q, nom, numeros.get(q, 0))
            for q, nom in noms_des_lieux(f.noms).items()]  # fmt: skip


def _ligne(p: Presence, quartier: str, nom: str, numero: int) -> Ligne:
    femmes, autres = (p.avec(quartier, s) for s in NOMS_SEXES)
    return Ligne(
        numero, nom, p.sur(quartier), femmes, autres, p.avec(quartier), p.part(quartier)
    )  # fmt: skip


def _numeros(noms: dict[str, str]) -> dict[str, int]:
    codes = [code for code in noms if code not in (HORS_QPV, INCONNU)]
    return {code: rang for rang, code in enumerate(codes, start=1)}


def plat(f: Freins) -> Iterator[tuple[str, str, str, int | None, int | None]]:
    """Every cell: (barrier, place, sex, concerned, out of)."""
    for theme, libelle in FREINS.items():
        for quartier, nom in noms_des_lieux(f.noms).items():
            for sexe, s in NOMS_DES_SEXES.items():
                p = f.par_theme[theme]
                yield libelle, nom, s, p.avec(quartier, sexe), p.sur(quartier, sexe)


# --- the map --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Zone:
    """A neighbourhood on the map: its tint says what its row says."""

    numero: int
    nom: str
    trace: Trace
    teinte: str
    dit: str


@dataclass(frozen=True, slots=True)
class Carte:
    """The drawing and what each tint means."""

    dessin: Dessin
    zones: list[Zone]


def carte(noms: dict[str, str], parts: dict[str, int | None]) -> Carte:
    """The neighbourhoods, tinted by a share that may be hidden."""
    numeros = _numeros(noms)
    contours = QPV.objects.filter(pk__in=numeros).values_list("code", "geometrie")
    dessin = dessiner(dict(contours))
    zones = [
        Zone(
            numero, noms[code], dessin.traces[code], teinte(parts.get(code)), _dit(parts.get(code))
        )
        for code, numero in numeros.items()
        if code in dessin.traces
    ]
    return Carte(dessin, zones)


def teinte(part: int | None) -> str:
    """The class of a tint: `masque` when the share is hidden.

    >>> [teinte(p) for p in (None, 0, 10, 11, 51)]
    ['masque', 'h0', 'h1', 'h2', 'h4']
    """
    if part is None:
        return "masque"
    return f"h{next((rang for rang, haut in enumerate(TEINTES) if part <= haut), len(TEINTES))}"


def _dit(part: int | None) -> str:
    return MASQUE if part is None else f"{part} %"


LEGENDE: Final = (
    ("masque", "masqué"), ("h0", "0 %"), ("h1", "jusqu’à 10 %"), ("h2", "jusqu’à 25 %"),
    ("h3", "jusqu’à 50 %"), ("h4", "plus de 50 %"),
)  # fmt: skip
