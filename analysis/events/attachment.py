"""Which words of a sentence a date belongs to: the step, the verb of saying, or another verb that it stands nearest to."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from analysis.events.clauses import PAST, SPEECH, Parsed, ends_as_past, in_passing, is_force, one_of
from analysis.events.steps import Step
from analysis.language.datewords import DatePhrase
from analysis.language.words import AUXILIARIES, QUOTATION_MARKS, RELATIVES

TOO_FAR = 26.0


def compares(parsed: Parsed, phrase: DatePhrase, last: int) -> bool:
    """Whether a phrase counts from the step that follows it ("a week after its deployment")."""
    if phrase.kind != "after" or phrase.months or not phrase.words.lower().endswith((" after", " before")):
        return False
    return parsed.lower(last + 1) not in ("", ".", ",", ";", "and", "but", "”", '"', ")")


def next_to(parsed: Parsed, last: int, step: Step) -> bool:
    """Whether a step stands right behind a phrase, in the same clause."""
    return 0 < step.first - last < 8 and not one_of(parsed, last + 1, step.first, (";", ","))


def hand_over(parsed: Parsed, steps: list[Step], attached: dict) -> None:
    """Give "a week after X" to the step that it dates, not to X, from which it counts."""
    for phrase, first, last in parsed.dates:
        if not compares(parsed, phrase, last):
            continue
        other = next((step for step in steps if next_to(parsed, last, step)), None)
        if other is None:
            continue
        for rows in attached.values():
            rows[:] = [row for row in rows if row[1] is not phrase]
        main = next((step for step in steps if step.first > other.last), None) if first < 2 else None
        if main is not None and attached.get((other.first, other.last)):
            attached.setdefault((main.first, main.last), []).append((0.0, phrase, first, last))


def find_speech(parsed: Parsed, steps: list[Step]) -> list[tuple[int, int]]:
    """The places of the verbs of saying that are no part of a step, and of other verbs, as governors of dates."""
    said = [
        n for n in parsed.bearing.get("step", ()) if parsed.verbs[n] in SPEECH and not in_passing(parsed, n)
    ]
    said += _statements(parsed)
    inside = _words_of(steps) if said else ()
    return [(n, n) for n in said if n not in inside]


def _words_of(steps: list[Step]) -> set[int]:
    """The places of the words that steps take up."""
    return {n for step in steps for n in range(step.first, step.last + 1)}


STATEMENTS = frozenset(
    "announcement statement interview briefing communique communiqué letter speech address tweet post message decree"
    " conference".split()
)


def _statements(parsed: Parsed) -> list[int]:
    """The nouns of statements that a day stands right behind ("in a statement late Wednesday", "in an interview on Sunday")."""
    lowers = parsed.lowers
    behind = {
        first - 1
        for phrase, first, _ in parsed.dates
        if lowers[first - 1] in STATEMENTS and not phrase.bound and lowers[first] != "of"
    }
    return sorted(behind)


def _other_verbs(parsed: Parsed, steps: list[Step], says: list[tuple[int, int]]) -> list[int]:
    """The verbs that are neither steps nor saying: a date of theirs is no step's."""
    taken = _words_of(steps) | {n for n, _ in says}
    listed = (*parsed.bearing.get("step", ()), *parsed.bearing.get("verb", ()))
    bare = [n for n, lower in enumerate(parsed.lowers) if lower.endswith("ed") or lower in BARE_VERBS]
    return [n for n in sorted({*listed, *bare} - taken) if _is_governor(parsed, n)]


def _is_governor(parsed: Parsed, n: int) -> bool:
    return _finite(parsed, n) and not _names_a_day(parsed, n) and not in_passing(parsed, n)


def _names_a_day(parsed: Parsed, index: int) -> bool:
    """ "Tuesday saw the troops leave": the verb behind a day that tells what happened on it."""
    return parsed.lowers[index] in DAY_VERBS and index > 0 and parsed.dated[index - 1]


BARE_VERBS = frozenset(
    "took gave met saw stormed made became".split()
)  # of events that are no step, in no list


DAY_VERBS = frozenset("saw brought marked".split())  # of a day: "Friday saw the arrival of the first"


ARTICLES = frozenset("the a an its their this these those".split())  # "in an organised manner" holds no verb
BEFORE_ADJECTIVES = ARTICLES | {"-", "by", "of", "more", "well"}


