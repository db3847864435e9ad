"""People whose sex or address is unknown: a group of their own, and what they could hide.

Never guessed. The bounds are those of Manski: the worst and the best a comparison could be,
wherever the unknown people belong.
"""

from dataclasses import dataclass

from matching.equite.taux import SEUIL_QUATRE_CINQUIEMES, Groupe, Intervalle, rapport


@dataclass(frozen=True, slots=True)
class Bornes:
    """Rates and ratio (group over reference) from worst to best for the group.

    `est_tranche`: the ratio stays on one side of 4/5 whoever the unknown people are.
    """

    groupe: Intervalle
    reference: Intervalle
    rapport: tuple[float | None, float | None]
    est_tranche: bool


def bornes_de_taux(groupe: Groupe, inconnus: Groupe) -> Intervalle:
    """Lowest and highest rate of a group some of whose members are among the unknown."""
    bas = Groupe(groupe.nom, groupe.retenus, groupe.total + inconnus.autres)
    haut = Groupe(groupe.nom, groupe.retenus + inconnus.retenus, groupe.total + inconnus.retenus)
    return bas.taux or 0.0, 1.0 if haut.taux is None else haut.taux


def borner(groupe: Groupe, reference: Groupe, inconnus: Groupe) -> Bornes:
    """Bounds of a comparison when the unknown people may be in either group.

    >>> b = borner(Groupe("f", 20, 100), Groupe("h", 40, 100), Groupe("?", 0, 0))
    >>> b.rapport, b.est_tranche
    ((0.5, 0.5), True)
    """
    pire = rapport(_sans_succes(groupe, inconnus), _avec_succes(reference, inconnus))
    meilleur = rapport(_avec_succes(groupe, inconnus), _sans_succes(reference, inconnus))
    seuil = float(SEUIL_QUATRE_CINQUIEMES)
    est_tranche = None not in (pire, meilleur) and ((pire < seuil) == (meilleur < seuil))  # type: ignore[operator]
    return Bornes(
        bornes_de_taux(groupe, inconnus),
        bornes_de_taux(reference, inconnus),
        (pire, meilleur),
        est_tranche,
    )


def _sans_succes(groupe: Groupe, inconnus: Groupe) -> Groupe:
    return groupe + Groupe("", 0, inconnus.autres)


def _avec_succes(groupe: Groupe, inconnus: Groupe) -> Groupe:
    return groupe + Groupe("", inconnus.retenus, inconnus.retenus)
