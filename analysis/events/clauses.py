"""A sentence -> its words with the senses that steps need, and the grammar around a verb: tense, subject, objects, clause.

What belongs here: what holds for any verb. What does not: which verbs make a step (`steprules`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TypeVar

from analysis.language.actors import COALITION, Actor, actors_of, capital_names
from analysis.language.datephrases import find_dates
from analysis.language.datewords import DatePhrase
from analysis.language.words import (
    ADVERBS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    QUOTATION_MARKS,
    RELATIVES,
    Lexer,
    Phrasebook,
    Places,
    Senses,
    Word,
    inflect,
    places_of,
)
from analysis.sources.crisis import Crisis
from analysis.vocabulary import read_lexicon

PLANNED, PAST, RUNNING, PRESENT, INFINITIVE, GERUND = (
    "planned",
    "past",
    "running",
    "present",
    "infinitive",
    "gerund",
)


BE = frozenset("is are was were be been being 's 're".split())


HAVE = frozenset("has have had having".split())


BE_OR_HAVE = BE | HAVE


AUXILIARIES = BE_OR_HAVE | frozenset("to do does did".split())


SUBORDINATORS = frozenset(
    "when while after before because although though if as since until where whereas following once amid unless".split()
)


PRONOUNS = frozenset("they it them he she we these those both".split())


NOUN_MARKERS = frozenset(
    "the a an its their his her this that of at in for our any no - formal official".split()
)


ARTICLES = frozenset("a an the its their his her our this".split())
BEFORE_NOUNS = frozenset("a an the its their his her our of".split())
BEFORE_SPEECH = frozenset(
    "they we i you to will would can not also media people police who should must may might".split()
)


TOKEN = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d[\d.,]*\w*(?<![.,])|['’]s\b|[^\w\s]")


NUMERAL = re.compile(r"\d")


STOPS = frozenset((",", ";", ":", "–", "—", "-"))


CLAUSE_JOINTS = frozenset(("and", "but", "or"))


BOUNDS = (
    SUBORDINATORS | RELATIVES | QUOTATION_MARKS | STOPS | CLAUSE_JOINTS
)  # what `left_edge` and `right_edge` look for


BY_FORCE = frozenset(
    "led backed dominated sponsored brokered mandated supported".split()
)  # "Russian-led forces" are not Russia's


SPEECH = ("say", "announce")  # the classes of verbs of saying


PADDING = (
    "",
) * 8  # so that a rule may look a few words beyond both ends, without asking each time whether they are there


FARTHEST = 14  # words between a verb and what belongs to it


@lru_cache(maxsize=64)
def step_book(crisis: Crisis) -> Phrasebook:
    """The names of a crisis's actors together with the words of its steps."""
    book = _names_and_nouns(actors_of(crisis))
    for spelling in (crisis.coalition, *crisis.aliases.get(crisis.coalition, ())) if crisis.coalition else ():
        stem, _, last = spelling.rpartition(" ")
        if stem and last in ("force", "forces", "mission"):  # "East African force": East African troops
            for men in ("troops", "soldiers", "peacekeepers", "forces"):
                book.add(f"{stem} {men}", "actor", Actor(crisis.coalition, COALITION))
    for base, past, participle, kind, _ in read_lexicon("step_verbs"):
        forms = inflect(base, past, participle)
        for form, tense in forms.items():
            book.add(form, "step", (kind, tense))
    for phrase, kind, _ in read_lexicon("step_words"):
        book.add(phrase, f"is_{kind}", True)
    return book


KEPT_SENSES = frozenset("actor force group service number vague thing speech".split())


def _names_and_nouns(words: Phrasebook) -> Phrasebook:
    """A phrasebook without the verb phrases that would hide a step's ("return home"); single verbs stay."""
    book = Phrasebook()
    for first, entries in words.entries.items():
        for rest, senses in entries:
            kept = {
                name: value
                for name, value in senses.items()
                if name in KEPT_SENSES or (name == "verb" and not rest)
            }
            if kept:
                book.entries.setdefault(first, []).append((rest, kept))
    return book


