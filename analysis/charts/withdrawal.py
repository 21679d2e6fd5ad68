"""The withdrawal: what was planned, what was reported as done, and when it was said.

What belongs here: the rows, words and headline of this chart alone. What does not: what charts share (`desk`), and how
plans and days are compared (`comparison`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.axes import EPOCH, MOST_DAYS, places_of
from analysis.charts.desk import (
    EVENT_SOURCE,
    Annotation,
    Block,
    Chart,
    Desk,
    Entry,
    explain_marks,
    finish_chart,
    long_day,
    merge_equals,
    row_id,
    set_desk,
)
from analysis.charts.layout import Axis, Panel, Row
from analysis.charts.marks import Span
from analysis.charts.wording import (
    clip,
    join_names,
    list_wordings,
    quote_words,
    sentence_case,
    visible,
    with_article,
)
from analysis.tables.comparison import equal_events, find_differing_days, find_moved_plans, said_days

if TYPE_CHECKING:
    from analysis.sources.crisis import Crisis

STEPS = ("withdrawal_announced", "withdrawal_began", "withdrawal_completed")
PHRASES = {
    ("withdrawal_announced", "planned"): "To be announced",
    ("withdrawal_announced", "reported"): "Announced",
    ("withdrawal_began", "planned"): "To begin",
    ("withdrawal_began", "reported"): "Began",
    ("withdrawal_completed", "planned"): "To leave",
    ("withdrawal_completed", "reported"): "Left",
}
WHOLE = {"To leave": "To end", "Left": "Ended"}
KEY = {
    "reported_day": "reported",
    "planned_day": "planned",
    "reported_span": "reported, within",
    "planned_span": "planned, within",
    "reported_latest": "reported, by",
    "planned_latest": "planned, at the latest",
    "reported_earliest": "reported, not before",
    "planned_earliest": "planned, not before",
}
UNTIL = re.compile("“(until|till)\\b", re.IGNORECASE)
DATED = re.compile(
    r"\d|\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(day|week|month|year|morning|night|noon|today|tomorrow|yesterday)"
    r"|\b(jan|feb|march|april|may\b|june|july|aug|sept|oct|nov|dec)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Steps:
    """The steps of the withdrawal on a desk, with the notes that stand beside their marks."""

    rows: pd.DataFrame
    desk: Desk
    notes: dict[str, str]
    coalition: str


def draw_withdrawal(events: pd.DataFrame, articles: pd.DataFrame, crisis: Crisis, as_of: str = "") -> Chart:
    """The steps of the withdrawal: planned and reported, with the day each was said, deadlines and differences."""
    desk = set_desk(events, articles, as_of)
    rows = desk.rows[desk.rows["event"].isin(STEPS)]
    others = len(desk.rows) - len(rows)
    rows = rows.assign(day=said_days(rows))
    steps = _Steps(rows, desk, _write_notes(rows), crisis.coalition or "")
    blocks = list(_blocks(steps, crisis))
    entries = [entry for block in blocks for entry in block.entries]
    chart = Chart(
        name="withdrawal",
        headline=_headline(steps, crisis),
        title=f"Withdrawal, planned and reported: {crisis.title}",
        subtitle=f"{visible(crisis.title)}: what was planned, what was reported as done, and when it was said, in "
        f"{desk.reports}.",
        foot="",
        opening=f"Timeline of the withdrawal ({crisis.title}) as stated in {desk.reports}.",
        caption="",
        panels=(
            Panel("withdrawal", tuple(block.group for block in blocks), Axis("date", ""), _key(entries)),
        ),
        source=pd.DataFrame(),
        annotations=tuple(
            Annotation(note, "days between two ends", (key,)) for key, note in sorted(steps.notes.items())
        ),
    )
    named = [("withdrawal", block) for block in blocks]
    left_out = ((others, "step before the withdrawal"),)
    return finish_chart(chart, desk, named, EVENT_SOURCE, _explain(entries, steps.notes), left_out)


# --- rows ------------------------------------------------------------------------------------------------------------


def _blocks(steps: _Steps, crisis: Crisis) -> Iterator[Block]:
    rows, coalition, desk = steps.rows, steps.coalition, steps.desk
    if coalition:
        whole = tuple(_enter_step(members, steps) for members in _merge(rows[rows["who"] == coalition]))
        yield Block(f"Whole force ({clip(visible(coalition))})", whole or (desk.missing("withdrawal"),))
    countries = [*_enter_countries(rows[rows["who"] != coalition], steps)]
    silent = [who for who in sorted(crisis.contributors or ()) if who not in set(rows["who"])]
    if silent:
        text = "no date of its own" if len(silent) == 1 else "no date of their own"
        countries.append(desk.missing("countries", ", ".join(silent), text))
    if countries or not coalition:
        yield Block("By country", tuple(countries) or (desk.missing("withdrawal"),))


def _merge(steps: pd.DataFrame) -> list[pd.DataFrame]:
    """Equal steps together; by step, plans before reports, and the day said."""
    order = steps.assign(stage=steps["event"].map(STEPS.index), done=steps["status"] == "reported")
    order = order.sort_values(["stage", "done", "day", "end"], kind="stable")
    return list(merge_equals(order, equal_events(order)).values())


def _enter_countries(steps: pd.DataFrame, every: _Steps) -> Iterator[Entry]:
    """Countries by their earliest date; the name stands once."""
    first = steps["end"].where(steps["end"] != "", "9").groupby(steps["who"]).min()
    for who in sorted(first.index, key=lambda who: (first[who], who)):
        name = clip(visible(join_names(who.split("; "))))
        for members in _merge(steps[steps["who"] == who]):
            yield _enter_step(members, every, name)
            name = ""


def _enter_step(members: pd.DataFrame, steps: _Steps, name: str = "") -> Entry:
    first = members.iloc[0]
    kind = _find_kind(first)
    words = _quote_steps(members, kind)
    phrase = _phrase(first, steps.coalition, words)
    label = f"{phrase.removesuffix(':')}: {words}" if kind == "text" else f"{phrase} {words}"
    note = next((steps.notes[key] for key in members["event_id"] if key in steps.notes), "")
    row = Row(
        id=row_id(first["event_id"]),
        label=label,
        kind=kind,
        span=_find_span(first, kind, steps.rows),
        name=name,
        source=steps.desk.sources.line(members),
        brief=steps.desk.sources.brief(members),
        day=steps.desk.sources.day(members),
        text=f"{first['status']}, no date" if kind == "text" else "",
        note=note,
        said=tuple(sorted({_number(day) for day in members["day"] if day})),
        aloud=_read_aloud(first, label, kind, name) + (f", {note}" if note else ""),
    )
    return Entry(row, members)


def _phrase(step: pd.Series, coalition: str, words: str) -> str:
    """The step in two words, as a plan or as done, so that the report's words can follow: "until" asks for a stay."""
    phrase = PHRASES[step["event"], step["status"]]
    if step["basis"] == "duration" and step["event"] == "withdrawal_completed":
        return "Duration:"
    whole = step["who"] == coalition
    if UNTIL.match(words) and phrase in ("To leave", "Left"):
        return {"To leave": "To last" if whole else "To stay", "Left": "Lasted" if whole else "Stayed"}[
            phrase
        ]
    return WHOLE.get(phrase, phrase) if whole else phrase


