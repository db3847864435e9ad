"""The measures that compare two métiers; none of them knows a mobility."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from matching.moteur.intitules.formes import normaliser, sans_accents
from matching.moteur.intitules.termes import Tfidf, compteur_mots

Liens = Mapping[str, Sequence[tuple[str, bool]]]
# Levels of diploma (0–8, the French framework) as the access texts name them.
NIVEAUX: Final = (
    (0, re.compile(r"sans dipl|aucun dipl|sans qualif")),
    (3, re.compile(r"\bcap\b|\bbep\b")),
    (4, re.compile(r"bac pro|brevet prof|\bbac\b(?! ?\+)")),
    (5, re.compile(r"bac ?\+ ?2|\bbts\b|\bdut\b|\bdeust\b")),
    (6, re.compile(r"bac ?\+ ?3|licence|\bbut\b")),
    (7, re.compile(r"bac ?\+ ?[45]|master|ingenieur")),
    (8, re.compile(r"doctorat|bac ?\+ ?8")),
)
NIVEAU_INCONNU: Final = 4
# Nearest métiers a walk may step to.
PAS: Final = 15
COMPARES_EN_RANG: Final = (
    "tout", "competence", "savoir", "contexte", "macro", "coeur", "definition", "acces", "noms",
    "sens", "vers_parent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contenus:
    """What is known of métiers; only `competences` is needed.

    competences, savoirs, contextes : code → [(OGR, est_coeur)].
    macros : OGR → macro-skill. noms : code → its labels. textes : code → (skills, definition,
    access). parents : code → ROME 3 code. rubriques : other trees, code → its branches.
    cadres : codes of métiers of cadres.
    """

    competences: Liens
    savoirs: Liens = field(default_factory=dict)
    contextes: Liens = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    noms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    textes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    rubriques: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    cadres: frozenset[str] = frozenset()

    @property
    def codes(self) -> list[str]:
        """All the métiers named, sorted."""
        return sorted({*self.competences, *self.savoirs, *self.noms, *self.textes})


class Mesures:
    """Square tables of measures between métiers, kept until `table` has read them."""

    def __init__(self, contenus: Contenus) -> None:
        self.contenus = contenus
        self.codes = contenus.codes
        self._nombre = len(self.codes)
        self._numeros = {code: rang for rang, code in enumerate(self.codes)}
        self._textes = self._lire_textes()
        self.tables: dict[str, Any] = {}
        self._comparer_items()
        self._comparer_textes()
        self._comparer_arbres()
        self._marcher()

    def _lire_textes(self) -> dict[str, list[str]]:
        textes = {
            nom: [self._texte(code, rang) for code in self.codes]
            for rang, nom in enumerate(("savoir_faire", "definition", "acces"))
        }
        textes["noms"] = [
            " ".join(normaliser(nom) for nom in self.contenus.noms.get(code, ()))
            for code in self.codes
        ]
        textes["tout"] = [
            f"{noms} {noms} {definition} {savoirs}"
            for noms, definition, savoirs in zip(
                textes["noms"], textes["definition"], textes["savoir_faire"], strict=True
            )
        ]
        textes["tetes"] = [
            " ".join(normaliser(nom).split(" ")[0] for nom in self.contenus.noms.get(code, ()))
            for code in self.codes
        ]
        return textes

    def _texte(self, code: str, rang: int) -> str:
        textes = self.contenus.textes.get(code, ())
        return normaliser(textes[rang]) if rang < len(textes) else ""

    def _comparer_items(self) -> None:
        contenus, macros = self.contenus, self.contenus.macros
        sortes: dict[str, Liens] = {
            "competence": contenus.competences,
            "savoir": contenus.savoirs,
            "contexte": contenus.contextes,
            "coeur": {
                c: [lien for lien in liens if lien[1]] for c, liens in contenus.competences.items()
            },
            "macro": {
                c: [(macros[ogr], False) for ogr, _ in liens if ogr in macros]
                for c, liens in contenus.competences.items()
            },
        }
        for nom, liens in sortes.items():
            presences = self._presences(
                {c: [ogr for ogr, _ in paires] for c, paires in liens.items()}
            )
            self.tables[nom] = self._cosinus(presences)
            if nom in ("competence", "savoir", "macro"):
                communs = (presences @ presences.T).toarray()
                tailles = np.maximum(np.asarray(presences.sum(axis=1)).ravel(), 1)
                self.tables[f"communs_{nom}"] = communs
                self.tables[f"repris_{nom}"] = communs / tailles[:, None]
                self.tables[f"couvert_{nom}"] = communs / tailles
        for nom, rubriques in contenus.rubriques.items():
            self.tables[nom] = self._cosinus(self._presences(rubriques))

    def _presences(self, liens: Mapping[str, Sequence[str]]) -> Any:
        paires = {
            (self._numeros[c], item)
            for c, items in liens.items()
            if c in self._numeros
            for item in items
        }
        colonnes = {item: rang for rang, item in enumerate(sorted({item for _, item in paires}))}
        lignes = [ligne for ligne, _ in paires]
        return sparse.csr_matrix(
            (np.ones(len(paires), np.float32), (lignes, [colonnes[item] for _, item in paires])),
            shape=(self._nombre, max(len(colonnes), 1)),
        )

    def _cosinus(self, presences: Any) -> Any:
        portees = np.diff(presences.tocsc().indptr)
        raretes = sparse.diags(np.log((1 + self._nombre) / (1 + portees)))
        vecteurs = normalize(presences @ raretes)
        return (vecteurs @ vecteurs.T).toarray().astype(np.float32)

    def _comparer_textes(self) -> None:
        for nom, textes in self._textes.items():
            if not any(texte.strip() for texte in textes):
                continue
            compteur = compteur_mots((1, 1))
            comptes = compteur.fit_transform(textes)
            vecteurs = Tfidf(comptes)(comptes)
            self.tables[nom] = (vecteurs @ vecteurs.T).toarray()
            if nom == "tout":
                self._comparer_sens("sens", vecteurs, 60)
                self._comparer_sens("sens_fin", vecteurs, 200)
            if nom == "savoir_faire":
                self._comparer_sens("sens_savoir_faire", vecteurs, 100)

    def _comparer_sens(self, nom: str, vecteurs: Any, dimensions: int) -> None:
        possibles = min(dimensions, *(n - 1 for n in vecteurs.shape))
        if possibles >= 1:
            reduits = TruncatedSVD(possibles, random_state=0).fit_transform(vecteurs)
            reduits = normalize(reduits).astype(np.float32)
            self.tables[nom] = reduits @ reduits.T

    def _comparer_arbres(self) -> None:
        codes = np.array(self.codes)
        domaines = np.array([code[:3] for code in codes])
        parents = np.array([self.contenus.parents.get(code, code) for code in codes])
        meme_domaine = domaines[:, None] == domaines
        self.tables["parent"] = (parents[:, None] == parents).astype(np.float32)
        self.tables["domaine"] = meme_domaine.astype(np.float32)
        grands = np.array([code[:1] for code in codes])
        self.tables["grand_domaine"] = (grands[:, None] == grands).astype(np.float32)
        numeros = np.array([int(code[3:]) if code[3:].isdigit() else 0 for code in codes])
        ecarts = -np.abs(numeros[:, None] - numeros)
        self.tables["ecart"] = np.where(meme_domaine, ecarts, -100).astype(np.float32)
        reference = self.tables.get("tout", self.tables["competence"])
        vers_parent = _moyenne_par_groupe(reference, parents)
        self.tables["vers_parent"] = vers_parent
        self.tables["entre_parents"] = _moyenne_par_groupe(vers_parent.T, parents)
        self.tables["vers_domaine"] = _moyenne_par_groupe(reference, domaines)

    def _marcher(self) -> None:
        """Near the near: two and three steps of a walk over the nearest of each métier."""
        somme = sum(self.tables[n] for n in ("tout", "competence", "savoir") if n in self.tables)
        somme = np.array(somme, np.float32)
        np.fill_diagonal(somme, 0)
        seuils = np.sort(somme, axis=1)[:, -min(PAS, self._nombre)]
        pas = np.where(somme >= np.maximum(seuils, 1e-6)[:, None], somme, 0)
        pas = sparse.csr_matrix(normalize(pas, norm="l1"))
        deux = (pas @ pas).toarray()
        trois = (pas @ pas @ pas).toarray()
        self.tables |= {"deux_pas": deux, "retour": deux.T, "trois_pas": trois}

    @cached_property
    def _ensemble(self) -> Any:
        """A plain sum of the main measures: the first look, and the answer when none is learnt."""
        parts = {
            "competence": 1, "savoir": 1, "definition": 1, "tout": 2, "noms": 1, "sens_fin": 1,
            "acces": 0.3, "parent": 0.3, "domaine": 0.3,
        }  # fmt: skip
        somme = sum(
            (poids * self.tables[nom] for nom, poids in parts.items() if nom in self.tables),
            start=np.zeros((self._nombre, self._nombre), np.float32),
        )
        possible = sum(poids for nom, poids in parts.items() if nom in self.tables)
        somme = somme / possible
        np.fill_diagonal(somme, -1)
        return somme

    def candidats(self, nombre: int) -> Any:
        """Numbers of the métiers worth comparing to each, best first, shape (métiers, k)."""
        poussee = 0.006 * np.log1p([len(self.contenus.noms.get(c, ())) for c in self.codes])
        poussee += 0.025 * np.array([self.contenus.parents.get(c) == c for c in self.codes])
        k = min(nombre, self._nombre)
        return np.argsort(-np.round(self._ensemble + poussee, 6), axis=1, kind="stable")[:, :k]

    def notes(self, candidats: Any) -> Any:
        """The plain sum for each candidate, 0 to 1."""
        return np.clip(np.take_along_axis(self._ensemble, candidats, 1), 0, 1)

    def table(self, candidats: Any) -> Any:
        """All the measures of each candidate, shape (métiers, candidates, measures), float32."""
        colonnes = [np.take_along_axis(t, candidats, 1) for _, t in sorted(self.tables.items())]
        for nom in COMPARES_EN_RANG:
            if nom in self.tables:
                rangs = _rangs(self.tables[nom])
                colonnes += [np.take_along_axis(r, candidats, 1) for r in (rangs, rangs.T)]
        for propre in self._propres():
            colonnes += [propre[candidats], np.repeat(propre[:, None], candidats.shape[1], 1)]
        for niveau in self._niveaux():
            colonnes.append(niveau[candidats] - niveau[:, None])
        return np.stack(colonnes, axis=-1).astype(np.float32)

    def _propres(self) -> list[Any]:
        """What each métier is by itself: how named, how central, whether of ROME 3, of cadres."""
        reference = self.tables.get("tout", self.tables["competence"])
        return [
            np.log1p([len(self.contenus.noms.get(c, ())) for c in self.codes]),
            np.array([self.contenus.parents.get(c, c) == c for c in self.codes], float),
            reference.sum(axis=0),
            np.array([int(c[3:]) if c[3:].isdigit() else 0 for c in self.codes], float),
            np.array([c in self.contenus.cadres for c in self.codes], float),
        ]

    def _niveaux(self) -> list[Any]:
        """Mean, lowest and highest level of diploma the access text names."""
        lus = []
        for code in self.codes:
            textes = self.contenus.textes.get(code, ())
            acces = sans_accents(textes[2]) if len(textes) > 2 else ""
            lus.append([n for n, motif in NIVEAUX if motif.search(acces)] or [NIVEAU_INCONNU])
        return [np.array([f(n) for n in lus], float) for f in (np.mean, min, max)]


def _moyenne_par_groupe(table: Any, groupes: Any) -> Any:
    """Mean of the columns of each group, given back to each of its members."""
    noms, numeros = np.unique(groupes, return_inverse=True)
    parts = np.zeros((len(noms), len(groupes)), np.float32)
    parts[numeros, np.arange(len(groupes))] = 1
    parts /= parts.sum(axis=1, keepdims=True)
    return (table @ parts.T)[:, numeros].astype(np.float32)


def _rangs(table: Any) -> Any:
    """Minus the log of each one's place in its row: 0 for the nearest."""
    ordre = np.argsort(-table, axis=1, kind="stable")
    places = np.empty_like(ordre)
    np.put_along_axis(places, ordre, np.arange(table.shape[1])[None], 1)
    return -np.log1p(places).astype(np.float32)
