"""The measure of a number: killed, injured, detained, deployed, pledged or withdrawn, and by which words.

A rule is a small function from a sentence's state and the place of a number to a `Reading` or None; `RULES`, at the foot, lists
them in the order in which they are asked; `REFUSALS` lists what a reading may not be. A row says which rule read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.claims.counted import take_predicate_noun
from analysis.claims.forces import SIZES, force_in_context, names_a_force
from analysis.claims.groups import SEVERITIES
from analysis.claims.places import place_beside, places_of_each
from analysis.claims.plans import PROMISED
from analysis.claims.predicates import COMPOSITION, left_predicate, right_predicate
from analysis.claims.refusals import FREED
from analysis.claims.state import (
    CASUALTIES,
    FORCES,
    PART_PRONOUNS,
    SUBSET_BEFORE,
    Numbered,
    Reading,
    State,
    force_is_topic,
)
from analysis.claims.tolls import (
    FARTHEST_TOLL,
    NOT_A_TOTAL,
    PUT_AT,
    back_over,
    dealt_to_places,
    former_toll,
    next_but,
    tally_of_the_same,
    toll_before,
    toll_brought_to,
    toll_reached,
    toll_said,
)
from analysis.language.actors import COALITION, CONTRIBUTOR
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    QUOTATION_MARKS,
    RELATIVES,
    Word,
)

LIGHT_VERBS = frozenset(
    "put puts putting bring brought brings bringing take took takes sent send provide fly flew left leave leaves leaving".split()
)
PARTIES = frozenset("returnees group batch convoy contingent party wave".split())
SOUGHT = frozenset(
    "look looks looking search searching seek seeks seeking sought hunt hunting wanted missing".split()
)
COUNT_IN = frozenset("include includes included count counts counted comprise".split())
FARTHEST_AMONG = 60  # words, so that a line without end takes time in proportion to its length


def whole_of_a_part(state: State, index: int) -> Reading | None:
    """40 of its 620 soldiers; some 400 of the 1,200 people arrested."""
    number = state.numbers[index]
    fronted = number.quantity.first == 2 and [word.lower for word in state.words[:2]] == ["of", "the"]
    behind = state.words[number.counted.last + 1 : number.counted.last + 2]
    if not index and fronted and len(state.numbers) > 1 and behind and "outcome" in behind[0].senses:
        pass  # "Of the 80 people killed about a dozen were policemen"
    elif not number.whole:
        return None
    if index and state.numbers[index - 1].quantity.qualifier == "unit":
        told = left_predicate(state, index - 1)
        if told is not None and told.measure in FORCES:
            return told  # "would commit a battalion of 850 men": what is said of it is said of them
    after = number.counted.last + 1
    outcome = state.words[after].senses.get("outcome") if after < len(state.words) else None
    if number.counted.outcome is not None or outcome is not None and outcome[1] == "predicate":
        at = after if number.counted.outcome is None else number.counted.outcome_at
        return Reading(
            (number.counted.outcome or outcome)[0], "whole_of_a_part", at, at, quote_predicate=True
        )
    if after < len(state.words) and state.words[after].lower.split()[0] in PROMISED:
        return Reading("pledged", "part_of_a_pledge", after, after)  # "24 out of the 250 personnel pledged"
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in number.counted.actors)
    if number.counted.force and (own or state.of_a_force()):
        return Reading("deployed", "whole_of_a_part")
    told = right_predicate(state, index)  # "of the 7,000 that were deployed last month"
    if told is not None and told.measure in FORCES | CASUALTIES:
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
    if (
        counted.outcome == ("injured", "predicate")
        and counted.head is not None
        or counted.outcome[0] == "detained"
    ):
        own = right_predicate(state, index)  # "two injured people died in hospital", "one detainee died"
        if own is not None and own.measure in ("killed", "injured") and own.measure != counted.outcome[0]:
            return own
    if counted.partitive and counted.outcome[1] == "predicate":
        own = right_predicate(state, index)  # "three of the wounded succumbed"
        if own is not None and own.measure in CASUALTIES:
            return own
        if not counted.group:
            take_predicate_noun(state.words, counted)  # "three of the dead were policemen"
    return Reading(counted.outcome[0], "noun_of_outcome", counted.outcome_at, counted.outcome_at)


def among_those(state: State, index: int) -> Reading | None:
    """Among the detained are six Uzbeks and 11 Tajiks; of those killed, 149 were in Osh; among the 72 are three nurses."""
    words, first = state.words, state.numbers[index].quantity.first
    if (told := _of_those_before(state, index) or _among_the_dead(state, index)) is not None:
        return told
    for position in range(first - 1, max(-1, first - FARTHEST_AMONG), -1):
        among = words[position].lower == "among" or position == 0 and words[0].lower == "of"
        if among and words[position + 1].lower in ("the", "those"):
            outcome = words[position + 2].senses.get("outcome") if position + 2 < len(words) else None
            if outcome is not None and outcome[0] == "casualties" and state.context.last_casualty:
                outcome = (state.context.last_casualty, outcome[1])
            if outcome is None or outcome[0] not in CASUALTIES or position + 2 >= first:
                return None
            if _has_its_own(state, index) or _otherwise_treated(state, state.numbers[index].counted.last + 1):
                return None
            return Reading(outcome[0], "among_those", position, position + 2)
        if (
            words[position].text in ";."
            or "verb" in words[position].senses
            and "outcome" not in words[position].senses
        ):
            return None
    return None


def _of_those_before(state: State, index: int) -> Reading | None:
    """ "Of them, about a thousand are in Osh", "Among the 72 are three nurses": of those whom the sentence before counted."""
    words, number, casualty = state.words, state.numbers[index], state.context.last_casualty
    if words[0].text in QUOTATION_MARKS:
        words = words[1:]  # "“Of those, 23 were children,” she said"
    if (
        casualty
        and not index
        and not number.quantity.first
        and number.counted.predicate_noun
        and not number.counted.veto
    ):
        return Reading(casualty, "of_those_before")  # "Six were children"
    if not casualty or number.counted.veto or words[0].lower not in ("of", "among") or len(words) < 4:
        return None
    if "outcome" in words[2].senses:
        return None  # "Of those killed, 32 were children", whatever was counted last
    if words[1].lower in ("them", "these", "those"):
        placed = number.counted.head is None and place_beside(state, index)
        nationals = number.counted.predicate_noun and bool(
            number.counted.actors or number.counted.group
        )  # "Of these, 11 are Italians"
        placed = placed or nationals
        other = _has_its_own(state, index) or _otherwise_treated(state, number.counted.last + 1)
        return Reading(casualty, "of_those_before") if placed and not other else None
    if index and words[1].lower == "the" and words[0].lower == "among" and 2 in state.at:
        behind = words[state.numbers[0].counted.last + 1]
        return Reading(casualty, "of_those_before") if behind.lower in BE else None
    return None


def _among_the_dead(state: State, index: int) -> Reading | None:
    """ "The dead include one Indian woman", "the wounded count three soldiers"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    position = back_over(words, position, DETERMINERS | ADVERBS)
    if (
        position < 2
        or words[position].lower not in COUNT_IN
        or words[position - 2].lower not in ("the", "those")
    ):
        return None
    outcome = words[position - 1].senses.get("outcome")
    if outcome is None or outcome[1] != "predicate" or outcome[0] not in CASUALTIES:
        return None
    return Reading(outcome[0], "among_those", position - 1, position - 1)


