"""Rules for the beginning of the unrest: "riots broke out", "gripped by protests since May 3"."""

from __future__ import annotations

from analysis.events.clauses import (
    INFINITIVE,
    PAST,
    PLANNED,
    SUDDEN,
    Parsed,
    actors_between,
    is_verb,
    left_edge,
    one_of,
    right_edge,
    tense_of,
    word_with,
)
from analysis.events.steps import Step
from analysis.language.actors import CONTRIBUTOR, HOST, OTHER
from analysis.language.words import NEGATIONS


def unrest_begins(parsed: Parsed, verb: int, noun: int, group: int) -> Step | None:
    """Unrest that begins in the host country."""
    tense, _ = tense_of(parsed, verb)
    around = actors_between(parsed, noun - 3 if noun > 2 else 0, min(len(parsed.words), verb + 5))
    elsewhere = any(actor.role in (OTHER, CONTRIBUTOR) for actor in around) and not any(
        actor.role == HOST for actor in around
    )
    if (
        tense in (PLANNED, INFINITIVE)
        or elsewhere
        or _again(parsed, noun, verb)
        or _is_about(parsed, noun, verb)
    ):
        return None
    return Step(
        "unrest_began", PAST, min(noun, verb), max(noun, verb), "unrest_begins", (), (noun, group), verb=verb
    )


def _is_about(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether something else begins, about the unrest ("the inquiry into the riots began")."""
    if noun >= verb:
        return False
    return one_of(parsed, noun - 3, noun, ("into", "about", "against", "over")) and not any(
        parsed.lower(n) in (",", ";") for n in range(noun - 3 if noun > 3 else 0, noun)
    )


def _again(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether unrest only begins anew."""
    low, high = min(noun, verb), max(noun, verb)
    if one_of(parsed, noun - 3, noun, ("another", "latest", "second", "third")):
        return True
    return any(
        parsed.lower(n)
        in ("again", "anew", "fresh", "new", "renewed", "afresh", "more", "further", "sporadic")
        for n in range(low - 1, high + 2)
    )


def erupts(parsed: Parsed, verb: int) -> Step | None:
    """ "rioting broke out", "violence erupted", "the crisis exploded", "it sparked protests"."""
    tense, group = tense_of(parsed, verb)
    if parsed.lower(verb).startswith("first"):
        return Step("unrest_began", PAST, verb, verb, "took_to_the_streets", (), (verb, verb), verb=verb)
    noun = None
    for n in range(group - 1, max(-1, left_edge(parsed, group) - 1), -1):
        if parsed.sense(n, "is_unrest") and not parsed.dated[n]:
            noun = n
        elif noun is not None and is_verb(parsed, n):
            break
    if noun is None:
        noun = word_with(parsed, verb + 1, min(right_edge(parsed, verb), verb + 5), "is_unrest")
    return unrest_begins(parsed, verb, noun, group) if noun is not None else None


def unrest_since(parsed: Parsed, noun: int) -> Step | None:
    """ "gripped by protests since 9 September", "Thursday's riots"."""
    for phrase, first, last in parsed.dates:
        since = phrase.bound == "from" and phrase.words.lower().startswith("since") and 0 < first - noun < 7
        since = since and (
            one_of(parsed, noun - 3, noun, ("by",))
            or parsed.lower(noun - 1) == "been"
            or one_of(parsed, noun + 1, noun + 3, ("has", "have", "had"))
        )
        ahead = phrase.bound == "from" and phrase.words.lower().startswith("since") and 0 < noun - last < 12
        since = since or (
            ahead
            and (
                noun - last < 5
                and one_of(parsed, noun + 1, noun + 9, ("has", "have", "had"))
                or one_of(parsed, noun - 3, noun, ("by",))
                and one_of(parsed, last, noun, ("been",))
            )
        )
        own = (
            phrase.kind == "weekday"
            and parsed.lower(noun) in SUDDEN
            and last == noun - 2
            and parsed.lower(noun - 1) in ("'s", "’s")
        )
        if since or own:
            step = None if _denied_noun(parsed, noun) else unrest_begins(parsed, noun, noun, noun)
            if step and since:
                step.first, step.last = min(noun, first), max(noun, last)
            return step
    return None


def protesting_since(parsed: Parsed, index: int) -> Step | None:
    """ "have been protesting since May 3", "the country has been in turmoil since Friday"."""
    for phrase, first, last in parsed.dates:
        if phrase.bound != "from" or not phrase.words.lower().startswith("since"):
            continue
        if (0 < first - index < 8 or first <= 1) and one_of(parsed, index - 4, index, ("has", "have", "had")):
            step = unrest_begins(parsed, index, index, index)
            if step:
                step.last = max(index, last)
            return step
    return None


def _denied_noun(parsed: Parsed, noun: int) -> bool:
    """ "no protests since"."""
    return parsed.lower(noun - 1) in NEGATIONS
