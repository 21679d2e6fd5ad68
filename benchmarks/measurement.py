"""One measured number, and the ways in which the benchmarks come by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, sleep

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


@dataclass(frozen=True)
class Run:
    """A command that was run: its seconds, and the memory of all its processes together, sampled, in MB."""

    seconds: float
    memory: tuple[float, ...]

    @property
    def peak(self) -> float:
        """The most that was held at a time."""
        return max(self.memory)

    @property
    def growth(self) -> float:
        """By how much the peak is above that of the run's first quarter."""
        return self.peak - max(self.memory[: max(1, len(self.memory) // 4)])


def watch_process(arguments: Sequence[str], every: float = 0.05) -> Run:
    """Run this Python with some arguments and look at its memory, and that of the processes below it, as Linux counts it.

    Pages that several processes share count once (their proportional set size).
    """
    begun = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    memory = []
    while process.poll() is None:
        memory.append(sum(_megabytes(pid) for pid in _with_children(process.pid)))
        sleep(every)
    assert process.returncode == 0
    return Run(perf_counter() - begun, tuple(memory))


def can_watch() -> bool:
    """Whether this system says how much memory a process has, as `watch_process` needs it."""
    return Path("/proc/self/smaps_rollup").is_file()


def _with_children(pid: int) -> list[int]:
    found = [pid]
    for process in found:
        try:
            for thread in Path(f"/proc/{process}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
        except OSError:  # it has ended meanwhile
            continue
    return found


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    except OSError:
        return 0.0
