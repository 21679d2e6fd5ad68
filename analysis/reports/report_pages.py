"""An executed notebook -> one HTML page that opens from disk with the network off, and what an index says of it.

Belongs here: what a reader of the page sees, in which order. Does not: running notebooks or deciding whether a run
is good (`runs`), the index (`index_page`), and anything that a chart or a table says (`charts`, `narrative`).

Cells are known by their tags: `answer` is quoted on the index page, `setup`, `parameters` and `injected-parameters` go
to the foot of the page.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.reports.parameters import Job, Parameter

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

TEMPLATES = Path(str(files(__package__).joinpath("templates")))

_SETUP = {"setup", "parameters", "injected-parameters"}
_UNSAID = "everything"
_READING_ORDER = ("html", "pdf", "ipynb")
_THUMBNAIL = 1120  # pixels across: the words of a chart can be read on the index, on a dense screen as well
_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """What the index says of one report: where it is, its question, the settings that differ, its answer, its chart.

    `others` are the further formats, name and file; `picture` is a small PNG in base 64, `seen` what is to be seen in
    it, `width` and `height` its size in pixels. Empty where the report has none.
    """

    stem: str
    href: str
    crisis: str
    title: str
    settings: tuple[tuple[str, str], ...] = ()
    answer: tuple[str, ...] = ()
    notebook: str = ""
    day: str = ""
    country: str = ""
    others: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    seen: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class _Page:
    """What the template is given."""

    title: str
    crisis: str
    notebook: str
    style: str
    settings: list[tuple[str, str, str]] = field(default_factory=list)
    parameters: list[tuple[str, str, str]] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    setup: list[str] = field(default_factory=list)


def read_answer(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the plain lines that the cell tagged `answer` gave; empty where there are none."""
    return tuple(
        line
        for cell in notebook.cells
        if "answer" in cell.metadata.get("tags", ())
        for output in cell.get("outputs", ())
        for line in output.get("data", {}).get("text/plain", "").splitlines()
        if line.strip()
    )


def make_page(notebook: NotebookNode, job: Job, crisis: str) -> str:
    """Return the page of one executed notebook: the same notebook gives the same bytes."""
    shown, contents = [], []
    for cell in notebook.cells:
        if not _SETUP & set(cell.metadata.get("tags", ())):
            shown.append(_without_title(cell, contents) if cell.cell_type == "markdown" else cell)
    page = _Page(
        title=job.notebook.title,
        crisis=crisis,
        notebook=job.notebook.path.name,
        style=read_style(),
        settings=[(name, value, help_text) for name, value, help_text in _settings(job) if name != "corpus"],
        parameters=_parameters(job),
        contents=contents,
        setup=[
            cell.source
            for cell in notebook.cells
            if cell.cell_type == "code" and _SETUP & set(cell.metadata.get("tags", ()))
        ],
    )
    body = type(notebook)({**notebook, "cells": [cell for cell in shown if cell.source.strip()]})
    text, _ = _exporter().from_notebook_node(body, resources={"page": page})
    text = _lift_styles(text)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _lift_styles(text: str) -> str:
    """The page with the style sheets of its outputs in its head, each once: that is where HTML has them."""
    styles = dict.fromkeys(_STYLE.findall(text))
    return _STYLE.sub("", text).replace("</head>", "".join(f"{style}\n" for style in styles) + "</head>", 1)


def make_entry(notebook: NotebookNode, job: Job, crisis: str, formats: Sequence[str]) -> Entry:
    """Return what the index says of one executed notebook, which was written in these formats."""
    main, *others = sorted(formats, key=_READING_ORDER.index)
    picture, alt = _find_picture(notebook)
    small, width, height = _shrink(picture) if picture else ("", 0, 0)
    return Entry(
        stem=job.stem,
        href=f"{job.stem}.{main}",
        crisis=crisis,
        title=job.notebook.title,
        settings=tuple((name, value) for name, value, _ in _settings(job) if name != "corpus"),
        answer=read_answer(notebook),
        notebook=job.notebook.name,
        day=_choose(job, lambda own: own.day),
        country=_choose(job, lambda own: own.country),
        others=tuple((end.upper() if end == "pdf" else end, f"{job.stem}.{end}") for end in others),
        picture=small,
        seen=f"{re.split(r'(?<=[.!?]) ', alt)[0]}" if small else "",
        width=width,
        height=height,
    )


