"""A catalogue as the kernels read it: openings by tile and métier, questions numbered by kind.

Tiles are squares of about 20 km; inside one, openings stand by métier, then by square of 5 km.
Openings done from home and openings without a place have a tile each. A tile's box and sphere are
those of what it holds, so a bound on its distance needs no map.
"""

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from matching.moteur.catalogue import Catalogue
from matching.moteur.criteres.base import Reponse
from matching.moteur.noyau.formes import (
    OUVERTURE,
    PLACEE,
    SANS_LIEU,
    TELETRAVAIL,
    TUILE,
    Offres,
    Tableau,
)
from matching.moteur.noyau.groupes import GROUPE_DE, GROUPES, repondre_simples
from matching.moteur.poste import ExigencePoste
from matching.moteur.score import facteur_voisin
from matching.moteur.trajets import RAYON_TERRE_M
from matching.moteur.vocabulaire import Critere

KM_PAR_DEGRE: Final = 111.195
# Width of a degree of longitude where France is, as a share of a degree of latitude.
LARGEUR: Final = 0.69
TUILE_KM, MAILLE_KM = 20.0, 5.0
COLONNES: Final = tuple(
    nom for nom in OUVERTURE.names or () if nom in Catalogue.__dataclass_fields__
)
VALEURS_GARDEES: Final = 20_000


@dataclass(eq=False)
class Table:
    """`offres` for the kernels, and the codes that people are translated with.

    `cles` sorted, with their `lignes`. `competences`, `certificats`, `metiers`: code → rank in the compressed rows of `offres`.
    `simples`: for each group of `groupes.GROUPES`, the questions answered from that group's fields.
    """

    offres: Offres
    cles: Tableau
    lignes: Tableau
    competences: dict[str, int]
    certificats: dict[str, int]
    metiers: dict[str, int]
    simples: tuple[tuple[ExigencePoste, ...], ...]
    _reponses: dict[tuple[int, Any], Tableau] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.offres.ouvertures)

    def lignes_de(self, cles: Tableau) -> tuple[Tableau, Tableau]:
        """Lines of the openings that have these keys, and the rank in `cles` of each."""
        gauche, droite = (np.searchsorted(self.cles, cles, side=cote) for cote in ("left", "right"))
        nombre = droite - gauche
        fins = np.cumsum(nombre)
        ou = np.repeat(gauche - (fins - nombre), nombre) + np.arange(nombre.sum())
        return self.lignes[ou], np.repeat(np.arange(len(cles)), nombre)

    def reponses(self, groupe: int, valeur: Any) -> Tableau:
        """Answers of someone whose fields of a group are worth `valeur`, int8, kept."""
        connues = self._reponses.get((groupe, valeur))
        if connues is None:
            if len(self._reponses) >= VALEURS_GARDEES:
                self._reponses.clear()
            connues = repondre_simples(groupe, valeur, self.simples[groupe])
            self._reponses[groupe, valeur] = connues
        return connues


_TABLES: "weakref.WeakKeyDictionary[Catalogue, Table]" = weakref.WeakKeyDictionary()


def table_de(catalogue: Catalogue) -> Table:
    """The table of a catalogue, built at the first call and kept as long as the catalogue."""
    table = _TABLES.get(catalogue)
    if table is None:
        table = _TABLES[catalogue] = construire(catalogue, lourdes(catalogue))
    return table


def associer(catalogue: Catalogue, lues: dict[str, Tableau]) -> None:
    """Give a catalogue the heavy arrays of its table, read from disk."""
    _TABLES[catalogue] = construire(catalogue, lues)


