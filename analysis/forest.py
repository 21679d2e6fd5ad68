"""The page of a claim forest: rows of words, marks on one axis, who said it; laid out in millimetres.

What belongs here: measuring text, columns, row heights, axes and where everything stands. What does not: which rows
a chart has (`charts`), the shapes (`marks`) and files (`publish`).

The page is measured before it is drawn. Text stands in columns left and right of the marks, so labels can't collide;
what does not fit is refused with an error that says so, never squeezed. Text sits on its row by baseline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from .marks import BAND, GREY, GUIDE, INK, RULE, WEEKEND, Profile, Span, arrow_length
from .marks import draw_mark, draw_said, draw_swatch
from .vocabulary import InputError
from .wording import FIXED_SPACE

POINT = 25.4 / 72  # mm
CAPITALS = 0.716  # height of capitals over type size, in Arial and its metric equals
LEADING = 1.16  # line to line within a row, over type size
TIGHTEST = 1.22  # rows stand no closer than this, over type size
LEAST_PLOT = 0.25  # of the width; below it an axis can't be read
MEASURING_DPI = 720
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Row:
    """One line of a chart: its words, its mark (or the words that stand in its place) and who said it."""

    id: str
    label: str
    kind: str  # of `marks.MARKS`; "text" for words in place of a mark
    span: Span | None = None
    name: str = ""
    source: str = ""
    day: str = ""  # the source where there is room for the day alone
    text: str = ""
    note: str = ""  # beside the mark, where there is room
    indent: bool = False
    said: tuple[float, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `note` stands at the right of it, `band` is shaded behind the rows."""

    heading: str
    rows: tuple[Row, ...]
    note: str = ""
    band: tuple[float, float] | None = None

    @property
    def named(self) -> bool:
        """Whether its rows have names before their labels."""
        return any(row.name for row in self.rows)


@dataclass(frozen=True)
class Axis:
    """How the places of marks are read: `scale` is linear, log or date; the label names the unit."""

    scale: str
    label: str
    guides: bool = False  # dotted lines in place of stems from zero


@dataclass(frozen=True)
class Panel:
    """Groups that share an axis, with the key to their marks: (kind, words) in the order shown."""

    name: str
    groups: tuple[Group, ...]
    axis: Axis
    key: tuple[tuple[str, str], ...] = ()
    preface: str = ""

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


# --- measuring ---------------------------------------------------------------------------------------------------


class Ruler:
    """Widths of text in mm, in the typeface of the current settings, unhinted."""

    def __init__(self) -> None:
        self._renderer = RendererAgg(8, 8, MEASURING_DPI)
        self._widths: dict[tuple[str, float, str], float] = {}

    def width(self, text: str, size: float, weight: str = "normal") -> float:
        """How wide one line of text is set."""
        key = (text, size, weight)
        if key not in self._widths:
            font = FontProperties(size=size, weight=weight)
            pixels = self._renderer.get_text_width_height_descent(text, font, False)[0]
            self._widths[key] = pixels / MEASURING_DPI * 25.4
        return self._widths[key]

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

    def widest_word(self, text: str, size: float) -> float:
        """How narrow a column can be without breaking a word or a quotation."""
        return max(self.width(word, size) for word in text.split(" "))

    def _pieces(self, text: str, size: float, width: float, weight: str) -> Iterator[str]:
        for word in text.split(" "):
            while len(word) > 1 and self.width(word, size, weight) > width:
                fit = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or self.width(word[:n], size) <= width)
                yield word[:fit]
                word = word[fit:]
            yield word


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


def set_columns(ruler: Ruler, profile: Profile, panels: tuple[Panel, ...], left: float, width: float) -> Columns:
    """The columns that the words of these panels need; an `InputError` where too little is left for the marks.

    Names and labels share the left side: where a group has no names, its labels begin at the edge. Long words are
    broken over lines, step by step narrower, until the marks have room.
    """
    for share, unbroken in ((0.36, 0.46), (0.3, 0.46), (0.24, 0.46), (0.2, 0.46), (0.2, 0.36), (0.2, 0.2)):
        columns = _try_columns(ruler, profile, panels, left, width, share, unbroken)
        if columns.plot_end - columns.plot >= LEAST_PLOT * width:
            return columns
    raise InputError(
        f"profile {profile.name}: the words leave {columns.plot_end - columns.plot:.0f} mm of {width:.0f} mm for the "
        f"marks, less than {LEAST_PLOT:.0%}; a wider profile (nature2, plos2, slide) or shorter names in corpus.yml "
        "would fit"
    )


