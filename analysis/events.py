"""Rules that join a step of the crisis with its days, whose step it is and the words that say so -> `Event`.

What belongs here: which date belongs to which step, plan or report, who is meant, what follows from another day of the same report.
What does not: how a date is written (`dates`), and which words make a step (`steps`).

The days of a plan and of a report are two events. What cannot be dated is recorded only of a withdrawal, and then once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate

from analysis.actors import COALITION, CONTRIBUTOR, HOST, OTHER
from analysis.attribution import find_speaker
from analysis.corpus import Crisis, Report
from analysis.dates import NOWHERE, DatePhrase, Span, find_dates, resolve
from analysis.steps import (
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    QUOTES,
    RELATIVES,
    Parsed,
    Step,
    find_steps,
    is_force,
    is_verb,
    dates_if_a_step,
    parse_sentence,
    plain_words,
)

WITHDRAWALS = frozenset(("withdrawal_announced", "withdrawal_began", "withdrawal_completed"))
TOO_FAR = 26.0
LONGEST_SENTENCE = 2500  # characters: a longer run without a stop is a table or a list of words, not a sentence
MAY_BE_DATED_BY_STATEMENT = frozenset(("withdrawal_began", "withdrawal_completed"))
LEAVING = re.compile(r"[Ww]ithdr|pull-?out|pulling out|[Dd]rawdown")
KNOWN = re.compile(r"\b(?:made (?:it|this|that) known|announced (?:it|this|that|the decision|the move)|made the announcement|the announcement (?:was made|came))\b")


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
    said: date | None = None
    said_words: tuple[int, int] | None = None
    spoken: bool = False
    said_undated: bool = False
    duration: DatePhrase | None = None
    run: tuple[int, int] | None = None


@dataclass(slots=True)
class _Report:
    """What is known while a report is read."""

    report: Report
    crisis: Crisis
    parsed: dict[int, Parsed] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    at: int = 0  # where the sentence that is being read begins
    dated: list[tuple[int, date]] | None = None

    @property
    def published(self) -> tuple[date | None, date | None]:
        return self.report.pub_first, self.report.pub_last

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.crisis.start, self.crisis.end

    def resolve(self, phrase: DatePhrase, tense: str | None, anchor: date | None = None) -> Span:
        """The days of a phrase; without a publication day, in the year of the nearest date that the text gives in full."""
        published = self.published
        if published == (None, None) and phrase.kind in ("date", "month") and not phrase.first[0]:
            if full := self.nearest_full_date(phrase):
                published, tense = (full, full), None
        return resolve(phrase, published, self.period, tense, anchor)

    def nearest_full_date(self, phrase: DatePhrase) -> date | None:
        """The date with a year that stands nearest to a phrase in the text."""
        if self.dated is None:
            spans = ((one.start, resolve(one, (None, None), self.period).end) for one in find_dates(self.report.text))
            self.dated = [(at, day) for at, day in spans if day]
        at = self.at + phrase.start
        return min(self.dated, key=lambda row: abs(row[0] - at))[1] if self.dated else None

    def sentence(self, number: int, phrases: list[DatePhrase] | None = None) -> Parsed:
        """A sentence, read once; of one that is too long to be one, the beginning."""
        if number not in self.parsed:
            text = self.report.sentences[number].text[:LONGEST_SENTENCE]
            self.parsed[number] = parse_sentence(text, self.crisis, number, phrases)
            near = self.report.sentences[max(0, number - 4) : number + 1]
            self.parsed[number].leaving = any(LEAVING.search(sentence.text) for sentence in near)
        return self.parsed[number]


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
    state = _Report(report, crisis)
    plain = plain_words(report.text)
    for number, sentence in enumerate(report.sentences):
        if sentence.kind == "dateline" or len(sentence.text) > LONGEST_SENTENCE:
            continue
        phrases = dates_if_a_step(sentence.text, plain[sentence.start : sentence.end], crisis)
        if phrases is not None:
            state.at = sentence.start
            _read_sentence(state, number, phrases)
    _known_later(state)
    _statement_in_next_sentence(state)
    _count_durations(state)
    return tuple(_rows(state))


# ---- one sentence --------------------------------------------------------------------------------------------------


def _read_sentence(state: _Report, number: int, phrases: list[DatePhrase]) -> None:
    """Add the steps of one sentence, dated as far as the sentence itself allows."""
    parsed = state.sentence(number, phrases)
    steps = list(find_steps(parsed))
    if not steps:
        return
    says = _speech(parsed, steps)
    attached = _attach(parsed, steps, says)
    said, said_words = _said_day(state, parsed, says, attached)
    _hand_over(parsed, steps, attached)
    found: list[Found] = []
    for step in steps:
        found += _found(state, number, step, attached, says, said, said_words)
    found += _counted_back(state, parsed, found, steps, attached)
    found += _gapped(state, number, found, attached)
    state.found += [one for one in found if one.event]


def _compares(parsed: Parsed, phrase: DatePhrase, last: int) -> bool:
    """Whether a phrase counts from the step that follows it ("a week after its deployment")."""
    if phrase.kind != "after" or phrase.months or not phrase.words.lower().endswith((" after", " before")):
        return False
    return parsed.lower(last + 1) not in ("", ".", ",", ";", "and", "but", "”", "\"", ")")


def _next_to(parsed: Parsed, last: int, step: Step) -> bool:
    """Whether a step stands right behind a phrase, in the same clause."""
    return 0 < step.first - last < 8 and not any(parsed.lower(n) in (";", ",") for n in range(last + 1, step.first))


def _hand_over(parsed: Parsed, steps: list[Step], attached: dict) -> None:
    """Give "a week after X" to the step that it dates, not to X, from which it counts."""
    for phrase, first, last in parsed.dates:
        if not _compares(parsed, phrase, last):
            continue
        other = next((step for step in steps if _next_to(parsed, last, step)), None)
        if other is None:
            continue
        for rows in attached.values():
            rows[:] = [row for row in rows if row[1] is not phrase]
        main = next((step for step in steps if step.first > other.last), None) if first < 2 else None
        if main is not None and attached.get((other.first, other.last)):
            attached.setdefault((main.first, main.last), []).append((0.0, phrase, first, last))


def _counted_back(state: _Report, parsed: Parsed, found: list[Found], steps: list[Step], attached: dict) -> list[Found]:
    """"on Thursday, a week after its deployment": the day of the deployment, counted back from Thursday."""
    more = []
    for phrase, first, last in parsed.dates:
        if not _compares(parsed, phrase, last) or phrase.vague:
            continue
        other = next((one for one in steps if _next_to(parsed, last, one)), None)
        main = next((one for one in reversed(found) if one.span and one.span.start == one.span.end and one.step.last < first), None)
        if other is None or main is None or attached.get((other.first, other.last)):
            continue
        base = Found(other, parsed, main.offset, main.sentence, other.event, main.who if other.event not in ("requested", "unrest_began") else (state.crisis.host,), "reported")
        if other.actors and other.event not in ("requested", "unrest_began"):
            base.who = _who(state, 0, other) or main.who
        more.append(replace(base, span=_moved(main.span.start, -phrase.count), phrase=phrase, run=(first, last)))
    return more


def _speech(parsed: Parsed, steps: list[Step]) -> list[tuple[int, int]]:
    """The places of the verbs of saying that are no part of a step, and of other verbs, as governors of dates."""
    inside = {n for step in steps for n in range(step.first, step.last + 1)}
    return [
        (n, n) for n in range(len(parsed.words)) if n not in inside and parsed.verb_class(n) in ("say", "announce")
    ]


def _other_verbs(parsed: Parsed, steps: list[Step], says: list[tuple[int, int]]) -> list[int]:
    """The verbs that are neither steps nor saying: a date of theirs is no step's."""
    taken = {n for step in steps for n in range(step.first, step.last + 1)} | {n for n, _ in says}
    return [n for n in range(len(parsed.words)) if n not in taken and _finite(parsed, n)]


