"""Records -> tidy DataFrames with declared columns, and CSV that is read back as it was.

What belongs here: the shape of the tables and their order. What does not: reading reports (`claims`, `events`), tables of
reports that are too many to be held (`extraction`), files (`table_files`) and comparing rows (`comparison`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.claims.claims import Claim, find_claims
from analysis.events.events import Event, find_events
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import Crisis
from analysis.tables.review import review_claims
from analysis.vocabulary import (
    ARTICLE_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    VAGUE_PROFILES,
    InputError,
    read_lexicon,
)

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {"articles": ARTICLE_COLUMNS, "claims": CLAIM_COLUMNS, "events": EVENT_COLUMNS}
NUMBERS = ("value", "low", "high")
OFFSETS = ("char_start", "char_end", "characters")
Row = tuple[object, ...]


def extract_claims(corpus: Corpus, vague: str = "literal") -> pd.DataFrame:
    """One row per reported number of people, sorted by report and place in it.

    Parameters
    ----------
    corpus : Corpus
        As `load_corpus` gives it.
    vague : str
        How a vague plural is floored: `literal`, two of the unit ("dozens" 24, "hundreds" 200); `acled`, one of it (12, 100).
        `frame.attrs["vague"]` says which one was used.

    Returns
    -------
    DataFrame
        Columns `CLAIM_COLUMNS`. `value`, `low`, `high` are people (Int64; <NA> is *unstated*, never zero); dates are ISO
        text, "" where unknown. No claim at all gives a frame without rows and with all columns.
    """
    floors = read_floors(vague)
    reports = {report.article: report for report in corpus.reports}
    read = [claim for report in corpus.reports for claim in read_claims(report, corpus.crisis, floors)]
    reviews = [(reviewed.claim, reviewed.review) for reviewed in review_claims(read, corpus)]
    reviews.sort(key=lambda row: (row[0].article, *place(row[0])))
    claims = make_frame(
        (claim_row(claim, review, reports[claim.article]) for claim, review in reviews), CLAIM_COLUMNS
    )
    claims.attrs["vague"] = vague
    return claims


def read_claims(report: Report, crisis: Crisis, floors: Mapping[str, int]) -> list[Claim]:
    """The claims of a report as the machine reads them, vague ones with their floor, in the order of their places."""
    read = (
        claim if claim.qualifier != "vague" else claim._replace(low=floors[claim.hedge])
        for claim in find_claims(report, crisis)
    )
    return sorted(read, key=place)


def read_floors(vague: str) -> dict[str, int]:
    """Vague plural -> its floor in a profile of `lexicon/vague.csv`.

    >>> read_floors("literal")["dozens"], read_floors("acled")["dozens"]
    (24, 12)
    """
    if vague not in VAGUE_PROFILES:
        raise InputError(f"profile of vague words {vague!r} is not one of {', '.join(VAGUE_PROFILES)}")
    column = 1 + VAGUE_PROFILES.index(vague)
    return {row[0]: int(row[column]) for row in read_lexicon("vague")}


def extract_events(corpus: Corpus) -> pd.DataFrame:
    """One row per dated, or datable, step of the crisis, sorted by report and place in it.

    Returns
    -------
    DataFrame
        Columns `EVENT_COLUMNS`; `start` and `end` are ISO days, "" where the words leave that side open.
    """
    rows = (row for report in corpus.reports for row in read_events(report, corpus.crisis))
    return make_frame(rows, EVENT_COLUMNS)


def read_events(report: Report, crisis: Crisis) -> list[Row]:
    """The rows of a report's events, in the order of their places."""
    return [_event_row(event, report) for event in sorted(find_events(report, crisis), key=place)]


def read_table(path: Path) -> pd.DataFrame:
    """A table in CSV as `extract` writes it, or one coded by hand, with the same types as the extracted ones."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    for column in frame.columns:
        if column in NUMBERS:
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
        elif column in OFFSETS:
            frame[column] = frame[column].astype("int64")
    return frame


def place(record: Claim | Event) -> tuple[int, int, str]:
    """What the rows of a report are sorted by."""
    return record.char_start, record.char_end, repr(record)


def claim_row(claim: Claim, review: str, report: Report) -> Row:
    """A claim's row of `claims.csv`, in the order of `CLAIM_COLUMNS`."""
    known = {**_publication(report), "review": review}
    return tuple(known[name] if name in known else getattr(claim, name) for name in CLAIM_COLUMNS)


def _event_row(event: Event, report: Report) -> Row:
    fields = {
        name: _iso(value) if name in ("start", "end", "said") else value
        for name, value in asdict(event).items()
    }
    identity = "\n".join(str(fields[name]) for name in ("article", "event", "who", "start", "end", "status"))
    fields |= {
        "event_id": "e" + hashlib.sha256(identity.encode()).hexdigest()[:11],
        **_publication(report),
    }
    return tuple(fields[name] for name in EVENT_COLUMNS)


def _publication(report: Report) -> dict[str, str]:
    return {"pub_first": _iso(report.pub_first), "pub_last": _iso(report.pub_last)}


def _iso(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def make_frame(rows: Iterable[Row], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame with the columns' types: whole numbers (Int64 where one can be missing), else text."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    for column in columns:
        if column in NUMBERS:
            frame[column] = frame[column].astype("Int64")
        elif column in OFFSETS:
            frame[column] = frame[column].astype("int64")
        else:
            frame[column] = frame[column].astype("str")
    return frame


__all__ = ["ARTICLE_COLUMNS", "extract_claims", "extract_events", "read_table"]
