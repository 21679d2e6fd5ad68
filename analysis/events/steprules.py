"""The steps of a crisis that a sentence speaks of: what happens, to whom, whether it is a plan; no days yet.

Each rule is a small function from a sentence and the place of a word to a `Step` or None; the tables at the foot of this module
say which rule reads which class of word (`lexicon/step_verbs.csv`, `step_words.csv`). A row says which rule read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.events.arrivals import (
    arrives,
    carries,
    deployment_named,
    follows,
    is_due,
    moves,
    present_since,
    receives,
    sends,
    will_be_in,
)
from analysis.events.beginnings import announces_withdrawal, begins, shrinks, starts_of, told_of_leaving
from analysis.events.clauses import NOUN_MARKERS, Parsed, is_force, one_of
from analysis.events.departures import is_gone, is_out, leaves, pulls, withdrawal_named
from analysis.events.endings import deadline, ends_of, finishes, is_over, lasts, not_renewed, stays
from analysis.events.requests import approves, asks, backs, decision_announced, request_made
from analysis.events.steps import Rule, Step
from analysis.events.unrest import erupts, protesting_since, sets_off, unrest_since
from analysis.language.words import Word

VERB_RULES: dict[str, tuple[Rule, ...]] = {
    "begin": (begins,),
    "erupt": (erupts,),
    "cause": (sets_off,),
    "finish": (finishes,),
    "fulfil": (finishes,),
    "last": (lasts, carries),
    "stay": (stays,),
    "leave": (leaves,),
    "pull": (pulls, carries),
    "arrive": (arrives, sets_off),
    "send": (sends,),
    "ask": (asks,),
    "approve": (approves,),
    "announce": (announces_withdrawal,),
    "follow": (follows,),
    "renew": (not_renewed,),
    "move": (moves,),
    "say": (told_of_leaving,),
    "shrink": (shrinks,),
    "receive": (receives,),
}


WORD_RULES: dict[str, Rule] = {
    "is_start": starts_of,
    "is_end": ends_of,
    "is_deadline": deadline,
    "is_unrest": unrest_since,
    "is_over": is_over,
    "is_gone": is_gone,
    "is_due": is_due,
    "is_be_in": will_be_in,
    "is_request": request_made,
    "is_decision": decision_announced,
    "is_deployment": deployment_named,
    "is_backs": backs,
    "is_present": present_since,
    "is_protesting": protesting_since,
    "is_out": is_out,
    "is_withdrawal": withdrawal_named,
}


STEP_SENSES = frozenset(("step", *WORD_RULES))


def find_steps(parsed: Parsed) -> Iterator[Step]:
    """The steps of a sentence in their order; a verb that belongs to an earlier one ("began leaving") is passed over."""
    done = -1
    for index in sorted({n for sense in STEP_SENSES & parsed.bearing.keys() for n in parsed.bearing[sense]}):
        if index <= done:
            continue
        step = _read_step(parsed, index, parsed.words[index])
        if step is not None:
            done = max(done, step.last if step.last > index else index)
            if not _is_condition(parsed, step):
                yield step


def _is_condition(parsed: Parsed, step: Step) -> bool:
    """ "They will rest WHEN THE TROOPS HAVE LEFT", "once the withdrawal is complete": no day, and not done yet."""
    if parsed.dates or not step.event.startswith("withdrawal") or step.subject[1] == step.subject[0]:
        return False
    edge, group = step.subject
    if step.rule == "withdrawal_announced" and one_of(
        parsed, max(0, step.first - 6), step.first, ("while", "until")
    ):
        return True  # "would stay while the details of the withdrawal were confirmed"
    now = parsed.lower(group) in ("is", "are", "has", "have")
    return now and one_of(parsed, max(0, edge - 2), edge + 1, UNTIL_THEN)


UNTIL_THEN = frozenset("when once until till if before after unless whenever soon".split())


def _is_noun(parsed: Parsed, index: int, form: str) -> bool:
    """ "his exit", "the request", "on Malian land"; or an adjective: "called on retired policemen"."""
    before = parsed.lower(index - 1)
    if parsed.lower(index) == "retired":
        return index + 1 < len(parsed.words) and is_force(parsed, index + 1)
    return form == "base" and (
        before in NOUN_MARKERS
        or bool(parsed.sense(index - 1, "actor"))
        and parsed.lower(index - 2) in ("on", "in", "from")
    )


def _read_step(parsed: Parsed, index: int, word: Word) -> Step | None:
    """The step that one word brings, by the first rule that answers."""
    sense = word.senses.get("step")
    if sense and not _is_noun(parsed, index, sense[1]):
        for rule in VERB_RULES.get(sense[0], ()):
            if step := rule(parsed, index):
                return step
    for name in word.senses:
        if name in WORD_RULES and (step := WORD_RULES[name](parsed, index)):
            return step
    return None
