"""The words of dates, from the word lists, and what may stand before a date.

What belongs here: `lexicon/months.csv`, `weekdays.csv` and `date_words.csv` as tables, and the record of one date phrase. What
does not: how the words make a phrase (`datephrases`), and which day a phrase comes to (`dates`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from analysis.language.recall import lower_in_place
from analysis.vocabulary import read_lexicon

Day = tuple[int, int, int]  # year, month, day; 0 where the text leaves it out


Table = dict[str, tuple[tuple[str, str], ...]]


MONTHS = {phrase: int(number) for phrase, number, _ in read_lexicon("months")}


WEEKDAYS = {phrase: int(number) for phrase, number, _ in read_lexicon("weekdays")}


_DATE_WORDS = tuple((phrase, kind.split()) for phrase, kind, _ in read_lexicon("date_words"))


_PREFIX_CLASSES = {
    "opening", "by", "until", "not_before", "from", "start", "middle", "end", "last", "next", "this", "earlier", "later",
    "week",
}  # fmt: skip


def _by_last_word(classes: set[str]) -> Table:
    """The phrases of some classes under their last word, the longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in _DATE_WORDS:
        if kind[0] in classes:
            table.setdefault(phrase.rsplit(" ", 1)[-1], []).append((phrase, kind[-1]))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


_PREFIXES = _by_last_word(_PREFIX_CLASSES)


COUNTS = _by_last_word({"count"})


HEDGES = _by_last_word({"hedge"})


DURATIONS = _by_last_word({"span"})


AHEAD = _by_last_word({"ahead", "within"})


UNIT_DAYS = {phrase: int(kind[1]) for phrase, kind in _DATE_WORDS if kind[0] == "unit"} | {
    "month": 0,
    "months": 0,
}


