"""A report -> its claims: each reported number of people, with the words that say so.

What belongs here: the record, the order of reading, hedges carried along a list, plans and promises, the quote. What does
not: how a number is spelled (`quantities`), what noun it counts (`counted`), what befell them (`measures`), whose they are
(`whose`), who is said to have said it (`attribution`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.claims.context import Context
from analysis.claims.counted import VETOES, Counted, actor_at, parse_counted
from analysis.claims.measures import COMPOSITION, REFUSALS, RULES
from analysis.claims.state import CASUALTIES, FORCES, PART_PRONOUNS, Numbered, Reading, State
from analysis.claims.whose import who_of_casualties, who_of_forces
from analysis.language.actors import CONTRIBUTOR, HOST
from analysis.language.quantities import Quantity, find_quantities, hedged, may_hold_number, unit_like
from analysis.language.words import (
    BE,
    DETERMINERS,
    FUTURE,
    Word,
)
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

LONGEST_SENTENCE = (
    10_000  # characters: a longer run without a stop or a line's end is a table or worse, not a sentence
)


WITHDRAWALS = frozenset(
    "withdrawal pullout departure exit removal drawdown disengagement repatriation return".split()
)
TRAVELS = frozenset("flew flown fly flies travelled traveled took boarded airlifted".split())
OWN_GROUND = frozenset("base bases camp camps barracks airport compound checkpoint hotel".split())
PROMISED = frozenset(
    "due expected planned promised pledged offered needed authorised authorized approved".split()
)
STRENGTH = frozenset("have get number total make comprise consist reach grow include rise".split())


@dataclass(frozen=True, slots=True)
class Claim:
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
            claim = _claim(state, index, made)
            if claim is not None:
                key = (claim.measure, claim.who, claim.value, claim.low, claim.high, claim.qualifier)
                made[index] = claims.setdefault(key, claim).claim_id
                places[key] = number.place if places.get(key, number.place) == number.place else ""
    return _put_in_places(claims, places)


def _put_in_places(claims: dict[tuple, Claim], places: dict[tuple, str]) -> tuple[Claim, ...]:
    """The claims, `who` being the place where the report tells of a place and, with another number, of the country as well."""
    everywhere = {key[0] for key, place in places.items() if key[1] == "all" and not place}
    renamed: dict[str, str] = {}
    for key, place in places.items():
        if place and key[0] in everywhere:
            claim = claims[key]
            claims[key] = replace(
                claim, who=place, claim_id=name_claim(claim.article, key[0], place, *key[2:])
            )
            renamed[claim.claim_id] = claims[key].claim_id
    if not renamed:
        return tuple(claims.values())
    return tuple(
        replace(claim, part_of=renamed[claim.part_of]) if claim.part_of in renamed else claim
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
            context.claimed, context.force_measure = number.who, number.reading.measure
        else:
            context.casualty_told = context.casualty or number.reading.measure
            context.casualty, context.victims = number.reading.measure, number.who.split(" (")[0]


def _read(state: State) -> None:
    """Reads every number of a sentence: first what it counts, then, by the first rule that answers, what befell them."""
    for quantity in find_quantities(state.words):
        counted = parse_counted(state.words, quantity)
        number = Numbered(quantity, counted)
        number.veto = _veto(state, quantity, counted)
        _hedge_after_noun(state, number)
        for position in range(quantity.first, quantity.last + 1):
            state.at[position] = len(state.numbers)
        state.numbers.append(number)
    _take_hedge_of_heading(state)
    _share_units(state)
    _tie_parts(state)
    for index in range(len(state.numbers)):
        _apposed(state, index)
        _share_head(state, index)
    for index, number in enumerate(state.numbers):
        if number.veto:
            continue
        number.reading = _first_reading(state, index)
        if number.reading is not None and number.reading.measure == "":
            number.veto, number.reading = number.reading.rule, None
        if number.reading is None:
            continue
        _plan_or_presence(state, number)
        _tie_to_whole(state, index)
        number.veto = _refusal(state, index)
        if number.veto:
            number.reading = None
            continue
        number.who = (who_of_casualties if number.reading.measure in CASUALTIES else who_of_forces)(
            state, index
        )
        if not number.who:
            number.veto, number.reading = "nobody_named", None
            continue
        _carry_hedge(state, index)
    _read_parts_of_forces(state)
    _deal_respectively(state)


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


def _veto(state: State, quantity: Quantity, counted: Counted) -> str:
    """The name of the first veto against a number as one of people; "" where none is raised."""
    for veto in VETOES:
        if veto(state.words, quantity, counted):
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


def _hedge_after_noun(state: State, number: Numbered) -> None:
    """1,150 soldiers or so."""
    after = number.counted.core + 1
    if number.quantity.qualifier != "exact" or after >= len(state.words) or number.counted.head is None:
        return
    word = state.words[after]
    if "hedge_after" in word.senses and word.lower not in ("plus", "+", "odd"):
        number.quantity = hedged(number.quantity, str(word.senses["hedge_after"]), word.lower)


def _share_units(state: State) -> None:
    """ "two battalions from Uganda, two from Burundi and one from Kenya": bare numbers after units count units."""
    for before, number in pairwise(state.numbers):
        between = state.words[before.counted.last + 1 : number.quantity.first]
        if (
            before.quantity.qualifier == "unit"
            and number.counted.head is None
            and number.counted.actors
            and all(word.text == "," or word.lower == "and" for word in between)
        ):
            number.quantity = unit_like(number.quantity)
            number.counted.force, number.veto = True, ""


def _take_hedge_of_heading(state: State) -> None:
    """ "The toll, approximately:" over a list: a hedge in a heading holds for each item (codebook)."""
    heading = state.context.heading()
    for position, word in enumerate(heading):
        hedge = word.senses.get("hedge")
        if hedge is None or any(after.opens for after in heading[position + 1 : position + 3]):
            continue
        for number in state.numbers:
            if number.quantity.qualifier == "exact":
                number.quantity = hedged(number.quantity, str(hedge), word.lower)


def _apposed(state: State, index: int) -> None:
    """ "Saudi troops, no fewer than 900 of them"; "Ankara's commandos, 510 in number": the noun stands before the number."""
    number, words = state.numbers[index], state.words
    comma = number.quantity.first - 1
    if comma < 1 or words[comma].text != ",":
        return
    after = [word.lower for word in words[number.quantity.last + 1 : number.quantity.last + 3]]
    if not (number.counted.partitive == "them" or after == ["in", "number"]):
        return
    noun = words[comma - 1]
    if (
        "force" not in noun.senses
        or number.counted.group
        or any(comma - 4 <= other.quantity.last < comma for other in state.numbers[:index])
    ):
        return
    number.counted.group, number.counted.force, number.counted.head = (
        str(noun.senses["group"]),
        True,
        comma - 1,
    )
    for position in range(max(0, comma - 4), comma):
        if (actor := actor_at(words, position)) is not None:
            number.counted.actors.append((position, actor))


def _share_head(state: State, index: int) -> None:
    """ "Nine South African and three Malawian soldiers": the noun after the last of a list is that of those before."""
    if index + 1 == len(state.numbers):
        return
    counted, following = state.numbers[index].counted, state.numbers[index + 1].counted
    if counted.head is not None or not counted.actors or following.head is None:
        return
    name = state.words[counted.actors[-1][0]].lower
    if name.endswith("s") and name != "swiss":
        return  # "two Haitians and one Kenyan soldier"
    between = state.words[counted.last + 1 : state.numbers[index + 1].quantity.first]
    if [word.lower for word in between] == ["and"]:
        counted.group, counted.force, counted.head, counted.unknown = (
            following.group,
            following.force,
            counted.core,
            False,
        )


def _tie_parts(state: State) -> None:
    """In "40 of its 620 soldiers were flown home" both numbers count soldiers, and only the first were flown home."""
    for part, whole in pairwise(state.numbers):
        between = [word.lower for word in state.words[part.quantity.last + 1 : whole.quantity.first]]
        if "out" in between[-6:] and between[-5:].count("of") and not whole.veto and _is_out_of(between):
            _share_noun(part, whole)
            continue
        if (
            between[:1] == ["of"]
            and 1 <= len(between) <= 4
            and (len(between) == 1 or between[1] in DETERMINERS)
            and not whole.veto
        ):
            part.counted = replace(whole.counted)
            if part.veto == "pronoun" and between[1:2] != ["the"]:
                part.veto = ""
            whole.whole = True


def _is_out_of(between: Sequence[str]) -> bool:
    """Whether "out of the", "out of a planned maximum of" and nothing else stands between the nouns of part and whole."""
    at = between.index("out")
    after = between[at + 1 :]
    return (
        at <= 3
        and after[:1] == ["of"]
        and len(after) <= 5
        and not {"have", "were", "was", "are"} & set(between)
    )


def _share_noun(part: Numbered, whole: Numbered) -> None:
    """ "400 officers out of the 2,500 planned", "1,035 out of the 12,261 troops": part and whole count the same."""
    one, other = (
        (part.counted, whole.counted) if whole.counted.head is None else (whole.counted, part.counted)
    )
    if other.head is None and one.head is not None:
        other.group, other.force, other.head, other.unknown = one.group, one.force, other.core, False
    whole.whole = True
    part.counted.last = max(part.counted.last, whole.counted.last)


def _deal_respectively(state: State) -> None:
    """Botswana and Zambia contributed 140 and 90 soldiers, respectively."""
    numbers = [
        number for number in state.numbers if number.reading is not None and number.reading.measure in FORCES
    ]
    if len(numbers) < 2 or not any(word.lower == "respectively" for word in state.words):
        return
    actors = [
        actor
        for position in range(len(state.words))
        if (actor := actor_at(state.words, position)) and actor.may_contribute(state.crisis.contributors)
    ]
    if len(numbers) == len(actors):
        for number, actor in zip(numbers, actors, strict=True):
            number.who = actor.name


def _plan_or_presence(state: State, number: Numbered) -> None:
    """Promised or approved troops are `pledged`; troops that will leave are still there, so `deployed`."""
    reading = number.reading
    if reading.measure == "deployed" and _promised(state, number):
        reading.measure = "pledged"
    if reading.measure == "deployed" and reading.rule.endswith("_list") and _after_a_promise(state, number):
        reading.measure = "pledged"
    if reading.measure == "deployed" and reading.last is not None and _goes_home(state, reading):
        reading.measure = "withdrawn"
    if (
        reading.measure == "withdrawn"
        and reading.last is not None
        and _bound_for_host(state, reading.last + 1)
    ):
        reading.measure = "deployed"
    if reading.measure == "withdrawn" and reading.first is not None:
        before = [word.lower for word in state.words[max(0, reading.first - 4) : reading.first]]
        form = state.words[reading.first].senses.get("verb", ("", "", "past"))[
            2
        ]  # "are back home" is no verb
        earlier = any(other.reading and other.reading.measure == "withdrawn" for other in state.numbers)
        afterthought = reading.first and state.words[reading.first - 1].text == ","
        if form == "ing" and (earlier and state.numbers[0] is not number or afterthought):
            pass  # "..., in all 3,276 people departing"; "was the first to go, withdrawing its 300 soldiers"
        elif form in ("base", "ing", "present") and not any(
            word in ("have", "has", "had", "been") for word in before
        ):
            reading.measure = "deployed"
        elif any(word in FUTURE for word in before[-3:]) and "have" not in before:
            reading.measure = "deployed"


def _after_a_promise(state: State, number: Numbered) -> bool:
    """ "would consist of 1,099 troops, 30 civilians and 34 policemen": what holds for the first of a list holds for all."""
    index = state.numbers.index(number)
    before = [other for other in state.numbers[:index] if other.reading is not None]
    return bool(before) and before[-1].reading.measure == "pledged"


def _goes_home(state: State, reading: Reading) -> bool:
    """ "flew to Nairobi", "took a plane to Nairobi": those who travel to a contributor's country are leaving."""
    words = state.words
    if reading.first is None or words[reading.first].lower.split()[0] not in TRAVELS:
        return False
    for position in range(reading.last + 1, min(reading.last + 4, len(words) - 1)):
        if words[position].lower == "to":
            actor = words[position + 1].senses.get("actor")
            return actor is not None and actor.role == CONTRIBUTOR
    return False


