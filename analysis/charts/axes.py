"""The axes of the charts: limits and ticks for people on a linear or log scale, and for days.

What belongs here: from the places of marks to the limits and written ticks of one axis. What does not: drawing it
(`forest`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from matplotlib.ticker import MaxNLocator

from analysis.charts.layout import POINT, Axis, Row, Ruler, Scale
from analysis.charts.wording import MONTHS

MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EPOCH = date(1970, 1, 1)
MOST_DAYS = 70  # of an axis that shows single days, with their weekdays and weekends


def places_of(rows: tuple[Row, ...]) -> list[float]:
    """Every place on an axis that the rows take: ends of marks, where bars open, days said."""
    places = [place for row in rows if row.span for place in (row.span.low, row.span.high, row.span.reach)]
    return [place for place in (*places, *(day for row in rows for day in row.said)) if place is not None]


def _linear(rows: tuple[Row, ...], share: float, axis: Axis) -> Scale:
    """From zero to the largest number, with room for an arrow that takes `share` of the axis."""
    top = max(max(places_of(rows), default=1), 1)
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
    end = max(top / (1 - share), min((tick for tick in ticks if tick >= top), default=top) if top < 4 else 0)
    return Scale(
        (0, end), tuple((tick, f"{tick:,.0f}") for tick in ticks if 0 <= tick <= end), label=axis.label
    )


def _log(rows: tuple[Row, ...], share: float, axis: Axis) -> Scale:
    """From the power of ten below the smallest number; ticks are written out, never as powers."""
    ends = places_of(rows) or [1]
    bottom = 10 ** math.floor(math.log10(min(ends)))
    end = bottom * max((max(ends) / bottom) ** (1 / (1 - share)), 10)
    powers = [bottom * 10**power for power in range(math.ceil(math.log10(end / bottom)) + 1)]
    minor = [power * digit for power in powers for digit in range(2, 10) if power * digit <= end]
    return Scale(
        (bottom, end),
        tuple((tick, f"{tick:,.0f}") for tick in powers if tick <= end),
        tuple(minor),
        axis.label,
    )


def day_of(day: float) -> date:
    """The day that a place on an axis of days is nearest to."""
    return EPOCH + timedelta(days=round(day))


def _dates(rows: tuple[Row, ...], share: float, axis: Axis) -> Scale:
    """Whole days, each from half a day before to half a day after its mark."""
    ends = places_of(rows)
    first, last = day_of(min(ends)), day_of(max(ends))
    days = (last - first).days
    months = sorted({(day.year, day.month) for day in (first, last)})
    every = [first + timedelta(days=step) for step in range(days + 1)]
    if days <= MOST_DAYS:
        ticks = [(day, _day_tick(day, months)) for day in every]
    elif days <= 800:
        ticks = [(day, f"{MONTHS[day.month - 1]}\n{day.year}") for day in every if day.day == 1]
    else:
        ticks = [(day, str(day.year)) for day in every if (day.month, day.day) == (1, 1)]
    if days <= MOST_DAYS:
        label = f"{_name_months(months)} (day)"
    else:
        label = "First day of the month" if days <= 800 else "First day of the year"
    pad = 0.5 + days * 0.01
    beyond = days * share if any(row.kind.endswith("earliest") for row in rows) else 0
    places = tuple((float((day - EPOCH).days), words) for day, words in ticks)
    scale = Scale((min(ends) - pad, max(ends) + pad + beyond), places, label=label)
    if not MOST_DAYS < days <= 800 or not ticks:
        return scale
    return replace(scale, steps=(1, 2, 3, 6, 12), start=1 - ticks[0][0].month, once=True)


def _name_months(months: list[tuple[int, int]]) -> str:
    """The first and the last month of an axis, the year once where it is one.

    >>> _name_months([(2017, 1), (2017, 2)]), _name_months([(2021, 12), (2022, 1)]), _name_months([(2022, 1)])
    ('January–February 2017', 'December 2021–January 2022', 'January 2022')
    """
    (year, month), (last_year, last) = months[0], months[-1]
    end = f"{MONTH_NAMES[last - 1]} {last_year}"
    if len(months) == 1:
        return end
    return f"{MONTH_NAMES[month - 1]}{f' {year}' if year != last_year else ''}–{end}"


def _day_tick(day: date, months: list[tuple[int, int]]) -> str:
    month = f" {MONTHS[day.month - 1]}" if len(months) > 1 else ""
    return f"{day.day}{month}\n{WEEKDAYS[day.weekday()]}"


SCALES = {"linear": _linear, "log": _log, "date": _dates}


def thin_ticks(scale: Scale, ruler: Ruler, size: float, millimetres: float) -> Scale:
    """The scale with fewer labelled ticks, the others small, so that the labels stand clear of each other."""
    place = find_position(scale, "log" if scale.minor and scale.limits[0] > 0 else "linear", 0, millimetres)

    def half(words: str) -> float:
        return max(ruler.width(line, size) for line in words.split("\n")) / 2

    choices = [_take_every(step, scale) for step in scale.steps]
    kept = next(
        ticks
        for ticks in [*(choice for choice in choices if len(choice) > 1), scale.ticks[:2]]
        if len(ticks) <= 2
        or all(
            place(b) - place(a) >= half(u) + half(v) + 0.7 * size * POINT
            for (a, u), (b, v) in pairwise(ticks)
        )
    )
    small = [tick for tick, _ in scale.ticks if tick not in dict(kept)]
    return replace(scale, ticks=tuple(kept), minor=tuple(sorted([*scale.minor, *small])))


def _take_every(step: int, scale: Scale) -> tuple[tuple[float, str], ...]:
    ticks = [tick for number, tick in enumerate(scale.ticks) if (number - scale.start) % step == 0]
    return tuple(_write_once(ticks) if scale.once else ticks)


def _write_once(ticks: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """The ticks without second lines that say the same as the one before.

    >>> list(_write_once([(1, "Nov\\n2021"), (2, "Dec\\n2021"), (3, "Jan\\n2022")]))
    [(1, 'Nov\\n2021'), (2, 'Dec'), (3, 'Jan\\n2022')]
    """
    before = ""
    for place, words in ticks:
        first, _, second = words.partition("\n")
        yield place, words if second != before else first
        before = second


def find_position(scale: Scale, kind: str, left: float, width: float) -> Callable[[float], float]:
    """A function from a place on the axis to mm on the page."""
    low, high = scale.limits
    if kind == "log":
        return lambda place: left + width * math.log(place / low) / math.log(high / low)
    return lambda place: left + width * (place - low) / (high - low)
