"""Whose people a number counts: the group, nationality or place of casualties; the country or coalition of forces.

What belongs here: names, groups and places within reach of a number. What does not: what befell the people (`measures`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from analysis.claims.counted import Counted, actor_at
from analysis.claims.predicates import COMPOSITION
from analysis.claims.state import (
    FORCES,
    PART_PRONOUNS,
    SUBSET_BEFORE,
    Numbered,
    Reading,
    State,
    is_destination,
    only_listed,
    sends_men,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor, capital_names, demonym_of
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    Word,
)
from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

SEVERITIES = {
    "critically": "critical", "critical": "critical", "seriously": "serious", "serious": "serious",
    "severely": "severe", "gravely": "grave", "badly": "serious", "lightly": "light", "slightly": "slight",
}  # fmt: skip


@lru_cache(maxsize=1)
def people_groups() -> frozenset[str]:
    """The codebook's words for groups, without `all`."""
    return frozenset(group for _, group, *_ in read_lexicon("people") if group != "all")


JOINED = (
    ["in", "a"],
    ["in", "the"],
    ["to", "the"],
    ["join", "the"],
    ["joining", "the"],
    ["of", "the"],
    ["of", "a"],
    ["to", "a"],
)
REGIONS = frozenset("african european arab pacific caribbean asian gulf".split())
JOINT = frozenset("international multinational regional joint combined".split())
COMES = frozenset("come comes came hail hails hailed drawn".split())
BLOCS = frozenset(("bloc", "alliance"))  # what a report calls the coalition once it has named it
GIVEN = frozenset("provided contributed supplied fielded furnished".split())
GOVERNMENTS = frozenset(
    "government parliament cabinet ministry minister premier chancellor lawmakers".split()
)
EVERYWHERE = frozenset("nationwide countrywide across throughout".split())
KINDS_OF_PLACE = frozenset("state province region district county city oblast governorate department".split())
MEMBERS = frozenset("members men ranks soldiers troops personnel".split())
BUILDINGS = frozenset(
    "hospital hospitals university prison airport square street avenue road bridge church mosque parliament station hotel"
    " school clinic morgue court house palace camp base centre center college home institute".split()
)
FARTHEST_PLACE = 8


def who_of_casualties(state: State, index: int) -> str:
    """The group, the nationality or the place that the number counts; `all` for the total."""
    number = state.numbers[index]
    counted, reading, words = number.counted, number.reading, state.words
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
    elif actor is not None and actor.role in (OTHER, CONTRIBUTOR):
        if group in ("all", "civilians", "foreigners") or group == "security forces" and not counted.service:
            group = _of_the_force(state, index) or _nationals(words, counted)
    if counted.service and group == "all":
        group = "security forces"
    if group == "all" and (apposed := _all_of_a_group(words, counted.last + 1)):
        group = apposed
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
        return _settlement(state, 0) or group  # "Baghdad accounted for 111 of the dead"
    if group == "all" and (place := _place_alone(state, index) or _place_dealt(state, index)):
        return place
    number.place = _place_of_the_event(state, index) if group == "all" else ""
    theirs = group == "security forces" or group == "all" and counted.force and counted.head is not None
    theirs = theirs or group == "all" and _of_its_dead(words, counted)
    if group == "all" and (lost := _lost_by(state, number) or _antecedent(state, index)):
        return lost
    if theirs and not counted.service and actor is None:
        if _foreign_force_before(state, index) or _own_people(state, index) or _told_of_before(state, index):
            group = "peacekeepers"
    elif group == "all" and counted.head is None and actor is None and _among_its_men(state, index):
        group = "peacekeepers"
    severity = _severity(words, number)
    return f"{group} ({severity})" if severity else group


def _among_its_men(state: State, index: int) -> bool:
    """ "Of SAMIM's own members the battle left one dead"; "among its own men it reports four injured": the force's."""
    words, first = state.words, state.numbers[index].quantity.first
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
    shares_noun = (
        state.words[state.numbers[index].quantity.last + 1].lower == "from"
    )  # "13 soldiers from Fiji, four from Malawi"
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
    before = words[max(0, first - 7) : first]
    if not any(word.lower in ("suffered", "lost", "sustained") for word in before[-3:]):
        return False
    named = [actor for word in before if (actor := word.senses.get("actor")) is not None]
    return bool(named) and named[-1].role in (CONTRIBUTOR, COALITION)