def _try_columns(ruler, profile: Profile, panels: tuple[Panel, ...], left: float, width: float, share: float,
                 unbroken: float) -> Columns:  # fmt: skip
    gap, indent = profile.text * 0.45, profile.text * 0.42
    groups = [group for panel in panels for group in panel.groups]
    rows = [row for group in groups for row in group.rows]
    names = min(max((ruler.width(row.name, profile.text) for row in rows if row.label), default=0), width * share * 0.55)
    names += gap if names else 0
    starts = [names + indent * row.indent if group.named else indent * row.indent for group in groups for row in group.rows]
    labels = max(start + ruler.width(row.label, profile.text) for start, row in zip(starts, rows, strict=True))
    least = max(start + ruler.widest_word(row.label, profile.text) for start, row in zip(starts, rows, strict=True))
    most = max(width * share, names, min(least, width * unbroken))
    words = [*map(_source(profile), rows), *(group.note for group in groups)]
    sources = min(max(ruler.width(line, profile.small) for line in words), width * share * 0.8)
    left, right = left + profile.margin, left + width - profile.margin
    leftward = any(row.kind.endswith("at_most") for row in rows)
    gutter = max(gap * 1.5, arrow_length(profile) * POINT + gap if leftward else 0)
    plot = left + min(labels, most) + gutter
    return Columns(left, left + names, plot - gutter, plot, right - sources - gap * 1.5, right - sources, right, indent)


def _source(profile: Profile):
    return lambda row: row.source if profile.speakers else row.day


@dataclass(frozen=True)
class _Placed:
    """A row with its lines, set against its columns."""

    row: Row
    start: float  # of its label
    name: tuple[str, ...]
    label: tuple[str, ...]
    source: tuple[str, ...]
    height: float


def _place(ruler: Ruler, profile: Profile, columns: Columns, row: Row, named: bool) -> _Placed:
    start = (columns.named if named else columns.left) + columns.indent * row.indent
    name_end = columns.named - profile.text * 0.45 if row.label else columns.words_end
    name = ruler.wrap(row.name, profile.text, name_end - columns.left + 0.1)
    label = ruler.wrap(row.label, profile.text, columns.words_end - start + 0.1)
    source = ruler.wrap(_source(profile)(row), profile.small, columns.right - columns.sources + 0.1)
    lines = max(len(name), len(label), len(source), 1)
    return _Placed(row, start, name, label, source, profile.row + (lines - 1) * profile.text * LEADING * POINT)


@dataclass(frozen=True)
class _Layout:
    """A panel with everything measured, before it has a place."""

    panel: Panel
    columns: Columns
    groups: tuple[tuple[Group, tuple[_Placed, ...]], ...]
    key: tuple[tuple[tuple[str, str], ...], ...]  # lines of the key
    profile: Profile

    @property
    def head_height(self) -> float:
        """Preface and key."""
        return (len(self.key) + bool(self.panel.preface)) * self.profile.row * 1.1

    @property
    def rows_height(self) -> float:
        """Headings and rows, unstretched."""
        gaps = max(len(self.groups) - 1, 0) * 0.28 + sum(bool(group.heading) for group, _ in self.groups) * 1.05
        return gaps * self.profile.row + sum(placed.height for _, rows in self.groups for placed in rows)

    @property
    def axis_height(self) -> float:
        """Ticks, their labels and the name of the axis; nothing where no row has a place on it."""
        if not self.has_axis:
            return 0.0
        lines = 2.55 + 1.2 * (self.panel.axis.scale == "date")
        return (lines + 0.85) * self.profile.small * POINT

    @property
    def has_axis(self) -> bool:
        """Whether any row has a mark."""
        return any(row.span or row.said for row in self.panel.rows)

    @property
    def height(self) -> float:
        """From the top of the key to the bottom of the axis."""
        return self.head_height + self.rows_height + self.profile.row * 0.2 + self.axis_height


