"""A corpus folder of any size -> its tables as files, in memory that does not grow with the number of reports.

What belongs here: the stream of reports through workers, a person's review of it, and the order of the rows. What does not:
what a row holds (`tables`), how it stands in a file (`table_files`) and who the workers are (`workers`).

Rows go to disk as they come and are taken from there in the order of the reports' ids, so that the tables are the same
whatever the order of the files, the number of the workers, and whichever of them died. Where a run is broken off they
stay, each under the checksum of its report, and the next run reads only what is not among them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

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
from analysis.tables.table_files import open_table, refuse_format
from analysis.tables.tables import COLUMNS, Row, claim_row, place, read_claims, read_events, read_floors
from analysis.vocabulary import InputError
from analysis.workers import Workers, describe_environment, open_cluster, open_processes

if TYPE_CHECKING:
    from tqdm import tqdm

REPORTS_A_BATCH = 250
CHARACTERS_A_BATCH = 1_000_000
Rows = tuple[Sequence[Row], Sequence[Row], Sequence[Row]]  # of a report, in the order of COLUMNS


@dataclass(frozen=True)
class Extraction:
    """What `extract` wrote: files or folders, the rows of each table, and the ids of the originals that were read.

    `resumed` is the number of reports that an earlier run, which was broken off, had read.
    """

    paths: tuple[Path, ...]
    rows: Mapping[str, int]
    originals_found: tuple[str, ...]
    resumed: int = 0

    def __str__(self) -> str:
        names = ", ".join(path.name for path in self.paths)
        counts = ", ".join(f"{self.rows[name]} {name}" for name in COLUMNS)
        earlier = f"; an earlier run had read {self.resumed} of the reports" if self.resumed else ""
        return f"wrote {names} to {self.paths[0].parent}: {counts}{earlier}"


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
    digest: bytes  # of the report as delivered
    rows: str  # Rows as JSON
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

    What a run has read that fails or is killed stays in a hidden folder of `out`; the next run with the same `vague` and
    `originals` under the same code, whatever its `form` and its workers, reads only the other reports.

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
    refuse_format(form)
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
    reviewed: list[tuple[Report, Sequence[Claim]]] = []
    with write_beside(Path(out), _digest_task(task)) as beside, _open_rows(beside.parent / "rows") as kept:
        with closing(_read(folder, task, jobs, scheduler, kept)) as readings, _show_progress(folder) as bar:
            for reading in readings:
                kept.add(reading)
                reviewed += [reading.named] if reading.named else []
                bar.update(kept.number - bar.n)
        if not kept.number:
            refuse_empty(folder)
        if decisions:
            kept.review(reviewed, Corpus(folder, crisis, tuple(report for report, _ in reviewed)))
        counts, names = _write(kept, beside, form)
        return Extraction(
            tuple(Path(out) / name for name in names), counts, kept.from_originals(), kept.resumed
        )


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
        readings.append(
            _Reading(
                report.article, delivered.source, _digest_report(delivered), json.dumps(rows), report.from_original,
                (report, claims) if _is_named(report.article, rows, task) else None,
            )
        )  # fmt: skip
    return readings


def _is_named(article: str, rows: Rows, task: _Task) -> bool:
    """Whether a person's review speaks of the report or of one of its claims."""
    return bool(task.named) and not task.named.isdisjoint((article, *(claim[_CLAIM_ID] for claim in rows[1])))


_CLAIM_ID = COLUMNS["claims"].index("claim_id")


def _digest_task(task: _Task) -> str:
    """The checksum of all that decides, beside a report, what is read from it: code, packages, crisis and options."""
    originals = sorted((digest, path.suffix) for digest, path in task.originals.items())
    parts = [dict(describe_environment()), task.crisis[0], task.vague, originals]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _digest_report(delivered: Delivered) -> bytes:
    """The checksum of a report as delivered, its metadata among it."""
    parts = [delivered.text, dict(delivered.fields), delivered.sha256, delivered.html]
    return hashlib.sha256(json.dumps(parts).encode()).digest()[:16]


_parse_crisis = lru_cache(maxsize=4)(parse_crisis)


def _read(folder: Path, task: _Task, jobs: int, scheduler: str, kept: _Rows) -> Iterator[_Reading]:
    """The readings of all reports that are not kept from an earlier run, by this process alone where they are few."""
    batches = cut_batches(one for one in iter_delivered(folder) if not kept.take(one, task))
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


