"""What every chart is drawn from, and what every chart carries: sources, captions, alt text, the source table.

What belongs here: whatever two charts share. What does not: the rows of any one chart (`casualties`, `contingents`,
`withdrawal`), and their layout (`layout`, `forest`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from analysis.charts.axes import MONTH_NAMES
from analysis.charts.layout import Group, Panel, Row
from analysis.charts.wording import FIXED_SPACE, Sources, clip, count, in_words, sentence_case, visible
from analysis.tables.comparison import in_order_said, known_by, letter_reports

LONGEST_ALT, LONGEST_KEY = 1450, 1200
KEY_LEAD = "Letters in brackets"
IN_SOURCE = "The letters stand for the reports named in the source data."
MOST_NAMED = 12  # reports that a slide's foot names
PLACE = ("id", "gid", "x_plotted", "figure", "group")
WORDS = (
    "hedge",
    "words",
    "quote",
    "said_by",
    "said",
    "published",
    "report",
    "article",
    "rows",
    "beside",
    "shown",
)
CLAIM_SOURCE = (
    *PLACE,
    "measure",
    "who",
    "value",
    "low",
    "high",
    "qualifier",
    *WORDS,
    "derived_from",
    "formula",
)
EVENT_SOURCE = (*PLACE, "event", "who", "start", "end", "status", "basis", "qualifier", *WORDS)
HEDGE_NAMES = {
    "exact": "exact number",
    "about": "about",
    "at_least": "lower bound",
    "at_most": "upper bound",
    "range": "range",
    "vague": "no number",
}
FLOORS = {"literal": "literal floor (two of its unit)", "acled": "floor as ACLED counts it (one of its unit)"}
EXPLAINED = {
    "exact": "filled circle, exact number",
    "about": "open circle, “about” or a word like it",
    "at_least": "bar with arrow up, lower bound (the arrow’s length has no meaning)",
    "at_most": "bar with arrow down, upper bound (the arrow’s length has no meaning)",
    "range": "thick line between two bars, range",
    "vague": "fading band, a number given only as a word such as “thousands”, from that word’s {floor} up",
    "derived": "open grey diamond, derived and not reported",
    "reported_day": "filled circle, reported as done",
    "planned_day": "open circle, planned",
    "reported_span": "thick line between two bars, reported within these days",
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
class Source:
    """One report behind a chart: the sha256 of it, and of what was read in it for this chart."""

    name: str
    sha256: str
    rows: str


@dataclass(frozen=True)
class Voice:
    """One report's words behind a mark."""

    letter: str
    publisher: str
    headline: str
    url: str
    day: str
    said_by: str
    quote: str


@dataclass(frozen=True)
class Chart:
    """All that one chart says, before it is set in any size.

    `source` has one row per mark; `inputs` has the reports known by `as_of`; `voices` the words behind each mark.
    `headline` is the chart's answer, `title` its plain name.
    """

    name: str
    headline: str
    title: str
    subtitle: str
    foot: str
    opening: str
    caption: str
    panels: tuple[Panel, ...]
    source: pd.DataFrame = field(repr=False)
    annotations: tuple[Annotation, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Source, ...] = field(default=(), repr=False)
    voices: tuple[tuple[str, tuple[Voice, ...]], ...] = field(default=(), repr=False)
    lettered: bool = False  # its panels stand together on one page as a, b, c

    @property
    def alt(self) -> str:
        """The chart as a listener needs it: its kind, every number, the point; counts of rows where that is too long."""
        groups = [group for panel in self.panels for group in panel.groups]
        point = "" if self.headline in self.opening else f"{self.headline}."
        full = [
            f"{group.heading}: {', '.join(row.aloud for row in group.rows)}{group.aloud}." for group in groups
        ]
        short = [f"{group.heading}: {count(len(group.rows), 'row')}{group.aloud}." for group in groups]
        for whole in range(len(groups), -1, -1):
            text = " ".join(map(visible, filter(None, [self.opening, point, *full[:whole], *short[whole:]])))
            if len(text) <= LONGEST_ALT:
                return text
        return clip(text, LONGEST_ALT)


@dataclass(frozen=True)
class Entry:
    """A row of a chart and the equal claims or events behind it; no members where no report states it."""

    row: Row
    members: pd.DataFrame | None = None
    derivation: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """The kind of mark; a derived one whatever its bounds."""
        return "derived" if self.row.kind.startswith("derived") else self.row.kind


