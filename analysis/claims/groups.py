"""Which people a number of casualties counts: the group, the nationality or the place.

What belongs here: groups and nationals within reach of a number. What does not: what befell them (`measures`), the place
for which a number stands (`places`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from analysis.claims.counted import Counted, actor_at
from analysis.claims.places import (
    place_after,
    place_alone,
    place_beside,
    place_dealt,
    place_of_the_event,
    places_of_each,
    settlement,
)
from analysis.claims.state import (
    BLOCS,
    CASUALTIES,
    PART_PRONOUNS,
    SUBSET_BEFORE,
    Numbered,
    State,
    is_destination,
    only_listed,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, demonym_of
from analysis.language.words import AUXILIARIES, BE, DETERMINERS, Word
from analysis.vocabulary import read_lexicon

SEVERITIES = {
    "critically": "critical", "critical": "critical", "seriously": "serious", "serious": "serious",
    "severely": "severe", "gravely": "grave", "badly": "serious", "lightly": "light", "slightly": "slight",
}  # fmt: skip


@lru_cache(maxsize=1)
def people_groups() -> frozenset[str]:
    """The codebook's words for groups, without `all`."""
    return frozenset(group for _, group, *_ in read_lexicon("people") if group != "all")


MEMBERS = frozenset("members men ranks soldiers troops personnel".split())


def who_of_casualties(state: State, index: int) -> str:
    """The group, the nationality or the place that the number counts; `all` for the total."""
    number = state.numbers[index]
    counted, reading, words = number.counted, number.reading, state.words
    if places := places_of_each(state, index):
        return "; ".join(places)
    if reading.part_of is not None and not counted.group:
        whole = state.numbers[reading.part_of].who
        if counted.actors and whole in ("all", "civilians", "foreigners"):
            return _nationals(words, counted)
        return _part_without_a_noun(state, index)
    if not counted.actors and counted.head is None and words[0].lower == "among" and reading.part_of is None:
        if len(words) > 2 and (named := actor_at(words, 2)) is not None:
            counted.actors.append((2, named))  # "Among the Hungarians more than 20 were hurt"
    bare = counted.group == "all" and words[counted.core].lower == "others"
    if counted.group == "all" and words[counted.core].lower == "citizens" and _beside_policemen(state, index):
        return "civilians"
    group = ("" if bare else counted.group) or _group_left_out(state, index) or "all"
    actor = next((actor for _, actor in counted.actors), None)
    if (
        actor is not None
        and actor.role in (CONTRIBUTOR, COALITION)
        and (counted.force or group == "peacekeepers")
    ):
        if group in ("security forces", "peacekeepers", "all"):
            group = "peacekeepers"
    elif actor is not None and actor.role == CONTRIBUTOR and _is_acronym(words[counted.actors[0][0]].text):
        group = "peacekeepers"  # "a bomb kills 4 UPDF", by the name of their army
    elif actor is not None and actor.role in (OTHER, CONTRIBUTOR):
        if group in ("all", "civilians", "foreigners") or group == "security forces" and not counted.service:
            group = _of_the_force(state, index) or _nationals(words, counted)
    if counted.service and group == "all":
        group = "security forces"
    if group == "all" and (apposed := _all_of_a_group(words, counted.last + 1)):
        group = apposed
    outcome = (
        counted.head is None or counted.head == counted.outcome_at
    )  # "28 fatalities among the security forces"
    if group == "all" and outcome and (among := _among_behind(words, number.quantity.last + 1)):
        group = among
    if (
        counted.actors
        and all(other.role == HOST for _, other in counted.actors)
        and counted.last > counted.core
    ):
        group = "security forces" if group == "all" and counted.force else group
    elif group in ("all", "security forces") and _of_the_mission(words, number):
        group = "peacekeepers"
    if reading.part_of is not None and group == "all":
        return _part_without_a_noun(state, index)
    if [word.lower for word in words[max(0, number.quantity.first - 2) : number.quantity.first]] == [
        "accounted",
        "for",
    ]:
        return settlement(state, 0) or group  # "Baghdad accounted for 111 of the dead"
    if group == "all" and (place := place_alone(state, index) or place_dealt(state, index)):
        return place
    number.place = place_of_the_event(state, index) if group == "all" else ""
    theirs = group == "security forces" or group == "all" and counted.force and counted.head is not None
    theirs = theirs or group == "all" and _of_its_dead(words, counted)
    if group == "all" and (lost := _lost_by(state, number) or _antecedent(state, index)):
        return lost
    if theirs and not counted.service and actor is None and reading.measure != "detained":
        if (
            _foreign_force_before(state, index)
            or _own_people(state, index)
            or _told_of_before(state, index)
            or _among_its_men(state, index)
        ):
            group = "peacekeepers"
    elif group == "all" and actor is None and _among_its_men(state, index):
        group = "peacekeepers"
    severity = "" if reading.measure == "killed" else _severity(words, number)
    return f"{group} ({severity})" if severity else group


