"""What reports agree on, where they differ, and what follows: read off small tables."""

import subprocess
import sys

import pytest

from analysis.tables.comparison import (
    derive_remainders,
    equal_claims,
    find_differing_days,
    find_moved_plans,
    find_spread,
    find_totals,
    in_order_said,
    known_by,
    letter_reports,
)
from analysis.vocabulary import InputError
from tests.chart_frames import ARTICLES, CLAIMS, CRISIS, EVENTS, make_articles, make_claims, make_events


def totals(*numbers):
    articles = make_articles(*["2022-01-11"] * len(numbers))
    rows = [(name, "killed", "all", qualifier, number, f"x {number}")
            for name, (qualifier, number) in zip(articles["article"], numbers, strict=True)]  # fmt: skip
    return make_claims(articles, *rows)


def remainders(*parts, coalition=("about", 2500)):
    articles = make_articles("2022-01-11", "2022-01-12")
    rows = [("a", "deployed", "League", *coalition, "x 1")]
    rows += [
        (article, "deployed", who, qualifier, number, "x 2") for article, who, qualifier, number in parts
    ]
    return derive_remainders(make_claims(articles, *rows), "League", CRISIS.contributors)


def test_a_report_is_known_only_when_it_must_have_been_published():
    articles = make_articles("2022-01-11", "2022-01-12", "").assign(pub_last=["2022-01-11", "2022-01-15", ""])
    assert list(known_by(articles, "2022-01-12")["article"]) == ["a"]
    assert list(known_by(articles, "2022-01-15")["article"]) == ["a", "b"]
    assert list(known_by(articles)["article"]) == ["a", "b", "c"]


@pytest.mark.parametrize("day", ["2022-02-30", "yesterday", "11.1.2022"])
def test_a_day_that_is_none_is_refused_by_name(day):
    with pytest.raises(InputError, match=f"as_of: '{day}'"):
        known_by(ARTICLES, day)


def test_a_report_keeps_its_letter_on_every_day():
    whole = letter_reports(ARTICLES)
    assert letter_reports(known_by(ARTICLES, "2022-01-13")).to_dict() == whole.head(2).to_dict()


def test_the_twenty_seventh_report_is_aa():
    letters = letter_reports(
        make_articles(*["2022-01-11"] * 26).assign(article=[f"r{n:02}" for n in range(26)])
    )
    assert letters["r25"] == "Z"
    many = make_articles(*["2022-01-11"] * 60).assign(article=[f"r{n:02}" for n in range(60)])
    assert (letter_reports(many)["r26"], letter_reports(many)["r52"]) == ("AA", "BA")


def test_equal_claims_share_a_row_whatever_their_words():
    assert equal_claims(CLAIMS).tolist()[:3] == ["c0", "c1", "c1"]


def test_a_subset_is_not_equal_to_a_total_with_its_number():
    articles = make_articles("2022-01-11", "2022-01-12")
    claims = make_claims(
        articles,
        ("a", "killed", "all", "exact", 160, "160"),
        ("a", "killed", "security forces", "exact", 16, "16", {"part_of": "c0"}),
        ("b", "killed", "security forces", "exact", 16, "16"),
    )
    assert equal_claims(claims).nunique() == 3


def test_subsets_of_equal_totals_are_equal():
    articles = make_articles("2022-01-11", "2022-01-12")
    claims = make_claims(
        articles,
        ("a", "killed", "all", "exact", 160, "160"),
        ("a", "killed", "security forces", "exact", 16, "16", {"part_of": "c0"}),
        ("b", "killed", "all", "exact", 160, "160"),
        ("b", "killed", "security forces", "exact", 16, "16", {"part_of": "c2"}),
    )
    assert equal_claims(claims).tolist() == ["c0", "c1", "c0", "c1"]


def test_shuffled_rows_come_back_in_the_order_said():
    shuffled = CLAIMS.sample(frac=1, random_state=3)
    assert in_order_said(shuffled)["claim_id"].tolist() == in_order_said(CLAIMS)["claim_id"].tolist()


