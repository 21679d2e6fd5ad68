"""Work handed to a Dask cluster: the same files as from this machine, also where a worker is killed in the middle.

A scheduler and two workers run here, on the loopback address alone and on ports that are free.
"""

import subprocess
import sys
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

from analysis import workers
from analysis.reports.reports import render
from analysis.reports.runs import run_all
from analysis.tables import extraction
from analysis.tables.extraction import extract
from analysis.vocabulary import InputError
from tests.processes import find_parent, is_running, read_text, wait_for
from tests.small_notebooks import CORPUS, note_run, read_folder, write_notebook
from tests.test_extraction import corpus_of, make_reports, read_tables

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Cluster:
    """A scheduler and its workers; `pids` are those of the workers that have joined."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        note = folder / "scheduler.json"
        self._start("dask_scheduler", "--port", "0", "--scheduler-file", note, "--idle-timeout", "5m")
        wait_for(note.is_file)
        wait_for(lambda: '"address"' in read_text(note))
        self.address = read_text(note).partition('"address": "')[2].partition('"')[0]

    def add_worker(self):
        process = self._start(
            "dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--death-timeout", "20"
        )
        log = self.folder / f"{process.pid}.log"
        wait_for(lambda: "Registered to" in read_text(log))

    def kill(self, pid):
        self.processes[pid].kill()
        self.processes[pid].wait()

    def stop(self):
        for process in self.processes.values():
            process.kill()
            process.wait()

    def _start(self, module, *options):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *map(str, options)]
        beside = self.folder / f"{len(self.processes)}.log"
        with beside.open("wb") as log:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        beside.rename(self.folder / f"{process.pid}.log")
        self.processes[process.pid] = process
        return process


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.add_worker()
        made.add_worker()
        yield made
    finally:
        made.stop()


def find_worker(pid, cluster):
    """The worker below which a process runs."""
    while pid not in cluster.processes:
        pid = find_parent(pid)
    return pid


def test_a_worker_killed_while_it_reads_changes_no_table(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(extraction, "REPORTS_A_BATCH", 40)
    corpus = corpus_of(tmp_path / "c", make_reports(400))
    extract(corpus, tmp_path / "here")
    cut, killed = extraction.cut_batches, []

    def cut_and_kill(delivered):
        for number, batch in enumerate(cut(delivered)):
            if number == 4:  # four are with the workers, or done and not fetched yet
                killed.append(list(cluster.processes)[1])
                cluster.kill(killed[0])
            yield batch

    monkeypatch.setattr(extraction, "cut_batches", cut_and_kill)
    extract(corpus, tmp_path / "there", scheduler=cluster.address)
    assert killed
    assert read_tables(tmp_path / "here") == read_tables(tmp_path / "there")
    cluster.add_worker()


def test_a_worker_killed_in_a_notebook_changes_no_report(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # which is not where the workers were started
    before = f"assert os.getcwd() == {str(tmp_path)!r}"
    notebooks = [
        write_notebook(
            tmp_path / f"{name}.ipynb", before=f"{note_run(name, tmp_path, held=name == 'b')}\n{before}"
        )
        for name in "abcd"
    ]
    ran, hold = tmp_path / "ran", tmp_path / "hold"
    hold.touch()
    with ThreadPoolExecutor(1) as pool:
        try:
            run = pool.submit(render, CORPUS, tmp_path / "there", notebooks, scheduler=cluster.address)
            wait_for(lambda: "b " in read_text(ran) or run.done())
            [kernel] = [int(line.split()[1]) for line in read_text(ran).splitlines() if line[0] == "b"]
            cluster.kill(find_worker(kernel, cluster))
            wait_for(lambda: not is_running(kernel), 15)  # it does not outlive its worker
        finally:
            hold.unlink()
        result = run.result()
    assert result.exit_status == 0, result.summary()
    assert read_text(ran).count("b ") == 2
    assert render(CORPUS, tmp_path / "here", notebooks).exit_status == 0
    assert read_folder(tmp_path / "here") == read_folder(tmp_path / "there")


def test_a_failing_notebook_and_a_missing_folder_are_told(cluster, tmp_path, monkeypatch):
    notebook = write_notebook(tmp_path / "one.ipynb", before="1 / 0")
    result = render(CORPUS, tmp_path / "out", [notebook], scheduler=cluster.address)
    assert "ZeroDivisionError" in result.reports[0].problem
    monkeypatch.setattr("analysis.reports.runs.Path.cwd", lambda: tmp_path / "elsewhere")
    result = render(CORPUS, tmp_path / "out", [notebook], scheduler=cluster.address)
    assert "expected the same files at the same paths" in result.reports[0].problem


def test_what_is_wrong_with_a_report_is_told_as_from_here(cluster, tmp_path):
    corpus = corpus_of(tmp_path / "c", [*make_reports(2), {"id": "x", "text": "a", "published": "soon"}])
    with pytest.raises(InputError, match=r"articles\.jsonl line 3: published 'soon' is not a date"):
        extract(corpus, tmp_path / "out", scheduler=cluster.address)
    assert not (tmp_path / "out").exists()


def test_workers_with_other_versions_are_refused(cluster, tmp_path, monkeypatch):
    other = dict(workers.describe_environment()) | {"pandas": "0.1"}
    monkeypatch.setattr(workers, "describe_environment", _Described(other))
    with pytest.raises(
        InputError, match=r"worker tcp://127\.0\.0\.1:\d+: pandas is '[\d.]+', expected '0.1'"
    ):
        extract(corpus_of(tmp_path / "c", make_reports(2)), tmp_path / "out", scheduler=cluster.address)
    assert not (tmp_path / "out").exists()


class _Described:
    """Stands for `describe_environment` here, and is it there."""

    def __init__(self, here):
        self.here = here

    def __call__(self):
        return self.here

    def __reduce__(self):
        return getattr, (workers, "describe_environment")


def test_without_a_worker_the_command_says_how_one_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_SECONDS_FOR_A_WORKER", 0.5)
    alone = Cluster(tmp_path)
    try:
        with pytest.raises(InputError, match=f"no worker has joined it, .*: dask worker {alone.address}"):
            extract(corpus_of(tmp_path / "c", make_reports(2)), tmp_path / "out", scheduler=alone.address)
    finally:
        alone.stop()


def test_without_its_scheduler_the_work_stops_and_goes_on_from_there(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(extraction, "REPORTS_A_BATCH", 10)
    corpus = corpus_of(tmp_path / "c", make_reports(200))
    own = Cluster(tmp_path)
    cut = extraction.cut_batches

    def cut_and_stop(delivered):
        for number, batch in enumerate(cut(delivered)):
            if number == 10:
                own.stop()
            yield batch

    try:
        own.add_worker()
        with monkeypatch.context() as patched:
            patched.setattr(extraction, "cut_batches", cut_and_stop)
            with pytest.raises(InputError, match="the connection to the scheduler was lost"):
                extract(corpus, tmp_path / "out", scheduler=own.address)
    finally:
        own.stop()
    assert "Traceback" not in capfd.readouterr().err
    assert extract(corpus, tmp_path / "out").resumed >= 10
    extract(corpus, tmp_path / "whole")
    assert read_tables(tmp_path / "out") == read_tables(tmp_path / "whole")


def test_work_handed_over_as_the_cluster_was_lost_is_not_waited_for(monkeypatch):
    class Silent:
        def submit(self, *_):
            return Future()

    monkeypatch.setattr(workers, "_SECONDS_BETWEEN_LOOKS", 0.01)
    lost = workers.Workers(Silent(), 1, lambda: True)
    with pytest.raises(CancelledError):
        list(lost.run_in_order(print, [1]))
    told = [(job, str(outcome)) for job, outcome in run_all(["first", "second"], 1, cluster=lost)]
    lost_connection = "the run broke off: the connection to the scheduler was lost, expected it to stay until the work is done"
    assert told == [("first", lost_connection), ("second", lost_connection)]


@pytest.mark.parametrize("address", ["127.0.0.1:1", "tcp://127.0.0.1", "smoke://127.0.0.1:1", "x"])
def test_without_a_scheduler_nothing_is_written(tmp_path, monkeypatch, address):
    monkeypatch.setattr(workers, "_SECONDS_TO_CONNECT", 0.5)
    with pytest.raises(InputError, match=f"--scheduler '{address}': no Dask scheduler answers"):
        extract(corpus_of(tmp_path / "c", make_reports(2)), tmp_path / "out", scheduler=address)
    assert not (tmp_path / "out").exists()
    notebook = write_notebook(tmp_path / "one.ipynb")
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        render(CORPUS, tmp_path / "reports", [notebook], scheduler=address)
    assert list((tmp_path / "reports").iterdir()) == []
