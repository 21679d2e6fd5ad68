"""Rules that join a quantity with its measure, who it counts and the words that say so -> `Claim`.

What belongs here: what befell the people counted, whose they are, subsets, hedges carried along a list, the quote. What does not:
how a number is spelled (`quantities`), what noun it counts (`counted`), who is said to have said it (`attribution`).

A rule is a small function from the state of a sentence to a `Reading` or None; `RULES`, at the foot of this module, lists
them in the order in which they are asked. A row says which rule read it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor, actors_of, demonym_of
from analysis.attribution import PRONOUNS, find_speaker, main_speaker
from analysis.corpus import Crisis, Report
from analysis.counted import VETOES, Counted, actor_at, parse_counted
from analysis.quantities import Quantity, find_quantities, hedged
from analysis.sentences import Sentence
from analysis.words import (
    ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, FUTURE, NEGATIONS, PREPOSITIONS, RELATIVES,
    REPORTED_AS, Word, parse_words, phrasebook,
)  # fmt: skip

CASUALTIES = frozenset(("killed", "injured", "detained"))
FORCES = frozenset(("deployed", "pledged", "withdrawn"))
SEVERITIES = {
    "critically": "critical", "critical": "critical", "seriously": "serious", "serious": "serious",
    "severely": "severe", "gravely": "grave", "badly": "serious", "lightly": "light", "slightly": "slight",
}  # fmt: skip
SUBSET_BEFORE = frozenset(("including", "among", "incl", "notably", "include", "includes", "included"))
PART_PRONOUNS = ("them", "whom", "those", "these", "which")
NOT_A_TOTAL = frozenset("more others other further additional another".split())
# "12 people suspected of looting were arrested": participles that go on with the noun.
REDUCED = frozenset("accused suspected linked related connected involved regarding concerning involving wanted charged aged".split())
ON_THE_SPOT = frozenset("on already there in".split())
COMPOSITION = frozenset("comprise comprised comprises comprising consist consists consisted consisting made composed".split())
SIZES = frozenset("reach reaches reached reaching number numbers numbered numbering total totals totalled totaled totalling totaling".split())
LIGHT_VERBS = frozenset("put puts putting bring brought brings bringing take took takes sent send provide fly flew".split())
TALLIES = frozenset("number numbers figure count total tally toll figures".split())
FARTHEST_PREDICATE = 26
FARTHEST_TOLL = 16
NUMERAL = re.compile(r"\d|\b[A-Za-z]")


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


@dataclass(slots=True)
class Reading:
    """What a rule read: the measure, the words that hold the predicate, and whether the people are a part of another claim's."""

    measure: str
    rule: str
    first: int | None = None
    last: int | None = None
    part_of: int | None = None
    quote_predicate: bool = False


@dataclass(slots=True)
class Numbered:
    """A quantity of a sentence with what it counts and, once read, what befell them or why it is no claim."""

    quantity: Quantity
    counted: Counted
    veto: str = ""
    reading: Reading | None = None
    who: str = ""
    whole: bool = False  # of a part that stands just before it: "40 of its 620 soldiers"


@dataclass(slots=True)
class State:
    """A sentence under reading, and what the report said before it."""

    words: list[Word]
    numbers: list[Numbered]
    crisis: Crisis
    topic: str = ""  # the force that the report spoke of last: a contributor or the coalition
    last_measure: str = ""  # of the sentence before, if it counted a force
    last_casualty: str = ""  # of the sentence before, if it counted casualties
    at: dict[int, int] = field(default_factory=dict)  # word index -> index of the number that holds it


# ---------------------------------------------------------------- predicates


def right_predicate(state: State, index: int) -> Reading | None:
    """What is said of the people after their noun: "were killed", "dead", "have been arrested", "(...) died"."""
    words, counted = state.words, state.numbers[index].counted
    position, steps, passive, relative = counted.last + 1, 0, False, False
    hypothetical, reduced = False, None
    while position < len(words) and steps < FARTHEST_PREDICATE:
        steps += 1
        word = words[position]
        lower, senses = word.lower, word.senses
        if position in state.at:
            return reduced
        verb = senses.get("verb")
        if verb is not None and verb[2] == "ing" and verb[1] != "object" and not passive:  # "one soldier serving there was killed"
            reduced = reduced or Reading(verb[0], "predicate_after", position, position)
            position += 1
            continue
        predicate = _predicate(words, position, passive, state)
        if predicate is not None:
            measure, last = predicate
            if measure == "stop":
                return reduced
            if hypothetical and measure in CASUALTIES:
                return Reading("", "hypothetical")
            near = position - counted.last <= 8 and not relative
            if _two_outcomes(words, last, measure):
                return Reading("casualties", "predicate_after", position, last)
            return Reading(measure, "predicate_after", position, last, quote_predicate=near)
        if lower in NEGATIONS:
            return None
        if lower == "among" and (among := _among_those(words, position)) is not None:
            return Reading(words[among].senses["outcome"][0], "predicate_after", position, among)
        if lower in BE:
            passive = True
        if lower in ("could", "would", "might", "may", "will", "should") and _next(words, position) not in ("have",):
            hypothetical = True
        if lower in AUXILIARIES or lower in ADVERBS or lower in REPORTED_AS or lower.endswith("ly") or "hedge_after" in senses:
            position += 1
        elif lower in RELATIVES:
            relative, passive = True, False
            position += 1
        elif word.text == "(":
            position = _after_bracket(words, position)
        elif word.text in ("–", "—") and (closing := _closing_dash(words, position)) is not None:
            position = closing
        elif word.text in (",", "–", "—", "-"):
            follow = _parenthesis(state, position)
            if follow is None:
                return None
            position = follow
        elif lower in ("and", "or", "as well as", "plus") or word.text == "/":
            following = state.at.get(_skip(words, position + 1))
            if following is None and (beyond := _uncounted(words, position + 1)) is not None:
                position = beyond
                continue
            if following is None or following == index:
                return None
            if state.numbers[following].veto:
                return None
            shared = right_predicate(state, following)
            if shared is None or not shared.measure or not _subject_of(state, shared):
                return None
            return Reading(shared.measure, "predicate_after_list", shared.first, shared.last)
        elif lower in PREPOSITIONS and lower not in ("because", "due", "if", "while", "when", "as", "despite"):
            position = _after_preposition(state, position)
        elif lower in ("ago", "old") or lower in REDUCED:
            position += 1
        else:
            return reduced
    return reduced


