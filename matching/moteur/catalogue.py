"""Openings as flat arrays, built once and read by every ranking.

One row per opening; requirements that answer the same question ("permis B, exigé") are stored once
as *kinds* and each opening lists its kinds (compressed rows). A person answers each kind once,
through the very criteria of `criteres/`, whatever the number of openings. Nothing here is about a
person: no health, no count of referrals.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from matching.moteur.chantier import Chantier, Codes, Tableau
from matching.moteur.codes import (
    RANG_CONTRAT,
    RANG_NATURE,
)
from matching.moteur.grilles import depuis_mots
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Point
from matching.moteur.referentiel import Referentiel
from matching.moteur.trajets import vecteur


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Catalogue:
    """n openings, r requirement rows, k kinds, m métiers, g distinct weekly grids.

    Attributes
    ----------
    cles : (n,) int64, the caller's keys, in the order given.
    metier : (n,) int32, rank in `metiers`; m when the opening does not say.
    nature, contrat : (n,) int8, ranks in the vocabularies; -1 when unknown.
    xyz : (3, n) float64 metres; a_point : (n,) bool; teletravail : (n,) bool.
    heures : (n,) float64, NaN when unknown. salaire : (n,) int32, -1 when unknown.
    debut, expire : (n,) int32 day ordinals; `SANS_DATE`, `JAMAIS_EXPIRE` when unknown.
    grille : (n,) int32, rank in `grilles_mots`; g when unknown. jeu_debut, jeu_fin : (n,) int16.
    mesures : (n,) int32 bits; conditions_exigees, conditions_a_verifier : (n,) int32 bits.
    non_desservi : (n,) int8, a `Force`, or -1. niveau : (n,) int8, 0 when none is asked.
    lignes_*: rows sorted by opening: `poste` (starts of the runs), `rang` (the openings that have
        rows) and `genre` (kinds); one set for demands, one for wishes.
    genres : the k distinct requirements; genre_force, genre_famille (one bit), genre_niveau (-1
        when none), genre_metier and genre_representant (the first kind that asks the same thing,
        however firmly) : (k,) int32. genres_simples and genres_experience : ranks of
        the kinds answered one by one, and of those on experience; genres_competence : skill code
        → ranks of the kinds that ask for it.
    grilles_mots : (g, 6) uint64; grilles_jour : (g + 1,) int32 minutes, see `marge_de_jour`;
        grilles_nuit : (g + 1,) bool.
    liens_*: skills of the métiers, compressed rows; metier_poids : (m,) int64, their total weight.
    metiers : the m codes, rang_metier their ranks; cites : métier → ranks of the métiers that have
        it as a neighbour; competences : skill → rank. referentiel : where all this comes from.
    """

    cles: Tableau
    metier: Tableau
    nature: Tableau
    contrat: Tableau
    xyz: Tableau
    a_point: Tableau
    teletravail: Tableau
    heures: Tableau
    salaire: Tableau
    debut: Tableau
    expire: Tableau
    grille: Tableau
    jeu_debut: Tableau
    jeu_fin: Tableau
    mesures: Tableau
    conditions_exigees: Tableau
    conditions_a_verifier: Tableau
    non_desservi: Tableau
    niveau: Tableau
    demandes_genre: Tableau
    demandes_debut: Tableau
    demandes_poste: Tableau
    souhaits_genre: Tableau
    souhaits_debut: Tableau
    souhaits_poste: Tableau
    genre_metier: Tableau
    genre_force: Tableau
    genre_famille: Tableau
    genre_niveau: Tableau
    genre_representant: Tableau
    genres_simples: Tableau
    genres_experience: Tableau
    grilles_mots: Tableau
    grilles_jour: Tableau
    grilles_nuit: Tableau
    liens_competence: Tableau
    liens_poids: Tableau
    liens_debut: Tableau
    metier_poids: Tableau
    metiers: tuple[str, ...]
    rang_metier: Mapping[str, int]
    cites: Mapping[str, tuple[int, ...]]
    competences: Mapping[str, int]
    genres: tuple[ExigencePoste, ...]
    genres_competence: Mapping[str, tuple[int, ...]]
    referentiel: Referentiel

    def __len__(self) -> int:
        return len(self.cles)

    @classmethod
    def depuis(cls, postes: Iterable[Poste], referentiel: Referentiel) -> "Catalogue":
        """Build from openings in any order; ValueError with a sentence on an unknown code.

        >>> len(Catalogue.depuis([Poste(cle=7), Poste(cle=8, metier="K2204")], Referentiel()))
        2
        """
        return cls(**Chantier(referentiel).construire(postes))

    def prolonge(self, postes: Iterable[Poste], sans: Iterable[int] = ()) -> "Catalogue":
        """A copy with more openings at its end; those whose keys are in `sans` have expired.

        >>> avant = Catalogue.depuis([Poste(cle=7)], Referentiel())
        >>> avant.prolonge([Poste(cle=8)], sans=[7]).expire.tolist()
        [0, 10000000]
        """
        chantier = Chantier(self.referentiel)
        codes = Codes(self.metiers, depuis_mots(self.grilles_mots), self.genres)
        deja = chantier.reprendre(self.tableaux(), codes)
        deja["expire"][np.isin(self.cles, np.array(sorted(sans), dtype=np.int64))] = 0
        return Catalogue(**chantier.construire(postes, deja))

    def extrait(self, cles: Iterable[int]) -> "Catalogue":
        """The openings that have these keys, alone: what ranking them costs is then theirs only.

        >>> Catalogue.depuis([Poste(cle=7), Poste(cle=8)], Referentiel()).extrait([8, 9]).cles.tolist()
        [8]
        """
        voulues = np.array(sorted(set(cles)), dtype=np.int64)
        lignes = np.flatnonzero(np.isin(self.cles, voulues))
        chantier = Chantier(self.referentiel)
        codes = Codes(self.metiers, depuis_mots(self.grilles_mots), self.genres)
        return Catalogue(
            **chantier.construire([], chantier.extraire(self.tableaux(), codes, lignes))
        )

    def positions(self, cles: Iterable[int]) -> NDArray[np.int64]:
        """Rows of the given keys, in their order; KeyError on a key that is not there."""
        rangs = {int(cle): rang for rang, cle in enumerate(self.cles.tolist())}
        return np.array([rangs[int(cle)] for cle in cles], dtype=np.int64)

    def masque(
        self,
        *,
        natures: Iterable[str] | None = None,
        metiers: Iterable[str] | None = None,
        contrats: Iterable[str] | None = None,
        autour: tuple[Point, float] | None = None,
    ) -> NDArray[np.bool_]:
        """Rows that have one of the values of each filter given; a filter left out keeps all.

        `autour` is a (latitude, longitude) and a crow-flight radius in km; telework and openings
        without a place are kept, since nothing says that they are far.
        """
        garde = np.ones(len(self), dtype=bool)
        if natures is not None:
            garde &= np.isin(self.nature, [RANG_NATURE[code] for code in natures])
        if contrats is not None:
            garde &= np.isin(self.contrat, [RANG_CONTRAT[code] for code in contrats])
        if metiers is not None:
            voulus = set(metiers)
            rangs = [rang for rang, code in enumerate(self.metiers) if code in voulus]
            garde &= np.isin(self.metier, rangs)
        if autour is not None:
            garde &= self._proches(*autour) | ~self.a_point | self.teletravail
        return garde

    def _proches(self, centre: Point, km: float) -> NDArray[np.bool_]:
        carres = np.square(self.xyz - np.array(vecteur(centre))[:, None]).sum(axis=0)
        return np.asarray(carres <= (1000 * km) ** 2)

    def empreinte(self) -> str:
        """Hex SHA-256 of all that a ranking reads: the same openings in the same order."""
        condense = hashlib.sha256()
        for nom, tableau in sorted(self.tableaux().items()):
            condense.update(f"{nom}{tableau.dtype}{tableau.shape}".encode())
            condense.update(np.ascontiguousarray(tableau).tobytes())
        textes = (self.metiers, self.genres, sorted(self.competences.items()))
        condense.update(repr(textes).encode())
        return condense.hexdigest()

    def tableaux(self) -> dict[str, Tableau]:
        """The arrays by name: what is saved."""
        return {
            f.name: valeur
            for f in fields(self)
            if isinstance(valeur := getattr(self, f.name), np.ndarray)
        }
