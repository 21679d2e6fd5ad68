"""Every rule of the codebook on events, on sentences of our own making."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.events.clauses import parse_sentence
from analysis.events.events import find_events
from analysis.events.sieve import dates_if_a_step
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis
from analysis.vocabulary import BASES, EVENTS, STATUSES, read_lexicon

CRISIS = Crisis(
    "A made-up crisis",
    "Tuvalu",
    "PAM",
    ("Fiji", "Samoa", "Tonga"),
    date(2021, 11, 1),
    date(2021, 12, 31),
    {"PAM": ("Pacific Aid Mission",)},
)
MONDAY = date(2021, 11, 29)


def report(text, published=MONDAY):
    return Report(article="a", text=text, pub_first=published, pub_last=published)


def events(text, published=MONDAY):
    return find_events(report(text, published), CRISIS)


def rows(text, published=MONDAY):
    """Each event as "event who first..last status", in the order of the text; days are of the month."""
    return [f"{e.event} {e.who} {_day(e.start)}..{_day(e.end)} {e.status}" for e in events(text, published)]


def _day(one):
    return f"{one.month}-{one.day}" if one else ""


def test_the_steps_of_a_crisis():
    text = (
        "Riots broke out in Tuvalu on November 3. The government asked the Pacific Aid Mission for help on November 4."
        " PAM decided on November 5 to send a force, and it landed on November 7."
        " On Saturday the president announced that the mission was over."
        " The withdrawal will begin on Thursday and the process will take no more than ten days."
    )
    assert rows(text) == [
        "unrest_began Tuvalu 11-3..11-3 reported",
        "requested Tuvalu 11-4..11-4 reported",
        "approved PAM 11-5..11-5 reported",
        "deployed PAM 11-7..11-7 reported",
        "withdrawal_announced PAM 11-27..11-27 reported",
        "withdrawal_began PAM 12-2..12-2 planned",
        "withdrawal_completed PAM ..12-12 planned",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fijian troops will leave on Friday.", "12-3..12-3 planned"),
        ("Fijian troops are due to leave on Friday.", "12-3..12-3 planned"),
        ("Fijian troops are expected to go home by Friday.", "..12-3 planned"),
        ("Fijian troops left on Friday.", "11-26..11-26 reported"),
        ("Fijian troops have returned home, the army said on Saturday.", "11-27..11-27 reported"),
        ("Fiji brought its troops home on Friday.", "11-26..11-26 reported"),
        ("Fijian troops will stay until at least Friday.", "12-3.. planned"),
        ("Fijian troops are not to leave before Friday.", "12-3.. planned"),
        ("Fijian troops will leave within ten days.", "..12-9 planned"),
        ("Friday was set as the deadline for the withdrawal of the Fijian troops.", "..12-3 planned"),
        ("Fijian troops have left the country.", ".. reported"),
    ],
)
def test_plan_or_report(text, expected):
    assert rows(text)[-1] == f"withdrawal_completed Fiji {expected}"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Soldiers from Fiji and Samoa landed on Friday.", ["Fiji", "Samoa"]),
        ("Soldiers from Fiji, Samoa and Tonga landed on Friday.", ["PAM"]),
        ("Samoan troops guard the port. They landed on Friday.", ["Samoa"]),
        ("Samoan troops guard the port. The contingent landed on Friday.", ["Samoa"]),
        ("The peacekeepers landed on Friday.", ["PAM"]),
        ("The Fijian-led force landed on Friday.", ["PAM"]),
        ("Tongan police serving in the PAM mission landed on Friday.", ["Tonga"]),
        ("Suva sent soldiers on Friday.", ["Fiji"]),
        ("Chinese troops landed on Friday.", []),
    ],
)
def test_whose_step(text, who):
    assert [event.who for event in events(text)] == who


@pytest.mark.parametrize(
    "text",
    [
        "Fiji denied that its troops had left on Friday.",
        "Fijian troops did not leave on Friday.",
        "The opposition wants Fijian troops to leave by Friday.",
        "The unions called on Fiji to withdraw its troops by Friday.",
        "Most of the Fijian soldiers left on Friday.",
        "The first planes with Fijian soldiers left on Friday.",
        "Twenty Fijian soldiers left on Friday.",
        "The riots left 12 people dead on Friday.",
        "The president of Fiji left on Friday.",
        "Fiji withdrew its ambassador on Friday.",
        "Fijian troops withdrew from Lebanon in 1989.",
        "Fijian soldiers returned to work on Friday.",
        "The government asked everyone to stay at home on Friday.",
        "Protests in France began on Friday.",
        "Clashes broke out again on Friday.",
        "The curfew will remain until Friday.",
        "The Fijian foreign minister arrived on Friday.",
        "Fijian troops landed.",
        "Riots broke out.",
    ],
)
def test_no_event(text):
    assert rows(text) == []


def test_a_date_belongs_to_the_step_and_not_to_who_said_so():
    assert rows("PAM is to start a phased pull-out in two days, Funafuti said on Sunday.") == [
        "withdrawal_began PAM 11-30..11-30 planned",
        "withdrawal_announced PAM 11-28..11-28 reported",
    ] or rows("PAM is to start a phased pull-out in two days, Funafuti said on Sunday.") == [
        "withdrawal_announced PAM 11-28..11-28 reported",
        "withdrawal_began PAM 11-30..11-30 planned",
    ]


def test_the_statement_dates_a_force_that_has_begun_to_leave():
    assert rows(
        "PAM forces began to withdraw. Their posts were handed over, the ministry said on Friday."
    ) == ["withdrawal_began PAM 11-26..11-26 reported"]


def test_the_statement_dates_no_arrival():
    assert rows("Fijian troops have landed, the ministry said on Friday.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PAM began to withdraw on Friday, two weeks after its deployment.",
            "deployed PAM 11-12..11-12 reported",
        ),
        ("Samoan troops landed on Friday, a day after the Fijians.", "deployed Fiji 11-25..11-25 reported"),
        (
            "Riots broke out on November 3. The next day Fiji sent troops.",
            "deployed Fiji 11-4..11-4 reported",
        ),
        (
            "A week after the riots broke out on November 3, Fijian troops landed.",
            "deployed Fiji 11-10..11-10 reported",
        ),
        (
            "Samoa will withdraw its troops on Thursday and Tonga on Friday.",
            "withdrawal_completed Tonga 12-3..12-3 planned",
        ),
        (
            "Samoa will withdraw its troops on Friday, as well as Tonga.",
            "withdrawal_completed Tonga 12-3..12-3 planned",
        ),
    ],
)
def test_a_day_that_follows_from_another(text, expected):
    assert expected in rows(text)


def test_an_undated_withdrawal_is_one_row_unless_the_report_dates_it():
    assert rows("The PAM operation is over.") == ["withdrawal_completed PAM .. reported"]
    assert rows("PAM forces have begun to leave. PAM began to withdraw on Friday.") == [
        "withdrawal_began PAM 11-26..11-26 reported"
    ]


def test_the_same_row_stands_once():
    assert len(rows("Fijian troops landed on Friday. Fiji sent troops on Friday.")) == 1


def test_a_weekday_needs_the_publication_day():
    assert rows("Fijian troops landed on Friday.", None) == []
    assert rows("Fijian troops landed on November 26.", None) == ["deployed Fiji 11-26..11-26 reported"]


def test_a_row_holds_its_words():
    (event,) = events("On Sunday the minister said that Fijian troops had left, and that all was calm.")
    assert (event.words, event.said, event.basis, event.rule) == (
        "Sunday",
        date(2021, 11, 28),
        "weekday",
        "leaves",
    )
    assert event.words in event.quote


def test_a_crisis_without_a_list_of_contributors():
    crisis = Crisis("A made-up crisis", "Tuvalu", None, (), date(2021, 11, 1), date(2021, 12, 31))
    assert [event.who for event in find_events(report("Fijian troops landed on Friday."), crisis)] == ["Fiji"]


EXPECTED = {
    "arrive": "deployed",
    "send": "deployed",
    "leave": "withdrawal_completed",
    "pull": "withdrawal_completed",
    "begin": "withdrawal_began",
    "finish": "withdrawal_completed",
    "fulfil": "withdrawal_announced",
    "last": "withdrawal_completed",
    "stay": "withdrawal_completed",
    "ask": "requested",
    "approve": "approved",
    "erupt": "unrest_began",
    "cause": "unrest_began",
    "say": "withdrawal_completed",
    "announce": "withdrawal_announced",
    "renew": "withdrawal_announced",
    "follow": "withdrawal_completed",
    "move": "deployed",
    "receive": "deployed",
    "shrink": "withdrawal_began",
}
SOLOMONS = Crisis(
    "A made-up crisis",
    "Solomon Islands",
    "SIAF",
    ("Fiji", "Australia"),
    date(2021, 11, 1),
    date(2021, 12, 31),
)


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row[0]} ({row[3]})") for row in read_lexicon("step_verbs")]
)
def test_step_verb(row):
    base, past, participle, kind, example = row
    assert EXPECTED[kind] in {event.event for event in find_events(report(example), SOLOMONS)}


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row[0]} ({row[1]})") for row in read_lexicon("step_words")]
)
def test_step_word(row):
    phrase, kind, example = row
    assert any(
        f"is_{kind}" in word.senses and word.lower.replace(" - ", "-") == phrase
        for word in parse_sentence(example, SOLOMONS).words
    )


def test_no_step_is_lost_before_it_is_read():
    """The cheap test that spares most sentences the reading lets every example through."""
    for *_, example in (*read_lexicon("step_verbs"),):
        assert dates_if_a_step(example, SOLOMONS) is not None, example


PIECES = st.sampled_from(
    "Fijian Samoan troops PAM they will have left began to withdraw landed on Friday January 5 in two days , . ; “ ”"
    " said that and after the mission is over no more than ten days asked for help riots broke out its 150 most of who"
    " which not until by a week after".split()
)


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_quotes_are_the_texts_own_words(text):
    for event in events(text):
        assert text[event.char_start : event.char_end] == event.quote != ""
        assert event.event in EVENTS and event.status in STATUSES and event.basis in BASES
        assert not (event.start and event.end) or event.start <= event.end
        assert bool(event.basis) == bool(event.start or event.end)


@given(st.text(max_size=300))
def test_any_text_reads_without_an_error(text):
    events(text)
    events(text, None)


@pytest.mark.parametrize(
    "piece",
    ["1,234 ", "on Friday ", "Fijian troops left on Friday ", "Fijian troops left on Friday. ", "“", "and "],
)
def test_the_time_is_linear(piece):
    started = time.process_time()
    events(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 6