def _finite(parsed: Parsed, n: int) -> bool:
    """Whether a word is a full verb, not an auxiliary."""
    word = parsed.words[n]
    if parsed.dated[n] or "is_plan" in word.senses or "is_due" in word.senses:
        return False
    if "step" in word.senses:
        return word.senses["step"][1] in ("past", "participle", "present")
    if "verb" in word.senses and "actor" not in word.senses:
        return word.senses["verb"][2] in ("past", "present", "participle")
    return (
        len(word.lower) > 4 and word.lower.endswith("ed") and not word.text[0].isupper() and parsed.lower(n - 1) not in ("the", "a", "-", "by", "of")
    ) or word.lower in ("took", "held", "gave", "met", "saw", "stormed", "made", "became")


def _weight(parsed: Parsed, n: int, verbs: set[int]) -> float:
    """How much one word between a date and its verb parts the two."""
    word = parsed.words[n]
    if parsed.dated[n]:
        return 0.3
    if word.lower == ";":
        return 14
    if word.text in QUOTES:
        return 5
    if n in verbs:
        return 7
    if word.lower in RELATIVES or word.lower in ("when", "while", "as", "because", "before", "after"):
        return 5
    if word.lower in ("and", "but", "that"):
        return 3
    return 2 if word.lower == "," else 1


def _weights(parsed: Parsed, verbs: set[int]) -> list[float]:
    """The weights of all words before each place, so that the gap between two is one subtraction."""
    return list(accumulate((_weight(parsed, n, verbs) for n in range(len(parsed.words))), initial=0.0))


def _gap(weights: list[float], first: int, last: int) -> float:
    """How far apart two places are."""
    return weights[last] - weights[first + 1] if last > first + 1 else 0.0


