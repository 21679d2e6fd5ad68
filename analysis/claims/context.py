"""What a report said before: the force it speaks of, the heading over a list, what the sentence before counted, who spoke.

What belongs here: looking back from a sentence, and only when asked: a sentence without numbers is parsed only if one that
follows leads back to it. What does not: rules about the sentence itself (`measures`, `groups`, `senders`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.claims.counted import actor_at
from analysis.language.actors import COALITION, Actor, actors_of
from analysis.language.attribution import PRONOUNS, find_speaker, speaker_before
from analysis.language.words import Phrasebook, Places, Word, beside_others, parse_words
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

LABEL = re.compile(r"[^\W\d_][^:–—-]{1,30}(?::| [-–—] )")  # "FINLAND: 250 men", "FRANCE - 500 soldiers"


@dataclass(slots=True)
class Context:
    """A report as far as it has been read."""

    report: Report
    crisis: Crisis
    number: int = 0  # of the sentence that is being read
    claimed: str = ""  # whose people the last claim of a force counted
    read_last: int = -1  # the last sentence that gave a claim
    force_measure: str = ""  # of that sentence
    casualty: str = ""  # of that sentence
    casualty_told: str = ""  # which casualties the report counted last
    victims: str = ""  # whom the last claim of casualties counted
    parsed: dict[int, list[Word]] = field(default_factory=dict)
    book: Phrasebook = field(init=False)

    def __post_init__(self) -> None:
        self.book = actors_of(self.crisis)

    def words(self, number: int) -> list[Word]:
        """The words of a sentence, parsed once."""
        if number not in self.parsed:
            self.parsed[number] = parse_words(self.report.sentences[number].text, self.book)
        return self.parsed[number]

    @property
    def last_measure(self) -> str:
        """What the sentence before counted of a force; "" if nothing."""
        return self.force_measure if self.read_last == self.number - 1 else ""

    @property
    def last_casualty(self) -> str:
        """Which casualties the sentence before counted; "" if none."""
        return self.casualty if self.read_last == self.number - 1 else ""

    def year_before(self) -> int | None:
        """The year that the sentence before names; None if it names none."""
        words = self.words(self.number - 1) if self.number else []
        years = [int(word.text) for word in words if word.text.isdigit() and 1900 <= int(word.text) <= 2100]
        return years[-1] if years else None

    def left_before(self) -> bool:
        """Whether the sentence before tells of people who have left."""
        words = self.words(self.number - 1) if self.number else []
        return any("verb" in word.senses and word.senses["verb"][0] == "withdrawn" for word in words)

    def force(self) -> str:
        """The force spoken of last: in this paragraph, else in the last claim, else in the headline; "" if none."""
        sentences = self.report.sentences
        for number in range(self.number - 1, -1, -1):
            if sentences[number].paragraph != sentences[self.number].paragraph:
                break
            if spoken := force_spoken_of(self.words(number), self.crisis):
                return spoken
        return self.claimed or self._headline_force()

    def country(self) -> str:
        """The contributor that the few sentences before named last; "" if none."""
        for number in range(self.number - 1, max(-1, self.number - 6), -1):
            words = self.words(number)
            for position in range(len(words) - 1, -1, -1):
                actor = actor_at(words, position)
                if actor is not None and actor.may_contribute(self.crisis.contributors):
                    return actor.name
        return ""

    def _headline_force(self) -> str:
        for number, sentence in enumerate(self.report.sentences[: self.number]):
            if sentence.kind == "headline" and (spoken := force_spoken_of(self.words(number), self.crisis)):
                return spoken
        return ""

    def heading(self) -> list[Word]:
        """The words of the heading over the list in which the sentence is an item; empty elsewhere."""
        sentences, number = self.report.sentences, self.number
        if sentences[number].kind != "list item":
            return []
        while number >= 0 and sentences[number].kind == "list item":
            number -= 1
        return self.words(number) if number >= 0 and sentences[number].kind == "list heading" else []

    def label(self) -> Actor | None:
        """The name before a colon with which the paragraph opens ("FINLAND: 250 men."); None where there is none."""
        first = self._first_of_paragraph(self.number)
        return self._label_of(first)

    def heading_over_labels(self) -> list[Word]:
        """The words of the sentence over a list of paragraphs with labels; empty where there is none."""
        first = self._first_of_paragraph(self.number)
        while first > 0 and self._label_of(first) is not None:
            first = self._first_of_paragraph(first - 1)
        while self.number > first + 1 and self._label_of(first + 1) is None:
            first += 1  # the last sentence before the list
        return self.words(first)

    def _first_of_paragraph(self, number: int) -> int:
        sentences = self.report.sentences
        while number > 0 and sentences[number - 1].paragraph == sentences[number].paragraph:
            number -= 1
        return number

    def _label_of(self, number: int) -> Actor | None:
        if LABEL.match(self.report.sentences[number].text) is None:
            return None
        words = self.words(number)
        return actor_at(words, 0) if len(words) > 1 and words[1].text in ":-–—" else None

    def speaker(self, index: int, places: Places) -> str:
        """Who said a word of the sentence, whose words stand at `places`; a pronoun is led back to who spoke before."""
        text, words = self.report.sentences[self.number].text, self.words(self.number)
        speaker = find_speaker(text, words, index, places)
        if speaker.lower() not in PRONOUNS:
            return speaker
        earlier = range(self.number - 1, -1, -1)
        return speaker_before((self.report.sentences[number].text, self.words(number)) for number in earlier)


def force_spoken_of(words: list[Word], crisis: Crisis) -> str:
    """The force that a sentence leaves as the topic: its one contributor, the coalition where it is named or all are."""
    named = [
        position
        for position, word in enumerate(words)
        if "actor" in word.senses
        and not (
            position > 1
            and words[position - 1].lower in ("them", "whom")
            and words[position - 2].lower == "of"
        )
    ]  # not of "2,000 of them French"
    opening = [word.lower for word in words[:3]]
    if crisis.coalition and not named and opening[:1] == ["the"] and opening[1:2] in (["force"], ["mission"]):
        return crisis.coalition  # "The force was sent in June"
    if named and words[0].lower in ("like", "unlike"):  # "Like the Chadians, the French hope to go"
        comma = next((n for n, word in enumerate(words) if word.text == ","), 0)
        named = [position for position in named if position > comma] or named
    others = (
        next((n for n in range(named[0], len(words)) if beside_others(words, n)), 0) if len(named) > 1 else 0
    )
    named = [position for position in named if position < others] if others else named
    actors = [actor for position in named if (actor := actor_at(words, position)) is not None]
    countries = {actor.name for actor in actors if actor.may_contribute(crisis.contributors)}
    if len(countries) == 1 and actors[0].name in countries:
        return actors[0].name  # "Turkish soldiers have come to join the UN force"
    if len(countries) > 2 or any(actor.role == COALITION for actor in actors):
        return crisis.coalition or ""
    return countries.pop() if len(countries) == 1 else ""
