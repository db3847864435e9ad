"""Who can lift a barrier, in order: what raises what is missing, for this person, within reach.

A *recours* is a solution considered for one person and one barrier. The order is lexicographic and
every criterion is shown, so that a counsellor can redo it by eye:

1. it raises what is missing (oui, à vérifier, non);
2. it is for this person (ages, publics, zone; a reserved one by its shown condition alone);
3. the person can go there, by the means they have;
4. acceptance seen, shrunk and rounded to a tenth, so that a small difference decides nothing;
5. days before it helps: the answer, then its own delay;
6. places left, then distance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from freins.regles.gains import (
    Gain,
    GainAdministratif,
    GainGarde,
    GainLangue,
    GainMobilite,
    GainNumerique,
    GainPermis,
    GainQualification,
    phrase_prealable,
)
from freins.regles.garde import Enfant, couvre, grille_apres
from freins.regles.observations import Observee
from freins.regles.publics import INCONNU, LIBELLES, NON, OUI, Condition
from freins.regles.trois_valeurs import Trois, ou
from matching.moteur import grilles
from matching.moteur.trajets import minutes_pour
from matching.moteur.vocabulaire import LIBELLES_MODES, NIVEAUX_CECRL, PERMIS_COUVERTS, Mode

_CODES: Final[dict[Trois, str]] = {True: OUI, False: NON, None: INCONNU}
_ORDRE: Final = {OUI: 0, INCONNU: 1, NON: 2}
DELAI_INCONNU: Final = 30
LOIN: Final = 10_000.0
# The measures known of a person, by family, in their stored form (`freins.services.changements`).
Acquis = Mapping[str, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recours:
    """One solution for one person's barrier; `reserves` are the reasons of the admission."""

    cle: int
    leve: Condition
    admission: str
    reserves: tuple[str, ...] = ()
    acces: Condition
    observee: Observee = field(default_factory=Observee)
    delai_jours: int | None = None
    places: int | None = None
    distance_km: float | None = None

    @property
    def peut_lever(self) -> bool:
        """False when it raises nothing here, or is not for this person: it never counts as a gain."""
        return self.leve.valeur != NON and self.admission != NON

    @property
    def admission_libelle(self) -> str:
        return LIBELLES[self.admission]

    @property
    def rang(self) -> tuple[Any, ...]:
        """What orders them, criterion after criterion (see the module)."""
        delai = DELAI_INCONNU if self.delai_jours is None else self.delai_jours
        return (
            _ORDRE[self.leve.valeur],
            _ORDRE[self.admission],
            _ORDRE[self.acces.valeur],
            -round(self.observee.acceptation_lissee, 1),
            round(self.observee.attente_lissee) + delai,
            self.places == 0,
            LOIN if self.distance_km is None else self.distance_km,
            self.cle,
        )


def ranger(recours: Iterable[Recours]) -> list[Recours]:
    """Best first; ties by identifier, so that the order is the same tomorrow."""
    return sorted(recours, key=lambda r: r.rang)


def releve(gain: Gain | None, acquis: Acquis, enfants: Sequence[Enfant] = ()) -> Condition:
    """Whether the gain raises what the person lacks, with the reason.

    None (the solution says no gain for this family) is « inconnu »: it helps, without a measure.
    A step to have first that the person surely lacks makes it « non » for now.
    """
    if gain is None:
        return Condition(INCONNU, "Aide sur ce frein, sans capacité mesurée.")
    manquants = [c for c in gain.prealables if est_acquis(c, acquis) is False]
    if manquants:
        dits = ", ".join(phrase_prealable(c) for c in manquants)
        return Condition(NON, f"Il faut d’abord : {dits}.")
    if isinstance(gain, GainGarde):
        return _garde(gain, acquis.get("garde"), enfants)
    valeur = _gagne(gain, acquis.get(str(gain.famille)))
    a_verifier = [phrase_prealable(c) for c in gain.prealables if est_acquis(c, acquis) is None]
    if valeur is not False and a_verifier:
        return Condition(INCONNU, f"À vérifier d’abord : {', '.join(a_verifier)}.")
    return Condition(_CODES[valeur], _PHRASES[valeur])


_PHRASES: Final[dict[Trois, str]] = {
    True: "Apporte ce qui manque.",
    False: "N’apporte rien de plus que ce que la personne a déjà.",
    None: "À vérifier : la mesure de la personne n’est pas notée.",
}


def est_acquis(code: str, acquis: Acquis) -> Trois:
    """Whether the person has what a prerequisite names (« langue:A2 », « permis:AM »)."""
    genre, _, valeur = code.partition(":")
    if genre == "langue":
        return _au_moins(_niveau_langue(acquis, "oral"), NIVEAUX_CECRL.index(valeur))
    if genre == "numerique":
        return _au_moins((acquis.get("numerique") or {}).get("niveau"), int(valeur))
    if genre == "niveau":
        return _au_moins((acquis.get("qualification") or {}).get("niveau"), int(valeur))
    if genre == "permis":
        etat = acquis.get("permis")
        return None if etat is None else valeur in _permis(etat)
    if genre == "permis_etranger":
        return None
    etat = acquis.get("mobilite")
    return None if etat is None else etat.get(valeur) is not None


