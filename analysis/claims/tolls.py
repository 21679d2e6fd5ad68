"""Tolls: numbers of casualties that a noun for a total brings, or that somebody counts, corrects or deals to places.

What belongs here: "the death toll rose to 225", "Killed: 12", "the opposition speaks of 80". What does not: what a verb says of
people (`predicates`), and the order in which the rules are asked (`measures`).
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.counted import actor_at
from analysis.claims.forces import GROWTH, TALLIES
from analysis.claims.places import place_beside
from analysis.claims.state import (
    CASUALTIES,
    FORCES,
    Reading,
    State,
    force_is_topic,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST
from analysis.language.words import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    QUOTATION_MARKS,
    Word,
)

NOT_A_TOTAL = frozenset("more others other further additional another".split())
BEHIND_A_TOLL = frozenset("mark nationwide countrywide overall".split())  # "passed the 2,500 mark"
PUT_AT = frozenset("put puts putting placed places estimated estimates counted counts gave gives".split())
REVISED = frozenset("corrected revised lowered cut reduced adjusted updated".split())
SPOKEN = frozenset("speak speaks spoke spoken speaking heard talk talks talked tells told".split())
COUNTED_BY = frozenset(
    "count counts counted tally tallied tallies lists listed documented recorded records".split()
)
FARTHEST_TOLL = 26


def back_over(words: Sequence[Word], position: int, passed: frozenset[str]) -> int:
    """The nearest place at or before `position` whose word is none of some."""
    while position >= 0 and words[position].lower in passed:
        position -= 1
    return position


def next_but(words: Sequence[Word], position: int, passed: frozenset[str]) -> int:
    """The first place at or behind `position` whose word is none of some."""
    while position < len(words) and words[position].lower in passed:
        position += 1
    return position


def toll_brought_to(state: State, index: int) -> Reading | None:
    """A policeman was killed, bringing to two the number of officers who have died."""
    words, number = state.words, state.numbers[index]
    first, behind = number.quantity.first, number.quantity.last + 1
    brought = first > 1 and words[first - 1].lower == "to" and words[first - 2].lower in BROUGHT
    if not brought or behind + 2 >= len(words) or words[behind].lower != "the":
        return None
    for position in range(behind + 1, min(behind + 12, len(words))):
        found = words[position].senses.get("outcome") or words[position].senses.get("verb")
        if found is not None and found[0] in CASUALTIES:
            groups = [word.senses["group"] for word in words[behind:position] if "group" in word.senses]
            number.counted.group = str(groups[-1]) if groups else number.counted.group
            return Reading(found[0], "toll_brought_to", first, position)
    return None


BROUGHT = frozenset(
    "bring brings bringing brought raise raises raising raised take takes taking took".split()
)


def toll_reached(state: State, index: int) -> Reading | None:
    """The death toll has risen to 36, and 129 people were injured: a bare number that a toll reaches is the toll's."""
    counted, first = state.numbers[index].counted, state.numbers[index].quantity.first
    if counted.head is not None or not first or state.words[first - 1].lower not in REACHED:
        return None
    reading = toll_before(state, index)
    return reading if reading is not None and reading.rule == "toll_before" else None


REACHED = BE | {"to", "at", "of", "reached", "hit", "exceeded", "surpassed", "passed", "topped"}


def dealt_to_places(state: State, index: int) -> Reading | None:
    """The wounded came from Osh (12), Naryn (4) and Talas (2); 103 died in Osh, 21 in Naryn and 10 in Talas."""
    number, words = state.numbers[index], state.words
    first = number.quantity.first
    people = number.counted.head is None or number.counted.group == "all"
    if index and people and not number.counted.unknown and place_beside(state, index):
        previous = state.numbers[index - 1]
        between = words[previous.quantity.last + 1 : first]
        if (
            previous.reading is not None
            and previous.reading.measure in CASUALTIES
            and any(word.text in ",;" or word.lower == "and" for word in between)
            and not any("verb" in word.senses and word.senses["verb"][0] in FORCES for word in between)
        ):
            return Reading(previous.reading.measure, "dealt_to_places")
    if _opens_parts(state, index):
        return Reading(state.numbers[index - 1].reading.measure, "dealt_to_places", part_of=index - 1)
    if (
        first < 2
        or words[first - 1].text not in "(:"
        or not words[first - 2].text[0].isupper()
        or words[first - 2].text.isupper()  # "SMS: 22359"
        or (actor := words[first - 2].senses.get("actor")) is not None
        and (actor.role != HOST or words[first - 2].lower == actor.name.lower())
    ):
        return None
    told = state.context.last_casualty or (state.context.casualty_told if _is_table(words) else "")
    measure = told if _ends_item(words, number.counted.last + 1) else ""
    for word in words[:first]:
        outcome, verb = word.senses.get("outcome"), word.senses.get("verb")
        found = outcome or verb
        if found is not None and found[0] in CASUALTIES:
            measure = found[0]
    return Reading(measure, "dealt_to_places") if measure else None


