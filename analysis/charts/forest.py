"""The page of a claim forest, drawn: rows of words, marks on one axis, who said it.

What belongs here: where everything stands on the page, in millimetres from its top left corner. What does not: which
rows a chart has (`charts`), measuring (`layout`), the shapes (`marks`) and files (`publish`).

The page is sized after everything was measured. Text sits on its row by baseline.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from analysis.charts.axes import EPOCH, MOST_DAYS, SCALES, day_of, find_position, places_of, thin_ticks
from analysis.charts.layout import (
    HEADING,
    LEADING,
    LETTER_HEIGHT,
    POINT,
    Columns,
    Group,
    Layout,
    Panel,
    PlacedRow,
    Region,
    Row,
    Ruler,
    Scale,
    Sheet,
    Words,
    drawable,
    heading_firm,
    key_width,
    lay_out,
    pieces,
    set_columns,
    symbol_width,
)
from analysis.charts.marks import (
    BAND,
    GREY,
    GUIDE,
    INK,
    RULE,
    WEEKEND,
    Profile,
    Span,
    arrow_length,
    draw_mark,
    draw_said,
    draw_swatch,
)
from analysis.charts.wording import FIXED_SPACE
from analysis.vocabulary import InputError

CAPITALS = 0.716  # height of capitals over type size, in Arial and its metric equals
TIGHTEST = 1.22  # rows stand no closer than this, over type size
LOOSEST = 1.5  # rows of a panel beside a taller one stand no farther apart than this
WIDEST = 1.6  # rows of a slide stand no farther apart than this, over their natural distance
BETWEEN_PANELS = 0.6  # rows
BELOW_HALVES = 1.2  # rows
MOST_PAGES = 40
SPLITS = (
    0.5,
    0.54,
    0.58,
    0.46,
    0.42,
)  # of the width between panels a and b, the first that breaks no quotation
BETWEEN_HALVES, PANEL_LETTER = 5.0, 8  # mm, points


class Canvas:
    """A figure in mm from the top left corner, with what was drawn on it."""

    def __init__(self, profile: Profile, height: float, ruler: Ruler) -> None:
        self.profile, self.height, self.ruler = profile, height, ruler
        self.figure = Figure(figsize=(profile.width / 25.4, height / 25.4))
        self.axes = self.figure.add_axes((0, 0, 1, 1), zorder=0)
        self.axes.set(xlim=(0, profile.width), ylim=(height, 0))
        self.axes.set_axis_off()
        self.regions: list[Region] = []
        self.rows: list[tuple[str, tuple[float, float, float, float]]] = []

    def write(
        self, x: float, middle: float, words: str, size: float, colour: str = INK, **style: object
    ) -> None:
        """One line of text whose capitals are centred on `middle`."""
        y = middle + CAPITALS * size * POINT / 2
        weight = str(style.get("weight", "normal"))
        for piece in pieces(drawable(words.replace(FIXED_SPACE, " "))):
            self.axes.text(x, y, piece, fontsize=size, color=colour, va="baseline", ha="left", **style)
            x += self.ruler.width(piece, size, weight)
            style.pop("gid", None)  # no two texts have the same

    def write_lines(
        self, x: float, middle: float, lines: tuple[str, ...], size: float, colour: str = INK, **style: object
    ) -> None:
        """Lines of text, the first centred on `middle`: what stands in one row begins on one baseline."""
        for place, words in enumerate(lines):
            offset = place * self.profile.text * LEADING * POINT
            self.write(x, middle + offset, words, size, colour, **style)

    def rule(self, left: float, right: float, y: float) -> None:
        """A thin grey line from left to right."""
        self.axes.add_line(
            Line2D([left, right], [y, y], color=RULE, linewidth=self.profile.rule * 0.8, zorder=1)
        )

    def shade(self, left: float, right: float, top: float, bottom: float, colour: str) -> None:
        """A filled rectangle behind everything."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.axes.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", linewidth=0, zorder=-1))

    def add_axis(self, name: str, kind: str, scale: Scale, box: tuple[float, float, float, float]) -> Axes:
        """An axis at the foot of a box (left, top, right, bottom), with y in mm of the page."""
        left, top, right, bottom = box
        width, height, profile = self.profile.width, self.height, self.profile
        frame = (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height)
        axes = self.figure.add_axes(frame, zorder=2, xscale="log" if kind == "log" else "linear")
        axes.set(xlim=scale.limits, ylim=(bottom, top))
        axes.patch.set(visible=False)
        axes.yaxis.set(visible=False)
        axes.spines[["left", "right", "top"]].set(visible=False)
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


