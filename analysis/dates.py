"""The days that a report's words name: phrases in a sentence, and what they come to once the publication day is known.

What belongs here: the words of dates (`lexicon/months.csv`, `weekdays.csv`, `date_words.csv`) and the calendar. What does
not: which step of a crisis a date belongs to, or whether a report speaks of what is ahead (`events`). Nothing is ever
guessed: a phrase that cannot be placed resolves to an empty span, and 1/2/2022 is not read, since nobody can say which of
its numbers is the month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .vocabulary import read_lexicon

Day = tuple[int, int, int]  # year, month, day; 0 where the text leaves it out
Table = dict[str, tuple[tuple[str, str], ...]]

MONTHS = {phrase: int(number) for phrase, number, _ in read_lexicon("months")}
WEEKDAYS = {phrase: int(number) for phrase, number, _ in read_lexicon("weekdays")}
_DATE_WORDS = tuple((phrase, kind.split()) for phrase, kind, _ in read_lexicon("date_words"))

_PREFIX_CLASSES = {
    "opening", "by", "until", "not_before", "from", "start", "middle", "end", "last", "next", "this", "earlier", "later",
}  # fmt: skip


def _by_last_word(classes: set[str]) -> Table:
    """The phrases of some classes under their last word, the longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in _DATE_WORDS:
        if kind[0] in classes:
            table.setdefault(phrase.rsplit(" ", 1)[-1], []).append((phrase, kind[-1]))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


_PREFIXES = _by_last_word(_PREFIX_CLASSES)
_COUNTS = _by_last_word({"count"})
_HEDGES = _by_last_word({"hedge"})
_SPANS = _by_last_word({"span"})
_AHEAD = _by_last_word({"ahead", "within"})
_UNITS = {phrase: int(kind[1]) for phrase, kind in _DATE_WORDS if kind[0] == "unit"} | {"month": 0, "months": 0}
_DAY_PHRASES = {phrase: (kind[0], int(kind[1])) for phrase, kind in _DATE_WORDS if kind[0] in ("day", "then")}
_DAY_PHRASE = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_DAY_PHRASES, key=len, reverse=True)) + r")(?!\w)")

_DAY_HEADS = {"day", "then", "today", "yesterday", "tomorrow", "tonight", "night", "morning", "evening", "afternoon"}
_ALSO_WORDS = {"may", "march"}  # a modal, a verb and a noun: only a capital makes them months

_NUMERIC = re.compile(
    r"(?<![\w.,/-])(?:((?:19|20)\d\d)-(\d\d?)-(\d\d?)|(\d\d?)([./])(\d\d?)\5((?:19|20)\d\d))(?!\d|[./-]\d)"
)
_CENTURY = re.compile(r"(?:19|20)\d\d")
_ORDINAL_DAY = re.compile(
    r"the (\d\d?)(?:st|nd|rd|th)(?=[,.;:!?)]|$|\s(?:and|but|when|after|before|to|at|in|with|of\s(?:this|the)\smonth)\b)"
)  # without "the" at its head, the search would try every letter
_YEAR = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)(?!\w|[.,]\d|-)")
_ORDINAL = r"(?:st|nd|rd|th)?"
_JOIN = r"(\s?[-–—]\s?|\s(?:to|and|until|till|through)\s)"
_DAY_BEFORE = re.compile(
    rf"(?:^|[^\w.,:/-])(?:(?P<first>\d\d?){_ORDINAL}{_JOIN})?(?P<day>\d\d?){_ORDINAL}(?:\s(?:of\s)?|-)$"
)
_DAY_AFTER = re.compile(
    rf"\.?\s{{1,2}}(?:the\s)?(?P<day>\d\d?){_ORDINAL}(?![\w%]|[.,:]\d)"
    rf"(?:{_JOIN}(?P<last>\d\d?){_ORDINAL}(?![\w%]|[.,:]\d))?"
)
_COUNTED_NEXT = re.compile(r"\s[a-z]")
_YEAR_AFTER = re.compile(r"\.?,?[\s-](?:of\s)?((?:19|20)\d\d)(?!\d|,\d|-\d)")
_AFTER_COUNT = re.compile(r"\s(later|afterwards?|after|before|ago|earlier|from now)(?!\w)")
_TIME_AFTER = re.compile(r"['’]s?\stime(?!\w)")
_WEEK_AFTER = re.compile(r",?\s(?:of\s)?(last|next|this)\sweek(?!\w)")
_PART_OF_DAY = re.compile(r"\s(?:late\s)?(?:night|morning|evening|afternoon)(?!\w)")
_NAMES_AFTER_WEEKDAY = re.compile(r"\s(?:times|mail|telegraph|star|herald|mirror|express|prayers?)(?!\w)")
_BEFORE_ABBREVIATION = re.compile(r"(?:^|\W)(?:on|by|until|since|last|next|this|from|late|early)\s$")
_AFTER_ABBREVIATION = re.compile(r"\.?,?\s\(?(?:\d|(?:" + "|".join(MONTHS) + r")(?!\w))")
_RANGE_GAP = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s(?:the\s)?")
_SAME_DAY_GAP = re.compile(r",?\s?\(?(?:the\s)?")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One run of date words; unresolved, so that it needs no publication day.

    Attributes
    ----------
    start, end : int
        Offsets of `words` in the text searched: the date with the word that bounds it ("until January 19", "in two days").
    words : str
        The words, verbatim.
    opening : int
        Offset at which a preposition before the words begins ("on" Friday); equal to `start` where there is none.
    kind : str
        ``date`` (a calendar day or range), ``month``, ``year``, ``weekday``, ``day`` (today, tomorrow), ``ahead`` (in two days), ``ago``,
        ``after`` (two days later, the day before), ``week``, ``weekend``, ``this_month``, ``this_year``, ``duration``.
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