@dataclass(frozen=True)
class Block:
    """Entries under one heading of a panel, with what `Group` says of them."""

    heading: str
    entries: tuple[Entry, ...]
    note: str = ""
    band: tuple[float, float] | None = None
    aloud: str = ""

    @property
    def group(self) -> Group:
        """The block as it is laid out."""
        return Group(
            self.heading, tuple(entry.row for entry in self.entries), self.note, self.band, self.aloud
        )


@dataclass(frozen=True)
class Desk:
    """What a chart is drawn from: the known rows in the order said, and the reports they are from."""

    rows: pd.DataFrame
    articles: pd.DataFrame
    known: pd.DataFrame
    sources: Sources
    as_of: str
    rejected: int = 0  # rows that a person's review took off the desk

    @property
    def reports(self) -> str:
        """How many reports, in words."""
        return count(len(self.known), "news report")

    @property
    def not_stated(self) -> str:
        """What stands where no report gives a number."""
        return "not yet stated in any report" if self.as_of else "not stated in any report"

    @property
    def preface(self) -> str:
        """What a chart of an earlier day says above its key."""
        if not self.as_of:
            return ""
        of = f"{in_words(len(self.known))} of {count(len(self.articles), 'report')}"
        return f"Published by {long_day(self.as_of)}: {of}"

    def missing(self, slug: str, name: str = "", text: str = "") -> Entry:
        """A row that says in words what no report states."""
        text = text or self.not_stated
        return Entry(
            Row(
                row_id(f"not-stated-{slug}"),
                "",
                "text",
                name=visible(name),
                text=text,
                aloud=f"{name} {text}",
            )
        )


def set_desk(rows: pd.DataFrame, articles: pd.DataFrame, as_of: str) -> Desk:
    """The desk for a day: rows that a person rejected, or that were not yet published, are off it."""
    rows, articles = _take_cells(rows), _take_cells(articles)
    known = known_by(articles, as_of)
    rejected = rows["review"] == "rejected" if "review" in rows else pd.Series(False, index=rows.index)
    dropped = int((rejected & rows["article"].isin(known["article"])).sum())
    rows = rows[~rejected]
    years = {day[:4] for column in ("pub_first", "pub_last") for day in articles[column] if day}
    sources = Sources(letter_reports(articles).to_dict(), "year" if len(years) > 1 else "")
    rows = in_order_said(rows[rows["article"].isin(known["article"])]).reset_index(drop=True)
    return Desk(rows, articles, known, sources, as_of, dropped)


def _take_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table with strings of Python's own: a chart asks for many single cells, which a column of Arrow's is slow to give."""
    cells = table.astype({name: object for name in table.columns if table[name].dtype == "str"})
    cells.attrs = {}  # which every selection of rows would copy
    return cells


def long_day(iso: str) -> str:
    """A day in a sentence.

    >>> long_day("2022-01-09")
    '9 January 2022'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def row_id(key: str) -> str:
    """A claim's or event's id as an id of SVG.

    >>> row_id("c 1/2")
    'c_1_2'
    """
    return re.sub(r"[^\w.:-]+", "_", key).removesuffix("-high")


def merge_equals(rows: pd.DataFrame, same: pd.Series) -> dict[str, pd.DataFrame]:
    """Equal rows together, by the id of the first, in the order of the first."""
    return {key: rows[same == key] for key in dict.fromkeys(same)}


# --- the source table and the words behind a mark ------------------------------------------------------------------


def _record(entry: Entry, heading: str, panel: str, desk: Desk) -> dict[str, str]:
    """One row of the source table: the mark, and the words, speakers, days and reports behind it."""
    row, members = entry.row, entry.members
    record = {
        "id": row.id,
        "gid": f"mark-{row.id}",
        "figure": panel,
        "group": visible(heading),
        "qualifier": "not_stated" if row.kind == "text" else row.kind,
        "x_plotted": "" if row.span is None else f"{row.span.low:.0f}",
        "beside": row.source,
        "shown": visible(" ".join([row.name, row.label, row.text, row.note])),
    } | dict(entry.derivation)
    if members is None:
        return record
    first = members.iloc[0]
    facts = {"measure", "event", "who", "value", "low", "high", "status", "start", "end", "basis"} & set(
        members
    )
    said = {"hedge", "words", "quote", "said_by", "said", "article"} & set(members)
    record |= {name: "" if pd.isna(first[name]) else str(first[name]) for name in facts}
    record |= {name: _join(members[name]) for name in said}
    key = "claim_id" if "claim_id" in members else "event_id"
    letters, published = desk.sources.of(members), members["pub_first"] + "/" + members["pub_last"]
    published = published.where(members["pub_first"] != members["pub_last"], members["pub_first"])
    return record | {"report": _join(letters), "published": _join(published), "rows": _join(members[key])}


