"""The imports of `analysis/` against the table of docs/architecture.md: one way, no circle, few packages."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path.stem for path in (ROOT / "analysis").glob("*.py"))


def read_table():
    """Module -> the modules and the packages that its row of docs/architecture.md allows."""
    allowed = {}
    for line in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            name, _job, modules, packages = (cell.strip(" `") for cell in line.strip("|").split("|"))
            allowed[name] = (set(allowed) if modules == "all" else split(modules), split(packages))
    return allowed


def split(cell):
    return {name.strip() for name in cell.split(",") if name.strip()}


def find_imports(module):
    """Every name that a module imports, at its top, in a function or for the type checker alone."""
    tree = ast.parse((ROOT / "analysis" / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = ".".join(filter(None, ["analysis" if node.level else "", node.module]))
            yield from ([f"analysis.{a.name}" for a in node.names] if origin == "analysis" else [origin])


def find_own_modules(module):
    names = {name.split(".")[1] for name in find_imports(module) if name.startswith("analysis.")}
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


def test_rules_over_words_never_meet_pandas_or_matplotlib():
    order = list(read_table())
    rules = set(order[: order.index("tables")]) - {"corpus"}
    assert {rule for rule in rules if {"pandas", "matplotlib"} & read_table()[rule][1]} == set()


def test_importing_the_package_is_light():
    code = "import sys, analysis; print(*(m for m in ('matplotlib', 'papermill', 'nbconvert') if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []
