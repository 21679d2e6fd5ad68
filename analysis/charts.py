"""The charts: from the tables to rows of words and marks.

What belongs here: one function a chart, which decides its rows, their order and their words, and the sentences beside
them (headline, alt text, caption). What does not: layout (`forest`), shapes (`marks`), files (`publish`). No number is
typed: each stands in a row of `Chart.source` or is an annotation with its formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from .comparison import (
    Remainder,
    Spread,
    derive_remainders,
    equal_claims,
    equal_events,
    find_differing_days,
    find_moved_plans,
    find_spread,
    find_totals,
    in_order_said,
    known_by,
    letter_reports,
    said_days,
)
from .forest import MONTH_NAMES, Axis, Group, Panel, Row
from .marks import Span
from .vocabulary import InputError
from .wording import Sources, clip, count, join_names, list_letters, list_wordings, quote_claim, sentence_case, visible

CASUALTIES = {"killed": "the dead", "injured": "the injured", "detained": "the detained"}
STEPS = ("withdrawal_announced", "withdrawal_began", "withdrawal_completed")
NOT_STATED = "not stated in any report"
SCALES = ("log", "linear")
LONGEST_ALT, LONGEST_KEY = 1450, 1300
EXPLAINED = {
    "exact": "filled circle, exact number",
    "about": "open circle, “about” or a word like it",
    "at_least": "bar with arrow up, lower bound (the arrow’s length has no meaning)",
    "at_most": "bar with arrow down, upper bound (the arrow’s length has no meaning)",
    "range": "thick line between two bars, range",
    "vague": "fading band, number given only as a word such as “thousands”",
    "derived": "open grey diamond, derived and not reported",
    "reported_day": "filled circle, reported as done",
    "planned_day": "open circle, planned",
    "reported_span": "thick line, reported within these days",
    "planned_span": "open bar between two bars, planned within these days",
    "planned_latest": "bar closed at the right, planned for no later than that day",
    "reported_latest": "bar closed at the right, reported as done by that day",
    "planned_earliest": "bar closed at the left, planned for no sooner than that day",
    "reported_earliest": "bar closed at the left, reported as not before that day",
}


@dataclass(frozen=True)
class Annotation:
    """A number in the figure that is ours: its words, how it was computed, and from which rows."""

    text: str
    formula: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """All that one chart says, before it is set in any size.

    `source` has one row per mark; `inputs` one (report, sha256) for each report known by `as_of`.
    """

    name: str
    headline: str
    title: str
    subtitle: str
    foot: str
    alt: str
    caption: str
    panels: tuple[Panel, ...]
    source: pd.DataFrame
    annotations: tuple[Annotation, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    addresses: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # report -> url


def draw_charts(claims, events, articles, crisis, as_of: str = "", scale: str = "log") -> tuple[Chart, ...]:
    """Contingents, casualties and withdrawal, in that order."""
    return (
        draw_contingents(claims, articles, crisis, as_of),
        draw_casualties(claims, articles, crisis, as_of, scale),
        draw_withdrawal(events, articles, crisis, as_of),
    )


# --- what all charts share -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Desk:
    """What a chart is drawn from: the known rows in the order said, and the reports they are from."""

    rows: pd.DataFrame
    articles: pd.DataFrame
    known: pd.DataFrame
    sources: Sources
    as_of: str

    @property
    def reports(self) -> str:
        """How many reports, in words."""
        return count(len(self.known), "news report")

    @property
    def preface(self) -> str:
        """What a chart of an earlier day says above its key."""
        if not self.as_of:
            return ""
        return f"Published by {long_day(self.as_of)}: {len(self.known)} of {count(len(self.articles), 'report')}"


def _set_desk(rows: pd.DataFrame, articles: pd.DataFrame, as_of: str) -> _Desk:
    rows = rows[rows["review"] != "rejected"] if "review" in rows else rows
    known = known_by(articles, as_of)
    rows = in_order_said(rows[rows["article"].isin(known["article"])])
    years = {day[:4] for column in ("pub_first", "pub_last") for day in articles[column] if day}
    return _Desk(rows, articles, known, Sources(letter_reports(articles), len(years) > 1), as_of)


def long_day(iso: str) -> str:
    """A day in a sentence.

    >>> long_day("2022-01-09")
    '9 January 2022'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _row_id(key: str) -> str:
    return re.sub(r"[^\w.:-]+", "_", key).removesuffix("-high")


def _missing_row(slug: str, name: str = "", text: str = NOT_STATED) -> Row:
    return Row(_row_id(f"not-stated-{slug}"), "", "text", name=visible(name), text=text)


