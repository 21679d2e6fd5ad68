"""The steps of a crisis that a sentence speaks of: what happens, to whom, whether it is a plan; no dates yet.

What belongs here: the grammar around the words of `lexicon/step_verbs.csv` and `step_words.csv`, and the vetoes. What does not:
dates (`dates`), and what the report as a whole makes of a step (`events`).

Each rule is a small function from a sentence and the place of a verb to a `Step` or None; `RULES`, at the foot of this
module, says which rules a class of verb is asked. A row says which rule read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor, actors_of
from analysis.corpus import Crisis
from analysis.dates import DATE_WORDS, DatePhrase, find_dates, same_length_lower
from analysis.vocabulary import read_lexicon
from analysis.words import ADVERBS, NEGATIONS, NO_SENSES, PREPOSITIONS, Phrasebook, Word, inflect

PLANNED, PAST, RUNNING, PRESENT, INFINITIVE, GERUND = "planned", "past", "running", "present", "infinitive", "gerund"

BE = frozenset("is are was were be been being 's 're".split())
HAVE = frozenset("has have had having".split())
AUXILIARIES = BE | HAVE | frozenset("to do does did".split())
SUBORDINATORS = frozenset(
    "when while after before because although though if as since until where whereas following once amid unless".split()
)
RELATIVES = frozenset("who which that whose whom".split())
PRONOUNS = frozenset("they it them its their he she we our his these those both".split())
NOUN_MARKERS = frozenset("the a an its their his her this that of at in for our any no - formal official".split())
TOKEN = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d[\d.,]*\w*(?<![.,])|['’]s\b|[^\w\s]")
PUNCTUATION = ".,;:!?()[]\"“”‘’'«»–—-/…"
NUMERAL = re.compile(r"\d")
DOUBLED = {"begin": "beginning", "run": "running", "quit": "quitting"}
TAKES_OUT = ("withdr", "pull", "bring", "brought", "tak", "took", "repatri", "recall", "sen", "phas", "draw", "drew", "fl")
QUOTES = frozenset("“”\"«»„")
BY_FORCE = frozenset("led backed dominated sponsored brokered mandated supported".split())  # "Russian-led forces" are not Russia's
FARTHEST = 14  # words between a verb and what belongs to it


@lru_cache(maxsize=64)
def step_book(crisis: Crisis) -> Phrasebook:
    """The names of a crisis's actors together with the words of its steps."""
    book = _names_and_nouns(actors_of(crisis))
    for base, past, participle, kind, _ in read_lexicon("step_verbs"):
        forms = inflect(base, past, participle)
        if base in DOUBLED:
            forms[DOUBLED[base]] = "ing"
        for form, tense in forms.items():
            book.add(form, "step", (kind, tense))
    for phrase, kind, _ in read_lexicon("step_words"):
        book.add(phrase, f"is_{kind}", True)
    return book


KEPT_SENSES = frozenset("actor force group service number vague thing speech".split())


SPEECH = ("say", "announce")


@lru_cache(maxsize=1)
def _step_words() -> frozenset[str]:
    """The first words of all that can be a step, but for verbs of saying."""
    verbs = {
        form.split()[0]
        for base, past, participle, kind, _ in read_lexicon("step_verbs")
        for form in inflect(base, past, participle)
        if kind not in SPEECH
    }
    nouns = {word for kind in WORD_RULES if kind != "is_unrest" for word in _single_words(kind.removeprefix("is_"))}
    return frozenset(verbs - {"be", "being", "was", "been"} | nouns | set(DOUBLED.values()) | SUDDEN | {"since", "received"})


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
        if (actor := senses.get("actor")) and (actor.role in (CONTRIBUTOR, COALITION) or not crisis.contributors)
    }
    return _single_words("force", "vehicle", "joint", "mission", "withdrawal", "mandate", "task", "process") | people | own | {"they", "one"}


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


def _names_and_nouns(words: Phrasebook) -> Phrasebook:
    """A phrasebook without the verb phrases that would hide a step's ("return home"); single verbs stay."""
    book = Phrasebook()
    for first, entries in words.entries.items():
        for rest, senses in entries:
            kept = {name: value for name, value in senses.items() if name in KEPT_SENSES or (name == "verb" and not rest)}
            if kept:
                book.entries.setdefault(first, []).append((rest, kept))
    return book


@dataclass(slots=True)
class Step:
    """One step as a sentence tells it; `first` and `last` are its words' numbers, `who` the names in the sentence alone."""

    event: str
    tense: str
    first: int
    last: int
    rule: str
    actors: tuple[Actor, ...] = ()
    subject: tuple[int, int] = (0, 0)
    whole: bool = False  # the sentence itself says that it is the whole force
    partial: bool = False
    due: bool = False  # its date is a deadline
    over: bool = False  # "the mission is over": announced by an authority, reported by anyone else
    lasting: bool = False  # takes durations and deadlines alone
    verb: int = 0
    dates: list[tuple[float, DatePhrase]] = field(default_factory=list)


@dataclass(slots=True)
class Parsed:
    """A sentence with its words, its dates and which words are theirs."""

    text: str
    words: list[Word]
    dates: list[tuple[DatePhrase, int, int]]
    dated: list[bool]
    crisis: Crisis
    lowers: list[str]
    verbs: list[str]  # the class of each word that is a step's verb, "" for the others
    number: int = 0  # of the sentence in its report
    leaving: bool = False  # it, or the sentence before, speaks of a withdrawal

    def sense(self, index: int, name: str) -> object:
        """A sense of one word, None outside the sentence."""
        return self.words[index].senses.get(name) if 0 <= index < len(self.words) else None

    def lower(self, index: int) -> str:
        """A word in small letters, "" outside the sentence."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def verb_class(self, index: int) -> str:
        """The class of a step's verb, "" for any other word."""
        return self.verbs[index] if 0 <= index < len(self.verbs) else ""


def parse_sentence(text: str, crisis: Crisis, number: int = 0, phrases: Sequence[DatePhrase] | None = None) -> Parsed:
    """A sentence's words with their senses, and the date phrases among them (found here unless they are given)."""
    words = _words(text, step_book(crisis).entries)
    dated = [False] * len(words)
    dates = []
    for phrase in find_dates(text) if phrases is None else phrases:
        inside = [n for n, word in enumerate(words) if word.start < phrase.end and word.end > phrase.opening]
        if inside:
            dates.append((phrase, inside[0], inside[-1]))
            for n in inside:
                dated[n] = True
    lowers = [word.lower for word in words]
    verbs = ["" if dated[n] or "step" not in word.senses else word.senses["step"][0] for n, word in enumerate(words)]
    return Parsed(text, words, dates, dated, crisis, lowers, verbs, number)


