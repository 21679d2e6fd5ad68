"""The marked-up sentences of `cases/`: each must give its rows and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims.claims import find_claims
from analysis.events.events import find_events
from tests.reading import Case, as_page, as_report, number_of, read_cases, without_bracket


def cases(name: str) -> list:
    return [pytest.param(case, id=case.where) for case in read_cases(name)]


def gaps() -> frozenset[str]:
    """Texts that are not read yet: those of `known_gaps.txt` must fail, so that a mended one is noticed."""
    return frozenset(case.text for case in read_cases("known_gaps.txt"))


def marked(name: str) -> list:
    known = gaps()
    return [
        pytest.param(
            case,
            id=case.where,
            marks=pytest.mark.xfail(strict=True, reason="known gap") if case.text in known else (),
        )
        for case in read_cases(name)
    ]


def claim_rows(case: Case) -> set:
    found = find_claims(as_page(case.text, case.published), case.crisis)
    return {(claim.measure, without_bracket(claim.who), claim.qualifier, number_of(claim)) for claim in found}


def event_rows(case: Case) -> set:
    found = find_events(as_page(case.text, case.published), case.crisis)
    return {
        (event.event, event.who, event.start.isoformat() if event.start else "", event.end.isoformat() if event.end else "",
         event.status, event.basis)
        for event in found
    }  # fmt: skip


@pytest.mark.parametrize("case", marked("claims.txt"))
def test_claims(case):
    assert claim_rows(case) == {
        (measure, without_bracket(who), *rest[:2]) for measure, who, *rest in case.rows
    }


@pytest.mark.parametrize("case", marked("events.txt"))
def test_events(case):
    assert event_rows(case) == {row[:6] for row in case.rows}


@pytest.mark.parametrize("case", marked("nothing.txt"))
def test_nothing(case):
    assert claim_rows(case) == set()
    assert event_rows(case) == set()


def test_every_known_gap_is_a_case():
    texts = {case.text for name in ("claims.txt", "events.txt", "nothing.txt") for case in read_cases(name)}
    assert gaps() <= texts


@pytest.mark.parametrize("name", ["claims.txt", "events.txt"])
def test_quotes_are_verbatim_and_hold_the_words(name):
    for case in read_cases(name):
        report = as_page(case.text, case.published)
        for record in (*find_claims(report, case.crisis), *find_events(report, case.crisis)):
            assert report.text[record.char_start : record.char_end] == record.quote
            assert record.words in record.quote or name == "events.txt"


def test_there_are_as_many_cases_as_promised():
    assert sum(len(read_cases(name)) for name in ("claims.txt", "events.txt", "nothing.txt")) >= 300


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_case_sentences_cut_up_and_joined_anew_are_read_without_an_error(random):
    known = [case for name in ("claims.txt", "events.txt", "nothing.txt") for case in read_cases(name)]
    for _ in range(5):
        one, other = (random.choice(known) for _ in range(2))
        words, more = one.text.split(), other.text.split()
        joined = words[: random.randint(0, len(words))] + more[random.randint(0, len(more)) :]
        if random.random() < 0.3:
            random.shuffle(joined)
        report = as_report(f"{' '.join(joined)}. {other.text}", one.published)
        for record in (*find_claims(report, one.crisis), *find_events(report, one.crisis)):
            assert report.text[record.char_start : record.char_end] == record.quote
