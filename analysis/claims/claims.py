"""A report -> its claims: each reported number of people, with the words that say so.

What belongs here: the record, the order of reading, hedges carried along a list, plans and promises, the quote. What does
not: how a number is spelled (`quantities`), what noun it counts (`counted`), what befell them (`measures`), whose they are
(`groups`, `senders`), who is said to have said it (`attribution`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.claims.context import Context
from analysis.claims.counted import VETOES, Counted, parse_counted
from analysis.claims.groups import who_of_casualties
from analysis.claims.measures import RULES
from analysis.claims.places import place_name
from analysis.claims.plans import plan_or_presence
from analysis.claims.refusals import REFUSALS
from analysis.claims.senders import who_of_forces
from analysis.claims.state import CASUALTIES, FORCES, PART_PRONOUNS, Numbered, Reading, State, each_of_them
from analysis.claims.ties import (
    apposed,
    deal_respectively,
    hedge_after_noun,
    share_head,
    share_units,
    take_hedge_of_heading,
    tie_parts,
)
from analysis.language.quantities import Quantity, find_quantities, hedged, may_hold_number
from analysis.language.words import Word
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

AFTER_THE_NUMBER = frozenset(("+", "plus", "or more", "or so", "odd", "or less", "or fewer"))
LONGEST_SENTENCE = (
    10_000  # characters: a longer run without a stop or a line's end is a table or worse, not a sentence
)


class Claim(NamedTuple):
    """One reported number with its words; fields as the columns of the table `claims` (see `data/README.md`)."""

    claim_id: str
    article: str
    measure: str
    who: str
    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    said_by: str
    quote: str
    char_start: int
    char_end: int
    rule: str
    words: str
    hedge: str
    part_of: str


def find_claims(report: Report, crisis: Crisis) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text; the same claim twice is one row, the first.

    Parameters
    ----------
    report : Report
    crisis : Crisis
        Who is host, contributor and coalition.
    """
    claims: dict[tuple, Claim] = {}
    places: dict[tuple, str] = {}
    for state in read_sentences(report, crisis):
        made = {}
        for index, number in enumerate(state.numbers):
            if number.reading is None:
                continue
            for who in number.who.split("; ") if each_of_them(state, number) else (number.who,):
                claim = _claim(state, index, place_name(crisis, who), made)
                key = (claim.measure, claim.who, claim.value, claim.low, claim.high, claim.qualifier)
                made[index] = claims.setdefault(key, claim).claim_id
                place = place_name(crisis, number.place)
                places[key] = place if places.get(key, place) == place else ""
    return _put_in_places(claims, places)


def _put_in_places(claims: dict[tuple, Claim], places: dict[tuple, str]) -> tuple[Claim, ...]:
    """The claims, `who` being the place where the report tells of a place and, with another number, of the country as well."""
    everywhere: dict[str, int] = {}
    for key, place in places.items():
        if key[1] == "all" and not place:
            everywhere[key[0]] = max(everywhere.get(key[0], 0), *(bound or 0 for bound in key[2:5]))
    renamed: dict[str, str] = {}
    for key, place in places.items():
        if place and max(bound or 0 for bound in key[2:5]) < everywhere.get(
            key[0], 0
        ):  # a part is less than the whole
            claim = claims[key]
            claims[key] = claim._replace(
                who=place, claim_id=name_claim(claim.article, key[0], place, *key[2:])
            )
            renamed[claim.claim_id] = claims[key].claim_id
    if not renamed:
        return tuple(claims.values())
    return tuple(
        claim._replace(part_of=renamed[claim.part_of]) if claim.part_of in renamed else claim
        for claim in claims.values()
    )


def name_claim(
    article: str, measure: str, who: str, value: int | None, low: int | None, high: int | None, qualifier: str
) -> str:
    """The id of a claim: the same whenever a report says the same number of the same people, wherever it says so.

    >>> name_claim("a", "killed", "all", 12, 12, 12, "exact")
    'c096acadeb81'
    """
    identity = f"{article}\n{measure}\n{who}\n{value}\n{low}\n{high}\n{qualifier}"
    return "c" + hashlib.sha256(identity.encode()).hexdigest()[:11]


