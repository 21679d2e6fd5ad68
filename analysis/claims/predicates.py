"""What a sentence says befell the people whom a number counts: the predicate after their noun, or the verb before it.

What belongs here: walking from a number's noun to its predicate, past auxiliaries, brackets, lists and relative clauses. What
does not: numbers whose measure stands elsewhere (`measures`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.claims.counted import TAKES_INJURIES, Counted
from analysis.claims.state import CASUALTIES, FORCES, PART_PRONOUNS, SUBSET_BEFORE, Reading, State
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    QUOTATION_MARKS,
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
WAS_HURT = frozenset(("", ",", ".", ";", "in", "during", "when"))  # what follows "287 officers suffered"
WANTED = frozenset("requested asked demanded wants wanted plans planned urged".split())
CLOSED_BY = frozenset("by at near with from".split())
CHARGES = frozenset("in of on to with".split())
POSSIBLE = frozenset("could would might may will should".split())
SUBORDINATING = frozenset("because due if while when as despite".split())
CLAUSES = frozenset("after when because since while where that which who as".split())
FINITE = frozenset("have has had were was are will".split())
FARTHEST_PREDICATE = 26


@dataclass(slots=True)
class _Walk:
    """The way from a number's noun to what is said of it: where it is, and what has been passed."""

    state: State
    index: int
    position: int
    passive: bool = False  # behind a form of "be"
    relative: bool = False  # within "who ..."
    hypothetical: bool = False  # behind "could"
    listed: bool = False  # past other members of a list
    reduced: Reading | None = None  # a participle that goes on with the noun: "deployed there"

    @property
    def words(self) -> Sequence[Word]:
        return self.state.words

    @property
    def counted(self) -> Counted:
        return self.state.numbers[self.index].counted

    def go_to(self, position: int) -> None:
        self.position = position


class _Ended(NamedTuple):
    """The end of a way: a reading, or None where nothing is said."""

    reading: Reading | None


def right_predicate(state: State, index: int) -> Reading | None:
    """What is said of the people after their noun: "were killed", "dead", "have been arrested", "(...) died"."""
    walk = _Walk(state, index, state.numbers[index].counted.last + 1)
    for _ in range(FARTHEST_PREDICATE):
        if walk.position >= len(state.words) or walk.position in state.at:
            break
        at = walk.position
        ended = _read_here(walk)
        if ended is None and walk.position == at:
            ended = _read_phrase(walk)
        if ended is None and walk.position == at:
            ended = _go_past(walk)
        if ended is not None:
            return ended.reading
    return walk.reduced


def _read_here(walk: _Walk) -> _Ended | None:
    """Reads a word that is a predicate by itself, or goes past a participle that goes on with the noun."""
    words, position = walk.words, walk.position
    verb = words[position].senses.get("verb")
    if verb is not None and not walk.passive:
        serving = verb[2] == "ing" and verb[1] != "object"  # "one soldier serving there was killed"
        if serving or verb[0] in FORCES and verb[1] != "subject" and _reduced(words, position):
            walk.reduced = walk.reduced or Reading(verb[0], "predicate_after", position, position)
            walk.go_to(position + 1)
            return None
    predicate = _predicate(words, position, walk.passive, walk.state)
    if predicate is None:
        return None
    measure, last = predicate
    if measure == "stop":
        return _Ended(walk.reduced)
    if walk.hypothetical and measure in CASUALTIES:
        return _Ended(Reading("", "hypothetical"))
    if walk.relative and measure == "injured" and (main := _main_verb(walk.state, last + 1)) is not None:
        if _dies(words, main):
            walk.position, walk.relative, walk.passive = main, False, False
            return None  # "six others who were injured earlier died"
    if walk.relative and measure in FORCES and (main := _main_verb(walk.state, last + 1)) is not None:
        walk.reduced = walk.reduced or Reading(measure, "predicate_after", position, last)
        walk.position, walk.relative, walk.passive = main, False, False
        return None
    if _two_outcomes(words, last, measure):
        return _Ended(Reading("casualties", "predicate_after", position, last))
    rule = "predicate_after_list" if walk.listed else "predicate_after"
    near = position - walk.counted.last <= 8 and not walk.relative
    return _Ended(Reading(measure, rule, position, last, quote_predicate=near))