@dataclass(slots=True)
class Parsed:
    """A sentence with its words, its dates and which words are theirs."""

    text: str
    words: list[Word]
    dates: list[tuple[DatePhrase, int, int]]
    dated: list[bool]
    crisis: Crisis
    lowers: list[str]  # the words in small letters, then `PADDING`
    verbs: list[str]  # the class of each word that is a step's verb, "" for the others
    number: int = 0  # of the sentence in its report
    before: str = ""  # the sentence before
    leaving: bool = False  # it, or the sentence before, speaks of a withdrawal
    answers: dict[str, dict[int, object]] = field(
        default_factory=dict
    )  # what rules have asked of its words, by question

    found: Places | None = None  # where its words stand in it, once asked
    bearing: dict[str, list[int]] = field(init=False)  # a sense -> the words that have it and are no date's
    edges: list[int] = field(
        init=False
    )  # the words at which a clause can begin or end, but for those of dates

    def __post_init__(self) -> None:
        dated = self.dated
        bearing: dict[str, list[int]] = {}
        for n, senses in [(n, word.senses) for n, word in enumerate(self.words) if word.senses]:
            for sense in () if dated[n] else senses:
                if sense in bearing:
                    bearing[sense].append(n)
                else:
                    bearing[sense] = [n]
        self.bearing = bearing
        self.edges = [n for n, word in enumerate(self.words) if word.opens and not dated[n]]

    def places(self) -> Places:
        """Where each of its words begins and ends in it."""
        if self.found is None:
            self.found = places_of(self.text, self.words)
        return self.found

    def sense(self, index: int, name: str) -> object:
        """A sense of one word, None outside the sentence."""
        return self.words[index].senses.get(name) if 0 <= index < len(self.words) else None

    def lower(self, index: int) -> str:
        """A word in small letters, "" outside the sentence, however far; `lowers` tells it of a few words beyond at once."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def verb_class(self, index: int) -> str:
        """The class of a step's verb, "" for any other word."""
        return self.verbs[index] if 0 <= index < len(self.verbs) else ""


Answer = TypeVar("Answer")


def ask_once(question: Callable[[Parsed, int], Answer]) -> Callable[[Parsed, int], Answer]:
    """A question about a word of a sentence whose answer is remembered with the sentence: many rules ask the same."""
    name = question.__name__

    @wraps(question)
    def answer(parsed: Parsed, index: int) -> Answer:
        known = parsed.answers.get(name)
        if known is None:
            known = parsed.answers[name] = {}
        elif index in known:
            return known[index]
        found = known[index] = question(parsed, index)
        return found

    return answer


RETURNS_TO = frozenset(
    "civilian democracy democratic constitutional normal normality normalcy calm peace power order work rule office talks".split()
)


MAY_RETURN = frozenset(("return", "departure", "exit"))


def _without_other_returns(words: list[Word], lowers: list[str]) -> list[Word]:
    """The words, where "the return to civilian rule", "the return of refugees" is no withdrawal."""
    for n in [n for n, lower in enumerate(lowers) if lower in MAY_RETURN]:
        word, after = words[n], lowers[n + 1 : n + 5]
        if "is_withdrawal" not in word.senses:
            continue
        of = after[:1] == ["of"] and any("is_person" in other.senses for other in words[n + 2 : n + 5])
        if (
            after[:1] == ["to"]
            and not RETURNS_TO.isdisjoint(after)
            or of
            and not any(not FORCE_SENSES.isdisjoint(other.senses) for other in words[n + 2 : n + 6])
        ):
            kept = {name: value for name, value in word.senses.items() if name != "is_withdrawal"}
            words[n] = Word(word.text, word.lower, kept, word.opens, word.glued, word.longer)
    return words


def parse_sentence(
    text: str, crisis: Crisis, number: int = 0, phrases: Sequence[DatePhrase] | None = None
) -> Parsed:
    """A sentence's words with their senses, and the date phrases among them (found here unless they are given)."""
    words = step_lexer(crisis).parse(text)
    lowers = [word.lower for word in words]
    if not MAY_RETURN.isdisjoint(lowers):
        words = _without_other_returns(words, lowers)
    dated = [False] * len(words)
    dates, places = [], None
    for phrase in find_dates(text) if phrases is None else phrases:
        places = places or places_of(text, words)
        first = bisect_right(places.ends, phrase.opening)
        behind = bisect_left(places.ends, phrase.end, first)
        if behind < len(words) and places.start(behind) < phrase.end:
            behind += 1
        if first < behind:
            dates.append((phrase, first, behind - 1))
            dated[first:behind] = [True] * (behind - first)
    lowers += PADDING
    parsed = Parsed(text, words, dates, dated, crisis, lowers, [""] * len(words), number, found=places)
    for n in parsed.bearing.get("step", ()):
        kind, form = words[n].senses["step"]
        noun = form == "present" and lowers[n - 1].split(" ")[-1] in BEFORE_NOUNS  # "a majority of votes"
        if not noun and (form != "base" or _may_be_base(parsed, n, kind)):
            parsed.verbs[n] = kind
    return parsed


