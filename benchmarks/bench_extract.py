"""How fast, and in how much memory, `extract` turns a file with many reports into its tables, by all cores of this machine.

20,000 reports; `BENCH_REPORTS=1000000 make bench` takes a million, which is about twenty minutes on two cores. They are
of 3.5 KB; up to 50,000 different texts take turns, each report with an id of its own, in no order of the ids.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench_memory import save_lines
from benchmarks.made_up import CHARACTERS
from benchmarks.measurement import Measurement, can_watch, watch_process

REPORTS = int(os.environ.get("BENCH_REPORTS", "20000"))
DIFFERENT = 50_000
MOST_MEGABYTES = 1000


def measure() -> Iterator[Measurement]:
    """Reports a second, the peak of all processes together, and by how much it rose after the first quarter of the time."""
    if not can_watch():
        return
    for form in ("csv", "parquet"):
        with tempfile.TemporaryDirectory() as folder:
            save_lines(Path(folder), REPORTS, DIFFERENT, CHARACTERS)
            command = ["-m", "analysis", "extract", folder, "--out", f"{folder}/tables", "--format", form]
            run = watch_process(command)
        yield Measurement(f"extract {REPORTS:,} reports to {form}", REPORTS / run.seconds, "/s")
        yield Measurement("  all processes together: peak", run.peak, "MB", at_most=MOST_MEGABYTES)
        yield Measurement("  of which after the first quarter", run.growth, "MB", at_most=MOST_MEGABYTES / 10)


if __name__ == "__main__":
    for measurement in measure():
        print(measurement, flush=True)
