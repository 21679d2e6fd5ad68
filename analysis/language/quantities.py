"""A phrase -> the range that its words assert: value, low, high, qualifier.

What belongs here: how a number is spelled and how hedges bound it (codebook, table of words). What does not: what the
number counts (`counted`) and who says so (`claims`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.language.recall import Barren, is_word
from analysis.language.words import MONTHS, TOKEN, Phrasebook, Word, parse_words, phrasebook
from analysis.vocabulary import read_lexicon

DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[a-z]+")
LARGEST = 10**12  # a longer run of digits is an identifier, not a count of people
MULTIPLIERS = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "dozen": 12,
    "score": 20,
    "k": 1000,
}
DIGITS = re.compile(r"(\d+(?:[.,\u00a0\u202f\u2009 ]\d+)*)([^\W\d_]*)$")
THOUSANDS = re.compile(r"\d{1,3}(?:([,.\u00a0\u202f\u2009 ])\d{3})(?:\1\d{3})*$")
DECIMAL = re.compile(r"\d+[.,]\d+")
SEPARATORS = re.compile(r"\D")
SUFFIXES = {"": 1, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9}
SCALES = frozenset(("hundred", "thousand", "million", "billion", "dozen"))
DASHES = frozenset("-–—")
JOINTS = DASHES | {"to", "and", "or"}
ARTICLES = frozenset(("a", "an"))
UNIT_OPENINGS = ARTICLES | {"one"}
SPEAKS_ABOUT = frozenset(
    "speak speaks spoke spoken speaking talk talks talked talking asked know knew heard learned".split()
)
BETWEEN_HEDGE_AND_NUMBER = frozenset(
    ("a", "an", "the", "another", "a total of", "total", "additional", "further", "of")
)
BRINGS = re.compile(r"(?:add(?:s|ed|ing)?|br(?:ing|ings|inging|ought)|buil(?:d|ds|ding|t))$")
CHANGES = re.compile(
    r"(?:rose|risen|rises?|rising|increas\w*|climb\w*|jump\w*|up|revis\w*|grew|grown|grow|went|fell|down|dropped|expand\w*|enlarg\w*"
    r"|strengthen\w*|boost\w*|rais\w*|cut|reduc\w*|shr[aiu]nk\w*|halv\w*)$"
)


class Quantity(NamedTuple):
    """A number of something as its words state it.

    A named tuple rather than a dataclass: a report has a dozen of them, and they are made far faster.

    `low` and `high` are the closed range that the words assert; None means that the words leave that side open.
    `value` is None for a range, a vague plural and a unit. `hedge` is the word that bounds it, "" for an exact number.
    `first`..`last` are the words that hold it with its hedge, `number_first`..`number_last` those of the number alone.
    """

    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    hedge: str
    first: int
    last: int
    number_first: int
    number_last: int
    floors: object = None


def parse_quantity(phrase: str) -> Quantity | None:
    """What a phrase asserts about a number; None where it holds none.

    >>> parse_quantity("more than 2,000").low, parse_quantity("more than 2,000").high
    (2000, None)
    >>> parse_quantity("between a hundred and 150").qualifier
    'range'
    >>> parse_quantity("many people") is None
    True
    """
    return next(iter(find_quantities(parse_words(phrase, phrasebook()))), None)


def may_hold_number(text: str) -> bool:
    """Whether a text can hold a quantity at all: a digit, a number word, a vague plural or a unit; quick, and never wrongly no.

    >>> may_hold_number("Dozens were arrested."), may_hold_number("Nobody was arrested.")
    (True, False)
    """
    return _NUMBERLESS.may_be_in(text)


def _has_number(run: str) -> bool:
    if is_word(run):
        return run.lower() in _number_words()
    return DIGIT.search(run) is not None or not _number_words().isdisjoint(LETTERS.findall(run.lower()))


_NUMBERLESS = Barren(_has_number)


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    lists = ("numerals", "vague", "units")
    words = {row[0].split()[-1] for name in lists for row in read_lexicon(name)}
    return frozenset(words | {"half", "couple"} | {word + "s" for word in words} | {"companies"})


def find_quantities(words: Sequence[Word]) -> list[Quantity]:
    """Every quantity in a sentence's words, in order: numbers, ranges, vague plurals and units without a number."""
    quantities, behind = [], 0
    for index in [index for index, word in enumerate(words) if word.opens]:
        if index < behind:
            continue
        found = _vague(words, index) if "vague" in words[index].senses else _counted(words, index)
        if found is not None:
            quantities.append(found)
            behind = found.last + 1
    return quantities


def _counted(words: Sequence[Word], index: int) -> Quantity | None:
    word = words[index]
    number = _digits(words, index) if word.text[0].isdigit() else _number(words, index)
    if word.lower in UNIT_OPENINGS:
        found = _unit(words, index)
    elif number is None:
        return None
    else:
        found = _numbered_units(words, index, number[1])
    if found is None and number is not None:
        return _number_or_range(words, index, *number)
    return found


def bounds(qualifier: str, value: int) -> tuple[int | None, int | None]:
    """The closed range that a hedge and a number assert (codebook).

    >>> bounds("at_least", 2000), bounds("about", 2000)
    ((2000, None), (None, None))
    """
    if qualifier == "exact":
        return value, value
    return (value if qualifier == "at_least" else None), (value if qualifier == "at_most" else None)


def hedged(quantity: Quantity, qualifier: str, hedge: str) -> Quantity:
    """An exact quantity under a hedge that governs it from earlier in its list."""
    low, high = bounds(qualifier, quantity.value)
    return Quantity(
        quantity.value, low, high, qualifier, hedge,
        quantity.first, quantity.last, quantity.number_first, quantity.number_last,
    )  # fmt: skip


def unit_like(quantity: Quantity) -> Quantity:
    """A number of units as a unit without a number of people: "one from South Sudan" in a list of battalions."""
    return Quantity(
        None,
        None,
        None,
        "unit",
        "",
        quantity.first,
        quantity.last,
        quantity.number_first,
        quantity.number_last,
    )


def _number_or_range(words: Sequence[Word], index: int, value: int, last: int) -> Quantity:
    """The quantity of a number whose value and last word are known, or of the range that it begins."""
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after.lower in JOINTS and (upper := _upper_end(words, index, last, value)):
        low, high, last = upper
        spanned = index and words[index - 1].lower in ("between", "from")
        first = index - 1 if spanned else _hedge_before(words, index)[0]
        return _new(Quantity, (None, low, high, "range", "", first, last, index, last, None))
    if after is not None and after.text == "(":
        last = _said_twice(words, last, value)
    first, qualifier, hedge = index, "exact", ""
    if index and (words[index - 1].senses or words[index - 1].lower in BETWEEN_HEDGE_AND_NUMBER):
        first, qualifier, hedge = _hedge_before(words, index)
    if qualifier == "exact" and last == index + 3 and _is_couple_of_dozen(words, index):
        qualifier, hedge = "about", "a couple of"
    end = last
    if last + 1 < len(words) and (words[last + 1].senses or words[last + 1].text in DASHES):
        end, later, hedge_after = _hedge_after(words, last)
        if later and qualifier in ("exact", "about"):
            qualifier, hedge = later, hedge_after
    low, high = (value, value) if qualifier == "exact" else bounds(qualifier, value)
    return _new(Quantity, (value, low, high, qualifier, hedge, first, end, index, last, None))


_new = tuple.__new__  # a named tuple's own way of making one takes twice as long


def _is_couple_of_dozen(words: Sequence[Word], index: int) -> bool:
    return [word.lower for word in words[index : index + 4]] == ["a", "couple", "of", "dozen"]


def _said_twice(words: Sequence[Word], last: int, value: int) -> int:
    """ "Thirty-four (34) people": the number in the brackets is the same one."""
    if last + 3 < len(words) and words[last + 1].text == "(" and words[last + 3].text == ")":
        again = _number(words, last + 2)
        if again is not None and again[0] == value:
            return last + 3
    return last