def _read_phrase(walk: _Walk) -> _Ended | None:
    """Reads a predicate of several words ("in custody", "among the dead", "as dead"); a denial ends the way."""
    words, position = walk.words, walk.position
    lower = words[position].lower
    if lower in NEGATIONS:
        return _Ended(None)
    if lower == "as" and _is_predicate(words, position + 1):
        walk.go_to(position + 1)  # "gives 21 people as dead"
        return None
    if lower == "fallen" and walk.counted.force and _next(words, position) in FALLEN_IN:
        return _Ended(
            Reading("killed", "predicate_after", position, position)
        )  # "ten of its soldiers have fallen"
    admitted = lower == "admitted" and (walk.passive or position == walk.counted.last + 1)
    if admitted and _next(words, position) in ADMITTED_WHEN:
        return _Ended(
            Reading("injured", "predicate_after", position, position)
        )  # "10 more were admitted on Monday"
    if lower in CARRIED_OFF and (hospital := _to_hospital(words, position)) is not None:
        return _Ended(Reading("injured", "predicate_after", position, hospital))
    found = None
    if lower in ("in", "under"):
        found = _kept_in(words, position)
    elif lower == "among":
        found = _among_those(words, position)
    if found is None:
        return None
    return _Ended(Reading(words[found].senses["outcome"][0], "predicate_after", position, found))


ADMITTED_WHEN = frozenset((",", ".", "", "on", "since", "with", "overnight", "yesterday", "today", "there"))
FALLEN_IN = frozenset(("in", "on", "during", "since", "at", "there", "near", "around", "", ".", ","))
CARRIED_OFF = frozenset("admitted taken rushed brought transferred evacuated airlifted sent".split())


def _to_hospital(words: Sequence[Word], position: int) -> int | None:
    """ "(were) admitted to the National Hospital": where the hospital stands."""
    if _next(words, position) not in ("to", "into"):
        return None
    for after in range(position + 2, min(position + 7, len(words))):
        if words[after].lower in ("hospital", "hospitals", "clinic", "clinics"):
            return after
        if words[after].lower in PREPOSITIONS or words[after].text in ",;":
            return None
    return None


def _is_predicate(words: Sequence[Word], position: int) -> bool:
    outcome = words[position].senses.get("outcome") if position < len(words) else None
    return outcome is not None and outcome[1] == "predicate"


def _go_past(walk: _Walk) -> _Ended | None:
    """Goes past what may stand between a noun and its predicate; the way ends at anything else."""
    words, position = walk.words, walk.position
    word = words[position]
    lower = word.lower
    if lower in BE:
        walk.passive = True
    if lower in POSSIBLE and _next(words, position) != "have":
        walk.hypothetical = True
    charged = lower in CHARGES and words[position - 1].lower in REDUCED
    if charged and (main := _after_charge(walk)) is not None:
        walk.go_to(main)
    elif _stands_between(words, position):
        walk.go_to(position + 1)
    elif (
        _next(words, position) == "-"
        and position + 2 < len(words)
        and words[position + 2].lower.endswith("ly")
    ):
        walk.go_to(position + 3)  # "were extra-judicially killed"
    elif lower in RELATIVES:
        walk.relative, walk.passive = True, False
        walk.go_to(position + 1)
    elif word.text == "(":
        walk.go_to(_after_bracket(words, position))
    elif word.text in ",–—-":
        return _past_mark(walk)
    elif lower in ("and", "or", "as well as", "plus") or word.text == "/":
        return _past_joint(walk)
    elif lower == "including" and (behind := _past_included(walk.state, position)) is not None:
        walk.go_to(behind)
    elif lower in PREPOSITIONS and lower not in SUBORDINATING:
        walk.go_to(_after_preposition(walk.state, position))
    elif walk.relative and lower in ("they", "he", "she", "it"):
        return _Ended(walk.reduced)  # "clashes in which they were injured": others
    elif walk.relative and (main := _past_clause(walk)) is not None:
        walk.position, walk.relative = main, False  # "people who attacked the town hall had been killed"
    else:
        return _Ended(walk.reduced)
    return None


