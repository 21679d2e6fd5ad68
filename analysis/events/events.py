"""Rules that join a step of the crisis with its days, whose step it is and the words that say so -> `Event`.

What belongs here: the record, and what one step of a report means for another. What does not: how a date is written
(`datephrases`), which words make a step (`steprules`), which date belongs to which step (`attachment`, `dating`).

The days of a plan and of a report are two events. What cannot be dated is recorded only of a withdrawal, and then once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from analysis.events.attachment import attach_dates, find_speech
from analysis.events.clauses import PAST
from analysis.events.dating import read_sentence, said_day
from analysis.events.found import LONGEST_SENTENCE, MAY_BE_DATED_BY_STATEMENT, WITHDRAWALS, Found, Reading
from analysis.events.parties import contributors
from analysis.events.sieve import sieve_of
from analysis.events.steprules import find_steps
from analysis.language.attribution import PRONOUNS, find_speaker, speaker_before
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

LONGEST_QUOTE = 30  # words between a step and its date that a quote still spans
KNOWN = re.compile(
    r"\b(?:made (?:it|this|that) known|announced (?:it|this|the decision|the move|that(?=[.,;]| on | yesterday| today| last ))"
    r"|made the announcement|the announcement (?:was made|came))\b"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One dated, or datable, step of the crisis; fields as the columns of the table `events` (see `data/README.md`).

    `start` and `end` are the first and last possible day, None where the words leave that side open; `said` is the day on which
    the statement was made, where the report dates it; `words` the date words alone.
    """

    article: str
    event: str
    who: str
    start: date | None
    end: date | None
    status: str
    basis: str
    said_by: str
    quote: str
    char_start: int
    char_end: int
    rule: str
    said: date | None
    words: str


def find_events(report: Report, crisis: Crisis) -> tuple[Event, ...]:
    """The events of one report in the order of its text; the same event, who, days and status is one row.

    Parameters
    ----------
    report : Report
        With its sentences and the bounds of its publication day.
    crisis : Crisis
        Whose host, contributors and coalition the steps are of, and whose period settles a year.

    Returns
    -------
    tuple of Event
        Empty where no step can be dated and no withdrawal is told.
    """
    state = Reading(report, crisis)
    sieve = sieve_of(crisis)
    for number, (start, _, text, kind, _) in enumerate(report.sentences):
        if kind == "dateline" or len(text) > LONGEST_SENTENCE:
            continue
        phrases = sieve.dates_if_a_step(text)
        if phrases is not None and not text.rstrip("”\"'’ ").endswith("?"):
            state.at = start
            read_sentence(state, number, phrases)
    _known_later(state)
    _statement_in_next_sentence(state)
    _count_durations(state)
    _told_before(state)
    _done_with_the_last(state)
    _parts_of_all(state)
    return tuple(_rows(state))


def _known_later(state: Reading) -> None:
    """ "The prime minister made it known today": the plan in the sentence before is announced on that day."""
    planned: dict[int, list[Found]] = {}
    for one in state.found:
        if one.status == "planned":
            planned.setdefault(one.parsed.number + 1, []).append(one)
    for number, before in sorted(planned.items()):
        sentence = next(iter(state.report.sentences[number : number + 1]), None)
        if sentence is None or not KNOWN.search(sentence.text) or len(sentence.text) > LONGEST_SENTENCE:
            continue
        parsed = state.sentence(number)
        for phrase, first, last in parsed.dates[:1]:
            if span := state.resolve(phrase, "past"):
                event = "approved" if before[0].event == "deployed" else "withdrawal_announced"
                step = replace(before[0].step, first=max(0, first - 4), last=last, verb=last)
                state.found.append(
                    replace(before[0], step=step, parsed=parsed, offset=sentence.start, sentence=sentence, event=event,
                            status="reported", span=span, phrase=phrase, run=(first, last))
                )  # fmt: skip


def _statement_in_next_sentence(state: Reading) -> None:
    """A force that has begun to leave or has left, and in the next sentence the day on which that was said."""
    for position, one in enumerate(state.found):
        if one.event not in MAY_BE_DATED_BY_STATEMENT or one.span or one.duration or one.status != "reported":
            continue
        number = one.parsed.number + 1
        if (
            number >= len(state.report.sentences)
            or state.report.sentences[number].paragraph != one.sentence.paragraph
        ):
            continue
        if len(state.report.sentences[number].text) > LONGEST_SENTENCE:
            continue
        parsed = state.sentence(number)
        steps = list(find_steps(parsed))
        says = find_speech(parsed, steps)
        said, _ = said_day(state, parsed, says, attach_dates(parsed, steps, says))
        if said and one.step.tense == PAST:
            state.found[position] = replace(one, span=said, said=said)