def _choose(job: Job, fits: Callable[[Parameter], bool]) -> str:
    """The value that the job has for the first parameter of a kind; empty where none was chosen."""
    chosen = dict(job.values)
    return next(
        (str(chosen[own.name]) for own in job.notebook.parameters if fits(own) and chosen.get(own.name)), ""
    )


class _Pictures(HTMLParser):
    """The PNG pictures of an output, with their descriptions."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[bytes, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        kind, comma, data = (known.get("src") or "").partition(",")
        if tag == "img" and kind == "data:image/png;base64" and data:
            self.found.append((base64.b64decode(data), known.get("alt") or ""))


def _find_picture(notebook: NotebookNode) -> tuple[bytes, str]:
    """The first picture of the cells tagged `chart`, with its description; empty where there is none."""
    pictures = _Pictures()
    for cell in notebook.cells:
        if "chart" in cell.metadata.get("tags", ()):
            for output in cell.get("outputs", ()):
                pictures.feed(output.get("data", {}).get("text/html", ""))
    return pictures.found[0] if pictures.found else (b"", "")


def _shrink(picture: bytes) -> tuple[str, int, int]:
    """A picture as a PNG of few colours, in base 64, with its width and height; of a tall one, the upper part."""
    from PIL import Image

    with Image.open(BytesIO(picture)) as opened:
        whole = opened.convert("RGB")
    height = round(_THUMBNAIL * whole.height / whole.width)
    kept = whole.resize((_THUMBNAIL, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    kept = kept.crop((0, 0, _THUMBNAIL, min(height, round(_THUMBNAIL * 0.75))))
    # The usual choice of colours follows their area, and would make the few coloured marks as grey as the many words.
    kept = kept.quantize(64, method=Image.Quantize.MAXCOVERAGE)
    file = BytesIO()
    kept.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode("ascii"), kept.width, kept.height


def _settings(job: Job) -> list[tuple[str, str, str]]:
    """The chosen values, in the notebook's order and in a reader's words."""
    chosen = dict(job.values)
    return [
        (own.name.replace("_", " "), own.show(chosen[own.name]) or _UNSAID, own.help)
        for own in job.notebook.parameters
        if own.name in chosen
    ]


def _parameters(job: Job) -> list[tuple[str, str, str]]:
    chosen = dict(job.values)
    return [(own.name, repr(chosen.get(own.name, own.default)), own.help) for own in job.notebook.parameters]


def _without_title(cell: NotebookNode, contents: list[tuple[str, str]]) -> NotebookNode:
    """The text cell without the page's title, its headings with anchors, which are added to the contents."""
    lines = []
    for line in cell.source.splitlines():
        heading = re.match(r"(#{1,3})\s+(.+)", line)
        if not heading:
            lines.append(line)
        elif len(heading[1]) > 1:
            anchor = re.sub(r"[^a-z0-9]+", "-", heading[2].lower()).strip("-")
            level = len(heading[1])
            lines.append(f'<h{level} id="{anchor}">{html.escape(heading[2])}</h{level}>\n')
            contents.append((anchor, heading[2]))
    return type(cell)({**cell, "source": "\n".join(lines)})


@lru_cache(maxsize=1)
def read_style() -> str:
    """Return the style sheet that all pages share."""
    return (TEMPLATES / "report" / "page.css").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def _exporter() -> HTMLExporter:
    # Imported late: it takes most of a second, and a run that finds all up to date needs no page.
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class PageExporter(HTMLExporter):
        """Without the second parse of the finished page, which adds what our template has, and takes most of the time."""

        def from_notebook_node(
            self, nb: NotebookNode, resources: dict | None = None, **_: object
        ) -> tuple[str, dict]:
            return TemplateExporter.from_notebook_node(self, nb, resources)

    exporter = PageExporter(
        template_name="report", extra_template_basedirs=[str(TEMPLATES)], default_preprocessors=[]
    )
    exporter.exclude_anchor_links = True
    return exporter