def _two_outcomes(words: Sequence[Word], position: int, measure: str) -> bool:
    """ "12 people were killed or hurt": one number for both."""
    if measure not in ("killed", "injured") or _next(words, position) not in ("or", "and") or position + 2 >= len(words):
        return False
    other = words[position + 2].senses.get("outcome")
    return other is not None and other[0] in ("killed", "injured") and other[0] != measure


def _among_those(words: Sequence[Word], position: int) -> int | None:
    """ "were among those injured", "are among the dead": where the outcome stands."""
    if _next(words, position) not in ("the", "those"):
        return None
    after = position + 2
    outcome = words[after].senses.get("outcome") if after < len(words) else None
    return after if outcome is not None and outcome[1] == "predicate" and outcome[0] in CASUALTIES else None


def _uncounted(words: Sequence[Word], position: int) -> int | None:
    """Past the last member of a list that has no number: "three rebels and a fisherman were killed"."""
    if position >= len(words) or words[position].lower not in DETERMINERS:
        return None
    for after in range(position + 1, min(position + 5, len(words))):
        if words[after].lower in BE or words[after].lower in ("have", "has", "had"):
            return after
        if "verb" in words[after].senses or words[after].lower in PREPOSITIONS or not words[after].text[0].isalpha():
            return None
    return None


def _next(words: Sequence[Word], position: int) -> str:
    return words[position + 1].lower if position + 1 < len(words) else ""


def _subject_of(state: State, reading: Reading) -> bool:
    """Whether a predicate speaks of the noun before it, so that a list in front of it shares it."""
    before = state.words[reading.first - 1].lower if reading.first else ""
    verb = state.words[reading.first].senses.get("verb")
    return before in AUXILIARIES or before in ADVERBS or (verb is not None and verb[1] == "subject") or True


def _predicate(words: Sequence[Word], position: int, passive: bool, state: State) -> tuple[str, int] | None:
    """The measure that a word gives to the people before it and its last word; ("stop", ..) where it rules the rest out."""
    senses = words[position].senses
    outcome, verb = senses.get("outcome"), senses.get("verb")
    if outcome is not None and outcome[1] == "predicate":
        if verb is not None and not passive and _has_object(words, position, state):
            return "stop", position
        if outcome[0] == "missing":
            return "stop", position
        return outcome[0], position
    if verb is None:
        return None
    measure, frame, form = verb
    if passive and words[position].lower == "left":  # "were left jobless"
        return "stop", position
    if frame == "subject" or (frame == "both" and not passive):
        if measure == "withdrawn" and words[position].lower == "left" and _leaves_behind(words, position, state):
            return "stop", position
        if measure in FORCES and frame == "both" and _has_object(words, position, state):
            return "stop", position
        return measure, position
    if not passive and (form in ("base", "present", "ing") and words[position - 1].lower not in ("be", "been", "being")):
        return "stop", position
    if not passive and _has_object(words, position, state):
        return "stop", position
    return measure, position


def _leaves_behind(words: Sequence[Word], position: int, state: State) -> bool:
    return position + 1 in state.at


def _has_object(words: Sequence[Word], position: int, state: State) -> bool:
    """Whether the people after a bare verb are its object: "12 soldiers killed five rebels"."""
    follower = position + 1
    if follower >= len(words) or words[position].lower.endswith(" of"):
        return False
    word = words[follower]
    return (
        follower in state.at or word.lower in DETERMINERS and word.lower not in ("this", "that", "all")
        or "group" in word.senses and words[position].lower != "hurt"
    )  # fmt: skip


def _skip(words: Sequence[Word], position: int) -> int:
    """Past articles and the like, to where a quantity may begin."""
    while position < len(words) and (words[position].lower in DETERMINERS or words[position].lower in ("also", "some")):
        if "number" in words[position].senses or "hedge" in words[position].senses:
            break
        if _starts_number(words, position):
            break
        position += 1
    return position


def _starts_number(words: Sequence[Word], position: int) -> bool:
    return words[position].lower in ("a", "an") and position + 1 < len(words) and "number" in words[position + 1].senses


def _closing_dash(words: Sequence[Word], position: int) -> int | None:
    """Past "– which also includes Ugandans –"; None where the dash is never closed."""
    for end in range(position + 1, min(position + 25, len(words) - 1)):
        if words[end].text in ("–", "—"):
            return end + 1
    return None


def _after_bracket(words: Sequence[Word], position: int) -> int:
    for end in range(position + 1, min(position + 25, len(words))):
        if words[end].text == ")":
            return end + 1
    return len(words)


def _parenthesis(state: State, position: int) -> int | None:
    """Past ", including three children," or ", most of them young men,"; None where the comma ends the clause."""
    words = state.words
    follower = words[position + 1].lower if position + 1 < len(words) else ""
    if follower in RELATIVES:
        return position + 1
    if follower in SUBSET_BEFORE or follower in ("most", "many", "mostly", "mainly", "some", "aged", "all", "both", "ranging", "according", "at"):
        for end in range(position + 2, min(position + 20, len(words))):
            if words[end].text in (",", "–", "—") and end + 1 < len(words) and (
                words[end + 1].lower in AUXILIARIES or "verb" in words[end + 1].senses or "outcome" in words[end + 1].senses
            ):
                return end + 1
        return None
    following = state.at.get(_skip(words, position + 1))
    if following is not None and state.numbers[following].counted.partitive in PART_PRONOUNS:
        for end in range(position + 2, min(position + 14, len(words))):
            if words[end].text in (",", "–", "—", ")"):
                return end + 1
        return None
    if following is not None and not state.numbers[following].veto:
        shared = right_predicate(state, following)
        if shared is not None and shared.measure and "list" in shared.rule:
            return shared.first
    return None


