"""Solutions gathered into steps: what brings the same thing is one step, the rest is chained."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from freins.regles.demarches.apports import apport_de, mots_du_gain
from freins.regles.gains import Gain, GainLangue, Gains
from freins.regles.garde import Enfant
from freins.regles.publics import NON, OUI
from matching.moteur import Profil
from matching.moteur.ouvrants import Apport, Etape, appliquer
from matching.moteur.vocabulaire import NIVEAUX_CECRL

# A delay nobody has said counts as a month; the screen says « délai à confirmer ».
DELAI_INCONNU: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """A solution as this person could use it: what it brings, in how long, at what price.

    `admission` is oui, non or inconnu (`freins.regles.publics`); `reserves` says what to check.
    """

    cle: int
    nom: str
    gains: Gains
    delai_jours: int | None = None
    cout: int | None = None
    admission: str = OUI
    reserves: tuple[str, ...] = ()

    @property
    def delai(self) -> int:
        """Days, the unknown one included."""
        return DELAI_INCONNU if self.delai_jours is None else self.delai_jours

    @property
    def rang(self) -> tuple[bool, int, int, int]:
        """What comes first: surely admitted, then quick, then cheap."""
        return self.admission != OUI, self.delai, self.cout or 0, self.cle


@dataclass(frozen=True, slots=True)
class Levier:
    """One step in words, and the solutions that bring it, best first (at least one)."""

    etape: Etape
    libelle: str
    propositions: tuple[Proposition, ...]

    @property
    def meilleure(self) -> Proposition:
        """The one whose delay and price the step bears."""
        return self.propositions[0]

    @property
    def est_sure(self) -> bool:
        """False when even the best solution is still to be checked for this person."""
        return self.meilleure.admission == OUI


@dataclass(frozen=True, slots=True)
class _Groupe:
    """What some solutions bring alike, before it has a name among the others."""

    gain: Gain
    apport: Apport
    propositions: tuple[Proposition, ...]

    @property
    def rang(self) -> tuple[bool, int, int, int]:
        return self.propositions[0].rang


def leviers(
    profil: Profil,
    propositions: Iterable[Proposition],
    enfants: Sequence[Enfant] = (),
    acquis: Collection[str] = (),
) -> list[Levier]:
    """The steps open to a person, each with its prerequisites among them.

    `acquis`: prerequisites the person has and the engine does not read (`permis_etranger:B`).

    Left out: what this person may not use, what brings nothing new, what waits for something that
    nothing here brings, and what another step brings as soon, for no more money.
    """
    groupes = _sans_domines(profil, _grouper(profil, propositions, enfants))
    return _chainer(profil, groupes, acquis)


def _grouper(
    profil: Profil, propositions: Iterable[Proposition], enfants: Sequence[Enfant]
) -> list[_Groupe]:
    trouves: dict[tuple[str, tuple[str, ...]], list[tuple[Gain, Apport, Proposition]]] = {}
    for proposition in propositions:
        if proposition.admission == NON:
            continue
        for gain in proposition.gains.values():
            apport = apport_de(gain, enfants)
            if apport is not None and _apporte(profil, apport):
                cle = (f"{gain.famille} {apport!r}", gain.prealables)
                trouves.setdefault(cle, []).append((gain, apport, proposition))
    return [
        _Groupe(
            membres[0][0], membres[0][1], tuple(sorted((m[2] for m in membres), key=_rang))
        )
        for membres in trouves.values()
    ]  # fmt: skip


def _rang(proposition: Proposition) -> tuple[bool, int, int, int]:
    return proposition.rang


def _apporte(profil: Profil, apport: Apport) -> bool:
    """True when it changes the profile, or takes some of the children: with another service, all."""
    return len(apport.garde) > 1 or appliquer(profil, [apport]) != profil


def _sans_domines(profil: Profil, groupes: list[_Groupe]) -> list[_Groupe]:
    """Without what another brings too, as surely, as soon and for no more money."""
    gardes: list[_Groupe] = []
    for groupe in sorted(groupes, key=lambda g: g.rang):
        if not any(_domine(profil, autre, groupe) for autre in groupes if autre is not groupe):
            gardes.append(groupe)
    return gardes


def _domine(profil: Profil, fort: _Groupe, faible: _Groupe) -> bool:
    a, b = fort.propositions[0], faible.propositions[0]
    if fort.gain.famille != faible.gain.famille or a.rang[0] > b.rang[0]:
        return False
    if a.delai > b.delai or (a.cout or 0) > (b.cout or 0):
        return False
    if set(fort.gain.prealables) - set(faible.gain.prealables):
        return False
    if fort.apport.oral != faible.apport.oral:  # a higher level is reached through the lower one
        return False
    return _contient(profil, fort.apport, faible.apport) and not (
        _contient(profil, faible.apport, fort.apport) and b.rang < a.rang
    )


def _contient(profil: Profil, fort: Apport, faible: Apport) -> bool:
    if len(fort.garde) > 1:
        paires = zip(fort.garde, faible.garde, strict=True)
        return all(plus | moins == plus for plus, moins in paires)
    return appliquer(profil, [fort, faible]) == appliquer(profil, [fort])


# --- Prerequisites --------------------------------------------------------------------------------


def _chainer(
    profil: Profil, groupes: list[_Groupe], acquis: Collection[str]
) -> list[Levier]:  # fmt: skip
    """Place first what needs nothing, then what the placed ones allow, until nothing more fits."""
    places: list[tuple[_Groupe, Levier]] = []
    restants = sorted(groupes, key=lambda g: g.rang)
    noms: set[str] = set()
    while True:
        deja = list(places)
        for groupe in restants:
            avant = _avant(profil, groupe, groupes, deja, acquis)
            if avant is not None:
                places.append((groupe, _levier(groupe, avant, noms)))
        if len(places) == len(deja):
            return [levier for _, levier in places]
        restants = [g for g in restants if all(g is not place for place, _ in places)]


def _avant(
    profil: Profil,
    groupe: _Groupe,
    groupes: list[_Groupe],
    places: list[tuple[_Groupe, Levier]],
    acquis: Collection[str],
) -> tuple[str, ...] | None:
    """Codes of the placed steps this one needs; None while one of them is not placed."""
    codes = []
    for code in (*groupe.gain.prealables, *_niveau_d_avant(profil, groupe, groupes)):
        if code in acquis or _est_acquis(profil, code):
            continue
        possibles = [
            (place.rang, levier.etape.code)
            for place, levier in places
            if _est_acquis(appliquer(profil, [place.apport]), code)
        ]
        if not possibles:
            return None
        codes.append(min(possibles)[1])
    return tuple(dict.fromkeys(codes))


def _niveau_d_avant(
    profil: Profil, groupe: _Groupe, groupes: list[_Groupe]
) -> tuple[str, ...]:  # fmt: skip
    """French is learnt level after level: the next lower course there is comes before."""
    vise = groupe.apport.oral
    if vise is None:
        return ()
    dessous = [
        g.apport.oral
        for g in groupes
        if isinstance(g.gain, GainLangue) and g.apport.oral is not None and g.apport.oral < vise
    ]
    return (f"langue:{NIVEAUX_CECRL[max(dessous)]}",) if dessous else ()


def _est_acquis(profil: Profil, code: str) -> bool:
    """True when the profile surely has what a prerequisite names."""
    genre, _, valeur = code.partition(":")
    if genre == "langue":
        return profil.oral is not None and profil.oral >= NIVEAUX_CECRL.index(valeur)
    if genre == "permis":
        return valeur in (profil.permis or ())
    if genre == "permis_etranger":
        return False
    if genre == "mobilite":
        return profil.minutes_pour(valeur) is not None
    atteint = profil.numerique if genre == "numerique" else profil.niveau
    return atteint is not None and atteint >= int(valeur)


def _levier(groupe: _Groupe, avant: tuple[str, ...], noms: set[str]) -> Levier:
    """Name the step: two that differ by more than their code get a number."""
    code = groupe.gain.etapes()[0]
    if code in noms:
        code = next(f"{code}~{n}" for n in range(2, len(noms) + 3) if f"{code}~{n}" not in noms)
    noms.add(code)
    meilleure = groupe.propositions[0]
    etape = Etape(
        code=code, famille=groupe.gain.famille, apporte=groupe.apport, apres=avant,
        delai_jours=meilleure.delai, cout_euros=meilleure.cout or 0, effort=1,
    )  # fmt: skip
    return Levier(etape, mots_du_gain(groupe.gain), groupe.propositions)


def sans(leviers_: Sequence[Levier], codes: set[str]) -> list[Levier]:
    """The steps without some of them, nor what needed those."""
    gardes = [lv for lv in leviers_ if lv.etape.code not in codes]
    presents = {lv.etape.code for lv in gardes}
    orphelins = {lv.etape.code for lv in gardes if set(lv.etape.apres) - presents}
    return sans(gardes, orphelins) if orphelins else gardes
