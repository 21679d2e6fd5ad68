"""Whether a figure file can be made again from the data as it stands.

What belongs here: reading a figure's passport, drawing it once more, and saying what differs. What does not: what a
passport holds (`passport`) and drawing (`charts`, `publish`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from analysis.charts.charts import Chart, draw_casualties, draw_contingents, draw_overview, draw_withdrawal
from analysis.charts.passport import Passport, compare_passports, issue_passport, kind_of, read_passport
from analysis.charts.publish import find_profile, render_chart, split_chart
from analysis.sources.corpus import Corpus, load_corpus
from analysis.tables.tables import extract_claims, extract_events
from analysis.vocabulary import InputError


@dataclass(frozen=True)
class Verdict:
    """What `verify_figure` found: `state` is reproduced, stale or unknown; `reasons` say why."""

    state: str
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.state + (f" ({'; '.join(self.reasons)})" if self.reasons else "")


def rebuild_chart(passport: Passport, corpus: Corpus) -> Chart:
    """The chart of a passport, drawn from a corpus as that stands now.

    Raises
    ------
    InputError : the passport names no chart of ours.
    """
    params = dict(passport.params)
    as_of, vague = params.get("as_of", ""), params.get("vague", "literal")
    if passport.chart == "contingents":
        return draw_contingents(extract_claims(corpus, vague), corpus.articles, corpus.crisis, as_of)
    if passport.chart == "casualties":
        scale = params.get("scale", "log")
        return draw_casualties(extract_claims(corpus, vague), corpus.articles, corpus.crisis, as_of, scale)
    if passport.chart == "withdrawal":
        return draw_withdrawal(extract_events(corpus), corpus.articles, corpus.crisis, as_of)
    if passport.chart == "overview":
        claims, events = extract_claims(corpus, vague), extract_events(corpus)
        return draw_overview(claims, events, corpus.articles, corpus.crisis, as_of)
    raise InputError(f"chart: {passport.chart!r} is not one of contingents, casualties, withdrawal, overview")


def rebuild_from(folder: str | Path = "", originals: str | Path = "") -> Callable[[Passport], Chart]:
    """What draws a passport's chart again from a corpus folder; by default from the project's data of the passport's name.

    Raises
    ------
    InputError (when called) : no such corpus.
    """
    read = cache(load_corpus)  # once for all the figures of a call, and anew for the next

    def rebuild(passport: Passport) -> Chart:
        return rebuild_chart(passport, read(str(folder or passport.corpus), originals=originals or None))

    return rebuild


def verify_figure(path: str | Path, rebuild: Callable[[Passport], Chart] | None = None) -> Verdict:
    """Whether a figure file can be made again from the data as it stands, to the byte.

    Parameters
    ----------
    path : a PDF, SVG or PNG under any name; what it is comes from the passport in its metadata.
    rebuild : draws the passport's chart from the data now (`rebuild_from`); an `InputError` where that can't be done.

    A file that other drawing code made is reproduced as well if that of now draws the same.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"{path}: no such file, expected a figure")
    passport = read_passport(path)
    if passport is None:
        return Verdict("unknown", ("the file carries no passport",))
    try:
        profile = find_profile(passport.profile)
        rebuilt = (rebuild or rebuild_from())(passport)
        chart = _find_page(split_chart(rebuilt, passport.profile), passport)
        now, kind = issue_passport(chart, profile, passport.corpus), kind_of(path)
        drawn, _ = render_chart(chart, profile, replace(now, code=passport.code), (kind,))
    except InputError as error:
        return Verdict("unknown", (str(error),))
    if drawn[kind] == path.read_bytes():
        return Verdict("reproduced")
    changes = compare_passports(passport, now)
    return Verdict("stale", changes or ("its data and the drawing code are unchanged: the file was edited",))


def _find_page(pages: tuple[Chart, ...], passport: Passport) -> Chart:
    """The page that a passport speaks of; the last where there are fewer now."""
    number = dict(passport.params).get("page", "1")
    return pages[min(int(number) if number.isdigit() else 1, len(pages)) - 1]
