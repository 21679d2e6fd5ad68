"""How long the reading of the shipped corpus takes, and the start of Python before it."""

from __future__ import annotations

from collections.abc import Iterator

import analysis
from benchmarks.measurement import ROOT, Measurement, time_of, time_of_process

CORPUS = ROOT / "data" / "kazakhstan-2022"


def read_everything() -> None:
    """Claims and events of the shipped corpus, from its files."""
    corpus = analysis.load_corpus(CORPUS)
    analysis.extract_claims(corpus)
    analysis.extract_events(corpus)


def measure() -> Iterator[Measurement]:
    """The start of Python with the package, and the reading of five reports."""
    yield Measurement("import analysis, a new process", time_of_process(["-c", "import analysis"]), "s")
    yield Measurement("five reports -> claims and events", time_of(read_everything), "s", at_most=0.3)
