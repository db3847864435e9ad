"""One verdict for each comparison of a dashboard: red, amber, grey or green (design 04 §4.2).

A ratio under 4/5 alone is no alert: with equal true rates and 30 people a group it happens more
than one time in two. Red asks for three things at once; grey says what could have been seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from matching.equite.bayes import proba_rapport_sous
from matching.equite.exacts import ALPHA, holm, p_exactes
from matching.equite.puissance import PUISSANCE, puissance_de, rapport_detectable
from matching.equite.strates import Ajustement, Paire, ajuster
from matching.equite.taux import (
    SEUIL_QUATRE_CINQUIEMES,
    Groupe,
    Intervalle,
    est_sous_le_seuil,
    katz,
    newcombe,
    rapport,
)

SEUIL_PROBA: Final = 0.8
EFFECTIF_MINIMAL: Final = 11
# Strata must hold at least this share of the people to explain a gap away.
PART_COMPARABLE: Final = 0.5
_QUATRE_CINQUIEMES: Final = float(SEUIL_QUATRE_CINQUIEMES)


class Verdict(StrEnum):
    ROUGE = "rouge"
    ORANGE = "orange"
    STRUCTURE = "structure"
    GRIS = "gris"
    VERT = "vert"


LIBELLES: Final = {
    Verdict.ROUGE: "Écart établi",
    Verdict.ORANGE: "Écart probable",
    Verdict.STRUCTURE: "Effet de structure",
    Verdict.GRIS: "Pas assez de données",
    Verdict.VERT: "Pas d’écart de cette taille",
}


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A group against its reference; `strates` the same two groups stratum by stratum."""

    cle: str
    groupe: Groupe
    reference: Groupe
    strates: tuple[Paire, ...] = ()


@dataclass(frozen=True, slots=True)
class Constat:
    """What the data say of one comparison.

    `lese` has the lower rate, `autre` the higher; the ratio, its interval and the adjustment go from
    `lese` to `autre`, the difference is higher minus lower.
    """

    cle: str
    lese: Groupe
    autre: Groupe
    p: float
    p_holm: float
    proba: float | None
    ajustement: Ajustement | None
    verdict: Verdict
    raison: str

    @property
    def libelle(self) -> str:
        """The verdict in words, so that no colour carries it alone."""
        return LIBELLES[self.verdict]

    @property
    def rapport(self) -> float | None:
        """Ratio of the rates."""
        return rapport(self.lese, self.autre)

    @property
    def intervalle(self) -> Intervalle | None:
        """Katz’s interval of the ratio."""
        return katz(self.lese, self.autre)

    @property
    def difference(self) -> Intervalle | None:
        """Newcombe’s interval of the difference."""
        return newcombe(self.autre, self.lese) if self.lese.total and self.autre.total else None

    @property
    def detectable(self) -> float | None:
        """The mildest ratio these sizes would have shown four times in five."""
        if self.autre.taux is None or not self.lese.total:
            return None
        return rapport_detectable(self.autre.taux, self.autre.total, self.lese.total)

    @property
    def ecart_detectable(self) -> float | None:
        """The same as `detectable`, in points of rate."""
        if (ratio := self.detectable) is None or self.autre.taux is None:
            return None
        return self.autre.taux * (1 - ratio)


def juger(comparaisons: Sequence[Comparaison], *, minimum: int = EFFECTIF_MINIMAL) -> list[Constat]:
    """One verdict per comparison, in order; Holm over all those large enough to be tested."""
    orientees = [_orienter(c) for c in comparaisons]
    testees = [
        i for i, (lese, autre, _) in enumerate(orientees) if _est_assez(lese, autre, minimum)
    ]
    couples = [orientees[i][:2] for i in testees]
    valeurs = p_exactes(couples, [est_sous_le_seuil(*couple) for couple in couples])
    ajustees = dict(zip(testees, zip(valeurs, holm(valeurs), strict=True), strict=True))
    return [
        _constater(c.cle, *orientees[i], ajustees.get(i), minimum)
        for i, c in enumerate(comparaisons)
    ]


