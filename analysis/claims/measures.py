"""The measure of a number: killed, injured, detained, deployed, pledged or withdrawn, and by which words.

A rule is a small function from a sentence's state and the place of a number to a `Reading` or None; `RULES`, at the foot, lists
them in the order in which they are asked; `REFUSALS` lists what a reading may not be. A row says which rule read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.claims.counted import actor_at, take_predicate_noun
from analysis.claims.predicates import QUOTATION_MARKS, left_predicate, right_predicate
from analysis.claims.state import (
    CASUALTIES,
    FORCES,
    PART_PRONOUNS,
    SUBSET_BEFORE,
    Reading,
    State,
    force_is_topic,
    is_destination,
)
from analysis.claims.whose import SEVERITIES, place_beside
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    Word,
)

NOT_A_TOTAL = frozenset("more others other further additional another".split())
ON_THE_SPOT = frozenset("on already there in at".split())
COMPOSITION = frozenset(
    "comprise comprised comprises comprising consist consists consisted consisting made composed".split()
)
SIZES = frozenset(
    "reach reaches reached reaching number numbers numbered numbering total totals totalled totaled totalling totaling".split()
)
LIGHT_VERBS = frozenset(
    "put puts putting bring brought brings bringing take took takes sent send provide fly flew".split()
)
TALLIES = frozenset("number numbers figure count total tally toll figures".split())
GROWTH = frozenset(
    "bring brings bringing brought grow grows grown rise rises rose increase increases increased increasing expand raise"
    " raises raised raising take takes taking took comes came amounts amounted stands stood".split()
)
SIZED = frozenset("one group team batch wave party amount strength size staff".split())
PUT_AT = frozenset("put puts putting placed places estimated estimates counted counts gave gives".split())
ORGANISATIONS = frozenset(
    ("un", "u.n.", "nato", "eu", "au", "osce")
)  # where the crisis does not name them as its own
PARTIES = frozenset("group batch convoy contingent party wave".split())
SOUGHT = frozenset(
    "look looks looking search searching seek seeks seeking sought hunt hunting wanted missing".split()
)
SPOKEN = frozenset("speak speaks spoke spoken speaking talk talks talked tells told".split())
FREED = frozenset("release releases released releasing free frees freed freeing pardoned".split())
FARTHEST_PLACE = 8
FARTHEST_TOLL = 16
FARTHEST_AMONG = 60  # words, so that a line without end takes time in proportion to its length


def whole_of_a_part(state: State, index: int) -> Reading | None:
    """40 of its 620 soldiers; some 400 of the 1,200 people arrested."""
    number = state.numbers[index]
    if not number.whole:
        return None
    after = number.counted.last + 1
    outcome = state.words[after].senses.get("outcome") if after < len(state.words) else None
    if number.counted.outcome is not None or outcome is not None and outcome[1] == "predicate":
        return Reading(
            (number.counted.outcome or outcome)[0], "whole_of_a_part", after, after, quote_predicate=True
        )
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in number.counted.actors)
    if number.counted.force and (own or force_is_topic(state.words)):
        return Reading("deployed", "whole_of_a_part")
    told = right_predicate(state, index)  # "of the 7,000 that were deployed last month"
    if told is not None and told.measure in FORCES:
        return Reading(told.measure, "whole_of_a_part", told.first, told.last)
    return Reading("", "whole_not_told")


def noun_of_outcome(state: State, index: int) -> Reading | None:
    """164 deaths; 12 wounded soldiers; 100 arrests; three bodies."""
    counted = state.numbers[index].counted
    if counted.outcome is None:
        return None
    if counted.outcome[0] == "casualties" and counted.partitive and state.context.last_casualty:
        take_predicate_noun(state.words, counted)  # "29 of the victims were minors"
        return Reading(state.context.last_casualty, "noun_of_outcome", counted.outcome_at, counted.outcome_at)
    if counted.partitive and counted.outcome[1] == "predicate":
        own = right_predicate(state, index)  # "three of the wounded succumbed"
        if own is not None and own.measure in CASUALTIES:
            return own
    return Reading(counted.outcome[0], "noun_of_outcome", counted.outcome_at, counted.outcome_at)


def among_those(state: State, index: int) -> Reading | None:
    """Among the detained are six Uzbeks and 11 Tajiks."""
    words, first = state.words, state.numbers[index].quantity.first
    own = right_predicate(state, index)
    if (
        own is not None
        and own.measure in CASUALTIES
        and own.rule == "predicate_after"
        and not _holds_list(state, index, own)
    ):
        return None  # "among the dead are three soldiers, and eighteen have been wounded"
    for position in range(first - 1, max(-1, first - FARTHEST_AMONG), -1):
        if words[position].lower == "among" and words[position + 1].lower in ("the", "those"):
            outcome = words[position + 2].senses.get("outcome") if position + 2 < len(words) else None
            if (
                outcome is not None
                and outcome[0] in CASUALTIES
                and position + 2 < state.numbers[index].quantity.first
            ):
                return Reading(outcome[0], "among_those", position, position + 2)
            return None
        if (
            words[position].text in ";."
            or "verb" in words[position].senses
            and "outcome" not in words[position].senses
        ):
            return None
    return None


def _holds_list(state: State, index: int, reading: Reading) -> bool:
    """Whether other numbers stand between a number and its predicate, so that the predicate may be theirs alone."""
    return any(
        position in state.at for position in range(state.numbers[index].quantity.last + 1, reading.first)
    )


def inverted(state: State, index: int) -> Reading | None:
    """Killed too were three Malawian soldiers; also wounded was one of the guards."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    position = _back_over(words, position, DETERMINERS | ADVERBS | NOT_A_TOTAL)
    if position < 1 or words[position].lower not in BE:
        return None
    position = _back_over(words, position - 1, ADVERBS | {"too", "also", "among"})
    outcome = words[position].senses.get("outcome") if position >= 0 else None
    before = words[position - 1] if position > 0 else None
    opens = before is None or before.text in ',;:“"' or before.lower in ("and", "also", "but")
    if outcome is None or outcome[1] != "predicate" or outcome[0] not in CASUALTIES or not opens:
        return None
    return Reading(outcome[0], "inverted", position, position)