def _attach(
    parsed: Parsed, steps: list[Step], says: list[tuple[int, int]]
) -> dict[tuple[int, int], list[tuple[float, DatePhrase, int, int]]]:
    """Each date phrase under the words that govern it: the step, or the verb of saying, that it is nearest to."""
    others = _other_verbs(parsed, steps, says)
    governors = [((step.first, step.last), _group_start(step), step.last) for step in steps]
    governors += [(say, *say) for say in says] + [((n, n), n, n) for n in others]
    weights = _weights(parsed, set(others) | {n for n, _ in says} | {step.verb for step in steps})
    attached: dict[tuple[int, int], list[tuple[float, DatePhrase, int, int]]] = {}
    for phrase, first, last in parsed.dates:
        if phrase.kind == "year" or not governors or _in_dateline(parsed, phrase):
            continue
        fronted = _fronted(parsed, first)
        cost, governor = min((_cost(parsed, low, high, first, last, fronted, weights), key) for key, low, high in governors)
        if cost < TOO_FAR:
            attached.setdefault(governor, []).append((cost, phrase, first, last))
    return attached


DATELINE_END = re.compile(r"\s*(?:\([^)]{1,30}\))?\s*\.?\s*[-–—]\s")


def _in_dateline(parsed: Parsed, phrase: DatePhrase) -> bool:
    """Whether a date is the dateline's ("Honiara, Nov. 29 - ...")."""
    return phrase.kind == "date" and phrase.start < 60 and DATELINE_END.match(parsed.text, phrase.end) is not None


def _group_start(step: Step) -> int:
    """The first word of a step's verb group: a date between its noun and its verb is not the verb's."""
    return step.subject[1] if step.first < step.subject[1] <= step.verb else step.first


def _fronted(parsed: Parsed, first: int) -> bool:
    """Whether a date opens its clause."""
    n = first - 1
    while n >= 0 and parsed.lower(n) in ("and", "but", "then", "that", "early", "late", "only", "just", "earlier", "later", "-"):
        n -= 1
    return n < 0 or parsed.words[n].text in QUOTES or parsed.lower(n) in (";", ":", ",", ".") and n + 1 != first or parsed.lower(n) in (";", ":", ".")


JOINTS = frozenset("and but after before when while as".split())


def _cost(parsed: Parsed, low: int, high: int, first: int, last: int, fronted: bool, weights: list[float]) -> float:
    """How far a date is from what may govern it."""
    if low <= first and last <= high:
        return 0.0
    if high < first:
        return _gap(weights, high, first) + (9 if fronted else 0)
    between = _gap(weights, last, low)
    if fronted:
        return between * 0.5
    if low - last > 2 or any(parsed.lower(n) in JOINTS for n in range(last + 1, low)):
        return between + 5
    return between


def _said_day(
    state: _Report, parsed: Parsed, says: list[tuple[int, int]], attached: dict
) -> tuple[date | None, tuple[int, int] | None]:
    """The day on which the sentence's statement was made, and the words that say so."""
    for say in says:
        for _, phrase, first, last in attached.get(say, ()):
            anchor = _last_day_before(state, parsed, first) if phrase.kind == "after" else None
            span = state.resolve(phrase, "past", anchor)
            if span and span.start == span.end:
                return span.start, (min(say[0], first), max(say[1], last))
    return None, None


def _found(
    state: _Report, number: int, step: Step, attached: dict, says: list, said: date | None, said_words: tuple[int, int] | None
) -> list[Found]:
    """A step with each of its days, and with what its announcement makes of it."""
    parsed = state.sentence(number)
    sentence = state.report.sentences[number]
    who = _who(state, number, step)
    if not who:
        return []
    if step.partial and step.event in WITHDRAWALS and step.rule != "is_home":
        return []
    phrases = _usable(parsed, step, attached.get((step.first, step.last), []))
    base = Found(
        step, parsed, sentence.start, sentence, step.event, who, _status(step), said=said, said_words=said_words, spoken=bool(says),
        said_undated=said is None and any(attached.get(say) for say in says),
    )
    phrases = phrases or _shared(parsed, step, attached) or _any_date(parsed, step, said)
    found = [one for _, phrase, first, last in phrases if (one := _dated(state, base, phrase, first, last))]
    if not found:
        if step.lasting or step.event == "":
            return []
        found = _like_the_next(state, number, base) or [base]
        if step.tense == PRESENT and step.rule == "leaves" and base is found[0]:
            if sentence.kind != "headline":
                return []
            base.event = "withdrawal_began"  # "Troops withdraw"
    return _judged(state, found, says)


def _any_date(parsed: Parsed, step: Step, said: date | None) -> list:
    """The sentence's one day, for a mandate that is not renewed: whoever said so then."""
    if step.rule != "mandate_not_renewed" or said or not any(parsed.verb_class(n) in ("say", "announce") for n in range(len(parsed.words))):
        return []
    return [(0.0, *row) for row in parsed.dates if not row[0].bound and row[0].kind in ("date", "month", "weekday", "day")][:1]


