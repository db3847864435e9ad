"""Building the arrays of a catalogue: one pass over the openings."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.moteur.codes import (
    BITS_CONDITIONS,
    BITS_MESURES,
    JAMAIS_EXPIRE,
    RANG_CONTRAT,
    RANG_NATURE,
    SANS_DATE,
)
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
from matching.moteur.vocabulaire import Critere

Tableau = NDArray[Any]
LOT: Final = 20_000


class Codes(NamedTuple):
    """What the ranks of a catalogue stand for."""

    metiers: Iterable[str]
    grilles: Iterable[int]
    genres: Iterable[ExigencePoste]


class Chantier:
    """Collects the distinct grids, kinds and métiers while the rows are read."""

    def __init__(self, referentiel: Referentiel) -> None:
        self.referentiel = referentiel
        self.metiers: dict[str, int] = {}
        self.grilles: dict[int, int] = {}
        self.genres: dict[ExigencePoste, int] = {}
        self.demandes = array("i")
        self.souhaits = array("i")

    def construire(
        self, postes: Iterable[Poste], deja: dict[str, Tableau] | None = None
    ) -> dict[str, Any]:
        """The fields of a `Catalogue`; ValueError with a sentence on an unknown code.

        Openings are read once, a lot at a time, so that they may come from a generator; `deja` are
        the columns of those taken over by `reprendre`, which come first.
        """
        lots = [_typer(self._colonnes([])) if deja is None else deja]
        suite, lus = iter(postes), len(lots[0]["cles"])
        while lot := list(islice(suite, LOT)):
            lots.append(_typer(self._colonnes(lot)))
            for rang, poste in enumerate(lot, lus):
                self._lire_exigences(rang, poste)
            lus += len(lot)
        colonnes = {nom: np.concatenate([lot[nom] for lot in lots]) for nom in lots[0]}
        genres = tuple(self.genres)
        genre_metier = [self._metier_du_genre(genre) for genre in genres]
        metiers = tuple(self.metiers)
        return dict(
            **_types(colonnes, len(metiers), len(self.grilles)),
            **_lignes("demandes", self.demandes),
            **_lignes("souhaits", self.souhaits),
            **_grilles(list(self.grilles)),
            **_genres(genres),
            **_liens(metiers, self.referentiel),
            genre_metier=_sans_inconnu(genre_metier, len(metiers)),
            **derives(metiers, genres, self.referentiel),
            metiers=metiers,
            genres=genres,
            referentiel=self.referentiel,
        )

    def reprendre(self, tableaux: Mapping[str, Tableau], codes: "Codes") -> dict[str, Tableau]:
        """Take over the openings of a catalogue; their columns, unknowns written -1 again."""
        self.metiers = {code: rang for rang, code in enumerate(codes.metiers)}
        self.grilles = {grille: rang for rang, grille in enumerate(codes.grilles)}
        self.genres = {genre: rang for rang, genre in enumerate(codes.genres)}
        for nom, lignes in (("demandes", self.demandes), ("souhaits", self.souhaits)):
            nombre = np.diff(tableaux[f"{nom}_debut"], append=len(tableaux[f"{nom}_genre"]))
            postes = np.repeat(tableaux[f"{nom}_poste"], nombre)
            paires = np.column_stack([postes, tableaux[f"{nom}_genre"]]).astype(np.int32)
            lignes.frombytes(paires.tobytes())
        colonnes = {nom: np.array(tableaux[nom]) for nom in TYPES}
        for nom, inconnu in (("metier", len(self.metiers)), ("grille", len(self.grilles))):
            colonnes[nom][colonnes[nom] == inconnu] = -1
        return colonnes | {"xyz": colonnes["xyz"].T}

    def extraire(
        self, tableaux: Mapping[str, Tableau], codes: "Codes", lignes: NDArray[np.int64]
    ) -> dict[str, Tableau]:
        """Take over a few openings of a catalogue, with the codes that they use and no other."""
        colonnes = {nom: tableaux[nom][lignes] for nom in TYPES if nom != "xyz"}
        for nom, connus, rang in (
            ("metier", [*codes.metiers, None], self._rang_metier),
            ("grille", [*codes.grilles, None], self._rang_grille),
        ):
            lus = [rang(connus[ancien]) for ancien in colonnes[nom].tolist()]
            colonnes[nom] = np.array(lus, dtype=TYPES[nom])
        genres = tuple(codes.genres)
        for nom, paires in (("demandes", self.demandes), ("souhaits", self.souhaits)):
            for place, ancien in _lignes_de(tableaux, nom, lignes):
                genre = genres[ancien]
                paires.extend((place, self.genres.setdefault(genre, len(self.genres))))
        return colonnes | {"xyz": tableaux["xyz"][:, lignes].T}

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
                self.souhaits.extend((rang, genre))
            elif CRITERES_EXIGENCES[critere].force(exigence) is not Force.SOUHAIT:
                self.demandes.extend((rang, genre))

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
    premiers: dict[tuple[str, str, int | None], int] = {}
    representants = [
        premiers.setdefault((g.critere, g.code, g.niveau), rang) for rang, g in enumerate(genres)
    ]
    simples = [r for r in premiers.values() if genres[r].critere not in A_PART]
    experience = [r for r, g in enumerate(genres) if g.critere == Critere.EXPERIENCE]
    return {
        "genre_force": _entiers(c.force(g) for c, g in zip(criteres, genres, strict=True)),
        "genre_famille": _entiers(BIT_FAMILLE[c.famille] for c in criteres),
        "genre_niveau": _entiers(-1 if g.niveau is None else g.niveau for g in genres),
        "genre_representant": _entiers(representants),
        "genres_simples": _entiers(simples),
        "genres_experience": _entiers(experience),
    }


def derives(
    metiers: tuple[str, ...], genres: tuple[ExigencePoste, ...], referentiel: Referentiel
) -> dict[str, Any]:
    """The look-up tables that are not saved: they follow from the codes."""
    competences: dict[str, tuple[int, ...]] = {}
    for rang, genre in enumerate(genres):
        if genre.critere == Critere.COMPETENCE:
            competences[genre.code] = (*competences.get(genre.code, ()), rang)
    return {
        "rang_metier": {metier: rang for rang, metier in enumerate(metiers)},
        "cites": _citations(metiers, referentiel),
        "genres_competence": competences,
    }


# Kinds that are not answered one by one.
A_PART: Final = frozenset({Critere.COMPETENCE, Critere.EXPERIENCE})


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


def _typer(colonnes: dict[str, list[Any]]) -> dict[str, Tableau]:
    tableaux: dict[str, Tableau] = {
        nom: np.array(v, dtype=TYPES[nom]) for nom, v in colonnes.items()
    }
    tableaux["xyz"] = tableaux["xyz"].reshape(-1, 3)
    return tableaux


def _types(colonnes: dict[str, Tableau], metiers: int, grilles: int) -> dict[str, Tableau]:
    return colonnes | {
        "metier": _sans_inconnu(colonnes["metier"], metiers),
        "grille": _sans_inconnu(colonnes["grille"], grilles),
        "xyz": np.ascontiguousarray(colonnes["xyz"].T),
    }


def _sans_inconnu(rangs: list[int] | Tableau, inconnu: int) -> NDArray[np.int32]:
    """Ranks where -1 (unknown) becomes the extra last row of the tables it points to."""
    tableau = np.array(rangs, dtype=np.int32)
    tableau[tableau < 0] = inconnu
    return tableau


def _lignes(nom: str, lignes: "array[int]") -> dict[str, Tableau]:
    """Compressed rows: the kinds, where each opening's run starts, and which openings have one."""
    paires = np.array(lignes, dtype=np.int32).reshape(-1, 2)
    postes, debuts = np.unique(paires[:, 0], return_index=True)
    return {
        f"{nom}_genre": np.ascontiguousarray(paires[:, 1]),
        f"{nom}_debut": debuts.astype(np.int64),
        f"{nom}_poste": postes.astype(np.int64),
    }


def _lignes_de(
    tableaux: Mapping[str, Tableau], nom: str, lignes: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Kinds of some openings, as (place of the opening in `lignes`, rank of the kind)."""
    genres, postes = tableaux[f"{nom}_genre"], tableaux[f"{nom}_poste"]
    bornes = np.append(tableaux[f"{nom}_debut"], len(genres))
    for place, ligne in enumerate(lignes.tolist()):
        du, au = bornes[np.searchsorted(postes, [ligne, ligne + 1])].tolist()
        yield from ((place, genre) for genre in genres[du:au].tolist())


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
