"""What `explain`, `score` and the notebook on evidence show: every number with its fate, readable by everybody."""

from __future__ import annotations

import re

import pytest

import analysis
from analysis.__main__ import main
from analysis.reports import evidence
from analysis.sources.corpus import Corpus
from analysis.tables.accounting import FATES, Coverage, account
from analysis.vocabulary import InputError
from tests.test_accounting import corpus_of

HOSTILE = "Police said 12 <b>people</b> & 3 <script>alert(1)</script> were killed.\x1b[31m There were 40 glorps‮ there."


def explained(corpus: Corpus, article: str = ""):
    return evidence.explain_report(
        corpus, account(corpus), analysis.extract_claims(corpus), analysis.extract_events(corpus), article
    )


def test_every_number_is_shown_with_its_fate_and_its_rule():
    corpus = corpus_of(a="Some 12 people were killed. Forty aircraft left. There were 40 glorps.")
    text = explained(corpus).text
    (name,) = analysis.extract_claims(corpus)["claim_id"]
    assert f"“Some 12”  number, claim by predicate_after -> {name}: killed, all, about" in text
    assert "“Forty”  number, vetoed by aircraft" in text
    assert "“40”  number, unread" in text
    assert "2 of 3 numbers and dates are accounted for (66.7%), 1 is unread." in text


def test_a_reports_words_are_escaped_wherever_they_are_shown():
    corpus = corpus_of(a=HOSTILE)
    numerals = account(corpus)
    shown = (explained(corpus), evidence.list_unread(numerals, corpus), evidence.list_rules(numerals))
    for passage in shown:
        assert "<script" not in passage.html
        assert "<b>" not in passage.html
        assert not re.search("[\x00-\x09\x0b-\x1f‮]", passage.text + passage.html)
    assert "&lt;script&gt;" in shown[0].html


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("fate", FATES)
def test_each_fate_stands_out_and_not_by_colour_alone(fate):
    ink, ground = (luminance(colour) for colour in evidence.COLOURS[fate])
    assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 7
    assert f">{fate}</mark>" in explained(corpus_of(a="Twelve.")).html
    assert f"underline {evidence.LINES[fate]}" in evidence.STYLE


def test_the_report_with_the_most_numbers_is_explained_unless_one_is_named():
    corpus = corpus_of(a="One man.", b="They had 12, 13 and 14.")
    assert "b" in explained(corpus).text.splitlines()[0]
    assert "[One] man" in explained(corpus, "a").text
    with pytest.raises(InputError, match="article 'c' is not the id of a report, expected one of a, b"):
        explained(corpus, "c")


def test_without_gold_it_says_so_plainly():
    corpus = corpus_of(a="Twelve people were killed.")
    numerals, claims = account(corpus), analysis.extract_claims(corpus)
    scores = evidence.score_against(claims, analysis.extract_events(corpus), "")
    assert scores == []
    assert "No hand coding is at hand" in evidence.answer_evidence(numerals, scores).text
    assert "No hand coding was given" in evidence.list_scores(scores).text


def test_gold_that_is_not_there_or_no_gold_is_refused(tmp_path):
    corpus = corpus_of(a="Twelve people were killed.")
    tables = analysis.extract_claims(corpus), analysis.extract_events(corpus)
    with pytest.raises(InputError, match="no hand coding"):
        evidence.score_against(*tables, tmp_path)
    (tmp_path / "claims.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"claims\.csv: no column '(measure|who)'"):
        evidence.score_against(*tables, tmp_path)


def test_a_corpus_without_numbers_is_shown_as_such():
    corpus = corpus_of(a="Nobody spoke.")
    numerals = account(corpus)
    assert "no number" in evidence.show_coverage(numerals, corpus).text
    assert "no number" in evidence.answer_evidence(numerals, []).text
    assert "Nothing is unread." in evidence.list_unread(numerals, corpus).text
    assert explained(corpus).html.startswith("<figure")


def test_coverage_counts_every_fate_of_every_report():
    corpus = analysis.load_corpus("kazakhstan-2022")
    numerals = account(corpus)
    lines = evidence.show_coverage(numerals, corpus).text.splitlines()[2:]
    counted = sum(int(cell) for line in lines for cell in line.split(" | ")[1:-1])
    assert (len(lines), counted) == (len(corpus.reports), len(numerals))


def test_a_rejected_row_is_out_of_the_score(tmp_path):
    from analysis.tables.scoring import score_claims

    claims = analysis.extract_claims(corpus_of(a="Twelve people were killed and 30 injured."))
    gold = claims.head(1)
    decided = claims.assign(review=["machine", "rejected"])
    assert score_claims(claims, gold)[0].wrong == 1
    assert score_claims(decided, gold)[0].wrong == 0


def test_the_command_explains_and_scores(capsys, tmp_path):
    assert main(["explain", "kazakhstan-2022", "--article", "001_cfcca4a1f232a10f"]) == 0
    assert "date, event by" in capsys.readouterr().out
    assert main(["explain", "kazakhstan-2022", "--article", "nobody"]) == 1
    assert "'nobody'" in capsys.readouterr().err
    main(["extract", "kazakhstan-2022", "--out", str(tmp_path)])
    assert main(["score", "kazakhstan-2022", str(tmp_path)]) == 0
    assert "numbers and dates are accounted for" in capsys.readouterr().out
    assert main(["explain", "kazakhstan-2022"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("All reports: ")


def test_a_line_of_coverage_speaks_plainly():
    assert evidence.say_coverage(Coverage(2, 0)).endswith("(100.0%), none is unread.")
    assert evidence.say_coverage(Coverage(2, 2)).endswith("(0.0%), 2 are unread.")