def _has_its_own(state: State, index: int) -> bool:
    """Whether a number has a predicate to itself: "among the dead are three soldiers, and EIGHTEEN HAVE BEEN WOUNDED"."""
    own = right_predicate(state, index)
    if own is None or own.measure not in CASUALTIES or own.rule != "predicate_after":
        return False
    last = state.numbers[index].quantity.last
    return not any(position in state.at for position in range(last + 1, own.first))


def inverted(state: State, index: int) -> Reading | None:
    """Killed too were three Malawian soldiers; also wounded was one of the guards."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    position = back_over(words, position, DETERMINERS | ADVERBS | NOT_A_TOTAL)
    if position < 1 or words[position].lower not in BE:
        return None
    position = back_over(words, position - 1, ADVERBS | {"too", "also", "among"})
    outcome = words[position].senses.get("outcome") if position >= 0 else None
    if outcome is not None and outcome[0] == "detained" and words[0].lower == "in" and position < 6:
        return Reading(
            outcome[0], "inverted", position, position
        )  # "In pre-trial detention are still three people"
    before = words[position - 1] if position > 0 else None
    opens = before is None or before.text in ',;:“"' or before.lower in ("and", "also", "but")
    if outcome is None or outcome[1] != "predicate" or outcome[0] not in CASUALTIES or not opens:
        return None
    return Reading(outcome[0], "inverted", position, position)


def taken_into_custody(state: State, index: int) -> Reading | None:
    """ "took the leader and ten of his men into custody": a predicate that stands around the number."""
    words, number = state.words, state.numbers[index]
    last = number.counted.last
    behind = [word.lower for word in words[last + 1 : last + 9]]
    took = [
        n for n in range(max(0, number.quantity.first - 10), number.quantity.first) if words[n].lower in TAKES
    ]
    if not took or "custody" not in behind or number.counted.veto:
        return None
    at = behind.index("custody")
    if behind[at - 1] != "into" or any("verb" in word.senses for word in words[took[-1] + 1 : last + at + 1]):
        return None
    return Reading("detained", "taken_into_custody", took[-1], last + 1 + at)


TAKES = frozenset("take takes took taken taking".split())


def taken_home(state: State, index: int) -> Reading | None:
    """ "brought 140 soldiers home", "pulled 60 troops out": a verb of leaving that stands around the number."""
    words, number = state.words, state.numbers[index]
    behind = number.counted.last + 1
    verb = back_over(words, number.quantity.first - 1, TAKEN_ALONG)
    carried = number.counted.force or number.counted.actors
    if verb < 0 or behind >= len(words) or number.counted.veto or not carried:
        return None
    if words[verb].lower in REMOVES and number.counted.force:
        return Reading("withdrawn", "taken_home", verb, verb)
    verbs = CARRIED_AWAY.get(words[behind].lower.split()[0], ())
    follower = words[behind + 1] if behind + 1 < len(words) else None
    if words[verb].lower not in verbs or follower is not None and follower.lower in ("to", "into", "in"):
        return None  # "sent 200 men back to the island"
    return Reading("withdrawn", "taken_home", verb, behind)


REMOVES = frozenset("remove removes removed removing".split())
TAKEN_ALONG = DETERMINERS | frozenset(("last", "final", "remaining", "of", "first", "all"))
CARRIES = frozenset(
    "bring brings brought bringing take takes took taken taking fly flies flew flown flying send sends sent sending"
    " ship shipped call calls called calling order ordered move moves moved moving get got".split()
)
PULLS = CARRIES - frozenset("send sends sent sending order ordered call calls called calling".split())
CARRIED_AWAY = {
    "home": CARRIES,
    "back": CARRIES | {"pull", "pulls", "pulled", "pulling"},
    "out": PULLS | {"pull", "pulls", "pulled", "pulling"},
}


def taken_prisoner(state: State, index: int) -> Reading | None:
    """The attackers took more than 100 prisoners."""
    number, words = state.numbers[index], state.words
    first, behind = number.quantity.first, number.quantity.last + 1
    taken = first > 0 and words[first - 1].lower in ("took", "taken", "take", "taking")
    held = behind < len(words) and words[behind].lower in ("prisoner", "prisoners", "captive", "captives")
    if taken and number.counted.last + 1 < len(words) and not held:  # "took about 150 soldiers prisoner"
        held = words[number.counted.last + 1].lower in ("prisoner", "captive")
    return Reading("detained", "taken_prisoner", first - 1, behind) if taken and held else None


def sum_after_noun(state: State, index: int) -> Reading | None:
    """The wounded are more than a hundred; the ministry put the civilians killed at 94."""
    number, words = state.numbers[index], state.words
    counted, link = number.counted, number.quantity.first - 1
    link = back_over(words, link, ADVERBS)
    if counted.group not in ("", "all") or counted.force or counted.unknown or counted.veto or link < 1:
        return None
    before = words[:link]
    if not (
        words[link].lower in BE | SIZES
        or words[link].lower == "at"
        and any(word.lower in PUT_AT for word in before)
    ):
        return None
    link = _before_aside(words, link - 1) + 1
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


def _before_aside(words: Sequence[Word], position: int) -> int:
    """Before ", the ministry said on Sunday," where that ends at `position`; else the same place."""
    if position < 1 or words[position].text != ",":
        return position
    for start in range(position - 1, max(0, position - 12), -1):
        if words[start].text == ",":
            return start - 1 if any("speech" in word.senses for word in words[start:position]) else position
    return position


DEAD_AND_HURT = ("dead and injured", "dead and wounded")


def verb_before(state: State, index: int) -> Reading | None:
    """Police killed 12 people; arrested more than 100; the blast, killing at least 12."""
    first = state.numbers[index].quantity.first
    if first and state.words[first - 1].lower in DEAD_AND_HURT:
        return Reading(
            "injured", "verb_before", first - 1, first - 1
        )  # "shot two people dead and injured three others"
    reading = left_predicate(state, index)
    if reading is None or "list" in reading.rule:
        return None
    behind = state.words[state.numbers[index].counted.last + 1 : state.numbers[index].counted.last + 2]
    if reading.measure == "injured" and behind and behind[0].lower in ("dead", *DEAD_AND_HURT):
        reading.measure = "killed"  # "shot two people dead"
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
    reading = right_predicate(state, index)
    if reading is not None and reading.measure == "injured" and _hurt_earlier(state, index):
        return None
    if (
        reading is not None
        and index
        and reading.rule == "predicate_after_list"
        and _is_closed_part(state, index)
    ):
        return None  # "nine had been killed, seven of them civilians, and dozens hurt"
    return reading


def _is_closed_part(state: State, index: int) -> bool:
    """Whether a part of the number before is told with its noun and ends at a comma: ", seven of them civilians,"."""
    words, counted = state.words, state.numbers[index].counted
    after = words[counted.last + 1 : counted.last + 2]
    return (
        counted.predicate_noun and counted.partitive in PART_PRONOUNS and bool(after) and after[0].text == ","
    )


def _hurt_earlier(state: State, index: int) -> bool:
    """ "25 people died, including four who were injured in earlier clashes": four of the dead."""
    words, number = state.words, state.numbers[index]
    before = words[number.quantity.first - 1].lower if number.quantity.first else ""
    after = words[number.counted.last + 1].lower if number.counted.last + 1 < len(words) else ""
    previous = state.numbers[index - 1].reading if index else None
    return (
        before in SUBSET_BEFORE
        and after in RELATIVES
        and previous is not None
        and previous.measure == "killed"
    )


def verb_before_list(state: State, index: int) -> Reading | None:
    """killed four civilians and two soldiers."""
    if state.numbers[index].counted.partitive in ("them", "whom", "those", "these", "which"):
        return None
    return left_predicate(state, index)


def each_of_those(state: State, index: int) -> Reading | None:
    """Four deaths, one each in Oyem, Mouila, Makokou and Franceville."""
    previous = state.numbers[index - 1].reading if index else None
    if previous is None or previous.measure not in CASUALTIES or not places_of_each(state, index):
        return None
    return Reading(previous.measure, "each_of_those")


def listed_part(state: State, index: int) -> Reading | None:
    """six dead, two gendarmes and four civilians: what the groups after a total add up to."""
    number = state.numbers[index]
    nameless = number.counted.group in ("", "all") and not (
        number.counted.head is None and number.counted.actors
    )
    if not index or nameless or number.counted.veto:
        return None
    before = next((n for n in range(index - 1, -1, -1) if state.numbers[n].reading is not None), index - 1)
    previous = state.numbers[before]
    if previous.reading is None or previous.reading.measure not in CASUALTIES:
        return None
    between = state.words[previous.counted.last + 1 : number.quantity.first]
    if _lists_on(between):
        return Reading(
            previous.reading.measure,
            "listed_part",
            part_of=previous.reading.part_of if previous.reading.part_of is not None else before,
        )
    return None


DROVE_OUT = frozenset(
    "displaced displacing uprooted uprooting forced forcing evacuated evacuating rescued rescuing freed".split()
)


def _lists_on(between: Sequence[Word]) -> bool:
    """Whether the words before a number go on with a list: ", and", ": a", "– one of them a"; not ", while"."""
    if any(word.lower in DROVE_OUT for word in between):
        return False  # "murdered dozens of civilians and displaced more than 35,000 residents"
    if len(between) == 1 and between[0].lower in BE:
        return True  # "the other five deaths were two gendarmes and three civilians"
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
    if number.counted.head is None and _otherwise_treated(state, number.counted.last + 1):
        return None
    behind = state.words[number.counted.last + 1 : number.counted.last + 2]
    if behind and behind[0].lower == "fatally":
        return Reading("killed", "part_of_another")  # "55 were shot, 12 of them fatally"
    return Reading(measure, "part_of_another", part_of=parent)


def _otherwise_treated(state: State, position: int) -> bool:
    """ "168 were detained; 107 of them were let go": a part of which the report says what no measure holds."""
    words = state.words
    if position >= len(words) or words[position].lower not in AUXILIARIES:
        return False
    position = next_but(words, position, AUXILIARIES | ADVERBS)
    word = words[position] if position < len(words) else None
    return word is not None and (
        word.lower in FREED
        or word.lower
        in (
            "wanted",
            "sought",
            "let",
            "fined",
            "found",
            "charged",
            "sentenced",
            "convicted",
            "displaced",
            "evacuated",
            "rescued",
        )
    )


def another(state: State, index: int) -> Reading | None:
    """arrested five suspects on the spot and a further eight on Sunday; eight people died, another three in Bafata."""
    number, words = state.numbers[index], state.words
    before = {
        word.lower for word in words[max(0, number.quantity.number_first - 2) : number.quantity.number_first]
    }
    after = words[number.quantity.last + 1].lower if number.quantity.last + 1 < len(words) else ""
    marked = before & {"another", "further", "other"} or after in ("more", "others")
    told = {"all", *(other.counted.group for other in state.numbers[:index] if other.reading is not None)}
    if number.counted.group and number.counted.group in told:
        after = words[number.counted.last + 1].lower if number.counted.last + 1 < len(words) else ""
    elif number.counted.head is not None:
        after = ""
    if not marked and after in ("on", "at") and before & {"and", ","}:
        marked = True  # "740 detainees on Monday and 1,310 people on Tuesday"; "eight died at one clinic, three at another"
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
    if any(word.lower in SOUGHT for word in between) or _otherwise_treated(state, number.counted.last + 1):
        return None
    verb = words[number.quantity.first - 1] if number.quantity.first else None
    if (
        verb is not None
        and not verb.senses.get("outcome")
        and (verb.lower.endswith("ed") or "thing" in verb.senses)
    ):
        return None  # "killed 2,800 people and displaced 800,000 more"
    return Reading(previous.measure, "another")


def participle_behind(state: State, index: int) -> Reading | None:
    """Eight members of the army, arrested this month, are said to ...: a participle between commas."""
    words, counted = state.words, state.numbers[index].counted
    at = counted.last + 2
    if at + 1 >= len(words) or words[at - 1].text != "," or counted.head is None or counted.veto:
        return None
    outcome = words[at].senses.get("outcome")
    if outcome is None or outcome[1] != "predicate" or outcome[0] not in CASUALTIES:
        return None
    closes = any(word.text in ",." for word in words[at + 1 : at + 10])
    when_or_where = words[at + 1].lower in PREPOSITIONS or words[at + 1].lower in (
        "this",
        "last",
        "earlier",
        "yesterday",
    )
    return Reading(outcome[0], "participle_behind", at, at) if closes and when_or_where else None


def joined_behind(state: State, index: int) -> Reading | None:
    """One officer was killed, along with three of the gunmen; two are under arrest, as well as four civilians."""
    first = state.numbers[index].quantity.first
    before = [word.lower for word in state.words[max(0, first - 2) : first]]
    joined = before in (["along", "with"], ["together", "with"], ["as", "were"], ["as", "have"])
    joined = joined or [word.lower for word in state.words[max(0, first - 3) : first]] == ["as", "well", "as"]
    previous = state.numbers[index - 1].reading if index else None
    if not joined or previous is None or previous.measure not in (*CASUALTIES, "withdrawn"):
        return None
    counted = state.numbers[index].counted
    behind = state.words[counted.last + 1 : counted.last + 2]
    if counted.veto or counted.outcome is not None or behind and "outcome" in behind[0].senses:
        return None  # "1,000 injured as well as over 12,000 arrested"
    return Reading(previous.measure, "joined_behind")


def under_heading(state: State, index: int) -> Reading | None:
    """ "Killed by district:" over "Kandy: 9"; "Strength of the contingents:" over "Belarus: 120"."""
    heading, counted = state.context.heading(), state.numbers[index].counted
    if not heading or counted.veto:
        return None
    outcomes = [word.senses["outcome"][0] for word in heading if "outcome" in word.senses]
    if outcomes and outcomes[0] in CASUALTIES:
        return Reading(outcomes[0], "under_heading")
    planned = any("promise" in word.senses or word.lower in PROMISED for word in heading)
    if (planned or force_is_topic(heading)) and (
        counted.force or counted.actors or names_a_force(state, index)
    ):
        return Reading("pledged" if planned else "deployed", "under_heading")
    return None


RULES: tuple[Callable[[State, int], Reading | None], ...] = (
    whole_of_a_part, toll_brought_to, toll_reached, taken_prisoner, joined_behind, noun_of_outcome, among_those,
    inverted, taken_home, verb_before, predicate_after, verb_before_list, participle_behind, part_of_another, toll_before,
    former_toll, tally_of_the_same, sum_after_noun, toll_said, taken_into_custody, dealt_to_places, another,
    each_of_those, listed_part, under_heading, force_in_context,
)  # fmt: skip


def _opens_a_list(state: State, index: int) -> bool:
    """Whether a bracketed number follows one without brackets: "60 people (12 in Osh)", not "Osh (12), Naryn (4)"."""
    earlier = index and state.words[state.numbers[index - 1].quantity.first - 1].text == "("
    return not earlier and bool(place_beside(state, index))


def _parent(state: State, index: int) -> int | None:
    """The number of which this one is a part: before "including", "of whom", "among them"; None if it stands for itself."""
    words, number = state.words, state.numbers[index]
    before = [word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]]
    part = number.counted.partitive in ("them", "whom", "those", "these", "which")
    part = part or any(word in SUBSET_BEFORE for word in before[-3:]) or before[-2:] == ["those", "of"]
    part = part or before[-2:-1] == ["of"] and before[-1] in PART_PRONOUNS
    part = part or _of_a_severity(words, number)
    part = part or before[-1:] == ["("] and number.counted.head is None and _opens_a_list(state, index)
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


def _of_a_severity(words: Sequence[Word], number: Numbered) -> bool:
    """ "53 people were hurt, three seriously"."""
    after = number.quantity.last + 1
    comma = number.quantity.first and words[number.quantity.first - 1].text == ","
    return (
        bool(comma)
        and after < len(words)
        and words[after].lower in SEVERITIES
        and number.counted.head is None
    )


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