def _vague(words: Sequence[Word], index: int) -> Quantity | None:
    """dozens, several hundred, tens of thousands: a floor by the chosen profile, never a value."""
    floors = words[index].senses.get("vague")
    if floors is None:
        return None
    before = words[index - 1].lower if index else ""
    if before in ("the", "by") and words[index].lower in ("tens", "scores"):
        return None
    return Quantity(
        None, floors["literal"], None, "vague", words[index].lower, index, index, index, index, floors
    )


def _numbered_units(words: Sequence[Word], index: int, last: int) -> Quantity | None:
    """ "two battalions", "two more battalions": a number of units is a unit without a number of people."""
    if last + 2 < len(words) and words[last + 1].lower in ("more", "extra", "further", "additional", "other"):
        last += 1
    if last + 1 < len(words) and "units" in words[last + 1].senses:
        return _new(Quantity, (None, None, None, "unit", "", index, last + 1, index, last + 1, None))
    return None


def _unit(words: Sequence[Word], index: int) -> Quantity | None:
    """ "a company", "an airborne battalion": people without a number."""
    for last in range(index + 1, min(index + 4, len(words))):
        word = words[last]
        if "unit" in word.senses:
            after = [word.lower for word in words[last + 1 : last + 3]]
            if (
                after[:1] == ["-"]
                and after[1:] != []
                and after[1] in ("strength", "sized", "size", "strong", "level")
            ):
                return None  # "a battalion-strength force of about 1,200"
            return _new(Quantity, (None, None, None, "unit", "", index, last, index, last, None))
        lower = word.lower
        if (
            "number" in word.senses
            or not (lower.isalpha() or lower.replace(" ", "").isalpha())
            or lower in ("of", "and", "or")
        ):
            return None
    return None


def _hedge_before(words: Sequence[Word], index: int) -> tuple[int, str, str]:
    """The first word of the hedge that stands before the number, its qualifier and the hedge; a bound beats an "about"."""
    first, qualifier, hedge, position = index, "exact", "", index - 1
    while position >= 0:
        word = words[position]
        found = word.senses.get("hedge") if word.senses else None
        if found is None:
            if word.lower in BETWEEN_HEDGE_AND_NUMBER and index - position <= 3:
                position -= 1
                continue
            break
        went = position and words[position - 1].lower in ("gone", "went", "go", "goes", "going")
        if word.lower == "up to" and (went or _brings(words, position)):
            break  # "had gone up to 191"
        if word.lower == "about" and position and words[position - 1].lower in SPEAKS_ABOUT:
            break  # "spoke about 700 soldiers"
        if qualifier in ("exact", "about"):
            qualifier, hedge = str(found), word.lower
        first, position = position, position - 1
    return first, qualifier, hedge


def _brings(words: Sequence[Word], position: int) -> bool:
    """ "bring the force up to around 4,600", "death toll up to 30": where the number goes, no bound."""
    tolls = [n for n in range(max(0, position - 9), position) if words[n].lower.endswith("toll")]
    if tolls and not any("verb" in word.senses for word in words[tolls[-1] : position]):
        return words[position - 1].lower not in ("of", "be", "is")
    return any(BRINGS.match(word.lower) for word in words[max(0, position - 9) : position])


def _hedge_after(words: Sequence[Word], last: int) -> tuple[int, str, str]:
    """ "2,000 or more", "2,000-plus", "30-odd": the last word with its hedge, the qualifier, the hedge; "" if none."""
    after = last + 1
    if after < len(words) and words[after].text in DASHES:
        after += 1
    if after < len(words) and "hedge_after" in words[after].senses:
        word = words[after]
        if (
            word.lower == "plus" and after == last + 1
        ):  # "20 soldiers plus": only "2,000-plus" and "2,000 plus people"
            follower = words[after + 1] if after + 1 < len(words) else None
            if follower is None or "group" not in follower.senses:
                return last, "", ""
        return after, str(word.senses["hedge_after"]), word.lower
    return last, "", ""