@dataclass(frozen=True, slots=True)
class Span:
    """First and last possible day, None where the words leave that side open, and how they were found (`vocabulary.BASES`)."""

    start: date | None = None
    end: date | None = None
    basis: str = ""

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None


NOWHERE = Span()


def same_length_lower(text: str) -> str:
    """The text in small letters and with plain spaces, as long as it was, so that offsets hold.

    >>> same_length_lower("On FRIDAY"), len(same_length_lower("İ"))
    ('on friday', 1)
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lowered if lowered.isascii() and "\n" not in lowered else lowered.replace("\n", " ").replace("\xa0", " ")


def find_dates(text: str) -> Iterator[DatePhrase]:
    """The date phrases of a text in their order, unresolved.

    Parameters
    ----------
    text : str
        A sentence; longer text is read too, in time linear in its length.

    Yields
    ------
    DatePhrase
        Never overlapping. Numbers that are no dates (2,000 troops, Article 175-1, Il-76) give nothing.

    Examples
    --------
    >>> [phrase.words for phrase in find_dates("On January 5-7 they came; all will be gone by Friday, in two days.")]
    ['January 5-7', 'by Friday', 'in two days']
    >>> list(find_dates("Theresa May may leave; 2,000 troops march under Article 175-1 in 1/2/2022."))
    []
    """
    lowered = same_length_lower(text)
    heads = _heads(lowered)
    numeric = ("20" in lowered or "19" in lowered) and _CENTURY.search(lowered)
    found = _ordinal_days(lowered, text)
    if not heads and not numeric and not found:
        return iter(())
    found += [phrase for head in heads if (phrase := _read(head, lowered, text))]
    if any(lowered[start:end] in _DAY_HEADS for start, end in heads):
        found += _day_phrases(lowered, text)
    if numeric:
        found += _numeric_dates(lowered, text)
        found += _years(lowered, text)
    return iter(_joined(_apart(found), lowered, text))


def _heads(lowered: str) -> list[tuple[int, int]]:
    """Where the words stand that can be the head of a date phrase."""
    return [match.span() for match in _HEAD.finditer(lowered)]


def _read(head: tuple[int, int], lowered: str, text: str) -> DatePhrase | None:
    """The phrase around one head word, or None."""
    start, end = head
    word = lowered[start:end]
    if word in MONTHS:
        return _month(start, end, word, lowered, text)
    if word in WEEKDAYS:
        return _weekday(start, end, word, lowered, text)
    if word in _UNITS:
        return _counted(start, end, word, lowered, text) or _span_of_days(start, end, word, lowered, text)
    if word in ("weekend", "year"):
        return _span_of_days(start, end, word, lowered, text)
    return None


_HANDLED = set(MONTHS) | set(WEEKDAYS) | set(_UNITS) | _DAY_HEADS | {"weekend", "year"}
_HEAD = re.compile(r"\b(?:" + "|".join(sorted(_HANDLED)) + r")\b")
# A sentence that has none of these words has no date.
DATE_WORDS = frozenset(
    _HANDLED | {str(year) for year in range(1900, 2100)} | {f"{day}{ending}" for day in range(1, 32) for ending in ("st", "nd", "rd", "th")}
)


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What stands before a date and belongs to it."""

    start: int
    opening: int
    bound: str = ""
    which: str = ""
    part: str = ""
    phrase: str = ""  # the innermost