DAY_PHRASES = {phrase: (kind[0], int(kind[1])) for phrase, kind in _DATE_WORDS if kind[0] in ("day", "then")}


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of some phrases, the longest first, under their first letters: the search is twice as fast.

    >>> any_of(["may", "march", "june"])
    '(?:j(?:une)|m(?:arch|ay))'
    """
    tails: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        tails.setdefault(phrase[0], []).append(phrase[1:])
    return "(?:" + "|".join(f"{first}(?:{'|'.join(tails[first])})" for first in sorted(tails)) + ")"


DAY_PHRASE = re.compile(rf"(?<!\w){any_of(DAY_PHRASES)}(?!\w)")


DAY_HEADS = {
    "day",
    "then",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "night",
    "morning",
    "evening",
    "afternoon",
}


ALSO_WORDS = {"may", "march"}  # a modal, a verb and a noun: only a capital makes them months


class DatePhrase(NamedTuple):
    """One run of date words; unresolved, so that it needs no publication day.

    A named tuple rather than a dataclass, since it is made far faster.

    Attributes
    ----------
    start, end : int
        Offsets of `words` in the text searched: the date with the word that bounds it ("until January 19", "in two days").
    words : str
        The words, verbatim.
    opening : int
        Offset at which a preposition before the words begins ("on" Friday); equal to `start` where there is none.
    kind : str
        ``date`` (a calendar day or range), ``month``, ``year``, ``weekday``, ``day`` (today, tomorrow), ``ahead`` (in two days),
        ``ago``, ``after`` (two days later, the day before), ``week``, ``weekend``, ``this_month``, ``this_year``, ``duration``.
    bound : str
        ``by``, ``until``, ``not_before``, ``from``, ``within`` or empty.
    which : str
        ``last``, ``next``, ``this``, ``earlier``, ``later`` or empty.
    part : str
        ``start``, ``middle``, ``end`` of a week or month, or empty.
    first, last : tuple of int
        Year, month, day (for a weekday 0, 0 and the weekday from Monday 0); 0 where the words leave it out.
    count : int
        Days from the day that the phrase counts from.
    months : int
        Months to be added to `count`.
    vague : bool
        The count is hedged ("more than a week after"), so that no day follows.
    """

    start: int
    end: int
    words: str
    opening: int
    kind: str
    bound: str = ""
    which: str = ""
    part: str = ""
    first: Day = (0, 0, 0)
    last: Day = (0, 0, 0)
    count: int = 0
    months: int = 0
    vague: bool = False


def same_length_lower(text: str) -> str:
    """The text in small letters and with plain spaces, as long as it was, so that offsets hold.

    >>> same_length_lower("On FRIDAY"), len(same_length_lower("İ"))
    ('on friday', 1)
    """
    lowered = lower_in_place(text)
    return (
        lowered
        if lowered.isascii() and "\n" not in lowered
        else lowered.replace("\n", " ").replace("\xa0", " ")
    )


FEASTS = {"christmas": (12, 25)}  # the same day every year


_HANDLED = set(MONTHS) | set(WEEKDAYS) | set(UNIT_DAYS) | set(FEASTS) | DAY_HEADS | {"weekend", "year"}


HEAD = re.compile(rf"\b{any_of(_HANDLED)}\b")


# A sentence that has none of these words has no date.
DATE_WORDS = frozenset(
    _HANDLED
    | {str(year) for year in range(1900, 2100)}
    | {f"{day}{ending}" for day in range(1, 32) for ending in ("st", "nd", "rd", "th")}
)


class Prefix(NamedTuple):
    """What stands before a date and belongs to it."""

    start: int
    opening: int
    bound: str = ""
    which: str = ""
    part: str = ""
    phrase: str = ""  # the innermost


def phrase_before(lowered: str, at: int, table: Table) -> tuple[str, str, int] | None:
    """The longest phrase of a table that ends right before an offset: phrase, class and where it begins."""
    stop = at
    while stop > 0 and at - stop < 3 and lowered[stop - 1] == " ":
        stop -= 1
    floor = stop - 16 if stop > 16 else 0
    word = lowered[(lowered.rfind(" ", floor, stop) + 1 or floor) : stop].lstrip("(\"'“‘[—–")
    for phrase, kind in table.get(word, ()):
        start = stop - len(phrase)
        if start >= 0 and lowered.startswith(phrase, start) and not (start and lowered[start - 1].isalnum()):
            return phrase, kind, start
    return None


def prefix_before(lowered: str, at: int) -> Prefix:
    """The bound, part and preposition that stand before a date."""
    start = opening = at
    bound = which = part = innermost = ""
    for _ in range(5):
        before = phrase_before(lowered, opening, _PREFIXES)
        if before is None or bound:
            break
        phrase, kind, opening = before
        innermost = innermost or phrase
        if kind == "opening" and not phrase.endswith(" of"):
            if phrase != "the":
                break
            continue
        start = opening
        if kind in ("start", "middle", "end") or kind.startswith("week_"):
            part = part or kind
        elif kind in ("last", "next", "this", "earlier", "later"):
            which = (
                "past"
                if phrase in ("the past", "this past")
                else kind
                if kind in ("earlier", "later")
                else which or kind
            )
        elif kind != "opening":
            bound = kind
    far = not bound and lowered.endswith((" of ", " on "), 0, at)
    if far and (distant := _BOUND_OF.search(lowered, max(0, opening - 60), at)):
        return Prefix(
            distant.start(),
            distant.start(),
            _bound_of(distant, lowered),
            which,
            part,
            innermost,
        )
    return Prefix(start, opening, bound, which, part, innermost)


# "by the mutually agreed date of", "until the referendum on"
_BOUND_OF = re.compile(
    r"\b(?:(by|before|until) (?:the|an?) (?:[\w-]+ ){0,4}(?:date|deadline) of"
    r"|(until|till) the (?:(?!is |are |was |has )[\w-]+ ){1,4}on) $"
)


def _bound_of(distant: re.Match[str], lowered: str) -> str:
    if distant[2] and lowered.endswith("at least ", 0, distant.start()):
        return "not_before"
    return "until" if distant[2] or distant[1] == "until" else "by"


def make_phrase(text: str, prefix: Prefix, end: int, kind: str, **fields: object) -> DatePhrase:
    """A phrase from its prefix to an offset."""
    return DatePhrase(
        prefix.start,
        end,
        text[prefix.start : end],
        prefix.opening,
        kind,
        prefix.bound,
        prefix.which,
        prefix.part,
        **fields,
    )


def is_day(year: int, month: int, day: int) -> bool:
    """Whether such a day can be; without a year February has 29."""
    return 1 <= month <= 12 and 1 <= day <= days_in(year or 2024, month)


@lru_cache(maxsize=1200)
def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]
