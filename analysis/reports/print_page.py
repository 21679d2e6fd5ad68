"""The HTML page of a report -> the same page as PDF, on A4, with the style sheet's rules for print.

Belongs here: the typeface on paper, what the printer may load, and what is missing where it can't print. Does not: what is
on the page (`report_pages`).

The typeface is that of the charts, so that a page looks the same whatever fonts a machine has, and has the same bytes from
run to run. Nothing is loaded but the pictures within the page.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path

from analysis.vocabulary import InputError

_FACES = ((400, "normal"), (700, "normal"), (400, "italic"))
_MISSING = (
    "format 'pdf': the system's library Pango could not be loaded; expected it from libpango-1.0-0, libpangoft2-1.0-0 and "
    "libharfbuzz-subset0 (packages of Debian and Ubuntu) or pango (Fedora, Homebrew, conda); no other format needs it"
)


def refuse_without_pango() -> None:
    """Raise `InputError`, with the packages to install, where the system lacks what printing needs."""
    try:
        with redirect_stdout(StringIO()):  # the library prints advice of its own before it fails
            import weasyprint  # noqa: F401
    except OSError:
        raise InputError(_MISSING) from None


def make_pdf(page: str) -> bytes:
    """Return a report's page as a tagged PDF: the same page gives the same bytes.

    The way back to the index page is left out: paper has none.
    """
    refuse_without_pango()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    # What the style sheet says for screens alone is nothing to tell the user about.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    sheet = CSS(string=_make_style(), font_config=fonts)
    paper = HTML(
        string=page.replace(' href="index.html"', "", 1), url_fetcher=URLFetcher(allowed_protocols={"data"})
    )
    with _without_clock():
        return paper.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)


@contextmanager
def _without_clock() -> Iterator[None]:
    """One time of day for the fonts that are cut for a page, where the system has no library that cuts them without one."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = given or "0"
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]


@lru_cache(maxsize=1)
def _make_style() -> str:
    """Style rules that bring the charts' typeface: one static font a face, since variable ones differ from run to run."""
    from analysis.charts.typeface import FAMILY

    faces = "".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; font-style: {style}; src: url('{path.as_uri()}') }}\n"
        for weight, style, path in _find_faces()
    )
    family = f"font-family: {FAMILY}, sans-serif"
    return f"{faces}@page {{ {family} }} html, body, pre, code {{ {family} !important }}"


def _find_faces() -> Iterator[tuple[int, str, Path]]:
    from matplotlib.font_manager import FontProperties, findfont

    from analysis.charts.typeface import FAMILY, house_style

    with house_style():
        for weight, style in _FACES:
            asked = FontProperties(family=FAMILY, weight=weight, style=style)
            yield weight, style, Path(findfont(asked, fallback_to_default=False))
