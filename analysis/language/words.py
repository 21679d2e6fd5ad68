"""A sentence as its words, each with the senses that the word lists give it.

What belongs here: splitting a sentence into words with offsets and looking phrases up, longest first. What does not: any
judgement about what a word does in its sentence (`quantities`, `counted`, `claims`, `events`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analysis.vocabulary import read_lexicon

TOKEN = re.compile(
    r"(?=\d)(?:"
    r"(?<!\d)(?:\d{4}-\d\d?-\d\d?|\d\d?([./-])\d\d?\1(?:\d{4}|\d\d))(?![\d-])"  # 2022-01-19
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d\w]|[.,]\d)"  # 12 000
    r"|\d+(?:[.,]\d+)*[^\W\d_]*)"  # 1,495  2.5  7th  2K
    r"|['’]s\b"
    r"|(?:[A-Z]\.){2,}"  # U.S.
    r"|\w+(?:['’](?!s\b)\w+)*"  # also G20
    r"|[^\w\s]"
)
DOUBLED = frozenset("begin run quit put get let set cut sit hit win swim dig".split())  # beginning, running
NO_SENSES: Mapping[str, object] = {}

# Closed classes of English, which no word list needs to grow.
DETERMINERS = frozenset(
    "a an the its their his her our this that these those all both another each every no any".split()
)
PREPOSITIONS = frozenset(
    "of from in to at with by for on into onto during after before since until near across against among between"
    " within without through under over around outside inside despite amid following per via including"
    " like as than throughout towards toward about along because due if when while where".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being has have had having do does did will would shall should can could may might must"
    " get got getting remain remained remains".split()
)
FUTURE = frozenset("will would shall to should may could might can plans planned due expected set".split())
BE = frozenset("is are was were be been being get got".split())
NEGATIONS = frozenset("no not never none nobody without neither nor denied denies denying n't".split())
ADVERBS = frozenset(
    "also now so far already since then still just only reportedly allegedly currently yet meanwhile overnight yesterday"
    " today tonight tomorrow here there later earlier again together alone more further either all officially initially"
    " recently finally subsequently previously apparently ago twice soon additionally thus early late"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
# "12 people are feared dead", "30 are reported to have been injured": between a number's noun and what befell it.
REPORTED_AS = frozenset(
    "reported reportedly confirmed feared believed known said presumed thought declared estimated understood found"
    " being been have to be due scheduled set began begun begin started start starts begins continued continue".split()
)
CONJUNCTIONS = frozenset("and or but plus nor".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
RELATIVES = frozenset("who which that whom whose".split())


def _tokens(text: str) -> list[str]:
    return [match.group() for match in TOKEN.finditer(text)]


class Word:
    """A word or a listed phrase of a sentence.

    `text` and `lower` are its letters, `start` and `end` its offsets in the sentence, `senses` what the lists say of it:
    `{}` for a word that is in none.
    """

    __slots__ = ("end", "lower", "senses", "start", "text")

    def __init__(self, text: str, lower: str, start: int, end: int, senses: Mapping[str, object]):
        self.text, self.lower, self.start, self.end, self.senses = text, lower, start, end, senses

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {dict(self.senses)!r})"


class Phrasebook:
    """Phrases and their senses, looked up from their first word.

    >>> book = Phrasebook()
    >>> book.add("more than", "hedge", "at_least")
    >>> [word.lower for word in parse_words("more than 20 people", book)]
    ['more than', '20', 'people']
    """

    def __init__(self, base: Phrasebook | None = None):
        self.entries: dict[str, list[tuple[tuple[str, ...], dict[str, object]]]] = {}
        if base is not None:
            self.entries = {first: list(entries) for first, entries in base.entries.items()}

    def add(self, phrase: str, sense: str, value: object) -> None:
        """Give a phrase a sense; a phrase may have several, one of each kind."""
        first, *rest = [token.lower() for token in _tokens(phrase)]
        entries = self.entries.setdefault(first, [])
        for position, (known, senses) in enumerate(entries):
            if known == tuple(rest):
                entries[position] = (known, {**senses, sense: value})
                return
        entries.append((tuple(rest), {sense: value}))
        entries.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, first: str) -> bool:
        return first in self.entries


def parse_words(sentence: str, book: Phrasebook) -> list[Word]:
    """The words of a sentence, listed phrases as one word each, longest first.

    A name of a country or a force counts only where it is written as a name: "Turkey", not "turkey"; "US", not "us".
    """
    spans = [match.span() for match in TOKEN.finditer(sentence)]
    lowered = sentence.lower()
    if len(lowered) != len(sentence):  # a few letters grow when they are made small
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in sentence)
    lowers = [lowered[start:end] for start, end in spans]
    entries, words, index, count = book.entries, [], 0, len(spans)
    while index < count:
        start, end = spans[index]
        lower = lowers[index]
        found = entries.get(lower)
        if found is None:
            words.append(Word(sentence[start:end], lower, start, end, NO_SENSES))
            index += 1
            continue
        length, senses = 1, NO_SENSES
        for rest, listed in found:
            size = len(rest)
            if size and tuple(lowers[index + 1 : index + 1 + size]) != rest:
                continue
            if "actor" in listed:
                listed = _as_written(sentence[start:end], bool(size), listed)
                if listed is None:
                    continue
            length, senses = size + 1, listed
            break
        if length > 1:
            end, lower = spans[index + length - 1][1], " ".join(lowers[index : index + length])
        words.append(Word(sentence[start:end], lower, start, end, senses))
        index += length
    return words


def _as_written(first: str, several: bool, senses: dict[str, object]) -> dict[str, object] | None:
    """The senses of a phrase that can be a name, as it is written; None where it is not written as one and is nothing else."""
    if "own_spelling" in senses or first[0].isupper() and (several or len(first) > 2 or first.isupper()):
        return senses
    return {sense: value for sense, value in senses.items() if sense != "actor"} or None


def inflect(base: str, past: str, participle: str) -> dict[str, str]:
    """The forms of a verb, or of a phrase that begins with one, each with what it is.

    >>> sorted(inflect("round up", "rounded up", "rounded up"))
    ['round up', 'rounded up', 'rounding up', 'rounds up']
    """
    verb, _, tail = base.partition(" ")
    tail = f" {tail}" if tail else ""
    third = verb + ("es" if re.search(r"(s|sh|ch|x|z|o)$", verb) else "s")
    if re.search(r"[^aeiou]y$", verb):
        third = verb[:-1] + "ies"
    stem = verb[:-2] + "y" if verb.endswith("ie") else verb[:-1] if re.search(r"[^eo]e$", verb) else verb
    if past.startswith(verb + verb[-1]) or verb in DOUBLED:
        stem = verb + verb[-1]
    forms = {base: "base", third + tail: "present", stem + "ing" + tail: "ing"}
    forms[past] = "past"
    forms[participle] = "participle" if participle != past else "past"
    return forms


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Every phrase of the word lists with its senses; names of countries and forces are added by `actors`."""
    book = Phrasebook()
    for phrase, qualifier, position, _ in read_lexicon("hedges"):
        book.add(phrase, "hedge" if position == "before" else "hedge_after", qualifier)
    for phrase, value, _ in read_lexicon("numerals"):
        book.add(phrase, "number", int(value))
    for phrase, literal, acled, _ in read_lexicon("vague"):
        book.add(phrase, "vague", {"literal": int(literal), "acled": int(acled)})
    for phrase, _ in read_lexicon("units"):
        book.add(phrase, "unit", phrase)
        book.add(phrase[:-1] + "ies" if phrase.endswith("y") else phrase + "s", "units", phrase)
    for base, past, participle, measure, frame, _ in read_lexicon("verbs"):
        for form, kind in inflect(base, past, participle).items():
            book.add(form, "verb", (measure, frame, kind))
    for base, past, participle, _ in read_lexicon("speech"):
        for form, kind in inflect(base, past, participle).items():
            if kind != "ing":
                book.add(form, "speech", kind)
    for phrase, measure, frame, _ in read_lexicon("outcomes"):
        book.add(phrase, "outcome", (measure, frame))
    for phrase, group, force, _ in read_lexicon("people"):
        book.add(phrase, "group", group)
        if force:
            book.add(phrase, "force", True)
    for phrase, _ in read_lexicon("services"):
        book.add(phrase, "service", True)
    for phrase, _ in read_lexicon("promises"):
        book.add(phrase, "promise", True)
    for phrase, _ in read_lexicon("injuries"):
        book.add(phrase, "injury", True)
    for phrase, _ in read_lexicon("missions"):
        book.add(phrase, "mission", True)
    for phrase, veto, _ in read_lexicon("things"):
        book.add(phrase, "thing", veto)
    return book


def texts(words: Iterable[Word]) -> str:
    """The words with single spaces between, lower case: what a test or a rule compares with."""
    return " ".join(word.lower for word in words)