def _after_preposition(state: State, position: int) -> int:
    """Past a prepositional phrase: "in the capital Almaty", "of the national guard", "on Thursday"."""
    words = state.words
    position += 1
    taken = 0
    while position < len(words) and taken < 9:
        word = words[position]
        lower, senses = word.lower, word.senses
        if lower in AUXILIARIES or lower in RELATIVES or lower in PREPOSITIONS or not (word.text[0].isalnum() or word.text in "'’-“”\"‘"):
            break
        if ("verb" in senses or "outcome" in senses) and taken:
            if words[position - 1].lower not in DETERMINERS:
                break
        if lower in CONJUNCTIONS and not _names_go_on(words, position):
            break
        position += 1
        taken += 1
    return position


def _names_go_on(words: Sequence[Word], position: int) -> bool:
    follower = words[position + 1] if position + 1 < len(words) else None
    return follower is not None and (follower.text[0].isupper() or follower.lower in DETERMINERS)


def left_predicate(state: State, index: int) -> Reading | None:
    """What someone did to the people before their number: "killed 164", "arrested more than 100", "has sent 66"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    steps = 0
    while position >= 0 and steps < 7:
        steps += 1
        word = words[position]
        verb = word.senses.get("verb")
        if verb is not None:
            measure, frame, form = verb
            if frame == "subject" or word.lower in ("hurt",) and _be_before(words, position):
                return None
            if form in ("past", "participle") and _be_before(words, position):
                return None
            if measure in CASUALTIES and _hypothetical(words, position):
                return Reading("", "hypothetical")
            return Reading(measure, "verb_before", position, position)
        if "promise" in word.senses and state.numbers[index].counted.force:
            return Reading("pledged", "verb_before", position, position)
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[1] == "toll" and word.lower.endswith(" of"):
            return Reading(outcome[0], "noun_before", position, position)
        if word.lower in DETERMINERS or word.lower in ADVERBS or word.lower in ("up", "out", "off", "away", "a total of", "total"):
            position -= 1
            continue
        if word.lower in ("and", "or") or word.text == ",":
            previous = _number_ending_at(state, position - 1)
            if previous is not None:
                found = left_predicate(state, previous)
                if found is not None and found.measure:
                    return Reading(found.measure, "verb_before_list", found.first, found.last)
        return None
    return None


def _be_before(words: Sequence[Word], position: int) -> bool:
    for before in range(position - 1, max(-1, position - 4), -1):
        if words[before].lower in BE:
            return True
        if words[before].lower not in ADVERBS and words[before].lower not in ("being", "been", "reportedly", "also"):
            return False
    return False


def _hypothetical(words: Sequence[Word], position: int) -> bool:
    """ "could kill 12", "threatened to arrest 30"; not "may have killed 12"."""
    before = [word.lower for word in words[max(0, position - 3) : position]]
    if "have" in before or "has" in before:
        return False
    return bool(before) and (before[-1] in ("could", "would", "might", "may", "will", "should") or before[-2:-1] in (["threatened"], ["vowed"]) and before[-1] == "to")


def _number_ending_at(state: State, position: int) -> int | None:
    for index, number in enumerate(state.numbers):
        if number.counted.last == position or number.quantity.last == position:
            return index
    return None


# ---------------------------------------------------------------- rules: (state, index of the number) -> Reading or None


def whole_of_a_part(state: State, index: int) -> Reading | None:
    """40 of its 620 soldiers; some 400 of the 1,200 people arrested."""
    number = state.numbers[index]
    if not number.whole:
        return None
    after = number.counted.last + 1
    outcome = state.words[after].senses.get("outcome") if after < len(state.words) else None
    if number.counted.outcome is not None or outcome is not None and outcome[1] == "predicate":
        return Reading((number.counted.outcome or outcome)[0], "whole_of_a_part", after, after, quote_predicate=True)
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in number.counted.actors)
    if number.counted.force and (own or _force_is_topic(state)):
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
    words = state.words
    for position in range(state.numbers[index].quantity.first - 1, 0, -1):
        if words[position].lower == "among" and words[position + 1].lower in ("the", "those"):
            outcome = words[position + 2].senses.get("outcome") if position + 2 < len(words) else None
            if outcome is not None and outcome[0] in CASUALTIES and position + 2 < state.numbers[index].quantity.first:
                return Reading(outcome[0], "among_those", position, position + 2)
            return None
        if words[position].text in ";." or "verb" in words[position].senses and "outcome" not in words[position].senses:
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
    if state.last_casualty and not _force_is_topic(State(state.words[: reading.first], [], state.crisis)):
        return Reading(state.last_casualty, "toll_before", reading.first, reading.last)
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
        return Reading(previous.reading.measure, "listed_part", part_of=previous.reading.part_of if previous.reading.part_of is not None else index - 1)
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
    before = {word.lower for word in words[max(0, number.quantity.number_first - 2) : number.quantity.number_first]}
    after = words[number.quantity.last + 1].lower if number.quantity.last + 1 < len(words) else ""
    if not index or number.counted.veto or not (before & {"another", "further", "other"} or after in ("more", "others")):
        return None
    previous = state.numbers[index - 1].reading
    if previous is None or previous.measure not in CASUALTIES or number.counted.unknown:
        return None
    return Reading(previous.measure, "another")


def dealt_to_places(state: State, index: int) -> Reading | None:
    """The dead are from Nairobi (17), Nakuru (3) and Narok (1)."""
    number, words = state.numbers[index], state.words
    first = number.quantity.first
    if first < 2 or words[first - 1].text != "(" or not words[first - 2].text[0].isupper() or "actor" in words[first - 2].senses:
        return None
    measure = state.last_casualty
    for word in words[:first]:
        outcome, verb = word.senses.get("outcome"), word.senses.get("verb")
        found = outcome or verb
        if found is not None and found[0] in CASUALTIES:
            measure = found[0]
    return Reading(measure, "dealt_to_places") if measure else None


def toll_before(state: State, index: int) -> Reading | None:
    """The death toll rose to 225; the number of wounded exceeded 1,000; Killed: 12."""
    words, number = state.words, state.numbers[index]
    if number.counted.veto or number.counted.unknown and number.counted.head is None and _foreign_noun(state, index):
        return None
    for position in range(number.quantity.first - 1, max(-1, number.quantity.first - FARTHEST_TOLL), -1):
        word = words[position]
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[1] == "toll":
            return Reading(outcome[0], "toll_before", position, position)
        if word.lower in TALLIES and (found := _tallied(words, position)) is not None and found < number.quantity.first:
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
        if words[after].lower in AUXILIARIES or "number" in words[after].senses or words[after].text[0].isdigit() or words[after].text in ",;":
            return None
    return None


def _foreign_noun(state: State, index: int) -> bool:
    core = state.words[state.numbers[index].counted.core]
    return core.lower not in NOT_A_TOTAL and core.text[0].islower()


def _former_figure(state: State, position: int) -> bool:
    """ "from 164 to 225": the toll's earlier figure does not bar the later one."""
    first = state.numbers[state.at[position]].quantity.first
    return first > 0 and state.words[first - 1].lower in ("from", "of", "to", "at", "previous", "earlier", "initial")


