"""Sentences of a report, with their offsets: where one ends, by small named rules.

What belongs here: where a sentence begins and ends, and of what kind its paragraph is. What does not: which lines are
the report's at all (`pages`), and what a sentence says (`claims`, `events`).

A paragraph is a line of the text; it always ends a sentence. Inside a paragraph each full stop, question mark,
exclamation mark or ellipsis is judged by `RULES`, at the foot of this module, in the order in which they stand there;
the first that answers decides. The manner is that of razdel (natasha/razdel).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analysis.vocabulary import read_lexicon

KINDS = ("headline", "subhead", "dateline", "caption", "list heading", "list item", "text")


class Sentence(NamedTuple):
    """One sentence of a report's text, where it stands, and what kind of paragraph it stands in.

    A named tuple rather than a dataclass: a report has thirty of them, and they are made far faster.

    Attributes
    ----------
    start, end : int
        Offsets into the report's text; ``report.text[start:end] == text`` always holds.
    text : str
        The sentence, without the white space around it.
    kind : str
        One of `KINDS`: ``headline``; ``subhead`` (a line without a full stop between paragraphs, and the line under the
        headline); ``dateline`` ("MELBOURNE, Nov. 28 (Reuters) -"), whose date is no event's; ``caption`` of a picture;
        ``list heading`` (the line over a list: its hedge holds for each item) and ``list item``; else ``text``.
    paragraph : int
        Number of its paragraph, from 0.
    """

    start: int
    end: int
    text: str
    kind: str
    paragraph: int


class Stop(NamedTuple):
    """A full stop (or ? ! ...) that may end a sentence, with the words on both sides of it.

    `marks` are the stops with the closing quotes and brackets after them; `space` is empty where none follows.
    """

    before: str
    marks: str
    space: str
    after: str
    opens: bool


# A possible end: stops, closing quotes, then a space or (missing) a capital letter. Nothing is ever given back
# (possessive), so that a megabyte of full stops takes linear time. The first set lets `re` skip to the next stop; the
# first branch settles most ends without a rule: five small letters, a stop, a space, a capital.
STOP = re.compile(
    r"""[.!?…](?:
        (?<=[a-z]{5}\.)(?:[ ](?=[A-Z]))
      | (?<![.!?…].)([.!?…]*+['"”’»)\]]*+)(?:(\s++)(?=\S)|(?=[A-Z“"«]))
    )""",
    re.VERBOSE,
)
OPENERS = "'\"“”‘’«»([–—-"
WORD_BEFORE = re.compile(r"(?:[^\W\d_]{1,8}\.)*+[^\W\d_]*+$")
WORD = re.compile(r"\w*")
ENUMERATOR = re.compile(r"\d{1,2}\.\s")

ABBREVIATIONS = {phrase.casefold(): kind for phrase, kind, _ in read_lexicon("abbreviations")}
# Words that begin a sentence far more often than they follow an abbreviation within one.
STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "i",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
        "there",
        "but",
        "and",
        "as",
        "for",
        "from",
        "with",
        "when",
        "while",
        "after",
        "before",
        "during",
        "since",
        "according",
        "also",
        "however",
        "meanwhile",
        "about",
        "more",
        "some",
        "many",
        "most",
        "earlier",
        "later",
        "by",
        "if",
        "to",
        "no",
        "not",
        "one",
        "two",
        "three",
        "what",
        "who",
        "how",
        "why",
        "officials",
        "police",
        "authorities",
    ]
)
# "Lenta.Ru": the end of an address, not a sentence whose space is missing.
DOMAINS = frozenset(
    ["Ru", "Com", "Net", "Org", "Info", "Kz", "Uz", "Ua", "By", "Kg", "Tj", "Am", "Uk", "Eu", "Co", "Tv"]
)


def join_lower_case(stop: Stop) -> bool | None:
    """A small letter goes on with the sentence: “Why?” he asked."""
    return False if stop.after[:1].islower() else None


def join_address(stop: Stop) -> bool | None:
    """No space after the point: an address (Lenta.Ru) or initials (U.S.A), unless a small word stands before it."""
    if stop.space:
        return None
    return False if stop.after in DOMAINS or not stop.before[-2:].islower() else None


def split_strong_mark(stop: Stop) -> bool | None:
    """A question or exclamation mark, an ellipsis, or a stop within closing quotes ends the sentence."""
    return None if stop.marks == "." else True


def join_abbreviation(stop: Stop) -> bool | None:
    """Lt. Gen. Little; Nov. 28; No. 1; the U.S. Embassy (but: in the U.S. The ...)."""
    kind = ABBREVIATIONS.get(stop.before.casefold())
    if kind is None:
        return None
    if kind == "title":
        return False
    if kind == "name":
        return stop.opens or stop.after.casefold() in STARTERS
    return not stop.after[:1].isdigit()


def join_initial(stop: Stop) -> bool | None:
    """J. Smith; J. R. Smith; but: under plan B. The ..."""
    last = stop.before.rpartition(".")[2]
    if len(last) == 1 and last.isupper():
        return stop.after.casefold() in STARTERS
    return None


def ends_sentence(stop: Stop) -> bool:
    """Whether a sentence ends at the stop: the first of `RULES` that answers; yes, if none does."""
    for rule in RULES:
        answer = rule(stop)
        if answer is not None:
            return answer
    return True


def _stop(text: str, found: re.Match[str]) -> Stop:
    at, end = found.span()
    marks = text[at : found.end(1)]
    rest = text[end : end + 24]
    word = rest.lstrip(OPENERS)
    before = text[max(0, at - 16) : at]
    before = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
    return Stop(
        WORD_BEFORE.search(before).group(),
        marks,
        found.group(2) or "",
        WORD.match(word).group(),
        len(word) < len(rest),
    )


def find_ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Of each sentence of one paragraph but the last: where it ends, and where the next one begins."""
    opening = ENUMERATOR.match(text, start, end)
    for found in STOP.finditer(text, opening.end() if opening else start, end):
        if found.group(1) is None:
            yield found.end() - 1, found.end()
        elif ends_sentence(_stop(text, found)):
            yield found.end(1), found.end()


def split_paragraph(text: str, start: int, end: int, kind: str, number: int) -> Iterator[Sentence]:
    """The sentences of the paragraph ``text[start:end]``, which has no white space at its ends."""
    for stop, begin in find_ends(text, start, end):
        yield _new(Sentence, (start, stop, text[start:stop], kind, number))
        start = begin
    yield _new(Sentence, (start, end, text[start:end], kind, number))


_new = tuple.__new__  # a named tuple's own way of making one takes twice as long


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Start and end of each paragraph: a line that is not empty, without the white space around it.

    >>> list(find_paragraphs("One. \n\n Two."))
    [(0, 4), (8, 12)]
    """
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at if len(bare) == len(line) else at + line.index(bare[0])
            yield start, start + len(bare)
        at += len(line) + 1


def split_sentences(text: str, kinds: Sequence[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of `text` in their order.

    Parameters
    ----------
    text : str
        Paragraphs, each on its line.
    kinds : sequence of str
        Kind of each paragraph, one of `KINDS`; paragraphs beyond its end are ``text``.

    Examples
    --------
    >>> [s.text for s in split_sentences("It began on Nov. 28. The U.S. Embassy closed.")]
    ['It began on Nov. 28.', 'The U.S. Embassy closed.']
    >>> split_sentences("")
    ()
    """
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(find_paragraphs(text)):
        kind = kinds[number] if number < len(kinds) else "text"
        sentences.extend(split_paragraph(text, start, end, kind, number))
    return tuple(sentences)


RULES: tuple[Callable[[Stop], bool | None], ...] = (
    join_lower_case,
    join_address,
    split_strong_mark,
    join_abbreviation,
    join_initial,
)
