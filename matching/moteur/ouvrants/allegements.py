"""Gentler requirements of an opening, as steps: what an employer may do without, or ask less of.

>>> from matching.moteur.grilles import depuis_plages
>>> poste = Poste(cle=1, grille=depuis_plages([(range(5), "07:00", "15:00")]), exigences=(
...     ExigencePoste("permis", "B"), ExigencePoste("langue_oral", "", 4)))
>>> [a.code for a in allegements_de(poste)]
['0:permis', '1:langue_oral', '1:langue_oral:3', 'horaires:8h30']
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.grilles import depuis_plages, tourner
from matching.moteur.ouvrants.etapes import ETAPES_MAX
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.vocabulaire import Critere, Exigence, Famille, Provenance

# Changes of the hours or of the place are read together, one combination after the other.
CADRES_MAX: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegement:
    """One thing asked less.

    Parameters
    ----------
    code : the caller's own, unique. famille : the family it speaks of.
    remplace : rank of a requirement in `Poste.exigences` → the gentler one asked instead; None does
        without it (as does a wish, which never blocks).
    heures_en_moins : half-hours no longer worked.
    teletravail : True when the whole job may be done from home.
    desservi : True when the place is served after all (a shuttle).

    Raises
    ------
    ValueError
        When requirements and hours or place are lightened at once: make two of it.
    """

    code: str
    famille: Famille
    remplace: Mapping[int, ExigencePoste | None] = field(default_factory=dict)
    heures_en_moins: int = 0
    teletravail: bool = False
    desservi: bool = False

    def __post_init__(self) -> None:
        if self.remplace and self.est_un_cadre:
            raise ValueError(
                f"Allègement « {self.code} » : séparer les exigences des horaires et du lieu."
            )

    @property
    def est_un_cadre(self) -> bool:
        """True when it changes the hours or the place, not what is asked of the person."""
        return bool(self.heures_en_moins) or self.teletravail or self.desservi


def alleger(poste: Poste, allegements: Iterable[Allegement]) -> Poste:
    """The opening once it asks less; of two requirements put for one, the last is kept."""
    suite = list(allegements)
    exigences = dict(enumerate(poste.exigences))
    for allegement in suite:
        for rang, gentille in allegement.remplace.items():
            if gentille is None:
                exigences.pop(rang, None)
            elif rang in exigences:
                exigences[rang] = gentille
    restantes = [e for _, e in sorted(exigences.items())]
    if any(a.desservi for a in suite):
        restantes = [e for e in restantes if e.critere != Critere.NON_DESSERVI]
    return replace(
        _moins_d_heures(poste, suite),
        exigences=tuple(restantes),
        teletravail=poste.teletravail or any(a.teletravail for a in suite),
    )


def _moins_d_heures(poste: Poste, suite: list[Allegement]) -> Poste:
    """Fewer hours; an edge that moves loses what its rounding had set apart."""
    avant, moins = poste.grille, 0
    for allegement in suite:
        moins |= allegement.heures_en_moins
    if not avant or not avant & moins or not avant & ~moins:
        return poste
    apres = avant & ~moins
    debuts = [g & ~tourner(g, 1) for g in (avant, apres)]
    fins = [g & ~tourner(g, -1) for g in (avant, apres)]
    return replace(
        poste,
        grille=apres,
        jeu_debut=0 if debuts[1] & ~debuts[0] else poste.jeu_debut,
        jeu_fin=0 if fins[1] & ~fins[0] else poste.jeu_fin,
    )


MATIN: Final = depuis_plages([(range(7), "04:00", "08:30")])
SOIR: Final = depuis_plages([(range(7), "17:30", "24:00")])
FIN_DE_SEMAINE: Final = depuis_plages([((5, 6), "00:00", "24:00")])
HORAIRES_PLUS_DOUX: Final = (
    ("horaires:8h30", MATIN),
    ("horaires:17h30", SOIR),
    ("horaires:semaine", FIN_DE_SEMAINE),
)


def allegements_de(poste: Poste) -> tuple[Allegement, ...]:
    """What the opening could ask less, at most 16: each requirement, then a gentler one, then hours.

    Codes start with the rank of the requirement: ``1:langue_oral`` is to do without it or only wish
    for it, ``1:langue_oral:3`` to ask for one level less.
    """
    proposes = [*_exigences(poste), *_horaires(poste)]
    # Doing without comes before asking less when there is not room for both.
    proposes.sort(key=lambda a: a.code.count(":") > 1)
    gardes = {a.code for a in proposes[:ETAPES_MAX]}
    return tuple(a for a in (*_exigences(poste), *_horaires(poste)) if a.code in gardes)


def _exigences(poste: Poste) -> Iterator[Allegement]:
    for rang, exigence in enumerate(poste.exigences):
        critere = CRITERES_EXIGENCES.get(exigence.critere)
        if critere is None or not _peut_bloquer(exigence):
            continue
        code = f"{rang}:{exigence.critere}"
        yield Allegement(code=code, famille=critere.famille, remplace={rang: None})
        for moindre in _moindres(exigence):
            yield Allegement(
                code=f"{code}:{moindre.niveau}", famille=critere.famille, remplace={rang: moindre}
            )


def _peut_bloquer(exigence: ExigencePoste) -> bool:
    return exigence.exigence != Exigence.SOUHAITE and exigence.provenance != Provenance.DEDUIT


def _moindres(exigence: ExigencePoste) -> Iterator[ExigencePoste]:
    """One step less: a level, half the months."""
    niveau = exigence.niveau
    if niveau is None or niveau < 2:
        return
    moindre = niveau // 2 if exigence.critere == Critere.EXPERIENCE else niveau - 1
    yield replace(exigence, niveau=moindre)


def _horaires(poste: Poste) -> Iterator[Allegement]:
    for code, moins in HORAIRES_PLUS_DOUX:
        if poste.grille and poste.grille & moins and poste.grille & ~moins:
            yield Allegement(code=code, famille=Famille.GARDE, heures_en_moins=moins)
