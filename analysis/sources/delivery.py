"""Files with many reports, JSON lines and Parquet -> the reports as delivered, one at a time.

What belongs here: a report as it lies in a folder, and how one is taken out of a line or a row, strictly. What does not: which
files are reports (`corpus`), and the page around a report (`pages`). Whatever the size of a file, little of it is held.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.sources.crisis import decode, show, suggest
from analysis.vocabulary import InputError

FIELDS = ("id", "publisher", "headline", "url", "published", "published_basis", "byline", "original_sha256")
LINE_FIELDS = (*FIELDS, "text")
EXPECTED = "expected an object with id and text"
ROWS_AT_A_TIME = 64
BUFFER = 1 << 20


@dataclass(frozen=True)
class Delivered:
    """A report as it lies in the folder, before its page is read; `source` names file and line or row."""

    source: str
    text: str
    fields: Mapping[str, str]
    sha256: str
    html: bool = False


def iter_lines(path: Path) -> Iterator[Delivered]:
    """The reports of a file with one JSON object a line; other keys than the contract's are left alone.

    Raises
    ------
    InputError
        With the line's number: not JSON, no id or text, a key that is nearly one of the contract's.
    """
    try:
        lines = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}), expected a readable file") from None
    with lines:
        for number, line in enumerate(lines, 1):
            where = f"{path} line {number}"
            text = decode(line, where).strip()
            if text:
                yield _parse_line(text, where)


def iter_rows(path: Path) -> Iterator[Delivered]:
    """The reports of a Parquet file, one a row; its columns are the keys of a line, `published` may be of a date's type.

    Raises
    ------
    InputError
        With the row's number (the first is 1): no id or text, or not text. Also where the file is not Parquet or is damaged.
    """
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path, buffer_size=BUFFER, pre_buffer=False) as file:
            columns = _check_columns(file.schema_arrow.names, str(path))
            for rows in file.iter_batches(ROWS_AT_A_TIME, columns=columns, use_threads=False):
                for fields in rows.to_pylist():
                    number += 1
                    yield _take(_without_dates(fields), f"{path} row {number}")
    except (pyarrow.ArrowException, OSError) as error:
        problem = str(error).partition("\n")[0][:120]
        raise InputError(
            f"{path} after row {number}: cannot be read ({problem}), expected Parquet with id and text"
        ) from None


def count_reports(path: Path) -> int:
    """How many reports a file seems to hold: line ends, rows, or one; 0 where it cannot be read."""
    try:
        if path.suffix == ".parquet":
            from pyarrow import parquet

            return parquet.read_metadata(path).num_rows
        if path.suffix == ".jsonl":
            with path.open("rb") as file:
                return sum(piece.count(b"\n") for piece in iter(lambda: file.read(BUFFER), b""))
    except (OSError, ValueError):  # told when the file is read; pyarrow's errors are ValueErrors
        return 0
    return 1


def text_fields(fields: Mapping[str, object], where: str) -> dict[str, str]:
    """The fields that hold text, each on one line; an `InputError` for one that holds something else."""
    for name, value in fields.items():
        if not isinstance(value, str | None):
            raise InputError(f"{where}: {name} is {show(value)}, expected text")
    return {
        name: " ".join(_encode(value).decode().split())
        for name, value in fields.items()
        if value and value.strip()
    }


def _parse_line(line: str, where: str) -> Delivered:
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise InputError(f"{where}: not JSON ({str(error)[:80]}), {EXPECTED}") from None
    if not isinstance(fields, dict):
        raise InputError(f"{where}: {show(fields)}, {EXPECTED}")
    _check_names(fields, where)
    return _take(fields, where)


def _check_names(names: Mapping | Sequence[str], where: str) -> None:
    for name in names:
        if name not in LINE_FIELDS and (meant := suggest(name, LINE_FIELDS)):
            raise InputError(f"{where}: {show(name)} is not one of {', '.join(LINE_FIELDS)}{meant}")


def _check_columns(names: Sequence[str], where: str) -> list[str]:
    """The columns that are read."""
    _check_names(names, where)
    for needed in ("id", "text"):
        if needed not in names:
            raise InputError(f"{where}: no column {needed!r}, expected id and text at least")
    return [name for name in names if name in LINE_FIELDS]


def _without_dates(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def _take(fields: Mapping[str, object], where: str) -> Delivered:
    """The report that the fields of a line or a row make."""
    for key in ("id", "text"):
        if fields.get(key) in (None, ""):
            raise InputError(f"{where}: {key} is missing, {EXPECTED}")
    name, text = fields["id"], fields["text"]
    if not isinstance(text, str):
        raise InputError(f"{where}: text is {show(text)}, expected text")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    known = {field: fields[field] for field in FIELDS if field in fields} | {"id": name}
    content = _encode(text)
    return Delivered(
        where,
        decode(content.replace(b"\0", b""), where),
        text_fields(known, where),
        hashlib.sha256(content).hexdigest(),
    )


def _encode(text: str) -> bytes:
    """UTF-8 of a text out of JSON, where half a character (\\ud800) can stand; it becomes a question mark."""
    return text.encode("utf-8", "replace")
