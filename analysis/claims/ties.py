"""Numbers of one sentence that belong together, before any is read: parts and wholes, shared nouns, units and hedges.

What belongs here: what one number takes from its neighbours or from the heading of its list. What does not: what befell the
people (`measures`), whose they are (`groups`, `senders`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.claims.counted import actor_at
from analysis.claims.state import FORCES, Numbered, State, only_listed
from analysis.language.quantities import hedged, unit_like
from analysis.language.words import DETERMINERS


def hedge_after_noun(state: State, number: Numbered) -> None:
    """1,150 soldiers or so."""
    after = number.counted.core + 1
    if number.quantity.qualifier != "exact" or after >= len(state.words) or number.counted.head is None:
        return
    word = state.words[after]
    if "hedge_after" in word.senses and word.lower not in ("plus", "+", "odd"):
        number.quantity = hedged(number.quantity, str(word.senses["hedge_after"]), word.lower)


def share_units(state: State) -> None:
    """ "two battalions from Uganda, two from Burundi and one from Kenya": bare numbers after units count units."""
    for before, number in pairwise(state.numbers):
        between = state.words[before.counted.last + 1 : number.quantity.first]
        if (
            before.quantity.qualifier == "unit"
            and number.counted.head is None
            and number.counted.actors
            and only_listed(between)
        ):
            number.quantity = unit_like(number.quantity)
            number.counted.force, number.veto = True, ""


def take_hedge_of_heading(state: State) -> None:
    """ "The toll, approximately:" over a list: a hedge in a heading holds for each item (codebook)."""
    heading = state.context.heading()
    for position, word in enumerate(heading):
        hedge = word.senses.get("hedge")
        if hedge is None or any(after.opens for after in heading[position + 1 : position + 3]):
            continue
        for number in state.numbers:
            if number.quantity.qualifier == "exact":
                number.quantity = hedged(number.quantity, str(hedge), word.lower)


def apposed(state: State, index: int) -> None:
    """ "Saudi troops, no fewer than 900 of them"; "Ankara's commandos, 510 in number": the noun stands before the number."""
    number, words = state.numbers[index], state.words
    comma = number.quantity.first - 1
    if comma < 1 or words[comma].text != ",":
        return
    after = [word.lower for word in words[number.quantity.last + 1 : number.quantity.last + 3]]
    if not (number.counted.partitive == "them" or after == ["in", "number"]):
        return
    noun = words[comma - 1]
    if (
        "force" not in noun.senses
        or number.counted.group
        or any(comma - 4 <= other.quantity.last < comma for other in state.numbers[:index])
    ):
        return
    number.counted.group, number.counted.force, number.counted.head = (
        str(noun.senses["group"]),
        True,
        comma - 1,
    )
    for position in range(max(0, comma - 4), comma):
        if (actor := actor_at(words, position)) is not None:
            number.counted.actors.append((position, actor))


def share_head(state: State, index: int) -> None:
    """ "Nine South African and three Malawian soldiers": the noun after the last of a list is that of those before."""
    if index + 1 == len(state.numbers):
        return
    counted, following = state.numbers[index].counted, state.numbers[index + 1].counted
    if counted.head is not None or not counted.actors or following.head is None:
        return
    name = state.words[counted.actors[-1][0]].lower
    if name.endswith("s") and name != "swiss":
        return  # "two Haitians and one Kenyan soldier"
    between = state.words[counted.last + 1 : state.numbers[index + 1].quantity.first]
    if [word.lower for word in between] == ["and"]:
        counted.group, counted.force, counted.head, counted.unknown = (
            following.group,
            following.force,
            counted.core,
            False,
        )


def tie_parts(state: State) -> None:
    """In "40 of its 620 soldiers were flown home" both numbers count soldiers, and only the first were flown home."""
    for part, whole in pairwise(state.numbers):
        between = [word.lower for word in state.words[part.quantity.last + 1 : whole.quantity.first]]
        if "out" in between[-6:] and between[-5:].count("of") and not whole.veto and _is_out_of(between):
            _share_noun(part, whole)
            continue
        if between[-4:] == ["of", "a", "total", "of"] and len(between) < 7 and not whole.veto:
            _share_noun(part, whole)  # "284 wounded of a total of 1,771"
            for position in range(part.quantity.last + 1, whole.quantity.first):
                whole.counted.outcome = state.words[position].senses.get("outcome", whole.counted.outcome)
            whole.counted.outcome_at, whole.whole = part.quantity.last + 1, whole.counted.outcome is not None
            continue
        if (
            between[:1] == ["of"]
            and 1 <= len(between) <= 4
            and (len(between) == 1 or between[1] in DETERMINERS)
            and not whole.veto
        ):
            part.counted = replace(whole.counted)
            if part.veto == "pronoun" and {"its", "their", "our", "his"} & set(between[1:2]):
                part.veto = ""
            whole.whole = True


def _is_out_of(between: Sequence[str]) -> bool:
    """Whether "out of the", "out of a planned maximum of" and nothing else stands between the nouns of part and whole."""
    at = between.index("out")
    after = between[at + 1 :]
    return (
        at <= 3
        and after[:1] == ["of"]
        and len(after) <= 5
        and not {"have", "were", "was", "are"} & set(between)
    )


def _share_noun(part: Numbered, whole: Numbered) -> None:
    """ "400 officers out of the 2,500 planned", "1,035 out of the 12,261 troops": part and whole count the same."""
    one, other = (
        (part.counted, whole.counted) if whole.counted.head is None else (whole.counted, part.counted)
    )
    if other.head is None and one.head is not None:
        other.group, other.force, other.head, other.unknown = one.group, one.force, other.core, False
    whole.whole = True
    part.counted.last = max(part.counted.last, whole.counted.last)


def _list_after_list(state: State, numbers: Sequence[Numbered]) -> bool:
    """Whether nothing but commas and "and" stand between the numbers, each of which has all of a list of names."""
    names = {number.who for number in numbers}
    return (
        len(numbers) == len(state.numbers)
        and all(position < numbers[0].quantity.first for position, _ in state.named())
        and len(names) == 1
        and names.pop().count("; ") == len(numbers) - 1
        and all(
            only_listed(state.words[before.counted.last + 1 : after.quantity.first])
            for before, after in pairwise(numbers)
        )
    )


def deal_respectively(state: State) -> None:
    """Botswana and Zambia contributed 140 and 90 soldiers, respectively; Chad and Benin pledged 150 and 200 personnel."""
    numbers = [
        number for number in state.numbers if number.reading is not None and number.reading.measure in FORCES
    ]
    if len(numbers) < 2 or "respectively" not in state.lowers() and not _list_after_list(state, numbers):
        return
    actors = [
        actor
        for position in range(len(state.words))
        if (actor := actor_at(state.words, position)) and actor.may_contribute(state.crisis.contributors)
    ]
    if len(numbers) == len(actors):
        for number, actor in zip(numbers, actors, strict=True):
            number.who = actor.name
