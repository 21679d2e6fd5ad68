"""Rules for the beginning of the unrest: "riots broke out", "gripped by protests since May 3"."""

from __future__ import annotations

import re

from analysis.events.clauses import (
    INFINITIVE,
    PAST,
    PLANNED,
    SUDDEN,
    Parsed,
    actors_between,
    first_of,
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
    around = actors_between(parsed, max(0, min(noun, group) - 3), min(len(parsed.words), verb + 5))
    elsewhere = any(actor.role in (OTHER, CONTRIBUTOR) for actor in around) and not any(
        actor.role == HOST for actor in around
    )
    if (
        tense in (PLANNED, INFINITIVE)
        or elsewhere
        or _again(parsed, noun, verb)
        or _is_about(parsed, noun, verb)
        or _is_no_fight(parsed, noun)
    ):
        return None
    return Step(
        "unrest_began", PAST, min(noun, verb), max(noun, verb), "unrest_begins", (), (noun, group), verb=verb
    )


def _is_about(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether something else begins, about the unrest ("the inquiry into the riots began")."""
    if noun >= verb or one_of(parsed, noun + 1, verb, ("which",)):
        return False  # "inquiries into the riots, which broke out on Monday"
    return one_of(parsed, noun - 3, noun, ("into", "about", "against", "over")) and not any(
        parsed.lower(n) in (",", ";") for n in range(noun - 3 if noun > 3 else 0, noun)
    )


def _again(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether unrest only begins anew."""
    low, high = min(noun, verb), max(noun, verb)
    if one_of(parsed, noun - 3, noun, ("another", "latest", "second", "third")):
        return True
    return one_of(parsed, low - 1, high + 2, ANEW)


def _is_no_fight(parsed: Parsed, noun: int) -> bool:
    """ "a trade war began", "a war of words broke out"."""
    return parsed.lower(noun) == "war" and (
        parsed.lower(noun - 1)
        in ("trade", "price", "tariff", "propaganda", "proxy", "cyber", "bidding", "gang", "turf")
        or parsed.lower(noun + 1) == "of"
        and parsed.lower(noun + 2) in ("words", "nerves")
    )


ANEW = frozenset("again anew fresh new renewed afresh more further sporadic".split())


def starts_protests(parsed: Parsed, verb: int) -> Step | None:
    """ "the opposition started protests on May 3", "miners launched a general strike": people who begin them."""
    _, group = tense_of(parsed, verb)
    n = verb + 1
    while n < verb + 4 and (
        parsed.lower(n) in ("a", "an", "their", "its", "mass")
        or parsed.words[n : n + 1]
        and parsed.words[n].lower.endswith(("wide", "al", "ful", "ent"))
    ):
        n += 1
    if n >= len(parsed.words) or parsed.dated[n] or not parsed.sense(n, "is_unrest"):
        return None
    return unrest_begins(parsed, verb, n, group)


LASTED = ("happened", "happen", "occurred", "took place", "lasted")


def unrest_of_days(parsed: Parsed, noun: int) -> Step | None:
    """ "the riots happened Friday and Saturday", "the unrest of July 1-2": it began on the first of its days.

    Not "eight died in the unrest on Tuesday and Wednesday": those are the days of the deaths.
    """
    the_first = parsed.lower(noun - 1).endswith("first")
    if (
        parsed.lower(noun - 1) not in ("the", "violent", "deadly")
        and not the_first
        or _denied_noun(parsed, noun)
    ):
        return None
    for phrase, first, last in parsed.dates:
        several = phrase.first != phrase.last and phrase.kind in ("date", "weekday")
        took = parsed.lower(noun + 1) in LASTED or one_of(
            parsed, noun + 1, noun + 3, ("place", "held", "staged")
        )
        several = several or the_first and took and not phrase.bound
        if several and (
            took
            and 0 < first - noun < 5
            or first == noun + 1
            and parsed.lower(first) in ("of", "on", "from", "between")
            and not (parsed.lower(first) == "on" and parsed.lower(noun - 2) in ("in", "during"))
        ):
            step = unrest_begins(parsed, noun, noun, noun)
            if step:
                step.last, step.rule = max(noun, last), "unrest_of_days"
            return step
    return None


def straight_days(parsed: Parsed, index: int) -> Step | None:
    """ "for the 10th straight day people marched", "protests entered their fifth day": counted back to the first."""
    for phrase, first, last in parsed.dates:
        if phrase.kind != "straight" or not (0 < index - last < 14 or 0 < first - index < 10):
            continue
        step = None if _denied_noun(parsed, index) else unrest_begins(parsed, index, index, index)
        if step:
            step.first, step.last, step.rule = min(index, first), max(index, last), "straight_days"
        return step
    return None


UNREST_LAST = re.compile(
    r"\b(?:protests?|demonstrations?|riots?|rioting|unrest|clashes|violence|rallies|strikes?|uprising|disturbances)[\s.,”\"’]*$"
)


def _unrest_before(parsed: Parsed) -> bool:
    """Whether the sentence before ends on a word for unrest ("the epicentre of the demonstrations"): "they" can be it."""
    return UNREST_LAST.search(parsed.before) is not None


def erupts(parsed: Parsed, verb: int) -> Step | None:
    """ "rioting broke out", "violence erupted", "the crisis exploded", "it sparked protests"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if parsed.lower(edge) in ("they", "it", "these", "this") and group - edge < 3 and _unrest_before(parsed):
        return unrest_begins(
            parsed, verb, edge, group
        )  # "Puno is the centre of the protests. They first broke out in May."
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


def sets_off(parsed: Parsed, verb: int) -> Step | None:
    """ "the arrest set off riots", "the vote prompted mass protests": the unrest is what the verb brings about."""
    _, group = tense_of(parsed, verb)
    noun = word_with(parsed, verb + 1, min(right_edge(parsed, verb), verb + 5), "is_unrest")
    if noun is None or word_with(parsed, left_edge(parsed, group), group, "is_unrest") is not None:
        return None
    return unrest_begins(parsed, verb, noun, group)


GRIPS = ("engulfed", "gripped", "hit", "paralysed", "paralyzed", "rocked", "shaken", "swept")


def unrest_since(parsed: Parsed, noun: int) -> Step | None:
    """ "gripped by protests since 9 September", "Thursday's riots": only where a day is named."""
    if not parsed.dates:
        return None
    if step := straight_days(parsed, noun) or unrest_of_days(parsed, noun) or sweeps(parsed, noun):
        return step
    for phrase, first, last in parsed.dates:
        since = phrase.bound == "from" and phrase.words.lower().startswith("since") and first > noun
        since = since and (
            first - noun < 7 or first - noun < 11 and one_of(parsed, noun + 1, noun + 5, GRIPS)
        )
        if since and any(lower[:1].isdigit() for lower in parsed.lowers[noun:first]):
            continue  # "the fighting has displaced 85,000 people since May 3"
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
        day = phrase.kind == "date" and phrase.first == phrase.last and parsed.lower(noun) in SUDDEN
        named = last == noun - 1 or first == noun + 1 and parsed.lower(first) == "of"
        own = (
            own or day and named and phrase.bound in ("", "from")
        )  # "the May 16 riot", "the riots of May 16"
        if since or own:
            step = None if _denied_noun(parsed, noun) else unrest_begins(parsed, noun, noun, noun)
            if step and since:
                step.first, step.last = min(noun, first), max(noun, last)
            return step
    return None


SWEEPS = ("swept", "engulfed", "gripped", "convulsed")


def sweeps(parsed: Parsed, noun: int) -> Step | None:
    """ "protests swept the country on May 3": the day on which it came, where nothing else tells when it began."""
    verb = first_of(parsed, noun + 1, noun + 5, SWEEPS)
    if verb is None or one_of(parsed, noun, verb, ("since", "by")):
        return None
    if not any(
        phrase.kind == "date" and not phrase.bound and 0 < first - verb < 7
        for phrase, first, _ in parsed.dates
    ):
        return None
    step = unrest_begins(parsed, verb, noun, verb)
    if step:
        step.rule = "sweeps"
    return step


def protesting_since(parsed: Parsed, index: int) -> Step | None:
    """ "have been protesting since May 3", "the country has been in turmoil since Friday"."""
    if step := straight_days(parsed, index):
        return step
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
