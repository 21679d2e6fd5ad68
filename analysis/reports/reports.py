"""A matrix of notebooks -> HTML reports and their index, each file whole or not at all.

Belongs here: which runs are made, what is up to date and need not be run, files that take the old ones' place only
when all is well. Does not: what parameters mean (`parameters`), running one notebook (`runs`), what pages look like
(`report_pages`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.reports import report_pages as pages
from analysis.reports.parameters import Job, find_notebooks, plan_jobs, refuse_undeclared, refuse_unused
from analysis.reports.runs import RunError, run_all, write_log
from analysis.sources.corpus import load_corpus
from analysis.vocabulary import InputError

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMATS = ("html", "ipynb")

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


@dataclass(frozen=True)
class RenderResult:
    """What a call of `render` did: every report in the order asked for, and the index page."""

    reports: tuple[Report, ...]
    index: Path

    @property
    def failed(self) -> tuple[Report, ...]:
        """The reports that could not be made; an earlier good one of the same name still stands."""
        return tuple(report for report in self.reports if report.status == "failed")

    @property
    def exit_status(self) -> int:
        """What the command line returns: 1 where a report failed."""
        return 1 if self.failed else 0

    def summary(self) -> str:
        """Return what was written, left alone and failed, and where, as lines to print."""
        lines = [line for report in self.reports for line in _describe(report)]
        counts = [
            f"{len([r for r in self.reports if r.status == s])} {s}"
            for s in ("written", "unchanged", "failed")
        ]
        return "\n".join([*lines, f"{', '.join(counts)}; open {self.index}"])


def render(
    corpus: str,
    out: str | Path,
    notebooks: Sequence[str] = (),
    as_of: Sequence[str] = (),
    who: Sequence[str] = (),
    parameters: Mapping[str, object] | None = None,
    jobs: int = 1,
    to: Sequence[str] = ("html",),
    force: bool = False,
    originals: str | None = None,
    kernels: str = "warm",
) -> RenderResult:
    """Run every combination of notebooks and parameters, and write the reports and their index into `out`.

    Parameters
    ----------
    corpus : a corpus folder, or the name of one in the project's `data/`
    out : folder to write to; made where it is not there
    notebooks : names or paths; empty: all numbered ones
    as_of, who, parameters : values to combine; a value in `parameters` may be a list. A parameter must be declared by
        every notebook that was named, or, where none was named, by at least one
    jobs : notebooks that run at the same time
    to : any of `html`, `ipynb`
    force : run what is up to date as well
    originals : folder of original reports, read in place of the corpus's abstracts
    kernels : `warm` or `plain`, as `run_all` has them; what is written is the same

    Returns
    -------
    RenderResult
        One `Report` a combination. A failed one keeps the earlier good files and leaves a log; the others go on.

    Raises
    ------
    InputError
        Before anything is run or written: no such corpus or notebook, an unknown parameter, a value that does
        not fit.
    """
    choices = _collect_choices(as_of, who, parameters or {}, originals)
    crisis, planned = _plan(corpus, notebooks, choices)
    if unknown := [name for name in to if name not in FORMATS]:
        raise InputError(f"--to {unknown[0]!r} is not one of {', '.join(FORMATS)}")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    shelf = _Shelf(folder, tuple(to), crisis)
    stamp = _digest_inputs(corpus, originals)
    keys = {job.stem: _digest_job(job, stamp) for job in planned}
    fresh = {job.stem for job in planned if not force and shelf.holds(job, keys[job.stem])}
    done = {stem: shelf.unchanged(stem) for stem in fresh}
    for job, outcome in run_all([job for job in planned if job.stem not in fresh], jobs, kernels):
        done[job.stem] = shelf.put(job, keys[job.stem], outcome)
    return RenderResult(tuple(done[job.stem] for job in planned), shelf.save_index())


def store_outputs(notebooks: Sequence[str] = (), jobs: int = 1) -> tuple[Path, ...]:
    """Run notebooks as they stand and store their outputs in them; returns those whose file changed.

    One that does not run to its end keeps the outputs that it has, and is raised as a `RunError` after the others.
    """
    found = tuple(Job(notebook, (), notebook.name) for notebook in find_notebooks(notebooks))
    before = {job.stem: _digest_file(job.notebook.path) for job in found}
    failed = []
    for job, outcome in run_all(found, jobs):
        if isinstance(outcome, RunError):
            failed.append(f"{job.stem}: {outcome}")
        else:
            save_whole(job.notebook.path, _write_notebook(outcome, job, ""))
    if failed:
        raise RunError("; ".join(failed))
    return tuple(job.notebook.path for job in found if _digest_file(job.notebook.path) != before[job.stem])


def save_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all; a file that already says the same is left untouched."""
    if path.is_file() and path.read_bytes() == text.encode():
        return
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def save_findings(readme: Path, lines: Iterable[str]) -> None:
    """Put these lines between the README's two `findings` marks, and leave the rest of it alone.

    Raises `InputError` where the marks are not there once each, in order.
    """
    text = readme.read_text(encoding="utf-8")
    parts = re.split(r"(<!-- findings:(?:begin|end) -->)", text)
    if parts[1::2] != ["<!-- findings:begin -->", "<!-- findings:end -->"]:
        raise InputError(
            f"{readme.name}: found {parts[1::2]}, expected <!-- findings:begin --> and <!-- findings:end -->, once each"
        )
    found = "".join(f"- {_escape_markdown(line)}\n" for line in lines)
    save_whole(readme, f"{parts[0]}{parts[1]}\n{found}{parts[3]}{parts[4]}")


