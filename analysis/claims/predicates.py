"""What a sentence says befell the people whom a number counts: the predicate after their noun, or the verb before it.

What belongs here: walking from a number's noun to its predicate, past auxiliaries, brackets, lists and relative clauses. What
does not: numbers whose measure stands elsewhere (`measures`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from analysis.claims.counted import QUOTATION_MARKS
from analysis.claims.state import CASUALTIES, FORCES, PART_PRONOUNS, SUBSET_BEFORE, Reading, State
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    REPORTED_AS,
    Word,
)

COMPOSITION = frozenset(
    "comprise comprised comprises comprising consist consists consisted consisting made composed".split()
)

# "12 people suspected of looting were arrested": participles that go on with the noun.
REDUCED = frozenset(
    "accused suspected linked related connected involved regarding concerning involving wanted charged aged".split()
)
TAKES_INJURIES = frozenset(
    "sustain sustained sustaining suffer suffered suffering receive received receiving seek sought seeking need needed"
    " require required undergo undergoing underwent had have has got get ask asked asking".split()
)
FARTHEST_PREDICATE = 26


def right_predicate(state: State, index: int) -> Reading | None:
    """What is said of the people after their noun: "were killed", "dead", "have been arrested", "(...) died"."""
    words, counted = state.words, state.numbers[index].counted
    position, steps, passive, relative = counted.last + 1, 0, False, False
    hypothetical, reduced, listed = False, None, False
    while position < len(words) and steps < FARTHEST_PREDICATE:
        steps += 1
        word = words[position]
        lower, senses = word.lower, word.senses
        if position in state.at:
            return reduced
        verb = senses.get("verb")
        if (
            verb is not None and verb[2] == "ing" and verb[1] != "object" and not passive
        ):  # "one soldier serving there was killed"
            reduced = reduced or Reading(verb[0], "predicate_after", position, position)
            position += 1
            continue
        if (
            verb is not None
            and verb[0] in FORCES
            and verb[1] != "subject"
            and not passive
            and _reduced(words, position)
        ):
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
            if relative and measure in FORCES and (main := _main_verb(state, last + 1)) is not None:
                reduced = reduced or Reading(measure, "predicate_after", position, last)
                position, relative, passive = main, False, False
                continue
            near = position - counted.last <= 8 and not relative
            if _two_outcomes(words, last, measure):
                return Reading("casualties", "predicate_after", position, last)
            rule = "predicate_after_list" if listed else "predicate_after"
            return Reading(measure, rule, position, last, quote_predicate=near)
        if lower in NEGATIONS:
            return None
        if lower in ("in", "under") and (kept := _kept_in(words, position)) is not None:
            return Reading(words[kept].senses["outcome"][0], "predicate_after", position, kept)
        if (
            lower == "as"
            and (words[position + 1 : position + 2] or [word])[0].senses.get("outcome", ("", ""))[1]
            == "predicate"
        ):
            position += 1  # "gives 21 people as dead"
            continue
        if lower == "among" and (among := _among_those(words, position)) is not None:
            return Reading(words[among].senses["outcome"][0], "predicate_after", position, among)
        if lower in BE:
            passive = True
        if lower in ("could", "would", "might", "may", "will", "should") and _next(words, position) not in (
            "have",
        ):
            hypothetical = True
        if (
            lower in AUXILIARIES
            or lower in ADVERBS
            or (lower in REPORTED_AS and not _to_a_place(words, position))
            or lower.endswith("ly")
            or "hedge_after" in senses
            or word.text in QUOTATION_MARKS  # 26 "bandits" were "liquidated"
        ):
            position += 1
        elif lower in RELATIVES:
            relative, passive = True, False
            position += 1
        elif word.text == "(":
            position = _after_bracket(words, position)
        elif word.text in ("–", "—") and (closing := _closing_dash(words, position)) is not None:
            position = closing
        elif word.text == "," and _next(words, position) in ("and", "or"):
            position += 1
        elif word.text in (",", "–", "—", "-"):
            follow = _parenthesis(state, position)
            if follow is None:
                return None
            position = follow
        elif lower in ("and", "or", "as well as", "plus") or word.text == "/":
            following = state.at.get(_skip(words, position + 1))
            if following is None and (beyond := _uncounted(words, position + 1)) is not None:
                position, listed = beyond, True
                continue
            if following is None or following == index:
                return None
            if (
                state.numbers[following].veto in ("percentage", "")
                and state.numbers[following].counted.veto
                or (state.numbers[following].veto == "percentage")
            ):
                position, listed = _past_things(state, following), True  # "and 80% of their equipment"
                continue
            if state.numbers[following].veto:
                return None
            shared = right_predicate(state, following)
            if shared is None or not shared.measure or not _subject_of(state, shared):
                return None
            return Reading(shared.measure, "predicate_after_list", shared.first, shared.last)
        elif lower in PREPOSITIONS and lower not in (
            "because",
            "due",
            "if",
            "while",
            "when",
            "as",
            "despite",
        ):
            position = _after_preposition(state, position)
        elif lower in ("ago", "old") or lower in REDUCED:
            position += 1
        elif (
            relative
            and not counted.unknown
            and "actor" not in senses
            and lower not in DETERMINERS
            and (main := _main_verb(state, position)) is not None
        ):
            position, relative = main, False  # "people who attacked the town hall had been killed"
        else:
            return reduced
    return reduced


def _main_verb(state: State, position: int) -> int | None:
    """Where the auxiliary behind a relative clause stands: "who were sent to Gambia to keep the peace HAVE come home"."""
    clauses = 0  # that have begun within it: "after its commander WAS killed"
    for after in range(position, min(position + FARTHEST_PREDICATE, len(state.words))):
        word = state.words[after]
        if after in state.at or word.text in ",;:" or "speech" in word.senses:
            return None
        if word.lower in (
            "after",
            "when",
            "because",
            "since",
            "while",
            "where",
            "that",
            "which",
            "who",
            "as",
        ):
            clauses += 1
        if word.lower in ("have", "has", "had", "were", "was", "are", "will"):
            if not clauses:
                return after
            clauses -= 1
        verb = word.senses.get("verb")
        if (
            verb is not None
            and verb[1] == "subject"
            and verb[2] == "past"
            and not clauses
            and after > position
        ):
            if state.words[after - 1].lower not in AUXILIARIES:
                return after  # "who had been stationed there LEFT on Friday"
    return None


def _to_a_place(words: Sequence[Word], position: int) -> bool:
    """ "deployed to Haiti", not "reported to have been"."""
    follower = words[position + 1].text if position + 1 < len(words) else "-"
    return words[position].lower == "to" and (follower[0].isupper() or follower.lower() in DETERMINERS)


def _two_outcomes(words: Sequence[Word], position: int, measure: str) -> bool:
    """ "12 people were killed or hurt": one number for both."""
    if (
        measure not in ("killed", "injured")
        or _next(words, position) not in ("or", "and")
        or position + 2 >= len(words)
    ):
        return False
    other = words[position + 2].senses.get("outcome")
    return other is not None and other[0] in ("killed", "injured") and other[0] != measure


def _kept_in(words: Sequence[Word], position: int) -> int | None:
    """ "in incommunicado detention", "under administrative arrest": where the outcome stands, a word or two on."""
    for after in range(position + 2, min(position + 4, len(words))):
        if words[after].lower in ("detention", "arrest"):
            return after
        if (
            not words[after].lower.isalpha()
            or words[after].lower in PREPOSITIONS
            or words[after].lower in DETERMINERS
        ):
            return None
    return None


def _among_those(words: Sequence[Word], position: int) -> int | None:
    """ "were among those injured", "are among the dead": where the outcome stands."""
    if _next(words, position) not in ("the", "those"):
        return None
    after = position + 2
    outcome = words[after].senses.get("outcome") if after < len(words) else None
    return after if outcome is not None and outcome[1] == "predicate" and outcome[0] in CASUALTIES else None


def _past_things(state: State, index: int) -> int:
    """Behind the things that a number of a list counts: "1,346 soldiers and 80% of their equipment HAD left"."""
    words, position = state.words, state.numbers[index].counted.last + 1
    while position < len(words) and not (
        words[position].lower in AUXILIARIES or words[position].text in ",;:."
    ):
        position += 1
    return position


def _uncounted(words: Sequence[Word], position: int) -> int | None:
    """Past the last member of a list that has no number: "three rebels and a fisherman were killed"."""
    if position >= len(words) or words[position].lower not in DETERMINERS:
        return None
    for after in range(position + 1, min(position + 5, len(words))):
        if words[after].lower in BE or words[after].lower in ("have", "has", "had"):
            return after
        if (
            "verb" in words[after].senses
            or words[after].lower in PREPOSITIONS
            or not words[after].text[0].isalpha()
        ):
            return None
    return None


def _reduced(words: Sequence[Word], position: int) -> bool:
    """ "three of its soldiers deployed with the mission had been killed": a participle that goes on with the noun."""
    return (
        words[position].senses["verb"][2] in ("past", "participle") and _next(words, position) in PREPOSITIONS
    )


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
    if words[position].lower in TAKES_INJURIES and (injury := _injury_after(words, position)) is not None:
        return "injured", injury
    if verb is not None and verb[0] in FORCES and _next(words, position) in ("in", "under"):
        if (kept := _kept_in(words, position + 1)) is not None:
            return words[kept].senses["outcome"][0], kept  # "were put under administrative arrest"
    if outcome is not None and outcome[1] == "predicate":
        if verb is not None and not passive and _has_object(words, position, state):
            return "stop", position
        if outcome[0] == "missing":
            return "stop", position
        return outcome[0], position
    if verb is None:
        return None
    measure, frame, form = verb
    if passive and words[position].lower == "left":  # "were left jobless", but "were left dead"
        after = (words[position + 1].senses.get("outcome") if position + 1 < len(words) else None) or (
            "stop",
            "",
        )
        return (after[0], position + 1) if after[1] == "predicate" else ("stop", position)
    if frame == "subject" or (frame == "both" and not passive):
        if (
            measure == "withdrawn"
            and words[position].lower == "left"
            and _leaves_behind(words, position, state)
        ):
            return "stop", position
        if measure in FORCES and frame == "both" and _has_object(words, position, state):
            return "stop", position
        return measure, position
    if not passive and (
        form in ("base", "present", "ing") and words[position - 1].lower not in ("be", "been", "being")
    ):
        return "stop", position
    if not passive and _has_object(words, position, state):
        return "stop", position
    return measure, position


def _injury_after(words: Sequence[Word], position: int) -> int | None:
    """Where the injury stands that people "sustained", "suffered" or "needed treatment" for; None if none does."""
    first = position + 2 if _next(words, position) == "for" else position + 1  # "asked for medical help"
    for after in range(first, min(first + 4, len(words))):
        if "injury" in words[after].senses or (words[after].senses.get("outcome") or ("",))[0] == "injured":
            return after
        if words[after].lower in PREPOSITIONS or words[after].text in ",;":
            return None
    return None


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
    while position < len(words) and (
        words[position].lower in DETERMINERS or words[position].lower in ("also", "some")
    ):
        if "number" in words[position].senses or "hedge" in words[position].senses:
            break
        if _starts_number(words, position):
            break
        position += 1
    return position


def _starts_number(words: Sequence[Word], position: int) -> bool:
    return (
        words[position].lower in ("a", "an")
        and position + 1 < len(words)
        and "number" in words[position + 1].senses
    )


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
        closing = _past_relative(state, position)
        return position + 1 if closing is None else closing
    if follower in SUBSET_BEFORE or follower in (
        "most",
        "many",
        "mostly",
        "mainly",
        "some",
        "aged",
        "all",
        "both",
        "ranging",
        "according",
        "at",
    ):
        for end in range(position + 2, min(position + 20, len(words))):
            if (
                words[end].text in (",", "–", "—")
                and end + 1 < len(words)
                and (
                    words[end + 1].lower in AUXILIARIES
                    or "verb" in words[end + 1].senses
                    or "outcome" in words[end + 1].senses
                )
            ):
                return end + 1
            if words[end].lower in BE and words[end - 1].lower not in RELATIVES:
                return end  # "nine people, including a police officer were killed"
        return None
    following = state.at.get(_skip(words, position + 1))
    if (
        (closing := _past_parts(words, position)) is not None
        or following is None
        and (closing := _past_apposition(state, position)) is not None
    ):
        return closing
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


def _past_parts(words: Sequence[Word], position: int) -> int | None:
    """Past ", 216 policemen included," and ", eight women and five babies among them,"."""
    for end in range(position + 2, min(position + 12, len(words) - 1)):
        if words[end].text in (",", "–", "—"):
            last = [word.lower for word in words[end - 2 : end]]
            return end + 1 if last[-1] == "included" or last == ["among", "them"] else None
    return None


def _past_relative(state: State, position: int) -> int | None:
    """Past ", whose mandate ends on December 8," where an auxiliary goes on with the sentence."""
    words = state.words
    for end in range(position + 2, min(position + 16, len(words) - 1)):
        if end in state.at and not state.numbers[state.at[end]].veto or "outcome" in words[end].senses:
            return None
        if words[end].text == ",":
            return end + 1 if words[end + 1].lower in ("have", "has", "had", "were", "was", "are") else None
    return None


def _past_apposition(state: State, position: int) -> int | None:
    """Past ", the ruler's wife," where an auxiliary goes on with the sentence: "four guards of X, ..., had been arrested"."""
    words = state.words
    for end in range(position + 2, min(position + 9, len(words) - 1)):
        if end in state.at or "verb" in words[end].senses or words[end].lower in AUXILIARIES:
            return None
        if words[end].text == ",":
            return end + 1 if words[end + 1].lower in ("have", "has", "had", "were", "was", "are") else None
    return None


def _after_preposition(state: State, position: int) -> int:
    """Past a prepositional phrase: "in the capital Almaty", "of the national guard", "on Thursday"."""
    words = state.words
    position += 1
    taken = 0
    while position < len(words) and taken < 9:
        word = words[position]
        lower, senses = word.lower, word.senses
        if (
            lower in AUXILIARIES
            or lower in RELATIVES
            or lower in PREPOSITIONS
            or not (word.text[0].isalnum() or word.text in "'’-“”\"‘")
        ):
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
            if frame == "subject" and _there_were(words, position):
                return Reading(measure, "verb_before", position, position)  # "there have died at least 40"
            if frame == "subject" or word.lower in ("hurt",) and _be_before(words, position):
                return None
            if (
                form in ("past", "participle")
                and _be_before(words, position)
                and not _there_were(words, position)
            ):
                return None
            if measure in CASUALTIES and _hypothetical(words, position):
                return Reading("", "hypothetical")
            return Reading(measure, "verb_before", position, position)
        if "promise" in word.senses and state.numbers[index].counted.force:
            return Reading("pledged", "verb_before", position, position)
        outcome = word.senses.get("outcome")
        if outcome is not None and outcome[1] == "toll" and word.lower.endswith(" of"):
            return Reading(outcome[0], "noun_before", position, position)
        if word.lower == "by" and _injuries_of(words, position):
            return Reading("injured", "verb_before", position - 1, position)
        if (
            word.lower in DETERMINERS
            or word.lower in ADVERBS
            or word.lower in ("up", "out", "off", "away", "a total of", "total")
            or word.lower == "number"
            and position
            and words[position - 1].lower == "total"
            or word.text in QUOTATION_MARKS
            or word.lower == "of"
            and position
            and words[position - 1].lower in ("total", "number")
        ):
            position -= 1
            continue
        if (
            word.lower == "of"
            and position
            and (words[position - 1].senses.get("verb") or ("", "", ""))[2] == "ing"
        ):
            position -= 1  # "the sending of 150 people"
            continue
        if word.lower in ("and", "or") or word.text == ",":
            previous = _number_ending_at(state, position - 1)
            if (
                previous is None
                and word.lower == "and"
                and (verb_at := _before_name(words, position)) is not None
            ):
                return Reading(words[verb_at].senses["verb"][0], "verb_before_list", verb_at, verb_at)
            if previous is None and (verb_at := _before_thing(words, position)) is not None:
                return Reading(words[verb_at].senses["verb"][0], "verb_before_list", verb_at, verb_at)
            if previous is not None:
                found = left_predicate(state, previous)
                if found is not None and found.measure:
                    return Reading(found.measure, "verb_before_list", found.first, found.last)
        return None
    return None


def _before_name(words: Sequence[Word], position: int) -> int | None:
    """Where the verb stands that a name shares with a number: "killing Nel and at least six others"."""
    name = position - 1
    while name > position - 4 and name > 0 and words[name].text[0].isupper() and not words[name].senses:
        name -= 1
    verb = words[name].senses.get("verb")
    if name == position - 1 or verb is None or verb[0] not in CASUALTIES or verb[1] == "subject":
        return None
    return name if verb[2] != "participle" and not _be_before(words, name) else None


def _before_thing(words: Sequence[Word], position: int) -> int | None:
    """Where the verb stands that a thing shares with a number: "will provide a transport aircraft, 20 soldiers"."""
    for article in range(position - 2, max(0, position - 7), -1):
        word = words[article]
        if (
            word.senses.get("verb", ("", "", "base"))[2] != "base"
            or word.text in ",;:"
            or word.lower in PREPOSITIONS
            or word.lower in AUXILIARIES
        ):
            return None
        if word.lower in ("a", "an"):
            verb = words[article - 1].senses.get("verb")
            sends = verb is not None and verb[0] in FORCES and verb[1] != "subject"
            return article - 1 if sends and not _be_before(words, article - 1) else None
    return None


def _be_before(words: Sequence[Word], position: int) -> bool:
    for before in range(position - 1, max(-1, position - 4), -1):
        if words[before].lower in BE:
            return True
        if words[before].lower not in ADVERBS and words[before].lower not in (
            "being",
            "been",
            "reportedly",
            "also",
        ):
            return False
    return False


def _injuries_of(words: Sequence[Word], position: int) -> bool:
    """ "injuries were suffered by 413 people": the people stand behind."""
    return (
        position > 1
        and words[position - 1].lower in TAKES_INJURIES
        and any("injury" in word.senses for word in words[max(0, position - 5) : position - 1])
    )


def _there_were(words: Sequence[Word], position: int) -> bool:
    """ "there were injured 30 soldiers": the people follow their predicate."""
    return any(word.lower == "there" for word in words[max(0, position - 4) : position])


def _hypothetical(words: Sequence[Word], position: int) -> bool:
    """ "could kill 12", "threatened to arrest 30"; not "may have killed 12"."""
    before = [word.lower for word in words[max(0, position - 3) : position]]
    if "have" in before or "has" in before:
        return False
    return bool(before) and (
        before[-1] in ("could", "would", "might", "may", "will", "should")
        or before[-2:-1] in (["threatened"], ["vowed"])
        and before[-1] == "to"
    )


def _number_ending_at(state: State, position: int) -> int | None:
    begun = bisect_right(state.numbers, position, key=lambda number: number.quantity.first)
    for index in range(max(0, begun - 3), begun):  # a noun phrase does not reach over the numbers that follow
        number = state.numbers[index]
        if number.counted.last == position or number.quantity.last == position:
            return index
    return None
