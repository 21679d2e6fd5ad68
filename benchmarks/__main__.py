"""Runs every benchmark of this folder, one line a number; exit status 1 where one is beyond its bound."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.measurement import Measurement


def run_all() -> list[Measurement]:
    """Every measurement, in the order of the modules' names, each printed as soon as it is known."""
    measurements = []
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        for measurement in import_module(f"benchmarks.{path.stem}").measure():
            print(measurement, flush=True)
            measurements.append(measurement)
    return measurements


if __name__ == "__main__":
    beyond = [measurement for measurement in run_all() if measurement.beyond]
    for measurement in beyond:
        print(f"beyond its bound: {measurement}", file=sys.stderr)
    sys.exit(1 if beyond else 0)
