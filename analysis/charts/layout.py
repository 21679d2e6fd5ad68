"""The rows of a chart, measured: columns, lines and heights in millimetres, before anything is drawn.

What belongs here: what a chart is made of (`Row`, `Group`, `Panel`) and how much room its words take. What does not:
axes (`axes`), shapes (`marks`), and drawing (`forest`).

Text stands in columns left and right of the marks, so labels can't collide; what does not fit is refused with an error
that says so, never squeezed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from matplotlib import rcParams
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from analysis.charts.marks import Profile, Span, arrow_length
from analysis.charts.wording import FIXED_SPACE
from analysis.vocabulary import InputError

POINT = 25.4 / 72  # mm
LEADING = 1.16  # line to line within a row, over type size
LEAST_PLOT = 0.25  # of the width; below it an axis is hard to read
TRIES = (  # shares of the width: of words that wrap, of a quotation that stays whole, and what the marks get at least
    *((share, 0.58, LEAST_PLOT) for share in (0.36, 0.3, 0.24, 0.2)),
    (0.2, 0.58, 0.2),
    (0.2, 0.46, LEAST_PLOT),
    (0.2, 0.46, 0.18),
    (0.2, 0.36, LEAST_PLOT),
    (0.2, 0.2, LEAST_PLOT),
)
MEASURING_DPI = 720
HAIR = 0.1  # mm by which a line may be wider than its room, which sums of widths miss by less
LETTER_HEIGHT = 3.6  # mm above a panel that has a letter
HEADING = 1.05  # height of a heading's first line, in rows
PARTINGS = (
    tuple(  # of a word that is too wide: before a bracket, else behind a comma, else at any fixed space
        re.compile(pattern) for pattern in (rf"{FIXED_SPACE}(?=\[)", rf"(?<=,){FIXED_SPACE}", FIXED_SPACE)
    )
)
DIGITS = "0123456789,"
MISSING = "□"
LEFTWARD = re.compile(
    "R(?:[Rn]*R)?"
)  # over the classes of `_direction`: from the first such letter to the last


@dataclass(frozen=True)
class Row:
    """One line of a chart: its words, its mark (or the words that stand in its place) and who said it."""

    id: str
    label: str
    kind: str  # of `marks.MARKS`; "text" for words in place of a mark
    span: Span | None = None
    name: str = ""
    source: str = ""
    brief: str = ""  # the source on a narrow page: nothing but the day where nobody is named
    day: str = ""  # the source where there is room for the day alone
    text: str = ""
    note: str = ""  # beside the mark, where there is room
    indent: bool = False
    said: tuple[float, ...] = ()
    aloud: str = ""  # as the alt text has it


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `note` stands at the right of it, `band` is shaded behind the rows."""

    heading: str
    rows: tuple[Row, ...]
    note: str = ""
    band: tuple[float, float] | None = None
    aloud: str = ""  # what the alt text adds

    @property
    def named(self) -> bool:
        """Whether its rows have names before their labels."""
        return any(row.name for row in self.rows)


@dataclass(frozen=True)
class Scale:
    """Limits and ticks of one axis; a tick is (place, label).

    `steps` says how many ticks there may be from one label to the next, counted from the tick `start`, which need not be shown.
    """

    limits: tuple[float, float]
    ticks: tuple[tuple[float, str], ...]
    minor: tuple[float, ...] = ()
    label: str = ""
    steps: tuple[int, ...] = (1, 2, 4, 8, 16, 32, 64)
    start: int = 0
    once: bool = False  # a label's second line stands only where it is another than before


@dataclass(frozen=True)
class Axis:
    """How the places of marks are read: `scale` is linear, log or date; the label names the unit."""

    scale: str
    label: str
    guides: bool = False  # dotted lines in place of stems from zero
    shared: Scale | None = None  # of the whole chart, where the panel is a page of it


@dataclass(frozen=True)
class Panel:
    """Groups that share an axis, with the key to their marks: (kind, words) in the order shown."""

    name: str
    groups: tuple[Group, ...]
    axis: Axis
    key: tuple[tuple[str, str], ...] = ()
    preface: str = ""
    letter: str = ""  # of a panel among several of one figure

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the panel, from the top."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True)
class Words:
    """What stands inside a figure whose profile has a title."""

    title: str = ""
    subtitle: str = ""
    foot: str = ""


@dataclass(frozen=True)
class Region:
    """One axis as it was drawn, in points from the top left corner of the page."""

    name: str
    box: tuple[float, float, float, float]
    scale: str
    limits: tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """A drawn figure; `rows` holds where each row stands, as shares of the page (left, top, width, height)."""

    figure: Figure
    regions: tuple[Region, ...]
    rows: tuple[tuple[str, tuple[float, float, float, float]], ...]