def _past_included(state: State, position: int) -> int | None:
    """Past what is counted among them: "hundreds of people INCLUDING around 100 policemen have been injured"."""
    number = next((state.at[n] for n in range(position + 1, position + 5) if n in state.at), None)
    return None if number is None else state.numbers[number].counted.last + 1


def _after_charge(walk: _Walk) -> int | None:
    """Behind what people are said to have done: "27 people involved in looting, arson and other acts HAVE BEEN arrested"."""
    for position in range(walk.position + 1, min(walk.position + 20, len(walk.words))):
        word = walk.words[position]
        if word.lower in FINITE:
            return position
        if (
            position in walk.state.at
            or word.text in ";:"
            or word.lower in RELATIVES
            or "speech" in word.senses
        ):
            return None
    return None


def _stands_between(words: Sequence[Word], position: int) -> bool:
    """Auxiliaries, adverbs and the like: "are ALSO REPORTED TO HAVE been", 26 "bandits" WERE "liquidated"."""
    word = words[position]
    lower = word.lower
    return (
        lower in AUXILIARIES
        or lower in ADVERBS
        or (lower in REPORTED_AS and not _to_a_place(words, position))
        or lower.endswith("ly")
        or "hedge_after" in word.senses
        or word.text in QUOTATION_MARKS
        or lower in ("ago", "old", "stay", "stays", "stayed")
        or lower in REDUCED
        or lower.endswith("ed")
        and not word.senses
        and _next(words, position) in CLOSED_BY  # "two guards EMPLOYED by the embassy were hurt"
    )


def _past_mark(walk: _Walk) -> _Ended | None:
    """Past a comma or a dash, with what it closes in."""
    words, position = walk.words, walk.position
    if _is_dash(words, position) and (closing := _closing_dash(words, position)) is not None:
        walk.go_to(closing)
        return None
    if words[position].text == "," and _next(words, position) in ("and", "or"):
        before = words[max(0, walk.state.numbers[walk.index].quantity.first - 2) : position]
        if any(word.lower in SUBSET_BEFORE for word in before[:2]):
            return _Ended(None)  # "40 were killed, including two officers, and 300 were injured"
        walk.go_to(position + 1)
        return None
    if _is_closed_in(walk):
        walk.go_to(position + 1)
        return None
    follow = _parenthesis(walk.state, position)
    if follow is None:
        return _Ended(None)
    walk.go_to(follow)
    return None


def _is_dash(words: Sequence[Word], position: int) -> bool:
    """A long dash, or a hyphen between two spaces, which stands for one."""
    spaced = position + 1 < len(words) and not (words[position].glued or words[position + 1].glued)
    return words[position].text in "–—" or words[position].text == "-" and spaced


def _is_closed_in(walk: _Walk) -> bool:
    """Whether the number is an aside that ends here: "half of the force - 225 soldiers - HAS SAILED home"."""
    words, position, first = walk.words, walk.position, walk.state.numbers[walk.index].quantity.first
    if not first or words[first - 1].text != words[position].text or position + 1 >= len(words):
        return False
    following = words[position + 1]
    verb = following.senses.get("verb")
    return following.lower in FINITE or verb is not None and verb[1:] == ("subject", "past")


def _past_joint(walk: _Walk) -> _Ended | None:
    """Past "and" with the next member of a list, whose predicate the number shares."""
    state, words, position = walk.state, walk.words, walk.position
    following = state.at.get(_skip(words, position + 1))
    if following is None and (beyond := _uncounted(words, position + 1)) is not None:
        walk.position, walk.listed = beyond, True
        return None
    if following is None or following == walk.index:
        return _Ended(None)
    other = state.numbers[following]
    if other.veto == "percentage" or not other.veto and other.counted.veto:
        walk.position, walk.listed = _past_things(state, following), True  # "and 80% of their equipment"
        return None
    shared = None if other.veto else right_predicate(state, following)
    if shared is None or not shared.measure:
        return _Ended(None)
    return _Ended(Reading(shared.measure, "predicate_after_list", shared.first, shared.last))