def _join(values: Iterable[str]) -> str:
    """Distinct values in their order, parted by a bar."""
    return " | ".join(dict.fromkeys(value for value in map(visible, values) if value))


def _find_inputs(desk: Desk, columns: Sequence[str]) -> tuple[Source, ...]:
    columns = [name for name in columns if name in desk.rows]
    read = {article: rows[columns].to_csv(index=False) for article, rows in desk.rows.groupby("article")}
    return tuple(
        Source(
            report["article"],
            report["sha256"],
            digest_text(report["sha256"] + read.get(report["article"], "")),
        )
        for report in desk.known.sort_values("article").to_dict("records")
    )


def digest_text(text: str) -> str:
    """The sha256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _find_voices(entry: Entry, reports: Mapping[str, Mapping[str, str]], desk: Desk) -> tuple[Voice, ...]:
    """The words of each report behind a mark, in the order said."""
    if entry.members is None:
        return ()
    days = desk.sources.days(entry.members)
    return tuple(
        Voice(
            desk.sources.letters[row["article"]],
            visible(reports[row["article"]]["publisher"] or row["article"]),
            visible(reports[row["article"]]["headline"]),
            str(reports[row["article"]]["url"]),
            day,
            visible(row["said_by"]),
            visible(row["quote"]),
        )
        for row, day in zip(entry.members.to_dict("records"), days, strict=True)
    )


# --- captions ------------------------------------------------------------------------------------------------------


def explain_marks(entries: Iterable[Entry], vague: str = "literal") -> str:
    """What the marks that occur mean, as one sentence; empty where there is none. `vague` is the profile of vague words."""
    kinds = {entry.kind for entry in entries}
    known = [words.format(floor=FLOORS[vague]) for kind, words in EXPLAINED.items() if kind in kinds]
    return sentence_case("; ".join(known)) + ". " if known else ""


def _key_to_reports(desk: Desk) -> str:
    """Letter, publisher and day of each report; the addresses too where there is room for all."""
    reports = desk.known.assign(place=list(map(desk.sources.place, desk.known["article"]))).sort_values(
        "place"
    )
    days = desk.sources.days(reports)
    short = [
        f"{desk.sources.letters[report['article']]}, {clip(visible(report['publisher'] or report['article']))}, {day}"
        + (" (day inferred)" if report["pub_basis"] == "inferred" else "")
        for report, day in zip(reports.to_dict("records"), days, strict=True)
    ]
    urls = [re.sub(r"[<>\s]", lambda part: f"%{ord(part[0]):02X}", visible(url)) for url in reports["url"]]
    long = [f"{words}, <{url}>" if url else words for words, url in zip(short, urls, strict=True)]
    fitting = [key for key in ("; ".join(long), "; ".join(short)) if 0 < len(key) <= LONGEST_KEY]
    if fitting:
        return f"Reports: {fitting[0]}."
    return IN_SOURCE if short else "No report was known."


def _foot(desk: Desk) -> str:
    if len(desk.known) > MOST_NAMED:
        return f"Sources: {count(len(desk.known), 'news report')}."
    names = zip(desk.known["article"], desk.known["publisher"], strict=True)
    key = sorted(
        f"{desk.sources.letters[article]}{FIXED_SPACE}{clip(visible(name or article), 30)}"
        for article, name in names
    )
    return f"Reports: {', '.join(key)}." if key else ""


def _count_rows(entries: Iterable[Entry], desk: Desk, noun: str) -> str:
    """How many figures or steps from how many reports, and how many origins they name; one sentence."""
    members = [entry.members for entry in entries if entry.members is not None]
    if not members:
        return f"No {noun} in {desk.reports}. "
    rows = pd.concat(members)
    origins = {re.sub("^the ", "", visible(words).casefold()) for words in rows["said_by"]} - {""}
    unnamed = int((rows["said_by"].map(visible) == "").sum())
    of = f"{in_words(rows['article'].nunique())} of {count(len(desk.articles), 'report')}"
    named = f"{count(len(origins), 'origin')} named" if origins else "no origin named"
    rest = f" in all, but none for {in_words(unnamed)} of them" if origins and unnamed else ""
    return f"{sentence_case(count(len(rows), noun))} from {of}; {named}{rest}. "


def _say_left_out(desk: Desk, others: Sequence[tuple[int, str]]) -> str:
    """What is not in the figure, counted; empty where nothing is left out."""
    late = len(desk.articles) - len(desk.known)
    counts = [*others, (desk.rejected, "row that a review rejected"),
              (late, f"report not known to be out by {long_day(desk.as_of)}" if desk.as_of else "report")]  # fmt: skip
    words = [_count_phrase(number, phrase) for number, phrase in counts if number]
    return f"Left out: {'; '.join(words)}. " if words else ""


def _count_phrase(number: int, phrase: str) -> str:
    """A count of a noun that has words after it.

    >>> _count_phrase(2, "row that a review rejected"), _count_phrase(1, "step of another kind")
    ('two rows that a review rejected', 'one step of another kind')
    """
    noun, _, rest = phrase.partition(" ")
    return f"{count(number, noun)} {rest}".strip()


# --- finishing -----------------------------------------------------------------------------------------------------


def finish_chart(
    chart: Chart,
    desk: Desk,
    blocks: Sequence[tuple[str, Block]],
    columns: Sequence[str],
    explanation: str,
    left_out: Sequence[tuple[int, str]] = (),
) -> Chart:
    """The chart with its source table, caption, sources and passport data, from its blocks: (panel, block).

    `left_out` counts rows of the tables that this chart does not draw: (number, what they are).
    """
    noun = "dated step" if "event" in columns else "stated figure"
    counted = _count_rows([entry for _, block in blocks for entry in block.entries], desk, noun)
    explanation = f"{counted}{explanation}{_say_left_out(desk, left_out)}"
    entries = [(entry, block.heading, panel) for panel, block in blocks for entry in block.entries]
    records = [_record(entry, heading, panel, desk) for entry, heading, panel in entries]
    reports = {report["article"]: report for report in desk.known.to_dict("records")}
    foot = _foot(desk)
    beside = [(desk.preface, "reports published by that day"), (visible(chart.headline), "computed from the rows"),
              (visible(chart.subtitle), "reports counted"), (visible(foot), "reports counted")]  # fmt: skip
    ours = tuple(Annotation(words, formula) for words, formula in beside if words)
    first = replace(chart.panels[0], preface=desk.preface)
    return replace(
        chart,
        panels=(first, *chart.panels[1:]),
        source=pd.DataFrame(
            [[record.get(name, "") for name in columns] for record in records],
            columns=list(columns),
            dtype="str",
        ),
        foot=foot,
        caption=f"**{visible(chart.title)}.** {explanation}{KEY_LEAD}: reports, by day of publication. "
        + _key_to_reports(desk),
        annotations=(*ours, *chart.annotations),
        params=(("as_of", desk.as_of), *chart.params),
        inputs=_find_inputs(desk, columns),
        voices=tuple((entry.row.id, _find_voices(entry, reports, desk)) for entry, _, _ in entries),
    )


def take_page(chart: Chart, panels: tuple[Panel, ...], number: int, pages: int) -> Chart:
    """One page of a chart whose rows stand on several."""
    words = f"Page {number} of {pages}"
    preface = ". ".join(filter(None, [panels[0].preface, words]))
    ids = {row.id for panel in panels for row in panel.rows}
    source = chart.source[chart.source["id"].isin(ids)]
    first = replace(panels[0], preface=preface, key=_key_of_page(panels, source))
    panels = (first, *panels[1:])
    return replace(
        chart,
        panels=panels,
        opening=f"{chart.opening} {words}.",
        caption=f"{chart.caption} {words}.",
        source=source,
        annotations=(*chart.annotations, Annotation(words, "rows over rows a page")),
        params=(*chart.params, ("page", str(number))),
    )


def _key_of_page(panels: tuple[Panel, ...], source: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The key to the marks of one page; a hedge that only another page's reports use gives way to a plain name."""
    quotes = " ".join(source["quote"]).casefold()
    kinds = {row.kind for panel in panels for row in panel.rows} | {"band", "said"}
    return tuple(
        (kind, words if all(hedge in quotes for hedge in re.findall("“(.*?)”", words)) else HEDGE_NAMES[kind])
        for kind, words in panels[0].key
        if kind in kinds
    )
