"""One notebook with one set of values, through papermill, accepted only when all of it ran.

Belongs here: the call of papermill's Python API, the look at every cell afterwards, the log of a run that went wrong,
and several runs at a time, here or on a cluster. Does not: where results are kept (`reports`), what a page looks like
(`report_pages`), how a cluster is reached (`workers`).

papermill alone writes its output after every cell, so a failed run destroys an earlier good one; it takes
`sys.exit(0)` for success; its metadata holds times and paths. So the output is kept in memory, looked at cell by cell,
and stripped of what differs from run to run.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.reports.kernels import can_fork, connect, keep_parent, register_engine, warm_parent
from analysis.reports.parameters import Job
from analysis.vocabulary import InputError
from analysis.workers import Workers, explain_loss

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from tqdm import tqdm

KERNELS = ("warm", "plain")

_SECONDS_A_CELL = 600
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_EXPECTED = (("chart", "<figure"), ("answer", "<p"))


class RunError(Exception):
    """Why a run was not accepted, in a sentence; `details` is the traceback."""

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.details = details


def run_all(
    jobs: Sequence[Job], at_once: int, kernels: str = "warm", cluster: Workers | None = None
) -> Iterator[tuple[Job, NotebookNode | RunError]]:
    """Each job with its executed notebook, or with what went wrong, in the order in which they end.

    A progress bar on the terminal names what runs. One job's failure does not touch the others.

    Parameters
    ----------
    at_once : how many run at a time
    kernels : `warm` forks each run from a process with the imports behind it, where the system can do that; `plain`
        starts a Jupyter kernel for each
    cluster : workers that run the notebooks in place of this machine; they decide how many at a time
    """
    if kernels not in KERNELS:
        raise InputError(f"kernels: {kernels!r} is not one of {', '.join(KERNELS)}")
    if not jobs:
        return
    from tqdm import tqdm

    with tqdm(total=len(jobs), unit="report", file=sys.stderr, disable=None) as bar:
        run = _run_far(jobs, kernels, cluster) if cluster else _run_here(jobs, at_once, kernels, bar)
        with closing(run) as outcomes:
            for job, outcome in outcomes:
                bar.update()
                yield job, outcome


def _run_here(
    jobs: Sequence[Job], at_once: int, kernels: str, bar: tqdm
) -> Iterator[tuple[Job, NotebookNode | RunError]]:
    running: list[str] = []
    with (
        warm_parent() if kernels == "warm" and can_fork() else nullcontext("") as address,
        ThreadPoolExecutor(max(1, min(at_once, len(jobs)))) as pool,
    ):

        def run(job: Job) -> NotebookNode | RunError:
            running.append(job.stem)
            bar.set_postfix_str(", ".join(running))
            try:
                return _run_one(job, address)
            except RunError as problem:
                return problem
            finally:
                running.remove(job.stem)

        started = {pool.submit(run, job): job for job in jobs}
        try:
            for future in as_completed(started):
                yield started[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _run_far(
    jobs: Sequence[Job], kernels: str, cluster: Workers
) -> Iterator[tuple[Job, NotebookNode | RunError]]:
    """As `_run_here`, by the workers of a cluster; a job whose worker dies is run again by another."""
    for job, outcome in cluster.run_as_done(run_for_another, jobs, kernels, str(Path.cwd())):
        if isinstance(outcome, InputError):
            raise outcome
        if isinstance(outcome, BaseException) and not isinstance(outcome, RunError):
            outcome = RunError(f"the run broke off: {explain_loss(outcome)}")
        yield job, outcome


def run_for_another(job: Job, kernels: str, folder: str) -> NotebookNode | RunError:
    """What a worker does: one job, as if it ran in the folder in which the one that asks for it runs."""
    if not Path(folder).is_dir():
        return RunError(
            f"the worker at {platform.node()} has no folder {folder!r}, expected the same files at the same paths"
        )
    try:
        return _run_one(job, keep_parent(folder) if kernels == "warm" and can_fork() else "", folder)
    except RunError as problem:
        return problem


def _run_one(job: Job, address: str, folder: str | None = None) -> NotebookNode:
    """Return the notebook executed with the job's values, without anything that differs from run to run.

    It runs in `folder`, where a warm parent, if there is one, must have been started too; by default where this process is.
    """
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    source = nbformat.read(job.notebook.path, as_version=4)
    for cell in source.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        with _open_engine(address, source) as options:
            executed = papermill.execute_notebook(
                source,
                None,  # kept in memory: papermill would rewrite the file after every cell
                parameters=dict(job.values),
                progress_bar=False,
                cwd=folder,
                execution_timeout=_SECONDS_A_CELL,
                **options,
            )
    except PapermillExecutionError as error:
        sentence = f"cell {error.cell_index + 1} ended with {error.ename}: {error.evalue}"
        raise RunError(sentence, "\n".join(error.traceback)) from None
    except Exception as error:
        raise RunError(f"the run broke off: {error}", traceback.format_exc()) from error
    _accept(executed)
    return _strip(executed)


@contextmanager
def _open_engine(address: str, notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """papermill's options: a fork of the warm parent for a Python notebook, else a kernel with a folder of sockets.

    Sockets in the file system leave no port open, so no two runs can meet on one.
    """
    if address and notebook.metadata.get("kernelspec", {}).get("language", "python") == "python":
        try:
            connection = connect(address)
        except OSError:
            pass  # the parent is gone: a plain kernel does the work
        else:
            with connection:
                yield {"engine_name": register_engine(), "connection": connection}
            return
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="kernel-") as folder:
        sockets = {} if os.name == "nt" else {"transport": "ipc", "ip": str(Path(folder) / "kernel")}
        yield {"config": Config({"KernelManager": sockets}), "shutdown_kernel": "immediate"}


def _accept(notebook: NotebookNode) -> None:
    """Raise `RunError` unless every code cell ran to its end and every chart and answer is there."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        state = cell.metadata.get("papermill", {})
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            raise RunError(f"cell {number} ended with {errors[0].ename}", "\n".join(errors[0].traceback))
        if state.get("status") != "completed" or state.get("exception") or cell.execution_count is None:
            raise RunError(f"cell {number} did not run to its end", cell.source)
        for tag, mark in _EXPECTED:
            if tag in cell.metadata.get("tags", ()) and mark not in _join_html(cell):
                raise RunError(f"cell {number} is to give the {tag}, and gave none", cell.source)


def _join_html(cell: NotebookNode) -> str:
    return "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)


def _strip(notebook: NotebookNode) -> NotebookNode:
    """The notebook without times, paths and random ids."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {
        "name": notebook.metadata.get("language_info", {}).get("name", "python")
    }
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = "injected-parameters"
    return notebook


def write_log(job: Job, problem: RunError) -> str:
    """Return what ran, with which values, and what went wrong, to be read by a person."""
    values = [f"{name}: {value}" for name, value in job.values]
    lines = [f"notebook: {job.notebook.path.name}", *values, f"problem: {problem}", "", problem.details]
    return _ESCAPES.sub("", "\n".join(lines)).rstrip() + "\n"
