"""A step and the dates of its sentence -> what happened when, plan or report, and what the statement itself makes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from analysis.events.attachment import STATEMENTS, attach_dates, compares, find_speech, hand_over, next_to
from analysis.events.clauses import (
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    RUNNING,
    Parsed,
    is_force,
    is_verb,
    right_edge,
)
from analysis.events.found import (
    LONGEST_SENTENCE,
    MAY_BE_DATED_BY_STATEMENT,
    WITHDRAWALS,
    Found,
    Reading,
    changed,
)
from analysis.events.parties import contributors, whose
from analysis.events.steprules import find_steps
from analysis.events.steps import Step, to_host
from analysis.language.actors import CONTRIBUTOR, HOST
from analysis.language.dates import NOWHERE, Span
from analysis.language.datewords import DatePhrase
from analysis.language.words import ADVERBS, BE, PREPOSITIONS


def read_sentence(state: Reading, number: int, phrases: list[DatePhrase]) -> None:
    """Add the steps of one sentence, dated as far as the sentence itself allows."""
    parsed = state.sentence(number, phrases)
    steps = list(find_steps(parsed))
    if not steps:
        return
    says = find_speech(parsed, steps)
    attached = attach_dates(parsed, steps, says)
    said, said_words = said_day(state, parsed, says, attached)
    hand_over(parsed, steps, attached)
    state.under_way = any(step.event in MAY_BE_DATED_BY_STATEMENT and step.tense == PAST for step in steps)
    found: list[Found] = []
    for step in steps:
        found += _found(state, number, step, attached, says, said, said_words)
    found += _counted_back(state, parsed, found, steps, attached)
    found += _gapped(state, number, found, attached)
    state.found += [one for one in found if one.event]


def _counted_back(
    state: Reading, parsed: Parsed, found: list[Found], steps: list[Step], attached: dict
) -> list[Found]:
    """ "on Thursday, a week after its deployment": the day of the deployment, counted back from Thursday."""
    more = []
    for phrase, first, last in parsed.dates:
        if phrase.vague or not compares(parsed, phrase, last):
            continue
        other = next((one for one in steps if next_to(parsed, last, one)), None)
        main = next(
            (
                one
                for one in reversed(found)
                if one.span and one.span.start == one.span.end and one.step.last < first
            ),
            None,
        )
        if other is None or attached.get((other.first, other.last)):
            continue
        if main is None:
            more += _counted_from_day(state, parsed, other, phrase, first, last)
            continue
        base = Found(
            other,
            parsed,
            main.offset,
            main.sentence,
            other.event,
            main.who if other.event not in ("requested", "unrest_began") else (state.crisis.host,),
            "reported",
        )
        if other.actors and other.event not in ("requested", "unrest_began"):
            base.who = whose(state, 0, other) or main.who
        if _means_to_withdraw(base):
            base.event = "withdrawal_announced"  # "a day after it said it was pulling out"
        more.append(
            replace(base, span=_moved(main.span.start, -phrase.count), phrase=phrase, run=(first, last))
        )
    return more


def _counted_from_day(
    state: Reading, parsed: Parsed, step: Step, phrase: DatePhrase, first: int, last: int
) -> list[Found]:
    """ "was cut on May 12, two days after protests began": counted back from the day of what is no step."""
    before = [row for row in parsed.dates if 0 < first - row[2] <= 2]
    span = state.resolve(before[0][0], "past") if before else NOWHERE
    who = whose(state, parsed.number, step)
    if not span or span.start != span.end or not who:
        return []
    sentence = state.report.sentences[parsed.number]
    found = Found(step, parsed, sentence.start, sentence, step.event, who, "reported")
    return [changed(found, span=_moved(span.start, -phrase.count), phrase=phrase, run=(first, last))]


def said_day(
    state: Reading, parsed: Parsed, says: list[tuple[int, int]], attached: dict
) -> tuple[Span, tuple[int, int] | None]:
    """The day on which the sentence's statement was made, and the words that say so."""
    for say in says:
        for _, phrase, first, last in attached.get(say, ()):
            anchor = _last_day_before(state, parsed, first) if phrase.kind == "after" else None
            span = NOWHERE if phrase.bound else state.resolve(phrase, "past", anchor)
            if span:
                return span, (min(say[0], first), max(say[1], last))
    return NOWHERE, None