def _back_over(words: Sequence[Word], position: int, passed: frozenset[str]) -> int:
    """The nearest place at or before `position` whose word is none of some."""
    while position >= 0 and words[position].lower in passed:
        position -= 1
    return position


def sum_after_noun(state: State, index: int) -> Reading | None:
    """The wounded are more than a hundred; the ministry put the civilians killed at 94."""
    number, words = state.numbers[index], state.words
    counted, link = number.counted, number.quantity.first - 1
    link = _back_over(words, link, ADVERBS)
    if counted.group not in ("", "all") or counted.force or counted.unknown or counted.veto or link < 1:
        return None
    before = words[:link]
    if not (
        words[link].lower in BE | SIZES
        or words[link].lower == "at"
        and any(word.lower in PUT_AT for word in before)
    ):
        return None
    for position in range(link - 1, max(-1, link - FARTHEST_TOLL), -1):
        word = words[position]
        if position in state.at or word.text in ",;:" or word.lower in AUXILIARIES:
            return None
        outcome = word.senses.get("outcome")
        if outcome is None or outcome[1] != "predicate" or outcome[0] not in CASUALTIES:
            continue
        noun = words[position - 1] if position else None
        if noun is None or noun.lower not in ("the", "those") and "group" not in noun.senses:
            return None
        if "group" in noun.senses:
            counted.group, counted.force = str(noun.senses["group"]), "force" in noun.senses
        return Reading(outcome[0], "sum_after_noun", position, position)
    return None


def verb_before(state: State, index: int) -> Reading | None:
    """Police killed 12 people; arrested more than 100; the blast, killing at least 12."""
    reading = left_predicate(state, index)
    if reading is None or "list" in reading.rule:
        return None
    if reading.first is None:
        return reading
    if reading.measure in FORCES and state.words[reading.first].lower.split()[0] in LIGHT_VERBS:
        after = right_predicate(state, index)  # "put well over a thousand behind bars"
        if after is not None and after.measure in CASUALTIES:
            return after
    return _of_the_toll(state, index, reading)


def _of_the_toll(state: State, index: int, reading: Reading) -> Reading:
    """ "the toll comprised 14 civilians": a verb of composition takes the measure of what it composes."""
    if state.words[reading.first].lower.split()[0] not in COMPOSITION or reading.measure not in FORCES:
        return reading
    for word in state.words[: reading.first]:
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[0] in CASUALTIES:
            return Reading(outcome[0], "toll_before", reading.first, reading.last)
    if state.context.last_casualty and not force_is_topic(state.words[: reading.first]):
        return Reading(state.context.last_casualty, "toll_before", reading.first, reading.last)
    if any(word.lower in PARTIES for word in state.words[: reading.first]) and state.context.left_before():
        return Reading("withdrawn", "group_that_left", reading.first, reading.last)
    return reading