def _upper_end(words: Sequence[Word], index: int, last: int, value: int) -> tuple[int, int, int] | None:
    """The other end of "100-150", "100 to 150", "between 100 and 150", "two or three": (low, high, last word).

    One of `JOINTS` follows the number.
    """
    if last + 2 >= len(words):
        return None
    joint, before = words[last + 1].lower, words[index - 1].lower if index else ""
    skip = last + 2
    if "hedge" in words[skip].senses and joint != "-":
        return None
    number = _number(words, skip)
    if number is None:
        return None
    upper, end = number
    mixed = words[index].text[0].isdigit() != words[skip].text[0].isdigit()
    if (
        mixed
        and before != "between"
        and not (joint == "to" and value < 10 <= upper < 20)
        or _day_before(words, index)
    ):
        return None
    scaled = _shared_scale(words, skip, end, value, upper)
    if joint == "and" and before != "between" or scaled >= upper:
        return None
    if (
        joint == "to"
        and before == "from"
        and any(CHANGES.match(word.lower) for word in words[max(0, index - 6) : index - 1])
    ):
        return None  # "raises the force from 2,000 to 15,000"
    if joint == "to" and index and CHANGES.match(before):
        return None
    return scaled, upper, end


def _day_before(words: Sequence[Word], index: int) -> bool:
    """ "Nov. 29 - fifty soldiers": a day is no lower end."""
    before = words[index - 1] if index else None
    if before is not None and before.text == "." and index > 1:
        before = words[index - 2]
    return before is not None and before.lower in MONTHS and before.text[0].isupper()


def _shared_scale(words: Sequence[Word], first: int, last: int, value: int, upper: int) -> int:
    """ "two to three thousand" is 2,000 to 3,000."""
    scale = words[last].senses.get("number") if last > first else None
    if value < 100 and words[last].lower in MULTIPLIERS and scale and upper // int(scale) > value:
        return value * int(scale)
    return value


