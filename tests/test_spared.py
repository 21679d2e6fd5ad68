"""What is spared a full reading gives nothing that the full reading would give: each cheap test, switched off."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims import claims
from analysis.events import found
from analysis.events.clauses import Parsed, step_lexer
from analysis.events.events import find_events
from analysis.events.sieve import Sieve
from analysis.language.datephrases import find_dates
from analysis.language.words import parse_words, phrasebook, places_of
from tests.reading import CRISIS, as_page, read_cases

FILES = ("claims.txt", "events.txt", "nothing.txt")
RUNS = st.sampled_from(
    ["South", "Africa", "South Africa", "12 000", "U.S.", "more than", "_", "a_b", "pull-out", "”", "it's", "", "\xa0", "\t", "é"]
)  # fmt: skip


@cache
def cases():
    """Every sentence of the case files as a report, with its crisis."""
    return [(as_page(case.text, case.published), case.crisis) for name in FILES for case in read_cases(name)]


def all_claims():
    return [claims.find_claims(report, crisis) for report, crisis in cases()]


def all_events():
    return [find_events(report, crisis) for report, crisis in cases()]


def test_no_step_is_lost_in_the_sieve(monkeypatch):
    sieved = all_events()
    monkeypatch.setattr(Sieve, "dates_if_a_step", lambda self, text: list(find_dates(text)))
    assert all_events() == sieved


def test_no_number_is_lost_in_a_sentence_without_a_number_word(monkeypatch):
    spared = all_claims()
    monkeypatch.setattr(claims, "may_hold_number", lambda text: True)
    assert all_claims() == spared


def test_clauses_end_at_the_same_words_when_every_word_is_looked_at(monkeypatch):
    at_edges, gather = all_events(), Parsed.__post_init__

    def look_everywhere(parsed):
        gather(parsed)
        parsed.edges = [n for n in range(len(parsed.words)) if not parsed.dated[n]]

    monkeypatch.setattr(Parsed, "__post_init__", look_everywhere)
    assert all_events() == at_edges


def test_no_withdrawal_is_lost_before_it_is_searched_for(monkeypatch):
    searched = all_events()
    monkeypatch.setattr(found, "MAY_BE_LEAVING", ("",))
    assert all_events() == searched


@pytest.mark.parametrize("parse", [lambda text: parse_words(text, phrasebook()), step_lexer(CRISIS).parse])
@given(st.one_of(st.text(max_size=60), st.lists(RUNS, max_size=12).map(" ".join)))
def test_every_word_stands_where_it_is_said_to_stand(parse, text):
    words = parse(text)
    places = places_of(text, words)
    assert [text[places.run(n, n)] for n in range(len(words))] == [word.text for word in words]
    assert all(places.ends[n - 1] <= places.start(n) for n in range(1, len(words)))
    assert all((places.ends[n - 1] == places.start(n)) == words[n].glued for n in range(1, len(words)))