def _opens_parts(state: State, index: int) -> bool:
    """ "eight died: six in the capital and two in the south": the first part of a total behind its colon."""
    number, words = state.numbers[index], state.words
    behind = words[number.quantity.last + 1 : number.quantity.last + 2]
    bare = number.counted.head is None and not number.counted.unknown and not number.counted.veto
    if not index or not bare or words[number.quantity.first - 1].text != ":" or not behind:
        return False
    previous = state.numbers[index - 1].reading
    told = previous is not None and previous.measure in CASUALTIES and previous.part_of is None
    return told and behind[0].lower in ("in", "at", "near", "from")


def _ends_item(words: Sequence[Word], position: int) -> bool:
    """Whether an item of a list ends behind its number: "Kandy: 9 people; Galle", not "Kandy: 30 people in vans"."""
    return position >= len(words) or not words[position].text[0].isalpha() or words[position].lower == "and"


def _is_table(words: Sequence[Word]) -> bool:
    """Whether a sentence deals numbers in brackets to three places or more."""
    dealt = zip(words, words[1:], words[2:], strict=False)
    return sum(a.text[0].isupper() and b.text == "(" and c.text[0].isdigit() for a, b, c in dealt) >= 3


def toll_said(state: State, index: int) -> Reading | None:
    """60 were killed; the opposition speaks of "at least 80", the Red Cross counts 90; 130 were killed, 87 according to A."""
    number, words = state.numbers[index], state.words
    counted = number.counted
    behind = [word.lower for word in words[number.quantity.last + 1 : number.quantity.last + 3]]
    by_source = behind == ["according", "to"]
    people = counted.head is not None and (counted.group in ("", "security forces") or by_source)
    if people or counted.unknown and not by_source or counted.veto or counted.actors:
        return None
    position = back_over(words, number.quantity.first - 1, QUOTATION_MARKS | DETERMINERS)
    if counted.head is not None and (position < 1 or words[position - 1].lower not in SPOKEN):
        return None
    spoken = position > 0 and words[position].lower == "of" and words[position - 1].lower in SPOKEN
    counts = (
        position > 0 and words[position].lower in COUNTED_BY and _ends_item(words, number.quantity.last + 1)
    )
    if not (by_source and position > 0 and words[position].text in ",;") and not spoken and not counts:
        return None
    previous = next((n.reading.measure for n in reversed(state.numbers[:index]) if n.reading), "")
    measure = previous if previous in CASUALTIES else state.context.last_casualty
    if by_source:
        counted.core = counted.last = counted.quote_last = number.quantity.last
    return Reading(measure, "toll_said") if measure else None


