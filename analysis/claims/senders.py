"""Whose men a number of the foreign force counts: a country's, several countries', or the coalition's.

What belongs here: names of senders within reach of a number. What does not: what is said of the men (`measures`, `plans`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.claims.counted import actor_at
from analysis.claims.predicates import COMPOSITION
from analysis.claims.state import (
    BLOCS,
    FORCES,
    PART_PRONOUNS,
    Numbered,
    Reading,
    State,
    is_destination,
    sends_men,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor
from analysis.language.words import ADVERBS, AUXILIARIES, DETERMINERS, RELATIVES, Word
from analysis.sources.crisis import Crisis

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
LIFTED = frozenset("lift lifts lifted raise raises raised bring brings brought boost boosts boosted".split())
LONGEST_LIST = 40
GIVEN = frozenset("provided contributed supplied fielded furnished".split())
GOVERNMENTS = frozenset(
    "government parliament cabinet ministry minister premier chancellor lawmakers".split()
)


def who_of_forces(state: State, index: int) -> str:
    """The contributing country or the coalition whose people they are; "" where no name in reach says so."""
    number = state.numbers[index]
    if not number.counted.actors and number.reading.rule == "verb_before":
        if _host_acts(state, number) or _outsider_acts(state, number):
            return ""
    before = {word.lower for word in state.words[max(0, number.quantity.first - 3) : number.quantity.first]}
    if before & {"bulk", "majority"} and not number.counted.actors and state.crisis.coalition:
        return state.crisis.coalition  # "Russia sent the bulk of the 2,500-strong force"
    if antecedent := _who_sends(state, number):
        return antecedent
    named = [actor for _, actor in number.counted.actors]
    labelled = state.words[number.quantity.first - 1].text == "("  # "teams from Jamaica (23)"
    if number.reading.part_of is not None and not named and not labelled:
        whole = state.numbers[number.reading.part_of].who
        if whole != state.crisis.coalition:
            return whole  # "of the 197 Nigerians 12 are officers"
    if named and state.crisis.contributors and all(actor.role == OTHER for actor in named):
        return ""  # "will replace a 600-strong Angolan mission"
    senders = [actor for position, actor in state.named() if sends_men(state, actor)]
    if state.crisis.coalition and "total" in before and not senders and number.reading.measure != "withdrawn":
        return (
            state.crisis.coalition
        )  # "A total of 600 troops are expected", after the first 70 of one country
    full = number.counted.strong and state.words[number.quantity.first - 1].lower in ("full", "entire")
    if state.crisis.coalition and (_is_made_up(state, number) or full and not named):
        return state.crisis.coalition  # "the full 15,000-strong deployment"
    if own := _named_in(state, _subject_behind_with(state.words, number)):
        return own
    if number.reading.rule == "whole_of_a_part" and not number.counted.actors and state.crisis.coalition:
        if before & {"the", "total"}:
            return state.crisis.coalition  # "Egypt contributed 1,035 out of the 12,261 troops"
    if _joins_those(state, number):
        return state.crisis.coalition or ""
    if owner := _part_of_the_force(state, number) or _out_of_the_force(state, number):
        return owner
    return (
        _subject_that_has(state, index)
        or _tally_of_all(state, index)
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
        or _under_a_name(state)
        or _its_government(state, index)
        or _whole_mission(state, index)
        or _topic(state)
    )


def _part_of_the_force(state: State, number: Numbered) -> str:
    """ "Nigeria fields 12,000 of the 15,000-strong bloc's force": the one country before, whose part of the force it is."""
    behind = state.words[number.quantity.last + 1 : number.quantity.last + 2]
    if (
        not behind
        or behind[0].lower != "of"
        or any(actor.role != COALITION for _, actor in number.counted.actors)
    ):
        return ""
    whole = any(0 < other.quantity.first - number.quantity.last <= 3 for other in state.numbers)
    before = {
        actor.name for n, actor in state.named() if n < number.quantity.first and actor.role == CONTRIBUTOR
    }
    return before.pop() if whole and len(before) == 1 else ""


def _joins_those(state: State, number: Numbered) -> bool:
    """ "The first French soldiers arrived, joining the 400 headquarters personnel already there": others than the French."""
    before = [word.lower for word in state.words[max(0, number.quantity.first - 2) : number.quantity.first]]
    return before in (["joining", "the"], ["join", "the"]) and not number.counted.actors


def _subject_that_has(state: State, index: int) -> str:
    """ "The EU force, which has a French commander, has around 600 troops": the name before the clause between commas."""
    number, words = state.numbers[index], state.words
    first = number.quantity.first
    if (
        number.counted.actors
        or first < 5
        or words[first - 1].lower not in ("has", "had")
        or words[first - 2].text != ","
    ):
        return ""
    if not any(
        words[n].text == "," and words[n + 1].lower in ("which", "led", "whose") for n in range(1, first - 2)
    ):
        return ""
    position = next((n for n in range(3) if words[n].senses.get("actor") is not None), None)
    actor = actor_at(words, position) if position is not None else None
    if actor is None or "," not in [word.text for word in words[position + 1 : position + 3]]:
        return ""
    return _named_in(state, [actor])


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
    subject = [
        word
        for word in state.words[max(0, first - 4) : first]
        if "mission" in word.senses or word.lower == "force"
    ]
    if (
        subject
        and not number.counted.actors
        and any(word.lower in ("set", "due", "expected") for word in state.words[max(0, first - 3) : first])
    ):
        return True  # "250 soldiers as part of the standby force set to consist of 1,099 troops"
    if len(number.counted.actors) == 1 and number.counted.actors[0][1].role == CONTRIBUTOR:
        return (
            False  # "the force is unarmed and New Zealand's contribution comprised 150 New Zealand soldiers"
        )
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


def _outsider_acts(state: State, number: Numbered) -> bool:
    """ "Niger has promised to contribute 250 soldiers": a country outside the force opens the sentence, and no other is named."""
    named = [(position, actor) for position, actor in state.named() if position < number.quantity.first]
    if not state.crisis.contributors or not named or any(sends_men(state, actor) for _, actor in named):
        return False
    position, actor = named[-1] if any(word.lower == "which" for word in state.words) else named[0]
    verb = state.words[position + 1]
    if verb.text == "," and state.words[position + 2].lower == "which":
        return actor.role == OTHER  # "..., a blow for France, which has deployed 2,000 troops"
    return position == 0 and actor.role == OTHER and (verb.lower in AUXILIARIES or "verb" in verb.senses)


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
    if start < len(words) and words[start].lower == "each":
        start += 1  # "250 each from Mali and Senegal"
    start = _past_passive(words, start)
    if start < len(words) and words[start].lower == "by" and _carried(words, reading):
        return ""  # "113 who will be airlifted by Angola": Angola's aircraft, not its men
    start = _from_home(words, number, start)
    if start + 1 < len(words) and (words[start].lower in ("by", "from") or words[start].text == "("):
        last = next(
            (
                position
                for position in range(start + 1, min(start + LONGEST_LIST, len(words)))
                if actor_at(words, position) is None
                and words[position].text not in (",", "'s", "’s")
                and words[position].lower not in ("and", "the")
            ),
            min(start + LONGEST_LIST, len(words)),
        )
        last = _own_clause(words, start, last) or last
        return _named_in(state, _actors_in(words, start + 1, last))
    return ""


def _out_of_the_force(state: State, number: Numbered) -> str:
    """ "Nigeria would withdraw 2,000 troops from the regional force": the country that takes its men out of the coalition's."""
    first, named = number.reading.first, [actor for _, actor in number.counted.actors]
    verb = (
        state.words[first].senses.get("verb") if first is not None and first < number.quantity.first else None
    )
    if verb is None or verb[0] != "withdrawn" or not named or any(actor.role != COALITION for actor in named):
        return ""
    owners = [actor.name for n, actor in state.named() if n < first and actor.role == CONTRIBUTOR]
    return owners[-1] if owners else ""