def read_sentences(report: Report, crisis: Crisis) -> Iterator[State]:
    """Each sentence that may hold a number, read: every number with its reading or its veto."""
    context = Context(report, crisis)
    for number, (_, _, text, kind, _) in enumerate(report.sentences):
        if kind == "dateline" or len(text) > LONGEST_SENTENCE or not may_hold_number(text):
            continue
        context.number = number
        state = State(context.words(number), [], crisis, context)
        _read(state)
        _remember(state)
        yield state


def _remember(state: State) -> None:
    """Leave to the sentences that follow what this one counted."""
    context = state.context
    read = [number for number in state.numbers if number.reading is not None]
    if not read:
        return
    context.read_last, context.force_measure, context.casualty = context.number, "", ""
    for number in read:
        if number.reading.measure in FORCES:
            context.force_measure = number.reading.measure
            if number.reading.part_of is None or not context.claimed:
                context.claimed = number.who  # a part of a force leaves the force as the topic
        elif number.reading.part_of is None or not context.casualty:
            context.casualty_told = context.casualty or number.reading.measure
            context.casualty, context.victims = number.reading.measure, number.who.split(" (")[0]


def _read(state: State) -> None:
    """Reads every number of a sentence: first what it counts, then, by the first rule that answers, what befell them."""
    words, numbers, at = state.words, state.numbers, state.at
    for index, quantity in enumerate(find_quantities(words)):
        counted = parse_counted(words, quantity)
        number = Numbered(quantity, counted, _veto(words, quantity, counted))
        hedge_after_noun(state, number)
        for position in range(quantity.first, quantity.last + 1):
            at[position] = index
        numbers.append(number)
    take_hedge_of_heading(state)
    if len(numbers) > 1:
        share_units(state)
        tie_parts(state)
    for index, number in enumerate(numbers):
        if number.quantity.first > 1 and words[number.quantity.first - 1].text == ",":
            apposed(state, index)
        if number.counted.head is None and number.counted.actors:
            share_head(state, index)
    for index, number in enumerate(numbers):
        if number.veto:
            continue
        number.reading = _first_reading(state, index)
        if number.reading is not None and number.reading.measure == "":
            number.veto, number.reading = number.reading.rule, None
        if number.reading is None:
            continue
        if number.reading.measure in FORCES:
            plan_or_presence(state, number)
        _tie_to_whole(state, index)
        number.veto = _refusal(state, index)
        if number.veto:
            number.reading = None
            continue
        if number.reading.measure in CASUALTIES:
            number.who = who_of_casualties(state, index)
        else:
            number.who = who_of_forces(state, index)
        if not number.who:
            number.veto, number.reading = "nobody_named", None
            continue
        _carry_hedge(state, index)
    if len(numbers) > 1:
        _read_parts_of_forces(state)
        deal_respectively(state)


def _read_parts_of_forces(state: State) -> None:
    """ "at least 3,000 of the 7,000 that were deployed would remain": a part of a force, whatever is said of it, is deployed."""
    for part, whole in pairwise(state.numbers):
        if whole.whole and part.reading is None and not part.veto and whole.reading is not None:
            if whole.reading.measure in FORCES:
                part.reading, part.who = Reading("deployed", "part_of_a_force"), whole.who


def _tie_to_whole(state: State, index: int) -> None:
    """ "1,103 were hurt, 62 of them badly": a part that has a predicate of its own is a part all the same."""
    number = state.numbers[index]
    if number.reading.part_of is not None or number.counted.partitive not in PART_PRONOUNS:
        return
    for previous in range(index - 1, -1, -1):
        reading = state.numbers[previous].reading
        if reading is not None and reading.part_of is None:
            number.reading.part_of = previous if reading.measure == number.reading.measure else None
            return