@pytest.mark.parametrize(
    ("numbers", "factor", "or_more"),
    [
        ([("exact", 160), ("about", 164), ("exact", 225)], "1.4", False),
        ([("about", 1000), ("at_least", 4500)], "4.5", True),
        ([("about", 2000), ("at_least", 12000), ("vague", 2000)], "6", True),
        ([("at_most", 100), ("exact", 800)], "8", True),
        ([("range", (100, 150)), ("exact", 300)], "2", True),
        ([("exact", 2), ("exact", 30000)], "15,000", False),
    ],
)
def test_the_spread_is_highest_over_lowest(numbers, factor, or_more):
    spread = find_spread(totals(*numbers))
    assert (spread.factor, spread.or_more) == (factor, or_more)


@pytest.mark.parametrize(
    "numbers",
    [
        [],
        [("exact", 3)],
        [("exact", 3), ("exact", 3)],
        [("exact", 5), ("at_least", 3)],
        [("vague", 24), ("at_least", 100)],
        [("range", (100, 150)), ("about", 120)],
        [("exact", 0), ("exact", 9)],
        [("unit", None), ("exact", 9)],
    ],
)
def test_numbers_that_can_all_be_true_have_no_spread(numbers):
    assert find_spread(totals(*numbers) if numbers else CLAIMS.head(0)) is None


def test_subsets_and_groups_stay_out_of_the_totals():
    killed = CLAIMS[CLAIMS["measure"] == "killed"]
    assert find_totals(killed)["value"].tolist() == [160, 225]


def test_what_a_whole_leaves_carries_the_hedge_of_the_whole():
    found = derive_remainders(in_order_said(CLAIMS), "League", CRISIS.contributors)
    assert [(part.who, part.qualifier, part.low, part.high) for part in found] == [
        (("Costaguana", "Drackenberg"), "about", 2250, 2250),
        (("Costaguana", "Drackenberg"), "at_least", 1750, None),
    ]


def test_an_exact_number_is_subtracted_where_reports_agree_on_it():
    [part] = remainders(("a", "Alba", "about", 150), ("b", "Alba", "exact", 150), coalition=("exact", 500))
    assert (part.about, part.low, part.qualifier) == (False, 350, "exact")


def test_a_number_that_is_about_makes_the_result_so():
    [part] = remainders(("a", "Alba", "about", 150), coalition=("at_least", 500))
    assert (part.about, part.low, part.high) == (True, 350, None)


def test_parts_that_reports_differ_on_are_subtracted_as_a_range():
    [part] = remainders(("a", "Alba", "exact", 150), ("b", "Alba", "exact", 200), coalition=("exact", 500))
    assert (part.qualifier, part.low, part.high, part.taken_low, part.taken_high) == (
        "range",
        300,
        350,
        150,
        200,
    )


def test_two_numbers_in_one_report_may_be_parts_and_are_not_subtracted():
    [part] = remainders(
        ("a", "Alba", "exact", 150), ("a", "Alba", "exact", 70), ("a", "Borduria", "exact", 100)
    )
    assert part.who == ("Alba", "Costaguana", "Drackenberg")


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [("a", "Alba", "unit", None), ("a", "Borduria", "at_least", 50)],
        [("a", who, "exact", 10) for who in CRISIS.contributors],
        [("a", "Alba", "exact", 3000)],
    ],
)
def test_nothing_is_derived_where_nothing_follows(parts):
    assert remainders(*parts) == ()


def test_plans_move_and_reports_differ():
    assert find_moved_plans(EVENTS) == {"e5": -4}
    assert find_differing_days(EVENTS) == {"e1": 1}


def test_a_week_that_holds_the_day_does_not_differ_from_it():
    events = make_events(
        ARTICLES,
        ("a", "withdrawal_began", "League", "reported", "2022-01-10", "2022-01-16", "last week"),
        ("b", "withdrawal_began", "League", "reported", "2022-01-13", "2022-01-13", "on Thursday"),
    )
    assert find_differing_days(events) == {}


def test_dates_more_than_a_month_apart_are_two_steps():
    events = make_events(
        ARTICLES,
        ("a", "withdrawal_began", "League", "reported", "2021-11-13", "2021-11-13", "on 13 November"),
        ("b", "withdrawal_began", "League", "reported", "2022-01-13", "2022-01-13", "on Thursday"),
    )
    assert find_differing_days(events) == {}


def test_comparing_needs_no_drawing():
    code = "import sys, analysis.tables.comparison; print('matplotlib' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )
