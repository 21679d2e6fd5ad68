"""Several charts as the lettered panels of one figure: its title, its caption, and which charts have a panel at all.

What belongs here: what a figure of several charts says. What does not: where its panels stand (`forest`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.charts.desk import IN_SOURCE, KEY_LEAD, Chart, digest_text
from analysis.charts.wording import count, join_names, sentence_case, visible

LONGEST_CAPTION = 2450
LETTERS = "abcdefgh"
OF_ONE_PANEL = re.compile("^Left out|^No |origins? named")  # sentences that count what one panel has
SUBJECTS = {"contingents": "force", "casualties": "casualties", "withdrawal": "withdrawal"}
KINDS = {
    "contingents": "dot plot of personnel",
    "casualties": "dot plot of people killed, injured and detained",
    "withdrawal": "timeline of the withdrawal",
}


def join_charts(charts: Sequence[Chart], name: str, place: str) -> Chart:
    """Charts of one crisis as the lettered panels of one figure, which shares their key to the reports.

    A chart for which no report states anything has no panel: the caption says so.
    """
    drawn = tuple(chart for chart in charts if _states_something(chart)) or tuple(charts)
    letters = LETTERS if len(drawn) > 1 else ("",)
    title = f"{sentence_case(join_names([SUBJECTS[chart.name] for chart in drawn]))}: {place}, as reported"
    inputs = [entry for chart in charts for entry in chart.inputs]
    merged = {entry.name: entry for entry in inputs}
    return replace(
        drawn[0],
        name=name,
        headline=". ".join(dict.fromkeys(chart.headline for chart in charts)),
        title=title,
        opening=_open(drawn, letters, place),
        caption=_join_captions(charts, drawn, letters, title),
        panels=tuple(
            replace(panel, letter=letter)
            for letter, chart in zip(letters, drawn, strict=False)
            for panel in chart.panels
        ),
        source=pd.concat([chart.source for chart in drawn]).fillna(""),
        annotations=tuple(note for chart in drawn for note in chart.annotations),
        params=tuple(dict(pair for chart in charts for pair in chart.params).items()),
        inputs=tuple(
            replace(entry, rows=digest_text("".join(each.rows for each in inputs if each.name == entry.name)))
            for entry in merged.values()
        ),
        voices=tuple(voice for chart in drawn for voice in chart.voices),
        lettered=True,
    )


def _states_something(chart: Chart) -> bool:
    return bool((chart.source["rows"] != "").any())


def _open(drawn: Sequence[Chart], letters: Sequence[str], place: str) -> str:
    """What kind of picture it is, panel by panel."""
    kinds = [
        " ".join(filter(None, [f"{letter}," * bool(letter), KINDS[chart.name]]))
        for letter, chart in zip(letters, drawn, strict=False)
    ]
    return f"{sentence_case(count(len(drawn), 'panel'))} ({place}): {'; '.join(kinds)}."


def _join_captions(
    charts: Sequence[Chart], drawn: Sequence[Chart], letters: Sequence[str], title: str
) -> str:
    """The captions as one: what two panels share is said with the first, the key to the reports at the end, once.

    The key is as full as there is room: with addresses, else with publishers and days, else with publishers alone.
    """
    said: set[str] = set()
    parts = [_leave_out_said(_find_body(chart), said) for chart in drawn]
    body = "".join(
        f"**{letter}**, {part}" if letter else sentence_case(part)
        for letter, part in zip(letters, parts, strict=False)
    )
    body += "".join(f"{chart.headline}. " for chart in charts if not _states_something(chart))
    _, lead, key = charts[0].caption.partition(KEY_LEAD)
    lead, _, key = (lead + key).partition(". ")
    foot = visible(charts[0].foot)
    short = foot if foot.startswith("Reports:") else ""
    keys = filter(None, (key, re.sub(r", <[^>]*>", "", key), short, IN_SOURCE))
    captions = [f"**{visible(title)}.** {body}{lead}. {words}" for words in keys]
    return next((caption for caption in captions if len(caption) <= LONGEST_CAPTION), captions[-1])


def _leave_out_said(body: str, said: set[str]) -> str:
    """A panel's caption without the sentences, and the meanings of marks, that an earlier panel's has."""
    kept = []
    for sentence in re.split(r"(?<=\.) (?=[A-Z])", body.strip()):
        pieces = sentence.removesuffix(".").split("; ")
        known = [piece.casefold() in said for piece in pieces]
        if OF_ONE_PANEL.search(sentence) or not any(known):
            kept.append(sentence)
        elif not all(known):
            new = [piece for piece, old in zip(pieces, known, strict=True) if not old]
            kept.append(f"{sentence_case('; '.join(new))}.")
        said |= {piece.casefold() for piece in pieces}
    return f"{' '.join(kept)} "


def _find_body(chart: Chart) -> str:
    """What a panel's caption says between the title of its chart, as the panel's name, and the key to the reports."""
    body = chart.caption.partition(".** ")[2].partition(KEY_LEAD)[0]
    return f"{chart.title.partition(':')[0].lower()}. {body}"