def toll_before(state: State, index: int) -> Reading | None:
    """The death toll rose to 225; the number of wounded exceeded 1,000; Killed: 12."""
    words, number = state.words, state.numbers[index]
    if number.counted.unknown and words[number.quantity.last + 1].lower in BEHIND_A_TOLL:
        number.counted.unknown = False
    if (
        number.counted.veto
        or number.counted.unknown
        and number.counted.head is None
        and _foreign_noun(state, index)
    ):
        return None
    for position in range(number.quantity.first - 1, max(-1, number.quantity.first - FARTHEST_TOLL), -1):
        word = words[position]
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[1] == "predicate" and _the_injured_at(words, position):
            return Reading(outcome[0], "toll_before", position, position)
        if outcome is not None and outcome[1] == "toll" and not _is_no_toll(words, position):
            noun = words[position + 1] if position + 1 < number.quantity.first else None
            if noun is not None and "group" in noun.senses and not number.counted.group:
                number.counted.group = str(noun.senses["group"])  # "the number of wounded police officers"
            if noun is not None and (actor := actor_at(words, position + 1)) is not None:
                number.counted.actors.append((position + 1, actor))  # "the number of injured Italians"
            return Reading(outcome[0], "toll_before", position, position)
        if (
            word.lower in TALLIES
            and (found := _tallied(words, position)) is not None
            and found < number.quantity.first
        ):
            measure, group = (words[found].senses.get("outcome") or words[found].senses["verb"])[0], ""
            for between in range(position, min(found + 2, number.quantity.first)):
                group = str(words[between].senses.get("group", group))
                group = group or ("foreigners" if words[between].lower == "foreign" else "")
                if (actor := actor_at(words, between)) is not None:
                    number.counted.actors.append((between, actor))
            if not number.counted.group:
                number.counted.group, number.counted.force = group, group == "security forces"
            return Reading(measure, "toll_before", position, found)
        if (measure := _people_who_were(words, position, number.quantity.first)) is not None:
            return Reading(measure, "toll_before", position, position + 1)
        if position in state.at and not (_is_day(state, position) or _former_figure(state, position)):
            return None
        if word.text in ";.":
            break
    return _label_before(state, index)


def _people_who_were(words: Sequence[Word], position: int, first: int) -> str | None:
    """ "arrested people rose to more than 2,400": what befell the people whose number a verb brings to one."""
    verb = words[position].senses.get("verb")
    people = words[position + 1].senses.get("group") == "all"
    brought = words[first - 1].lower == "to" and words[first - 2].lower in CLIMBED
    return verb[0] if verb is not None and verb[0] in CASUALTIES and people and brought else None


CLIMBED = frozenset("climbed grew increased jumped risen rose soared".split())


def _is_no_toll(words: Sequence[Word], position: int) -> bool:
    """ "toll-free line: 1199", "the main body of the force, 2,000 troops and 300 police"."""
    if words[position + 1].text == "-":
        return True
    return words[position].lower == "body of" and position > 0 and words[position - 1].lower in WHOLE_BODY


WHOLE_BODY = frozenset(
    "main regional governing advisory supervisory ruling student legislative huge large".split()
)


def _the_injured_at(words: Sequence[Word], position: int) -> bool:
    """ "put the injured at 102 civilians", "the arrested exceed 18,000"."""
    behind = words[position + 1] if position + 1 < len(words) else None
    if behind is None or not position or words[position - 1].lower != "the":
        return False
    at = behind.lower == "at" and position > 1 and words[position - 2].lower in ("put", "puts", "putting")
    behind = words[next_but(words, position + 1, AUXILIARIES) - 1] if behind.lower in AUXILIARIES else behind
    return at or behind.lower.startswith("exceed") or behind.lower in BE  # "the wounded had been 103"


def tally_of_the_same(state: State, index: int) -> Reading | None:
    """detained 200 people, bringing the total to 900; nearly 10,000 were held, up from 7,900 a day earlier."""
    number, words = state.numbers[index], state.words
    counted, first = number.counted, number.quantity.first
    bare = counted.head is None and not (
        counted.unknown or counted.veto or counted.strong or counted.partitive
    )
    if first < 2 or not bare:
        return None
    previous = next((other for other in reversed(state.numbers[:index]) if other.reading is not None), None)
    measure = previous.reading.measure if previous is not None else state.context.last_casualty
    if not measure and not force_is_topic(words[max(0, first - 30) : max(0, first - 4)]):
        measure = state.context.casualty_told
    if measure in CASUALTIES and _stands_at(words[max(0, first - 12) : first]):
        return Reading(measure, "tally_of_the_same")
    if previous is None or previous.reading.measure not in CASUALTIES:
        return None
    before = [word.lower for word in words[max(previous.quantity.last + 1, first - 7) : first]]
    if before[-2:] in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        counted.group = counted.group or previous.counted.group
    elif not (before[-1:] == ["to"] and _revises(words[max(0, first - 9) : first])):
        return None
    return Reading(previous.reading.measure, "tally_of_the_same")


