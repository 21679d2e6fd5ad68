"""Why a number that was read is no claim after all: another time, another place, another force, things, a fraction.

A refusal is a small function from a sentence's state and the place of a number to yes or no; `REFUSALS`, at the foot, lists
them in the order in which they are asked. The row of a refused number names the refusal. What does not belong here: what bars
a number before it is read (`counted.VETOES`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from analysis.claims.counted import NUMBERED, actor_at
from analysis.claims.groups import SEVERITIES
from analysis.claims.state import (
    CASUALTIES,
    FORCES,
    PART_PRONOUNS,
    Numbered,
    State,
    is_destination,
    past_out_of,
    sends_men,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor
from analysis.language.datewords import MONTHS as NUMBER_OF_MONTH
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    Word,
)

ORGANISATIONS = frozenset(
    ("un", "u.n.", "nato", "eu", "au", "osce")
)  # where the crisis does not name them as its own
CUTS = frozenset(
    "reduce reduced reducing reduces cut cutting cuts shrink shrunk trim trimmed lower lowered".split()
)
OPPONENTS = frozenset(("gang members", "insurgents", "attackers"))
FLED = frozenset("escaped escape fled flee broke took absconded".split())
ARMIES = frozenset(("army", "armed forces", "military", "navy", "air force"))
NEIGHBOURING = frozenset(("neighbouring", "neighboring", "nearby"))
CIVILIANS_DO = frozenset(
    "evacuated stranded trapped living live lives lived reside resident registered holidaying studying".split()
)
DECADES = {f"{year}s": year for year in range(1800, 2100, 10)}
CIVIL = frozenset(
    "nationals citizens residents expatriates refugees expats prisoners hostages captives inmates evacuees"
    " students holders tourists travellers holidaymakers migrants pilgrims fans".split()
)
WHO_RULE = frozenset("government parliament cabinet senate party".split())
SEARCHED_FOR = frozenset("missing unaccounted".split())
ERRANDS = frozenset("finding assessment technical observer mediation".split())
DISMISSED = frozenset(
    "sacked dismissed fired discharged suspended expelled purged demobilised demobilized".split()
)
NOT_SENT = frozenset("government breakaway renegade rebel mutinous dissident loyalist rogue".split())
MUTINIES = frozenset("strike struck mutiny mutinied desert deserted defect defected rebelled".split())
SEIZED = frozenset("seized captured kidnapped abducted snatched seize capture".split())
CONDITIONS = frozenset("once if unless until".split())
WISHES = frozenset("hoped hope hopes wanted sought requested seeks wants requests recommended".split())
WORLDWIDE = frozenset("worldwide globally".split())
FORCE_NOUNS = ("force", "mission", "contingent")
FREED = frozenset("release releases released releasing free frees freed freeing pardoned".split())
FARTHEST_PLACE = 8
CONFLICTS = frozenset("violence conflict war fighting unrest clashes riots crisis year time".split())


def _of_a_long_war(state: State, number: Numbered) -> bool:
    """ "the 14-year civil war left 250,000 dead", "a conflict of fourteen years": longer than the crisis is."""
    lasting = (state.crisis.end - state.crisis.start).days // 365
    for other in state.numbers:
        value, behind = (
            other.quantity.value or 0,
            state.words[other.quantity.last + 1 : other.quantity.last + 6],
        )
        if other is number or not lasting + 2 <= value < 100 or not behind:
            continue
        years = (
            behind[0].lower in ("years", "year")
            or behind[0].text == "-"
            and behind[1:2]
            and behind[1].lower == "year"
        )
        before = state.words[max(0, other.quantity.first - 2) : other.quantity.first]
        if years and any(word.lower in WARS for word in (*before, *behind[1:])):
            return True
    return False


WARS = frozenset("war conflict insurgency rebellion".split())


def of_another_time(state: State, index: int) -> bool:
    """A figure of an earlier or later conflict: "in the war of 1992-1994"; the sentence names no year of the crisis."""
    number = state.numbers[index]
    predicate = max(number.counted.last, number.reading.last or 0) + 1
    told = " ".join([word.lower for word in state.words[predicate : predicate + 5]])
    if "back then" in told or "at the time" in told:
        return True  # "some 50,000 went in at the time"
    if _of_a_long_war(state, number):
        return True
    first, last = state.crisis.start.year, state.crisis.end.year
    if not state.lowers().isdisjoint(DECADES):
        decade, since = next(
            (DECADES[word.lower], "since" in [before.lower for before in state.words[max(0, n - 2) : n]])
            for n, word in enumerate(state.words)
            if word.lower in DECADES
        )
        if not since and not decade <= last < decade + 10:
            return True  # "in the Bougainville operation of the 1990s it had some 250"
    first_word = state.numbers[index].quantity.first
    if _back_then(state) and state.context.year_before() and not first <= state.context.year_before() <= last:
        return True  # "... led a force in 1999. An estimated 1,000 people died in that violence."
    years = [
        number.quantity.value for number in state.numbers
        if number.veto == "year" and number.quantity.value
        and state.words[number.quantity.first - 1].lower not in NUMBERED  # "UN resolution 2085"
        and state.words[number.quantity.first - 1].lower != "since"  # a toll up to now
        and (number.quantity.first < 3 or abs(number.quantity.first - first_word) <= _reach(state, number))
    ]  # fmt: skip
    years += [
        number.quantity.low for number in state.numbers
        if number.quantity.qualifier == "range" and 1900 <= number.quantity.low < number.quantity.high <= 2100
        and number.counted.head is None and number.reading is None
    ]  # fmt: skip
    return bool(years) and not any(first <= year <= last for year in years)


def _reach(state: State, year: Numbered) -> int:
    """How many words off a year still dates a number: farther with its month ("in November 2019, when ...")."""
    before = state.words[year.quantity.first - 1].lower if year.quantity.first else ""
    return 22 if before in MONTHS else 14


def of_an_earlier_month(state: State, index: int) -> bool:
    """ "The April uprising cost 85 lives", "In May two people were killed", in a crisis that began in June."""
    number, crisis = state.numbers[index], state.crisis
    named = [n for n, word in enumerate(state.words) if word.lower in MONTHS and word.text[0].isupper()]
    if not named or number.reading.measure not in CASUALTIES or (crisis.end - crisis.start).days > 300:
        return False
    span = (crisis.end.year - crisis.start.year) * 12 + crisis.end.month - crisis.start.month + 1
    own = {
        (crisis.start.month - 1 + n) % 12 + 1 for n in range(-1, span + 1)
    }  # and the months beside, for dates in the text
    if any(NUMBER_OF_MONTH.get(state.words[n].lower) in own for n in named):
        return False
    first, last = number.quantity.first, max(number.counted.last, number.reading.last or 0)
    return any(
        _tells_when(state.words, n) and (n < 3 or -9 < n - first < 0 or 0 < n - last < 7) for n in named
    )


def _tells_when(words: Sequence[Word], position: int) -> bool:
    """ "in April", "on 7 April", "the April uprising"; not "since April", nor a woman's name."""
    before = words[position - 1].lower if position else ""
    after = words[position + 1].lower if position + 1 < len(words) else ""
    dated = before.isdigit() and position > 1 and words[position - 2].lower in ("on", "of", "the")
    return before in ("in", "early", "late", "last") or dated or before == "the" and after in RISINGS