def _shared(parsed: Parsed, step: Step, attached: dict) -> list:
    """The date of the verb before, where "and" joins a second verb to the same subject ("declared ... on Friday and requested")."""
    n = step.first - 1
    if step.rule == "start_of_withdrawal" and parsed.lower(step.first - 2).startswith(("mark", "signal")):
        return [row for rows in attached.values() for row in rows if row[3] < step.first][-1:]
    if parsed.lower(n) != "and" or step.event in WITHDRAWALS:
        return []
    rows = [row for rows in attached.values() for row in rows if row[3] < n and row[1].kind in ("date", "weekday", "day")]
    return [rows[-1]] if rows and n - rows[-1][3] == 1 else []


def _like_the_next(state: _Report, number: int, base: Found) -> list[Found]:
    """"they came when rioting broke out last week": the day of the step that it came with."""
    parsed, step = base.parsed, base.step
    n = step.last + 1
    if parsed.lower(n) != "when" or base.status != "reported":
        return []
    for phrase, first, last in parsed.dates:
        if first > n and not any(parsed.lower(m) in (";", ",") for m in range(n, first)):
            dated = _dated(state, base, phrase, first, last)
            return [dated] if dated else []
    return []


def _has_start(parsed: Parsed) -> bool:
    """Whether the sentence says from when a duration counts."""
    return any(phrase.bound == "from" for phrase, _, _ in parsed.dates)


def _usable(parsed: Parsed, step: Step, phrases: list) -> list:
    """The date phrases that a step can have: a stay ends at a bound, a withdrawal takes a duration, nothing else does."""
    usable = []
    for row in sorted(phrases, key=lambda row: row[0]):
        phrase = row[1]
        if phrase.kind == "duration" and step.event != "withdrawal_completed":
            continue
        if phrase.bound in ("by", "until", "not_before", "within") and step.event in ("withdrawal_announced", "approved", "requested", "unrest_began"):
            continue
        if step.lasting and phrase.kind != "duration" and phrase.bound not in ("until", "by", "not_before", "within") and phrase.kind != "ahead":
            continue
        if step.rule == "stays_until" and (phrase.kind == "duration" and not _has_start(parsed) or phrase.kind == "ahead"):
            continue
        usable.append(row)
    deadlines = [row for row in usable if row[1].kind != "duration"]
    return (deadlines or usable)[:1]


def _status(step: Step) -> str:
    """Plan or report, from the tense; the present is settled by its date."""
    return "planned" if step.tense in (PLANNED, INFINITIVE) else "reported"


def _dated(state: _Report, base: Found, phrase: DatePhrase, first: int, last: int) -> Found | None:
    """A step with the day that one phrase gives it."""
    step = base.step
    if _compares(base.parsed, phrase, last) and _counted_from(state, base.parsed, last) is None:
        return None
    found = replace(base, phrase=phrase, run=(first, last))
    if phrase.kind == "duration":
        found.duration, found.status = phrase, "planned" if step.lasting or base.status == "planned" else base.status
        return found
    tense = "future" if base.status == "planned" and not _had_been(base) else "past"
    if step.tense == PRESENT and step.event != "unrest_began" and not _is_behind(state, phrase):
        tense, found.status = "future", "planned"
    if step.due and not phrase.bound:
        phrase = replace(phrase, bound="by")
    if phrase.bound == "by" and phrase.words.lower().startswith("before") and _is_negated(base):
        phrase = replace(phrase, bound="not_before")
    found.span = state.resolve(phrase, tense, _anchor(state, base, phrase, first, last))
    if found.status == "reported" and found.event == "withdrawal_completed" and phrase.bound in ("until", "not_before") and step.lasting:
        found.status = "planned"
    return found if found.span and _in_crisis(state, found.span) else None


def _had_been(base: Found) -> bool:
    """Whether the plan is one of the past ("had been due on Saturday")."""
    return base.step.rule == "is_due" and any(base.parsed.lower(n) == "had" for n in range(base.step.first, base.step.verb))


def _is_negated(base: Found) -> bool:
    """Whether the step is one that is not to happen ("not to leave before")."""
    return any(base.parsed.lower(n) in ("not", "never") for n in range(base.step.first, base.step.verb))


def _is_behind(state: _Report, phrase: DatePhrase) -> bool:
    """Whether a date of the present tense ("they leave on May 3") lies behind."""
    span = state.resolve(phrase, "past")
    last = state.report.pub_last
    return phrase.kind in ("date", "month", "ago") and bool(span) and last is not None and (span.end or span.start) <= last or (
        phrase.kind == "day" and phrase.count < 0 or phrase.which in ("last", "past", "earlier")
    )


def _anchor(state: _Report, base: Found, phrase: DatePhrase, first: int, last: int) -> date | None:
    """The day that a phrase counts from: of the statement, or the last day that the text has named before it."""
    if _compares(base.parsed, phrase, last):
        return _counted_from(state, base.parsed, last)
    return _last_day_before(state, base.parsed, first) if phrase.kind == "after" else base.said


def _counted_from(state: _Report, parsed: Parsed, first: int) -> date | None:
    """The day that stands after "a week after": of what the phrase counts from."""
    for phrase, at, _ in parsed.dates:
        if 0 < at - first < 12 and phrase.kind in ("date", "weekday", "day"):
            span = state.resolve(phrase, "past")
            return span.start if span.start == span.end else None
    return None