class Ruler:
    """Widths of text in mm, in the typeface of the current settings, unhinted."""

    def __init__(self) -> None:
        self._families = tuple(rcParams["font.family"])

    def width(self, text: str, size: float, weight: str = "normal") -> float:
        """How wide one line of text is set."""
        return _measure(text, size, weight, self._families)

    def wrap(self, text: str, size: float, width: float, weight: str = "normal") -> tuple[str, ...]:
        """The lines in which a text fits a width; a word that is wider alone is broken where it must be."""
        lines, line = [], ""
        for word in self._pieces(text, size, width, weight):
            trial = f"{line} {word}".strip()
            if line and self.width(trial, size, weight) > width:
                lines.append(line)
                line = word
            else:
                line = trial
        return (*lines, line) if line else tuple(lines)

    def wrapped(self, text: str, size: float, width: float) -> float:
        """How wide a text is once its lines fit a width."""
        return max((self.width(line, size) for line in self.wrap(text, size, width)), default=0)

    def widest_word(self, text: str, size: float) -> float:
        """How narrow a column can be without breaking a word or a quotation."""
        return max(self.width(word, size) for word in text.split(" "))

    def widest_part(self, text: str, size: float) -> float:
        """How narrow a column can be without breaking a word, where a quotation or a date may break."""
        return self.widest_word(text.replace(FIXED_SPACE, " "), size)

    def _pieces(self, text: str, size: float, width: float, weight: str) -> Iterator[str]:
        """Words; one too wide is parted at its fixed spaces (`PARTINGS`), and what still is, between characters."""
        for word in text.split(" "):
            yield from self._part(word, size, width, weight, PARTINGS)

    def _part(
        self, word: str, size: float, width: float, weight: str, partings: tuple[re.Pattern, ...]
    ) -> Iterator[str]:
        if partings and self.width(word, size, weight) > width:
            for part in partings[0].split(word):
                yield from self._part(part, size, width, weight, partings[1:])
            return
        while self.width(word, size, weight) > width and len(word) > 1:
            fit = self._fit(word, size, width, weight)
            yield word[:fit]
            word = word[fit:]
        yield word

    def _fit(self, word: str, size: float, width: float, weight: str) -> int:
        """How many characters of a word fit, not breaking a number where that can be helped."""
        fit = next((n for n in range(len(word) - 1, 1, -1) if self.width(word[:n], size, weight) <= width), 1)
        whole = next((n for n in range(fit, 1, -1) if not (word[n] in DIGITS and word[n - 1] in DIGITS)), fit)
        return whole if whole > fit // 2 else fit


# A page is measured before it is drawn, and one chart in several sizes: most texts come again.
@lru_cache(maxsize=20_000)
def _measure(text: str, size: float, weight: str, families: tuple[str, ...]) -> float:
    parts = pieces(drawable(text))
    if len(parts) != 1:
        return sum(_measure(part, size, weight, families) for part in parts)
    font = FontProperties(family=list(families), size=size, weight=weight)
    pixels = _renderer().get_text_width_height_descent(parts[0], font, ismath=False)[0]
    return pixels / MEASURING_DPI * 25.4


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    """What measures, and draws nothing."""
    return RendererAgg(8, 8, MEASURING_DPI)


@lru_cache(maxsize=4)
def _covered(families: tuple[str, ...]) -> frozenset[int]:
    """The characters that the fonts of the current settings can draw."""
    fonts = (get_font(findfont(FontProperties(family=family))) for family in families)
    return frozenset(code for font in fonts for code in font.get_charmap())


def drawable(text: str) -> str:
    """The text as the fonts can set it: an empty box for each character that none of them has."""
    covered = _covered(tuple(rcParams["font.family"]))
    return "".join(character if ord(character) in covered else MISSING for character in text)


def pieces(text: str) -> tuple[str, ...]:
    """The text in the pieces that are set one behind the other: words of a script that runs to the left by themselves.

    Our lines run to the right. Set as one, a day behind an Arabic name would be taken for a part of it and stand on its
    other side.

    >>> pieces("police, 12 Jan"), pieces("“שלום 12 שלום”, 3 May")
    (('police, 12 Jan',), ('“', 'שלום 12 שלום', '”, 3 May'))
    """
    if text.isascii():
        return (text,)
    ends = [
        0,
        *(edge for found in LEFTWARD.finditer("".join(map(_direction, text))) for edge in found.span()),
    ]
    parts = [text[start:end] for start, end in pairwise((*ends, len(text)))]
    return tuple(part for part in parts if part)


