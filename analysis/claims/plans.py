"""Pledged, deployed or withdrawn: what plans, promises and ways home make of a number of the force.

What belongs here: promises that are not yet kept, troops that will leave and so are still there, those who leave home and so are
coming. What does not: which verb a number has (`predicates`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.claims.forces import PLEDGES
from analysis.claims.predicates import COMPOSITION
from analysis.claims.state import Numbered, Reading, State, past_out_of
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST
from analysis.language.words import ADVERBS, AUXILIARIES, BE, DETERMINERS, FUTURE, Word

WITHDRAWALS = frozenset(
    "withdrawal pullout departure exit removal drawdown disengagement repatriation return".split()
)
TRAVELS = frozenset("flew flown fly flies travelled traveled took boarded airlifted".split())
LANDS = frozenset("landed arrived touched returned".split())
OWN_GROUND = frozenset("base bases camp camps barracks airport compound checkpoint hotel".split())
GRANTED = frozenset("earmarked foreseen promised pledged offered authorised authorized approved".split())
PROMISED = GRANTED | frozenset("due expected planned needed".split())
READY = frozenset("ready prepared willing waiting".split())
LEAVE = frozenset("leave withdraw return".split())
ENLARGED = frozenset("expanded raised increased enlarged strengthened brought built".split())
PREPARED = frozenset("prepared ready willing pledges promises offers commitments offer pledge".split())
GROWING = frozenset("grow rise swell expand".split())
EVENTUAL = frozenset(("eventual", "eventually", "ultimately"))
BACKED = frozenset("ordered orders backed endorsed ratified passed cleared authorised authorized".split())
SENDINGS = frozenset("deployment dispatch sending despatch contribution".split())
SIZE = frozenset("number include total reach reached comprise consist grow rise swell".split())
ANTECEDENTS = frozenset("who whom that which it they he she".split())
BLESSED = frozenset("approved authorised authorized backed endorsed agreed".split())
ENLARGING = frozenset(
    "increase raise boost expand bring swell double triple reinforce strengthen rise".split()
)
AWAITED = frozenset("expected due set planned likely supposed scheduled meant".split())
GIVES = frozenset("provide provided contribute contributed supply supplied".split())
STAY = frozenset("remain remains remained remaining stay stays stayed staying".split())
DECIDED = frozenset("decided voted agreed resolved opted decision vote".split())
STRENGTH = frozenset("have get number total make comprise consist reach grow include rise".split())


def plan_or_presence(state: State, number: Numbered) -> None:
    """Promised or approved troops are `pledged`; troops that will leave are still there, so `deployed`."""
    reading = number.reading
    predicate = state.words[number.counted.last + 1 : (reading.first or 0) + 1]
    stays = any(word.lower in STAY for word in predicate)  # "were set to remain to provide security"
    if reading.measure == "deployed" and not stays and _promised(state, number):
        reading.measure = "pledged"
    if reading.measure == "pledged" and reading.part_of is not None and _there_by_now(state.words, number):
        reading.measure = "deployed"
    if reading.measure == "deployed" and reading.rule.endswith("_list") and _after_a_promise(state, number):
        reading.measure = "pledged"
    if reading.measure == "deployed" and _is_out(state, number):
        reading.measure = "withdrawn"
    if reading.measure == "deployed" and _withdrawal_done(state.words, number):
        reading.measure = "withdrawn"
    if reading.measure == "deployed" and reading.last is not None and _goes_home(state, reading):
        reading.measure = "withdrawn"
    if (
        reading.measure == "withdrawn"
        and reading.last is not None
        and (_bound_for_host(state, reading.last + 1) or _goes_ahead(state, number))
    ):
        reading.measure = "deployed"
    if reading.measure == "withdrawn" and reading.first is not None:
        headline = state.context.report.sentences[state.context.number].kind == "headline"
        before = [word.lower for word in state.words[max(0, reading.first - 4) : reading.first]]
        form = state.words[reading.first].senses.get("verb", ("", "", "past"))[
            2
        ]  # "are back home" is no verb
        earlier = any(other.reading and other.reading.measure == "withdrawn" for other in state.numbers)
        afterthought = reading.first and state.words[reading.first - 1].text == ","
        at = number.quantity.first
        if [word.lower for word in state.words[max(0, at - 2) : at]] == ["to", "have"]:
            reading.measure = "deployed"  # "the decision to have 1,000 soldiers withdrawn"
        elif form == "ing" and (earlier and state.numbers[0] is not number or afterthought):
            pass  # "..., in all 3,276 people departing"; "was the first to go, withdrawing its 300 soldiers"
        elif form == "base" and headline and before[-1:] not in (["to"], ["will"], ["must"], ["should"]):
            pass  # "84 Nigerian soldiers return": a headline tells what has been in the present
        elif form in ("base", "ing", "present") and not any(
            word in ("have", "has", "had", "been") for word in before
        ):
            reading.measure = "deployed"
        elif any(word in FUTURE for word in before[-3:]) and "have" not in before:
            reading.measure = "deployed"


def _there_by_now(words: Sequence[Word], number: Numbered) -> bool:
    """ "pledged 300 soldiers, of whom 130 are already in the country"."""
    behind = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 4]]
    return behind[:1] in (["are"], ["were"]) and behind[1:2] in (["already"], ["now"], ["there"], ["in"])


def _is_out(state: State, number: Numbered) -> bool:
    """ "a force of 150 Marines is out of Liberia"."""
    words, at = state.words, number.counted.last + 1
    if at >= len(words) or words[at].lower not in BE:
        return False
    out = past_out_of(words, at + 1)
    actor = words[out].senses.get("actor") if at + 1 < out < len(words) else None
    return actor is not None and actor.role == HOST


def _withdrawal_done(words: Sequence[Word], number: Numbered) -> bool:
    """ "has completed the withdrawal of its 1,000 troops"; "the pullout of 800 troops went ahead": they have left."""
    first, last = number.quantity.first, number.counted.last
    before = [word.lower for word in words[max(0, first - 7) : first]]
    noun = next((n for n in range(len(before) - 1, -1, -1) if before[n] in WITHDRAWALS), None)
    if noun is None:
        return False
    if before[noun + 1 : noun + 2] == ["of"] and not {"to", "would", "will"} & set(before):
        behind = [word.lower for word in words[last + 1 : last + 20]]
        done = [n for n, word in enumerate(behind) if word in DONE and behind[n - 1] in ("was", "been")]
        done += [n for n in range(len(behind) - 1) if behind[n : n + 2] == ["went", "ahead"]]
        if done and not {"to", "would", "will", ";"} & set(behind[: done[0]]):
            return True
    return not DONE.isdisjoint(before[:noun]) and "to" not in before[:noun]


DONE = frozenset("completed concluded finished".split())


def _to_leave(words: Sequence[Word]) -> bool:
    """Whether words behind a number tell of a withdrawal: "(1,000 troops of the contingent) withdrawn"."""
    return any("verb" in word.senses and word.senses["verb"][0] == "withdrawn" for word in words)


def _goes_ahead(state: State, number: Numbered) -> bool:
    """ "An advance team of 12 soldiers left on 8 August": those who go ahead of a force are on the way there."""
    before = state.words[max(0, number.quantity.first - 3) : number.quantity.first]
    noun = state.words[number.quantity.last + 1 : number.counted.core + 1]
    return any(word.lower.startswith("advance") for word in (*before, *noun))


def _after_a_promise(state: State, number: Numbered) -> bool:
    """ "would consist of 1,099 troops, 30 civilians and 34 policemen": what holds for the first of a list holds for all."""
    index = state.numbers.index(number)
    before = [other for other in state.numbers[:index] if other.reading is not None]
    return bool(before) and before[-1].reading.measure == "pledged"


def _goes_home(state: State, reading: Reading) -> bool:
    """ "flew to Nairobi", "landed in Pretoria": those who travel to a contributor's country are leaving."""
    words = state.words
    verb = words[reading.first].lower.split()[0] if reading.first is not None else ""
    if verb not in TRAVELS | LANDS:
        return False
    reach = 10 if verb == "boarded" else 4  # "boarded a flight from Somalia to Bujumbura"
    for position in range(reading.last + 1, min(reading.last + reach, len(words) - 1)):
        if words[position].lower in ("to", "for") or verb in LANDS and words[position].lower in ("in", "at"):
            named = position + 1 + (words[position + 1].lower == "the" and position + 2 < len(words))
            actor = words[named].senses.get("actor")
            if actor is not None:
                based = words[named + 1].lower in OWN_GROUND if named + 1 < len(words) else False
                return actor.role == CONTRIBUTOR and not based  # not "to the Russian base"
    return verb in LANDS and _from_the_mission(words[reading.last + 1 : reading.last + 14])


