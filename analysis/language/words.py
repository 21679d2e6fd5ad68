"""A sentence as its words, each with the senses that the word lists give it.

What belongs here: splitting a sentence into words with offsets and looking phrases up, longest first. What does not: any
judgement about what a word does in its sentence (`quantities`, `counted`, `claims`, `events`).

Reports repeat themselves: nearly every run between two spaces ("troops", "said,") has been seen before. So a `Lexer` reads each
such run once, and a sentence is put together from the very words that are known of its runs; where they stand in it is found
out only when somebody asks (`places_of`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from analysis.language.recall import Remembered, is_word, lower_in_place, runs_of
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
ACROSS_SPACES = re.compile(r" (?<=\d )\d{3}")  # in the one word of TOKEN that no run between two spaces holds
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
    "expected reported reportedly confirmed feared believed known said presumed thought declared estimated understood found"
    " being been have to be due scheduled set began begun begin started start starts begins continued continue"
    " seem seems appear appears appeared".split()
)
CONJUNCTIONS = frozenset("and or but plus nor".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
NUMBER_BEGINNINGS = frozenset(("a", "an", "half"))
RELATIVES = frozenset("who which that whom whose".split())
QUOTATION_MARKS = frozenset('“”"«»„')


def _tokens(text: str) -> list[str]:
    return [match.group() for match in TOKEN.finditer(text)]


class Word:
    """A word or a listed phrase, the same object wherever it stands, so that nobody may change it.

    `text` and `lower` are its letters, `senses` what the lists say of it: `{}` for a word that is in none; `opens` whether a
    quantity (of the words of steps: a clause) can begin with it, `glued` whether it follows the word before it without a space,
    `longer` the phrases that it may begin, None where it begins none; `length` is that of its text, with the space before it.
    """

    __slots__ = ("glued", "length", "longer", "lower", "opens", "senses", "text")

    def __init__(
        self,
        text: str,
        lower: str,
        senses: Mapping[str, object],
        opens: bool = False,
        glued: bool = False,
        longer: Longer | None = None,
    ):
        self.text = text
        self.lower = lower
        self.senses = senses
        self.opens = opens
        self.glued = glued
        self.longer = longer
        self.length = len(text) + (not glued)

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
        self.__dict__.pop("lexer", None)  # what it remembers is of the book as it was
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

    @cached_property
    def lexer(self) -> Lexer:
        """What reads sentences by this book."""
        return Lexer(self, TOKEN, as_written, opens_quantity)


Senses = Mapping[str, object]
# The second word of longer phrases -> the words after the first, all of them as one, their senses, whether something opens.
Longer = dict[str, list[tuple[tuple[str, ...], str, Senses, bool]]]


class Lexer:
    """Sentences -> their words; each run between two spaces is looked up when it is first met.

    Parameters
    ----------
    book : Phrasebook
        Which phrases have which senses.
    token : re.Pattern
        What a word is: plain letters between two spaces are one; none may hold a space (but see `ACROSS_SPACES`).
    written : callable
        The senses of a phrase as it is written, from the text of its first word, whether it has several, and its senses.
    opens : callable
        Whether what the reader of the words looks for can begin with a word, from its small letters and its senses.
    """

    def __init__(
        self,
        book: Phrasebook,
        token: re.Pattern[str],
        written: Callable[[str, bool, Senses], Senses | None],
        opens: Callable[[str, Senses], bool],
    ):
        self.book, self.token, self.written, self.opens = book, token, written, opens
        self.spans = " " in token.pattern  # whether a word may hold a space
        self.runs: Remembered[tuple[Word, ...]] = Remembered(self._read)
        self.words_of = self.runs.__getitem__

    def _read(self, run: str) -> tuple[Word, ...]:
        lowered = lower_in_place(run)
        if is_word(run) or run.isdecimal():
            return (self._word(run, lowered, False),)
        words, behind = [], -1
        for match in self.token.finditer(run):
            start, end = match.span()
            words.append(self._word(run[start:end], lowered[start:end], start == behind))
            behind = end
        return tuple(words)

    def _word(self, text: str, lower: str, glued: bool) -> Word:
        listed = self.book.entries.get(lower)
        senses, longer = self._look_up(text, lower, listed) if listed else (NO_SENSES, None)
        return Word(text, lower, senses, self.opens(lower, senses), glued, longer)

    def _look_up(self, text: str, lower: str, entries: list) -> tuple[Senses, Longer | None]:
        """The senses of a word by itself, and the longer phrases that begin with it, the longest first."""
        alone, longer = NO_SENSES, {}
        for rest, listed in entries:
            senses = self.written(text, bool(rest), listed)
            if senses is None:
                continue
            if rest:
                whole = " ".join((lower, *rest))
                longer.setdefault(rest[0], []).append((rest, whole, senses, self.opens(whole, senses)))
            else:
                alone = senses
        return alone, longer or None

    def parse(self, sentence: str) -> list[Word]:
        """The words of a sentence, listed phrases as one word each, longest first."""
        runs = (sentence,) if self.spans and ACROSS_SPACES.search(sentence) else runs_of(sentence)
        words = list(chain.from_iterable(map(self.words_of, runs)))
        last = len(words) - 1
        beginnings = [first for first, word in enumerate(words) if word.longer is not None]
        beginnings = [
            first for first in beginnings if first < last and words[first + 1].lower in words[first].longer
        ]
        if beginnings:
            _join_phrases(sentence, words, beginnings)
        return words


def _join_phrases(sentence: str, words: list[Word], beginnings: list[int]) -> None:
    """Make each listed phrase one word, from left to right, the longest first; their first two words are told."""
    behind, joined = 0, []
    for first in beginnings:
        if first < behind:
            continue
        for rest, whole, senses, opens in words[first].longer[words[first + 1].lower]:
            after = first + 1 + len(rest)
            if len(rest) == 1 or _stands_at(words, first + 1, rest):
                joined.append((first, after, whole, senses, opens))
                behind = after
                break
    if not joined:
        return
    places = places_of(sentence, words)
    for first, after, whole, senses, opens in reversed(joined):
        text = sentence[places.run(first, after - 1)]
        words[first:after] = (Word(text, whole, senses, opens, words[first].glued),)


def _stands_at(words: Sequence[Word], position: int, rest: tuple[str, ...]) -> bool:
    """Whether some words in small letters stand from a position on; the last is looked at first, as the first is known."""
    last = position + len(rest) - 1
    return (
        last < len(words)
        and words[last].lower == rest[-1]
        and tuple([word.lower for word in words[position : last + 1]]) == rest
    )


class Places(NamedTuple):
    """Where each word of a sentence ends in it, and so where it begins."""

    words: Sequence[Word]
    ends: list[int]

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self.ends[index] - len(self.words[index].text)

    def run(self, first: int, last: int) -> slice:
        """The stretch from the first to the last of some words."""
        return slice(self.start(first), self.ends[last])


def places_of(sentence: str, words: Sequence[Word]) -> Places:
    """Where the words of a sentence stand in it.

    >>> places_of("At least 20.", parse_words("At least 20.", phrasebook())).ends
    [8, 11, 12]
    """
    if not words:
        return Places(words, [])
    lengths = [word.length for word in words]
    lengths[0] = len(words[0].text)  # no space stands before it
    ends = list(accumulate(lengths))
    if ends[-1] != len(
        sentence
    ):  # somewhere more than one character stands between two words, or around them all
        ends = list(_search_ends(sentence, words))
    return _new(Places, (words, ends))


_new = tuple.__new__  # a named tuple's own way of making one takes twice as long


def _search_ends(sentence: str, words: Iterable[Word]) -> Iterator[int]:
    """Each word is found behind the one before it: none begins with what can stand between two of them."""
    end = 0
    for word in words:
        end = sentence.index(word.text, end) + len(word.text)
        yield end


def opens_quantity(lower: str, senses: Senses) -> bool:
    """Whether a quantity can begin with a word: a numeral, a vague plural, or an article ("a dozen", "half a million")."""
    return "number" in senses or "vague" in senses or lower in NUMBER_BEGINNINGS or lower[0].isdigit()


def parse_words(sentence: str, book: Phrasebook) -> list[Word]:
    """The words of a sentence, listed phrases as one word each, longest first.

    A name of a country or a force counts only where it is written as a name: "Turkey", not "turkey"; "CAR", not "car".
    """
    return book.lexer.parse(sentence)


def as_written(first: str, several: bool, senses: Senses) -> Senses | None:
    """The senses of a phrase that can be a name, as it is written; None where it is not written as one and is nothing else."""
    if "actor" not in senses:
        return senses
    if "own_spelling" in senses or first[0].isupper() and (several or len(first) > 3 or first.isupper()):
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


def beside_others(words: Sequence[Word], position: int) -> bool:
    """Whether others than those a sentence speaks of are named from a word on: "ALONG with soldiers from Portugal"."""
    lower = words[position].lower
    follower = words[position + 1].lower if position + 1 < len(words) else ""
    return lower in ("alongside", "besides") or lower in ("along", "together") and follower == "with"
