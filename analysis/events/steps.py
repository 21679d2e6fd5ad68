"""One step as a sentence tells it, and the checks that all its rules share: denial, wish, part of a force, another country."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.events.clauses import (
    AUXILIARIES,
    NUMERAL,
    PAST,
    PLANNED,
    Parsed,
    actors_between,
    force_between,
    has_be,
    is_force,
    is_verb,
    left_edge,
    one_of,
    tense_of,
    vehicle_between,
    word_with,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor
from analysis.language.datewords import DatePhrase
from analysis.language.words import ADVERBS, NEGATIONS

TAKES_OUT = (
    "withdr",
    "pull",
    "bring",
    "brought",
    "tak",
    "took",
    "repatri",
    "remov",
    "recall",
    "sen",
    "phas",
    "draw",
    "drew",
    "fl",
)


@dataclass(slots=True)
class Step:
    """One step as a sentence tells it; `first` and `last` are its words' numbers, `who` the names in the sentence alone."""

    event: str
    tense: str
    first: int
    last: int
    rule: str
    actors: tuple[Actor, ...] = ()
    subject: tuple[int, int] = (0, 0)
    whole: bool = False  # the sentence itself says that it is the whole force
    partial: bool = False
    final: bool = False  # "the last soldiers"
    due: bool = False  # its date is a deadline
    over: bool = False  # "the mission is over": announced by an authority, reported by anyone else
    lasting: bool = False  # takes durations and deadlines alone
    verb: int = 0
    dates: list[tuple[float, DatePhrase]] = field(default_factory=list)


FIGURE = re.compile(r"\d[\d,]*")