def _past_clause(walk: _Walk) -> int | None:
    """Where the main verb stands behind a relative clause that says something else of people."""
    word = walk.words[walk.position]
    if walk.counted.unknown or "actor" in word.senses or word.lower in DETERMINERS:
        return None
    return _main_verb(walk.state, walk.position)


def _main_verb(state: State, position: int) -> int | None:
    """Where the auxiliary behind a relative clause stands: "who were sent to Gambia to keep the peace HAVE come home"."""
    clauses = 0  # that have begun within it: "after its commander WAS killed"
    for after in range(position, min(position + FARTHEST_PREDICATE, len(state.words))):
        word = state.words[after]
        if after in state.at or word.text in ",;:" or "speech" in word.senses:
            return None
        if word.lower in CLAUSES:
            clauses += 1
        if word.lower in FINITE:
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
            words[after].lower in ("prison", "jail", "prisons", "jails")
            and words[after - 1].lower in DETERMINERS
        ):
            return None
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
        verb = words[after].senses.get("verb")
        if after > position + 1 and (words[after].lower in TAKES_INJURIES or verb and verb[1] == "subject"):
            return after  # "four soldiers and a policewoman suffered minor injuries"
        if verb is not None or words[after].lower in PREPOSITIONS or not words[after].text[0].isalpha():
            return None
    return None


def _reduced(words: Sequence[Word], position: int) -> bool:
    """ "three of its soldiers deployed with the mission had been killed": a participle that goes on with the noun."""
    return (
        words[position].senses["verb"][2] in ("past", "participle") and _next(words, position) in PREPOSITIONS
    )


def _next(words: Sequence[Word], position: int) -> str:
    return words[position + 1].lower if position + 1 < len(words) else ""


def _predicate(words: Sequence[Word], position: int, passive: bool, state: State) -> tuple[str, int] | None:
    """The measure that a word gives to the people before it and its last word; ("stop", ..) where it rules the rest out."""
    senses = words[position].senses
    outcome, verb = senses.get("outcome"), senses.get("verb")
    if words[position].lower in TAKES_INJURIES and (injury := _injury_after(words, position)) is not None:
        return "injured", injury
    if words[position].lower == "suffered" and _next(words, position) in WAS_HURT:
        return "injured", position
    behind = words[position + 1].senses.get("outcome") if position + 1 < len(words) else None
    if (
        verb is not None
        and verb[0] in FORCES
        and passive
        and behind is not None
        and behind[:2] == ("detained", "predicate")
    ):
        return "detained", position + 1  # "were put in a cell"
    if verb is not None and verb[0] in FORCES and _next(words, position) in ("in", "under"):
        if (kept := _kept_in(words, position + 1)) is not None:
            return words[kept].senses["outcome"][0], kept  # "were put under administrative arrest"
    if outcome is not None and outcome[1] == "predicate":
        acts = verb is not None or words[position].lower == "held"
        if words[position].lower == "held" and _next(words, position) in ("hostage", "hostages", "captive"):
            return "stop", position
        if acts and not passive and _has_object(words, position, state):
            return "stop", position  # "another one held the light"
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
        if (
            words[after].lower in PREPOSITIONS
            or words[after].text in ",;"
            or words[after].lower in CONJUNCTIONS
        ):
            return None
        if "verb" in words[after].senses or "outcome" in words[after].senses:
            return None  # "39 people have died and 361 injured"
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
        if _is_dash(words, end):
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
    if follower == "of" and words[position + 2 : position + 3] and words[position + 2].lower in RELATIVES:
        return _past_relative(state, position)  # "17 soldiers, of whom 14 were Fijian, died"
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


GO_ON = ("have", "has", "had", "were", "was", "are")  # auxiliaries with which a sentence goes on


