"""Killed, injured and detained: every stated figure in a row of its own, and how far they differ.

What belongs here: the rows, words and headline of this chart alone. What does not: what charts share (`desk`, `stated`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.desk import (
    CLAIM_SOURCE,
    Annotation,
    Block,
    Chart,
    Desk,
    Entry,
    explain_marks,
    finish_chart,
    merge_equals,
    set_desk,
)
from analysis.charts.layout import Axis, Panel
from analysis.charts.stated import enter_claims, key_to_hedges
from analysis.charts.wording import clip, join_names, sentence_case, visible
from analysis.tables.comparison import Spread, equal_claims, find_spread, find_totals
from analysis.vocabulary import InputError

if TYPE_CHECKING:
    from analysis.sources.crisis import Crisis

CASUALTIES = {"killed": "the dead", "injured": "the injured", "detained": "the detained"}
SCALES = ("log", "linear")
APART = 10  # a factor from which totals are hardly counts of one thing


def draw_casualties(
    claims: pd.DataFrame, articles: pd.DataFrame, crisis: Crisis, as_of: str = "", scale: str = "log"
) -> Chart:
    """Killed, injured and detained as stated: each total, its parts indented under it, other groups after.

    Parameters
    ----------
    scale : `log` (equal length = equal factor) or `linear` (an axis from zero for each measure). A stated zero has no
        place on a log axis, so a corpus with one is drawn linear.

    >>> draw_casualties(None, None, None, scale="cubic")
    Traceback (most recent call last):
    analysis.vocabulary.InputError: scale: 'cubic' is not one of log, linear
    """
    if scale not in SCALES:
        raise InputError(f"scale: {scale!r} is not one of {', '.join(SCALES)}")
    desk = set_desk(claims, articles, as_of)
    known = desk.rows[desk.rows["measure"].isin(CASUALTIES)]
    if (known[["value", "low", "high"]] == 0).any(axis=None):
        scale = "linear"
    by_measure = {measure: known[known["measure"] == measure] for measure in CASUALTIES}
    spreads = {measure: find_spread(find_totals(rows)) for measure, rows in by_measure.items()}
    blocks = [_block(measure, rows, spreads[measure], desk) for measure, rows in by_measure.items()]
    entries = [entry for block in blocks for entry in block.entries if entry.members is not None]
    axis = "on a log scale" if scale == "log" else "on scales from zero"
    vague = claims.attrs.get("vague", "literal")
    chart = Chart(
        name="casualties",
        headline=_headline(by_measure, spreads),
        title=f"Killed, injured and detained: {crisis.title}, as reported",
        subtitle=f"{visible(crisis.title)}: killed, injured and detained as stated in {desk.reports}, in the order said.",
        foot="",
        opening=f"Dot plot {axis} of people killed, injured and detained ({crisis.title}) as stated in {desk.reports}.",
        caption="",
        panels=_panels(blocks, entries, scale),
        source=pd.DataFrame(),
        annotations=tuple(
            Annotation(_spread_note(spread), f"{spread.highest}/{spread.lowest}", spread.claim_ids)
            for spread in spreads.values()
            if spread
        ),
        params=(("scale", scale), ("vague", vague)),
    )
    names = ["casualties"] * len(blocks) if scale == "log" else list(CASUALTIES)
    return finish_chart(
        chart,
        desk,
        list(zip(names, blocks, strict=True)),
        CLAIM_SOURCE,
        _explain(entries, vague, spreads.values()),
    )


def _block(measure: str, claims: pd.DataFrame, spread: Spread | None, desk: Desk) -> Block:
    return Block(
        sentence_case(measure),
        tuple(_entries(claims, desk)) or (desk.missing(measure),),
        _spread_note(spread),
        (spread.lowest, spread.highest) if spread else None,
        f"; a factor of {'at least ' * spread.or_more}{spread.factor}" if spread else "",
    )


def _panels(blocks: list[Block], entries: list[Entry], scale: str) -> tuple[Panel, ...]:
    """One panel on a log axis, or one for each measure from zero; the key stands above the first."""
    key = key_to_hedges(entries)
    if any(block.band for block in blocks):
        key += (("band", "lowest to highest total"),)
    if scale == "log":
        axis = Axis("log", "People (number, log scale)", guides=True)
        return (Panel("casualties", tuple(block.group for block in blocks), axis, key),)
    axis = Axis("linear", "People (number)")
    panels = [Panel(name, (block.group,), axis) for name, block in zip(CASUALTIES, blocks, strict=True)]
    return (Panel(panels[0].name, panels[0].groups, axis, key), *panels[1:])


def _entries(claims: pd.DataFrame, desk: Desk) -> Iterator[Entry]:
    """Totals in the order said, each followed by its parts; then groups that no total holds."""
    merged = merge_equals(claims, equal_claims(claims)) if len(claims) else {}
    ids = set(claims["claim_id"])
    parts = {key for key, rows in merged.items() if rows["part_of"].isin(ids).any()}
    wholes = [rows for key, rows in merged.items() if key not in parts]
    for whole in sorted(wholes, key=lambda rows: rows["who"].iloc[0] != "all"):
        yield enter_claims(whole, desk, prefix=_name_group(whole["who"].iloc[0]))
        for key in (key for key in merged if key in parts):
            part = merged[key]
            if part["part_of"].isin(whole["claim_id"]).any():
                who = "of whom " + (_name_group(part["who"].iloc[0]) or "these: ")
                yield enter_claims(part, desk, prefix=who, indent=True)


def _name_group(who: str) -> str:
    """The group before its number; nothing for everybody. A bracket becomes a part of the name.

    >>> _name_group("all"), _name_group("security forces"), _name_group("all (critical)"), _name_group("children (Almaty)")
    ('', 'security forces: ', 'critical: ', 'children, Almaty: ')
    """
    names = [part for part in re.split(r"\s*[()]\s*", visible(who)) if part not in ("", "all")]
    return f"{clip(', '.join(names))}: " if names else ""


def _spread_note(spread: Spread | None) -> str:
    return f"spread {spread.factor}×{' or more' * spread.or_more}" if spread else ""


def _headline(claims: Mapping[str, pd.DataFrame], spreads: Mapping[str, Spread | None]) -> str:
    """The computed answer: by what factor reports differ, on the dead first and on what they differ most.

    Totals that lie a factor of ten or more apart are hardly counts of one thing: the headline says so.
    """
    found = {measure: spread for measure, spread in spreads.items() if spread}
    if not any(map(len, claims.values())):
        return "No report states a number of dead, injured or detained"
    if not found:
        several = [
            CASUALTIES[name] for name, rows in claims.items() if find_totals(rows)["article"].nunique() > 1
        ]
        return f"Reports don’t contradict each other on {join_names(several)}" if several else \
            "No two reports state the same total"  # fmt: skip
    first = "killed" if "killed" in found else next(iter(found))
    if found[first].ratio >= APART:
        fold = f"{'at least ' * found[first].or_more}{found[first].factor}-fold"
        return f"Totals of {CASUALTIES[first]} differ {fold}, and may be of different days or places"
    near = {name for name, spread in found.items() if spread.ratio < APART} - {first}
    others = sorted(near, key=lambda name: (-found[name].ratio, name))
    parts = [f"{'at least ' * found[name].or_more}{found[name].factor}-fold on {CASUALTIES[name]}"
             for name in [first, *others[:1]]]  # fmt: skip
    return f"Reports differ {', '.join(parts)}"


def _explain(entries: list[Entry], vague: str, spreads: Iterable[Spread | None]) -> str:
    spread = (
        "Shaded, from the lowest to the highest of the totals that exclude each other, each report with its largest; at "
        "the right, highest over lowest. Indented parts and named groups do not enter it. "
    )
    spread = spread if any(spreads) else ""
    return (
        "Each row is one stated number, in the order said; words in quotation marks are the report’s own, and an ellipsis "
        "joins a number to a hedge from earlier in its list. Right, who said it, where named and where there is "
        "room, and the day (else that of "
        "publication). "
        f"{explain_marks(entries, vague)}{spread}Later counts may cover a longer period, and a number one place or day. "
    )