def _from_the_mission(words: Sequence[Word]) -> bool:
    """ "touched down at an air base from the mission": from the force or its field."""
    for position, word in enumerate(words):
        if word.lower == "from":
            return any(
                "mission" in other.senses
                or (actor := other.senses.get("actor")) is not None
                and actor.role in (HOST, COALITION)
                for other in words[position + 1 : position + 4]
            )
        if word.text in ";:":
            return False
    return False


def _bound_for_host(state: State, position: int) -> bool:
    """ "left for Mozambique on Monday", "departed Kigali for Cabo Delgado in Mozambique": those who leave are coming."""
    after = [word.lower for word in state.words[position : position + 4]]
    if after[:1] and after[0] in DETERMINERS and any(word in OWN_GROUND for word in after):
        return not _bound_for_home(state, position)  # "left the base": still in the country
    if _is_bound(state, position):
        return True
    origin = state.words[position].senses.get("actor") if position < len(state.words) else None
    if origin is not None and origin.role == CONTRIBUTOR:
        return True  # "left Kenya the day before": from home
    for after in range(position, min(position + 6, len(state.words))):
        if state.words[after].lower == "for":
            return any(
                (actor := word.senses.get("actor")) is not None and actor.role == HOST
                for word in state.words[after + 1 : after + 6]
            )
        if state.words[after].text in ",;":
            return False
    return False