def _paint_key(page: Canvas, layout: Layout, top: float) -> None:
    profile, columns = page.profile, layout.columns
    for number, line in enumerate(layout.key):
        x, y = columns.left, top + (number + 0.5) * profile.row * 1.1
        for kind, words in line:
            width = symbol_width(profile, kind)
            _paint_symbol(page, kind, x, y, width)
            page.write(x + width + profile.small * 0.2, y, words, profile.small)
            x += key_width(page.ruler, profile, kind, words) + profile.small * 0.6


def _paint_symbol(page: Canvas, kind: str, x: float, y: float, width: float) -> None:
    profile, dot = page.profile, page.profile.mark * POINT
    if kind == "band":
        draw_swatch(page.axes, x, x + width, y, dot * 0.6)
    elif kind == "said":
        draw_said(page.axes, profile, x + width / 2, y)
    elif kind.endswith(("range", "span")):
        inset = dot * (0.55 if "derived" in kind else 0.2)
        draw_mark(page.axes, profile, kind, Span(x + inset, x + width - inset), y)
    elif kind.endswith("latest"):
        draw_mark(page.axes, profile, kind, Span(x + width - dot * 0.2, reach=x), y)
    elif kind.endswith("at_most"):
        draw_mark(page.axes, profile, kind, Span(x + width - dot * 0.2), y)
    elif kind.endswith(("at_least", "earliest", "vague")):
        draw_mark(page.axes, profile, kind, Span(x + (dot * 0.45 if "derived" in kind else dot * 0.15)), y)
    else:
        draw_mark(page.axes, profile, kind, Span(x + dot / 2), y)


def _paint_weekends(
    page: Canvas, scale: Scale, place: Callable[[float], float], top: float, bottom: float
) -> None:
    first, last = (day_of(limit) for limit in scale.limits)
    if (last - first).days > MOST_DAYS:
        return
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        number = (day - EPOCH).days
        edges = [min(max(edge, scale.limits[0]), scale.limits[1]) for edge in (number - 0.5, number + 0.5)]
        if day.weekday() >= 5 and edges[0] < edges[1]:
            page.shade(place(edges[0]), place(edges[1]), top, bottom, WEEKEND)


@dataclass(frozen=True)
class _Brush:
    """What painting a row needs of its panel."""

    page: Canvas
    layout: Layout
    axes: Axes | None
    place: Callable[[float], float] | None  # from the axis to mm


def _paint_row(brush: _Brush, placed: PlacedRow, middle: float) -> None:
    page, columns, row, profile = brush.page, brush.layout.columns, placed.row, brush.page.profile
    page.write_lines(columns.left, middle, placed.name, profile.text)
    page.write_lines(placed.start, middle, placed.label, profile.text)
    page.write_lines(columns.sources, middle, placed.source, profile.small, GREY)
    start = _text_start(brush, row)
    if row.text:
        x = columns.plot + profile.small * 0.12 if start is None else start
        page.write(x, middle, row.text, profile.small, GREY, style="italic", gid=f"mark-{row.id}")
    if brush.axes is not None:
        _paint_mark(brush, replace(row, said=() if row.text and start is None else row.said), middle)


def _text_start(brush: _Brush, row: Row) -> float | None:
    """Where the words in place of a mark begin: at the axis, else clear of the days said; None where nothing is clear."""
    columns, small = brush.layout.columns, brush.page.profile.small
    start, width, clear = columns.plot + small * 0.12, brush.page.ruler.width(row.text, small), small * 0.17
    days = [brush.place(day) for day in row.said] if brush.place else []
    if not any(start - clear < day < start + width + clear for day in days):
        return start
    after, before = max(days) + clear, min(days) - width - clear
    return after if after + width <= columns.plot_end else before if before >= columns.plot else None


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
            axes.add_line(
                Line2D([day, nearest], [middle] * 2, color="#8a8a8a", linewidth=profile.rule * 0.9, zorder=1)
            )
    for day in row.said:
        draw_said(axes, profile, day, middle)
    if row.span:
        draw_mark(axes, profile, row.kind, row.span, middle, f"mark-{row.id}")
    if row.note:
        _paint_note(brush, row, middle)


