"""Small made-up tables for the tests of charts: claims and events as the reading would give them."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

NUMBERS = ("value", "low", "high")
SIDES = {
    "exact": ("value", "low", "high"), "about": ("value",), "at_least": ("value", "low"), "at_most": ("value", "high"),
    "vague": ("low",), "unit": (), "range": (),
}  # fmt: skip
CRISIS = SimpleNamespace(
    title="Freedonia, January 2022", host="Freedonia", coalition="League",
    contributors=("Alba", "Borduria", "Costaguana", "Drackenberg"),
)  # fmt: skip


def make_articles(*days, **fields):
    """One report a day, named a, b, c, ...; an empty day is an unknown one."""
    names = [chr(ord("a") + place) for place in range(len(days))]
    table = {
        "article": names, "publisher": [f"Paper {name.upper()}" for name in names], "headline": "News",
        "url": [f"https://example.org/{name}" for name in names], "pub_first": days, "pub_last": days,
        "pub_basis": "stated", "characters": 100, "sha256": [name * 64 for name in names],
    }  # fmt: skip
    return pd.DataFrame(table | fields)


def make_claims(articles, *rows):
    """Claims from (article, measure, who, qualifier, number, words) and, optionally, a dict of other columns."""
    return _number([_claim(articles, place, *row) for place, row in enumerate(rows)])


def _claim(articles, place, article, measure, who, qualifier, number, words, more=()):
    row = {
        "claim_id": f"c{place}", "article": article, "measure": measure, "who": who, "qualifier": qualifier,
        "value": None, "low": None, "high": None, "said_by": "", "quote": f"{words} people", "char_start": place,
        "char_end": place + 9, "rule": "test", "review": "machine", "words": words,
        "hedge": words.rpartition(" ")[0] if qualifier not in ("exact", "unit") else "", "part_of": "",
    }  # fmt: skip
    row |= dict.fromkeys(SIDES[qualifier], number)
    row |= dict(zip(("low", "high"), number, strict=True)) if qualifier == "range" else {}
    return row | _published(articles, article) | dict(more)


def make_events(articles, *rows):
    """Events from (article, event, who, status, start, end, words) and, optionally, a dict of other columns."""
    return pd.DataFrame([_event(articles, place, *row) for place, row in enumerate(rows)])


def _event(articles, place, article, event, who, status, start, end, words, more=()):
    row = {
        "event_id": f"e{place}", "article": article, "event": event, "who": who, "start": start, "end": end,
        "status": status, "basis": "explicit", "said_by": "", "quote": f"it left {words}", "char_start": place,
        "char_end": place + 9, "rule": "test", "said": "", "words": words,
    }  # fmt: skip
    return row | _published(articles, article) | dict(more)


def _published(articles, article):
    return articles.set_index("article").loc[article, ["pub_first", "pub_last"]].to_dict()


def _number(rows):
    claims = pd.DataFrame(rows)
    return claims.astype(dict.fromkeys(NUMBERS, "Int64"))


ARTICLES = make_articles("2022-01-11", "2022-01-13", "2022-01-18")
CLAIMS = make_claims(
    ARTICLES,
    ("a", "deployed", "League", "about", 2500, "around 2,500"),
    ("b", "deployed", "League", "at_least", 2000, "over 2,000"),
    ("c", "deployed", "League", "at_least", 2000, "more than 2,000"),
    ("b", "deployed", "Alba", "about", 150, "approximately 150"),
    ("c", "deployed", "Alba", "exact", 150, "150"),
    ("b", "deployed", "Borduria", "exact", 100, "100"),
    ("b", "deployed", "Costaguana", "unit", None, "a company"),
    ("b", "killed", "all", "exact", 160, "160"),
    ("b", "killed", "security forces", "exact", 16, "16", {"part_of": "c7"}),
    ("c", "killed", "all", "exact", 225, "225", {"said_by": "the authorities"}),
    ("b", "injured", "all", "about", 1000, "1,000", {"hedge": "around"}),
    ("c", "injured", "all", "at_least", 4500, "more than 4,500"),
    ("b", "detained", "all", "vague", 2000, "Thousands", {"hedge": "thousands"}),
    ("c", "detained", "all", "at_most", 12000, "up to 12,000"),
    ("c", "detained", "all", "range", (3000, 4000), "3,000 to 4,000"),
)
EVENTS = make_events(
    ARTICLES,
    ("a", "withdrawal_announced", "League", "reported", "2022-01-11", "2022-01-11", "on Tuesday", {"said": "2022-01-11"}),
    ("b", "withdrawal_announced", "League", "reported", "2022-01-12", "2022-01-12", "on Wednesday"),
    ("a", "withdrawal_began", "League", "planned", "2022-01-13", "2022-01-13", "in two days"),
    ("b", "withdrawal_began", "League", "reported", "2022-01-13", "2022-01-13", "on Thursday"),
    ("a", "withdrawal_completed", "League", "planned", "", "2022-01-23", "more than ten days",
     {"quote": "will not take more than ten days", "basis": "duration"}),
    ("c", "withdrawal_completed", "League", "planned", "", "2022-01-19", "until January 19"),
    ("c", "withdrawal_completed", "League", "reported", "", "", "over", {"basis": ""}),
    ("c", "withdrawal_completed", "Alba", "reported", "2022-01-14", "2022-01-14", "January 14"),
    ("c", "withdrawal_completed", "Borduria", "planned", "2022-01-14", "2022-01-16", "at the weekend"),
    ("c", "withdrawal_completed", "Costaguana", "planned", "2022-01-20", "", "not before January 20"),
)  # fmt: skip