def _may_be_base(parsed: Parsed, n: int, kind: str) -> bool:
    """Whether a bare form is a verb: not "the leave", "this state", "an oil state", where a noun stands."""
    before = parsed.lowers[n - 1]
    if kind not in SPEECH:
        return before not in ARTICLES
    return (
        n == 0
        or before in BEFORE_SPEECH
        or before.endswith("s")
        and before not in ARTICLES
        or not before.isalpha()
    )


def bounds_clause(lower: str, senses: Senses) -> bool:
    """Whether a clause can begin or end at a word: a stop, a joint, a quotation mark, or a verb of saying."""
    return lower in BOUNDS or senses.get("step", ("",))[0] in SPEECH


@lru_cache(maxsize=64)
def step_lexer(crisis: Crisis) -> Lexer:
    """What reads a sentence as the words of steps, without the care for numbers that `words.parse_words` has."""
    return Lexer(step_book(crisis), TOKEN, _named_with_a_capital, bounds_clause)


def _named_with_a_capital(first: str, several: bool, senses: Senses) -> Senses | None:
    """The senses of a phrase as it is written: a name counts only with a capital."""
    if "actor" not in senses or first[0].isupper():
        return senses
    return {name: value for name, value in senses.items() if name != "actor"} or None


FORCE_SENSES = frozenset(("is_force", "force", "service"))


def is_force(parsed: Parsed, index: int) -> bool:
    """Whether a word is a noun for men under arms."""
    return not FORCE_SENSES.isdisjoint(parsed.words[index].senses)


@ask_once
def is_verb(parsed: Parsed, index: int) -> bool:
    """Whether a word is plainly a verb: of a step, of a claim, an auxiliary, or past by its ending."""
    if parsed.dated[index]:
        return False
    word = parsed.words[index]
    if "step" in word.senses:
        return not (word.senses["step"][1] == "base" and parsed.lowers[index - 1] in NOUN_MARKERS)
    if word.lower in BE_OR_HAVE or "verb" in word.senses:
        return True
    return ends_as_past(word) and parsed.lowers[index - 1] not in ("-", "the", "a")


NO_PAST = frozenset(
    "hundred armed unarmed united uniformed masked hooded sacred naked kindred rugged".split()
)


def ends_as_past(word: Word) -> bool:
    """Whether a word looks like a past: "gathered", not "hundred", "armed", "speed" or a name."""
    lower = word.lower
    return (
        len(lower) > 4
        and lower.endswith("ed")
        and not lower.endswith("eed")
        and not word.text[0].isupper()
        and lower not in NO_PAST
    )


def has_be(parsed: Parsed, group: int, verb: int) -> bool:
    """Whether a form of "be" stands in a verb group before its verb: "was announced", "has been cut"."""
    return not BE.isdisjoint(parsed.lowers[group:verb])


@ask_once
def tense_of(parsed: Parsed, verb: int) -> tuple[str, int]:
    """The tense of a verb and the number of the first word of its group."""
    step = parsed.words[verb].senses.get("step")
    form = step[1] if step else "past"
    helpers: list[str] = []
    index = verb - 1
    first = verb
    planned = False
    while index >= 0 and verb - index < 9:
        word = parsed.words[index]
        lower = word.lower
        if "is_plan" in word.senses:
            planned, first = True, index
        elif lower in AUXILIARIES:
            helpers.append(lower)
            first = index
        elif lower not in BETWEEN_HELPERS and not parsed.dated[index]:
            if lower.endswith(("'ll", "’ll")):
                planned = True
                break
            if not lower.endswith(("ly", "n't")):
                break
        index -= 1
    if (
        not helpers
        and not planned
        and form in ("past", "participle", "base")
        and parsed.lower(index) == "and"
    ):
        planned = _plan_before(parsed, index, form == "base")
    return _tense(form, helpers, planned), first


BETWEEN_HELPERS = ADVERBS | NEGATIONS | {"also", "all", "both", "most", "very", "almost"}


