"""`python -m matching.equite COMMANDE …`: reference cases, audit of any table, calibration."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from matching.equite import affichage
from matching.equite.audits import auditer_comptes, en_donnees
from matching.equite.cas import verifier_fichier
from matching.equite.tables_csv import Demande, lire


def main(arguments: list[str] | None = None) -> int:
    """Run a command: 0 all right, 1 a case out of tolerance, 2 arguments or files that do not fit."""
    demande = _parser().parse_args(arguments)
    try:
        return int(demande.faire(demande))
    except (OSError, ValueError) as erreur:
        sys.stderr.write(f"{_phrase(erreur)}\n")
        return 2


def _phrase(erreur: Exception) -> str:
    if isinstance(erreur, FileNotFoundError):
        return f"Fichier introuvable : {erreur.filename}."
    return str(erreur)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching.equite")
    commandes = parser.add_subparsers(dest="commande", required=True)
    cas = commandes.add_parser("cas", help="vérifie des cas de référence publiés")
    cas.add_argument("fichier", type=Path)
    cas.add_argument("--detail", action="store_true", help="une ligne par chiffre")
    cas.set_defaults(faire=_cas)
    audit = commandes.add_parser("auditer", help="audite une table CSV, une ligne par personne")
    audit.add_argument("fichier", type=Path)
    audit.add_argument("--issue", required=True, help="colonne oui / non")
    audit.add_argument("--groupe", required=True, help="colonne du groupe ; a,b pour croiser")
    audit.add_argument("--strates", default="", help="colonnes d’ajustement : a,b")
    audit.add_argument("--reference", default="", help="groupe de référence")
    audit.add_argument("--positif", default="", help="valeur de l’issue qui compte comme oui")
    audit.add_argument("--json", action="store_true")
    audit.set_defaults(faire=_auditer)
    calibrage = commandes.add_parser("calibrer", help="mesure les alertes sur des mondes connus")
    calibrage.add_argument("--mondes", type=int, default=200)
    calibrage.add_argument("--graine", type=int, default=1)
    calibrage.set_defaults(faire=_calibrer)
    return parser


def _cas(demande: argparse.Namespace) -> int:
    resultats = verifier_fichier(demande.fichier)
    _ecrire(affichage.cas(resultats, est_detaille=demande.detail))
    return 0 if all(r.est_juste for r in resultats) else 1


def _auditer(demande: argparse.Namespace) -> int:
    strates = _colonnes(demande.strates)
    groupe = _colonnes(demande.groupe)
    comptes = lire(demande.fichier, Demande(demande.issue, groupe, strates, demande.positif))
    audit = auditer_comptes(comptes, reference=demande.reference, est_stratifie=bool(strates))
    if demande.json:
        _ecrire(
            [json.dumps(_avec_lecture(en_donnees(audit), comptes), ensure_ascii=False, indent=1)]
        )
    else:
        _ecrire(affichage.audit(audit, comptes))
    return 0


def _avec_lecture(donnees: dict[str, Any], comptes: Any) -> dict[str, Any]:
    return donnees | {
        "lignes": comptes.lignes,
        "sans_issue": comptes.sans_issue,
        "colonnes_lues": comptes.colonnes,
    }


def _calibrer(demande: argparse.Namespace) -> int:
    from matching.equite.simulations import calibrer

    _ecrire(affichage.calibrage(calibrer(demande.mondes, demande.graine)))
    return 0


def _colonnes(texte: str) -> tuple[str, ...]:
    return tuple(mot.strip() for mot in texte.split(",") if mot.strip())


def _ecrire(lignes: Iterator[str] | list[str]) -> None:
    for ligne in lignes:
        sys.stdout.write(ligne + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