def _last_day_before(state: _Report, parsed: Parsed, first: int, back: int = 3) -> date | None:
    """The day named last before a word, in its sentence or in one of the few before; "the next day" counts on from there."""
    for phrase, at, last in reversed(parsed.dates):
        if at >= first or _compares(parsed, phrase, last):
            continue
        if phrase.kind in ("date", "weekday", "day", "ago"):
            span = state.resolve(phrase, "past")
            if span and span.start == span.end:
                return span.start
        if phrase.kind == "after" and (day := _last_day_before(state, parsed, at, back)):
            return state.resolve(phrase, "past", day).start
    if not back or not parsed.number:
        return None
    before = state.sentence(parsed.number - 1)
    return _last_day_before(state, before, len(before.words), back - 1)


def _in_crisis(state: _Report, span: Span) -> bool:
    """Whether days can be the crisis's: years before it are background."""
    first, last = state.period
    day = span.end or span.start
    if first and day and (first - day).days > 366:
        return False
    return not (last and span.start and (span.start - last).days > 3660)


# ---- what a statement makes of a step ------------------------------------------------------------------------------


def _judged(state: _Report, found: list[Found], says: list) -> list[Found]:
    """Steps with the announcements that follow from who says them and when."""
    judged: list[Found] = []
    for one in found:
        judged += _announced(state, one, bool(says))
    return judged


def _announced(state: _Report, one: Found, spoken: bool) -> list[Found]:
    """A plan that is told on a day is announced on it; a mission that an authority calls done is an announcement alone."""
    step = one.step
    announced = replace(one, event="withdrawal_announced", status="reported", span=NOWHERE, phrase=None, run=None)
    if step.over and spoken and one.status == "reported" and _has_authority(one.parsed):
        return [_on_said_day(announced)]
    if step.event in MAY_BE_DATED_BY_STATEMENT and one.status == "reported" and not one.span and one.said:
        return [_on_said_day(one)]
    if step.event in ("withdrawal_announced", "approved") and not one.span and one.said:
        return [_on_said_day(one)]
    if not spoken:
        return [one]
    if step.event in MAY_BE_DATED_BY_STATEMENT and one.status == "planned" and not step.lasting and not step.partial:
        return [_on_said_day(announced), one] if one.said or one.said_undated else [one]
    joins = parsed_verb(one).startswith(("join", "take part", "taking part"))
    if step.event == "deployed" and one.status == "planned" and one.said and (step.rule == "sends" or joins):
        approved = replace(one, event="approved", status="reported", span=NOWHERE, phrase=None, run=None)
        return [_on_said_day(approved), one]
    return [one]


def parsed_verb(one: Found) -> str:
    """The verb of a step, in small letters."""
    return one.parsed.lower(one.step.verb)


MEDIA = frozenset("channel telegram media newspaper agency outlet broadcaster television reports website portal daily".split())


def _has_authority(parsed: Parsed) -> bool:
    """Whether whoever speaks is more than a medium."""
    return not any(word.lower in MEDIA for word in parsed.words)


def _on_said_day(one: Found) -> Found:
    """A step on the day of the statement, with the statement's words."""
    if not one.said:
        return one
    phrase = next((phrase for phrase, first, last in one.parsed.dates if one.said_words and one.said_words[0] <= first and last <= one.said_words[1]), None)
    basis = {"date": "explicit", "month": "explicit", "weekday": "weekday"}.get(phrase.kind, "relative") if phrase else ""
    return replace(one, span=Span(one.said, one.said, basis), phrase=phrase, run=one.said_words)


def _gapped(state: _Report, number: int, found: list[Found], attached: dict) -> list[Found]:
    """"... on Wednesday and Ghana on Friday", "as well as Tajikistan", "a day after the Australians": a step said once for two."""
    if not found:
        return []
    parsed = state.sentence(number)
    more: list[Found] = []
    for phrase, first, last in parsed.dates:
        more += _after_others(state, parsed, found, phrase, first, last)
        more += _elided(state, parsed, found, phrase, first, last)
    return more + _as_well_as(state, parsed, found) + _follows(state, parsed, found)


def _contributors(parsed: Parsed, first: int, last: int) -> tuple[str, ...]:
    """The contributing countries named in a run of words."""
    names = []
    for n in range(max(0, first), min(last, len(parsed.words))):
        actor = parsed.sense(n, "actor")
        if actor and actor.role == CONTRIBUTOR and actor.name not in names:
            names.append(actor.name)
    return tuple(names)


