"""`extract`: the same rows whatever holds the reports and whoever reads them; all of it is written, or nothing."""

import json
import re
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
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.csv")} == before
    assert list((tmp_path / "new").glob("*.csv")) == []


def test_a_run_that_read_nothing_leaves_nothing(tmp_path):
    folder = corpus_of(tmp_path / "c", [{"id": "x", "text": "a", "published": "soon"}])
    with pytest.raises(InputError, match="published 'soon' is not a date"):
        extract(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


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


def break_off(corpus, out, before, monkeypatch, form="csv"):
    """A run that ends when it comes to the report of this number."""
    cut = extraction.cut_batches

    def cut_until(delivered):
        for number, batch in enumerate(cut(delivered)):
            if number * extraction.REPORTS_A_BATCH >= before:
                raise KeyboardInterrupt
            yield batch

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(extraction, "cut_batches", cut_until)
        extract(corpus, out, form)


def watch_reading(monkeypatch):
    """The ids of the reports that are read from now on."""
    read, ids = extraction.read_report, []

    def note(delivered, *others):
        ids.append(delivered.fields["id"])
        return read(delivered, *others)

    monkeypatch.setattr(extraction, "read_report", note)
    return ids


def test_a_run_that_was_stopped_is_completed_by_the_same_command(tmp_path, small_batches, monkeypatch):
    reports = make_reports(20)
    corpus = corpus_of(tmp_path / "c", reports)
    break_off(corpus, tmp_path / "out", 12, monkeypatch)
    assert list((tmp_path / "out").glob("*.csv")) == []
    ids = watch_reading(monkeypatch)
    done = extract(corpus, tmp_path / "out")
    assert ids == [report["id"] for report in reports[12:]]
    assert "an earlier run had read 12 of the reports" in str(done)
    extract(corpus, tmp_path / "whole")
    assert read_tables(tmp_path / "out") == read_tables(tmp_path / "whole")
    assert "earlier" not in str(extract(corpus, tmp_path / "out"))


def test_a_mistake_in_a_late_report_costs_that_report(tmp_path, small_batches, monkeypatch):
    reports = make_reports(9)
    corpus = corpus_of(tmp_path / "c", [*reports[:7], reports[7] | {"published": "soon"}, reports[8]])
    with pytest.raises(InputError, match="line 8: published 'soon'"):
        extract(corpus, tmp_path / "out")
    write_lines(corpus / "articles.jsonl", reports)
    ids = watch_reading(monkeypatch)
    extract(corpus, tmp_path / "out")
    assert ids == [report["id"] for report in reports[6:]]


def test_only_reports_as_they_were_read_are_taken_from_a_stopped_run(tmp_path, small_batches, monkeypatch):
    reports = make_reports(12)
    corpus = corpus_of(tmp_path / "c", reports)
    break_off(corpus, tmp_path / "out", 9, monkeypatch)
    changed = [
        reports[0] | {"text": "A dozen people were killed."},
        reports[1] | {"published": "2022-01-14"},
        *reports[3:5],
        reports[5] | {"id": "another"},
    ]
    write_lines(corpus / "articles.jsonl", changed)
    ids = watch_reading(monkeypatch)
    extract(corpus, tmp_path / "out")
    assert ids == [changed[n]["id"] for n in (0, 1, 4)]
    extract(corpus, tmp_path / "whole")
    assert read_tables(tmp_path / "out") == read_tables(tmp_path / "whole")


@pytest.mark.parametrize("other", ["crisis", "vague", "originals", "code"])
def test_what_a_stopped_run_left_is_not_used_for_other_work(tmp_path, small_batches, monkeypatch, other):
    corpus = corpus_of(tmp_path / "c", make_reports(12))
    break_off(corpus, tmp_path / "out", 9, monkeypatch)
    options = {}
    if other == "crisis":
        (corpus / "corpus.yml").write_text(YML.replace("Belarus, ", ""), encoding="utf-8")
    elif other == "vague":
        options = {"vague": "acled"}
    elif other == "originals":
        (tmp_path / "originals").mkdir()
        (tmp_path / "originals" / "a.txt").write_text("Two people were killed.", encoding="utf-8")
        options = {"originals": tmp_path / "originals"}
    else:
        there = {"analysis/": "other"}
        monkeypatch.setattr(extraction, "describe_environment", lambda: there)
    ids = watch_reading(monkeypatch)
    extract(corpus, tmp_path / "out", **options)
    assert len(ids) == 12
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "articles.csv", "claims.csv", "events.csv",
    ]  # fmt: skip


def test_a_review_counts_for_what_a_stopped_run_had_read(tmp_path, small_batches, monkeypatch):
    corpus = corpus_of(tmp_path / "c", make_reports(12))
    [first, *_] = analysis.extract_claims(analysis.load_corpus(corpus))["claim_id"]
    break_off(corpus, tmp_path / "out", 12 - 3, monkeypatch)
    (corpus / "review.csv").write_text(
        "claim_id,action,article,measure,who,value,quote,part_of,was,reason,by,on\n"
        f"{first},accept,,,,,,,,checked,A. Coder,2022-02-01\n",
        encoding="utf-8",
    )
    assert "8 of the reports" in str(extract(corpus, tmp_path / "out", "parquet"))
    written = pd.read_parquet(tmp_path / "out" / "claims.parquet")
    pd.testing.assert_frame_equal(written, analysis.extract_claims(analysis.load_corpus(corpus)))


def test_an_id_that_two_reports_have_is_found_after_a_stop_too(tmp_path, small_batches, monkeypatch):
    reports = make_reports(9)
    corpus = corpus_of(tmp_path / "c", [*reports, reports[1] | {"text": "Six people were killed."}])
    break_off(corpus, tmp_path / "out", 6, monkeypatch)
    with pytest.raises(InputError, match=f"line 10: the id '{reports[1]['id']}' is that of .* line 2"):
        extract(corpus, tmp_path / "out")


def test_a_damaged_leftover_is_named(tmp_path, small_batches, monkeypatch):
    corpus = corpus_of(tmp_path / "c", make_reports(9))
    break_off(corpus, tmp_path / "out", 6, monkeypatch)
    [rows] = (tmp_path / "out").glob(".writing-*/rows")
    rows.write_bytes(b"no database, whatever it was " * 200)
    with pytest.raises(InputError, match=r"rows: cannot be used .* without the folder .* begins anew"):
        extract(corpus, tmp_path / "out")


def count_kept(out):
    """How many bytes a run that goes on has put by."""
    return sum(path.stat().st_size for path in out.glob(".writing-*/rows-wal"))


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
    wait_for(lambda: count_kept(out) > 100_000 and len(find_children(run.pid)) > 1)
    readers = find_children(run.pid)
    run.kill()
    run.wait()
    assert {path: path.read_bytes() for path in old} == old
    wait_for(lambda: not any(map(is_running, readers)), 15)  # they don't outlive it

    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "3000 articles" in again.stdout
    found = re.search(r"an earlier run had read (\d+) of the reports", again.stdout)
    assert 0 < int(found.group(1)) < 3000
    extract(corpus, tmp_path / "whole", form)
    names = [path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file()]
    assert names == [
        path.relative_to(tmp_path / "whole")
        for path in sorted((tmp_path / "whole").rglob("*"))
        if path.is_file()
    ]
    assert all((out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes() for name in names)