def _bound_for_host(state: State, position: int) -> bool:
    """ "left for Mozambique on Monday", "departed Kigali for Cabo Delgado in Mozambique": those who leave are coming."""
    after = [word.lower for word in state.words[position : position + 4]]
    if after[:1] and after[0] in DETERMINERS and any(word in OWN_GROUND for word in after):
        return True  # "left the base": still in the country
    origin = state.words[position].senses.get("actor") if position < len(state.words) else None
    if origin is not None and origin.role == CONTRIBUTOR:
        return True  # "left Kenya the day before": from home
    for after in range(position, min(position + 6, len(state.words))):
        if state.words[after].lower == "for":
            return any(
                (actor := word.senses.get("actor")) is not None and actor.role == HOST
                for word in state.words[after + 1 : after + 6]
            )
        if state.words[after].text in ",;":
            return False
    return False


def _promised(state: State, number: Numbered) -> bool:
    """Whether a word of promise or approval governs the number: "agreed to send 50", "a planned 2,500"."""
    words, first = state.words, number.quantity.first
    within = []
    for position in range(number.quantity.last + 1, number.counted.core + 1):
        if position in state.at or words[position].lower == "of":
            break
        within.append(words[position])
    if any(word.lower in PROMISED for word in within):
        return True
    if _strength_to_be(words, first) or _to_be_provided(words, number.reading):
        return True
    for position in range(first - 1, max(-1, first - 12), -1):
        word = words[position]
        if position in state.at or word.text in ",;" and position < first - 2:
            return False
        verb = word.senses.get("verb")
        if word.lower in WITHDRAWALS:
            return False  # "the promised withdrawal of the 1,450 troops": they are there
        if (
            word.senses.get("promise")
            or verb is not None
            and verb[0] == "pledged"
            and word.lower not in ("commits", "committing")
        ):
            return True
    reading = number.reading
    after = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 5]]
    if after[:1] and after[0] in PROMISED:
        return True
    if after[:1] and after[0] in ("who", "whom", "that", "which") and PROMISED & set(after[1:]):
        return True  # "the 1,300 troops whom Australia has promised"
    if (
        reading.first is not None
        and reading.first < first
        and words[reading.first].lower.split()[0] in COMPOSITION
    ):
        if any(
            word.lower in ("will", "would", "to") for word in words[max(0, reading.first - 3) : reading.first]
        ):
            return True
    between = words[number.counted.last + 1 : reading.first] if reading.first is not None else ()
    return any(word.senses.get("promise") for word in (*within, *between))


