"""How much each trait counts, and how sure the answer is: learnt from titles set apart.

The weights are those of a conditional logit over the shortlist: the share of a code is
exp(w·x) / Σ exp(w·x). They are learnt on titles of the corpus that were hidden from the index,
so nothing that is reported elsewhere ever reaches them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax

from matching.moteur.intitules.index import TRAITS, Regard

FICHIER: Final = Path(__file__).parent.parent / "donnees" / "reglage_intitules.json"
# Of the answers given without asking, on hidden titles that are all strange to the index, half of
# them with a slip; on titles as they come, many of which are known, precision is higher.
PRECISION_VOULUE: Final = 0.88
# Traits whose place among the candidates counts too, and which count two by two.
CLES: Final = [
    TRAITS.index(nom)
    for nom in (
        "proche", "nom_mots", "nom_paires", "nom_lettres", "fiche_1", "groupe_1", "sens", "tete",
        "regression", "flou",
    )
]  # fmt: skip
PAIRES: Final = np.array(list(combinations_with_replacement(range(len(CLES)), 2))).T
PAS_AU_PLUS: Final = 400
# Pull of the weights towards their start: none but caution from scratch, firm from shipped ones.
RAPPEL: Final = 1e-3
RAPPEL_DEPART: Final = 1e-2


@dataclass(frozen=True, slots=True)
class Reglage:
    """Weights of the traits (raw, then relative to the best), of the confidence, and a threshold.

    `seuil` is the least confidence at which the first answer is given without asking.
    """

    poids: tuple[float, ...]
    confiance: tuple[float, ...]
    seuil: float


def charger() -> Reglage:
    """The shipped weights, for corpora too small to learn their own."""
    contenu = json.loads(FICHIER.read_text(encoding="utf-8"))
    return Reglage(tuple(contenu["poids"]), tuple(contenu["confiance"]), contenu["seuil"])


def ecrire(reglage: Reglage) -> str:
    """The weights as JSON, to be shipped.

    >>> "seuil" in ecrire(Reglage((1.0,), (0.0,), 0.5))
    True
    """
    contenu = {"traits": TRAITS, **asdict(reglage)}
    return json.dumps(contenu, ensure_ascii=False, indent=1, default=float) + "\n"


def decrire(regard: Regard) -> Any:
    """Traits as they are, as shares of the best candidate's, as places, and two by two.

    Shape (candidates, 2 · traits + keys + pairs of keys); a place is log(1 + rank).
    """
    traits = regard.traits
    sommets = np.maximum(traits.max(axis=0, initial=0), 1e-6)
    parts = np.clip(traits / sommets, -3, 1)
    ordre = np.argsort(-traits[:, CLES], axis=0, kind="stable")
    places = np.argsort(ordre, axis=0, kind="stable")
    cles = parts[:, CLES]
    paires = cles[:, PAIRES[0]] * cles[:, PAIRES[1]]
    return np.hstack([traits, parts, np.log1p(places), paires])


def noter(regard: Regard, reglage: Reglage) -> Any:
    """Score of each candidate; only differences matter."""
    return decrire(regard) @ np.asarray(reglage.poids)


def indices_de_confiance(regard: Regard, notes: Any) -> Any:
    """What tells a sure answer from a doubtful one: share, lead, resemblance, known words."""
    parts = softmax(notes)
    ordre = np.argsort(-parts, kind="stable")
    premiere = parts[ordre[0]]
    seconde = parts[ordre[1]] if len(parts) > 1 else 0.0
    proche = regard.traits[ordre[0], TRAITS.index("proche")]
    avance = np.log((premiere + 1e-4) / (seconde + 1e-4))
    return np.array([1.0, premiere, avance, proche, regard.mots_connus])


def confiance(regard: Regard, notes: Any, reglage: Reglage) -> float:
    """Calibrated probability that the first candidate is right."""
    if not len(notes):
        return 0.0
    return float(expit(indices_de_confiance(regard, notes) @ np.asarray(reglage.confiance)))


def apprendre(
    regards: Sequence[Regard],
    attendus: Sequence[int],
    inedits: Sequence[bool],
    depart: Reglage | None = None,
) -> Reglage:
    """Fit the weights on (title seen, code number expected).

    Parameters
    ----------
    inedits : True for titles the index does not hold; confidence and threshold are set on them.
    depart : weights to stay near to, when there are few titles to learn from.
    """
    poids = _apprendre_poids(regards, attendus, depart)
    provisoire = Reglage(tuple(poids.tolist()), (), 1.0)
    lignes, justes = [], []
    for regard, attendu, inedit in zip(regards, attendus, inedits, strict=True):
        if inedit and len(regard.codes):
            notes = noter(regard, provisoire)
            lignes.append(indices_de_confiance(regard, notes))
            justes.append(regard.codes[np.argmax(notes)] == attendu)
    table, cibles = np.array(lignes), np.array(justes, float)
    coefficients = _logistique(table, cibles)
    seuil = _seuil(expit(table @ coefficients), cibles)
    return Reglage(provisoire.poids, tuple(coefficients.tolist()), seuil)


def _apprendre_poids(
    regards: Sequence[Regard], attendus: Sequence[int], depart: Reglage | None = None
) -> Any:
    utiles = [
        (decrire(regard), int(rang[0]))
        for regard, attendu in zip(regards, attendus, strict=True)
        if len(rang := np.flatnonzero(regard.codes == attendu))
    ]
    tailles = np.array([len(traits) for traits, _ in utiles])
    empiles = np.vstack([traits for traits, _ in utiles]).astype(float)
    echelles = empiles.std(axis=0)
    echelles[echelles < 1e-6] = np.inf
    cube = np.full((len(utiles), tailles.max(), empiles.shape[1]), np.nan)
    for place, (traits, _) in enumerate(utiles):
        cube[place, : len(traits)] = traits / echelles
    absents = np.isnan(cube[:, :, 0])
    cube[absents] = 0
    justes = np.array([juste for _, juste in utiles])
    if depart is None:
        return _maximiser(cube, absents, justes, np.zeros(len(echelles)), RAPPEL) / echelles
    debut = np.where(np.isinf(echelles), 0, np.asarray(depart.poids) * np.nan_to_num(echelles))
    return _maximiser(cube, absents, justes, debut, RAPPEL_DEPART) / echelles


def _maximiser(cube: Any, absents: Any, justes: Any, debut: Any, rappel: float) -> Any:
    lignes = np.arange(len(justes))
    plat = cube.reshape(-1, cube.shape[2])

    def perte(poids: Any) -> tuple[float, Any]:
        notes = np.where(absents, -1e9, (plat @ poids).reshape(absents.shape))
        parts = log_softmax(notes, axis=1)
        ecarts = np.exp(parts)
        ecarts[lignes, justes] -= 1
        pente = ecarts.reshape(-1) @ plat / len(lignes)
        return (
            -parts[lignes, justes].mean() + rappel * (poids - debut) @ (poids - debut),
            pente + 2 * rappel * (poids - debut),
        )

    reglages = {"maxiter": PAS_AU_PLUS}
    return minimize(perte, debut, jac=True, method="L-BFGS-B", options=reglages).x


def _logistique(table: Any, cibles: Any) -> Any:
    def perte(poids: Any) -> tuple[float, Any]:
        marges = table @ poids
        return (
            float(np.mean(np.logaddexp(0, marges) - cibles * marges) + 1e-4 * poids @ poids),
            table.T @ (expit(marges) - cibles) / len(cibles) + 2e-4 * poids,
        )

    return minimize(perte, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x


def _seuil(probabilites: Any, cibles: Any) -> float:
    """Lowest threshold whose answers are right often enough; 1 when none is."""
    ordre = np.argsort(-probabilites, kind="stable")
    precisions = np.cumsum(cibles[ordre]) / np.arange(1, len(ordre) + 1)
    assez = np.flatnonzero(precisions >= PRECISION_VOULUE)
    return float(probabilites[ordre[assez[-1]]]) if len(assez) else 1.0