def predicate_after(state: State, index: int) -> Reading | None:
    """12 people were killed; 225 people dead; 1,000 injured; 30 others have been arrested."""
    return right_predicate(state, index)


def verb_before_list(state: State, index: int) -> Reading | None:
    """killed four civilians and two soldiers."""
    if state.numbers[index].counted.partitive in ("them", "whom", "those", "these", "which"):
        return None
    return left_predicate(state, index)


def listed_part(state: State, index: int) -> Reading | None:
    """six dead, two gendarmes and four civilians: what the groups after a total add up to."""
    number = state.numbers[index]
    nameless = number.counted.group in ("", "all") and not (
        number.counted.head is None and number.counted.actors
    )
    if not index or nameless or number.counted.veto:
        return None
    previous = state.numbers[index - 1]
    if previous.reading is None or previous.reading.measure not in CASUALTIES:
        return None
    between = state.words[previous.counted.last + 1 : number.quantity.first]
    if _lists_on(between):
        return Reading(
            previous.reading.measure,
            "listed_part",
            part_of=previous.reading.part_of if previous.reading.part_of is not None else index - 1,
        )
    return None


def _lists_on(between: Sequence[Word]) -> bool:
    """Whether the words before a number go on with a list: ", and", ": a", "– one of them a"; not ", while"."""
    for word in reversed(between[-2:]):
        if word.text in (",", ":", "–", "—", "-", "(") or word.lower == "and":
            return True
        if word.lower in RELATIVES or word.lower in PREPOSITIONS or word.lower == "but":
            return False
    return False


def part_of_another(state: State, index: int) -> Reading | None:
    """160 were killed, including 16 officers; 200 were hurt, 16 of them critically."""
    number = state.numbers[index]
    parent = _parent(state, index)
    if parent is None or state.numbers[parent].reading is None:
        return None
    measure = state.numbers[parent].reading.measure
    if number.counted.unknown and not number.counted.partitive and not number.counted.actors:
        return None
    if number.counted.partitive in PART_PRONOUNS and _otherwise_treated(state, number.counted.last + 1):
        return None
    return Reading(measure, "part_of_another", part_of=parent)


def _otherwise_treated(state: State, position: int) -> bool:
    """ "168 were detained; 107 of them were let go": a part of which the report says what no measure holds."""
    words = state.words
    if position >= len(words) or words[position].lower not in AUXILIARIES:
        return False
    position = _next_but(words, position, AUXILIARIES | ADVERBS)
    word = words[position] if position < len(words) else None
    return word is not None and (
        word.lower in FREED or word.lower in ("let", "fined", "charged", "sentenced", "convicted")
    )


def _next_but(words: Sequence[Word], position: int, passed: frozenset[str]) -> int:
    """The first place at or behind `position` whose word is none of some."""
    while position < len(words) and words[position].lower in passed:
        position += 1
    return position


def another(state: State, index: int) -> Reading | None:
    """arrested five suspects on the spot and a further eight on Sunday; eight people died, another three in Bafata."""
    number, words = state.numbers[index], state.words
    before = {
        word.lower for word in words[max(0, number.quantity.number_first - 2) : number.quantity.number_first]
    }
    after = words[number.quantity.last + 1].lower if number.quantity.last + 1 < len(words) else ""
    marked = before & {"another", "further", "other"} or after in ("more", "others")
    if not marked and number.counted.head is None and after == "on" and before & {"and", ","}:
        marked = True  # "740 detainees on Monday and 1,310 on Tuesday"
    if not index or number.counted.veto or not marked:
        return None
    earlier = [
        other
        for other in state.numbers[:index]
        if other.veto not in ("day_of_month", "clock_time", "not_people")
    ]
    if not earlier:
        return None
    previous = earlier[-1].reading
    if previous is None or previous.measure not in CASUALTIES or number.counted.unknown:
        return None
    between = words[earlier[-1].quantity.last + 1 : number.quantity.first]
    if any(word.lower in SOUGHT for word in between):
        return None
    verb = words[number.quantity.first - 1] if number.quantity.first else None
    if (
        verb is not None
        and not verb.senses.get("outcome")
        and (verb.lower.endswith("ed") or "thing" in verb.senses)
    ):
        return None  # "killed 2,800 people and displaced 800,000 more"
    return Reading(previous.measure, "another")


