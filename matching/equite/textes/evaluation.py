"""`python -m matching.equite.textes.evaluation FICHIER.csv`: how right the check is, by family.

The file has `texte`, `motifs`, `infos` (families joined by "|") and `part`: `reglage` was read while
the rules were written, `reserve` was not.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from matching.equite.textes.motifs import Motif
from matching.equite.textes.verification import motifs_de, verifier_texte

PARTS = ("reglage", "reserve", "seconde", "troisieme", "quatrieme", "cinquieme", "sixieme")


@dataclass(slots=True)
class Mesure:
    """Counts of one part: right, too many and missing by family, and the clean extracts."""

    justes: Counter[str] = field(default_factory=Counter)
    en_trop: Counter[str] = field(default_factory=Counter)
    manquants: Counter[str] = field(default_factory=Counter)
    propres: int = 0
    fausses_alertes: int = 0
    infos: Counter[str] = field(default_factory=Counter)
    erreurs: list[tuple[str, str, str]] = field(default_factory=list)

    def f1(self, motif: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a family; 1 when nothing was to be found nor was."""
        vrais = self.justes[motif]
        dits, attendus = vrais + self.en_trop[motif], vrais + self.manquants[motif]
        precision = vrais / dits if dits else 1.0
        rappel = vrais / attendus if attendus else 1.0
        somme = precision + rappel
        return precision, rappel, 2 * precision * rappel / somme if somme else 0.0


def lire(chemin: Path) -> Iterator[dict[str, str]]:
    """Rows of a file of extracts."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        yield from csv.DictReader(fichier)


def mesurer(lignes: Iterator[dict[str, str]], part: str) -> Mesure:
    """What the check says of each extract of a part, against what a person said."""
    mesure = Mesure()
    for ligne in lignes:
        if ligne["part"] == part:
            _compter(mesure, ligne)
    return mesure


def _compter(mesure: Mesure, ligne: dict[str, str]) -> None:
    trouves = verifier_texte(ligne["texte"])
    dits, attendus = set(motifs_de(trouves)), {m for m in ligne["motifs"].split("|") if m}
    infos = {m for m in ligne["infos"].split("|") if m}
    mesure.justes.update(dits & attendus)
    mesure.en_trop.update(dits - attendus)
    mesure.manquants.update(attendus - dits)
    mesure.infos.update(
        attendus=len(infos), justes=len(infos & set(motifs_de(trouves, infos=True)))
    )
    if not attendus:
        mesure.propres += 1
        mesure.fausses_alertes += bool(dits)
    if dits != attendus or infos - set(motifs_de(trouves, infos=True)):
        codes = " ".join(s.code for s in trouves)
        mesure.erreurs.append(
            (ligne["texte"], f"{ligne['motifs']} {ligne['infos']}".strip(), codes)
        )


def tableau(mesure: Mesure) -> Iterator[str]:
    """Lines of a Markdown table, the mean of F1 last."""
    yield "| motif | attendus | précision | rappel | F1 |"
    yield "|--|--|--|--|--|"
    notes = []
    for motif in Motif:
        if attendus := mesure.justes[motif] + mesure.manquants[motif]:
            precision, rappel, f1 = mesure.f1(motif)
            notes.append(f1)
            yield f"| {motif} | {attendus} | {precision:.2f} | {rappel:.2f} | {f1:.2f} |"
    yield f"| moyenne | | | | {sum(notes) / max(1, len(notes)):.3f} |"
    yield f"Fausses alertes : {mesure.fausses_alertes} pour {mesure.propres} extraits propres."
    yield f"Conseils retrouvés : {mesure.infos['justes']} sur {mesure.infos['attendus']}."


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of one part, and with --erreurs each extract misjudged."""
    lecteur = argparse.ArgumentParser(prog="python -m matching.equite.textes.evaluation")
    lecteur.add_argument("fichier", type=Path)
    lecteur.add_argument("--part", choices=PARTS, default="reglage")
    lecteur.add_argument("--erreurs", action="store_true")
    demande = lecteur.parse_args(arguments)
    mesure = mesurer(lire(demande.fichier), demande.part)
    sys.stdout.writelines(f"{ligne}\n" for ligne in tableau(mesure))
    if demande.erreurs:
        sys.stdout.writelines(f"{a!r} attendu [{b}] dit [{c}]\n" for a, b, c in mesure.erreurs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
