"""Why an opening is where it is: contributions that add up, reasons, what to check, what blocks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.moteur.etats import Constat, Etat, Statut
from matching.moteur.evaluation import Evaluation, evaluer
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.score import MAXIMUM, PEUT, VEUT, Contribution, sur_100
from matching.moteur.vocabulaire import Famille

# Where the childcare reason stands among contributions: it gives no point and says a lot.
RANG_GARDE: Final = 15_000

SEUL: Final = {
    Famille.LANGUE: "le français ou les langues seuls",
    Famille.GARDE: "la garde seule",
    Famille.MOBILITE: "la mobilité seule",
    Famille.PERMIS: "le permis seul",
    Famille.SANTE: "les limites de santé seules",
    Famille.QUALIFICATION: "la qualification seule",
    Famille.NUMERIQUE: "le numérique seul",
    Famille.ADMINISTRATIF: "l’administratif seul",
    Famille.DISPONIBILITE: "les disponibilités choisies seules",
    Famille.ELIGIBILITE: "les conditions légales seules",
}


@dataclass(frozen=True, slots=True)
class Explication:
    """The waterfall and the sentences of one opening for one person.

    `score` is exactly the sum of the points of `contributions`; `peut_100` and `veut_100` are for
    display. `a_verifier` and `bloque` are findings, each with its sentence in `preuve`.
    """

    score: int
    peut: int
    veut: int
    statut: Statut
    contributions: tuple[Contribution, ...]
    raisons: tuple[str, ...]
    a_verifier: tuple[Constat, ...]
    bloque: tuple[Constat, ...]
    souhaits_manques: tuple[Constat, ...]

    @property
    def peut_100(self) -> int:
        """`peut` on 100."""
        return sur_100(self.peut, MAXIMUM[PEUT])

    @property
    def veut_100(self) -> int:
        """`veut` on 100."""
        return sur_100(self.veut, MAXIMUM[VEUT])


def expliquer(profil: Profil, poste: Poste, referentiel: Referentiel, jour: date) -> Explication:
    """Contributions in the published order, three reasons, and what is in the way.

    >>> from datetime import date
    >>> e = expliquer(Profil(), Poste(cle=1), Referentiel(), date(2026, 3, 2))
    >>> e.score == sum(c.points for c in e.contributions)
    True
    """
    return expliquer_evaluation(evaluer(profil, poste, referentiel, jour))


def expliquer_evaluation(evaluation: Evaluation) -> Explication:
    """The explanation of an evaluation already made."""
    return Explication(
        score=evaluation.score,
        peut=evaluation.peut,
        veut=evaluation.veut,
        statut=evaluation.statut,
        contributions=evaluation.contributions,
        raisons=raisons(evaluation),
        a_verifier=evaluation.constats_en(Etat.INCONNU),
        bloque=evaluation.constats_en(Etat.BLOQUE),
        souhaits_manques=tuple(c for c in evaluation.constats if c.est_souhait_manque),
    )


def raisons(evaluation: Evaluation, nombre: int = 3) -> tuple[str, ...]:
    """The strongest reasons in words, best first; only what actually speaks for the opening."""
    candidates = [
        (c.points, c.texte) for c in evaluation.contributions if c.est_raison and c.points
    ]
    candidates += [(RANG_GARDE, texte) for texte in _raison_garde(evaluation)]
    candidates.sort(key=lambda raison: -raison[0])
    return tuple(texte for _, texte in candidates[:nombre])


def _raison_garde(evaluation: Evaluation) -> list[str]:
    for constat in evaluation.constats:
        if constat.critere == "garde" and constat.etat is Etat.REMPLI and "marge" in constat.preuve:
            marge = constat.preuve.rsplit(", ", 1)[1]
            return [f"Horaires et trajet dans les heures de garde, {marge}"]
    return []


def phrase_blocages(comptes: Mapping[tuple[Famille, ...], int]) -> str:
    """Blocked openings by what blocks them, in one French sentence.

    >>> phrase_blocages({(Famille.GARDE,): 58, (Famille.MOBILITE,): 22,
    ...                  (Famille.GARDE, Famille.PERMIS): 23})
    '103 bloquées : 58 par la garde seule, 22 par la mobilité seule, 23 par plusieurs freins'
    """
    total = sum(comptes.values())
    if not total:
        return "Aucune ouverture bloquée"
    seules: Counter[Famille] = Counter()
    for familles, nombre in comptes.items():
        if len(familles) == 1:
            seules[familles[0]] += nombre
    parts = [f"{nombre} par {SEUL[famille]}" for famille, nombre in seules.most_common()]
    if plusieurs := total - sum(seules.values()):
        parts.append(f"{plusieurs} par plusieurs freins")
    return f"{total} bloquée{'s' if total > 1 else ''} : " + ", ".join(parts)