def _found(
    state: Reading,
    number: int,
    step: Step,
    attached: dict,
    says: list,
    said: Span,
    said_words: tuple[int, int] | None,
) -> list[Found]:
    """A step with each of its days, and with what its announcement makes of it."""
    parsed = state.sentence(number)
    sentence = state.report.sentences[number]
    who = whose(state, number, step)
    if not who:
        return []
    if step.rule in ("arrives", "will_be_in") and _on_way_home(state, number, step):
        return []
    if step.rule == "leaves" and _sets_out(state, number, step):
        step = replace(step, event="deployed", rule="arrives")
    if step.rule == "shrinks" and step.tense == PAST and not parsed.dates:
        return []
    part = step.partial and step.event in WITHDRAWALS and step.rule != "is_home"
    phrases = _usable(parsed, step, attached.get((step.first, step.last), []))
    ahead = _days_ahead(state, step, attached.get((step.first, step.last), []))
    phrases = [row for row in phrases if row[2] not in [first for _, _, first, _ in ahead]]
    base = Found(
        step,
        parsed,
        sentence.start,
        sentence,
        step.event,
        who,
        _status(step),
        said=said,
        said_words=said_words,
        spoken=bool(says),
        said_undated=not said and any(attached.get(say) for say in says),
    )
    phrases = phrases or _shared(parsed, step, attached) or _any_date(parsed, step, said)
    found = [one for _, phrase, first, last in phrases if (one := _dated(state, base, phrase, first, last))]
    found += _deadline_told(state, base, attached)
    if ahead and not found:
        found = [base]  # "decided to leave in August": when it was decided is not told
    found += [
        one for _, phrase, first, last in ahead if (one := _dated(state, _plan_of(base), phrase, first, last))
    ]
    if not found:
        if step.rule == "follows" and parsed.lower(step.verb + 1) in (".", ",", ";", "suit", ""):
            return [base]
        if step.lasting or step.event == "":
            return []
        base.unplaced = bool(phrases) or _in_coming_weeks(parsed, step)
        found = _like_the_next(state, number, base) or [base]
        if _is_background(state, parsed):
            return []
        if step.tense == PRESENT and step.rule == "leaves" and base is found[0]:
            if sentence.kind != "headline":
                return []
            base = changed(
                base, weak=True, event="withdrawal_completed" if step.final else "withdrawal_began"
            )
            found = [base]  # "Troops withdraw", "Last troops leave"
    if part:
        state.parts += [one for one in found if one.status == "reported"]
        return []
    return _judged(state, found, says)


COMING = re.compile(
    r"\b(?:in|over|during|within) (?:the )?(?:next|coming)(?: few)? (?:hours|days|weeks|months)\b"
)


def _in_coming_weeks(parsed: Parsed, step: Step) -> bool:
    """ "are expected to leave in the coming weeks": a time ahead that no day follows from, right behind the step."""
    if step.event != "withdrawal_completed" or step.tense != PLANNED:
        return False
    end = parsed.places().ends[step.last]
    return COMING.search(parsed.text, end, end + 60) is not None


HOMEWARD = re.compile(
    r"\b(?:back|home|return(?:s|ed|ing)?|homecoming)\s+from\b|\bway (?:back )?home\b|\bhomeward\b|\bback home\b"
    r"|\b(?:came|come|coming|fl(?:ew|own|ying|y)|brought|bringing) (?:back|home)\b"
)


def _on_way_home(state: Reading, number: int, step: Step) -> bool:
    """Whether an arrival is at home: the sentence names no place of the host, and it or its neighbours speak of a return."""
    step_parsed = state.sentence(number)
    if (
        step_parsed.lower(step.verb).startswith("set o")
        and state.leaving()
        and not _for_host(step_parsed, step.verb)
    ):
        return True  # "the first convoy set out on Monday", in a report of a withdrawal
    if to_host(step_parsed, step.verb, len(step_parsed.words)):
        return False
    if any(phrase.first[0] and abs(first - step.verb) < 6 for phrase, first, _ in step_parsed.dates):
        return False  # "had arrived in June 2024"
    near = state.report.sentences[max(0, number - 2) : number + 2]
    return any(_speaks_of_return(sentence.text[:LONGEST_SENTENCE]) for sentence in near)


def _speaks_of_return(text: str) -> bool:
    """Whether a text speaks of a way home."""
    may = "back" in text or "home" in text or "return" in text  # many times faster than the search
    return may and HOMEWARD.search(text) is not None


def _sets_out(state: Reading, number: int, step: Step) -> bool:
    """Whether those who leave are on their way to the host: nothing else in the report tells of a withdrawal."""
    parsed = state.sentence(number)
    verb = parsed.lower(step.verb)
    if not verb.startswith(("leave", "left", "leaving", "depart")) or step.final or state.under_way:
        return False
    coming = any(one.event == "deployed" for one in state.found)
    coming = coming or not {"embarked", "boarded"}.isdisjoint(parsed.lowers)
    if number and not coming:
        coming = any(kind in ("send", "arrive") for kind in state.sentence(number - 1).verbs)
    if not coming or any(other != number for other in state.leaving()):
        return False
    right = right_edge(parsed, step.verb)
    return not any(
        (actor := parsed.sense(n, "actor"))
        and actor.role == HOST
        or parsed.lower(n) in ("country", "island", "islands")
        for n in range(step.verb + 1, right)
    )


def _for_host(parsed: Parsed, verb: int) -> bool:
    """Whether a journey is to the host ("set out for Gabon")."""
    return any(
        (actor := parsed.sense(n, "actor"))
        and actor.role == HOST
        and parsed.lower(n - 1) in ("for", "to", "towards")
        for n in range(verb + 1, min(len(parsed.words), verb + 8))
    )


def _deadline_told(state: Reading, base: Found, attached: dict) -> list[Found]:
    """ "announced the withdrawal of all troops by the end of the year": the announcement's own plan."""
    if base.step.rule not in ("announces_withdrawal", "means_to_leave", "decides_to_leave"):
        return []
    plan = _plan_of(base)
    rows = attached.get((base.step.first, base.step.last), ())
    bounded = [row for row in rows if row[1].bound in ("by", "until", "within")]
    return [
        one for _, phrase, first, last in bounded[:1] if (one := _dated(state, plan, phrase, first, last))
    ]


def _plan_of(base: Found) -> Found:
    return changed(base, event="withdrawal_completed", status="planned")


def _days_ahead(state: Reading, step: Step, phrases: list) -> list:
    """ "decided on Tuesday to bring its men home IN AUGUST": what lies ahead of a decision to leave is the day of leaving."""
    published, _ = state.published
    mandate = step.rule == "mandate_not_renewed"  # "which expires on 10 July": they are to be gone by then
    if published is None or not mandate and step.rule not in ("means_to_leave", "decides_to_leave"):
        return []
    ahead = []
    for score, phrase, first, last in phrases:
        told = mandate or first > step.verb
        if told and not phrase.bound and phrase.kind in ("date", "month", "this_month"):
            start = state.resolve(phrase, "future").start
            phrase = phrase._replace(bound="until") if mandate else phrase
            ahead += [(score, phrase, first, last)] if start and start > published else []
    return ahead[:1]


def _any_date(parsed: Parsed, step: Step, said: Span) -> list:
    """The sentence's one day, for a mandate that is not renewed: whoever said so then."""
    if (
        step.rule != "mandate_not_renewed"
        or said
        or not any(parsed.verb_class(n) in ("say", "announce") for n in range(len(parsed.words)))
    ):
        return []
    return [
        (0.0, *row)
        for row in parsed.dates
        if not row[0].bound and row[0].kind in ("date", "month", "weekday", "day")
    ][:1]


