"""The sentences that answer a notebook's question, computed from the claims and events; the README's findings too.

Belongs here: how what was found is put into words, so that no number is ever typed. Does not: what agrees or conflicts
(`comparison`), tables and quotes (`exhibits`), charts (`charts`).

The words of reports stand in quotation marks; what is derived or compared stands without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.charts.wording import count, join_names, sentence_case
from analysis.reports.exhibits import Passage, name_reports, say_day, say_span, say_words, show_lines
from analysis.sources.corpus import Corpus, Crisis
from analysis.tables.comparison import (
    Remainder,
    derive_remainders,
    equal_claims,
    find_differing_days,
    find_spread,
    find_totals,
    in_order_said,
    known_by,
)

CASUALTIES = {"killed": "the killed", "injured": "the injured", "detained": "the detained"}
WITHDRAWAL = ("withdrawal_announced", "withdrawal_began", "withdrawal_completed")
BOUNDS = {"at_least": "more than", "at_most": "less than", "about": "about", "exact": "", "range": ""}


def keep_known(rows: pd.DataFrame, as_of: str = "", who: str = "") -> pd.DataFrame:
    """The rows published by a day and not rejected by a person; with a name, those of this country or force alone."""
    known = known_by(rows, as_of)
    kept = known[known["review"] != "rejected"] if "review" in known else known
    return kept[_concerns(kept, who)]


def focus(crisis: Crisis, who: str = "") -> Crisis:
    """The crisis as a chart of one country or force alone needs it; the whole crisis where no name is given."""
    if not who or who == crisis.coalition:
        return crisis if not who else replace(crisis, contributors=())
    return replace(crisis, coalition=None, contributors=(who,))


def answer_overview(corpus: Corpus, claims: pd.DataFrame, events: pd.DataFrame, as_of: str = "") -> Passage:
    """How many reports there are, what they hold, and on what they differ."""
    articles = known_by(corpus.articles, as_of)
    days = sorted({day for column in ("pub_first", "pub_last") for day in articles[column] if day})
    if articles.empty:
        return show_lines([f"No report is known to have been published{_by(as_of)}."])
    when = f", published {say_span(days[0], days[-1])}," if days else ""
    first = (
        f"{sentence_case(count(len(articles), 'report'))}{when} {'give' if len(articles) > 1 else 'gives'} "
        f"{count(len(claims), 'number')} of people and {count(len(events), 'step')} of the crisis."
    )
    lines = [first, *_casualty_answer(claims, as_of), *_day_differences(events, corpus)]
    return show_lines(_year_once(line) for line in lines)


def answer_contingents(claims: pd.DataFrame, corpus: Corpus, who: str = "", as_of: str = "") -> Passage:
    """How large the whole force was said to be, how large each contingent, and which number no report states."""
    crisis = corpus.crisis
    deployed = in_order_said(claims[claims["measure"] == "deployed"])
    countries = [who] if who else dict.fromkeys([*crisis.contributors, *_parties(deployed)])
    lines = []
    if crisis.coalition and who in ("", crisis.coalition):
        lines.append(_say_force(deployed, crisis, as_of))
    shown = [name for name in countries if name != crisis.coalition]
    lines.append(_say_parties(deployed, shown, as_of))
    if not who:
        lines.append(
            _say_remainders(derive_remainders(deployed, crisis.coalition or "", crisis.contributors))
        )
    others = claims[claims["measure"].isin(["pledged", "withdrawn"]) & _concerns(claims, who)]
    lines += [
        f"{row['who']}, {row['measure']}: {say_words(row)}."
        for row in in_order_said(others).to_dict("records")
    ]
    if not any(lines):
        return show_lines(
            [f"No report{_published(as_of)} states how many people {who or 'any country'} sent."]
        )
    return show_lines(sentence_case(line) for line in lines)


def answer_casualties(claims: pd.DataFrame, as_of: str = "") -> Passage:
    """By what factor reports differ on the killed, injured and detained, then what each of them says."""
    return show_lines(
        [*_casualty_answer(claims, as_of), *(_say_measure(claims, name) for name in CASUALTIES)]
    )


def answer_withdrawal(events: pd.DataFrame, corpus: Corpus, who: str = "", as_of: str = "") -> Passage:
    """When the force, or one contingent, was to leave and when it is said to have left."""
    crisis = corpus.crisis
    steps = in_order_said(events[events["event"].isin(WITHDRAWAL) & _concerns(events, who)])
    parties = dict.fromkeys([*([crisis.coalition] if crisis.coalition else ()), *_parties(steps)])
    lines = [_say_leaving(steps[steps["who"] == name], name, crisis, as_of) for name in parties]
    if not any(lines):
        named = _the(who or crisis.coalition or "any contingent", crisis)
        return show_lines([f"No report{_published(as_of)} says when {named} was to leave or left."])
    silent = [name for name in crisis.contributors if name not in parties and not who]
    if silent:
        lines.append(f"No report{_published(as_of)} gives a day for {join_names(silent, 'or')} alone.")
    return show_lines(_year_once(line) for line in [*lines, *_day_differences(steps, corpus)])


def find_contingents(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims on how many were sent, promised or brought home, in the order in which they were said."""
    return in_order_said(claims[claims["measure"].isin(["deployed", "pledged", "withdrawn"])])