RISINGS = frozenset(
    "uprising riots rioting violence protests unrest coup clashes revolt revolution fighting".split()
)


def years_ago(state: State, index: int) -> bool:
    """During the mutiny five years ago, 25 officers were arrested."""
    words = state.words
    ago = [
        n
        for n, word in enumerate(words)
        if word.lower == "ago" and words[n - 1].lower in ("years", "decades")
    ]
    return any(
        not any(word.text in ";:" for word in words[min(n, state.numbers[index].quantity.first) : n])
        for n in ago
    )


def cut_by(state: State, index: int) -> bool:
    """ "asked Burundi to reduce its contribution by a thousand men": a difference, no strength."""
    words, first = state.words, state.numbers[index].quantity.first
    if state.numbers[index].reading.measure not in ("deployed", "pledged"):
        return False
    if not first or words[first - 1].lower != "by":
        return False
    return any(word.lower in CUTS for word in words[max(0, first - 9) : first])


def of_their_opponents(state: State, index: int) -> bool:
    """ "the gangs, estimated at 12,000 men": those against whom the force was sent."""
    number = state.numbers[index]
    if number.reading.measure not in FORCES or number.counted.actors or number.reading.first is not None:
        return False
    before = state.words[max(0, number.quantity.first - 5) : number.quantity.first]
    return any(
        word.senses.get("group") in OPPONENTS or word.lower in ("gangs", "militias") for word in before
    )


