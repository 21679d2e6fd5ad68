"""A number of the foreign force that no verb speaks of: its size, a country's share, a part of it, in the words around.

What belongs here: numbers that are a force's because the sentence or the one before is about the force. What does not: what a
verb says of people (`predicates`), casualties (`measures`).
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.context import force_spoken_of
from analysis.claims.counted import actor_at
from analysis.claims.state import CASUALTIES, FORCES, PART_PRONOUNS, Reading, State, force_is_topic, sends_men
from analysis.language.actors import COALITION, CONTRIBUTOR
from analysis.language.words import ADVERBS, AUXILIARIES, BE, REPORTED_AS, Word

SIZES = frozenset(
    "reach reaches reached reaching number numbers numbered numbering total totals totalled totaled totalling totaling"
    " ranged ranges ranging counts".split()
)
TALLIES = frozenset("number numbers figure count counts estimates total tally toll figures".split())

ON_THE_SPOT = frozenset("on already there in at".split())
GROWTH = frozenset(
    "bring brings bringing brought grow grows grew grown growing double doubles doubled doubling triple tripled"
    " ramp ramps ramped ramping"
    " rise rises rose increase increases increased increasing raise"
    " build builds built expand expands expanded expanding enlarge enlarged"
    " risen swell swelled swollen climbed strengthen strengthened"
    " lift lifts lifted raises raised raising take takes taking took comes came amounts amounted stands stood".split()
)
NO_FORCE = frozenset("technical assessment medical monitoring observer fact-finding finding rescue".split())
REMAIN = frozenset("remain remains remained stay stayed".split())
PLEDGES_MADE = frozenset("commitments pledges promises offers".split())
PLEDGES = frozenset("commitment pledge offer".split())
SHARES = frozenset("contribution share part contingent strength commitment".split())
OWNS = frozenset("force mission battalion brigade unit company detachment".split())
SET_AT = frozenset("put set numbered meant supposed expected planned".split())
STANDS = frozenset("be is was at have has had".split())
FALLS = frozenset(
    "fall falls fell drop drops dropped cut reduce reduces reducing reduced scaled trimmed"
    " shrink shrinks shrank shrunk down".split()
)
SIZED = frozenset(
    "unit one group team batch wave party amount strength size staff total number rotation reinforcement".split()
)


def force_in_context(state: State, index: int) -> Reading | None:
    """the force of 2,500 troops; a 23-member detachment; Armenia - 100 of its troops; 150 from Kyrgyzstan."""
    number = state.numbers[index]
    counted = number.counted
    one = number.quantity.value == 1 and not counted.strong
    if one and state.words[counted.core].lower.split()[-1] in ("contingent", "force", "mission"):
        return None  # "came as one contingent"
    if counted.strong and state.words[counted.core].lower in PLEDGES:
        return Reading("pledged", "size_of_a_force")  # "its 120-strong commitment"
    if (
        counted.head is None
        and not counted.veto
        and names_a_force(state, index)
        and _list_of_pledges(state, index)
    ):
        return Reading("pledged", "list_of_pledges")
    if counted.head is None and not counted.veto and _that_was_promised(state, index):
        return Reading("pledged", "promised_number")
    if (
        counted.veto
        or counted.group not in ("", "all", "security forces", "peacekeepers")
        or counted.unknown
        and not counted.actors
    ):
        return None
    own = any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors)
    bare = counted.head is None and not counted.strong
    own = (
        own
        or _its_own_men(state, index)
        or _under_a_label(state, index)
        or _from_whom_there_are(state, index)
    )
    told = own or _dealt(state, index) or _size_of_a_force(state, index) or _are_from(state, index)
    if bare and not told and _labelled(state, index):
        return Reading("deployed", "labelled_force")
    if bare and not (told or _on_the_spot(state, index) or _some_of_them(state, index)):
        return None
    if not counted.force and not bare and not told:
        return None
    previous = next(
        (n.reading.measure for n in reversed(state.numbers[:index]) if n.reading and n.reading.measure), ""
    )
    if previous in CASUALTIES or counted.partitive and state.context.last_casualty:
        return None
    before = state.words[number.quantity.first - 1].lower if number.quantity.first else ""
    if previous in FORCES:
        there = before in ("leaving", "from") or _already_there(state, index) or not _listed(state, index)
        if previous == "pledged" and _yet_to_be(state.words, number.quantity.last + 1):
            there = False  # "2,500 officers, to be sent in steps; 1,000 of them will be Kenyan"
        return Reading("deployed" if there else previous, "list_of_forces")
    if _size_of_a_force(state, index):
        return Reading("deployed", "size_of_a_force")
    if state.context.last_measure in FORCES and (counted.force or _some_of_them(state, index)):
        return Reading("deployed", "force_in_context")
    told = own or names_a_force(state, index) or state.of_a_force()
    told = told or any(
        rule(state, index) for rule in (_in_this_group, _some_of_them, _are_there, _below_a_name)
    )
    return Reading("deployed", "force_in_context") if told else None


def _that_was_promised(state: State, index: int) -> bool:
    """ "(400 police,) far short of the 1,000 it had promised"."""
    at = state.numbers[index].quantity.last + 1
    behind = [word.lower for word in state.words[at : at + 3]]
    own = (
        len(behind) == 3 and behind[0] in ("it", "they", "he", "she") and behind[1] in ("had", "has", "have")
    )
    return (
        own and behind[2] in ("promised", "pledged", "offered", "committed") and _after_a_force(state, index)
    )


def _below_a_name(state: State, index: int) -> bool:
    """ "CHAD: An offer is on the table. Ministers spoke of 850 soldiers", in a paragraph that a sender's name opens."""
    label = state.context.label() if state.numbers[index].counted.force else None
    return label is not None and sends_men(state, label)


