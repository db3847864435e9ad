"""`python -m matching.moteur.evaluation COMMANDE …`: measures printed as a table or as JSON lines."""

import argparse
import importlib
import sys
from typing import Final

# Command → module of this package; a module offers `decrire(parser)` and `mesurer(arguments)`,
# the second yielding one dict a line.
COMMANDES: Final[tuple[str, ...]] = ("intitules", "lecture", "proximite")


def main(arguments: list[str] | None = None) -> int:
    """Run one evaluation; 2 and a sentence when the arguments or the files do not fit."""
    from matching.moteur.evaluation.affichage import afficher

    parser = argparse.ArgumentParser(prog="python -m matching.moteur.evaluation")
    commandes = parser.add_subparsers(dest="commande", required=True)
    modules = {nom: importlib.import_module(f"{__package__}.{nom}") for nom in COMMANDES}
    for nom, module in modules.items():
        commande = commandes.add_parser(nom, help=(module.__doc__ or "").splitlines()[0])
        commande.add_argument("--json", action="store_true", help="un objet JSON par ligne")
        module.decrire(commande)
    demande = parser.parse_args(arguments)
    try:
        afficher(modules[demande.commande].mesurer(demande), en_json=demande.json)
    except (OSError, ValueError) as erreur:
        sys.stderr.write(f"{erreur}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