def _source_record(row: Row, group: str, members: pd.DataFrame | None, desk: _Desk, panel: str) -> dict:
    """One row of the source table: the mark, and the words, speakers, days and reports behind it."""
    record = {
        "id": row.id,
        "gid": f"mark-{row.id}",
        "figure": panel,
        "group": group,
        "qualifier": "not_stated" if row.kind == "text" else row.kind,
        "x_plotted": "" if row.span is None else f"{row.span.low:g}" if row.span.low % 1 else f"{row.span.low:.0f}",
        "shown": visible(" ".join([row.name, row.label, row.text, row.note])),
    }
    if members is None:
        return record
    first = members.iloc[0]
    fields = [name for name in ("measure", "event", "who", "value", "low", "high", "status", "start", "end", "basis")
              if name in members]  # fmt: skip
    record |= {name: "" if pd.isna(first[name]) else str(first[name]) for name in fields}
    letters = [f"{letter}" for letter in desk.sources.of(members)]
    record |= {
        name: _join(members[name]) for name in ("hedge", "words", "quote", "said_by", "said", "article") if name in members
    }
    key = "claim_id" if "claim_id" in members else "event_id"
    published = members["pub_first"].where(members["pub_first"] == members["pub_last"],
                                           members["pub_first"] + "/" + members["pub_last"])  # fmt: skip
    return record | {"report": _join(letters), "published": _join(published), "rows": _join(members[key]),
                     "said_on_chart": row.source}  # fmt: skip


def _join(values: Iterable[str]) -> str:
    """Distinct values in their order, parted by a bar."""
    return " | ".join(dict.fromkeys(value for value in map(visible, values) if value))


PLACE = ("id", "gid", "x_plotted", "figure", "group")
WORDS = ("hedge", "words", "quote", "said_by", "said", "published", "report", "article", "rows", "said_on_chart", "shown")
CLAIM_SOURCE = (*PLACE, "measure", "who", "value", "low", "high", "qualifier", *WORDS, "derived_from", "formula")
EVENT_SOURCE = (*PLACE, "event", "who", "start", "end", "status", "basis", "qualifier", *WORDS)


def _source_table(records: list[dict], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(columns)).fillna("").astype("str")


def _explain(kinds: Iterable[str]) -> str:
    """What the marks that occur mean, as one sentence."""
    classes = dict.fromkeys("derived" if kind.startswith("derived") else kind for kind in kinds)
    known = [EXPLAINED[kind] for kind in EXPLAINED if kind in classes]
    return sentence_case("; ".join(known)) + ". " if known else ""


def _key_to_reports(desk: _Desk) -> str:
    """Letter, publisher and day of each report; the address where there is room for all."""
    bases = {"inferred": " (day inferred)", "unknown": ""}
    long, short = [], []
    for report in desk.known.assign(letter=desk.sources.letters.reindex(desk.known["article"]).values).sort_values(
            "pub_first").to_dict("records"):  # fmt: skip
        name = clip(visible(report["publisher"]) or visible(report["article"]))
        day = desk.sources._days(pd.DataFrame([report]))[0]
        short.append(f"{report['letter']}, {name}, {day}{bases.get(report['pub_basis'], '')}")
        url = visible(report["url"]).replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
        long.append(short[-1] + (f", <{url}>" if url else ""))
    for key in ("; ".join(long), "; ".join(short)):
        if len(key) <= LONGEST_KEY:
            return f"Reports: {key}." if key else "No report was known."
    return "The key to the report letters stands in the source data."


def _foot(desk: _Desk) -> str:
    names = [f"{letter} {clip(visible(publisher) or article, 30)}" for letter, publisher, article in zip(
        desk.sources.letters.reindex(desk.known["article"]), desk.known["publisher"], desk.known["article"], strict=True)]  # fmt: skip
    key = ", ".join(sorted(names, key=lambda name: (len(name.split()[0]), name)))
    return f"Reports: {key}." if len(names) <= 12 else f"Sources: {count(len(names), 'news report')}; key in the caption."


def _finish(name: str, desk: _Desk, panels: Sequence[Panel], records: list[dict], **words) -> Chart:
    preface = (Annotation(desk.preface, "reports published by that day"),) if desk.as_of else ()
    annotations = preface + words.pop("annotations", ())
    params = (("as_of", desk.as_of), *words.pop("params", ()))
    panels = (Panel(panels[0].name, panels[0].groups, panels[0].axis, panels[0].key, desk.preface), *panels[1:])
    return Chart(
        name=name,
        panels=panels,
        source=_source_table(records, EVENT_SOURCE if name == "withdrawal" else CLAIM_SOURCE),
        foot=_foot(desk),
        annotations=annotations,
        params=params,
        inputs=tuple(zip(desk.known["article"], desk.known["sha256"], strict=True)),
        addresses=tuple(zip(desk.known["article"], desk.known["url"], strict=True)),
        **words,
    )


