"""The score: whole milli-points, one contribution per criterion, two sub-totals.

`peut` is the fit with what is required, `veut` the fit with the search. Every contribution is an
integer computed with whole divisions, so the contributions add up to the score exactly and the
array version gives the same numbers. Every contribution of `peut` can only grow when a capacity
grows (more minutes, a new licence, a higher level, a new skill). Childcare and functional limits
give no point: they only block.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matching.moteur.criteres.base import Force, Reponse, force
from matching.moteur.criteres.disponibilite import duree_convient
from matching.moteur.criteres.experience import mois
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import CONTRATS, NATURES, Critere, Provenance

VERSION_MOTEUR: Final = "2026.1"

PEUT: Final = "peut"
VEUT: Final = "veut"

# The published weights: highest contribution of each criterion, in milli-points.
POIDS: Final = {
    "competences": 28_000,
    "experience": 12_000,
    "proximite": 10_000,
    "niveau": 5_000,
    "souhaits": 5_000,
    "metier": 20_000,
    "salaire": 6_000,
    "contrat": 5_000,
    "nature": 5_000,
    "duree": 4_000,
}
SENS: Final = {
    "competences": PEUT,
    "experience": PEUT,
    "proximite": PEUT,
    "niveau": PEUT,
    "souhaits": PEUT,
    "metier": VEUT,
    "salaire": VEUT,
    "contrat": VEUT,
    "nature": VEUT,
    "duree": VEUT,
}
LIBELLES: Final = {
    "competences": "Savoir-faire",
    "experience": "Expérience",
    "proximite": "Proximité",
    "niveau": "Niveau de diplôme",
    "souhaits": "Souhaits de l’employeur",
    "metier": "Métier recherché",
    "salaire": "Salaire",
    "contrat": "Type de contrat",
    "nature": "Type de proposition",
    "duree": "Durée par semaine",
}
MAXIMUM: Final = {
    sens: sum(poids for critere, poids in POIDS.items() if SENS[critere] == sens)
    for sens in (PEUT, VEUT)
}

# Proof of a skill, in thousandths.
FACTEUR_PREUVE: Final = {"declaree": 850, "attestee": 950, "validee": 1000}
# Share of a métier's weighted skills, in thousandths, from which all points are given: ROME lists
# every skill of every variant of the métier, nobody holds them all.
PART_SUFFISANTE: Final = 600
# Months after which experience brings nothing more; months in neighbour métiers count half.
MOIS_SUFFISANTS: Final = 36
# Minutes at which nearness gives no point any more.
PORTEE_MINUTES: Final = 90
# Wanted métier 1000 ‰; its neighbours from 700 ‰, 40 less per rank, never under 300.
FACTEUR_METIER: Final = 1000
FACTEUR_VOISIN: Final = (700, 40, 300)
# Units of one wish: met, not met, unknown (indexed by `Reponse`).
UNITES_SOUHAIT: Final = (2, 0, 1)
# Wishes on these are not demands on the person, or are counted by another contribution.
HORS_SOUHAITS: Final = frozenset({Critere.CONDITION, Critere.NIVEAU, Critere.DEPLACEMENT})


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds: `points` of `maximum` milli-points, and why, in French."""

    critere: str
    points: int
    texte: str
    est_raison: bool = False
    # Skills shared (`competences`), or the wanted métier that this one is near to (`metier`).
    codes: tuple[str, ...] = ()

    @property
    def libelle(self) -> str:
        """Name of the criterion in French."""
        return LIBELLES[self.critere]

    @property
    def maximum(self) -> int:
        """Highest points this criterion can give."""
        return POIDS[self.critere]

    @property
    def sens(self) -> str:
        """`peut` or `veut`."""
        return SENS[self.critere]


def sur_100(points: int, maximum: int) -> int:
    """Milli-points on a scale of 0 to 100 for display, rounded to the nearest.

    >>> sur_100(30_000, 60_000)
    50
    """
    return (200 * points + maximum) // (2 * maximum)


def total(contributions: Iterable[Contribution], sens: str | None = None) -> int:
    """Sum of the points, of one reading or of both."""
    return sum(c.points for c in contributions if sens in (None, c.sens))


def facteur_voisin(rang: int) -> int:
    """Thousandths given to the neighbour of a wanted métier, by rank from 0.

    >>> facteur_voisin(0), facteur_voisin(3), facteur_voisin(50)
    (700, 580, 300)
    """
    premier, pas, plancher = FACTEUR_VOISIN
    return max(plancher, premier - pas * rang)