def _bound_for_home(state: State, position: int) -> bool:
    """ "left the camp of Mopti for Dakar"."""
    for at in range(position, min(position + 8, len(state.words) - 1)):
        if state.words[at].lower == "for":
            actor = state.words[at + 1].senses.get("actor")
            return actor is not None and actor.role == CONTRIBUTOR or state.words[at + 1].lower == "home"
    return False


def _is_bound(state: State, position: int) -> bool:
    """ "left Townsville on a transport aircraft bound for Haiti"."""
    for at in range(position, min(position + 12, len(state.words) - 1)):
        if state.words[at].text in ",;:":
            return False
        if state.words[at].lower in ("bound", "heading", "headed") and state.words[at + 1].lower in (
            "for",
            "to",
        ):
            return any(
                (actor := word.senses.get("actor")) is not None and actor.role == HOST
                for word in state.words[at + 2 : at + 5]
            )
    return False


MAY = frozenset("may might could".split())
LENDS = frozenset("give add lend offer put field spare".split())


def _may_be_sent(words: Sequence[Word], number: Numbered) -> bool:
    """ "could give some 140 troops", "may put up to 240 people in": spoken of, not under way."""
    verb = number.reading.first if number.reading.first is not None else number.quantity.first - 1
    if not 0 < verb < number.quantity.first:
        return False
    told = number.reading.first is not None or words[verb].lower in LENDS
    return told and any(word.text in MAY for word in words[max(0, verb - 2) : verb])


def _still_to_come(words: Sequence[Word], number: Numbered) -> bool:
    """ "a force of 3,700 troops which is to be stationed there", "are to take part once the mission is complete"."""
    behind = [word.lower for word in words[number.counted.last + 1 :][:24]]
    if "yet" in behind[:4] and behind[behind.index("yet") + 1 : behind.index("yet") + 2] == ["to"]:
        return (LEAVE | {"go"}).isdisjoint(behind[:8])  # "about 250 men, have yet to arrive"
    if behind[:1] in (["which"], ["that"]):
        sized = number.reading.rule in ("size_of_a_force", "force_in_context") or number.counted.strong
        if behind[1:3] == ["is", "to"] or sized and behind[1:3] == ["are", "to"]:
            return True  # the force is to; the men are to, where they are told as its size
    once = behind.index("once") if "once" in behind else 0
    ahead = not {"to", "will", "would", "should"}.isdisjoint(behind[:once])
    return ahead and not {"complete", "completed"}.isdisjoint(behind[once : once + 6])