def _caption(title: str, body: str, desk: _Desk) -> str:
    return f"**{title}.** {body}Letters in brackets: reports, by day of publication. {_key_to_reports(desk)}"


def _alt(opening: str, details: Sequence[str], short: Sequence[str]) -> str:
    """The alt text with every number, or with the summaries alone where that would be too long to listen to."""
    full = visible(f"{opening} {' '.join(details)}")
    return full if len(full) <= LONGEST_ALT else clip(visible(f"{opening} {' '.join(short)}"), LONGEST_ALT)


# --- claims as rows --------------------------------------------------------------------------------------------------


def _span_of(claim: pd.Series) -> Span | None:
    """Where a claim stands on an axis of people; None for a unit, or where no number was given."""
    ends = [None if pd.isna(claim[side]) else float(claim[side]) for side in ("value", "low", "high")]
    value, low, high = ends
    if claim["qualifier"] == "range" and low is not None and high is not None:
        return Span(low, high)
    place = next((end for end in (value, low, high) if end is not None), None)
    return None if place is None or claim["qualifier"] == "unit" else Span(place)


def _claim_row(members: pd.DataFrame, desk: _Desk, name: str = "", prefix: str = "", indent: bool = False) -> Row:
    """One row for all claims that say the same; its label has their own words."""
    first, span = members.iloc[0], _span_of(members.iloc[0])
    label = list_wordings(map(quote_claim, members["words"].where(members["words"] != "", members["quote"]), members["hedge"]))
    return Row(
        _row_id(first["claim_id"]), f"{prefix}{label}", first["qualifier"] if span else "text", span, name,
        desk.sources.line(members), desk.sources.day(members), "" if span else "no number", indent=indent,
    )  # fmt: skip


def _key_of(rows: Iterable[tuple[Row, pd.DataFrame]]) -> tuple[tuple[str, str], ...]:
    """The key to the hedges that occur, each in the words of the reports."""
    hedges: dict[str, list[str]] = {}
    for row, members in rows:
        quotes = " ".join(members["quote"]).casefold()
        words = [visible(hedge).lower() for hedge in members["hedge"] if hedge and hedge.casefold() in quotes]
        hedges.setdefault(row.kind, []).extend(words)
    names = {"exact": "exact number", "about": "about", "at_least": "lower bound", "at_most": "upper bound",
             "range": "range", "vague": "no number"}  # fmt: skip
    return tuple(
        (kind, name if kind == "exact" or not hedges[kind] else list_wordings(f"“{clip(word, 20)}”" for word in hedges[kind]))
        for kind, name in names.items() if kind in hedges
    )  # fmt: skip


def _spoken(row: Row, claim: pd.Series) -> str:
    """A claim in the alt text: its words, and its number where the words spell it out."""
    words = re.sub(r"[“”]|” … “", "", row.label).replace(" … ", " ")
    number = "" if row.span is None or re.search(r"\d", words) else f" ({row.span.low:,.0f})"
    return f"{words}{number}"


# --- casualties ------------------------------------------------------------------------------------------------------


def draw_casualties(claims, articles, crisis, as_of: str = "", scale: str = "log") -> Chart:
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
    desk = _set_desk(claims, articles, as_of)
    known = desk.rows[desk.rows["measure"].isin(CASUALTIES)]
    if (known[["value", "low", "high"]] == 0).any(axis=None):
        scale = "linear"
    groups, records, kinds, spreads = [], [], [], {}
    for measure in CASUALTIES:
        about = known[known["measure"] == measure]
        rows = list(_casualty_rows(about, desk))
        spread = spreads[measure] = find_spread(find_totals(about))
        kinds += rows
        missing = (_missing_row(measure),) if not rows else ()
        group = Group(sentence_case(measure), tuple(row for row, _ in rows) or missing, _spread_note(spread), _band(spread))
        groups.append(group)
        records += [_source_record(row, group.heading, members, desk, _panel_name(measure, scale)) for row, members in rows]
        records += [_source_record(row, group.heading, None, desk, _panel_name(measure, scale)) for row in missing]
    key = _key_of(kinds)
    key += (("band", "lowest to highest total"),) if any(spreads.values()) else ()
    title = f"Killed, injured and detained: {crisis.title}, as reported"
    return _finish(
        "casualties", desk, _casualty_panels(groups, key, scale), records,
        headline=_casualty_headline(known, spreads),
        title=title,
        subtitle=f"{visible(crisis.title)}: killed, injured and detained as stated in {desk.reports}, in the order said.",
        alt=_casualty_alt(crisis, desk, groups, kinds, spreads, scale),
        caption=_caption(visible(title), _casualty_caption(desk, known, kinds, spreads), desk),
        annotations=tuple(
            Annotation(_spread_note(spread), f"{spread.highest}/{spread.lowest}", spread.claim_ids)
            for spread in spreads.values() if spread
        ),
        params=(("scale", scale),),
    )  # fmt: skip


