"""A run that is killed, and run again, completes; what did not change is not run again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.files import save_whole
from analysis.reports.ingredients import Pantry
from analysis.reports.parameters import find_notebooks, plan_jobs, read_notebook
from analysis.reports.reports import render
from analysis.reports.runs import KERNELS
from analysis.reports.shelf import open_shelf
from analysis.sources.corpus import DATA
from analysis.vocabulary import InputError
from tests.processes import is_running, read_text, wait_for
from tests.small_notebooks import CORPUS, EARLY, note_run, read_folder, render_plain, write_notebook

LATE = "2022-01-31"
UNTIL = "show only what was published by then"


# --- killed in the middle --------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("kernels", KERNELS)
def test_a_killed_run_is_completed_by_the_same_command(tmp_path, kernels):
    """The first report is done, the second is in the middle of a cell, the third has not begun."""
    notebooks = [
        write_notebook(tmp_path / f"{name}.ipynb", before=note_run(name, tmp_path, held=name == "b"))
        for name in "abc"
    ]
    code = (
        "import sys; from analysis.reports.reports import render\n"
        f"result = render({CORPUS!r}, {str(tmp_path / 'out')!r}, {notebooks!r}, kernels={kernels!r})\n"
        "print(result.summary()); sys.exit(result.exit_status)"
    )
    command = [sys.executable, "-c", code]
    out, ran = tmp_path / "out", tmp_path / "ran"
    (tmp_path / "hold").touch()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for(lambda: (out / f"a_{CORPUS}.html").is_file() and '"files"' in read_text(out / "manifest.json"))
    wait_for(lambda: read_text(ran).count("\n") == 2)
    run.kill()
    assert run.wait() == -signal.SIGKILL

    left = read_folder(out)
    assert list(left) == [f"a_{CORPUS}.html"]
    assert left[f"a_{CORPUS}.html"].endswith(b"</html>\n")
    json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    pid = int(read_text(ran).split()[-1])
    wait_for(lambda: not is_running(pid), 15)  # the killed run's notebook does not run on

    (tmp_path / "hold").unlink()
    moment = (out / f"a_{CORPUS}.html").stat().st_mtime_ns
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2 written, 1 unchanged, 0 failed" in again.stdout
    assert [line.split()[0] for line in read_text(ran).splitlines()] == ["a", "b", "b", "c"]
    assert (out / f"a_{CORPUS}.html").stat().st_mtime_ns == moment
    whole = tmp_path / "whole"
    render_plain(whole, notebooks)
    assert read_folder(out) == read_folder(whole)  # the index too: what the killed run made is news as well


def test_half_files_of_a_killed_run_are_cleared_away(tmp_path):
    notebook = write_notebook(tmp_path / "one.ipynb")
    render_plain(tmp_path / "out", [notebook])
    (tmp_path / "out" / ".one.html.x.part").write_text("<!DOCT", encoding="utf-8")
    assert render_plain(tmp_path / "out", [notebook]).reports[0].status == "unchanged"
    assert not list((tmp_path / "out").glob(".*"))


def test_a_report_that_was_written_but_not_noted_is_made_again(tmp_path):
    notebook = write_notebook(tmp_path / "one.ipynb")
    render_plain(tmp_path / "out", [notebook])
    before = read_folder(tmp_path / "out")
    (tmp_path / "out" / "manifest.json").unlink()
    assert render_plain(tmp_path / "out", [notebook]).reports[0].status == "written"
    assert read_folder(tmp_path / "out") == before


def test_killed_at_any_moment_of_writing_a_file_is_the_old_or_the_new_one(tmp_path):
    path = tmp_path / "big.html"
    code = (
        "import sys, pathlib; from analysis.files import save_whole\n"
        "while True:\n  for letter in (b'a', b'b'): save_whole(pathlib.Path(sys.argv[1]), letter * 3_000_000)"
    )
    save_whole(path, b"a" * 3_000_000)
    for moment in range(5):
        run = subprocess.Popen([sys.executable, "-c", code, str(path)])
        wait_for(lambda: list(tmp_path.glob(".*.part")))
        time.sleep(moment * 0.003)
        run.kill()
        run.wait()
        assert path.read_bytes() in (b"a" * 3_000_000, b"b" * 3_000_000)
        for left in tmp_path.glob(".*.part"):
            left.unlink()


@pytest.mark.skipif(os.name == "nt", reason="a folder can't be held there")
def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with open_shelf(tmp_path / "out"), pytest.raises(InputError, match="another run writes to it"):
        render_plain(tmp_path / "out", [write_notebook(tmp_path / "one.ipynb")])


# --- what did not change ---------------------------------------------------------------------------------------------


def test_a_format_that_is_there_already_is_made_anew_with_the_others(tmp_path):
    """No old PDF or notebook stands beside a newer page."""
    notebook = write_notebook(tmp_path / "one.ipynb")
    render_plain(tmp_path / "out", [notebook], to=("html", "ipynb"))
    write_notebook(tmp_path / "one.ipynb", before="2 + 2")
    [report] = render_plain(tmp_path / "out", [notebook]).reports
    assert sorted(path.suffix for path in report.files) == [".html", ".ipynb"]
    assert "2 + 2" in (tmp_path / "out" / f"one_{CORPUS}.ipynb").read_text(encoding="utf-8")


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / CORPUS
    shutil.copytree(DATA / CORPUS, folder)
    return folder


def digest(corpus, notebook, **choices):
    [job] = plan_jobs([notebook], str(corpus), {name: (value,) for name, value in choices.items()})
    return Pantry().digest_job(job)


def change_report(
    corpus, start, words="Around 999 people were killed, and 77 soldiers of Belarus left on January 17."
):
    [path] = (corpus / "articles").glob(f"{start}*")
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{words}\n", encoding="utf-8")


def change_date(corpus):
    [path] = (corpus / "articles").glob("000*")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2022-01-18", "2022-01-17"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text


@pytest.mark.parametrize(
    ("change", "of_13_january", "of_all"),
    [
        (lambda corpus: change_report(corpus, "004"), True, True),  # published on 11 January
        (lambda corpus: change_report(corpus, "000"), False, True),  # published on 18 January
        (change_date, True, True),  # who published later, and when, is said on every page
        (lambda corpus: (corpus / "review.csv").write_text("claim_id\n", encoding="utf-8"), True, True),
        (lambda corpus: (corpus / "tables" / "claims.csv").unlink(), False, False),
    ],
)
def test_one_changed_report_concerns_what_depends_on_it(corpus, change, of_13_january, of_all):
    [notebook] = find_notebooks(["casualties"])
    before = digest(corpus, notebook, as_of="2022-01-13"), digest(corpus, notebook)
    change(corpus)
    after = digest(corpus, notebook, as_of="2022-01-13"), digest(corpus, notebook)
    assert (before[0] != after[0], before[1] != after[1]) == (of_13_january, of_all)


def test_a_free_text_value_may_name_a_later_report(corpus):
    [notebook] = find_notebooks(["evidence"])
    choices = {"as_of": "2022-01-13", "article": "000_841067f3040058f6"}
    before = digest(corpus, notebook, **choices)
    change_report(corpus, "000")
    assert digest(corpus, notebook, **choices) != before


def test_a_notebook_that_does_not_promise_it_may_show_later_reports(corpus, tmp_path):
    for words, depends in ((UNTIL, False), ("a day to mark", True)):
        notebook = read_notebook(Path(write_notebook(tmp_path / "one.ipynb", as_of=words)))
        before = digest(corpus, notebook, as_of="2022-01-13")
        change_report(corpus, "000", words)
        assert (digest(corpus, notebook, as_of="2022-01-13") != before) is depends


def test_a_folder_that_a_value_names_counts(corpus, tmp_path):
    [notebook] = find_notebooks(["evidence"])
    gold = tmp_path / "gold"
    gold.mkdir()
    before = digest(corpus, notebook, gold=str(gold))
    (gold / "claims.csv").write_text("claim_id\n", encoding="utf-8")
    assert digest(corpus, notebook, gold=str(gold)) != before


def test_every_module_of_the_package_counts(tmp_path, monkeypatch):
    package = tmp_path / "analysis"
    (package / "tables").mkdir(parents=True)
    (package / "tables" / "tables.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr("analysis.reports.ingredients._PACKAGE", package)
    before = Pantry().versions
    (package / "tables" / "tables.py").write_text("2", encoding="utf-8")
    assert Pantry().versions != before


def test_only_the_late_report_is_made_again(corpus, tmp_path):
    notebook = write_notebook(tmp_path / "one.ipynb", as_of=UNTIL)
    days = [EARLY, LATE]
    render(str(corpus), tmp_path / "out", [notebook], as_of=days, kernels="plain")
    change_report(corpus, "000")
    result = render(str(corpus), tmp_path / "out", [notebook], as_of=days, kernels="plain")
    assert [report.status for report in result.reports] == ["unchanged", "written"]