def _paint_note(brush: _Brush, row: Row, middle: float) -> None:
    """The note beside the mark, right of it where there is room, else left, else not at all (the caption has it)."""
    page, columns, size = brush.page, brush.layout.columns, brush.page.profile.small
    places = [brush.place(end) for end in places_of((row,))]
    width, gap = page.ruler.width(row.note, size), page.profile.mark * POINT
    if max(places) + gap + width <= columns.plot_end:
        page.write(max(places) + gap, middle, row.note, size, zorder=6)
    elif min(places) - gap - width >= columns.plot:
        page.write(min(places) - gap - width, middle, row.note, size, zorder=6)


def _paint(page: Canvas, layout: Layout, top: float, stretch: float) -> None:
    """One panel with its top at `top`; its rows are set wider apart by `stretch`."""
    profile, columns, axis = page.profile, layout.columns, layout.panel.axis
    head = top + layout.head_height
    if layout.panel.letter:
        page.write(columns.left, top + LETTER_HEIGHT / 2, layout.panel.letter, PANEL_LETTER, weight="bold")
        top += LETTER_HEIGHT
    if layout.panel.preface:
        page.write(columns.left, top + profile.row * 0.55, layout.panel.preface, profile.small, GREY)
    _paint_key(page, layout, top + profile.row * 1.1 * bool(layout.panel.preface))
    foot = head + layout.rows_height * stretch + layout.firm_height + profile.row * 0.2
    brush = _Brush(page, layout, None, None)
    if layout.has_axis:
        width = columns.plot_end - columns.plot
        scale = _find_scale(layout)
        scale = thin_ticks(scale, page.ruler, profile.small, width)
        place = find_position(scale, axis.scale, columns.plot, width)
        axes = page.add_axis(
            layout.panel.name, axis.scale, scale, (columns.plot, head, columns.plot_end, foot)
        )
        brush = _Brush(page, layout, axes, place)
        if axis.scale == "date":
            _paint_weekends(page, scale, place, head, foot)
    y = head
    for number, (_, rows) in enumerate(layout.groups):
        y += profile.row * 0.28 * stretch * bool(number)
        y = _paint_group(brush, number, rows, y, stretch)


def _find_scale(layout: Layout) -> Scale:
    """The axis that a panel's marks need, with room for open ends; its chart's where it is one page of it."""
    axis, width = layout.panel.axis, layout.columns.plot_end - layout.columns.plot
    share = arrow_length(layout.profile) * 1.1 * POINT / width
    return axis.shared or SCALES[axis.scale](layout.panel.rows, share, axis)


def _paint_group(brush: _Brush, number: int, rows: tuple[PlacedRow, ...], y: float, stretch: float) -> float:
    page, columns, profile = brush.page, brush.layout.columns, brush.page.profile
    group, lines = brush.layout.panel.groups[number], brush.layout.headings[number]
    if lines:
        height = profile.row * HEADING * stretch + heading_firm(profile, lines)
        middle = y + profile.row * 0.55 * stretch
        page.rule(columns.left, columns.right, y)
        page.write_lines(columns.left, middle, lines, profile.text, weight="bold")
        if group.note:
            page.write(columns.sources, middle, group.note, profile.small)
        y += height
    bottom = y + sum(placed.row_height * stretch + placed.firm for placed in rows)
    if group.band and brush.axes is not None:
        page.shade(*(brush.place(end) for end in group.band), y, bottom, BAND)
    for placed in rows:
        height = placed.row_height * stretch + placed.firm
        _paint_row(brush, placed, y + placed.row_height * stretch / 2)
        page.rows.append((placed.row.id, _share(page, columns, y, height)))
        y += height
    return y


def _share(page: Canvas, columns: Columns, top: float, height: float) -> tuple[float, float, float, float]:
    wide, high = page.profile.width, page.height
    return (columns.left / wide, top / high, (columns.right - columns.left) / wide, height / high)


# --- pages -------------------------------------------------------------------------------------------------------