def _lay_out(ruler: Ruler, profile: Profile, panel: Panel, columns: Columns) -> _Layout:
    groups = tuple(
        (group, tuple(_place(ruler, profile, columns, row, group.named) for row in group.rows)) for group in panel.groups
    )
    return _Layout(panel, columns, groups, _break_key(ruler, profile, panel.key, columns), profile)


def _key_width(ruler: Ruler, profile: Profile, kind: str, words: str) -> float:
    return _symbol_width(profile, kind) + profile.small * 0.2 + ruler.width(words, profile.small)


def _symbol_width(profile: Profile, kind: str) -> float:
    long = arrow_length(profile) * POINT
    dot = profile.mark * POINT
    if kind in ("band", "said"):
        return dot * 1.5 if kind == "band" else dot * 0.4
    if kind == "vague":
        return long * 1.35
    return long + dot * 0.15 if any(part in kind for part in ("least", "most", "range", "span", "est")) else dot


def _break_key(ruler: Ruler, profile: Profile, key: tuple[tuple[str, str], ...], columns: Columns):
    lines: list[list[tuple[str, str]]] = []
    room = 0.0
    for kind, words in key:
        need = _key_width(ruler, profile, kind, words) + profile.small * 0.6
        if not lines or need > room:
            lines.append([])
            room = columns.right - columns.left + profile.small * 0.6
        lines[-1].append((kind, words))
        room -= need
    return tuple(tuple(line) for line in lines)


# --- axes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scale:
    """Limits and ticks of one axis; a tick is (place, label)."""

    limits: tuple[float, float]
    ticks: tuple[tuple[float, str], ...]
    minor: tuple[float, ...] = ()
    label: str = ""


def _ends(rows: tuple[Row, ...]) -> list[float]:
    places = [place for row in rows if row.span for place in (row.span.low, row.span.high, row.span.reach)]
    return [place for place in (*places, *(day for row in rows for day in row.said)) if place is not None]


def _linear(rows: tuple[Row, ...], share: float, label: str) -> _Scale:
    """From zero to the largest number, with room for an arrow that takes `share` of the axis."""
    top = max(max(_ends(rows), default=1), 1)
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
    end = max(top / (1 - share), min((tick for tick in ticks if tick >= top), default=top) if top < 4 else 0)
    return _Scale((0, end), tuple((tick, f"{tick:,.0f}") for tick in ticks if 0 <= tick <= end), label=label)


def _log(rows: tuple[Row, ...], share: float, label: str) -> _Scale:
    """From the power of ten below the smallest number; ticks are written out, never as powers."""
    ends = _ends(rows) or [1]
    bottom = 10 ** math.floor(math.log10(min(ends)))
    end = bottom * max((max(ends) / bottom) ** (1 / (1 - share)), 10)
    powers = [bottom * 10**power for power in range(math.ceil(math.log10(end / bottom)) + 1)]
    minor = [power * digit for power in powers for digit in range(2, 10) if power * digit <= end]
    return _Scale((bottom, end), tuple((tick, f"{tick:,.0f}") for tick in powers if tick <= end), tuple(minor), label)


def _from_number(day: float) -> date:
    return date(1970, 1, 1) + timedelta(days=round(day))


def _dates(rows: tuple[Row, ...], share: float, label: str) -> _Scale:
    """Whole days, each from half a day before to half a day after its mark."""
    ends = _ends(rows)
    first, last = _from_number(min(ends)), _from_number(max(ends))
    days = (last - first).days
    months = sorted({(day.year, day.month) for day in (first, last)})
    span = "–".join(f"{MONTH_NAMES[month - 1]} {year}" for year, month in months)
    every = [first + timedelta(days=step) for step in range(days + 1)]
    if days <= 70:
        ticks = [(day, _day_tick(day, len(months) > 1)) for day in every]
    elif days <= 800:
        ticks = [(day, f"{MONTHS[day.month - 1]}\n{day.year}") for day in every if day.day == 1]
    else:
        ticks = [(day, str(day.year)) for day in every if (day.month, day.day) == (1, 1)]
    unit = "day" if days <= 70 else "first of the month" if days <= 800 else "1 January"
    pad = 0.5 + days * 0.01
    beyond = days * share if any(row.kind.endswith("earliest") for row in rows) else 0
    places = tuple((float((day - date(1970, 1, 1)).days), words) for day, words in ticks)
    return _Scale((min(ends) - pad, max(ends) + pad + beyond), places, label=f"{span} ({unit})")