def acces(
    distance_km: float | None, minutes: Mapping[str, Any] | None, *, est_a_distance: bool
) -> Condition:
    """Whether the person can go there by the means noted; minutes are « environ »."""
    if est_a_distance:
        return Condition(OUI, "Se fait aussi à distance.")
    if distance_km is None:
        return Condition(INCONNU, "Trajet à vérifier : un des deux lieux n’est pas placé.")
    durees = {mode: minutes_pour(round(distance_km * 1000), mode) for mode in Mode}
    if minutes is None:
        en_tc = f"{durees[Mode.TC]} min {LIBELLES_MODES[Mode.TC]}"
        return Condition(INCONNU, f"Environ {en_tc} ; moyens de transport à noter.")
    possibles = {m: durees[m] for m in Mode if minutes.get(m) is not None}
    if not possibles:
        return Condition(NON, "Aucun moyen de transport noté pour y aller.")
    dans = {m: d for m, d in possibles.items() if d <= minutes[m]}
    mode, duree = min((dans or possibles).items(), key=lambda p: p[1])
    trajet = f"Environ {duree} min {LIBELLES_MODES[mode]}"
    return Condition(OUI if dans else NON, f"{trajet}{'.' if dans else ', plus que noté.'}")


def _garde(gain: GainGarde, etat: Mapping[str, Any] | None, enfants: Sequence[Enfant]) -> Condition:
    """Every child, or nothing; and hours the parent has not already."""
    if etat and etat.get("etat") == "sans_objet":
        return Condition(NON, "Aucune garde à prévoir.")
    couverte = grilles.depuis_hexa(etat["grille"]) if etat and etat.get("grille") else 0
    if couverte and gain.grille & ~couverte == 0:
        return Condition(NON, "Ces heures sont déjà couvertes.")
    prise = couvre(gain, enfants)
    if prise.valeur is not True:
        return Condition(_CODES[prise.valeur], prise.motif)
    apres = grille_apres([gain], enfants, couverte)
    if apres is None or apres == couverte:
        return Condition(NON, "N’ajoute aucune heure où tous les enfants seraient gardés.")
    return Condition(OUI, f"{prise.motif} +{grilles.heures(apres & ~couverte):g} h par semaine.")


def _gagne(gain: Gain, etat: Mapping[str, Any] | None) -> Trois:
    """True when one thing it brings is surely new; None when that is not known."""
    if isinstance(gain, GainMobilite) and etat is not None:
        return any(m > (etat.get(mode) or 0) for mode, m in gain.minutes.items())
    if isinstance(gain, GainPermis) and etat is not None:
        return not set(gain.categories) <= _permis(etat)
    if isinstance(gain, GainNumerique):
        return _depasse(gain.niveau, (etat or {}).get("niveau"))
    if isinstance(gain, GainLangue):
        return ou(
            _depasse(NIVEAUX_CECRL.index(vise), _rang((etat or {}).get(volet)))
            for volet, vise in (("oral", gain.oral), ("ecrit", gain.ecrit))
            if vise
        )
    if isinstance(gain, GainQualification):
        return _qualifie(gain, etat)
    if isinstance(gain, GainAdministratif):
        return _ouvre_un_droit(gain, etat)
    return None


def _qualifie(gain: GainQualification, etat: Mapping[str, Any] | None) -> Trois:
    connu = etat or {}
    reponses: list[Trois] = []
    if gain.niveau is not None:
        reponses.append(_depasse(gain.niveau, connu.get("niveau")))
    if gain.certificats:
        deja = connu.get("certificats")
        reponses.append(None if deja is None else not set(gain.certificats) <= set(deja))
    if gain.preuve:
        reponses.append(None)
    return ou(reponses)


def _ouvre_un_droit(gain: GainAdministratif, etat: Mapping[str, Any] | None) -> Trois:
    """Papers are not measured; the right to work is."""
    if not gain.droit_travail or etat is None:
        return None
    return ou([not etat.get("est_oui"), None if gain.papiers else False])


def _permis(etat: Mapping[str, Any]) -> set[str]:
    """The licences held and those they cover."""
    tenus = set(etat.get("categories") or ())
    return tenus | {c for p in tenus for c in PERMIS_COUVERTS.get(p, ())}


def _niveau_langue(acquis: Acquis, volet: str) -> int | None:
    return _rang((acquis.get("langue") or {}).get(volet))


def _rang(niveau: str | None) -> int | None:
    return NIVEAUX_CECRL.index(niveau) if niveau in NIVEAUX_CECRL else None


def _depasse(vise: int, connu: int | None) -> Trois:
    return None if connu is None else vise > connu


def _au_moins(connu: int | None, vise: int) -> Trois:
    return None if connu is None else connu >= vise
