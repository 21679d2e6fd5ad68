"""The commands as a user calls them: what they write, what they say, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.__main__ import main

YML = (
    "title: A made-up crisis\nhost: Kazakhstan\ncoalition: CSTO\ncontributors: [Belarus, Russia]\n"
    "start: 2022-01-02\nend: 2022-01-31\n"
)
TEXT = "Nur-Sultan, Jan 13 (EFE).- Around 160 people were killed.\n\nBelarus sent 100 soldiers, who arrived on January 6."


@pytest.fixture
def corpus(tmp_path) -> Path:
    folder = tmp_path / "crisis"
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.yml").write_text(YML, encoding="utf-8")
    (folder / "articles" / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


def call(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def test_extract_writes_three_tables_and_says_where(corpus, tmp_path, capsys):
    assert call("extract", corpus, "--out", tmp_path / "out") == 0
    assert files_in(tmp_path / "out") == ["articles.csv", "claims.csv", "events.csv"]
    assert str(tmp_path / "out") in capsys.readouterr().out


def test_figures_writes_seven_files_a_chart(corpus, tmp_path):
    assert call("figures", corpus, "--out", tmp_path / "out") == 0
    suffixes = ("pdf", "svg", "png", "source.csv", "alt.txt", "caption.md", "figure.json")
    assert files_in(tmp_path / "out") == sorted(
        f"{name}.{s}" for name in ("casualties", "contingents", "withdrawal") for s in suffixes
    )


def test_figures_before_the_first_report_are_drawn_as_empty(corpus, tmp_path):
    assert call("figures", corpus, "--out", tmp_path / "out", "--as-of", "2022-01-02") == 0
    assert "casualties.png" in files_in(tmp_path / "out")


def test_score_prints_each_field(corpus, tmp_path, capsys):
    call("extract", corpus, "--out", tmp_path / "gold")
    assert call("score", corpus, tmp_path / "gold") == 0
    assert "claims, all fields" in capsys.readouterr().out


def bad_yml(text: str):
    return lambda folder: (folder / "corpus.yml").write_text(text, encoding="utf-8")


def article(name: str, content: bytes):
    return lambda folder: (folder / "articles" / name).write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "corpus.yml").unlink(), "corpus.yml"),
        (bad_yml("title: [unclosed"), "corpus.yml"),
        (bad_yml(YML + "contributers: [Russia]\n"), "contributers"),
        (bad_yml(YML.replace("[Belarus, Russia]", "{Belarus: 1}")), "contributors"),
        (bad_yml(YML.replace("2022-01-02", "2022-02-31")), "start"),
        (article("two.txt", b""), "two.txt"),
        (article("two.txt", "Überfall".encode("latin-1")), "two.txt"),
        (article("two.md", b"---\nid: one\n---\nAnother text of a report."), "one"),
        (article("two.md", b"---\npublished: 2022-13-01\n---\nAnother text of a report."), "published"),
    ],
)
def test_bad_input_is_told_in_one_line_and_nothing_is_written(corpus, tmp_path, capsys, spoil, told):
    spoil(corpus)
    assert call("extract", corpus, "--out", tmp_path / "out") == 1
    message = capsys.readouterr().err
    assert message.startswith("error: ")
    assert told in message
    assert len(message.strip().splitlines()) == 1
    assert files_in(tmp_path / "out") == []


@pytest.mark.parametrize("command", ["extract", "figures", "render"])
def test_a_place_that_cannot_be_written_is_told_in_one_line(corpus, tmp_path, capsys, command):
    (tmp_path / "file").touch()
    assert call(command, corpus, "--out", tmp_path / "file") == 1
    assert capsys.readouterr().err.startswith(
        f"error: {tmp_path / 'file'}: cannot be used (File exists), expected"
    )


def test_no_such_corpus(tmp_path, capsys):
    assert call("extract", "atlantis-2022", "--out", tmp_path / "out") == 1
    assert "atlantis-2022" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--profile", "nature9"), "nature9"),
        (("--as-of", "yesterday"), "yesterday"),
        (("--as-of", "2022-02-31"), "2022-02-31"),
    ],
)
def test_figures_refuses_what_it_cannot_draw(corpus, tmp_path, capsys, arguments, told):
    assert call("figures", corpus, "--out", tmp_path / "out", *arguments) == 1
    assert told in capsys.readouterr().err
    assert files_in(tmp_path / "out") == []


def test_render_refuses_an_unknown_parameter_before_anything_runs(corpus, tmp_path, capsys):
    assert call("render", corpus, "--out", tmp_path / "out", "-p", "as_off=2022-01-11") == 1
    assert "as_off" in capsys.readouterr().err
    assert files_in(tmp_path / "out") == []


def test_render_writes_into_build_reports_unless_told_otherwise(corpus, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["render", str(corpus.resolve()), "--notebook", "05_evidence"]) == 0
    assert list((tmp_path / "build" / "reports").glob("05_evidence_*.html"))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("extract",),
        ("extract", "x"),
        ("dance",),
        ("render", "x", "--out", "y", "-p", "novalue"),
        ("extract", "x", "--out", "y", "--jobs", "0"),
    ],
)
def test_a_wrong_call_exits_with_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        call(*arguments)
    assert stopped.value.code == 2


def test_figures_of_a_corpus_that_counts_nobody_are_refused(corpus, tmp_path, capsys):
    (corpus / "articles" / "one.txt").write_text(
        "The ministry met the press and said nothing new.", encoding="utf-8"
    )
    assert call("figures", corpus, "--out", tmp_path / "out") == 1
    assert "crisis: no report in it counts people" in capsys.readouterr().err
    assert files_in(tmp_path / "out") == []


def test_figures_say_which_chart_is_empty_and_why(corpus, tmp_path, capsys):
    (corpus / "articles" / "one.txt").write_text(
        "Belarus sent 100 soldiers, the ministry said.", encoding="utf-8"
    )
    assert call("figures", corpus, "--out", tmp_path / "out") == 0
    assert "no report states a number of people killed or injured or detained" in capsys.readouterr().err