def _is_acronym(name: str) -> bool:
    """ "UPDF", an army's name; not "U.S."."""
    return len(name) > 2 and name.isupper() and name.isalpha()


def _among_its_men(state: State, index: int) -> bool:
    """ "Of SAMIM's own members the battle left one dead"; "among its own men it reports four injured": the force's."""
    words, first, last = state.words, state.numbers[index].quantity.first, state.numbers[index].counted.last
    if not index and len(words) > first + 2 and words[first + 1].lower == "of":
        theirs = words[first + 2].lower == "its" and words[last].lower in MEMBERS
        return theirs and bool(
            state.context.last_measure
        )  # "The force has 350 men. Three of its men were killed"
    opening = next((n for n in range(first - 1, -1, -1) if words[n].text in ";:" or n == 0), 0)
    opening += words[opening].text in ";:"
    if opening >= first or words[opening].lower not in ("of", "among"):
        return False
    noun = next((n for n in range(opening + 1, min(opening + 6, first)) if words[n].lower in MEMBERS), None)
    if noun is None:
        return False
    owners = [actor_at(words, n) for n in range(opening + 1, noun)]
    owner = next((actor for actor in owners if actor is not None), None)
    if owner is None and words[opening + 1].lower in ("its", "their"):
        return bool(state.context.force()) or any(
            actor.role in (CONTRIBUTOR, COALITION) for _, actor in state.named()
        )
    return owner is not None and owner.role in (CONTRIBUTOR, COALITION)


def _among_behind(words: Sequence[Word], position: int) -> str:
    """ "71 dead and 341 wounded among its peacekeepers": the group that the words behind say it was."""
    for n in range(position, min(position + 7, len(words) - 2)):
        if words[n].text in ",.;:":
            return ""
        if words[n].lower == "among":
            behind = n + 2 if words[n + 1].lower in DETERMINERS else n + 1
            groups = [
                str(word.senses["group"]) for word in words[behind : behind + 2] if "group" in word.senses
            ]
            return groups[0] if groups and groups[0] != "all" else ""
    return ""


def _all_of_a_group(words: Sequence[Word], position: int) -> str:
    """ "three people, all civilians, were wounded": what the aside says of all of them."""
    aside = words[position : position + 4]
    if (
        len(aside) < 4
        or aside[0].text not in ",–—"
        or aside[1].lower not in ("all", "both")
        or aside[3].text not in ",–—"
    ):
        return ""
    group = str(aside[2].senses.get("group", ""))
    return "" if group == "all" else group


def _beside_policemen(state: State, index: int) -> bool:
    """ "50 citizens and 39 policemen were injured": the citizens are those who are no policemen."""
    one, beside = state.numbers[index], state.numbers[max(0, index - 1) : index + 2]
    return any(
        other.counted.group == "security forces" and only_listed(_words_between(state, one, other))
        for other in beside
    )


def _words_between(state: State, one: Numbered, other: Numbered) -> Sequence[Word]:
    first, second = sorted((one, other), key=lambda number: number.quantity.first)
    return state.words[first.counted.last + 1 : second.quantity.first]


def _of_the_force(state: State, index: int) -> str:
    """ "three Malawians and one Uruguayan" in a report on dead peacekeepers: foreigners of whom the force is made up."""
    last = state.numbers[index].quantity.last
    _, actor = state.numbers[index].counted.actors[0]
    if state.numbers[index].counted.force and any(
        word.senses.get("group") == "peacekeepers" for word in state.words
    ):
        return "peacekeepers"  # "among the blue helmets one soldier from Uruguay was killed"
    counted = state.numbers[index].counted
    unnamed = (
        counted.head is None or actor_at(state.words, counted.head) is not None
    )  # "11 Italians", no "11 Italian tourists"
    if actor.role == CONTRIBUTOR and (
        state.context.victims == "peacekeepers" or unnamed and state.context.force()
    ):
        return "peacekeepers"
    shares_noun = [word.lower for word in state.words[last + 1 : last + 2]] == [
        "from"
    ]  # "13 soldiers from Fiji, four from Malawi"
    if (
        index
        and state.numbers[index - 1].who == "peacekeepers"
        and (shares_noun or not state.numbers[index - 1].counted.group)
    ):
        between = state.words[state.numbers[index - 1].counted.last + 1 : state.numbers[index].quantity.first]
        if only_listed(between):
            return "peacekeepers"
    return ""