def lost_otherwise(state: State, index: int) -> bool:
    """The police have lost thousands of officers to emigration; 600 soldiers had been sacked: no casualties, no contingent."""
    number = state.numbers[index]
    told = state.words[number.counted.last + 1 : number.counted.last + 4]
    if any(word.lower in DISMISSED for word in told) and told[0].lower in AUXILIARIES:
        return True
    lost = number.reading.first is not None and state.words[number.reading.first].lower in (
        "lost",
        "lose",
        "losing",
    )
    return lost and [
        word.lower for word in state.words[number.counted.last + 1 : number.counted.last + 2]
    ] == ["to"]


def all_over_the_world(state: State, index: int) -> bool:
    """Worldwide, more than 2,800 Egyptians serve under the UN flag."""
    first = state.numbers[index].quantity.first
    told = {word.lower for word in state.words[max(0, first - 6) : first + 12]}
    return state.numbers[index].reading.measure in FORCES and not WORLDWIDE.isdisjoint(told)


NATIONAL_ARMY = (("national", "army"), ("national", "police"), ("regular", "army"), ("armed", "forces"))


def standing_army(state: State, index: int) -> bool:
    """South Africa's army, 74,000 strong, is the largest; the 30,000-strong Fijian army: no contingent."""
    words, number = state.words, state.numbers[index]
    first = number.quantity.first
    if number.reading.measure not in FORCES:
        return False
    if number.reading.rule == "verb_before" and not number.counted.actors:
        composed = state.words[number.reading.first].lower.startswith(("consist", "compris", "number"))
        if composed and any(word.lower in ARMIES for word in words[:3]):
            return True  # "The army of the kingdom consists of some 2,000 soldiers"
    behind = [word.lower for word in words[number.counted.last + 1 :][:9]]
    if behind[:1] in (["who"], ["that"]) and any(pair in NATIONAL_ARMY for pair in pairwise(behind)):
        return True  # "the 8,000 men who once made up the national army"
    if first > 1 and words[first - 1].lower == "of" and words[first - 2].lower in ARMIES:
        return True  # "the security forces, an army of some 2,500"
    if not number.counted.strong:
        return False
    apposed = first > 1 and words[first - 1].text == "," and words[first - 2].lower in ARMIES
    actor = words[first - 2].senses.get("actor") if first > 1 and words[first - 1].text == "," else None
    apposed = apposed or actor is not None and actor.role == HOST  # "the LDF, about 2,000 strong"
    core = words[number.counted.core]
    behind = words[number.counted.core + 1] if number.counted.core + 1 < len(words) else core
    if any("unit" in word.senses or "mission" in word.senses for word in (core, behind)):
        return apposed  # "the 650-man battalion of the Chadian armed forces"
    return apposed or any(
        word.lower in ARMIES for word in words[number.quantity.last + 1 : number.counted.core + 2]
    )


def some_of_things(state: State, index: int) -> bool:
    """ "16 member states, five of which have joined": a part of what is none of people."""
    number = state.numbers[index]
    if number.reading.measure not in FORCES:
        return False
    if number.reading.rule == "predicate_after" and _of_no_force(state.words, number.quantity.first):
        return True
    if not index or number.counted.partitive not in PART_PRONOUNS:
        return False
    things = state.numbers[index - 1].counted
    between = state.words[things.last + 1 : number.quantity.first]
    return bool(things.veto) and all(word.text in ",–—(" for word in between)