def _told_of_before(state: State, index: int) -> bool:
    """ "The two soldiers died in Goma", "11 of these soldiers": those of the foreign force whom the report told of last."""
    words, quantity, counted = state.words, state.numbers[index].quantity, state.numbers[index].counted
    before = words[quantity.first - 1].lower if quantity.first else ""
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
    return ""


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
    if number.reading.rule == "another":
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
    return ""


def _leads_back(state: State, number: Numbered) -> bool:
    """ "Four others were injured", "The two were killed in a raid": of those whom a sentence shortly before counted."""
    if state.words[number.counted.core].lower == "others":
        return True
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
    if demonym.lower() == actor.name.lower():
        demonym = demonym_of(actor.name)
    elif demonym.endswith("s"):
        demonym = demonym[:-1]
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
    place = _place_after(state, number.counted.last + 1)
    if place:
        return place if parent == "all" else f"{parent.split(' (')[0]} ({place})"
    return parent


def _place_after(state: State, position: int) -> str:
    words = state.words
    while position < len(words) and (
        words[position].lower in AUXILIARIES
        or "verb" in words[position].senses
        or "outcome" in words[position].senses
    ):
        position += 1
    if position + 1 < len(words) and words[position].lower in ("in", "at", "from"):
        return _place_name(state, position + 1)
    return ""


def _place_name(state: State, position: int) -> str:
    words, names = state.words, []
    while position < len(words) and words[position].lower in (
        "the",
        "city",
        "town",
        "region",
        "province",
        "district",
        "of",
        "capital",
        "state",
    ):
        position += 1
    while position < len(words) and words[position].text[0].isupper() and words[position].text[0].isalpha():
        actor = words[position].senses.get("actor")
        if actor is not None and actor.role == HOST and words[position].lower == state.crisis.host.lower():
            return ""
        if words[position].lower in ADVERBS:
            break
        names.append(words[position].text)
        position += 1
        while (
            position + 1 < len(words)
            and words[position].text == "-"
            and words[position + 1].text[0].isupper()
        ):
            names[-1] += f"-{words[position + 1].text}"  # Pont-Sondé
            position += 2
    while len(names) > 1 and names[-1].lower() in KINDS_OF_PLACE:
        names.pop()
    return " ".join(names)


def _place_alone(state: State, index: int) -> str:
    """ "In Almaty alone, 103 people were killed"; "103 people died in Almaty alone"."""
    if "alone" not in state.lowers():
        return ""
    words = state.words
    for position, word in enumerate(words):
        if word.lower != "alone":
            continue
        start = position - 1
        while start >= 0 and words[start].text[0].isupper():
            start -= 1
        name = start + 1
        while start >= position - 9 and start >= 0 and words[start].lower not in PREPOSITIONS:
            start -= 1  # "in the country's largest city Almaty alone"
        if start >= 0 and words[start].lower in ("in", "at", "from") and name < position:
            place = _place_name(state, name)
            return "" if place.lower() in MONTHS else place
    return ""


def _place_of_the_event(state: State, index: int) -> str:
    """Where what a number counts happened: "103 people were killed in Almaty"; "In Zahedan, police shot dead 90"."""
    number = state.numbers[index]
    if number.reading.part_of is not None or not EVERYWHERE.isdisjoint(state.lowers()):
        return ""
    last = max(number.counted.last, number.reading.last or 0)
    return _place_behind(state, last + 1) or _place_in_front(state, number)


def _place_behind(state: State, position: int) -> str:
    """The one place that follows a predicate, past when and in what it happened: "on Friday", "in clashes with police"."""
    words, steps = state.words, 0
    while position + 1 < len(words) and steps < FARTHEST_PLACE:
        word = words[position]
        if position in state.at and not state.numbers[state.at[position]].veto:
            return ""
        if word.lower in ("in", "at", "near", "outside", "around") and (
            place := _settlement(state, position + 1)
        ):
            behind = position + 1 + len(place.split())
            several = words[behind : behind + 1] and words[behind].lower == "and"
            return (
                "" if several and not _begins_a_clause(words, behind + 1) else place
            )  # "in Osh and other towns"
        if (
            word.text in ",;:.–—("
            or "speech" in word.senses
            or "verb" in word.senses
            or word.lower in RELATIVES
        ):
            return ""
        if word.lower in ("and", "but", "while", "after", "since", "because", "when"):
            return ""
        position, steps = position + 1, steps + 1
    return ""