def _actors_in(words: Sequence[Word], first: int, stop: int) -> list[Actor]:
    return [actor for n in range(first, stop) if (actor := actor_at(words, n)) is not None]


def _own_clause(words: Sequence[Word], agent: int, verb: int) -> int:
    """Where a clause begins in a list of names behind "by": "promised by Nepal, AND Bolivia has offered 120"; 0 if none."""
    if verb >= len(words) or words[agent].lower != "by" or words[verb].lower not in ("has", "have", "had"):
        return 0
    joints = [n for n in range(agent + 1, verb) if words[n].lower == "and"]
    behind_commas = [n for n in joints if words[n - 1].text == ","]
    return (behind_commas or joints or [0])[-1]


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
    words, actors, end = state.words, [], position
    while position >= 0:
        actor = actor_at(words, position)
        if actors and actor is not None and is_destination(words, position):
            break  # "headquartered in Dakar, Nigeria contributed 200"
        if actor is not None:
            actors.insert(0, actor)
        elif not (actors and (words[position].text == "," or words[position].lower in ("and", "the"))):
            if actors and (own := _own_clause(words, position, end + 1)):
                return _actors_in(words, own, end + 1)
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
    if number.reading.rule != "size_of_a_force" or any(
        actor.may_contribute(state.crisis.contributors) for _, actor in number.counted.actors
    ):
        return ""  # "a total of 880 Italian troops"
    for position in range(number.quantity.first - 1, max(-1, number.quantity.first - 12), -1):
        if "actor" in words[position].senses:
            return ""
        if words[position].lower in ("number", "total") and words[position + 1].lower == "of":
            return state.crisis.coalition or ""
        lifted = position > 0 and words[position - 1].lower in LIFTED
        if lifted and words[position].lower == "the" and words[position + 1].lower in ("force", "mission"):
            return state.crisis.coalition or ""  # "the Spaniards lift the force to 4,600"
    return ""


