"""What a report's numbers count, and what must hold for every claim of any report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims.claims import find_claims
from analysis.vocabulary import MEASURES, QUALIFIERS
from tests.reading import CRISIS, as_report, claims_in, number_of

WORDS = st.sampled_from(
    "at least some about 12 30 1,200 dozens of people soldiers police were killed injured arrested and , . ; including"
    " whom Belarus Russia CSTO sent a company – ( ) “ ” will leave the death toll rose to from between 100"
    " 150 in Almaty alone respectively".split()
)


def rows(text: str) -> list[tuple[str, str, str, str]]:
    return [(claim.measure, claim.who, claim.qualifier, number_of(claim)) for claim in claims_in(text)]


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_every_claim_leads_back_to_its_words(text):
    for claim in find_claims(as_report(text), CRISIS):
        assert text[claim.char_start : claim.char_end] == claim.quote
        assert claim.words in claim.quote
        assert claim.measure in MEASURES
        assert claim.qualifier in QUALIFIERS
        assert claim.who
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert claim.value is None or claim.low in (None, claim.value)
        assert claim.value is None or claim.high in (None, claim.value)


def test_a_hedge_holds_along_a_list_until_another():
    assert rows("The riots left around 80 people killed, 200 injured and over 900 arrested.") == [
        ("killed", "all", "about", "80"), ("injured", "all", "about", "200"), ("detained", "all", "at_least", "900"),
    ]  # fmt: skip


def test_a_carried_hedge_is_told_although_it_is_not_in_the_words():
    _, injured, _ = claims_in("The riots left around 80 people killed, 200 injured and over 900 arrested.")
    assert (injured.words, injured.hedge) == ("200", "around")


def test_a_part_is_tied_to_its_whole():
    whole, part = claims_in("Thirty people were killed, including four policemen.")
    assert part.part_of == whole.claim_id
    assert (part.who, whole.part_of) == ("security forces", "")


def test_the_same_claim_twice_is_one_row():
    assert len(claims_in("Twelve people were killed.\n\nThe ministry said 12 people were killed.")) == 1


def test_a_contingent_without_a_number_gets_none():
    (claim,) = claims_in("Belarus sent a company of peacekeepers.")
    assert (claim.who, claim.qualifier, claim.value, claim.low, claim.high) == (
        "Belarus",
        "unit",
        None,
        None,
        None,
    )


def test_all_contributors_together_are_the_coalition():
    (claim,) = claims_in("Over 2,000 troops from the CSTO arrived.")
    assert claim.who == "CSTO"


def test_a_place_is_called_as_aliases_call_it():
    crisis = replace(CRISIS, aliases={**CRISIS.aliases, "West Province": ("WP", "the West")})
    report = as_report("In West Province 14 people died, in Aktau three. The toll in WP alone is 16.")
    assert [(claim.who, claim.value) for claim in find_claims(report, crisis)] == [
        ("West Province", 14),
        ("Aktau", 3),
        ("West Province", 16),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Forty aircraft of the Russian air force returned.",
        "The price rose from 120 tenge ($0.30) a litre.",
        "A 25-year-old man from Minsk spoke.",
        "In 2011, 14 people were killed in the same town.",
        "The ministry counted 4,578 victims.",
        "Investigators opened 1,800 criminal cases.",
        "Some 40% of the people stayed home.",
        "Article 12 of the code was cited.",
        "Kazakhstan sent 500 of its own soldiers to the border.",
    ],
)
def test_not_a_claim(text):
    assert rows(text) == []


def test_a_report_reads_the_same_whatever_stands_beside_it():
    text = "Police said 12 people were killed and 30 were injured."
    alone = claims_in(text)
    claims_in("Belarus sent 100 soldiers.\n\nRussia sent 2,000.")
    assert claims_in(text) == alone