def _begins_a_clause(words: Sequence[Word], position: int) -> bool:
    """Whether a number or a verb follows "and": what goes on is no second place."""
    after = words[position : position + 2]
    return any(word.text[0].isdigit() or "number" in word.senses or "verb" in word.senses for word in after)


def _place_in_front(state: State, number: Numbered) -> str:
    """The place with which the clause begins: "In Zahedan, the provincial capital, police shot dead 90 people"."""
    words, first = state.words, number.quantity.first
    if any("speech" in word.senses or word.text == ";" for word in words[:first]):
        return ""
    if words[0].lower == "in" and (place := _settlement(state, 1)):
        return place
    if (
        words[number.counted.last + 1 : number.counted.last + 2]
        and words[number.counted.last + 1].lower == "there"
    ):
        attacked = [n for n in range(first) if words[n].lower in ATTACKED]
        return (
            _settlement(state, attacked[-1] + 1) if attacked else ""
        )  # "attacked Goma and killed 15 people there"
    end = number.reading.first if number.reading.rule == "verb_before" and number.reading.first else first
    places = [
        place for n in range(end) if words[n].lower in ("in", "at") and (place := _settlement(state, n + 1))
    ]
    if len(places) != 1 or "," in [word.text for word in words[:end]]:
        return ""
    return places[0]  # "a car bomb in Gao killed three people"; "in clashes in Osh 17 people were killed"


ATTACKED = frozenset("attacked attack raided raid stormed storm shelled shell bombed bomb hit struck".split())


def _settlement(state: State, position: int) -> str:
    """The name of a place within the host's country that begins here; "" for a country, a month, a building."""
    name = _place_name(state, position)
    words = name.split()
    if not words or words[0].lower() in MONTHS or words[-1].lower() in BUILDINGS:
        return ""
    following = (
        next((n for n in range(position, len(state.words)) if state.words[n].text == words[-1]), position) + 1
    )
    actors = [state.words[n].senses.get("actor") for n in range(position, following)]
    return "" if any(actors) and name.lower() not in capital_names() else name


def _place_dealt(state: State, index: int) -> str:
    """The place in a sentence that deals its numbers to places: "In Colombo 17 people died, in Galle four"."""
    places = [place_beside(state, other) for other in range(len(state.numbers))]
    return places[index] if sum(bool(place) for place in places) > 1 else ""


def place_beside(state: State, index: int) -> str:
    """The place that stands right before or behind a number: "in Galle four", "Kandy: 9 people", "21 in Kyzylorda"."""
    words, number = state.words, state.numbers[index]
    people = number.counted.head is None or number.counted.group == "all"
    predicate = number.reading.last if number.reading is not None else None
    after = max(number.counted.core, predicate if predicate is not None else 0) + 1
    following = state.numbers[index + 1].quantity.first if index + 1 < len(state.numbers) else len(words)
    if number.counted.head is None and after < len(words) and words[after].lower in BE:
        after += 1  # "149 were in Osh"
    behind = ""
    if people and after + 1 < following and words[after].lower in ("in", "from", "at"):
        behind = _place_name(state, after + 1)
    if behind and behind.split()[-1].lower() in BUILDINGS:
        return ""
    if behind and number.counted.head is None:
        return behind  # ", 21 in Kyzylorda"
    before = number.quantity.first - 1
    while before >= 0 and (words[before].text in ",:(" or words[before].lower in ("another", "a", "further")):
        before -= 1
    start = before
    while start >= 0 and words[start].text[0].isupper() and words[start].lower not in ("in", "at"):
        start -= 1
    if start < before and (
        start >= 0 and words[start].lower in ("in", "at") or words[before + 1].text in ":("
    ):
        if place := _place_name(state, start + 1):
            return place
    return behind


