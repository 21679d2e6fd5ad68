"""Files: what is written, that it is the same every time, that it says how it was made, and that nothing breaks it."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import pytest
from PIL import Image
from pypdf import PdfReader

from analysis.__main__ import main
from analysis.charts.charts import draw_casualties, draw_charts, draw_contingents
from analysis.charts.publish import harmless_cell, save_chart, save_charts
from analysis.charts.showing import show_chart
from analysis.charts.typeface import house_style
from analysis.charts.verify import verify_figure
from analysis.vocabulary import InputError
from tests.chart_frames import ARTICLES, CLAIMS, CRISIS, EVENTS, make_articles, make_claims

HOSTILE = ["<script>alert(1)</script>", "$x_1$ 100%", '=HYPERLINK("x")', "a\u202eb", "\U0001f642", "x" * 5000,
           "tab\tnul\x00", "“q” 'r' \"s\"", "& < ]]>", "-5+3"]  # fmt: skip


@pytest.fixture(scope="module")
def charts():
    return draw_charts(CLAIMS, EVENTS, ARTICLES, CRISIS)


@pytest.fixture(scope="module")
def folder(charts, tmp_path_factory):
    path = tmp_path_factory.mktemp("figures")
    save_charts(charts, path, corpus="freedonia")
    return path


def hostile_charts():
    articles = make_articles(*["2022-01-11"] * len(HOSTILE)).assign(publisher=HOSTILE, headline=HOSTILE[::-1])
    articles["url"] = "javascript:alert(1)"
    rows = [(name, "killed", text, "exact", 9 + place, str(9 + place), {"said_by": text, "quote": f"{text} {9 + place}"})
            for place, (name, text) in enumerate(zip(articles["article"], HOSTILE, strict=True))]  # fmt: skip
    crisis = type(CRISIS)(title="<b>T</b> $1$ & 5%", host="H", coalition="C<d>", contributors=("Ål",))
    claims = make_claims(articles, *rows)
    return draw_charts(claims, EVENTS.head(0), articles, crisis)


def test_a_chart_is_seven_files(folder):
    assert sorted(path.name for path in folder.glob("casualties*")) == [
        f"casualties.{end}" for end in ("alt.txt", "caption.md", "figure.json", "pdf", "png", "source.csv", "svg")]  # fmt: skip


def test_another_profile_is_named_in_the_files(charts, tmp_path):
    save_chart(charts[0], tmp_path, "slide")
    assert (tmp_path / "contingents-slide.pdf").exists()


def test_an_unknown_profile_is_refused_and_nothing_written(charts, tmp_path):
    with pytest.raises(InputError, match="profile: 'science' is not one of nature1"):
        save_charts(charts, tmp_path / "out", "science")
    assert not (tmp_path / "out").exists()


def test_a_failing_chart_leaves_the_earlier_files(charts, tmp_path, monkeypatch):
    save_chart(charts[0], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("analysis.charts.formats._tag_pdf", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save_charts(charts, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_has_not_changed_is_not_written_again(charts, tmp_path):
    paths = save_chart(charts[0], tmp_path)
    edited = next(path for path in paths if path.suffix == ".csv")
    edited.write_bytes(b"")
    before = {path: path.stat().st_ino for path in paths}
    save_chart(charts[0], tmp_path)
    assert [path for path in paths if path.stat().st_ino != before[path]] == [edited]


def test_the_sidecar_has_the_hash_of_each_file(folder):
    entry = json.loads((folder / "casualties.figure.json").read_text("utf-8"))
    for name, sha256 in entry["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert entry["params"] == {"profile": "nature2", "as_of": "", "scale": "log", "vague": "literal"}


def test_svg_marks_are_the_rows_of_the_source(folder):
    for name in ("contingents", "casualties", "withdrawal"):
        ids = {element.get("id", "") for element in ET.parse(folder / f"{name}.svg").iter()}
        rows = csv.DictReader(io.StringIO((folder / f"{name}.source.csv").read_text("utf-8")))
        assert {mark for mark in ids if mark.startswith("mark-")} == {row["gid"] for row in rows}


def test_alt_text_is_in_every_format(folder):
    alt = (folder / "casualties.alt.txt").read_text("utf-8").strip()
    assert 80 <= len(alt) <= 1500
    svg = ET.parse(folder / "casualties.svg").getroot()
    assert svg.find("{*}desc").text == alt
    assert Image.open(folder / "casualties.png").info["Description"] == alt
    pdf = PdfReader(folder / "casualties.pdf")
    element = pdf.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    assert (element["/Alt"], pdf.trailer["/Root"]["/Lang"]) == (alt, "en-GB")


def test_no_file_holds_a_path_or_a_date_of_making(folder):
    for path in folder.iterdir():
        content = path.read_bytes()
        assert str(folder).encode() not in content
        assert not re.search(rb"CreationDate|ModDate|dc:date|tIME", content), path.name


def test_the_typeface_is_embedded_in_its_own_cuts(folder):
    fonts = PdfReader(folder / "contingents.pdf").pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"].rpartition("+")[2] for font in fonts.values()}
    assert names == {"Arimo-Regular", "Arimo-Bold", "Arimo-Italic"}


RUN = """
import sys; sys.path.insert(0, {root!r})
from tests.chart_frames import ARTICLES, CLAIMS, CRISIS, EVENTS
from analysis.charts.charts import draw_charts
from analysis.charts.publish import save_charts
save_charts(draw_charts(CLAIMS, EVENTS, ARTICLES, CRISIS), sys.argv[1], corpus="freedonia")
"""


@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "99",
            "TZ": "America/Anchorage",
            "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "7",
            "MPLBACKEND": "svg",
        },
    ],
)
def test_files_are_the_same_to_the_byte_in_another_process(folder, tmp_path, setting):
    code = RUN.format(root=str(Path(__file__).parents[1]))
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=os.environ | setting)
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_users_own_settings_change_nothing(charts, folder, tmp_path):
    with matplotlib.rc_context(
        {"font.size": 30, "axes.linewidth": 9, "lines.linewidth": 7, "text.color": "red"}
    ):
        save_charts(charts, tmp_path, corpus="freedonia")
        assert matplotlib.rcParams["font.size"] == 30
    assert (tmp_path / "casualties.svg").read_bytes() == (folder / "casualties.svg").read_bytes()


@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
def test_a_figure_is_verified_under_any_name(charts, folder, tmp_path, kind):
    moved = tmp_path / "figure-3-final.bin"
    moved.write_bytes((folder / f"casualties.{kind}").read_bytes())
    assert verify_figure(moved, lambda passport: charts[1]).state == "reproduced"


def test_a_changed_number_makes_a_figure_stale_and_names_the_report(folder):
    changed = CLAIMS.copy()
    changed.loc[changed["value"] == 225, ["value", "low", "high"]] = 230
    verdict = verify_figure(
        folder / "casualties.pdf", lambda passport: draw_casualties(changed, ARTICLES, CRISIS)
    )
    assert (verdict.state, verdict.reasons) == ("stale", ("what is read in report c changed",))


def test_a_new_report_makes_a_figure_stale(folder):
    fewer = draw_contingents(CLAIMS[CLAIMS["article"] != "c"], ARTICLES.head(2), CRISIS)
    verdict = verify_figure(folder / "contingents.png", lambda passport: fewer)
    assert "report c is gone" in verdict.reasons


def test_an_edited_figure_is_stale(charts, folder, tmp_path):
    edited = tmp_path / "casualties.svg"
    edited.write_text((folder / "casualties.svg").read_text("utf-8").replace("225", "229"), "utf-8")
    verdict = verify_figure(edited, lambda passport: charts[1])
    assert (verdict.state, verdict.reasons) == (
        "stale",
        ("its data and the drawing code are unchanged: the file was edited",),
    )


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>", b"\xff\xfe"]
)
def test_a_file_without_a_passport_is_unknown(charts, tmp_path, content):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert verify_figure(path, lambda passport: charts[0]).state == "unknown"


def test_a_figure_whose_corpus_is_gone_is_unknown(folder):
    def rebuild(passport):
        raise InputError(f"corpus {passport.corpus!r} is not there")

    verdict = verify_figure(folder / "casualties.pdf", rebuild)
    assert (verdict.state, verdict.reasons) == ("unknown", ("corpus 'freedonia' is not there",))


def test_verifying_no_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        verify_figure(tmp_path / "none.pdf", lambda passport: None)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1", " =1"])
def test_no_cell_is_a_formula(cell):
    assert harmless_cell(cell).startswith("'")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("profile", ["nature1", "slide"])
def test_hostile_text_breaks_nothing(tmp_path, profile):
    save_charts(hostile_charts(), tmp_path, profile)
    for path in tmp_path.glob("*.svg"):
        tags = {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}
        assert not tags & {"script", "b"}
    for path in tmp_path.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        assert "\u202e" not in path.read_text("utf-8")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def read_page(chart):
    page = Page()
    page.feed(show_chart(chart)._repr_html_())
    return page


def test_a_shown_chart_has_alt_caption_and_the_words_behind_each_mark(charts):
    page = read_page(charts[1])
    [image] = [attrs for tag, attrs in page.tags if tag == "img"]
    assert image["alt"] == charts[1].alt
    assert image["src"].startswith("data:image/png;base64,")
    spots = [attrs for tag, attrs in page.tags if attrs.get("class") == "spot"]
    assert len(spots) == len(charts[1].source)
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in spots)
    assert "225 people" in page.text
    assert ("a", {"href": "https://example.org/c", "rel": "noopener noreferrer"}) in page.tags


def test_a_shown_chart_runs_nothing_that_a_report_says():
    for chart in hostile_charts():
        page = read_page(chart)
        tags = {tag for tag, _ in page.tags}
        assert tags <= {"figure", "style", "div", "img", "p", "q", "br", "figcaption", "strong"}


def test_a_shown_chart_is_the_same_twice(charts):
    assert show_chart(charts[0])._repr_html_() == show_chart(charts[0])._repr_html_()


def test_settings_are_restored_after_drawing():
    before = dict(matplotlib.rcParams)
    with house_style():
        pass
    assert dict(matplotlib.rcParams) == before


REPORT = "---\npublished: 2022-01-13\npublisher: Paper\n---\nAt least 164 people were killed, the ministry said on Thursday.\n"


@pytest.fixture
def crisis(tmp_path):
    folder = tmp_path / "somewhere" / "crisis"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "one.md").write_text(REPORT, encoding="utf-8")
    (folder / "corpus.yml").write_text(
        "title: T\nhost: Kazakhstan\nstart: 2022-01-02\nend: 2022-01-19\n", encoding="utf-8"
    )
    return folder


def test_164_made_169_changes_the_figure_and_fails_verify(crisis, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["figures", str(crisis), "--out", str(out)]) == 0
    figures = [str(out / f"casualties.{kind}") for kind in ("pdf", "svg", "png")]
    before = [Path(figure).read_bytes() for figure in figures]
    assert main(["verify", "--corpus", str(crisis), *figures]) == 0
    (crisis / "articles" / "one.md").write_text(REPORT.replace("164", "169"), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", "--corpus", str(crisis), *figures]) == 1
    assert capsys.readouterr().out.count("stale (report one changed)") == 3
    assert main(["figures", str(crisis), "--out", str(out)]) == 0
    assert all(Path(figure).read_bytes() != old for figure, old in zip(figures, before, strict=True))


def test_verify_without_its_corpus_says_unknown(crisis, tmp_path, capsys):
    assert main(["figures", str(crisis), "--out", str(tmp_path)]) == 0
    assert main(["verify", str(tmp_path / "casualties.svg")]) == 1
    assert "unknown (" in capsys.readouterr().out


def test_other_drawing_code_that_draws_the_same_reproduces(charts, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.charts.passport.fingerprint_code", lambda: "another")
    assert verify_figure(folder / "casualties.svg", lambda passport: charts[1]).state == "reproduced"


def test_other_drawing_code_is_named_where_it_draws_otherwise(charts, folder, tmp_path, monkeypatch):
    edited = tmp_path / "casualties.svg"
    edited.write_text((folder / "casualties.svg").read_text("utf-8").replace("225", "229"), "utf-8")
    monkeypatch.setattr("analysis.charts.passport.fingerprint_code", lambda: "another")
    assert verify_figure(edited, lambda passport: charts[1]).reasons == ("the drawing code changed",)


def test_hostile_text_is_shown_as_text_in_the_pdf(tmp_path):
    save_charts(hostile_charts(), tmp_path)
    words = " ".join(
        page.extract_text()
        for path in sorted(tmp_path.glob("casualties*.pdf"))
        for page in PdfReader(path).pages
    )
    for text in ("<script>alert(1)</script>", "$x_1$ 100%", "⟨U+202E⟩"):
        assert text.replace(" ", "") in re.sub(r"\s", "", words)


def test_all_profiles_are_drawn_in_one_call(crisis, tmp_path):
    assert main(["figures", str(crisis), "--out", str(tmp_path), "--profile", "all", "--overview"]) == 0
    assert {path.name for path in tmp_path.glob("*.pdf")} >= {
        "casualties.pdf", "casualties-nature1.pdf", "casualties-plos1.pdf", "casualties-plos2.pdf", "casualties-slide.pdf",
        "overview.pdf", "overview-plos2.pdf"}  # fmt: skip
