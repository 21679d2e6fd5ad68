"""Stated figures as rows: a claim's own words, its place on an axis of people, and the key to its hedges.

What belongs here: what the two charts of claims share. What does not: what is shared with events too (`desk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis.charts.desk import HEDGE_NAMES, Desk, Entry, row_id
from analysis.charts.layout import Row
from analysis.charts.marks import Span
from analysis.charts.wording import FIXED_SPACE, clip, list_wordings, quote_claim, visible


def enter_claims(
    members: pd.DataFrame, desk: Desk, name: str = "", prefix: str = "", *, indent: bool = False
) -> Entry:
    """One entry for all claims that say the same; its label has their own words."""
    first = members.iloc[0]
    span = find_span(first)
    words = members["words"].where(members["words"] != "", members["quote"])
    label = list_wordings(map(quote_claim, words, members["hedge"]))
    label = prefix + label + ("" if first["qualifier"] == "vague" else _in_digits(label, span))
    row = Row(
        id=row_id(first["claim_id"]),
        label=label,
        kind=first["qualifier"] if span else "text",
        span=span,
        name=name,
        source=desk.sources.line(members),
        brief=desk.sources.brief(members),
        day=desk.sources.day(members),
        text="" if span else "no number",
        indent=indent,
        aloud=_read_aloud(label, name, span, vague=first["qualifier"] == "vague"),
    )
    return Entry(row, members)


def find_span(claim: pd.Series) -> Span | None:
    """Where a claim stands on an axis of people; None for a unit, or where no number was given."""
    value, low, high = (
        None if pd.isna(claim[side]) else float(claim[side]) for side in ("value", "low", "high")
    )
    if claim["qualifier"] == "range" and low is not None and high is not None:
        return Span(low, high)
    place = next((end for end in (value, low, high) if end is not None), None)
    return None if place is None or claim["qualifier"] == "unit" else Span(place)


def _in_digits(label: str, span: Span | None) -> str:
    """The number of a mark whose words spell it out, in brackets after them; nothing where they have digits.

    >>> _in_digits("“at least nine”", Span(9)), _in_digits("“three to five”", Span(3, 5)), _in_digits("“164”", Span(164))
    ('\xa0(9)', '\xa0(3–5)', '')
    """
    if span is None or re.search(r"\d", label):
        return ""
    ends = [f"{end:,.0f}" for end in (span.low, span.high) if end is not None]
    return f"{FIXED_SPACE}({'–'.join(ends)})"


def _read_aloud(label: str, name: str, span: Span | None, *, vague: bool) -> str:
    """A claim in the alt text: its words, and its number where the words have it in another form."""
    words = re.sub("[“”]", "", visible(label)).replace(" … ", " ")
    figure = f" ({'from ' * vague}{span.low:,.0f})" if span else " (no number)"
    given = span and re.search(rf"(?<![\d,]){span.low:.0f}(?!\d)", words.replace(",", ""))
    return f"{name} {words}{'' if given else figure}".strip()


def key_to_hedges(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """The key to the hedges that occur, each in the words of the reports."""
    hedges: dict[str, list[str]] = {}
    for entry in entries:
        if entry.members is None or entry.row.span is None:
            continue
        quotes = " ".join(entry.members["quote"]).casefold()
        said = [hedge for hedge in entry.members["hedge"] if hedge and hedge.casefold() in quotes]
        hedges.setdefault(entry.row.kind, []).extend(
            f"“{clip(visible(hedge).lower(), 20)}”" for hedge in said
        )
    return tuple((kind, _key_words(kind, hedges[kind])) for kind in HEDGE_NAMES if kind in hedges)


def _key_words(kind: str, hedges: list[str]) -> str:
    return list_wordings(hedges) if hedges and kind not in ("exact", "range") else HEDGE_NAMES[kind]
