"""The committed notebooks keep the rules of the house: one question, honest text, short cells, stored outputs."""

import ast
import itertools
import json
import re

import pytest

from analysis.reports.parameters import NOTEBOOKS, find_notebooks, read_notebook

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
REPORTS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
REPORT_TAGS = ("answer", "chart", "quotes", "limits")


def read_cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def code_cells(path):
    return [cell for cell in read_cells(path) if cell["cell_type"] == "code"]


def test_the_four_questions_are_there():
    names = [notebook.name for notebook in find_notebooks()]
    assert names[:4] == ["01_overview", "02_contingents", "03_casualties", "04_withdrawal"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_title_is_a_question(path):
    assert read_notebook(path).title.endswith("?")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_parameter_says_what_it_does(path):
    declared = read_notebook(path).parameters
    draws = any("show_chart(" in source(cell) for cell in code_cells(path))
    needed = {"corpus", "as_of", "originals"} | ({"profile"} if draws else set())
    assert needed <= {parameter.name for parameter in declared}
    assert all(len(parameter.help.split()) >= 3 for parameter in declared)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_papermill_sees_the_same_parameters(path):
    papermill = pytest.importorskip("papermill")
    seen = papermill.inspect_notebook(str(path))
    assert {name: entry["help"] for name, entry in seen.items()} == {
        parameter.name: parameter.help for parameter in read_notebook(path).parameters
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_code_cells_are_short_and_define_nothing(path):
    for cell in code_cells(path):
        lines = [line for line in source(cell).splitlines() if line.strip()]
        assert len(lines) <= (12 if "parameters" in tags(cell) else 3), source(cell)
        kinds = {type(node) for node in ast.walk(ast.parse(source(cell)))}
        assert not kinds & {
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.Lambda,
            ast.ClassDef,
            ast.For,
            ast.While,
        }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_text_stands_before_each_code_cell(path):
    kinds = [cell["cell_type"] for cell in read_cells(path)]
    assert kinds[0] == "markdown"
    assert all(before == "markdown" for before, kind in itertools.pairwise(kinds) if kind == "code")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_text_holds_no_number_that_the_corpus_decides(path):
    text = "\n".join(source(cell) for cell in read_cells(path) if cell["cell_type"] == "markdown")
    assert not re.findall(r"\d+", text)
    numbers = "two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand"
    said = {
        word.lower() for word in re.findall(rf"\b({numbers}|Kazakhstan|CSTO|Russia)s?\b", text, re.IGNORECASE)
    }
    assert said <= {"two"}  # "no two reports": grammar, not a finding


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_has_its_parts_in_order(path):
    found = [tag for cell in code_cells(path) for tag in tags(cell) if tag in REPORT_TAGS]
    assert list(dict.fromkeys(found)) == list(REPORT_TAGS)
    assert found.count("answer") == 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_cell_ids_are_names(path):
    ids = [cell["id"] for cell in read_cells(path)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in ids)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_outputs_are_stored_from_top_to_bottom(path):
    cells = code_cells(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] in ("error", "stream")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_of_the_machine_or_the_moment_is_stored(path):
    text = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", path.read_text(encoding="utf-8"))
    assert not re.findall(r"(?<![\w<:./])/(?:home|root|tmp|usr|var|Users)/|[A-Z]:\\\\", text)
    assert not re.findall(r"\d\d:\d\d:\d\d|papermill|0x[0-9a-f]{6,}", text)
    assert "execution" not in {key for cell in read_cells(path) for key in cell["metadata"]}
