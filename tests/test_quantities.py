"""How numbers are spelled and what their hedges assert."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.quantities import bounds, find_quantities, parse_quantity
from analysis.language.words import parse_words, phrasebook
from analysis.vocabulary import QUALIFIERS

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]


def spell(number: int) -> str:
    """A number in English words, as reporters write it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{spell(number // 1000)} thousand" + (
        f" {'and ' if rest < 100 else ''}{spell(rest)}" if rest else ""
    )


@given(st.integers(min_value=1, max_value=10**9))
def test_a_number_reads_back_however_its_thousands_are_marked(number):
    for text in (
        f"{number}",
        f"{number:,}",
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "\u202f"),
    ):
        quantity = parse_quantity(f"{text} people")
        assert (quantity.value, quantity.low, quantity.high, quantity.qualifier) == (
            number,
            number,
            number,
            "exact",
        )


@given(st.integers(min_value=1, max_value=999_999))
def test_a_number_written_out_reads_back(number):
    assert parse_quantity(f"{spell(number)} people").value == number


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for quantity in find_quantities(parse_words(text, phrasebook())):
        assert quantity.qualifier in QUALIFIERS
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@pytest.mark.parametrize(
    ("phrase", "value", "low", "high", "qualifier"),
    [
        ("more than 2,000 soldiers", 2000, 2000, None, "at_least"),
        ("2,000 or more people", 2000, 2000, None, "at_least"),
        ("2,000-plus people", 2000, 2000, None, "at_least"),
        ("no more than 30 soldiers", 30, None, 30, "at_most"),
        ("fewer than 30 soldiers", 30, None, 30, "at_most"),
        ("some 2,030 soldiers", 2030, None, None, "about"),
        ("approximately 150-strong squad", 150, None, None, "about"),
        ("between 100 and 150 people", None, 100, 150, "range"),
        ("100-150 people", None, 100, 150, "range"),
        ("two to three thousand people", None, 2000, 3000, "range"),
        ("several hundred people", None, 200, None, "vague"),
        ("tens of thousands of people", None, 20000, None, "vague"),
        ("a company of soldiers", None, None, None, "unit"),
        ("2.5 thousand people", 2500, 2500, 2500, "exact"),
        ("12.000 people", 12000, 12000, 12000, "exact"),
        ("half a dozen people", 6, 6, 6, "exact"),
        ("thirty-four (34) people", 34, 34, 34, "exact"),
        ("at least about 20 people", 20, 20, None, "at_least"),
    ],
)
def test_hedges_stay_bounds(phrase, value, low, high, qualifier):
    quantity = parse_quantity(phrase)
    assert (quantity.value, quantity.low, quantity.high, quantity.qualifier) == (value, low, high, qualifier)


@pytest.mark.parametrize(
    "text", ["An-12", "the 7th brigade", "many people", "on 2022-01-19", "19.01.2022", "COVID-19", "G20"]
)
def test_codes_ordinals_and_dates_are_no_numbers(text):
    assert parse_quantity(text) is None


def test_nobody_says_how_wide_an_about_is():
    assert bounds("about", 2500) == (None, None)


def test_a_rise_is_two_numbers_and_no_range():
    words = parse_words("the toll rose from 164 to 225", phrasebook())
    assert [quantity.value for quantity in find_quantities(words)] == [164, 225]