def _after_others(state: _Report, parsed: Parsed, found: list[Found], phrase: DatePhrase, first: int, last: int) -> list[Found]:
    """"one day after the Australians": the same step of others, so many days away."""
    if phrase.kind != "after" or not phrase.words.lower().endswith((" after", " before")) or phrase.months or phrase.vague:
        return []
    n = last + 1
    while parsed.lower(n) in ("the", "its", "their", "first", "his"):
        n += 1
    names = _contributors(parsed, n, n + 1)
    main = next((one for one in reversed(found) if one.span and one.span.start == one.span.end and one.event == "deployed"), None)
    if not names or not main or any(is_verb(parsed, m) for m in range(n + 1, min(n + 3, len(parsed.words)))):
        return []
    return [replace(main, who=names, span=_moved(main.span.start, -phrase.count), phrase=phrase, run=(first, n))]


def _moved(day: date, count: int) -> Span:
    """A day so many days from another, as a span."""
    try:
        moved = date.fromordinal(day.toordinal() + count)
    except (ValueError, OverflowError):
        return NOWHERE
    return Span(moved, moved, "relative")


def _elided(state: _Report, parsed: Parsed, found: list[Found], phrase: DatePhrase, first: int, last: int) -> list[Found]:
    """"and Ghana on Friday", "the Spaniards two days earlier": a name and a date without a verb between or before them."""
    n = first - 1
    if n < 1 or not (actor := parsed.sense(n, "actor")) or actor.role != CONTRIBUTOR:
        return []
    opening = n - 1 if parsed.lower(n - 1) != "the" else n - 2
    before = next((one for one in reversed(found) if one.run and one.run[1] < n and one.event in ("deployed", *WITHDRAWALS)), None)
    if not before or parsed.lower(opening) not in ("and", ",", ";") or any(is_verb(parsed, m) for m in range(before.run[1] + 1, n)):
        return []
    if last + 1 < len(parsed.words) and is_verb(parsed, last + 1):
        return []
    anchor = before.span.start if phrase.kind == "after" else before.said
    tense = "future" if before.status == "planned" else "past"
    span = state.resolve(phrase, tense, anchor)
    return [replace(before, who=(actor.name,), span=span, phrase=phrase, run=(n, last))] if span else []


AS_WELL = (("as", "well", "as"), ("as", "would"), ("as", "will"), ("as", "did"), ("as", "has"), ("as", "have"), ("along", "with"))


def _as_well_as(state: _Report, parsed: Parsed, found: list[Found]) -> list[Found]:
    """"..., as well as Tajikistan": the same step on the same day."""
    more: list[Found] = []
    if " as " not in parsed.text and " along with " not in parsed.text:
        return more
    for one in found:
        if not one.run or not one.span or one.event not in ("deployed", "withdrawal_completed", "withdrawal_began", "approved"):
            continue
        for n in range(one.run[1] + 1, min(one.run[1] + 4, len(parsed.words))):
            for words in AS_WELL:
                if tuple(parsed.lower(n + k) for k in range(len(words))) == words:
                    names = [name for name in _contributors(parsed, n + len(words), n + len(words) + 6) if name not in one.who]
                    end = n + len(words) + 1
                    more += [replace(one, who=(name,), run=(one.run[0], min(end, len(parsed.words) - 1))) for name in names]
                    break
    return more


def _follows(state: _Report, parsed: Parsed, found: list[Found]) -> list[Found]:
    """"the Fijians follow five days later": the last step, of others and on another day."""
    more = []
    for one in found:
        if one.event or not one.phrase:
            continue
        before = next((other for other in found if other.event and other.span), None)
        if before:
            span = state.resolve(one.phrase, "future" if before.status == "planned" else "past", before.span.start)
            more.append(replace(one, event=before.event, status=before.status, span=span))
    return more


# ---- whose step ----------------------------------------------------------------------------------------------------


def _who(state: _Report, number: int, step: Step) -> tuple[str, ...]:
    """The country, the countries or the coalition concerned; empty where it is nobody's of this crisis."""
    crisis = state.crisis
    parsed = state.sentence(number)
    if step.event in ("unrest_began", "requested"):
        return (crisis.host,)
    names = [actor for actor in step.actors if actor.role != HOST]
    foreign = [actor for actor in names if actor.role == OTHER]
    own = [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]
    if not crisis.contributors and not crisis.coalition:
        own, foreign = own + foreign, []
    countries = tuple(dict.fromkeys(actor.name for actor in own if actor.role != COALITION))
    if countries and crisis.coalition and _joint_first(parsed, step):
        return (crisis.coalition,)
    if countries:
        return _all_or_each(crisis, countries)
    if any(actor.role == COALITION for actor in own) or (crisis.coalition and (step.whole or _is_joint(parsed, step))):
        return (crisis.coalition,)
    if speakers := _speaker_of_ours(parsed, step):
        return speakers
    if foreign:
        return ()
    return _spoken_of(state, number, step)


def _joint_first(parsed: Parsed, step: Step) -> bool:
    """Whether the subject is the bloc, and a country stands only in what describes it ("the bloc, in which Kenya leads")."""
    for n in range(*step.subject):
        actor = parsed.sense(n, "actor")
        if actor and actor.role == CONTRIBUTOR:
            return False
        if "is_joint" in parsed.words[n].senses:
            return parsed.lower(n + 1) in (",", "")
    return False


