"""What a notebook shows beside its charts says whose words it shows, and never lets a report's text become markup."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from analysis.reports import exhibits, narrative
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import Crisis

HOSTILE = '<script>alert("160")</script>'


def make_corpus(*reports, contributors=("Armenia", "Belarus"), coalition="CSTO"):
    crisis = Crisis(
        "Unrest & aid", "Kazakhstan", coalition, contributors, date(2022, 1, 2), date(2022, 1, 31)
    )
    return Corpus(None, crisis, tuple(reports))


def make_report(article, text, day=None, **fields):
    return Report(article, text, publisher=article.upper(), pub_first=day, pub_last=day, **fields)


def make_claim(report, quote, **fields):
    start = report.text.index(quote)
    row = {
        "claim_id": f"{report.article}-{start}", "article": report.article, "measure": "killed", "who": "all",
        "value": None, "low": None, "high": None, "qualifier": "exact", "said_by": "", "quote": quote,
        "char_start": start, "char_end": start + len(quote), "pub_first": str(report.pub_first or ""),
        "pub_last": str(report.pub_last or ""), "rule": "x", "review": "machine", "words": quote.split(" were")[0],
        "hedge": "", "part_of": "",
    }  # fmt: skip
    return row | fields


def claims_frame(*rows):
    frame = pd.DataFrame(list(rows))
    return frame.astype(dict.fromkeys(("value", "low", "high"), "Int64"))


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def report():
    return make_report(
        "a", f"It was bad. In all 160 were killed {HOSTILE}. Then it was over.", url="javascript:alert(1)"
    )


def test_a_quote_stands_marked_in_its_sentence(report):
    shown = exhibits.list_quotes(
        claims_frame(make_claim(report, "160 were killed", value=160)), make_corpus(report)
    )
    assert "In all <mark>160 were killed</mark> &lt;script&gt;" in shown.html
    assert "It was bad" not in shown.html
    assert "In all [160 were killed] <script>" in shown.text


def test_text_of_reports_never_becomes_markup_or_a_link(report):
    rows = claims_frame(make_claim(report, HOSTILE, said_by=HOSTILE, who=HOSTILE, words=HOSTILE))
    corpus = make_corpus(report)
    for shown in (
        exhibits.list_quotes(rows, corpus),
        exhibits.list_claims(rows, corpus),
        exhibits.list_limits(corpus, rows),
        exhibits.list_reports(corpus, rows, rows),
    ):
        names = {tag for tag, _ in Tags(shown.html).tags}
        assert not names & {"script", "a", "img"}


@pytest.mark.parametrize(
    ("abstract", "label"), [(True, "sentence from our abstract"), (False, "the report’s words")]
)
def test_a_quote_says_whose_sentence_it_is(abstract, label):
    report = make_report("a", "In all 160 were killed.", abstract=abstract)
    shown = exhibits.list_quotes(claims_frame(make_claim(report, "160 were killed")), make_corpus(report))
    assert label in shown.html
    assert label in shown.text


def test_two_quotes_of_one_sentence_are_one_item():
    report = make_report("a", "In all 160 were killed and 40 were injured.")
    rows = claims_frame(
        make_claim(report, "160 were killed"), make_claim(report, "40 were injured", measure="injured")
    )
    shown = exhibits.list_quotes(rows, make_corpus(report))
    assert shown.html.count("<li>") == 1
    assert shown.html.count("<mark>") == 2


def test_a_table_can_be_walked_through_by_ear():
    shown = exhibits.show_table("Dead & hurt", ["report", "number"], [["A", 1000]], "none")
    tags = Tags(shown.html)
    assert {"caption", "thead", "tbody"} <= {tag for tag, _ in tags.tags}
    assert [attrs["scope"] for tag, attrs in tags.tags if tag == "th"] == ["col", "col", "row"]
    assert "1,000" in tags.text


def test_an_empty_bound_stays_empty(report):
    rows = claims_frame(make_claim(report, "160 were killed", value=160, low=160, qualifier="at_least"))
    last = exhibits.list_claims(rows, make_corpus(report)).text.splitlines()[-1]
    assert last.split(" | ") == ["A [A]", "killed", "all", "“160”", "160", "", "at least", ""]


def test_no_row_is_said_to_be_none(report):
    empty = claims_frame(make_claim(report, "160 were killed")).iloc[:0]
    assert exhibits.list_claims(empty, make_corpus(report)).text == "No report gives such a number."
    assert exhibits.list_quotes(empty, make_corpus(report)).text.startswith("No two reports")


def test_limits_name_what_was_left_out():
    early = make_report("early", "In all 160 were killed.", date(2022, 1, 11), pub_basis="stated")
    late = make_report("late", "In all 225 were killed.", date(2022, 1, 18), pub_basis="inferred")
    corpus = make_corpus(early, late)
    rows = claims_frame(make_claim(early, "160 were killed"))
    said = exhibits.list_limits(corpus, rows, "2022-01-11").text
    assert "not certainly published by 11 January 2022: LATE" in said
    assert "inferred" not in said


# --- the sentences ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two_reports():
    first = make_report("a", "In all 160 were killed. 100 were sent. 2,000 came.", date(2022, 1, 11))
    second = make_report("b", "In all 225 were killed.", date(2022, 1, 18))
    rows = claims_frame(
        make_claim(first, "160 were killed", value=160, low=160, high=160),
        make_claim(second, "225 were killed", value=225, low=225, high=225),
        make_claim(first, "100 were sent", measure="deployed", who="Armenia", value=100, low=100, high=100),
        make_claim(
            first,
            "2,000 came",
            measure="deployed",
            who="CSTO",
            value=2000,
            low=2000,
            high=2000,
            words="2,000",
        ),
    )
    return make_corpus(first, second), rows


def test_the_answer_names_the_factor_and_the_words(two_reports):
    _, rows = two_reports
    said = narrative.answer_casualties(rows).text.splitlines()
    assert said[0] == "Reports differ 1.4-fold on the killed."
    assert said[1] == "Killed: “160” and “225”."
    assert said[2] == "Injured: no report says how many."


def test_a_corpus_without_a_claim_of_a_measure_says_so(two_reports):
    corpus, rows = two_reports
    none = rows.iloc[:0]
    said = narrative.answer_casualties(none, "2022-01-10").text
    assert "No report published by 10 January 2022 says how many were killed, injured or detained." in said
    assert (
        "No report states a number for Armenia or Belarus" in narrative.answer_contingents(none, corpus).text
    )


def test_a_crisis_without_a_foreign_force_has_an_answer_too(two_reports):
    corpus, rows = two_reports
    alone = replace(corpus, crisis=replace(corpus.crisis, coalition=None, contributors=()))
    answer = narrative.answer_contingents(rows[rows["measure"] == "none"], alone)
    assert answer.text == "No report states how many people any country sent."


def test_the_answer_keeps_apart_what_is_stated_and_what_is_derived(two_reports):
    corpus, rows = two_reports
    said = narrative.answer_contingents(rows, corpus).text.splitlines()
    assert said[0] == "The whole force, the CSTO, is put at “2,000”."
    assert said[1] == "Armenia: “100”; no report states a number for Belarus."
    assert said[2] == "Derived, stated by no report: Belarus 1,900."


def test_one_country_is_looked_at_alone(two_reports):
    corpus, rows = two_reports
    assert (
        narrative.answer_contingents(rows, corpus, who="Belarus").text
        == "No report states a number for Belarus."
    )
    assert narrative.focus(corpus.crisis, "Belarus").contributors == ("Belarus",)
    assert narrative.focus(corpus.crisis).contributors == ("Armenia", "Belarus")


def test_a_rejected_row_is_left_out(two_reports):
    _, rows = two_reports
    rows.loc[0, "review"] = "rejected"
    assert len(narrative.keep_known(rows)) == len(rows) - 1


def make_event(article, event, start, end, status="reported", **fields):
    row = {
        "event_id": f"{article}-{event}-{end}", "article": article, "event": event, "who": "CSTO", "start": start,
        "end": end, "status": status, "basis": "explicit", "said_by": "", "quote": "x", "char_start": 0, "char_end": 1,
        "pub_first": "2022-01-11", "pub_last": "2022-01-11", "rule": "x", "said": "", "words": "x",
    }  # fmt: skip
    return row | fields


def test_plans_and_reports_of_a_withdrawal_are_told_apart(two_reports):
    corpus, _ = two_reports
    events = pd.DataFrame([
        make_event("a", "withdrawal_began", "2022-01-13", "2022-01-13", "planned"),
        make_event("a", "withdrawal_completed", "", "2022-01-23", "planned"),
        make_event("b", "withdrawal_began", "2022-01-14", "2022-01-14"),
    ])  # fmt: skip
    assert narrative.answer_withdrawal(events, corpus).text.splitlines() == [
        "The CSTO was to begin leaving on 13 January and to be gone by 23 January; it is reported to have begun "
        "leaving on 14 January 2022.",
        "No report gives a day for Armenia or Belarus alone.",
    ]


def test_days_that_exclude_each_other_are_named_with_their_reports(two_reports):
    corpus, _ = two_reports
    events = pd.DataFrame([
        make_event("a", "withdrawal_announced", "2022-01-11", "2022-01-11"),
        make_event("b", "withdrawal_announced", "2022-01-12", "2022-01-12"),
    ])  # fmt: skip
    said = narrative.answer_withdrawal(events, corpus).text
    assert "on 11 January (A [A]), on 12 January 2022 (B [B])" in said
    assert list(narrative.find_disputed_events(events)["article"]) == ["a", "b"]


def test_a_withdrawal_of_which_nothing_is_said_is_said_to_be_unknown(two_reports):
    corpus, _ = two_reports
    none = pd.DataFrame([make_event("a", "deployed", "", "")]).iloc[:0]
    assert narrative.answer_withdrawal(none, corpus, as_of="2022-01-10").text == (
        "No report published by 10 January 2022 says when the CSTO was to leave or left."
    )