def find_casualties(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims on the killed, injured and detained, measure by measure, in the order in which they were said."""
    rows = in_order_said(claims[claims["measure"].isin(list(CASUALTIES))])
    return rows.sort_values("measure", key=lambda column: column.map(list(CASUALTIES).index), kind="stable")


def find_withdrawal(events: pd.DataFrame) -> pd.DataFrame:
    """The steps of the withdrawal, announced, begun and completed, in the order in which they were said."""
    return in_order_said(events[events["event"].isin(WITHDRAWAL)])


def find_disputed_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """The totals of those measures on which reports exclude each other, in the order in which they were said."""
    totals = find_totals(claims)
    disputed = [name for name in CASUALTIES if find_spread(totals[totals["measure"] == name])]
    return in_order_said(totals[totals["measure"].isin(disputed)])


def find_disputed_contingents(claims: pd.DataFrame, who: str = "") -> pd.DataFrame:
    """The sizes of one force or contingent where reports state more than one, in the order in which they were said."""
    deployed = claims[(claims["measure"] == "deployed") & _concerns(claims, who)]
    numbers = deployed.assign(same=equal_claims(deployed)).groupby("who")["same"].transform("nunique")
    return in_order_said(deployed[numbers > 1])


def find_disputed_events(events: pd.DataFrame) -> pd.DataFrame:
    """The steps of which reports give days that exclude each other, in the order in which they were said."""
    steps = events[(events["start"] != "") & (events["end"] != "")]
    differing = steps[steps["event_id"].isin(find_differing_days(steps))]
    disputed = pd.MultiIndex.from_frame(differing[["event", "who"]])
    same = pd.MultiIndex.from_frame(steps[["event", "who"]]).isin(disputed)
    return in_order_said(steps[same & (steps["status"] == "reported")])


def list_findings(corpus: Corpus, claims: pd.DataFrame, events: pd.DataFrame) -> tuple[str, ...]:
    """What the corpus shows, one line each: for the README, which is rewritten by the build."""
    force, *_ = answer_withdrawal(events, corpus).text.splitlines()
    passages = (
        answer_overview(corpus, claims, events),
        answer_casualties(claims),
        answer_contingents(claims, corpus),
    )
    return tuple(
        dict.fromkeys([*(line for passage in passages for line in passage.text.splitlines()), force])
    )


# --- people ----------------------------------------------------------------------------------------------------------


def _casualty_answer(claims: pd.DataFrame, as_of: str) -> list[str]:
    totals = find_totals(claims)
    spreads = {name: find_spread(totals[totals["measure"] == name]) for name in CASUALTIES}
    parts = [
        f"{spread.factor}-fold{' or more' if spread.or_more else ''} on {CASUALTIES[name]}"
        for name, spread in spreads.items()
        if spread
    ]
    if parts:
        return [f"Reports differ {join_names(parts)}."]
    stated = [name for name in CASUALTIES if (totals["measure"] == name).any()]
    if stated:
        return [
            f"No two reports contradict each other on {join_names([CASUALTIES[name] for name in stated], 'or')}."
        ]
    return [f"No report{_published(as_of)} says how many were {join_names(list(CASUALTIES), 'or')}."]


def _say_measure(claims: pd.DataFrame, measure: str) -> str:
    rows = claims[claims["measure"] == measure]
    totals = in_order_said(find_totals(rows))
    if rows.empty:
        return f"{sentence_case(measure)}: no report says how many."
    if totals.empty:
        groups = dict.fromkeys(in_order_said(rows)["who"])
        return (
            f"{sentence_case(measure)}: no total; "
            + "; ".join(f"{name} {_all_words(rows, name)}" for name in groups)
            + "."
        )
    return f"{sentence_case(measure)}: {join_names(_distinct_words(totals))}."


def _say_force(deployed: pd.DataFrame, crisis: Crisis, as_of: str) -> str:
    words = _distinct_words(deployed[deployed["who"] == crisis.coalition])
    if not words:
        return f"No report{_published(as_of)} says how large {_the(crisis.coalition, crisis)} force was as a whole."
    return f"The whole force, {_the(crisis.coalition, crisis)}, is put at {join_names(words)}."


def _say_parties(deployed: pd.DataFrame, names: Sequence[str], as_of: str) -> str:
    """Each contingent with its words, then those of which no report states a number."""
    said = [
        _say_party(deployed[deployed["who"] == name], name)
        for name in names
        if (deployed["who"] == name).any()
    ]
    silent = [name for name in names if not (deployed["who"] == name).any()]
    if silent:
        said.append(f"no report{_published(as_of)} states a number for {join_names(silent, 'or')}")
    return f"{'; '.join(said)}." if said else ""


def _say_party(rows: pd.DataFrame, name: str) -> str:
    unit = ", a unit without a number" if set(rows["qualifier"]) == {"unit"} else ""
    return f"{name}: {_all_words(rows, name)}{unit}"


def _say_remainders(remainders: Sequence[Remainder]) -> str:
    if not remainders:
        return ""
    numbers = [_say_remainder(remainder) for remainder in remainders]
    together = " together" if len(remainders[0].who) > 1 else ""
    each = ", one for each stated total" if len(numbers) > 1 else ""
    who = join_names(list(remainders[0].who))
    return f"Derived, stated by no report: {who}{together} {join_names(numbers, 'or')}{each}."


def _say_remainder(remainder: Remainder) -> str:
    bounds = dict.fromkeys(f"{bound:,}" for bound in (remainder.low, remainder.high) if bound is not None)
    return f"{BOUNDS[remainder.qualifier]} {' to '.join(bounds)}".strip()


def _distinct_words(rows: pd.DataFrame) -> list[str]:
    """The words of each claim that says something new, in the order given."""
    words = [say_words(row) for row in rows.to_dict("records")]
    return list({word.casefold(): word for word in reversed(words)}.values())[::-1]


def _all_words(rows: pd.DataFrame, name: str) -> str:
    return join_names(_distinct_words(rows[rows["who"] == name]))


def _parties(rows: pd.DataFrame) -> list[str]:
    return sorted(set(rows["who"]))


def _concerns(rows: pd.DataFrame, who: str) -> pd.Series:
    return (rows["who"] == who) | (not who)


# --- days ------------------------------------------------------------------------------------------------------------


def _say_leaving(steps: pd.DataFrame, name: str, crisis: Crisis, as_of: str) -> str:
    """One sentence on one force: announced, planned, reported, not known yet; empty where nothing is said of it."""
    announced = _say_steps(steps, {"withdrawal_announced": "announced"}, "reported")
    planned = _say_steps(
        steps, {"withdrawal_began": "begin leaving", "withdrawal_completed": "be gone"}, "planned"
    )
    reported = _say_steps(
        steps, {"withdrawal_began": "have begun leaving", "withdrawal_completed": "have left"}, "reported"
    )
    said = [
        f"was to {planned}" if planned else "",
        f"is reported to {reported}" if reported else "",
        f"was said to be leaving: {announced}" if announced and not planned and not reported else "",
    ]
    if not any(said):
        return ""
    open_end = "" if reported else f"; no report{_published(as_of)} says that it has begun to"
    return f"{sentence_case(_the(name, crisis))} {'; it '.join(part for part in said if part)}{open_end}."


def _say_steps(steps: pd.DataFrame, verbs: Mapping[str, str], status: str) -> str:
    """`begin leaving on ... and be gone by ... or by ...`; empty where there is no such step."""
    rows = {event: steps[(steps["event"] == event) & (steps["status"] == status)] for event in verbs}
    return " and to ".join(
        f"{verbs[event]} {_say_spans(found)}" for event, found in rows.items() if len(found)
    )


def _say_spans(rows: pd.DataFrame) -> str:
    return " or ".join(
        dict.fromkeys(say_span(*days) for days in zip(rows["start"], rows["end"], strict=True))
    )


def _cite_spans(rows: pd.DataFrame, corpus: Corpus) -> str:
    """The distinct days of these rows, each with the reports that give it."""
    names = name_reports(corpus)
    phrases = [say_span(*days) for days in zip(rows["start"], rows["end"], strict=True)]
    reports = {
        phrase: dict.fromkeys(rows["article"][[said == phrase for said in phrases]]) for phrase in phrases
    }
    cited = [
        f"{phrase} ({', '.join(names[article] for article in found)})" for phrase, found in reports.items()
    ]
    return ", ".join(cited)


def _day_differences(events: pd.DataFrame, corpus: Corpus) -> list[str]:
    """One line for each step whose reported days exclude each other."""
    lines = []
    for (event, who), rows in find_disputed_events(events).groupby(["event", "who"], sort=False):
        step = event.replace("_", " ")
        lines.append(f"Reports differ on the day of “{step}” ({who}): {_cite_spans(rows, corpus)}.")
    return lines


def _year_once(line: str) -> str:
    """A sentence whose days all lie in one year names it with the last of them only.

    >>> _year_once("on 11 January 2022 or on 12 January 2022")
    'on 11 January or on 12 January 2022'
    """
    days = list(re.finditer(r"(\d{1,2} [A-Z][a-z]+) (\d{4})", line))
    if len({day[2] for day in days}) != 1:
        return line
    return re.sub(r"(\d{1,2} [A-Z][a-z]+) \d{4}", r"\1", line[: days[-1].start()]) + line[days[-1].start() :]


# --- words -----------------------------------------------------------------------------------------------------------


def _the(name: str, crisis: Crisis) -> str:
    """A coalition takes an article, a country none."""
    return f"the {name}" if name == crisis.coalition else name


def _by(as_of: str) -> str:
    return f" by {say_day(as_of)}" if as_of else ""


def _published(as_of: str) -> str:
    return f" published{_by(as_of)}" if as_of else ""