def _of_no_force(words: Sequence[Word], first: int) -> bool:
    """ "refugees, of whom 26,000 are home again"; "videos, of which 19 are going round": no part of a force."""
    if first < 4 or words[first - 2].lower != "of" or words[first - 1].lower not in ("whom", "which"):
        return False
    senses = {sense for word in words[max(0, first - 8) : first - 2] for sense in word.senses}
    return senses.isdisjoint(("force", "unit", "mission", "actor", "number", "service"))


def _back_then(state: State) -> bool:
    """ "in that violence", "in those clashes": of what the sentence before told."""
    return any(
        first.lower in ("that", "those") and second.lower in CONFLICTS
        for first, second in pairwise(state.words)
    )


def elsewhere(state: State, index: int) -> bool:
    """Of another country: "500 soldiers in eastern Congo", "a bus crash in Peru killed 24"; the host is not named."""
    words, abroad = state.words, False
    counted = state.numbers[index].counted
    fronted = words[1].senses.get("actor") if len(words) > 1 and words[0].lower == "in" else None
    away = (OTHER,) if state.numbers[index].reading.measure in FORCES else (OTHER, CONTRIBUTOR)
    if fronted is not None and fronted.role in away and words[2].lower not in ("'s", "’s", "-"):
        return True  # "In Mozambique another mission has 1,495 South Africans"
    if _where(words, state.numbers[index].quantity.first) or _abroad(words, counted.last + 1):
        return True
    if _right_there(words, counted.last + 1):
        return True  # "which has over 1,000 soldiers in the DR Congo", whatever it has sent to the host
    if (
        state.numbers[index].reading.measure in FORCES
        and (left := _left_country(words, state.numbers[index])) is not None
    ):
        return (
            left.role == OTHER
        )  # "pulled 5,000 troops out of Mali", "a 400-strong contingent left Burkina Faso"
    if _mission_elsewhere(words, counted.last + 1):
        return True
    if any(actor.may_contribute(state.crisis.contributors) for _, actor in counted.actors) and any(
        "mission" in word.senses for word in words
    ):
        return False  # "800 Kenyan troops of the contingent are now in Panama"
    for position, actor in state.named():
        if actor.role == HOST:
            return False
        if words[position - 1].lower in NEIGHBOURING and state.numbers[index].reading.measure in FORCES:
            return True  # "has sent 40 more of its military to neighbouring Niger"
        if _in_a_longer_name(words, position):
            continue
        if actor.role == OTHER and _is_place(words, position) and _near(state, index, position):
            abroad = abroad or is_destination(words, position, 2)
    return abroad


def _mission_elsewhere(words: Sequence[Word], position: int) -> bool:
    """ "(1,000 policemen) are being prepared for a mission in Haiti"."""
    for n in range(position, min(position + 14, len(words) - 1)):
        if words[n].text in ",;":
            return False
        if "mission" in words[n].senses and _right_there(words, n + 1):
            return True
    return False


def _where(words: Sequence[Word], position: int) -> bool:
    """ "veterans of Afghanistan, WHERE nine Estonians were killed": of the country before."""
    if position < 3 or words[position - 1].lower != "where" or words[position - 2].text != ",":
        return False
    actor = words[position - 3].senses.get("actor")
    return actor is not None and actor.role == OTHER


def _abroad(words: Sequence[Word], position: int) -> bool:
    """ "(100 soldiers) on missions abroad", "(has 2,000 troops) overseas"."""
    behind = [word.lower for word in words[position : position + 3]]
    return behind[:1] in (["abroad"], ["overseas"]) or behind[1:] in (
        ["missions", "abroad"],
        ["missions", "overseas"],
    )


def _left_country(words: Sequence[Word], number: Numbered) -> Actor | None:
    """The country that men are said to have left; None where none is said."""
    first, behind = number.reading.first, number.counted.last + 1
    if (land := past_out_of(words, behind)) > behind:
        return actor_at(words, land) if land < len(words) else None
    if (
        first is not None
        and words[first].lower in ("left", "leave", "leaves", "leaving")
        and first + 1 < len(words)
    ):
        return actor_at(words, first + 1) if _is_place(words, first + 1) else None
    return None


