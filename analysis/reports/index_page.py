"""Reports -> the index page that leads to them: pictures, answers, filters, and what the last run changed.

Belongs here: what a reader of the index sees, in which order. Does not: which reports there are (`shelf`), and the page of
one report (`report_pages`).

Without script the page is a plain list. With it there are filters; the page's policy admits this one script, by its
checksum, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jinja2
from markupsafe import Markup

from analysis.reports.report_pages import TEMPLATES, Entry, read_style

KINDS = ("new", "changed", "failed", "same")


@dataclass(frozen=True)
class Change:
    """What a run did to a report: `kind` is one of `KINDS`; `before` are the lines of its answer that no longer stand."""

    kind: str
    title: str
    before: tuple[str, ...] = ()
    problem: str = ""
    log: str = ""


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list: the field of an `Entry`, what it is called, and its values."""

    field: str
    label: str
    every: str
    values: tuple[tuple[str, str], ...]


def make_index(entries: Sequence[Entry], changes: Mapping[str, Change] | None = None) -> str:
    """Return the page that lists these reports by crisis, each with its chart, its settings and its computed answer."""
    changes = changes or {}
    crises = tuple(dict.fromkeys(entry.crisis for entry in entries))
    script = _read("index.js")
    text = (
        _environment()
        .get_template("index.html.j2")
        .render(
            groups=[(crisis, [entry for entry in entries if entry.crisis == crisis]) for crisis in crises],
            crises=crises,
            changes=changes,
            news=_count(entries, changes),
            lost=[change for stem, change in sorted(changes.items()) if _is_lost(stem, change, entries)],
            filters=list_filters(entries, changes),
            style=Markup(f"{read_style()}\n{_read('index.css')}"),
            script=Markup(script),
            allowed=_allow(f"\n{script}\n"),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def list_filters(entries: Sequence[Entry], changes: Mapping[str, Change]) -> tuple[Filter, ...]:
    """The filters that leave a choice: by notebook, day, country, and news.

    >>> one, two = (Entry(day, "x.html", "c", "q", notebook="n", day=day) for day in ("2022-01-11", "2022-01-13"))
    >>> [found.field for found in list_filters([one, two], {})]
    ['day']
    """
    news = sorted({changes[entry.stem].kind for entry in entries if entry.stem in changes} - {"same"})
    found = (
        Filter("notebook", "Notebook", "all", _pairs(entries, lambda entry: (entry.notebook, entry.title))),
        Filter(
            "day",
            "Known on",
            "any day",
            _pairs(entries, lambda entry: (entry.day, entry.day or "no day named")),
        ),
        Filter(
            "country",
            "Country",
            "all",
            _pairs(entries, lambda entry: (entry.country, entry.country or "no one alone")),
        ),
        Filter(
            "news",
            "Last run",
            "all",
            (*((kind, kind) for kind in news), *([("", "as before")] if news else ())),
        ),
    )
    return tuple(choice for choice in found if len(choice.values) > 1)


def _pairs(entries: Sequence[Entry], show: Callable[[Entry], tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({show(entry) for entry in entries}))


def _count(entries: Sequence[Entry], changes: Mapping[str, Change]) -> list[str]:
    """What the last run did, in words: "2 new", "21 as before"."""
    kinds = [change.kind for change in changes.values()]
    said = [f"{kinds.count(kind)} {kind}" for kind in ("new", "changed", "failed") if kind in kinds]
    before = sum(entry.stem not in changes or changes[entry.stem].kind == "same" for entry in entries)
    return [*said, *([f"{before} as before"] if before else [])]


def _is_lost(stem: str, change: Change, entries: Sequence[Entry]) -> bool:
    """Whether a run failed of which no earlier report is here."""
    return change.kind == "failed" and stem not in {entry.stem for entry in entries}


def _allow(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    # Text from reports reaches the index through the answers, so everything is escaped but our own style and script.
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