def _plan_before(parsed: Parsed, joint: int, base: bool) -> bool:
    """Whether "and" joins a verb to a plan: "will be carried out in stages and finished", "will stop and start to leave"."""
    for n in range(joint - 1, max(-1, joint - 10), -1):
        if "is_plan" in parsed.words[n].senses and base:
            return parsed.lower(n) in ("will", "would", "shall")
        if "is_plan" in parsed.words[n].senses:
            return parsed.lower(n).endswith(" be") or parsed.lower(n + 1) == "be"
        if parsed.lower(n) in (",", ";", "who", "which", "that"):
            return False
    return False


def _tense(form: str, helpers: list[str], planned: bool) -> str:
    """A tense from a verb's form and its auxiliaries, the nearest first."""
    if planned or len(helpers) > 2 and helpers[0] == "have" and helpers[1] == "to" and helpers[2] in BE:
        return PLANNED  # also "was still to have completed"
    if not HAVE.isdisjoint(helpers):
        return PAST
    if helpers and helpers[0] == "to":
        return INFINITIVE
    if form == "ing":
        return GERUND if BE.isdisjoint(helpers) else RUNNING
    if "being" in helpers:
        return RUNNING
    if form in ("past", "participle"):
        return PRESENT if "is" in helpers or "are" in helpers else PAST
    return PAST if "did" in helpers else PRESENT


@ask_once
def left_edge(parsed: Parsed, verb: int) -> int:
    """The first word of the clause of a verb: what may hold its subject."""
    behind, skipped_verb = verb, False
    for index in reversed(parsed.edges):
        if index >= behind:
            continue
        word = parsed.words[index]
        if word.text in QUOTATION_MARKS and (opening := _short_quote(parsed, index)) is not None:
            behind = opening
            continue
        if (
            word.text in QUOTATION_MARKS
            and index
            and not skipped_verb
            and not _has_nominal(parsed, index + 1, verb)
        ):
            continue  # the process “will take ten days”
        if word.lower in (";", ":", "–", "—") or word.text in QUOTATION_MARKS:
            return index + 1
        if word.lower == "-" and parsed.text[(end := parsed.places().ends[index]) : end + 1] == " ":
            return index + 1
        if (
            parsed.verb_class(index) in SPEECH
            and (not skipped_verb or _next_undated(parsed, index) == "that")
            and parsed.lower(index - 1) != ","
            and (_next_undated(parsed, index) != "," or parsed.lower(index + 1) == ",")
        ):
            if in_passing(parsed, index):
                continue
            return index + 1
        if (
            word.lower in SUBORDINATORS
            and not (
                word.lower == "as"
                and (
                    parsed.lower(index + 1) in AS_PART
                    or parsed.lower(index - 1) in ("known", "such", "described")
                )
            )
            and _has_nominal(parsed, index + 1, verb)
            and not _within_relative(parsed, index, verb)
        ):
            return _past_fronted(parsed, index + 1, verb)
        if (
            word.lower in RELATIVES
            and _has_nominal(parsed, index + 1, verb)
            and not _relative_closed(parsed, index, verb)
        ):
            return index + 1
        if word.lower in CLAUSE_JOINTS and not (
            parsed.sense(index - 1, "actor") and parsed.sense(index + 1, "actor")
        ):
            if _has_nominal(parsed, index + 1, verb) and _has_verb(parsed, index):
                return index + 1
            skipped_verb = True
    return _past_fronted(parsed, 0, verb)


AS_PART = ("part", "part of", "well", "a")


def in_passing(parsed: Parsed, index: int) -> bool:
    """ "Yesterday, it said, 200 more had come": who said so stands between two commas."""
    before = parsed.lowers[max(0, index - 3) : index]
    opened = "," in before and index > 1 and parsed.dated[max(0, index - 1 - before[::-1].index(",") - 1)]
    return parsed.lower(index + 1) == "," and opened


FRONTS = frozenset("under according in with at following despite given amid because after before on".split())


def _past_fronted(parsed: Parsed, start: int, verb: int) -> int:
    """Where the subject begins behind a phrase at the head of a clause ("Under a pact with Rome, parliament approved")."""
    if parsed.lowers[start] not in FRONTS and parsed.lowers[start - 1] not in SUBORDINATORS:
        return start
    if parsed.dated[start] or parsed.lowers[start : start + 2] in (["at", "least"], ["at", "most"]):
        return start
    if "," not in parsed.lowers[start:verb]:
        return start
    for n in range(verb - 1, start, -1):
        if parsed.lowers[n] == "," and not _comma_in_list(parsed, n) and not parsed.dated[n - 1]:
            own = range(n + 1, verb)
            if any(
                "actor" in parsed.words[m].senses or is_force(parsed, m) for m in own if not parsed.dated[m]
            ):
                return n + 1
    return start


