"""How fast reports are read into claims and events, beside a general quantity extractor on the same text in the same run.

Processor time of one core; medians of several rounds, each of which times both on the same reports, one after the other, so that
a busy machine slows both. The reports are made before the clock starts; each is read for the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from analysis.claims.claims import find_claims
from analysis.events.events import find_events
from analysis.sources.corpus import Report
from benchmarks.made_up import CRISIS, make_report
from benchmarks.measurement import Measurement, cpu_time_of

ROUNDS = 5
REPORTS_A_ROUND = 100
REPORTS_OF_THE_OTHER = 2
LEAST_REPORTS_A_SECOND = 1500
LEAST_RATIO = 30
LONGEST_SECONDS = 2.0
HOSTILE = {
    "digits and commas": "1,234,567,",
    "hedges": "at least about more than 12 ",
    "digits, commas and hedges": "12,345, about 6 or more, up to 7,890 ",
    "number words": "twenty-six hundred and a dozen thousand ",
    "dates": "January 19, 2022 until Friday in two days ",
}


def read(reports: Sequence[Report]) -> int:
    """How many claims and events the reports give."""
    return sum(len(find_claims(report, CRISIS)) + len(find_events(report, CRISIS)) for report in reports)


def measure() -> Iterator[Measurement]:
    """Reports a second, the ratio to the other extractor, and the time that one hostile line takes."""
    from quantulum3 import parser

    read([make_report(number) for number in range(20)])
    parser.parse(make_report(0).text)
    rounds = [time_round(1000 * (number + 1), parser.parse) for number in range(ROUNDS)]
    seconds, others = zip(*rounds, strict=True)
    yield Measurement(
        "reports of 3.5 KB a second -> claims and events",
        1 / median(seconds),
        "/s",
        at_least=LEAST_REPORTS_A_SECOND,
    )
    yield Measurement("the same reports a second in quantulum3", 1 / median(others), "/s")
    ratio = median(other / own for own, other in zip(seconds, others, strict=True))
    yield Measurement("times as fast as quantulum3", ratio, "x", at_least=LEAST_RATIO)
    yield from measure_hostile_lines()


def time_round(first: int, parse: Callable[[str], object]) -> tuple[float, float]:
    """Seconds a report of this package, and of another extractor on some of the same reports."""
    reports = [make_report(first + number) for number in range(REPORTS_A_ROUND)]
    texts = [report.text for report in reports[:REPORTS_OF_THE_OTHER]]
    own = cpu_time_of(lambda: read(reports)) / len(reports)
    return own, cpu_time_of(lambda: [parse(text) for text in texts]) / len(texts)


def measure_hostile_lines() -> Iterator[Measurement]:
    """Seconds for one line of 1 MB, and how much longer it takes than half of it: twice, where time is linear."""
    for name, unit in HOSTILE.items():
        half, whole = (read_line(unit, length) for length in (500_000, 1_000_000))
        yield Measurement(f"one line of 1 MB: {name}", whole, "s", at_most=LONGEST_SECONDS)
        yield Measurement(f"one line of 1 MB against 0.5 MB: {name}", whole / half, "x", at_most=3.0)
    for name, unit in HOSTILE.items():
        yield Measurement(f"1 MB in sentences of 9 KB: {name}", read_almost_endless_sentences(unit), "s")


def read_almost_endless_sentences(unit: str, characters: int = 1_000_000, sentence: int = 9_000) -> float:
    """Seconds to read so many characters in sentences that are just short enough to be read at all."""
    line = (unit * (sentence // len(unit))).strip() + ".\n\n"
    report = Report("a", line * (characters // len(line)))
    return cpu_time_of(lambda: read([report]))


def read_line(unit: str, length: int) -> float:
    """Seconds of processor time to read one line of a length made of one unit again and again."""
    report = Report("a", (unit * (length // len(unit) + 1))[:length].strip())
    return cpu_time_of(lambda: read([report]))