def _day_tick(day: date, with_month: bool) -> str:
    month = f" {MONTHS[day.month - 1]}" if with_month else ""
    return f"{day.day}{month}\n{WEEKDAYS[day.weekday()]}"


SCALES = {"linear": _linear, "log": _log, "date": _dates}


def _thin(scale: _Scale, ruler: Ruler, size: float, millimetres: float) -> _Scale:
    """The scale with every other labelled tick made a small one until the labels stand clear of each other."""
    ticks, minor = list(scale.ticks), list(scale.minor)
    place = _position(scale, "log" if scale.minor and scale.limits[0] > 0 else "linear", 0, millimetres)
    half = {words: max(ruler.width(line, size) for line in words.split("\n")) / 2 for _, words in ticks}

    def clash() -> bool:
        pairs = zip(ticks, ticks[1:], strict=False)
        return any(place(b) - place(a) < half[u] + half[v] + 0.7 * size * POINT for (a, u), (b, v) in pairs)

    while len(ticks) > 2 and clash():
        minor += [tick for tick, _ in ticks[1::2]]
        ticks = ticks[::2]
    return replace(scale, ticks=tuple(ticks), minor=tuple(sorted(minor)))


def _position(scale: _Scale, kind: str, left: float, width: float):
    """A function from a place on the axis to mm on the page."""
    low, high = scale.limits
    if kind == "log":
        return lambda place: left + width * math.log(place / low) / math.log(high / low)
    return lambda place: left + width * (place - low) / (high - low)


# --- painting ----------------------------------------------------------------------------------------------------


