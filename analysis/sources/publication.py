"""The day on which a report was published: page dates, datelines, addresses, or bounds from what it reports.

What belongs here: which day a page itself gives, and how that is known. What does not: the days of events (`dates`),
and the metadata that a person gave, which always go first (`corpus`). Nothing is invented: 3/4/2022 is a day only where
the crisis's period allows one of its two readings, and no clock is ever read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

MONTHS = {phrase: int(number) for phrase, number, _ in read_lexicon("months")}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"

# 2022-01-13; 13.01.2022; 13 January 2022; January 13, 2022; January 13
CALENDAR_DAY = re.compile(
    rf"""(?<![\d-])(?P<iso>\d{{4}})[-/.](?P<iso_month>\d\d)[-/.](?P<iso_day>\d\d)(?![\d-])
    | (?<![\d./-])(?P<left>\d{{1,2}})(?P<sign>[./-])(?P<right>\d{{1,2}})(?P=sign)(?P<numeric>{_YEAR})
    | \b(?P<month>{_MONTH})\s?(?P<day>{_DAY})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<year>{_YEAR}))?
    | (?P<day_first>{_DAY})(?:st|nd|rd|th)?(?:\ of)?[\s-]{{1,2}}(?P<month_after>{_MONTH})
      (?:,?[\s-]{{1,2}}(?P<year_last>{_YEAR}))?""",
    re.VERBOSE | re.IGNORECASE,
)
# What every date holds, and what a glance finds: the beginning of a month's name, or a number with a point or stroke.
CALENDAR_GATE = re.compile(
    r"[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)|\d[./-]\d"
)


@dataclass(frozen=True)
class Published:
    """The first and last day on which a report can have been published, and how that is known.

    A None leaves that side open; `basis` is one of `analysis.vocabulary.PUBLICATION_BASES`.
    """

    first: date | None = None
    last: date | None = None
    basis: str = "unknown"

    @classmethod
    def on(cls, day: date, basis: str) -> Published:
        """Published on one known day."""
        return cls(day, day, basis)


@dataclass(frozen=True)
class Found:
    """A calendar day found in a text; `day` is None where it has no year that could be told."""

    start: int
    end: int
    day: date | None
    year_given: bool


def _valid(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def place_in_period(month: int, day: int, crisis: Crisis) -> list[date]:
    r"""The days that a date without a year can be: those inside the crisis's period, else the nearest to it.

    >>> from analysis.sources.crisis import parse_crisis
    >>> winter = parse_crisis("title: A\nhost: B\nstart: 2021-12-20\nend: 2022-01-19", "")
    >>> place_in_period(1, 13, winter)
    [datetime.date(2022, 1, 13)]
    >>> place_in_period(2, 3, winter)
    [datetime.date(2022, 2, 3)]
    """
    years = range(crisis.start.year - 1, crisis.end.year + 2)
    days = [found for year in years if (found := _valid(year, month, day))]
    inside = [found for found in days if found in crisis]
    return inside or sorted(days, key=lambda found: _distance(found, crisis))[:1]


def _distance(day: date, crisis: Crisis) -> timedelta:
    return max(crisis.start - day, day - crisis.end)


def _numeric(found: re.Match[str], crisis: Crisis) -> date | None:
    """13.01.2022, or 3/4/2022 where only one of its readings lies in the period or the two months after it."""
    left, right, year = int(found["left"]), int(found["right"]), int(found["numeric"])
    days = {day for day in (_valid(year, right, left), _valid(year, left, right)) if day}
    near = {day for day in days if crisis.start <= day <= crisis.end + timedelta(60)}
    return next(iter(days)) if len(days) == 1 else next(iter(near)) if len(near) == 1 else None


def find_days(text: str, crisis: Crisis) -> Iterator[Found]:
    """The calendar days of a text in their order; one without a year takes it from the crisis's period."""
    at = 0
    for cue in CALENDAR_GATE.finditer(text):
        if cue.start() >= at:
            found = CALENDAR_DAY.search(text, max(at, cue.start() - 14), cue.start() + 40)
            if found:
                at = found.end()
                yield _found(found, crisis)


def _found(found: re.Match[str], crisis: Crisis) -> Found:
    if found["iso"]:
        day = _valid(int(found["iso"]), int(found["iso_month"]), int(found["iso_day"]))
        return Found(*found.span(), day, year_given=True)
    if found["left"]:
        return Found(*found.span(), _numeric(found, crisis), year_given=True)
    return _written(found, crisis)


def _written(found: re.Match[str], crisis: Crisis) -> Found:
    month = MONTHS[(found["month"] or found["month_after"]).rstrip(".").lower()]
    number, year = int(found["day"] or found["day_first"]), found["year"] or found["year_last"]
    if year:
        return Found(*found.span(), _valid(int(year), month, number), year_given=True)
    days = place_in_period(month, number, crisis)
    return Found(*found.span(), days[0] if len(days) == 1 else None, year_given=False)