def dealt_to_places(state: State, index: int) -> Reading | None:
    """The wounded came from Osh (12), Naryn (4) and Talas (2); 103 died in Osh, 21 in Naryn and 10 in Talas."""
    number, words = state.numbers[index], state.words
    first = number.quantity.first
    if index and number.counted.head is None and not number.counted.unknown and place_beside(state, index):
        previous = state.numbers[index - 1]
        between = words[previous.quantity.last + 1 : first]
        if (
            previous.reading is not None
            and previous.reading.measure in CASUALTIES
            and any(word.text in ",;" or word.lower == "and" for word in between)
            and not any("verb" in word.senses and word.senses["verb"][0] in FORCES for word in between)
        ):
            return Reading(previous.reading.measure, "dealt_to_places")
    if (
        first < 2
        or words[first - 1].text not in "(:"
        or not words[first - 2].text[0].isupper()
        or (actor := words[first - 2].senses.get("actor")) is not None
        and (actor.role != HOST or words[first - 2].lower == actor.name.lower())
    ):
        return None
    measure = state.context.last_casualty or (state.context.casualty_told if _is_table(words) else "")
    for word in words[:first]:
        outcome, verb = word.senses.get("outcome"), word.senses.get("verb")
        found = outcome or verb
        if found is not None and found[0] in CASUALTIES:
            measure = found[0]
    return Reading(measure, "dealt_to_places") if measure else None


def _is_table(words: Sequence[Word]) -> bool:
    """Whether a sentence deals numbers in brackets to three places or more."""
    dealt = zip(words, words[1:], words[2:], strict=False)
    return sum(a.text[0].isupper() and b.text == "(" and c.text[0].isdigit() for a, b, c in dealt) >= 3


def toll_said(state: State, index: int) -> Reading | None:
    """60 people have been killed; the opposition speaks of "at least 80"."""
    number, words = state.numbers[index], state.words
    counted = number.counted
    if counted.head is not None or counted.unknown or counted.veto or counted.actors:
        return None
    position = _back_over(words, number.quantity.first - 1, QUOTATION_MARKS | DETERMINERS)
    if position < 1 or words[position].lower != "of" or words[position - 1].lower not in SPOKEN:
        return None
    previous = next((n.reading.measure for n in reversed(state.numbers[:index]) if n.reading), "")
    measure = previous if previous in CASUALTIES else state.context.last_casualty
    return Reading(measure, "toll_said") if measure else None


def toll_before(state: State, index: int) -> Reading | None:
    """The death toll rose to 225; the number of wounded exceeded 1,000; Killed: 12."""
    words, number = state.words, state.numbers[index]
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
        if outcome is not None and outcome[1] == "toll":
            noun = words[position + 1] if position + 1 < number.quantity.first else None
            if noun is not None and "group" in noun.senses and not number.counted.group:
                number.counted.group = str(noun.senses["group"])  # "the number of wounded police officers"
            return Reading(outcome[0], "toll_before", position, position)
        if (
            word.lower in TALLIES
            and (found := _tallied(words, position)) is not None
            and found < number.quantity.first
        ):
            measure, group = words[found].senses["outcome"][0], ""
            for between in range(position, found):
                group = str(words[between].senses.get("group", group))
                group = group or ("foreigners" if words[between].lower == "foreign" else "")
                if (actor := actor_at(words, between)) is not None:
                    number.counted.actors.append((between, actor))
            if not number.counted.group:
                number.counted.group, number.counted.force = group, group == "security forces"
            return Reading(measure, "toll_before", position, found)
        if position in state.at and not _former_figure(state, position):
            return None
        if word.text in ";.":
            return None
    return _label_before(state, index)


def _tallied(words: Sequence[Word], position: int) -> int | None:
    """Where the outcome stands that "the number of ..." counts: of police officers killed; of arrests; under arrest."""
    for after in range(position + 1, min(position + 8, len(words))):
        outcome = words[after].senses.get("outcome")
        if outcome is not None and outcome[0] in CASUALTIES:
            return after
        if (
            words[after].lower in AUXILIARIES
            or "number" in words[after].senses
            or words[after].text[0].isdigit()
            or words[after].text in ",;"
        ):
            return None
    return None