def _within_relative(parsed: Parsed, subordinator: int, verb: int) -> bool:
    """Whether a clause of time stands in a relative one, both closed ("the unit that came when Rome asked has left")."""
    if parsed.lower(tense_of(parsed, verb)[1] - 1) == "and":
        return False  # "the unit that came after the president had resigned and left"
    if not one_of(parsed, subordinator - 14, subordinator, ("who", "which", "that")):
        return False
    _, group = tense_of(parsed, verb)
    return any(
        is_verb(parsed, n) and (parsed.sense(n, "step") or ("", ""))[1] != "ing"
        for n in range(subordinator + 2, group)
    ) and not any(parsed.lower(n) == "," for n in range(subordinator, verb))


def _next_undated(parsed: Parsed, index: int) -> str:
    """The word behind another, days left out ("said on Friday that" -> "that")."""
    n = index + 1
    while n < len(parsed.words) and parsed.dated[n]:
        n += 1
    return parsed.lower(n)


WITH_WHICH = frozenset(
    "with by in for of under through from to".split()
)  # "the force with which the bloc won is to go"


def _relative_closed(parsed: Parsed, pronoun: int, verb: int) -> bool:
    """Whether a relative clause has its own verb, so that the next is the main clause's ("troops who left ... will be home")."""
    if parsed.lower(pronoun - 1) == "," and parsed.lower(verb - 1) == "," and verb - pronoun < 8:
        return verb - pronoun > 3  # "the general, who commands the force, came"
    own = pronoun + 1  # "troops who spent a month there began to return"
    if verb - pronoun > 5 and parsed.words[own].lower.isalpha() and not parsed.dated[own]:
        lower = parsed.lower(own)
        names = "actor" in parsed.words[own].senses or is_force(parsed, own)
        if not names and lower not in PREPOSITIONS and lower not in DETERMINERS and lower not in ADVERBS:
            return True
    return any(
        is_verb(parsed, n) and (parsed.sense(n, "step") or ("", ""))[1] != "ing"
        for n in range(
            pronoun + 1, min(pronoun + (8 if parsed.lower(pronoun - 1) in WITH_WHICH else 4), verb)
        )
    )


def _short_quote(parsed: Parsed, closing: int) -> int | None:
    """Where a few quoted words within a clause begin, given where they end; None for quoted speech."""
    if parsed.lower(closing - 1) in (",", ".", "!", "?") or parsed.words[closing].text == "“":
        return None
    return next(
        (n for n in range(closing - 1, max(-1, closing - 10), -1) if parsed.words[n].text in QUOTATION_MARKS),
        None,
    )


