"""Openings as flat arrays, built once and read by every ranking.

One row per opening; requirements that answer the same question ("permis B, exigé") are stored once
as *kinds* and each opening lists its kinds (compressed rows). A person answers each kind once,
through the very criteria of `criteres/`, whatever the number of openings. Nothing here is about a
person: no health, no count of referrals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.criteres.base import Force, force_de_fait
from matching.moteur.criteres.condition import est_dementie
from matching.moteur.criteres.mobilite import force_non_desservi
from matching.moteur.etats import BIT_FAMILLE
from matching.moteur.grilles import NUIT, en_mots
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.referentiel import Referentiel
from matching.moteur.score import est_souhait, niveau_demande
from matching.moteur.trajets import TOUJOURS, marge_de_jour, vecteur
from matching.moteur.vocabulaire import CONDITIONS, CONTRATS, MESURES, NATURES, Critere

BITS_CONDITIONS: Final = {code: 1 << rang for rang, code in enumerate(CONDITIONS)}
BITS_MESURES: Final = {code: 1 << rang for rang, code in enumerate(MESURES)}
RANG_NATURE: Final = {code: rang for rang, code in enumerate(NATURES)}
RANG_CONTRAT: Final = {code: rang for rang, code in enumerate(CONTRATS)}
SANS_DATE: Final = 0
JAMAIS_EXPIRE: Final = 10_000_000

Tableau = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
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
        when none) and genre_metier : (k,) int32. genres_simples and genres_experience : ranks of
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
        return _Chantier(referentiel).construire(list(postes))

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
    ) -> NDArray[np.bool_]:
        """Rows that have one of the values of each filter given; a filter left out keeps all."""
        garde = np.ones(len(self), dtype=bool)
        if natures is not None:
            garde &= np.isin(self.nature, [RANG_NATURE[code] for code in natures])
        if contrats is not None:
            garde &= np.isin(self.contrat, [RANG_CONTRAT[code] for code in contrats])
        if metiers is not None:
            voulus = set(metiers)
            rangs = [rang for rang, code in enumerate(self.metiers) if code in voulus]
            garde &= np.isin(self.metier, rangs)
        return garde

    def tableaux(self) -> dict[str, Tableau]:
        """The arrays by name: what is saved."""
        return {
            f.name: valeur
            for f in fields(self)
            if isinstance(valeur := getattr(self, f.name), np.ndarray)
        }


class _Chantier:
    """Collects the distinct grids, kinds and métiers while the rows are read."""

    def __init__(self, referentiel: Referentiel) -> None:
        self.referentiel = referentiel
        self.metiers: dict[str, int] = {}
        self.grilles: dict[int, int] = {}
        self.genres: dict[ExigencePoste, int] = {}
        self.demandes: list[tuple[int, int]] = []
        self.souhaits: list[tuple[int, int]] = []

    def construire(self, postes: list[Poste]) -> Catalogue:
        colonnes = self._colonnes(postes)
        for rang, poste in enumerate(postes):
            self._lire_exigences(rang, poste)
        genres = tuple(self.genres)
        genre_metier = [self._metier_du_genre(genre) for genre in genres]
        metiers = tuple(self.metiers)
        return Catalogue(
            **_types(colonnes, len(metiers), len(self.grilles)),
            **_lignes("demandes", self.demandes),
            **_lignes("souhaits", self.souhaits),
            **_grilles(list(self.grilles)),
            **_genres(genres),
            **_liens(metiers, self.referentiel),
            genre_metier=_sans_inconnu(genre_metier, len(metiers)),
            metiers=metiers,
            rang_metier=self.metiers,
            cites=_citations(metiers, self.referentiel),
            genres=genres,
            referentiel=self.referentiel,
        )

    def _metier_du_genre(self, genre: ExigencePoste) -> int:
        est_experience = genre.critere == Critere.EXPERIENCE
        return self._rang_metier(genre.code or None) if est_experience else -1

    def _colonnes(self, postes: list[Poste]) -> dict[str, list[Any]]:
        return {
            "cles": [p.cle for p in postes],
            "metier": [self._rang_metier(p.metier) for p in postes],
            "nature": [_rang(RANG_NATURE, p.nature, "nature") for p in postes],
            "contrat": [
                -1 if p.contrat is None else _rang(RANG_CONTRAT, p.contrat, "contrat")
                for p in postes
            ],
            "xyz": [(0.0, 0.0, 0.0) if p.point is None else vecteur(p.point) for p in postes],
            "a_point": [p.point is not None for p in postes],
            "teletravail": [p.teletravail for p in postes],
            "heures": [np.nan if p.heures is None else p.heures for p in postes],
            "salaire": [-1 if p.salaire is None else p.salaire for p in postes],
            "debut": [_jour(p.debut, SANS_DATE) for p in postes],
            "expire": [_jour(p.expire_le, JAMAIS_EXPIRE) for p in postes],
            "grille": [self._rang_grille(p.grille) for p in postes],
            "jeu_debut": [p.jeu_debut for p in postes],
            "jeu_fin": [p.jeu_fin for p in postes],
            "mesures": [_bits(BITS_MESURES, p.mesures, "mesure") for p in postes],
            "conditions_exigees": [_conditions(p, {Force.EXIGE}) for p in postes],
            "conditions_a_verifier": [
                _conditions(p, {Force.A_VERIFIER, Force.DEDUIT}) for p in postes
            ],
            "non_desservi": [_non_desservi(p) for p in postes],
            "niveau": [niveau_demande(p) or 0 if p.exigences else 0 for p in postes],
        }

    def _rang_metier(self, code: str | None) -> int:
        return -1 if code is None else self.metiers.setdefault(code, len(self.metiers))

    def _rang_grille(self, grille: int | None) -> int:
        return self.grilles.setdefault(grille, len(self.grilles)) if grille else -1

    def _lire_exigences(self, rang: int, poste: Poste) -> None:
        for exigence in poste.exigences:
            critere = exigence.critere
            if critere not in CRITERES_EXIGENCES or critere == Critere.CONDITION:
                continue
            genre = self._genre(exigence, poste)
            if est_souhait(exigence):
                self.souhaits.append((rang, genre))
            elif CRITERES_EXIGENCES[critere].force(exigence) is not Force.SOUHAIT:
                self.demandes.append((rang, genre))

    def _genre(self, exigence: ExigencePoste, poste: Poste) -> int:
        code = exigence.code
        if exigence.critere == Critere.EXPERIENCE:
            code = code or poste.metier or ""
        genre = ExigencePoste(
            str(exigence.critere),
            code,
            exigence.niveau,
            str(exigence.exigence),
            str(exigence.provenance),
        )
        return self.genres.setdefault(genre, len(self.genres))


def _grilles(grilles: list[int]) -> dict[str, Tableau]:
    return {
        "grilles_mots": en_mots(grilles),
        "grilles_jour": np.array([*map(marge_de_jour, grilles), TOUJOURS], dtype=np.int32),
        "grilles_nuit": np.array([*(bool(g & NUIT) for g in grilles), False], dtype=bool),
    }


def _genres(genres: tuple[ExigencePoste, ...]) -> dict[str, Any]:
    criteres = [CRITERES_EXIGENCES[genre.critere] for genre in genres]
    sortes = np.array([SORTES.get(genre.critere, 0) for genre in genres], dtype=np.int8)
    competences: dict[str, tuple[int, ...]] = {}
    for rang in np.flatnonzero(sortes == SORTES[Critere.COMPETENCE]).tolist():
        code = genres[rang].code
        competences[code] = (*competences.get(code, ()), rang)
    return {
        "genre_force": _entiers(c.force(g) for c, g in zip(criteres, genres, strict=True)),
        "genre_famille": _entiers(BIT_FAMILLE[c.famille] for c in criteres),
        "genre_niveau": _entiers(-1 if g.niveau is None else g.niveau for g in genres),
        "genres_simples": np.flatnonzero(sortes == 0),
        "genres_experience": np.flatnonzero(sortes == SORTES[Critere.EXPERIENCE]),
        "genres_competence": competences,
    }


# Kinds that are not answered one by one.
SORTES: Final[dict[str, int]] = {Critere.COMPETENCE: 1, Critere.EXPERIENCE: 2}


def _entiers(valeurs: Iterable[int]) -> NDArray[np.int32]:
    return np.array([int(valeur) for valeur in valeurs], dtype=np.int32)


def _liens(metiers: tuple[str, ...], referentiel: Referentiel) -> dict[str, Any]:
    """Skill links of the métiers as compressed rows; a métier without links gets one of 0."""
    competences: dict[str, int] = {"": 0}
    codes: list[int] = []
    poids: list[int] = []
    debuts: list[int] = []
    for metier in metiers:
        debuts.append(len(codes))
        for code, valeur in (referentiel.poids(metier) or {"": 0}).items():
            codes.append(competences.setdefault(code, len(competences)))
            poids.append(valeur)
    tableau = np.array(poids, dtype=np.int64)
    return {
        "competences": competences,
        "liens_competence": np.array(codes, dtype=np.int32),
        "liens_poids": tableau,
        "liens_debut": np.array(debuts, dtype=np.int64),
        "metier_poids": np.add.reduceat(tableau, debuts) if debuts else tableau,
    }


def _citations(metiers: tuple[str, ...], referentiel: Referentiel) -> dict[str, tuple[int, ...]]:
    cites: dict[str, list[int]] = {}
    for rang, metier in enumerate(metiers):
        for voisin in set(referentiel.voisins.get(metier, ())) - {metier}:
            cites.setdefault(voisin, []).append(rang)
    return {code: tuple(rangs) for code, rangs in cites.items()}


TYPES: Final = {
    "cles": np.int64,
    "metier": np.int32,
    "nature": np.int8,
    "contrat": np.int8,
    "xyz": np.float64,
    "a_point": np.bool_,
    "teletravail": np.bool_,
    "heures": np.float64,
    "salaire": np.int32,
    "debut": np.int32,
    "expire": np.int32,
    "grille": np.int32,
    "jeu_debut": np.int16,
    "jeu_fin": np.int16,
    "mesures": np.int32,
    "conditions_exigees": np.int32,
    "conditions_a_verifier": np.int32,
    "non_desservi": np.int8,
    "niveau": np.int8,
}


def _types(colonnes: dict[str, list[Any]], metiers: int, grilles: int) -> dict[str, Tableau]:
    tableaux = {nom: np.array(v, dtype=TYPES[nom]) for nom, v in colonnes.items()}
    tableaux["metier"] = _sans_inconnu(colonnes["metier"], metiers)
    tableaux["grille"] = _sans_inconnu(colonnes["grille"], grilles)
    tableaux["xyz"] = np.ascontiguousarray(tableaux["xyz"].reshape(-1, 3).T)
    return tableaux


def _sans_inconnu(rangs: list[int], inconnu: int) -> NDArray[np.int32]:
    """Ranks where -1 (unknown) becomes the extra last row of the tables it points to."""
    tableau = np.array(rangs, dtype=np.int32)
    tableau[tableau < 0] = inconnu
    return tableau


def _lignes(nom: str, lignes: list[tuple[int, int]]) -> dict[str, Tableau]:
    """Compressed rows: the kinds, where each opening's run starts, and which openings have one."""
    paires = np.array(lignes, dtype=np.int64).reshape(-1, 2)
    postes, debuts = np.unique(paires[:, 0], return_index=True)
    return {
        f"{nom}_genre": paires[:, 1].astype(np.int32),
        f"{nom}_debut": debuts.astype(np.int64),
        f"{nom}_poste": postes.astype(np.int64),
    }


def _rang(rangs: Mapping[str, int], code: str, quoi: str) -> int:
    try:
        return rangs[code]
    except KeyError:
        raise ValueError(f"Ouverture : {quoi} « {code} » inconnue du vocabulaire.") from None


def _bits(bits: Mapping[str, int], codes: Iterable[str], quoi: str) -> int:
    total = 0
    for code in codes:
        total |= _rang(bits, code, quoi)
    return total


def _conditions(poste: Poste, forces: set[Force]) -> int:
    total = 0
    for exigence in poste.exigences:
        if exigence.critere != Critere.CONDITION or force_de_fait(exigence) not in forces:
            continue
        if not est_dementie(exigence, poste.grille):
            total |= BITS_CONDITIONS.get(exigence.code, 0)
    return total


def _non_desservi(poste: Poste) -> int:
    trouvee = force_non_desservi(poste) if poste.exigences else None
    return -1 if trouvee is None else int(trouvee)


def _jour(jour: date | None, defaut: int) -> int:
    return defaut if jour is None else jour.toordinal()
