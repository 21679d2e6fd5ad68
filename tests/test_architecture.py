"""The imports of `analysis/` against the table of docs/architecture.md: one way, no circle, few packages."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    "",
    "sources",
    "language",
    "claims",
    "events",
    "tables",
    "charts",
    "reports",
)  # one way: from left to right
FILES = {
    path.stem: path
    for path in (ROOT / "analysis").rglob("*.py")
    if path.stem != "__init__" or path.parent.name == "analysis"
}
MODULES = sorted(FILES)


def read_table():
    """Module -> the modules and the packages that its row of docs/architecture.md allows."""
    allowed = {}
    for line in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            name, _room, _job, modules, packages = (cell.strip(" `") for cell in line.strip("|").split("|"))
            allowed[name] = (set(allowed) if modules == "all" else split(modules), split(packages))
    return allowed


def split(cell):
    return {name.strip() for name in cell.split(",") if name.strip()}


def find_imports(module):
    """Every name that a module imports, at its top, in a function or for the type checker alone."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            is_room = node.module in ("analysis", *(f"analysis.{room}" for room in ROOMS))
            yield from names if is_room else [node.module]


def find_own_modules(module):
    names = {name.rsplit(".", 1)[1] for name in find_imports(module) if name.startswith("analysis.")}
    return names & set(MODULES)


def find_packages(module):
    tops = {name.split(".")[0] for name in find_imports(module)}
    return tops - set(sys.stdlib_module_names) - {"analysis"}


def test_every_module_has_its_row():
    assert sorted(read_table()) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_row_names_only_modules_above_it(module):
    order = list(read_table())
    modules, _ = read_table()[module]
    assert modules <= set(order[: order.index(module)])


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_its_row_allows(module):
    modules, packages = read_table()[module]
    assert find_own_modules(module) - modules == set(), "modules of ours"
    if module != "__main__":
        assert find_packages(module) - packages == set(), "packages"


def test_folders_import_only_those_before_them():
    for module, path in FILES.items():
        if module in ("__main__", "__init__"):
            continue
        room = "" if path.parent.name == "analysis" else path.parent.name
        for name in find_own_modules(module):
            of = "" if FILES[name].parent.name == "analysis" else FILES[name].parent.name
            assert ROOMS.index(of) <= ROOMS.index(room), f"{room}/{module} imports {of}/{name}"


def test_every_module_stands_in_the_folder_that_its_row_names():
    lines = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")
    ]
    assert {name: room for name, room, *_ in rows} == {
        name: "." if path.parent.name == "analysis" else path.parent.name for name, path in FILES.items()
    }


def test_rules_over_words_never_meet_pandas_or_matplotlib():
    rules = {name for name, path in FILES.items() if path.parent.name in ("language", "claims", "events")}
    assert {rule for rule in rules if {"pandas", "matplotlib"} & read_table()[rule][1]} == set()


def test_importing_the_package_is_light():
    code = "import sys, analysis; print(*(m for m in ('matplotlib', 'papermill', 'nbconvert') if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []


def test_extract_on_one_machine_needs_neither_dask_nor_pyarrow(tmp_path):
    code = (
        "import sys; from analysis.__main__ import main\n"
        f"main(['extract', 'tests/corpus', '--out', {str(tmp_path)!r}])\n"
        "print(*(m for m in ('dask', 'distributed', 'pyarrow', 'pandas') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.splitlines()[1:] == [""]
