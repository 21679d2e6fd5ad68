"""What is known of a report while its events are read: its sentences, read once, and the steps found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from analysis.events.clauses import Parsed, parse_sentence
from analysis.events.steps import Step
from analysis.language.datephrases import find_dates
from analysis.language.dates import NOWHERE, Span, resolve
from analysis.language.datewords import DatePhrase
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

WITHDRAWALS = frozenset(("withdrawal_announced", "withdrawal_began", "withdrawal_completed"))


LONGEST_SENTENCE = (
    2500  # characters: a longer run without a stop is a table or a list of words, not a sentence
)


MAY_BE_DATED_BY_STATEMENT = frozenset(("withdrawal_began", "withdrawal_completed"))


LEAVING = re.compile(r"[Ww]ithdr|pull-?out|pulling out|[Dd]rawdown")
MAY_BE_LEAVING = (
    "ithdr",
    "pull",
    "rawdown",
)  # one is in all that LEAVING finds; many times faster than the search


@dataclass(slots=True)
class Found:
    """A step of one sentence with its span, before the report as a whole has had its say."""

    step: Step
    parsed: Parsed
    offset: int
    sentence: object
    event: str
    who: tuple[str, ...]
    status: str
    span: Span = NOWHERE
    phrase: DatePhrase | None = None
    said: Span = NOWHERE  # the day of the statement
    said_words: tuple[int, int] | None = None
    spoken: bool = False
    said_undated: bool = False
    unplaced: bool = False  # it has a date, which nothing known resolves
    weak: bool = (
        False  # a headline's present: recorded only where the report tells nothing else of the withdrawal
    )
    duration: DatePhrase | None = None
    run: tuple[int, int] | None = None


START = attrgetter("start")


_fields_of = attrgetter(*Found.__slots__)


def changed(one: Found, **changes: object) -> Found:
    """A copy with some fields changed: as `dataclasses.replace`, three times as fast."""
    copy = Found(*_fields_of(one))
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


@dataclass(slots=True)
class Reading:
    """What is known while a report is read."""

    report: Report
    crisis: Crisis
    parsed: dict[int, Parsed] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    parts: list[Found] = field(
        default_factory=list
    )  # parts of a force that have left, no steps by themselves
    under_way: bool = False  # the sentence that is being read tells of a force that is leaving or has left
    leaves: frozenset[int] | None = (
        None  # the sentences that speak of a withdrawal or follow soon, once asked
    )
    named: dict[int, tuple[str, ...]] = field(
        default_factory=dict
    )  # the force that a sentence names last, as far as asked
    at: int = 0  # where the sentence that is being read begins
    dated: list[tuple[int, date]] | None = None

    @property
    def published(self) -> tuple[date | None, date | None]:
        """First and last day on which the report can have been published."""
        return self.report.pub_first, self.report.pub_last

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The crisis's first and last day."""
        return self.crisis.start, self.crisis.end

    def resolve(self, phrase: DatePhrase, tense: str | None, anchor: date | None = None) -> Span:
        """The days of a phrase; without a publication day, in the year of the nearest date that the text gives in full."""
        published = self.published
        if published == (None, None) and phrase.kind in ("date", "month") and not phrase.first[0]:
            if day := self.told_after():
                published = (day, day)
            elif full := self.nearest_full_date(phrase):
                published, tense = (full, full), None
        return resolve(phrase, published, self.period, tense, anchor)

    def told_after(self) -> date | None:
        """The last day of a crisis of years, of a report without a day that tells of a withdrawal: leaving comes last."""
        first, last = self.period
        long = first is not None and last is not None and (last - first).days > 366
        return last if long and self.leaving() else None

    def nearest_full_date(self, phrase: DatePhrase) -> date | None:
        """The date with a year that stands nearest to a phrase in the text."""
        if self.dated is None:
            spans = (
                (one.start, resolve(one, (None, None), self.period).end)
                for one in find_dates(self.report.text)
            )
            self.dated = [(at, day) for at, day in spans if day]
        at = self.at + phrase.start
        return min(self.dated, key=lambda row: abs(row[0] - at))[1] if self.dated else None

    def sentence(self, number: int, phrases: list[DatePhrase] | None = None) -> Parsed:
        """A sentence, read once; of one that is too long to be one, the beginning."""
        if number not in self.parsed:
            sentences = self.report.sentences
            parsed = parse_sentence(sentences[number].text[:LONGEST_SENTENCE], self.crisis, number, phrases)
            parsed.before = sentences[number - 1].text[:LONGEST_SENTENCE] if number else ""
            parsed.leaving = number in self.leaving()
            self.parsed[number] = parsed
        return self.parsed[number]

    def leaving(self) -> frozenset[int]:
        """The numbers of the sentences that speak of a withdrawal, and of the four behind each."""
        if self.leaves is None:
            told = {n for word in MAY_BE_LEAVING for n in self._sentences_with(word)}
            told = {n for n in told if speaks_of_leaving(self.report.sentences[n].text)}
            self.leaves = frozenset(near for n in told for near in range(n, n + 5))
        return self.leaves

    def _sentences_with(self, letters: str) -> Iterator[int]:
        """The numbers of the sentences that hold some letters."""
        text, sentences = self.report.text, self.report.sentences
        at = text.find(letters)
        while at >= 0:
            number = bisect_right(sentences, at, key=START) - 1
            yield number
            at = text.find(letters, max(sentences[number].end, at + 1))


def speaks_of_leaving(text: str) -> bool:
    """Whether a text has a word for a withdrawal.

    >>> speaks_of_leaving("Withdrawal begins"), speaks_of_leaving("They pulled out")
    (True, False)
    """
    return LEAVING.search(text) is not None
