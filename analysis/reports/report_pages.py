"""An executed notebook -> one HTML page that opens from disk with the network off; several -> an index page.

Belongs here: what a reader of the page sees, in which order. Does not: running notebooks or deciding whether a run
is good (`runs`), and anything that a chart or a table says (`charts`, `narrative`).

Cells are known by their tags: `answer` is quoted on the index page, `setup`, `parameters` and `injected-parameters` go
to the foot of the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from analysis.reports.parameters import Job

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

TEMPLATES = Path(str(files(__package__).joinpath("templates")))

_SETUP = {"setup", "parameters", "injected-parameters"}
_UNSAID = "everything"
_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """What the index says of one report: where it is, its question, the settings that differ, its answer."""

    stem: str
    href: str
    crisis: str
    title: str
    settings: tuple[tuple[str, str], ...] = ()
    answer: tuple[str, ...] = ()


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
        style=_read_style(),
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


def make_index(entries: Sequence[Entry]) -> str:
    """Return the page that lists these reports by crisis, each with its settings and its computed answer."""
    crises = tuple(dict.fromkeys(entry.crisis for entry in entries))
    groups = [(crisis, [entry for entry in entries if entry.crisis == crisis]) for crisis in crises]
    text = (
        _environment()
        .get_template("index.html.j2")
        .render(groups=groups, crises=crises, style=Markup(_read_style()))
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def make_entry(notebook: NotebookNode, job: Job, crisis: str, href: str) -> Entry:
    """Return what the index says of one executed notebook."""
    settings = tuple((name, value) for name, value, _ in _settings(job) if name != "corpus")
    return Entry(job.stem, href, crisis, job.notebook.title, settings, read_answer(notebook))


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
def _read_style() -> str:
    return (TEMPLATES / "report" / "page.css").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    # Text from reports reaches the index through the answers, so everything is escaped but our own style sheet.
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


@lru_cache(maxsize=1)
def _exporter() -> HTMLExporter:
    # Imported late: it takes most of a second, and a run that finds all up to date needs no page.
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    exporter.exclude_anchor_links = True
    return exporter