def _panel_name(measure: str, scale: str) -> str:
    return "casualties" if scale == "log" else measure


def _casualty_panels(groups: list[Group], key: tuple, scale: str) -> tuple[Panel, ...]:
    if scale == "log":
        return (Panel("casualties", tuple(groups), Axis("log", "People (number, log scale)", guides=True), key),)
    axis = Axis("linear", "People (number)")
    named = zip(CASUALTIES, groups, strict=True)
    return tuple(Panel(measure, (group,), axis, key if measure == "killed" else ()) for measure, group in named)


def _casualty_rows(claims: pd.DataFrame, desk: _Desk) -> Iterable[tuple[Row, pd.DataFrame]]:
    """Totals in the order said, each followed by its parts; then groups that no total holds."""
    same = equal_claims(claims) if len(claims) else pd.Series(dtype="str")
    merged = {key: claims[same == key] for key in dict.fromkeys(same)}
    ids = set(claims["claim_id"])
    parts = {key: rows for key, rows in merged.items() if set(rows["part_of"]) & ids}
    wholes = [key for key in merged if key not in parts]
    for key in sorted(wholes, key=lambda key: merged[key]["who"].iloc[0] != "all"):
        members = merged[key]
        yield _claim_row(members, desk, prefix=_who_prefix(members["who"].iloc[0])), members
        for part in parts.values():
            if part["part_of"].isin(members["claim_id"]).any():
                who = "of whom " + (_who_prefix(part["who"].iloc[0]) or "these: ")
                yield _claim_row(part, desk, prefix=who, indent=True), part


def _who_prefix(who: str) -> str:
    """The group before its number; nothing for everybody. A bracket becomes a part of the name.

    >>> _who_prefix("all"), _who_prefix("security forces"), _who_prefix("all (critical)"), _who_prefix("children (Almaty)")
    ('', 'security forces: ', 'critical: ', 'children, Almaty: ')
    """
    parts = [part for part in re.split(r"\s*[()]\s*", visible(who)) if part]
    names = [part for part in parts if part != "all"]
    return f"{clip(', '.join(names))}: " if names else ""


def _spread_note(spread: Spread | None) -> str:
    return f"spread {spread.factor}×{' or more' * spread.or_more}" if spread else ""


def _band(spread: Spread | None) -> tuple[float, float] | None:
    return (spread.lowest, spread.highest) if spread else None


def _casualty_headline(claims: pd.DataFrame, spreads: dict[str, Spread | None]) -> str:
    found = {measure: spread for measure, spread in spreads.items() if spread}
    if claims.empty:
        return "No report states a number of dead, injured or detained"
    if not found:
        several = [CASUALTIES[measure] for measure in CASUALTIES
                   if find_totals(claims[claims["measure"] == measure])["article"].nunique() > 1]  # fmt: skip
        return f"Reports don’t contradict each other on {join_names(several)}" if several else \
            "No two reports give a total of the same kind"  # fmt: skip
    first = "killed" if "killed" in found else next(iter(found))
    others = {measure: spread for measure, spread in found.items() if measure != first}
    parts = [first, *sorted(others, key=lambda measure: -others[measure].ratio)[:1]]
    return "Reports differ " + ", ".join(
        f"{'at least ' * found[part].or_more}{found[part].factor}-fold on {CASUALTIES[part]}" for part in parts
    )


def _casualty_alt(crisis, desk: _Desk, groups, rows, spreads, scale: str) -> str:
    spoken = {row.id: _spoken(row, members.iloc[0]) for row, members in rows}
    details, short = [], []
    for group, spread in zip(groups, spreads.values(), strict=True):
        numbers = ", ".join(spoken.get(row.id, NOT_STATED) for row in group.rows)
        factor = f"; a factor of {'at least ' * spread.or_more}{spread.factor}" if spread else ""
        details.append(f"{group.heading}: {numbers}{factor}.")
        short.append(f"{group.heading}: {count(len(group.rows), 'figure')}{factor}"
                     + (f", from {spread.lowest:,} to {spread.highest:,}." if spread else "."))  # fmt: skip
    axis = "on a log scale" if scale == "log" else "on scales from zero"
    return _alt(f"Dot plot {axis} of people killed, injured and detained ({crisis.title}) as stated in {desk.reports}.",
                details, short)  # fmt: skip