def _finite(parsed: Parsed, n: int) -> bool:
    """Whether a word is a full verb, not an auxiliary."""
    word, before = parsed.words[n], parsed.lowers[n - 1]
    senses = word.senses
    if parsed.dated[n] or "is_plan" in senses or "is_due" in senses:
        return False
    if before in ("over", "about", "against", "for", "of"):
        return False  # "protests over proposed amendments"
    if "step" in senses:
        if before in ARTICLES:  # "on the agreed date"
            return False
        if not parsed.verbs[n]:
            return False  # "a majority of votes"
        return senses["step"][1] in ("past", "participle", "present")
    if "verb" in senses and "actor" not in senses:
        return senses["verb"][2] in ("past", "present", "participle")
    described = (
        before in BEFORE_ADJECTIVES or n > 0 and parsed.verbs[n - 1]
    )  # "left ruined Liberia on Tuesday"
    return ends_as_past(word) and not described or word.lower in BARE_VERBS


# How much a word between a date and its verb parts the two; any other 1.
PARTS = (
    dict.fromkeys(("and", "but"), 3)
    | dict.fromkeys((*RELATIVES, *QUOTATION_MARKS, "when", "while", "as", "because", "before", "after"), 5)
    | {";": 14, ",": 2}
)


def _weights(parsed: Parsed, verbs: set[int]) -> list[float]:
    """The weights of all words before each place, so that the gap between two is one subtraction."""
    parts = [PARTS.get(lower, 1) for lower in parsed.lowers]
    for n, lower in enumerate(parsed.lowers):
        if lower in ("soon", "early", "late") and parsed.lower(n - 1) == parsed.lower(n + 1) == "as":
            parts[n - 1] = parts[n + 1] = 1  # "as soon as Thursday" begins no clause
    for first, last in _asides(parsed, verbs):
        parts[first:last] = [0.2] * (last - first)
    for n in verbs:
        parts[n] = 7
    for _, first, last in parsed.dates:
        parts[first : last + 1] = [0.3] * (last + 1 - first)
    return list(accumulate(parts, initial=0.0))


def _asides(parsed: Parsed, verbs: set[int]) -> list[tuple[int, int]]:
    """The runs that only explain the noun before them (", the capital of the province,", "(DRC)"), and quoted dates alone."""
    found = []
    several = parsed.lowers.count(",") > 1
    commas = [n for n, lower in enumerate(parsed.lowers) if lower == ","] if several else ()
    for low, high in pairwise(commas):
        explains = high - low < 24 and parsed.lowers[low + 1] in ("the", "a", "an", "capital", "near")
        if explains and not any(low < n < high for n in verbs):
            found.append((low, high + 1))
    for phrase, first, last in parsed.dates:
        quoted = parsed.lowers[first - 1] in QUOTATION_MARKS and parsed.lowers[last + 1] in QUOTATION_MARKS
        if quoted and phrase.bound:  # would be gone "by the end of the year"
            found += [(first - 1, first), (last + 1, last + 2)]
    return found


def _gap(weights: list[float], first: int, last: int) -> float:
    """How far apart two places are."""
    return weights[last] - weights[first + 1] if last > first + 1 else 0.0


