"""One measured number, and the ways in which the benchmarks come by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Measurement:
    """What was measured, how much, in which unit, and the most and the least that it may be (None: no bound)."""

    what: str
    amount: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def beyond(self) -> bool:
        """Whether it is beyond one of its bounds."""
        return (self.at_most is not None and self.amount > self.at_most) or (
            self.at_least is not None and self.amount < self.at_least
        )

    def __str__(self) -> str:
        """One line of the report."""
        most = "" if self.at_most is None else f"  (at most {self.at_most:g})"
        least = "" if self.at_least is None else f"  (at least {self.at_least:g})"
        return f"{self.what:<60} {self.amount:9.3f} {self.unit}{most}{least}"


def time_of(work: Callable[[], object], repeats: int = 5) -> float:
    """Seconds of the fastest of several calls, which is the one that the rest of the machine disturbed least."""
    seconds = []
    for _ in range(repeats):
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return min(seconds)


def cpu_time_of(work: Callable[[], object]) -> float:
    """Seconds of processor time that one call takes in this process; what other processes do counts little."""
    begun = process_time()
    work()
    return process_time() - begun


def time_of_process(arguments: Sequence[str], repeats: int = 3) -> float:
    """Seconds of the fastest of several runs of this Python with some arguments, start-up included."""
    command = [sys.executable, *arguments]
    return time_of(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), repeats)
