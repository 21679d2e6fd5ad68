"""A corpus folder of any size -> its tables as files, in memory that does not grow with the number of reports.

What belongs here: the stream of reports through workers, a person's review of it, and the order of the rows. What does not:
what a row holds (`tables`), how it stands in a file (`table_files`) and who the workers are (`workers`).

Rows go to disk as they come and are taken from there in the order of the reports' ids, so that the tables are the same
whatever the order of the files, the number of the workers, and whichever of them died.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from analysis.claims.claims import Claim
from analysis.files import write_beside
from analysis.sources.corpus import (
    Corpus,
    Report,
    article_row,
    find_corpus,
    find_files,
    find_originals,
    iter_delivered,
    read_report,
    refuse_empty,
    refuse_twice,
)
from analysis.sources.crisis import parse_crisis, read_crisis, read_text
from analysis.sources.delivery import Delivered, count_reports
from analysis.tables.review import FILE, read_review, review_claims
from analysis.tables.table_files import FORMATS, open_table
from analysis.tables.tables import COLUMNS, Row, claim_row, place, read_claims, read_events, read_floors
from analysis.vocabulary import InputError
from analysis.workers import Workers, open_cluster, open_processes

REPORTS_A_BATCH = 250
CHARACTERS_A_BATCH = 1_000_000
Rows = tuple[Sequence[Row], Sequence[Row], Sequence[Row]]  # of a report, in the order of COLUMNS


@dataclass(frozen=True)
class Extraction:
    """What `extract` wrote: files or folders, the rows of each table, and the ids of the originals that were read."""

    paths: tuple[Path, ...]
    rows: Mapping[str, int]
    originals_found: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(path.name for path in self.paths)
        counts = ", ".join(f"{self.rows[name]} {name}" for name in COLUMNS)
        return f"wrote {names} to {self.paths[0].parent}: {counts}"


@dataclass(frozen=True)
class _Task:
    """What is the same for every batch."""

    crisis: tuple[str, str]  # the text of corpus.yml, and where it is
    originals: Mapping[str, Path]
    vague: str
    named: frozenset[str]  # claims and reports of which a person's review speaks


@dataclass(frozen=True)
class _Reading:
    """What one report gives; the report and its claims themselves only where a review speaks of them."""

    article: str
    source: str
    rows: bytes  # pickled Rows
    from_original: bool
    named: tuple[Report, Sequence[Claim]] | None


def extract(
    corpus: str | Path,
    out: str | Path,
    form: str = "csv",
    vague: str = "literal",
    originals: str | Path | None = None,
    jobs: int = 1,
    scheduler: str = "",
) -> Extraction:
    """Write the tables of a corpus into `out`, sorted by report and place in it; all of them or none.

    Parameters
    ----------
    corpus : a corpus folder, or the name of one in the project's `data/`
    out : folder to write to; made where it is not there
    form : `csv`, one file a table; `parquet`, a folder of parts a table. The rows are the same
    vague, originals : as `extract_claims` and `load_corpus` have them
    jobs : processes that read reports at a time, where there are more than one batch of them
    scheduler : address of a Dask scheduler, whose workers then read the reports

    Raises
    ------
    InputError
        For whatever a person can get wrong, with the file and the line or row. Also while another run writes to the folder.
    """
    folder = find_corpus(corpus)
    crisis = read_crisis(folder)
    if form not in FORMATS:
        raise InputError(f"format {form!r} is not one of {', '.join(FORMATS)}")
    read_floors(vague)
    decisions = read_review(folder / FILE)
    named = {name for one in decisions for name in (one.claim_id, one.article, one.fields.get("part_of", ""))}
    at_hand = {} if originals is None else find_originals(originals)
    task = _Task(
        (read_text(folder / "corpus.yml"), str(folder / "corpus.yml")),
        {digest: path.resolve() for digest, path in at_hand.items()},
        vague,
        frozenset(named - {""}),
    )
    found: list[str] = []
    reviewed: list[tuple[Report, Sequence[Claim]]] = []
    with write_beside(Path(out)) as beside, _open_rows(beside.parent / "rows") as kept:
        with closing(_read(folder, task, jobs, scheduler)) as readings:
            for reading in _watch(readings, folder):
                kept.add(reading)
                found += [reading.article] * reading.from_original
                reviewed += [reading.named] if reading.named else []
        if not kept.number:
            refuse_empty(folder)
        if decisions:
            kept.review(reviewed, Corpus(folder, crisis, tuple(report for report, _ in reviewed)))
        counts, names = _write(kept, beside, form)
    return Extraction(tuple(Path(out) / name for name in names), counts, tuple(sorted(found)))


def cut_batches(delivered: Iterable[Delivered]) -> Iterator[tuple[Delivered, ...]]:
    """Reports in batches that are worth a worker's while and small enough to be held, in the order in which they come."""
    batch: list[Delivered] = []
    characters = 0
    for one in delivered:
        batch.append(one)
        characters += len(one.text)
        if len(batch) == REPORTS_A_BATCH or characters >= CHARACTERS_A_BATCH:
            yield tuple(batch)
            batch, characters = [], 0
    if batch:
        yield tuple(batch)


