"""A parameter that a notebook does not declare, or a value that does not fit, is refused before anything runs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.parameters import (
    Parameter,
    as_slug,
    check_value,
    find_notebooks,
    parse_parameter,
    plan_jobs,
    read_notebook,
    refuse_undeclared,
    refuse_unused,
)
from analysis.vocabulary import InputError

COUNTRIES = ("Belarus", "Russia")


def plan(choices, names=("04_withdrawal",)):
    return plan_jobs(find_notebooks(names), "kazakhstan-2022", choices, COUNTRIES)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("as_of = 3  # a day", "is not `name: type = default"),
        ('as_of: str = ""', "is not `name: type = default"),
        ('as_of: str | None = ""  # a day', "is not `name: type = default"),
        ("bins: int = '5'  # how many bins", "is not a plain int"),
        ("bins: int = 2 + 3  # how many bins", "is not a plain int"),
    ],
)
def test_a_line_that_cannot_be_checked_is_refused(line, complaint):
    with pytest.raises(InputError, match=complaint):
        parse_parameter(line)


def test_a_hash_within_a_default_is_no_comment():
    assert parse_parameter('colour: str = "#005b96"  # of the marks').default == "#005b96"


@pytest.mark.parametrize(
    ("declared", "text", "value"),
    [
        (Parameter("name", "str", ""), "007", "007"),
        (Parameter("name", "str", ""), "NO", "NO"),
        (Parameter("bins", "int", 5), "12", 12),
        (Parameter("share", "float", 0.5), 1, 1.0),
        (Parameter("deep", "bool", False), "true", True),
    ],
)
def test_text_is_read_as_the_declared_type(declared, text, value):
    found = check_value(declared, text, "x")
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("choices", "complaint"),
    [
        ({"as_of": ["2022-13-01"]}, "04_withdrawal: as_of '2022-13-01' is not a calendar day, YYYY-MM-DD"),
        ({"as_of": ["20220111"]}, "is not a calendar day"),
        ({"as_of": [20220111]}, "is not a value of type str"),
        ({"who": ["Belarsu"]}, "who 'Belarsu' is not one of Belarus, Russia; did you mean 'Belarus'"),
        (
            {"profile": ["nature3"]},
            "profile 'nature3' is not one of nature1, nature2, .*; did you mean 'nature",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused(choices, complaint):
    with pytest.raises(InputError, match=complaint):
        plan(choices)


def test_an_unknown_parameter_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"'as_off' is not one of corpus, as_of, .*; did you mean 'as_of'"):
        refuse_undeclared(find_notebooks(["withdrawal"]), ["as_off"])
    with pytest.raises(InputError, match="did you mean 'scale'"):
        refuse_unused(find_notebooks(), ["scal"])


def test_a_parameter_of_one_notebook_is_used_there_alone():
    refuse_unused(find_notebooks(), ["scale"])
    planned = plan({"scale": ["linear"]}, names=())
    assert [job.notebook.name for job in planned if ("scale", "linear") in job.values] == ["03_casualties"]
    with pytest.raises(InputError, match="01_overview: parameter 'scale'"):
        refuse_undeclared(find_notebooks(["01_overview"]), ["scale"])


def test_the_matrix_is_the_cross_product():
    planned = plan({"as_of": ["2022-01-11", "2022-01-13", "2022-01-11"], "who": ["Belarus", "Russia"]})
    assert [job.stem for job in planned] == [
        "04_withdrawal_kazakhstan-2022_as-of-2022-01-11_who-Belarus",
        "04_withdrawal_kazakhstan-2022_as-of-2022-01-11_who-Russia",
        "04_withdrawal_kazakhstan-2022_as-of-2022-01-13_who-Belarus",
        "04_withdrawal_kazakhstan-2022_as-of-2022-01-13_who-Russia",
    ]


def test_an_unknown_notebook_is_refused_with_the_nearest():
    with pytest.raises(
        InputError, match=r"'04_withdrawl' is not one of 01_overview, .*; did you mean '04_withdrawal'"
    ):
        find_notebooks(["04_withdrawl"])


def test_names_that_differ_in_case_alone_stay_apart(tmp_path):
    notebook = read_notebook(write_notebook(tmp_path / "one.ipynb", 'word: str = ""  # any word at all'))
    stems = [job.stem.casefold() for job in plan_jobs([notebook], "x", {"word": ["A", "a"]})]
    assert len(set(stems)) == 2


@given(st.text())
def test_a_slug_is_safe_in_every_file_system(text):
    slug = as_slug(text)
    assert set(slug) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
    assert not slug.startswith(".")
    assert len(slug) <= 60


@given(st.text("aB -_./", max_size=4), st.text("aB -_./", max_size=4))
def test_two_values_have_two_slugs(one, other):
    assert one == other or as_slug(one) != as_slug(other)


def write_notebook(path, parameters):
    cell = {"cell_type": "code", "source": parameters, "metadata": {"tags": ["parameters"]}}
    title = {"cell_type": "markdown", "source": "# How many?", "metadata": {}}
    path.write_text(json.dumps({"cells": [title, cell]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["", "[]", '{"cells": [1]}', "\x00"])
def test_a_file_that_is_no_notebook_is_named(tmp_path, text):
    path = tmp_path / "torn.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"torn\.ipynb"):
        read_notebook(path)