def _in_a_longer_name(words: Sequence[Word], position: int) -> bool:
    """ "Mocímboa da Praia": a town whose name ends as that of another."""
    return position > 1 and words[position - 1].text in (
        "da",
        "de",
        "do",
        "del",
        "di",
        "el",
        "la",
        "San",
        "Santa",
    )


def _right_there(words: Sequence[Word], position: int) -> bool:
    """Whether "in" and another country follow at once."""
    if position >= len(words) or words[position].lower != "in":
        return False
    at = position + 1 + (position + 1 < len(words) and words[position + 1].lower == "the")
    actor = words[at].senses.get("actor") if at < len(words) else None
    return actor is not None and actor.role == OTHER and _is_place(words, at)


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
    """The noun is a thing, although a verb speaks of it: "sent 12 trucks", "two shot down helicopters"."""
    words, number = state.words, state.numbers[index]
    last = number.reading.last or len(words)
    downed = [word.lower for word in words[last : last + 2]] == ["shot", "down"]
    downed = (
        downed and last == number.quantity.last + 1 and "thing" in words[min(last + 2, len(words) - 1)].senses
    )
    return bool(number.counted.veto) or downed


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


def of_anothers_mission(state: State, index: int) -> bool:
    """ "The Gambian mission counts around 1,000 soldiers": a mission in a country that has no part in the crisis."""
    if (
        state.numbers[index].reading.measure not in FORCES
        or state.numbers[index].counted.actors
        or not state.crisis.contributors
    ):
        return False
    first = state.numbers[index].quantity.first
    return any(
        actor.role == OTHER and position < first and state.words[position + 1].lower == "mission"
        for position, actor in state.named()
    )


def of_another_mission(state: State, index: int) -> bool:
    """ "a U.N. mission of 1,600 police": a force that is named and is not the crisis's own."""
    number = state.numbers[index]
    if number.reading.measure not in FORCES or number.counted.actors:
        return False
    first = number.quantity.first
    noun = [word.lower for word in state.words[number.quantity.last + 1 : number.counted.core + 1]]
    if "force" in noun and any(one in ORGANISATIONS and not _sends_the_coalition(state, one) for one in noun):
        return True  # "to allow the 11,000 UN force time to deploy"
    counted = (other.counted.core for other in state.numbers) if "missions" in state.lowers() else ()
    if any(state.words[core].lower == "missions" for core in counted):
        return True  # "has taken part in 40 missions and deployed over 100,000 troops"
    for position in range(first - 1, max(-1, first - 15), -1):
        word = state.words[position]
        if position in state.at and state.numbers[state.at[position]].veto == "of_another_mission":
            return True  # "a U.N. mission of 1,600 police and 34 liaison officers"
        if word.text in ";:" or "actor" in word.senses:
            return False
        counts = word.text.isupper() and word.text.isalpha() and len(word.text) > 4 and not word.senses
        if counts and position < 2 and first - position < 4:
            return True  # "UNAMSIL currently has 7,391 personnel"
        if word.lower in ORGANISATIONS and not _sends_the_coalition(state, word.lower):
            sent = number.reading.rule == "verb_before" and number.reading.first
            if (
                sent
                and position < sent
                and all(w.lower in AUXILIARIES for w in state.words[position + 1 : sent])
            ):
                return True  # "The UN has sent 12,000 soldiers", beside the force that is not the UN's
            acts = state.words[position + 1 : position + 4]
            if [word.lower for word in acts[:2]] in (
                ["begins", "to"],
                ["began", "to"],
                ["starts", "to"],
                ["started", "to"],
            ):
                return True  # "the UN begins to send in 15,000 troops"
            return any("mission" in after.senses for after in state.words[position + 1 : first])
    return False