def _label_before(state: State, index: int) -> Reading | None:
    """Killed: 12; Injured – 30; arrests: 400."""
    words, first = state.words, state.numbers[index].quantity.first
    if first < 2 or words[first - 1].text not in ":–—-":
        return None
    outcome = words[first - 2].senses.get("outcome")
    if outcome is None or outcome[0] not in CASUALTIES:
        return None
    return Reading(outcome[0], "label_before", first - 2, first - 2)


def force_in_context(state: State, index: int) -> Reading | None:
    """the force of 2,500 troops; a 23-member detachment; Armenia - 100 of its troops; 150 from Kyrgyzstan."""
    number = state.numbers[index]
    counted, words = number.counted, state.words
    if counted.veto or counted.group not in ("", "all", "security forces", "peacekeepers") or counted.unknown and not counted.actors:
        return None
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors)
    bare = counted.head is None and not counted.strong
    if bare and not (own or _dealt(state, index) or _size_of_a_force(state, index) or _on_the_spot(state, index)):
        return None
    if not counted.force and not own and not bare and not _dealt(state, index):
        return None
    previous = next((n.reading.measure for n in reversed(state.numbers[:index]) if n.reading and n.reading.measure), "")
    if previous in CASUALTIES:
        return None
    if previous in FORCES:
        return Reading(previous, "list_of_forces")
    if _size_of_a_force(state, index):
        return Reading("deployed", "size_of_a_force")
    if state.last_measure in FORCES and counted.force:
        return Reading("deployed", "force_in_context")
    if not own and not _names_a_force(state, index) and not _force_is_topic(state):
        return None
    return Reading("deployed", "force_in_context")


def _size_of_a_force(state: State, index: int) -> bool:
    """Whether the number is a force's size: "a team of 78", "a bigger one, of fifty", "a force of roughly 1,200"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    if position >= 1 and (words[position].lower in SIZES or words[position].lower == "to" and _grows(words, position)):
        return _force_is_topic(state)
    if position < 1 or words[position].lower != "of":
        return False
    position -= 2 if words[position - 1].text == "," else 1
    word = words[position]
    return "unit" in word.senses or "mission" in word.senses or word.lower in ("one", "group", "team", "batch", "wave", "party") and bool(
        state.last_measure in FORCES or _force_is_topic(state)
    )


def _grows(words: Sequence[Word], position: int) -> bool:
    """ "bringing the total to 600", "to grow to 2,800"."""
    before = {word.lower for word in words[max(0, position - 14) : position]}
    return bool(before & {"bring", "brings", "bringing", "brought", "grow", "grown", "rise", "rose", "increase", "increased", "increasing", "expand", "raising", "raise", "takes", "taking"})


def _names_a_force(state: State, index: int) -> bool:
    """Whether the number stands right after a contributor that has it: "Kenya has 730 officers", "Nairobi's 380-man unit"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    while position >= 0 and (words[position].lower in ("has", "had", "have", "'s", "’s", "now", "its", "already", "another") or words[position].text in "-–—:("):
        position -= 1
    if position > 0 and words[position].text == "," and state.numbers[index].counted.head is None:
        position -= 1  # "by country: Italy, 620; Greece, 240"
    actor = actor_at(words, position) if position >= 0 else None
    return actor is not None and (_may_contribute(state.crisis, actor) or actor.role == COALITION)


def _on_the_spot(state: State, index: int) -> bool:
    """ "adding to 1,700 on the ground", "the more than 600 already there": a bare number after a force's."""
    after = state.numbers[index].quantity.last + 1
    follower = state.words[after].lower if after < len(state.words) else ""
    return follower in ON_THE_SPOT and any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


def _dealt(state: State, index: int) -> bool:
    """Whether a list deals the bare number to a country: "Kyrgyzstan 150, Armenia - 100"."""
    if not _names_a_force(state, index):
        return False
    return _force_is_topic(state) or any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


def _force_is_topic(state: State) -> bool:
    """Whether the sentence speaks of a force at all: a mission, a step of one, or the coalition."""
    for word in state.words:
        senses = word.senses
        if "mission" in senses or "verb" in senses and senses["verb"][0] in FORCES:
            return True
        actor = senses.get("actor")
        if actor is not None and actor.role == COALITION:
            return True
    return False