def draw_forest(panels: tuple[Panel, ...], profile: Profile, words: Words) -> Sheet:
    """The panels one below the other on a page of the profile.

    Raises
    ------
    InputError : the rows need more height than the profile has (`split_pages` prevents that), or the words more width.
    """
    frame = _measure(panels, profile, words)
    stretch = _stretch(frame)
    height = (
        profile.max_height
        if profile.fixed_height
        else _page_height(profile, frame.fixed + frame.rows * stretch)
    )
    canvas = Canvas(profile, height, frame.ruler)
    _paint_words(canvas, frame)
    y = frame.top
    for layout in frame.layouts:
        _paint(canvas, layout, y, stretch)
        y += layout.height + layout.rows_height * (stretch - 1) + profile.row * BETWEEN_PANELS
    return Sheet(canvas.figure, tuple(canvas.regions), tuple(canvas.rows))


def _page_height(profile: Profile, needed: float) -> float:
    """The height of a page, in steps of half a millimetre, and no more than the profile has."""
    return min(math.ceil(needed * 2) / 2, profile.max_height)


def split_pages(panels: tuple[Panel, ...], profile: Profile, words: Words) -> tuple[tuple[Panel, ...], ...]:
    """The panels as they are where one page holds them, else their rows over several pages that share their axes.

    Each panel begins a page then; a group that goes on repeats its heading.

    Raises
    ------
    InputError : more than `MOST_PAGES` pages, or the words need more width than the profile has.
    """
    frame = _measure(panels, profile, words)
    if frame.fixed + frame.rows * _tightest(profile) <= profile.max_height:
        return (panels,)
    pages = [page for layout in frame.layouts for page in _split(layout, frame)]
    if len(pages) > MOST_PAGES:
        raise InputError(
            f"profile {profile.name}: {sum(len(panel.rows) for panel in panels)} rows need {len(pages)} pages, more than "
            f"{MOST_PAGES}; a taller profile (plos2), an earlier --as-of or a smaller corpus would fit"
        )
    return tuple((page,) for page in pages)


def split_panels(panels: tuple[Panel, ...], profile: Profile) -> tuple[tuple[Panel, ...], ...]:
    """The panels as they are where one page holds them, else those side by side and then the others, else each by itself.

    Raises
    ------
    InputError : a panel needs more than `MOST_PAGES` pages, or its words more width than the profile has.
    """
    if _fits(panels, profile):
        return (panels,)
    profile = replace(
        profile, max_height=profile.max_height - profile.row * 1.1
    )  # for the number of the page
    beside = _find_beside(panels)
    first = (beside,) if beside and _fits(beside, profile) else ()
    rest = (split_pages((panel,), profile, Words()) for panel in panels if not first or panel not in beside)
    return (*first, *(page for pages in rest for page in pages))


