"""What a figure file says of its own making, and whether it can still be made.

What belongs here: the passport that each PDF, SVG and PNG carries in its metadata, and reading it back. What does not:
drawing (`publish`), and finding the data again (the caller does).
"""

from __future__ import annotations

import ast
import hashlib
import html
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib import ft2font

from analysis.charts.marks import Profile

if TYPE_CHECKING:
    from analysis.charts.desk import Chart


@dataclass(frozen=True)
class Passport:
    """What a figure file says of its own making: enough to draw it again, and to name what has changed since."""

    chart: str
    corpus: str
    profile: str
    params: tuple[tuple[str, str], ...]
    rows: str  # sha256 of the rows behind it
    inputs: tuple[tuple[str, str], ...]  # report -> sha256 of it, a slash, sha256 of what was read in it
    versions: tuple[tuple[str, str], ...]
    code: str = ""  # fingerprint of the code that drew it

    def to_json(self) -> str:
        """One line of JSON in ASCII, keys sorted."""
        return json.dumps({"chart": self.chart, "corpus": self.corpus, "profile": self.profile, "params": dict(self.params),
                           "rows": self.rows, "inputs": dict(self.inputs), "versions": dict(self.versions), "code": self.code},
                          sort_keys=True, separators=(",", ":"))  # fmt: skip


def parse_passport(text: str) -> Passport | None:
    """The passport that a file carries; None where the text is none."""
    try:
        entry = json.loads(text)
        pairs = {name: tuple(sorted((str(key), str(value)) for key, value in entry[name].items()))
                 for name in ("params", "inputs", "versions")}  # fmt: skip
        return Passport(*(str(entry[name]) for name in ("chart", "corpus", "profile")), pairs["params"], str(entry["rows"]),
                        pairs["inputs"], pairs["versions"], str(entry.get("code", "")))  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def issue_passport(chart: Chart, profile: Profile, corpus: str) -> Passport:
    """The passport of a chart in one size."""
    rows = digest(chart.source.to_csv(index=False, lineterminator="\n"))
    inputs = tuple((entry.name, f"{entry.sha256}/{entry.rows}") for entry in chart.inputs)
    made_with = tuple(sorted(versions().items()))
    return Passport(
        chart.name, corpus, profile.name, chart.params, rows, inputs, made_with, fingerprint_code()
    )


def digest(text: str | bytes) -> str:
    """The sha256 of a text or of bytes, in hexadecimal."""
    return hashlib.sha256(
        text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    ).hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """What a figure's bytes depend on besides the data: packages and their versions."""
    names = {"matplotlib": "matplotlib", "pandas": "pandas", "typeface": "fontpkg-arimo"}
    return {key: version(name) for key, name in names.items()} | {"freetype": ft2font.__freetype_version__}


@lru_cache(maxsize=1)
def fingerprint_code() -> str:
    """A fingerprint of the code that draws: of what its modules do, whatever their comments and docstrings say."""
    here = Path(__file__).parent
    modules = [*sorted(here.glob("*.py")), here.parent / "tables" / "comparison.py"]
    return digest("\n".join(f"{path.stem} {_dump_code(path)}" for path in modules))[:16]


def _dump_code(path: Path) -> str:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:]
    return ast.dump(tree)


def compare_passports(old: Passport, new: Passport) -> tuple[str, ...]:
    """What has changed between two passports of one figure, a sentence for each thing; empty where nothing has."""
    before, after = dict(old.inputs), dict(new.inputs)
    changes = [_say_changed(name, before[name], after[name]) for name in before
               if name in after and before[name] != after[name]]  # fmt: skip
    changes += [f"report {name} is gone" for name in before if name not in after]
    changes += [f"report {name} is new" for name in after if name not in before]
    if old.rows != new.rows and not changes:
        changes.append("the rows behind the figure changed")
    versions = dict(old.versions)
    changes += [
        f"{name} was {versions.get(name, 'unknown')}, is {now}"
        for name, now in new.versions
        if versions.get(name) != now
    ]
    if old.code != new.code:
        changes.append("the drawing code changed")
    return tuple(changes)


def _say_changed(name: str, before: str, after: str) -> str:
    """Whether a report is another, or the same one was read differently: its file, review.csv or the rules changed."""
    same = before.partition("/")[0] == after.partition("/")[0]
    return f"what is read in report {name} changed" if same else f"report {name} changed"


def read_passport(path: Path) -> Passport | None:
    """The passport of a PDF, SVG or PNG, whatever the file is called; None where it carries none."""
    content = path.read_bytes()
    for magic, reader in ((b"%PDF", _from_pdf), (b"\x89PNG", _from_png), (b"<", _from_svg)):
        if content[:64].lstrip(b"\xef\xbb\xbf \r\n").startswith(magic):
            return parse_passport(reader(path))
    return None


def kind_of(path: Path) -> str:
    """pdf, png or svg, by the file's first bytes."""
    start = path.read_bytes()[:8]
    return "pdf" if start.startswith(b"%PDF") else "png" if start.startswith(b"\x89PNG") else "svg"


def _from_pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return str((PdfReader(path).metadata or {}).get("/Passport", ""))
    except (PyPdfError, ValueError, KeyError):
        return ""


def _from_png(path: Path) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return str(image.info.get("Passport", ""))
    except (UnidentifiedImageError, OSError, SyntaxError):
        return ""


def _from_svg(path: Path) -> str:
    found = re.search(r'<metadata id="passport">(.*?)</metadata>', path.read_text("utf-8", "replace"))
    return html.unescape(found[1]) if found else ""