def _to_be_provided(words: Sequence[Word], reading: Reading) -> bool:
    """ "will provide 303 soldiers", "is to contribute a battalion": a promise, where "will send" is a step under way."""
    if reading.first is None or words[reading.first].lower not in ("provide", "contribute", "supply"):
        return False
    return any(
        word.lower in ("will", "would", "to", "shall")
        for word in words[max(0, reading.first - 3) : reading.first]
    )


def _strength_to_be(words: Sequence[Word], first: int) -> bool:
    """ "is to have a total of 2,500", "are to make up a force of 2,500", "would get 700 more", "is to be raised to 1,000"."""
    before = [word.lower.split()[0] for word in words[max(0, first - 12) : first]]
    for position in range(len(before) - 2, -1, -1):
        if before[position] in (",", ";", ":"):
            return False
        meant = (
            before[position] == "would"
            or before[position] == "to"
            and position
            and before[position - 1] in BE
        )
        if meant:
            return (
                before[position + 1] in STRENGTH
                or before[position + 1 : position + 2] == ["be"]
                and (before[position + 2 : position + 3] in ([], ["made"], ["raised"], ["increased"]))
            )
    return False


def _carry_hedge(state: State, index: int) -> None:
    """A hedge holds for every number that it is coordinated with, until another hedge (codebook)."""
    number = state.numbers[index]
    if not index or number.quantity.qualifier != "exact" or number.reading.part_of is not None:
        return
    previous = state.numbers[index - 1]
    verb = state.words[number.reading.last].senses.get("verb") if number.reading.last is not None else None
    if verb is not None and verb[1] == "subject" and number.reading.last > number.quantity.last:
        return  # "over 3,000 arrested, two die": a clause of its own
    if previous.reading is None or previous.quantity.qualifier not in ("about", "at_least", "at_most"):
        return
    predicate = previous.reading.last if previous.reading.last is not None else 0
    start = max(previous.counted.last, predicate if predicate < number.quantity.first else 0) + 1
    between = state.words[start : number.quantity.first]
    if start <= number.quantity.first and all(
        word.text == "," or word.lower in ("and", "or", "a", "another") for word in between
    ):
        if not any(word.senses.get("verb") for word in between):
            number.quantity = hedged(number.quantity, previous.quantity.qualifier, previous.quantity.hedge)


def _claim(state: State, index: int, made: dict[int, str]) -> Claim | None:
    number, report = state.numbers[index], state.context.report
    if number.reading is None:
        return None
    sentence = report.sentences[state.context.number]
    first, last = _quote_words(state, index)
    places = state.places()
    start, end = sentence.start + places.start(first), sentence.start + places.ends[last]
    quantity, reading = number.quantity, number.reading
    said = sentence.start + places.start(quantity.first), sentence.start + _words_end(state, number)
    return Claim(
        claim_id=name_claim(
            report.article, reading.measure, number.who, quantity.value, quantity.low, quantity.high, quantity.qualifier
        ),
        article=report.article, measure=reading.measure, who=number.who,
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
