"""How the bench measures: wall, processor, percentiles, peak memory."""

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Mesure:
    """One row; `durees` are seconds of each repetition.

    `ensembles` are the sets of steps that the naive loop would have to try.
    """

    operation: str
    personnes: int
    ouvertures: int
    wall_s: float = 0.0
    cpu_s: float = 0.0
    rss_mb: int = 0
    exact: bool | None = None
    ratio_naif: float | None = None
    ratio_balltree: float | None = None
    durees: list[float] = field(default_factory=list)
    ensembles: int = 1

    def en_dict(self) -> dict[str, Any]:
        """The row as printed, in the order of its columns."""
        durees = sorted(self.durees or [self.wall_s])
        return {
            "operation": self.operation,
            "personnes": self.personnes,
            "ouvertures": self.ouvertures,
            "wall_s": round(self.wall_s, 3),
            "cpu_s": round(self.cpu_s, 3),
            "p50_ms": round(statistics.median(durees) * 1000, 3),
            "p95_ms": round(durees[int(0.95 * (len(durees) - 1))] * 1000, 3),
            "rss_mb": self.rss_mb,
            "ratio_naif": _arrondi(self.ratio_naif),
            "ratio_balltree": _arrondi(self.ratio_balltree),
            "exact": self.exact,
        }


def _arrondi(ratio: float | None) -> float | None:
    return None if ratio is None else float(f"{ratio:.3g}")


@contextmanager
def chronometrer(mesure: Mesure) -> Iterator[None]:
    """Fill wall, processor and peak memory of a block."""
    _remettre_le_pic()
    cpu, mur = time.process_time(), time.perf_counter()
    yield
    mesure.wall_s += time.perf_counter() - mur
    mesure.cpu_s += time.process_time() - cpu
    mesure.rss_mb = max(mesure.rss_mb, pic_mb())


def repeter(mesure: Mesure, operation: Callable[[int], Any], fois: int) -> Mesure:
    """The same operation `fois` times, each timed."""
    with chronometrer(mesure):
        for rang in range(fois):
            depart = time.perf_counter()
            operation(rang)
            mesure.durees.append(time.perf_counter() - depart)
    return mesure


def pic_mb() -> int:
    """Peak resident memory in MB since it was last reset, all mapped pages counted."""
    try:
        lignes = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(li.split()[1]) for li in lignes if li.startswith("VmHWM")) // 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _remettre_le_pic() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    except OSError:
        return