def contributions(
    profil: Profil,
    poste: Poste,
    referentiel: Referentiel,
    *,
    minutes: int | None,
    a_un_trajet: bool,
    reponses: Iterable[tuple[ExigencePoste, Reponse]],
) -> tuple[Contribution, ...]:
    """All contributions, in the published order.

    `minutes` is the shortest journey among the ways that are not blocked (0 for telework, None when
    not known), `a_un_trajet` False when every way is blocked; `reponses` are the person's answers
    to the opening's requirements.
    """
    return (
        _competences(profil, poste, referentiel),
        _experience(profil, poste, referentiel),
        _proximite(minutes, a_un_trajet),
        _niveau(profil, poste),
        _souhaits(reponses),
        _metier(profil, poste, referentiel),
        _salaire(profil, poste),
        _choix("contrat", profil.contrats_voulus, poste.contrat, CONTRATS),
        _choix("nature", profil.natures_voulues, poste.nature, NATURES),
        _duree(profil, poste),
    )


def _competences(profil: Profil, poste: Poste, referentiel: Referentiel) -> Contribution:
    poids = referentiel.poids(poste.metier)
    communes = sorted((c for c in poids if c in profil.competences), key=lambda c: (-poids[c], c))
    if not poids:
        return Contribution("competences", 0, "Savoir-faire du métier non connus")
    acquis = sum(poids[c] * FACTEUR_PREUVE[profil.competences[c]] for c in communes)
    points = points_competences(acquis, sum(poids.values()))
    n = len(communes)
    texte = f"{n} savoir-faire en commun" if n else "Aucun savoir-faire en commun renseigné"
    return Contribution("competences", points, texte, n > 0, tuple(communes))


def points_competences(acquis: int, possible: int) -> int:
    """Points for `acquis` (weights × thousandths of proof) out of `possible` (weights)."""
    plein = possible * PART_SUFFISANTE
    return POIDS["competences"] * min(acquis, plein) // plein


def _experience(profil: Profil, poste: Poste, referentiel: Referentiel) -> Contribution:
    if poste.metier is None:
        return Contribution("experience", 0, "Métier de l’offre non précisé")
    memes, proches = mois(profil, poste.metier, referentiel)
    points = points_experience(memes, proches)
    if not proches:
        return Contribution("experience", points, "Pas d’expérience renseignée dans ce métier")
    ou = "dans ce métier" if memes else "dans des métiers proches"
    return Contribution("experience", points, f"{_duree_lisible(memes or proches)} {ou}", True)


