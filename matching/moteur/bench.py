"""`python -m matching.moteur.bench`: how fast the engine is, on an invented city and country.

One table: each operation, its size, wall and processor time, percentiles, peak memory (mapped
pages counted), pairs a second, and how many times faster than the naive loop and than BallTree +
mask, both measured in the same run. `exact` compares with the readable ranking on witnesses.

Without sizes: 5,000 people × 50,000 openings, then 100,000 × 1,000,000. `--rapide` takes under a
minute; `--personnes` and `--ouvertures` measure that one size; `--json` prints one object a line.
"""

import argparse
import json
import os
from typing import Any

from matching.moteur.bench_mesures import Taille, mesurer

COLONNES = (
    ("operation", "opération"),
    ("personnes", "personnes"),
    ("ouvertures", "ouvertures"),
    ("wall_s", "wall_s"),
    ("cpu_s", "cpu_s"),
    ("p50_ms", "p50_ms"),
    ("p95_ms", "p95_ms"),
    ("rss_mb", "rss_mb"),
    ("paires_s", "paires/s"),
    ("ratio_naif", "× naïf"),
    ("ratio_balltree", "× BallTree"),
    ("exact", "exact"),
)


def tailles(options: argparse.Namespace) -> list[Taille]:
    """The worlds to measure."""
    fois = 60 if options.rapide else options.fois
    choisie = (options.personnes, options.ouvertures)
    if any(choisie) or options.rapide:
        paires = [(options.personnes or 1000, options.ouvertures or 20_000)]
    else:
        paires = [(5_000, 50_000), (100_000, 1_000_000)]
    return [
        Taille(personnes, ouvertures, options.graine, min(fois, personnes), options.travailleurs)
        for personnes, ouvertures in paires
    ]


def _afficher(ligne: dict[str, Any]) -> str:
    paires = ligne["personnes"] * ligne["ouvertures"] / (ligne["wall_s"] or 1)
    textes = ligne | {"paires_s": f"{paires:.2e}" if paires else None}
    valeurs = [textes[nom] for nom, _ in COLONNES]
    return " | ".join("–" if valeur is None else str(valeur) for valeur in valeurs)


def main(arguments: list[str] | None = None) -> None:
    """Command line: see the module."""
    analyse = argparse.ArgumentParser(description=__doc__)
    analyse.add_argument("--ouvertures", type=int, default=0)
    analyse.add_argument("--personnes", type=int, default=0)
    analyse.add_argument("--graine", type=int, default=0)
    analyse.add_argument("--fois", type=int, default=400, help="répétitions des opérations courtes")
    analyse.add_argument("--travailleurs", type=int, default=min(2, os.cpu_count() or 1))
    analyse.add_argument("--rapide", action="store_true", help="1 000 personnes, 20 000 ouvertures")
    analyse.add_argument("--json", action="store_true", help="un objet par ligne")
    options = analyse.parse_args(arguments)
    if not options.json:
        print(" | ".join(titre for _, titre in COLONNES))
    for taille in tailles(options):
        for ligne in mesurer(taille):
            print(json.dumps(ligne, ensure_ascii=False) if options.json else _afficher(ligne))


if __name__ == "__main__":
    main()
