"""What a step brings: a declarative change of capacity, and the profile once it is brought.

A step proves, it never disproves: every change can only raise a capacity, so the order of steps
does not matter. When a capacity was never asked (None), what a step brings is known and the rest
stays unknown; see `reference.etats_leves`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from matching.moteur.grilles import PLEINE, union
from matching.moteur.profil import INCONNUE, SANS_OBJET, Profil
from matching.moteur.vocabulaire import MESURES, PREUVES

ORDRE_PREUVES: Final = {code: rang for rang, code in enumerate(PREUVES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Apport:
    """A change of capacity; every default changes nothing.

    There is no field for wanted hours, weekly hours or start: `disponibilite` is a choice of the
    person, never lifted.

    Parameters
    ----------
    oral, ecrit : French reaches this level (index in `NIVEAUX_CECRL`).
    langues : other languages reach a level, by code.
    garde : half-hours covered besides those of the profile, one grid for each child in an order
        the caller keeps, or a single grid when all children are covered at once. Half-hours count
        only when every child is covered, be it by different steps.
    minutes : ways of moving added or lengthened: `Mode` → longest journey in minutes.
    permis, certificats : codes acquired. niveau : diploma level reached.
    competences : ROME skill → proof. numerique : level reached, 0–3.
    droit_travail : True when the right to work is obtained.
    limites : functional limits that an adaptation makes without effect.
    mesures : legal measures the person becomes eligible for.

    Raises
    ------
    ValueError
        With a French sentence, when a value is outside its closed list (see `Profil`).
    """

    oral: int | None = None
    ecrit: int | None = None
    langues: Mapping[str, int] = field(default_factory=dict)
    garde: tuple[int, ...] = ()
    minutes: Mapping[str, int] = field(default_factory=dict)
    permis: frozenset[str] = frozenset()
    certificats: frozenset[str] = frozenset()
    niveau: int | None = None
    competences: Mapping[str, str] = field(default_factory=dict)
    numerique: int | None = None
    droit_travail: bool = False
    limites: frozenset[str] = frozenset()
    mesures: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if any(not 0 <= grille <= PLEINE for grille in self.garde):
            raise ValueError("Étape : une grille de garde dépasse une semaine.")
        etrangeres = sorted(self.mesures - set(MESURES))
        if etrangeres:
            raise ValueError(f"Étape : mesures inconnues ({', '.join(etrangeres)}).")
        # The closed lists are those of the profile, which says what is wrong.
        Profil(
            oral=self.oral,
            ecrit=self.ecrit,
            minutes=self.minutes,
            niveau=self.niveau,
            competences=self.competences,
            numerique=self.numerique,
            limites=self.limites,
        )


def appliquer(profil: Profil, apports: Iterable[Apport]) -> Profil:
    """The profile once everything is brought; the order of `apports` does not matter.

    >>> appliquer(Profil(oral=1), [Apport(oral=3), Apport(oral=2, permis=frozenset({"B"}))]).oral
    3
    """
    suite = list(apports)
    montes = ("oral", "ecrit", "niveau", "numerique")
    changes: dict[str, Any] = {nom: _monter(profil, suite, nom) for nom in montes}
    changes |= {nom: _ajouter(profil, suite, nom) for nom in ("permis", "certificats")}
    return replace(
        profil,
        **changes,
        langues=_maximum([profil.langues, *(a.langues for a in suite)]),
        competences=_preuves([profil.competences, *(a.competences for a in suite)]),
        minutes=_minutes(profil, suite),
        garde=_garde(profil.garde, suite),
        droit_travail=True if any(a.droit_travail for a in suite) else profil.droit_travail,
        limites=profil.limites.difference(*(a.limites for a in suite)),
        eligibilites={**profil.eligibilites, **{m: True for a in suite for m in a.mesures}},
    )


def _monter(profil: Profil, suite: Sequence[Apport], nom: str) -> int | None:
    niveaux = [getattr(source, nom) for source in (profil, *suite)]
    return max((niveau for niveau in niveaux if niveau is not None), default=None)


def _ajouter(profil: Profil, suite: Sequence[Apport], nom: str) -> frozenset[str] | None:
    avant: frozenset[str] | None = getattr(profil, nom)
    ajoutes: frozenset[str] = frozenset().union(*(getattr(a, nom) for a in suite))
    return (avant or frozenset()) | ajoutes if ajoutes else avant


def _maximum(niveaux: Iterable[Mapping[str, int]]) -> dict[str, int]:
    resultat: dict[str, int] = {}
    for connus in niveaux:
        for code, niveau in connus.items():
            resultat[code] = max(resultat.get(code, niveau), niveau)
    return resultat


def _preuves(connues: Iterable[Mapping[str, str]]) -> dict[str, str]:
    resultat: dict[str, str] = {}
    for competences in connues:
        for code, preuve in competences.items():
            resultat[code] = max(resultat.get(code, preuve), preuve, key=ORDRE_PREUVES.__getitem__)
    return resultat


def _minutes(profil: Profil, suite: Sequence[Apport]) -> Mapping[str, int | None] | None:
    if not any(a.minutes for a in suite):
        return profil.minutes
    connues = {m: v for m, v in (profil.minutes or {}).items() if v is not None}
    resultat: dict[str, int | None] = {**_maximum([connues, *(a.minutes for a in suite)])}
    return resultat


def enfants(apports: Iterable[Apport]) -> int:
    """Number of children that steps tell apart, at least 1; ValueError when they disagree."""
    nombres = {len(a.garde) for a in apports if len(a.garde) > 1}
    if len(nombres) > 1:
        raise ValueError("Étapes de garde : le nombre d’enfants n’est pas le même partout.")
    return nombres.pop() if nombres else 1


def grilles_par_enfant(apport: Apport, nombre: int) -> tuple[int, ...]:
    """The half-hours a step covers for each child."""
    return apport.garde if len(apport.garde) > 1 else (apport.garde or (0,)) * nombre


def _garde(avant: str | int, suite: Sequence[Apport]) -> str | int:
    if avant == SANS_OBJET:
        return avant
    nombre = enfants(suite)
    couverts = [grilles_par_enfant(a, nombre) for a in suite]
    communes = PLEINE
    for enfant in range(nombre):
        communes &= union(grilles[enfant] for grilles in couverts)
    if avant == INCONNUE or isinstance(avant, str):
        return communes or avant
    return avant | communes