def _is_joint(parsed: Parsed, step: Step) -> bool:
    """Whether the step's own words name the whole force by its kind: "the bloc", "the multinational force"."""
    low, high = step.subject
    return any("is_joint" in parsed.words[n].senses for n in range(low, max(high, step.last)))


def _speaker_of_ours(parsed: Parsed, step: Step) -> tuple[str, ...]:
    """"“Our officers leave on Wednesday,” the Kenyan minister wrote": the speaker's country."""
    low, high = step.subject
    if not any(parsed.lower(n) in ("our", "we", "us") for n in range(low, max(high, step.last + 1))):
        return ()
    return _contributors(parsed, 0, len(parsed.words))[:1]


def _all_or_each(crisis: Crisis, countries: tuple[str, ...]) -> tuple[str, ...]:
    """All contributors are the coalition; some are named each."""
    if crisis.coalition and len(crisis.contributors) > 1 and set(countries) >= set(crisis.contributors) - {crisis.host}:
        return (crisis.coalition,)
    return countries


def _spoken_of(state: _Report, number: int, step: Step) -> tuple[str, ...]:
    """The force last spoken of, for "they", "the contingent" and "the mission"; else the coalition."""
    parsed = state.sentence(number)
    before = _named_in(state.crisis, parsed, step.first)
    for back in range(number - 1, max(-1, number - 7), -1):
        if before:
            break
        earlier = state.sentence(back)
        before = _named_in(state.crisis, earlier, len(earlier.words))
    if before:
        return before
    return (state.crisis.coalition,) if state.crisis.coalition else state.crisis.contributors if len(state.crisis.contributors) == 1 else ()


MEMBER_OF = frozenset(("part of", "belonging", "under", "join", "joined", "joining", "framework", "within", "member", "members", "including"))


def _named_in(crisis: Crisis, parsed: Parsed, end: int) -> tuple[str, ...]:
    """The force that a sentence names last before some word: the coalition, or its countries with their men."""
    named: list[tuple[int, str, bool]] = []
    for n in range(min(end, len(parsed.words))):
        if parsed.lower(n) == "as" and parsed.lower(n + 1) in ("did", "well", "have", "had"):
            break
        if name := _force_named(crisis, parsed, n):
            named.append((n, name, _with_men(parsed, n) or name == crisis.coalition))
    if not named:
        return ()
    last = max((k for k, row in enumerate(named) if row[2]), default=len(named) - 1)
    if named[last][1] == crisis.coalition:
        return (crisis.coalition,)
    low, high = _list_around(named, last)
    names = (name for _, name, _ in named[low : high + 1] if name != crisis.coalition)
    return _all_or_each(crisis, tuple(dict.fromkeys(names)))


def _list_around(named: list[tuple[int, str, bool]], at: int) -> tuple[int, int]:
    """The ends of the list of names in which one stands: no more than a comma, an "and" and a "the" between two."""
    low = high = at
    while low and named[low][0] - named[low - 1][0] <= 3:
        low -= 1
    while high + 1 < len(named) and named[high + 1][0] - named[high][0] <= 3:
        high += 1
    return low, high


def _force_named(crisis: Crisis, parsed: Parsed, n: int) -> str:
    """The coalition or the contributing country that a word names; "" for a place, a host, and what others are a part of."""
    actor, senses = parsed.sense(n, "actor"), parsed.words[n].senses
    joint = crisis.coalition and "is_joint" in senses and "is_force" in senses
    if not joint and (not actor or actor.role not in (CONTRIBUTOR, COALITION)):
        return ""
    if any(parsed.lower(m) in MEMBER_OF for m in range(max(0, n - 3), n)):
        return ""
    if joint or actor.role == COALITION:
        return crisis.coalition
    if parsed.lower(n + 1) == "-" and parsed.lower(n + 2) in ("led", "backed", "dominated"):
        return ""
    place = parsed.lower(n - 1) in ("in", "to", "through", "via", "at", "near") and not _with_men(parsed, n)
    return "" if place else actor.name


def _with_men(parsed: Parsed, n: int) -> bool:
    """Whether the men of a country are meant: "Kenyan troops", "soldiers from Ghana"."""
    after = any(m < len(parsed.words) and is_force(parsed, m) for m in range(n + 1, n + 4))
    return after or parsed.lower(n - 1) == "from"


# ---- the report as a whole -----------------------------------------------------------------------------------------


def _known_later(state: _Report) -> None:
    """"The prime minister made it known today": the plan in the sentence before is announced on that day."""
    for number, sentence in enumerate(state.report.sentences):
        if number == 0 or not KNOWN.search(sentence.text) or len(sentence.text) > LONGEST_SENTENCE:
            continue
        parsed = state.sentence(number)
        spans = [(state.resolve(phrase, "past"), phrase, first, last) for phrase, first, last in parsed.dates]
        earlier = state.report.sentences[number - 1]
        before = [one for one in state.found if one.sentence is earlier and one.status == "planned"]
        for span, phrase, first, last in spans[:1]:
            if span and before:
                event = "approved" if before[0].event == "deployed" else "withdrawal_announced"
                step = replace(before[0].step, first=max(0, first - 4), last=last)
                state.found.append(
                    replace(before[0], step=step, parsed=parsed, offset=sentence.start, sentence=sentence, event=event,
                            status="reported", span=span, phrase=phrase, run=(first, last))
                )  # fmt: skip