def _past_relative(state: State, position: int) -> int | None:
    """Past ", whose mandate ends on December 8," where an auxiliary goes on with the sentence."""
    words, told = state.words, False
    for end in range(position + 2, min(position + 16, len(words) - 1)):
        if words[end].text == ",":
            if _dies(words, end + 1) or _went(words, end + 1):
                return end + 1  # "six people, who were injured on Friday, died"
            return end + 1 if words[end + 1].lower in GO_ON and not told else None
        told = (
            told
            or end in state.at
            and not state.numbers[state.at[end]].veto
            or "outcome" in words[end].senses
        )
    return None


def _dies(words: Sequence[Word], position: int) -> bool:
    """Whether a main verb says that those who were hurt have died."""
    return position < len(words) and words[position].senses.get("verb", ("", ""))[:2] == ("killed", "subject")


def _went(words: Sequence[Word], position: int) -> bool:
    """ "34 soldiers, who were members of the mission, RETURNED on Wednesday"."""
    verb = words[position].senses.get("verb") if position < len(words) else None
    return verb is not None and verb[0] in FORCES and verb[1:] == ("subject", "past")


def _past_apposition(state: State, position: int) -> int | None:
    """Past ", the ruler's wife," where an auxiliary goes on with the sentence: "four guards of X, ..., had been arrested"."""
    words = state.words
    of_all = words[position + 1].lower in ("all", "both") if position + 1 < len(words) else False
    for end in range(position + 2, min(position + (20 if of_all else 9), len(words) - 1)):
        verb = "verb" in words[end].senses and not of_all  # ", all of them members of a movement known as X,"
        if end in state.at or verb or words[end].lower in AUXILIARIES:
            return None
        if words[end].text == ",":
            behind = end + 1
            if words[behind].lower == "on":
                behind = min(
                    _after_preposition(state, behind), len(words) - 1
                )  # ", the last of the mission, on Monday left"
            verb = words[behind].senses.get("verb", ("", "", ""))
            goes_on = (
                words[end + 1].lower in GO_ON
                or _is_predicate(words, behind)
                or verb[1:] == ("subject", "past")
            )
            return end + 1 if goes_on else None
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
            if form in ("past", "participle") and position and words[position - 1].lower == "those":
                return None  # "Of those arrested 265 were sentenced"
            if frame == "subject" and _there_were(words, position):
                return Reading(measure, "verb_before", position, position)  # "there have died at least 40"
            if frame == "subject" or word.lower in ("hurt",) and _be_before(words, position):
                return None
            passive = form in ("past", "participle") and _be_before(words, position)
            composed = word.lower.split()[0] in COMPOSITION and word.lower.endswith(" of")
            if passive and not (composed or _there_were(words, position)):
                return None
            if measure in CASUALTIES and _hypothetical(words, position):
                return Reading("", "hypothetical")
            after = state.numbers[index].counted.last + 1
            if (
                measure == "injured"
                and word.lower == "shot"
                and words[after : after + 1]
                and words[after].lower == "dead"
            ):
                return Reading("killed", "verb_before", position, after)  # "shot about fifteen of them dead"
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
    """Where the verb stands that one person shares with a number: "killing Nel and at least six others", "a mother and two"."""
    name = position - 1
    while name > position - 4 and name > 0 and words[name].text[0].isupper() and not words[name].senses:
        name -= 1
    while (
        name > position - 5 and name > 0 and "verb" not in words[name].senses and words[name].lower.isalpha()
    ):
        if words[name].lower in PREPOSITIONS or words[name].lower in AUXILIARIES:
            break
        name -= 1  # "killing a mother and her two children"
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
    """ "there were injured 30 soldiers", "clashes in which they were injured 30": the people follow their predicate."""
    before = [word.lower for word in words[max(0, position - 4) : position]]
    return "there" in before or before[-4:-1] == ["in", "which", "they"]


def _hypothetical(words: Sequence[Word], position: int) -> bool:
    """ "could kill 12", "threatened to arrest 30", "asked to imprison 37"; not "may have killed 12"."""
    before = [word.lower for word in words[max(0, position - 4) : position]]
    if "have" in before or "has" in before:
        return False
    if before[-1:] == ["to"] and WANTED & set(before):
        return True  # "the prosecutor asked the court to imprison 37"
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
