"""What a notebook shows beside its charts: tables, quotes in their sentences, and what is left out.

Belongs here: rows -> HTML that a screen reader can walk through, with the same as plain text. Does not: the sentences
that answer a question (`narrative`), charts (`charts`), and any page (`report_pages`).

Every word that came from a report is escaped here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from analysis.charts.wording import join_names, quote_claim, visible
from analysis.sources.corpus import Corpus, Report
from analysis.tables.comparison import known_by, letter_reports

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
QUALIFIERS = {
    "exact": "exact",
    "about": "about",
    "at_least": "at least",
    "at_most": "at most",
    "range": "range",
    "vague": "vague",
    "unit": "a unit, no number",
}


@dataclass(frozen=True)
class Passage:
    """Something to read: `text` as plain lines, `html` for a notebook or a page (escaped already)."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show_lines(lines: Iterable[str]) -> Passage:
    """One paragraph a line.

    >>> show_lines(["a < b"]).html
    '<p>a &lt; b</p>'
    """
    kept = [line for line in lines if line]
    return Passage("\n".join(kept), "\n".join(f"<p>{escape(line)}</p>" for line in kept))


def show_list(lines: Iterable[str]) -> Passage:
    """One item a line."""
    kept = [line for line in lines if line]
    items = "".join(f"<li>{escape(line)}</li>\n" for line in kept)
    return Passage("\n".join(f"- {line}" for line in kept), f"<ul>\n{items}</ul>" if kept else "")


def show_table(
    caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]], empty: str
) -> Passage:
    r"""A table with a caption, its first column naming the rows; `empty` is said where there are none.

    >>> show_table("Dead", ["report", "number"], [["A", 3]], "No row.").text
    'Dead\nreport | number\nA | 3'
    """
    if not rows:
        return show_lines([empty])
    cells = [[_show_cell(value) for value in row] for row in rows]
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(
            f"<td{_align(value)}>{escape(cell)}</td>" for cell, value in zip(rest, row[1:], strict=True)
        )
        + "</tr>"
        for (first, *rest), row in zip(cells, rows, strict=True)
    )
    # The wrapper scrolls where the screen is narrow; a keyboard reaches it.
    html = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
    text = "\n".join([caption, " | ".join(headings), *(" | ".join(row) for row in cells)])
    return Passage(text, html)


def list_reports(corpus: Corpus, claims: pd.DataFrame, events: pd.DataFrame, as_of: str = "") -> Passage:
    """One row per report known on the day: its letter, publisher, headline, day and how that is known, its rows."""
    letters = letter_reports(corpus.articles)
    numbers, steps = claims["article"].value_counts(), events["article"].value_counts()
    articles = known_by(corpus.articles, as_of).assign(
        letter=lambda rows: rows["article"].map(letters).astype("str")
    )
    rows = [
        (
            row["letter"], row["publisher"] or row["article"], row["headline"], say_published(row), row["pub_basis"],
            int(numbers.get(row["article"], 0)), int(steps.get(row["article"], 0)),
        )
        for row in articles.sort_values("letter", key=_by_length).to_dict("records")
    ]  # fmt: skip
    headings = ("report", "publisher", "headline", "published", "day known from", "numbers", "steps")
    return show_table(
        "The reports", headings, rows, f"No report is known to have been published{_by(as_of)}."
    )


def list_claims(claims: pd.DataFrame, corpus: Corpus, caption: str = "The reported numbers") -> Passage:
    """One row per claim: report, whom it counts, the words, the bounds they assert, who said it."""
    names = name_reports(corpus)
    rows = [
        (
            names[row["article"]], row["measure"], row["who"], say_words(row), row["low"], row["high"],
            QUALIFIERS[row["qualifier"]], row["said_by"],
        )
        for row in claims.to_dict("records")
    ]  # fmt: skip
    headings = ("report", "measure", "who", "words", "at least", "at most", "kind", "said by")
    return show_table(caption, headings, rows, "No report gives such a number.")