def _casualty_caption(desk: _Desk, claims: pd.DataFrame, rows, spreads) -> str:
    parts = [
        "Each row is one stated figure, in the order said; words in quotation marks are the report’s own, and an ellipsis "
        "joins a number to a hedge from earlier in its list. Right, who said it and the day, else the day of publication. ",
        _explain(row.kind for row, _ in rows),
    ]
    if (claims["qualifier"] == "vague").any():
        parts.append("Bands begin at the literal floor of the word (two of its unit). ")
    if any(spreads.values()):
        parts.append("Shaded, from the lowest to the highest of the totals that exclude each other; at the right, highest "
                     "over lowest. Indented parts and groups are left out of it. ")  # fmt: skip
    return "".join(parts) + "Later counts may cover a longer period. "


# --- contingents -----------------------------------------------------------------------------------------------------


def draw_contingents(claims, articles, crisis, as_of: str = "") -> Chart:
    """The size of the force as stated: the whole, each country, who has no number, and what follows for the rest."""
    desk = _set_desk(claims, articles, as_of)
    force = desk.rows[desk.rows["measure"].isin(["deployed", "pledged", "withdrawn"])]
    force = force[force["part_of"] == ""]
    coalition, contributors = crisis.coalition or "", tuple(crisis.contributors or ())
    groups, records, found = [], [], []
    for heading, rows in _contingent_groups(force, desk, coalition, contributors):
        groups.append(Group(heading, tuple(row for row, _ in rows)))
        records += [_source_record(row, heading, members, desk, "contingents") for row, members in rows]
        found += [(row, members) for row, members in rows if members is not None]
    remainders = derive_remainders(force, coalition, contributors)
    derived = [_derived_row(remainder, force, desk) for remainder in remainders]
    if remainders:
        heading = f"Derived, not reported: {join_names(sorted(remainders[0].who))} together"
        groups.append(Group(heading, tuple(derived)))
        records += [_source_record(row, heading, None, desk, "contingents") | _derivation(remainder)
                    for row, remainder in zip(derived, remainders, strict=True)]  # fmt: skip
    key = _key_of((row, members) for row, members in found if row.kind != "text")
    key += tuple((row.kind, "derived") for row in derived[:1])
    title = f"Personnel sent: {crisis.title}, as reported"
    return _finish(
        "contingents", desk, [Panel("contingents", tuple(groups), Axis("linear", "Personnel (number)"), key)], records,
        headline=_contingent_headline(force, coalition, contributors),
        title=title,
        subtitle=f"{visible(crisis.title)}: personnel sent, as stated in {desk.reports}. One row, one stated figure.",
        alt=_contingent_alt(crisis, desk, groups, found),
        caption=_caption(visible(title), _contingent_caption(found, remainders), desk),
    )  # fmt: skip


def _contingent_groups(force: pd.DataFrame, desk: _Desk, coalition: str, contributors: tuple[str, ...]):
    deployed = force[force["measure"] == "deployed"]
    if coalition:
        whole = [(row, members) for row, members in _force_rows(deployed[deployed["who"] == coalition], desk, coalition)]
        yield f"Whole force ({coalition})", whole or [(_missing_row("whole-force"), None)]
    rows = list(_force_rows(deployed[deployed["who"] != coalition], desk, coalition))
    stated = {name for who in deployed["who"] for name in who.split("; ")}
    rows += [(_missing_row(f"contingent-{who}", who), None) for who in sorted(contributors) if who not in stated]
    if rows or not coalition:
        yield "By country", rows or [(_missing_row("contingents"), None)]
    for measure, heading in (("pledged", "Pledged, not yet there"), ("withdrawn", "Reported to have left")):
        rows = list(_force_rows(force[force["measure"] == measure], desk, ""))
        if rows:
            yield heading, rows


def _force_rows(claims: pd.DataFrame, desk: _Desk, coalition: str) -> Iterable[tuple[Row, pd.DataFrame]]:
    """Countries from the largest stated number down, those without a number last; the name stands once."""
    if claims.empty:
        return
    same = equal_claims(claims)
    largest = claims[["value", "low", "high"]].max(axis=1).fillna(-1).groupby(claims["who"]).max()
    for who in sorted(largest.index, key=lambda who: (-largest[who], who)):
        name = visible(join_names(who.split("; "))) if who != coalition else ""
        for key in dict.fromkeys(same[claims["who"] == who]):
            members = claims[same == key]
            yield _claim_row(members, desk, name=name), members
            name = ""


