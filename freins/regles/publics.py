"""For whom a solution is: ages, publics, place, and reserved by law. Oui, non or inconnu.

The publics are those of data·inclusion; being in one of them is enough. "Non" needs known facts:
what is missing makes "inconnu". Sex is read by one rule alone, for a service lawfully reserved to
women, and shown as yes or no: it never ranks (design/02, Solutions).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from data_inclusion.schema import v1

from freins.regles.faits import EST_QPV, Faits
from freins.regles.trois_valeurs import Trois, et, non, ou

OUI: Final = "oui"
NON: Final = "non"
INCONNU: Final = "inconnu"
LIBELLES: Final = {OUI: "Oui", NON: "Non", INCONNU: "À vérifier"}
_CODES: Final[dict[Trois, str]] = {True: OUI, False: NON, None: INCONNU}

FRANCE: Final = frozenset({"france", "99100"})
# Any priority neighbourhood; a code « QN… » names one.
QPV: Final = "qpv"
_TOUS: Final = v1.Public.TOUS_PUBLICS.value
_FEMME, _NON_DIT = "femme", "non_renseigne"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a solution asks of people; empty means "no such condition".

    `age_min`, `age_max`: completed years, both included. `zone`: codes of communes, départements,
    EPCI, « france », « qpv » or one QPV. `rayon_km` counts from where the service is.
    """

    age_min: int | None = None
    age_max: int | None = None
    publics: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    rayon_km: int | None = None
    est_reservee_aux_femmes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of the person: `faits` of the eligibility, and where they live.

    `distance_km` is from the home to the service, None when one of the two is not placed.
    `a_des_enfants` None when it was never said. `qpv` is the code of the neighbourhood, if any.
    """

    faits: Faits = field(default_factory=Faits)
    sexe: str = _NON_DIT
    commune: str = ""
    epci: str = ""
    departement: str = ""
    qpv: str = ""
    distance_km: float | None = None
    a_des_enfants: Trois = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its answer and the reason, in one sentence."""

    valeur: str
    motif: str

    @property
    def libelle(self) -> str:
        return LIBELLES[self.valeur]


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a solution is for this person; `conditions` are those that were read."""

    valeur: str
    conditions: tuple[Condition, ...] = ()

    @property
    def libelle(self) -> str:
        return LIBELLES[self.valeur]

    @property
    def reserves(self) -> tuple[str, ...]:
        """Reasons of what is refused, else of what must be checked."""
        return tuple(c.motif for c in self.conditions if c.valeur == self.valeur != OUI)


def admettre(conditions: Conditions, situation: Situation, jour: date) -> Admission:
    """Answer for all the conditions together; a solution without any is for everyone."""
    lues = tuple(_conditions(conditions, situation, jour))
    valeurs = {c.valeur for c in lues}
    ensemble = NON if NON in valeurs else INCONNU if INCONNU in valeurs else OUI
    return Admission(ensemble, lues)


def _conditions(conditions: Conditions, s: Situation, jour: date) -> Iterable[Condition]:
    if conditions.age_min is not None or conditions.age_max is not None:
        yield _age(conditions, s, jour)
    if conditions.publics and _TOUS not in conditions.publics:
        yield _publics(conditions.publics, s, jour)
    if conditions.zone and not FRANCE & set(conditions.zone):
        yield _zone(conditions.zone, s)
    if conditions.rayon_km is not None:
        yield _rayon(conditions.rayon_km, s)
    if conditions.est_reservee_aux_femmes:
        yield _reservee(s)


def _age(c: Conditions, s: Situation, jour: date) -> Condition:
    mini = None if c.age_min is None else s.faits.a_age(c.age_min, jour)
    maxi = None if c.age_max is None else non(s.faits.a_age(c.age_max + 1, jour))
    bornes = [v for v, b in ((mini, c.age_min), (maxi, c.age_max)) if b is not None]
    if c.age_max is None:
        motif = f"À partir de {c.age_min} ans."
    elif c.age_min is None:
        motif = f"Jusqu’à {c.age_max} ans révolus."
    else:
        motif = f"De {c.age_min} à {c.age_max} ans révolus."
    valeur = _CODES[et(bornes)]
    return Condition(valeur, _avec(motif, valeur, "l’âge n’est pas noté"))


def _publics(publics: tuple[str, ...], s: Situation, jour: date) -> Condition:
    reponses = [(p, _EST_DU_PUBLIC.get(p, _inconnu)(s, jour)) for p in publics]
    valeur = _CODES[ou(r for _, r in reponses)]
    concernes = [p for p, r in reponses if r] or list(publics)
    noms = ", ".join(_PUBLICS.get(p, p).lower() for p in concernes)
    motif = f"Pour : {noms}."
    return Condition(valeur, _avec(motif, valeur, "à confirmer avec la personne"))


def _zone(zone: tuple[str, ...], s: Situation) -> Condition:
    valeur = _CODES[ou(_dans(code, s) for code in zone)]
    motif = "Réservée aux quartiers prioritaires." if set(zone) == {QPV} else "Zone desservie."
    if valeur == NON:
        motif = "Hors de la zone desservie." if set(zone) != {QPV} else motif
    return Condition(valeur, _avec(motif, valeur, "l’adresse est à préciser"))


def _dans(code: str, s: Situation) -> Trois:
    if code == QPV:
        return EST_QPV[s.faits.est_qpv]
    if code.startswith("QN"):
        etat = EST_QPV[s.faits.est_qpv]
        return s.qpv == code if etat else etat
    if not s.commune:
        return None
    return code in (s.commune, s.epci, s.departement)


def _rayon(km: int, s: Situation) -> Condition:
    if s.distance_km is None:
        return Condition(INCONNU, f"À moins de {km} km : l’adresse est à préciser.")
    return Condition(OUI if s.distance_km <= km else NON, f"À moins de {km} km.")


def _reservee(s: Situation) -> Condition:
    est = None if s.sexe == _NON_DIT else s.sexe == _FEMME
    valeur = _CODES[est]
    return Condition(valeur, _avec("Réservée aux femmes.", valeur, "à voir avec la personne"))


def _avec(motif: str, valeur: str, manque: str) -> str:
    return f"{motif.removesuffix('.')} : {manque}." if valeur == INCONNU else motif


def _minima(s: Situation, jour: date) -> Trois:
    return ou(d.valable(jour) for d in (s.faits.rsa, s.faits.ass, s.faits.aah))


def _jeune(s: Situation, jour: date) -> Trois:
    """Sixteen to twenty-five for most; some go to twenty-nine, so between the two one asks."""
    if s.faits.a_entre(16, 25, jour):
        return True
    return False if s.faits.a_entre(16, 29, jour) is False else None


def _senior(s: Situation, jour: date) -> Trois:
    """Fifty-five for some, fifty for others."""
    if s.faits.a_age(55, jour):
        return True
    return False if s.faits.a_age(50, jour) is False else None


def _inconnu(s: Situation, jour: date) -> Trois:
    """What no dossier says: to be asked."""
    return None


_P = v1.Public
# Students, people exiled, in an emergency or before the courts: never asked, so always checked.
_PUBLICS: Final = {p.value: p.label for p in v1.Public}
_EST_DU_PUBLIC: Final[dict[str, Callable[[Situation, date], Trois]]] = {
    _P.TOUS_PUBLICS.value: lambda s, jour: True,
    _P.ACTIFS.value: lambda s, jour: s.faits.est_accompagnee or None,
    _P.BENEFICIAIRES_DES_MINIMAS_SOCIAUX.value: _minima,
    _P.DEMANDEURS_EMPLOI.value: lambda s, jour: s.faits.france_travail.valable(jour),
    _P.FAMILLES.value: lambda s, jour: s.a_des_enfants,
    _P.FEMMES.value: lambda s, jour: None if s.sexe == _NON_DIT else s.sexe == _FEMME,
    _P.JEUNES.value: _jeune,
    _P.PERSONNES_EN_SITUATION_DE_HANDICAP.value: lambda s, jour: ou(
        d.valable(jour) for d in (s.faits.rqth, s.faits.aah)
    ),
    # Outside a QPV one may still live in a rural zone (FRR), which is not computed here.
    _P.RESIDENTS_QPV_FRR.value: lambda s, jour: EST_QPV[s.faits.est_qpv] or None,
    _P.SENIORS.value: _senior,
}