def who_of_forces(state: State, index: int) -> str:
    """The contributing country or the coalition whose people they are; "" where no name in reach says so."""
    number = state.numbers[index]
    if not number.counted.actors and number.reading.rule == "verb_before" and _host_acts(state, number):
        return ""
    before = {word.lower for word in state.words[max(0, number.quantity.first - 3) : number.quantity.first]}
    if before & {"bulk", "majority"} and not number.counted.actors and state.crisis.coalition:
        return state.crisis.coalition  # "Russia sent the bulk of the 2,500-strong force"
    if antecedent := _who_sends(state, number):
        return antecedent
    named = [actor for _, actor in number.counted.actors]
    if named and state.crisis.contributors and all(actor.role == OTHER for actor in named):
        return ""  # "will replace a 600-strong Angolan mission"
    senders = [actor for position, actor in state.named() if sends_men(state, actor)]
    if state.crisis.coalition and "total" in before and not senders:
        return (
            state.crisis.coalition
        )  # "A total of 600 troops are expected", after the first 70 of one country
    if state.crisis.coalition and _is_made_up(state, number):
        return state.crisis.coalition
    if number.reading.rule == "whole_of_a_part" and not number.counted.actors and state.crisis.coalition:
        if "the" in before:
            return state.crisis.coalition  # "Egypt contributed 1,035 out of the 12,261 troops"
    return (
        _tally_of_all(state, index)
        or _of_several_countries(state, number)
        or _of_the_whole(state, number)
        or _joint_force(state, number)
        or _share_of(state, index)
        or _named_in(state, _whose_in_phrase(state, number))
        or _shared_complement(state, index)
        or _named_after(state, index)
        or _named_in_segment(state, index)
        or _named_before(state, index)
        or _named_as_speaker(state, index)
        or _home_reached(state, index)
        or _its_government(state, index)
        or _whole_mission(state, index)
        or _topic(state)
    )


def _who_sends(state: State, number: Numbered) -> str:
    """ "a joint operation with New Zealand, which was sending 60 personnel": the name right before the clause."""
    first = number.reading.first
    if first is None or number.counted.actors or number.reading.rule != "verb_before":
        return ""
    at = first - 1
    while at > 1 and state.words[at].lower in AUXILIARIES:
        at -= 1
    if at < 2 or state.words[at].lower not in ("which", "who") or state.words[at - 1].text != ",":
        return ""
    actor = actor_at(state.words, at - 2)
    return _named_in(state, [actor]) if actor is not None else ""


def _is_made_up(state: State, number: Numbered) -> bool:
    """ "The regional force, known as ECOMIB, is made up of 550 men from Nigeria, Togo and Niger": the whole force's."""
    first = number.reading.first
    if first is None or state.words[first].lower.split()[0] not in COMPOSITION:
        return False
    return any(actor.role == COALITION and position < first for position, actor in state.named())


def _whose_in_phrase(state: State, number: Numbered) -> list[Actor]:
    """The names in the noun phrase, but for the force that a country's own men are taken from: "its 850 troops from MISCA"."""
    words = state.words
    owned = number.quantity.first > 0 and words[number.quantity.first - 1].lower in (
        "its",
        "their",
        "his",
        "our",
    )
    within = [
        words[n].senses["actor"]
        for n in range(number.quantity.first, number.quantity.last)
        if "actor" in words[n].senses
    ]
    if number.quantity.qualifier == "unit" and within:
        return within  # "a Nigerian battalion"
    return [
        actor
        for position, actor in number.counted.actors
        if not (
            owned
            and actor.role == COALITION
            and "from" in (words[position - 1].lower, words[position - 2].lower)
        )
    ]


def _shared_complement(state: State, index: int) -> str:
    """ "20 soldiers and four policemen from Jamaica": what follows the last of a list holds for those before."""
    if index + 1 >= len(state.numbers):
        return ""
    number, following = state.numbers[index], state.numbers[index + 1]
    between = state.words[number.counted.last + 1 : following.quantity.first]
    if not between or len(between) > 2 or any(word.text != "," and word.lower != "and" for word in between):
        return ""
    counted = following.counted
    if counted.partitive in PART_PRONOUNS:
        return ""  # "217 soldiers, 162 of them from Angola"
    return _named_in(
        state,
        [actor for position, actor in counted.actors if counted.head is not None and position > counted.head],
    )


def _host_acts(state: State, number: Numbered) -> bool:
    """Whether the host, or its government, is the one who sends: "Lesotho has deployed hundreds of its own soldiers"."""
    words, position = state.words, number.reading.first - 1
    while position >= 0 and (words[position].lower in AUXILIARIES or words[position].lower in ADVERBS):
        position -= 1
    if position < 0:
        return False
    actor = words[position].senses.get("actor")
    if actor is not None:
        return actor.role == HOST and not is_destination(words, position)
    named = any(
        other is not None and other.role != HOST
        for other in (word.senses.get("actor") for word in words[: number.reading.first])
    )
    alone = position == 0 or words[position - 1].lower in DETERMINERS
    return (
        words[position].lower in ("government", "authorities", "police", "junta", "regime", "army")
        and alone
        and not named
    )