def _derived_row(remainder: Remainder, force: pd.DataFrame, desk: _Desk) -> Row:
    """One derived number: never in quotation marks, with its formula where a report would stand."""
    bound = remainder.qualifier
    low, high = (f"{end:,}" if end is not None else "" for end in (remainder.low, remainder.high))
    hedge = "about " if remainder.about else ""
    total = force[force["claim_id"] == remainder.total_id].iloc[0]
    more = {"at_least": _floor_words(total["hedge"]), "at_most": "up to "}.get(bound, "")
    number = f"{low} to {high}" if bound == "range" else low or high
    end = remainder.high if bound == "at_most" else remainder.low
    span = Span(float(end), float(remainder.high) if bound == "range" else None)
    taken = f" − {_taken(remainder)}"
    letters = list_letters(desk.sources.of(force[equal_claims(force) == remainder.total_id]))
    return Row(_row_id(f"derived-{remainder.total_id}"), f"{more}{hedge}{number}", f"derived_{bound}", span,
               source=quote_claim(total["words"], total["hedge"]) + taken, day=letters + taken)  # fmt: skip


def _floor_words(hedge: str) -> str:
    """"at least" or "more than", as the total that a derived floor comes from says it."""
    return "more than " if re.search(r"\b(more|over|upwards|above|exceed)", hedge, re.I) else "at least "


def _taken(remainder: Remainder) -> str:
    """What was subtracted: a sum, or a range of sums where reports differ on a part."""
    low, high = f"{remainder.taken_low:,}", f"{remainder.taken_high:,}"
    return low if low == high else f"({low} to {high})"


def _derivation(remainder: Remainder) -> dict:
    return {
        "derived_from": f"{remainder.total_id} - ({' + '.join(remainder.part_ids)})",
        "formula": f"total - {_taken(remainder)}",
        "measure": "deployed",
        "who": "; ".join(sorted(remainder.who)),
        "low": "" if remainder.low is None else str(remainder.low),
        "high": "" if remainder.high is None else str(remainder.high),
    }


def _contingent_headline(force: pd.DataFrame, coalition: str, contributors: tuple[str, ...]) -> str:
    deployed = force[force["measure"] == "deployed"]
    if deployed.empty:
        return "No report states a number for the force"
    stated = {name for who in deployed["who"] for name in who.split("; ")}
    missing = [who for who in sorted(contributors) if who not in stated]
    if missing and len(missing) < 3:
        return f"No report says how many came from {join_names(missing, 'or')}"
    if missing:
        return f"No report says how many came from {join_names(missing[:2])} and {count(len(missing) - 2, 'other')}"
    totals = find_totals_of(deployed, coalition)
    return f"Reports put the whole force at {totals}" if totals else "Contingents as reported"


def find_totals_of(deployed: pd.DataFrame, coalition: str) -> str:
    """The lowest and highest number stated for the whole force, in words; empty where none is."""
    numbers = deployed[deployed["who"] == coalition][["value", "low", "high"]].stack().dropna()
    ends = sorted({int(numbers.min()), int(numbers.max())}) if len(numbers) and coalition else []
    return " to ".join(f"{end:,}" for end in ends)


def _contingent_alt(crisis, desk: _Desk, groups: list[Group], found) -> str:
    spoken = {row.id: _spoken(row, members.iloc[0]) for row, members in found}
    details, short = [], []
    for group in groups:
        numbers = ", ".join(filter(None, (_contingent_words(row, spoken) for row in group.rows)))
        details.append(f"{group.heading}: {numbers}.")
        short.append(f"{group.heading}: {count(len(group.rows), 'figure')}.")
    return _alt(f"Dot plot of personnel sent ({crisis.title}) as stated in {desk.reports}.", details, short)


def _contingent_words(row: Row, spoken: dict[str, str]) -> str:
    words = spoken.get(row.id, row.text or row.label)
    return f"{row.name} {words}".strip() + (" (no number)" if row.text == "no number" else "")


def _contingent_caption(found, remainders: tuple[Remainder, ...]) -> str:
    kinds = [row.kind for row, _ in found if row.kind != "text"]
    parts = [
        "Each row is one stated figure; words in quotation marks are the report’s own. Right, who said it and the day, else "
        "the day of publication. ",
        _explain([*kinds, *(["derived"] if remainders else [])]),
    ]
    if "vague" in kinds:
        parts.append("Bands begin at the literal floor of the word (two of its unit). ")
    if remainders:
        parts.append(
            f"Derived numbers are each stated total minus the numbers stated for the other countries; they hold for "
            f"{join_names(sorted(remainders[0].who))} together, inherit the total’s hedge, and suppose that all figures speak "
            "of the same force. "
        )
    return "".join(parts)


# --- withdrawal ------------------------------------------------------------------------------------------------------