def _of_the_mission(words: Sequence[Word], number: Numbered) -> bool:
    """ "30 members of the peacekeeping force"; "one of the mission's members"."""
    counted = number.counted
    if any(
        "mission" in word.senses or word.lower in BLOCS for word in words[counted.core + 1 : counted.last + 1]
    ):
        return True
    if number.reading.rule == "noun_of_outcome" and _suffered(words, number.quantity.first):
        return True
    noun_phrase = words[number.quantity.last + 1 : counted.core + 1]
    return any(
        "mission" in owner.senses and mark.lower in ("'s", "’s") for owner, mark in pairwise(noun_phrase)
    )


def _suffered(words: Sequence[Word], first: int) -> bool:
    """ "SADC forces had suffered (18 fatalities)": of a contributor's or the coalition's own men."""
    if not any(word.lower in ("suffered", "lost", "sustained") for word in words[max(0, first - 3) : first]):
        return False
    named = [
        actor_at(words, n)
        for n in range(first)
        if "actor" in words[n].senses and not is_destination(words, n)
    ]
    return bool(named) and named[-1] is not None and named[-1].role in (CONTRIBUTOR, COALITION)


def _told_of_before(state: State, index: int) -> bool:
    """ "The two soldiers died in Goma", "11 of these soldiers": those of the foreign force whom the report told of last."""
    words, quantity, counted = state.words, state.numbers[index].quantity, state.numbers[index].counted
    before = words[quantity.first - 1].lower if quantity.first else ""
    own = [word.lower for word in words[quantity.last + 1 : quantity.last + 3]] == ["of", "its"]
    if own and not state.named() and state.context.force():
        return True  # "The force came in May. Two of its soldiers have died"
    pointed = (
        before in ("the", "these", "those")
        or counted.partitive == "of"
        and any(word.lower in ("these", "those") for word in words[quantity.last + 1 : quantity.last + 3])
    )
    context = state.context
    other = any(word.lower == "other" for word in words[quantity.last + 1 : counted.core])
    if other and context.last_casualty and context.victims == "peacekeepers":
        return True  # "25 other soldiers were wounded"
    return pointed and (context.victims == "peacekeepers" or not context.victims and bool(context.claimed))


def _lost_by(state: State, number: Numbered) -> str:
    """ "Chad lost 36 of them", "the Malian army lost 11 men": whose men they are that somebody lost."""
    words, reading = state.words, number.reading
    first, behind = number.quantity.first, number.quantity.last + 1
    counted_dead = behind < len(words) and "outcome" in words[behind].senses
    if counted_dead and first and words[first - 1].lower == "lost":  # "the rebels lost 25 killed"
        groups = [str(word.senses["group"]) for word in words[: first - 1] if "group" in word.senses]
        return groups[-1] if groups and groups[-1] != "all" else ""
    if (
        reading.rule != "verb_before"
        or reading.first is None
        or words[reading.first].lower not in ("lost", "lose", "loses")
    ):
        return ""
    for position in range(reading.first - 1, -1, -1):
        actor = actor_at(words, position)
        if actor is not None and not is_destination(words, position):
            if actor.role in (CONTRIBUTOR, COALITION):
                return "peacekeepers"
            men = any(
                "service" in word.senses or "force" in word.senses for word in words[position : reading.first]
            )
            return "security forces" if actor.role == HOST and men else ""
    theirs = {word.senses.get("group") for word in words[: reading.first]}
    return "security forces" if "security forces" in theirs else ""  # "the police have lost 24 members"


def _antecedent(state: State, index: int) -> str:
    """ "Troops fired on protesters. Thirty of them were killed": the people whom the sentence before named last."""
    number, context = state.numbers[index], state.context
    if index or number.counted.partitive != "them":
        return ""
    if number.quantity.first <= 3:
        return _named_last(context.words(context.number - 1)) if context.number else ""
    return _named_last(state.words[: number.quantity.first])