def _words(text: str, entries: dict) -> list[Word]:
    """The words of a sentence as `words.parse_words` gives them, without its care for numbers, which no step needs."""
    lowered = same_length_lower(text)
    spans = [match.span() for match in TOKEN.finditer(text)]
    lowers = [lowered[start:end] for start, end in spans]
    words, index, count = [], 0, len(spans)
    while index < count:
        start, end = spans[index]
        lower = lowers[index]
        found = entries.get(lower)
        size, senses = _longest(found, lowers, index, text[start]) if found else (0, NO_SENSES)
        if size:
            index += size
            end = spans[index][1]
            lower = " ".join(lowers[index - size : index + 1])
        words.append(Word(text[start:end], lower, start, end, senses))
        index += 1
    return words


def _longest(found: list, lowers: list[str], index: int, initial: str) -> tuple[int, Mapping[str, object]]:
    """How many more words the longest listed phrase takes, and its senses; a name counts only with a capital."""
    for rest, senses in found:
        size = len(rest)
        if size and tuple(lowers[index + 1 : index + 1 + size]) != rest:
            continue
        if "actor" in senses and not initial.isupper():
            senses = {name: value for name, value in senses.items() if name != "actor"}
            if not senses:
                continue
        return size, senses
    return 0, NO_SENSES


# ---- reading around a verb -----------------------------------------------------------------------------------------


def is_force(parsed: Parsed, index: int) -> bool:
    """Whether a word is a noun for men under arms."""
    senses = parsed.words[index].senses
    return "is_force" in senses or "force" in senses or "service" in senses


def is_verb(parsed: Parsed, index: int) -> bool:
    """Whether a word is plainly a verb: of a step, of a claim, an auxiliary, or past by its ending."""
    if parsed.dated[index]:
        return False
    word = parsed.words[index]
    if "step" in word.senses:
        return not (word.senses["step"][1] == "base" and parsed.lower(index - 1) in NOUN_MARKERS)
    if word.lower in BE or word.lower in HAVE or "verb" in word.senses:
        return True
    return len(word.lower) > 4 and word.lower.endswith("ed") and not word.text[0].isupper() and parsed.lower(index - 1) not in ("-", "the", "a")


def tense_of(parsed: Parsed, verb: int) -> tuple[str, int]:
    """The tense of a verb and the number of the first word of its group."""
    form = parsed.words[verb].senses["step"][1] if "step" in parsed.words[verb].senses else "past"
    helpers: list[str] = []
    index = verb - 1
    first = verb
    planned = False
    while index >= 0 and verb - index < 9:
        word = parsed.words[index]
        if "is_plan" in word.senses:
            planned, first = True, index
        elif word.lower in AUXILIARIES:
            helpers.append(word.lower)
            first = index
        elif not (
            parsed.dated[index] or word.lower in ADVERBS or word.lower in NEGATIONS or word.lower.endswith(("ly", "n't"))
            or word.lower in ("also", "all", "both")
        ):  # fmt: skip
            break
        index -= 1
    return _tense(form, helpers, planned), first


def _tense(form: str, helpers: list[str], planned: bool) -> str:
    """A tense from a verb's form and its auxiliaries, the nearest first."""
    if planned:
        return PLANNED
    if HAVE & set(helpers):
        return PAST
    if helpers and helpers[0] == "to":
        return INFINITIVE
    if form == "ing":
        return RUNNING if BE & set(helpers) else GERUND
    if "being" in helpers:
        return RUNNING
    if form in ("past", "participle"):
        return PRESENT if {"is", "are"} & set(helpers) else PAST
    return PRESENT if not {"did"} & set(helpers) else PAST


def left_edge(parsed: Parsed, verb: int) -> int:
    """The first word of the clause of a verb: what may hold its subject."""
    index, skipped_verb = verb - 1, False
    while index >= 0:
        word = parsed.words[index]
        if parsed.dated[index]:
            index -= 1
            continue
        if word.text in QUOTES and (opening := _short_quote(parsed, index)) is not None:
            index = opening - 1
            continue
        if word.lower in (";", ":", "–", "—") or word.text in QUOTES:
            return index + 1
        if word.lower == "-" and parsed.text[word.end : word.end + 1] == " ":
            return index + 1
        if parsed.verb_class(index) in ("say", "announce") and not skipped_verb and parsed.lower(index - 1) != ",":
            return index + 1
        if word.lower in SUBORDINATORS and not (word.lower == "as" and parsed.lower(index + 1) in ("part", "part of", "well", "a")) and _has_nominal(parsed, index + 1, verb):
            return index + 1
        if word.lower in RELATIVES and _has_nominal(parsed, index + 1, verb) and not _relative_closed(parsed, index, verb):
            return index + 1
        if word.lower in ("and", "but", "or") and not (parsed.sense(index - 1, "actor") and parsed.sense(index + 1, "actor")):
            if _has_nominal(parsed, index + 1, verb) and _has_verb(parsed, index):
                return index + 1
            skipped_verb = True
        index -= 1
    return 0


def _relative_closed(parsed: Parsed, pronoun: int, verb: int) -> bool:
    """Whether a relative clause has its own verb, so that the next is the main clause's ("troops who left ... will be home")."""
    return any(is_verb(parsed, n) and not (parsed.sense(n, "step") or ("", ""))[1] == "ing" for n in range(pronoun + 1, min(pronoun + 4, verb)))


def _short_quote(parsed: Parsed, closing: int) -> int | None:
    """Where a few quoted words within a clause begin, given where they end; None for quoted speech."""
    if parsed.lower(closing - 1) in (",", ".", "!", "?") or parsed.words[closing].text == "“":
        return None
    return next((n for n in range(closing - 1, max(-1, closing - 10), -1) if parsed.words[n].text in QUOTES), None)


