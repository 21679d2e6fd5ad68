"""A matrix of notebooks -> HTML reports and their index, each file whole or not at all.

Belongs here: which runs are made, and what each gives. Does not: what parameters mean (`parameters`), what a report
depends on (`ingredients`), running one notebook (`runs`), what pages look like (`report_pages`), and where they are kept
(`shelf`).
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.files import save_whole
from analysis.reports import report_pages as pages
from analysis.reports.ingredients import Pantry
from analysis.reports.matrix import ReportSet
from analysis.reports.parameters import (
    Job,
    find_notebooks,
    give_own_stems,
    plan_jobs,
    refuse_undeclared,
    refuse_unused,
    suggest,
)
from analysis.reports.print_page import make_pdf, refuse_without_pango
from analysis.reports.runs import RunError, run_all, write_log
from analysis.reports.shelf import Report, Shelf, open_shelf
from analysis.sources.corpus import load_corpus
from analysis.vocabulary import InputError
from analysis.workers import open_cluster

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMATS = ("html", "pdf", "ipynb")


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


@dataclass(frozen=True)
class _Order:
    """A report to be made: its job, its crisis's title, and the formats that are asked for."""

    job: Job
    crisis: str
    formats: tuple[str, ...]


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
    scheduler: str = "",
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
    to : any of `html`, `pdf`, `ipynb`
    force : run what is up to date as well
    originals : folder of original reports, read in place of the corpus's abstracts
    kernels : `warm` or `plain`, as `run_all` has them; what is written is the same
    scheduler : address of a Dask scheduler, whose workers then run the notebooks; the files are written by this process

    Returns
    -------
    RenderResult
        One `Report` a combination. A failed one keeps the earlier good files and leaves a log; the others go on.

    Raises
    ------
    InputError
        Before anything is run or written: no such corpus or notebook, an unknown parameter, a value that does
        not fit. Also while another run writes to the folder.
    """
    wanted = ReportSet(str(corpus), tuple(notebooks), tuple(as_of), tuple(who), parameters or {}, tuple(to))
    return render_sets([wanted], out, jobs, force, originals, kernels, scheduler)


def render_sets(
    sets: Sequence[ReportSet],
    out: str | Path,
    jobs: int = 1,
    force: bool = False,
    originals: str | None = None,
    kernels: str = "warm",
    scheduler: str = "",
) -> RenderResult:
    """Run what several sets ask for, such as those of a matrix file, into one folder, as `render` does for one.

    All sets are checked before anything runs. A report that two sets ask for is made once, in the formats of both.
    """
    orders = _join(order for wanted in sets for order in _plan(wanted, originals))
    pantry = Pantry()
    with open_shelf(Path(out)) as shelf:
        keys = {order.job.stem: pantry.digest_job(order.job) for order in orders}
        due = [
            order
            for order in orders
            if force or not shelf.holds(order.job.stem, keys[order.job.stem], order.formats)
        ]
        made = _make(due, shelf, keys, jobs, kernels, scheduler) if due else {}
        reports = tuple(made.get(order.job.stem) or shelf.keep(order.job.stem) for order in orders)
        return RenderResult(reports, shelf.save_index())


def store_outputs(notebooks: Sequence[str] = (), jobs: int = 1) -> tuple[Path, ...]:
    """Run notebooks as they stand and store their outputs in them; returns those whose file changed.

    One that does not run to its end keeps the outputs that it has, and is raised as a `RunError` after the others.
    """
    found = tuple(Job(notebook, (), notebook.name) for notebook in find_notebooks(notebooks))
    before = {job.stem: job.notebook.path.read_bytes() for job in found}
    failed = []
    for job, outcome in run_all(found, jobs):
        if isinstance(outcome, RunError):
            failed.append(f"{job.stem}: {outcome}")
        else:
            save_whole(job.notebook.path, _write_notebook(outcome))
    if failed:
        raise RunError("; ".join(failed))
    return tuple(job.notebook.path for job in found if job.notebook.path.read_bytes() != before[job.stem])


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
    save_whole(readme, f"{parts[0]}{parts[1]}\n{found}{parts[3]}{parts[4]}".encode())


def _escape_markdown(text: str) -> str:
    """Text in which no word of a report becomes a link, markup or one of the marks."""
    return re.sub(
        r"([\\`*_\[\]|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    )


def _make(
    orders: Sequence[_Order], shelf: Shelf, keys: Mapping[str, str], jobs: int, kernels: str, scheduler: str
) -> dict[str, Report]:
    """Run the notebooks and put each on the shelf as soon as it has ended."""
    if any("pdf" in order.formats for order in orders):
        refuse_without_pango()
    by_stem = {order.job.stem: order for order in orders}
    made = {}
    with open_cluster(scheduler) if scheduler else nullcontext() as cluster:
        shelf.begin()
        for job, outcome in run_all([order.job for order in orders], jobs, kernels, cluster):
            made[job.stem] = _put(by_stem[job.stem], keys[job.stem], outcome, shelf)
        shelf.finish()
    return made


def _put(order: _Order, key: str, outcome: NotebookNode | RunError, shelf: Shelf) -> Report:
    """Put an executed notebook on the shelf in every format, or the log of a failed one.

    A format that is there from before is made anew as well, so that no two files of a report say different things.
    """
    job = order.job
    if not isinstance(outcome, RunError):
        formats = tuple(dict.fromkeys((*order.formats, *shelf.formats_of(job.stem))))
        try:
            entry = pages.make_entry(outcome, job, order.crisis, formats)
            made = {f"{job.stem}.{end}": content for end, content in _write(outcome, order, formats)}
        except Exception as error:  # one page that can't be made must not stop the others
            outcome = RunError(f"the page could not be made: {error}", traceback.format_exc())
        else:
            return shelf.put(entry, key, made)
    return shelf.put_failure(job.stem, job.notebook.title, str(outcome), write_log(job, outcome))


def _write(notebook: NotebookNode, order: _Order, formats: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    """Format -> the file's content."""
    page = "" if set(formats) == {"ipynb"} else pages.make_page(notebook, order.job, order.crisis)
    for end in formats:
        if end == "ipynb":
            yield end, _write_notebook(notebook)
        else:
            yield end, make_pdf(page) if end == "pdf" else page.encode()