def _direction(character: str) -> str:
    """R for a letter that runs to the left, n for what goes with its neighbours (digits, spaces, hyphens), else L."""
    kind = unicodedata.bidirectional(character)
    if kind in ("R", "AL", "AN", "NSM"):
        return "R" if kind != "NSM" else "n"
    return "n" if kind in ("EN", "ES", "WS") else "L"


@dataclass(frozen=True)
class Columns:
    """Where the columns of a stack of panels stand, in mm: names, labels, plot, sources."""

    left: float
    named: float  # where labels begin that have names before them
    words_end: float
    plot: float
    plot_end: float
    sources: float
    right: float
    indent: float


def set_columns(
    ruler: Ruler, profile: Profile, panels: tuple[Panel, ...], left: float, width: float
) -> Columns:
    """The columns that the words of these panels need; an `InputError` where too little is left for the marks.

    Names and labels share the left side: where a group has no names, its labels begin at the edge. Long words are
    broken over lines, step by step narrower, until the marks have room.
    """
    for share, unbroken, least in TRIES:
        columns = _try_columns(ruler, profile, panels, left, width, share, unbroken)
        if columns.plot_end - columns.plot >= least * width:
            return columns
    raise InputError(
        f"profile {profile.name}: the words leave {columns.plot_end - columns.plot:.0f} mm of {width:.0f} mm for the "
        f"marks, less than {LEAST_PLOT:.0%}; a wider profile (nature2, plos2, slide) or shorter names in corpus.yml "
        "would fit"
    )


def _try_columns(ruler: Ruler, profile: Profile, panels: tuple[Panel, ...], left: float, width: float, share: float,
                 unbroken: float) -> Columns:  # fmt: skip
    gap, indent = profile.text * 0.45, profile.text * 0.42
    groups = [group for panel in panels for group in panel.groups]
    rows = [row for group in groups for row in group.rows]
    named = [row.name for row in rows if row.name and row.label]
    names = min(max((ruler.width(name, profile.text) for name in named), default=0), width * share * 0.55)
    longest = max((ruler.widest_word(name, profile.text) for name in named), default=0)
    names = max(names, min(longest, width * share * 0.7))
    names += gap if names else 0
    starts = [names * group.named + indent * row.indent for group in groups for row in group.rows]
    words = [
        (start, row.label) if row.label else (0, row.name) for start, row in zip(starts, rows, strict=True)
    ]
    least = max(start + ruler.widest_word(label, profile.text) for start, label in words)
    most = max(width * share, names, min(least, width * unbroken))
    labels = max(start + ruler.wrapped(label, profile.text, most - start + HAIR) for start, label in words)
    notes = max((ruler.width(group.note, profile.small) for group in groups), default=0)
    sources = _width_of_sources(ruler, profile, rows, width * share, notes)
    left, right = left + profile.margin, left + width - profile.margin
    leftward = any(row.kind.endswith("at_most") for row in rows)
    gutter = max(gap * 1.5, arrow_length(profile) * POINT + gap if leftward else 0)
    plot = left + max(labels, names) + gutter
    return Columns(
        left, left + names, plot - gutter, plot, right - sources - gap * 1.5, right - sources, right, indent
    )


def _width_of_sources(ruler: Ruler, profile: Profile, rows: list[Row], most: float, notes: float) -> float:
    """How wide the sources stand: as wide as the notes above them; no word, and if that can be helped no date, is broken."""
    beside = [_source_words(row, profile) for row in rows]
    words = max(ruler.widest_part(line, profile.small) for line in beside)
    dates = max(ruler.widest_word(line, profile.small) for line in beside)
    usual = most * (0.8 if profile.speakers == "all" else 0.65)
    room = max(usual, notes, min(words, most), min(dates, most * 0.85)) + HAIR
    return max(notes, *(ruler.wrapped(line, profile.small, room) for line in beside))


def _source_words(row: Row, profile: Profile) -> str:
    return {"all": row.source, "named": row.brief, "none": row.day}[profile.speakers]


@dataclass(frozen=True)
class PlacedRow:
    """A row with its lines, set against its columns."""

    row: Row
    start: float  # of its label
    name: tuple[str, ...]
    label: tuple[str, ...]
    source: tuple[str, ...]
    row_height: float  # mm of its first line, which a page may set closer or wider
    firm: float  # mm of its further lines, which it may not

    @property
    def height(self) -> float:
        """All of it, unstretched."""
        return self.row_height + self.firm


def _place(ruler: Ruler, profile: Profile, columns: Columns, row: Row, group: Group) -> PlacedRow:
    start = (columns.named if group.named else columns.left) + columns.indent * row.indent
    name_end = columns.named - profile.text * 0.45 if row.label else columns.words_end
    name = ruler.wrap(row.name, profile.text, name_end - columns.left + HAIR)
    label = ruler.wrap(row.label, profile.text, columns.words_end - start + HAIR)
    source = ruler.wrap(_source_words(row, profile), profile.small, columns.right - columns.sources + HAIR)
    lines = max(len(name), len(label), len(source), 1)
    return PlacedRow(
        row, start, name, label, source, profile.row, (lines - 1) * profile.text * LEADING * POINT
    )