def lourdes(catalogue: Catalogue) -> dict[str, Tableau]:
    """The arrays as long as the catalogue: those worth keeping on disk."""
    tuile, genres = _tuiles(catalogue)
    ordre = np.lexsort((maille(catalogue.xyz, MAILLE_KM), catalogue.metier, tuile))
    ouvertures = np.zeros(len(catalogue), dtype=OUVERTURE)
    for nom in COLONNES:
        ouvertures[nom] = getattr(catalogue, nom)[ordre]
    ouvertures["cle"] = catalogue.cles[ordre]
    for axe, nom in enumerate("xyz"):
        ouvertures[nom] = catalogue.xyz[axe][ordre]
    questions = _Questions.de(catalogue)
    demandes = _serrer(catalogue, questions)
    souhaits = questions.rang[catalogue.genre_representant][catalogue.souhaits_genre]
    lignes = {
        "demandes": _ranger(ouvertures, "demandes", catalogue, demandes, ordre),
        "souhaits": _ranger(ouvertures, "souhaits", catalogue, souhaits, ordre),
    }
    tuile = tuile[ordre]
    tri = np.argsort(ouvertures["cle"], kind="stable")
    m = len(catalogue.metiers) + 1
    paires = np.bincount(tuile * m + ouvertures["metier"], minlength=len(genres) * m)
    return {
        "ouvertures": ouvertures,
        "tuiles": enveloppes(ouvertures, tuile, genres),
        "rangees": np.concatenate([[0], np.cumsum(paires)]).astype(np.int32),
        **lignes,
        "cles": ouvertures["cle"][tri],
        "lignes": tri.astype(np.int32),
    }


def maille(xyz: Any, km: float) -> Tableau:
    """Number of the square of `km` each point is in, int64; `xyz` are its three columns."""
    x, y, z = xyz
    latitude = np.degrees(np.arcsin(np.clip(z / RAYON_TERRE_M, -1, 1)))
    longitude = np.degrees(np.arctan2(y, x))
    pas = KM_PAR_DEGRE / km
    return (np.floor(latitude * pas) * 100_000 + np.floor(longitude * pas * LARGEUR)).astype(
        np.int64
    )


def _tuiles(catalogue: Catalogue) -> tuple[Tableau, Tableau]:
    """Tile of each opening, (n,), and the kind of each tile."""
    numeros = maille(catalogue.xyz, TUILE_KM)
    sans_lieu, maison = np.iinfo(np.int64).max, np.iinfo(np.int64).max - 1
    numeros[~catalogue.a_point] = sans_lieu
    numeros[catalogue.teletravail] = maison
    distincts, tuile = np.unique(numeros, return_inverse=True)
    genres = np.full(len(distincts), PLACEE)
    genres[distincts == sans_lieu] = SANS_LIEU
    genres[distincts == maison] = TELETRAVAIL
    return tuile, genres


def enveloppes(ouvertures: Tableau, tuile: Tableau, genres: Tableau) -> Tableau:
    """Box, sphere and lines of each tile, for records (x, y, z) sorted by tile."""
    tuiles = np.zeros(len(genres), dtype=TUILE)
    if not len(genres):
        return tuiles
    debuts = np.searchsorted(tuile, np.arange(len(genres)))
    tuiles["debut"], tuiles["fin"] = debuts, np.append(debuts[1:], len(ouvertures))
    tuiles["genre"] = genres
    carres = np.zeros(len(ouvertures))
    for axe in "xyz":
        tuiles[f"{axe}_min"] = np.minimum.reduceat(ouvertures[axe], debuts)
        tuiles[f"{axe}_max"] = np.maximum.reduceat(ouvertures[axe], debuts)
        tuiles[axe] = (tuiles[f"{axe}_min"] + tuiles[f"{axe}_max"]) / 2
        carres += (ouvertures[axe] - tuiles[axe][tuile]) ** 2
    tuiles["rayon"] = np.sqrt(np.maximum.reduceat(carres, debuts))
    return tuiles