def _foreign_noun(state: State, index: int) -> bool:
    core = state.words[state.numbers[index].counted.core]
    return core.lower not in NOT_A_TOTAL and core.text[0].islower()


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
    if first < 2 or words[first - 1].text not in ":–—-":
        return None
    outcome = words[first - 2].senses.get("outcome")
    if outcome is None or outcome[0] not in CASUALTIES:
        return None
    if first > 2 and "group" in words[first - 3].senses and not state.numbers[index].counted.group:
        state.numbers[index].counted.group = str(
            words[first - 3].senses["group"]
        )  # "police officers wounded: 166"
    return Reading(outcome[0], "label_before", first - 2, first - 2)


def force_in_context(state: State, index: int) -> Reading | None:
    """the force of 2,500 troops; a 23-member detachment; Armenia - 100 of its troops; 150 from Kyrgyzstan."""
    number = state.numbers[index]
    counted = number.counted
    if (
        counted.veto
        or counted.group not in ("", "all", "security forces", "peacekeepers")
        or counted.unknown
        and not counted.actors
    ):
        return None
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors)
    bare = counted.head is None and not counted.strong
    if bare and not (
        own
        or _dealt(state, index)
        or _size_of_a_force(state, index)
        or _on_the_spot(state, index)
        or _some_of_them(state, index)
    ):
        return None
    if not counted.force and not own and not bare and not _dealt(state, index):
        return None
    previous = next(
        (n.reading.measure for n in reversed(state.numbers[:index]) if n.reading and n.reading.measure), ""
    )
    if previous in CASUALTIES or counted.partitive and state.context.last_casualty:
        return None
    before = state.words[number.quantity.first - 1].lower if number.quantity.first else ""
    if previous in FORCES:
        there = before in ("leaving", "from") or _already_there(state, index)
        return Reading("deployed" if there else previous, "list_of_forces")
    if _size_of_a_force(state, index):
        return Reading("deployed", "size_of_a_force")
    if state.context.last_measure in FORCES and (counted.force or _some_of_them(state, index)):
        return Reading("deployed", "force_in_context")
    if not own and not _names_a_force(state, index) and not force_is_topic(state.words):
        return None
    return Reading("deployed", "force_in_context")


def _size_of_a_force(state: State, index: int) -> bool:
    """Whether the number is a force's size: "a team of 78", "a bigger one, of fifty", "a force of roughly 1,200"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    if position >= 1 and (
        words[position].lower in SIZES or words[position].lower in ("to", "at") and _grows(words, position)
    ):
        return force_is_topic(state.words) or _tally_of_a_force(words[:position])
    if position < 1 or words[position].lower != "of":
        return False
    position -= 2 if words[position - 1].text == "," else 1
    word = words[position]
    return (
        "unit" in word.senses
        or "mission" in word.senses
        or word.lower in SIZED
        and bool(state.context.last_measure in FORCES or force_is_topic(state.words))
    )


def _grows(words: Sequence[Word], position: int) -> bool:
    """ "bringing the total to 600", "to grow to 2,800"."""
    return any(word.lower in GROWTH for word in words[max(0, position - 14) : position])


def _tally_of_a_force(words: Sequence[Word]) -> bool:
    """ "the number of Belarusian soldiers in the country"."""
    for position, word in enumerate(words):
        if word.lower in TALLIES and any(
            "force" in after.senses or "actor" in after.senses for after in words[position + 1 : position + 6]
        ):
            return True
    return False


def _names_a_force(state: State, index: int) -> bool:
    """Whether the number stands right after a contributor that has it: "Kenya has 730 officers", "Nairobi's 380-man unit"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    while position >= 0 and (
        words[position].lower in ("has", "had", "have", "'s", "’s", "now", "its", "already", "another")
        or words[position].text in "-–—:("
    ):
        position -= 1
    if position > 0 and words[position].text == "," and state.numbers[index].counted.head is None:
        position -= 1  # "by country: Italy, 620; Greece, 240"
    actor = actor_at(words, position) if position >= 0 else None
    return actor is not None and (actor.may_contribute(state.crisis.contributors) or actor.role == COALITION)


def _some_of_them(state: State, index: int) -> bool:
    """ "Around 1,000 of them were in the capital": of the force that the sentence before counted."""
    number = state.numbers[index]
    return (
        number.counted.partitive in PART_PRONOUNS
        and state.context.last_measure in FORCES
        and any(word.lower in BE for word in state.words[number.counted.last + 1 : number.counted.last + 2])
        and any(
            word.lower in ("in", "at", "based")
            for word in state.words[number.counted.last + 2 : number.counted.last + 3]
        )
    )


