"""Checks a counsellor's free text for what a file must not hold (NOTE-01).

`block` refuses the note, `warn` asks to think again; each finding says what, a better wording and
its legal basis. Families, wordings and examples: `donnees/notes_familles.csv` (written by the
team); patterns: `notes_motifs_*`. Nothing here is a substitute for lists before text: it catches
the usual words, so that the usual remark is not written about a person who may read it.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from parcours.dossiers.notes_motif import BLOCK, LIEU, NEGATION, RECUL, WARN, Motif
from parcours.dossiers.notes_motifs_convictions import CONVICTIONS
from parcours.dossiers.notes_motifs_sante import SANTE
from parcours.dossiers.notes_motifs_vie import JUGEMENT, JUSTICE, SECRETS, VIE_PRIVEE
from parcours.socle.nir import trouver_nir

LONGUEUR_MAX: Final = 600
CHAMP_SANTE: Final = "sante"
"""The protected, encrypted field: health families are allowed there, nowhere else."""
CHAMP_RQTH: Final = "rqth"
PERMIS_PAR_CHAMP: Final = {
    CHAMP_SANTE: frozenset({"sante", "handicap"}),
    CHAMP_RQTH: frozenset({"handicap"}),
}
BLOCK_HORS_CHAMP_SANTE: Final = "block_outside_health_field"

LIBELLES_FAMILLES: Final = {
    "nir": "Numéro de sécurité sociale",
    "banque": "Coordonnées bancaires",
    "sante": "Santé",
    "handicap": "Handicap",
    "religion": "Religion",
    "origine": "Origine",
    "opinion": "Opinion politique",
    "syndicat": "Appartenance syndicale",
    "orientation": "Vie sexuelle ou identité de genre",
    "infraction": "Justice",
    "violence": "Violences subies",
    "jugement": "Jugement de valeur",
    "apparence": "Apparence physique",
    "famille": "Situation de famille",
    "finances": "Difficultés financières",
    "tiers": "Autre personne",
    "sejour": "Séjour",
    "mot_de_passe": "Mot de passe",
}
# Never shown again, even to the person who has just typed it.
FAMILLES_SECRETES: Final = frozenset({"nir", "banque", "mot_de_passe"})
EXTRAIT_MASQUE: Final = "(masqué)"

_MOT: Final = re.compile(r"\w+")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}", re.IGNORECASE)
_CARTE: Final = re.compile(r"(?<!\d)(?:[2-6]\d{3}(?:([ -]?)\d{4}(?:\1\d{4}){2})|3[47]\d{13})(?!\d)")
# ISO 13616 registry: countries whose accounts are met here.
LONGUEURS_IBAN: Final = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
    "IS": 26, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
    "UA": 29, "MA": 28, "DZ": 26, "MR": 27,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constat:
    """One thing a note should not say; `extrait` is masked for secrets."""

    famille: str
    gravite: str
    extrait: str
    suggestion: str
    fondement: str
    debut: int
    fin: int

    @property
    def libelle(self) -> str:
        return LIBELLES_FAMILLES[self.famille]

    @property
    def est_bloquant(self) -> bool:
        return self.gravite == BLOCK


def verifier_note(texte: str, *, champ: str) -> list[Constat]:
    """What should not be in `texte`, in reading order; empty when nothing is found.

    `champ` is the name of the field: the protected field `sante` may speak of health, `rqth` of
    handicap. Positions are those of the text in Unicode form NFC. The text is kept nowhere.
    """
    texte = unicodedata.normalize("NFC", texte)
    trouves = [*_numeros(texte), *_motifs_trouves(texte)]
    permis = PERMIS_PAR_CHAMP.get(champ, frozenset())
    trouves = [trouve for trouve in trouves if trouve[0] not in permis]
    return [_constat(texte, *trouve) for trouve in _sans_doublon(trouves)]


def est_refusee(constats: list[Constat]) -> bool:
    """True when at least one finding blocks the note."""
    return any(constat.est_bloquant for constat in constats)


# Family, severity, start, end.
_Trouve = tuple[str, str, int, int]


def _constat(texte: str, famille: str, gravite: str, debut: int, fin: int) -> Constat:
    suggestion, fondement = _familles()[famille, gravite]
    extrait = EXTRAIT_MASQUE if famille in FAMILLES_SECRETES else texte[debut:fin].strip()
    return Constat(famille, gravite, extrait, suggestion, fondement, debut, fin)


def _sans_doublon(trouves: list[_Trouve]) -> list[_Trouve]:
    """One finding per family and place: the blocking one first, then the longest."""
    gardes: list[_Trouve] = []
    for trouve in sorted(trouves, key=lambda t: (t[1] != BLOCK, t[2] - t[3], t[2])):
        famille, _, debut, fin = trouve
        if not any(g[0] == famille and g[2] < fin and debut < g[3] for g in gardes):
            gardes.append(trouve)
    return sorted(gardes, key=lambda t: (t[2], t[3], t[0]))


def _numeros(texte: str) -> list[_Trouve]:
    trouves = [
        ("banque", BLOCK, m.start(), m.end())
        for m in _IBAN.finditer(texte)
        if _a_iban_valide(m.group())
    ]
    trouves += [
        ("banque", BLOCK, m.start(), m.end()) for m in _CARTE.finditer(texte) if est_luhn(m.group())
    ]
    if trouver_nir(texte):
        trouves.append(("nir", BLOCK, 0, len(texte)))
    return trouves


def _a_iban_valide(morceau: str) -> bool:
    """True when `morceau` begins with an IBAN: words may follow without a separator."""
    compact = morceau.replace(" ", "").upper()
    longueur = LONGUEURS_IBAN.get(compact[:2])
    return longueur is not None and len(compact) >= longueur and est_iban(compact[:longueur])


def est_iban(compact: str) -> bool:
    """True when the check digits are right (ISO 13616, mod 97); spaces already removed."""
    chiffres = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4])
    return int(chiffres) % 97 == 1


def est_luhn(numero: str) -> bool:
    """True when the digits of `numero` pass the Luhn check (ISO/IEC 7812)."""
    chiffres = [int(c) for c in numero if c.isdigit()][::-1]
    doubles = (2 * c - 9 if c > 4 else 2 * c for c in chiffres[1::2])
    return (sum(chiffres[::2]) + sum(doubles)) % 10 == 0


def _motifs_trouves(texte: str) -> list[_Trouve]:
    plie = plier(texte)
    index = _index()
    trouves = []
    for mot in _MOT.finditer(plie):
        for motif in index.get(mot.group(), ()):
            fin = _fin(motif, plie, texte, mot.start(), mot.end())
            if fin is not None:
                trouves.append((motif.famille, motif.gravite, mot.start(), fin))
    return trouves


def _fin(motif: Motif, plie: str, texte: str, debut: int, fin: int) -> int | None:
    """Where the match ends, or None when the pattern or one of its guards says no."""
    avant = plie[max(0, debut - RECUL) : debut]
    if motif.avant and not motif.avant.search(avant):
        return None
    if motif.brut:
        brut = motif.brut.match(texte, debut)
        if not brut:
            return None
        fin = brut.end()
    if motif.suite:
        suite = motif.suite.match(plie, fin)
        if not suite:
            return None
        fin = suite.end()
    return None if _est_garde(motif, plie, avant, fin) else fin


def _est_garde(motif: Motif, plie: str, avant: str, fin: int) -> bool:
    if motif.sauf_suite and motif.sauf_suite.match(plie, fin):
        return True
    if motif.sauf_avant and motif.sauf_avant.search(avant):
        return True
    if motif.est_niable and NEGATION.search(avant):
        return True
    return LIEU.search(avant) is not None


def plier(texte: str) -> str:
    """Lower case, no accents, straight apostrophes; same length, so positions still hold."""
    return "".join(_plier_caractere(c) for c in texte)


@cache
def _plier_caractere(caractere: str) -> str:
    if caractere in "’‘ʼ`´":
        return "'"
    if caractere.isspace() and caractere != "\n":
        return " "
    base = unicodedata.normalize("NFD", caractere)[0].lower()
    return base if len(base) == 1 else caractere


@cache
def _index() -> dict[str, tuple[Motif, ...]]:
    index: dict[str, list[Motif]] = defaultdict(list)
    for motif in (*SANTE, *CONVICTIONS, *JUSTICE, *JUGEMENT, *VIE_PRIVEE, *SECRETS):
        for mot in motif.mots:
            index[mot].append(motif)
    return {mot: tuple(motifs) for mot, motifs in index.items()}


@cache
def _familles() -> dict[tuple[str, str], tuple[str, str]]:
    """(family, severity) → (suggestion, basis); a family with one severity serves for both."""
    chemin = Path(__file__).with_name("donnees") / "notes_familles.csv"
    with chemin.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux))
    return {
        (ligne["category"], WARN if ligne["action"] == WARN else BLOCK): (
            ligne["suggestion"],
            ligne["basis"],
        )
        for ligne in lignes
    }
