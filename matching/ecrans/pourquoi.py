"""« Pourquoi ? »: contributions that add up, criteria with their evidence, where it was read."""

from dataclasses import dataclass
from typing import Any, Final

from matching.ecrans.cartes import Carte
from matching.ecrans.regards import Ligne
from matching.moteur import Contribution, Critere, ExigencePoste, Provenance
from matching.moteur.score import MAXIMUM
from matching.moteur.vocabulaire import CONDITIONS, LIBELLES_MODES, LIBELLES_PROVENANCES
from parcours.referentiels.models import Competence, Metier

TOTAL: Final = sum(MAXIMUM.values())


def contexte(carte: Carte) -> dict[str, Any]:
    """Everything the page shows of a card."""
    dites, possibles = conditions(carte)
    return {
        "carte": carte,
        "marches": cascade(carte),
        "total": TOTAL,
        "criteres": [(ligne, provenance(ligne)) for ligne in criteres(carte)],
        "moyens": moyens(carte),
        "conditions": dites,
        "conditions_possibles": possibles,
        "proche": metier_proche(carte),
    }


@dataclass(frozen=True, slots=True)
class MetierProche:
    """The wanted métier that this opening's is near to, and the skills that both ask for."""

    voulu: str
    communs: list[str]


def metier_proche(carte: Carte) -> MetierProche | None:
    """What makes a near métier near; None when it is the one wanted, or a far one."""
    contributions = carte.explication.contributions
    code = next((c.codes[0] for c in contributions if c.critere == "metier" and c.codes), None)
    voulu = Metier.objects.filter(pk=code).values_list("libelle", flat=True).first()
    if code is None or voulu is None:
        return None
    communs = Competence.objects.filter(
        liens_metiers__metier=code, est_retiree=False
    ).filter(liens_metiers__metier=carte.poste.metier)  # fmt: skip
    return MetierProche(voulu, list(communs.order_by("libelle").values_list("libelle", flat=True)))


@dataclass(frozen=True, slots=True)
class Marche:
    """One step of the waterfall, in milli-points; `debut` and `largeur` in percent of the whole."""

    contribution: Contribution
    debut: str
    largeur: str
    reste: str


def cascade(carte: Carte) -> list[Marche]:
    """Each contribution starts where the one before ended; the last ends at the score."""
    marches, cumul = [], 0
    for contribution in carte.explication.contributions:
        marches.append(
            Marche(
                contribution,
                _pour_cent(cumul),
                _pour_cent(contribution.points),
                _pour_cent(contribution.maximum),
            )
        )
        cumul += contribution.points
    return marches


def _pour_cent(points: int) -> str:
    return f"{100 * points / TOTAL:.2f}"


def criteres(carte: Carte) -> list[Ligne]:
    """What blocks, then what is to be checked, then the wishes missed, then what is met."""
    lignes = carte.regard.constats(carte.evaluation.constats)
    ordre = {"Bloque": 0, "À vérifier": 1, "Souhait non rempli": 2, "Rempli": 3}
    return sorted(lignes, key=lambda ligne: ordre[ligne.etat_en_mots])


def provenance(ligne: Ligne) -> str:
    """Where the requirement was found, in words."""
    return LIBELLES_PROVENANCES.get(Provenance(ligne.provenance), "") if ligne.provenance else ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of work of the opening: a fact about it, whoever looks."""

    libelle: str
    provenance: str
    extrait: str


def conditions(carte: Carte) -> tuple[list[Condition], list[str]]:
    """Stated conditions with where they were read, and those only possible in the métier.

    Nothing for a viewer who may not read limits: beside « contrainte convenue » they would name it.
    """
    if not carte.regard.voit_limites:
        return [], []
    dites = [e for e in carte.poste.exigences if e.critere == Critere.CONDITION]
    return (
        [_condition(e) for e in dites if e.provenance != Provenance.DEDUIT],
        [CONDITIONS[e.code] for e in dites if _est_possible(e)],
    )


def _est_possible(exigence: ExigencePoste) -> bool:
    return exigence.provenance == Provenance.DEDUIT and exigence.code in CONDITIONS


def _condition(exigence: ExigencePoste) -> Condition:
    return Condition(
        CONDITIONS.get(exigence.code, exigence.code),
        LIBELLES_PROVENANCES[Provenance(exigence.provenance)],
        exigence.extrait,
    )


@dataclass(frozen=True, slots=True)
class Moyen:
    """One way of coming: how long, and what it meets."""

    libelle: str
    preuves: tuple[Ligne, ...]
    est_retenu: bool


def moyens(carte: Carte) -> list[Moyen]:
    """The ways the person has (all of them when none is known), the one kept first."""
    retenue = carte.evaluation.voie
    voies = [v for v in carte.evaluation.voies if v.est_disponible or v == retenue]
    return [
        Moyen(
            LIBELLES_MODES[v.mode] if v.mode else "à distance",
            tuple(carte.regard.constats(v.constats)),
            v == retenue,
        )
        for v in sorted(voies, key=lambda v: v != retenue)
    ]