def list_events(
    events: pd.DataFrame, corpus: Corpus, caption: str = "The reported and planned steps"
) -> Passage:
    """One row per event: report, step, whom it concerns, when, planned or reported, the words, how the day is known."""
    names = name_reports(corpus)
    rows = [
        (
            names[row["article"]], row["event"].replace("_", " "), row["who"], row["status"],
            say_span(row["start"], row["end"]), f"“{row['words']}”" if row["words"] else "", row["basis"],
        )
        for row in events.to_dict("records")
    ]  # fmt: skip
    headings = ("report", "step", "who", "status", "when", "words", "day known from")
    return show_table(caption, headings, rows, "No report tells such a step.")


def list_quotes(
    rows: pd.DataFrame, corpus: Corpus, empty: str = "No two reports contradict each other here."
) -> Passage:
    """Each quote, marked, in the sentence around it, with the report and a link to it; one item a sentence.

    Where the corpus holds an abstract, the sentence is ours and is labelled so; the marked words are the report's.
    """
    if rows.empty:
        return show_lines([empty])
    reports = {report.article: report for report in corpus.reports}
    names = name_reports(corpus)
    marks: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for row in rows.to_dict("records"):
        place = (row["char_start"], row["char_end"])
        marks.setdefault((row["article"], *_find_sentence(reports[row["article"]], *place)), []).append(place)
    published = {row["article"]: say_published(row) for row in rows.to_dict("records")}
    items = [
        _show_quote(reports[article], (start, end), places, f"{names[article]}, {published[article]}")
        for (article, start, end), places in marks.items()
    ]
    body = "\n".join(f"<li>{item.html}</li>" for item in items)
    return Passage("\n".join(item.text for item in items), f'<ul class="quotes">\n{body}\n</ul>')


def _find_sentence(report: Report, start: int, end: int) -> tuple[int, int]:
    """Where the sentences begin and end in which a quote stands."""
    touching = [sentence for sentence in report.sentences if sentence.start < end and sentence.end > start]
    return min([start, *(sentence.start for sentence in touching)]), max(
        [end, *(sentence.end for sentence in touching)]
    )


def _show_quote(
    report: Report, sentence: tuple[int, int], places: Iterable[tuple[int, int]], source: str
) -> Passage:
    """One sentence with the quoted places in it marked; places that overlap are marked as one."""
    label = (
        "sentence from our abstract, marked words from the report"
        if report.abstract
        else "the report’s words"
    )
    text, html, at = "", "", sentence[0]
    for start, end in _merge(places):
        between, quote = visible(f"x{report.text[at:start]}x")[1:-1], visible(report.text[start:end])
        text, html, at = (
            f"{text}{between}[{quote}]",
            f"{html}{escape(between)}<mark>{escape(quote)}</mark>",
            end,
        )
    rest = visible(f"x{report.text[at : sentence[1]]}")[1:]
    return Passage(
        f"{text}{rest} ({source}; {label})",
        f"<blockquote>{html}{escape(rest)}</blockquote><p>{_link(report, source)}; {escape(label)}</p>",
    )