def _shared(parsed: Parsed, step: Step, attached: dict) -> list:
    """The date of the verb before, where "and" joins a second verb to the same subject ("landed on Friday and took")."""
    n = step.first - 1
    gerund = parsed.lower(step.verb).endswith("ing")
    told = step.rule in ("start_of_withdrawal", "end_of_mission") and (
        parsed.lower(n - 1).startswith(("mark", "signal"))
        or parsed.lower(n) == ","
        or parsed.lower(n - 1) == "and"
    )
    begun = step.rule == "begins_to_leave" and gerund and parsed.lower(n) == ","
    if (
        told or begun
    ):  # "departed on Sunday, marking the start of the withdrawal", "initiating the withdrawal"
        rows = [row for rows in attached.values() for row in rows]
        return [row for row in rows if row[3] < step.first][-1:] or (rows[:1] if told else [])
    sending = parsed.lower(n) in (",", "by") and gerund
    goes = step.rule in ("leaves", "comes_home") and step.tense == PAST
    if parsed.lower(n) != "and" and not sending or step.event in WITHDRAWALS and not goes:
        return []
    if step.tense == PLANNED and parsed.lower(n + 1) in ("was", "were"):
        return []  # "landed on Thursday and was due to be joined by others"
    rows = [
        row
        for rows in attached.values()
        for row in rows
        if row[3] < n and row[1].kind in ("date", "weekday", "day", "month", "week") and not row[1].bound
    ]
    return [rows[-1]] if rows and n - rows[-1][3] == 1 else []


def _like_the_next(state: Reading, number: int, base: Found) -> list[Found]:
    """ "they landed when looting broke out last week": the day of the step that it came with."""
    parsed, step = base.parsed, base.step
    n = step.last + 1
    if parsed.lower(n) != "when" or base.status != "reported":
        return []
    for phrase, first, last in parsed.dates:
        if first > n and not any(parsed.lower(m) in (";", ",") for m in range(n, first)):
            dated = _dated(state, base, phrase, first, last)
            return [dated] if dated else []
    return []


def _is_background(state: Reading, parsed: Parsed) -> bool:
    """Whether a sentence speaks of a year before the crisis or after it."""
    first, last = state.period
    years = [phrase.first[0] for phrase, _, _ in parsed.dates if phrase.kind == "year"]
    return bool(first and last) and any(not first.year - 1 <= year <= last.year + 1 for year in years)


def _has_start(parsed: Parsed) -> bool:
    """Whether the sentence says from when a duration counts."""
    return any(phrase.bound == "from" for phrase, _, _ in parsed.dates)


def _usable(parsed: Parsed, step: Step, phrases: list) -> list:
    """The date phrases that a step can have: a stay ends at a bound, a withdrawal takes a duration, nothing else does."""
    usable = []
    for row in sorted(phrases, key=lambda row: row[0]):
        phrase = row[1]
        if phrase.kind == "straight" and step.event != "unrest_began":
            continue
        if phrase.words.lower().startswith("as of") and step.event == "deployed" and step.tense == PAST:
            continue  # "17,000 men deployed as of April": how many, not when
        if phrase.kind == "duration" and step.event != "withdrawal_completed":
            continue
        if phrase.bound in ("by", "until", "not_before", "within") and step.event in (
            "withdrawal_announced",
            "approved",
            "requested",
            "unrest_began",
        ):
            continue
        if phrase.bound == "not_before" and step.event == "deployed":
            continue
        if phrase.words.lower().startswith("since") and (
            step.event in ("approved", "withdrawal_announced") or step.rule == "arrives"
        ):
            continue  # "250 have come since August 14"
        if (
            step.lasting
            and phrase.kind != "duration"
            and phrase.bound not in ("until", "by", "not_before", "within")
            and phrase.kind != "ahead"
        ):
            continue
        if step.rule == "stays_until" and (
            phrase.kind == "duration" and not _has_start(parsed) or phrase.kind == "ahead"
        ):
            continue
        usable.append(row)
    deadlines = [row for row in usable if row[1].kind != "duration"]
    if deadlines and deadlines[0][1].kind == "ago":  # "a month ago, on May 10"
        deadlines.sort(key=lambda row: row[1].kind != "date")
    return (deadlines or usable)[:1]


def _status(step: Step) -> str:
    """Plan or report, from the tense; the present is settled by its date."""
    return "planned" if step.tense in (PLANNED, INFINITIVE) else "reported"


