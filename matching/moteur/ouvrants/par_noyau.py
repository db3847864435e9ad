"""The reading of `lecture`, by the kernels: same openings, same antichains, same scores."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.conservation import CatalogueVivant
from matching.moteur.masse import parties
from matching.moteur.noyau.brouillon import nouveau
from matching.moteur.noyau.levee import PERSONNE_NE_VIENT, nouvelle_etude, relever
from matching.moteur.noyau.personnes import Personnes, gens_pour
from matching.moteur.noyau.table import Table
from matching.moteur.ouvrants.apport import appliquer
from matching.moteur.ouvrants.ensembles import couvrants, minimaux
from matching.moteur.ouvrants.etapes import Demarche
from matching.moteur.ouvrants.mots import Mots, mots_de
from matching.moteur.ouvrants.resultat import Releve
from matching.moteur.profil import Profil

# Room for the groups of openings: nearly always enough, then for the most tangled worlds.
TAILLES: Final = (1 << 11, 1 << 16)


def relever_vite(
    profil: Profil, catalogue: Catalogue | CatalogueVivant, demarche: Demarche, jour: date
) -> Releve | None:
    """The openings that some set of steps frees; None when the steps are too tangled for a word."""
    leve = appliquer(profil, demarche.apports(demarche.tout))
    personnes = Personnes.depuis([profil, leve])
    releves = [
        _relever(personnes, table, fermees, demarche, jour) for table, fermees in parties(catalogue)
    ]
    lus = [releve for releve in releves if releve is not None]
    return Releve.joindre(lus) if len(lus) == len(releves) else None


def _relever(
    personnes: Personnes, table: Table, fermees: Any, demarche: Demarche, jour: date
) -> Releve | None:
    mots = mots_de(table, demarche)
    if mots is None:
        return None
    for taille in TAILLES:
        releve = _avec(personnes, table, fermees, mots, demarche, jour, taille)
        if releve is not None:
            return releve
    return None


def _avec(
    personnes: Personnes,
    table: Table,
    fermees: Any,
    mots: Mots,
    demarche: Demarche,
    jour: date,
    taille: int,
) -> Releve | None:
    """The reading with room for so many groups; None when there are more."""
    n, t = len(table), table.offres
    etude = nouvelle_etude(t, mots.leves, taille)
    lignes, groupes, scores = (np.empty(n, dtype=np.int32) for _ in range(3))
    nombre = relever(
        gens_pour(personnes, table), t, nouveau(t), nouveau(t), mots.leves, etude, fermees,
        jour.toordinal(), lignes, groupes, scores,
    )  # fmt: skip
    if nombre < 0:
        return None
    trouvees = lignes[:nombre]
    return Releve.depuis(
        tuple(t.ouvertures[nom][trouvees] for nom in ("cle", "nature", "contrat")),
        scores[:nombre],
        antichaines_de(etude.groupes[: etude.nombres[0]].tolist(), mots.clauses, demarche),
        groupes[:nombre],
    )


def antichaines_de(
    groupes: Sequence[Sequence[int]], clauses: Sequence[int], demarche: Demarche
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """The two antichains of each group of ways."""
    connues: dict[int, tuple[int, ...]] = {int(PERSONNE_NE_VIENT): ()}

    def masques(mot: int) -> tuple[int, ...]:
        if mot not in connues:
            demandees = [clause for rang, clause in enumerate(clauses) if mot >> rang & 1]
            connues[mot] = couvrants(demandees, demarche.fermetures)
        return connues[mot]

    moitie = len(groupes[0]) // 2 if groupes else 0
    acces, libres = (
        [
            minimaux(m for mot in voies[debut : debut + moitie] for m in masques(mot))
            for voies in groupes
        ]
        for debut in (0, moitie)
    )
    return acces, libres
