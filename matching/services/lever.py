"""What lifting opens, for one dossier: the steps that solutions bring, counted by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from freins.lecture_garde import enfants_de
from freins.propositions import acquis_hors_profil, propositions_de
from freins.regles import demarches
from freins.regles.demarches import Levier
from matching import catalogues, tables
from matching.catalogues import Lecture
from matching.moteur import Comptes, Profil
from matching.moteur.noyau.cache import est_pret
from matching.moteur.ouvrants import Etape, Ouvrants, appliquer, ouvrants
from matching.moteur.vocabulaire import Famille
from matching.services.calculs import classer_dossier
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui

# Steps are compared on part of a large catalogue; those kept are counted on all of it.
ECHANTILLON: Final = 5000


@dataclass(frozen=True, slots=True)
class Levee:
    """The steps of a person and what every set of them opens."""

    jour: date
    profil: Profil
    lecture: Lecture
    leviers: tuple[Levier, ...]
    ouvrants: Ouvrants

    def de(self, code: str) -> Levier:
        """The step of that code; KeyError when there is none."""
        return self.leviers[self.ouvrants.demarche.rangs[code]]


def lever(dossier: Dossier, *, avec_sante: bool, jour: date | None = None) -> Levee:
    """Count what lifting opens, now; writes nothing.

    `avec_sante`: with the steps that adapt a functional limit, for the référent alone.
    """
    jour = jour or aujourd_hui()
    lecture = catalogues.courant(jour)
    profil = tables.profil_de(dossier, jour)
    enfants = enfants_de([dossier.pk], jour).get(dossier.pk, [])
    propositions = propositions_de(dossier, jour, enfants=enfants, voit_protege=avec_sante)
    possibles = [
        levier
        for levier in demarches.leviers(profil, propositions, enfants, acquis_hors_profil(dossier))
        if avec_sante or levier.etape.famille is not Famille.SANTE
    ]
    gardes = choisir(profil, lecture, possibles, jour)
    lus = ouvrants(
        profil, lecture.catalogue, [lv.etape for lv in gardes], jour=jour, compiler=est_pret()
    )
    return Levee(jour, profil, lecture, tuple(gardes), lus)


def comptes_de(dossier: Dossier, levee: Levee) -> Comptes:
    """The three counts of today, on the same catalogue and the same profile."""
    resultat = classer_dossier(
        dossier, jour=levee.jour, k=0, lecture=levee.lecture, profil=levee.profil
    )
    return resultat.classement.comptes


def choisir(
    profil: Profil, lecture: Lecture, leviers: Sequence[Levier], jour: date
) -> list[Levier]:  # fmt: skip
    """At most sixteen steps, those that would open most if all the rest were lifted."""
    n = len(lecture.catalogue.cles)
    masque = np.arange(n) % max(1, n // ECHANTILLON) == 0

    def promesses(siens: Sequence[Levier]) -> dict[str, int]:
        famille = siens[0].etape.famille
        autres = [lv.etape.apporte for lv in leviers if lv.etape.famille is not famille]
        leve = appliquer(profil, autres)
        gains: dict[str, int] = {}
        for lot in _lots([_seule(lv.etape) for lv in siens]):
            gains |= ouvrants(
                leve, lecture.catalogue, lot, jour=jour, masque=masque
            ).gains_par_etape()
        return gains

    return demarches.choisir(leviers, promesses)


def _seule(etape: Etape) -> Etape:
    """The step by itself: what must come before is counted elsewhere."""
    return Etape(code=etape.code, famille=etape.famille, apporte=etape.apporte)


def _lots(etapes: list[Etape], taille: int = 12) -> list[list[Etape]]:
    return [etapes[debut : debut + taille] for debut in range(0, len(etapes), taille)]
