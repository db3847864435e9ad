"""Linking a free title ("urgent recherche maçon H/F CDI Voiron") to a corpus of labelled titles.

A first, plain version: one canonical form per title, characters and words as TF-IDF vectors,
nearest neighbours by cosine. The probability is a rough reading of the similarity, not a calibrated
one; `est_sur` says when the first answer can be used without asking.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

# Feminine endings and the masculine one they are folded to, longest first.
DESINENCES: Final = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("iennes", "ien"),
    ("ienne", "ien"),
    ("onnes", "on"),
    ("onne", "on"),
    ("eres", "er"),
    ("ere", "er"),
    ("ives", "if"),
    ("ive", "if"),
    ("ffes", "f"),
    ("ffe", "f"),
    ("elles", "el"),
    ("elle", "el"),
    ("eurs", "eur"),
    ("aux", "al"),
    ("ees", "e"),
    ("ee", "e"),
    ("es", "e"),
    ("s", ""),
)
FEMININ_MUET: Final = re.compile(r"(?<=[^aeiouy])e$")
GENRES: Final = re.compile(r"\b(?:[hfm]\s*[/\-|.]\s*[hfmx](?:\s*/\s*[xnd])?)\b")
INCLUSIF: Final = re.compile(
    r"(?<=\w)(?: ?\(|[.·•])(?:ne|fe|ere|rice|trice|euse|se|iere|e|s)+(?:\)|(?=\W|$))"
)
BRUIT: Final = frozenset(
    [
        "urgent",
        "recherche",
        "recherchons",
        "recrute",
        "recrutons",
        "cdi",
        "cdd",
        "interim",
        "interimaire",
        "temps",
        "plein",
        "partiel",
        "complet",
        "poste",
        "offre",
        "emploi",
        "mission",
        "missions",
        "mois",
        "semaine",
        "heure",
        "heures",
        "job",
        "debutant",
        "accepte",
        "bac",
        "annonce",
        "reference",
        "ref",
        "h",
        "f",
        "hf",
        "fh",
        "alternance",
        "contrat",
        "apprentissage",
        "apprenti",
        "stage",
        "saisonnier",
        "saison",
        "remplacement",
        "titulaire",
        "disponible",
        "immediatement",
        "rapidement",
        "nouveau",
        "pour",
        "sur",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "l",
        "en",
        "et",
        "ou",
        "au",
        "aux",
        "a",
        "avec",
    ]
)
MOTS: Final = re.compile(r"[a-z]+")
PART_MOTS: Final = 0.5
# From this similarity of the best label, and this lead on the next métier, the answer is taken.
SEUIL_SUR: Final = 0.7
AVANCE_SURE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Lien:
    """A candidate: the code, the label that matched best, and a probability-like number 0–1."""

    code: str
    libelle: str
    probabilite: float


@dataclass(frozen=True, slots=True)
class Liens:
    """Candidates of one title, best first; `est_sur` is False when a human should choose."""

    candidats: tuple[Lien, ...]
    est_sur: bool


def sans_accents(texte: str) -> str:
    """Lower case, compatibility forms unfolded, accents dropped.

    >>> sans_accents("Chargé·e d’œuvre Nº 1")
    "charge·e d'oeuvre no 1"
    """
    texte = texte.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c)).lower()


def racine(mot: str) -> str:
    """One form for the masculine, the feminine and the plural of a word.

    >>> {racine(m) for m in ("serveur", "serveuse", "serveuses")}
    {'serveur'}
    >>> racine("agente") == racine("agents") == racine("agent")
    True
    """
    for fin, remplacement in DESINENCES:
        if mot.endswith(fin) and len(mot) - len(fin) >= 3:
            mot = mot[: -len(fin)] + remplacement
            break
    return FEMININ_MUET.sub("", mot) if len(mot) > 4 else mot


def normaliser(titre: str) -> str:
    """Canonical form: no accents, no H/F, one form for masculine / feminine doublets, no ad noise.

    >>> normaliser("Urgent : Maçon / Maçonne H/F - CDI")
    'macon'
    >>> normaliser("Agent / Agente de service") == normaliser("Agent(e) de service (F/H)")
    True
    """
    texte = GENRES.sub(" ", INCLUSIF.sub("", sans_accents(titre)))
    mots: list[str] = []
    for partie in texte.split("/"):
        suite = [racine(m) for m in MOTS.findall(partie) if m not in BRUIT]
        if suite[: len(mots)] == mots:
            mots = []
        mots += suite
    return " ".join(mots)


class LieurIntitules:
    """Nearest labelled titles; the corpus is read once, `classer` answers many titles at once.

    Parameters
    ----------
    corpus : (label, code) pairs; a code may have many labels.

    Raises
    ------
    ValueError
        When the corpus holds no usable label.

    >>> lieur = LieurIntitules([("Maçon / Maçonne", "F1703"), ("Coiffeur / Coiffeuse", "D1202"),
    ...                         ("Aide maçon / Aide maçonne", "F1704")])
    >>> lieur.classer(["urgent recherche maçonne H/F CDI"], 1)[0].candidats[0].code
    'F1703'
    """

    def __init__(self, corpus: Iterable[tuple[str, str]]) -> None:
        paires = [(libelle, code) for libelle, code in corpus if normaliser(libelle)]
        if not paires:
            raise ValueError("Intitulés : le corpus ne contient aucun libellé utilisable.")
        self.libelles = [libelle for libelle, _ in paires]
        self.codes = [code for _, code in paires]
        textes = [normaliser(libelle) for libelle in self.libelles]
        self._lettres = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._mots = TfidfVectorizer(tokenizer=str.split, token_pattern=None, sublinear_tf=True)
        self._corpus = self._assembler(
            self._lettres.fit_transform(textes), self._mots.fit_transform(textes)
        ).T.tocsr()

    def _assembler(self, lettres: Any, mots: Any) -> Any:
        parts = [lettres * (1 - PART_MOTS) ** 0.5, mots * PART_MOTS**0.5]
        return sparse.hstack(parts, format="csr")

    def classer(self, requetes: Sequence[str], k: int = 5) -> list[Liens]:
        """The k best codes of each title, one label each; no candidate for an empty title."""
        textes = [normaliser(requete) for requete in requetes]
        vecteurs = self._assembler(self._lettres.transform(textes), self._mots.transform(textes))
        ressemblances = (vecteurs @ self._corpus).tocsr()
        return [self._liens(ressemblances[rang], k) for rang in range(len(textes))]

    def _liens(self, ligne: Any, k: int) -> Liens:
        ordre = np.lexsort((ligne.indices, -ligne.data))
        meilleurs: dict[str, tuple[float, str]] = {}
        for rang in ordre.tolist():
            indice = int(ligne.indices[rang])
            code = self.codes[indice]
            if code not in meilleurs:
                meilleurs[code] = (float(ligne.data[rang]), self.libelles[indice])
            if len(meilleurs) > max(k, 2):
                break
        candidats = [
            Lien(code, libelle, probabilite(score))
            for code, (score, libelle) in list(meilleurs.items())[:k]
        ]
        return Liens(tuple(candidats), _est_sur([score for score, _ in meilleurs.values()]))


def _est_sur(scores: list[float]) -> bool:
    if not scores or scores[0] < SEUIL_SUR:
        return False
    return len(scores) == 1 or scores[0] - scores[1] >= AVANCE_SURE


def probabilite(ressemblance: float) -> float:
    """A cosine read as a probability: 0 under .2, 1 at 1, straight between, two decimals.

    >>> probabilite(0.1), probabilite(0.6), probabilite(1.0)
    (0.0, 0.5, 1.0)
    """
    return round(min(1.0, max(0.0, (ressemblance - 0.2) / 0.8)), 2)
