"""A CSV table, one row per person or attempt, read into counts by group and stratum."""

import csv
import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matching.equite.taux import Groupe

OUI: Final = frozenset({"1", "oui", "o", "yes", "y", "true", "vrai", "x", "t", "v", "1.0"})
NON: Final = frozenset({"0", "non", "n", "no", "false", "faux", "f", "0.0"})
INCONNUS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "non_renseigne", "nr"})
NON_RENSEIGNE: Final = "non renseigné"
# The same public table goes round under several headers.
AUTRES_NOMS: Final = (
    ("callback", "call", "received_callback", "rappel"),
    ("race", "ethnicity"),
    ("sex", "gender", "sexe"),
)
CROISEMENT: Final = " × "


class TableIllisible(ValueError):
    """What is wrong in the file or the names given, where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Demande:
    """What to read: outcome, group columns (crossed when several), strata, what counts as a yes."""

    issue: str
    groupe: tuple[str, ...]
    strates: tuple[str, ...] = ()
    positif: str = ""


@dataclass(frozen=True, slots=True)
class Comptes:
    """Groups in order of size, the unknown apart; the same by stratum; rows without outcome."""

    groupes: tuple[Groupe, ...]
    inconnus: Groupe
    strates: dict[str, dict[str, Groupe]]
    lignes: int
    sans_issue: int
    colonnes: dict[str, str]


def lire(fichier: Path, demande: Demande) -> Comptes:
    """Count a file; TableIllisible with a French sentence when a column or a value does not fit."""
    entetes, lignes = _lignes(fichier)
    noms = {n: _trouver(n, entetes) for n in (demande.issue, *demande.groupe, *demande.strates)}
    comptes: Counter[tuple[str, str, bool]] = Counter()
    sans_issue = 0
    for numero, ligne in enumerate(lignes, start=2):
        if len(ligne) < len(entetes):
            raise TableIllisible(
                f"{fichier.name}, ligne {numero} : {len(ligne)} cases au lieu de {len(entetes)}."
            )
        valeurs = dict(zip(entetes, ligne, strict=False))
        issue = _issue(valeurs[noms[demande.issue]], demande, numero)
        if issue is None:
            sans_issue += 1
            continue
        groupe = _croiser(valeurs[noms[c]] for c in demande.groupe)
        strate = CROISEMENT.join(valeurs[noms[c]].strip() for c in demande.strates)
        comptes[groupe, strate, issue] += 1
    if not comptes:
        raise TableIllisible(f"{fichier.name} : aucune ligne avec une issue, rien à comparer.")
    return _assembler(comptes, sans_issue, {n: c for n, c in noms.items() if n != c})


def _lignes(fichier: Path) -> tuple[list[str], list[list[str]]]:
    try:
        texte = fichier.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as erreur:
        raise TableIllisible(
            f"{fichier.name} n’est pas en UTF-8 : l’enregistrer en « CSV UTF-8 »."
        ) from erreur
    if not texte.strip():
        raise TableIllisible(f"{fichier.name} est vide.")
    premiere = texte.splitlines()[0]
    separateur = max(",;\t", key=premiere.count)
    try:
        lues = [li for li in csv.reader(texte.splitlines(), delimiter=separateur) if any(li)]
    except csv.Error as erreur:
        raise TableIllisible(f"{fichier.name} n’est pas un CSV lisible : {erreur}.") from erreur
    entetes = [e.strip() for e in lues[0]]
    doubles = [e for e, n in Counter(entetes).items() if n > 1]
    if doubles:
        raise TableIllisible(f"{fichier.name} : colonne en double, « {doubles[0]} ».")
    return entetes, lues[1:]


def _trouver(nom: str, entetes: Sequence[str]) -> str:
    if nom in entetes:
        return nom
    for noms in AUTRES_NOMS:
        presents = [n for n in noms if n in entetes]
        if nom in noms and len(presents) == 1:
            return presents[0]
    proches = difflib.get_close_matches(nom, entetes, n=1)
    conseil = f" Vouliez-vous dire « {proches[0]} » ?" if proches else ""
    raise TableIllisible(
        f"Colonne « {nom} » absente.{conseil} Colonnes du fichier : {', '.join(entetes)}."
    )


def _issue(valeur: str, demande: Demande, numero: int) -> bool | None:
    mot = valeur.strip()
    if demande.positif:
        return mot.casefold() == demande.positif.casefold() if mot else None
    bas = mot.casefold()
    if bas in OUI or bas in NON:
        return bas in OUI
    if bas in INCONNUS:
        return None
    raise TableIllisible(
        f"Ligne {numero} : « {mot} » dans « {demande.issue} » n’est ni oui ni non. "
        "Écrire oui/non, 1/0, ou donner --positif VALEUR."
    )


def _croiser(valeurs: Iterable[str]) -> str:
    mots = [v.strip() for v in valeurs]
    return NON_RENSEIGNE if any(m.casefold() in INCONNUS for m in mots) else CROISEMENT.join(mots)


def _assembler(
    comptes: Counter[tuple[str, str, bool]], sans_issue: int, colonnes: dict[str, str]
) -> Comptes:
    totaux: dict[str, Groupe] = {}
    strates: dict[str, dict[str, Groupe]] = {}
    for (nom, strate, issue), n in sorted(comptes.items()):
        groupe = Groupe(nom, n * issue, n)
        totaux[nom] = totaux[nom] + groupe if nom in totaux else groupe
        dedans = strates.setdefault(strate, {})
        dedans[nom] = dedans[nom] + groupe if nom in dedans else groupe
    inconnus = totaux.pop(NON_RENSEIGNE, Groupe(NON_RENSEIGNE, 0, 0))
    tries = sorted(totaux.values(), key=lambda g: (-g.total, -(g.taux or 0), g.nom))
    return Comptes(tuple(tries), inconnus, strates, comptes.total(), sans_issue, colonnes)