def _orienter(c: Comparaison) -> tuple[Groupe, Groupe, list[Paire]]:
    """The group with the lower rate first: who is called the reference changes nothing."""
    un, deux = c.groupe, c.reference
    if un.retenus * deux.total <= deux.retenus * un.total:
        return un, deux, list(c.strates)
    return deux, un, [(b, a) for a, b in c.strates]


def _est_assez(lese: Groupe, autre: Groupe, minimum: int) -> bool:
    return min(lese.total, autre.total) >= max(1, minimum)


def _constater(
    cle: str,
    lese: Groupe,
    autre: Groupe,
    strates: list[Paire],
    p: tuple[float, float] | None,
    minimum: int,
) -> Constat:
    ajustement = ajuster(strates)
    assez = p is not None
    brute, ajustee = p or (1.0, 1.0)
    proba = proba_rapport_sous(lese, autre) if assez else None
    verdict, raison = (
        _trancher(lese, autre, bool(strates), ajustement, ajustee, proba or 0.0)
        if assez
        else (Verdict.GRIS, f"moins de {minimum} personnes dans l’un des groupes")
    )
    return Constat(cle, lese, autre, brute, ajustee, proba, ajustement, verdict, raison)


def _trancher(
    lese: Groupe,
    autre: Groupe,
    a_des_strates: bool,
    ajustement: Ajustement | None,
    p: float,
    proba: float,
) -> tuple[Verdict, str]:
    if est_sous_le_seuil(lese, autre) and p < ALPHA:
        effectif = lese.total + autre.total
        return _sous_strates(a_des_strates, ajustement, effectif)
    if proba > SEUIL_PROBA:
        return Verdict.ORANGE, "un rapport inférieur à 0,80 est probable, sans être établi"
    if ajustement and ajustement.p < ALPHA and _est_marque(ajustement.rapport):
        return Verdict.ORANGE, "à situation comparable un écart apparaît, que le total masque"
    if _suffisait(lese, autre):
        return Verdict.VERT, "les effectifs suffisaient à voir un rapport de 0,80"
    return Verdict.GRIS, "les effectifs ne permettent pas de voir un rapport de 0,80"


def _sous_strates(
    a_des_strates: bool, ajustement: Ajustement | None, effectif: int
) -> tuple[Verdict, str]:
    """Red only if the gap holds inside the strata; a Simpson’s paradox is told for what it is."""
    if not a_des_strates:
        return Verdict.ROUGE, "rapport inférieur à 0,80, au-delà du hasard (non ajusté)"
    if ajustement is None:
        return Verdict.ORANGE, "aucune strate ne contient les deux groupes : rien à comparer"
    meme_sens = ajustement.rapport is not None and ajustement.rapport < 1
    if meme_sens and ajustement.p < ALPHA:
        return (
            Verdict.ROUGE,
            "rapport inférieur à 0,80, au-delà du hasard, et à situation comparable",
        )
    est_explique = ajustement.rapport is None or ajustement.rapport >= _QUATRE_CINQUIEMES
    if est_explique and ajustement.effectif >= PART_COMPARABLE * effectif:
        return Verdict.STRUCTURE, "l’écart disparaît à situation comparable : voir la répartition"
    return Verdict.ORANGE, "l’écart n’est pas établi à situation comparable, ni expliqué par elle"


def _suffisait(lese: Groupe, autre: Groupe) -> bool:
    """True when a ratio of 4/5 would have been seen four times in five."""
    base = autre.taux
    if not base:
        return False
    return puissance_de(base, _QUATRE_CINQUIEMES, autre.total, lese.total) >= PUISSANCE


def _est_marque(ratio: float | None) -> bool:
    """True when far from 1 either way; None is an infinite ratio."""
    return ratio is None or not _QUATRE_CINQUIEMES <= ratio <= 1 / _QUATRE_CINQUIEMES
