"""What a notebook asks for, and whether what a person chose fits it.

Belongs here: reading the tagged `parameters` cell, checking chosen values against it, and the cross product
of several choices. Does not: running anything (`reports`), or knowing what any one parameter means.

A notebook declares one parameter a line, `name: type = default  # help`. The help says what is allowed:

- `# one of log, linear: ...` admits these words alone;
- `# a day (YYYY-MM-DD): ...` admits a calendar day, or the default; with `show only what was published by then`, nothing
  that a later report says is shown, so that the run need not be repeated when such a report changes;
- `# a folder ...` is shown by its name alone;
- `# a country: ...` admits the crisis's countries and its coalition, or the default.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from analysis.vocabulary import InputError

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"

Value = str | int | float | bool

_LINE = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*:\s*(?P<type>\w+)\s*=\s*(?P<rest>.+)")
_TYPES = {"str": str, "int": int, "float": float, "bool": bool}
_WORDS = {"true": True, "false": False}
_LONGEST = 40


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's `parameters` cell.

    `choices` is empty where any value of the type will do; `day`, `country` and `folder` say that a value names one;
    `until` says of a day that nothing which was published later is shown.
    """

    name: str
    type: str
    default: Value
    help: str = ""
    choices: tuple[str, ...] = ()
    day: bool = False
    country: bool = False
    folder: bool = False
    until: bool = False

    @property
    def closed(self) -> bool:
        """Whether a value can be no more than a word, a day or a country, so that it names no file and no report."""
        return bool(self.choices) or self.day or self.country or self.type != "str"

    def show(self, value: Value) -> str:
        """The value as a page shows it: of a folder its name, without the path to it on this machine.

        >>> Parameter("originals", "str", "", folder=True).show("~/reports")
        'reports'
        """
        return Path(str(value)).name if self.folder else str(value)


