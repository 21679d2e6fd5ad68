"""How machine and coder are compared (codebook, "How extraction is scored")."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.tables.scoring import differences, score_claims, score_events

CLAIM = {
    "article": "a",
    "measure": "killed",
    "who": "all",
    "value": 12,
    "low": 12,
    "high": 12,
    "qualifier": "exact",
    "quote": "12 dead",
}
EVENT = {
    "article": "a",
    "event": "deployed",
    "start": "2022-01-06",
    "end": "2022-01-06",
    "who": "CSTO",
    "status": "reported",
    "quote": "x",
}


def claims(*changes: dict) -> pd.DataFrame:
    frame = pd.DataFrame([CLAIM | change for change in changes], columns=list(CLAIM))
    return frame.astype(dict.fromkeys(("value", "low", "high"), "Int64"))


def f1(scores: list, name: str) -> float:
    return next(score.f1 for score in scores if score.name == name)


def test_equal_tables_score_one():
    assert all(score.f1 == 1 for score in score_claims(claims({}), claims({})))
    assert all(score.f1 == 1 for score in score_events(pd.DataFrame([EVENT]), pd.DataFrame([EVENT])))


def test_a_lost_hedge_costs_the_qualifier_but_not_the_number():
    scores = score_claims(claims({}), claims({"qualifier": "about", "low": None, "high": None}))
    assert f1(scores, "number") == 1
    assert f1(scores, "claims, all fields") == 0


def test_a_bracket_is_dropped_and_its_row_optional():
    gold = claims({}, {"who": "all (critical)", "value": 3, "low": 3, "high": 3})
    assert f1(score_claims(claims({}), gold), "claims, all fields") == 1
    found = claims({}, {"who": "all", "value": 3, "low": 3, "high": 3})
    assert f1(score_claims(found, gold), "claims, all fields") == 1


def test_pledges_count_only_where_the_coder_has_some():
    pledge = {"measure": "pledged", "value": 50, "low": 50, "high": 50}
    assert f1(score_claims(claims({}, pledge), claims({})), "number") == 1
    assert f1(score_claims(claims({}), claims({}, pledge)), "number") == pytest.approx(2 / 3)


def test_the_same_row_twice_counts_once():
    assert f1(score_claims(claims({}, {}), claims({})), "number") == 1


def test_differences_name_both_sides():
    found = differences(claims({"value": 13, "low": 13, "high": 13}), claims({}))
    assert sorted(found["side"]) == ["missed", "wrong"]
