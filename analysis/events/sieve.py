"""Whether a sentence can hold a step at all, told from its words alone: most sentences are spared the reading."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_

from analysis.events.clauses import SUDDEN
from analysis.language.actors import COALITION, CONTRIBUTOR, actors_of
from analysis.language.datephrases import find_dates
from analysis.language.datewords import DATE_WORDS, DatePhrase, same_length_lower
from analysis.language.recall import Remembered, runs_of
from analysis.language.words import DETERMINERS, PREPOSITIONS, inflect
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
def _step_phrases() -> dict[str, list[list[str]]]:
    """All that can be a step, but for verbs of saying: the first word -> the further words of each phrase."""
    phrases: dict[str, list[list[str]]] = {word: [[]] for word in (*SUDDEN, "since", "received")}
    for base, past, participle, kind, _ in read_lexicon("step_verbs"):
        for form in inflect(base, past, participle) if kind not in SPEECH else ():
            first, *rest = form.split()
            if first not in ("be", "being", "was", "been"):
                phrases.setdefault(first, []).append(rest)
    for phrase, kind, _ in read_lexicon("step_words"):
        if kind in STEP_NOUNS:
            first, *rest = re.split(r"[ -]", phrase)
            phrases.setdefault(first, []).append(rest)
    return phrases


def _opens_phrases_alone(first: str) -> bool:
    """Whether a word is in most sentences, and a step only with others: "in" place, "on" the ground, "the" deadline."""
    return (first in PREPOSITIONS or first in DETERMINERS) and all(_step_phrases()[first])


def _step_words() -> frozenset[str]:
    """The first words of all that can be a step, without those that are in most sentences."""
    return frozenset(first for first in _step_phrases() if not _opens_phrases_alone(first))


def _step_endings() -> tuple[str, ...]:
    """The last words of the phrases whose first word is in most sentences: place, ground, deadline."""
    phrases = _step_phrases()
    return tuple({rest[-1] for first in phrases if _opens_phrases_alone(first) for rest in phrases[first]})


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
    sieve = sieve_of(crisis)
    return sieve.dates(text, sieve.mark(plain.split()))


STEP, PARTY, OTHER, DATED, LEAVES, ENDING = 1, 2, 4, 8, 16, 32


class Sieve:
    """The words of a crisis that a sentence must have for a step, and the runs that are known to have them or not."""

    def __init__(self, crisis: Crisis):
        others = _single_words("unrest", "help", "request")
        self.words = (
            (STEP, _step_words()), (PARTY, _party_words(crisis)), (OTHER, others), (DATED, DATE_WORDS), (LEAVES, LEAVING_WORDS),
        )  # fmt: skip
        self.endings = _step_endings()
        self.marks = Remembered(lambda run: self.mark(plain_words(run).split()))

    def mark(self, words: list[str]) -> int:
        """Which of its kinds of word are among some words, as bits."""
        marks = sum(bit for bit, kind in self.words if not kind.isdisjoint(words))
        return marks | (ENDING if any(ending in word for word in words for ending in self.endings) else 0)

    def dates_if_a_step(self, text: str) -> list[DatePhrase] | None:
        """As the function of the same name."""
        return self.dates(text, reduce(or_, map(self.marks.__getitem__, runs_of(text))))

    def dates(self, text: str, marks: int) -> list[DatePhrase] | None:
        """The dates of a sentence whose words have such marks; None where they cannot make a step."""
        if not (marks & (STEP | ENDING) and marks & (PARTY | OTHER)):
            return None
        leaves = marks & PARTY and marks & LEAVES
        if not (marks & DATED or leaves):
            return None
        phrases = list(find_dates(text)) if marks & DATED else []
        if leaves or any(phrase.kind != "year" and not phrase.vague for phrase in phrases):
            return phrases
        return None


@lru_cache(maxsize=16)
def sieve_of(crisis: Crisis) -> Sieve:
    """The sieve of a crisis."""
    return Sieve(crisis)
