"""Every number and every date of a report, and what became of it: nothing that was not read goes unseen.

What belongs here: finding all of them, and the fate of each: read, or left out by which named rule, or *unread*. What does not:
any reading (`claims`, `events`) and how the account is shown (`explain`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

import pandas as pd

from analysis.claims.claims import name_claim, read_sentences
from analysis.claims.state import Numbered, State
from analysis.events.clauses import parse_sentence
from analysis.events.found import LONGEST_SENTENCE
from analysis.events.sieve import dates_if_a_step
from analysis.events.steprules import find_steps
from analysis.language.dates import DatePhrase, find_dates, resolve
from analysis.language.quantities import LARGEST
from analysis.language.words import inflect
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import Crisis
from analysis.sources.sentences import Sentence
from analysis.tables.review import BY_HAND
from analysis.tables.tables import extract_claims, extract_events
from analysis.vocabulary import read_lexicon

COLUMNS = ("article", "char_start", "char_end", "words", "kind", "fate", "rule", "row_id")
KINDS = ("number", "date")
FATES = ("claim", "event", "repeated", "part", "vetoed", "unread")
DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
NOT_IN_SHORT = ("", "not_people")  # where a number's noun says more: aircraft, money, sites
DATELINE = re.compile(r"\s*(?:\([^)]{1,30}\))?\s*[.,]?\s*(?:[-–—]|\([^)]{1,30}\))")
LONGEST_DATELINE = 60
FARTHEST_SAYING = 40  # characters between a verb of saying and its day


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number or a date of a report and its fate; fields as the columns of `account`."""

    article: str
    char_start: int
    char_end: int
    words: str
    kind: str
    fate: str
    rule: str = ""
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many numbers and dates there are, and of how many it is known what became of them."""

    total: int
    unread: int

    @property
    def share(self) -> float:
        """Share that is not unread; 1.0 where there is none at all.

        >>> Coverage(total=20, unread=1).share, Coverage(0, 0).share
        (0.95, 1.0)
        """
        return 1 - self.unread / self.total if self.total else 1.0


def account(corpus: Corpus) -> pd.DataFrame:
    """One row per number or date in the text of any report, in the order of the text; rows never overlap.

    Every run of digits is in one of them, and so is every number in words that the reading knows. The days in a date are no rows
    of their own.

    Returns
    -------
    DataFrame
        `article`, `char_start`, `char_end`, `words` (verbatim), `kind` (``number`` or ``date``), `fate`, `rule` and `row_id`.
        Fates: ``claim`` and ``event`` (the row's id is in `row_id`); ``repeated`` (it says a row again); ``part`` (a date in a
        row's quote: the day of the statement, the day from which another is counted); ``vetoed``, by the rule in `rule`;
        ``unread``: no rule says what it is. No number at all gives a frame without rows and with all columns.
    """
    claims, events = extract_claims(corpus), extract_events(corpus)
    by_article = dict(iter(events.groupby("article", sort=False)))
    numerals = (
        numeral
        for report in corpus.reports
        for numeral in find_numerals(
            report, corpus.crisis, _event_places(report, by_article.get(report.article))
        )
    )
    decided = _decided(claims)
    frame = pd.DataFrame([asdict(_as_decided(one, *decided)) for one in numerals], columns=list(COLUMNS))
    types = {name: "int64" if name.startswith("char") else "str" for name in COLUMNS}
    return frame.astype(types)


def measure_coverage(numerals: pd.DataFrame) -> Coverage:
    """How much of what `account` lists has a fate."""
    return Coverage(len(numerals), int((numerals["fate"] == "unread").sum()))


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A row of the events in its report: where its quote stands, where its date, and which days it names."""

    event_id: str
    event: str
    rule: str
    start: int
    end: int
    first: int
    last: int
    days: tuple[str, str]
    said: str


def _event_places(report: Report, events: pd.DataFrame | None) -> tuple[EventPlace, ...]:
    rows = [] if events is None else events.to_dict("records")
    places = []
    for row in rows:
        first = report.text.find(row["words"], row["char_start"], row["char_end"])
        first = row["char_start"] if first < 0 else first
        places.append(
            EventPlace(
                row["event_id"], row["event"], row["rule"], row["char_start"], row["char_end"], first, first + len(row["words"]),
                (row["start"], row["end"]), row["said"],
            )
        )  # fmt: skip
    return tuple(places)


def find_numerals(report: Report, crisis: Crisis, events: Sequence[EventPlace] = ()) -> tuple[Numeral, ...]:
    """The numbers and dates of one report in the order of its text, each with its fate, none overlapping another.

    What is read as a claim comes before what could be a date, that before any other number, and that before bare digits.
    """
    numbers = _numbers(report, crisis)
    read = [one for one in numbers if one.fate in ("claim", "repeated")]
    others = [one for one in numbers if one.fate not in ("claim", "repeated")]
    taken = _Taken()
    found = [one for one in read if taken.take(one.char_start, one.char_end)]
    found += [one for one in _dates(report, crisis, events) if taken.take(one.char_start, one.char_end)]
    found += [one for one in others if taken.take(one.char_start, one.char_end)]
    found += _bare_digits(report, taken)
    return tuple(sorted(found, key=lambda one: one.char_start))


class _Taken:
    """The stretches of a text that have their row."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take a stretch; False, and nothing taken, where some of it is taken already."""
        at = bisect_left(self.starts, end)
        if at and self.ends[at - 1] > start:
            return False
        self.starts.insert(at, start)
        self.ends.insert(at, end)
        return True


# ---------------------------------------------------------------- numbers


def _numbers(report: Report, crisis: Crisis) -> list[Numeral]:
    """The numbers that the reading of claims has seen."""
    seen: set[str] = set()
    return [
        _number(report, state, number, seen)
        for state in read_sentences(report, crisis)
        for number in state.numbers
    ]


def _number(report: Report, state: State, number: Numbered, seen: set[str]) -> Numeral:
    offset = report.sentences[state.context.number].start
    quantity = number.quantity
    run = state.places().run(quantity.first, quantity.last)
    start, end = offset + run.start, offset + run.stop
    one = Numeral(report.article, start, end, report.text[start:end], "number", "unread")
    if number.reading is not None:
        name = name_claim(
            report.article,
            number.reading.measure,
            number.who,
            quantity.value,
            quantity.low,
            quantity.high,
            quantity.qualifier,
        )
        fate = "repeated" if name in seen else "claim"
        seen.add(name)
        return replace(one, fate=fate, rule=number.reading.rule, row_id=name)
    rule = number.counted.veto if number.veto in NOT_IN_SHORT and number.counted.veto else number.veto
    return _vetoed(one, rule or (_shape(report.text, start, end) if DIGITS.fullmatch(one.words) else ""))


def _vetoed(one: Numeral, rule: str) -> Numeral:
    return replace(one, fate="vetoed", rule=rule) if rule else one


# ---------------------------------------------------------------- dates


def _dates(report: Report, crisis: Crisis, events: Sequence[EventPlace]) -> Iterator[Numeral]:
    for number, sentence in enumerate(report.sentences):
        phrases = list(find_dates(sentence.text))
        if phrases:
            steps = _steps(crisis, number, sentence)
            for phrase in phrases:
                one = _date(report, crisis, events, sentence, phrase, steps)
                near = report.sentences[max(0, number - 1)].start, sentence.end
                yield (
                    one
                    if one.fate in ("event", "part")
                    else _day_of_statement(one, report, crisis, events, phrase, near)
                )


def _steps(crisis: Crisis, number: int, sentence: Sentence) -> frozenset[str]:
    """The kinds of step that a sentence has words for, planned or done."""
    if len(sentence.text) > LONGEST_SENTENCE or dates_if_a_step(sentence.text, crisis) is None:
        return frozenset()
    parsed = parse_sentence(sentence.text, crisis, number)
    parsed.leaving = True  # what the sentences before say is not asked here
    return frozenset(_family(step.event) for step in find_steps(parsed))


def _family(event: str) -> str:
    """Steps whose plan is another step's report: what is to be deployed is approved."""
    return {"approved": "deployed"}.get(event, event).partition("_")[0]


def _date(
    report: Report,
    crisis: Crisis,
    events: Sequence[EventPlace],
    sentence: Sentence,
    phrase: DatePhrase,
    steps: frozenset[str],
) -> Numeral:
    start, end = sentence.start + phrase.start, sentence.start + phrase.end
    one = Numeral(report.article, start, end, report.text[start:end], "date", "unread")
    named = [event for event in events if event.first < end and event.last > start]
    if named:
        ids = " ".join(dict.fromkeys(event.event_id for event in named))
        return replace(one, fate="event", rule=named[0].rule, row_id=ids)
    around = [event for event in events if event.start <= start and end <= event.end]
    if around:
        return replace(one, fate="part", rule="in_the_quote", row_id=around[0].event_id)
    days = _days(report, crisis, phrase)
    again = [event for event in events if event.days in days and _family(event.event) in steps]
    if again:
        return replace(one, fate="repeated", rule=again[0].rule, row_id=again[0].event_id)
    veto = next((rule.__name__ for rule in DATE_VETOES if rule(crisis, sentence, phrase, bool(steps))), "")
    return _vetoed(one, veto)


def _day_of_statement(
    one: Numeral,
    report: Report,
    crisis: Crisis,
    events: Sequence[EventPlace],
    phrase: DatePhrase,
    near: tuple[int, int],
) -> Numeral:
    """The numeral as the day on which a row was said, in its sentence or in the next; as it is, where it is none."""
    days = _days(report, crisis, phrase)
    for event in events:
        if event.said and (event.said, event.said) in days and near[0] <= event.start < near[1]:
            return replace(one, fate="part", rule="day_of_the_statement", row_id=event.event_id)
    return one


def _days(report: Report, crisis: Crisis, phrase: DatePhrase) -> set[tuple[str, str]]:
    """The days that a phrase can come to, of a plan and of a report."""
    published, period = (report.pub_first, report.pub_last), (crisis.start, crisis.end)
    spans = (resolve(phrase, published, period, tense) for tense in ("past", "future"))
    return {
        (span.start.isoformat() if span.start else "", span.end.isoformat() if span.end else "")
        for span in spans
        if span
    }


def day_of_the_page(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """HONIARA, Nov. 28 (Reuters) -: the day of publication, which is no event's."""
    after = DATELINE.match(sentence.text, phrase.end)
    return (
        sentence.kind == "dateline"
        or phrase.start < LONGEST_DATELINE
        and after is not None
        and phrase.kind == "date"
    )


def question(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """A question states nothing: "Will they leave on Friday?"."""
    return sentence.text.rstrip("”\"'’ ").endswith("?")


def outside_the_period(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """In May 2010: the year is none of the crisis's."""
    years = [year for year in (phrase.first[0], phrase.last[0]) if year]
    return bool(years) and not any(crisis.start.year <= year <= crisis.end.year for year in years)


def length_of_time(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """For ten days; three weeks."""
    return phrase.kind == "duration"


def year_alone(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """No step is dated by its year alone: this year; in 2022."""
    return phrase.kind in ("year", "this_year")


def day_of_saying(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """The police said in a statement on Saturday: the day is that of what was said."""
    before = sentence.text[max(0, phrase.opening - FARTHEST_SAYING) : phrase.opening]
    return _saying().search(before) is not None


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    forms = {
        form
        for base, past, participle, _ in read_lexicon("speech")
        for form in inflect(base, past, participle)
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, forms)))})\b[^,;:.]*$", re.IGNORECASE)


def no_step_told(crisis: Crisis, sentence: Sentence, phrase: DatePhrase, told: bool) -> bool:
    """On January 5 the president dismissed the cabinet: the sentence has no words for a step of the crisis."""
    return not told


DATE_VETOES: tuple[Callable[[Crisis, Sentence, DatePhrase, bool], bool], ...] = (
    day_of_the_page, question, outside_the_period, length_of_time, year_alone, day_of_saying, no_step_told,
)  # fmt: skip


# ---------------------------------------------------------------- digits that are neither


def _bare_digits(report: Report, taken: _Taken) -> Iterator[Numeral]:
    """The runs of digits that the reading leaves aside, each with the rule that says why."""
    text = report.text
    headings = [
        (sentence.start, sentence.end) for sentence in report.sentences if sentence.kind == "dateline"
    ]
    for found in DIGITS.finditer(text):
        for start, end in _untaken(found, taken):
            one = Numeral(report.article, start, end, text[start:end], "number", "unread")
            on_page = any(first <= start < last for first, last in headings)
            yield _vetoed(one, "day_of_the_page" if on_page else _shape(text, start, end))


def _shape(text: str, start: int, end: int) -> str:
    """The rule that tells from the letters around a run of digits that it counts nobody; "" if none does."""
    before, after = text[max(0, start - 3) : start], text[end : end + 3]
    return next((rule.__name__ for rule in SHAPES if rule(before, text[start:end], after)), "")


def _untaken(found: re.Match[str], taken: _Taken) -> list[tuple[int, int]]:
    """The run whole where none of it is taken, else those of its groups of digits that are not."""
    if taken.take(*found.span()):
        return [found.span()]
    groups = (group.span() for group in re.finditer(r"\d+", found.group()))
    places = [(found.start() + first, found.start() + last) for first, last in groups]
    return [place for place in places if taken.take(*place)]


def identifier(before: str, digits: str, after: str) -> bool:
    """7700900123456: too long for a count of people."""
    bare = re.sub(r"\D", "", digits)
    return len(bare) > 15 or len(bare) > 12 and int(bare) > LARGEST


def clock_time(before: str, digits: str, after: str) -> bool:
    """10:30."""
    return re.fullmatch(r"\d?\d[:.]\d\d(?:[:.]\d\d)?", digits) is not None and ":" in digits


def order_of_day_unknown(before: str, digits: str, after: str) -> bool:
    """1/2/2022: nobody can say which number is the month."""
    return re.fullmatch(r"\d?\d([/.])\d?\d\1(?:\d\d)?\d\d", digits) is not None


def ordinal(before: str, digits: str, after: str) -> bool:
    """The 103rd brigade."""
    return re.match(r"(?:st|nd|rd|th)\b", after.lower()) is not None


def name_or_code(before: str, digits: str, after: str) -> bool:
    """Il-76; G20; Article 175-1; a 5G mast; @user99."""
    return bool(re.search(r"[\w@#/]$|[\w)][-–/.:]$", before) or re.match(r"[^\W\d]|-\d", after))


def decimal(before: str, digits: str, after: str) -> bool:
    """2.5; people come whole."""
    return re.fullmatch(r"\d+[.,]\d+", digits) is not None


SHAPES: tuple[Callable[[str, str, str], bool], ...] = (
    identifier, clock_time, order_of_day_unknown, ordinal, name_or_code, decimal,
)  # fmt: skip


# ---------------------------------------------------------------- what a person decided


def _decided(claims: pd.DataFrame) -> tuple[frozenset[str], dict[str, list[tuple[int, int, str]]]]:
    """The ids of the claims that a person rejected, and where those stand that a person added."""
    rejected = frozenset(claims[claims["review"] == "rejected"]["claim_id"])
    added: dict[str, list[tuple[int, int, str]]] = {}
    for row in claims[claims["rule"] == BY_HAND].to_dict("records"):
        start = row["char_start"] + row["quote"].find(row["words"])
        added.setdefault(row["article"], []).append((start, start + len(row["words"]), row["claim_id"]))
    return rejected, added


def _as_decided(
    one: Numeral, rejected: frozenset[str], added: dict[str, list[tuple[int, int, str]]]
) -> Numeral:
    """The numeral with the fate that a person gave it."""
    if one.row_id in rejected:
        return replace(one, fate="vetoed", rule="rejected_by_hand")
    for start, end, name in added.get(one.article, ()):
        if one.fate in ("vetoed", "unread") and one.char_start < end and one.char_end > start:
            return replace(one, fate="claim", rule=BY_HAND, row_id=name)
    return one