def _told_before(state: Reading) -> None:
    """ "We have brought our men home," of a force whose withdrawal a sentence before has announced: said on that day."""
    for position, one in enumerate(state.found):
        if one.event != "withdrawal_completed" or one.span or one.duration or one.status != "reported":
            continue
        if not one.spoken or QUOTED.search(one.parsed.text) is None:
            continue
        before = [
            other
            for other in state.found[:position]
            if other.event == "withdrawal_announced" and other.span.day and other.who == one.who
        ]
        if before:
            state.found[position] = replace(one, span=before[-1].span._replace(basis="relative"))


QUOTED = re.compile(r"[“”\"«»]")


def _done_with_the_last(state: Reading) -> None:
    """ "With the exit of the Chadians the withdrawal is complete": on the day on which the Chadians left."""
    for position, one in enumerate(state.found):
        if one.event != "withdrawal_completed" or one.span or one.parsed.lower(0) != "with":
            continue
        names = set(contributors(one.parsed, 0, one.step.first)) - set(one.who)
        days = [
            other.span
            for other in state.found
            if other.event == "withdrawal_completed"
            and other.status == "reported"
            and other.span.day
            and names & set(other.who)
        ]
        if days:
            state.found[position] = replace(one, span=days[0]._replace(basis="relative"))


def _parts_of_all(state: Reading) -> None:
    """ "About 900 Chadians left on Friday", in a report by which the whole coalition has left: the Chadians have."""
    coalition = (state.crisis.coalition,)
    whole = any(
        one.event == "withdrawal_completed" and one.status == "reported" and one.span and one.who == coalition
        for one in state.found
    )
    if coalition != (None,) and whole:
        state.found += [
            one
            for one in state.parts
            if one.span and one.event == "withdrawal_completed" and one.who != coalition
        ]


def _count_durations(state: Reading) -> None:
    """ "no more than ten days": counted from the day on which the report has the withdrawal begin."""
    starts = [one for one in state.found if one.event == "withdrawal_began" and one.span and one.span.start]
    for position, one in enumerate(state.found):
        if one.duration is None:
            continue
        start = _explicit_start(state, one) or _begun(starts, one)
        if start is None and one.duration.words.lower().startswith("in "):
            start = one.said.day or (
                state.report.pub_first if state.report.pub_first == state.report.pub_last else None
            )
        if start:
            state.found[position] = replace(one, span=state.resolve(one.duration, "future", start))


def _explicit_start(state: Reading, one: Found) -> date | None:
    """The day from which a duration counts in its own sentence ("90 days from 1 October")."""
    for phrase, first, _ in one.parsed.dates:
        if phrase.bound == "from" and one.run and 0 < first - one.run[1] <= 2:
            return state.resolve(phrase, "past").start
    return None


def _begun(starts: list[Found], one: Found) -> date | None:
    """The day on which the same force, or any, is said to begin to leave."""
    chosen = [other for other in starts if other.who == one.who] or starts
    reported = [other for other in chosen if other.status == "reported"]
    return (reported or chosen)[-1].span.start if chosen else None


@dataclass(slots=True)
class _Whole:
    """What the report as a whole tells, for judging its single steps."""

    dated: set[tuple[str, str]]  # the events that have a day, with whose they are
    began: bool  # a force's withdrawal has a day on which it begins
    leaving: bool  # some force is said to have begun to leave or to have left
    first_day: dict[str, date]  # of a force's leaving
    leaving_told: bool  # in more than a headline
    part_is_home: bool
    left_told: bool  # a force is said, in so many words, to have left on a day
    unrest_told: bool  # the beginning of the unrest is told in so many words


def _as_a_whole(found: list[Found]) -> _Whole:
    """The facts of a report that bear on its single steps."""
    gone = [one for one in found if one.event in MAY_BE_DATED_BY_STATEMENT and one.status == "reported"]
    first_day: dict[str, date] = {}
    for one in gone:
        for who in one.who if one.span else ():
            day = one.span.start or one.span.end
            first_day[who] = min(day, first_day.get(who, day))
    return _Whole(
        dated={(one.event, who) for one in found if one.span for who in one.who},
        began=any(one.event == "withdrawal_began" and one.span for one in found),
        leaving=bool(gone),
        first_day=first_day,
        leaving_told=any(one.event in MAY_BE_DATED_BY_STATEMENT and not one.weak for one in found),
        left_told=any(
            one.event == "withdrawal_completed"
            and one.status == "reported"
            and one.span
            and one.step.rule == "leaves"
            for one in found
        ),
        part_is_home=any(one.step.rule == "is_home" and one.event == "withdrawal_began" for one in found),
        unrest_told=any(
            one.event == "unrest_began" and one.span and not _is_weak_beginning(one) for one in found
        ),
    )


def _is_weak_beginning(one: Found) -> bool:
    """Whether unrest is only named after a day, or swept the country on it, or is a strike: none where a beginning is told."""
    return (
        _named_by_its_day(one)
        or one.event == "unrest_began"
        and (one.step.rule == "sweeps" or "strike" in one.parsed.lower(one.step.first))
    )