def _statement_in_next_sentence(state: _Report) -> None:
    """A force that has begun to leave or has left, and in the next sentence the day on which that was said."""
    numbers = {id(sentence): number for number, sentence in enumerate(state.report.sentences)}
    for position, one in enumerate(state.found):
        if one.event not in MAY_BE_DATED_BY_STATEMENT or one.span or one.duration or one.status != "reported":
            continue
        number = numbers[id(one.sentence)] + 1
        if number >= len(state.report.sentences) or state.report.sentences[number].paragraph != one.sentence.paragraph:
            continue
        if len(state.report.sentences[number].text) > LONGEST_SENTENCE:
            continue
        parsed = state.sentence(number)
        steps = list(find_steps(parsed))
        says = _speech(parsed, steps)
        said, _ = _said_day(state, parsed, says, _attach(parsed, steps, says))
        if said and one.step.tense == PAST:
            state.found[position] = replace(one, span=Span(said, said, "weekday"), said=said)


def _count_durations(state: _Report) -> None:
    """"no more than ten days": counted from the day on which the report has the withdrawal begin."""
    starts = [one for one in state.found if one.event == "withdrawal_began" and one.span and one.span.start]
    for position, one in enumerate(state.found):
        if one.duration is None:
            continue
        start = _explicit_start(state, one) or _begun(starts, one)
        if start is None and one.duration.words.lower().startswith("in "):
            start = one.said or (state.report.pub_first if state.report.pub_first == state.report.pub_last else None)
        if start:
            state.found[position] = replace(one, span=state.resolve(one.duration, "future", start))


def _explicit_start(state: _Report, one: Found) -> date | None:
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
    part_is_home: bool
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
        part_is_home=any(one.step.rule == "is_home" and one.event == "withdrawal_began" for one in found),
        unrest_told=any(one.event == "unrest_began" and one.span and not _named_by_its_day(one) for one in found),
    )


def _named_by_its_day(one: Found) -> bool:
    """Whether unrest is only named after a day ("Thursday's riots")."""
    return one.event == "unrest_began" and one.step.first == one.step.last and one.phrase is not None and one.phrase.kind == "weekday"


def _is_recorded(one: Found, whole: _Whole) -> bool:
    """Whether a step is a row: it has a day, or is a withdrawal that the report dates nowhere and that is more than a plan."""
    if one.span:
        return not (_named_by_its_day(one) and whole.unrest_told)
    if one.event not in WITHDRAWALS or (one.status == "planned" and one.duration is None):
        return False
    if one.event == "withdrawal_completed" and whole.part_is_home:
        return False  # "they were pulled out", of the part that is home
    if one.event == "withdrawal_began" and len(one.who) == 1 and whole.began:
        return False
    return not any((one.event, who) in whole.dated for who in one.who)


def _still_to_come(one: Found, whole: _Whole) -> bool:
    """Whether an announcement is one: the force has not begun to leave when it is made."""
    if one.event != "withdrawal_announced":
        return True
    if not one.span:
        return not whole.leaving
    return not any(whole.first_day.get(who, one.span.start) < one.span.start for who in one.who)


def _rows(state: _Report) -> Iterator[Event]:
    """The rows, each once, in the order of the text."""
    whole = _as_a_whole(state.found)
    found = [one for one in state.found if _still_to_come(one, whole) and _is_recorded(one, whole)]
    seen = set()
    for one in sorted(found, key=lambda one: one.offset + _quote(one)[0]):
        for who in one.who:
            key = (one.event, who, one.span.start, one.span.end, one.status)
            if key not in seen:
                seen.add(key)
                yield _event(state, one, who)


def _quote(one: Found) -> tuple[int, int]:
    """Where the shortest run of words begins and ends that holds the step and its date, without punctuation at its ends."""
    words = one.parsed.words
    low, high = one.step.first, one.step.last
    if one.run:
        low, high = min(low, one.run[0]), max(high, one.run[1])
    start, end = words[low].start, words[high].end
    if one.phrase is not None and one.run:
        start, end = min(start, one.phrase.opening), max(end, one.phrase.end)
    text = one.parsed.text
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _event(state: _Report, one: Found, who: str) -> Event:
    """One row."""
    start, end = _quote(one)
    said_by = find_speaker(one.parsed.text, one.parsed.words, one.step.verb)
    words = one.phrase.words if one.phrase else one.parsed.words[one.step.verb].text
    return Event(
        state.report.article, one.event, who, one.span.start, one.span.end, one.status, one.span.basis, said_by,
        one.parsed.text[start:end], one.offset + start, one.offset + end, one.step.rule, one.said, words,
    )  # fmt: skip