def attach_dates(
    parsed: Parsed, steps: list[Step], says: list[tuple[int, int]]
) -> dict[tuple[int, int], list[tuple[float, DatePhrase, int, int]]]:
    """Each date phrase under the words that govern it: the step, or the verb of saying, that it is nearest to."""
    if not parsed.dates:
        return {}
    others = _other_verbs(parsed, steps, says)
    governors = [((step.first, step.last), _group_start(step), step.last) for step in steps]
    governors += [(say, *say) for say in says] + [((n, n), n, n) for n in others]
    verbs = {*others, *(step.verb for step in steps)}
    behind = {(step.first, step.last) for step in steps if step.tense == PAST and step.event in COMINGS}
    own, spoken = {(step.first, step.last) for step in steps}, set(says)
    reduced = {(step.first, step.last) for step in steps if _is_reduced(parsed, step, verbs)}
    within = _in_relative_clauses(parsed, [low for _, low, _ in governors])
    weights = _weights(parsed, verbs.union(n for n, _ in says))
    attached: dict[tuple[int, int], list[tuple[float, DatePhrase, int, int]]] = {}
    for phrase, first, last in parsed.dates:
        if phrase.kind == "year" or not governors or _in_dateline(parsed, phrase):
            continue
        fronted = _fronted(parsed, first) or _cleft(parsed, first, last) > 0
        open_to = (
            governors if phrase.bound not in AHEAD else [row for row in governors if row[0] not in behind]
        )
        if phrase.bound in AHEAD and any(row[0] in own and row[2] < first for row in open_to):
            open_to = [
                row for row in open_to if row[0] not in spoken or row[2] < first
            ]  # "to leave by June, says Paris"
        open_to = _owners(parsed, first, last, fronted, open_to, own)
        if not open_to:
            continue
        cost, governor = min(
            (
                _cost(parsed, low, high, first, last, fronted, weights)
                + (AFTER_MAIN if fronted and first < low and (key in reduced or low in within) else 0),
                key,
            )
            for key, low, high in open_to
        )
        if cost < TOO_FAR:
            attached.setdefault(governor, []).append((cost, phrase, first, last))
    return attached


AFTER_MAIN = 12.0  # a date at the head of a clause is its main verb's before it is a participle's
Governor = tuple[tuple[int, int], int, int]


WHO = frozenset(("who", "which", "whose"))


def _in_relative_clauses(parsed: Parsed, verbs: list[int]) -> set[int]:
    """The verbs of relative clauses that stand before the main verb ("In April the bloc, in which Kenya leads, agreed")."""
    within: set[int] = set()
    if WHO.isdisjoint(parsed.lowers):
        return within
    pronouns = [n for n, lower in enumerate(parsed.lowers) if lower in WHO]
    for n in verbs:
        at = next((m for m in reversed(pronouns) if n - 6 < m < n), None)
        if at is None or "," in parsed.lowers[at:n]:
            continue
        if not any(at < other < n for other in verbs) and any(other > n for other in verbs):
            within.add(n)
    return within


def _is_reduced(parsed: Parsed, step: Step, others: set[int]) -> bool:
    """Whether a step is only a participle behind its noun, before the main verb ("the force deployed there was attacked")."""
    if step.rule != "sends" or step.subject[1] != step.verb:
        return False
    n = step.verb - 1
    while n > 0 and parsed.lowers[n].endswith("ly"):
        n -= 1
    return n >= 0 and is_force(parsed, n) and any(other > step.verb for other in others)


def _owners(
    parsed: Parsed, first: int, last: int, fronted: bool, governors: list[Governor], own: set[tuple[int, int]]
) -> list[Governor]:
    """The words that a date's own grammar leaves it to: of a noun ("Sunday's clashes", "the summit of May 3"), or of "when"."""
    before, opening, behind = parsed.lowers[first - 1], parsed.lowers[first], parsed.lowers[last + 1]
    if at := _cleft(parsed, first, last):
        return [row for row in governors if row[1] > at]
    if opening in ("beginning", "starting") and before.isalpha() and not fronted:
        near = [row for row in governors if row[2] < first and first - row[2] < 8]
        return near or [
            row for row in governors if row[2] < first
        ]  # "the arrival beginning next week means they will leave"
    if opening == "in" and FOLLOWING & set(parsed.lowers[max(0, first - 4) : first]):
        at = next(n for n in range(first - 1, -1, -1) if parsed.lowers[n] in FOLLOWING)
        if not any(at < row[1] < first for row in governors) and at + 1 < first:
            return []  # "following the attempt in February"
    if behind in ("'s", "’s"):
        return [row for row in governors if row[1] <= last + 4 and last + 2 <= row[2]]
    if opening == "of" and first > 1 and before.isalpha():
        ahead = first < 6 and behind == ","  # "In a letter of May 3, he asked"
        if not ahead and before not in DECREES:
            return [
                row for row in governors if row[1] < first and first - 2 <= row[2] or 0 < row[1] - last <= 4
            ]
    if behind in AUXILIARIES or behind == "," and parsed.lowers[last + 2] in ("has", "have", "had"):
        # "the battalion that left on September 2 was trained there"
        clause = [
            row
            for row in governors
            if row[2] < first and not WHICH.isdisjoint(parsed.lowers[max(0, row[1] - 2) : row[1]])
        ]
        if clause:
            return clause
    n = last + 1 if behind != "," else last + 2
    if any(at in (n, n - 1) and compares(parsed, other, stop) for other, at, stop in parsed.dates):
        return [row for row in governors if row[1] <= first]  # "on May 12, two days after the protests began"
    if parsed.lowers[n] in ("when", "as") and not fronted:
        behind = [
            row
            for row in governors
            if row[1] > n or row[0] in own and (first - row[2] < 8 and row[1] <= first)
        ]
        return behind or governors
    return governors


