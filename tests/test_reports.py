"""A report is whole or not there at all, says what was asked for, and is the same from run to run."""

import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.reports.kernels import connect
from analysis.reports.parameters import plan_jobs, read_notebook
from analysis.reports.reports import render, save_findings
from analysis.reports.runs import KERNELS, RunError, run_all
from analysis.sources.corpus import DATA
from analysis.vocabulary import InputError
from tests.small_notebooks import CORPUS, EARLY, SHOW, read_folder, render_plain, write_notebook

VOID = {"img", "meta", "link", "br", "hr", "input", "col", "wbr", "source"}


class Page(HTMLParser):
    """What a page loads, describes and names; and whether its tags are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.crossed, self.text = [], [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data):
        for tag in self.open[-1:]:
            self.text[tag] = self.text.get(tag, "") + data

    def find(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]


def assert_readable(text):
    """Opens offline, has a language, a title, one main heading, no crossed tags, a description for each picture."""
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    assert page.find("html")[0]["lang"] == "en"
    assert page.text["title"].strip()
    assert len(page.find("h1")) == len(page.find("main")) == 1
    assert not page.crossed
    assert not page.open
    assert not page.find("link", "iframe", "object", "embed", "form")
    assert all(attrs["src"].startswith("data:") for attrs in page.find("img", "source"))
    assert all(not attrs and "script-src 'sha256-" in text for attrs in page.find("script"))
    assert not re.findall(r"url\(|@import|srcset|http-equiv=.refresh", text)
    assert all(len(attrs["alt"]) >= 1 for attrs in page.find("img"))
    assert all("id" not in attrs or text.count(f'id="{attrs["id"]}"') == 1 for _, attrs in page.tags)
    anchors = [attrs["href"][1:] for attrs in page.find("a") if attrs.get("href", "").startswith("#")]
    assert all(f'id="{anchor}"' in text for anchor in anchors)
    assert all(tag["scope"] in ("col", "row") for tag in page.find("th"))


# --- refused before anything runs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"parameters": {"as_off": "2022-01-11"}}, "'as_off' is not one of .*; did you mean 'as_of'"),
        ({"parameters": {"scale": "cubic"}}, "scale 'cubic' is not one of log, linear"),
        ({"as_of": ["2022-01-32"]}, "is not a calendar day"),
        ({"who": ["Belarsu"]}, "did you mean 'Belarus'"),
        ({"notebooks": ["05_weather"]}, "notebook '05_weather' is not one of 01_overview"),
        ({"notebooks": ["01_overview"], "who": ["Belarus"]}, "01_overview: parameter 'who' is not one of"),
        ({"to": ["docx"]}, "'docx' is not one of html"),
        ({"parameters": {"corpus": "other"}}, "'corpus': given twice"),
        ({"corpus": "kazakstan-2022"}, "kazakstan-2022"),
    ],
)
def test_a_wrong_call_is_refused_and_writes_nothing(tmp_path, wrong, complaint):
    with pytest.raises(InputError, match=complaint):
        render(**({"corpus": CORPUS, "out": tmp_path / "out"} | wrong))
    assert not (tmp_path / "out").exists()


# --- whole or not at all ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return write_notebook(tmp_path_factory.mktemp("good") / "good.ipynb")


@pytest.fixture(scope="module", params=KERNELS)
def small(request, tmp_path_factory):
    """One good notebook and four that go wrong, each in its own way, run together."""
    folder = tmp_path_factory.mktemp("small")
    names = [
        write_notebook(folder / "good.ipynb"),
        write_notebook(folder / "raises.ipynb", before="1 / 0"),
        write_notebook(folder / "leaves.ipynb", before="import sys; sys.exit(0)"),
        write_notebook(folder / "dies.ipynb", before="import os; os._exit(0)"),
        write_notebook(folder / "draws-nothing.ipynb", chart="1"),
    ]
    return folder, names, render(CORPUS, folder / "out", names, as_of=[EARLY], jobs=2, kernels=request.param)


def test_a_failure_does_not_stop_the_others(small):
    _, _, result = small
    assert [report.status for report in result.reports] == ["written", "failed", "failed", "failed", "failed"]
    assert result.exit_status == 1
    assert all(report.stem in result.summary() for report in result.failed)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("raises", r"ZeroDivisionError: division by zero(.|\n)*1 / 0"),
        ("leaves", "SystemExit"),
        ("dies", "Kernel died( in cell 6)?"),
        ("draws-nothing", "is to give the chart, and gave none"),
    ],
)
def test_a_failed_run_leaves_a_log_that_can_be_read(small, name, problem):
    folder, _, _ = small
    log = (folder / "out" / f"{name}_{CORPUS}_as-of-{EARLY}.log").read_text(encoding="utf-8")
    assert re.search(problem, log)
    assert f"notebook: {name}.ipynb" in log
    assert f"as_of: {EARLY}" in log
    assert "\x1b" not in log
    assert not list((folder / "out").glob(f"{name}*.html"))


def test_nothing_half_written_is_left_beside(small):
    folder, _, _ = small
    assert not [path for path in (folder / "out").iterdir() if path.name.startswith(".")]


def test_a_failed_run_keeps_the_earlier_good_report(tmp_path):
    notebook = write_notebook(tmp_path / "one.ipynb")
    [good] = render_plain(tmp_path / "out", [notebook]).reports
    before = good.files[0].read_bytes()
    write_notebook(tmp_path / "one.ipynb", before="1 / 0")
    result = render_plain(tmp_path / "out", [notebook])
    assert result.exit_status == 1
    assert good.files[0].read_bytes() == before
    write_notebook(tmp_path / "one.ipynb", before="2")
    assert render_plain(tmp_path / "out", [notebook]).exit_status == 0
    assert not list((tmp_path / "out").glob("*.log"))


def test_what_is_up_to_date_is_not_touched(tmp_path, good):
    render_plain(tmp_path, [good], as_of=[EARLY])
    moments = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    [again] = render_plain(tmp_path, [good], as_of=[EARLY]).reports
    assert again.status == "unchanged"
    assert moments == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}


def test_a_report_that_someone_edited_is_made_again(tmp_path, good):
    [first] = render_plain(tmp_path, [good]).reports
    made = first.files[0].read_bytes()
    first.files[0].write_text("edited", encoding="utf-8")
    assert render_plain(tmp_path, [good]).reports[0].status == "written"
    assert first.files[0].read_bytes() == made


def test_a_damaged_manifest_costs_a_new_run_and_nothing_else(tmp_path, good):
    render_plain(tmp_path, [good])
    for damage in ("{", '{"reports": [1]}', '{"reports": {"x": {}}}'):
        (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    assert render_plain(tmp_path, [good]).exit_status == 0


def test_two_runs_give_the_same_bytes(tmp_path, good):
    for out, jobs in (("one", 1), ("two", 2)):
        render_plain(tmp_path / out, [good], as_of=[EARLY, "2022-01-13"], jobs=jobs, to=("html", "ipynb"))
    assert read_folder(tmp_path / "one") == read_folder(tmp_path / "two")


def test_paths_that_papermill_would_take_for_a_pattern(tmp_path):
    odd = tmp_path / "a {b} c"
    odd.mkdir()
    notebook = write_notebook(odd / "one {two}.ipynb")
    assert render_plain(odd / "out", [notebook]).exit_status == 0


def test_a_picture_that_a_notebook_draws_by_itself_is_shown_and_described(tmp_path):
    drawn = "from matplotlib import pyplot\npyplot.figure(figsize=(1, 1)); pyplot.plot([1, 2]); pyplot.show()"
    [report] = render_plain(tmp_path / "out", [write_notebook(tmp_path / "one.ipynb", before=drawn)]).reports
    text = report.files[0].read_text(encoding="utf-8")
    assert re.search(
        r'<img src="data:image/png;base64,\w[^"\s]+" alt="&lt;Figure size 100x100 with 1 Axes&gt;">', text
    )
    assert_readable(text)


def test_text_in_an_answer_is_escaped_on_the_index(tmp_path):
    hostile = "Shown.__repr__ = lambda shown: '<script>alert(1)</script>'"
    notebook = write_notebook(tmp_path / "one.ipynb", show=f"{SHOW}\n{hostile}")
    result = render_plain(tmp_path / "out", [notebook])
    assert result.exit_status == 0
    assert "&lt;script&gt;" in result.index.read_text(encoding="utf-8")
    assert_readable(result.index.read_text(encoding="utf-8"))


# --- the real notebooks ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def early(tmp_path_factory):
    """All notebooks as of the day on which one report alone was out."""
    folder = tmp_path_factory.mktemp("early")
    return render(CORPUS, folder, as_of=[EARLY], jobs=os.cpu_count() or 1, to=("html", "ipynb"))


def test_reports_of_an_early_day_say_what_is_not_known_yet(early):
    assert early.exit_status == 0, early.summary()
    answers = {report.stem[:2]: " ".join(report.answer) for report in early.reports}
    assert (
        "No report published by 11 January 2022 says how many were killed, injured or detained"
        in answers["03"]
    )
    assert "no report published by 11 January 2022 states a number for" in answers["02"].replace(
        "No report", "no report"
    )
    assert "was to begin leaving" in answers["04"]


def test_every_report_can_be_read_offline_and_by_ear(early):
    for path in [early.index, *(report.files[0] for report in early.reports)]:
        assert_readable(path.read_text(encoding="utf-8"))


def test_a_report_shows_title_settings_answer_and_chart(early):
    for report in early.reports:
        text = report.files[0].read_text(encoding="utf-8")
        page = Page(text)
        assert report.title in page.text["h1"]
        assert EARLY in page.text["dd"]
        assert page.find("figure")
        assert page.find("figcaption")
        assert all(len(attrs["alt"]) >= 80 for attrs in page.find("img"))
        assert all("open" not in attrs for attrs in page.find("details"))


def test_the_index_leads_to_every_report_and_quotes_its_answer(early):
    text = early.index.read_text(encoding="utf-8")
    made = {file.name for report in early.reports for file in report.files}
    assert made == {attrs["href"] for attrs in Page(text).find("a")}
    assert all(report.answer and report.answer[0].split("“")[0] in text for report in early.reports)


def test_reports_of_an_early_day_hold_nothing_of_what_was_said_later(early, tmp_path, monkeypatch):
    """What spares them a new run when a later report changes."""
    shutil.copytree(DATA / CORPUS, tmp_path / CORPUS)
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / CORPUS / "articles").glob("000*"):  # published on 18 January
        words = "Around 999 people were killed, and 77 soldiers of Belarus left on January 17."
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{words}\n", encoding="utf-8")
    again = render(CORPUS, tmp_path / "out", as_of=[EARLY], jobs=os.cpu_count() or 1)
    assert again.exit_status == 0
    for before, after in zip(early.reports, again.reports, strict=True):
        assert before.files[0].read_bytes() == after.files[0].read_bytes()


# --- warm kernels ----------------------------------------------------------------------------------------------------


def run_both(notebook, choices):
    jobs = plan_jobs([read_notebook(Path(notebook))], CORPUS, choices)
    return [outcome for kernels in KERNELS for _, outcome in run_all(jobs, 1, kernels)]


def test_warm_and_plain_kernels_give_the_same_pictures_and_words(early, tmp_path):
    plain = render(
        CORPUS, tmp_path, as_of=[EARLY], jobs=os.cpu_count() or 1, to=("html", "ipynb"), kernels="plain"
    )
    assert plain.exit_status == early.exit_status == 0
    made = [file for report in plain.reports for file in report.files]
    assert not [
        file.name for file in made if file.read_bytes() != (early.index.parent / file.name).read_bytes()
    ]


PROBE = """import sys
from IPython.display import HTML, clear_output, display
import matplotlib.pyplot as plt
print('gone'); clear_output(wait=True)
print('one', flush=True); print('two', file=sys.stderr, flush=True); print('three', flush=True)
shown = display(HTML('<b>a</b>'), display_id='x'); shown.update(HTML('<b>b</b>'))
plt.figure(figsize=(1, 1)); plt.plot([1, 2]); plt.show()
%timeit -n1 -r1 -q 1
import os
{'a': [1, 2], 'who': who, 'main': __name__, 'backend': os.environ['MPLBACKEND'], 'file': '__file__' in globals()}"""


def test_warm_and_plain_kernels_give_the_same_outputs(tmp_path):
    warm, plain = run_both(write_notebook(tmp_path / "one.ipynb", before=PROBE), {"who": ["Belarus"]})
    assert warm == plain
    assert "image/png" in str(warm)
    assert "two" in str(warm)


def test_nothing_leaks_from_one_warm_run_to_the_next(tmp_path):
    before = "import pandas; assert not hasattr(pandas, 'spoilt'); pandas.spoilt = True"
    notebook = read_notebook(Path(write_notebook(tmp_path / "one.ipynb", before=before)))
    jobs = plan_jobs([notebook], CORPUS, {"as_of": [EARLY, "2022-01-13", "2022-01-14"]})
    assert not [outcome for _, outcome in run_all(jobs, 2) if isinstance(outcome, RunError)]


@pytest.mark.parametrize("kernels", KERNELS)
def test_a_cell_that_takes_too_long_is_ended(tmp_path, monkeypatch, kernels):
    monkeypatch.setattr("analysis.reports.runs._SECONDS_A_CELL", 2)
    notebook = read_notebook(
        Path(write_notebook(tmp_path / "one.ipynb", before="import time; time.sleep(99)"))
    )
    [(_, outcome)] = run_all(plan_jobs([notebook], CORPUS, {}), 1, kernels)
    assert isinstance(outcome, RunError)
    assert re.search("more than 2 seconds|timed out", str(outcome))


def test_without_a_warm_parent_plain_kernels_do_the_work(tmp_path, monkeypatch, good):
    monkeypatch.setattr("analysis.reports.runs.connect", lambda _: connect(str(tmp_path / "nobody")))
    assert render(CORPUS, tmp_path, [good]).exit_status == 0


# --- the README's findings -------------------------------------------------------------------------------------------


def test_findings_stand_between_their_marks_as_plain_text(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# A\n<!-- findings:begin -->\nold\n<!-- findings:end -->\nrest\n", encoding="utf-8")
    save_findings(readme, ["Reports differ [A].", "<!-- findings:end -->"])
    assert readme.read_text(encoding="utf-8") == (
        "# A\n<!-- findings:begin -->\n- Reports differ \\[A\\].\n- &lt;!-- findings:end -->\n"
        "<!-- findings:end -->\nrest\n"
    )


@pytest.mark.parametrize(
    "text", ["", "<!-- findings:begin -->", "<!-- findings:end --><!-- findings:begin -->"]
)
def test_without_their_marks_nothing_is_written(tmp_path, text):
    readme = tmp_path / "README.md"
    readme.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"README\.md: found .*, expected <!-- findings:begin -->"):
        save_findings(readme, ["x"])
    assert readme.read_text(encoding="utf-8") == text