def read_batch(batch: Sequence[Delivered], task: _Task) -> list[_Reading]:
    """What a worker does: each report of a batch -> its rows."""
    crisis, floors = _parse_crisis(*task.crisis), read_floors(task.vague)
    readings = []
    for delivered in batch:
        report = read_report(delivered, crisis, task.originals)
        claims = read_claims(report, crisis, floors)
        rows: Rows = (
            [article_row(report)],
            [claim_row(claim, "machine", report) for claim in claims],
            read_events(report, crisis),
        )
        concerned = task.named and task.named & {report.article, *(claim.claim_id for claim in claims)}
        readings.append(
            _Reading(
                report.article, delivered.source, pickle.dumps(rows), report.from_original,
                (report, claims) if concerned else None,
            )
        )  # fmt: skip
    return readings


_parse_crisis = lru_cache(maxsize=4)(parse_crisis)


def _read(folder: Path, task: _Task, jobs: int, scheduler: str) -> Iterator[_Reading]:
    """The readings of all reports, by this process alone where they are few."""
    batches = cut_batches(iter_delivered(folder))
    first = list(islice(batches, 2))
    batches = chain(first, batches)
    with ExitStack() as stack:
        workers: Workers | None = None
        if scheduler:
            workers = stack.enter_context(open_cluster(scheduler))
        elif jobs > 1 and len(first) > 1:
            workers = stack.enter_context(open_processes(jobs))
        done = (
            workers.run_in_order(read_batch, batches, task)
            if workers
            else (read_batch(batch, task) for batch in batches)
        )
        yield from chain.from_iterable(done)


def _watch(readings: Iterable[_Reading], folder: Path) -> Iterator[_Reading]:
    """The readings, counted by a progress bar on the terminal."""
    from tqdm import tqdm

    total = sum(map(count_reports, find_files(folder))) if sys.stderr.isatty() else None
    yield from tqdm(readings, total=total, unit="report", file=sys.stderr, disable=None)


class _Rows:
    """The rows of all reports, on disk, from where they come in the order of the reports' ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.number = 0
        # What is lost in a crash is made anew by the next run, so nothing is done to keep it.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE reports (article TEXT PRIMARY KEY, source TEXT, rows BLOB)")
        connection.execute("BEGIN")

    def add(self, reading: _Reading) -> None:
        """Keep the rows of a report; an `InputError` where an earlier one has its id."""
        source = reading.source.encode("utf-8", "replace").decode()
        try:
            self._connection.execute(
                "INSERT INTO reports VALUES (?, ?, ?)", (reading.article, source, reading.rows)
            )
        except sqlite3.IntegrityError:
            [(first,)] = self._connection.execute(
                "SELECT source FROM reports WHERE article = ?", (reading.article,)
            )
            refuse_twice(reading.article, first, source)
        self.number += 1

    def review(self, named: Sequence[tuple[Report, Sequence[Claim]]], corpus: Corpus) -> None:
        """Put a person's decisions in place of what the machine read."""
        decided = review_claims([claim for _, claims in named for claim in claims], corpus)
        for report, _ in named:
            own = sorted(
                (one for one in decided if one.claim.article == report.article),
                key=lambda one: place(one.claim),
            )
            articles, _, events = self._of(report.article)
            claims = [claim_row(one.claim, one.review, report) for one in own]
            self._connection.execute(
                "UPDATE reports SET rows = ? WHERE article = ?",
                (pickle.dumps((articles, claims, events)), report.article),
            )

    def _of(self, article: str) -> Rows:
        [(rows,)] = self._connection.execute("SELECT rows FROM reports WHERE article = ?", (article,))
        return pickle.loads(rows)

    def __iter__(self) -> Iterator[Rows]:
        for (rows,) in self._connection.execute("SELECT rows FROM reports ORDER BY article"):
            yield pickle.loads(rows)


@contextmanager
def _open_rows(path: Path) -> Iterator[_Rows]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield _Rows(connection)


def _write(kept: _Rows, folder: Path, form: str) -> tuple[Mapping[str, int], list[str]]:
    """Write the tables; gives the number of rows of each, and the names of the files."""
    tables = {name: open_table(form, folder, name, columns) for name, columns in COLUMNS.items()}
    counts: Counter[str] = Counter()
    for rows in kept:
        for (name, table), own in zip(tables.items(), rows, strict=True):
            table.add(own)
            counts[name] += len(own)
    for table in tables.values():
        table.close()
    return counts, [table.name for table in tables.values()]
