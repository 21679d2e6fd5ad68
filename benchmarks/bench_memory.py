"""How much memory a stream of 100,000 reports takes: each is read from its line, and nothing of it is kept.

A process of its own reads a file with one report a line, so that its peak is that of the stream alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import CRISIS, make_text
from benchmarks.measurement import ROOT, Measurement

REPORTS = 100_000
DIFFERENT = 5_000
CHARACTERS = 700  # short, so that the bench ends in minutes: what is kept grows with the number of reports
MOST_MEGABYTES = 500
YML = f"""title: {CRISIS.title}
host: {CRISIS.host}
coalition: {CRISIS.coalition}
contributors: [{", ".join(CRISIS.contributors)}]
start: {CRISIS.start}
end: {CRISIS.end}
"""
STREAM = """
import resource, sys
from pathlib import Path
from analysis.claims.claims import find_claims
from analysis.sources.corpus import iter_reports
from analysis.sources.crisis import read_crisis
from analysis.events.events import find_events

folder = Path(sys.argv[1])
crisis, number, rows, early = read_crisis(folder), 0, 0, 0
for report in iter_reports(folder, crisis):
    number += 1
    rows += len(find_claims(report, crisis)) + len(find_events(report, crisis))
    if number == int(sys.argv[2]) // 10:
        early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(number, rows, early, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure() -> Iterator[Measurement]:
    """The peak of the stream, and by how much the last nine tenths raised it."""
    with tempfile.TemporaryDirectory() as folder:
        save_lines(Path(folder), REPORTS)
        command = [sys.executable, "-c", STREAM, folder, str(REPORTS)]
        run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    number, _, early, peak = map(int, run.stdout.split())
    unit = 1024 if sys.platform != "darwin" else 1024**2
    yield Measurement(
        f"{number:,} reports, one after the other: peak", peak / unit, "MB", at_most=MOST_MEGABYTES
    )
    yield Measurement(
        "of which after the first tenth", (peak - early) / unit, "MB", at_most=MOST_MEGABYTES / 10
    )


def save_lines(folder: Path, reports: int, different: int = DIFFERENT, characters: int = CHARACTERS) -> None:
    """Write a corpus of so many reports, one a line; some thousand texts take turns, each report with an id of its own."""
    from random import Random

    (folder / "corpus.yml").write_text(YML, encoding="utf-8")
    texts = [json.dumps(make_text(Random(number), characters)) for number in range(min(different, reports))]
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(reports):
            lines.write(
                f'{{"id": "r{number}", "text": {texts[number % len(texts)]}, "published": "2022-01-13"}}\n'
            )
