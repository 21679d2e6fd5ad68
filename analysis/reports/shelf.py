"""The folder of reports: what it holds, from what it was made, and how a new report takes the old one's place.

Belongs here: the manifest, and what the last run changed. Does not: how a file is written (`files`), whether a run was good
(`runs`), what a page looks like (`report_pages`, `index_page`).

The manifest is written after each report, so that a run which is killed loses no more than the reports that it was at;
what was new or changed is kept until a run has come to its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from analysis.files import hold_folder, save_whole
from analysis.reports.index_page import Change, make_index
from analysis.reports.ingredients import digest_bytes, digest_file
from analysis.reports.report_pages import Entry

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Report:
    """One run of the matrix: `status` is written, unchanged or failed; `log` is set where it failed."""

    stem: str
    title: str
    status: str
    files: tuple[Path, ...] = ()
    answer: tuple[str, ...] = ()
    log: Path | None = None
    problem: str = ""


class Shelf:
    """An output folder; `open_shelf` gives one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = _read_manifest(folder / _MANIFEST)
        self.records = {
            stem: record
            for stem, record in manifest["reports"].items()
            if all((folder / name).is_file() for name in record["files"])
        }
        self.changes = {stem: Change(**change) for stem, change in manifest["changes"].items()}
        self.finished = manifest["finished"]

    def holds(self, stem: str, key: str, formats: Sequence[str]) -> bool:
        """Whether the report is there in these formats, made from the same things, as it was written."""
        record = self.records.get(stem)
        if (
            not record
            or record["key"] != key
            or not {f"{stem}.{end}" for end in formats} <= set(record["files"])
        ):
            return False
        return all(digest_file(self.folder / name) == digest for name, digest in record["files"].items())

    def formats_of(self, stem: str) -> tuple[str, ...]:
        """The formats in which the report is there: a new one must replace them all."""
        return tuple(name.removeprefix(f"{stem}.") for name in self.records.get(stem, {"files": ()})["files"])

    def begin(self) -> None:
        """Note that a run has begun; what an earlier one that came to its end changed is no longer news."""
        if self.finished:
            self.changes = {stem: change for stem, change in self.changes.items() if change.kind == "failed"}
        self.finished = False
        self._save_manifest()

    def finish(self) -> None:
        """Note that the run has come to its end."""
        self.finished = True
        self._save_manifest()

    def keep(self, stem: str) -> Report:
        """Leave a report that is up to date as it is; a later run's failure is over, since its cause is undone."""
        if stem in self.changes and self.changes[stem].kind == "failed":
            del self.changes[stem]
            self._log(stem).unlink(missing_ok=True)
            self._save_manifest()
        record = self.records[stem]
        found = tuple(self.folder / name for name in record["files"])
        return Report(stem, record["entry"]["title"], "unchanged", found, tuple(record["entry"]["answer"]))

    def put(self, entry: Entry, key: str, made: Mapping[str, bytes]) -> Report:
        """Write a report's files, file name -> content, each whole or not at all, and note it."""
        for name, content in made.items():
            save_whole(self.folder / name, content)
        self._log(entry.stem).unlink(missing_ok=True)
        digests = {name: digest_bytes(content) for name, content in made.items()}
        self.changes[entry.stem] = _compare(self.records.get(entry.stem), digests, entry)
        self.records[entry.stem] = {"key": key, "files": digests, "entry": asdict(entry), "made": _now()}
        self._save_manifest()
        files = tuple(self.folder / name for name in made)
        return Report(entry.stem, entry.title, "written", files, entry.answer)

    def put_failure(self, stem: str, title: str, problem: str, log: str) -> Report:
        """Write the log of a failed run, and note it; an earlier good report stays."""
        save_whole(self._log(stem), log.encode("utf-8", "replace"))
        self.changes[stem] = Change("failed", title, problem=problem, log=self._log(stem).name)
        self._save_manifest()
        return Report(stem, title, "failed", log=self._log(stem), problem=problem)

    def save_index(self) -> Path:
        """Write the page that lists every report in the folder."""
        entries = [Entry(**record["entry"]) for _, record in sorted(self.records.items())]
        index = self.folder / "index.html"
        save_whole(index, make_index(entries, self.changes).encode())
        return index

    def _log(self, stem: str) -> Path:
        return self.folder / f"{stem}.log"

    def _save_manifest(self) -> None:
        changes = {stem: asdict(change) for stem, change in self.changes.items()}
        content = {"reports": self.records, "changes": changes, "finished": self.finished}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        save_whole(self.folder / _MANIFEST, f"{text}\n".encode())


@contextmanager
def open_shelf(folder: Path) -> Iterator[Shelf]:
    """The folder, made where it is not there, for one run alone; `InputError` while another run writes to it.

    What a killed run left half written is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with hold_folder(folder):
        for leftover in folder.glob(".*.part"):
            leftover.unlink(missing_ok=True)
        yield Shelf(folder)


def _compare(before: Mapping | None, digests: Mapping[str, str], entry: Entry) -> Change:
    """What is different in a report that was made again."""
    if not before:
        return Change("new", entry.title)
    common = set(digests) & set(before["files"])
    if all(digests[name] == before["files"][name] for name in common):
        return Change("same", entry.title)
    gone = tuple(line for line in before["entry"]["answer"] if line not in entry.answer)
    return Change("changed", entry.title, before=gone)


def _read_manifest(path: Path) -> dict:
    """The manifest; one that is not there, or damaged, holds no report, which costs a new run and nothing else."""
    empty = {"reports": {}, "changes": {}, "finished": True}
    try:
        found = empty | json.loads(path.read_text(encoding="utf-8"))
        for record in found["reports"].values():
            Entry(**record["entry"]), record["key"], record["files"].items()
        for change in found["changes"].values():
            Change(**change)
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return empty


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