def _has_nominal(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run of words holds a noun that could be a subject."""
    for n in range(first, last):
        word = parsed.words[n]
        if parsed.dated[n]:
            continue
        senses = word.senses
        if senses and (not NOMINALS.isdisjoint(senses) or senses.get("group") in REBELS):
            return True
        if word.lower in PRONOUNS or word.text[0].isupper():
            return True
    return False


REBELS = frozenset(("insurgents", "attackers", "gang members"))  # "the positions that the rebels left"


NOMINALS = FORCE_SENSES | frozenset(
    ("actor", "is_unrest", "is_withdrawal", "is_mission", "is_person", "is_process", "is_vehicle")
)


def _has_verb(parsed: Parsed, last: int) -> bool:
    """Whether a verb stands in the same clause before a word."""
    for n in range(last - 1, -1, -1):
        if parsed.lower(n) in (";", ":") or parsed.words[n].text in QUOTATION_MARKS:
            return False
        if parsed.lower(n) == "that" and any(parsed.verb_class(m) in SPEECH for m in range(max(0, n - 6), n)):
            return False  # "announced that the pullout of men and assets stationed there will begin"
        if is_verb(parsed, n):
            return True
    return False


@ask_once
def right_edge(parsed: Parsed, verb: int) -> int:
    """One past the last word that can belong to a verb's objects."""
    farthest = min(len(parsed.words), verb + FARTHEST + 1)
    for n in parsed.edges:
        if n <= verb:
            continue
        if n >= farthest:
            break
        word = parsed.words[n]
        if word.lower in (";", ":", ",") and not _comma_in_list(parsed, n):
            return n
        if word.text in QUOTATION_MARKS and n > verb + 1:
            return n
        if n > verb + 1 and (word.lower in RELATIVES or word.lower in SUBORDINATORS):
            return n
        if word.lower == "and" and parsed.dated[n - 1]:
            return n
    return farthest


def _comma_in_list(parsed: Parsed, comma: int) -> bool:
    """Whether a comma stands between two names of a list."""
    return bool(parsed.sense(comma - 1, "actor") and parsed.sense(comma + 1, "actor"))


def actors_between(parsed: Parsed, first: int, last: int) -> list[Actor]:
    """The names in a run of words; "Russian-led", "non-Russian" are none, nor is a destination ("to Honiara")."""
    found = []
    for n in parsed.bearing.get("actor", ()):
        if first <= n < last:
            actor = parsed.words[n].senses["actor"]
            if (
                actor not in found
                and not is_led(parsed, n)
                and not (parsed.lower(n - 1) == "-" and parsed.lower(n - 2) == "non")
                and parsed.lower(n - 1) not in ("via", "into", "through")
                and not (parsed.lower(n - 1) == "in" and parsed.lower(n) in capital_names())
            ):
                found.append(actor)
    return found


def objects_between(parsed: Parsed, first: int, last: int) -> list[Actor]:
    """The names in the objects of a verb or after "of": what follows "to", "from" or "through" is a place."""
    stop = next((n for n in range(first, last) if parsed.lower(n) in PLACE_WORDS), last)
    return actors_between(parsed, first, stop)


PLACE_WORDS = frozenset("to from through via into towards toward across at near under".split())


def is_led(parsed: Parsed, index: int) -> bool:
    """ "Russian-led", "led by Russia", "led by the German diplomat", "under Russian command"."""
    if parsed.lower(index + 1) == "-" and parsed.lower(index + 2) in BY_FORCE:
        return True
    before = parsed.lower(index - 1)
    if before == "and" and index > 1 and parsed.sense(index - 2, "actor"):
        return is_led(parsed, index - 2)  # "led by Australia and New Zealand"
    if before in ("the", "a", "an") and parsed.lower(index - 2) == "by":
        return parsed.lower(index - 3) in BY_FORCE
    return (before == "by" and parsed.lower(index - 2) in BY_FORCE) or (
        before == "under" and parsed.lower(index + 1) == "command"
    )


def word_with(parsed: Parsed, first: int, last: int, *names: str) -> int | None:
    """The number of the first word in a run that has one of some senses."""
    found = None
    for name in names:
        for n in parsed.bearing.get(name, ()):
            if n >= first:
                if n < last and (found is None or n < found):
                    found = n
                break
    return found


def is_vehicle(parsed: Parsed, index: int) -> bool:
    """Whether a word is a noun for what carries a force."""
    senses = parsed.words[index].senses
    return "is_vehicle" in senses or senses.get("thing") in ("aircraft", "vehicles_and_arms")


def vehicle_between(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run names aircraft, ships or vehicles."""
    bearing = parsed.bearing
    if "is_vehicle" not in bearing and "thing" not in bearing:
        return False
    named = (*bearing.get("is_vehicle", ()), *bearing.get("thing", ()))
    return any(first <= n < last and is_vehicle(parsed, n) for n in named)


def force_between(parsed: Parsed, first: int, last: int) -> int | None:
    """The number of the first word in a run that is a noun for the force."""
    return word_with(parsed, first, last, *FORCE_SENSES)


def one_of(parsed: Parsed, first: int, last: int, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a run."""
    if first < 0:
        first = 0
    return last > first and not set(parsed.lowers[first:last]).isdisjoint(words)


def first_of(parsed: Parsed, first: int, last: int, words: Container[str]) -> int | None:
    """The number of the first word in a run that is one of some words."""
    for n, lower in enumerate(parsed.lowers[first:last], first):
        if lower in words:
            return n
    return None


TAKING = frozenset("take takes took taken taking".split())  # "took soldiers to Honiara"
TO_FIGHT = frozenset(("fight", "clash"))  # "two peoples began to fight each other"
SUDDEN = frozenset("riot riots rampage mutiny uprising".split())