def _write_notebook(notebook: NotebookNode) -> bytes:
    import nbformat

    return (nbformat.writes(notebook) + "\n").encode()


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


def _plan(wanted: ReportSet, originals: str | None) -> list[_Order]:
    """The reports of one set, all checked."""
    try:
        choices = _collect_choices(wanted.as_of, wanted.who, wanted.parameters, originals)
        if "corpus" in choices:
            raise InputError("parameter 'corpus': given twice, expected once, as the command's CORPUS")
        found = find_notebooks(wanted.notebooks)
        (refuse_undeclared if wanted.notebooks else refuse_unused)(found, choices)
        crisis = load_corpus(wanted.corpus).crisis
        countries = (*crisis.contributors, *([crisis.coalition] if crisis.coalition else ()), crisis.host)
        planned = plan_jobs(found, wanted.corpus, choices, countries if crisis.contributors else ())
        _refuse_formats(wanted.formats)
    except InputError as error:
        raise InputError(f"{wanted.where}: {error}" if wanted.where else str(error)) from None
    return [_Order(job, crisis.title, wanted.formats) for job in planned]


def _refuse_formats(formats: Sequence[str]) -> None:
    """Raise `InputError` for a format that is not known."""
    for name in formats:
        if name not in FORMATS:
            raise InputError(f"format {name!r} is not one of {', '.join(FORMATS)}{suggest(name, FORMATS)}")


def _join(orders: Iterable[_Order]) -> tuple[_Order, ...]:
    """The orders, those for the same notebook and values as one; each with file names of its own."""
    joined: dict[str, _Order] = {}
    for order in orders:
        declared = {own.name: own.default for own in order.job.notebook.parameters}
        same = repr((order.job.notebook.path, declared | dict(order.job.values)))
        formats = (*joined[same].formats, *order.formats) if same in joined else order.formats
        joined[same] = replace(joined.get(same, order), formats=tuple(dict.fromkeys(formats)))
    own = give_own_stems(order.job for order in joined.values())
    return tuple(replace(order, job=job) for order, job in zip(joined.values(), own, strict=True))


def _describe(report: Report) -> list[str]:
    if report.status == "failed":
        return [f"failed     {report.stem}: {report.problem}; see {report.log}"]
    return [f"{report.status:<10} {path}" for path in report.files]