def _dated(state: Reading, base: Found, phrase: DatePhrase, first: int, last: int) -> Found | None:
    """A step with the day that one phrase gives it."""
    step = base.step
    if compares(base.parsed, phrase, last) and _day_counted_from(state, base.parsed, last) is None:
        return None
    found = changed(base, phrase=phrase, run=(first, last))
    if phrase.kind == "duration":
        found.duration, found.status = (
            phrase,
            "planned" if step.lasting or base.status == "planned" else base.status,
        )
        return found
    tense = "future" if base.status == "planned" and not _had_been(base) else "past"
    if step.tense == PRESENT and step.event != "unrest_began" and not _is_behind(state, phrase):
        tense, found.status = "future", "planned"
    if step.tense == GERUND and phrase.bound == "by" and _is_ahead(state, phrase):
        tense, found.status = "future", "planned"  # "with the others leaving by the end of July"
    if phrase.bound == "from" and step.rule == "leaves" and step.event == "withdrawal_completed":
        if found.status == "planned" or step.tense == PRESENT or base.parsed.lower(step.verb).endswith("ing"):
            found.event = "withdrawal_began"  # "will be withdrawn starting on Monday"
    if step.tense == RUNNING and step.rule == "leaves" and phrase.kind == "day" and phrase.count > 0:
        found.step = step = replace(
            step, event="withdrawal_completed", tense=PLANNED
        )  # "are leaving tomorrow"
        found.event, found.status, tense = step.event, "planned", "future"
    if step.due and not phrase.bound:
        phrase = phrase._replace(bound="by")
    if phrase.bound == "by" and phrase.words.lower().startswith("before") and _is_negated(base):
        phrase = phrase._replace(bound="not_before")
    found.span = state.resolve(phrase, tense, _anchor(state, base, phrase, first, last))
    if (
        phrase.kind == "after" and not phrase.count and found.span
    ):  # "by then", "that day": the day named before
        found.span = found.span._replace(basis="explicit")
    if (
        found.status == "reported"
        and found.event == "withdrawal_completed"
        and phrase.bound in ("until", "not_before")
        and step.lasting
    ):
        found.status = "planned"
    stated = state.report.pub_first == state.report.pub_last and state.report.pub_basis == "stated"
    published = state.report.pub_last if stated else None
    first_day = found.span.start or (
        found.span.end if phrase.bound == "until" else None
    )  # "have till March 16 to complete their pullout"
    if found.status == "reported" and published and first_day and first_day > published:
        found.status = "planned"  # nothing that is still to come can be reported
    if step.rule in ("unrest_of_days", "sweeps") and found.span.start:
        found.span = found.span._replace(end=found.span.start)
    return found if found.span and _in_crisis(state, found.span) else None


def _is_ahead(state: Reading, phrase: DatePhrase) -> bool:
    """Whether a date, in the year nearest to it, lies behind the publication day."""
    end, published = state.resolve(phrase, None).end, state.report.pub_last
    return end is not None and published is not None and end > published


def _had_been(base: Found) -> bool:
    """Whether the plan is one of the past ("had been due on Saturday")."""
    return base.step.rule == "is_due" and any(
        base.parsed.lower(n) == "had" for n in range(base.step.first, base.step.verb)
    )


def _is_negated(base: Found) -> bool:
    """Whether the step is one that is not to happen ("not to leave before")."""
    return any(base.parsed.lower(n) in ("not", "never") for n in range(base.step.first, base.step.verb))


def _is_behind(state: Reading, phrase: DatePhrase) -> bool:
    """Whether a date of the present tense ("they leave on May 3") lies behind."""
    span = state.resolve(phrase, None)
    last = state.report.pub_last
    return (
        phrase.kind in ("date", "month", "ago")
        and bool(span)
        and last is not None
        and (span.end or span.start) <= last
        or (phrase.kind == "day" and phrase.count < 0 or phrase.which in ("last", "past", "earlier"))
    )


def _anchor(state: Reading, base: Found, phrase: DatePhrase, first: int, last: int) -> date | None:
    """The day that a phrase counts from: of the statement, or the last day that the text has named before it."""
    if compares(base.parsed, phrase, last):
        return _day_counted_from(state, base.parsed, last)
    if phrase.kind == "straight":  # "entered their fifth day on Friday"
        others = (
            state.resolve(other, "past").day
            for other, *_ in base.parsed.dates
            if other.kind in ("weekday", "day", "date")
        )
        return next((day for day in others if day), None)
    if phrase.kind != "after":
        return base.said.day
    return _last_day_before(
        state, base.parsed, first, 3 if phrase.count else 1
    )  # "that day" is one just spoken of


