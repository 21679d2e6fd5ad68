"""`extract`: the same rows whatever holds the reports and whoever reads them; all of it is written, or nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.files import write_beside
from analysis.sources.corpus import DATA
from analysis.tables import extraction, table_files
from analysis.tables.extraction import extract
from analysis.vocabulary import InputError
from tests.processes import find_children, is_running, wait_for

YML = (
    "title: A made-up crisis\nhost: Kazakhstan\ncoalition: CSTO\ncontributors: [Belarus, Russia]\n"
    "start: 2022-01-02\nend: 2022-01-31\n"
)
MADE_UP = Path(__file__).parent / "corpus"
SHIPPED = DATA / "kazakhstan-2022"


def make_reports(number):
    """Reports in no order of their ids, each with numbers of its own."""
    return [
        {
            "id": f"r{n * 7 % number}",
            "text": f"Around {n + 100} people were killed and dozens arrested.\n\n"
            f"Belarus sent {n + 200} soldiers, who arrived on January 6.",
            "published": "2022-01-13",
        }
        for n in range(number)
    ]


def write_lines(path, reports):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(report)}\n" for report in reports), encoding="utf-8")


def write_rows(path, reports):
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(reports).to_parquet(path)


def corpus_of(folder, reports=()):
    folder.mkdir(parents=True)
    (folder / "corpus.yml").write_text(YML, encoding="utf-8")
    if reports:
        write_lines(folder / "articles.jsonl", reports)
    return folder


def read_tables(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(extraction, "REPORTS_A_BATCH", 3)


# --- the same rows ---------------------------------------------------------------------------------------------------


def test_the_shipped_tables_come_out_as_they_are_committed(tmp_path):
    extract(SHIPPED, tmp_path)
    assert read_tables(tmp_path) == read_tables(SHIPPED / "tables")


def test_lines_rows_and_parts_of_them_give_the_same_tables(tmp_path):
    reports = make_reports(12)
    corpus = corpus_of(tmp_path / "lines", reports)
    extract(corpus, tmp_path / "one")

    mixed = corpus_of(tmp_path / "mixed")
    write_rows(mixed / "articles" / "b.parquet", reports[:3])
    write_lines(mixed / "articles" / "parts" / "a.jsonl", reports[3:6])
    write_rows(mixed / "articles.parquet" / "part.0.parquet", reports[6:9])
    write_lines(mixed / "articles.jsonl" / "deeper" / "1.jsonl", reports[9:])
    write_lines(mixed / "articles" / "_temporary" / "half.jsonl", reports[:1])
    (mixed / "articles" / "_SUCCESS").touch()
    extract(mixed, tmp_path / "two")
    assert read_tables(tmp_path / "one") == read_tables(tmp_path / "two")
    assert [report.article for report in analysis.load_corpus(mixed).reports] == sorted(
        report["id"] for report in reports
    )


def test_days_and_numbers_of_a_parquet_file_keep_their_types(tmp_path):
    corpus = corpus_of(tmp_path / "c")
    frame = pd.DataFrame(make_reports(2)).assign(id=[7, 8], published=pd.Timestamp("2022-01-14"), other=1.5)
    (corpus / "articles").mkdir()
    frame.to_parquet(corpus / "articles" / "a.parquet")
    articles = analysis.load_corpus(corpus).articles
    assert articles["article"].tolist() == ["7", "8"]
    assert set(articles["pub_first"]) == {"2022-01-14"}


def test_several_processes_give_what_one_gives(tmp_path, small_batches):
    corpus = corpus_of(tmp_path / "c", make_reports(20))
    extract(corpus, tmp_path / "one")
    extract(corpus, tmp_path / "two", jobs=2)
    assert read_tables(tmp_path / "one") == read_tables(tmp_path / "two")


def test_parquet_has_the_rows_and_types_of_the_frames(tmp_path, monkeypatch):
    monkeypatch.setattr(table_files, "ROWS_A_GROUP", 4)
    monkeypatch.setattr(table_files, "GROUPS_A_PART", 2)
    folder = corpus_of(tmp_path / "c", [*make_reports(9), {"id": "z", "text": "=SUM(A1) killed 12 people."}])
    done = extract(folder, tmp_path / "out", "parquet")
    corpus = analysis.load_corpus(folder)
    frames = {"claims": analysis.extract_claims(corpus), "events": analysis.extract_events(corpus)}
    for name, frame in (frames | {"articles": corpus.articles}).items():
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out" / f"{name}.parquet"), frame)
    parts = sorted((tmp_path / "out" / "claims.parquet").iterdir())
    assert [len(pd.read_parquet(part)) for part in parts[:-1]] == [8] * (len(parts) - 1)
    assert len(parts) > 1
    assert f"{len(frames['claims'])} claims" in str(done)


def test_parquet_is_the_same_every_time_and_takes_the_old_ones_place(tmp_path):
    for reports in (make_reports(8), make_reports(3), make_reports(8)):
        shutil.rmtree(tmp_path / "c", ignore_errors=True)
        extract(corpus_of(tmp_path / "c", reports), tmp_path / "out", "parquet")
    extract(tmp_path / "c", tmp_path / "again", "parquet")
    assert [path.name for path in (tmp_path / "out").rglob(".*")] == []
    for path in (tmp_path / "out").rglob("*.parquet"):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(tmp_path / "out")
            assert path.read_bytes() == again.read_bytes()


def test_a_corpus_without_claims_has_tables_with_all_columns(tmp_path):
    corpus = corpus_of(tmp_path / "c", [{"id": "a", "text": "Nothing was counted here today."}])
    extract(corpus, tmp_path / "out", "parquet")
    assert list(pd.read_parquet(tmp_path / "out" / "claims.parquet")) == list(
        analysis.vocabulary.CLAIM_COLUMNS
    )


def test_a_persons_review_counts_wherever_the_reports_are_read(tmp_path, small_batches):
    folder = corpus_of(tmp_path / "c", make_reports(20))
    claims = analysis.extract_claims(analysis.load_corpus(folder))
    killed = claims[claims["measure"] == "killed"].reset_index()
    signed = "checked,A. Coder,2022-02-01"
    (folder / "review.csv").write_text(
        "claim_id,action,article,measure,who,value,quote,part_of,was,reason,by,on\n"
        f"{killed['claim_id'][2]},accept,,,,,,,,{signed}\n"
        f"{killed['claim_id'][15]},amend,,,civilians,,,{killed['claim_id'][4]},who=all,{signed}\n"
        f",add,r3,injured,all,6,on January 6,,,{signed}\n",
        encoding="utf-8",
    )
    extract(folder, tmp_path / "out", "parquet", jobs=2)
    written = pd.read_parquet(tmp_path / "out" / "claims.parquet")
    pd.testing.assert_frame_equal(written, analysis.extract_claims(analysis.load_corpus(folder)))
    assert sorted(set(written["review"])) == ["accepted", "amended", "machine"]


# --- what is wrong ---------------------------------------------------------------------------------------------------


def spoil_row(folder, **fields):
    reports = make_reports(5)
    reports[3] |= fields
    write_rows(folder / "articles" / "part.parquet", reports)


def spoil_line(folder):
    write_lines(folder / "articles" / "part.jsonl", make_reports(5))
    with (folder / "articles" / "part.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"id": "x"}\n')


def cut_off(folder):
    write_rows(folder / "articles" / "part.parquet", make_reports(5))
    path = folder / "articles" / "part.parquet"
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: spoil_row(folder, text=None), "part.parquet row 4: text is missing"),
        (lambda folder: spoil_row(folder, id=""), "part.parquet row 4: id is missing"),
        (lambda folder: spoil_row(folder, published="soon"), "part.parquet row 4: published 'soon' is not a date"),
        (lambda folder: spoil_row(folder, published_basis="guess"), "part.parquet row 4: published_basis 'guess'"),
        (lambda folder: spoil_row(folder, id="r0"), r"part.parquet row 4: the id 'r0' is that of .*part.parquet row 1"),
        (spoil_line, "part.jsonl line 6: text is missing"),
        (cut_off, "part.parquet after row 0: cannot be read"),
        (lambda folder: write_rows(folder / "articles" / "a.parquet", [{"id": "a"}]), "a.parquet: no column 'text'"),
        (
            lambda folder: write_rows(folder / "articles" / "a.parquet", [{"id": "a", "text": "b", "publishd": "c"}]),
            "a.parquet: 'publishd' is not one of .*did you mean 'published'",
        ),
        (lambda folder: None, "no report"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_and_row_and_the_old_tables_stay(
    tmp_path, small_batches, spoil, told
):
    extract(corpus_of(tmp_path / "good", make_reports(2)), tmp_path / "out")
    before = read_tables(tmp_path / "out")
    folder = corpus_of(tmp_path / "bad")
    spoil(folder)
    for out in ("out", "new"):
        with pytest.raises(InputError, match=told):
            extract(folder, tmp_path / out)
    assert read_tables(tmp_path / "out") == before
    assert not (tmp_path / "new").exists()


def test_an_error_in_another_process_is_told_as_in_this_one(tmp_path, small_batches):
    reports = make_reports(20)
    reports[10]["published"] = "soon"
    with pytest.raises(InputError, match=r"articles\.jsonl line 11: published 'soon' is not a date"):
        extract(corpus_of(tmp_path / "c", reports), tmp_path / "out", jobs=2)


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(InputError, match="format 'xlsx' is not one of csv, parquet"):
        extract(MADE_UP, tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with write_beside(tmp_path), pytest.raises(InputError, match="another run writes to it"):
        extract(MADE_UP, tmp_path)


# --- killed in the middle --------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_killed_run_leaves_the_old_tables_and_the_next_one_completes(tmp_path, form):
    out = tmp_path / "out"
    extract(corpus_of(tmp_path / "old", make_reports(3)), out, form)
    old = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    corpus = corpus_of(tmp_path / "c", make_reports(3000))
    command = [
        sys.executable,
        "-m",
        "analysis",
        "extract",
        corpus,
        "--out",
        out,
        "--format",
        form,
        "--jobs",
        "2",
    ]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: list(out.glob(".writing-*/rows")) and len(find_children(run.pid)) > 1)
    readers = find_children(run.pid)
    run.kill()
    run.wait()
    assert {path: path.read_bytes() for path in old} == old
    wait_for(lambda: not any(map(is_running, readers)), 15)  # they don't outlive it

    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "3000 articles" in again.stdout
    extract(corpus, tmp_path / "whole", form)
    names = [path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file()]
    assert names == [
        path.relative_to(tmp_path / "whole")
        for path in sorted((tmp_path / "whole").rglob("*"))
        if path.is_file()
    ]
    assert all((out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes() for name in names)
