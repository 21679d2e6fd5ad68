"""The marks of the charts: one shape for each hedge and each kind of date, in print sizes.

What belongs here: the size sheet that a drawing is given (`Profile`), the colours, and how one mark is drawn at a
place on an axis. What does not: where rows stand (`forest`) and what they say (`charts`).

Marks are built in points, so that an arrow has the same length whatever the axis; only the place of the stroke or
dot is data. Shapes that differ in direction also differ in the number of their corners: a drawing can then be
checked by reading it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path

INK, GREY, RULE, GUIDE, BAND, WEEKEND = "#1a1a1a", "#595959", "#c9c9c9", "#d9d9d9", "#e9eef3", "#f1f1f1"
REPORTED, PLANNED, DERIVED = "#005b96", "#d55e00", "#767676"
ARROW = 2.4  # length of an open end, in mark sizes
FADE_STEPS = 12


@dataclass(frozen=True)
class Profile:
    """The sizes of one outlet: page in mm, type and lines in points."""

    name: str
    width: float
    max_height: float
    dpi: int
    text: float  # labels
    small: float  # sources, ticks, key
    row: float  # mm from row to row
    mark: float  # diameter of a dot
    line: float  # weight of a mark's line
    rule: float  # weight of axes and rules
    margin: float
    speakers: str = (
        "all"  # who said it stands beside the day: all, named (a narrow page) or none (the day alone)
    )
    title: float = 0  # type size of a headline inside the figure; 0: none
    subtitle: float = 0
    fixed_height: bool = False


@dataclass(frozen=True)
class Span:
    """Where a mark stands on its axis; `high` only where it has two ends, `reach` where an open bar begins."""

    low: float
    high: float | None = None
    reach: float | None = None


def arrow_length(profile: Profile) -> float:
    """How far an open end reaches beyond its bound, in points."""
    return profile.mark * ARROW


def fade(colour: str, share: float) -> str:
    """The colour mixed with a share of white, as a solid one: print has no transparency.

    >>> fade("#000000", 0.5), fade("#005b96", 0)
    ('#808080', '#005b96')
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


# --- shapes, in points around the place on the axis --------------------------------------------------------------


def _polygon(*corners: tuple[float, float]) -> Path:
    codes = [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY]
    return Path([*corners, corners[0]], codes)


def _box(left: float, right: float, half: float) -> Path:
    return _polygon((left, -half), (right, -half), (right, half), (left, half))


def _stroke(profile: Profile) -> Path:
    return _box(-profile.line * 0.75, profile.line * 0.75, profile.mark * 0.68)


def _arrow_up(profile: Profile, start: float = 0) -> Path:
    tip, barb, half = arrow_length(profile), profile.mark * 0.6, profile.mark * 0.31
    head = _polygon((tip - barb, -half), (tip, 0), (tip - barb, half))
    return Path.make_compound_path(_box(start, tip - barb, profile.line / 2), head)


def _arrow_down(profile: Profile) -> Path:
    tip, barb, half = -arrow_length(profile), profile.mark * 0.6, profile.mark * 0.31
    head = _polygon((tip + barb, -half), (tip, 0), (tip + barb, half), (tip + barb, 0))
    return Path.make_compound_path(_box(tip + barb, 0, profile.line / 2), head)


def _rails(profile: Profile) -> Path:
    half, thick, length = profile.mark * 0.36, profile.line * 0.6, arrow_length(profile)
    upper = _polygon((0, half - thick), (length, half - thick), (length, half), (0, half))
    lower = _polygon((0, -half), (length, -half), (length, thick - half), (0, thick - half))
    return Path.make_compound_path(upper, lower)


def _draw_shape(
    axes: Axes, x: float, y: float, shape: Path, colour: str, gid: str | None, zorder: float = 5
) -> None:
    size = 2 * abs(shape.vertices).max()  # matplotlib scales a marker by its farthest corner
    axes.add_line(Line2D([x], [y], marker=shape, markersize=size, markerfacecolor=colour, markeredgewidth=0,
                         markeredgecolor="none", linestyle="none", clip_on=False, zorder=zorder, gid=gid))  # fmt: skip


def _draw_dot(axes: Axes, profile: Profile, x: float, y: float, face: str, edge: str, gid: str | None,
              marker: str = "o", size: float = 1.0) -> None:  # fmt: skip
    axes.add_line(Line2D([x], [y], marker=marker, markersize=profile.mark * size, markerfacecolor=face,
                         markeredgecolor=edge, markeredgewidth=profile.line * 0.85, linestyle="none",
                         clip_on=False, zorder=5, gid=gid))  # fmt: skip


def _draw_bar(axes: Axes, profile: Profile, left: float, right: float, y: float, colour: str) -> None:
    half = profile.mark / 72 * 25.4 * 0.36
    corners = [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]
    axes.add_patch(Polygon(corners, facecolor=fade(colour, 0.84), edgecolor="none", linewidth=0, zorder=3))
    for side in (-half, half):
        axes.add_line(
            Line2D([left, right], [y + side] * 2, color=colour, linewidth=profile.line * 0.6, zorder=4)
        )