def _day_counted_from(state: Reading, parsed: Parsed, first: int) -> date | None:
    """The day that stands after "a week after": of what the phrase counts from."""
    for phrase, at, _ in parsed.dates:
        if 0 < at - first < 12 and phrase.kind in ("date", "weekday", "day"):
            span = state.resolve(phrase, "past")
            return span.start if span.start == span.end else None
    return None


def _last_day_before(state: Reading, parsed: Parsed, first: int, back: int = 3) -> date | None:
    """The day named last before a word, in its sentence or in one of the few before; "the next day" counts on from there."""
    for phrase, at, last in reversed(parsed.dates):
        if at >= first or compares(parsed, phrase, last):
            continue
        if phrase.kind in ("date", "weekday", "day", "ago"):
            span = state.resolve(phrase, None)
            if span and span.start == span.end:
                return span.start
        if phrase.kind == "after" and (day := _last_day_before(state, parsed, at, back)):
            return state.resolve(phrase, "past", day).start
    if not back or not parsed.number:
        return None
    before = state.sentence(parsed.number - 1)
    return _last_day_before(state, before, len(before.words), back - 1)


def _in_crisis(state: Reading, span: Span) -> bool:
    """Whether days can be the crisis's: years before it are background."""
    first, last = state.period
    day = span.end or span.start
    if first and day and (first - day).days > 366:
        return False
    return not (last and span.start and (span.start - last).days > 3660)


def _judged(state: Reading, found: list[Found], says: list) -> list[Found]:
    """Steps with the announcements that follow from who says them and when."""
    judged: list[Found] = []
    for one in found:
        judged += _announced(state, one, bool(says))
    return judged


def _announced(state: Reading, one: Found, spoken: bool) -> list[Found]:
    """A plan that is told on a day is announced on it; a mission that an authority calls done is an announcement alone."""
    step = one.step
    if step.over and spoken and one.status == "reported" and _has_authority(one.parsed):
        return [_on_said_day(_undated(one, "withdrawal_announced"))]
    if spoken and not one.span and _means_to_withdraw(one):
        return [_on_said_day(_undated(one, "withdrawal_announced"))]
    if step.event in MAY_BE_DATED_BY_STATEMENT and one.status == "reported" and not one.span and one.said:
        return [_on_said_day(one)]
    if step.event in ("withdrawal_announced", "approved") and not one.span and one.said:
        return [_on_said_day(one)]
    if step.event == "requested" and not one.span and one.said and _in_a_statement(one):
        return [_on_said_day(one)]
    if not spoken:
        return [one]
    if (
        step.event in MAY_BE_DATED_BY_STATEMENT
        and one.status == "planned"
        and not step.lasting
        and not step.due
        and one.event == step.event
        and not state.under_way
        and not _only_detailed(one.parsed)
    ):
        announced = _undated(one, "withdrawal_announced")
        told = one.said or one.said_undated or not one.span and one.duration is None
        told = told and not (one.span and one.span.end is None)  # "not before June 30" is no announcement
        told = told and UNNAMED.isdisjoint(one.parsed.lowers)
        return [_on_said_day(announced), one] if told else [one]
    if step.event == "deployed" and step.rule == "sends" and not one.span and one.said and _newly_sent(one):
        return [_on_said_day(changed(one, event="approved", status="reported"))]
    joins = parsed_verb(one).startswith(("join", "take part", "taking part"))
    joins = (
        joins or parsed_verb(one) == "go" and "announce" in one.parsed.verbs
    )  # "announced that 776 would go"
    if (
        step.event == "deployed"
        and one.status == "planned"
        and one.said
        and (step.rule in ("sends", "will_get") or joins)
    ):
        return [_on_said_day(_undated(one, "approved")), one]
    return [one]


def _in_a_statement(one: Found) -> bool:
    """ "In an address on Monday the president asked for troops": what is asked in a statement is asked on its day."""
    return bool(one.said_words) and one.parsed.lower(one.said_words[0]) in STATEMENTS


