"""Whether a sentence can hold a step at all, told from its words alone: most sentences are spared the reading."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.events.clauses import SUDDEN
from analysis.language.actors import COALITION, CONTRIBUTOR, actors_of
from analysis.language.datephrases import find_dates
from analysis.language.datewords import DATE_WORDS, DatePhrase, same_length_lower
from analysis.language.words import inflect
from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

PUNCTUATION = ".,;:!?()[]\"“”‘’'«»–—-/…"


SPEECH = ("say", "announce")


STEP_NOUNS = (
    "start",
    "deadline",
    "over",
    "gone",
    "due",
    "request",
    "decision",
    "deployment",
    "be_in",
    "end",
)  # those with a rule in `steps`


@lru_cache(maxsize=1)
def _step_words() -> frozenset[str]:
    """The first words of all that can be a step, but for verbs of saying."""
    verbs = {
        form.split()[0]
        for base, past, participle, kind, _ in read_lexicon("step_verbs")
        for form in inflect(base, past, participle)
        if kind not in SPEECH
    }
    nouns = _single_words(*STEP_NOUNS)
    return frozenset(verbs - {"be", "being", "was", "been"} | nouns | SUDDEN | {"since", "received"})


@lru_cache(maxsize=32)
def _single_words(*kinds: str) -> frozenset[str]:
    """The first words of the phrases of some classes."""
    rows = read_lexicon("step_words")
    return frozenset(re.split(r"[ -]", phrase)[0] for phrase, kind, _ in rows if kind in kinds)


@lru_cache(maxsize=64)
def _party_words(crisis: Crisis) -> frozenset[str]:
    """The single words that can name a force: nouns for it, "they", and the names of the crisis's own."""
    people = {row[0].split()[-1] for row in read_lexicon("people") if row[1]}
    own = {
        first
        for first, entries in actors_of(crisis).entries.items()
        for _, senses in entries
        if (actor := senses.get("actor"))
        and (actor.role in (CONTRIBUTOR, COALITION) or not crisis.contributors)
    }
    return (
        _single_words("force", "vehicle", "joint", "mission", "withdrawal", "mandate", "task", "process")
        | people
        | own
        | {"they", "one"}
    )


LEAVING_WORDS = frozenset(
    "withdraw withdraws withdrew withdrawn withdrawing withdrawal withdrawals pull pulls pulled pulling pullout leave leaves left"
    " leaving depart departs departed departing return returns returned returning home over complete completed completes"
    " completing end ended ends finished concluded terminated back gone exit exited renew extend prolong fulfilled accomplished"
    " under mandate scaling drawdown underway repatriated".split()
)


def plain_words(text: str) -> str:
    """A text in small letters with spaces for punctuation, as long as it was: what `dates_if_a_step` looks into.

    >>> plain_words("On Friday, they left.").split()
    ['on', 'friday', 'they', 'left']
    """
    plain = same_length_lower(text)
    for mark in PUNCTUATION:
        plain = plain.replace(mark, " ")
    return plain


def dates_if_a_step(text: str, plain: str, crisis: Crisis) -> list[DatePhrase] | None:
    """The dates of a sentence that has words enough for a step: its verb, its day, and whose it is; None for any other.

    `plain` is the sentence without its punctuation. A force that leaves needs no day; unrest and a request need no force.
    """
    words = plain.split()
    if _step_words().isdisjoint(words):
        return None
    party = not _party_words(crisis).isdisjoint(words)
    if not party and _single_words("unrest", "help", "request").isdisjoint(words):
        return None
    phrases = [] if DATE_WORDS.isdisjoint(words) else list(find_dates(text))
    if any(phrase.kind != "year" and not phrase.vague for phrase in phrases):
        return phrases
    return phrases if party and not LEAVING_WORDS.isdisjoint(words) else None
