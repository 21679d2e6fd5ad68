"""Charts in notebooks and reports: a picture with its alt text and caption, and the words behind each mark.

What belongs here: the HTML of one chart. It needs no server, no network and no script: a mark is a place on the
picture that takes the keyboard's focus, and what is behind it opens while it has it. What does not: saving (`publish`).
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from analysis.charts.publish import DEFAULT_PROFILE, draw_picture, split_chart

if TYPE_CHECKING:
    from analysis.charts.desk import Chart, Voice

STYLE = (
    ".claim-chart{margin:1em 0;max-width:60em;color-scheme:light}"
    ".claim-chart .plate{position:relative;background:#fff}"
    ".claim-chart img{display:block;width:100%;height:auto}"
    ".claim-chart .spot{position:absolute;cursor:pointer;border-radius:2px}"
    ".claim-chart .spot:hover{background:rgba(0,91,150,.07)}"
    ".claim-chart .spot:focus{outline:2px solid #005b96}"
    ".claim-chart .card{display:none;position:absolute;z-index:9;left:8%;top:100%;width:84%;padding:.6em .9em;"
    "background:#fff;color:#1a1a1a;border:1px solid #595959;box-shadow:0 2px 8px rgba(0,0,0,.25);cursor:auto}"
    ".claim-chart .spot:focus .card,.claim-chart .spot:focus-within .card{display:block}"
    ".claim-chart .card p{margin:.3em 0;overflow-wrap:anywhere}"
    ".claim-chart figcaption{font-size:.85em;margin-top:.5em;overflow-wrap:anywhere}"
    "@media print{.claim-chart .card{display:none!important}}"
)


@dataclass(frozen=True)
class Shown:
    """A chart as a notebook shows it; the last line of a cell."""

    html: str
    words: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


def show_chart(chart: Chart, profile: str = DEFAULT_PROFILE) -> Shown:
    """The chart with its alt text, its caption, and for each mark the quote, the report and its address."""
    return Shown("".join(_page(page, profile) for page in split_chart(chart, profile)), visible_words(chart))


def _page(chart: Chart, profile: str) -> str:
    picture, places = draw_picture(chart, profile)
    source = f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"
    voices = dict(chart.voices)
    labels = dict(zip(chart.source["id"], chart.source["shown"], strict=True))
    spots = "".join(_spot(labels[key], box, voices[key]) for key, box in places if voices.get(key))
    return (
        f'<figure class="claim-chart"><style>{STYLE}</style><div class="plate"><img alt="{escape(chart.alt)}" '
        f'src="{source}">{spots}</div><figcaption>{_caption(chart.caption)}</figcaption></figure>'
    )


def visible_words(chart: Chart) -> str:
    """What stands in for the chart where no HTML is shown."""
    return f"{chart.headline}. {chart.alt}"


def _spot(label: str, box: tuple[float, float, float, float], voices: tuple[Voice, ...]) -> str:
    place = ";".join(
        f"{side}:{share * 100:.2f}%"
        for side, share in zip(("left", "top", "width", "height"), box, strict=True)
    )
    spoken = escape(
        f"{label}: {'; '.join(f'{voice.publisher}, {voice.day}: {voice.quote}' for voice in voices)}"
    )
    cards = "".join(map(_card, voices))
    card = f'<div class="card">{cards}</div>'
    return f'<div class="spot" tabindex="0" role="group" aria-label="{spoken}" style="{place}">{card}</div>'


def _card(voice: Voice) -> str:
    speaker = f"{escape(voice.said_by)}, in " if voice.said_by else ""
    headline = f": {escape(voice.headline)}" if voice.headline else ""
    address = f"<br>{_link(voice.url)}" if voice.url else ""
    return (f"<p><q>{escape(voice.quote)}</q><br>{speaker}{escape(voice.publisher)} [{escape(voice.letter)}], "
            f"{escape(voice.day)}{headline}{address}</p>")  # fmt: skip


def _link(url: str) -> str:
    """The address as a link where it is one of the web, else as text."""
    if not re.match(r"https?://[^\s<>\"]+$", url):
        return escape(url)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>'


def _caption(markdown: str) -> str:
    """The caption's bold title and its addresses as HTML; everything else as text."""
    pieces = re.split(
        r"(<https?://[^<>\s]+>)", re.sub(r"^\*\*(.*?)\*\*", "\x01\\1\x02", markdown, count=1, flags=re.DOTALL)
    )
    words = "".join(
        _link(piece[1:-1]) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
    return words.replace("\x01", "<strong>").replace("\x02", "</strong>")