def _has_nominal(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run of words holds a noun that could be a subject."""
    for n in range(first, last):
        word = parsed.words[n]
        if parsed.dated[n]:
            continue
        senses = word.senses
        if "actor" in senses or is_force(parsed, n) or word.lower in PRONOUNS or word.text[0].isupper():
            return True
        if any(name in senses for name in ("is_unrest", "is_withdrawal", "is_mission", "is_person", "is_process", "is_vehicle")):
            return True
    return False


def _has_verb(parsed: Parsed, last: int) -> bool:
    """Whether a verb stands in the same clause before a word."""
    for n in range(last - 1, -1, -1):
        if parsed.lower(n) in (";", ":"):
            return False
        if is_verb(parsed, n):
            return True
    return False


def right_edge(parsed: Parsed, verb: int) -> int:
    """One past the last word that can belong to a verb's objects."""
    for n in range(verb + 1, min(len(parsed.words), verb + FARTHEST + 1)):
        if parsed.dated[n]:
            continue
        word = parsed.words[n]
        if word.lower in (";", ":", ",") and not _comma_in_list(parsed, n):
            return n
        if word.text in QUOTES and n > verb + 1:
            return n
        if n > verb + 1 and (word.lower in RELATIVES or word.lower in SUBORDINATORS):
            return n
        if word.lower == "and" and parsed.dated[n - 1]:
            return n
    return min(len(parsed.words), verb + FARTHEST + 1)


def _comma_in_list(parsed: Parsed, comma: int) -> bool:
    """Whether a comma stands between two names of a list."""
    return bool(parsed.sense(comma - 1, "actor") and parsed.sense(comma + 1, "actor"))


def actors_between(parsed: Parsed, first: int, last: int) -> list[Actor]:
    """The names in a run of words; "Russian-led" is no name, nor is what stands as a destination ("to Honiara")."""
    found = []
    for n in range(first, last):
        actor = parsed.sense(n, "actor")
        if actor and not parsed.dated[n] and not _led(parsed, n) and actor not in found:
            found.append(actor)
    return found


def objects_between(parsed: Parsed, first: int, last: int) -> list[Actor]:
    """The names in the objects of a verb or after "of": what follows "to", "from" or "through" is a place."""
    stop = next((n for n in range(first, last) if parsed.lower(n) in PLACE_WORDS), last)
    return actors_between(parsed, first, stop)


PLACE_WORDS = frozenset("to from through via into towards toward across at near under".split())


def _led(parsed: Parsed, index: int) -> bool:
    """"Russian-led", "led by Russia", "under Russian command"."""
    if parsed.lower(index + 1) == "-" and parsed.lower(index + 2) in BY_FORCE:
        return True
    before = parsed.lower(index - 1)
    return (before == "by" and parsed.lower(index - 2) in BY_FORCE) or (before == "under" and parsed.lower(index + 1) == "command")


def subject_of(parsed: Parsed, verb: int) -> tuple[int, int]:
    """The run of words before a verb that holds its subject: with "who" and "which", what they stand for."""
    _, first = tense_of(parsed, verb)
    edge = left_edge(parsed, first)
    if edge == 0 and first and parsed.lower(edge) in RELATIVES:
        return edge, first
    return edge, first


def _any(parsed: Parsed, first: int, last: int, *names: str) -> int | None:
    """The number of the first word in a run that has one of some senses."""
    for n in range(max(0, first), min(last, len(parsed.words))):
        if not parsed.dated[n] and any(name in parsed.words[n].senses for name in names):
            return n
    return None


def is_vehicle(parsed: Parsed, index: int) -> bool:
    """Whether a word is a noun for what carries a force."""
    senses = parsed.words[index].senses
    return "is_vehicle" in senses or senses.get("thing") in ("aircraft", "vehicles_and_arms")


def _vehicle_between(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run names aircraft, ships or vehicles."""
    return any(is_vehicle(parsed, n) and not parsed.dated[n] for n in range(max(0, first), min(last, len(parsed.words))))


def _force_between(parsed: Parsed, first: int, last: int) -> int | None:
    """The number of the first word in a run that is a noun for the force."""
    for n in range(max(0, first), min(last, len(parsed.words))):
        if not parsed.dated[n] and is_force(parsed, n):
            return n
    return None


def _force_like(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run names a force: a noun for it, one of its countries or a pronoun, and nobody else as its head."""
    if _any(parsed, first, last, "is_person") is not None and _force_between(parsed, first, last) is None:
        return False
    if _force_between(parsed, first, last) is not None or _vehicle_between(parsed, first, last):
        return True
    if any(actor.role in (CONTRIBUTOR, COALITION) or _foreign(parsed, actor) for actor in actors_between(parsed, first, last)):
        return True
    return any(parsed.lower(n) in ("they", "it", "them", "fifty") or parsed.lower(n).isdigit() for n in range(first, last))


def _foreign(parsed: Parsed, actor: Actor) -> bool:
    """Whether a country outside the list may be one of the force's, since the crisis has no list."""
    return actor.role == OTHER and not parsed.crisis.contributors


def _negated(parsed: Parsed, first: int, verb: int) -> bool:
    """Whether a verb's own group denies it."""
    return any(parsed.lower(n) in NEGATIONS or parsed.lower(n).endswith("n't") for n in range(first, verb))


def _denied(parsed: Parsed, edge: int, verb: int) -> bool:
    """Whether the words before a verb in its clause deny the whole, leave it open, or only want it ("asked to leave")."""
    wanted = parsed.lower(verb) == "to" or parsed.lower(verb - 1) == "to"
    for n in range(max(0, edge - 3), verb):
        senses = parsed.words[n].senses
        if not parsed.dated[n] and ("is_deny" in senses or "is_maybe" in senses or (wanted and "is_want" in senses)):
            return True
    return False


def _partial(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a run speaks of a part of the force: "most of the soldiers", "the first planes", "20 soldiers" (but "its 20")."""
    if _vehicle_between(parsed, first, last):
        return True
    for n in range(first, last):
        word = parsed.words[n]
        if parsed.dated[n]:
            continue
        if ("is_partial" in word.senses or "vague" in word.senses) and parsed.lower(n - 1) != "as":
            return _force_between(parsed, n, last) is not None
        if is_force(parsed, n) and parsed.lower(n + 1) not in ("-", "and"):
            return False
        if "number" in word.senses or NUMERAL.match(word.text):
            before = parsed.lower(n - 1)
            if before in ("about", "around", "some", "nearly"):
                before = parsed.lower(n - 2)
            return before not in ("its", "their", "the", "all", "both", "his", "our")
    return False


def _sentence_wants(parsed: Parsed, first: int, last: int) -> bool:
    """Whether somebody calls for what follows."""
    return any("is_want" in parsed.words[n].senses for n in range(first, last) if not parsed.dated[n])


def _step(
    parsed: Parsed, event: str, verb: int, last: int, rule: str, actors: list[Actor] | None = None, **fields: object
) -> Step:
    """A step around a verb, with its subject's names unless others are given."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    names = actors if actors is not None else actors_between(parsed, edge, group)
    return Step(event, fields.pop("tense", tense), fields.pop("first", group), last, rule, tuple(names), (edge, group), verb=verb, **fields)


# ---- the rules -----------------------------------------------------------------------------------------------------


def begins(parsed: Parsed, verb: int) -> Step | None:
    """"began withdrawing", "will begin a gradual withdrawal", "the withdrawal has begun", "protests began", "began arriving"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if _negated(parsed, group, verb):
        return None
    for n in range(verb + 1, min(verb + 7, len(parsed.words))):
        kind = parsed.verb_class(n)
        if parsed.sense(n, "is_withdrawal") or kind == "leave" or (kind == "pull" and _particle(parsed, n)):
            if _vehicle_between(parsed, edge, group) or _denied(parsed, edge, group) and tense == INFINITIVE:
                return None
            names = actors_between(parsed, edge, group) + objects_between(parsed, n + 1, right_edge(parsed, n))
            last = _particle(parsed, n) or n
            return _step(parsed, "withdrawal_began", verb, last, "begins_to_leave", names, partial=_partial_begin(parsed, edge, group))
        if kind in ("arrive", "send") and _force_like(parsed, edge, group):
            return _step(parsed, "deployed", verb, n, "begins_to_arrive")
        if parsed.lower(n) in (",", ";") or parsed.lower(n) in RELATIVES or (kind and not parsed.dated[n]) or parsed.lower(n) in SUBORDINATORS:
            break
    return _noun_begins(parsed, verb, edge, group)


def _partial_begin(parsed: Parsed, edge: int, group: int) -> bool:
    """Whether only the first few begin to leave."""
    return _vehicle_between(parsed, edge, group)


def _noun_begins(parsed: Parsed, verb: int, edge: int, group: int) -> Step | None:
    """A beginning whose subject is the step: "the withdrawal began", "protests began"."""
    noun = _any(parsed, edge, group, "is_withdrawal", "is_unrest", "is_deployment")
    if noun is None and parsed.leaving:
        noun = _any(parsed, edge, group, "is_process")
    if noun is None and parsed.lower(verb).startswith("launch"):
        noun = _any(parsed, edge, group, "is_mission")
    if noun is None or _any(parsed, edge, noun, "is_person", "step") is not None:
        return None
    senses = parsed.words[noun].senses
    names = actors_between(parsed, edge, group)
    if "is_unrest" in senses:
        return _unrest(parsed, verb, noun, group)
    if "is_withdrawal" in senses or "is_process" in senses:
        return _step(parsed, "withdrawal_began", verb, verb, "withdrawal_begins", names, first=noun)
    return _step(parsed, "deployed", verb, verb, "deployment_begins", names, first=noun)


def _unrest(parsed: Parsed, verb: int, noun: int, group: int) -> Step | None:
    """Unrest that begins in the host country."""
    tense, _ = tense_of(parsed, verb)
    around = actors_between(parsed, noun - 3 if noun > 2 else 0, min(len(parsed.words), verb + 5))
    elsewhere = any(actor.role in (OTHER, CONTRIBUTOR) for actor in around) and not any(actor.role == HOST for actor in around)
    if tense in (PLANNED, INFINITIVE) or elsewhere or _again(parsed, noun, verb):
        return None
    return Step("unrest_began", PAST, min(noun, verb), max(noun, verb), "unrest_begins", (), (noun, group), verb=verb)


def _again(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether unrest only begins anew."""
    low, high = min(noun, verb), max(noun, verb)
    return any(parsed.lower(n) in ("again", "anew", "fresh", "new", "renewed", "afresh", "more", "further", "sporadic") for n in range(low - 1, high + 2))


def starts_of(parsed: Parsed, noun: int) -> Step | None:
    """"marking the start of the withdrawal", "the commencement of the protests"."""
    if parsed.lower(noun + 1) != "of":
        return None
    for n in range(noun + 2, min(noun + 7, len(parsed.words))):
        if parsed.sense(n, "is_withdrawal"):
            planned = any("is_plan" in parsed.words[m].senses for m in range(max(0, noun - 5), noun))
            names = objects_between(parsed, n + 1, right_edge(parsed, n))
            tense = PLANNED if planned else PAST
            return Step("withdrawal_began", tense, noun, n, "start_of_withdrawal", tuple(names), (n, n + 6), verb=noun)
        if parsed.sense(n, "is_unrest"):
            step = _unrest(parsed, noun, n, noun)
            return step
        if parsed.sense(n, "step") or parsed.lower(n) in (",", ";"):
            return None
    return None


def deadline(parsed: Parsed, noun: int) -> Step | None:
    """"setting December 8 as the deadline for withdrawal"."""
    near = range(max(0, noun - 12), min(len(parsed.words), noun + 10))
    if not any(parsed.sense(n, "is_withdrawal") or parsed.verb_class(n) in ("leave", "pull") for n in near):
        return None
    set_at = next((n for n in range(noun - 1, max(-1, noun - 12), -1) if parsed.lower(n) in ("set", "sets", "setting", "gave", "given")), noun)
    return Step("withdrawal_completed", PLANNED, set_at, noun, "deadline", (), (set_at, set_at), verb=noun, due=True)


def not_renewed(parsed: Parsed, verb: int) -> Step | None:
    """"refused to renew the mandate", "will not extend the mission": the force is to leave."""
    mandate = _any(parsed, verb + 1, min(verb + 9, len(parsed.words)), "is_mandate")
    denied = any(
        parsed.lower(n) in ("not", "refused", "refuses", "refusal", "declined", "declines", "never") or parsed.lower(n).endswith("n't")
        for n in range(max(0, verb - 5), verb)
    )
    if mandate is None or not denied:
        return None
    names = [a for a in actors_between(parsed, verb, mandate + 5) if a.role in (CONTRIBUTOR, COALITION)]
    return Step("withdrawal_announced", PAST, verb, mandate, "mandate_not_renewed", tuple(names), (verb, mandate), verb=verb, whole=True)


def erupts(parsed: Parsed, verb: int) -> Step | None:
    """"rioting broke out", "violence erupted", "the crisis exploded", "it sparked protests"."""
    tense, group = tense_of(parsed, verb)
    if parsed.lower(verb).startswith("first"):
        return Step("unrest_began", PAST, verb, verb, "took_to_the_streets", (), (verb, verb), verb=verb)
    noun = None
    for n in range(group - 1, max(-1, left_edge(parsed, group) - 1), -1):
        if parsed.sense(n, "is_unrest") and not parsed.dated[n]:
            noun = n
        elif noun is not None and is_verb(parsed, n):
            break
    if noun is None:
        noun = _any(parsed, verb + 1, min(right_edge(parsed, verb), verb + 5), "is_unrest")
    return _unrest(parsed, verb, noun, group) if noun is not None else None


def finishes(parsed: Parsed, verb: int) -> Step | None:
    """"completed its withdrawal", "the withdrawal has ended", "the mission ended", "its mission has been completed"."""
    _, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if _negated(parsed, group, verb):
        return None
    right = right_edge(parsed, verb)
    for n in range(verb + 1, min(verb + 5, right)):
        if parsed.sense(n, "is_withdrawal") or parsed.verb_class(n) == "leave":
            names = actors_between(parsed, edge, group) + objects_between(parsed, n + 1, right)
            return _step(parsed, "withdrawal_completed", verb, n, "completes_withdrawal", names)
    noun = _any(parsed, edge, group, "is_withdrawal", "is_mission", "is_task", "is_process")
    if noun is None and parsed.leaving and _any_lower(parsed, edge, group, ("all", "everything", "it")):
        return _step(parsed, "withdrawal_completed", verb, verb, "all_completed")
    if noun is None:
        noun = _any(parsed, verb + 1, min(verb + 5, right), "is_mission", "is_task")
        if noun is None:
            return None
        if not _any_lower(parsed, verb, noun, ("its", "their")) and _any(parsed, verb + 1, noun + 4, "is_mandate") is not None:
            names = [a for a in actors_between(parsed, edge, right) if a.role in (CONTRIBUTOR, COALITION)]
            return _step(parsed, "withdrawal_announced", verb, noun, "ends_the_mandate", names, tense=PAST) if group == verb else None
        if not _force_like(parsed, edge, group):
            return None
    names = actors_between(parsed, edge, right)
    over = "is_withdrawal" not in parsed.words[noun].senses and "is_process" not in parsed.words[noun].senses
    if over and _any(parsed, min(noun, group), noun, "is_unrest") is not None:
        return None
    return _step(parsed, "withdrawal_completed", verb, max(verb, noun), "mission_ends", names, first=min(noun, group), over=over)


def _any_lower(parsed: Parsed, first: int, last: int, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands in a run."""
    return any(parsed.lower(n) in words for n in range(max(0, first), last))


def is_over(parsed: Parsed, index: int) -> Step | None:
    """"the operation is over", "the withdrawal is under way"."""
    tense, group = tense_of(parsed, index)
    if group == index:
        return None
    edge = left_edge(parsed, group)
    noun = _any(parsed, edge, group, "is_withdrawal", "is_mission", "is_task")
    if noun is None or _negated(parsed, group, index):
        return None
    tense = PLANNED if tense == PLANNED or parsed.lower(group) in ("will", "would") else PAST
    names = actors_between(parsed, edge, group)
    if parsed.lower(index) != "over":
        return _step(parsed, "withdrawal_began", index, index, "withdrawal_under_way", names, first=noun, tense=tense) if parsed.sense(noun, "is_withdrawal") else None
    over = not parsed.sense(noun, "is_withdrawal")
    return _step(parsed, "withdrawal_completed", index, index, "mission_over", names, first=noun, tense=tense, over=over)


def is_gone(parsed: Parsed, index: int) -> Step | None:
    """"will be gone by", "is home again"."""
    _, group = tense_of(parsed, index)
    helpers = {parsed.lower(n) for n in range(group, index)}
    edge = left_edge(parsed, group)
    planned = any("is_plan" in parsed.words[n].senses for n in range(group, index))
    if not (helpers & BE or planned) or not _force_like(parsed, edge, group) or _negated(parsed, group, index):
        return None
    if parsed.lower(index) in ("back", "home") and (parsed.sense(index + 1, "step") or parsed.lower(index + 1) == "to"):
        return None
    part = _any(parsed, edge, group, "is_partial")
    event = "withdrawal_began" if part is not None and not planned else "withdrawal_completed"
    return _step(parsed, event, index, index, "is_home", tense=PLANNED if planned else PAST, first=group)


def lasts(parsed: Parsed, verb: int) -> Step | None:
    """"the withdrawal is expected to last until", "the process will take no more than ten days"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    noun = _any(parsed, edge, group, "is_withdrawal", "is_process")
    if noun is None and any(phrase.bound in ("until", "not_before", "by") for phrase, _, _ in parsed.dates):
        noun = _any(parsed, edge, group, "is_mission")
    if noun is None and _shares_subject(parsed, verb):
        noun = _any(parsed, 0, group, "is_withdrawal")
    if noun is None or _any(parsed, edge, noun, "is_unrest") is not None:
        return None
    status = PLANNED if tense in (PLANNED, INFINITIVE, PRESENT) else PAST
    return _step(parsed, "withdrawal_completed", verb, verb, "lasts", actors_between(parsed, edge, group), tense=status, first=noun, lasting=True)


def _shares_subject(parsed: Parsed, verb: int) -> bool:
    """Whether a verb follows "and" without a subject of its own."""
    n = verb - 1
    while n >= 0 and (parsed.dated[n] or parsed.lower(n) in ADVERBS or parsed.lower(n) in AUXILIARIES or "is_plan" in parsed.words[n].senses):
        n -= 1
    return parsed.lower(n) == "and"


def stays(parsed: Parsed, verb: int) -> Step | None:
    """"will stay until", "to be kept there until at least"; only what is said of the force."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if not _force_like(parsed, edge, group) or _negated(parsed, group, verb):
        return None
    if any(parsed.lower(n) in ("emergency", "curfew", "restrictions", "internet", "order") for n in range(edge, group)):
        return None
    status = PAST if tense == PAST and parsed.lower(group) not in ("will", "would") else PLANNED
    return _step(parsed, "withdrawal_completed", verb, verb, "stays_until", tense=status, lasting=True)


def leaves(parsed: Parsed, verb: int) -> Step | None:
    """"left the country", "returned home", "will pull out its soldiers", "were flown home"; "left for Honiara" is the way there."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    after = parsed.lower(verb + 1)
    right = right_edge(parsed, verb)
    word = parsed.lower(verb)
    if tense in (GERUND,) or (_negated(parsed, group, verb) and not _bounded_below(parsed, verb)):
        return None
    if _withdraws_a_thing(parsed, verb, right):
        return None
    if word.startswith(("leave", "leaving", "left", "depart")) and _bound_for_host(parsed, verb, right):
        return arrives(parsed, verb)
    if word.startswith(("leave", "leaving", "left")) and not _leaves_a_place(parsed, verb):
        return None
    objects = _force_between(parsed, verb + 1, right)
    if not _force_like(parsed, edge, group) and objects is None:
        return None
    if _any(parsed, edge, group, "is_person") is not None and (objects is None or not word.startswith(TAKES_OUT)):
        return None
    if word.startswith("return") and after == "to" and not parsed.sense(verb + 2, "actor") and _nowhere(parsed, verb + 2):
        return None
    if tense == INFINITIVE and not _noun_before(parsed, group):
        return None
    if _sentence_wants(parsed, max(0, edge - 6), group):
        return None
    names = actors_between(parsed, edge, group) + (objects_between(parsed, verb + 1, right) if objects is not None else [])
    partial = _partial(parsed, edge, group) or _any(parsed, verb + 1, right, "is_partial") is not None
    event = "withdrawal_began" if tense == RUNNING else "withdrawal_completed"
    last = max(verb, _particle(parsed, verb) or verb)
    return _step(parsed, event, verb, last, "leaves", names, partial=partial, whole=_whole(parsed, edge, right))


def _withdraws_a_thing(parsed: Parsed, verb: int, right: int) -> bool:
    """Whether what is withdrawn is no force: "withdrew its contribution", "recalled the envoy"."""
    n = verb + 1
    stop = next((m for m in range(n, right) if parsed.lower(m) in ("to", "for", "from", "in")), right)
    if n >= right or parsed.dated[n] or _force_between(parsed, n, stop) is not None:
        return False
    if not parsed.lower(verb).startswith(TAKES_OUT):
        return False
    lower = parsed.lower(n)
    return lower.isalpha() and not (
        lower in PREPOSITIONS or lower in ADVERBS or lower in ("and", "but", "them", "out", "home", "back", "completely", "fully", "shortly", "gradually")
    )


def _whole(parsed: Parsed, first: int, last: int) -> bool:
    """"the whole force", "all of them"."""
    return any(parsed.lower(n) in ("whole", "entire", "all") for n in range(first, last))


def _bounded_below(parsed: Parsed, verb: int) -> bool:
    """"not to leave before Dec. 31" says when, not that they stay."""
    return any(parsed.lower(n) == "before" for n in range(verb + 1, min(len(parsed.words), verb + 6)))


def _bound_for_host(parsed: Parsed, verb: int, right: int) -> bool:
    """"left (Kigali) for Madagascar", "left on Thursday night" of a flight out."""
    for n in range(verb + 1, right):
        if parsed.lower(n) in ("for", "to"):
            actor = parsed.sense(n + 1, "actor") or (parsed.lower(n + 1) == "the" and parsed.sense(n + 2, "actor"))
            if actor and actor.role == HOST:
                return True
    return False


def _leaves_a_place(parsed: Parsed, verb: int) -> bool:
    """Whether "leave" means going away, not leaving something behind ("left 225 people dead")."""
    n = verb + 1
    if n >= len(parsed.words) or parsed.dated[n]:
        return True
    lower = parsed.lower(n)
    actor = parsed.sense(n, "actor")
    if actor:
        return actor.role == HOST
    if lower in ("the", "this", "that"):
        return parsed.lower(n + 1) in ("country", "island", "islands", "nation", "capital", "republic", "territory", "region", "kingdom", "archipelago")
    return lower in (".", ",", ";", "for", "by", "in", "within", "and", "on", "soon", "home", "there", "early", "at", "from", "after", "before", "as", "”", "\"", "last", "-", "shortly", "next", "this", "without")


def _nowhere(parsed: Parsed, index: int) -> bool:
    """"returned to normal", "to work": not a journey."""
    return parsed.lower(index) in ("normal", "normality", "calm", "work", "power", "office", "service", "duty", "order", "peace")


def _noun_before(parsed: Parsed, group: int) -> bool:
    """Whether an infinitive follows a noun, as in headlines ("Kenya to pull out"), not a verb ("ordered to leave")."""
    n = group - 1
    return n >= 0 and not is_verb(parsed, n) and ("actor" in parsed.words[n].senses or is_force(parsed, n) or "is_mission" in parsed.words[n].senses)


def _particle(parsed: Parsed, verb: int) -> int | None:
    """Where "out", "home" or "back" of "pull its troops out" stands."""
    for n in range(verb + 1, min(len(parsed.words), verb + 8)):
        if parsed.lower(n) in ("out", "home", "back"):
            return n
        if parsed.lower(n) in (",", ";", "."):
            return None
    return None


def pulls(parsed: Parsed, verb: int) -> Step | None:
    """"pull all its officers out", "bring the troops home"."""
    particle = _particle(parsed, verb)
    if particle is None or (_force_between(parsed, verb, particle) is None and parsed.lower(verb + 1) not in PRONOUNS | BE and "step" not in parsed.words[verb].senses):
        return None
    if particle > verb + 1 and _force_between(parsed, verb + 1, particle) is None and parsed.lower(verb + 1) not in ("them", "it"):
        return None
    return leaves(parsed, verb)


def arrives(parsed: Parsed, verb: int) -> Step | None:
    """"arrived on Friday", "will fly to Honiara", "left Kigali for Madagascar"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == GERUND and parsed.lower(group - 1) in ("after", "since", "upon", "on"):
        tense = PAST
    if tense == GERUND or _negated(parsed, group, verb) or _denied(parsed, edge, group):
        return None
    if parsed.lower(verb) == "gone" and BE & {parsed.lower(n) for n in range(group, verb)}:
        return None
    if parsed.lower(edge) == "it" and parsed.lower(verb).startswith(("come", "came")):
        return None
    if not _force_like(parsed, edge, group) or not _goes_somewhere(parsed, verb):
        return None
    if tense == INFINITIVE and not _noun_before(parsed, group):
        return None
    names = actors_between(parsed, edge, group)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names) and _vehicle_between(parsed, edge, group):
        names += actors_between(parsed, verb + 1, len(parsed.words))  # "an aircraft landed, carrying 75 Guatemalans"
    return _step(parsed, "deployed", verb, verb, "arrives", names, tense=tense)


def _goes_somewhere(parsed: Parsed, verb: int) -> bool:
    """Whether "go" and "come" are journeys: "came to Honiara", "came on Friday", not "came under fire" or "go on"."""
    if parsed.lower(verb) not in ("go", "goes", "going", "went", "gone", "come", "comes", "came", "coming"):
        return True
    n = verb + 1
    return n >= len(parsed.words) or parsed.dated[n] or parsed.lower(n) in ("to", "into", "in", "there", "out", "when", ".", ",", "here")


def sends(parsed: Parsed, verb: int) -> Step | None:
    """"sent troops", "were airlifted to", "the force, deployed on May 3"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == GERUND or _negated(parsed, group, verb) or _denied(parsed, edge, group):
        return None
    right = right_edge(parsed, verb)
    word = parsed.lower(verb)
    objects = _force_between(parsed, verb + 1, right)
    subject = _force_like(parsed, edge, group)
    if objects is None and not (subject and (word.startswith(("deploy", "redeploy", "flies", "flew", "fly")) or tense in (PAST, PLANNED, RUNNING, PRESENT) and _passive(parsed, group, verb))):
        return None
    if word.startswith(("put", "carr", "take", "fly", "flew", "flown")) and not _to_host(parsed, verb, right) and not _passive(parsed, group, verb) and objects is None:
        return None
    if word.startswith(("put", "carr")) and not _to_host(parsed, verb, right):
        return None
    if tense == INFINITIVE and not _noun_before(parsed, group):
        return None
    names = actors_between(parsed, edge, group)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names):
        names += actors_between(parsed, verb + 1, right)
    if not names and not subject:
        return None
    return _step(parsed, "deployed", verb, verb, "sends", names)


def _passive(parsed: Parsed, group: int, verb: int) -> bool:
    """Whether a verb is passive, or a participle by itself."""
    return parsed.words[verb].senses["step"][1] in ("past", "participle") and (
        group == verb or any(parsed.lower(n) in BE for n in range(group, verb))
    )


def _to_host(parsed: Parsed, verb: int, right: int) -> bool:
    """Whether a movement's goal is the host country."""
    return any((actor := parsed.sense(n, "actor")) and actor.role == HOST for n in range(verb + 1, right)) or any(
        parsed.lower(n) in ("to", "into") and parsed.lower(n + 1) == "the" and parsed.lower(n + 2) in ("country", "islands", "island") for n in range(verb, right)
    )


def is_due(parsed: Parsed, index: int) -> Step | None:
    """"was due on Sunday", "are expected on Friday", "have been in the country since January 15"."""
    tense, group = tense_of(parsed, index)
    helpers = {parsed.lower(n) for n in range(group, index)}
    if not helpers & BE and parsed.lower(index) != "due":
        return None
    if parsed.lower(index + 1) == "to" and not parsed.dated[index + 1]:
        return None
    edge = left_edge(parsed, group)
    if not _force_like(parsed, edge, group) or _negated(parsed, group, index):
        return None
    there = parsed.lower(index) in ("in the country", "in place", "on the ground", "there")
    if there and not any(phrase.bound == "from" for phrase, first, _ in parsed.dates if first > index - 3):
        return None
    if not there and _any(parsed, edge, group, "is_withdrawal", "is_unrest", "is_process") is not None:
        return None
    return _step(parsed, "deployed", index, index, "is_there" if there else "is_due", tense=PAST if there else PLANNED)


def asks(parsed: Parsed, verb: int) -> Step | None:
    """"asked the CSTO", "called for help", "had requested both"."""
    tense, group = tense_of(parsed, verb)
    if tense in (PLANNED, INFINITIVE) or _negated(parsed, group, verb):
        return None
    right = right_edge(parsed, verb)
    if any(parsed.verb_class(n) in ("leave", "pull") for n in range(verb + 1, right)):
        return None
    for n in range(verb + 1, right):
        actor = parsed.sense(n, "actor")
        wanted = parsed.sense(n, "is_help") or is_force(parsed, n) or (actor and actor.role in (CONTRIBUTOR, COALITION))
        if wanted and not parsed.dated[n]:
            return _request(parsed, verb, n, group)
    if parsed.lower(verb).startswith("request") and parsed.lower(verb + 1) in ("both", "it", "them"):
        return _request(parsed, verb, verb + 1, group)
    return None


def _request(parsed: Parsed, verb: int, last: int, group: int) -> Step | None:
    """A request of the host's; other people's requests are none."""
    edge = left_edge(parsed, group)
    names = actors_between(parsed, edge, group)
    if any(actor.role in (CONTRIBUTOR, COALITION, OTHER) for actor in names) and not any(actor.role == HOST for actor in names):
        return None
    return Step("requested", PAST, group, last, "asks_for_help", (), (edge, group), verb=verb)


def request_made(parsed: Parsed, noun: int) -> Step | None:
    """"had made its request yesterday", "a request from the government on Friday"."""
    light = {"made", "make", "received", "receiving", "submitted", "sent", "issued", "lodged", "filed", "put"}
    near = [n for n in range(max(0, noun - 4), min(len(parsed.words), noun + 5)) if parsed.lower(n) in light]
    if not near:
        return None
    return Step("requested", PAST, min(noun, near[0]), max(noun, near[0]), "makes_a_request", (), (noun, noun), verb=noun)


def approves(parsed: Parsed, verb: int) -> Step | None:
    """"decided to send", "parliament approved the deployment", "gave the green light for its soldiers to join"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == INFINITIVE or _negated(parsed, group, verb) or parsed.lower(verb) == "order":
        return None
    if _denied(parsed, edge, group) and not parsed.lower(verb).startswith("order"):
        return None
    status = PLANNED if tense == PLANNED else PAST
    right = min(len(parsed.words), verb + FARTHEST + 4)
    names = [a for a in actors_between(parsed, edge, group) if a.role in (CONTRIBUTOR, COALITION) or _foreign(parsed, a)]
    for n in range(verb + 1, right):
        if parsed.dated[n]:
            continue
        kind = parsed.verb_class(n)
        if kind and parsed.words[n].senses["step"][1] in ("past", "present") and tense_of(parsed, n)[0] != PLANNED:
            break
        if parsed.lower(n) in ("create", "establish", "form", "launch", "mount", "assemble") and _any(parsed, n + 1, n + 7, "is_force", "is_mission", "is_joint") is not None:
            return _step(parsed, "approved", verb, n, "decides_to_form", names, tense=status)
        if kind in ("leave", "pull") or parsed.sense(n, "is_withdrawal"):
            return _step(parsed, "withdrawal_announced", verb, n, "decides_to_leave", names + actors_between(parsed, n, right_edge(parsed, n)), tense=status)
        if kind == "send" or (kind == "arrive" and parsed.lower(n).startswith(("join", "go"))) or parsed.sense(n, "is_deployment"):
            return _step(parsed, "approved", verb, n, "decides_to_send", names or actors_between(parsed, n, right_edge(parsed, n)), tense=status)
        if parsed.lower(n) == "launch" and _any(parsed, n + 1, n + 4, "is_mission", "actor") is not None:
            return _step(parsed, "approved", verb, n, "decides_to_launch", names or actors_between(parsed, n, n + 4), tense=status)
        if (parsed.sense(n, "is_mission") or is_force(parsed, n)) and parsed.lower(verb).startswith(("approv", "authori", "endors", "ratif", "sanction")):
            return _step(parsed, "approved", verb, n, "approves_the_mission", names or actors_between(parsed, verb, right_edge(parsed, n)), tense=status)
        if parsed.lower(n) in (";", "."):
            break
    return _approved_relative(parsed, verb)


def _approved_relative(parsed: Parsed, verb: int) -> Step | None:
    """"the mission that the Security Council approved"."""
    if not parsed.lower(verb).startswith(("approv", "authori", "endors")):
        return None
    noun = _any(parsed, max(0, verb - 10), verb, "is_mission", "is_deployment")
    if noun is None:
        return None
    return _step(parsed, "approved", verb, verb, "approves_the_mission", [], tense=PAST, whole=True)


def decision_announced(parsed: Parsed, noun: int) -> Step | None:
    """"the decision to deploy Zambian police was announced"."""
    right = right_edge(parsed, noun)
    for n in range(noun + 1, min(right, noun + 4)):
        if parsed.verb_class(n) == "send":
            said = next((m for m in range(n, right) if parsed.verb_class(m) in ("announce", "say", "approve", "send") and m > n), None)
            if said is None:
                return None
            return Step("approved", PAST, noun, said, "decision_announced", tuple(actors_between(parsed, noun - 4 if noun > 3 else 0, said)), (noun, noun), verb=said)
    return None


def deployment_named(parsed: Parsed, noun: int) -> Step | None:
    """"its deployment", "the arrival of the first Kenyans": a step if a date is its own."""
    right = right_edge(parsed, noun)
    if parsed.verb_class(noun + 1) or _denied(parsed, max(0, noun - 4), noun):
        return None
    if parsed.lower(noun) == "arrival" and parsed.lower(noun + 1) != "of" and parsed.lower(noun - 1) not in ("its", "their", "'s", "’s"):
        return None
    joint = _any(parsed, noun, right, "is_joint") is not None
    if _any(parsed, noun, min(right, noun + 6), "is_person") is not None and not joint:
        return None
    names = actors_between(parsed, max(0, noun - 3), noun) + actors_between(parsed, noun + 1, min(right, noun + 7))
    return Step("deployed", PAST, max(0, noun - 1) if parsed.lower(noun - 1) in PRONOUNS else noun, noun, "deployment_named", tuple(names), (noun, noun), verb=noun, whole=joint)


def announces_withdrawal(parsed: Parsed, verb: int) -> Step | None:
    """"announced the withdrawal of his country's police", "announcing the end of the deployment"."""
    right = right_edge(parsed, verb)
    tense, group = tense_of(parsed, verb)
    if tense == PLANNED or _negated(parsed, group, verb):
        return None
    if parsed.lower(verb - 1) == "," and _any(parsed, max(0, verb - 6), verb, "is_withdrawal") is not None:
        names = actors_between(parsed, max(0, verb - 6), verb)  # "the withdrawal, announced on Monday"
        return _step(parsed, "withdrawal_announced", verb, verb, "withdrawal_announced", names, tense=PAST)
    for n in range(verb + 1, min(right, verb + 6)):
        end_of = parsed.lower(n) in ("end", "conclusion", "completion") and _any(parsed, n, n + 5, "is_mission", "is_deployment") is not None
        if parsed.sense(n, "is_withdrawal") or end_of:
            edge = left_edge(parsed, group)
            names = actors_between(parsed, n, right) or actors_between(parsed, edge, group)
            return _step(parsed, "withdrawal_announced", verb, n, "announces_withdrawal", names, tense=PAST)
        if parsed.verb_class(n) or parsed.lower(n) in RELATIVES:
            return None
    return None


def follows(parsed: Parsed, verb: int) -> Step | None:
    """"the Fijians follow five days later": what the others did before them."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    names = [actor for actor in actors_between(parsed, edge, group) if actor.role == CONTRIBUTOR]
    after = parsed.dated[verb + 1] if verb + 1 < len(parsed.words) else False
    return _step(parsed, "", verb, verb, "follows", names) if names and after else None


Rule = Callable[[Parsed, int], Step | None]
VERB_RULES: dict[str, tuple[Rule, ...]] = {
    "begin": (begins,),
    "erupt": (erupts,),
    "finish": (finishes,),
    "fulfil": (finishes,),
    "last": (lasts,),
    "stay": (stays,),
    "leave": (leaves,),
    "pull": (pulls,),
    "arrive": (arrives,),
    "send": (sends,),
    "ask": (asks,),
    "approve": (approves,),
    "announce": (announces_withdrawal,),
    "follow": (follows,),
    "renew": (not_renewed,),
}
SUDDEN = frozenset("riot riots rampage mutiny uprising".split())


def unrest_since(parsed: Parsed, noun: int) -> Step | None:
    """"gripped by protests since 9 September", "Thursday's riots"."""
    for phrase, first, last in parsed.dates:
        since = phrase.bound == "from" and phrase.words.lower().startswith("since") and 0 < first - noun < 7
        since = since and (_any_lower(parsed, noun - 3, noun, ("by",)) or _any_lower(parsed, noun + 1, noun + 3, ("has", "have")))
        own = phrase.kind == "weekday" and parsed.lower(noun) in SUDDEN and last == noun - 2 and parsed.lower(noun - 1) in ("'s", "’s")
        if since or own:
            return _unrest(parsed, noun, noun, noun) if not _denied_noun(parsed, noun) else None
    return None


def _denied_noun(parsed: Parsed, noun: int) -> bool:
    """"no protests since"."""
    return parsed.lower(noun - 1) in NEGATIONS


WORD_RULES: dict[str, Rule] = {
    "is_start": starts_of,
    "is_deadline": deadline,
    "is_unrest": unrest_since,
    "is_over": is_over,
    "is_gone": is_gone,
    "is_due": is_due,
    "is_request": request_made,
    "is_decision": decision_announced,
    "is_deployment": deployment_named,
}


def find_steps(parsed: Parsed) -> Iterator[Step]:
    """The steps of a sentence in their order; a verb that belongs to an earlier one ("began leaving") is passed over."""
    done = -1
    for index, word in enumerate(parsed.words):
        if index <= done or parsed.dated[index] or not word.senses:
            continue
        step = _read(parsed, index, word)
        if step is not None:
            done = max(done, step.last if step.last > index else index)
            yield step


def _read(parsed: Parsed, index: int, word: Word) -> Step | None:
    """The step that one word brings, by the first rule that answers."""
    sense = word.senses.get("step")
    if sense and not (sense[1] == "base" and parsed.lower(index - 1) in NOUN_MARKERS):  # "his exit", "the request"
        for rule in VERB_RULES.get(sense[0], ()):
            if step := rule(parsed, index):
                return step
    for name in word.senses:
        if name in WORD_RULES and (step := WORD_RULES[name](parsed, index)):
            return step
    return None
