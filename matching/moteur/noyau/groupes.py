"""Questions answered from few fields of a person, through the very criteria of `criteres/`.

Licences, means of travel, languages, level, digital ease and right to work take few distinct
values: each is answered once per value, not once per person, and no rule is written twice.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import numpy as np

from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.noyau.formes import Tableau
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Critere


class Groupe(NamedTuple):
    """Criteria that read the same fields: `valeur` draws them, `profil` holds only them."""

    criteres: tuple[Critere, ...]
    valeur: Callable[[Profil], Any]
    profil: Callable[[Any], Profil]


def _moyens(profil: Profil) -> frozenset[str] | None:
    if profil.minutes is None:
        return None
    return frozenset(mode for mode, maximum in profil.minutes.items() if maximum is not None)


def _langues(profil: Profil) -> tuple[int | None, int | None, frozenset[tuple[str, int]]]:
    return profil.oral, profil.ecrit, frozenset(profil.langues.items())


GROUPES: Final = (
    Groupe((Critere.PERMIS,), lambda p: p.permis, lambda v: Profil(permis=v)),
    Groupe(
        (Critere.VEHICULE, Critere.DEPLACEMENT),
        _moyens,
        lambda v: Profil(minutes=None if v is None else dict.fromkeys(v, 1)),
    ),
    Groupe(
        (Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT),
        _langues,
        lambda v: Profil(oral=v[0], ecrit=v[1], langues=dict(v[2])),
    ),
    Groupe((Critere.NIVEAU,), lambda p: p.niveau, lambda v: Profil(niveau=v)),
    Groupe((Critere.NUMERIQUE,), lambda p: p.numerique, lambda v: Profil(numerique=v)),
    Groupe((Critere.DROIT_TRAVAIL,), lambda p: p.droit_travail, lambda v: Profil(droit_travail=v)),
)
GROUPE_DE: Final[dict[str, int]] = {
    str(critere): rang for rang, groupe in enumerate(GROUPES) for critere in groupe.criteres
}
# Answered elsewhere: from lists that differ for each person, or not a demand on the person.
A_PART: Final = frozenset(
    {Critere.CERTIFICAT, Critere.COMPETENCE, Critere.EXPERIENCE, Critere.CONDITION}
)
_POSTE, _REFERENTIEL = Poste(cle=0), Referentiel()


def repondre_simples(groupe: int, valeur: Any, questions: Iterable[ExigencePoste]) -> Tableau:
    """Answers (int8, `Reponse`) to questions of a group by someone with these fields.

    >>> repondre_simples(3, 4, [ExigencePoste("niveau", "", 3), ExigencePoste("niveau", "", 5)])
    array([0, 1], dtype=int8)
    """
    profil = GROUPES[groupe].profil(valeur)
    return np.array(
        [
            CRITERES_EXIGENCES[q.critere].repondre(profil, q, _POSTE, _REFERENTIEL)
            for q in questions
        ],
        dtype=np.int8,
    )
