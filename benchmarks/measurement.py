"""One measured number, and the two ways in which the benchmarks come by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Measurement:
    """What was measured, how much, in which unit, and the most that it may be (None: no bound)."""

    what: str
    amount: float
    unit: str
    at_most: float | None = None

    def __str__(self) -> str:
        """One line of the report."""
        bound = "" if self.at_most is None else f"  (at most {self.at_most:g})"
        return f"{self.what:<60} {self.amount:9.3f} {self.unit}{bound}"


def time_of(work: Callable[[], object], repeats: int = 5) -> float:
    """Seconds of the fastest of several calls, which is the one that the rest of the machine disturbed least."""
    seconds = []
    for _ in range(repeats):
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return min(seconds)


def time_of_process(arguments: Sequence[str], repeats: int = 3) -> float:
    """Seconds of the fastest of several runs of this Python with some arguments, start-up included."""
    command = [sys.executable, *arguments]
    return time_of(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), repeats)