def _named_last(words: Sequence[Word]) -> str:
    """The people whom some words name last: a group, or the foreign force's ("the Chadians"); "" for nobody."""
    for position in range(len(words) - 1, -1, -1):
        group = words[position].senses.get("group")
        actor = words[position].senses.get("actor")
        own = actor is not None and actor.role in (CONTRIBUTOR, COALITION)
        if own and words[position].lower.endswith("ns"):
            return "peacekeepers"  # "The Chadians have been in the fiercest of the fighting"
        if group in (None, "all"):
            continue
        named = [word.senses["actor"] for word in words if "actor" in word.senses]
        foreign = any(other.role in (CONTRIBUTOR, COALITION) for other in named)
        return "peacekeepers" if group == "security forces" and foreign else str(group)
    return ""


def _of_its_dead(words: Sequence[Word], counted: Counted) -> bool:
    """ "14 of its dead", "six of our wounded"."""
    at = counted.outcome_at
    return counted.partitive == "of" and at is not None and words[at - 1].lower in ("its", "their", "our")


def _own_people(state: State, index: int) -> bool:
    """ "Kenya confirmed that it had lost two soldiers"; "two of its soldiers died, Kenya said": a contributor's own."""
    words, number = state.words, state.numbers[index]
    first, last = max(0, number.quantity.first - 6), number.counted.core
    if any(word.lower == "his" for word in words[number.quantity.last : last]) and not state.named():
        return bool(state.context.force())  # "93 of his soldiers were injured", says a commander
    if not any(word.lower in ("it", "its", "our", "we", "their") for word in words[first : last + 1]):
        return False
    for position in range(number.quantity.first):
        if (actor := actor_at(words, position)) is not None and not is_destination(words, position):
            return actor.role in (CONTRIBUTOR, COALITION)  # the subject, to which "it" leads back
        if words[position].lower in ("contingent", "mission", "peacekeeping mission"):
            return True  # "said of his contingent that all 14 of its dead had been buried"
    for position in range(number.counted.last + 1, len(words)):
        speaks = any("speech" in word.senses for word in (*words[position + 1 : position + 4], words[-1]))
        if speaks and (actor := actor_at(words, position)) is not None:
            return actor.role in (CONTRIBUTOR, COALITION)
    return False


def _foreign_force_before(state: State, index: int) -> bool:
    """ "A EUFOR patrol came under fire; three soldiers were injured": the nearest name before is the force's."""
    spoke = False
    for position in range(state.numbers[index].quantity.first - 1, -1, -1):
        actor = actor_at(state.words, position)
        if actor is not None:
            own = (COALITION,) if spoke else (CONTRIBUTOR, COALITION)  # a force tells of its own soldiers
            return actor.role in own and not is_destination(state.words, position)
        if "speech" in state.words[position].senses:
            spoke = True
    return False


def _group_left_out(state: State, index: int) -> str:
    """The group that a bare number leaves out: "killed 14 gang members and arrested six"."""
    number = state.numbers[index]
    if number.counted.head is None and (group := _group_before_colon(state, index)):
        return group
    if _of_their_own(state, number):
        groups = [
            word.senses["group"] for word in state.words[: number.quantity.first] if "force" in word.senses
        ]
        return str(groups[-1]) if groups else ""
    before = state.words[max(0, number.quantity.first - 1) : number.quantity.first]
    context = state.context
    if (
        not index
        and context.casualty
        and context.number - context.read_last <= 2
        and _leads_back(state, number)
    ):
        return context.victims if context.victims in people_groups() else ""
    if index and before and before[0].lower in SUBSET_BEFORE:
        return _group_of(state.numbers[index - 1])  # "353 officers were hurt, including 12 fatalities"
    if index and number.quantity.last + 1 < len(state.words):
        previous = state.numbers[index - 1]
        after = [word.lower for word in state.words[number.quantity.last + 1 : number.quantity.last + 3]]
        if (after[0] in ("others", "more") or after == ["of", "others"]) and previous.who:
            same = previous.reading.measure == number.reading.measure or previous.reading.part_of is not None
            return "" if same else _group_of(previous)
    if not index or number.counted.head is not None or number.reading.rule == "toll_before":
        return ""
    before = {word.lower for word in state.words[max(0, number.quantity.first - 2) : number.quantity.first]}
    if number.reading.rule == "another" or before & {"additional", "another", "further"}:
        told = [other for other in state.numbers[:index] if other.who]
        return _group_of(told[-1]) if told else ""  # "and a further seven last Friday"
    previous = state.numbers[index - 1]
    if previous.reading is not None and previous.reading.part_of is not None:
        previous = state.numbers[
            previous.reading.part_of
        ]  # "19 guards died, two officers among them, and 13 were hurt"
    if previous.reading is None or previous.who in ("", "all"):
        return ""
    if number.counted.partitive in PART_PRONOUNS:
        return _group_of(previous)
    if (
        number.quantity.first
        and state.words[number.quantity.first - 1].lower == "and"
        and previous.reading.last is not None
    ):
        if (
            state.words[previous.reading.last - 1].lower in BE
            and previous.reading.last < number.quantity.first
        ):
            return _group_of(previous)  # "30 bandits were killed and 65 detained"
    follower = (
        state.words[number.quantity.last + 1].lower if number.quantity.last + 1 < len(state.words) else ""
    )
    if number.reading.rule.startswith("verb_before") or follower in AUXILIARIES:
        return _group_of(previous)
    between = [
        word for word in state.words[previous.counted.last + 1 : number.quantity.first] if word.text != ","
    ]
    if (
        len(between) == 2
        and "outcome" in between[0].senses
        and between[1].lower == "and"
        and previous.counted.force
    ):
        return _group_of(previous)  # "64 soldiers killed and 323 wounded"
    return ""