# --- numbers -----------------------------------------------------------------------------------------------------


def _exact(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_dot(axes, profile, span.low, y, REPORTED, REPORTED, gid)


def _about(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_dot(axes, profile, span.low, y, "white", REPORTED, gid)


def _at_least(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    shape = Path.make_compound_path(_stroke(profile), _arrow_up(profile))
    _draw_shape(axes, span.low, y, shape, REPORTED, gid)


def _at_most(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    shape = Path.make_compound_path(_stroke(profile), _arrow_down(profile))
    _draw_shape(axes, span.low, y, shape, REPORTED, gid)


def _range(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_ends(axes, profile, span, y, REPORTED, gid, width=2.2)


def _draw_ends(axes: Axes, profile: Profile, span: Span, y: float, colour: str, gid: str | None,
               width: float) -> None:  # fmt: skip
    shape = _stroke(profile)
    axes.add_line(Line2D([span.low, span.high], [y, y], color=colour, linewidth=profile.line * width, marker=shape,
                         markersize=2 * abs(shape.vertices).max(), markerfacecolor=colour, markeredgewidth=0,
                         clip_on=False, zorder=5, gid=gid))  # fmt: skip


def _vague(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    step, half = arrow_length(profile) * 1.3 / FADE_STEPS, profile.mark * 0.42
    for place in range(FADE_STEPS):
        colour = fade(REPORTED, place / FADE_STEPS)
        shape = _box(place * step, (place + 1) * step, half)
        _draw_shape(axes, span.low, y, shape, colour, None if place else gid, zorder=4)


def _derived(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_dot(axes, profile, span.low, y, "white", DERIVED, gid, "D", 0.8)


def _derived_at_least(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_shape(axes, span.low, y, _arrow_up(profile, profile.mark * 0.5), DERIVED, None, zorder=4)
    _derived(axes, profile, span, y, gid)


def _derived_at_most(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_shape(axes, span.low, y, _arrow_down(profile), DERIVED, None, zorder=4)
    _derived(axes, profile, span, y, gid)


def _derived_range(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    axes.add_line(Line2D([span.low, span.high], [y, y], color=DERIVED, linewidth=profile.line, zorder=4))
    _derived(axes, profile, span, y, gid)
    _draw_dot(axes, profile, span.high, y, "white", DERIVED, None, "D", 0.8)


# --- days --------------------------------------------------------------------------------------------------------


def _reported_day(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_dot(axes, profile, span.low, y, REPORTED, REPORTED, gid)


def _planned_day(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_dot(axes, profile, span.low, y, "white", PLANNED, gid)


def _reported_span(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_ends(axes, profile, span, y, REPORTED, gid, width=2.2)


def _planned_span(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
    _draw_bar(axes, profile, span.low, span.high, y, PLANNED)
    _draw_ends(axes, profile, span, y, PLANNED, gid, width=0.6)


def _latest(colour: str) -> Callable[..., None]:
    def draw(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
        _draw_bar(axes, profile, span.low if span.reach is None else span.reach, span.low, y, colour)
        _draw_shape(axes, span.low, y, _stroke(profile), colour, gid)

    return draw


def _earliest(colour: str) -> Callable[..., None]:
    def draw(axes: Axes, profile: Profile, span: Span, y: float, gid: str | None) -> None:
        _draw_shape(
            axes, span.low, y, Path.make_compound_path(_stroke(profile), _rails(profile)), colour, gid
        )

    return draw


MARKS: dict[str, Callable[..., None]] = {
    "exact": _exact,
    "about": _about,
    "at_least": _at_least,
    "at_most": _at_most,
    "range": _range,
    "vague": _vague,
    "derived_exact": _derived,
    "derived_about": _derived,
    "derived_at_least": _derived_at_least,
    "derived_at_most": _derived_at_most,
    "derived_range": _derived_range,
    "reported_day": _reported_day,
    "planned_day": _planned_day,
    "reported_span": _reported_span,
    "planned_span": _planned_span,
    "reported_latest": _latest(REPORTED),
    "planned_latest": _latest(PLANNED),
    "reported_earliest": _earliest(REPORTED),
    "planned_earliest": _earliest(PLANNED),
}


def draw_mark(axes: Axes, profile: Profile, kind: str, span: Span, y: float, gid: str | None = None) -> None:
    """One mark of a kind of `MARKS` at its place on the axis; `gid` becomes its group's id in the SVG."""
    MARKS[kind](axes, profile, span, y, gid)


def draw_said(axes: Axes, profile: Profile, x: float, y: float) -> None:
    """The short upright line on the day something was said."""
    axes.add_line(Line2D([x], [y], marker="|", markersize=profile.mark * 0.85, color=GREY, linestyle="none",
                         markeredgewidth=profile.line * 0.7, clip_on=False, zorder=4.5))  # fmt: skip


def draw_swatch(axes: Axes, left: float, right: float, y: float, half: float) -> None:
    """A piece of the shading that a key explains."""
    corners = [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]
    axes.add_patch(Polygon(corners, facecolor=BAND, edgecolor="none", linewidth=0))
