"""The promises of the project: one set of packages, documents that fit the code, nothing of a machine in a file."""

import ast
import csv
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis import vocabulary

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
NOT_OUR_TEXT = {"requirements.lock"}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def find_tracked_files():
    """The files that are, or would be, in version control."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listing.returncode:
        pytest.skip("not a git checkout, so what is tracked is not known")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def parse_requirements(lines):
    """Package -> its range, the clauses in one order."""
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): ",".join(sorted(map(str, r.specifier))) for r in requirements}


def read_declared():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    return parse_requirements(project["dependencies"] + project["optional-dependencies"]["dev"])


def read_locked():
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;]+)", read("requirements.lock"), re.M))


# ---------------------------------------------------------------- packages


def test_conda_and_pip_get_the_same_packages():
    entries = yaml.safe_load(read("environment.yml"))["dependencies"]
    conda = [
        entry for entry in entries if isinstance(entry, str) and not entry.startswith(("python>", "pip"))
    ]
    (pip,) = (entry["pip"] for entry in entries if isinstance(entry, dict))
    from_pip = [entry for entry in pip if entry != "-e ."]
    named = [re.sub(r"^[\w-]+", lambda name: CONDA_NAMES.get(name[0], name[0]), line) for line in conda]
    assert parse_requirements(named + from_pip) == read_declared()


def test_conda_and_pip_get_the_same_python():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    entries = yaml.safe_load(read("environment.yml"))["dependencies"]
    assert f"python{project['requires-python']}" in entries


def test_lock_holds_a_version_in_every_declared_range():
    locked = read_locked()
    wrong = {
        name: (locked.get(name), text)
        for name, text in read_declared().items()
        if name not in locked or locked[name] not in Requirement(f"{name}{text}").specifier
    }
    assert wrong == {}, "run `make lock`"


def test_every_locked_package_has_its_hash():
    blocks = re.split(r"^(?=[a-z0-9])", read("requirements.lock"), flags=re.M)[1:]
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_package_that_we_import_is_declared():
    distributions, declared = packages_distributions(), read_declared()
    imported = set()
    for path in find_tracked_files():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    imported.add(node.module.split(".")[0])
    ours = {"analysis", "benchmarks", "tests"} | {path.stem for path in (ROOT / "tests").glob("*.py")}
    foreign = imported - set(sys.stdlib_module_names) - ours
    undeclared = {
        name
        for name in foreign
        if not {canonicalize_name(d) for d in distributions.get(name, [])} & set(declared)
    }
    assert undeclared == set()


# ---------------------------------------------------------------- what a file may say

# Written so that this file does not hold what it looks for.
FOREIGN = {
    "a registry or an index": re.compile(
        r"pypi\." r"org|pythonhosted\." r"org|--(?:extra-)?index-" r"url\s|--find-" r"links"
    ),
    "somebody's folder": re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp|opt)/" r"[\w.]"),
    "a folder beside the project": re.compile(r"\.\./" r"shared"),
}
MAY_SAY = {".ci/run": {"a folder beside the project"}}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_tracked_file_names(what):
    found = []
    for path in find_tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if what not in MAY_SAY.get(name, ()):
            text = path.read_bytes().decode("utf-8", errors="replace")
            found += [f"{name}: {match[0]!r}" for match in FOREIGN[what].finditer(text)]
    assert found == []


# ---------------------------------------------------------------- documents against the code


def find_targets():
    return re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.M)


def test_readme_names_every_job_of_the_makefile():
    assert re.findall(r"^\| `make ([a-z]+)`", read("README.md"), re.M) == find_targets()


def test_make_help_names_every_job():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([a-z]+) ", shown, re.M) == find_targets()


def find_commands():
    usage = subprocess.run(
        [sys.executable, "-m", "analysis", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return re.findall(r"^ {4}([a-z]+)  ", usage, re.M)


def test_readme_names_every_command():
    assert re.findall(r"^\| `([a-z]+) [A-Z]", read("README.md"), re.M) == find_commands()


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("articles.csv", vocabulary.ARTICLE_COLUMNS),
        ("claims.csv", vocabulary.CLAIM_COLUMNS),
        ("events.csv", vocabulary.EVENT_COLUMNS),
    ],
)
def test_data_dictionary_has_every_column_in_order(heading, columns):
    section = re.search(
        rf"^### {re.escape(heading)}: one row per .*?(?=^##)", read("data/README.md"), re.M | re.S
    )[0]
    first_cells = re.findall(r"^\| (`.*?) \|", section, re.M)
    assert tuple(re.findall(r"`(\w+)`", " ".join(first_cells))) == columns


@pytest.mark.parametrize(
    "source", sorted((ROOT / "figures").rglob("*.source.csv")), ids=lambda path: path.stem
)
def test_data_dictionary_has_every_column_of_a_chart(source):
    dictionary = read("data/README.md")
    section = re.search(r"^### The source data of a chart.*?(?=^##)", dictionary, re.M | re.S)[0]
    with source.open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(lines))
    assert [column for column in columns if f"`{column}`" not in section] == []


@pytest.mark.parametrize(
    "values",
    [
        vocabulary.MEASURES,
        vocabulary.QUALIFIERS,
        vocabulary.EVENTS,
        vocabulary.STATUSES,
        vocabulary.PUBLICATION_BASES,
    ],
    ids=lambda values: values[0],
)
def test_data_dictionary_has_every_allowed_value(values):
    dictionary = read("data/README.md")
    assert [value for value in values if f"`{value}`" not in dictionary] == []


def test_readme_has_a_place_for_the_findings():
    begin, end = (read("README.md").index(f"<!-- findings:{word} -->") for word in ("begin", "end"))
    assert begin < end


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md", "docs/architecture.md"]
)
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", read(document))
    missing = [target for target in targets if not ((ROOT / document).parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("document", ["README.md", "data/README.md"])
def test_links_into_a_document_meet_a_heading(document):
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", read(document)):
        headings = re.findall(
            r"^#+ (.+)", read((Path(document).parent / target) if target else document), re.M
        )
        assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# ---------------------------------------------------------------- notebooks

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NUMBER_IN_PROSE = re.compile(r"\d+|\b(?:dozens?|scores of|hundreds?|thousands?)\b", re.IGNORECASE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_number_in_a_notebooks_prose(notebook):
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    prose = "\n".join(re.sub(r"`[^`]*`", "", cell.source) for cell in cells if cell.cell_type == "markdown")
    assert NUMBER_IN_PROSE.findall(prose) == []
