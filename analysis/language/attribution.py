"""A sentence -> who is said to have said it, in the report's words.

What belongs here: "according to X", "X said", "..., said X", and a pronoun led back to the speaker before. What does not: judging
whether the speaker is right, or who the speaker is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    Places,
    Word,
    places_of,
)

PRONOUNS = frozenset("he she it they".split())
AUDIENCE = frozenset(
    "reporters journalists lawmakers parliament statement conference briefing television agency media newspaper".split()
)
CONTRAST = frozenset("while whereas though although but".split())  # with which somebody else begins to speak
ASIDE = frozenset("in on at during".split())
OURS = ("our ", "my ")
FRONTED = frozenset("after before when since amid because until".split())  # they begin a clause of their own
HEARD = frozenset(("told", "tells"))  # whoever follows these listens
ENDS = frozenset((",", ";", ":", "“", "”", '"', "–", "—", "(", ")", ".", "«", "»"))
OPENING = re.compile(
    r"^(?:that|how|while|though|although|whereas|on \w+day|later|also|meanwhile|earlier|and|but)\s+",
    re.IGNORECASE,
)
LONGEST_NAME = 14
SENTENCES_TO_A_SPEAKER = 3


class Told(NamedTuple):
    """A sentence with its words and, where that is known, where they stand in it."""

    text: str
    words: Sequence[Word]
    places: Places | None = None


def find_speaker(text: str, words: Sequence[Word], index: int, places: Places | None = None) -> str:
    """Who is said to have said the words at `index`; "" where the report says them in its own voice.

    Parameters
    ----------
    text : str
        The sentence.
    words : sequence of Word
        The sentence's words.
    index : int
        The word that is asked about.
    places : Places, optional
        Where the words stand in the sentence; found out here unless it is known already.

    Returns
    -------
    str
        A run of the sentence; one of `PRONOUNS` where the sentence leads back to an earlier speaker (`main_speaker`).

    Examples
    --------
    >>> from analysis.language.words import parse_words, phrasebook
    >>> def speaker(text, word):
    ...     words = parse_words(text, phrasebook())
    ...     return find_speaker(text, words, [w.text for w in words].index(word))
    >>> speaker("According to the health ministry, 12 people were killed.", "12")
    'the health ministry'
    >>> speaker("Police said on Monday that 12 people were killed.", "12")
    'Police'
    >>> speaker("Police said they regretted the protests that left 12 people dead.", "12")
    ''
    """
    told = Told(text, words, places)
    source = _according_to(told, index)
    if source.lower().startswith(OURS):
        source = ""  # "According to our data, 12 were killed," it said
    if source and _apart(told, index):
        return _said_after(told, index) or _said_before(told, index) or source
    return source or _said_after(told, index) or _said_before(told, index)


def main_speaker(text: str, words: Sequence[Word]) -> str:
    """Whoever a sentence quotes at all, for a "he said" further on; "" if it quotes nobody."""
    told = Told(text, words)
    return _according_to(told, 0) or _said_before(told, len(words)) or _said_after(told, 0)


def speaker_before(sentences: Iterable[tuple[str, Sequence[Word]]]) -> str:
    """Whom a pronoun leads back to: the first speaker with a name in the few sentences before, the nearest first."""
    for text, words in islice(sentences, SENTENCES_TO_A_SPEAKER):
        found = main_speaker(text, words)
        if found and found.lower() not in PRONOUNS:
            return found
    return ""


def _according_to(told: Told, index: int) -> str:
    """ "According to A 3 died, according to B 5"; "3 died according to A, 5 according to B": the source of the word asked for."""
    words = told.words
    if "according" not in told.text.lower():
        return ""
    sources = [
        n for n in range(len(words) - 2) if words[n].lower == "according" and words[n + 1].lower == "to"
    ]
    if not sources:
        return ""
    ahead = sources[0] == 0
    source = (
        [n for n in sources if n <= index][-1]
        if ahead
        else next((n for n in sources if n > index), sources[-1])
    )
    return _span(told, source + 2, _name_end(words, source + 2))


def _apart(told: Told, index: int) -> bool:
    """Whether a semicolon comes before the next "according": "130 died, A says; 87 according to B"."""
    behind = (word.lower for word in told.words[index:])
    return next((word for word in behind if word in (";", "according")), "") == ";"


def _name_end(words: Sequence[Word], start: int) -> int:
    """Where a name that begins at `start` ends: before a comma, a verb of saying, or the end of the sentence."""
    position = start
    while position < len(words) and position - start < LONGEST_NAME:
        word = words[position]
        speaks = word.senses.get("speech", "base") != "base"  # "a commission report" does not
        if word.text in ENDS or word.lower in RELATIVES or speaks and position > start:
            break
        if (
            word.lower in AUXILIARIES
            or position > start
            and ("number" in word.senses or "hedge" in word.senses or word.text[0].isdigit())
        ):
            break
        position += 1
    return position


def _said_before(told: Told, index: int) -> str:
    """The nearest "X said" to the left, unless a relative clause has begun since: that is the report's own background."""
    words = told.words
    for position in range(index - 1, 0, -1):
        word = words[position]
        if (
            word.lower in RELATIVES
            and "speech" not in words[position - 1].senses
            and not _told(words, position)
        ):
            return ""
        reported = position + 1 < len(words) and words[position + 1].lower in BE and word.lower.endswith("ed")
        if reported:
            continue  # "the number of deaths reported was 12"
        if word.lower in ("reports", "claims") and _is_received(words[position - 1]):
            continue  # "it had received reports that 10 people had died"
        if _claims_lives(words, position):
            continue
        if "speech" in word.senses and (word.senses["speech"] != "base" or _they_say(words, position)):
            return _subject(told, position)
    return ""


