"""A sentence under reading: its words, its numbers, and what has been made of them so far.

What belongs here: the records that the rules of `predicates`, `measures` and `groups` pass to each other, and a few questions
that they all ask. What does not: any rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.claims.context import Context
from analysis.claims.counted import Counted
from analysis.language.actors import COALITION, Actor
from analysis.language.quantities import Quantity
from analysis.language.words import (
    PREPOSITIONS,
    Places,
    Word,
    places_of,
)
from analysis.sources.crisis import Crisis

CASUALTIES = frozenset(("killed", "injured", "detained"))
FORCES = frozenset(("deployed", "pledged", "withdrawn"))
SUBSET_BEFORE = frozenset(("including", "among", "incl", "notably", "include", "includes", "included"))
PART_PRONOUNS = ("them", "whom", "those", "these", "which")


BLOCS = frozenset(("bloc", "alliance"))  # what a report calls the coalition once it has named it


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
    place: str = (
        ""  # where it happened: the number stands for it where the report has another for the whole country
    )
    whole: bool = False  # of a part that stands just before it: "40 of its 620 soldiers"


@dataclass(slots=True)
class State:
    """A sentence under reading, and what the report said before it."""

    words: list[Word]
    numbers: list[Numbered]
    crisis: Crisis
    context: Context
    at: dict[int, int] = field(default_factory=dict)  # word index -> index of the number that holds it
    found: Places | None = None  # where its words stand in it, once asked
    said: frozenset[str] | None = None  # its words in small letters, once asked
    names: list[tuple[int, Actor]] | None = None  # whom it names, and where, once asked
    topic: bool | None = None  # whether it speaks of a force at all, once asked

    def places(self) -> Places:
        """Where each of its words begins and ends in the sentence."""
        if self.found is None:
            sentence = self.context.report.sentences[self.context.number]
            self.found = places_of(sentence.text, self.words)
        return self.found

    def lowers(self) -> frozenset[str]:
        """Its words in small letters."""
        if self.said is None:
            self.said = frozenset([word.lower for word in self.words])
        return self.said

    def of_a_force(self) -> bool:
        """Whether it speaks of a force at all."""
        if self.topic is None:
            self.topic = force_is_topic(self.words)
        return self.topic

    def named(self) -> list[tuple[int, Actor]]:
        """The countries and forces that it names, each with the place of its word."""
        if self.names is None:
            self.names = [
                (n, word.senses["actor"]) for n, word in enumerate(self.words) if "actor" in word.senses
            ]
        return self.names


def force_is_topic(words: Sequence[Word]) -> bool:
    """Whether the sentence speaks of a force at all: a mission, a step of one, or the coalition."""
    for word in words:
        senses = word.senses
        if "mission" in senses or "verb" in senses and senses["verb"][0] in FORCES:
            return True
        if "force" in senses and senses.get("group") == "peacekeepers":
            return True
        actor = senses.get("actor")
        if actor is not None and actor.role == COALITION:
            return True
    return False


def sends_men(state: State, actor: Actor) -> bool:
    """Whether a name is one that a force's men are counted under: a country that may contribute, or the coalition."""
    return actor.may_contribute(state.crisis.contributors) or actor.role == COALITION


def each_of_them(state: State, number: Numbered) -> bool:
    """ "12 each in Gilan and Tehran", "Kenya and Uganda sent 50 soldiers each": the number holds for each by itself."""
    behind = (number.quantity.last + 1, number.counted.last + 1)
    return any(n < len(state.words) and state.words[n].lower == "each" for n in behind)


def past_out_of(words: Sequence[Word], position: int) -> int:
    """Behind "out of", which a phrase of the lexicon may hold as one word; else the same place."""
    words = [word.lower for word in words[position : position + 2]]
    return position + (1 if words[:1] == ["out of"] else 2 if words == ["out", "of"] else 0)


def only_listed(words: Sequence[Word]) -> bool:
    """Whether nothing but commas and "and" stand between two numbers of a list."""
    return all(word.text == "," or word.lower == "and" for word in words)


def is_destination(words: Sequence[Word], position: int, between: int = 0) -> bool:
    """Whether a name is where people go or are, not whose they are: "to Lesotho", "in eastern Congo" (`between` 1)."""
    before = position - 1
    while before >= 0 and (
        words[before].lower in ("the", "a", "an")
        or between
        and not words[before].senses
        and words[before].lower not in PREPOSITIONS
    ):
        between -= words[before].lower not in ("the", "a", "an")
        before -= 1
    if (
        before >= 1
        and words[before].lower == "in"
        and words[before - 1].lower
        in ("authorities", "officials", "police", "government", "staff", "ministry", "command")
    ):
        return False
    acts = (
        position + 1 < len(words)
        and words[position + 1].lower.endswith("ing")
        and "verb" in words[position + 1].senses
    )
    if acts and words[before].lower == "with":
        return False  # "with the UAE providing 500 soldiers"
    return before >= 0 and words[before].lower in ("to", "in", "into", "near", "against", "with", "at")