def _cleft(parsed: Parsed, first: int, last: int) -> int:
    """The "that" of "it was on Wednesday, after a unit rebelled, that the government asked for troops"; 0 where there is none."""
    if parsed.lowers[first - 2 : first] not in (["it", "was"], ["it", "is"]):
        return 0
    found = (n for n in range(last + 1, len(parsed.words)) if parsed.lowers[n] == "that")
    return next((n for n in found if n == last + 1 or parsed.lowers[n - 1] == ","), 0)


FOLLOWING = frozenset(("following", "after"))
WHICH = frozenset(("that", "which", "who"))
DECREES = frozenset("decree order decision resolution".split())  # "sent men by decree of May 3": on that day
COMINGS = frozenset(("deployed", "unrest_began", "requested"))
AHEAD = frozenset(("by", "until", "within", "not_before"))  # a deadline is of a plan, not of what has come
DATELINE_END = re.compile(r"(?:,\s[\w.-]{1,20})?\s*(?:\([^)]{1,30}\))?\s*\.?\s*[-–—]\s")


def _in_dateline(parsed: Parsed, phrase: DatePhrase) -> bool:
    """Whether a date is the dateline's ("Honiara, Nov. 29 - ...")."""
    return (
        phrase.kind == "date"
        and phrase.start < 60
        and DATELINE_END.match(parsed.text, phrase.end) is not None
    )


def _group_start(step: Step) -> int:
    """The first word of a step's verb group: a date between its noun and its verb is not the verb's."""
    return step.subject[1] if step.first < step.subject[1] <= step.verb else step.first


def _fronted(parsed: Parsed, first: int) -> bool:
    """Whether a date opens its clause."""
    n, lowers = first - 1, parsed.lowers
    if lowers[n] == "that" and _comma_follows(parsed, first):
        return True  # "recalled that on October 5, after the vote, protests began"
    if lowers[n] in ("and", "but") and _comma_follows(parsed, first):
        return True  # "and today, Sunday, the last are to go"
    while n >= 0 and lowers[n] in BEFORE_FRONTED:
        n -= 1
    if n < 0 or lowers[n] in (";", ":", "."):
        return True
    if lowers[n] in QUOTATION_MARKS:
        return not _quoted_alone(parsed, first)
    if lowers[n] == "," and (earlier := [at for _, at, last in parsed.dates if last == n - 1]):
        return _fronted(parsed, earlier[0])  # "On the day before, Monday, December 8, ..."
    return lowers[n] == "," and n + 1 != first


BEFORE_FRONTED = frozenset("and but then that early late only just earlier later -".split())


def _comma_follows(parsed: Parsed, first: int) -> bool:
    """Whether a comma stands right behind a date."""
    return parsed.lower(_end_of(parsed, first) + 1) == ","


def _quoted_alone(parsed: Parsed, first: int) -> bool:
    """Whether a date is all that a pair of quotation marks holds (would be gone "by the end of the year")."""
    return parsed.lower(_end_of(parsed, first) + 1) in QUOTATION_MARKS


def _end_of(parsed: Parsed, first: int) -> int:
    """The last word of the date that starts at a word."""
    return next((last for _, start, last in parsed.dates if start == first), first)


JOINTS = frozenset("and but after before when while as".split())


def _cost(
    parsed: Parsed, low: int, high: int, first: int, last: int, fronted: bool, weights: list[float]
) -> float:
    """How far a date is from what may govern it."""
    if low <= first and last <= high:
        return 0.0
    if high < first:
        return _gap(weights, high, first) + (9 if fronted else 0)
    between = _gap(weights, last, low)
    if fronted:
        return between * 0.5
    if low - last > 2 or one_of(parsed, last + 1, low, JOINTS):
        return between + 5
    return between