def _sends_the_coalition(state: State, organisation: str) -> bool:
    """Whether a name of the coalition begins with an organisation's ("EU force"), so that the force is its own."""
    names = state.crisis.aliases.get(state.crisis.coalition, ())
    return any(name.lower().split()[0] == organisation for name in names)


SEND = frozenset("send provide contribute offer".split())
SENDING = frozenset("sending providing contributing offering".split())


def members_of_a_bloc(state: State, index: int) -> bool:
    """ "the community, which has 16 members": those who belong to an alliance are countries."""
    words, number = state.words, state.numbers[index]
    core = number.counted.core
    before = words[number.quantity.first - 1].lower if number.quantity.first else ""
    if words[core].lower in ("members", "countries", "states") and number.counted.actors:
        acts = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 3]]
        if acts and (acts[0] in SEND or acts[0] in ("are", "were") and acts[1:] and acts[1] in SENDING):
            return True  # "Seven NATO members are sending 2,000 soldiers"
    named = words[number.counted.core].text
    if (
        number.counted.strong
        and named.isupper()
        and named.isalpha()
        and "actor" not in words[number.counted.core].senses
    ):
        return True  # "the six-member GCC"
    if number.counted.strong and words[number.quantity.last + 1 : number.quantity.last + 3][-1].lower in (
        "member",
        "nation",
        "state",
    ):
        last = actor_at(words, number.counted.last)
        bloc = last is not None and words[number.counted.last].lower.split()[-1] not in FORCE_NOUNS
        return bloc and last.role == COALITION  # "the six-member GCC has sent"
    bare = number.counted.last == core and words[core].lower == "members" and core == number.quantity.last + 1
    bare = bare and not any(
        "mission" in word.senses or word.lower.split()[-1] in FORCE_NOUNS
        for word in words[: number.quantity.first]
    )  # "the force has 4,000 members"
    return number.reading.measure in FORCES and bare and before in ("has", "have", "had", "counts", "with")


def taken_by_enemies(state: State, index: int) -> bool:
    """Guerrillas seized two of its soldiers: no arrest, and no contingent."""
    number, first = state.numbers[index], state.numbers[index].quantity.first
    before = {word.lower for word in state.words[max(0, first - 2) : first]}
    return number.counted.force and not SEIZED.isdisjoint(before)


def only_if(state: State, index: int) -> bool:
    """ "Once 5,000 soldiers are on the ground, the others go", "when the force numbers 5,000": a condition."""
    number, words = state.numbers[index], [word.lower for word in state.words]
    first, behind = number.quantity.first, number.counted.last + 1
    if number.reading.measure not in FORCES:
        return False
    before = words[max(0, first - 4) : first]
    if "when" in before and before[-1] in ("numbers", "reaches", "has", "counts"):
        return True
    given = not CONDITIONS.isdisjoint(before) or before[-2:] == ["only", "when"]
    return given and not {"are", "have", "arrive", "is"}.isdisjoint(words[behind : behind + 3])


def in_number(state: State, index: int) -> bool:
    """ "vehicles, 159 in number": of the things before the comma."""
    number, words = state.numbers[index], state.words
    behind = [word.lower for word in words[number.quantity.last + 1 : number.quantity.last + 3]]
    first = number.quantity.first
    return behind == ["in", "number"] and first > 1 and "thing" in words[first - 2].senses


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
        if word.lower in WISHES:
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
    if number.reading.measure != "detained":
        return False
    before = {word.lower for word in words[max(0, number.quantity.first - 4) : number.quantity.first]}
    after = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 4]]
    if number.counted.outcome is not None and FLED & set(after[:2]):
        return True  # "13,000 detainees took flight"
    if number.reading.rule != "noun_of_outcome":
        verb = words[number.quantity.first - 1].lower if number.quantity.first else ""
        return verb in FREED  # "freed about 2,000 people held there"
    return (
        bool(before & FREED)
        or after[:1] != []
        and after[0] in BE | {"have", "has"}
        and bool(FREED & set(after))
    )