def _escape_markdown(text: str) -> str:
    """Text in which no word of a report becomes a link, markup or one of the marks."""
    return re.sub(
        r"([\\`*_\[\]|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    )


class _Shelf:
    """The output folder: which reports it holds, from what they were made, and how a new one gets there."""

    def __init__(self, folder: Path, formats: tuple[str, ...], crisis: str) -> None:
        self.folder, self.formats, self.crisis = folder, formats, crisis
        self.records = self._read_records()

    def holds(self, job: Job, key: str) -> bool:
        """Whether the report is there in every format, made from the same things, as it was written."""
        record = self.records.get(job.stem)
        if (
            not record
            or record["key"] != key
            or not {f"{job.stem}.{end}" for end in self.formats} <= set(record["files"])
        ):
            return False
        return all(_digest_file(self.folder / name) == digest for name, digest in record["files"].items())

    def unchanged(self, stem: str) -> Report:
        record = self.records[stem]
        found = tuple(self.folder / name for name in record["files"])
        return Report(stem, record["entry"]["title"], "unchanged", found, tuple(record["entry"]["answer"]))

    def put(self, job: Job, key: str, outcome: NotebookNode | RunError) -> Report:
        """Write an executed notebook in every format, or the log of a failed one."""
        log = self.folder / f"{job.stem}.log"
        if isinstance(outcome, RunError):
            save_whole(log, write_log(job, outcome))
            return Report(job.stem, job.notebook.title, "failed", log=log, problem=str(outcome))
        entry = pages.make_entry(outcome, job, self.crisis, f"{job.stem}.{self.formats[0]}")
        made = {f"{job.stem}.{end}": _WRITERS[end](outcome, job, self.crisis) for end in self.formats}
        for name, text in made.items():
            save_whole(self.folder / name, text)
        log.unlink(missing_ok=True)
        digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in made.items()}
        self.records[job.stem] = {"key": key, "files": digests, "entry": asdict(entry)}
        self._save_records()
        return Report(
            job.stem, entry.title, "written", tuple(self.folder / name for name in made), entry.answer
        )

    def save_index(self) -> Path:
        """Write the page that lists every report in the folder."""
        entries = [pages.Entry(**record["entry"]) for _, record in sorted(self.records.items())]
        index = self.folder / "index.html"
        save_whole(index, pages.make_index(entries))
        return index

    def _read_records(self) -> dict:
        """The manifest's records whose files are still there; an unreadable manifest counts as none."""
        try:
            records = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))["reports"]
            return {
                s: r for s, r in records.items() if all((self.folder / name).is_file() for name in r["files"])
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _save_records(self) -> None:
        text = json.dumps({"reports": self.records}, ensure_ascii=False, indent=1, sort_keys=True)
        save_whole(self.folder / _MANIFEST, text + "\n")


def _collect_choices(
    as_of: Sequence[str], who: Sequence[str], others: Mapping[str, object], originals: str | None
) -> dict[str, tuple]:
    """Parameter name -> values to combine; a single value counts as a list of one."""
    choices = {
        name: tuple(value) if isinstance(value, (list, tuple)) else (value,) for name, value in others.items()
    }
    named = {"as_of": tuple(as_of), "who": tuple(who), "originals": (originals,) if originals else ()}
    if twice := [name for name, values in named.items() if values and name in choices]:
        raise InputError(f"parameter {twice[0]!r}: given twice, expected once")
    return {**choices, **{name: values for name, values in named.items() if values}}


def _plan(corpus: str, names: Sequence[str], choices: Mapping[str, tuple]) -> tuple[str, tuple[Job, ...]]:
    """The crisis's title and every job, checked."""
    if "corpus" in choices:
        raise InputError("parameter 'corpus': given twice, expected once, as the command's CORPUS")
    found = find_notebooks(names)
    (refuse_undeclared if names else refuse_unused)(found, choices)
    crisis = load_corpus(corpus).crisis
    countries = (*crisis.contributors, *([crisis.coalition] if crisis.coalition else ()), crisis.host)
    return crisis.title, plan_jobs(found, str(corpus), choices, countries if crisis.contributors else ())


def _write_notebook(notebook: NotebookNode, job: Job, crisis: str) -> str:
    import nbformat

    return nbformat.writes(notebook) + "\n"


_WRITERS: Mapping[str, Callable[[NotebookNode, Job, str], str]] = {
    "html": pages.make_page,
    "ipynb": _write_notebook,
}


def _describe(report: Report) -> list[str]:
    if report.status == "failed":
        return [f"failed     {report.stem}: {report.problem}; see {report.log}"]
    return [f"{report.status:<10} {path}" for path in report.files]


def _digest_inputs(corpus: str, originals: str | None) -> str:
    """A checksum over all that a report is made from beside its notebook: reports, package, versions."""
    package = Path(__file__).resolve().parents[1]
    lock = package.parent / "requirements.lock"
    folders = [load_corpus(corpus).folder, package, *([Path(originals)] if originals else [])]
    digest = hashlib.sha256(sys.version.encode())
    digest.update(lock.read_bytes() if lock.is_file() else b"")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.parent.name != "tables":
                digest.update(f"{path.relative_to(folder)}\0{_digest_file(path)}\0".encode())
    return digest.hexdigest()


def _digest_job(job: Job, stamp: str) -> str:
    cells = json.loads(job.notebook.path.read_text(encoding="utf-8"))["cells"]
    said = [(cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])) for cell in cells]
    return hashlib.sha256(json.dumps([said, job.values, stamp]).encode()).hexdigest()


def _digest_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
