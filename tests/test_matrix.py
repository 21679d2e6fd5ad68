"""A matrix file says what is made every week; a key or a value in it that fits nothing is refused with its place."""

from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.reports.matrix import read_matrix
from analysis.vocabulary import InputError
from tests.small_notebooks import CORPUS, write_notebook


def write_matrix(folder: Path, text: str) -> Path:
    path = folder / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


def call(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_days_stand_with_or_without_quotes_and_values_keep_their_type(tmp_path):
    text = """
    [weekly]
    corpus = "kazakhstan-2022"
    notebooks = ["casualties"]
    as_of = [2022-01-11, "2022-01-13"]
    formats = ["html", "pdf"]
    parameters = { scale = ["log", "linear"], bins = 3 }
    """
    [weekly] = read_matrix(write_matrix(tmp_path, text))
    assert weekly.as_of == ("2022-01-11", "2022-01-13")
    assert weekly.formats == ("html", "pdf")
    assert weekly.parameters == {"scale": ["log", "linear"], "bins": 3}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no set of reports in it"),
        ("[weekly", "reports.toml: not readable as TOML"),
        ("as_of = [2022-01-11]", r"reports.toml \[as_of\]: .*stands outside a table"),
        ("[weekly]\nnotebook = ['x']", r"\[weekly\]: 'notebook' is not one of .*; did you mean 'notebooks'"),
        ("[weekly]\nas_of = 2022-01-11", "as_of = .*expected a list"),
        ("[weekly]\nas_of = []", "expected a list with a value"),
        ("[weekly]\nas_of = [2022-01-11T10:00:00]", "is no text"),
        ("[weekly]\nwho = [7]", "7 is no text; expected it in quotes"),
        ("[weekly]\nparameters = 'scale=log'", "expected a table, name = value"),
        ("[weekly]\ncorpus = 'other'", "'other' here and 'kazakhstan-2022' on the command line"),
        (
            "[weekly]\nas_of = ['2022-01-32']",
            r"\[weekly\]: 01_overview: as_of '2022-01-32' is not a calendar day",
        ),
        (
            "[weekly]\nformats = ['pfd']",
            r"\[weekly\]: format 'pfd' is not one of html, .*; did you mean 'pdf'",
        ),
        ("[weekly]\nwho = ['Belarsu']", r"\[weekly\]: .*; did you mean 'Belarus'"),
        ("[weekly]\nparameters = { scal = 'log' }", r"\[weekly\]: .*; did you mean 'scale'"),
        ("[one]\n[two]\nnotebooks = ['05_weather']", r"\[two\]: notebook '05_weather'"),
    ],
)
def test_a_wrong_matrix_is_refused_with_its_place_and_writes_nothing(tmp_path, capsys, text, complaint):
    path = write_matrix(tmp_path, text)
    assert call("render", CORPUS, "--matrix", path, "--out", tmp_path / "out") == 1
    message = capsys.readouterr().err
    with pytest.raises(InputError, match=complaint):
        raise InputError(message)
    assert not (tmp_path / "out").exists()


def test_a_matrix_that_is_not_there(tmp_path, capsys):
    assert call("render", CORPUS, "--matrix", tmp_path / "no.toml", "--out", tmp_path / "out") == 1
    assert "no.toml: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [("--matrix", "x.toml", "--as-of", "2022-01-11"), ("--matrix", "x.toml", "-p", "a=b"), ()]
)
def test_what_is_to_be_made_is_said_once(tmp_path, arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        call("render", "--out", tmp_path / "out", *arguments)
    assert stopped.value.code == 2
    assert "--matrix" in capsys.readouterr().err


def test_sets_are_rendered_into_one_folder_and_a_report_of_two_sets_is_made_once(tmp_path, capsys):
    notebook = write_notebook(tmp_path / "one.ipynb")
    text = f"""
    [weekly]
    corpus = "{CORPUS}"
    notebooks = ['{notebook}']
    as_of = [2022-01-11, 2022-01-13]
    [archive]
    corpus = "{CORPUS}"
    notebooks = ['{notebook}']
    as_of = [2022-01-13]
    formats = ["ipynb"]
    """
    arguments = ("render", "--matrix", write_matrix(tmp_path, text), "--out", tmp_path / "out")
    assert call(*arguments) == 0
    names = [f"one_{CORPUS}_as-of-2022-01-{end}" for end in ("11.html", "13.html", "13.ipynb")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "index.html",
        "manifest.json",
        *names,
    ]
    assert "2 written, 0 unchanged" in capsys.readouterr().out
    assert call(*arguments) == 0
    assert "0 written, 2 unchanged" in capsys.readouterr().out
