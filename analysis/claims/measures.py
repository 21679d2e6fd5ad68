"""The measure of a number: killed, injured, detained, deployed, pledged or withdrawn, and by which words.

A rule is a small function from a sentence's state and the place of a number to a `Reading` or None; `RULES`, at the foot, lists
them in the order in which they are asked; `REFUSALS` lists what a reading may not be. A row says which rule read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.claims.counted import actor_at
from analysis.claims.predicates import left_predicate, right_predicate
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
from analysis.claims.whose import SEVERITIES
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    RELATIVES,
    Word,
)

NOT_A_TOTAL = frozenset("more others other further additional another".split())
ON_THE_SPOT = frozenset("on already there in".split())
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
    " raises raised raising take takes taking took".split()
)
SIZED = frozenset("one group team batch wave party amount strength size".split())
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
    return Reading("", "whole_not_told")


def noun_of_outcome(state: State, index: int) -> Reading | None:
    """164 deaths; 12 wounded soldiers; 100 arrests; three bodies."""
    counted = state.numbers[index].counted
    if counted.outcome is None:
        return None
    return Reading(counted.outcome[0], "noun_of_outcome", counted.outcome_at, counted.outcome_at)


def among_those(state: State, index: int) -> Reading | None:
    """Among the detained are six Uzbeks and 11 Tajiks."""
    words, first = state.words, state.numbers[index].quantity.first
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
    if not index or number.counted.group in ("", "all") or number.counted.veto:
        return None
    previous = state.numbers[index - 1]
    if previous.reading is None or previous.reading.measure not in CASUALTIES:
        return None
    between = state.words[previous.counted.last + 1 : number.quantity.first]
    if any(word.text in (",", ":", "–", "—", "-", "(") or word.lower == "and" for word in between[-2:]):
        return Reading(
            previous.reading.measure,
            "listed_part",
            part_of=previous.reading.part_of if previous.reading.part_of is not None else index - 1,
        )
    return None


def part_of_another(state: State, index: int) -> Reading | None:
    """160 were killed, including 16 officers; 200 were hurt, 16 of them critically."""
    number = state.numbers[index]
    parent = _parent(state, index)
    if parent is None or state.numbers[parent].reading is None:
        return None
    measure = state.numbers[parent].reading.measure
    if number.counted.unknown and measure in CASUALTIES and not number.counted.partitive:
        return None
    return Reading(measure, "part_of_another", part_of=parent)


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
    previous = state.numbers[index - 1].reading
    if previous is None or previous.measure not in CASUALTIES or number.counted.unknown:
        return None
    return Reading(previous.measure, "another")


def dealt_to_places(state: State, index: int) -> Reading | None:
    """The wounded came from Osh (12), Naryn (4) and Talas (2)."""
    number, words = state.numbers[index], state.words
    first = number.quantity.first
    if (
        first < 2
        or words[first - 1].text != "("
        or not words[first - 2].text[0].isupper()
        or "actor" in words[first - 2].senses
    ):
        return None
    measure = state.context.last_casualty
    for word in words[:first]:
        outcome, verb = word.senses.get("outcome"), word.senses.get("verb")
        found = outcome or verb
        if found is not None and found[0] in CASUALTIES:
            measure = found[0]
    return Reading(measure, "dealt_to_places") if measure else None


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
            return Reading(outcome[0], "toll_before", position, position)
        if (
            word.lower in TALLIES
            and (found := _tallied(words, position)) is not None
            and found < number.quantity.first
        ):
            measure, group = words[found].senses["outcome"][0], ""
            for between in words[position:found]:
                group = str(between.senses.get("group", group))
            if not number.counted.group:
                number.counted.group = group
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
        own or _dealt(state, index) or _size_of_a_force(state, index) or _on_the_spot(state, index)
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
        return Reading("deployed" if before in ("leaving", "from") else previous, "list_of_forces")
    if _size_of_a_force(state, index):
        return Reading("deployed", "size_of_a_force")
    if state.context.last_measure in FORCES and counted.force:
        return Reading("deployed", "force_in_context")
    if not own and not _names_a_force(state, index) and not force_is_topic(state.words):
        return None
    return Reading("deployed", "force_in_context")


def _size_of_a_force(state: State, index: int) -> bool:
    """Whether the number is a force's size: "a team of 78", "a bigger one, of fifty", "a force of roughly 1,200"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    if position >= 1 and (
        words[position].lower in SIZES or words[position].lower == "to" and _grows(words, position)
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


def _dealt(state: State, index: int) -> bool:
    """Whether a list deals the bare number to a country: "Kyrgyzstan 150, Armenia - 100"."""
    if not _names_a_force(state, index):
        return False
    return force_is_topic(state.words) or any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


RULES: tuple[Callable[[State, int], Reading | None], ...] = (
    whole_of_a_part, noun_of_outcome, among_those, verb_before, predicate_after, verb_before_list, part_of_another,
    toll_before, dealt_to_places, another, listed_part, force_in_context,
)  # fmt: skip


def _parent(state: State, index: int) -> int | None:
    """The number of which this one is a part: before "including", "of whom", "among them"; None if it stands for itself."""
    words, number = state.words, state.numbers[index]
    before = [word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]]
    part = number.counted.partitive in ("them", "whom", "those", "these", "which")
    part = part or any(word in SUBSET_BEFORE for word in before[-3:]) or before[-2:] == ["those", "of"]
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


def of_another_time(state: State, index: int) -> bool:
    """A figure of an earlier or later conflict: the sentence names a year outside the crisis's period and none inside."""
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
    for position, word in enumerate(words):
        actor = word.senses.get("actor")
        if actor is None:
            continue
        if actor.role == HOST:
            return False
        if actor.role == OTHER and word.lower == actor.name.lower():
            abroad = abroad or is_destination(words, position, 2)
    return abroad


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


def host_forces(state: State, index: int) -> bool:
    """The host's own forces are no contingent."""
    counted = state.numbers[index].counted
    return (
        state.numbers[index].reading.measure in FORCES
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
    """People who were sent or left but are no force: protesters, children, insurgents."""
    number = state.numbers[index]
    return number.reading.measure in FORCES and number.counted.group not in (
        "",
        "all",
        "security forces",
        "peacekeepers",
    )


REFUSALS: tuple[Callable[[State, int], bool], ...] = (
    not_people, fraction, killed_and_injured_together, noun_unknown, host_forces, unit_with_a_number, not_a_force,
    of_another_time, elsewhere,
)  # fmt: skip