def _quote_steps(members: pd.DataFrame, kind: str) -> str:
    """The reports' own words for the day; words that name none are left out where another report's do."""
    words = members["words"].where(members["words"] != "", members["quote"])
    wordings = list(map(quote_words, words, members["quote"]))
    dated = [wording for wording in wordings if DATED.search(wording)]
    return list_wordings(dated if dated and kind != "text" else wordings)


def _find_kind(step: pd.Series) -> str:
    """Which mark a step gets: plan or report, and a day, a span, or one end; text where it has no date."""
    if not step["start"] and not step["end"]:
        return "text"
    if step["start"] and step["end"]:
        return f"{step['status']}_{'day' if step['start'] == step['end'] else 'span'}"
    return f"{step['status']}_{'earliest' if step['start'] else 'latest'}"


def _number(iso: str) -> float:
    return float((date.fromisoformat(iso) - EPOCH).days)


def _find_span(step: pd.Series, kind: str, steps: pd.DataFrame) -> Span | None:
    """Where a step stands; a deadline's bar opens on the day said, or where the withdrawal began if that is later."""
    if kind == "text":
        return None
    if kind.endswith("span"):
        return Span(_number(step["start"]), _number(step["end"]))
    if kind.endswith("latest"):
        began = steps[(steps["event"] == "withdrawal_began") & (steps["who"] == step["who"])]["start"]
        opens = [
            day for day in (step["day"], min(filter(None, began), default="")) if day and day < step["end"]
        ]
        return Span(_number(step["end"]), reach=_number(max(opens)) if opens else None)
    return Span(_number(step["start"]))