def draw_withdrawal(events, articles, crisis, as_of: str = "") -> Chart:
    """The steps of the withdrawal: planned and reported, with the day each was said, deadlines and differences."""
    desk = _set_desk(events, articles, as_of)
    steps = desk.rows[desk.rows["event"].isin(STEPS)].copy()
    steps["day"] = said_days(steps)
    coalition, contributors = crisis.coalition or "", tuple(crisis.contributors or ())
    notes = _step_notes(steps)
    whole = [_step_row(rows, desk, steps, notes, True) for rows in _merge_steps(steps[steps["who"] == coalition])]
    countries = list(_country_steps(steps[steps["who"] != coalition], desk, steps, notes))
    silent = [who for who in sorted(contributors) if who not in set(steps["who"])]
    panel_rows = []
    if coalition:
        panel_rows.append((f"Whole force ({coalition})", whole or [(_missing_row("withdrawal"), None)]))
    if silent:
        text = "no date of its own" if len(silent) == 1 else "no date of their own"
        countries.append((_missing_row("countries", text=text, name=", ".join(silent)), None))
    if countries or not coalition:
        panel_rows.append(("By country", countries or [(_missing_row("withdrawal"), None)]))
    groups = [Group(heading, tuple(row for row, _ in rows)) for heading, rows in panel_rows]
    records = [_source_record(row, heading, members, desk, "withdrawal") for heading, rows in panel_rows for row, members in rows]
    found = [(row, members) for _, rows in panel_rows for row, members in rows if members is not None]
    title = f"Withdrawal, planned and reported: {crisis.title}"
    return _finish(
        "withdrawal", desk, [Panel("withdrawal", tuple(groups), Axis("date", ""), _step_key(found))], records,
        headline=_step_headline(steps, coalition),
        title=title,
        subtitle=f"{visible(crisis.title)}: what was planned, what was reported as done, and when it was said, in {desk.reports}.",
        alt=_step_alt(crisis, desk, groups, found),
        caption=_caption(visible(title), _step_caption(found, notes), desk),
        annotations=tuple(Annotation(note, "days between two ends", (key,)) for key, note in sorted(notes.items())),
    )  # fmt: skip


def _merge_steps(steps: pd.DataFrame) -> list[pd.DataFrame]:
    """Equal steps together; by step, plans before reports, and the day said."""
    if steps.empty:
        return []
    same = equal_events(steps)
    order = steps.assign(stage=steps["event"].map(STEPS.index), done=steps["status"] == "reported")
    keys = order.sort_values(["stage", "done", "day", "end"], kind="stable").index
    return [steps[same == key] for key in dict.fromkeys(same.loc[keys])]


def _country_steps(steps: pd.DataFrame, desk: _Desk, every: pd.DataFrame, notes: dict[str, str]):
    """Countries by their earliest date; the name stands once."""
    first = steps["end"].where(steps["end"] != "", "9").groupby(steps["who"]).min()
    for who in sorted(first.index, key=lambda who: (first[who], who)):
        name = visible(join_names(who.split("; ")))
        for members in _merge_steps(steps[steps["who"] == who]):
            row, members = _step_row(members, desk, every, notes, False, name)
            yield row, members
            name = ""


def _step_row(members: pd.DataFrame, desk: _Desk, steps: pd.DataFrame, notes: dict[str, str], whole: bool, name: str = ""):
    first = members.iloc[0]
    kind = _step_kind(first)
    words = list_wordings(quote_claim(words, "") for words in members["words"].where(members["words"] != "", members["quote"]))
    label = f"{_step_phrase(first, whole)}{':' * (kind == 'text')} {words}"
    said = tuple(sorted({_number(day) for day in members["day"] if day}))
    note = next((notes[key] for key in members["event_id"] if key in notes), "")
    row = Row(_row_id(first["event_id"]), label, kind, _step_span(first, kind, steps), name, desk.sources.line(members),
              desk.sources.day(members), f"{first['status']}, no date" if kind == "text" else "", note, said=said)  # fmt: skip
    return row, members


def _step_phrase(step: pd.Series, whole: bool) -> str:
    """The step in two words, as a plan or as done."""
    planned = step["status"] == "planned"
    if step["event"] == "withdrawal_announced":
        return "To be announced" if planned else "Announced"
    if step["event"] == "withdrawal_began":
        return "To begin" if planned else "Began"
    if step["basis"] == "duration":
        return "To last" if planned else "Lasted"
    if whole:
        return "To end" if planned else "Ended"
    return "To leave" if planned else "Left"


def _step_kind(step: pd.Series) -> str:
    if not step["start"] and not step["end"]:
        return "text"
    if step["start"] and step["end"]:
        return f"{step['status']}_{'day' if step['start'] == step['end'] else 'span'}"
    return f"{step['status']}_{'earliest' if step['start'] else 'latest'}"


