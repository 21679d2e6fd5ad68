"""A date phrase and a publication day -> the first and last day that it can mean.

What belongs here: the calendar. What does not: which words are a date (`datephrases`), to which step of a crisis a date
belongs, and whether a report speaks of what is ahead (`dating`). Nothing is ever guessed: a phrase that cannot be placed is an
empty span.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from analysis.language.datephrases import find_dates
from analysis.language.datewords import DatePhrase, days_in, is_day

__all__ = ["NOWHERE", "DatePhrase", "Period", "Span", "find_dates", "resolve"]


class Span(NamedTuple):
    """First and last possible day, None where the words leave that side open, and how they were found (`vocabulary.BASES`)."""

    start: date | None = None
    end: date | None = None
    basis: str = ""

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.start if self.start == self.end else None


NOWHERE = Span()


Period = tuple[date | None, date | None]


def resolve(
    phrase: DatePhrase,
    published: Period,
    period: Period,
    tense: str | None = None,
    anchor: date | None = None,
) -> Span:
    """The days that a date phrase comes to.

    Parameters
    ----------
    phrase : DatePhrase
        What `find_dates` gave.
    published : tuple of date or None
        First and last day on which the report can have been published; both None where it is unknown.
    period : tuple of date or None
        The crisis's first and last day: it settles the year where the publication day does not.
    tense : {"past", "future"} or None
        Whether the words speak of what was or of what is to come; a weekday of a plan is ahead, of a report behind.
    anchor : date or None
        The day from which "two days later" or "10 days" counts, or the day on which "in two days" was said; statements count from
        the publication day where it is None.

    Returns
    -------
    Span
        Empty, with basis "", where the words or what is known do not settle it.

    Examples
    --------
    >>> [friday] = find_dates("on Friday")
    >>> thursday = date(2022, 1, 13)
    >>> resolve(friday, (thursday, thursday), (None, None), "future").start
    datetime.date(2022, 1, 14)
    >>> resolve(friday, (thursday, thursday), (None, None), "past").start
    datetime.date(2022, 1, 7)
    >>> resolve(friday, (None, None), (date(2022, 1, 1), date(2022, 1, 31)))
    Span(start=None, end=None, basis='')
    """
    first, last = published
    if first == last or phrase.kind in ("date", "month"):
        return _resolved(phrase, first or last, period, tense, anchor)
    spans = {_resolved(phrase, day, period, tense, anchor) for day in (first, last)}
    return spans.pop() if len(spans) == 1 else NOWHERE


def _resolved(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Span:
    """As `resolve`, for one publication day; dates that no calendar holds are nowhere."""
    if phrase.vague:
        return NOWHERE
    try:
        days = _RESOLVERS[phrase.kind](phrase, published, period, tense, anchor)
    except (OverflowError, ValueError):
        return NOWHERE
    explicit = phrase.kind == "this_month" and phrase.part or phrase.kind == "this_year" and phrase.first[0]
    told = phrase.which.endswith("_year")  # "December last year"
    basis = "explicit" if explicit else "relative" if told else _BASIS.get(phrase.kind, "relative")
    if days and phrase.bound == "not_before" and phrase.words.lower().startswith("beyond"):
        return Span(days[1], None, basis)  # "beyond December 2021": not before its last day
    return _bounded(phrase.bound, *days, basis) if days else NOWHERE


_BASIS = {
    "date": "explicit",
    "month": "explicit",
    "year": "explicit",
    "weekday": "weekday",
    "duration": "duration",
}


Days = tuple[date | None, date | None] | None


def _bounded(bound: str, start: date | None, end: date | None, basis: str) -> Span:
    """The days with the side left open that the bound leaves open."""
    if bound in ("by", "until", "within"):
        return Span(None, end, basis)
    if bound == "not_before":
        return Span(start, None, basis)
    return Span(start, end, basis)


def _calendar(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    year, month, day = phrase.first
    last_year, last_month, last_day = phrase.last
    if not month:
        return _day_of_month(day, last_day, published, tense)
    year = (
        year
        or last_year
        or _year_told(phrase, published)
        or _nearest_year(month, day, published, period, tense)
    )
    if not year:
        return None
    start = date(year, month, day)
    end = date(last_year or year, last_month, last_day)
    return start, end if end >= start else date(year + 1, last_month, last_day)


def _year_told(phrase: DatePhrase, published: date | None) -> int:
    """The year of "December last year"; 0 where no such word stands behind the month, or no publication day is known."""
    if published is None or not phrase.which.endswith("_year"):
        return 0
    return published.year + {"last": -1, "next": 1}.get(phrase.which[:4], 0)


def _day_of_month(day: int, last: int, published: date | None, tense: str | None) -> Days:
    """ "the 21st", "the 20th and 21st": the last before the publication day, of a plan the next after it."""
    if published is None:
        return None
    months = [published.year * 12 + published.month - 1 + step for step in (-1, 0, 1)]
    days = [date(m // 12, m % 12 + 1, day) for m in months if day <= days_in(m // 12, m % 12 + 1)]
    fitting = [one for one in days if (one >= published if tense == "future" else one <= published)]
    chosen = (fitting[0] if tense == "future" else fitting[-1]) if fitting else None
    return (chosen, chosen.replace(day=last)) if chosen else None


@lru_cache(maxsize=4096)
def _nearest_year(month: int, day: int, published: date | None, period: Period, tense: str | None) -> int:
    """The year that puts a day nearest the publication day (a plan's not behind it), or inside the crisis's period; 0 if none."""
    if published is None:
        inside = [year for year in _years_of(period) if _inside(year, month, day, period)]
        return inside[0] if len(inside) == 1 else 0
    near = {
        year: _on_or_last(year, month, day or 15)
        for year in (published.year - 1, published.year, published.year + 1)
    }
    fitting = [year for year, one in near.items() if _fits(one, published, tense)] or list(near)
    for years in (fitting, near):  # what lies in the crisis is meant rather than what suits the tense
        within = [year for year in years if _inside(year, month, day, period)]
        if within:
            break
    if len(within) == 1:
        return within[0]
    return min(fitting, key=lambda year: abs((near[year] - published).days))


def _on_or_last(year: int, month: int, day: int) -> date:
    """A day of a month, or its last where it has no such day."""
    return date(year, month, min(day, days_in(year, month)))


def _fits(one: date, published: date, tense: str | None) -> bool:
    """Whether a day can be meant: what was is not ahead of the publication, what will be is not far behind it."""
    ahead = (one - published).days
    return ahead <= 15 if tense == "past" else ahead >= -62 if tense == "future" else True


def _years_of(period: Period) -> range:
    """The years that a period touches."""
    first, last = period
    return range(first.year, last.year + 1) if first and last else range(0)


def _inside(year: int, month: int, day: int, period: Period) -> bool:
    """Whether a day lies in a period."""
    first, last = period
    if not (first and last):
        return False
    if not day:
        return (first.year, first.month) <= (year, month) <= (last.year, last.month)
    return is_day(year, month, day) and first <= date(year, month, day) <= last


def _part_of_month(year: int, month: int, part: str) -> Days:
    """A month from its first day to its last, its beginning (1-10), middle (11-20), end (21-last), or one of its weeks (1-7)."""
    first, last = PARTS_OF_MONTH[part]
    length = days_in(year, month)
    return date(year, month, first if first > 0 else length + first), date(year, month, last or length)


PARTS_OF_MONTH = {
    "": (1, 0),
    "start": (1, 10),
    "middle": (11, 20),
    "end": (21, 0),
    "week_1": (1, 7),
    "week_2": (8, 14),
    "week_3": (15, 21),
    "week_last": (-6, 0),
}


def _whole_month(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    year = phrase.first[0] or _year_told(phrase, published)
    year = year or _nearest_year(phrase.first[1], 0, published, period, tense)
    return _part_of_month(year, phrase.first[1], phrase.part) if year else None


def _month_of_publication(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    if published is None:
        return None
    step = {"last": -1, "next": 1}.get(phrase.which, 0)
    months = published.year * 12 + published.month - 1 + step
    start, end = _part_of_month(months // 12, months % 12 + 1, phrase.part)
    return start, end


def _year(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """Years date nothing, but "by the end of 2022" bounds."""
    year = phrase.first[0] or (published.year + (phrase.which == "next") if published else 0)
    if year and not phrase.part and phrase.bound == "by":  # "before next year"
        return date(year - 1, 12, 31), date(year - 1, 12, 31)
    if year and phrase.part == "end" and phrase.bound in ("by", "until", "not_before"):
        return date(year, 12, 31), date(year, 12, 31)
    return None


def _weekday_of(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    if published is None:
        return None
    start = _one_weekday(phrase.first[2], published, phrase.which, tense)
    length = (phrase.last[2] - phrase.first[2]) % 7
    return start, start + timedelta(days=length)


def _one_weekday(weekday: int, published: date, which: str, tense: str | None) -> date:
    """The weekday behind or ahead of the publication day, which is itself the day if it is that weekday."""
    if which.endswith("_week"):
        week = published + timedelta(days={"last": -7, "next": 7}.get(which[:4], 0) - published.weekday())
        return week + timedelta(days=weekday)
    ahead = timedelta(days=(weekday - published.weekday()) % 7)
    behind = timedelta(days=(published.weekday() - weekday) % 7)
    if which in ("last", "past"):
        return published - (behind or timedelta(days=7))
    if which == "next":
        return published + (ahead or timedelta(days=7))
    return published + ahead if tense == "future" else published - behind


def _shifted(day: date, phrase: DatePhrase) -> date:
    """A day moved by a phrase's days and months."""
    if phrase.months:
        months = day.year * 12 + day.month - 1 + phrase.months
        year, month = months // 12, months % 12 + 1
        day = date(year, month, min(day.day, days_in(year, month)))
    return day + timedelta(days=phrase.count)


def _from_statement(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """ "tomorrow", "in two days", "a week ago": from the day it was said."""
    said = anchor or published
    if said is None:
        return None
    return _shifted(said, phrase), _shifted(said, phrase)


def _from_anchor(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """ "two days later", "the day before": from a day that the text has given."""
    return None if anchor is None or phrase.months else (_shifted(anchor, phrase), _shifted(anchor, phrase))


def _duration(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """ "no more than 10 days": it ends so long after the day on which it began, and begins we do not say when."""
    return None if anchor is None else (None, _shifted(anchor, phrase))


def _week(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """Monday to Sunday; early Monday to Wednesday, late Thursday to Sunday."""
    if published is None:
        return None
    monday = (
        published
        - timedelta(days=published.weekday())
        + timedelta(days={"last": -7, "next": 7}.get(phrase.which, 0))
    )
    first, last = {"start": (0, 2), "end": (3, 6)}.get(phrase.part, (0, 6))
    return monday + timedelta(days=first), monday + timedelta(days=last)


def _weekend(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """Saturday to Sunday: of a plan the next, of a report the last; on one of its days that weekend itself."""
    if published is None:
        return None
    behind = published - timedelta(days=(published.weekday() - 5) % 7)
    running = (published - behind).days <= 1
    ahead = tense == "future" or phrase.which == "next" or phrase.which == "this" and tense != "past"
    step = 7 if ahead and not running else 0
    step = -7 if phrase.which == "last" and running else 7 if phrase.which == "next" and running else step
    saturday = behind + timedelta(days=step)
    return saturday, saturday + timedelta(days=1)


_RESOLVERS = {
    "date": _calendar,
    "month": _whole_month,
    "year": _year,
    "this_year": _year,
    "this_month": _month_of_publication,
    "weekday": _weekday_of,
    "day": _from_statement,
    "ahead": _from_statement,
    "ago": _from_statement,
    "straight": _from_statement,
    "after": _from_anchor,
    "duration": _duration,
    "week": _week,
    "weekend": _weekend,
}  # fmt: skip