@dataclass(frozen=True)
class Layout:
    """A panel with everything measured, before it has a place."""

    panel: Panel
    columns: Columns
    groups: tuple[tuple[Group, tuple[PlacedRow, ...]], ...]
    key: tuple[tuple[tuple[str, str], ...], ...]  # lines of the key
    profile: Profile
    headings: tuple[tuple[str, ...], ...]  # lines of each group's heading
    least_head: float = 0  # of a panel beside another: their first rules are on one line

    @property
    def head_height(self) -> float:
        """Letter, preface and key."""
        lines = (len(self.key) + bool(self.panel.preface)) * self.profile.row * 1.1
        return max(lines + LETTER_HEIGHT * bool(self.panel.letter), self.least_head)

    @property
    def rows_height(self) -> float:
        """What a page may set closer or wider of headings and rows: their first lines and the gaps, unstretched."""
        gaps = max(len(self.groups) - 1, 0) * 0.28 + sum(bool(lines) for lines in self.headings) * HEADING
        return gaps * self.profile.row + sum(placed.row_height for _, rows in self.groups for placed in rows)

    @property
    def firm_height(self) -> float:
        """The further lines of headings and rows."""
        heads = sum(heading_firm(self.profile, lines) for lines in self.headings)
        return heads + sum(placed.firm for _, rows in self.groups for placed in rows)

    @property
    def axis_height(self) -> float:
        """Ticks, their labels and the name of the axis; nothing where no row has a place on it."""
        if not self.has_axis:
            return 0.0
        lines = 2.55 + 1.2 * (self.panel.axis.scale == "date")
        return (lines + 0.85) * self.profile.small * POINT

    @property
    def has_axis(self) -> bool:
        """Whether any row has a mark: days on which something was said are nothing to read on an axis alone."""
        return any(row.span for row in self.panel.rows)

    @property
    def height(self) -> float:
        """From the top of the key to the bottom of the axis."""
        rows = self.rows_height + self.firm_height
        return self.head_height + rows + self.profile.row * 0.2 + self.axis_height


def lay_out(ruler: Ruler, profile: Profile, panel: Panel, columns: Columns) -> Layout:
    """The panel with every row's lines and height, against its columns."""
    groups = tuple(
        (group, tuple(_place(ruler, profile, columns, row, group) for row in group.rows))
        for group in panel.groups
    )
    headings = tuple(_break_heading(ruler, profile, columns, group) for group in panel.groups)
    return Layout(panel, columns, groups, _break_key(ruler, profile, panel.key, columns), profile, headings)


def _break_heading(ruler: Ruler, profile: Profile, columns: Columns, group: Group) -> tuple[str, ...]:
    """The heading in as many lines as it needs, clear of the note at its right."""
    end = columns.plot_end if group.note else columns.right
    return ruler.wrap(group.heading, profile.text, end - columns.left + HAIR, "bold")


def heading_firm(profile: Profile, lines: tuple[str, ...]) -> float:
    """How much room the lines of a heading take beyond the first."""
    return max(len(lines) - 1, 0) * profile.text * LEADING * POINT


def key_width(ruler: Ruler, profile: Profile, kind: str, words: str) -> float:
    """How wide one entry of a key is, with its symbol."""
    return symbol_width(profile, kind) + profile.small * 0.2 + ruler.width(words, profile.small)


def symbol_width(profile: Profile, kind: str) -> float:
    """How wide the symbol of a kind of mark is in a key."""
    long = arrow_length(profile) * POINT
    dot = profile.mark * POINT
    if kind in ("band", "said"):
        return dot * 1.5 if kind == "band" else dot * 0.4
    if kind == "vague":
        return long * 1.35
    if not any(part in kind for part in ("least", "most", "range", "span", "est")):
        return dot
    return long + dot * (0.6 if "derived" in kind else 0.15)


def _break_key(
    ruler: Ruler, profile: Profile, key: tuple[tuple[str, str], ...], columns: Columns
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The key in as many lines as it needs."""
    lines: list[list[tuple[str, str]]] = []
    room = 0.0
    for kind, words in key:
        need = key_width(ruler, profile, kind, words) + profile.small * 0.6
        if not lines or need > room:
            lines.append([])
            room = columns.right - columns.left + profile.small * 0.6
        lines[-1].append((kind, words))
        room -= need
    return tuple(tuple(line) for line in lines)