RULES: tuple[Callable[[State, int], Reading | None], ...] = (
    whole_of_a_part, noun_of_outcome, among_those, verb_before, predicate_after, verb_before_list, part_of_another, toll_before, dealt_to_places, another, listed_part, force_in_context,
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


# ---------------------------------------------------------------- who


def who_of_casualties(state: State, index: int) -> str:
    """The group, the nationality or the place that the number counts; `all` for the total."""
    number = state.numbers[index]
    counted, reading, words = number.counted, number.reading, state.words
    if reading.part_of is not None and not counted.group:
        return _part_without_a_noun(state, index)
    group = counted.group or _group_left_out(state, index) or "all"
    actor = next((actor for _, actor in counted.actors), None)
    if actor is not None and actor.role in (CONTRIBUTOR, COALITION) and (counted.force or group == "peacekeepers"):
        if group in ("security forces", "peacekeepers", "all"):
            group = "peacekeepers"
    elif actor is not None and actor.role in (OTHER, CONTRIBUTOR) and group in ("all", "civilians", "foreigners"):
        group = _nationals(words, counted)
    if counted.service and group == "all":
        group = "security forces"
    if reading.part_of is not None and group == "all":
        return _part_without_a_noun(state, index)
    if group == "all" and (place := _place_alone(state, index) or _place_dealt(state, index)):
        return place
    if group == "security forces" and not counted.service and actor is None and _foreign_force_before(state, index):
        group = "peacekeepers"
    severity = _severity(words, number)
    return f"{group} ({severity})" if severity else group


def _foreign_force_before(state: State, index: int) -> bool:
    """ "A EUFOR patrol came under fire; three soldiers were injured": the nearest name before is the force's."""
    for position in range(state.numbers[index].quantity.first - 1, -1, -1):
        actor = actor_at(state.words, position)
        if actor is not None:
            return actor.role in (CONTRIBUTOR, COALITION) and not _is_destination(state.words, position)
        if "speech" in state.words[position].senses:
            return False
    return False


def _group_left_out(state: State, index: int) -> str:
    """The group that a bare number leaves out: "killed 14 gang members and arrested six"; "one soldier was killed and three were injured"."""
    number = state.numbers[index]
    if not index or number.counted.head is not None or number.reading.rule in ("toll_before", "another"):
        return ""
    previous = state.numbers[index - 1]
    if previous.reading is None or previous.reading.part_of is not None or previous.who in ("", "all"):
        return ""
    if number.counted.partitive in PART_PRONOUNS:
        return previous.who.split(" (")[0]
    if number.quantity.first and state.words[number.quantity.first - 1].lower == "and" and previous.reading.last is not None:
        if state.words[previous.reading.last - 1].lower in BE and previous.reading.last < number.quantity.first:
            return previous.who.split(" (")[0]  # "30 bandits were killed and 65 detained"
    follower = state.words[number.quantity.last + 1].lower if number.quantity.last + 1 < len(state.words) else ""
    if number.reading.rule.startswith("verb_before") or follower in AUXILIARIES:
        return previous.who.split(" (")[0]
    return ""


def _nationals(words: Sequence[Word], counted: Counted) -> str:
    position, actor = counted.actors[0]
    demonym = words[position].text
    if demonym.lower() == actor.name.lower():
        demonym = demonym_of(actor.name)
    elif demonym.endswith("s"):
        demonym = demonym[:-1]
    return f"{demonym} nationals"


def _severity(words: Sequence[Word], number: Numbered) -> str:
    last = number.reading.last if number.reading.last is not None else number.counted.last
    for word in words[number.quantity.last + 1 : min(last + 4, len(words))]:
        if word.lower in SEVERITIES:
            return SEVERITIES[word.lower]
    return ""


def _part_without_a_noun(state: State, index: int) -> str:
    """A part that no noun names: "16 of them critically", "including 103 in Almaty"."""
    number = state.numbers[index]
    severity = _severity(state.words, number)
    parent = state.numbers[number.reading.part_of].who or "all"
    if severity:
        return f"{parent.split(' (')[0]} ({severity})"
    place = _place_after(state, number.counted.last + 1)
    if place:
        return place if parent == "all" else f"{parent.split(' (')[0]} ({place})"
    return parent


def _place_after(state: State, position: int) -> str:
    words = state.words
    while position < len(words) and (words[position].lower in AUXILIARIES or "verb" in words[position].senses or "outcome" in words[position].senses):
        position += 1
    if position + 1 < len(words) and words[position].lower in ("in", "at", "from"):
        return _place_name(state, position + 1)
    return ""


def _place_name(state: State, position: int) -> str:
    words, names = state.words, []
    while position < len(words) and words[position].lower in ("the", "city", "town", "region", "province", "district", "of", "capital", "state"):
        position += 1
    while position < len(words) and words[position].text[0].isupper() and words[position].text[0].isalpha():
        actor = words[position].senses.get("actor")
        if actor is not None and actor.role == HOST and words[position].lower == state.crisis.host.lower():
            return ""
        if words[position].lower in ADVERBS:
            break
        names.append(words[position].text)
        position += 1
    return " ".join(names)


def _place_alone(state: State, index: int) -> str:
    """ "In Almaty alone, 103 people were killed"; "103 people died in Almaty alone"."""
    words = state.words
    for position, word in enumerate(words):
        if word.lower != "alone":
            continue
        start = position - 1
        while start >= 0 and words[start].text[0].isupper():
            start -= 1
        if start >= 0 and words[start].lower in ("in", "at", "from") and start + 1 < position:
            return _place_name(state, start + 1)
    return ""


def _place_dealt(state: State, index: int) -> str:
    """The place in a sentence that deals its numbers to places: "In Colombo 17 people died, in Galle four", "71 from Uva, 43 from ..."."""
    places = [_place_beside(state, other) for other in range(len(state.numbers))]
    return places[index] if sum(bool(place) for place in places) > 1 else ""


def _place_beside(state: State, index: int) -> str:
    words, number = state.words, state.numbers[index]
    before = number.quantity.first - 1
    if before >= 0 and words[before].text in ",:(":
        before -= 1
    start = before
    while start >= 0 and words[start].text[0].isupper() and words[start].text[0].isalpha():
        start -= 1
    if start < before and (start >= 0 and words[start].lower in ("in", "at") or words[before + 1].text in ":("):
        if place := _place_name(state, start + 1):
            return place
    after = number.counted.core + 1
    if after + 1 < len(words) and words[after].lower in ("in", "from") and (number.counted.head is None or number.counted.group == "all"):
        return _place_name(state, after + 1)
    return ""


def who_of_forces(state: State, index: int) -> str:
    """The contributing country or the coalition whose people they are; "" where no name in reach says so."""
    number = state.numbers[index]
    if not number.counted.actors and number.reading.rule == "verb_before" and _host_acts(state, number):
        return ""
    return (
        _named_in(state, [actor for _, actor in number.counted.actors])
        or _shared_complement(state, index)
        or _named_after(state, index)
        or _named_in_segment(state, index)
        or _named_before(state, index)
        or _topic(state, index)
    )


def _shared_complement(state: State, index: int) -> str:
    """ "20 soldiers and four policemen from Jamaica": what follows the last of a list holds for those before."""
    if index + 1 >= len(state.numbers):
        return ""
    number, following = state.numbers[index], state.numbers[index + 1]
    between = state.words[number.counted.last + 1 : following.quantity.first]
    if not between or len(between) > 2 or any(word.text != "," and word.lower != "and" for word in between):
        return ""
    counted = following.counted
    return _named_in(state, [actor for position, actor in counted.actors if counted.head is not None and position > counted.head])


def _host_acts(state: State, number: Numbered) -> bool:
    """Whether the host, or its government, is the one who sends: "Lesotho has deployed hundreds of its own soldiers"."""
    words, position = state.words, number.reading.first - 1
    while position >= 0 and (words[position].lower in AUXILIARIES or words[position].lower in ADVERBS):
        position -= 1
    if position < 0:
        return False
    actor = words[position].senses.get("actor")
    if actor is not None:
        return actor.role == HOST and not _is_destination(words, position)
    named = any(other is not None and other.role != HOST for other in (word.senses.get("actor") for word in words[: number.reading.first]))
    alone = position == 0 or words[position - 1].lower in DETERMINERS
    return words[position].lower in ("government", "authorities", "police", "junta", "regime", "army") and alone and not named


def _named_in(state: State, actors: Sequence[Actor]) -> str:
    """One name for the actors that a noun phrase gives: a country, several joined, or the coalition for all of them."""
    countries = list(dict.fromkeys(actor.name for actor in actors if _may_contribute(state.crisis, actor)))
    order = {name: position for position, name in enumerate(state.crisis.contributors)}
    countries.sort(key=lambda name: order.get(name, len(order)))
    if not countries:
        return (state.crisis.coalition or "") if any(actor.role == COALITION for actor in actors) else ""
    if _all_of_them(state.crisis, countries):
        return state.crisis.coalition or "; ".join(countries)
    return "; ".join(countries)


def _all_of_them(crisis: Crisis, countries: Sequence[str]) -> bool:
    return len(countries) > 2 and set(crisis.contributors) <= set(countries)


def _may_contribute(crisis: Crisis, actor: Actor) -> bool:
    """A contributor; any foreign country where the crisis does not list its contributors."""
    return actor.role == CONTRIBUTOR or actor.role == OTHER and not crisis.contributors


def _named_after(state: State, index: int) -> str:
    """ "were sent by Russia", "150 (Kyrgyzstan)"."""
    words, number = state.words, state.numbers[index]
    reading = number.reading
    start = (reading.last if reading.last is not None and reading.last > number.counted.last else number.counted.last) + 1
    if start + 1 < len(words) and (words[start].lower in ("by", "from") or words[start].text == "("):
        actors = []
        for position in range(start + 1, min(start + 10, len(words))):
            if (actor := actor_at(words, position)) is not None:
                actors.append(actor)
            elif words[position].text not in (",", "'s", "’s") and words[position].lower not in ("and", "the"):
                break
        return _named_in(state, actors)
    return ""


def _named_in_segment(state: State, index: int) -> str:
    """The name between the number before and this one: "Kyrgyzstan 150, Armenia - 100 of its troops"."""
    words, first = state.words, state.numbers[index].quantity.first
    start = state.numbers[index - 1].counted.last + 1 if index else 0
    found = ""
    for position in range(first - 1, start - 1, -1):
        if words[position].text == ";":
            break
        actor = actor_at(words, position)
        if actor is None:
            continue
        if _is_destination(words, position) or not (_may_contribute(state.crisis, actor) or actor.role == COALITION):
            continue
        if _may_contribute(state.crisis, actor):
            names = _list_ending_at(state, position)
            return _named_in(state, names)
        if not _as_part_of(words, position):
            return actor.name
        found = found or actor.name
    return found


def _as_part_of(words: Sequence[Word], position: int) -> bool:
    """ "as part of the CSTO mission", "under the CSTO": the force that a country's people belong to."""
    before = [word.lower for word in words[max(0, position - 3) : position]]
    return any(word in ("part", "under", "within", "through", "join", "joins", "joined", "joining", "via") for word in before)


def _list_ending_at(state: State, position: int) -> list[Actor]:
    """The actors of a list that ends here: "Russia, Armenia and Belarus"."""
    words, actors = state.words, []
    while position >= 0:
        actor = actor_at(words, position)
        if actor is not None:
            actors.insert(0, actor)
        elif not (actors and (words[position].text == "," or words[position].lower in ("and", "the"))):
            break
        position -= 1
    return actors


def _is_destination(words: Sequence[Word], position: int, between: int = 0) -> bool:
    before = position - 1
    while before >= 0 and (words[before].lower in ("the", "a", "an") or between and not words[before].senses and words[before].lower not in PREPOSITIONS):
        between -= words[before].lower not in ("the", "a", "an")
        before -= 1
    if before >= 1 and words[before].lower == "in" and words[before - 1].lower in ("authorities", "officials", "police", "government"):
        return False
    return before >= 0 and words[before].lower in ("to", "in", "into", "near", "against", "with", "at")


def _named_before(state: State, index: int) -> str:
    """The nearest contributor or coalition earlier in the sentence."""
    words = state.words
    for position in range(state.numbers[index].quantity.first - 1, -1, -1):
        actor = actor_at(words, position)
        if actor is not None and (_may_contribute(state.crisis, actor) or actor.role == COALITION):
            if _is_destination(words, position) and actor.role != COALITION:
                continue
            return _named_in(state, _list_ending_at(state, position))
    return ""


def _topic(state: State, index: int) -> str:
    """The force that the report spoke of last, else the coalition, else the only contributor."""
    if state.topic:
        return state.topic
    if state.crisis.coalition:
        return state.crisis.coalition
    return state.crisis.contributors[0] if len(state.crisis.contributors) == 1 else ""


def force_spoken_of(state: State) -> str:
    """The force that a sentence leaves as the topic: its one contributor, the coalition where it is named or all are."""
    actors = [actor for position in range(len(state.words)) if (actor := actor_at(state.words, position)) is not None]
    countries = list(dict.fromkeys(actor.name for actor in actors if _may_contribute(state.crisis, actor)))
    if any(actor.role == COALITION for actor in actors) or len(countries) > 2:
        return state.crisis.coalition or ""
    if len(countries) == 1:
        return countries[0]
    return ""


# ---------------------------------------------------------------- what a reading may not be


def of_another_time(state: State, index: int) -> bool:
    """A figure of an earlier or later conflict: the sentence names a year outside the crisis's period and none inside."""
    first, last = state.crisis.start.year, state.crisis.end.year
    first_word = state.numbers[index].quantity.first
    years = [
        number.quantity.value for number in state.numbers
        if number.veto == "year" and number.quantity.value and (number.quantity.first < 3 or abs(number.quantity.first - first_word) <= 10)
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
        if actor.role == OTHER and word.lower == actor.name.lower() :
            abroad = abroad or _is_destination(words, position, 2)
    return abroad


def fraction(state: State, index: int) -> bool:
    """One in five of its officers."""
    words, quantity = state.words, state.numbers[index].quantity
    before = words[quantity.first - 1].lower if quantity.first else ""
    after = words[quantity.last + 1].lower if quantity.last + 1 < len(words) else ""
    return before == "in" and quantity.first - 2 in state.at or after == "in" and quantity.last + 2 in state.at


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
    if counted.partitive in PART_PRONOUNS and number.reading.rule == "part_of_another" and _followed_by_a_noun(state, index):
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
    return state.numbers[index].reading.measure in FORCES and any(actor.role == HOST for _, actor in counted.actors) and not any(
        actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors
    )


def unit_with_a_number(state: State, index: int) -> bool:
    """A unit whose size the report gives: "a battalion of about 500 soldiers" has one number, not two claims."""
    number = state.numbers[index]
    after = number.quantity.last + 1
    while after < len(state.words) and (state.words[after].lower in ("of", "some") or "actor" in state.words[after].senses):
        after += 1
    return number.quantity.qualifier == "unit" and after in state.at


def not_a_force(state: State, index: int) -> bool:
    """People who were sent or left but are no force: protesters, children, insurgents."""
    number = state.numbers[index]
    return number.reading.measure in FORCES and number.counted.group not in ("", "all", "security forces", "peacekeepers")


REFUSALS: tuple[Callable[[State, int], bool], ...] = (
    not_people, fraction, killed_and_injured_together, noun_unknown, host_forces, unit_with_a_number, not_a_force, of_another_time, elsewhere,
)  # fmt: skip


# ---------------------------------------------------------------- assembly


def find_claims(report: Report, crisis: Crisis) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text; the same claim twice is one row, the first.

    Parameters
    ----------
    report : Report
    crisis : Crisis
        Who is host, contributor and coalition.
    """
    claims: dict[tuple, Claim] = {}
    topic = Topic()
    for sentence, state in _states(report, crisis):
        topic.enter(sentence.paragraph)
        state.topic, state.last_measure, state.last_casualty = topic.who, topic.measure, topic.casualty
        _read(state)
        made = {}
        for index, number in enumerate(state.numbers):
            claim = _claim(report, sentence, state, index, made)
            if claim is not None:
                key = (claim.measure, claim.who, claim.value, claim.low, claim.high, claim.qualifier)
                made[index] = claims.setdefault(key, claim).claim_id
        topic.leave(sentence.kind, state)
    return tuple(claims.values())


@dataclass(slots=True)
class Topic:
    """The force that a report speaks of where a sentence names none: of the paragraph, else of the last claim, else of the headline."""

    paragraph: int = -1
    here: str = ""
    claimed: str = ""
    headline: str = ""
    measure: str = ""  # of the sentence before
    casualty: str = ""

    @property
    def who(self) -> str:
        return self.here or self.claimed or self.headline

    def enter(self, paragraph: int) -> None:
        if paragraph != self.paragraph:
            self.paragraph, self.here = paragraph, ""

    def leave(self, kind: str, state: State) -> None:
        read = [number for number in state.numbers if number.reading is not None and number.reading.measure in FORCES]
        spoken = force_spoken_of(state)
        if kind == "headline":
            self.headline = self.headline or spoken
        self.here = spoken or self.here
        if read:
            self.claimed = read[-1].who
        self.measure = read[-1].reading.measure if read else ""
        hurt = [number.reading.measure for number in state.numbers if number.reading is not None and number.reading.measure in CASUALTIES]
        self.casualty = hurt[-1] if hurt else ""


def _states(report: Report, crisis: Crisis) -> Iterator[tuple[Sentence, State]]:
    book = actors_of(crisis)
    for sentence in report.sentences:
        if sentence.kind == "dateline":
            continue
        words = parse_words(sentence.text, book)
        yield sentence, State(words, [], crisis)


def _read(state: State) -> None:
    """Reads every number of a sentence: first what it counts, then, by the first rule that answers, what befell them."""
    for quantity in find_quantities(state.words):
        counted = parse_counted(state.words, quantity)
        number = Numbered(quantity, counted)
        number.veto = next((veto.__name__ for veto in VETOES if veto(state.words, quantity, counted)), "")
        _hedge_after_noun(state, number)
        for position in range(quantity.first, quantity.last + 1):
            state.at[position] = len(state.numbers)
        state.numbers.append(number)
    _tie_parts(state)
    for index, number in enumerate(state.numbers):
        if number.veto:
            continue
        number.reading = next((found for rule in RULES if (found := rule(state, index)) is not None), None)
        if number.reading is not None and number.reading.measure == "":
            number.veto, number.reading = number.reading.rule, None
        if number.reading is None:
            continue
        _plan_or_presence(state, number)
        number.veto = next((veto.__name__ for veto in REFUSALS if veto(state, index)), "")
        if number.veto:
            number.reading = None
            continue
        number.who = (who_of_casualties if number.reading.measure in CASUALTIES else who_of_forces)(state, index)
        if not number.who:
            number.veto, number.reading = "nobody_named", None
            continue
        _carry_hedge(state, index)
    _deal_respectively(state)


def _hedge_after_noun(state: State, number: Numbered) -> None:
    """1,150 soldiers or so."""
    after = number.counted.core + 1
    if number.quantity.qualifier != "exact" or after >= len(state.words) or number.counted.head is None:
        return
    word = state.words[after]
    if "hedge_after" in word.senses and word.lower not in ("plus", "+", "odd"):
        number.quantity = hedged(number.quantity, str(word.senses["hedge_after"]), word.lower)


def _tie_parts(state: State) -> None:
    """In "40 of its 620 soldiers were flown home" both numbers count soldiers, and only the first were flown home."""
    for part, whole in zip(state.numbers, state.numbers[1:]):
        between = [word.lower for word in state.words[part.quantity.last + 1 : whole.quantity.first]]
        if between[:1] == ["of"] and 1 <= len(between) <= 4 and (len(between) == 1 or between[1] in DETERMINERS) and not whole.veto:
            part.counted = replace(whole.counted)
            part.veto = "" if part.veto == "pronoun" else part.veto
            whole.whole = True


def _deal_respectively(state: State) -> None:
    """Botswana and Zambia contributed 140 and 90 soldiers, respectively."""
    if not any(word.lower == "respectively" for word in state.words):
        return
    numbers = [number for number in state.numbers if number.reading is not None and number.reading.measure in FORCES]
    actors = [actor for position in range(len(state.words)) if (actor := actor_at(state.words, position)) and _may_contribute(state.crisis, actor)]
    if len(numbers) == len(actors) > 1:
        for number, actor in zip(numbers, actors):
            number.who = actor.name


def _plan_or_presence(state: State, number: Numbered) -> None:
    """Promised or approved troops are `pledged`; troops that will leave are still there, so `deployed`."""
    reading = number.reading
    if reading.measure == "deployed" and _promised(state, number):
        reading.measure = "pledged"
    if reading.measure == "withdrawn" and reading.first is not None:
        before = [word.lower for word in state.words[max(0, reading.first - 4) : reading.first]]
        form = state.words[reading.first].senses["verb"][2]
        if form in ("base", "ing", "present") and not any(word in ("have", "has", "had", "been") for word in before):
            reading.measure = "deployed"
        elif any(word in FUTURE for word in before[-3:]) and "have" not in before:
            reading.measure = "deployed"


def _promised(state: State, number: Numbered) -> bool:
    """Whether a word of promise or approval governs the number: "agreed to send 50", "a planned 2,500"."""
    words, first = state.words, number.quantity.first
    for position in range(first - 1, max(-1, first - 12), -1):
        word = words[position]
        if position in state.at or word.text in ",;" and position < first - 2:
            return False
        verb = word.senses.get("verb")
        if word.senses.get("promise") or verb is not None and verb[0] == "pledged" and word.lower not in ("commits", "committing"):
            return True
    reading = number.reading
    after = words[number.counted.last + 1].lower if number.counted.last + 1 < len(words) else ""
    if after in ("expected", "planned", "promised", "pledged"):
        return True
    if reading.first is not None and reading.first < first and words[reading.first].lower.split()[0] in COMPOSITION:
        if any(word.lower in ("will", "would", "to") for word in words[max(0, reading.first - 3) : reading.first]):
            return True
    return reading.first is not None and any(word.senses.get("promise") for word in words[number.quantity.last + 1 : reading.first])


def _carry_hedge(state: State, index: int) -> None:
    """A hedge holds for every number that it is coordinated with, until another hedge (codebook)."""
    number = state.numbers[index]
    if not index or number.quantity.qualifier != "exact" or number.reading.part_of is not None:
        return
    previous = state.numbers[index - 1]
    if previous.reading is None or previous.quantity.qualifier not in ("about", "at_least", "at_most"):
        return
    predicate = previous.reading.last if previous.reading.last is not None else 0
    start = max(previous.counted.last, predicate if predicate < number.quantity.first else 0) + 1
    between = state.words[start : number.quantity.first]
    if start <= number.quantity.first and all(word.text == "," or word.lower in ("and", "or", "a", "another") for word in between):
        if not any(word.senses.get("verb") for word in between):
            number.quantity = hedged(number.quantity, previous.quantity.qualifier, previous.quantity.hedge)


def _claim(report: Report, sentence: Sentence, state: State, index: int, made: dict[int, str]) -> Claim | None:
    number = state.numbers[index]
    if number.reading is None:
        return None
    first, last = _quote_words(state, index)
    start, end = sentence.start + state.words[first].start, sentence.start + state.words[last].end
    quantity, reading = number.quantity, number.reading
    said = sentence.start + state.words[quantity.first].start, sentence.start + _words_end(state, number)
    identity = f"{report.article}\n{reading.measure}\n{number.who}\n{quantity.value}\n{quantity.low}\n{quantity.high}\n{quantity.qualifier}"
    return Claim(
        claim_id="c" + hashlib.sha256(identity.encode()).hexdigest()[:11],
        article=report.article, measure=reading.measure, who=number.who,
        value=quantity.value, low=quantity.low, high=quantity.high, qualifier=quantity.qualifier,
        said_by=_speaker(report, sentence, state, quantity.first),
        quote=report.text[start:end], char_start=start, char_end=end,
        rule=reading.rule, words=report.text[said[0] : said[1]], hedge=quantity.hedge,
        part_of=made.get(reading.part_of, "") if reading.part_of is not None else "",
    )  # fmt: skip


def _speaker(report: Report, sentence: Sentence, state: State, index: int) -> str:
    """Who said it; a pronoun is led back to who spoke in one of the three sentences before."""
    speaker = find_speaker(sentence.text, state.words, index)
    if speaker.lower() not in PRONOUNS:
        return speaker
    position = report.sentences.index(sentence)
    for earlier in reversed(report.sentences[max(0, position - 3) : position]):
        found = main_speaker(earlier.text, parse_words(earlier.text, actors_of(state.crisis)))
        if found and found.lower() not in PRONOUNS:
            return found
    return ""


def _words_end(state: State, number: Numbered) -> int:
    """Where the run of hedge and number ends: "approximately 150-strong" is one."""
    last = number.quantity.last
    if number.counted.strong and last + 2 < len(state.words) and state.words[last + 2].lower in ("strong", "member", "man", "person"):
        last += 2
    return state.words[last].end


def _quote_words(state: State, index: int) -> tuple[int, int]:
    """The first and last word of the shortest run that holds hedge, number and noun, with the predicate that follows at once."""
    number = state.numbers[index]
    reading, counted = number.reading, number.counted
    first, last = number.quantity.first, max(counted.quote_last, number.quantity.last)
    if reading.last is not None and reading.last > last and reading.quote_predicate and reading.measure in CASUALTIES:
        last = reading.last
    if reading.rule in ("toll_before", "label_before") and counted.head is None and reading.first is not None:
        first = min(first, reading.first)
    return first, last