def _merge(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in their order, those that overlap joined.

    >>> _merge([(5, 9), (0, 2), (7, 12)])
    [(0, 2), (5, 12)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def list_limits(corpus: Corpus, rows: pd.DataFrame, as_of: str = "") -> Passage:
    """What a reader should know before trusting these rows: what is left out, inferred, unattributed, unchecked."""
    known = known_by(corpus.articles, as_of)
    late = corpus.articles[~corpus.articles["article"].isin(known["article"])]
    silent = known[~known["article"].isin(rows["article"])]
    guessed = known[known["pub_basis"].isin(["inferred", "unknown"])]
    unnamed = int((rows["said_by"] == "").sum())
    checked = int((rows["review"] != "machine").sum()) if "review" in rows else 0
    return show_list([
        f"Left out, because not certainly published by {say_day(as_of)}: {_publishers(late)}." if len(late) else "",
        f"Reports that say nothing on this: {_publishers(silent)}." if len(silent) else "",
        f"The publication day is {_bases(guessed)}, not stated: {_publishers(guessed)}." if len(guessed) else "",
        f"For {_share(unnamed, len(rows))} no one is named as the source: the report speaks in its own voice."
        if unnamed
        else "",
        f"The rows were read by machine; a person has checked {_share(checked, len(rows))}." if len(rows) else "",
        "Sentences are shown from our own abstracts of the reports, not from the reports."
        if any(report.abstract for report in corpus.reports)
        else "",
    ])  # fmt: skip


def name_reports(corpus: Corpus) -> dict[str, str]:
    """Article id -> how a report is called: its publisher and letter, `RT [A]`."""
    letters = letter_reports(corpus.articles)
    publishers = dict(zip(corpus.articles["article"], corpus.articles["publisher"], strict=True))
    return {article: f"{publishers[article] or article} [{letter}]" for article, letter in letters.items()}


def say_words(claim: Mapping[str, object]) -> str:
    """A claim's words in quotation marks; a hedge that stands earlier in its list in marks of its own.

    >>> say_words({"words": "1,000", "hedge": "around", "quote": "1,000 injured"})
    '“around” … “1,000”'
    """
    return quote_claim(str(claim["words"] or claim["quote"]), str(claim["hedge"]))


def say_day(day: str) -> str:
    """An ISO day as it is written in a sentence.

    >>> say_day("2022-01-11")
    '11 January 2022'
    """
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def say_span(start: str, end: str) -> str:
    """When, as a phrase; an open side stays open.

    >>> say_span("2022-01-11", "2022-01-11"), say_span("", "2022-01-23"), say_span("", "")
    ('on 11 January 2022', 'by 23 January 2022', 'on a day that is not stated')
    """
    if not start and not end:
        return "on a day that is not stated"
    if not start or not end:
        return f"by {say_day(end)}" if end else f"not before {say_day(start)}"
    return f"on {say_day(start)}" if start == end else f"between {say_day(start)} and {say_day(end)}"


def say_published(row: Mapping[str, str]) -> str:
    """The publication day or the days between which it lies."""
    if row["pub_first"] and row["pub_first"] == row["pub_last"]:
        return say_day(row["pub_first"])
    if not row["pub_first"] and not row["pub_last"]:
        return "day not known"
    return say_span(row["pub_first"], row["pub_last"])


def _by_length(letters: pd.Series) -> pd.Series:
    """A sort key that puts AA behind Z."""
    return letters.str.rjust(4)


def _share(some: int, total: int) -> str:
    """`3 of the 19 rows`, or in a word where it is all or none."""
    if some in (0, total):
        return "none of them" if not some else "every row here" if total > 1 else "the one row here"
    return f"{some} of the {total} rows"


def _by(as_of: str) -> str:
    return f" by {say_day(as_of)}" if as_of else ""


def _bases(articles: pd.DataFrame) -> str:
    return join_names(sorted(set(articles["pub_basis"])), "or")


def _publishers(articles: pd.DataFrame) -> str:
    names = [
        publisher or article
        for article, publisher in zip(articles["article"], articles["publisher"], strict=True)
    ]
    return join_names(list(dict.fromkeys(names)))


def _show_cell(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    return f"{value:,}" if isinstance(value, int) else visible(value)


def _align(value: object) -> str:
    return ' class="number"' if isinstance(value, int) else ""


def _link(report: Report, source: str) -> str:
    """The source, linked where the report has a web address; no other scheme becomes a link."""
    if not report.url.startswith(("https://", "http://")):
        return escape(source)
    return f'<a href="{escape(report.url)}">{escape(source)}</a>'