def _leads_back(state: State, number: Numbered) -> bool:
    """ "Four others were injured", "The two were killed in a raid": of those whom a sentence shortly before counted."""
    if number.counted.head is None and not number.quantity.first and state.context.victims == "peacekeepers":
        return (
            state.context.read_last == state.context.number - 1
        )  # "killed four soldiers of the force. Five were wounded"
    if state.words[number.counted.core].lower == "others":
        before = state.words[: number.quantity.first]
        return not any(
            "outcome" in word.senses or word.senses.get("verb", ("",))[0] in CASUALTIES for word in before
        )
    return number.counted.head is None and number.quantity.first == 1 and state.words[0].lower == "the"


def _of_their_own(state: State, number: Numbered) -> bool:
    """ "Police reported 77 of their own wounded": whoever is the subject."""
    after = [word.lower for word in state.words[number.quantity.last + 1 : number.quantity.last + 4]]
    return after[:1] == ["of"] and after[1:] in (["their", "own"], ["its", "own"], ["our", "own"])


def _group_of(number: Numbered) -> str:
    """The group that a number counts; "" where it counts all, or those of a place."""
    who = number.who.split(" (")[0]
    return who if who in people_groups() or who.endswith(" nationals") else ""


def _group_before_colon(state: State, index: int) -> str:
    """Casualties among the security forces: 6 killed, 41 wounded."""
    words = state.words
    colon = state.numbers[index].quantity.first - 1
    while colon > 0 and words[colon].text != ":":
        if words[colon].text in ".;" or words[colon].lower in ("in", "at") or colon < len(words) - 40:
            return ""
        colon -= 1
    if colon < 1 or any(
        position in state.at and not state.numbers[state.at[position]].veto for position in range(colon)
    ):
        return ""
    groups = [str(word.senses["group"]) for word in words[:colon] if "group" in word.senses]
    outcome = any(
        "outcome" in word.senses or "verb" in word.senses or word.lower in ("losses", "toll")
        for word in words[:colon]
    )
    return groups[-1] if len(groups) == 1 and outcome and groups[0] != "all" else ""


def _nationals(words: Sequence[Word], counted: Counted) -> str:
    position, actor = counted.actors[0]
    demonym = words[position].text
    if demonym.lower() == actor.name.lower() or demonym.endswith(("s", "men")) or demonym.isupper():
        demonym = demonym_of(
            actor.name
        )  # "four people from Turkey", "four Turks", "four Frenchmen", "four U.S. citizens"
    return f"{demonym} nationals"


def _severity(words: Sequence[Word], number: Numbered) -> str:
    last = number.reading.last if number.reading.last is not None else number.counted.last
    for word in words[number.quantity.last + 1 : min(last + 4, len(words))]:
        if word.text == ",":
            break  # "53 were hurt, three seriously"
        for part in word.lower.split():  # "in a serious condition" is one word
            if part in SEVERITIES:
                return SEVERITIES[part]
    return ""


def _part_without_a_noun(state: State, index: int) -> str:
    """A part that no noun names: "16 of them critically", "including 103 in Almaty"."""
    number = state.numbers[index]
    severity = _severity(state.words, number)
    parent = state.numbers[number.reading.part_of].who or "all"
    if severity:
        return f"{parent.split(' (')[0]} ({severity})"
    place = place_after(state, number.counted.last + 1) or place_beside(state, index)
    if place:
        return place if parent == "all" else f"{parent.split(' (')[0]} ({place})"
    return parent