def _phrase_before(lowered: str, at: int, table: Table) -> tuple[str, str, int] | None:
    """The longest phrase of a table that ends right before an offset: phrase, class and where it begins."""
    stop = at
    while stop > 0 and at - stop < 3 and lowered[stop - 1] == " ":
        stop -= 1
    floor = max(0, stop - 16)
    word = lowered[max(floor, lowered.rfind(" ", floor, stop) + 1) : stop].lstrip("(\"'“‘[—–")
    for phrase, kind in table.get(word, ()):
        start = stop - len(phrase)
        if start >= 0 and lowered.startswith(phrase, start) and not (start and lowered[start - 1].isalnum()):
            return phrase, kind, start
    return None


def _prefix(lowered: str, at: int) -> _Prefix:
    """The bound, part and preposition that stand before a date."""
    start = opening = at
    bound = which = part = innermost = ""
    for _ in range(5):
        before = _phrase_before(lowered, opening, _PREFIXES)
        if before is None or bound:
            break
        phrase, kind, opening = before
        innermost = innermost or phrase
        if kind == "opening" and not phrase.endswith(" of"):
            if phrase != "the":
                break
            continue
        start = opening
        if kind in ("start", "middle", "end"):
            part = part or kind
        elif kind in ("last", "next", "this", "earlier", "later"):
            which = "past" if phrase in ("the past", "this past") else kind if kind in ("earlier", "later") else which or kind
        elif kind != "opening":
            bound = kind
    return _Prefix(start, opening, bound, which, part, innermost)


def _phrase(text: str, prefix: _Prefix, end: int, kind: str, **fields: object) -> DatePhrase:
    """A phrase from its prefix to an offset."""
    return DatePhrase(
        prefix.start, end, text[prefix.start : end], prefix.opening, kind, prefix.bound, prefix.which, prefix.part, **fields
    )


