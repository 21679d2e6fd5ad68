"""Rules for forces that come: sent, arrived, expected, deployed."""

from __future__ import annotations

from analysis.events.clauses import (
    BE,
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    RUNNING,
    Parsed,
    actors_between,
    force_between,
    is_force,
    left_edge,
    right_edge,
    tense_of,
    vehicle_between,
    word_with,
)
from analysis.events.steps import (
    Step,
    elsewhere,
    force_like,
    goes_somewhere,
    is_denied,
    is_negated,
    is_passive,
    make_step,
    noun_before,
    to_host,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, Actor


def arrives(parsed: Parsed, verb: int) -> Step | None:
    """ "arrived on Friday", "will fly to Honiara", "left Kigali for Madagascar"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == GERUND and parsed.lower(group - 1) in ("after", "since", "upon", "on"):
        tense = PAST
    if tense == GERUND or is_negated(parsed, group, verb) or is_denied(parsed, edge, group):
        return None
    if parsed.lower(verb) == "gone" and BE & {parsed.lower(n) for n in range(group, verb)}:
        return None
    if elsewhere(parsed, verb, right_edge(parsed, verb), ("in", "to", "into", "at")):
        return None
    if parsed.lower(edge) == "it" and parsed.lower(verb).startswith(("come", "came")):
        return None
    if not force_like(parsed, edge, group) or not goes_somewhere(parsed, verb):
        return None
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    names = actors_between(parsed, edge, group)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names) and vehicle_between(
        parsed, edge, group
    ):
        names += actors_between(
            parsed, verb + 1, len(parsed.words)
        )  # "an aircraft landed, carrying 75 Guatemalans"
    return make_step(parsed, "deployed", verb, verb, "arrives", names, tense=tense)


def sends(parsed: Parsed, verb: int) -> Step | None:
    """ "sent troops", "were airlifted to", "the force, deployed on May 3"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == GERUND or is_negated(parsed, group, verb) or is_denied(parsed, edge, group):
        return None
    right = right_edge(parsed, verb)
    word = parsed.lower(verb)
    if elsewhere(parsed, verb, right, ("in", "to", "into")):
        return None
    objects = force_between(parsed, verb + 1, right)
    subject = force_like(parsed, edge, group)
    if objects is None and not (
        subject
        and (
            word.startswith(("deploy", "redeploy", "flies", "flew", "fly"))
            or tense in (PAST, PLANNED, RUNNING, PRESENT)
            and is_passive(parsed, group, verb)
        )
    ):
        return None
    if (
        word.startswith(("put", "carr", "take", "fly", "flew", "flown"))
        and not to_host(parsed, verb, right)
        and not is_passive(parsed, group, verb)
        and objects is None
    ):
        return None
    if word.startswith(("put", "carr")) and not to_host(parsed, verb, right):
        return None
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    names = _described(parsed, group) if group == verb else []
    names = names or actors_between(parsed, edge, group)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names):
        names += actors_between(parsed, verb + 1, right)
    if not names and not subject:
        return None
    return make_step(parsed, "deployed", verb, verb, "sends", names)


NP_ENDS = frozenset((",", ";", "to", "with", "by", "in", "that"))


def _described(parsed: Parsed, verb: int) -> list[Actor]:
    """The names in the phrase that a participle describes: "two hundred British soldiers deployed this month"."""
    if verb == 0 or not is_force(parsed, verb - 1):
        return []
    n = verb - 1
    while n > 0 and verb - n < 10 and parsed.lower(n - 1) not in NP_ENDS:
        if parsed.lower(n - 1) == "and" and not parsed.sense(n - 2, "actor"):
            break
        n -= 1
    return actors_between(parsed, n, verb)


def will_be_in(parsed: Parsed, index: int) -> Step | None:
    """ "will be in Honiara by late today", "has been in Honiara since January 15"."""
    tense, group = tense_of(parsed, index)
    edge = left_edge(parsed, group)
    been = parsed.lower(index) == "been in"
    if (
        is_negated(parsed, group, index)
        or not force_like(parsed, edge, group)
        or not (been or tense == PLANNED)
    ):
        return None
    if been and not any(phrase.bound == "from" for phrase, first, _ in parsed.dates if first > index):
        return None
    if not to_host(parsed, index, min(index + 5, len(parsed.words))) and parsed.lower(index + 2) != "country":
        return None
    rule, tense = ("is_there", PAST) if been else ("will_be_in", PLANNED)
    return make_step(parsed, "deployed", index, index, rule, tense=tense)


def is_due(parsed: Parsed, index: int) -> Step | None:
    """ "was due on Sunday", "are expected on Friday", "have been in the country since January 15"."""
    tense, group = tense_of(parsed, index)
    helpers = {parsed.lower(n) for n in range(group, index)}
    if not helpers & BE and parsed.lower(index) != "due":
        return None
    if parsed.lower(index + 1) == "to" and not parsed.dated[index + 1]:
        return None
    edge = left_edge(parsed, group)
    if not force_like(parsed, edge, group) or is_negated(parsed, group, index):
        return None
    there = parsed.lower(index) in ("in the country", "in place", "on the ground", "there")
    if there and not any(phrase.bound == "from" for phrase, first, _ in parsed.dates if first > index - 3):
        return None
    if not there and word_with(parsed, edge, group, "is_withdrawal", "is_unrest", "is_process") is not None:
        return None
    return make_step(
        parsed, "deployed", index, index, "is_there" if there else "is_due", tense=PAST if there else PLANNED
    )


def deployment_named(parsed: Parsed, noun: int) -> Step | None:
    """ "its deployment", "the arrival of the first Kenyans": a step if a date is its own."""
    right = right_edge(parsed, noun)
    if parsed.verb_class(noun + 1) or is_denied(parsed, max(0, noun - 4), noun):
        return None
    if (
        parsed.lower(noun) == "arrival"
        and parsed.lower(noun + 1) != "of"
        and parsed.lower(noun - 1) not in ("its", "their", "'s", "’s")
    ):
        return None
    joint = word_with(parsed, noun, right, "is_joint") is not None
    if word_with(parsed, noun, min(right, noun + 6), "is_person") is not None and not joint:
        return None
    names = actors_between(parsed, max(0, noun - 3), noun) + actors_between(
        parsed, noun + 1, min(right, noun + 7)
    )
    return Step(
        "deployed",
        PAST,
        max(0, noun - 1) if parsed.lower(noun - 1) in ("its", "their") else noun,
        noun,
        "deployment_named",
        tuple(names),
        (noun, noun),
        verb=noun,
        whole=joint,
    )


def follows(parsed: Parsed, verb: int) -> Step | None:
    """ "the Fijians follow five days later": what the others did before them."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    names = [actor for actor in actors_between(parsed, edge, group) if actor.role == CONTRIBUTOR]
    after = parsed.dated[verb + 1] if verb + 1 < len(parsed.words) else False
    return make_step(parsed, "", verb, verb, "follows", names) if names and after else None
