"""Whether a sentence can hold a step at all, told from its words alone: most sentences are spared the reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_

from analysis.events.clauses import SUDDEN, TAKING, TO_FIGHT
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, actors_of
from analysis.language.datephrases import find_dates
from analysis.language.datewords import DATE_WORDS, DatePhrase
from analysis.language.recall import Remembered, runs_of
from analysis.language.words import DETERMINERS, PREPOSITIONS, inflect
from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

WORDS = re.compile(r"[^\W\d_]+|\d+[a-z]*")  # also "left" of "left2", as `clauses.TOKEN` has it


GRAMMAR = PREPOSITIONS | DETERMINERS  # words of most sentences: nothing is told by them alone


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


# Classes of phrases that are a step only of a mission or a withdrawal which the sentence names, and words that are with its name.
NEEDY = ("over", "end", "last", "say")
ENTIRE = ("full", "final", "total", "last", "remaining")  # "with the departure of the last men"
TOLD = (
    "told",
    "tell",
    "inform",
    "notif",
)  # the verbs of saying that can be a step: "were told of their withdrawal"


LANDS = frozenset("country island islands".split())  # beside the host's own name


DAYS_OF_UNREST = (
    "straight", "consecutive", "successive", "row", "running", "entered", "entering",
    "swept", "engulfed", "gripped", "convulsed",
)  # fmt: skip  # with unrest and a day: when it began


# What a word can bring to a step, a bit each: see `Sieve`.
(
    STEP,
    LONGER,
    REST,
    COMMON,
    HIDDEN,
    WHERE,
    LAND,
    ENDING,
    NAME,
    UNREST,
    PARTY,
    CAUSE,
    DATED,
    LEAVING,
    STANDS_FOR,
    OF_FORCES,
) = (1 << bit for bit in range(16))


@lru_cache(maxsize=1)
def _step_bits() -> Mapping[str, int]:
    """The words of all that can be a step, but for unrest, each with its bits."""
    bits: dict[str, int] = defaultdict(int)
    for word in (*SUDDEN, "since", "received", *DAYS_OF_UNREST):
        bits[word] = STEP
    for word in ENTIRE:
        bits[word] = ENDING
    for word in TAKING:
        bits[word] = WHERE
    for phrase, kind in _step_phrases():
        first, *rest = WORDS.findall(phrase)
        telling = next((word for word in reversed(rest) if word not in GRAMMAR), "")
        if kind == "announce":
            bits[first] |= HIDDEN  # to announce a withdrawal
        elif kind in NEEDY:
            bits[telling or first] |= ENDING
        elif kind == "be_in":
            bits[first] |= WHERE
        elif not telling:
            bits[first] |= STEP
        else:
            bits[first] |= COMMON if first in GRAMMAR else LONGER
            bits[telling] |= HIDDEN if first in GRAMMAR else REST
    return bits


def _step_phrases() -> Iterator[tuple[str, str]]:
    """The phrases of steps with their class, without the verbs of saying that tell no step of their own."""
    for form, kind in _verb_forms():
        if (kind != "say" or form.startswith(TOLD)) and not form.startswith(
            ("be ", "being ", "was ", "been ")
        ):
            yield form, kind
    for phrase, kind, _ in read_lexicon("step_words"):
        if kind in STEP_NOUNS:
            yield phrase, kind


def _verb_forms() -> Iterator[tuple[str, str]]:
    """Every form of the verbs of steps, with their kind."""
    for base, past, participle, kind, _ in read_lexicon("step_verbs"):
        yield from ((form, kind) for form in inflect(base, past, participle))


@lru_cache(maxsize=32)
def _single_words(*kinds: str) -> frozenset[str]:
    """The first words of the phrases of some classes."""
    rows = read_lexicon("step_words")
    return frozenset(re.split(r"[ -]", phrase)[0] for phrase, kind, _ in rows if kind in kinds)


def _names(crisis: Crisis, *roles: str) -> frozenset[str]:
    """The first words of the names of actors in some roles."""
    return frozenset(
        max(WORDS.findall(first) or [first], key=len)
        for first, entries in actors_of(crisis).entries.items()
        for _, senses in entries
        if (actor := senses.get("actor")) and actor.role in roles
    )


def _party_words(crisis: Crisis) -> frozenset[str]:
    """The single words that can name a force: nouns for it, "they", and the names of the crisis's own."""
    people = {row[0].split()[-1] for row in read_lexicon("people") if row[1]}
    own = _names(crisis, CONTRIBUTOR, COALITION, *(() if crisis.contributors else (HOST, OTHER)))
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