def _find_beside(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """The two panels that stand side by side: numbers of people; a timeline has the width of the page."""
    counts = tuple(panel for panel in panels if panel.axis.scale != "date")
    return counts if len(counts) == 2 else ()


def _fits(panels: tuple[Panel, ...], profile: Profile) -> bool:
    if not _find_beside(panels):
        return len(split_pages(panels, profile, Words())) == 1
    try:
        _plan_panels(panels, profile)
    except InputError:
        return False
    return True


def draw_panels(panels: tuple[Panel, ...], profile: Profile) -> Sheet:
    """Panels on one page: two of people side by side, a timeline across; axes on one line unless a panel is far shorter.

    Otherwise each panel has the width of the page.

    Raises
    ------
    InputError : the panels are taller than the profile's page, or their words too wide for half of it (`split_panels`
        prevents both).
    """
    if not _find_beside(panels):
        return draw_forest(panels, profile, Words())
    plan = _plan_panels(panels, profile)
    canvas = Canvas(profile, _page_height(profile, plan.needed(plan.pack)), plan.ruler)
    upper = plan.upper(plan.pack)
    for layout in plan.halves:
        stretch = min(
            (upper - _head(layout)) / layout.rows_height,
            max(LOOSEST, plan.pack),
        )
        _paint(canvas, layout, profile.margin, stretch)
    for layout in plan.across:
        _paint(canvas, layout, profile.margin + upper + profile.row * BELOW_HALVES, plan.pack)
    return Sheet(canvas.figure, tuple(canvas.regions), tuple(canvas.rows))


@dataclass(frozen=True)
class _Plan:
    """Panels measured: two halves of the page, and below them what goes across; `pack` is how close their rows stand."""

    profile: Profile
    ruler: Ruler
    halves: tuple[Layout, ...]
    across: tuple[Layout, ...]
    pack: float = 1.0

    def upper(self, pack: float) -> float:
        """The height of the halves with rows so close."""
        return max(_head(layout) + layout.rows_height * pack for layout in self.halves)

    def needed(self, pack: float) -> float:
        """The height of the page with rows so close."""
        lower = (
            self.profile.row * BELOW_HALVES + _head(layout) + layout.rows_height * pack
            for layout in self.across
        )
        return 2 * self.profile.margin + self.upper(pack) + sum(lower)


def _head(layout: Layout) -> float:
    """What a panel takes beside what stretches of its rows."""
    return layout.height - layout.rows_height


def _plan_panels(panels: tuple[Panel, ...], profile: Profile) -> _Plan:
    """The panels measured, the halves with who said it or, where that is too much for the page, with the day alone."""
    try:
        return _plan_page(panels, profile, replace(profile, speakers="named"))
    except InputError:
        return _plan_page(panels, profile, replace(profile, speakers="none"))


def _plan_page(panels: tuple[Panel, ...], profile: Profile, narrow: Profile) -> _Plan:
    """The panels with a and b in the sizes of `narrow`, half as wide as the page."""
    ruler = Ruler()
    splits = [_split_page(ruler, panels, profile, narrow, share) for share in SPLITS]
    layouts = next((split for split in splits if not any(map(_breaks_quotations, split))), splits[0])
    plan = _Plan(profile, ruler, layouts[:2], layouts[2:])
    return replace(plan, pack=_pack_panels(profile, plan.needed))


def _split_page(
    ruler: Ruler, panels: tuple[Panel, ...], profile: Profile, narrow: Profile, share: float
) -> tuple[Layout, ...]:
    """The panels measured, with a share of the page's width for the first, the rest for the second."""
    room = profile.width - BETWEEN_HALVES
    first, start = room * share, room * share + BETWEEN_HALVES
    places = ((narrow, 0.0, first), (narrow, start, room - first), (profile, 0.0, profile.width))
    layouts = [
        lay_out(ruler, size, panel, set_columns(ruler, size, (panel,), left, width))
        for panel, (size, left, width) in zip(panels, places, strict=False)
    ]
    head = max(layout.head_height for layout in layouts[:2])
    return (*(replace(layout, least_head=head) for layout in layouts[:2]), *layouts[2:])


def _breaks_quotations(layout: Layout) -> bool:
    """Whether a line ends between a hedge and its number, which a fixed space holds together."""
    rows = (placed for _, rows in layout.groups for placed in rows)
    return any(len(placed.label) > len(placed.row.label.split(" ")) for placed in rows)


def _pack_panels(profile: Profile, needed: Callable[[float], float]) -> float:
    """How close the rows of panels stand so that they fit the page: as they are, else closer, else refused."""
    tightest = _tightest(profile)
    least = needed(tightest)
    if least > profile.max_height:
        raise InputError(
            f"profile {profile.name}: the panels need {least:.0f} mm, the page has {profile.max_height:g} mm; an earlier "
            "--as-of, or the single charts, which go over pages, would fit"
        )
    spare = needed(1.0) - least
    return min(1.0, tightest + (1 - tightest) * (profile.max_height - least) / spare) if spare else 1.0


@dataclass(frozen=True)
class _Frame:
    """A page measured: `fixed` is what does not stretch, `rows` what does, both in mm."""

    profile: Profile
    ruler: Ruler
    layouts: tuple[Layout, ...]
    title: tuple[_Line, ...]
    foot: tuple[str, ...]

    @property
    def top(self) -> float:
        """Where the first panel begins."""
        gap = self.profile.subtitle * 0.2 if self.title else 0
        return self.profile.margin + sum(line.height for line in self.title) + gap

    @property
    def around(self) -> float:
        """Margins, title and foot."""
        foot = (len(self.foot) * 1.25 + 0.6) * self.profile.small * POINT if self.foot else 0
        return self.top + foot + self.profile.margin

    @property
    def fixed(self) -> float:
        """Everything but the rows."""
        panels = sum(layout.height - layout.rows_height for layout in self.layouts)
        return self.around + panels + self.profile.row * BETWEEN_PANELS * (len(self.layouts) - 1)

    @property
    def rows(self) -> float:
        """Rows and headings, unstretched."""
        return sum(layout.rows_height for layout in self.layouts)


def _measure(panels: tuple[Panel, ...], profile: Profile, words: Words) -> _Frame:
    ruler = Ruler()
    columns = set_columns(ruler, profile, panels, 0, profile.width)
    layouts = tuple(lay_out(ruler, profile, panel, columns) for panel in panels)
    foot = ruler.wrap(words.foot, profile.small, profile.width - 2 * profile.margin) if profile.title else ()
    return _Frame(profile, ruler, layouts, _title_lines(ruler, profile, words), foot)


def _tightest(profile: Profile) -> float:
    """How close rows may stand, as a share of their natural distance."""
    return min(profile.text * TIGHTEST * POINT / profile.row, 1.0)


def _split(layout: Layout, frame: _Frame) -> Iterator[Panel]:
    """The panel's rows in as many panels as it needs pages."""
    profile, panel = frame.profile, layout.panel
    head = max(heading_firm(profile, lines) for lines in layout.headings) + profile.row * (HEADING + 0.3)
    room = (
        profile.max_height
        - frame.around
        - (layout.height - layout.rows_height - layout.firm_height)
        - profile.row * 1.1
    )
    axis = replace(panel.axis, shared=_find_scale(layout) if layout.has_axis else None)
    groups: list[Group] = []
    used = 0.0
    for group, rows in layout.groups:
        heading, taken = group.heading, []
        used += head
        for placed in rows:
            if used + placed.height > room and (taken or groups):
                groups += [replace(group, heading=heading, rows=tuple(taken))] if taken else []
                yield replace(panel, groups=tuple(groups), axis=axis)
                heading = f"{group.heading} (continued)" if taken or heading != group.heading else heading
                groups, taken, used = [], [], head
            taken.append(placed.row)
            used += placed.height
        groups.append(replace(group, heading=heading, rows=tuple(taken)))
    yield replace(panel, groups=tuple(groups), axis=axis)


def _paint_words(canvas: Canvas, frame: _Frame) -> None:
    """The title, subtitle and foot, where the profile has them."""
    profile = frame.profile
    y = profile.margin
    for line in frame.title:
        canvas.write(
            profile.margin, y + line.height / 2, line.words, line.size, line.colour, weight=line.weight
        )
        y += line.height
    for number, words in enumerate(reversed(frame.foot)):
        middle = canvas.height - profile.margin - (number + 0.5) * profile.small * 1.25 * POINT
        canvas.write(profile.margin, middle, words, profile.small, GREY)


def _stretch(frame: _Frame) -> float:
    """How far apart rows are set: wider to fill a slide, closer where they would not fit, refused below reading."""
    profile = frame.profile
    room = (profile.max_height - frame.fixed) / frame.rows if frame.rows else 1.0
    if room < _tightest(profile):
        raise InputError(
            f"profile {profile.name}: a page needs {frame.fixed + frame.rows:.0f} mm, it has {profile.max_height:g} mm; "
            "a taller profile (plos2) or shorter names and wordings would fit"
        )
    return min(room, WIDEST if profile.fixed_height else 1.0)


@dataclass(frozen=True)
class _Line:
    words: str
    size: float
    colour: str
    weight: str
    height: float


def _title_lines(ruler: Ruler, profile: Profile, words: Words) -> tuple[_Line, ...]:
    if not profile.title:
        return ()
    width = profile.width - 2 * profile.margin
    title = ruler.wrap(words.title, profile.title, width, "bold")
    subtitle = ruler.wrap(words.subtitle, profile.subtitle, width)
    return (
        *(_Line(line, profile.title, INK, "bold", profile.title * LEADING * POINT) for line in title),
        *(_Line(line, profile.subtitle, GREY, "normal", profile.subtitle * 1.3 * POINT) for line in subtitle),
    )
