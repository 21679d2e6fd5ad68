"""How far the reading can be trusted: the account of a report sentence by sentence, coverage, vetoes, scores.

What belongs here: what `explain`, `score` and the notebook on evidence show. What does not: making the account (`accounting`) and
the scores (`scoring`). Every word that came from a report is escaped before it meets HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import pandas as pd

from analysis.charts.wording import count, join_names, visible
from analysis.reports.exhibits import Passage, name_reports, say_published, say_span, show_lines, show_table
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import show, suggest
from analysis.sources.sentences import Sentence
from analysis.tables.accounting import FATES, Coverage, measure_coverage
from analysis.tables.comparison import known_by
from analysis.tables.scoring import Score, score_claims, score_events
from analysis.tables.tables import read_table
from analysis.vocabulary import InputError

# Ink and ground of each fate: every pair stands out at 7:1 or more whatever lies behind it, on a white page and on a dark one.
COLOURS = {
    "claim": ("#0b2a45", "#cfe3f5"),
    "event": ("#0f3319", "#d3ecd8"),
    "repeated": ("#26262e", "#e4e4ea"),
    "part": ("#26262e", "#e4e4ea"),
    "vetoed": ("#402c05", "#f5e7cd"),
    "unread": ("#ffffff", "#7a1c1c"),
}
LINES = {
    "claim": "solid",
    "event": "double",
    "repeated": "dotted",
    "part": "dotted",
    "vetoed": "dashed",
    "unread": "wavy",
}
MEANINGS = {
    "claim": "a number in the table of claims",
    "event": "a day in the table of events",
    "repeated": "says a row again",
    "part": "belongs to a row",
    "vetoed": "left out by a named rule",
    "unread": "no rule says what it is",
}
SAID = {
    "claim": "are in the table of claims",
    "event": "are in the table of events",
    "repeated": "say a row again",
    "part": "belong to a row",
    "vetoed": "are left out by a named rule",
    "unread": "are unread",
}
STYLE = "".join(
    (
        ".explained p{line-height:2.1}",
        ".explained mark{padding:.05em .25em;border-radius:3px;text-decoration-thickness:2px;text-underline-offset:.2em}",
        ".explained mark small{display:inline-block;font-size:.75em;font-family:monospace;margin-left:.4em}",
        ".explained .key{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3em 1.2em;font-size:.9em}",
        ".coverage td.bar{min-width:12em;vertical-align:middle}",
        ".coverage .bar span{display:inline-block;height:1em;vertical-align:middle;box-sizing:border-box}",
        ".coverage .bar span{border-bottom-width:3px}",
        *(
            f".fate-{fate}{{color:{ink};background:{ground};border-color:{ink};text-decoration:underline {LINES[fate]}}}"
            for fate, (ink, ground) in COLOURS.items()
        ),
    )
)


def keep_published(rows: pd.DataFrame, corpus: Corpus, as_of: str = "") -> pd.DataFrame:
    """The numbers and dates of the reports that had been published by a day; all, where none is named."""
    return rows[rows["article"].isin(known_by(corpus.articles, as_of)["article"])]


# ---------------------------------------------------------------- sentence by sentence


def explain_corpus(
    corpus: Corpus, numerals: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame
) -> Iterator[Passage]:
    """Each report explained, in the order of the corpus."""
    for report in corpus.reports:
        yield explain_report(corpus, numerals, claims, events, report.article)


def explain_report(
    corpus: Corpus, numerals: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame, article: str = ""
) -> Passage:
    """One report sentence by sentence: each number and date in it, marked, with its fate and the rule that read or vetoed it.

    Parameters
    ----------
    numerals : DataFrame
        As `accounting.account` gives it.
    article : str
        The report's id; empty for the report with the most numbers and dates.

    Raises
    ------
    InputError
        If no report has that id.
    """
    report = find_report(corpus, numerals, article)
    own = numerals[numerals["article"] == report.article].to_dict("records")
    rows = _say_rows(claims, events)
    label = _label(corpus, report)
    parts = [_explain_sentence(report, sentence, own, rows) for sentence in report.sentences]
    covered = say_coverage(measure_coverage(numerals[numerals["article"] == report.article]))
    text = "\n".join([label, *(part.text for part in parts), covered])
    key = "".join(
        f'<li><mark class="fate-{fate}">{fate}</mark> {escape(meaning)}</li>'
        for fate, meaning in MEANINGS.items()
    )
    body = "\n".join(part.html for part in parts)
    html = (
        f'<figure class="explained"><style>{STYLE}</style><figcaption>{escape(label)}</figcaption>'
        f'<ul class="key">{key}</ul>\n{body}\n<p>{escape(covered)}</p></figure>'
    )
    return Passage(text, html)


def find_report(corpus: Corpus, numerals: pd.DataFrame, article: str = "") -> Report:
    """The report of an id; of none, the one with the most numbers and dates (the first of equals)."""
    ids = tuple(report.article for report in corpus.reports)
    if article and article not in ids:
        raise InputError(
            f"article {show(article)} is not the id of a report, expected one of {', '.join(ids[:20])}"
            f"{' and more' if len(ids) > 20 else ''}{suggest(article, ids)}"
        )
    counts = numerals["article"].value_counts()
    chosen = article or max(ids, key=lambda name: int(counts.get(name, 0)))
    return next(report for report in corpus.reports if report.article == chosen)


def _label(corpus: Corpus, report: Report) -> str:
    row = corpus.articles[corpus.articles["article"] == report.article].iloc[0]
    whose = "sentences from our abstract" if report.abstract else "the report’s words"
    parts = (name_reports(corpus)[report.article], report.article, report.headline, say_published(row), whose)
    return " · ".join(visible(part) for part in dict.fromkeys(parts) if part)


def _say_rows(claims: pd.DataFrame, events: pd.DataFrame) -> dict[str, str]:
    """Row id -> what the row says, in few words."""
    said = {
        row["claim_id"]: f"{row['measure']}, {row['who']}, {row['qualifier']}"
        + ("" if row["review"] == "machine" else f", {row['review']}")
        for row in claims.to_dict("records")
    }
    return said | {
        row[
            "event_id"
        ]: f"{row['event'].replace('_', ' ')}, {row['who']}, {row['status']} {say_span(row['start'], row['end'])}"
        for row in events.to_dict("records")
    }


def _explain_sentence(
    report: Report, sentence: Sentence, numerals: Sequence[dict], rows: dict[str, str]
) -> Passage:
    own = [row for row in numerals if sentence.start <= row["char_start"] < sentence.end]
    text, html, at = "", "", sentence.start
    for row in own:
        between, words = _shown(report.text[at : row["char_start"]]), visible(row["words"])
        fate = row["fate"]
        text += f"{between}[{words}]"
        html += f'{escape(between)}<mark class="fate-{fate}">{escape(words)}<small>{escape(_short(row))}</small></mark>'
        at = row["char_end"]
    rest = _shown(report.text[at : max(at, sentence.end)])
    lines = [f"  {text}{rest}", *(f"      {_line(row, rows)}" for row in own)]
    title = "\n".join(_line(row, rows) for row in own)
    kind = "" if sentence.kind == "text" else f"<em>{escape(sentence.kind)}:</em> "
    return Passage("\n".join(lines), f'<p title="{escape(title)}">{kind}{html}{escape(rest)}</p>')


def _shown(text: str) -> str:
    """A stretch of text on one line, with the space at its ends."""
    return visible(f"x{text}x")[1:-1]


def _short(row: dict) -> str:
    return f"{row['fate']}: {row['rule']}" if row["rule"] else row["fate"]


def _line(row: dict, rows: dict[str, str]) -> str:
    """One number or date and its fate.

    >>> _line(dict(words="two days", kind="date", fate="vetoed", rule="length_of_time", row_id=""), {})
    '“two days”  date, vetoed by length_of_time'
    """
    by = f" by {row['rule']}" if row["rule"] else ""
    said = "; ".join(f"{name}: {visible(rows.get(name, ''))}" for name in row["row_id"].split())
    return f"“{visible(row['words'])}”  {row['kind']}, {row['fate']}{by}{f' -> {said}' if said else ''}"


# ---------------------------------------------------------------- coverage and scores


def say_coverage(coverage: Coverage) -> str:
    """The coverage in one line.

    >>> say_coverage(Coverage(total=64, unread=4)), say_coverage(Coverage(0, 0))
    ('60 of 64 numbers and dates are accounted for (93.8%), 4 are unread.', 'There is no number and no date.')
    """
    if not coverage.total:
        return "There is no number and no date."
    known = coverage.total - coverage.unread
    return (
        f"{known:,} of {coverage.total:,} numbers and dates are accounted for ({100 * coverage.share:.1f}%), "
        f"{f'{coverage.unread:,}' if coverage.unread else 'none'} {'are' if coverage.unread > 1 else 'is'} unread."
    )


def answer_evidence(numerals: pd.DataFrame, scores: Sequence[Score]) -> Passage:
    """How much of what the reports say was read, and how well, as far as that is known."""
    fates = numerals["fate"].value_counts()
    parts = [f"{int(fates[fate]):,} {SAID[fate]}" for fate in FATES if fate in fates]
    lines = [
        say_coverage(measure_coverage(numerals)),
        f"Of these, {join_names(parts)}." if parts else "",
    ]
    whole = [score for score in scores if score.name.endswith("all fields")]
    lines += [
        f"Against the hand coding, {score.name}: precision {score.precision:.2f}, recall {score.recall:.2f}, F1 {score.f1:.2f}."
        for score in whole
    ]
    if not scores:
        lines.append("No hand coding is at hand, so precision and recall are not known for these reports.")
    return show_lines(lines)


def score_against(claims: pd.DataFrame, events: pd.DataFrame, gold: str | Path) -> list[Score]:
    """The scores against a folder of hand coding, claims first; none where no folder is named.

    Raises
    ------
    InputError
        If the folder holds neither claims.csv nor events.csv, or a table without the columns that are compared.
    """
    if not str(gold):
        return []
    pairs = ((score_claims, claims, "claims.csv"), (score_events, events, "events.csv"))
    at_hand = [
        (score, found, Path(gold) / name) for score, found, name in pairs if (Path(gold) / name).is_file()
    ]
    if not at_hand:
        raise InputError(f"{gold}: no hand coding: expected claims.csv or events.csv")
    return [result for score, found, path in at_hand for result in _score_file(score, found, path)]


def _score_file(score, found: pd.DataFrame, path: Path) -> list[Score]:
    try:
        return score(found, read_table(path))
    except KeyError as missing:
        raise InputError(f"{path}: no column {missing}, expected the columns of the codebook") from None


def list_scores(scores: Sequence[Score]) -> Passage:
    """One row per field or set of fields: precision, recall, F1, and the rows behind them."""
    rows = [
        (score.name, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", score.right, score.wrong, score.missed)
        for score in scores
    ]  # fmt: skip
    headings = ("fields", "precision", "recall", "F1", "right", "wrong", "missed")
    return show_table(
        "Machine against coder", headings, rows, "No hand coding was given: nothing to compare with."
    )


def show_coverage(numerals: pd.DataFrame, corpus: Corpus) -> Passage:
    """One row per report: how many numbers and dates have which fate, as numbers and as a bar."""
    names = name_reports(corpus)
    counts = numerals.groupby(["article", "fate"]).size() if len(numerals) else {}
    rows = [
        (names[report.article], [int(counts.get((report.article, fate), 0)) for fate in FATES])
        for report in corpus.reports
        if report.article in set(numerals["article"])
    ]
    if not rows:
        return Passage(
            "There is no number and no date.", "<figure><p>There is no number and no date.</p></figure>"
        )
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in ("report", *FATES, "covered", "share of each")
    )
    body = "\n".join(_coverage_row(name, amounts) for name, amounts in rows)
    caption = "What became of the numbers and dates of each report"
    text = "\n".join(
        [caption, " | ".join(("report", *FATES, "covered"))]
        + [" | ".join((visible(name), *map(str, amounts), _percent(amounts))) for name, amounts in rows]
    )
    html = (
        f'<figure class="coverage"><style>{STYLE}</style><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{caption}"><table><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div></figure>"
    )
    return Passage(text, html)


def _coverage_row(name: str, amounts: Sequence[int]) -> str:
    cells = "".join(f'<td class="number">{amount:,}</td>' for amount in amounts)
    bar = "".join(
        f'<span class="fate-{fate}" style="width:{100 * amount / sum(amounts):.2f}%;border-bottom-style:{_border(fate)}"></span>'
        for fate, amount in zip(FATES, amounts, strict=True)
        if amount
    )
    return (
        f'<tr><th scope="row">{escape(visible(name))}</th>{cells}<td class="number">{_percent(amounts)}</td>'
        f'<td class="bar" aria-hidden="true">{bar}</td></tr>'
    )


def _border(fate: str) -> str:
    """A border of the same kind as the line under the words; borders know no waves."""
    return LINES[fate].replace("wavy", "ridge")


def _percent(amounts: Sequence[int]) -> str:
    unread = amounts[FATES.index("unread")]
    return f"{100 * Coverage(sum(amounts), unread).share:.0f}%"


def list_rules(numerals: pd.DataFrame) -> Passage:
    """One row per rule that left a number or a date out: how often, and the first words it did so for."""
    vetoed = numerals[numerals["fate"] == "vetoed"]
    rows = [
        (rule.replace("_", " "), len(own), f"“{own['words'].iloc[0]}”")
        for rule, own in sorted(vetoed.groupby("rule"), key=lambda row: (-len(row[1]), row[0]))
    ]
    return show_table(
        "Left out, by rule", ("rule", "times", "for example"), rows, "No rule left anything out."
    )


def list_unread(numerals: pd.DataFrame, corpus: Corpus) -> Passage:
    """Each unread number or date, marked, in its sentence, with its report; one item a sentence."""
    unread = numerals[numerals["fate"] == "unread"]
    if unread.empty:
        return show_lines(["Nothing is unread."])
    names = name_reports(corpus)
    items = [
        _mark_unread(report, sentence, own, names[report.article])
        for report in corpus.reports
        for sentence in report.sentences
        if (own := _within(unread, report, sentence))
    ]
    body = "\n".join(f"<li>{item.html}</li>" for item in items)
    return Passage("\n".join(item.text for item in items), f'<ul class="quotes">\n{body}\n</ul>')


def _within(numerals: pd.DataFrame, report: Report, sentence: Sentence) -> list[tuple[int, int]]:
    own = numerals[numerals["article"] == report.article]
    own = own[(own["char_start"] >= sentence.start) & (own["char_start"] < sentence.end)]
    return list(zip(own["char_start"], own["char_end"], strict=True))


def _mark_unread(report: Report, sentence: Sentence, places: Sequence[tuple[int, int]], name: str) -> Passage:
    text, html, at = "", "", sentence.start
    for start, end in places:
        between, words = _shown(report.text[at:start]), visible(report.text[start:end])
        text, html, at = (
            f"{text}{between}[{words}]",
            f"{html}{escape(between)}<mark>{escape(words)}</mark>",
            end,
        )
    rest = _shown(report.text[at : max(at, sentence.end)])
    source = f"{visible(name)}{'; sentence from our abstract' if report.abstract else ''}"
    return Passage(
        f"- {text}{rest} ({source})", f"<blockquote>{html}{escape(rest)}</blockquote><p>{escape(source)}</p>"
    )


def list_doubts(numerals: pd.DataFrame, claims: pd.DataFrame, scores: Sequence[Score]) -> Passage:
    """What a reader should know before taking the coverage for more than it is."""
    seen = int((claims["review"] != "machine").sum())
    lines = [
        "Accounted for does not mean right: a number may be read as something that it is not, or left out by a rule that errs.",
        "A number in words that the reading does not know is in no list.",
        f"A person has seen {count(seen, 'row')} of the claims."
        if seen
        else "No person has seen any of the claims.",
        "" if scores else "Without hand coding nothing here says how often the reading errs.",
    ]
    return Passage(
        "\n".join(f"- {line}" for line in lines if line),
        "<ul>\n" + "".join(f"<li>{escape(line)}</li>\n" for line in lines if line) + "</ul>",
    )
