"""A person's decisions in `review.csv`: what they do to the tables, and what is refused by file and row."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from analysis.reports.narrative import keep_known
from analysis.tables.comparison import find_spread, find_totals
from analysis.vocabulary import InputError

YML = "title: A made-up crisis\nhost: Kazakhstan\ncoalition: CSTO\ncontributors: [Belarus, Russia]\n"
YML += "start: 2022-01-02\nend: 2022-01-31\n"
ONE = "Nur-Sultan, Jan 13 (EFE).- Around 160 people were killed.\n\n"
ONE += "Belarus sent 100 soldiers, who arrived on January 6. Some say more."
TWO = "Nur-Sultan, Jan 14 (EFE).- At least 225 people were killed, the ministry said. "
TWO += "Forty went astray in the hills, and forty were found."
HEAD = "claim_id,action,article,measure,who,value,low,high,qualifier,said_by,quote,was,reason,by,on"
SIGNED = "read it again,A. Coder,2022-02-01"


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "x"
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.yml").write_text(YML, encoding="utf-8")
    (folder / "articles" / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "articles" / "two.txt").write_text(TWO, encoding="utf-8")
    return folder


def claims_of(folder: Path):
    return analysis.extract_claims(analysis.load_corpus(folder))


def claim_id(folder: Path, measure: str, article: str = "one") -> str:
    claims = claims_of(folder)
    return claims[(claims["measure"] == measure) & (claims["article"] == article)]["claim_id"].item()


def decide(folder: Path, *rows: str, head: str = HEAD) -> None:
    (folder / "review.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def row(name: str, action: str, was: str = "", signed: str = SIGNED, **fields: str) -> str:
    columns = HEAD.split(",")[2:-4]
    assert set(fields) <= set(columns)
    cells = [f'"{fields[column]}"' if column in fields else "" for column in columns]
    return ",".join([name, action, *cells, was, signed])


def one(claims, name: str):
    return claims[claims["claim_id"] == name].iloc[0]


def test_without_a_review_every_row_is_the_machines(folder):
    assert set(claims_of(folder)["review"]) == {"machine"}


def test_accepted_rows_say_so_and_others_stay_as_they_were(folder):
    before, name = claims_of(folder), claim_id(folder, "deployed")
    decide(folder, row(name, "accept"))
    after = claims_of(folder)
    assert one(after, name)["review"] == "accepted"
    assert after.drop(columns="review").equals(before.drop(columns="review"))
    assert (after["review"] == "machine").sum() == len(before) - 1


def test_a_rejected_row_stays_in_the_table_and_out_of_every_answer(folder):
    name = claim_id(folder, "killed", "two")
    assert find_spread(find_totals(keep_known(claims_of(folder)))) is not None
    decide(folder, row(name, "reject"))
    claims = claims_of(folder)
    assert one(claims, name)["review"] == "rejected"
    assert name not in set(keep_known(claims)["claim_id"])
    assert find_spread(find_totals(keep_known(claims))) is None


def test_a_rejected_row_is_drawn_in_no_chart(folder):
    from analysis.charts.charts import draw_casualties

    name = claim_id(folder, "killed", "two")
    decide(folder, row(name, "reject"))
    corpus = analysis.load_corpus(folder)
    chart = draw_casualties(analysis.extract_claims(corpus), corpus.articles, corpus.crisis)
    assert name not in set(chart.source["id"])


def test_an_amended_row_keeps_its_name_and_its_bounds_follow(folder):
    name = claim_id(folder, "killed")
    decide(folder, row(name, "amend", was="value=160", value="164"))
    amended = one(claims_of(folder), name)
    assert (amended["value"], amended["qualifier"], amended["review"]) == (164, "about", "amended")
    decide(folder, row(name, "amend", was="qualifier=about", qualifier="at_most"))
    amended = one(claims_of(folder), name)
    assert (amended["value"], amended["high"], amended["low"] is amended["low"]) == (160, 160, True)


def test_several_fields_are_amended_at_once_and_a_hyphen_empties_one(folder):
    name = claim_id(folder, "killed", "two")
    was = "who=all; said_by=the ministry"
    decide(folder, row(name, "amend", was=was, who="civilians", said_by="-"))
    amended = one(claims_of(folder), name)
    assert (amended["who"], amended["said_by"]) == ("civilians", "")


def test_a_number_can_become_a_range(folder):
    name = claim_id(folder, "killed")
    decide(
        folder,
        row(
            name,
            "amend",
            was="qualifier=about; value=160; low=-; high=-",
            qualifier="range",
            low="150",
            high="170",
        ),
    )
    amended = one(claims_of(folder), name)
    assert (amended["low"], amended["high"], str(amended["value"])) == (150, 170, "<NA>")


def test_an_added_row_stands_at_its_quote(folder):
    decide(
        folder,
        row("", "add", article="two", measure="killed", who="all", value="40", quote="Forty went astray"),
    )
    claims = claims_of(folder)
    added = claims[claims["rule"] == "added_by_hand"].iloc[0]
    text = next(report.text for report in analysis.load_corpus(folder).reports if report.article == "two")
    assert text[added["char_start"] : added["char_end"]] == added["quote"] == "Forty went astray"
    assert (added["words"], added["low"], added["high"], added["qualifier"]) == ("Forty", 40, 40, "exact")
    assert (added["review"], added["pub_first"]) == ("accepted", "2022-01-14")
    assert list(claims["char_start"]) == list(claims.sort_values(["article", "char_start"])["char_start"])


@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_spreadsheets_write_is_read(folder, separator):
    name = claim_id(folder, "deployed")
    text = separator.join(["claim_id", "action", "reason", "by", "on", ""]) + "\r\n"
    text += (
        separator.join([name, "accept", "'=1+1", "Ärztin", "2022-02-01", ""])
        + "\r\n"
        + separator * 5
        + "\r\n"
    )
    (folder / "review.csv").write_bytes(text.encode("utf-8-sig"))
    assert one(claims_of(folder), name)["review"] == "accepted"


def test_a_spreadsheets_apostrophe_is_taken_off_again(folder):
    (folder / "articles" / "three.txt").write_text(
        "Nur-Sultan, Jan 15 (EFE).- It was bad there.\n\n-12 people stayed today."
    )
    decide(
        folder,
        row("", "add", article="three", measure="killed", who="all", value="12", quote="'-12 people stayed"),
    )
    assert "-12 people stayed" in set(claims_of(folder)["quote"])


KILLED, SENT = "{killed}", "{sent}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("c00000000000", "accept")], "row 2: claim_id 'c00000000000' is not that of a claim"),
        ([row(KILLED, "accept"), row(KILLED, "reject")], "is decided on in row 2 already"),
        (
            [row(SENT, "accept"), row(KILLED, "acept")],
            "row 3: action 'acept' is not one of accept, amend, reject, add",
        ),
        (
            [row(KILLED, "amend", was="killed", measure="kiled")],
            "measure 'kiled' is not one of deployed, pledged,",
        ),
        (
            [row(KILLED, "amend", was="about", qualifier="circa")],
            "qualifier 'circa' is not one of exact, about,",
        ),
        ([row(KILLED, "amend", was="160", value="many")], "value 'many' is not a number of people"),
        ([row(KILLED, "amend", was="160", value="-5")], "value '-5' is not a number of people"),
        ([row(KILLED, "amend", was="200", value="164")], "value was '200' when this was decided"),
        ([row(KILLED, "amend", value="164")], "was does not say what value was, expected value=160"),
        ([row(KILLED, "amend", was="160; all", value="164", who="x")], "names no field"),
        ([row(KILLED, "amend")], "changes nothing"),
        ([row(KILLED, "amend", was="about", qualifier="range")], "low and high are empty"),
        ([row(KILLED, "amend", was="value=160", value="164", high="170")], "low and high are '' and '170'"),
        (
            [row(KILLED, "accept", who="civilians")],
            "who is 'civilians', expected 'all' as the machine reads it",
        ),
        ([row(KILLED, "reject", article="two")], "article is 'two', expected 'one'"),
        (
            [row("", "add", article="nine", measure="killed", who="all", value="4", quote="x")],
            "article 'nine' is not the id",
        ),
        (
            [row("", "add", article="two", measure="killed", who="all", value="4", quote="four dead")],
            "is not in report 'two'",
        ),
        (
            [row("", "add", article="two", measure="killed", who="all", value="40", quote="orty we")],
            "stands more than once",
        ),
        ([row("", "add", article="two", who="all", value="40", quote="Forty")], "measure is empty"),
        (
            [
                row(
                    "",
                    "add",
                    article="one",
                    measure="killed",
                    who="all",
                    value="160",
                    qualifier="about",
                    quote="160 people",
                )
            ],
            "the machine reads this claim as",
        ),
        ([row(KILLED, "accept", signed=",A. Coder,2022-02-01")], "reason is empty"),
        ([row(KILLED, "accept", signed="why,,2022-02-01")], "by is empty"),
        ([row(KILLED, "accept", signed="why,A. Coder,")], "on is empty"),
        ([row(KILLED, "accept", signed="why,A. Coder,1/2/2022")], "on '1/2/2022' is not a date"),
        ([row(KILLED, "accept") + ",,more"], "cells, expected"),
    ],
)
def test_a_wrong_decision_is_refused_by_row(folder, rows, told):
    names = {"{killed}": claim_id(folder, "killed"), "{sent}": claim_id(folder, "deployed")}
    for mark, name in names.items():
        rows = [line.replace(mark, name) for line in rows]
    decide(folder, *rows)
    with pytest.raises(InputError) as refused:
        claims_of(folder)
    assert told in str(refused.value)
    assert str(refused.value).startswith(f"{folder / 'review.csv'} row {len(rows) + 1}: ")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace("measure", "mesure"), "row 1: column 'mesure' is not one of"),
        (HEAD.replace("reason,", ""), "row 1: no column 'reason'"),
        (HEAD + ",by", "row 1: column 'by' stands twice"),
        ("", "row 1: no column 'claim_id'"),
    ],
)
def test_wrong_headings_are_refused(folder, head, told):
    decide(folder, head=head)
    with pytest.raises(InputError, match=told):
        claims_of(folder)


def test_a_review_that_is_no_text_is_refused(folder):
    (folder / "review.csv").write_bytes(b"claim_id\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        claims_of(folder)


def test_two_files_of_one_decision_read_the_same_whatever_else_is_in_the_folder(folder):
    name = claim_id(folder, "killed")
    decide(folder, row(name, "amend", was="all", who="civilians"))
    before = one(claims_of(folder), name).to_dict()
    (folder / "articles" / "aaa.txt").write_text(
        "Nur-Sultan, Jan 12 (EFE).- Russia sent 2,000 soldiers there.", encoding="utf-8"
    )
    assert one(claims_of(folder), name).to_dict() == before