def _number(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The number that begins at a word, in digits or spelled out, and its last word; None if none begins there."""
    word = words[index]
    if word.text[0].isdigit():
        return _digits(words, index)
    if word.lower in ARTICLES:
        return _article(words, index)
    if "number" in word.senses or word.lower == "half":
        return _spelled(words, index)
    return None


def _digits(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    if index and words[index - 1].text in "-/:.,'" and _glued(words, index):
        return None
    if _is_telephone(words[index].text) or index and _is_telephone(words[index - 1].text):
        return None
    digits, scale, last = words[index].text, 1, index
    if not digits.isdecimal():
        match = DIGITS.match(digits)
        if match is None:
            return None
        digits, scale = match[1], SUFFIXES.get(match[2].lower())
    if scale is None or len(digits) > 15:
        return None
    follower = words[index + 1].lower if index + 1 < len(words) else ""
    if follower in SCALES:
        scale, last = 12 if follower == "dozen" else scale * MULTIPLIERS[follower], index + 1
    value = int(digits) * scale if digits.isdecimal() else _value(digits, scale)
    return None if value is None or value > LARGEST else (value, last)


def _is_telephone(text: str) -> bool:
    """Whether digits begin with a nought, as no count of people does: "call 0716200100", "0800 720 627"."""
    return len(text) > 2 and text[0] == "0" and text.isdecimal()


def _value(digits: str, scale: int) -> int | None:
    """1,495 and 12.000 are thousands, 2.5 million is 2,500,000; 1.5 of people is nothing."""
    if THOUSANDS.match(digits) and (scale == 1 or not ("." in digits or "," in digits)):
        return int(SEPARATORS.sub("", digits)) * scale
    if scale > 1 and DECIMAL.fullmatch(digits):
        whole, fraction = digits.replace(",", ".").split(".")
        value, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
        return None if rest else value
    return None


def _glued(words: Sequence[Word], index: int) -> bool:
    """Whether the number is the tail of a name or a code: "An-12", "12-3", "10:30"."""
    before = words[index - 1]
    if index < 2 or not (words[index].glued and before.glued):
        return False
    head = words[index - 2].text
    if before.text == "-":
        return head[0].isalpha() or not head[0].isdigit()
    return before.text in "/:" or (before.text in ".,'" and head[-1].isdigit())


def _article(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """a hundred and fifty; a dozen; a couple of dozen."""
    follower = words[index + 1].lower if index + 1 < len(words) else ""
    if follower in SCALES:
        return (12, index + 1) if follower == "dozen" else _accumulate(words, index + 1, 1)
    if follower == "couple" and _is_couple_of_dozen(words, index):
        return 24, index + 3
    return None


def _spelled(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """twenty-six; half a dozen; two and a half thousand."""
    lower = words[index].lower
    if lower == "half":
        return (6, index + 2) if [w.lower for w in words[index + 1 : index + 3]] == ["a", "dozen"] else None
    strong = [word.lower for word in words[index + 1 : index + 3]] in (["-", "strong"], ["-", "member"])
    if lower in ("hundred", "thousand", "million", "billion", "k") and not strong:
        return None
    total, last = _accumulate(words, index, 1 if strong and lower in MULTIPLIERS else 0)
    following = [word.lower for word in words[last + 1 : last + 5]]
    if (
        following[:3] == ["and", "a", "half"] and following[3:] and following[3] in MULTIPLIERS
    ):  # two and a half thousand
        return total * MULTIPLIERS[following[3]] + MULTIPLIERS[following[3]] // 2, last + 4
    return total, last


def _accumulate(words: Sequence[Word], index: int, current: int) -> tuple[int, int]:
    """Adds up a run of number words from `index`; `current` is what stood before ("a" is 1)."""
    total, last, position, seen = 0, index, index, current > 0
    while position < len(words):
        word = words[position]
        value = word.senses.get("number")
        if value is None:
            step = _joint(words, position)
            if step is None or not seen or not _continues(words, position + step, current):
                break
            position += step
            continue
        value = int(value)
        if word.lower == "k":
            break
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif word.lower in ("hundred", "dozen", "score"):
            current = max(current, 1) * value
        elif current % 100 == 0 or (20 <= current % 100 < 100 and current % 10 == 0 and value < 10):
            current += value
        else:
            break
        seen, last, position = True, position, position + 1
    return total + current, last


def _joint(words: Sequence[Word], position: int) -> int | None:
    """Words that may stand inside a number: the hyphen of twenty-six, the "and" of a hundred and fifty."""
    word = words[position]
    if word.text == "-" and position and word.glued:
        return 1
    if word.lower == "and" or word.text == "," and words[position - 1].lower in ("thousand", "million"):
        return 1
    return None


def _continues(words: Sequence[Word], position: int, current: int) -> bool:
    """Whether what follows the joint still belongs to the number: "hundred and fifty" does, "twenty and thirty" doesn't."""
    if position >= len(words):
        return False
    value = words[position].senses.get("number")
    if value is None or not words[position].lower.isalpha():
        return False
    if words[position - 1].text == ",":  # "one thousand, five hundred"
        return int(value) < 100 and position + 1 < len(words) and words[position + 1].lower == "hundred"
    if words[position - 1].lower == "and":
        return int(value) < 100 and words[position - 2].lower in ("hundred", "thousand", "million")
    return (
        (current % 100 >= 20 and current % 10 == 0 and int(value) < 10) or int(value) >= 100 and current > 0
    )


def quantity_in(text: str, book: Phrasebook | None = None) -> Quantity | None:
    """The first quantity of a text with another phrasebook than the default; None if there is none."""
    return next(iter(find_quantities(parse_words(text, book or phrasebook()))), None)


__all__ = ["TOKEN", "Quantity", "bounds", "find_quantities", "hedged", "parse_quantity", "quantity_in"]
