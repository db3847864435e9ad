"""One person and one opening, read slowly and clearly: this file is the definition.

`classement.py` gives the same answers for a whole catalogue at once; the tests hold them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matching.moteur.criteres import CRITERES_EXIGENCES, disponibilite, eligibilite, garde, mobilite
from matching.moteur.criteres.base import Reponse
from matching.moteur.criteres.condition import nuit_constatee
from matching.moteur.criteres.droit_travail import contrat_interdit
from matching.moteur.etats import Constat, Etat, Statut
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.score import PEUT, VEUT, Contribution, contributions, total
from matching.moteur.trajets import MODES, metres, minutes_pour
from matching.moteur.vocabulaire import Famille, Mode


@dataclass(frozen=True, slots=True)
class Voie:
    """One way of coming: its mode (None for full telework), its journey, what it meets."""

    mode: Mode | None
    minutes: int | None
    est_disponible: bool
    constats: tuple[Constat, ...]

    @property
    def est_praticable(self) -> bool:
        """False when mobility itself blocks this way."""
        return self.constats[0].etat is not Etat.BLOQUE


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer for one person and one opening.

    `constats` are those of the opening and of the way kept; `familles` block (empty unless the
    opening is `bloquee`); `voies` are all the ways tried.
    """

    cle: int
    statut: Statut
    voie: Voie
    constats: tuple[Constat, ...]
    familles: tuple[Famille, ...]
    voies: tuple[Voie, ...]
    contributions: tuple[Contribution, ...]

    @property
    def score(self) -> int:
        """Milli-points, the sum of the contributions."""
        return total(self.contributions)

    @property
    def peut(self) -> int:
        """Milli-points of the fit with what is required."""
        return total(self.contributions, PEUT)

    @property
    def veut(self) -> int:
        """Milli-points of the fit with the search."""
        return total(self.contributions, VEUT)

    @property
    def minutes(self) -> int | None:
        """Journey by the way kept, "environ"."""
        return self.voie.minutes

    def constats_en(self, etat: Etat) -> tuple[Constat, ...]:
        """The findings in one state."""
        return tuple(constat for constat in self.constats if constat.etat is etat)


def evaluer(profil: Profil, poste: Poste, referentiel: Referentiel, jour: date) -> Evaluation:
    """Status, evidence and score of an opening for a person on a day.

    The opening is evaluated once per way of coming. It is accessible when one way meets no blocked
    and no unknown criterion, to be checked when one way at least is not blocked, blocked otherwise.
    The way kept is the one with the best status, then the fewest blocking families, then one the
    person has, then the fastest.

    >>> from datetime import date
    >>> e = evaluer(Profil(), Poste(cle=1), Referentiel(), date(2026, 3, 2))
    >>> e.statut.value, e.score == e.peut + e.veut
    ('a_verifier', True)
    """
    communs = tuple(_constats_communs(profil, poste, referentiel, jour))
    voies = voies_de(profil, poste)
    voie = min(voies, key=lambda v: _ordre(v, communs))
    constats = communs + voie.constats
    statut = statut_de(constats)
    return Evaluation(
        cle=poste.cle,
        statut=statut,
        voie=voie,
        constats=constats,
        familles=familles_bloquantes(constats),
        voies=voies,
        contributions=_contributions(profil, poste, referentiel, voies),
    )


def _constats_communs(
    profil: Profil, poste: Poste, referentiel: Referentiel, jour: date
) -> list[Constat]:
    constats = disponibilite.constater(profil, poste, jour)
    constats += eligibilite.constater(profil, poste)
    constats += contrat_interdit(profil, poste)
    constats += nuit_constatee(profil, poste)
    for exigence in poste.exigences:
        critere = CRITERES_EXIGENCES.get(exigence.critere)
        if critere is not None:
            constats.append(critere.constater(profil, exigence, poste, referentiel))
    return constats


def voies_de(profil: Profil, poste: Poste) -> tuple[Voie, ...]:
    """The ways of coming, in the order of `Mode`; a single one for full telework."""
    if poste.teletravail:
        constats = (mobilite.sur_place(), garde.constater(profil, poste, 0))
        return (Voie(None, 0, True, constats),)
    distance = (
        None if profil.point is None or poste.point is None else metres(profil.point, poste.point)
    )
    return tuple(_voie(profil, poste, mode, distance) for mode in MODES)


def _voie(profil: Profil, poste: Poste, mode: Mode, distance: int | None) -> Voie:
    minutes = None if distance is None else minutes_pour(distance, mode)
    return Voie(
        mode,
        minutes,
        profil.minutes_pour(mode) is not None,
        (
            mobilite.constater(profil, poste, mode, minutes),
            garde.constater(profil, poste, minutes),
        ),
    )


def _ordre(voie: Voie, communs: Sequence[Constat]) -> tuple[int, int, bool, int, int]:
    """Smallest first: the order in which a way is preferred."""
    constats = (*communs, *voie.constats)
    return (
        list(Statut).index(statut_de(constats)),
        len(familles_bloquantes(constats)),
        not voie.est_disponible,
        1000 if voie.minutes is None else voie.minutes,
        0 if voie.mode is None else MODES.index(voie.mode),
    )


def statut_de(constats: Sequence[Constat]) -> Statut:
    """Blocked if one finding blocks, to be checked if one is unknown, else accessible."""
    etats = {constat.etat for constat in constats}
    if Etat.BLOQUE in etats:
        return Statut.BLOQUEE
    return Statut.A_VERIFIER if Etat.INCONNU in etats else Statut.ACCESSIBLE


def familles_bloquantes(constats: Sequence[Constat]) -> tuple[Famille, ...]:
    """The families that block, in their published order."""
    bloquantes = {constat.famille for constat in constats if constat.etat is Etat.BLOQUE}
    return tuple(famille for famille in Famille if famille in bloquantes)


def reponses(
    profil: Profil, poste: Poste, referentiel: Referentiel
) -> list[tuple[ExigencePoste, Reponse]]:
    """The person's answer to each requirement that a criterion reads."""
    return [
        (exigence, critere.repondre(profil, exigence, poste, referentiel))
        for exigence in poste.exigences
        if (critere := CRITERES_EXIGENCES.get(exigence.critere)) is not None
    ]


def _contributions(
    profil: Profil, poste: Poste, referentiel: Referentiel, voies: Sequence[Voie]
) -> tuple[Contribution, ...]:
    praticables = [voie for voie in voies if voie.est_praticable]
    est_connu = poste.teletravail or profil.minutes is not None
    durees = [v.minutes for v in praticables if v.minutes is not None] if est_connu else []
    return contributions(
        profil,
        poste,
        referentiel,
        minutes=min(durees, default=None),
        a_un_trajet=bool(praticables),
        reponses=reponses(profil, poste, referentiel),
    )