# What stands for a force, and the words without which it hardly does ("it will remain until May", "the first of these arrive").
STANDING_FOR = frozenset(("it", "these", "those"))
SAID_OF_FORCES = frozenset(
    "remain remained stay stayed approved authorised authorized deployed withdrawn arrive arrived land landed left"
    " departed completed began begun started".split()
)


def dates_if_a_step(text: str, crisis: Crisis) -> list[DatePhrase] | None:
    """The dates of a sentence that has words enough for a step: its verb, its day, and whose it is; None for any other.

    A force that leaves needs no day; unrest and a request need no force.
    """
    return sieve_of(crisis).dates_if_a_step(text)


class Sieve:
    """What each word can bring to a step of a crisis, so that most sentences are turned away without being read.

    Every word of the lists has a mask, one bit for each thing that it can bring; the masks of a sentence's words, put together
    with "or", tell at once what may be in it. STEP is a step by itself, the others count in company: LONGER begins a phrase that
    REST tells apart ("take" off, "give" notice), COMMON and HIDDEN are the same for words of most sentences ("in" place), WHERE
    ("be in") needs a LAND, ENDING ("over") the NAME of what ends, UNREST several days, or "first". PARTY and CAUSE tell whose it
    may be, as STANDS_FOR ("it") does beside what is OF_FORCES; DATED is of a date, LEAVING of a force that goes, which needs
    none. A mask may say too much, never too little.
    Those of whole runs between two spaces ("troops,") are remembered.
    """

    def __init__(self, crisis: Crisis):
        classes = (
            (LAND, _names(crisis, HOST) | LANDS),
            (NAME, _single_words("mission", "withdrawal", "task", "process")),
            (UNREST, _single_words("unrest")),
            (PARTY, _party_words(crisis)),
            (CAUSE, _single_words("unrest", "help", "request", "protesting") - PREPOSITIONS | TO_FIGHT),
            (DATED, DATE_WORDS),
            (LEAVING, LEAVING_WORDS),
            (STANDS_FOR, STANDING_FOR),
            (OF_FORCES, SAID_OF_FORCES),
        )
        self.words = dict(_step_bits())
        for bit, listed in classes:
            for word in listed:
                self.words[word] = self.words.get(word, 0) | bit
        self.bits_of = Remembered(self._read).__getitem__

    def _read(self, run: str) -> int:
        """The bits of a run."""
        bits = 0
        for word in WORDS.findall(run.lower()):
            bits |= self.words.get(word, 0)
        return bits

    def dates_if_a_step(self, text: str) -> list[DatePhrase] | None:
        """As the function of the same name."""
        bits = reduce(or_, map(self.bits_of, runs_of(text)))
        if not (bits & (PARTY | CAUSE) or bits & STANDS_FOR and bits & OF_FORCES):
            return None
        step = (
            bits & STEP
            or bits & LONGER and bits & REST
            or bits & COMMON and bits & HIDDEN
            or bits & WHERE and bits & (LAND | NAME)
            or bits & ENDING and bits & (NAME | STANDS_FOR)
        )  # fmt: skip
        leaves = step and bits & PARTY and bits & LEAVING
        if not (bits & DATED and (step or bits & UNREST) or leaves):
            return None
        phrases = list(find_dates(text)) if bits & DATED else []
        if leaves or _may_date(phrases, step or "first" in text.lower()):
            return phrases
        return None


def _may_date(phrases: list[DatePhrase], any_step: bool) -> bool:
    """Whether one of some phrases can date a step; of unrest that no word tells the beginning of, only several days can."""
    return any(
        phrase.kind != "year"
        and not phrase.vague
        and (any_step or phrase.first != phrase.last or phrase.kind == "straight")
        for phrase in phrases
    )


@lru_cache(maxsize=64)
def sieve_of(crisis: Crisis) -> Sieve:
    """The sieve of a crisis."""
    return Sieve(crisis)
