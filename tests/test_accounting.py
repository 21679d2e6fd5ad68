"""Every number and date of a report has its row: what became of it, and what must hold for any text."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis.sources.corpus import Corpus, Report
from analysis.tables.accounting import COLUMNS, FATES, KINDS, account, find_numerals, measure_coverage
from analysis.tables.review import BY_HAND
from tests.reading import CRISIS, as_report

YML = "title: A made-up crisis\nhost: Kazakhstan\ncoalition: CSTO\ncontributors: [Belarus, Russia]\n"
YML += "start: 2022-01-02\nend: 2022-01-31\n"
WORDS = st.sampled_from(
    "at least some about 12 30 1,200 dozens of people soldiers police were killed injured arrested and , . ; including whom"
    " Belarus Russia CSTO sent a company – ( ) “ will leave the death toll rose to from between 100 150 in Almaty on January 19"
    " Friday by until 2022 Il-76 G20 10:30 1/2/2022 2.5 175-1 the 103rd two days later last week withdrawal began".split()
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))


def corpus_of(**texts: str) -> Corpus:
    reports = tuple(_named(name, text) for name, text in texts.items())
    return Corpus(Path("no-such-folder"), CRISIS, reports)


def _named(name: str, text: str) -> Report:
    return replace(as_report(text), article=name)


def fates(text: str) -> dict[str, tuple[str, str]]:
    """Words -> fate and rule."""
    rows = account(corpus_of(a=text)).to_dict("records")
    return {row["words"]: (row["fate"], row["rule"]) for row in rows}


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_numeral_is_in_exactly_one_row(text):
    rows = find_numerals(as_report(text), CRISIS)
    places = [(row.char_start, row.char_end) for row in rows]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))
    covered = {at for start, end in places for at in range(start, end)}
    assert {at for found in re.finditer(r"\d", text) for at in range(*found.span())} <= covered
    for row in rows:
        assert text[row.char_start : row.char_end] == row.words
        assert (row.fate in FATES) and (row.kind in KINDS)
        assert (row.fate == "unread") == (row.rule == "")


@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_other_reports_and_their_order_change_no_row(texts, random):
    named = {f"r{number}": text for number, text in enumerate(texts)}
    together = corpus_of(**named)
    shuffled = list(together.reports)
    random.shuffle(shuffled)
    for table in (analysis.extract_claims, analysis.extract_events, account):
        rows = table(together)
        others = table(Corpus(together.folder, CRISIS, tuple(shuffled)))
        for name, text in named.items():
            own = rows[rows["article"] == name].reset_index(drop=True)
            assert own.equals(table(corpus_of(**{name: text})))
            assert own.equals(others[others["article"] == name].reset_index(drop=True))


@given(st.text(min_size=1, max_size=400), st.sampled_from(["jsonl", "txt", "md", "html"]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_goes_from_a_folder_to_the_account_or_is_refused_in_words(tmp_path_factory, text, kind):
    folder = tmp_path_factory.mktemp("x", numbered=True)
    (folder / "articles").mkdir()
    (folder / "corpus.yml").write_text(YML, encoding="utf-8")
    if kind == "jsonl":
        line = json.dumps({"id": "a", "text": text})
        (folder / "articles.jsonl").write_text(line + "\n", encoding="utf-8")
    else:
        (folder / "articles" / f"a.{kind}").write_bytes(text.encode("utf-8", "replace"))
    try:
        corpus = analysis.load_corpus(folder)
    except analysis.vocabulary.InputError:
        return
    rows = account(corpus)
    assert tuple(rows.columns) == COLUMNS
    assert set(analysis.extract_claims(corpus)["article"]) <= {"a"}


@pytest.mark.parametrize(
    ("text", "words", "fate", "rule"),
    [
        ("Some 12 people were killed.", "Some 12", "claim", "predicate_after"),
        ("The Il-76 came.", "76", "vetoed", "name_or_code"),
        ("The 103rd brigade came.", "103", "vetoed", "ordinal"),
        ("They met at 10:30 there.", "10", "vetoed", "clock_time"),
        ("Forty aircraft left.", "Forty", "vetoed", "aircraft"),
        ("It cost $40 million.", "40 million", "vetoed", "amount_of_money"),
        ("They wrote on 1/2/2022 again.", "1/2/2022", "vetoed", "order_of_day_unknown"),
        ("In May 2010 it rained.", "May 2010", "vetoed", "outside_the_period"),
        ("Belarusian soldiers left on January 14.", "January 14", "event", "leaves"),
        ("The president slept on January 14.", "January 14", "vetoed", "no_step_told"),
        ("Will the CSTO troops leave on Friday?", "Friday", "vetoed", "question"),
        ("There were 40 glorps.", "40", "unread", ""),
    ],
)
def test_what_became_of_it(text, words, fate, rule):
    assert fates(text)[words][0] == fate
    assert rule in ("leaves", fates(text)[words][1])


def test_the_same_number_again_is_repeated_and_names_its_row():
    text = "Twelve people were killed.\n\nThe ministry said 12 people were killed."
    corpus = corpus_of(a=text)
    first, again = account(corpus).to_dict("records")
    assert (first["fate"], again["fate"]) == ("claim", "repeated")
    assert {first["row_id"], again["row_id"]} == set(analysis.extract_claims(corpus)["claim_id"])


def test_every_claim_and_dated_event_has_its_numeral():
    corpus = analysis.load_corpus("kazakhstan-2022")
    named = {name for ids in account(corpus)["row_id"] for name in ids.split()}
    events = analysis.extract_events(corpus)
    assert set(analysis.extract_claims(corpus)["claim_id"]) <= named
    assert set(events[events["basis"] != ""]["event_id"]) <= named


def test_nothing_at_all_is_covered():
    rows = account(corpus_of(a="No number here."))
    assert (len(rows), tuple(rows.columns), measure_coverage(rows).share) == (0, COLUMNS, 1.0)


def test_a_persons_decisions_are_seen(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "corpus.yml").write_text(YML, encoding="utf-8")
    text = "Nur-Sultan, Jan 13 (EFE).- Some 12 people were killed there.\n\nThere were 40 glorps at the gate."
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    (name,) = analysis.extract_claims(analysis.load_corpus(tmp_path))["claim_id"]
    (tmp_path / "review.csv").write_text(
        "claim_id,action,article,measure,who,value,quote,reason,by,on\n"
        f"{name},reject,,,,,,elsewhere,A. Coder,2022-02-01\n"
        ",add,a,detained,all,40,40 glorps,jargon,A. Coder,2022-02-01\n",
        encoding="utf-8",
    )
    rows = account(analysis.load_corpus(tmp_path)).set_index("words")
    assert tuple(rows.loc["Some 12", ["fate", "rule"]]) == ("vetoed", "rejected_by_hand")
    assert tuple(rows.loc["40", ["fate", "rule"]]) == ("claim", BY_HAND)
