"""Records -> tidy DataFrames with declared columns, and the files that hold them.

What belongs here: the shape of the tables, their order, reading and writing. What does not: reading reports (`claims`,
`events`) and comparing rows (`comparison`).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.claims.claims import Claim, find_claims
from analysis.events.events import Event, find_events
from analysis.sources.corpus import Corpus, Report
from analysis.tables.review import review_claims
from analysis.vocabulary import (
    ARTICLE_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    VAGUE_PROFILES,
    InputError,
    read_lexicon,
)

NUMBERS = ("value", "low", "high")
OFFSETS = ("char_start", "char_end", "characters")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    read = [
        claim if claim.qualifier != "vague" else replace(claim, low=floors[claim.hedge])
        for report in corpus.reports
        for claim in find_claims(report, corpus.crisis)
    ]
    reviews = {reviewed.claim: reviewed.review for reviewed in review_claims(read, corpus)}
    published = {report.article: _publication(report) for report in corpus.reports}
    records = (
        {**asdict(claim), **published[claim.article], "review": review}
        for claim, review in sorted(reviews.items(), key=lambda row: (row[0].article, *_place(row[0])))
    )
    claims = _frame(records, CLAIM_COLUMNS)
    claims.attrs["vague"] = vague
    return claims


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
    records = (
        {**_event_fields(event), **_publication(report)}
        for report in corpus.reports
        for event in _in_order(find_events(report, corpus.crisis))
    )
    return _frame(records, EVENT_COLUMNS)


def extract(corpus: Corpus, out: Path, vague: str = "literal") -> list[Path]:
    """Writes `articles.csv`, `claims.csv` and `events.csv` to a folder, all three or none; returns their paths."""
    frames = {
        "articles.csv": corpus.articles,
        "claims.csv": extract_claims(corpus, vague),
        "events.csv": extract_events(corpus),
    }
    return save_tables(frames, out)


def save_tables(frames: dict[str, pd.DataFrame], out: Path) -> list[Path]:
    """Writes frames as CSV (UTF-8, `\\n`), each moved into place only when all of them were written."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
        for name, frame in frames.items():
            Path(folder, name).write_text(to_csv(frame), encoding="utf-8", newline="")
        for name in frames:
            os.replace(Path(folder, name), out / name)
    return [out / name for name in frames]


def to_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV text in which no cell runs as a formula in a spreadsheet: such a text gets a leading apostrophe.

    >>> to_csv(pd.DataFrame({"quote": ["=1+1", "12 people"]}))
    "quote\\n'=1+1\\n12 people\\n"
    """
    safe = frame.copy()
    for column in safe.columns:
        if safe[column].dtype == object or pd.api.types.is_string_dtype(safe[column]):
            safe[column] = safe[column].map(_harmless)
    return safe.to_csv(index=False, lineterminator="\n")


def read_table(path: Path) -> pd.DataFrame:
    """A table that `save_tables` wrote, or one coded by hand, with the same types as the extracted ones."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    for column in frame.columns:
        if column in NUMBERS:
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
        elif column in OFFSETS:
            frame[column] = frame[column].astype("int64")
    return frame


def _harmless(text: object) -> object:
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text


def _in_order(records: Sequence[Event]) -> list[Event]:
    return sorted(records, key=_place)


def _place(record: Claim | Event) -> tuple[int, int, str]:
    return record.char_start, record.char_end, repr(record)


def _event_fields(event: Event) -> dict[str, object]:
    fields = {
        name: _iso(value) if name in ("start", "end", "said") else value
        for name, value in asdict(event).items()
    }
    identity = "\n".join(str(fields[name]) for name in ("article", "event", "who", "start", "end", "status"))
    return {"event_id": "e" + hashlib.sha256(identity.encode()).hexdigest()[:11], **fields}


def _publication(report: Report) -> dict[str, str]:
    return {"pub_first": _iso(report.pub_first), "pub_last": _iso(report.pub_last)}


def _iso(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def _frame(records: Iterable[dict[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(records), columns=list(columns))
    for column in columns:
        if column in NUMBERS:
            frame[column] = frame[column].astype("Int64")
        elif column in OFFSETS:
            frame[column] = frame[column].astype("int64")
        else:
            frame[column] = frame[column].astype("str")
    return frame


__all__ = [
    "ARTICLE_COLUMNS",
    "extract",
    "extract_claims",
    "extract_events",
    "read_table",
    "save_tables",
    "to_csv",
]