def parse_stamp(stamp: str) -> Published | None:
    """What "2022-01-11" or "2022-01" says of a page: its day, or its month's first and last; None for anything else.

    >>> parse_stamp("2022-04").last
    datetime.date(2022, 4, 30)
    >>> parse_stamp("2022-13-01") is None
    True
    """
    year, month, day = (*map(int, stamp.split("-")), 0)[:3] if stamp.count("-") in (1, 2) else (0, 0, 0)
    if day:
        found = _valid(year, month, day)
        return Published.on(found, "stated") if found else None
    return Published(*_month(year, month), "stated") if 1 <= month <= 12 and year else None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


# --- a line that holds the page's date ----------------------------------------------------------------------

_LABEL = re.compile(
    r"\b(?:published|posted|written|in|listen|updated|modified|created|date|dated|last|first|on|at|by|the|of|for|from|time|issue|edition|a\.?m|p\.?m|am|pm"
    r"|gmt|utc|ist|est|edt|bst|cet|cest|msk|sgt|pst|pdt|hrs?|h|min|mins|minutes?|read|reading|views?|comments?|staff"
    r"|writer|reporter|editor|correspondent|agency|desk|web|admin"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"\b[a-z]{2,}")
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?:published|posted|written|in|listen|date|dated|created)\b", re.IGNORECASE)


def parse_page_date(line: str, crisis: Crisis) -> tuple[date, int] | None:
    r"""The day in a line that holds little else, and its rank: 0 "published", 1 bare, 2 "updated".

    A name may stand beside it (a byline); a small word that no date line has makes it a sentence or a caption.

    >>> from analysis.sources.crisis import parse_crisis
    >>> winter = parse_crisis("title: A\nhost: B\nstart: 2022-01-02\nend: 2022-01-19", "")
    >>> parse_page_date("By RNZ.co.nz - 1 December 2021", winter)
    (datetime.date(2021, 12, 1), 1)
    >>> parse_page_date("The jetty of a resort, September 17, 2012", winter) is None
    True
    """
    if len(line) > 120 or not CALENDAR_GATE.search(line):
        return None
    days = [found for found in find_days(line, crisis) if found.year_given and found.day]
    if not days:
        return None
    rest = line[: days[0].start] + " " + line[days[-1].end :]
    bare = _LABEL.sub(" ", rest)
    if _SMALL_WORD.search(bare.replace("’", "")) and not re.fullmatch(
        r"[\W\d]*[\w.-]+\.[a-z.]{2,6}[\W\d]*", bare.strip()
    ):
        return None
    if len(bare.split()) > 8:
        return None
    return days[0].day, 2 if _UPDATED.match(rest.strip()) else 0 if _LABELLED.search(rest) else 1


# --- a dateline ---------------------------------------------------------------------------------------------

_PLACE = r"[A-ZÀ-Ý][\w.'’-]*(?:[ /]+(?:de |el |al |of )?[A-ZÀ-Ý][\w.'’-]*){0,3}"
_AGENCY = r"(?:\([^()\n]{2,50}\)|/[A-Z][^/\n]{1,20}/|[A-Z][A-Z\d.]{2,20})"
_DASH = r"\s?(?:[.–—-]\s?)?(?:--|[–—_-])\s?"
DATELINE = re.compile(
    rf"""(?:\((?P<before>[A-Z][^()\n]{{1,40}})\)\s?[–—-]+\s?)?
    (?:(?P<place>{_PLACE}(?:,\ {_PLACE}){{0,2}})\ ?[,.]?\ ?)?
    (?P<date>(?:(?i:{_MONTH})\ ?{_DAY}|{_DAY}\ (?i:{_MONTH}))(?:,?\ {_YEAR})?)?
    [.,]?\ ?
    (?P<agency>{_AGENCY})?
    (?:{_DASH}|(?<=/)\.?\s|(?<=\))\s?:\s|(?<=\d\))\s)
    (?=["“'‘«]?\w)""",
    re.VERBOSE,
)
_DATELINE_GATE = re.compile(r"[–—]|[ .)][-_]|/ ?[–—.-]|\): |\d\) ")


def match_dateline(paragraph: str) -> re.Match[str] | None:
    """The dateline that opens a paragraph: a place in capitals, or a place or agency with a date or an agency.

    >>> match_dateline("MELBOURNE, Nov. 28 (Reuters) – It was calm.").group("date")
    'Nov. 28'
    >>> match_dateline("Armenia - 100 of its troops") is None
    True
    """
    if not _DATELINE_GATE.search(paragraph, 2, 110):
        return None
    found = DATELINE.match(paragraph, 0, 120)
    if not found or not (found["place"] or found["before"] or found["agency"]):
        return None
    sure = found["date"] or found["agency"] or found["before"]
    return found if sure or ((found["place"] or "").isupper() and len(found["place"]) > 3) else None