# --- words -----------------------------------------------------------------------------------------------------------


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _write_notes(steps: pd.DataFrame) -> dict[str, str]:
    """What stands beside a mark: how far a plan moved, how many days reports differ; by event id."""
    differing = {key: f"reports differ by {_days(days)}" for key, days in find_differing_days(steps).items()}
    moved = find_moved_plans(steps).items()
    return differing | {key: f"{_days(abs(days))} {'sooner' if days < 0 else 'later'}" for key, days in moved}


def _explain_note(note: str) -> str:
    """A note with what it is measured against."""
    return (
        f"{note} than the plan said before"
        if note.endswith(("sooner", "later"))
        else f"{note} from the earliest"
    )


def _key(entries: list[Entry]) -> tuple[tuple[str, str], ...]:
    kinds = {entry.row.kind for entry in entries}
    dated = any(entry.row.span for entry in entries)  # else there is no axis
    said = (("said", "day it was said"),) if dated and any(entry.row.said for entry in entries) else ()
    return tuple((kind, words) for kind, words in KEY.items() if kind in kinds) + said


def _headline(steps: _Steps, crisis: Crisis) -> str:
    """The computed answer: how the end moved, else that reports differ, else what there is."""
    rows = steps.rows
    moved = rows[rows["event_id"].isin(find_moved_plans(rows)) & (rows["event"] == "withdrawal_completed")]
    moved = moved[moved["who"] == steps.coalition] if (moved["who"] == steps.coalition).any() else moved
    if len(moved):
        last = moved.iloc[-1]
        same = rows[
            (rows["event"] == last["event"]) & (rows["who"] == last["who"]) & (rows["status"] == "planned")
        ]
        before = same[(same["day"] != "") & (same["day"] < last["day"]) & (same["end"] != "")]["end"].iloc[-1]
        whole = last["who"] == steps.coalition
        who = join_names([with_article(name) for name in visible(last["who"]).split("; ")])
        plan = "The withdrawal was to end" if whole else f"{sentence_case(who)} was to leave"
        write = _short if before[:4] == last["end"][:4] else long_day
        return f"{plan} by {write(before)}; said later, by {write(last['end'])}"
    if find_differing_days(rows):
        return "Reports differ on the day of a step of the withdrawal"
    if len(rows):
        return "The withdrawal as planned and as reported"
    if not crisis.coalition and len(crisis.contributors) == 1:
        return f"No report says when {with_article(crisis.contributors[0])} was to leave or left"
    return "No report speaks of a withdrawal"


def _short(iso: str) -> str:
    return long_day(iso).rsplit(" ", 1)[0]


def _read_aloud(step: pd.Series, label: str, kind: str, name: str) -> str:
    """A step in the alt text: its words and the day they mean."""
    when = {
        "day": "on {1}",
        "span": "from {0} to {1}",
        "latest": "by {1}",
        "earliest": "from {0}",
        "text": "no date",
    }
    ends = [_short(step[side]) if step[side] else "" for side in ("start", "end")]
    words = re.sub("[“”]", "", visible(label))
    return f"{name} {words} ({when[kind.rsplit('_', 1)[-1]].format(*ends)})".strip()


def _explain(entries: list[Entry], notes: dict[str, str]) -> str:
    days = [day for entry in entries for day in places_of((entry.row,))]
    shaded = "Grey, weekends. " if days and max(days) - min(days) <= MOST_DAYS else ""
    differences = (
        f"Beside marks: {'; '.join(map(_explain_note, dict.fromkeys(notes.values())))}. " if notes else ""
    )
    return (
        f"Each row is one stated step; words in quotation marks are the report’s own. {explain_marks(entries)}"
        "The short upright line is the day on which it was said, else published: as a rule left of the event for a plan, "
        f"on or right of it for a report. {shaded}{differences}"
    )