@dataclass(frozen=True)
class _Questions:
    """Distinct things asked: `rang` (k,) their number by kind, in the order of `Offres.bornes`."""

    rang: Tableau
    simples: tuple[tuple[ExigencePoste, ...], ...]
    certificats: tuple[int, ...]
    competences: tuple[int, ...]
    experience: tuple[int, ...]

    @classmethod
    def de(cls, catalogue: Catalogue) -> "_Questions":
        paquets: list[list[int]] = [[] for _ in range(len(GROUPES) + 3)]
        for genre in np.unique(catalogue.genre_representant).tolist():
            paquets[_paquet(catalogue.genres[genre].critere)].append(genre)
        rang = np.full(len(catalogue.genres), -1, dtype=np.int32)
        rang[[genre for paquet in paquets for genre in paquet]] = np.arange(
            sum(len(paquet) for paquet in paquets)
        )
        return cls(
            rang,
            tuple(tuple(catalogue.genres[g] for g in p) for p in paquets[: len(GROUPES)]),
            *(tuple(paquet) for paquet in paquets[len(GROUPES) :]),
        )

    @property
    def bornes(self) -> Tableau:
        """First question of each group, then of certificates and of skills."""
        tailles = [*(len(questions) for questions in self.simples), len(self.certificats)]
        return np.cumsum([0, *tailles]).astype(np.int32)


def _paquet(critere: str) -> int:
    rangs = {
        Critere.CERTIFICAT: len(GROUPES),
        Critere.COMPETENCE: len(GROUPES) + 1,
        Critere.EXPERIENCE: len(GROUPES) + 2,
    }
    return rangs[Critere(critere)] if critere in rangs else GROUPE_DE[critere]


def _serrer(catalogue: Catalogue, questions: _Questions) -> Tableau:
    """Each demand in one integer: question, rank of the family, force."""
    famille = np.log2(np.maximum(catalogue.genre_famille, 1)).astype(np.int32)
    question = questions.rang[catalogue.genre_representant]
    serrees = question * 256 + famille * 16 + catalogue.genre_force
    return serrees[catalogue.demandes_genre].astype(np.int32)


def _ranger(
    ouvertures: Tableau, nom: str, catalogue: Catalogue, valeurs: Tableau, ordre: Tableau
) -> Tableau:
    """Rows of requirements moved to the order of the openings, and where each opening's start."""
    postes, debuts = getattr(catalogue, f"{nom}_poste"), getattr(catalogue, f"{nom}_debut")
    depart = np.zeros(len(catalogue), dtype=np.int64)
    nombre = np.zeros(len(catalogue), dtype=np.int64)
    depart[postes] = debuts
    nombre[postes] = np.diff(debuts, append=len(valeurs))
    depart, nombre = depart[ordre], nombre[ordre]
    fins = np.cumsum(nombre)
    ouvertures[nom], ouvertures[f"nb_{nom}"] = fins - nombre, nombre
    ou = np.repeat(depart - (fins - nombre), nombre) + np.arange(len(valeurs))
    return np.ascontiguousarray(valeurs[ou], dtype=np.int32)


def construire(catalogue: Catalogue, lues: dict[str, Tableau]) -> Table:
    """The table from its heavy arrays; the rest is small and follows from the codes."""
    questions = _Questions.de(catalogue)
    bornes = questions.bornes
    modeles = np.full(bornes[-1] + len(questions.competences), Reponse.INCONNUE, dtype=np.int8)
    competences, par_item = _competences(catalogue, questions)
    certificats, par_certificat = _certificats(catalogue, questions)
    metiers = _metiers(catalogue)
    liens_metier = np.repeat(
        np.arange(len(catalogue.metiers)),
        np.diff(catalogue.liens_debut, append=len(catalogue.liens_competence)),
    )
    tri = np.argsort(catalogue.liens_competence, kind="stable")
    liens = np.bincount(catalogue.liens_competence, minlength=len(competences))
    genres = list(questions.experience)
    offres = Offres(
        **{nom: tableau for nom, tableau in lues.items() if nom not in ("cles", "lignes")},
        grilles=catalogue.grilles_mots,
        grilles_jour=catalogue.grilles_jour,
        grilles_nuit=catalogue.grilles_nuit,
        metier_poids=catalogue.metier_poids,
        bornes=bornes,
        modeles=modeles,
        exp_metier=catalogue.genre_metier[genres].astype(np.int32),
        exp_seuil=catalogue.genre_niveau[genres].astype(np.int32),
        **_paires("item_question", par_item),
        item_lien_debut=np.concatenate([[0], np.cumsum(liens)]).astype(np.int32),
        item_metier=liens_metier[tri].astype(np.int32),
        item_poids=catalogue.liens_poids[tri],
        **_paires("certificat_question", par_certificat, "certificat_debut"),
        **_voisinages(catalogue, metiers),
    )
    return Table(
        offres=_relues(offres),
        cles=lues["cles"],
        lignes=lues["lignes"],
        competences=competences,
        certificats=certificats,
        metiers=metiers,
        simples=questions.simples,
    )


