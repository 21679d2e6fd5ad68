"""The tables: their columns, their files, and what a spreadsheet would do with them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.tables.extraction import extract
from analysis.tables.table_files import CsvFile
from analysis.tables.tables import read_table
from analysis.vocabulary import CLAIM_COLUMNS, EVENT_COLUMNS, InputError

CORPUS_YML = (
    "title: A made-up crisis\nhost: Kazakhstan\ncoalition: CSTO\ncontributors: [Belarus, Russia]\n"
    "start: 2022-01-02\nend: 2022-01-31\n"
)


def corpus_of(folder: Path, **texts: str) -> Path:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "corpus.yml").write_text(CORPUS_YML, encoding="utf-8")
    for name, text in texts.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


ONE = (
    "Nur-Sultan, Jan 13 (EFE).- Around 160 people were killed and 20 arrested.\n\n"
    "Belarus sent 100 soldiers, who arrived on January 6."
)
TWO = "Minsk, Jan 14 (AP) - At least 225 people were killed, the ministry said."


def test_columns_and_types(tmp_path):
    corpus = analysis.load_corpus(corpus_of(tmp_path / "c", one=ONE))
    claims, events = analysis.extract_claims(corpus), analysis.extract_events(corpus)
    assert tuple(claims.columns) == CLAIM_COLUMNS
    assert tuple(events.columns) == EVENT_COLUMNS
    assert claims["value"].dtype == "Int64"
    assert len(claims) == 3


def test_a_corpus_without_claims_has_empty_tables_with_all_columns(tmp_path):
    corpus = analysis.load_corpus(
        corpus_of(tmp_path / "c", one="Nothing was counted here today, the ministry said.")
    )
    assert tuple(analysis.extract_claims(corpus).columns) == CLAIM_COLUMNS
    assert analysis.extract_claims(corpus).empty


def test_adding_a_report_changes_no_other_reports_rows(tmp_path):
    alone = analysis.extract_claims(analysis.load_corpus(corpus_of(tmp_path / "c", one=ONE)))
    both = analysis.extract_claims(analysis.load_corpus(corpus_of(tmp_path / "c", two=TWO)))
    pd.testing.assert_frame_equal(alone, both[both["article"] == "one"].reset_index(drop=True))


def test_tables_read_back_as_they_were(tmp_path):
    folder = corpus_of(tmp_path / "c", one=ONE, two=TWO)
    extract(folder, tmp_path / "out")
    pd.testing.assert_frame_equal(
        read_table(tmp_path / "out" / "claims.csv"),
        analysis.extract_claims(analysis.load_corpus(folder)),
        check_dtype=False,
    )


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_runs_as_a_formula(tmp_path, text):
    file = CsvFile(tmp_path, "claims", ["quote"])
    file.add([(text,)])
    file.close()
    assert (tmp_path / "claims.csv").read_text().split("\n")[1].strip('"').startswith("'")


def test_vague_words_are_floored_by_the_profile_that_is_asked_for(tmp_path):
    corpus = analysis.load_corpus(
        corpus_of(tmp_path / "c", one="Nur-Sultan, Jan 13 (EFE).- Dozens of people were killed.")
    )
    literal, acled = analysis.extract_claims(corpus), analysis.extract_claims(corpus, "acled")
    assert (literal["low"].tolist(), acled["low"].tolist()) == ([24], [12])
    assert literal["claim_id"].tolist() == acled["claim_id"].tolist()
    assert acled.attrs["vague"] == "acled"
    with pytest.raises(InputError, match="'gut'"):
        analysis.extract_claims(corpus, "gut")
