"""How long 24 reports take, three notebooks on eight days: as the suite runs them, and papermill one after another.

Both run the same code cells with the same values, and what they give is compared cell by cell; pages are made by neither,
but in the numbers of `render` and of `make report`, which are those of the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from unittest.mock import patch

from analysis.reports import runs
from analysis.reports.parameters import Job, find_notebooks, plan_jobs
from benchmarks.measurement import ROOT, Measurement, can_watch, time_of, time_of_process, watch_process

if TYPE_CHECKING:
    from nbformat import NotebookNode

CORPUS = str(ROOT / "data" / "kazakhstan-2022")
NOTEBOOKS = ("contingents", "casualties", "withdrawal")
DAYS = tuple(f"2022-01-{day}" for day in (11, 12, 13, 14, 15, 17, 18, 19))
AT_ONCE = 2


def plan() -> tuple[Job, ...]:
    """The 24 reports."""
    return plan_jobs(find_notebooks(NOTEBOOKS), CORPUS, {"as_of": DAYS})


def run_warm(jobs: Sequence[Job]) -> tuple[dict[str, NotebookNode], float, float]:
    """The reports as the suite runs them; the seconds, with the start of the warm parent; those of all cells together."""
    cells: list[float] = []
    strip = runs._strip

    def time_and_strip(notebook: NotebookNode) -> NotebookNode:
        cells.append(time_of_cells(notebook))
        return strip(notebook)

    begun = perf_counter()
    with patch.object(runs, "_strip", time_and_strip):
        made = {job.stem: outcome for job, outcome in runs.run_all(jobs, AT_ONCE)}
    return made, perf_counter() - begun, sum(cells)


def run_stock(job: Job, folder: Path) -> tuple[NotebookNode, float]:
    """One report by papermill alone with a kernel of its own, and the seconds that its cells took."""
    import papermill

    out = folder / f"{job.stem}.ipynb"
    made = papermill.execute_notebook(
        str(job.notebook.path), str(out), parameters=dict(job.values), progress_bar=False
    )
    return made, time_of_cells(made)


def time_of_cells(notebook: NotebookNode) -> float:
    """Seconds that the code cells took, as papermill notes them."""
    return sum(cell.metadata.papermill.duration or 0 for cell in notebook.cells if cell.cell_type == "code")


@contextmanager
def silence_kernels() -> Iterator[None]:
    """Without the warning that each stock kernel writes about its own ports."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def count_unequal(warm: dict[str, NotebookNode], stock: dict[str, NotebookNode]) -> int:
    """The code cells whose outputs, pictures included, are not the same both ways."""
    pairs = [(warm[stem].cells, stock[stem].cells) for stem in stock]
    assert all(len(one) == len(other) for one, other in pairs)
    return sum(
        a.get("outputs") != b.get("outputs") for one, other in pairs for a, b in zip(one, other, strict=True)
    )


def command_to(folder: Path) -> list[str]:
    """`render` for the 24 reports."""
    options = [part for name in NOTEBOOKS for part in ("--notebook", name)]
    options += [part for day in DAYS for part in ("--as-of", day)]
    return ["-m", "analysis", "render", CORPUS, "--out", str(folder), "--jobs", str(AT_ONCE), *options]


def measure_commands() -> Iterator[Measurement]:
    """`render` for the 24 reports into an empty folder, the same command again, and the files that it touched."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        first = time_of_process(command_to(out), repeats=1)
        before = read_stamps(out)
        again = time_of_process(command_to(out))
        touched = len(before.items() ^ read_stamps(out).items())
    yield Measurement("render 24 reports, a new process, with pages and index", first, "s", at_most=12)
    yield Measurement("render the same again, nothing changed", again, "s", at_most=2)
    yield Measurement("  files that it touched", touched, "", at_most=0)


def read_stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file lies at each name, and when it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def measure_make() -> Iterator[Measurement]:
    """`make report` in a copy of the project, where no report is yet, with the environment that is there."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build"))
        (copy / ".venv").symlink_to(ROOT / ".venv")
        command = ["make", "--no-print-directory", "--old-file=setup", "report"]
        seconds = time_of(lambda: subprocess.run(command, cwd=copy, check=True, capture_output=True), 1)
    yield Measurement("make report, from a warm environment", seconds, "s", at_most=12)


def measure_memory() -> Iterator[Measurement]:
    """The most that the command, the warm parent and the two notebooks that run hold together."""
    if can_watch():
        with tempfile.TemporaryDirectory() as folder:
            run = watch_process(command_to(Path(folder)))
        yield Measurement("  command, parent and two kernels together: peak", run.peak, "MB", at_most=1200)


def measure() -> Iterator[Measurement]:
    """Both ways, their ratio, whether they give the same, and the command."""
    jobs = plan()
    seconds, beyond = [], []
    for _ in range(3):
        warm, spent, in_cells = run_warm(jobs)
        seconds.append(spent)
        beyond.append((spent * AT_ONCE - in_cells) / len(jobs))
    with tempfile.TemporaryDirectory() as folder:
        begun = perf_counter()
        with silence_kernels():
            ran = {job.stem: run_stock(job, Path(folder)) for job in jobs}
        plain = perf_counter() - begun
    cells = sum(spent for _, spent in ran.values())
    unequal = count_unequal(warm, {stem: made for stem, (made, _) in ran.items()})
    yield Measurement("24 reports, papermill one after another, stock kernels", plain, "s")
    yield Measurement("  of which their cells", cells, "s")
    yield Measurement("24 reports, warm kernels, two at a time (median of 3)", median(seconds), "s")
    yield Measurement("  times faster", plain / median(seconds), "", at_least=6)
    yield Measurement("  a notebook beyond the time of its cells", median(beyond), "s", at_most=0.3)
    yield Measurement("  cells whose outputs differ", unequal, "", at_most=0)
    yield from measure_commands()
    yield from measure_memory()
    yield from measure_make()


if __name__ == "__main__":
    for measurement in measure():
        print(measurement, file=sys.stdout)
