"""A slow task for the kill test, loaded by a real worker (`--include`), never by the product.

Each step writes its file, as an idempotent task does: done already, it is not done again. Every
beginning of the task is counted in `debuts`, so that the test knows a second one took place.
"""

import os
import time
from pathlib import Path
from typing import Any

from parcours.socle.evenements import Evenement
from parcours.socle.taches import Contexte, tache

ETAPES = 6
PAS_S = 0.5


@tache("essai.lente")
def lente(contexte: Contexte, arguments: dict[str, Any]) -> None:
    """Write one row per step of `arguments["lot"]`, exactly once whatever the number of runs."""
    dossier = Path(os.environ["TEMOINS"])
    with (dossier / "debuts").open("a") as debuts:
        debuts.write(f"{os.getpid()}\n")
    for etape in range(ETAPES):
        Evenement.objects.get_or_create(
            sujet="essai", sujet_id=arguments["lot"], quoi=f"etape-{etape}"
        )
        contexte.progresser(etape + 1, ETAPES)
        time.sleep(PAS_S)