class Page:
    """A figure in mm from the top left corner, with what was drawn on it."""

    def __init__(self, profile: Profile, height: float, ruler: Ruler) -> None:
        self.profile, self.height, self.ruler = profile, height, ruler
        self.figure = Figure(figsize=(profile.width / 25.4, height / 25.4))
        self.axes = self.figure.add_axes((0, 0, 1, 1), zorder=0)
        self.axes.set(xlim=(0, profile.width), ylim=(height, 0))
        self.axes.axis("off")
        self.regions: list[Region] = []
        self.rows: list[tuple[str, tuple[float, float, float, float]]] = []

    def write(self, x: float, middle: float, words: str, size: float, colour: str = INK, **style) -> None:
        """One line of text whose capitals are centred on `middle`."""
        y = middle + CAPITALS * size * POINT / 2
        words = words.replace(FIXED_SPACE, " ")
        self.axes.text(x, y, words, fontsize=size, color=colour, va="baseline", ha="left", **style)

    def write_lines(self, x: float, middle: float, lines: tuple[str, ...], size: float, colour: str = INK) -> None:
        """Lines of text, centred together on `middle`."""
        for place, words in enumerate(lines):
            offset = (place - (len(lines) - 1) / 2) * self.profile.text * LEADING * POINT
            self.write(x, middle + offset, words, size, colour)

    def rule(self, left: float, right: float, y: float) -> None:
        """A thin grey line from left to right."""
        self.axes.add_line(Line2D([left, right], [y, y], color=RULE, linewidth=self.profile.rule * 0.8, zorder=1))

    def shade(self, left: float, right: float, top: float, bottom: float, colour: str) -> None:
        """A filled rectangle behind everything."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.axes.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", linewidth=0, zorder=-1))

    def add_axis(self, name: str, kind: str, scale: _Scale, box: tuple[float, float, float, float]) -> Axes:
        """An axis at the foot of a box (left, top, right, bottom), with y in mm of the page."""
        left, top, right, bottom = box
        width, height, profile = self.profile.width, self.height, self.profile
        frame = (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height)
        axes = self.figure.add_axes(frame, zorder=2, xscale="log" if kind == "log" else "linear")
        axes.set(xlim=scale.limits, ylim=(bottom, top))
        axes.patch.set_visible(False)
        axes.yaxis.set_visible(False)
        axes.spines[["left", "right", "top"]].set_visible(False)
        axes.spines["bottom"].set(linewidth=profile.rule, color=INK)
        axes.set_xticks([tick for tick, _ in scale.ticks], [words for _, words in scale.ticks])
        axes.set_xticks(list(scale.minor), [""] * len(scale.minor), minor=True)
        axes.tick_params(axis="x", width=profile.rule, length=profile.small * 0.42, pad=profile.small * 0.25,
                         labelsize=profile.small, color=INK, labelcolor=INK)  # fmt: skip
        axes.tick_params(axis="x", which="minor", width=profile.rule * 0.7, length=profile.small * 0.24)
        axes.set_xlabel(scale.label, fontsize=profile.small, color=INK, labelpad=profile.small * 0.3)
        points = tuple(round(edge / POINT, 3) for edge in (left, top, right, bottom))
        self.regions.append(Region(name, points, "log" if kind == "log" else "linear", scale.limits))
        return axes


def _paint_key(page: Page, layout: _Layout, top: float) -> None:
    profile, columns = page.profile, layout.columns
    for number, line in enumerate(layout.key):
        x, y = columns.left, top + (number + 0.5) * profile.row * 1.1
        for kind, words in line:
            width = _symbol_width(profile, kind)
            _paint_symbol(page, kind, x, y, width)
            page.write(x + width + profile.small * 0.2, y, words, profile.small)
            x += _key_width(page.ruler, profile, kind, words) + profile.small * 0.6


def _paint_symbol(page: Page, kind: str, x: float, y: float, width: float) -> None:
    profile, dot = page.profile, page.profile.mark * POINT
    if kind == "band":
        draw_swatch(page.axes, x, x + width, y, dot * 0.6)
    elif kind == "said":
        draw_said(page.axes, profile, x + width / 2, y)
    elif kind.endswith(("range", "span")):
        draw_mark(page.axes, profile, kind, Span(x + dot * 0.2, x + width - dot * 0.2), y)
    elif kind.endswith("latest"):
        draw_mark(page.axes, profile, kind, Span(x + width - dot * 0.2, reach=x), y)
    elif kind.endswith("at_most"):
        draw_mark(page.axes, profile, kind, Span(x + width - dot * 0.2), y)
    elif kind.endswith(("at_least", "earliest", "vague")):
        draw_mark(page.axes, profile, kind, Span(x + (dot * 0.45 if "derived" in kind else dot * 0.15)), y)
    else:
        draw_mark(page.axes, profile, kind, Span(x + dot / 2), y)


def _paint_weekends(page: Page, scale: _Scale, place, top: float, bottom: float) -> None:
    first, last = (_from_number(limit) for limit in scale.limits)
    if (last - first).days > 70:
        return
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        number = (day - date(1970, 1, 1)).days
        edges = [min(max(edge, scale.limits[0]), scale.limits[1]) for edge in (number - 0.5, number + 0.5)]
        if day.weekday() >= 5 and edges[0] < edges[1]:
            page.shade(place(edges[0]), place(edges[1]), top, bottom, WEEKEND)


@dataclass(frozen=True)
class _Brush:
    """What painting a row needs of its panel."""

    page: Page
    layout: _Layout
    axes: Axes | None
    place: object  # from axis to mm

    @cached_property
    def arrow(self) -> float:
        """The length of an open end in mm."""
        return arrow_length(self.page.profile) * POINT


def _paint_row(brush: _Brush, placed: _Placed, middle: float) -> None:
    page, columns, row, profile = brush.page, brush.layout.columns, placed.row, brush.page.profile
    page.write_lines(columns.left, middle, placed.name, profile.text)
    page.write_lines(placed.start, middle, placed.label, profile.text)
    page.write_lines(columns.sources, middle, placed.source, profile.small, GREY)
    if row.text:
        page.write(_text_start(brush, row), middle, row.text, profile.small, GREY, style="italic", gid=f"mark-{row.id}")
    if brush.axes is not None:
        _paint_mark(brush, row, middle)


def _text_start(brush: _Brush, row: Row) -> float:
    """Where the words in place of a mark begin: at the axis, or behind a day that stands there."""
    start = brush.layout.columns.plot + brush.page.profile.small * 0.12
    width = brush.page.ruler.width(row.text, brush.page.profile.small)
    days = [brush.place(day) for day in row.said]
    return max(days) + 1.0 if any(start - 1 < day < start + width + 1 for day in days) else start


def _paint_mark(brush: _Brush, row: Row, middle: float) -> None:
    axes, profile, axis = brush.axes, brush.page.profile, brush.layout.panel.axis
    low, high = axes.get_xlim()
    if row.span and axis.scale != "date":
        style = {"color": GUIDE, "linestyle": (0, (1, 2))} if axis.guides else {"color": RULE}
        end = high if axis.guides else row.span.low
        axes.add_line(Line2D([low, end], [middle, middle], linewidth=profile.rule * 0.8, zorder=0, **style))
    if row.span and row.said:
        nearest = row.span.low if row.span.reach is None else row.span.reach
        for day in row.said:
            axes.add_line(Line2D([day, nearest], [middle] * 2, color="#8a8a8a", linewidth=profile.rule * 0.9, zorder=1))
    for day in row.said:
        draw_said(axes, profile, day, middle)
    if row.span:
        draw_mark(axes, profile, row.kind, row.span, middle, f"mark-{row.id}")
    if row.note:
        _paint_note(brush, row, middle)


def _paint_note(brush: _Brush, row: Row, middle: float) -> None:
    """The note beside the mark, right of it where there is room, else left, else not at all (the caption has it)."""
    page, columns, size = brush.page, brush.layout.columns, brush.page.profile.small
    places = [brush.place(end) for end in _ends((row,))]
    width, gap = page.ruler.width(row.note, size), page.profile.mark * POINT
    if max(places) + gap + width <= columns.plot_end:
        page.write(max(places) + gap, middle, row.note, size, zorder=6)
    elif min(places) - gap - width >= columns.plot:
        page.write(min(places) - gap - width, middle, row.note, size, zorder=6)


def _paint(page: Page, layout: _Layout, top: float, stretch: float = 1.0, letter: str = "") -> None:
    """One panel with its top at `top`; its rows are set wider apart by `stretch`."""
    profile, columns, axis = page.profile, layout.columns, layout.panel.axis
    if layout.panel.preface:
        page.write(columns.left, top + profile.row * 0.55, layout.panel.preface, profile.small, GREY)
    _paint_key(page, layout, top + profile.row * 1.1 * bool(layout.panel.preface))
    head = top + layout.head_height
    foot = head + layout.rows_height * stretch + profile.row * 0.2
    brush = _Brush(page, layout, None, None)
    if layout.has_axis:
        width = columns.plot_end - columns.plot
        scale = SCALES[axis.scale](layout.panel.rows, arrow_length(profile) * 1.1 * POINT / width, axis.label)
        scale = _thin(scale, page.ruler, profile.small, width)
        place = _position(scale, axis.scale, columns.plot, width)
        axes = page.add_axis(layout.panel.name, axis.scale, scale, (columns.plot, head, columns.plot_end, foot))
        brush = _Brush(page, layout, axes, place)
        if axis.scale == "date":
            _paint_weekends(page, scale, place, head, foot)
    y = head
    for number, (group, rows) in enumerate(layout.groups):
        y += profile.row * 0.28 * stretch * bool(number)
        y = _paint_group(brush, group, rows, y, stretch)


def _paint_group(brush: _Brush, group: Group, rows: tuple[_Placed, ...], y: float, stretch: float) -> float:
    page, columns, profile = brush.page, brush.layout.columns, brush.page.profile
    if group.heading:
        middle = y + profile.row * 0.55 * stretch
        page.rule(columns.left, columns.right, y)
        page.write(columns.left, middle, group.heading, profile.text, weight="bold")
        if group.note:
            page.write(columns.sources, middle, group.note, profile.small)
        y += profile.row * 1.05 * stretch
    bottom = y + sum(placed.height for placed in rows) * stretch
    if group.band and brush.axes is not None:
        page.shade(*(brush.place(end) for end in group.band), y, bottom, BAND)
    for placed in rows:
        height = placed.height * stretch
        _paint_row(brush, placed, y + height / 2)
        page.rows.append((placed.row.id, _share(page, columns, y, height)))
        y += height
    return y


def _share(page: Page, columns: Columns, top: float, height: float) -> tuple[float, float, float, float]:
    wide, high = page.profile.width, page.height
    return (columns.left / wide, top / high, (columns.right - columns.left) / wide, height / high)


# --- pages -------------------------------------------------------------------------------------------------------


def draw_forest(panels: tuple[Panel, ...], profile: Profile, words: Words = Words()) -> Sheet:
    """The panels one below the other on a page of the profile.

    Raises
    ------
    InputError : the rows need more height than the profile has, or the words more width.
    """
    ruler = Ruler()
    columns = set_columns(ruler, profile, panels, 0, profile.width)
    layouts = [_lay_out(ruler, profile, panel, columns) for panel in panels]
    title = _title_lines(ruler, profile, words)
    foot = ruler.wrap(words.foot, profile.small, profile.width - 2 * profile.margin) if profile.title else ()
    top = profile.margin + sum(line.height for line in title) + (profile.subtitle * 0.2 if title else 0)
    foot_height = (len(foot) * 1.25 + 0.6) * profile.small * POINT if foot else 0
    fixed = top + foot_height + profile.margin + sum(layout.height - layout.rows_height for layout in layouts)
    fixed += profile.row * 0.6 * (len(layouts) - 1)
    rows = sum(layout.rows_height for layout in layouts)
    stretch = _stretch(profile, fixed, rows, panels)
    height = profile.max_height if profile.fixed_height else math.ceil((fixed + rows * stretch) * 2) / 2
    page = Page(profile, height, ruler)
    y = profile.margin
    for line in title:
        page.write(profile.margin, y + line.height / 2, line.words, line.size, line.colour, weight=line.weight)
        y += line.height
    y = top
    for layout in layouts:
        _paint(page, layout, y, stretch)
        y += layout.height + layout.rows_height * (stretch - 1) + profile.row * 0.6
    for number, line in enumerate(reversed(foot)):
        page.write(profile.margin, height - profile.margin - (number + 0.5) * profile.small * 1.25 * POINT, line,
                   profile.small, GREY)  # fmt: skip
    return Sheet(page.figure, tuple(page.regions), tuple(page.rows))


def _stretch(profile: Profile, fixed: float, rows: float, panels: tuple[Panel, ...]) -> float:
    """How far apart rows are set: wider to fill a slide, closer where they would not fit, refused below reading."""
    room = (profile.max_height - fixed) / rows if rows else 1.0
    if profile.fixed_height:
        room = min(room, 1.6)
    stretch = room if profile.fixed_height else min(room, 1.0)
    if stretch * profile.row < profile.text * TIGHTEST * POINT:
        count = sum(len(panel.rows) for panel in panels)
        raise InputError(
            f"profile {profile.name}: {count} rows need {fixed + rows:.0f} mm, the page has {profile.max_height:g} mm; "
            "a taller profile (plos2), an earlier --as-of or a smaller corpus would fit"
        )
    return stretch


@dataclass(frozen=True)
class _Line:
    words: str
    size: float
    colour: str
    weight: str
    height: float


def _title_lines(ruler: Ruler, profile: Profile, words: Words) -> list[_Line]:
    if not profile.title:
        return []
    width = profile.width - 2 * profile.margin
    title = ruler.wrap(words.title, profile.title, width, "bold")
    subtitle = ruler.wrap(words.subtitle, profile.subtitle, width)
    return [
        *(_Line(line, profile.title, INK, "bold", profile.title * LEADING * POINT) for line in title),
        *(_Line(line, profile.subtitle, GREY, "normal", profile.subtitle * 1.3 * POINT) for line in subtitle),
    ]