def _named_by_its_day(one: Found) -> bool:
    """Whether unrest is only named after a day ("Thursday's riots")."""
    return (
        one.event == "unrest_began"
        and one.step.first == one.step.last
        and one.phrase is not None
        and one.phrase.kind == "weekday"
    )


def _is_recorded(one: Found, whole: _Whole) -> bool:
    """Whether a step is a row: it has a day, or is a withdrawal that the report dates nowhere and that is more than a plan."""
    if one.step.rule == "end_of_mission" and whole.left_told and one.event == "withdrawal_completed":
        return False  # "a ceremony that marked the end of the mission", of a force that is said to have left
    if one.span:
        return not (_is_weak_beginning(one) and whole.unrest_told)
    if one.event not in WITHDRAWALS or (
        one.status == "planned" and one.duration is None and not one.unplaced
    ):
        return False
    if one.weak and whole.leaving_told:
        return False
    if one.event == "withdrawal_completed" and whole.part_is_home:
        return False  # "they were pulled out", of the part that is home
    if one.event == "withdrawal_began" and len(one.who) == 1 and whole.began and one.step.rule != "follows":
        return False
    return not any((one.event, who) in whole.dated for who in one.who)


def _still_to_come(one: Found, whole: _Whole, gone: set[tuple[int, str]]) -> bool:
    """Whether an announcement is one: the force has not begun to leave when it is made."""
    if one.event != "withdrawal_announced":
        return True
    if one.step.event != "withdrawal_announced" and any(
        (one.parsed.number + 1, who) in gone for who in one.who
    ):
        return False  # "all will have left by Friday, the army said. It added that 900 had left"
    if not one.span:
        return not whole.leaving or one.step.rule in ("withdrawal_announced", "means_to_leave")
    return not any(whole.first_day.get(who, one.span.start) < one.span.start for who in one.who)


def _rows(state: Reading) -> Iterator[Event]:
    """The rows, each once, in the order of the text."""
    whole = _as_a_whole(state.found)
    gone = {(one.parsed.number, who) for one in state.parts if not one.span for who in one.who}
    found = [one for one in state.found if _still_to_come(one, whole, gone) and _is_recorded(one, whole)]
    seen = set()
    quoted = [(one, _quote(one)) for one in found]
    for one, quote in sorted(quoted, key=lambda row: row[0].offset + row[1][0]):
        for who in one.who:
            key = (one.event, who, one.span.start, one.span.end, one.status)
            if key not in seen:
                seen.add(key)
                yield _event(state, one, who, quote)


def _quote(one: Found) -> tuple[int, int]:
    """Where the shortest run of words begins and ends that holds the step and its date, without punctuation at its ends.

    Where the two stand far apart ("On the night of January 6, the chairman of ... announced"), the date alone is quoted.
    """
    places = one.parsed.places()
    low, high = one.step.first, one.step.last
    if one.run:
        low, high = min(low, one.run[0]), max(high, one.run[1])
    start, end = places.start(low), places.ends[high]
    if one.phrase is not None and one.run:
        start, end = min(start, one.phrase.opening), max(end, one.phrase.end)
        if high - low > LONGEST_QUOTE:
            start, end = one.phrase.opening, one.phrase.end
    return _trimmed(one.parsed.text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run of a text without what is neither letter nor digit at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _date_words(one: Found) -> str:
    """The words that date a step, with the "not" of "will not take more than ten days"; of an undated step its own word."""
    if one.phrase is None:
        return one.parsed.words[one.step.verb].text
    start = one.phrase.start
    if one.phrase.kind == "duration" and one.phrase.words.lower().startswith(("more than", "longer than")):
        places, lowers = one.parsed.places(), one.parsed.lowers
        denials = [places.start(n) for n, lower in enumerate(lowers) if lower in ("not", "no")]
        denials = [at for at in denials if start - 16 < at < start]
        start = denials[-1] if denials else start
    return one.parsed.text[start : one.phrase.end]


def _event(state: Reading, one: Found, who: str, quote: tuple[int, int]) -> Event:
    """One row."""
    start, end = quote
    said_by = find_speaker(one.parsed.text, one.parsed.words, one.step.verb, one.parsed.places())
    if said_by.lower() in PRONOUNS:
        earlier = [sentence for sentence in state.report.sentences if sentence.end <= one.offset]
        said_by = speaker_before(
            (s.text, state.sentence(n).words) for n, s in reversed(list(enumerate(earlier)))
        )
    if said_by in state.crisis.contributors and said_by != who:
        said_by = ""  # a country speaks for its own people
    words = _date_words(one)
    return Event(
        state.report.article, one.event, who, one.span.start, one.span.end, one.status, one.span.basis, said_by,
        one.parsed.text[start:end], one.offset + start, one.offset + end, one.step.rule, one.said.day, words,
    )  # fmt: skip