def _on_the_spot(state: State, index: int) -> bool:
    """ "adding to 1,700 on the ground", "the more than 600 already there": a bare number after a force's."""
    after = state.numbers[index].quantity.last + 1
    follower = state.words[after].lower if after < len(state.words) else ""
    first = state.numbers[index].quantity.first
    before = [word.lower for word in state.words[max(0, first - 2) : first]]
    spot = (
        follower in ON_THE_SPOT or before in (["up", "from"], ["down", "from"]) or before[-1:] == ["leaving"]
    )
    return spot and any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


def _already_there(state: State, index: int) -> bool:
    """ "on top of the 4,000 already in the country", "700 more, joining 3,800 on the ground"."""
    words, number = state.words, state.numbers[index]
    after = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 5]]
    before = [word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]]
    joins = any(
        word in ("top", "addition", "joining", "alongside", "joins", "join", "adding") for word in before
    )
    return joins or "already" in after


def _dealt(state: State, index: int) -> bool:
    """Whether a list deals the bare number to a country: "Kyrgyzstan 150, Armenia - 100"."""
    if not _names_a_force(state, index):
        return False
    return force_is_topic(state.words) or any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


def under_heading(state: State, index: int) -> Reading | None:
    """ "Killed by district:" over "Kandy: 9"; "Strength of the contingents:" over "Belarus: 120"."""
    heading, counted = state.context.heading(), state.numbers[index].counted
    if not heading or counted.veto:
        return None
    outcomes = [word.senses["outcome"][0] for word in heading if "outcome" in word.senses]
    if outcomes and outcomes[0] in CASUALTIES:
        return Reading(outcomes[0], "under_heading")
    if force_is_topic(heading) and (counted.force or counted.actors or _names_a_force(state, index)):
        return Reading("deployed", "under_heading")
    return None


RULES: tuple[Callable[[State, int], Reading | None], ...] = (
    whole_of_a_part, noun_of_outcome, among_those, inverted, verb_before, predicate_after, verb_before_list, part_of_another,
    toll_before, sum_after_noun, toll_said, dealt_to_places, another, listed_part, under_heading,
    force_in_context,
)  # fmt: skip


def _parent(state: State, index: int) -> int | None:
    """The number of which this one is a part: before "including", "of whom", "among them"; None if it stands for itself."""
    words, number = state.words, state.numbers[index]
    before = [word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]]
    part = number.counted.partitive in ("them", "whom", "those", "these", "which")
    part = part or any(word in SUBSET_BEFORE for word in before[-3:]) or before[-2:] == ["those", "of"]
    part = part or bool(index) and _closed_as_part(words, number.counted.last + 1)
    if not part and number.counted.predicate_noun and index and not number.counted.actors:
        part = True  # "of the 43 dead, 12 were soldiers"
    if not part and index and before[-1:] and before[-1] in ("are", "were", "is", "was", "and"):
        part = words[0].lower in ("among", "of") and state.numbers[0].quantity.first <= 3
    if not part:
        if index and before[-1:] in (["and"], [","]) and state.numbers[index - 1].reading is not None:
            reading = state.numbers[index - 1].reading
            if reading.part_of is not None and right_predicate(state, index) is None:
                return reading.part_of
        return None
    for previous in range(index - 1, -1, -1):
        reading = state.numbers[previous].reading
        if reading is not None and reading.measure and reading.part_of is None:
            return previous
    return None


def _closed_as_part(words: Sequence[Word], position: int) -> bool:
    """216 policemen included; eight women and five babies among them."""
    for after in range(position, min(position + 7, len(words))):
        if words[after].lower == "included" or [word.lower for word in words[after : after + 2]] == [
            "among",
            "them",
        ]:
            return True
        if words[after].text in ",;" or "verb" in words[after].senses or words[after].lower in AUXILIARIES:
            return False
    return False


def of_another_time(state: State, index: int) -> bool:
    """A figure of an earlier or later conflict: the sentence names a year outside the crisis's period and none inside."""
    number = state.numbers[index]
    predicate = max(number.counted.last, number.reading.last or 0) + 1
    if predicate < len(state.words) and state.words[predicate].lower in ("then", "back then", "at the time"):
        return True  # "an estimated 1,000 people died then"
    first, last = state.crisis.start.year, state.crisis.end.year
    first_word = state.numbers[index].quantity.first
    years = [
        number.quantity.value for number in state.numbers
        if number.veto == "year" and number.quantity.value
        and (number.quantity.first < 3 or abs(number.quantity.first - first_word) <= 10)
    ]  # fmt: skip
    return bool(years) and not any(first <= year <= last for year in years)


