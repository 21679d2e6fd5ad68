"""The index leads to every report; what the last run changed stands on it; it works without script as a plain list."""

import base64
import hashlib
import io
import re
import shutil
import subprocess

import pytest
from PIL import Image

from analysis.reports.index_page import Change, make_index
from analysis.reports.report_pages import Entry
from tests.small_notebooks import CORPUS, EARLY, render_plain, write_notebook

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
DAYS = [EARLY, "2022-01-13"]


def entry(name, **fields):
    return Entry(name, f"{name}.html", "A crisis", "How many?", answer=("“160”.",), notebook="x", **fields)


def read_index(result):
    return result.index.read_text(encoding="utf-8")


def png(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


# --- what is there ---------------------------------------------------------------------------------------------------


def test_filters_offer_what_there_is():
    text = make_index([entry("a", day=EARLY), entry("b", day="2022-01-13", country="Belarus"), entry("c")])
    assert re.findall(r'<select name="(\w+)"', text) == ["day", "country"]
    assert '<option value="Belarus">Belarus</option>' in text
    assert '<option value="">no day named</option>' in text
    assert 'data-day="2022-01-11" data-country=""' in text


def test_links_to_reports_of_one_question_have_names_of_their_own():
    chosen = ((("as of", EARLY),), (("as of", "2022-01-13"), ("who", "Belarus")))
    text = make_index(
        [entry(str(number), settings=own, others=(("PDF", "x.pdf"),)) for number, own in enumerate(chosen)]
    )
    assert re.findall(r'aria-label="(How[^"]*)"', text) == [
        "How many? as of: 2022-01-11",
        "How many? as of: 2022-01-11, as PDF",
        "How many? as of: 2022-01-13; who: Belarus",
        "How many? as of: 2022-01-13; who: Belarus, as PDF",
    ]


def test_a_list_with_nothing_to_choose_has_no_filters():
    assert "<select" not in make_index([entry("a")])


def test_without_script_every_report_is_listed_and_no_dead_control_is_seen():
    text = make_index([entry("a", day=EARLY), entry("b")])
    assert re.search(r'id="filters"[^>]* hidden>', text)
    assert not re.search(r"<li[^>]* hidden", text)


def test_the_policy_admits_this_script_and_no_other():
    text = make_index([entry("a"), entry("b")])
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    checksum = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{checksum}'" in text


def test_a_chart_is_shown_small_with_the_first_sentence_of_its_description(tmp_path):
    alt = "A chart of 5 rows. Each row is a number."
    chart = f'Shown(\'<figure><img src="data:image/png;base64,{png(900, 1800)}" alt="{alt}"></figure>\')'
    text = read_index(render_plain(tmp_path / "out", [write_notebook(tmp_path / "one.ipynb", chart=chart)]))
    [(data, seen, width, height)] = re.findall(
        r'src="data:image/png;base64,([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)"', text
    )
    assert seen == "A chart of 5 rows."
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.size == (int(width), int(height)) == (1120, 840)


def test_a_small_mark_keeps_its_colour_among_many_words(tmp_path):
    picture = Image.linear_gradient("L").resize((900, 400)).convert("RGB")
    picture.paste("#005b96", (450, 200, 462, 212))
    file = io.BytesIO()
    picture.save(file, "PNG")
    data = base64.b64encode(file.getvalue()).decode()
    chart = f'Shown(\'<figure><img src="data:image/png;base64,{data}" alt="A chart."></figure>\')'
    text = read_index(render_plain(tmp_path / "out", [write_notebook(tmp_path / "one.ipynb", chart=chart)]))
    [shown] = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    with Image.open(io.BytesIO(base64.b64decode(shown))) as opened:
        red, green, blue = opened.convert("RGB").getpixel((567, 256))
    assert (red < 40, 60 < green < 120, blue > 120) == (True, True, True)


# --- what changed ----------------------------------------------------------------------------------------------------


def test_news_of_the_last_run(tmp_path):
    notebook, out = write_notebook(tmp_path / "one.ipynb"), tmp_path / "out"
    assert "The last run: 2 new" in read_index(render_plain(out, [notebook], as_of=DAYS))
    assert "The last run: 2 new" in read_index(render_plain(out, [notebook], as_of=DAYS))  # it did nothing
    text = read_index(render_plain(out, [notebook], as_of=[*DAYS, "2022-01-14"]))
    assert "The last run: 1 new, 2 as before" in text


def test_an_answer_that_changed_stands_with_what_was_said_before(tmp_path):
    answers = [
        f"SAID = {number!r}\nShown.__repr__ = lambda shown: SAID" for number in ("<160> died", "225 died")
    ]
    for answer in answers:
        text = read_index(render_plain(tmp_path / "out", [write_answer(tmp_path, answer)]))
    assert "The last run: 1 changed" in text
    assert "Said before: <del>&lt;160&gt; died</del>" in text
    assert "<p>225 died</p>" in text


def write_answer(folder, answer):
    from tests.small_notebooks import SHOW

    return write_notebook(folder / "one.ipynb", show=f"{SHOW}\n{answer}")


def test_made_again_and_the_same_is_no_news(tmp_path):
    notebook = write_notebook(tmp_path / "one.ipynb")
    render_plain(tmp_path / "out", [notebook])
    text = read_index(render_plain(tmp_path / "out", [notebook], force=True))
    assert "The last run: 1 as before" in text
    assert 'class="kind' not in text


def test_a_failure_is_on_the_index_until_it_is_over(tmp_path):
    notebook, out = write_notebook(tmp_path / "one.ipynb"), tmp_path / "out"
    render_plain(out, [notebook])
    write_notebook(tmp_path / "one.ipynb", before="1 / 0")
    text = read_index(render_plain(out, [notebook]))
    assert "This is the earlier report; the last run failed: cell 7 ended with ZeroDivisionError" in text
    assert f'href="one_{CORPUS}.log"' in text
    write_notebook(tmp_path / "one.ipynb")
    text = read_index(render_plain(out, [notebook]))  # the earlier report is up to date again
    assert "failed" not in re.sub(r"<style>.*</style>", "", text, flags=re.DOTALL)
    assert not list(out.glob("*.log"))


def test_a_report_that_never_was_made_is_on_the_index_as_failed(tmp_path):
    text = read_index(
        render_plain(tmp_path / "out", [write_notebook(tmp_path / "one.ipynb", before="1 / 0")])
    )
    assert "Failed: How many?" in text


def test_words_of_reports_are_escaped():
    hostile = '<b onclick="x">"</b>'
    text = make_index(
        [entry("a", country=hostile), entry("b")],
        {
            "b": Change("changed", hostile, (hostile,)),
            "z": Change("failed", hostile, problem=hostile, log="z.log"),
        },
    )
    assert hostile not in text


# --- in a browser ----------------------------------------------------------------------------------------------------


def open_in_browser(path, folder):
    """The page after its scripts have run, and what the console said."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom")
    offline = ("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}")
    run = subprocess.run(
        [CHROMIUM, *options, *offline, path.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return run.stdout, [line for line in run.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is here")
def test_filters_work_in_a_browser_without_a_console_error(tmp_path):
    text = make_index([entry("a", day=EARLY), entry("b", day="2022-01-13"), entry("c", day="2022-01-13")])
    probe = "addEventListener('load', () => { const day = document.querySelector('[name=day]'); day.value = '2022-01-13'; "
    probe += "day.dispatchEvent(new Event('change', {bubbles: true})); });"
    checksum = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
    text = text.replace("script-src ", f"script-src 'sha256-{checksum}' ").replace(
        "</body>", f"<script>{probe}</script></body>"
    )
    page = tmp_path / "index.html"
    page.write_text(text, encoding="utf-8")
    seen, console = open_in_browser(page, tmp_path / "profile")
    assert console == []
    assert "2 of 3 reports" in seen
    assert re.findall(r'<li data-notebook="x" data-day="([^"]*)"[^>]* hidden=""', seen) == [EARLY]
    assert re.search(r'id="when">, \d+ \w+ \d{4}', seen)