def _are_there(state: State, index: int) -> bool:
    """ "The 110 soldiers and around 44 police are there to keep the peace"; "there will be 700 police on the island"."""
    words, number = [word.lower for word in state.words], state.numbers[index]
    first, behind = number.quantity.first, number.counted.last + 1
    if not number.counted.force or not state.context.force():
        return False
    counted = words[max(0, first - 3) : first]
    spot = words[behind : behind + 2] in (["on", "the"], ["in", "the"]) and words[behind + 2 : behind + 3]
    if "there" in counted and spot and spot[0] in ("island", "islands", "country", "territory", "ground"):
        return True
    end = state.numbers[-1].counted.last + 1
    between = words[behind : state.numbers[-1].quantity.first]
    listed = end == behind or all(word in (",", "and") for word in between)
    return (
        listed
        and words[end : end + 3] != words[end : end + 2]
        and words[end] in BE
        and "there" in words[end + 1 : end + 3]
    )


def _in_this_group(state: State, index: int) -> bool:
    """ "There were 210 soldiers in this group", after a sentence on a force."""
    behind = [word.lower for word in state.words[state.numbers[index].counted.last + 1 :][:3]]
    this = (
        behind[:2] in (["in", "this"], ["in", "that"])
        and behind[2:]
        and behind[2] in SIZED | {"contingent", "battalion"}
    )
    return bool(this) and bool(state.context.force())


def _are_from(state: State, index: int) -> bool:
    """ "Of the 217 soldiers, 162 are from Angola", "250 each from Mali and Chad": a bare number whose country follows."""
    words, at = state.words, state.numbers[index].quantity.last + 1
    if at + 2 >= len(words) or words[at].lower not in BE | {"each"} or words[at + 1].lower != "from":
        return False
    actor = actor_at(words, at + 2)
    return actor is not None and sends_men(state, actor)


def _its_own_men(state: State, index: int) -> bool:
    """ "Its 1,000 soldiers have taken the town", after a sentence on one sender alone; "Chad ended the stay of its 1,000 men"."""
    words, number = state.words, state.numbers[index]
    if number.counted.force and number.quantity.first > 1 and words[number.quantity.first - 1].lower == "its":
        named = [actor for position, actor in state.named() if position < number.quantity.first]
        return len(named) == 1 and sends_men(state, named[0])
    if number.quantity.first != 1 or words[0].lower not in ("its", "their") or not number.counted.force:
        return False
    before = state.context.words(state.context.number - 1) if state.context.number else []
    return bool(before) and bool(force_spoken_of(before, state.crisis))


def _under_a_label(state: State, index: int) -> bool:
    """ "The Jamaican half of the group: 20 soldiers": a noun for men behind a label that names who sends them."""
    words, first = state.words, state.numbers[index].quantity.first
    if not state.numbers[index].counted.force or first < 2 or words[first - 1].text != ":":
        return False
    return any(
        (actor := word.senses.get("actor")) is not None and sends_men(state, actor)
        for word in words[: first - 1]
    )


def _from_whom_there_are(state: State, index: int) -> bool:
    """ "From Italy, which gives the most, there are 852": a bare number of a sender's."""
    words, first = state.words, state.numbers[index].quantity.first
    if [word.lower for word in words[max(0, first - 2) : first]] not in (["there", "are"], ["there", "were"]):
        return False
    actor = actor_at(words, 1) if len(words) > 1 and words[0].lower == "from" else None
    return actor is not None and sends_men(state, actor)


def _labelled(state: State, index: int) -> bool:
    """ "Military personnel: 207", after a sentence on the force."""
    words, first = state.words, state.numbers[index].quantity.first
    if not 1 < first < 14 or words[first - 1].text != ":":
        return False
    label = words[: first - 1]
    heads = any("force" in word.senses for word in label) and not any(
        "outcome" in word.senses for word in label
    )
    spoken = state.context.number > 0 and (
        state.context.last_measure in FORCES or force_is_topic(state.context.words(state.context.number - 1))
    )
    own = any((actor := word.senses.get("actor")) is not None and sends_men(state, actor) for word in label)
    short = len(label) < (12 if own else 5)
    return bool(short and heads and (spoken or own))


def _list_of_pledges(state: State, index: int) -> bool:
    """ "The commitments of African countries: Chad 2,000; Nigeria 900"."""
    return any(word.lower in PLEDGES_MADE for word in state.words[: state.numbers[index].quantity.first])


def _yet_to_be(words: Sequence[Word], position: int) -> bool:
    """ "(1,000 of the total) will be"."""
    return any(word.lower in ("will", "would") for word in words[position : position + 5])


def _size_of_a_force(state: State, index: int) -> bool:
    """Whether the number is a force's size: "a team of 78", "a bigger one, of fifty", "a force of roughly 1,200"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    while position > 0 and words[position].lower in ADVERBS:
        position -= 1
    if position >= 1 and (
        words[position].lower in SIZES
        or words[position].lower in ("to", "at", "up to")
        and _grows(words, position)
    ):
        return state.of_a_force() or _tally_of_a_force(words[:position]) or _whose_number(words[:position])
    if position >= 1 and words[position].lower in STANDS and _share_before(words, position):
        return True
    if position >= 1 and words[position].lower in BE and words[position - 1].lower == "they":
        return state.context.last_measure in FORCES or bool(
            state.context.force()
        )  # "They are over 2,500 now"
    if position >= 3 and words[position].lower in BE and words[position - 1].lower == "which":
        if words[position - 3].lower in ("number", "strength") and words[position - 2].lower == "of":
            return True  # "KFOR, the number of which is 3.8 thousand"
    if (
        position >= 2
        and words[position].lower == "at"
        and words[position - 1].lower in ("number", "strength")
    ):
        whose = words[position - 2].lower
        put = [word for word in words if word.lower not in ("put", "puts")]  # which is no sending here
        return whose in ("their", "its") or force_is_topic(put)  # "puts their number at 1,495"
    if position < 1 or words[position].lower != "of":
        return False
    position -= 2 if words[position - 1].text == "," else 1
    word = words[position]
    if position and words[position - 1].lower in NO_FORCE or _of_an_agency(words, position):
        return False
    return (
        "unit" in word.senses
        or "mission" in word.senses
        or word.lower in SIZED
        and bool(state.context.last_measure in FORCES or state.of_a_force())
    )


def _of_an_agency(words: Sequence[Word], position: int) -> bool:
    """ "the agency's emergency team of 34": of an owner that is no country and no force."""
    owner = next(
        (n for n in range(position - 1, max(0, position - 4), -1) if words[n].lower in ("'s", "’s")), 0
    )
    senses = words[owner - 1].senses
    return owner > 0 and not ("actor" in senses or "mission" in senses or "force" in senses)


def _share_before(words: Sequence[Word], position: int) -> bool:
    """ "Russia's contribution to the force is thought to be 1,400"; "the Belarusian contingent was estimated at 500"."""
    at = position - 1
    owned = words[position].lower in ("have", "has", "had")
    while at >= 0 and (words[at].lower in REPORTED_AS or words[at].lower in AUXILIARIES | ADVERBS | SET_AT):
        at -= 1
    for before in range(at, max(-1, at - 8), -1):
        word = words[before]
        if word.lower in SHARES or owned and word.lower in OWNS:
            return True
        if (
            "verb" in word.senses
            or word.lower in AUXILIARIES
            or word.text in ",;:"
            or "number" in word.senses
        ):
            return False
    return False


def _grows(words: Sequence[Word], position: int) -> bool:
    """ "bringing the total to 600", "to grow to 2,800"."""
    return any(word.lower in GROWTH | FALLS for word in words[max(0, position - 14) : position])


def _whose_number(words: Sequence[Word]) -> bool:
    """ "police officers, whose number (has risen from 10 to 27)"."""
    at = next((n for n, word in enumerate(words) if word.lower == "whose"), 0)
    counted = at > 0 and any(word.lower in ("number", "strength") for word in words[at + 1 : at + 3])
    return counted and any("force" in word.senses for word in words[max(0, at - 5) : at])


def _tally_of_a_force(words: Sequence[Word]) -> bool:
    """ "the number of Belarusian soldiers in the country"."""
    for position, word in enumerate(words):
        if word.lower in TALLIES and any(
            "force" in after.senses or "actor" in after.senses for after in words[position + 1 : position + 6]
        ):
            return True
    return False


def names_a_force(state: State, index: int) -> bool:
    """Whether the number stands right after a contributor that has it: "Kenya has 730 officers", "Nairobi's 380-man unit"."""
    words, position = state.words, state.numbers[index].quantity.first - 1
    while position >= 0 and (
        words[position].lower
        in (
            "has",
            "had",
            "have",
            "'s",
            "’s",
            "now",
            "its",
            "already",
            "another",
            "with",
            "whose",
            "there",
            "is",
            "are",
        )
        or words[position].text in "-–—:=("
    ):
        position -= 1
    whose = words[position + 1].lower == "whose"
    if position > 0 and words[position].text == "," and (state.numbers[index].counted.head is None or whose):
        position -= 1  # "by country: Italy, 620; Greece, 240"
    while position > 0 and ("service" in words[position].senses or "group" in words[position].senses):
        position -= 1  # "the Australian Federal Police another 40"
    if position == 0 and words[0].lower == "it":  # "It has some 460 personnel", after a sentence on the force
        return state.context.number > 0 and bool(
            force_spoken_of(state.context.words(state.context.number - 1), state.crisis)
        )
    if position > 0 and words[position].lower == "it":  # "Rwanda's army said it had 2,000 men in the country"
        names = [actor for n in range(position) if (actor := actor_at(words, n)) is not None]
        return bool(names) and sends_men(state, names[-1])
    actor = actor_at(words, position) if position >= 0 else None
    return actor is not None and sends_men(state, actor)


def _some_of_them(state: State, index: int) -> bool:
    """ "Around 1,000 of them were in the capital", "About 500 (of those) remain": of the force that was counted before."""
    number = state.numbers[index]
    first, words = number.quantity.first, state.words
    if number.counted.partitive == "them" and not index and first > 1:
        comma = first - 1 if words[first - 1].text == "," else first - 2
        ends = words[number.counted.last + 1 : number.counted.last + 2]
        if words[comma].text == "," and (not ends or ends[0].text in ".,;"):
            return any(
                "force" in word.senses for word in words[:comma]
            )  # "withdraw its troops, an estimated 3,000 of them"
    if state.context.last_measure not in FORCES:
        return False
    if number.counted.head is None and not number.counted.partitive and state.context.number:
        behind = [word.lower for word in words[number.quantity.last + 1 : number.quantity.last + 3]]
        opens = first == 0 or first == 1 and words[0].lower in ("now", "today")
        left = (
            behind[:1] and behind[0] in REMAIN or behind[:1] and behind[0] in BE and behind[1:] == ["still"]
        )
        return bool(opens and left) and force_is_topic(state.context.words(state.context.number - 1))
    if number.counted.partitive not in PART_PRONOUNS:
        return False
    after = [word.lower for word in state.words[number.counted.last + 1 : number.counted.last + 3]]
    if [word.lower for word in words[max(0, first - 3) : first]][:2] in (["there", "are"], ["there", "were"]):
        return True  # "There are now about 2,000 of them"
    placed = after[:1] and after[0] in BE and after[1:] and after[1] in ("in", "at", "based")
    return bool(placed or after[:1] and after[0] in REMAIN)


def _on_the_spot(state: State, index: int) -> bool:
    """ "adding to 1,700 on the ground", "the more than 600 already there": a bare number after a force's."""
    after = state.numbers[index].quantity.last + 1
    follower = state.words[after].lower if after < len(state.words) else ""
    first = state.numbers[index].quantity.first
    before = [word.lower for word in state.words[max(0, first - 2) : first]]
    spot = (
        follower in ON_THE_SPOT or before in (["up", "from"], ["down", "from"]) or before[-1:] == ["leaving"]
    )
    if before[-1:] == ["the"] and spot and force_is_topic(state.words[:first]):
        return True  # "more troops are to support the 750 in the country"
    changed = {word.lower for word in state.words[max(0, first - 6) : first]}
    if before[-1:] == ["from"] and changed & (GROWTH | FALLS):
        return state.of_a_force() or _whose_number(
            state.words[:first]
        )  # "to be expanded from 2,000 to 15,000"
    return spot and _after_a_force(state, index)


def _after_a_force(state: State, index: int) -> bool:
    """Whether a number before this one in the sentence was read as one of the force."""
    return any(
        number.reading is not None and number.reading.measure in FORCES for number in state.numbers[:index]
    )


def _listed(state: State, index: int) -> bool:
    """Whether a number is coordinated with the one before ("850 from Burundi, 800 from Chad"), not "side by side with 1,600"."""
    words = state.words[state.numbers[index - 1].quantity.last + 1 : state.numbers[index].quantity.first]
    apart = any(word.lower in AUXILIARIES or word.lower in ("side", "beside", "alongside") for word in words)
    return not apart or any(word.lower in GROWTH | FALLS for word in words)


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
    if not names_a_force(state, index):
        return False
    spoken = state.of_a_force() or _after_a_force(state, index) or state.context.last_measure in FORCES
    return spoken or _contributors_listed(state)


def _contributors_listed(state: State) -> bool:
    """ "The main contributors: France 1,503, Ireland 500, Sweden 211", in one line or each in a line of its own."""
    if len(state.words) < 4:
        return _in_a_column(state)
    if not any(word.lower in CONTRIBUTIONS for word in state.words):
        return False
    named = [
        actor_at(state.words, number.quantity.first - 1) for number in state.numbers if number.quantity.first
    ]
    return sum(actor is not None and sends_men(state, actor) for actor in named) > 2


def _in_a_column(state: State) -> bool:
    """Whether lines of a name and a number stand under a sentence on a force or on those who contribute to it."""
    over = state.context.number - 1
    while over > 0 and _is_name_and_number(state, state.context.words(over)):
        over -= 1
    words = state.context.words(over) if over >= 0 else []
    return bool(words) and (force_is_topic(words) or any(word.lower in CONTRIBUTIONS for word in words))


def _is_name_and_number(state: State, words: Sequence[Word]) -> bool:
    actor = actor_at(words, 0) if 1 < len(words) < 4 else None
    return actor is not None and sends_men(state, actor) and words[-1].text[0].isdigit()


CONTRIBUTIONS = frozenset("contributors contributions contingents".split())