def words_of_date(dateline: re.Match[str]) -> str:
    """The words of a dateline's date, which may stand beside the agency: (Sputnik - 5 January, 2022)."""
    if dateline["date"]:
        return dateline["date"]
    found = CALENDAR_DAY.search(dateline["agency"] or "")
    return found.group() if found else ""


def date_of_dateline(words: str, crisis: Crisis, others: Iterable[date]) -> Published | None:
    """The publication day of a dateline's date; where the period leaves several years, the one next to `others`.

    `others` are days with a year in the same text. Without one, the first and last of the possible days are the bounds.
    """
    found = next(find_days(words, crisis), None)
    if found is None:
        return None
    if found.day:
        return Published.on(found.day, "stated")
    match = CALENDAR_DAY.search(words)
    month = MONTHS[(match["month"] or match["month_after"]).rstrip(".").lower()]
    days = place_in_period(month, int(match["day"] or match["day_first"]), crisis)
    near = [day for day in days for other in others if abs(day - other) <= timedelta(31)]
    if near:
        return Published.on(near[0], "stated")
    return Published(days[0], days[-1], "inferred") if days else None


# --- an address ---------------------------------------------------------------------------------------------

_IN_ADDRESS = re.compile(
    r"""(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[/_-])(?P<month>\d\d?|[a-z]{3,9})(?:(?P=sign)(?P<day>\d\d?))?(?!\d)
    | (?<!\d)(?P<day_first>\d\d?)[/_.-](?P<month_after>\d\d?|[a-z]{3,9})[/_.-](?P<year_last>(?:19|20)\d\d)(?!\d)
    | (?<!\d)(?P<together>(?:19|20)\d{6})(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)


def date_in_address(url: str) -> Published | None:
    """The day in a page's address, or the month's days as bounds where it gives only the month.

    >>> date_in_address("https://gazette.example/en/news/19-01-2022-operation-completed").first
    datetime.date(2022, 1, 19)
    >>> date_in_address("https://gazette.example/2021/12/forces").last
    datetime.date(2021, 12, 31)
    >>> date_in_address("https://gazette.example/57934280/forces") is None
    True
    """
    for found in _IN_ADDRESS.finditer(url.partition("?")[0]):
        published = _address_days(found)
        if published:
            return published
    return None


def _address_days(found: re.Match[str]) -> Published | None:
    if found["together"]:
        year, month, number = int(found["together"][:4]), int(found["together"][4:6]), found["together"][6:]
    else:
        name = (found["month"] or found["month_after"]).lower()
        month = int(name) if name.isdigit() else MONTHS.get(name, 0)
        year, number = int(found["year"] or found["year_last"]), found["day"] or found["day_first"]
    if number:
        day = _valid(year, month, int(number))
        return Published.on(day, "catalogued") if day else None
    if found["sign"] != "/" or not 1 <= month <= 12:
        return None
    return Published(*_month(year, month), "catalogued")


# --- bounds from what is reported ---------------------------------------------------------------------------

_AHEAD = re.compile(
    r"\b(?:will|would|shall|due|expects?|expected|plan(?:s|ned)?|scheduled|to be|set to|deadline|if|might|could|should"
    r"|extend(?:ed|s)?|expires?|until|till)\b"
)
_LEADS_AHEAD = re.compile(
    r"\b(?:by|before|from|until|till|through|next|no later than)\W+(?:\w+\W+)?$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\w(?:ed|id|ad|ew|ent|ook|ave|oke|old|eft|ame|egan|ell|ere|as|ose|et|ought|urst|ied|aw)\b"
)


def not_before(sentences: Iterable[str], crisis: Crisis) -> date | None:
    """The last calendar day of which the sentences speak as of something past; None where they name none.

    A sentence with any word of what is ahead is left out whole, so that a plan never moves the bound.
    """
    days = [
        day
        for sentence in sentences
        if CALENDAR_GATE.search(sentence)
        for day in _days_behind(sentence, crisis)
    ]
    return max(days, default=None)


def _days_behind(sentence: str, crisis: Crisis) -> list[date]:
    days = [
        found.day
        for found in find_days(sentence, crisis)
        if found.day and (found.year_given or found.day in crisis)
        if not _LEADS_AHEAD.search(sentence, max(0, found.start - 24), found.start)
    ]
    return days if days and _BEHIND.search(sentence) and not _AHEAD.search(sentence.lower()) else []