def _relues(offres: Offres) -> Offres:
    """All arrays read-only, so that kernels are compiled once for mapped and fresh ones alike."""
    vues = [np.ascontiguousarray(np.asarray(tableau)).view() for tableau in offres]
    for vue in vues:
        vue.flags.writeable = False
    return Offres(*vues)


def _competences(
    catalogue: Catalogue, questions: _Questions
) -> tuple[dict[str, int], list[list[int]]]:
    """Rank of each skill that has links or is asked, and its questions."""
    rangs = dict(catalogue.competences)
    depart = int(questions.bornes[-1])
    paires = []
    for rang, genre in enumerate(questions.competences):
        code = catalogue.genres[genre].code
        paires.append((rangs.setdefault(code, len(rangs)), depart + rang))
    return rangs, _par_premier(paires, len(rangs))


def _certificats(
    catalogue: Catalogue, questions: _Questions
) -> tuple[dict[str, int], list[list[int]]]:
    """Rank of each certificate asked, alone or among alternatives, and its questions."""
    rangs: dict[str, int] = {}
    depart = int(questions.bornes[len(GROUPES)])
    paires = [
        (rangs.setdefault(code, len(rangs)), depart + rang)
        for rang, genre in enumerate(questions.certificats)
        for code in catalogue.genres[genre].code.split("|")
    ]
    return rangs, _par_premier(paires, len(rangs))


def _par_premier(paires: Iterable[tuple[int, int]], nombre: int) -> list[list[int]]:
    listes: list[list[int]] = [[] for _ in range(nombre)]
    for premier, second in paires:
        listes[premier].append(second)
    return listes


def _metiers(catalogue: Catalogue) -> dict[str, int]:
    """Rank of each code that counts: the catalogue's métiers first, then what is near them."""
    rangs = dict(catalogue.rang_metier)
    for code in (*catalogue.cites, *catalogue.referentiel.voisins):
        rangs.setdefault(code, len(rangs))
    return rangs


def _voisinages(catalogue: Catalogue, metiers: dict[str, int]) -> dict[str, Tableau]:
    cites = [list(catalogue.cites.get(code, ())) for code in metiers]
    voisins = [
        [
            (catalogue.rang_metier[voisin], facteur_voisin(rang))
            for rang, voisin in enumerate(catalogue.referentiel.voisins.get(code, ()))
            if voisin in catalogue.rang_metier
        ]
        for code in metiers
    ]
    facteurs = [facteur for liste in voisins for _, facteur in liste]
    return {
        **_paires("cite_metier", cites, "cite_debut"),
        **_paires("voisin_metier", [[m for m, _ in liste] for liste in voisins], "voisin_debut"),
        "voisin_facteur": np.array(facteurs, dtype=np.int32),
    }


def _paires(nom: str, listes: Sequence[Sequence[int]], debut: str = "") -> dict[str, Tableau]:
    """Compressed rows of lists of ranks."""
    fins = np.cumsum([0, *(len(liste) for liste in listes)])
    return {
        debut or f"{nom}_debut": fins.astype(np.int32),
        nom: np.array([valeur for liste in listes for valeur in liste], dtype=np.int32),
    }