def size_in_general(state: State, index: int) -> bool:
    """A battalion can have from 300 to around 1,000 troops; a unit usually comprising 100 soldiers."""
    first = state.numbers[index].quantity.first
    before = [word.lower for word in state.words[max(0, first - 7) : first]]
    general = any(lower in ("can", "usually", "typically", "normally") for lower in before)
    general = general or any(pair in (("may", "number"), ("may", "total")) for pair in pairwise(before))
    return state.numbers[index].reading.measure in FORCES and general


def one_of_a_force(state: State, index: int) -> bool:
    """One of the soldiers left the base: a person, no contingent; "two companies, one of them Australian"."""
    number = state.numbers[index]
    if number.counted.partitive == "them" and number.reading.measure in FORCES and number.quantity.value == 1:
        return number.quantity.qualifier == "exact"
    return (
        number.reading.measure in FORCES
        and number.counted.partitive == "of"
        and state.words[number.quantity.number_first].lower == "one"
        and number.quantity.value == 1
    )


def host_forces(state: State, index: int) -> bool:
    """The host's own forces, and those that rose against it, are no contingent."""
    number = state.numbers[index]
    counted = number.counted
    if number.reading.measure not in FORCES:
        return False
    if any(word.lower in NOT_SENT for word in state.words[number.quantity.last + 1 : counted.core]):
        return True
    told = [word.lower for word in state.words[counted.last + 1 : counted.last + 4]]
    if not counted.actors and not MUTINIES.isdisjoint(told):
        return True  # "400 troops strike over pay"
    if not counted.actors and _hosts_have(state.words, number.quantity.first - 1):
        return True
    return any(actor.role == HOST for _, actor in counted.actors) and not any(
        actor.role in (CONTRIBUTOR, COALITION) for _, actor in counted.actors
    )


def _hosts_have(words: Sequence[Word], position: int) -> bool:
    """ "The Tonga Defence Services have (about 450 men)"."""
    if position < 1 or words[position].lower not in ("have", "has", "had"):
        return False
    named = [
        word.senses["actor"] for word in words[max(0, position - 5) : position] if "actor" in word.senses
    ]
    return bool(named) and all(actor.role == HOST for actor in named)


def unit_with_a_number(state: State, index: int) -> bool:
    """A unit whose size the report gives: "a battalion of about 500 soldiers" has one number, not two claims."""
    number = state.numbers[index]
    after = number.quantity.last + 1
    while after < len(state.words) and (
        state.words[after].lower in ("of", "some") or "actor" in state.words[after].senses
    ):
        after += 1
    if number.quantity.qualifier != "unit":
        return False
    other = [word.lower for word in state.words[number.counted.last + 1 : number.counted.last + 3]]
    if other == [",", "or"] and number.counted.last + 3 in state.at:
        return True  # "seven squadrons of gendarmes, or 480 men"
    return after in state.at


STANDING_BY = frozenset("standby stand-by alert".split())
PARADES = frozenset("march marched parade paraded".split())