def points_experience(memes: int, proches: int) -> int:
    """Points for months in the métier and months in it and its neighbours together."""
    utiles = min(MOIS_SUFFISANTS, memes + (proches - memes) // 2)
    return POIDS["experience"] * utiles // MOIS_SUFFISANTS


def _duree_lisible(mois_: int) -> str:
    annees = mois_ // 12
    if mois_ < 24:
        return f"{mois_} mois d’expérience"
    return f"{annees} ans d’expérience"


def _proximite(minutes: int | None, a_un_trajet: bool) -> Contribution:
    if not a_un_trajet:
        return Contribution("proximite", 0, "Hors de portée des moyens de déplacement")
    if minutes is None:
        return Contribution("proximite", POIDS["proximite"] // 2, "Trajet à préciser")
    points = POIDS["proximite"] * (PORTEE_MINUTES - min(PORTEE_MINUTES, minutes)) // PORTEE_MINUTES
    texte = f"Trajet d’environ {minutes} min" if minutes else "Sans trajet (télétravail)"
    return Contribution("proximite", points, texte, minutes <= 30)


def niveau_demande(poste: Poste) -> int | None:
    """Highest diploma level the opening states, required or wished; None when it states none."""
    niveaux = [
        e.niveau
        for e in poste.exigences
        if e.critere == Critere.NIVEAU
        and e.niveau is not None
        and e.provenance != Provenance.DEDUIT
    ]
    return max(niveaux, default=None)


def _niveau(profil: Profil, poste: Poste) -> Contribution:
    demande, plein = niveau_demande(poste), POIDS["niveau"]
    if not demande:
        return Contribution("niveau", plein, "Aucun diplôme demandé", demande == 0)
    if profil.niveau is None:
        return Contribution("niveau", plein // 2, "Niveau de diplôme à préciser")
    if profil.niveau >= demande:
        return Contribution("niveau", plein, f"Niveau {demande} demandé, atteint", True)
    points = plein * profil.niveau // demande
    return Contribution("niveau", points, f"Niveau {demande} demandé, non atteint")


def est_souhait(exigence: ExigencePoste) -> bool:
    """True for a wish that counts in the score."""
    return force(exigence) is Force.SOUHAIT and exigence.critere not in HORS_SOUHAITS


def _souhaits(reponses: Iterable[tuple[ExigencePoste, Reponse]]) -> Contribution:
    souhaits = [reponse for exigence, reponse in reponses if est_souhait(exigence)]
    points = points_souhaits(sum(UNITES_SOUHAIT[r] for r in souhaits), len(souhaits))
    remplis = souhaits.count(Reponse.OUI)
    if not souhaits:
        return Contribution("souhaits", points, "Aucun souhait particulier")
    texte = f"{remplis} souhait{'s' if remplis > 1 else ''} sur {len(souhaits)} rempli"
    return Contribution("souhaits", points, texte + ("s" if remplis > 1 else ""), remplis > 0)


def points_souhaits(unites: int, nombre: int) -> int:
    """Points for the units (`UNITES_SOUHAIT`) of `nombre` wishes; all of them when none."""
    return POIDS["souhaits"] * unites // (2 * nombre) if nombre else POIDS["souhaits"]


def _metier(profil: Profil, poste: Poste, referentiel: Referentiel) -> Contribution:
    plein = POIDS["metier"]
    if not profil.metiers_voulus:
        return Contribution("metier", plein, "Aucun métier recherché précisé")
    if poste.metier is None:
        return Contribution("metier", plein // 4, "Métier de l’offre non précisé")
    points = points_metier(profil, poste.metier, referentiel)
    return Contribution("metier", points, *_dire_metier(profil, poste.metier, referentiel))


def plus_proche(profil: Profil, metier: str, referentiel: Referentiel) -> str | None:
    """The wanted métier that this one is a neighbour of, the one that gives the points; or None."""
    candidats = [
        (-poids * facteur_voisin(rang), voulu)
        for voulu, poids in profil.metiers_voulus.items()
        if (rang := referentiel.rang_voisin(metier, voulu)) is not None
    ]
    return min(candidats)[1] if candidats else None


def points_metier(profil: Profil, metier: str, referentiel: Referentiel) -> int:
    """Best of the wanted métiers and their neighbours, by weight relative to the most wanted."""
    plus_voulu = max(profil.metiers_voulus.values())
    meilleur = 0
    for voulu, poids in profil.metiers_voulus.items():
        rang = referentiel.rang_voisin(metier, voulu)
        if metier == voulu:
            meilleur = max(meilleur, poids * FACTEUR_METIER)
        elif rang is not None:
            meilleur = max(meilleur, poids * facteur_voisin(rang))
    return POIDS["metier"] * meilleur // (FACTEUR_METIER * plus_voulu)


def _dire_metier(
    profil: Profil, metier: str, referentiel: Referentiel
) -> tuple[str, bool, tuple[str, ...]]:
    """Words, whether it is a reason, and the wanted métier this one is near to."""
    if metier in profil.metiers_voulus:
        premier = profil.metiers_voulus[metier] == max(profil.metiers_voulus.values())
        return ("Premier métier recherché" if premier else "Métier recherché"), True, ()
    proche = plus_proche(profil, metier, referentiel)
    if proche is None:
        return "Métier éloigné de ceux recherchés", False, ()
    nombre = len(referentiel.communs(metier, proche))
    partage = f" : {nombre} savoir-faire en commun" if nombre else ""
    return f"Métier proche de ceux recherchés{partage}", True, (proche,)


def _salaire(profil: Profil, poste: Poste) -> Contribution:
    plein, voulu = POIDS["salaire"], profil.salaire_min
    if not voulu:
        return Contribution("salaire", plein, "Aucun salaire minimum souhaité")
    if poste.salaire is None:
        return Contribution("salaire", plein // 2, "Salaire non précisé")
    texte = f"{poste.salaire} € brut par mois pour {voulu} € souhaités"
    if poste.salaire >= voulu:
        return Contribution("salaire", plein, texte, True)
    return Contribution("salaire", plein * max(0, 2 * poste.salaire - voulu) // voulu, texte)


def _choix(
    critere: str, voulus: frozenset[str], valeur: str | None, libelles: dict[str, str]
) -> Contribution:
    plein = POIDS[critere]
    if not voulus:
        return Contribution(critere, plein, "Aucune préférence")
    if valeur is None:
        return Contribution(critere, plein // 2, "Non précisé dans l’offre")
    nom = libelles.get(valeur, valeur)
    if valeur in voulus:
        return Contribution(critere, plein, f"{nom}, comme souhaité", True)
    return Contribution(critere, 0, f"{nom}, non souhaité")


def _duree(profil: Profil, poste: Poste) -> Contribution:
    plein = POIDS["duree"]
    if profil.heures_min is None and profil.heures_max is None:
        return Contribution("duree", plein, "Aucune préférence")
    if poste.heures is None:
        return Contribution("duree", plein // 2, "Durée non précisée dans l’offre")
    if duree_convient(profil, poste):
        return Contribution("duree", plein, f"{poste.heures:g} h par semaine, comme souhaité", True)
    return Contribution("duree", 0, f"{poste.heures:g} h par semaine, hors de la durée souhaitée")
