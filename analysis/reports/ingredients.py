"""What a report is made from, as one checksum: while it stays the same, so does the report.

Belongs here: the checksums of the corpus, the package, the lock, the notebook and its values. Does not: whether the
files that were made are still there (`shelf`).

A report of a day does not depend on the words of what was published later: of a later report it can show no more than
who published it and when, which is all that enters its checksum.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from analysis.reports.parameters import Job
from analysis.sources.corpus import Corpus, Report, load_corpus

_PACKAGE = Path(__file__).resolve().parents[1]
_LOCK = _PACKAGE.parent / "requirements.lock"


class Pantry:
    """Checksums of jobs; what several jobs share is read once."""

    def __init__(self) -> None:
        self.load = lru_cache(maxsize=None)(load_corpus)
        self.digest_folder = lru_cache(maxsize=None)(_digest_folder)
        self.versions = _digest(sys.version, digest_file(_LOCK), self.digest_folder(_PACKAGE))

    def digest_job(self, job: Job) -> str:
        """The checksum of all that a report is made from: code, values, reports, package, versions."""
        cells = json.loads(job.notebook.path.read_text(encoding="utf-8"))["cells"]
        said = [
            (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])) for cell in cells
        ]
        folders = [self.digest_folder(folder) for folder in _named_folders(job)]
        return _digest(json.dumps([said, job.values]), self.versions, *folders, self._digest_corpus(job))

    def _digest_corpus(self, job: Job) -> str:
        chosen = dict(job.values)
        corpus = self.load(str(chosen.get("corpus", "")), originals=chosen.get("originals") or None)
        day = _find_day(job)
        if not day:
            return self.digest_folder(corpus.folder)
        return _digest(*_describe(corpus, day))


def digest_bytes(content: bytes) -> str:
    """The checksum of a file's bytes, as the manifest has it."""
    return hashlib.sha256(content).hexdigest()


def _describe(corpus: Corpus, day: str) -> Iterator[str]:
    """The crisis, what a person decided, and of each report what can be known on the day."""
    yield repr(corpus.crisis)
    yield digest_file(corpus.folder / "review.csv")
    for report in corpus.reports:
        yield repr((report.article, report.publisher, report.headline, report.url, report.byline))
        yield repr(
            (report.pub_first, report.pub_last, report.pub_basis, report.abstract, report.from_original)
        )
        if _is_known(report, day):
            yield repr((report.text, report.kinds, report.sha256))


def _is_known(report: Report, day: str) -> bool:
    """Whether the report was certainly out by then, as `comparison.known_by` has it."""
    return report.pub_last is not None and report.pub_last.isoformat() <= day


def _find_day(job: Job) -> str:
    """The day by which all that is shown was published; empty where any report may be shown.

    A value that is free text may name a report or a file of its own, so that nothing is known of what is shown.
    """
    chosen = {name for name, value in job.values if value not in ("", None)}
    declared = [own for own in job.notebook.parameters if own.name in chosen]
    if not all(own.closed or own.name in ("corpus", "originals") for own in declared):
        return ""
    days = [str(dict(job.values)[own.name]) for own in declared if own.until]
    return min(days, default="")


def _named_folders(job: Job) -> Iterator[Path]:
    """The folders, beside the corpus, that the job's values name."""
    chosen = dict(job.values)
    for own in job.notebook.parameters:
        if own.folder and own.name != "corpus" and chosen.get(own.name):
            yield Path(str(chosen[own.name]))


def _digest_folder(folder: Path) -> str:
    """The checksum over the files of a folder, without bytecode and, of a corpus, the tables that are built from it."""
    built = folder / "tables" if (folder / "corpus.yml").is_file() else None
    found = [
        f"{path.relative_to(folder)}\0{digest_file(path)}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and built not in path.parents
    ]
    return _digest(*found)


def digest_file(path: Path) -> str:
    """The checksum of a file, or nothing where it is not there."""
    return digest_bytes(path.read_bytes()) if path.is_file() else ""


def _digest(*parts: str) -> str:
    return digest_bytes("\0".join(parts).encode("utf-8", "surrogatepass"))