TOTALS = ("number", "figure", "toll", "total")


def _stands_at(words: Sequence[Word]) -> bool:
    """ "the figure of a day earlier stood at", "gave the number as", "till Saturday it was": a figure of what was told."""
    lowers = [word.lower for word in words]
    if (
        lowers[-1:] == ["was"]
        and lowers[-2] in ("it", *TOTALS)
        or lowers[-1:] == ["is"]
        and lowers[-2] in TOTALS
    ):
        return True
    if lowers[-2:] in (["figure", "of"], ["total", "of"], ["tally", "of"], ["toll", "of"]):
        return True  # "on top of an earlier figure of 532, giving a total of 1,195"
    stood = (
        lowers[-1:] == ["as"]
        or lowers[-1:] == ["at"]
        and {"stood", "stands", "put", "puts"} & set(lowers[-4:])
    )
    return bool(stood) and bool(TALLIES & set(lowers))


def _revises(words: Sequence[Word]) -> bool:
    """ "bringing the total (to)", "corrected an earlier figure of 15 dead (to)"."""
    before = {word.lower for word in words}
    return bool((GROWTH | REVISED) & before and TALLIES & before)


def former_toll(state: State, index: int) -> Reading | None:
    """From 18 reported in early July the death toll has risen to 21."""
    words, number = state.words, state.numbers[index]
    bare = number.counted.head is None and not number.counted.veto
    if index or not bare or number.quantity.first != 1 or words[0].lower != "from":
        return None
    for word in words[number.quantity.last + 1 : number.quantity.last + FARTHEST_TOLL]:
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[1] == "toll":
            return Reading(outcome[0], "former_toll")
    return None


def _tallied(words: Sequence[Word], position: int) -> int | None:
    """Where the outcome stands that "the number of ..." counts: of police officers killed; of arrests; under arrest."""
    for after in range(position + 1, min(position + 8, len(words))):
        outcome = words[after].senses.get("outcome")
        if outcome is not None and outcome[0] in CASUALTIES:
            return after
        verb = words[after].senses.get("verb")
        if (
            verb is not None
            and verb[0] in CASUALTIES
            and words[after - 1].lower in ("to", "who", "had", "have", "of")
        ):
            return after  # "the number of residents to die"
        if (
            words[after].lower in AUXILIARIES
            and words[after].lower not in ("to", "had", "have")
            or "number" in words[after].senses
            or words[after].text[0].isdigit()
            or words[after].text in ",;"
        ):
            return None
    return None


def _foreign_noun(state: State, index: int) -> bool:
    core = state.words[state.numbers[index].counted.core]
    return core.lower not in NOT_A_TOTAL and core.text[0].islower()


def _is_day(state: State, position: int) -> bool:
    """Whether a number is one of a day or a year, which parts nothing."""
    return state.numbers[state.at[position]].veto in ("day_of_month", "year", "clock_time")


def _former_figure(state: State, position: int) -> bool:
    """ "from 164 to 225": the toll's earlier figure does not bar the later one."""
    first = state.numbers[state.at[position]].quantity.first
    return first > 0 and state.words[first - 1].lower in (
        "from",
        "of",
        "to",
        "at",
        "previous",
        "earlier",
        "initial",
    )


def _label_before(state: State, index: int) -> Reading | None:
    """Killed: 12; Injured – 30; arrests: 400."""
    words, first = state.words, state.numbers[index].quantity.first
    if first < 2 or words[first - 1].text not in ":–—-=":
        return None
    outcome = words[first - 2].senses.get("outcome")
    if outcome is None or outcome[0] not in CASUALTIES:
        return None
    if (
        first > 2
        and (actor := actor_at(words, first - 3)) is not None
        and actor.role in (CONTRIBUTOR, COALITION)
    ):
        state.numbers[index].counted.actors.append((first - 3, actor))
        state.numbers[index].counted.force = True  # "SANDF dead: 14"
    if first > 2 and "group" in words[first - 3].senses and not state.numbers[index].counted.group:
        state.numbers[index].counted.group = str(
            words[first - 3].senses["group"]
        )  # "police officers wounded: 166"
    return Reading(outcome[0], "label_before", first - 2, first - 2)