def _undated(one: Found, event: str) -> Found:
    """The report of another event that a step brings with it, before it has a day."""
    return changed(one, event=event, status="reported", span=NOWHERE, phrase=None, run=None)


def _means_to_withdraw(one: Found) -> bool:
    """ "announced that it was withdrawing", "said it was pulling out": a decision made known, not men on the move."""
    parsed, step = one.parsed, one.step
    if step.rule != "leaves" or step.tense != RUNNING:
        return False
    before = step.verb - 1
    while parsed.lower(before) in BE or parsed.lower(before) in ADVERBS:
        before -= 1
    actor = parsed.sense(before, "actor")
    if "announce" in parsed.verbs:
        return parsed.lower(before) in ("it", "they", "he", "she") or actor is not None
    state = actor is not None and parsed.lower(before) == actor.name.lower()  # not "the Chadians are leaving"
    return parsed.lower(before) == "it" or state


def _newly_sent(one: Found) -> bool:
    """ "said on Friday it was sending troops", "announced on Friday that it had sent troops": the decision is made known."""
    if one.step.tense == RUNNING:
        return True
    return one.step.tense == PAST and "announce" in one.parsed.verbs


DETAILS = ("not", "add", "explain", "specif", "clarif", "indicat", "stress")


def _only_detailed(parsed: Parsed) -> bool:
    """Whether a sentence's verbs of saying bring no news ("noted", "added")."""
    says = [parsed.lower(n) for n, kind in enumerate(parsed.verbs) if kind in ("say", "announce")]
    return bool(says) and all(say.startswith(DETAILS) for say in says)


def parsed_verb(one: Found) -> str:
    """The verb of a step, in small letters."""
    return one.parsed.lower(one.step.verb)


UNNAMED = frozenset(
    "source sources witness witnesses analyst analysts expert experts observers".split()
)  # no authorities
MEDIA = frozenset(
    "channel telegram media newspaper agency outlet broadcaster television reports website portal daily".split()
)


def _has_authority(parsed: Parsed) -> bool:
    """Whether whoever speaks is more than a medium."""
    return MEDIA.isdisjoint(parsed.lowers)


def _on_said_day(one: Found) -> Found:
    """A step on the day of the statement, with the statement's words."""
    if not one.said:
        return one
    phrase = next(
        (
            phrase
            for phrase, first, last in one.parsed.dates
            if one.said_words and one.said_words[0] <= first and last <= one.said_words[1]
        ),
        None,
    )
    basis = (
        {"date": "explicit", "month": "explicit", "weekday": "weekday"}.get(phrase.kind, "relative")
        if phrase
        else ""
    )
    return changed(one, span=one.said._replace(basis=basis), phrase=phrase, run=one.said_words)


def _gapped(state: Reading, number: int, found: list[Found], attached: dict) -> list[Found]:
    """ "and Ghana on Friday", "as well as Tajikistan", "a day after the Australians": a step said once for two."""
    if not found:
        return []
    parsed = state.sentence(number)
    more: list[Found] = []
    for phrase, first, last in parsed.dates:
        more += _after_others(state, parsed, found, phrase, first, last)
        more += _elided(state, parsed, found, phrase, first, last)
    return more + _as_well_as(state, parsed, found) + _follows(state, parsed, found)


def _after_others(
    state: Reading, parsed: Parsed, found: list[Found], phrase: DatePhrase, first: int, last: int
) -> list[Found]:
    """ "one day after the Australians": the same step of others, so many days away."""
    if (
        phrase.kind != "after"
        or not phrase.words.lower().endswith((" after", " before"))
        or phrase.months
        or phrase.vague
    ):
        return []
    n = last + 1
    while parsed.lower(n) in ("the", "its", "their", "first", "his"):
        n += 1
    names = contributors(parsed, n, n + 1)
    main = next(
        (
            one
            for one in reversed(found)
            if one.span and one.span.start == one.span.end and one.event == "deployed"
        ),
        None,
    )
    if not names or not main or any(is_verb(parsed, m) for m in range(n + 1, min(n + 3, len(parsed.words)))):
        return []
    return [
        replace(main, who=names, span=_moved(main.span.start, -phrase.count), phrase=phrase, run=(first, n))
    ]