def elsewhere(state: State, index: int) -> bool:
    """Of another country: "500 soldiers in eastern Congo", "a bus crash in Peru killed 24"; the host is not named."""
    words, abroad = state.words, False
    counted = state.numbers[index].counted
    if any(actor.may_contribute(state.crisis.contributors) for _, actor in counted.actors) and any(
        "mission" in word.senses for word in words
    ):
        return False  # "800 Kenyan troops of the contingent are now in Panama"
    for position, word in enumerate(words):
        actor = word.senses.get("actor")
        if actor is None:
            continue
        if actor.role == HOST:
            return False
        if actor.role == OTHER and _is_place(words, position) and _near(state, index, position):
            abroad = abroad or is_destination(words, position, 2)
    return abroad


def _is_place(words: Sequence[Word], position: int) -> bool:
    """Whether a country's name stands for the place: "in eastern Congo,", not "to Congolese officials"."""
    after = words[position + 1] if position + 1 < len(words) else None
    return (
        after is None
        or not after.text[0].isalpha()
        or "verb" in after.senses
        or after.lower in PREPOSITIONS
        or after.lower in CONJUNCTIONS
        or after.lower in AUXILIARIES
        or after.lower in ADVERBS
        or after.lower in RELATIVES
    )


def _near(state: State, index: int, position: int) -> bool:
    """Whether a place is where the people of a number are: before it, or soon behind it and its predicate."""
    number = state.numbers[index]
    last = max(number.counted.last, number.reading.last or 0)
    if position < number.quantity.first:
        return not any(word.text in ":;" for word in state.words[position : number.quantity.first])
    return position <= last + FARTHEST_PLACE


def fraction(state: State, index: int) -> bool:
    """One in five of its officers."""
    words, quantity = state.words, state.numbers[index].quantity
    before = words[quantity.first - 1].lower if quantity.first else ""
    after = words[quantity.last + 1].lower if quantity.last + 1 < len(words) else ""
    return (
        before == "in" and quantity.first - 2 in state.at or after == "in" and quantity.last + 2 in state.at
    )


def killed_and_injured_together(state: State, index: int) -> bool:
    """4,578 victims; 12 killed or wounded."""
    return state.numbers[index].reading.measure == "casualties"


def not_people(state: State, index: int) -> bool:
    """The noun is a thing, although a verb speaks of it: "sent 12 trucks"."""
    return bool(state.numbers[index].counted.veto)


def noun_unknown(state: State, index: int) -> bool:
    """The noun is in no list of people, and the verb also takes things: "sent 40 Hiluxes"."""
    number = state.numbers[index]
    counted = number.counted
    if (
        counted.partitive in PART_PRONOUNS
        and number.reading.rule == "part_of_another"
        and _followed_by_a_noun(state, index)
    ):
        return True
    if not counted.unknown or number.reading.part_of is not None:
        return False
    if number.reading.measure in FORCES:
        return not (counted.actors or counted.strong)
    return number.reading.rule == "toll_before"


def _followed_by_a_noun(state: State, index: int) -> bool:
    """ "two of them brothers": a part of which the report says something that no measure holds."""
    after = state.numbers[index].counted.last + 1
    if after >= len(state.words):
        return False
    word = state.words[after]
    return word.lower.isalpha() and not word.senses and not (
        word.lower in PREPOSITIONS or word.lower in ADVERBS or word.lower in AUXILIARIES or word.lower in SEVERITIES
        or word.lower in RELATIVES or word.lower in CONJUNCTIONS or word.lower.endswith("ly")
    )  # fmt: skip


def of_another_mission(state: State, index: int) -> bool:
    """ "a U.N. mission of 1,600 police": a force that is named and is not the crisis's own."""
    number = state.numbers[index]
    if number.reading.measure not in FORCES or number.counted.actors:
        return False
    first = number.quantity.first
    for position in range(first - 1, max(-1, first - 8), -1):
        word = state.words[position]
        if position in state.at and state.numbers[state.at[position]].veto == "of_another_mission":
            return True  # "a U.N. mission of 1,600 police and 34 liaison officers"
        if word.text in ",;:" or "actor" in word.senses:
            return False
        if word.lower in ORGANISATIONS:
            return any("mission" in after.senses for after in state.words[position + 1 : first])
    return False


