"""Published reference cases: each figure held against what this package computes.

A computed figure must agree within the tolerance said by the case (absolute or relative, the
larger); a printed one must agree at its own number of digits, rounded or cut.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final

from matching.equite.cas_mesures import Alternative, CasInconnu, mesurer

TOLERANCE: Final = 1e-6
ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Verification:
    """One figure of a case: where it is, what was expected, what came out.

    `ecart` is None for what has no distance (text, boolean, nothing computed).
    """

    chemin: str
    attendu: Any
    obtenu: Any
    ecart: float | None
    est_juste: bool


@dataclass(frozen=True, slots=True)
class Resultat:
    """A case with its figures; `erreur` when it could not be computed at all."""

    cas: str
    genre: str
    verifications: tuple[Verification, ...]
    erreur: str = ""

    @property
    def est_juste(self) -> bool:
        """True when there is something to hold and all of it holds."""
        return not self.erreur and all(v.est_juste for v in self.verifications)

    @property
    def ecart(self) -> float:
        """The largest distance of its computed figures."""
        return max((v.ecart for v in self.verifications if v.ecart is not None), default=0.0)


def verifier_fichier(fichier: Path) -> list[Resultat]:
    """Check every case of a file; ValueError with a sentence when it is not such a file."""
    try:
        contenu = json.loads(fichier.read_text(encoding="utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, json.JSONDecodeError) as erreur:
        raise ValueError(f"{fichier} n’est pas un JSON lisible : {erreur}") from erreur
    cas = contenu.get("cases") if isinstance(contenu, dict) else contenu
    if not isinstance(cas, list) or not cas:
        raise ValueError(f"{fichier} : il faut une liste « cases » d’au moins un cas.")
    return [verifier(c, rang) for rang, c in enumerate(cas, start=1)]


def verifier(cas: Any, rang: int = 1) -> Resultat:
    """Check one case: `kind`, `inputs`, `published`, `computed`, `tolerance`."""
    if not isinstance(cas, Mapping) or not isinstance(cas.get("inputs"), Mapping):
        return Resultat(f"cas n° {rang}", "?", (), "ce n’est pas un cas : il manque « inputs »")
    nom, genre = str(cas.get("id", f"cas n° {rang}")), str(cas.get("kind", "?"))
    try:
        valeurs = mesurer(genre, _en_flottants(cas["inputs"]))
    except CasInconnu as erreur:
        return Resultat(nom, genre, (), str(erreur))
    verifications = (
        *_comparer("computed", cas.get("computed") or {}, valeurs, _tolerance(cas)),
        *_comparer("published", cas.get("published") or {}, valeurs, None),
    )
    sans_rien = "" if verifications else "rien à vérifier dans ce cas"
    return Resultat(nom, genre, verifications, sans_rien)


def _tolerance(cas: Mapping[str, Any]) -> float:
    tolerance = cas.get("tolerance")
    valeur = tolerance.get("computed") if isinstance(tolerance, Mapping) else tolerance
    return float(valeur) if isinstance(valeur, Decimal | int | float) else TOLERANCE


def _en_flottants(valeur: Any) -> Any:
    if isinstance(valeur, Decimal):
        return float(valeur)
    if isinstance(valeur, Mapping):
        return {cle: _en_flottants(v) for cle, v in valeur.items()}
    return [_en_flottants(v) for v in valeur] if isinstance(valeur, list) else valeur


def _comparer(
    chemin: str, attendu: Any, obtenu: Any, tolerance: float | None
) -> Iterator[Verification]:
    if isinstance(attendu, Mapping):
        for cle, valeur in attendu.items():
            suite = obtenu.get(cle, ABSENT) if isinstance(obtenu, Mapping) else ABSENT
            yield from _comparer(f"{chemin}.{cle}", valeur, suite, tolerance)
    elif isinstance(attendu, list):
        yield from _comparer_listes(chemin, attendu, obtenu, tolerance)
    else:
        yield _comparer_valeur(chemin, attendu, obtenu, tolerance)


def _comparer_listes(
    chemin: str, attendu: list[Any], obtenu: Any, tolerance: float | None
) -> Iterator[Verification]:
    valeurs = list(obtenu) if isinstance(obtenu, Sequence) and not isinstance(obtenu, str) else []
    if len(valeurs) != len(attendu):
        yield Verification(chemin, attendu, _dire(obtenu), None, False)
        return
    for rang, (a, o) in enumerate(zip(attendu, valeurs, strict=True)):
        yield from _comparer(f"{chemin}[{rang}]", a, o, tolerance)


def _comparer_valeur(
    chemin: str, attendu: Any, obtenu: Any, tolerance: float | None
) -> Verification:
    if obtenu is ABSENT or obtenu is None:
        est_juste = obtenu is None and attendu is None
        return Verification(chemin, attendu, _dire(obtenu), None, est_juste)
    if isinstance(attendu, bool) or attendu is None:
        return Verification(chemin, attendu, obtenu, None, attendu == obtenu)
    nombres = _nombres(attendu)
    valeurs = list(obtenu) if isinstance(obtenu, list | tuple) else [obtenu]
    if not nombres or any(isinstance(v, str) for v in valeurs):
        return Verification(chemin, attendu, obtenu, None, str(attendu) == str(obtenu))
    if isinstance(obtenu, Alternative):
        valeurs = [min(valeurs, key=lambda v: abs(float(v) - float(nombres[0])))]
    if len(nombres) != len(valeurs):
        return Verification(chemin, attendu, obtenu, None, False)
    couples = list(zip(nombres, map(float, valeurs), strict=True))
    juste = all(_est_proche(a, o, tolerance) for a, o in couples)
    ecart = max(0.0 if float(a) == o else abs(float(a) - o) for a, o in couples)
    return Verification(chemin, str(attendu), valeurs[0], ecart, juste)


def _nombres(valeur: Any) -> list[Decimal]:
    """The figures of a value; a sentence may print several of them."""
    if isinstance(valeur, Decimal | int | float):
        return [Decimal(str(valeur))]
    motif = r"-?inf\b|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
    return [Decimal(mot) for mot in re.findall(motif, str(valeur))]


def _est_proche(attendu: Decimal, obtenu: float, tolerance: float | None) -> bool:
    a = float(attendu)
    if a == obtenu or (math.isnan(a) and math.isnan(obtenu)):
        return True
    if not math.isfinite(a) or not math.isfinite(obtenu):
        return False
    if tolerance is not None:
        return math.isclose(a, obtenu, rel_tol=tolerance, abs_tol=tolerance)
    return _est_imprime(attendu, Decimal(repr(obtenu)))


def _est_imprime(imprime: Decimal, obtenu: Decimal) -> bool:
    """True when rounding or cutting the value at the printed digits gives the printed figure."""
    exposant = imprime.as_tuple().exponent
    if not isinstance(exposant, int) or exposant < -12:
        return math.isclose(float(imprime), float(obtenu), rel_tol=1e-9, abs_tol=1e-12)
    pas = Decimal(1).scaleb(min(0, exposant))
    return imprime in (obtenu.quantize(pas, ROUND_HALF_UP), obtenu.quantize(pas, ROUND_DOWN))


def _dire(valeur: Any) -> Any:
    return "non calculé" if valeur is ABSENT else valeur
