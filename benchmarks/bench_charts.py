"""How long one chart with its seven files takes, at each profile, once the drawing library has been loaded.

The files are written into an empty folder each time, as for a corpus that is drawn for the first time.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator

from analysis.charts.charts import Chart, draw_charts
from analysis.charts.publish import PROFILES, save_chart
from analysis.sources.corpus import load_corpus
from analysis.tables.tables import extract_claims, extract_events
from benchmarks.measurement import ROOT, Measurement, time_of


def save(chart: Chart, profile: str) -> None:
    """The chart's files, into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        save_chart(chart, folder, profile)


def measure() -> Iterator[Measurement]:
    """The slowest of the three charts, profile by profile; and what comes before: their rows and words."""
    corpus = load_corpus(ROOT / "data" / "kazakhstan-2022")
    tables = extract_claims(corpus), extract_events(corpus), corpus.articles, corpus.crisis
    charts = draw_charts(*tables)
    yield Measurement("three charts as rows and words", time_of(lambda: draw_charts(*tables)), "s")
    for profile in PROFILES:
        slowest = max(time_of(lambda c=chart, p=profile: save(c, p)) for chart in charts)
        yield Measurement(f"the slowest chart with its files, {profile}", slowest, "s", at_most=0.5)


if __name__ == "__main__":
    for measurement in measure():
        print(measurement, file=sys.stdout, flush=True)