def _month(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """A date around the name of a month: day before it, day after it, or the month alone."""
    if word in _ALSO_WORDS and not text[start].isupper():
        return None
    return (
        _day_then_month(start, end, word, lowered, text)
        or _month_then_day(start, end, word, lowered, text)
        or _month_alone(start, end, word, lowered, text)
    )


def _year_after(lowered: str, end: int) -> tuple[int, int]:
    """The year right after a date and where it ends; 0 where there is none."""
    year = _YEAR_AFTER.match(lowered, end)
    return (int(year[1]), year.end()) if year else (0, end)


def _days_of(first: int, last: int, join: str, between: bool) -> tuple[int, int]:
    """The ends of a range of days; `and` joins a range only after `between` or from one day to the next."""
    if not first or (join.strip() == "and" and not between and last != first + 1) or first >= last:
        return last, last
    return first, last


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether such a day can be; without a year February has 29."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2024, month)[1]


def _day_then_month(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"19 January 2022", "the 19th of January", "5-7 January"."""
    base = max(0, start - 30)
    day = _DAY_BEFORE.search(lowered[base:start])
    if day is None:
        return None
    between = lowered[max(0, base + day.start() - 8) : base + day.start() + 1].rstrip().endswith("between")
    first, last = _days_of(int(day["first"] or 0), int(day["day"]), day[2] or "", between)
    year, end = _year_after(lowered, end)
    month = MONTHS[word]
    if not (_is_day(year, month, first) and _is_day(year, month, last)):
        return None
    from_offset = base + (day.start("first") if first != last else day.start("day"))
    prefix = _prefix(lowered, from_offset)
    if first != last:
        prefix = replace(prefix, bound="")
    return _phrase(text, prefix, end, "date", first=(year, month, first), last=(year, month, last))


def _month_then_day(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"January 19, 2022", "Jan. 19", "January 5-7"."""
    day = _DAY_AFTER.match(lowered, end)
    prefix = _prefix(lowered, start)
    if day is None or prefix.part in ("middle", "end") or (prefix.phrase == "in" and _COUNTED_NEXT.match(lowered, day.end())):
        return None  # "in January 16 officers were killed"
    first, last, stop = int(day["day"]), int(day["last"] or 0), day.end()
    join = day[2] or ""
    if last and _days_of(first, last, join, prefix.phrase == "between") != (first, last):
        last, stop = 0, day.start(2)
    last = last or first
    year, stop = _year_after(lowered, stop)
    month = MONTHS[word]
    if not (_is_day(year, month, first) and _is_day(year, month, last)):
        return None
    if first != last:
        prefix = replace(prefix, bound="")
    return _phrase(text, prefix, stop, "date", first=(year, month, first), last=(year, month, last))


def _month_alone(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"at the start of December", "mid-January", "in May 2023"; a month that nothing before it makes a date is none."""
    year, stop = _year_after(lowered, end)
    prefix = _prefix(lowered, start)
    opened = prefix.bound or prefix.which or prefix.part or prefix.phrase in ("in", "during", "of")
    if not opened or (len(word) < 5 and not year and word not in ("may", "june", "july")):
        return None
    if prefix.phrase == "of" and not (prefix.bound or prefix.part or year):
        return None
    return _phrase(text, prefix, stop, "month", first=(year, MONTHS[word], 0))


def _weekday(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"on Friday", "last Thursday", "Monday of last week"; an abbreviation only where it plainly is one."""
    if word not in _FULL_WEEKDAYS and not _is_abbreviated_weekday(start, end, lowered, text):
        return None
    if _NAMES_AFTER_WEEKDAY.match(lowered, end):
        return None
    prefix = _prefix(lowered, start)
    if lowered[max(0, start - 6) : start].endswith(("every ", "each ")):
        return None
    week = _WEEK_AFTER.match(lowered, end)
    part = _PART_OF_DAY.match(lowered, end)
    end = week.end() if week else part.end() if part else end
    if week:
        prefix = replace(prefix, which=week[1] + "_week")
    phrase = _phrase(text, prefix, end, "weekday", first=(0, 0, WEEKDAYS[word]), last=(0, 0, WEEKDAYS[word]))
    return phrase


_FULL_WEEKDAYS = {word for word in WEEKDAYS if word.endswith("day")}


def _is_abbreviated_weekday(start: int, end: int, lowered: str, text: str) -> bool:
    """Whether "Sun" is a day: after "on" or before a date, and never "the Sun"."""
    if not text[start].isupper():
        return False
    return bool(_BEFORE_ABBREVIATION.search(lowered[max(0, start - 8) : start]) or _AFTER_ABBREVIATION.match(lowered, end))


def _count_before(lowered: str, at: int) -> tuple[int, int] | None:
    """The number of units that stands right before one ("ten" days, "10-"day), and where it begins."""
    stop = at - 1 if at and lowered[at - 1] in "-–" else at
    spaced = stop - 1 if stop and lowered[stop - 1] == " " else stop
    start = spaced
    while start > 0 and spaced - start < 4 and lowered[start - 1].isdigit():
        start -= 1
    if start < spaced:
        return None if spaced - start > 3 or (start and lowered[start - 1] in ".,") else (int(lowered[start:spaced]), start)
    word = _phrase_before(lowered, stop, _COUNTS)
    return (int(word[1]), word[2]) if word else None


def _counted(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"in two days", "a week after", "no more than 10 days", "two days ago"."""
    counted = _count_before(lowered, start)
    if counted is None:
        return None
    number, first = counted
    days, months = number * _UNITS[word], number if word.startswith("month") else 0
    if word == "hours":
        days = number // 24 if number % 24 == 0 else 0
    if not days and not months:
        return None
    after = _AFTER_COUNT.match(lowered, end)
    if after:
        return _counted_from(first, end, after, days, months, lowered, text)
    return _counted_ahead(first, end, days, months, lowered, text, bare=lowered[first:start].strip() == "a")


def _counted_from(
    first: int, end: int, after: re.Match[str], days: int, months: int, lowered: str, text: str
) -> DatePhrase:
    """"two days later", "a week after", "a day earlier", "two days ago", "ten days from now"."""
    word = after[1]
    kind = {"ago": "ago", "from now": "ahead"}.get(word, "after")
    sign = -1 if word in ("ago", "before", "earlier") else 1
    hedge = _phrase_before(lowered, first, _HEDGES)
    start = hedge[2] if hedge else first
    return DatePhrase(
        start, after.end(), text[start : after.end()], start, kind, count=sign * days, months=sign * months,
        vague=hedge is not None,
    )  # fmt: skip


def _counted_ahead(
    first: int, end: int, days: int, months: int, lowered: str, text: str, *, bare: bool
) -> DatePhrase | None:
    """"in two days", "within 10 days", "no more than ten days", "10 days"."""
    ahead = _phrase_before(lowered, first, _AHEAD)
    if ahead and lowered.startswith(" of ", end):  # "in three days of riots"
        return None
    if ahead:
        time = _TIME_AFTER.match(lowered, end)
        end = time.end() if time else end
        bound = "within" if ahead[1] == "within" else ""
        return DatePhrase(
            ahead[2], end, text[ahead[2] : end], ahead[2], "ahead", bound, count=days, months=months
        )
    span = _phrase_before(lowered, first, _SPANS)
    if bare and span is None:  # "twice a week"
        return None
    start = span[2] if span and span[0] != "for" else first
    opening = span[2] if span else first
    return DatePhrase(start, end, text[start:end], opening, "duration", count=days, months=months)


def _span_of_days(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """"last week", "early next week", "the weekend", "by the end of the month"."""
    if word.endswith("s") or word in ("fortnight", "day"):
        return None
    prefix = _prefix(lowered, start)
    if word == "weekend":
        return _phrase(text, prefix, end, "weekend") if prefix.phrase or prefix.which else None
    if prefix.which == "past" or prefix.phrase in ("the following", "the coming", "the previous", "this coming"):
        return None
    if not prefix.which and not (prefix.part and prefix.phrase == "the"):
        return None
    if word == "year" and prefix.part != "end":
        return None
    return _phrase(text, prefix, end, "week" if word == "week" else f"this_{word}")


def _day_phrases(lowered: str, text: str) -> list[DatePhrase]:
    """"today", "the day before", "the next day"."""
    found = []
    for match in _DAY_PHRASE.finditer(lowered):
        kind, count = _DAY_PHRASES[match[0]]
        prefix = _prefix(lowered, match.start()) if kind == "day" else _Prefix(match.start(), _on_before(lowered, match.start()))
        if match[0].startswith("by "):
            prefix = replace(prefix, bound="by")
        found.append(_phrase(text, prefix, match.end(), "after" if kind == "then" else "day", count=count))
    return found


def _on_before(lowered: str, at: int) -> int:
    """Where "on" begins before an offset; the offset itself where there is none."""
    return at - 3 if lowered[max(0, at - 4) : at] in (" on ", "on ") else at


def _ordinal_days(lowered: str, text: str) -> list[DatePhrase]:
    """"on the 21st": a day whose month the publication day has to tell."""
    found = []
    for match in _ORDINAL_DAY.finditer(lowered):
        prefix = _prefix(lowered, match.start())
        if (prefix.bound or prefix.phrase == "on") and 1 <= int(match[1]) <= 31:
            found.append(_phrase(text, prefix, match.end(), "date", first=(0, 0, int(match[1])), last=(0, 0, int(match[1]))))
    return found


def _numeric_dates(lowered: str, text: str) -> list[DatePhrase]:
    """"2022-01-19", "19.01.2022"; 1/2/2022 is left alone, 19/1/2022 can only be January."""
    found = []
    for match in _NUMERIC.finditer(lowered):
        if match[1]:
            day = (int(match[1]), int(match[2]), int(match[3]))
        else:
            one, two, year = int(match[4]), int(match[6]), int(match[7])
            if match[5] == "/" and one <= 12 and two <= 12 and one != two:
                continue
            day = (year, one, two) if match[5] == "/" and two > 12 else (year, two, one)
        if _is_day(*day):
            found.append(_phrase(text, _prefix(lowered, match.start()), match.end(), "date", first=day, last=day))
    return found


def _years(lowered: str, text: str) -> list[DatePhrase]:
    """"in 2019", "late 2021": years, no days; a number that no such word opens is none."""
    found = []
    for match in _YEAR.finditer(lowered):
        prefix = _prefix(lowered, match.start())
        if prefix.bound or prefix.part or prefix.phrase in ("in", "of", "during"):
            found.append(_phrase(text, prefix, match.end(), "year", first=(int(match[1]), 0, 0)))
    return found


def _apart(found: list[DatePhrase]) -> list[DatePhrase]:
    """The phrases in order, without those that stand inside or across an earlier, longer one."""
    kept: list[DatePhrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if kept and phrase.start < kept[-1].end:
            continue
        kept.append(phrase)
    return kept


def _joined(found: list[DatePhrase], lowered: str, text: str) -> list[DatePhrase]:
    """Neighbours that name one day ("Thursday, January 13") or one range ("Monday to Friday") as one phrase."""
    joined: list[DatePhrase] = []
    for phrase in found:
        one = _as_one(joined[-1], phrase, lowered, text) if joined else None
        if one:
            joined[-1] = one
        else:
            joined.append(phrase)
    return joined


def _as_one(left: DatePhrase, right: DatePhrase, lowered: str, text: str) -> DatePhrase | None:
    """One phrase for two that stand side by side, or None."""
    if right.start - left.end > 12:
        return None
    gap = lowered[left.end : right.start]
    words = text[left.start : right.end]
    kinds = {left.kind, right.kind}
    dated = left if left.kind == "date" else right
    if kinds in ({"weekday", "date"}, {"day", "date"}) and _SAME_DAY_GAP.fullmatch(gap) and not right.bound:
        return replace(
            dated, start=left.start, end=right.end, words=words, opening=left.opening, bound=left.bound or right.bound
        )
    between = gap == " and " and lowered[left.opening : left.start].startswith("between")
    if kinds in ({"date"}, {"weekday"}) and (between or _RANGE_GAP.fullmatch(lowered[left.end : _core(right, lowered)])):
        years = (left.first[0] or right.last[0],) + left.first[1:]
        return replace(
            left, end=right.end, words=words, last=right.last, first=years, bound=""
        ) if left.first != right.last else None
    return None


def _core(phrase: DatePhrase, lowered: str) -> int:
    """Where a phrase begins once the bound that joins it to the one before ("until") is taken off."""
    return phrase.start + len("until ") if lowered.startswith("until ", phrase.start) else phrase.start


# ---- from words to days --------------------------------------------------------------------------------------------

Period = tuple[date | None, date | None]


def resolve(
    phrase: DatePhrase, published: Period, period: Period, tense: str | None = None, anchor: date | None = None
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
    >>> resolve(friday, (thursday, thursday), (None, None), "future").start, resolve(friday, (thursday, thursday), (None, None)).start
    (datetime.date(2022, 1, 14), datetime.date(2022, 1, 7))
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
    basis = "explicit" if phrase.kind == "this_month" and phrase.part else _BASIS.get(phrase.kind, "relative")
    return _bounded(phrase.bound, *days, basis) if days else NOWHERE


_BASIS = {"date": "explicit", "month": "explicit", "year": "explicit", "weekday": "weekday", "duration": "duration"}
Days = tuple[date | None, date | None] | None


def _bounded(bound: str, start: date | None, end: date | None, basis: str) -> Span:
    """The days with the side left open that the bound leaves open."""
    if bound in ("by", "until", "within"):
        return Span(None, end, basis)
    if bound == "not_before":
        return Span(start, None, basis)
    return Span(start, end, basis)


def _calendar(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    year, month, day = phrase.first
    last_year, last_month, last_day = phrase.last
    if not month:
        return _day_of_month(day, published, tense)
    year = year or last_year or _nearest_year(month, day, published, period, tense)
    if not year:
        return None
    start = date(year, month, day)
    end = date(last_year or year, last_month, last_day)
    return start, end if end >= start else date(year + 1, last_month, last_day)


def _day_of_month(day: int, published: date | None, tense: str | None) -> Days:
    """"the 21st": the last one before the publication day, of a plan the next one after it."""
    if published is None:
        return None
    months = [published.year * 12 + published.month - 1 + step for step in (-1, 0, 1)]
    days = [date(m // 12, m % 12 + 1, day) for m in months if day <= monthrange(m // 12, m % 12 + 1)[1]]
    fitting = [one for one in days if (one >= published if tense == "future" else one <= published)]
    chosen = (fitting[0] if tense == "future" else fitting[-1]) if fitting else None
    return (chosen, chosen) if chosen else None


def _nearest_year(month: int, day: int, published: date | None, period: Period, tense: str | None) -> int:
    """The year that puts a day nearest the publication day (a plan's not behind it), or inside the crisis's period; 0 if none."""
    if published is None:
        inside = [year for year in _years_of(period) if _inside(year, month, day, period)]
        return inside[0] if len(inside) == 1 else 0
    within = [year for year in (published.year - 1, published.year, published.year + 1) if _inside(year, month, day, period)]
    if len(within) == 1:
        return within[0]
    near = {year: _on_or_last(year, month, day or 15) for year in (published.year - 1, published.year, published.year + 1)}
    fitting = [year for year, one in near.items() if _fits(one, published, tense)] or list(near)
    return min(fitting, key=lambda year: abs((near[year] - published).days))


def _on_or_last(year: int, month: int, day: int) -> date:
    """A day of a month, or its last where it has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


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
    return _is_day(year, month, day) and first <= date(year, month, day) <= last


def _part_of_month(year: int, month: int, part: str) -> Days:
    """A month from its first day to its last, or its beginning (1-10), middle (11-20), end (21-last)."""
    first, last = {"start": (1, 10), "middle": (11, 20), "end": (21, 0), "": (1, 0)}[part]
    return date(year, month, first), date(year, month, last or monthrange(year, month)[1])


def _whole_month(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    year = phrase.first[0] or _nearest_year(phrase.first[1], 0, published, period, tense)
    return _part_of_month(year, phrase.first[1], phrase.part) if year else None


def _month_of_publication(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    if published is None:
        return None
    step = {"last": -1, "next": 1}.get(phrase.which, 0)
    months = published.year * 12 + published.month - 1 + step
    start, end = _part_of_month(months // 12, months % 12 + 1, phrase.part)
    return (start, published) if phrase.which == "earlier" else (published, end) if phrase.which == "later" else (start, end)


def _year(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    """Years date nothing, but "by the end of 2022" bounds."""
    year = phrase.first[0] or (published.year + (phrase.which == "next") if published else 0)
    if year and phrase.part == "end" and phrase.bound in ("by", "until", "not_before"):
        return date(year, 12, 31), date(year, 12, 31)
    return None


def _weekday_of(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
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
        day = date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=phrase.count)


def _from_statement(
    phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None
) -> Days:
    """"tomorrow", "in two days": from the day it was said; "a month ago" is no day."""
    said = anchor or published
    if said is None or (phrase.kind == "ago" and phrase.months):
        return None
    return _shifted(said, phrase), _shifted(said, phrase)


def _from_anchor(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    """"two days later", "the day before": from a day that the text has given."""
    return None if anchor is None or phrase.months else (_shifted(anchor, phrase), _shifted(anchor, phrase))


def _duration(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    """"no more than 10 days": it ends so long after the day on which it began, and begins we do not say when."""
    return None if anchor is None else (None, _shifted(anchor, phrase))


def _week(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    """Monday to Sunday; early Monday to Wednesday, late Thursday to Sunday."""
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday()) + timedelta(days={"last": -7, "next": 7}.get(phrase.which, 0))
    if phrase.which == "earlier":
        return monday, published
    if phrase.which == "later":
        return published, monday + timedelta(days=6)
    first, last = {"start": (0, 2), "end": (3, 6)}.get(phrase.part, (0, 6))
    return monday + timedelta(days=first), monday + timedelta(days=last)


def _weekend(phrase: DatePhrase, published: date | None, period: Period, tense: str | None, anchor: date | None) -> Days:
    """Saturday to Sunday: of a plan the next, of a report the last; on one of its days that weekend itself."""
    if published is None:
        return None
    behind = published - timedelta(days=(published.weekday() - 5) % 7)
    running = (published - behind).days <= 1
    step = 7 if (tense == "future" or phrase.which in ("this", "next")) and not running else 0
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
    "after": _from_anchor,
    "duration": _duration,
    "week": _week,
    "weekend": _weekend,
}  # fmt: skip