def _named_in(state: State, actors: Sequence[Actor]) -> str:
    """One name for the actors that a noun phrase gives: a country, several joined, or the coalition for all of them."""
    countries = list(
        dict.fromkeys(actor.name for actor in actors if actor.may_contribute(state.crisis.contributors))
    )
    if not countries:
        return (state.crisis.coalition or "") if any(actor.role == COALITION for actor in actors) else ""
    if _all_of_them(state.crisis, countries):
        return state.crisis.coalition or "; ".join(countries)
    return "; ".join(countries)


def _all_of_them(crisis: Crisis, countries: Sequence[str]) -> bool:
    return len(countries) > 2 and set(crisis.contributors) <= set(countries)


def _named_after(state: State, index: int) -> str:
    """ "were sent by Russia", "150 (Kyrgyzstan)"."""
    words, number = state.words, state.numbers[index]
    reading = number.reading
    start = (
        reading.last
        if reading.last is not None and reading.last > number.counted.last
        else number.counted.last
    ) + 1
    if start + 1 < len(words) and words[start].lower in ("whom", "that", "which"):
        actor = actor_at(words, start + 1)  # "the 1,300 troops whom Australia has promised"
        return _named_in(state, [actor] if actor else [])
    start = _past_passive(words, start)
    if start < len(words) and words[start].lower == "by" and _carried(words, reading):
        return ""  # "113 who will be airlifted by Angola": Angola's aircraft, not its men
    start = _from_home(words, number, start)
    if start + 1 < len(words) and (words[start].lower in ("by", "from") or words[start].text == "("):
        actors = []
        for position in range(start + 1, min(start + 10, len(words))):
            if (actor := actor_at(words, position)) is not None:
                actors.append(actor)
            elif words[position].text not in (",", "'s", "’s") and words[position].lower not in (
                "and",
                "the",
            ):
                break
        return _named_in(state, actors)
    return ""


def _carried(words: Sequence[Word], reading: Reading) -> bool:
    """Whether what befell the people is that they were carried: by somebody who need not be of their country."""
    verb = words[reading.last].lower if reading.last is not None else ""
    return verb.startswith(("airlift", "fl", "transport", "ferr", "escort", "carr", "brought"))


def _from_home(words: Sequence[Word], number: Numbered, start: int) -> int:
    """ "1,000 soldiers who arrived this month FROM RWANDA": where they came from, past when and where they arrived."""
    relative = number.counted.last + 1 < len(words) and words[number.counted.last + 1].lower in RELATIVES
    if not relative or number.reading.measure not in FORCES:
        return start
    for position in range(start, min(start + 8, len(words))):
        if words[position].lower == "from":
            return position
        if words[position].text in ",;.:" or "verb" in words[position].senses:
            break
    return start


def _past_passive(words: Sequence[Word], start: int) -> int:
    """Past ", was provided" where "by" follows, past "come" where "from" does; else the same place."""
    at = start + (start < len(words) and words[start].text == ",")
    while at < len(words) and words[at].lower in AUXILIARIES:
        at += 1
    verb = words[at].senses.get("verb") if at + 1 < len(words) else None
    given = verb is not None and verb[0] in FORCES or at < len(words) and words[at].lower in GIVEN
    if at == start and (agent := _past_goal(words, start)) > start:
        return agent
    if given and at > start and words[at + 1].lower == "by":
        return at + 1
    if at < len(words) and at > start and words[at].lower == "from":
        return at  # "162 are from Angola"
    comes = at + 1 < len(words) and words[at].lower in COMES and words[at + 1].lower == "from"
    return at + 1 if comes else start  # "about 1,600 soldiers, comes from France"


def _past_goal(words: Sequence[Word], start: int) -> int:
    """Past "to Dakar" where "by" follows: "were sent TO DAKAR by Nigeria"; else the same place."""
    if start >= len(words) or words[start].lower not in ("to", "into", "for"):
        return start
    for at in range(start + 1, min(start + 5, len(words))):
        if words[at].lower == "by":
            return at
        if words[at].text in ",.;:" or "verb" in words[at].senses or words[at].lower in RELATIVES:
            break
    return start