def _show_progress(folder: Path) -> tqdm:
    """A progress bar on the terminal."""
    from tqdm import tqdm

    total = sum(map(count_reports, find_files(folder))) if sys.stderr.isatty() else None
    return tqdm(total=total, unit="report", file=sys.stderr, disable=None)


class _Rows:
    """The rows of all reports, on disk, from where they come in the order of the reports' ids.

    The table `kept` holds rows by the checksum of their report, also those of an earlier run; `reports` says which of
    them this run has come upon. `number` counts those, `resumed` the ones among them that an earlier run had read.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.number = self.resumed = 0
        # Whatever ends this process, and the machine, what was committed is whole; the last of it may be lost.
        connection.executescript(
            "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, rows TEXT, original INTEGER);"
            "DROP TABLE IF EXISTS reports;"
            "CREATE TABLE reports (article TEXT PRIMARY KEY, source TEXT, kept INTEGER, reviewed TEXT) WITHOUT ROWID"
        )
        self._left = not self.is_empty()
        connection.execute("BEGIN")

    def take(self, delivered: Delivered, task: _Task) -> bool:
        """Whether the rows of a report are kept, so that it need not be read; not where a review speaks of it."""
        if not self._left:
            return False
        digest = _digest_report(delivered)
        found = self._connection.execute("SELECT id, rows FROM kept WHERE digest = ?", (digest,)).fetchone()
        article = delivered.fields.get("id", "")
        if not found or (task.named and _is_named(article, json.loads(found[1]), task)):
            return False
        self._note(article, delivered.source, found[0])
        self.resumed += 1
        return True

    def add(self, reading: _Reading) -> None:
        """Keep the rows of a report; an `InputError` where an earlier one has its id."""
        cursor = self._connection.execute(
            "INSERT OR REPLACE INTO kept (digest, rows, original) VALUES (?, ?, ?)",
            (reading.digest, reading.rows, reading.from_original),
        )
        self._note(reading.article, reading.source, cursor.lastrowid)
        if (self.number - self.resumed) % REPORTS_A_BATCH == 0:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not self._connection.execute("SELECT 1 FROM kept LIMIT 1").fetchone()

    def _note(self, article: str, source: str, kept: int) -> None:
        source = source.encode("utf-8", "replace").decode()
        try:
            self._connection.execute("INSERT INTO reports VALUES (?, ?, ?, NULL)", (article, source, kept))
        except sqlite3.IntegrityError:
            [(first,)] = self._connection.execute("SELECT source FROM reports WHERE article = ?", (article,))
            refuse_twice(article, first, source)
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
                "UPDATE reports SET reviewed = ? WHERE article = ?",
                (json.dumps((articles, claims, events)), report.article),
            )

    def from_originals(self) -> tuple[str, ...]:
        """The ids of the reports that were read from their originals, in order."""
        found = self._connection.execute(
            "SELECT article FROM reports JOIN kept ON kept.id = reports.kept WHERE original ORDER BY article"
        )
        return tuple(article for (article,) in found)

    def _of(self, article: str) -> Rows:
        [(rows,)] = self._connection.execute(
            "SELECT rows FROM reports JOIN kept ON kept.id = reports.kept WHERE article = ?", (article,)
        )
        return json.loads(rows)

    def __iter__(self) -> Iterator[Rows]:
        for (rows,) in self._connection.execute(
            "SELECT coalesce(reviewed, rows) FROM reports CROSS JOIN kept ON kept.id = reports.kept ORDER BY article"
        ):
            yield json.loads(rows)


@contextmanager
def _open_rows(path: Path) -> Iterator[_Rows]:
    """The rows at a path, with those that an earlier run left there; the file goes where nothing is in it."""
    empty = False
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            kept = _Rows(connection)
            try:
                yield kept
            finally:
                connection.rollback()  # less than a batch is not worth keeping
                empty = kept.is_empty()
    except sqlite3.Error as error:
        raise InputError(
            f"{path}: cannot be used ({error}), expected room on the disk, and what an earlier run left to be whole; "
            f"without the folder {path.parent} the command begins anew"
        ) from None
    finally:
        if empty:
            path.unlink()


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
