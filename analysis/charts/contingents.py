"""The size of the force: the whole, each country, who has no number, and what follows for the rest.

What belongs here: the rows, words and headline of this chart alone. What does not: what charts share (`desk`, `stated`),
and the arithmetic of what a whole leaves for its parts (`comparison`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.desk import (
    CLAIM_SOURCE,
    Block,
    Chart,
    Desk,
    Entry,
    explain_marks,
    finish_chart,
    merge_equals,
    row_id,
    set_desk,
)
from analysis.charts.layout import Axis, Panel, Row
from analysis.charts.marks import Span
from analysis.charts.stated import enter_claims, key_to_hedges
from analysis.charts.wording import (
    FIXED_SPACE,
    clip,
    count,
    in_words,
    join_names,
    list_letters,
    quote_claim,
    state_claim,
    visible,
    with_article,
)
from analysis.tables.comparison import Remainder, derive_remainders, equal_claims

if TYPE_CHECKING:
    from analysis.sources.crisis import Crisis

FORCE = ("deployed", "pledged", "withdrawn")
MOST_DERIVED = 4  # countries that a heading names; the caption names all
MOST_MISSING = 2  # countries that a headline names


def draw_contingents(claims: pd.DataFrame, articles: pd.DataFrame, crisis: Crisis, as_of: str = "") -> Chart:
    """The size of the force as stated: the whole, each country, who has no number, and what follows for the rest."""
    desk = set_desk(claims, articles, as_of)
    force = desk.rows[desk.rows["measure"].isin(FORCE)]
    parts = int((force["part_of"] != "").sum())
    force = force[force["part_of"] == ""]
    blocks = [*_stated_blocks(force, crisis, desk), *_derived_blocks(force, crisis, desk)]
    entries = [entry for block in blocks for entry in block.entries]
    derived = [entry for entry in entries if entry.derivation]
    key = key_to_hedges(entries) + tuple((entry.row.kind, "derived") for entry in derived[:1])
    vague = claims.attrs.get("vague", "literal")
    chart = Chart(
        name="contingents",
        headline=_headline(force[force["measure"] == "deployed"], crisis),
        title=f"Personnel sent: {crisis.title}, as reported",
        subtitle=f"{visible(crisis.title)}: personnel sent, as stated in {desk.reports}. One row, one stated figure.",
        foot="",
        opening=f"Dot plot of personnel sent ({crisis.title}) as stated in {desk.reports}.",
        caption="",
        panels=(
            Panel(
                "contingents",
                tuple(block.group for block in blocks),
                Axis("linear", "Personnel (number)"),
                key,
            ),
        ),
        source=pd.DataFrame(),
        params=(("vague", vague),),
    )
    named = [("contingents", block) for block in blocks]
    left_out = ((parts, "figure for a part of a contingent"),)
    return finish_chart(chart, desk, named, CLAIM_SOURCE, _explain(entries, vague), left_out)


# --- what reports state ----------------------------------------------------------------------------------------------


def _stated_blocks(force: pd.DataFrame, crisis: Crisis, desk: Desk) -> Iterator[Block]:
    coalition = crisis.coalition or ""
    deployed = force[force["measure"] == "deployed"]
    if coalition:
        whole = tuple(_enter_force(deployed[deployed["who"] == coalition], desk, coalition))
        yield Block(f"Whole force ({clip(visible(coalition))})", whole or (desk.missing("whole-force"),))
    countries = [*_enter_force(deployed[deployed["who"] != coalition], desk, coalition)]
    countries += [desk.missing(f"contingent-{who}", who) for who in _find_silent(deployed, crisis)]
    if countries or not coalition:
        yield Block("By country", tuple(countries) or (desk.missing("contingents"),))
    for measure, heading in (("pledged", "Pledged, not yet there"), ("withdrawn", "Reported to have left")):
        rows = tuple(_enter_force(force[force["measure"] == measure], desk, coalition))
        if rows:
            yield Block(heading, rows)


def _find_silent(deployed: pd.DataFrame, crisis: Crisis) -> list[str]:
    """The contributors for which no report states anything."""
    stated = {name for who in deployed["who"] for name in who.split("; ")}
    return [who for who in sorted(crisis.contributors or ()) if who not in stated]


def _enter_force(claims: pd.DataFrame, desk: Desk, coalition: str) -> Iterator[Entry]:
    """Countries from the largest stated number down, those without a number last; the name stands once."""
    largest = (
        claims[["value", "low", "high"]].astype("Float64").max(axis=1).fillna(-1).groupby(claims["who"]).max()
    )
    for who in sorted(largest.index, key=lambda who: (-largest[who], who)):
        name = clip(visible(join_names(who.split("; ")))) if who != coalition else ""
        rows = claims[claims["who"] == who]
        for members in merge_equals(rows, equal_claims(rows)).values():
            yield enter_claims(members, desk, name=name)
            name = ""


# --- what follows ----------------------------------------------------------------------------------------------------


def _derived_blocks(force: pd.DataFrame, crisis: Crisis, desk: Desk) -> Iterator[Block]:
    remainders = derive_remainders(force, crisis.coalition or "", tuple(crisis.contributors or ()))
    if remainders:
        names = remainders[0].who
        whose = (
            _who(remainders[0])
            if len(names) <= MOST_DERIVED
            else f"the other {in_words(len(names))} countries"
        )
        heading = f"Derived, not reported: {whose} together"
        yield Block(heading, tuple(_enter_remainder(remainder, force, desk) for remainder in remainders))


def _who(remainder: Remainder) -> str:
    return visible(join_names(sorted(remainder.who)))


def _enter_remainder(remainder: Remainder, force: pd.DataFrame, desk: Desk) -> Entry:
    """One derived number: never in quotation marks, with its formula where a report would stand."""
    totals = force[force["claim_id"] == remainder.total_id]
    hedge = _derived_hedge(remainder, totals["hedge"].iloc[0])
    bound = remainder.qualifier
    ends = [end for end in (remainder.low, remainder.high) if end is not None]
    words = hedge + " to ".join(f"{end:,}" for end in dict.fromkeys(ends))
    total = quote_claim(totals["words"].iloc[0], totals["hedge"].iloc[0])
    letters = list_letters(desk.sources.of(force[equal_claims(force) == remainder.total_id]))
    short = f"{letters} − {_taken(remainder)}".replace(" ", FIXED_SPACE)
    row = Row(
        id=row_id(f"derived-{remainder.total_id}"),
        label=words,
        kind=f"derived_{bound}",
        span=Span(float(ends[0]), float(ends[-1]) if bound == "range" else None),
        source=f"{total} − {_taken(remainder)}",
        brief=short,
        day=short,
        aloud=words,
    )
    return Entry(row, None, tuple(_derivation(remainder, totals["quote"].iloc[0]).items()))


def _derived_hedge(remainder: Remainder, hedge: str) -> str:
    """The hedge of a derived number: the bound as the total says it, and "about" where a number that went in was one."""
    above = re.search(r"\b(more|over|upwards|above|exceed)", hedge, re.IGNORECASE)
    bounds = {"at_least": "more than " if above else "at least ", "at_most": "up to "}
    return bounds.get(remainder.qualifier, "") + "about " * remainder.about


def _taken(remainder: Remainder) -> str:
    """What was subtracted: a sum, or a range of sums where reports differ on a part."""
    low, high = f"{remainder.taken_low:,}", f"{remainder.taken_high:,}"
    return low if low == high else f"({low} to {high})"


def _derivation(remainder: Remainder, quote: str) -> dict[str, str]:
    return {
        "derived_from": f"{remainder.total_id} - ({' + '.join(remainder.part_ids)})",
        "formula": f"total - {_taken(remainder)}",
        "measure": "deployed",
        "quote": quote,
        "who": "; ".join(sorted(remainder.who)),
        "low": "" if remainder.low is None else str(remainder.low),
        "high": "" if remainder.high is None else str(remainder.high),
    }


# --- words -----------------------------------------------------------------------------------------------------------


def _headline(deployed: pd.DataFrame, crisis: Crisis) -> str:
    """The computed answer: whose number no report states, else the sizes stated for the whole."""
    if deployed.empty:
        return "No report states a number for the force"
    silent = _find_silent(deployed, crisis)
    names = [with_article(name) for name in silent]
    if len(silent) > MOST_MISSING:
        others = count(len(silent) - MOST_MISSING, "other")
        return f"No report says how many came from {', '.join(names[:MOST_MISSING])} and {others}"
    if silent:
        return f"No report says how many came from {join_names(names, 'or')}"
    whole = deployed[deployed["who"] == crisis.coalition]
    told = "The whole force"
    if whole.empty and deployed["who"].nunique() == 1:
        whole, told = deployed, visible(join_names(deployed["who"].iloc[0].split("; ")))
    numbers = (
        whole[["value", "low", "high"]].astype("Float64").max(axis=1).dropna().sort_values(kind="stable")
    )
    words = [state_claim(whole.loc[key, "words"], whole.loc[key, "hedge"]) for key in numbers.index]
    if not words:
        return f"What reports say of {count(deployed['who'].nunique(), 'contingent')}"
    return f"{told}, as reported: {' to '.join(dict.fromkeys((words[0], words[-1])))}"


def _explain(entries: list[Entry], vague: str) -> str:
    derived = [entry for entry in entries if entry.derivation]
    words = (
        "Each row is one stated number; words in quotation marks are the report’s own. Right, who said it, where named "
        f"and where there is room, and the day (else that of publication). {explain_marks(entries, vague)}"
    )
    if not derived:
        return words
    who = join_names(dict(derived[0].derivation)["who"].split("; "))
    return (
        f"{words}Derived numbers are each stated total minus the one number that reports state for every other country; "
        f"they hold for {visible(who)} together, keep the hedges of what goes in, and suppose that all figures speak of "
        "the same force. "
    )