def _named_in_segment(state: State, index: int) -> str:
    """The name between the number before and this one: "Kyrgyzstan 150, Armenia - 100 of its troops"."""
    words, first = state.words, state.numbers[index].quantity.first
    start = state.numbers[index - 1].counted.last + 1 if index else 0
    found = ""
    aside = _aside_before(state, state.numbers[index])
    for position in range(first - 1, start - 1, -1):
        if words[position].text == ";":
            break
        if position in aside:
            continue
        if words[position].lower in BLOCS and words[position - 1].lower == "the" and state.crisis.coalition:
            return state.crisis.coalition
        actor = actor_at(words, position)
        if actor is None:
            continue
        if is_destination(words, position) or not sends_men(state, actor):
            continue
        if actor.may_contribute(state.crisis.contributors):
            names = _list_ending_at(state, position)
            return _named_in(state, names)
        if not _as_part_of(words, position):
            return actor.name
        found = found or actor.name
    return found


def _aside_before(state: State, number: Numbered) -> range:
    """What two commas close in before the verb: "Senegal, IN THE EVENT OF AN ECOWAS INTERVENTION, will provide 850 men"."""
    words, first = state.words, number.reading.first
    if first is None or number.reading.rule != "verb_before":
        return range(0)
    end = first - 1
    while end > 0 and (words[end].lower in AUXILIARIES or words[end].lower in ADVERBS):
        end -= 1
    if words[end].text != ",":
        return range(0)
    start = next((n for n in range(end - 1, max(0, end - 20), -1) if words[n].text == ","), None)
    named = start is not None and any(actor_at(words, n) is not None for n in range(start))
    return range(start, end) if start is not None and named else range(0)


def _as_part_of(words: Sequence[Word], position: int) -> bool:
    """ "as part of the CSTO mission", "under the CSTO": the force that a country's people belong to."""
    before = [word.lower for word in words[max(0, position - 3) : position]]
    return any(
        word in ("part", "under", "within", "through", "join", "joins", "joined", "joining", "via")
        for word in before
    )


def _list_ending_at(state: State, position: int) -> list[Actor]:
    """The actors of a list that ends here: "Russia, Armenia and Belarus"."""
    words, actors = state.words, []
    while position >= 0:
        actor = actor_at(words, position)
        if actors and actor is not None and is_destination(words, position):
            break  # "headquartered in Dakar, Nigeria contributed 200"
        if actor is not None:
            actors.insert(0, actor)
        elif not (actors and (words[position].text == "," or words[position].lower in ("and", "the"))):
            break
        position -= 1
    return actors


def _named_before(state: State, index: int) -> str:
    """The nearest contributor or coalition earlier in the sentence."""
    words = state.words
    aside = _aside_before(state, state.numbers[index])
    for position in range(state.numbers[index].quantity.first - 1, -1, -1):
        if position in aside:
            continue
        actor = actor_at(words, position)
        if actor is not None and sends_men(state, actor):
            if is_destination(words, position) and actor.role != COALITION:
                continue
            return _named_in(state, _list_ending_at(state, position))
    return ""


def _named_as_speaker(state: State, index: int) -> str:
    """ "We have put 275 men on the ground," the Batswana commander said: "we" and "our" are the speaker's country."""
    words, number = state.words, state.numbers[index]
    if not any(word.lower in ("we", "our") for word in words[: number.quantity.first]):
        return ""
    for position in range(number.counted.last + 1, len(words)):
        actor = actor_at(words, position)
        if actor is not None and actor.may_contribute(state.crisis.contributors):
            return actor.name
    return ""


def _home_reached(state: State, index: int) -> str:
    """ "249 soldiers came back to their base in Pretoria": those who went home are of the country that they reached."""
    reading, words = state.numbers[index].reading, state.words
    if reading.measure != "withdrawn" or reading.last is None:
        return ""
    for position in range(reading.last + 1, min(reading.last + 14, len(words))):
        actor = actor_at(words, position)
        if actor is not None and actor.may_contribute(state.crisis.contributors):
            return actor.name if is_destination(words, position) else ""
    return ""