def _veto(words: list[Word], quantity: Quantity, counted: Counted) -> str:
    """The name of the first veto against a number as one of people; "" where none is raised."""
    for veto in VETOES:
        if veto(words, quantity, counted):
            return veto.__name__
    return ""


def _first_reading(state: State, index: int) -> Reading | None:
    for rule in RULES:
        reading = rule(state, index)
        if reading is not None:
            return reading
    return None


def _refusal(state: State, index: int) -> str:
    """The name of the first reason why a reading is none; "" where it stands."""
    for refusal in REFUSALS:
        if refusal(state, index):
            return refusal.__name__
    return ""


def _carry_hedge(state: State, index: int) -> None:
    """A hedge holds for every number that it is coordinated with, until another hedge (codebook)."""
    number = state.numbers[index]
    if not index or number.quantity.qualifier != "exact":
        return
    previous = state.numbers[index - 1]
    part = number.reading.part_of
    if part is not None and (previous.reading is None or previous.reading.part_of != part):
        return  # "of whom about 1,900 are Americans, 1,000 French": parts of one whole share a hedge
    verb = state.words[number.reading.last].senses.get("verb") if number.reading.last is not None else None
    if verb is not None and verb[1] == "subject" and number.reading.last > number.quantity.last:
        return  # "over 3,000 arrested, two die": a clause of its own
    if previous.reading is None or previous.quantity.qualifier not in ("about", "at_least", "at_most"):
        return
    if previous.quantity.hedge in AFTER_THE_NUMBER:
        return  # "6,700+ arrested and two dead"
    predicate = previous.reading.last if previous.reading.last is not None else 0
    start = max(previous.counted.last, predicate if predicate < number.quantity.first else 0) + 1
    between = state.words[start : number.quantity.first]
    if start <= number.quantity.first and all(
        word.text == "," or word.lower in ("and", "or", "a", "another") for word in between
    ):
        if not any(word.senses.get("verb") for word in between):
            number.quantity = hedged(number.quantity, previous.quantity.qualifier, previous.quantity.hedge)


def _claim(state: State, index: int, who: str, made: dict[int, str]) -> Claim:
    number, report = state.numbers[index], state.context.report
    sentence = report.sentences[state.context.number]
    first, last = _quote_words(state, index)
    places = state.places()
    start, end = sentence.start + places.start(first), sentence.start + places.ends[last]
    quantity, reading = number.quantity, number.reading
    said = sentence.start + places.start(quantity.first), sentence.start + _words_end(state, number)
    return Claim(
        claim_id=name_claim(
            report.article, reading.measure, who, quantity.value, quantity.low, quantity.high, quantity.qualifier
        ),
        article=report.article, measure=reading.measure, who=who,
        value=quantity.value, low=quantity.low, high=quantity.high, qualifier=quantity.qualifier,
        said_by=state.context.speaker(quantity.first, places),
        quote=report.text[start:end], char_start=start, char_end=end,
        rule=reading.rule, words=report.text[said[0] : said[1]], hedge=quantity.hedge,
        part_of=made.get(reading.part_of, "") if reading.part_of is not None else "",
    )  # fmt: skip


def _words_end(state: State, number: Numbered) -> int:
    """Where the run of hedge and number ends: "approximately 150-strong" is one."""
    last = number.quantity.last
    if (
        number.counted.strong
        and last + 2 < len(state.words)
        and state.words[last + 2].lower in ("strong", "member", "man", "person")
    ):
        last += 2
    return state.places().ends[last]


def _quote_words(state: State, index: int) -> tuple[int, int]:
    """The first and last word of the shortest run that holds hedge, number and noun, with the predicate that follows at once."""
    number = state.numbers[index]
    reading, counted = number.reading, number.counted
    first, last = number.quantity.first, max(counted.quote_last, number.quantity.last)
    if (
        reading.last is not None
        and reading.last > last
        and reading.quote_predicate
        and reading.measure in CASUALTIES
    ):
        last = reading.last
    if reading.rule in ("toll_before", "label_before") and counted.head is None and reading.first is not None:
        first = min(first, reading.first)
    return first, last