def force_like(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run names a force: a noun for it, one of its countries or a pronoun, and nobody else as its head."""
    person = word_with(parsed, first, last, "is_person")
    if person is not None and (
        force_between(parsed, first, last) is None or parsed.lower(person + 1) == "of"
    ):
        return False  # "the commander of the force"
    if force_between(parsed, first, last) is not None or vehicle_between(parsed, first, last):
        return True
    if any(
        actor.role in (CONTRIBUTOR, COALITION) or may_contribute(parsed, actor)
        for actor in actors_between(parsed, first, last)
    ):
        return True
    return any(
        lower in THEY
        or lower[:1].isdigit()
        and not parsed.dated[n]
        and FIGURE.fullmatch(lower)
        or (lower in THE_OTHERS and parsed.lowers[n - 1] == "the")
        or (lower in ("these", "those") and parsed.lowers[n - 1] == "of")  # "the first of these will arrive"
        for n, lower in enumerate(parsed.lowers[first:last], first)
    )


THEY = frozenset(("they", "it", "them", "fifty"))
THE_OTHERS = frozenset(("others", "rest", "remainder"))


def may_contribute(parsed: Parsed, actor: Actor) -> bool:
    """Whether a country outside the list may be one of the force's, since the crisis has no list."""
    return actor.role == OTHER and not parsed.crisis.contributors


def is_negated(parsed: Parsed, first: int, verb: int) -> bool:
    """Whether a verb's own group denies it."""
    return any(lower in NEGATIONS or lower.endswith("n't") for lower in parsed.lowers[first:verb])


def is_denied(parsed: Parsed, edge: int, verb: int) -> bool:
    """Whether the words before a verb in its clause deny the whole, leave it open, or only want it ("asked to leave")."""
    wanted = parsed.lower(verb) == "to" or parsed.lower(verb - 1) == "to"
    for n in range(max(0, edge - 3), verb):
        senses = parsed.words[n].senses
        if not parsed.dated[n] and (
            "is_deny" in senses or "is_maybe" in senses or (wanted and "is_want" in senses)
        ):
            return True
    return False


def is_partial(parsed: Parsed, first: int, last: int, planned: bool = False) -> bool:
    """Whether a run speaks of a part of the force: "most of the soldiers", "the first planes", "20 soldiers" left.

    "Its 20" are all; and of a plan the number is the whole's ("1,500 soldiers would leave").
    """
    force = force_between(parsed, first, last)
    if one_of(parsed, first, last, ("last", "final", "remaining")):
        return False
    if force is not None and _told_whole(parsed, force, last):
        return False
    if vehicle_between(parsed, first, last if force is None else force):
        return True
    for n in range(first, last):
        word = parsed.words[n]
        if parsed.dated[n]:
            continue
        if ("is_partial" in word.senses or "vague" in word.senses) and parsed.lower(n - 1) != "as":
            return force_between(parsed, n, last) is not None
        if is_force(parsed, n) and parsed.lower(n + 1) not in ("-", "and"):
            return False
        if not planned and ("number" in word.senses or NUMERAL.match(word.text)):
            before = parsed.lower(n - 1)
            if before in ("about", "around", "some", "nearly"):
                before = parsed.lower(n - 2)
            return before not in ("its", "their", "the", "all", "both", "his", "our", "'s", "’s")
    return False


def _told_whole(parsed: Parsed, force: int, last: int) -> bool:
    """ "some 200 soldiers who came a year ago have left": those that came are all."""
    n = force + 1
    if parsed.lower(n) not in ("who", "that", "which") or parsed.lower(force - 1) == "of":
        return False
    if any(parsed.lower(m) == "of" for m in range(max(0, force - 4), force)):
        return False  # "two hundred of the men who were sent"
    return any(parsed.verb_class(m) in ("arrive", "send") for m in range(n + 1, min(n + 4, last)))


def sentence_wants(parsed: Parsed, first: int, last: int) -> bool:
    """Whether somebody calls for what follows."""
    return any("is_want" in parsed.words[n].senses for n in range(first, last) if not parsed.dated[n])


def make_step(
    parsed: Parsed,
    event: str,
    verb: int,
    last: int,
    rule: str,
    actors: list[Actor] | None = None,
    **fields: object,
) -> Step:
    """A step around a verb, with its subject's names unless others are given."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    names = actors if actors is not None else actors_between(parsed, edge, group)
    return Step(
        event,
        fields.pop("tense", tense),
        fields.pop("first", group),
        last,
        rule,
        tuple(names),
        (edge, group),
        verb=verb,
        **fields,
    )


def shares_subject(parsed: Parsed, verb: int) -> bool:
    """Whether a verb follows "and" without a subject of its own."""
    n = verb - 1
    while n >= 0 and (
        parsed.dated[n]
        or parsed.lower(n) in ADVERBS
        or parsed.lower(n) in AUXILIARIES
        or "is_plan" in parsed.words[n].senses
    ):
        n -= 1
    return parsed.lower(n) == "and"


def elsewhere(parsed: Parsed, verb: int, right: int, prepositions: tuple[str, ...]) -> bool:
    """Whether a movement's place is a country that has no part in the crisis ("withdrew from Lebanon")."""
    if not parsed.crisis.contributors:
        return False
    places = [
        actor.role
        for n in range(verb + 1, right)
        if (actor := parsed.sense(n, "actor"))
        and (
            parsed.lower(n - 1) in prepositions
            or parsed.lower(n - 2) in prepositions
            or "from" in prepositions
            and (
                parsed.lower(n - 1) == "out of"
                or parsed.lower(n - 2) == "out"
                and parsed.lower(n - 1) == "of"
            )
        )
    ]
    return OTHER in places and HOST not in places


def is_whole(parsed: Parsed, first: int, last: int) -> bool:
    """ "the whole force", "all of them"."""
    return one_of(parsed, first, last, ("whole", "entire", "all"))


ORDER = ("first", "second", "third", "last")


def first_said_of(parsed: Parsed, group: int) -> int | None:
    """Where "was" stands in "was the first country to send troops", "had been the last to leave", "will be the first to go"."""
    n = group - 1
    while n > 0 and n > group - 4 and not parsed.lower(n).endswith(ORDER):
        n -= 1
    if not parsed.lower(n).endswith(ORDER):
        return None
    return next(
        (m for m in range(max(0, n - 4), n) if parsed.lower(m) in ("was", "were", "became", "had", "be")),
        None,
    )


def tense_said_of(parsed: Parsed, said: int) -> str:
    """Whether who was or will be the first has done it or is to do it."""
    return PLANNED if parsed.lower(said) == "be" else PAST


def noun_before(parsed: Parsed, group: int) -> bool:
    """Whether an infinitive follows a noun, as in headlines ("Kenya to pull out"), not a verb ("ordered to leave")."""
    n = group - 1
    return (
        n >= 0
        and not is_verb(parsed, n)
        and (
            "actor" in parsed.words[n].senses or is_force(parsed, n) or "is_mission" in parsed.words[n].senses
        )
    )


def particle_of(parsed: Parsed, verb: int) -> int | None:
    """Where "out", "home" or "back" of "pull its troops out" stands."""
    for n, lower in enumerate(parsed.lowers[verb + 1 : verb + 8], verb + 1):
        if lower in ("out", "out of", "home", "back", "back home"):
            return n
        if lower in (",", ";", "."):
            return None
    return None


def goes_somewhere(parsed: Parsed, verb: int) -> bool:
    """Whether "go" and "come" are journeys: "came to Honiara", "came on Friday", not "came under fire" or "go on"."""
    if parsed.lower(verb) not in ("go", "goes", "going", "went", "gone", "come", "comes", "came", "coming"):
        return True
    n = verb + 1
    if n >= len(parsed.words) or parsed.dated[n]:
        return True
    if parsed.lower(n) == "to" and n + 1 < len(parsed.words):  # "came to control the town", "came to blows"
        goal = parsed.words[n + 1]
        return goal.text[0].isupper() or goal.lower in ("the", "this", "its", "their", "help")
    if parsed.lower(n) == "on" and parsed.lower(n + 1) in ("schedule", "time"):
        return True
    return parsed.lower(n) in (
        "into",
        "in",
        "there",
        "out",
        "when",
        ".",
        ",",
        "here",
        "ashore",
        "from",
        "with",
        "alongside",
        "aboard",
    )


def is_passive(parsed: Parsed, group: int, verb: int) -> bool:
    """Whether a verb is passive, or a participle by itself."""
    return parsed.words[verb].senses["step"][1] in ("past", "participle") and (
        group == verb or has_be(parsed, group, verb)
    )


def to_host(parsed: Parsed, verb: int, right: int) -> bool:
    """Whether a movement's goal is the host country."""
    lowers = parsed.lowers
    if any(
        actor.role == HOST and lowers[n - 1] != "from"
        for n, word in enumerate(parsed.words[verb + 1 : right], verb + 1)
        if word.senses and (actor := word.senses.get("actor"))
    ):
        return True
    return any(
        lower == "the"
        and lowers[n - 1] in ("to", "into")
        and lowers[n + 1] in ("country", "islands", "island")
        for n, lower in enumerate(lowers[verb + 1 : right + 1], verb + 1)
    )


Rule = Callable[[Parsed, int], Step | None]
