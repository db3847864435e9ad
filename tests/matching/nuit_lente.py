"""The night, slowed down for the kill test; loaded by a real worker (`--include`), never elsewhere.

Each step is the true one, and leaves a line in `debuts`: who did it, for whom.
"""

import os
import time
from pathlib import Path
from typing import Any

from matching.services import evenements

PAS_S = 0.7
_vrai = evenements.calculer_lot


def _lentement(lot: list[int], **options: Any) -> int:
    with (Path(os.environ["TEMOINS"]) / "debuts").open("a") as debuts:
        debuts.write(f"{os.getpid()} {','.join(map(str, lot))}\n")
    faits = _vrai(lot, **options)
    time.sleep(PAS_S)
    return faits


evenements.calculer_lot = _lentement  # type: ignore[assignment]
