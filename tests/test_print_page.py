"""A report on paper: the page's words and chart, with its structure, the same bytes every time, nothing loaded."""

import io
import sys
import time

import pypdf
import pytest

from analysis.__main__ import main
from analysis.reports.print_page import make_pdf
from analysis.reports.reports import render
from tests.small_notebooks import CORPUS, EARLY, write_notebook

pytest.importorskip("weasyprint", exc_type=OSError, reason="the system has no Pango")

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>A title</title></head><body><p><a href="index.html">Up</a></p>'
    '<h1>How many?</h1><p>“160” – Қазақстан</p><p><a href="https://example.org/x">source</a></p>{}</body></html>'
)


def read_pdf(content):
    return pypdf.PdfReader(io.BytesIO(content))


def test_the_same_page_gives_the_same_bytes(monkeypatch):
    """Whatever the time of day."""
    first = make_pdf(PAGE)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert make_pdf(PAGE) == first


def test_a_pdf_has_words_title_structure_links_and_the_charts_typeface():
    pdf = read_pdf(make_pdf(PAGE))
    text = pdf.pages[0].extract_text()
    assert "“160” – Қазақстан" in text
    assert pdf.metadata.title == "A title"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    links = [str(note.get_object()["/A"]["/URI"]) for note in pdf.pages[0]["/Annots"]]
    assert links == ["https://example.org/x"]
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    assert all("Arimo" in font.get_object()["/BaseFont"] for font in fonts)


def test_nothing_is_loaded_from_disk_or_network(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not for the page")
    hostile = f'<img src="{secret.as_uri()}" alt="x"><img src="http://127.0.0.1:9/x.png" alt="y">'
    assert b"/Subtype /Image" not in make_pdf(PAGE.format(hostile))


def test_a_report_as_pdf_holds_its_answer_and_its_chart(tmp_path):
    [report] = render(CORPUS, tmp_path, ["contingents"], as_of=[EARLY], to=["html", "pdf"]).reports
    page, paper = report.files
    assert (page.suffix, paper.suffix) == (".html", ".pdf")
    pdf = read_pdf(paper.read_bytes())
    words = " ".join(" ".join(leaf.extract_text() for leaf in pdf.pages).split())
    assert report.title in words
    assert " ".join(report.answer[0].split()) in words
    assert any(leaf.images for leaf in pdf.pages)
    assert "Code" not in words.split()
    for number, leaf in enumerate(pdf.pages, 1):
        assert leaf.extract_text().rstrip().endswith(f"{report.title} {number} / {len(pdf.pages)}")
        fonts = leaf["/Resources"]["/Font"].values()
        assert all("Arimo" in font.get_object()["/BaseFont"] for font in fonts)
    assert f'href="{paper.name}"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_without_pango_the_packages_are_named_and_nothing_runs(tmp_path, monkeypatch, capsys):
    class Missing:
        def find_spec(self, name, *_):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    notebook = write_notebook(tmp_path / "one.ipynb")
    call = ["render", CORPUS, "--notebook", notebook, "--out", str(tmp_path / "out"), "--to", "pdf"]
    assert main(call) == 1
    assert "libpango-1.0-0" in capsys.readouterr().err
    assert not list((tmp_path / "out").iterdir())