def members_of_a_bloc(state: State, index: int) -> bool:
    """ "the community, which has 16 members": those who belong to an alliance are countries."""
    words, number = state.words, state.numbers[index]
    core = number.counted.core
    before = words[number.quantity.first - 1].lower if number.quantity.first else ""
    bare = number.counted.last == core and words[core].lower == "members" and core == number.quantity.last + 1
    return number.reading.measure in FORCES and bare and before in ("has", "have", "had", "counts", "with")


def asked_for(state: State, index: int) -> bool:
    """Lesotho had asked for 1,200 soldiers: wanted, and promised by nobody."""
    number = state.numbers[index]
    if number.reading.measure not in FORCES:
        return False
    for position in range(number.quantity.first - 1, max(-1, number.quantity.first - 9), -1):
        word = state.words[position]
        if (
            position in state.at
            or word.text in ",;:"
            or word.lower in ("departure", "withdrawal", "exit", "pullout")
        ):
            return False
        if word.lower in ("wanted", "sought", "requested", "seeks", "wants", "requests"):
            return True
        if (
            word.lower == "for"
            and position
            and state.words[position - 1].lower in ("asked", "asks", "asking", "called")
        ):
            return True
    return False


def set_free(state: State, index: int) -> bool:
    """The authorities released 95 detainees: no arrest, and none of those who are held."""
    number, words = state.numbers[index], state.words
    if number.reading.rule != "noun_of_outcome" or number.reading.measure != "detained":
        return False
    before = {word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]}
    after = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 4]]
    return (
        bool(before & FREED)
        or after[:1] != []
        and after[0] in BE | {"have", "has"}
        and bool(FREED & set(after))
    )


def size_in_general(state: State, index: int) -> bool:
    """A battalion can have from 300 to around 1,000 troops."""
    first = state.numbers[index].quantity.first
    return state.numbers[index].reading.measure in FORCES and any(
        word.lower == "can" for word in state.words[max(0, first - 7) : first]
    )


def one_of_a_force(state: State, index: int) -> bool:
    """One of the soldiers left the base: a person, no contingent."""
    number = state.numbers[index]
    return (
        number.reading.measure in FORCES
        and number.counted.partitive == "of"
        and state.words[number.quantity.number_first].lower == "one"
        and number.quantity.value == 1
    )


def host_forces(state: State, index: int) -> bool:
    """The host's own forces are no contingent."""
    number = state.numbers[index]
    counted = number.counted
    if number.reading.measure in FORCES and any(
        word.lower == "government" for word in state.words[number.quantity.last + 1 : counted.core]
    ):
        return True
    return (
        number.reading.measure in FORCES
        and any(actor.role == HOST for _, actor in counted.actors)
        and not any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors)
    )


def unit_with_a_number(state: State, index: int) -> bool:
    """A unit whose size the report gives: "a battalion of about 500 soldiers" has one number, not two claims."""
    number = state.numbers[index]
    after = number.quantity.last + 1
    while after < len(state.words) and (
        state.words[after].lower in ("of", "some") or "actor" in state.words[after].senses
    ):
        after += 1
    return number.quantity.qualifier == "unit" and after in state.at


def not_a_force(state: State, index: int) -> bool:
    """People who were sent or left but are no force: protesters, children, insurgents; "50,000 people joined the riots"."""
    number = state.numbers[index]
    counted, reading = number.counted, number.reading
    if reading.measure not in FORCES:
        return False
    if number.quantity.qualifier == "vague" and counted.head is None and not counted.actors:
        return True  # "thousands had to leave their homes"
    if counted.group not in ("", "all", "security forces", "peacekeepers"):
        return True
    verb = state.words[reading.first].senses.get("verb") if reading.first is not None else None
    went = verb is not None and verb[1] == "subject" and reading.rule.startswith("predicate_after")
    return went and bool(counted.group) and not (counted.force or counted.actors)


REFUSALS: tuple[Callable[[State, int], bool], ...] = (
    not_people, fraction, killed_and_injured_together, noun_unknown, host_forces, unit_with_a_number, not_a_force,
    one_of_a_force, size_in_general, members_of_a_bloc, asked_for, set_free, of_another_mission, of_another_time, elsewhere,
)  # fmt: skip