def _parade(words: Sequence[Word]) -> bool:
    """ "(soldiers) were to march", not "who came in March"."""
    return any(word.lower in PARADES and word.text[0].islower() for word in words)


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
    told = [word.lower for word in state.words[counted.last + 1 : counted.last + 8]]
    later = [word.lower for word in state.words[counted.last + 1 : counted.last + 13]]
    if reading.first is None and not SEARCHED_FOR.isdisjoint(later):
        return True  # "Some 330 soldiers, Zambians for the most part, are missing"
    if any(one == "their" and other in ("home", "homes", "houses") for one, other in pairwise(told)):
        return True  # "some 400,000 left their homes"
    within = {word.lower for word in state.words[number.quantity.last + 1 : counted.last + 5]}
    if not WHO_RULE.isdisjoint(within):
        return True  # "hopes to reach two members of the South African government"
    few = number.quantity.value is not None and number.quantity.value <= 4 and reading.first is None
    if (
        few
        and state.words[counted.core].lower == "men"
        and state.words[number.quantity.first - 1].lower == "the"
    ):
        return not counted.actors  # "the three men defended the intervention"
    noun = [word.lower for word in state.words[number.quantity.last + 1 : counted.last + 4]]
    if counted.strong and not {"assessment", "fact-finding", "technical"}.isdisjoint(noun):
        return True  # "a 40-member technical assessment team"
    if told[1:2] == ["have"] and told[0] in ("might", "would", "could"):
        return True  # "even a few hundred peacekeepers might have prevented it"
    if not STANDING_BY.isdisjoint(told[:4]):
        return True  # "put more than 1,000 soldiers on standby"
    if (
        told[:2] == [",", "aged"]
        or reading.first is None
        and _parade(state.words[counted.last + 1 : counted.last + 5])
    ):
        return True  # "the two men, aged 22 and 23"; "in which 3,239 soldiers were to march"
    if counted.actors and not counted.force and not CIVILIANS_DO.isdisjoint(told):
        return True  # "any of the 300 Australians in Tonga could be evacuated"
    if any(word.lower in CIVIL for word in state.words[number.quantity.last + 1 : counted.core + 1]):
        return True  # "sees to the safety of the 6,000 French nationals resident there"
    if not counted.force and any(
        word.lower in ERRANDS
        for word in state.words[max(0, number.quantity.first - 12) : number.quantity.first]
    ):
        return True  # "with a fact-finding mission, about 30 people in all, have been sent"
    if counted.unknown and counted.actors and not any(sends_men(state, actor) for _, actor in counted.actors):
        return True  # "are flying home about 1,000 British holidaymakers"
    if (
        reading.measure == "withdrawn"
        and counted.head is None
        and not counted.actors
        and state.crisis.contributors
    ):
        named = [actor for _, actor in state.named()]
        if any(actor.role == OTHER for actor in named) and not any(
            sends_men(state, actor) for actor in named
        ):
            return True  # "Of the country's Chinese a total of 193 were flown home"
    if reading.last is not None and [w.lower for w in state.words[reading.last : reading.last + 2]] == [
        "brought",
        "before",
    ]:
        return True  # "six soldiers were brought before a court"
    verb = state.words[reading.first].senses.get("verb") if reading.first is not None else None
    went = verb is not None and verb[1] == "subject" and reading.rule.startswith("predicate_after")
    went = went and told[:2] != ["in", "uniform"]
    return went and bool(counted.group) and not (counted.force or counted.actors)


DISEASES = frozenset("covid covid-19 coronavirus cholera ebola malaria measles".split())
ORDERED_OUT = frozenset("called deployed drafted mobilised mobilized recalled sent summoned".split())


def of_another_fate(state: State, index: int) -> bool:
    """No casualties of the crisis: deaths of a disease, soldiers who are called up behind a toll, the dead who "were shot"."""
    number, words = state.numbers[index], state.words
    counted, first = number.counted, number.quantity.first
    if number.reading.measure not in CASUALTIES:
        return False
    around = words[max(0, first - 10) : first] + words[counted.last + 1 : counted.last + 4]
    if number.reading.rule == "noun_of_outcome" and any(word.lower in DISEASES for word in around):
        return True  # "Covid-19: 7,773 new cases, 272 deaths"
    after = words[counted.last + 1 : counted.last + 2]
    if number.reading.rule == "toll_before" and counted.force and after and after[0].lower in ORDERED_OUT:
        return True  # "Death toll climbs to 117, 25,000 soldiers called up"
    of_the_dead = counted.partitive == "of" and counted.outcome is not None and counted.outcome[0] == "killed"
    return number.reading.measure == "injured" and of_the_dead  # "Thirty of the dead were shot"


REFUSALS: tuple[Callable[[State, int], bool], ...] = (
    not_people, some_of_things, fraction, killed_and_injured_together, noun_unknown, host_forces, unit_with_a_number, not_a_force,
    one_of_a_force, size_in_general, members_of_a_bloc, asked_for, set_free, of_another_mission,
    of_anothers_mission, of_another_time, of_an_earlier_month, years_ago,
    standing_army, cut_by, all_over_the_world, taken_by_enemies, only_if, in_number, of_their_opponents, lost_otherwise,
    elsewhere, of_another_fate,
)  # fmt: skip