def _number(iso: str) -> float:
    return float((date.fromisoformat(iso) - date(1970, 1, 1)).days)


def _step_span(step: pd.Series, kind: str, steps: pd.DataFrame) -> Span | None:
    """Where a step stands; a deadline's bar opens on the day said, or where the withdrawal began if that is later."""
    if kind == "text":
        return None
    if kind.endswith("span"):
        return Span(_number(step["start"]), _number(step["end"]))
    if kind.endswith("latest"):
        began = steps[(steps["event"] == "withdrawal_began") & (steps["who"] == step["who"]) & (steps["start"] != "")]["start"]
        opens = [day for day in (step["day"], began.min() if len(began) else "") if day and day < step["end"]]
        return Span(_number(step["end"]), reach=_number(max(opens)) if opens else None)
    return Span(_number(step["start"]))


def _step_notes(steps: pd.DataFrame) -> dict[str, str]:
    """What stands beside a mark: how far a plan moved, how many days reports differ."""
    differing = {key: f"reports differ by {days} {'day' if days == 1 else 'days'}" for key, days in find_differing_days(steps).items()}
    moved = {key: f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'sooner' if days < 0 else 'later'}"
             for key, days in find_moved_plans(steps).items()}  # fmt: skip
    return differing | moved


def _step_key(found) -> tuple[tuple[str, str], ...]:
    names = {
        "reported_day": "reported", "planned_day": "planned", "reported_span": "reported, within",
        "planned_span": "planned, within", "reported_latest": "reported, by", "planned_latest": "planned, at the latest",
        "reported_earliest": "reported, not before", "planned_earliest": "planned, not before",
    }  # fmt: skip
    kinds = {row.kind for row, _ in found}
    said = (("said", "day it was said"),) if any(row.said for row, _ in found) else ()
    return tuple((kind, name) for kind, name in names.items() if kind in kinds) + said


def _step_headline(steps: pd.DataFrame, coalition: str) -> str:
    moved = find_moved_plans(steps)
    plans = steps[steps["event_id"].isin(moved) & (steps["event"] == "withdrawal_completed")]
    plans = plans[plans["who"] == coalition] if (plans["who"] == coalition).any() else plans
    if len(plans):
        last = plans.iloc[-1]
        before = steps[(steps["event"] == last["event"]) & (steps["who"] == last["who"]) & (steps["status"] == "planned")
                       & (steps["day"] != "") & (steps["day"] < last["day"]) & (steps["end"] != "")]["end"].iloc[-1]  # fmt: skip
        return f"The withdrawal was to end by {_day_and_month(before)}; said later, by {_day_and_month(last['end'])}"
    if find_differing_days(steps):
        return "Reports differ on the day of a step of the withdrawal"
    if steps.empty:
        return "No report speaks of a withdrawal"
    return "The withdrawal as planned and as reported"


def _day_and_month(iso: str) -> str:
    return long_day(iso).rsplit(" ", 1)[0]


def _step_alt(crisis, desk: _Desk, groups: list[Group], found) -> str:
    members_of = {row.id: members for row, members in found}
    details = []
    for group in groups:
        parts = [_step_words(row, members_of.get(row.id)) for row in group.rows]
        details.append(f"{group.heading}: {'; '.join(parts)}.")
    short = [f"{group.heading}: {count(len(group.rows), 'row')}." for group in groups]
    return _alt(f"Timeline of the withdrawal ({crisis.title}) as stated in {desk.reports}.", details, short)


def _step_words(row: Row, members: pd.DataFrame | None) -> str:
    words = re.sub("[“”]", "", row.label)
    if members is None:
        return f"{words} {row.text}".strip()
    first = members.iloc[0]
    when = {"day": "on {1}", "span": "from {0} to {1}", "latest": "by {1}", "earliest": "from {0}", "text": "no date"}
    ends = [_day_and_month(first[side]) if first[side] else "" for side in ("start", "end")]
    place = when[row.kind.rsplit("_", 1)[-1]].format(*ends)
    return f"{row.name} {words} ({place})".strip() + (f", {row.note}" if row.note else "")


def _step_caption(found, notes: dict[str, str]) -> str:
    parts = [
        "Each row is one stated step; words in quotation marks are the report’s own. ",
        _explain(row.kind for row, _ in found if row.kind != "text"),
        "The short upright line is the day on which it was said, else published: left of the event for a plan, on or right of "
        "it for a report. Grey, weekends. ",
    ]
    if notes:
        parts.append(f"Differences: {'; '.join(dict.fromkeys(notes.values()))}. ")
    return "".join(parts)
