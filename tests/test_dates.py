"""Every way of writing a date that the codebook knows, what is no date, and where a date leads."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.dates import NOWHERE, Span, find_dates, resolve
from analysis.language.datewords import MONTHS, WEEKDAYS
from analysis.vocabulary import BASES, read_lexicon

THURSDAY = date(2022, 1, 13)
PERIOD = (date(2022, 1, 2), date(2022, 1, 31))
NAMES = [name.title() for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")]


def span(text, tense=None, published=THURSDAY, anchor=None, period=PERIOD):
    (phrase,) = find_dates(text)
    return resolve(phrase, (published, published), period, tense, anchor)


def day(text, **keywords):
    found = span(text, **keywords)
    assert found.start == found.end
    return found.start


def words(text):
    return [phrase.words for phrase in find_dates(text)]


@pytest.mark.parametrize(
    "written",
    [
        "January 19",
        "January 19, 2022",
        "Jan. 19",
        "Jan 19",
        "19 January 2022",
        "19 January",
        "the 19th of January",
        "19th January",
        "January 19th",
        "2022-01-19",
        "19.01.2022",
        "19/1/2022",
        "1/19/2022",
        "Wednesday, January 19",
        "Wednesday 19 January",
        "January 19 (Wednesday)",
        "Wed, Jan 19",
        "the night of January 19",
        "19-Jan-2022",
    ],
)
def test_a_calendar_day_in_the_usual_orders(written):
    found = span(f"The last plane lands on {written}.")
    assert (found.start, found.end, found.basis) == (date(2022, 1, 19), date(2022, 1, 19), "explicit")


@pytest.mark.parametrize(
    "written",
    [
        "January 5-7",
        "January 5–7",
        "from January 5 to 7",
        "between 5 and 7 January",
        "5-7 January 2022",
        "5 to 7 January",
        "from January 5 to January 7",
        "between January 5 and January 7",
        "January 5 through January 7",
        "from 5 January until 7 January",
        "from Wednesday, January 5, to Friday, January 7",
    ],
)
def test_a_range_of_days(written):
    assert span(f"They came {written}.") == Span(date(2022, 1, 5), date(2022, 1, 7), "explicit")


def test_and_joins_a_range_only_where_it_says_so():
    assert words("On January 5 and 16 officers were killed.") == ["January 5"]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May spoke.",
        "They may leave.",
        "They march on.",
        "The Sun reported it.",
        "2,000 troops",
        "Article 12-3",
        "an An-26",
        "the 27th brigade",
        "for the second time",
        "on 1/2/2022",
        "on 13/13/2022",
        "on February 30",
        "every Friday",
        "the Sunday Times",
        "the 5,000 men",
        "over the next few days",
        "in the coming days",
        "twice a week",
        "in three days of riots",
        "version 2.01.20222",
        "a January offensive",
        "day and night",
        "2022",
    ],
)
def test_what_is_no_date(text):
    assert words(text) == []


@pytest.mark.parametrize(
    "text", ["The force was set up in 2019.", "They came in late 2021.", "It has been quiet since 1989."]
)
def test_a_year_is_no_day(text):
    assert span(text) == NOWHERE


def test_a_month_with_a_count_after_it_is_a_month():
    assert span("In January 16 officers were killed.") == Span(
        date(2022, 1, 1), date(2022, 1, 31), "explicit"
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("at the start of December", 1, 10),
        ("in early December", 1, 10),
        ("in mid-December", 11, 20),
        ("in the middle of December", 11, 20),
        ("in late December", 21, 31),
        ("at the end of December", 21, 31),
        ("in December", 1, 31),
        ("in December 2021", 1, 31),
    ],
)
def test_a_month_and_its_parts(text, first, last):
    assert span(f"They came {text}.") == Span(date(2021, 12, first), date(2021, 12, last), "explicit")


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("on Friday", "past", date(2022, 1, 7)),
        ("on Friday", "future", date(2022, 1, 14)),
        ("on Thursday", "past", THURSDAY),
        ("on Thursday", "future", THURSDAY),
        ("last Thursday", "past", date(2022, 1, 6)),
        ("next Thursday", "future", date(2022, 1, 20)),
        ("Monday of last week", "past", date(2022, 1, 3)),
        ("Tuesday next week", "future", date(2022, 1, 18)),
        ("on Wednesday night", "past", date(2022, 1, 12)),
        ("on the 21st", "future", date(2022, 1, 21)),
        ("on the 21st", "past", date(2021, 12, 21)),
        ("yesterday", "past", date(2022, 1, 12)),
        ("today", None, THURSDAY),
        ("tonight", None, THURSDAY),
        ("tomorrow", "future", date(2022, 1, 14)),
        ("the day after tomorrow", "future", date(2022, 1, 15)),
        ("the day before yesterday", "past", date(2022, 1, 11)),
        ("two days ago", "past", date(2022, 1, 11)),
        ("a week ago", "past", date(2022, 1, 6)),
        ("one month ago", "past", date(2021, 12, 13)),
        ("in two days", "future", date(2022, 1, 15)),
        ("in a week's time", "future", date(2022, 1, 20)),
        ("48 hours from now", "future", date(2022, 1, 15)),
        ("last night", "past", date(2022, 1, 12)),
    ],
)
def test_a_day_from_the_publication_day(text, tense, expected):
    assert day(f"They go {text}.", tense=tense) == expected


@pytest.mark.parametrize(
    ("text", "tense", "first", "last"),
    [
        ("last week", "past", (1, 3), (1, 9)),
        ("early last week", "past", (1, 3), (1, 5)),
        ("late last week", "past", (1, 6), (1, 9)),
        ("next week", "future", (1, 17), (1, 23)),
        ("early next week", "future", (1, 17), (1, 19)),
        ("this week", "past", (1, 10), (1, 16)),
        ("at the weekend", "past", (1, 8), (1, 9)),
        ("at the weekend", "future", (1, 15), (1, 16)),
        ("next month", "future", (2, 1), (2, 28)),
        ("this month", None, (1, 1), (1, 31)),
        ("later this week", "future", (1, 10), (1, 16)),
        ("earlier this month", "past", (1, 1), (1, 31)),
        ("from Monday to Wednesday", "past", (1, 10), (1, 12)),
    ],
)
def test_a_span_from_the_publication_day(text, tense, first, last):
    found = span(f"They go {text}.", tense)
    assert (found.start, found.end) == (date(2022, *first), date(2022, *last))


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("by January 19", None, 19, "explicit"),
        ("until January 19", None, 19, "explicit"),
        ("no later than January 19", None, 19, "explicit"),
        ("before January 19", None, 19, "explicit"),
        ("by Friday", None, 14, "weekday"),
        ("within ten days", None, 23, "relative"),
        ("until at least January 19", 19, None, "explicit"),
        ("no earlier than January 19", 19, None, "explicit"),
        ("from January 19", 19, 19, "explicit"),
        ("by the end of the month", None, 31, "explicit"),
        ("by the end of January", None, 31, "explicit"),
        ("by the end of the week", None, 16, "relative"),
    ],
)
def test_a_bound_leaves_the_other_side_open(text, start, end, basis):
    found = span(f"They will be gone {text}.", "future")
    assert [side.day if side else None for side in (found.start, found.end)] == [start, end]
    assert found.basis == basis


@pytest.mark.parametrize("text", ["no more than ten days", "up to ten days", "10 days", "at most ten days"])
def test_a_duration_ends_so_long_after_a_known_start(text):
    assert span(f"It will take {text}.", anchor=THURSDAY) == Span(None, date(2022, 1, 23), "duration")
    assert span(f"It will take {text}.") == NOWHERE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the next day", 7),
        ("a day later", 7),
        ("two days later", 8),
        ("a week after", 13),
        ("the day before", 5),
        ("three days earlier", 3),
        ("the same day", 6),
        ("one day after", 7),
    ],
)
def test_a_day_that_counts_from_another(text, expected):
    assert day(f"They came {text}.", anchor=date(2022, 1, 6)) == date(2022, 1, expected)
    assert span(f"They came {text}.") == NOWHERE


@pytest.mark.parametrize(
    "text",
    [
        "more than a week ago",
        "nearly two weeks ago",
        "about a month ago",
        "less than two days later",
    ],
)
def test_a_hedged_count_is_no_day(text):
    assert span(f"They came {text}.", anchor=THURSDAY) == NOWHERE


@pytest.mark.parametrize(
    "text",
    ["on Friday", "yesterday", "last week", "at the weekend", "in two days", "this month", "on the 19th"],
)
def test_nothing_is_dated_from_an_unknown_publication_day(text):
    assert span(f"They go {text}.", published=None) == NOWHERE


def test_bounds_of_publication_date_what_both_agree_on():
    (month,) = find_dates("They go this month.")
    (friday,) = find_dates("They go on Friday.")
    published = (date(2022, 1, 3), date(2022, 1, 28))
    assert resolve(month, published, PERIOD).end == date(2022, 1, 31)
    assert resolve(friday, published, PERIOD) == NOWHERE


@pytest.mark.parametrize(
    ("text", "published", "period", "year"),
    [
        ("on December 31", date(2022, 1, 10), (None, None), 2021),
        ("on January 2", date(2021, 12, 28), (None, None), 2022),
        ("on January 6", None, PERIOD, 2022),
        ("on May 3", date(2022, 1, 10), (date(2021, 4, 1), date(2022, 1, 31)), 2021),
    ],
)
def test_the_year_comes_from_the_publication_day_or_the_crisis(text, published, period, year):
    assert day(f"They came {text}.", published=published, period=period).year == year


def test_a_day_that_fits_two_years_of_a_crisis_has_none():
    assert span("on May 3", published=None, period=(date(2021, 1, 1), date(2022, 12, 31))) == NOWHERE


def test_neighbours_name_one_day():
    assert words("On Thursday (January 13) they left; on Friday, they came back.") == [
        "Thursday (January 13",
        "Friday",
    ]


def test_the_words_hold_the_bound_and_not_the_preposition():
    assert words("They leave on Friday or in two days, and stay until January 19.") == [
        "Friday",
        "in two days",
        "until January 19",
    ]


@pytest.mark.parametrize(("name", "table"), [("months", MONTHS), ("weekdays", WEEKDAYS)])
def test_names_of_days_and_months(name, table):
    for phrase, number, example in read_lexicon(name):
        (found,) = find_dates(example)
        assert table[phrase] == int(number) == found.first[1 if name == "months" else 2]


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row[0]} ({row[1]})") for row in read_lexicon("date_words")]
)
def test_date_word(row):
    phrase, _, example = row
    (found,) = find_dates(example)
    assert phrase in example[found.opening : found.end].lower()


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 8))
def test_a_written_date_reads_back(one, form):
    name = NAMES[one.month - 1]
    written = [
        one.isoformat(),
        f"{one.day:02}.{one.month:02}.{one.year}",
        f"{name} {one.day}, {one.year}",
        f"{one.day} {name} {one.year}",
        f"the {one.day}th of {name} {one.year}",
        f"{name} {one.day}th, {one.year}",
        f"{name[:3]} {one.day} {one.year}",
        f"{NAMES[one.month - 1].upper()} {one.day}, {one.year}",
        f"{one:%A}, {one.day} {name} {one.year}",
    ][form]
    assert day(f"It was on {written}, they say.", published=None, period=(None, None)) == one


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(-60, 60))
def test_a_date_without_a_year_is_the_nearest(published, off):
    one = published + timedelta(days=off)
    assert (
        day(f"It was on {NAMES[one.month - 1]} {one.day}.", published=published, period=(None, None)) == one
    )


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from([None, "past", "future"])
)
def test_any_text_reads_without_an_error(text, tense):
    end = 0
    for phrase in find_dates(text):
        assert text[phrase.start : phrase.end] == phrase.words
        assert end <= phrase.start < phrase.end
        end = phrase.end
        for published in (THURSDAY, None, date.min, date.max):
            assert resolve(phrase, (published, published), PERIOD, tense, published).basis in BASES


WORDS = st.sampled_from(
    "on in by until the of May may 5 19 31 th January Jan. Friday Fri, last next week weekend two days 10"
    " later after before ago year 2022"
    " 2022-02-30 end start mid- early to - and between from İ".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_heap_of_date_words_reads_without_an_error(text):
    for phrase in find_dates(text):
        assert text[phrase.start : phrase.end] == phrase.words
        resolve(phrase, (THURSDAY, THURSDAY), PERIOD, "future", THURSDAY)


@pytest.mark.parametrize(
    "piece", ["1,234,567 ", "12,", "day", "2022-", "-January", "20.01.", "the end of ", "January 5 to "]
)
def test_the_time_is_linear(piece):
    started = time.process_time()
    list(find_dates(piece * (200_000 // len(piece))))
    assert time.process_time() - started < 3
