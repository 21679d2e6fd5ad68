"""A text -> its date phrases, unresolved: which words are a date, and what they say.

What belongs here: the ways in which dates are written. What does not: the publication day, and any day of the calendar (`dates`).
1/2/2022 is not read, since nobody can say which of its numbers is the month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from analysis.language.datewords import (
    AHEAD,
    ALSO_WORDS,
    COUNTS,
    DAY_HEADS,
    DAY_PHRASE,
    DAY_PHRASES,
    DURATIONS,
    FEASTS,
    HEAD,
    HEDGES,
    MONTHS,
    UNIT_DAYS,
    WEEKDAYS,
    DatePhrase,
    Prefix,
    days_in,
    is_day,
    make_phrase,
    phrase_before,
    prefix_before,
    same_length_lower,
)
from analysis.language.recall import Remembered, runs_of

_NUMERIC = re.compile(
    r"(?<![\w.,/-])(?:((?:19|20)\d\d)-(\d\d?)-(\d\d?)|(\d\d?)([./])(\d\d?)\5((?:19|20)\d\d))(?!\d|[./-]\d)"
)


_CENTURY = re.compile(r"(?:19|20)\d\d")


_ORDINAL_DAY = re.compile(
    r"the (\d\d?)(?:st|nd|rd|th)(?:\s(?:and|to)\s(?:the\s)?(\d\d?)(?:st|nd|rd|th))?"
    r"(?=[,.;:!?)]|$|\s(?:and|but|when|after|before|to|at|in|with|of\s(?:this|the)\smonth)\b)"
)  # without "the" at its head, the search would try every letter


_THE_NUMBER = re.compile(r"the \d")  # the search for plain letters is many times faster


_YEAR = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)(?!\w|[.,]\d|-)")


_YEAR_NUMBER = re.compile(r"\s((?:19|20)\d\d)(?!\w|[.,]\d|-)")


_ORDINAL = r"(?:st|nd|rd|th)?"


_JOIN = r"(\s?[-–—]\s?|\s(?:to|and|until|till|through)\s)"


_DAY_BEFORE = re.compile(
    rf"(?:^|[^\w.,:/-])(?:(?P<first>\d\d?){_ORDINAL}{_JOIN})?(?P<day>\d\d?){_ORDINAL}(?:\s(?:of\s)?|-)$"
)


_ENDS_OF_DAY = ("t", "d", "h", "f")  # of 1st, 2nd, 3rd, 4th, and of "of": the last letter of `_DAY_BEFORE`


_DAY_AFTER = re.compile(
    rf"\.?\s{{1,2}}(?:the\s)?(?P<day>\d\d?){_ORDINAL}(?![\w%]|[.:]\d|,\d(?!\d\d\d(?!\d)))"
    rf"(?:{_JOIN}(?P<last>\d\d?){_ORDINAL}(?![\w%]|[.,:]\d))?"
)


_COUNTED_NEXT = re.compile(r"\s[a-z]")


_YEAR_AFTER = re.compile(r"(?:\.?,?[\s-](?:of\s)?|,)((?:19|20)\d\d)(?!\d|,\d|-\d)")


_YEAR_WORD_AFTER = re.compile(
    r",?\s(?:of\s)?(?:the\s)?(last|previous|this|current|next|following)\syear(?!\w)"
)


_YEAR_WORDS = {"previous": "last", "current": "this", "following": "next"}


_AFTER_COUNT = re.compile(r"\s(later|afterwards?|after|before|ago|earlier|from now)(?!\w)")


_TIME_AFTER = re.compile(r"['’]s?\stime(?!\w)")


_WEEK_AFTER = re.compile(r",?\s(?:of\s)?(last|next|this)\sweek(?!\w)")


_PART_OF_DAY = re.compile(r"\s(?:late\s)?(?:night|morning|evening|afternoon)(?!\w)")


_NAMES_AFTER_WEEKDAY = re.compile(r"\s(?:times|mail|telegraph|star|herald|mirror|express|prayers?)(?!\w)")


_BEFORE_ABBREVIATION = re.compile(r"(?:^|\W)(?:on|by|until|since|last|next|this|from|late|early)\s$")


_AFTER_ABBREVIATION = re.compile(r"\.?,?\s\(?(?:\d|(?:" + "|".join(MONTHS) + r")(?!\w))")


_MONTH_AND = re.compile(r"(?:in|during)\s(?:" + "|".join(MONTHS) + r")\sand\s$")


_RANGE_GAP = re.compile(r"\s?[-–—]\s?|,?\s(?:to|until|till|through)\s(?:the\s)?")


_RANGE_WORD = re.compile(r"(?:until|till|through)\s")


_SAME_DAY_GAP = re.compile(r",?\s?\(?(?:the\s)?")


def find_dates(text: str) -> Iterator[DatePhrase]:
    """The date phrases of a text in their order, unresolved.

    Parameters
    ----------
    text : str
        A sentence; longer text is read too, in time linear in its length.

    Yields
    ------
    DatePhrase
        Never overlapping. Numbers that are no dates (2,000 troops, Article 12-3, An-26) give nothing.

    Examples
    --------
    >>> [phrase.words for phrase in find_dates("On January 5-7 they came; all will be gone by Friday, in two days.")]
    ['January 5-7', 'by Friday', 'in two days']
    >>> list(find_dates("Theresa May may leave; 2,000 troops march under Article 12-3 in 1/2/2022."))
    []
    """
    lowered = same_length_lower(text)
    heads = _heads(text)
    numeric = ("20" in lowered or "19" in lowered) and _CENTURY.search(lowered)
    found = _ordinal_days(lowered, text)
    if not heads and not numeric and not found:
        return iter(())
    found += [phrase for head in heads if (phrase := _read(head, lowered, text))]
    days = [head for head in heads if head[2] in DAY_HEADS]
    if days:
        found += _day_phrases(days, lowered, text)
    if numeric:
        found += _numeric_dates(lowered, text)
        found += _years(lowered, text)
    return iter(_joined(_apart(found), lowered, text))


Head = tuple[
    int, int, str
]  # a word that can be the head of a date phrase: where it stands, and its small letters


def _heads_in(run: str) -> tuple[Head, ...]:
    return tuple((*match.span(), match[0]) for match in HEAD.finditer(same_length_lower(run)))


_HEADS = Remembered(_heads_in)  # of each run between two spaces; most have none


def _heads(text: str) -> list[Head]:
    """The words that can be the head of a date phrase, each in one run, since none holds a space."""
    runs = runs_of(text)
    heads, at, behind = [], 0, 0
    for n, found in enumerate(map(_HEADS.__getitem__, runs)):
        if found:
            at += sum(map(len, runs[behind:n])) + n - behind
            behind = n
            heads += [(at + start, at + end, word) for start, end, word in found]
    return heads


def _read(head: Head, lowered: str, text: str) -> DatePhrase | None:
    """The phrase around one head word, or None."""
    start, end, word = head
    if word in MONTHS:
        return _month(start, end, word, lowered, text)
    if word in WEEKDAYS:
        return _weekday(start, end, word, lowered, text)
    if word in UNIT_DAYS:
        return _counted(start, end, word, lowered, text) or _span_of_days(start, end, word, lowered, text)
    if word in ("weekend", "year"):
        return _span_of_days(start, end, word, lowered, text)
    return _feast(start, end, word, lowered, text) if word in FEASTS else None


def _month(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """A date around the name of a month: day before it, day after it, or the month alone."""
    if word in ALSO_WORDS and not text[start].isupper():
        return None
    phrase = (
        _day_then_month(start, end, word, lowered, text)
        or _month_then_day(start, end, word, lowered, text)
        or _month_alone(start, end, word, lowered, text)
    )
    return phrase and _in_year(phrase, lowered, text)


def _year_after(lowered: str, end: int) -> tuple[int, int]:
    """The year right after a date and where it ends; 0 where there is none."""
    year = _YEAR_AFTER.match(lowered, end)
    return (int(year[1]), year.end()) if year else (0, end)


_AT_THE_LATEST = re.compile(r",? at the(?: very)? latest\b")


def _in_year(phrase: DatePhrase, lowered: str, text: str) -> DatePhrase:
    """ "December last year", "20 November this year": the year counted from the publication's; "January 7 at the latest"."""
    if not phrase.bound and (latest := _AT_THE_LATEST.match(lowered, phrase.end)):
        return phrase._replace(end=latest.end(), words=text[phrase.start : latest.end()], bound="by")
    after = None if phrase.first[0] else _YEAR_WORD_AFTER.match(lowered, phrase.end)
    if after is None:
        return phrase
    which = _YEAR_WORDS.get(after[1], after[1]) + "_year"
    return phrase._replace(end=after.end(), words=text[phrase.start : after.end()], which=which)


def _days_of(first: int, last: int, join: str, between: bool) -> tuple[int, int]:
    """The ends of a range of days; `and` joins a range only after `between` or from one day to the next."""
    if not first or (join.strip() == "and" and not between and last != first + 1) or first >= last:
        return last, last
    return first, last


def _day_then_month(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "19 January 2022", "the 19th of January", "5-7 January"."""
    ends = lowered[start - 2 : start - 1] if start > 1 else ""
    if not ends.isdigit() and ends not in _ENDS_OF_DAY:
        return None
    base = max(0, start - 30)
    day = _DAY_BEFORE.search(lowered[base:start])
    if day is None:
        return None
    between = lowered[max(0, base + day.start() - 8) : base + day.start() + 1].rstrip().endswith("between")
    first, last = _days_of(int(day["first"] or 0), int(day["day"]), day[2] or "", between)
    year, end = _year_after(lowered, end)
    month = MONTHS[word]
    if not (is_day(year, month, first) and is_day(year, month, last)):
        return None
    from_offset = base + (day.start("first") if first != last else day.start("day"))
    prefix = prefix_before(lowered, from_offset)
    if first != last:
        prefix = prefix._replace(bound="")
    return make_phrase(text, prefix, end, "date", first=(year, month, first), last=(year, month, last))


def _month_then_day(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "January 19, 2022", "Jan. 19", "January 5-7"."""
    day = _DAY_AFTER.match(lowered, end)
    prefix = prefix_before(lowered, start)
    if (
        day is None
        or prefix.part in ("middle", "end")
        or (prefix.phrase == "in" and _COUNTED_NEXT.match(lowered, day.end()))
    ):
        return None  # "in January 16 officers were killed"
    first, last, stop = int(day["day"]), int(day["last"] or 0), day.end()
    join = day[2] or ""
    if last and _days_of(first, last, join, prefix.phrase == "between") != (first, last):
        last, stop = 0, day.start(2)
    last = last or first
    year, stop = _year_after(lowered, stop)
    month = MONTHS[word]
    if not (is_day(year, month, first) and is_day(year, month, last)):
        return None
    if first != last:
        prefix = prefix._replace(bound="")
    return make_phrase(text, prefix, stop, "date", first=(year, month, first), last=(year, month, last))


def _month_alone(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "at the start of December", "mid-January", "in May 2023"; a month that nothing before it makes a date is none."""
    year, stop = _year_after(lowered, end)
    prefix = prefix_before(lowered, start)
    opened = prefix.bound or prefix.which or prefix.part or prefix.phrase in ("in", "during", "of")
    opened = opened or _YEAR_WORD_AFTER.match(lowered, stop)
    opened = (
        opened or year and lowered[max(0, start - 8) : start].endswith(("back to ", "dates to ", "dated to "))
    )
    opened = opened or _MONTH_AND.search(lowered, max(0, start - 22), start)  # "during May and June"
    if not opened or (len(word) < 5 and not year and not prefix.part and word not in ("may", "june", "july")):
        return None
    if prefix.phrase == "of" and not (prefix.bound or prefix.part or year):
        return None
    return make_phrase(text, prefix, stop, "month", first=(year, MONTHS[word], 0))


def _weekday(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "on Friday", "last Thursday", "Monday of last week"; an abbreviation only where it plainly is one."""
    if word not in _FULL_WEEKDAYS and not _is_abbreviated_weekday(start, end, lowered, text):
        return None
    if _NAMES_AFTER_WEEKDAY.match(lowered, end):
        return None
    prefix = prefix_before(lowered, start)
    if lowered[max(0, start - 6) : start].endswith(("every ", "each ")):
        return None
    week = _WEEK_AFTER.match(lowered, end)
    part = _PART_OF_DAY.match(lowered, end)
    end = week.end() if week else part.end() if part else end
    if week:
        prefix = prefix._replace(which=week[1] + "_week")
    phrase = make_phrase(
        text, prefix, end, "weekday", first=(0, 0, WEEKDAYS[word]), last=(0, 0, WEEKDAYS[word])
    )
    return phrase


_FULL_WEEKDAYS = {word for word in WEEKDAYS if word.endswith("day")}


def _is_abbreviated_weekday(start: int, end: int, lowered: str, text: str) -> bool:
    """Whether "Sun" is a day: after "on" or before a date, and never "the Sun"."""
    if not text[start].isupper():
        return False
    return bool(
        _BEFORE_ABBREVIATION.search(lowered[max(0, start - 8) : start])
        or _AFTER_ABBREVIATION.match(lowered, end)
    )


def _count_before(lowered: str, at: int) -> tuple[int, int] | None:
    """The number of units that stands right before one ("ten" days, "10-"day), and where it begins."""
    stop = at - 1 if at and lowered[at - 1] in "-–" else at
    spaced = stop - 1 if stop and lowered[stop - 1] == " " else stop
    start = spaced
    while start > 0 and spaced - start < 4 and lowered[start - 1].isdigit():
        start -= 1
    if start < spaced:
        return (
            None
            if spaced - start > 3 or (start and lowered[start - 1] in ".,")
            else (int(lowered[start:spaced]), start)
        )
    word = phrase_before(lowered, stop, COUNTS)
    return (int(word[1]), word[2]) if word else None


def _counted(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "in two days", "a week after", "no more than 10 days", "two days ago"."""
    counted = _count_before(lowered, start)
    if counted is None:
        return _straight_day(start, end, word, lowered, text)
    number, first = counted
    days, months = number * UNIT_DAYS[word], number if word.startswith("month") else 0
    if word == "hours":
        days = number // 24 if number % 24 == 0 else 0
    if not days and not months:
        return None
    after = _AFTER_COUNT.match(lowered, end)
    if after and not (after[1] == "after" and lowered[max(0, first - 3) : first] == "in "):
        # "will start to leave in two days after completing its mission" counts from the statement
        return _counted_from(first, end, after, days, months, lowered, text)
    return _counted_ahead(first, end, days, months, lowered, text, bare=lowered[first:start].strip() == "a")


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_STRAIGHT_NUMBER = re.compile(
    rf"(?P<opening>(?:for|in|on|into|entered|entering|enter) )?(?:the|an?|their|its|his) "
    rf"(?:(?P<number>\d\d?)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))(?P<row> (?:straight|consecutive|successive))? $"
)
_IN_A_ROW = re.compile(r"\s(?:in a row|running)(?!\w)")


def _straight_day(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "for the 10th straight day", "entered their third day": so many days after what began."""
    if word != "day":
        return None
    before = _STRAIGHT_NUMBER.search(lowered, max(0, start - 50), start)
    if before is None:
        return None
    row = _IN_A_ROW.match(lowered, end)
    if (
        not before["row"]
        and not row
        and (before["opening"] or "").strip() not in ("entered", "entering", "enter", "into")
    ):
        return None
    number = int(before["number"]) if before["number"] else _ORDINALS.index(before["word"]) + 1
    end = row.end() if row else end
    return DatePhrase(
        before.start(), end, text[before.start() : end], before.start(), "straight", count=1 - number
    )


def _counted_from(
    first: int, end: int, after: re.Match[str], days: int, months: int, lowered: str, text: str
) -> DatePhrase:
    """ "two days later", "a week after", "a day earlier", "two days ago", "ten days from now"."""
    word = after[1]
    kind = {"ago": "ago", "from now": "ahead"}.get(word, "after")
    sign = -1 if word in ("ago", "before", "earlier") else 1
    hedge = phrase_before(lowered, first, HEDGES)
    start = hedge[2] if hedge else first
    return DatePhrase(
        start, after.end(), text[start : after.end()], start, kind, count=sign * days, months=sign * months,
        vague=hedge is not None,
    )  # fmt: skip


def _counted_ahead(
    first: int, end: int, days: int, months: int, lowered: str, text: str, *, bare: bool
) -> DatePhrase | None:
    """ "in two days", "within 10 days", "no more than ten days", "10 days"."""
    ahead = phrase_before(lowered, first, AHEAD)
    if ahead and lowered.startswith(" of ", end):  # "in three days of riots"
        return None
    if ahead:
        time = _TIME_AFTER.match(lowered, end)
        end = time.end() if time else end
        bound = "within" if ahead[1] == "within" else ""
        return DatePhrase(
            ahead[2], end, text[ahead[2] : end], ahead[2], "ahead", bound, count=days, months=months
        )
    span = phrase_before(lowered, first, DURATIONS)
    if bare and span is None:  # "twice a week"
        return None
    start = span[2] if span and span[0] != "for" else first
    opening = span[2] if span else first
    return DatePhrase(start, end, text[start:end], opening, "duration", count=days, months=months)


def _span_of_days(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "last week", "early next week", "the weekend", "by the end of the month", "by month's end"."""
    if word in ("month", "year") and lowered.startswith(("'s end", "’s end"), end):
        prefix = prefix_before(lowered, start)._replace(part="end")
        return make_phrase(text, prefix, end + len("'s end"), f"this_{word}")
    if word.endswith("s") or word in ("fortnight", "day"):
        return None
    prefix = prefix_before(lowered, start)
    if word == "weekend":
        return make_phrase(text, prefix, end, "weekend") if prefix.phrase or prefix.which else None
    if prefix.which == "past" or prefix.phrase in (
        "the following",
        "the coming",
        "the previous",
        "this coming",
    ):
        return None
    if not prefix.which and not (prefix.part and prefix.phrase == "the"):
        return None
    if word == "year" and prefix.part != "end" and not _before_next(prefix, lowered):
        return None
    if word == "year" and (number := _YEAR_NUMBER.match(lowered, end)):  # "the end of the year 2023"
        return make_phrase(text, prefix, number.end(), "this_year", first=(int(number[1]), 0, 0))
    return make_phrase(text, prefix, end, "week" if word == "week" else f"this_{word}")


def _before_next(prefix: Prefix, lowered: str) -> bool:
    """Whether a year bounds: "before next year", not "by next year"."""
    return prefix.which == "next" and prefix.bound == "by" and not lowered.startswith("by", prefix.start)


_LONGEST_DAY_PHRASE = max(map(len, DAY_PHRASES))


def _feast(start: int, end: int, word: str, lowered: str, text: str) -> DatePhrase | None:
    """ "by Christmas", "on Christmas Day"; not "the Christmas truce"."""
    prefix = prefix_before(lowered, start)
    if lowered.startswith(" day", end):
        end += len(" day")
    elif not (prefix.bound or prefix.phrase == "at") or lowered[end : end + 2].strip().isalpha():
        return None
    month, day = FEASTS[word]
    return make_phrase(text, prefix, end, "date", first=(0, month, day), last=(0, month, day))


def _day_phrases(heads: list[Head], lowered: str, text: str) -> list[DatePhrase]:
    """ "today", "the day before", "the next day": each holds one of some heads, so that none begins or ends far from them."""
    found = []
    first, last = heads[0][0] - _LONGEST_DAY_PHRASE, heads[-1][1] + _LONGEST_DAY_PHRASE
    for match in DAY_PHRASE.finditer(lowered, max(0, first), last):
        kind, count = DAY_PHRASES[match[0]]
        prefix = (
            prefix_before(lowered, match.start())
            if kind == "day"
            else Prefix(match.start(), _on_before(lowered, match.start()))
        )
        if match[0].startswith("by "):
            prefix = prefix._replace(bound="by")
        found.append(
            make_phrase(text, prefix, match.end(), "after" if kind == "then" else "day", count=count)
        )
    return found


def _on_before(lowered: str, at: int) -> int:
    """Where "on" begins before an offset; the offset itself where there is none."""
    return at - 3 if lowered[max(0, at - 4) : at] in (" on ", "on ") else at


def _ordinal_days(lowered: str, text: str) -> list[DatePhrase]:
    """ "on the 21st": a day whose month the publication day has to tell."""
    found: list[DatePhrase] = []
    if not _THE_NUMBER.search(lowered):
        return found
    for match in _ORDINAL_DAY.finditer(lowered):
        prefix = prefix_before(lowered, match.start())
        first, last = int(match[1]), int(match[2] or match[1])
        if (prefix.bound or prefix.phrase in ("on", "between")) and 1 <= first <= last <= 31:
            found.append(
                make_phrase(text, prefix, match.end(), "date", first=(0, 0, first), last=(0, 0, last))
            )
    return found


def _numeric_dates(lowered: str, text: str) -> list[DatePhrase]:
    """ "2022-01-19", "19.01.2022"; 1/2/2022 is left alone, 19/1/2022 can only be January."""
    found = []
    for match in _NUMERIC.finditer(lowered):
        if match[1]:
            day = (int(match[1]), int(match[2]), int(match[3]))
        else:
            one, two, year = int(match[4]), int(match[6]), int(match[7])
            if match[5] == "/" and one <= 12 and two <= 12 and one != two:
                continue
            day = (year, one, two) if match[5] == "/" and two > 12 else (year, two, one)
        if is_day(*day):
            found.append(
                make_phrase(
                    text, prefix_before(lowered, match.start()), match.end(), "date", first=day, last=day
                )
            )
    return found


def _years(lowered: str, text: str) -> list[DatePhrase]:
    """ "in 2019", "late 2021": years, no days; a number that no such word opens is none."""
    found = []
    for match in _YEAR.finditer(lowered):
        prefix = prefix_before(lowered, match.start())
        if prefix.bound or prefix.part or prefix.phrase in ("in", "of", "during"):
            found.append(
                make_phrase(text, prefix, match.end(), _year_kind(prefix), first=(int(match[1]), 0, 0))
            )
    return found


def _year_kind(prefix: Prefix) -> str:
    """A year is no day, but "by the end of 2023" is."""
    return "this_year" if prefix.part == "end" and prefix.bound in ("by", "until", "not_before") else "year"


def _apart(found: list[DatePhrase]) -> list[DatePhrase]:
    """The phrases in order, without those that stand inside or across an earlier, longer one."""
    if len(found) < 2:
        return found
    kept: list[DatePhrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if kept and phrase.start < kept[-1].end:
            continue
        kept.append(phrase)
    return kept


def _joined(found: list[DatePhrase], lowered: str, text: str) -> list[DatePhrase]:
    """Neighbours that name one day ("Thursday, January 13") or one range ("Monday to Friday") as one phrase."""
    if len(found) < 2:
        return found
    days = _merged(_merged(found, _one_day, lowered, text), _one_day, lowered, text)
    return _merged(days, _one_range, lowered, text)


Join = Callable[[DatePhrase, DatePhrase, str, str], DatePhrase | None]


def _merged(found: list[DatePhrase], join: Join, lowered: str, text: str) -> list[DatePhrase]:
    """The phrases, with each two neighbours that a rule joins as one."""
    merged: list[DatePhrase] = []
    for phrase in found:
        near = bool(merged) and phrase.start - merged[-1].end <= 12
        one = join(merged[-1], phrase, lowered, text) if near else None
        merged[-1:] = [one] if one else [*merged[-1:], phrase]
    return merged


def _one_day(left: DatePhrase, right: DatePhrase, lowered: str, text: str) -> DatePhrase | None:
    """ "Thursday, January 13", "yesterday (January 5)": the calendar date, with all its words."""
    if {left.kind, right.kind} not in ({"weekday", "date"}, {"day", "date"}) or right.bound:
        return None
    if not _SAME_DAY_GAP.fullmatch(lowered, left.end, right.start):
        return None
    dated = left if left.kind == "date" else right
    words = text[left.start : right.end]
    return dated._replace(
        start=left.start, end=right.end, words=words, opening=left.opening, bound=left.bound
    )


def _one_range(left: DatePhrase, right: DatePhrase, lowered: str, text: str) -> DatePhrase | None:
    """ "from January 5 to February 2", "Monday to Wednesday", "between mid-April and late May"."""
    kinds = {left.kind, right.kind}
    if kinds not in ({"date"}, {"weekday"}, {"month"}) or left.first == right.first:
        return None
    opened = lowered[left.opening : left.start].startswith("between")
    gap = lowered[left.end : right.start].strip()
    between = gap == "and" and opened or gap in ("and", "or") and _next_weekday(left, right)
    between = between or gap == "and" and _next_month(left, right)
    if not between and not _RANGE_GAP.fullmatch(lowered, left.end, _core(right, lowered)):
        return None
    words = text[left.start : right.end]
    if left.kind == "month":
        first, last = _days_of_months(left, right)
        return left._replace(
            end=right.end, words=words, kind="date", first=first, last=last, part="", bound=""
        )
    first = (left.first[0] or right.last[0], *left.first[1:])
    return left._replace(end=right.end, words=words, first=first, last=right.last, bound="")


def _days_of_months(left: DatePhrase, right: DatePhrase) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first day of one month, or part of one, and the last of another."""
    year, month, _ = right.first
    last = {"start": 10, "middle": 20}.get(right.part) or days_in(year or 2001, month)
    first = {"middle": 11, "end": 21}.get(left.part, 1)
    return (left.first[0] or year, left.first[1], first), (year, month, last)


def _next_month(left: DatePhrase, right: DatePhrase) -> bool:
    return left.kind == "month" and left.first[1] % 12 + 1 == right.first[1]


def _next_weekday(left: DatePhrase, right: DatePhrase) -> bool:
    """Whether one weekday follows the other ("on Sunday and Monday")."""
    return left.kind == "weekday" and (right.first[2] - left.first[2]) % 7 == 1 and not right.which


def _core(phrase: DatePhrase, lowered: str) -> int:
    """Where a phrase begins once the word that joins it to the one before ("until") is taken off."""
    joint = _RANGE_WORD.match(lowered, phrase.start)
    return joint.end() if joint else phrase.start