def _is_received(before: Word) -> bool:
    """Whether the word before "reports" makes it a noun: "had RECEIVED reports", "OF reports"."""
    return before.lower.endswith("ed") or before.lower in PREPOSITIONS


def _claims_lives(words: Sequence[Word], position: int) -> bool:
    """ "the unrest had claimed 19 lives": nobody speaks."""
    return words[position].lower.startswith("claim") and any(
        word.lower in ("lives", "life", "victims") for word in words[position + 1 : position + 7]
    )


def _they_say(words: Sequence[Word], position: int) -> bool:
    """ "Police say", "rights groups say": several who speak now; not "to say", "did not say"."""
    before = words[position - 1].lower
    return (
        words[position].lower == "say" and before != "to" and before not in AUXILIARIES | NEGATIONS | PRONOUNS
    )


def _told(words: Sequence[Word], position: int) -> bool:
    """ "told reporters that", "said on Monday that", "told AFP that": the conjunction, not a relative."""
    before = words[position - 1]
    heard = before.lower in AUDIENCE or before.lower in ADVERBS or before.text[0].isupper()
    return (
        words[position].lower == "that"
        and heard
        and any("speech" in word.senses for word in words[max(0, position - 6) : position])
    )


A_NUMBER = frozenset("count estimate figure number tally toll total".split())