def _moved(day: date, count: int) -> Span:
    """A day so many days from another, as a span."""
    try:
        moved = date.fromordinal(day.toordinal() + count)
    except (ValueError, OverflowError):
        return NOWHERE
    return Span(moved, moved, "relative")


def _elided(
    state: Reading, parsed: Parsed, found: list[Found], phrase: DatePhrase, first: int, last: int
) -> list[Found]:
    """ "and Ghana on Friday", "the Spaniards two days earlier": a name and a date without a verb between or before them."""
    n = _name_before(parsed, first)
    actor = parsed.sense(n, "actor")
    if n < 1 or not actor or actor.role != CONTRIBUTOR:
        return []
    opening = n - 1 if parsed.lower(n - 1) != "the" else n - 2
    before = next(
        (
            one
            for one in reversed(found)
            if one.run and one.run[1] < n and one.event in ("deployed", *WITHDRAWALS)
        ),
        None,
    )
    if (
        not before
        or parsed.lower(opening) not in ("and", ",", ";")
        or any(is_verb(parsed, m) and parsed.words[m].text not in OWNING for m in range(before.run[1] + 1, n))
    ):
        return []
    if last + 1 < len(parsed.words) and is_verb(parsed, last + 1):
        return []
    anchor = before.span.start if phrase.kind == "after" else before.said.day
    tense = "future" if before.status == "planned" else "past"
    span = state.resolve(phrase, tense, anchor)
    return [replace(before, who=(actor.name,), span=span, phrase=phrase, run=(n, last))] if span else []


def _name_before(parsed: Parsed, first: int) -> int:
    """Where the name stands before a date, past what it owns: "GHANA on Friday", "GHANA's small contingent on Friday"."""
    for n in range(first - 1, max(-1, first - 6), -1):
        word = parsed.words[n]
        if "actor" in word.senses:
            return n
        owned = (
            is_force(parsed, n) or word.lower.isalpha() and not word.senses and word.lower not in PREPOSITIONS
        )
        if word.text not in OWNING and (not owned or parsed.dated[n] or is_verb(parsed, n)):
            return -1
    return -1


OWNING = frozenset(("'s", "’s", "'", "’"))


AS_WELL = (
    ("as", "well", "as"),
    ("as", "would"),
    ("as", "will"),
    ("as", "did"),
    ("as", "has"),
    ("as", "have"),
    ("along", "with"),
)


def _as_well_as(state: Reading, parsed: Parsed, found: list[Found]) -> list[Found]:
    """ "..., as well as Tajikistan": the same step on the same day."""
    more: list[Found] = []
    if " as " not in parsed.text and " along with " not in parsed.text:
        return more
    for one in found:
        if (
            not one.run
            or not one.span
            or one.event not in ("deployed", "withdrawal_completed", "withdrawal_began", "approved")
        ):
            continue
        for n in range(one.run[1] + 1, min(one.run[1] + 4, len(parsed.words))):
            for words in AS_WELL if parsed.lower(n) in ("as", "along") else ():
                if tuple(parsed.lower(n + k) for k in range(len(words))) == words:
                    names = [
                        name
                        for name in contributors(parsed, n + len(words), n + len(words) + 6)
                        if name not in one.who
                    ]
                    end = n + len(words) + 1
                    more += [
                        replace(one, who=(name,), run=(one.run[0], min(end, len(parsed.words) - 1)))
                        for name in names
                    ]
                    break
    return more


def _follows(state: Reading, parsed: Parsed, found: list[Found]) -> list[Found]:
    """ "the Fijians follow five days later": the last step, of others and on another day."""
    more = []
    for one in found:
        if not one.event and not one.phrase:
            before = next(
                (other for other in reversed(found) if other.event in MAY_BE_DATED_BY_STATEMENT), None
            )
            if before and before.status == "reported":
                more.append(replace(one, event=before.event))
            continue
        if one.event:
            continue
        before = next((other for other in found if other.event and other.span), None)
        if before:
            span = state.resolve(
                one.phrase, "future" if before.status == "planned" else "past", before.span.start
            )
            more.append(replace(one, event=before.event, status=before.status, span=span))
    return more
