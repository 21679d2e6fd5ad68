"""A matrix file -> the sets of reports that it asks for.

Belongs here: reading `reports.toml`, strictly: a key or a value that fits nothing is refused with its place. Does not:
whether a notebook declares a parameter (`parameters`), and running anything (`reports`).

One table a set; every key may be left out, and paths count from the folder in which the command is called:

    [weekly]                                # a name of your own, for messages alone
    corpus = "kazakhstan-2022"              # may stand on the command line instead, for all sets that name none
    notebooks = ["contingents", "casualties"]   # default: all numbered ones
    as_of = [2022-01-11, 2022-01-13]        # days, with or without quotes
    who = ["Belarus", "Russia"]
    formats = ["html", "pdf"]               # default: html
    parameters = { scale = ["log", "linear"], profile = "plos1" }
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from analysis.reports.parameters import suggest
from analysis.vocabulary import InputError

KEYS = ("corpus", "notebooks", "as_of", "who", "formats", "parameters")

_LISTS = ("notebooks", "as_of", "who", "formats")


@dataclass(frozen=True)
class ReportSet:
    """Notebooks and the values to combine: one table of a matrix file, or one call of the command.

    `where` begins the message about what is wrong in it; empty for a call of the command.
    """

    corpus: str
    notebooks: tuple[str, ...] = ()
    as_of: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    formats: tuple[str, ...] = ("html",)
    where: str = ""


def read_matrix(path: Path, corpus: str = "") -> tuple[ReportSet, ...]:
    """Return the sets of a matrix file, in its order.

    Parameters
    ----------
    corpus : for the sets that name none; where a set names one as well, it is refused rather than overruled

    Raises
    ------
    InputError
        The file is not there, is no TOML, holds no set, or a set holds a key or a type that is not expected.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'not readable'}; expected a matrix file") from None
    except ValueError as error:  # no TOML, or no UTF-8
        raise InputError(f"{path}: not readable as TOML: {error}") from None
    if not tables:
        raise InputError(f"{path}: no set of reports in it; expected a table, such as [weekly]")
    return tuple(_read_set(table, f"{path.name} [{name}]", corpus) for name, table in tables.items())


def _read_set(table: object, where: str, corpus: str) -> ReportSet:
    if not isinstance(table, dict):
        raise InputError(
            f"{where}: {table!r} stands outside a table; expected it under a name such as [weekly]"
        )
    for key in table:
        if key not in KEYS:
            raise InputError(f"{where}: {key!r} is not one of {', '.join(KEYS)}{suggest(key, KEYS)}")
    lists = {key: tuple(_read_list(table[key], f"{where}: {key}")) for key in _LISTS if key in table}
    named = table.get("corpus", "")
    if not isinstance(named, str) or bool(named) == bool(corpus):
        found = f"{named!r} here and {corpus!r} on the command line" if named else "none"
        raise InputError(
            f"{where}: corpus: found {found}; expected a folder or a name, in one of the two places"
        )
    return ReportSet(
        named or corpus, **lists, parameters=_read_parameters(table.get("parameters", {}), where), where=where
    )


def _read_list(value: object, where: str) -> Iterator[str]:
    """The texts of a list; a day may stand without quotes."""
    if not isinstance(value, list) or not value:
        raise InputError(f"{where} = {value!r}; expected a list with a value in it")
    for item in value:
        if not isinstance(item, str) and not _is_day(item):
            raise InputError(f"{where}: {item!r} is no text; expected it in quotes")
        yield str(item)


def _read_parameters(values: object, where: str) -> dict[str, object]:
    """Parameter name -> a value or a list of them, their types as the file has them."""
    if not isinstance(values, dict):
        raise InputError(f"{where}: parameters = {values!r}; expected a table, name = value")
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if _is_day(value) else value


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