def _said_after(told: Told, index: int) -> str:
    """..., the ministry said; ...,” said X."""
    words = told.words
    for position in [n for n in range(index + 1, len(words)) if "speech" in words[n].senses]:
        if words[position].senses["speech"] == "base" or _claims_lives(words, position):
            continue
        if words[position - 1].text in ENDS:
            if words[position].lower in HEARD:
                return _subject(told, position)  # "..., X, head of the office, told a briefing"
            start = position + 1
            follower = words[start].lower if start < len(words) else ""
            if follower in PREPOSITIONS and words[position].lower == "reported":
                start += 1  # "reported at the press office"
            elif follower in PREPOSITIONS:
                return _subject(told, position)  # "Fiji – whose troops are there – said on Friday"
            return _span(told, start, _name_end(words, start))
        start = position - 1
        while (
            start > index
            and words[start].lower not in CONTRAST
            and words[start].text not in (",", "”", '"', "–", "—")
        ):
            start -= 1
        if start > index and words[start].lower in CONTRAST:
            continue
        if start + 1 < position and words[start + 1].lower in (
            "with",
            "in",
            "on",
            "when",
            "after",
            "as",
            "since",
            "amid",
        ):
            continue  # "stands at six, with police saying they have yet to confirm two more"
        if any(word.lower in FRONTED for word in words[start + 1 : position]):
            continue  # "..., a day after the government said it would leave"
        told_own = words[position + 1].lower == "that" if position + 1 < len(words) else False
        if told_own and start + 1 < position and words[start + 1].lower == "and":
            continue  # "53 were arrested, and local media reported that ..."
        by = next(
            (n for n, word in enumerate(words[position : position + 4], position) if word.lower == "by"), None
        )
        if by is not None and words[start + 1].lower in ("a", "an"):
            if words[position - 1].lower in A_NUMBER:
                return _span(told, by + 1, _name_end(words, by + 1))  # ", a figure confirmed by the army"
            continue  # ", a timeframe announced by the president"
        if all(word.lower in AUXILIARIES or word.lower == "and" for word in words[start + 1 : position]):
            continue  # "flew out, and have said that"
        if start > index and position - start <= LONGEST_NAME:
            end = position
            while end > start + 1 and words[end - 1].lower in AUXILIARIES:
                end -= 1  # "a medics' union HAS said"
            return _span(told, start + 1, end)
        return ""
    return ""


def _subject(told: Told, verb: int) -> str:
    """The noun phrase before a verb of saying, with its apposition: "Abror Mamatov, an official of the office, said"."""
    words = told.words
    end = verb
    while end > 0 and (
        words[end - 1].lower in AUXILIARIES
        or words[end - 1].lower in ADVERBS
        or words[end - 1].lower.endswith("ly")
        or end < verb
        and words[end - 1].lower == "on"  # "the minister on Thursday announced"
    ):
        end -= 1
    if words[verb].senses["speech"] == "past" and any(word.lower in BE for word in words[end:verb]):
        return ""  # "are alleged to have killed him"
    if end and words[end - 1].lower in CONJUNCTIONS:
        return ""  # "began to leave last week and have said that": whoever it was, not these words
    start, apposed = end, end > 0 and words[end - 1].text == ","
    if apposed:
        end -= 1
        start = end
    while start > 0 and verb - start < 2 * LONGEST_NAME:
        word = words[start - 1]
        if word.text == "," and apposed:
            apposed = False
        elif apposed:
            pass  # within ", an official of the office,"
        elif word.lower == "what":
            return ""  # "double what the government has admitted"
        elif word.text in ENDS or word.lower in CONJUNCTIONS and start != end or word.lower in RELATIVES:
            break
        elif word.text == "-" and start > 1 and words[start - 2].text == "-":
            break  # "LIMA, Peru -- Police said"
        start -= 1
    if start < end and (words[start].lower in PREPOSITIONS or words[start].lower in ADVERBS):
        return ""
    if any(word.lower in NEGATIONS for word in words[start:verb]):
        return ""  # "the bloc has never confirmed the number"
    return _span(told, start, end)


def _span(told: Told, start: int, end: int) -> str:
    text, words, places = told
    if start >= end or end > len(words) or words[start].text[0].isdigit():
        return ""  # "900 troops, 300 more than previously announced"
    for position in range(start + 1, end):
        if words[position - 1].text == "," and words[position].lower in RELATIVES | ASIDE:
            end = position - 1  # "X, who is prime minister", "X, in an interview,"
            break
    run = (places or places_of(text, words)).run(start, end - 1)
    return OPENING.sub("", text[run]).strip(" ,.“”\"'")
