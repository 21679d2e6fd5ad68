"""Whether a sentence can hold a step at all, told from its words alone: most sentences are spared the reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, reduce
from operator import or_

from analysis.events.clauses import SPEECH, SUDDEN
from analysis.language.actors import COALITION, CONTRIBUTOR, actors_of
from analysis.language.datephrases import find_dates
from analysis.language.datewords import DATE_WORDS, DatePhrase, same_length_lower
from analysis.language.recall import Remembered, runs_of
from analysis.language.words import DETERMINERS, PREPOSITIONS, inflect
from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

TO_SPACES = str.maketrans(dict.fromkeys(".,;:!?()[]\"“”‘’'«»–—-/…", " "))


MIXED = r"[^\W\d_][\d_]|[\d_][^\W\d_]"  # "left2" holds a word that it is not


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
    "out",
    "backs",
)  # those with a rule in `steps`; "present" and "protesting" need a "since", which is one by itself


DAYS_OF_UNREST = (
    "straight", "consecutive", "successive", "row", "running", "entered", "entering",
    "swept", "engulfed", "gripped", "convulsed",
)  # fmt: skip  # with unrest and a day: when it began


@lru_cache(maxsize=1)
def _step_phrases() -> dict[str, list[list[str]]]:
    """All that can be a step, but for verbs of saying: the first word -> the further words of each phrase."""
    phrases: dict[str, list[list[str]]] = {
        word: [[]] for word in (*SUDDEN, "since", "received", *DAYS_OF_UNREST, *_single_words("unrest"))
    }
    for form, kind in _verb_forms():
        first, *rest = form.split()
        if kind not in SPEECH and first not in ("be", "being", "was", "been"):
            phrases.setdefault(first, []).append(rest)
    for phrase, kind, _ in read_lexicon("step_words"):
        if kind in STEP_NOUNS:
            first, *rest = re.split(r"[ -]", phrase)
            phrases.setdefault(first, []).append(rest)
    return phrases


def _verb_forms() -> Iterator[tuple[str, str]]:
    """Every form of the verbs of steps, with their kind."""
    for base, past, participle, kind, _ in read_lexicon("step_verbs"):
        yield from ((form, kind) for form in inflect(base, past, participle))


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Words of most sentences, of a step only with others: "in" place, "on" the ground, "the" deadline."""
    grammar = PREPOSITIONS | DETERMINERS
    return frozenset(first for first, rests in _step_phrases().items() if first in grammar and all(rests))


@lru_cache(maxsize=1)
def _step_words() -> frozenset[str]:
    """The first words of all that can be a step, without the common ones."""
    return frozenset(_step_phrases()) - _common_words()


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    """The last words of the phrases whose first word is a common one: place, ground, deadline."""
    phrases = _step_phrases()
    return tuple({rest[-1] for first in _common_words() for rest in phrases[first]})


@lru_cache(maxsize=1)
def _hidden_words() -> frozenset[str]:
    """First words of steps that are none by themselves: to announce a withdrawal, to green-light a mission."""
    spoken = {form.split()[0] for form, kind in _verb_forms() if kind == "announce"}
    hyphened = {plain_words(first)[0] for first in _step_phrases() if "-" in first}
    return frozenset(spoken | hyphened)


@lru_cache(maxsize=32)
def _single_words(*kinds: str) -> frozenset[str]:
    """The first words of the phrases of some classes."""
    rows = read_lexicon("step_words")
    return frozenset(re.split(r"[ -]", phrase)[0] for phrase, kind, _ in rows if kind in kinds)


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
        | {"they", "one", "others", "rest", "remainder"}
    )


LEAVING_WORDS = frozenset(
    "withdraw withdraws withdrew withdrawn withdrawing withdrawal withdrawals pull pulls pulled pulling pullout leave leaves left"
    " leaving depart departs departed departing return returns returned returning home over complete completed completes"
    " completing end ended ends finished concluded terminated back gone exit exited renew extend prolong fulfilled accomplished"
    " under mandate scaling drawdown underway repatriated".split()
)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without the punctuation around and inside them.

    >>> plain_words("On Friday, they left.")
    ['on', 'friday', 'they', 'left']
    """
    return same_length_lower(text).translate(TO_SPACES).split()


def dates_if_a_step(text: str, crisis: Crisis) -> list[DatePhrase] | None:
    """The dates of a sentence that has words enough for a step: its verb, its day, and whose it is; None for any other.

    A force that leaves needs no day; unrest and a request need no force.
    """
    return sieve_of(crisis).dates_if_a_step(text)


# What a run between two spaces can bring to a step, a bit each, so that those of a sentence add up.
STEP, COMMON, HIDDEN, PARTY, OTHER, DATED, LEAVING = (1 << bit for bit in range(7))


class Sieve:
    """The words that a sentence must have for a step of a crisis, gathered once."""

    def __init__(self, crisis: Crisis):
        classes = (
            (STEP, _step_words()),
            (COMMON, _common_words()),
            (HIDDEN, _hidden_words()),
            (PARTY, _party_words(crisis)),
            (OTHER, _single_words("unrest", "help", "request", "protesting") - PREPOSITIONS),
            (DATED, DATE_WORDS),
            (LEAVING, LEAVING_WORDS),
        )
        self.words: dict[str, int] = {}
        for bit, listed in classes:
            for word in listed:
                self.words[word] = self.words.get(word, 0) | bit
        # In a word that can belong to a step for all that it opens none by itself.
        self.hidden = re.compile("|".join((MIXED, *map(re.escape, _endings()))))
        self.bits_of = Remembered(self._read).__getitem__

    def _read(self, run: str) -> int:
        """The bits of a run."""
        words = plain_words(run)
        bits = 0 if self.hidden.search(" ".join(words)) is None else HIDDEN
        for word in words:
            bits |= self.words.get(word, 0)
        return bits

    def dates_if_a_step(self, text: str) -> list[DatePhrase] | None:
        """As the function of the same name."""
        bits = reduce(or_, map(self.bits_of, runs_of(text)))
        if not (bits & STEP or bits & COMMON and bits & HIDDEN) or not bits & (PARTY | OTHER):
            return None
        leaves = bits & PARTY and bits & LEAVING
        if not (bits & DATED or leaves):
            return None
        phrases = list(find_dates(text)) if bits & DATED else []
        if leaves or any(phrase.kind != "year" and not phrase.vague for phrase in phrases):
            return phrases
        return None


@lru_cache(maxsize=64)
def sieve_of(crisis: Crisis) -> Sieve:
    """The sieve of a crisis."""
    return Sieve(crisis)