def _tally_of_all(state: State, index: int) -> str:
    """ "brings the number of troops on the ground to roughly 3,250": of the whole force, whose country's men came last."""
    words, number = state.words, state.numbers[index]
    if number.reading.rule != "size_of_a_force":
        return ""
    for position in range(number.quantity.first - 1, max(-1, number.quantity.first - 12), -1):
        if "actor" in words[position].senses:
            return ""
        if words[position].lower in ("number", "total") and words[position + 1].lower == "of":
            return state.crisis.coalition or ""
    return ""


def _of_several_countries(state: State, number: Numbered) -> str:
    """ "Some ten countries have together pledged 3,100 troops": all of them together."""
    first = number.reading.first
    if first is None or number.counted.actors or number.reading.rule != "verb_before":
        return ""
    subject = state.words[max(0, first - 6) : first]
    several = any(word.lower in ("countries", "nations", "states", "leaders") for word in subject)
    return (state.crisis.coalition or "") if several else ""


def _of_the_whole(state: State, number: Numbered) -> str:
    """ "the 217 soldiers of the contingent", "the mission, which adds up to 269": of the coalition, whoever is named near."""
    words, counted = state.words, number.counted
    complement = words[counted.core + 1 : counted.last + 1]
    of_the = [word.lower for word in complement[:2]] == ["of", "the"] and "group" in words[
        counted.core
    ].senses
    whole = of_the and "mission" in complement[-1].senses
    for position in range(number.quantity.first - 1, max(1, number.quantity.first - 6), -1):
        if words[position].lower in ("which", "that") and words[position - 1].text == ",":
            noun = words[position - 2]
            whole = whole or noun.lower in ("mission", "force") and words[position - 3].lower == "the"
            break
    return (state.crisis.coalition or "") if whole and not counted.actors else ""


def _share_of(state: State, index: int) -> str:
    """ "The contribution of Fiji to the mission counts 2,900": of the country whose share it is."""
    words, first = state.words, state.numbers[index].quantity.first
    for position in range(max(0, first - 16), first - 2):
        if words[position].lower in ("contribution", "share") and words[position + 1].lower == "of":
            actor = actor_at(words, position + 2)
            return _named_in(state, [actor]) if actor is not None else ""
    return ""


def _joint_force(state: State, number: Numbered) -> str:
    """ "200 soldiers to the 7,000 joint force", "850 to the 6,000-strong mission": the coalition, unnamed in the phrase."""
    noun_phrase = state.words[number.quantity.last + 1 : number.counted.core + 1]
    joint = any(
        first.lower in JOINT and ("mission" in second.senses or "force" in second.senses)
        for first, second in pairwise(noun_phrase)
    )
    joint = joint or any(word.lower.partition(" ")[0] in JOINT for word in noun_phrase if " " in word.lower)
    joint = joint or any(
        word.lower in REGIONS for word in state.words[number.quantity.last + 1 : number.counted.last + 1]
    )
    before = [word.lower for word in state.words[max(0, number.quantity.first - 2) : number.quantity.first]]
    joined = number.counted.strong and before in JOINED
    return (state.crisis.coalition or "") if (joint or joined) and not number.counted.actors else ""


def _its_government(state: State, index: int) -> str:
    """ "The government has said it will contribute 681 troops": of the country that was spoken of last."""
    reading = state.numbers[index].reading
    if reading.rule != "verb_before" or reading.first is None:
        return ""
    before = state.words[: reading.first]
    return state.context.country() if any(word.lower in GOVERNMENTS for word in before) else ""


def _whole_mission(state: State, index: int) -> str:
    """ "the present mission is to have 2,500", "an international force of 2,500": the coalition, whoever was spoken of last."""
    before = [word.lower for word in state.words[: state.numbers[index].quantity.first]]
    named = (
        "mission" in before
        and not {"its", "their", "his"} & set(before)
        or before[:2] == ["the", "force"]
        or any(before[n : n + 3] == ["of", "the", "force"] for n in range(len(before)))
        or any(first in JOINT | {"a"} and second == "force" for first, second in pairwise(before))
    )
    return (state.crisis.coalition or "") if named else ""


def _topic(state: State) -> str:
    """The force that the report spoke of last, else the coalition, else the only contributor."""
    if spoken := state.context.force():
        return spoken
    if state.crisis.coalition:
        return state.crisis.coalition
    return state.crisis.contributors[0] if len(state.crisis.contributors) == 1 else ""