def _of_several_countries(state: State, number: Numbered) -> str:
    """ "Some ten countries have together pledged 3,100 troops": all of them together."""
    first, behind = number.reading.first, state.words[number.counted.last + 1 : number.counted.last + 8]
    if (
        not number.counted.actors
        and len(behind) >= 3
        and behind[0].lower == "from"
        and ("number" in behind[1].senses or behind[1].text.isdecimal())
    ):
        if behind[2].lower in ("countries", "nations", "states"):
            return state.crisis.coalition or ""  # "6,000 troops from eight nations"
    if not number.counted.actors and [word.lower for word in behind[:2]] in (
        ["promised", "by"],
        ["pledged", "by"],
    ):
        if any(word.lower in ("countries", "nations", "states") for word in behind):
            return state.crisis.coalition or ""  # "2,900 troops promised by a handful of countries"
    if not number.counted.actors and _serve_in_the_whole(state, number):
        return state.crisis.coalition or ""
    if first is None or number.counted.actors or number.reading.rule != "verb_before":
        return ""
    subject = state.words[max(0, first - 6) : first]
    several = any(word.lower in ("countries", "nations", "states", "leaders") for word in subject)
    return (state.crisis.coalition or "") if several else ""


def _serve_in_the_whole(state: State, number: Numbered) -> bool:
    """ "About 750 soldiers serve in the mission", "700 gendarmes belong to the force": of a number that no country has."""
    words, at = state.words, number.counted.last + 1
    if at + 2 >= len(words) or words[at].lower not in ("serve", "belong", "served", "belonged"):
        return False
    behind = words[at + 1 : at + 6]
    return behind[0].lower in ("in", "to", "with") and any(
        "mission" in word.senses
        or word.lower.split()[-1] == "force"
        or (actor := word.senses.get("actor")) is not None
        and actor.role == COALITION
        for word in behind
    )


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
    sized = [word.lower for word in state.words[max(0, number.quantity.first - 6) : number.quantity.first]]
    joint = (
        joint or sized[-1:] == ["of"] and not {"international", "multinational"}.isdisjoint(sized)
    )  # "an international contingent of 2,200"
    joined = number.counted.strong and before in JOINED
    whole = before[-1:] == ["the"] and state.words[number.counted.core].lower in ("force", "mission")
    joined = joined or number.counted.strong and whole  # "the 3,000-member force"
    return (state.crisis.coalition or "") if (joint or joined) and not number.counted.actors else ""


def _under_a_name(state: State) -> str:
    """ "GERMANY: ... What it offers is a force of 1,000": whose name the paragraph opens with."""
    label = state.context.label()
    return _named_in(state, [label]) if label is not None else ""


def _its_government(state: State, index: int) -> str:
    """ "The government has said it will contribute 681 troops": of the country that was spoken of last."""
    reading = state.numbers[index].reading
    if reading.rule != "verb_before" or reading.first is None:
        return ""
    before = state.words[: reading.first]
    return state.context.country() if any(word.lower in GOVERNMENTS for word in before) else ""


def _subject_behind_with(words: Sequence[Word], number: Numbered) -> list[Actor]:
    """ "300 Kenyan troops have left, with South Sudan expected to withdraw 287": the country right behind "with"."""
    verb = number.reading.first
    if number.counted.actors or number.reading.rule != "verb_before" or verb is None:
        return []
    at = next((n for n in range(verb - 1, max(0, verb - 6), -1) if words[n].lower == "with"), None)
    return _actors_in(words, at + 1, at + 2) if at and words[at - 1].text in ',“"' else []


def _whole_mission(state: State, index: int) -> str:
    """ "the present mission is to have 2,500", "an international force of 2,500": the coalition, whoever was spoken of last."""
    before = [word.lower for word in state.words[: state.numbers[index].quantity.first]]
    apposed = before[-3:] in (
        ["the", "force", ","],
        ["the", "mission", ","],
    )  # "authorised the force, 1,400 soldiers"
    every = before[-3:] == ["all", "of", "the"] or before[-2:] == ["all", "the"]  # "All of the 1,500 troops"
    fronted = any(before[n : n + 3] == [",", "the", "force"] for n in range(len(before)))
    named = (
        apposed
        or every
        or fronted
        or (
            "mission" in before
            and not {"its", "their", "his"} & set(before)
            or before[:2] == ["the", "force"]
            or any(before[n : n + 3] == ["of", "the", "force"] for n in range(len(before)))
            or any(first in JOINT | {"a"} and second == "force" for first, second in pairwise(before))
        )
    )
    return (state.crisis.coalition or "") if named else ""


def _topic(state: State) -> str:
    """The force that the report spoke of last, else the coalition, else the only contributor."""
    if spoken := state.context.force():
        return spoken
    if state.crisis.coalition:
        return state.crisis.coalition
    return state.crisis.contributors[0] if len(state.crisis.contributors) == 1 else ""