@dataclass(frozen=True)
class Notebook:
    """A notebook on disk: its path, its title (the first heading) and the parameters that it declares."""

    path: Path
    title: str
    parameters: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending, by which a person calls it."""
        return self.path.stem


@dataclass(frozen=True)
class Job:
    """One notebook with one set of values, and the stem of the files that it writes."""

    notebook: Notebook
    values: tuple[tuple[str, Value], ...]
    stem: str


def parse_parameter(line: str, where: str = "parameters") -> Parameter:
    """Return the parameter that one line declares.

    Raises `InputError` where the line has no type, no help, or a default that is no plain value of that type:
    such a line could be neither explained nor checked.

    >>> parse_parameter('scale: str = "log"  # one of log, linear: how numbers are spaced').choices
    ('log', 'linear')
    >>> parse_parameter('as_of: str = ""  # a day (YYYY-MM-DD): known by then').day
    True
    >>> parse_parameter("scale = 3")
    Traceback (most recent call last):
    analysis.vocabulary.InputError: parameters: line 'scale = 3' is not `name: type = default  # help`
    """
    found = _LINE.fullmatch(line.strip())
    value, help_text = _split_comment(found["rest"]) if found else ("", "")
    if not found or found["type"] not in _TYPES or not help_text:
        raise InputError(f"{where}: line {line.strip()!r} is not `name: type = default  # help`")
    default = _parse_default(value, found["type"], f"{where}: default of {found['name']!r}")
    words = re.match(r"one of ([^:;]+)", help_text)
    return Parameter(
        name=found["name"],
        type=found["type"],
        default=default,
        help=help_text,
        choices=tuple(word.strip() for word in words[1].split(",")) if words else (),
        day="YYYY-MM-DD" in help_text,
        country=help_text.startswith("a country"),
        folder=help_text.startswith(("a folder", "a corpus folder")),
        until="YYYY-MM-DD" in help_text and "only what was published by then" in help_text,
    )


def read_notebook(path: Path) -> Notebook:
    """Return a notebook's title and declared parameters; `InputError` where it has none that can be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [
            "".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ())
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path.name}: not readable as a Jupyter notebook ({type(error).__name__})"
        ) from None
    if len(sources) != 1:
        raise InputError(f"{path.name}: {len(sources)} cells are tagged 'parameters', expected one")
    lines = [line for line in sources[0].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return Notebook(path, _find_title(cells, path), tuple(parse_parameter(line, path.name) for line in lines))


def find_notebooks(names: Sequence[str] = (), folder: Path = NOTEBOOKS) -> tuple[Notebook, ...]:
    """Return the notebooks of these names, or, given none, every numbered one, in the order of their numbers.

    A name is a notebook's (`04_withdrawal`, or `withdrawal` alone) or the path of an `.ipynb`; `InputError`
    for one that is not there, with those that are.
    """
    known = {path.stem: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if not names:
        return tuple(read_notebook(path) for path in known.values())
    return tuple(read_notebook(_find_path(name, known)) for name in dict.fromkeys(names))


def check_value(parameter: Parameter, value: object, where: str, countries: Sequence[str] = ()) -> Value:
    """Return the value as the parameter's type, or raise `InputError` saying what was expected.

    Text (from a command line) is read strictly: `007` stays text for a `str`, `NO` is no `bool`.

    >>> check_value(Parameter("bins", "int", 5, "bins"), "12", "x")
    12
    >>> check_value(Parameter("as_of", "str", "", "a day", day=True), "2022-02-30", "x")
    Traceback (most recent call last):
    analysis.vocabulary.InputError: x: as_of '2022-02-30' is not a calendar day, YYYY-MM-DD
    """
    typed = _as_type(parameter, value, where)
    if typed == parameter.default:
        return typed
    if parameter.day and not _is_day(typed):
        raise InputError(f"{where}: {parameter.name} {typed!r} is not a calendar day, YYYY-MM-DD")
    allowed = parameter.choices or (tuple(countries) if parameter.country else ())
    if allowed and typed not in allowed:
        raise InputError(
            f"{where}: {parameter.name} {typed!r} is not one of {', '.join(allowed)}{suggest(typed, allowed)}"
        )
    return typed


def plan_jobs(
    notebooks: Sequence[Notebook],
    corpus: str,
    choices: Mapping[str, Sequence[object]],
    countries: Sequence[str] = (),
) -> tuple[Job, ...]:
    """One job per notebook and combination of the chosen values that it declares, every value checked.

    Parameters
    ----------
    corpus : the value of the notebooks' `corpus` parameter, a folder's name or path
    choices : parameter name -> the values to run; a parameter without values is left at its default
    countries : what a parameter that names a country may be; empty: anything

    Raises
    ------
    InputError
        Before anything runs: a wrong type, day, country or word, with what was expected.
    """
    chosen = {name: tuple(values) for name, values in choices.items() if tuple(values)}
    jobs = [job for notebook in notebooks for job in _combine(notebook, corpus, chosen, countries)]
    return give_own_stems(jobs)


def give_own_stems(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The jobs, a checksum added to a stem that an earlier one has (a file system may ignore case)."""
    taken: dict[str, Job] = {}
    for job in jobs:
        mark = hashlib.sha256(repr(job.values).encode()).hexdigest()[:8]
        stem = f"{job.stem}_{mark}" if job.stem.casefold() in taken else job.stem
        taken[stem.casefold()] = replace(job, stem=stem)
    return tuple(taken.values())


def refuse_undeclared(notebooks: Sequence[Notebook], names: Iterable[str]) -> None:
    """Raise `InputError` for a parameter that one of these notebooks does not declare."""
    for notebook, name in itertools.product(notebooks, names):
        own = tuple(parameter.name for parameter in notebook.parameters)
        if name not in own:
            raise InputError(
                f"{notebook.name}: parameter {name!r} is not one of {', '.join(own)}{suggest(name, own)}"
            )


def refuse_unused(notebooks: Sequence[Notebook], names: Iterable[str]) -> None:
    """Raise `InputError` for a parameter that none of these notebooks declares."""
    known = tuple(dict.fromkeys(own.name for notebook in notebooks for own in notebook.parameters))
    for name in names:
        if name not in known:
            raise InputError(
                f"notebooks: parameter {name!r} is not one of {', '.join(known)}{suggest(name, known)}"
            )


def as_slug(value: object) -> str:
    """A short piece of a file name that is safe everywhere; what it can't show is kept apart by a checksum.

    >>> as_slug("2022-01-11"), as_slug("Papua New Guinea"), as_slug("../../etc")
    ('2022-01-11', 'Papua_New_Guinea', 'etc-74ccf3c5')
    """
    text = str(value)
    slug = re.sub(r"[^A-Za-z0-9.-]+", "_", text).strip("._-")[:_LONGEST]
    if slug.replace("_", " ") == text:
        return slug
    return f"{slug}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip("-")


def suggest(word: object, known: Sequence[str]) -> str:
    """The end of a message that names the known word nearest to this one; empty where none is near.

    >>> suggest("notebook", ("notebooks", "who"))
    "; did you mean 'notebooks'?"
    >>> suggest("x", ("notebooks", "who"))
    ''
    """
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(str(word).lower(), by_lower, n=1)
    return f"; did you mean {by_lower[near[0]]!r}?" if near else ""


def _combine(
    notebook: Notebook, corpus: str, chosen: Mapping[str, Sequence[object]], countries: Sequence[str]
) -> Iterable[Job]:
    """The cross product of the chosen values over the parameters that this notebook declares."""
    columns = [
        [
            (own.name, value)
            for value in dict.fromkeys(
                check_value(own, v, notebook.name, countries) for v in chosen[own.name]
            )
        ]
        for own in notebook.parameters
        if own.name in chosen
    ]
    declared = {own.name: own for own in notebook.parameters}
    for values in itertools.product(*columns):
        shown = [_name_value(declared[name], value) for name, value in values if value != ""]
        stem = "_".join([as_slug(notebook.name.replace("_", " ")), as_slug(Path(corpus).name), *shown])
        yield Job(notebook, (("corpus", corpus), *values), stem)


def _name_value(parameter: Parameter, value: Value) -> str:
    """A chosen value in a file's name; folders of one name are kept apart by a checksum of the path."""
    slug = as_slug(parameter.show(value))
    mark = f"-{hashlib.sha256(str(value).encode()).hexdigest()[:8]}" if parameter.folder else ""
    return f"{parameter.name.replace('_', '-')}-{slug}{mark}"


def _find_path(name: str, known: Mapping[str, Path]) -> Path:
    stems = [stem for stem in known if name in (stem, stem.partition("_")[2])]
    if stems:
        return known[stems[0]]
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name).resolve()
    raise InputError(
        f"notebook {name!r} is not one of {', '.join(known)}, nor a file{suggest(name, tuple(known))}"
    )


def _find_title(cells: Sequence[Mapping], path: Path) -> str:
    for cell in cells:
        heading = re.match(r"#\s+(.+)", "".join(cell["source"]))
        if cell["cell_type"] == "markdown" and heading:
            return heading[1].strip()
    raise InputError(
        f"{path.name}: no title; the first text cell begins with '# ' and the notebook's question"
    )


def _split_comment(text: str) -> tuple[str, str]:
    """Split `"#a"  # help` at the first `#` that follows a complete value."""
    for cut in (match.start() for match in re.finditer("#", text)):
        try:
            ast.parse(text[:cut].strip(), mode="eval")
        except SyntaxError:
            continue
        return text[:cut].strip(), text[cut + 1 :].strip()
    return text.strip(), ""


def _parse_default(text: str, type_name: str, where: str) -> Value:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = None
    if type(value) is not _TYPES[type_name]:
        raise InputError(f"{where}: {text!r} is not a plain {type_name}")
    return value


def _as_type(parameter: Parameter, value: object, where: str) -> Value:
    wanted = _TYPES[parameter.type]
    if type(value) is wanted:
        return value
    try:
        if isinstance(value, str):
            return _WORDS[value] if wanted is bool else wanted(value)
        if wanted is float and type(value) is int:
            return float(value)
    except (ValueError, KeyError):
        pass
    expected = "true or false" if wanted is bool else f"a value of type {parameter.type}"
    raise InputError(f"{where}: {parameter.name} {value!r} is not {expected}")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