def _promised(state: State, number: Numbered) -> bool:
    """Whether a word of promise or approval governs the number: "agreed to send 50", "a planned 2,500"."""
    words, first = state.words, number.quantity.first
    if _may_be_sent(words, number) or _still_to_come(words, number):
        return True
    within = []
    for position in range(number.quantity.last + 1, number.counted.core + 1):
        if position in state.at or words[position].lower == "of":
            break
        within.append(words[position])
    if any(word.lower in PROMISED for word in within) or _under_a_promise(state):
        return True
    if first and words[first - 1].lower == "from":
        return False  # "to be expanded from 2,000": those are there
    sent = number.reading.first
    if (
        sent is not None
        and 1 < sent < first
        and [w.lower for w in words[sent - 2 : sent]] == ["expected", "to"]
    ):
        return True  # "is expected to send 1,700 soldiers"
    if (
        first > 2
        and words[first - 1].lower == "of"
        and words[first - 3].lower in ("expected", "planned", "proposed")
    ):
        return True  # "an expected force of some 3,200 troops"
    if words[0].lower in PROMISED and words[first - 1].lower in BE:
        return True  # "Promised by El Salvador were 78 soldiers"
    if (
        _strength_to_be(words, first)
        or _size_expected(words, first, number)
        or _to_be_provided(words, number.reading)
    ):
        return True
    after = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 6]]
    if after[:1] and after[0] in BE and after[1:2] and after[1] in READY and not LEAVE & set(after):
        return True  # "244 Rwandans were ready"
    if after[:2] == ["due", "to"] and any(word.lower in LANDS for word in words[number.counted.last + 3 :]):
        return False  # "20 of 228 soldiers due to serve there arrived on Wednesday"
    if after[:1] and after[0] in PROMISED:
        return True  # "a third of the 3,000 pledged by the bloc"
    if after[:1] and after[0] in ANTECEDENTS and PROMISED & set(after[1:]):
        return True  # "the 1,300 troops whom Australia has promised", "the 1,000 police it had promised"
    for position in range(first - 1, max(-1, first - 16), -1):
        word = words[position]
        counts = position in state.at and state.numbers[state.at[position]].veto != "day_of_month"
        after_its_number = number.reading.first is not None and number.reading.first > first
        if counts or word.text in ",;" and (position < first - 2 or after_its_number):
            return False  # "of the 12,000 promised, only 4,700 have been sent"
        verb = word.senses.get("verb")
        if word.lower in DECIDED and _to_leave(words[number.counted.last + 1 : number.counted.last + 9]):
            return False  # "the decision to have 1,000 troops withdrawn"
        if word.lower in DECIDED and (number.reading.first is None or number.reading.first > position):
            return (
                True  # "decided on Friday to send 1,100", "the decision means that Germany will send 2,400"
            )
        if word.lower in WITHDRAWALS:
            return False  # "the promised withdrawal of the 1,450 troops": they are there
        if word.lower in ("orders", "ordered") and first - position < 4 and _to_the_host(state, number):
            return True  # "orders 2,900 troops to Haiti"
        pledge = word.lower in PLEDGES and words[position + 1].lower in ("of", "at")
        if word.lower in EVENTUAL or pledge:
            return True  # "an eventual total of 500", "from its commitment of 50"
        if word.lower in BACKED and _of_a_sending(words[position + 1 : first]):
            return True
        if (
            word.senses.get("promise")
            or verb is not None
            and verb[0] == "pledged"
            and word.lower not in ("commits", "committing")
        ):
            return True
    reading = number.reading
    decided = next((word for word in after if word not in AUXILIARIES and word not in ADVERBS), "")
    if decided in GRANTED or decided == "agreed":
        return True
    if first > 1 and words[first - 1].lower == "of" and words[first - 2].lower in SENDINGS:
        later = [word.lower for word in words[number.counted.last + 1 : number.counted.last + 22]]
        if any(one in BE and other in BLESSED for one, other in pairwise(later)):
            return True  # "The deployment of 1,000 police to Haiti was approved by the cabinet"
    if (
        reading.first is not None
        and reading.first < first
        and words[reading.first].lower.split()[0] in COMPOSITION
    ):
        if any(
            word.lower in ("will", "would", "to") for word in words[max(0, reading.first - 3) : reading.first]
        ):
            return True
    between = words[number.counted.last + 1 : reading.first] if reading.first is not None else ()
    if [word.lower for word in between] == ["would", "be"]:
        return True  # "about a thousand policemen would be sent"
    return any(word.senses.get("promise") for word in (*within, *between))


def _under_a_promise(state: State) -> bool:
    """ "FINLAND: 250 men", in a list under "The countries that are prepared to contribute:"."""
    if state.context.label() is None:
        return False
    heading = {word.lower.split()[0] for word in state.context.heading_over_labels()}
    return not heading.isdisjoint(PROMISED | PREPARED)


def _to_the_host(state: State, number: Numbered) -> bool:
    """ "(orders 2,900 troops) to Haiti"."""
    at = number.counted.last + 1
    actor = state.words[at + 1].senses.get("actor") if at + 1 < len(state.words) else None
    return actor is not None and actor.role == HOST and state.words[at].lower == "to"


def _of_a_sending(words: Sequence[Word]) -> bool:
    """ "(backed) the deployment of up to": a decision on troops that have yet to go."""
    return len(words) > 1 and words[0].lower in DETERMINERS and words[1].lower in SENDINGS


def _size_expected(words: Sequence[Word], first: int, number: Numbered) -> bool:
    """ "is expected to rise to 2,500", "is due to be 3,300 strong": a size that the force does not have yet."""
    before = [word.lower.split()[0] for word in words[max(0, first - 8) : first]]
    if number.reading.rule == "size_of_a_force" and before[-2:] == ["would", "be"]:
        return True  # "whose share would be about 2,900"
    for position in range(len(before) - 2):
        if before[position] in AWAITED and before[position + 1] == "to":
            grows = before[position + 2] in STRENGTH | ENLARGING
            return grows or before[position + 2 :] == ["be"] and number.counted.strong
    return False


def _to_be_provided(words: Sequence[Word], reading: Reading) -> bool:
    """ "will provide 303 soldiers", "is to contribute a battalion": a promise, where "will send" is a step under way."""
    if reading.first is None or words[reading.first].lower not in GIVES:
        return False
    return any(
        word.lower in ("will", "would", "to", "shall")
        for word in words[max(0, reading.first - 3) : reading.first]
    )


def _strength_to_be(words: Sequence[Word], first: int) -> bool:
    """ "is to have a total of 2,500", "are to make up a force of 2,500", "would get 700 more", "will double its force to 800"."""
    before = [word.lower.split()[0] for word in words[max(0, first - 12) : first]]
    for one, other in pairwise(before[-5:]):
        if one == "to" and other in GROWING or one == "being" and other in ENLARGED:
            return True  # "provides for the force to grow to 15,000", "is being brought up to 15,000"
    for position in range(len(before) - 2, -1, -1):
        if before[position] in (",", ";", ":"):
            return False
        if before[position] in ("will", "should", "shall", "may", "must"):
            after = before[position + 1 : position + 4]
            return (
                "eventually" in after
                or bool(SIZE & set(after))
                or bool(ENLARGING & set(after))
                and before[-1] == "to"
                or (before[-1] == "have" or before[-2:] == ["in", "all"] and "have" in after)
                and "still" not in after
                or before[position] == "may"
                and "have" in after
                or "be" in after
                and bool(ENLARGED & set(after))
            )  # "will eventually number 15,000"
        meant = (
            before[position] == "would"
            or before[position] == "to"
            and position
            and before[position - 1] in BE
        )
        if meant:
            return (
                before[position + 1] in STRENGTH
                or before[position + 1] in ENLARGING
                and before[-1] == "to"
                or before[position + 1 : position + 2] == ["be"]
                and set(before[position + 2 : position + 3]) <= ENLARGED | {"made"}
            )
    return False
