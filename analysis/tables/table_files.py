"""Rows -> the files of a table: CSV, or a folder with Parquet in parts.

What belongs here: how a row stands in a file. What does not: which rows there are, and in which order (`extraction`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from analysis.tables.review import FORMULA_STARTS
from analysis.tables.tables import Row, make_frame
from analysis.vocabulary import InputError

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 10_000
GROUPS_A_PART = 20


class TableFile(Protocol):
    """A table that is being written, row after row."""

    name: str

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows."""

    def close(self) -> None:
        """Write what is left."""


class CsvFile:
    r"""A table as CSV (UTF-8, `\n`) in which no cell runs as a formula in a spreadsheet: such a text gets an apostrophe."""

    def __init__(self, folder: Path, table: str, columns: Sequence[str]) -> None:
        self.name = f"{table}.csv"
        self._file = (folder / self.name).open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        self._writer.writerows([_harmless(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


class ParquetFolder:
    """A table as a folder of Parquet files, which pandas, Dask and others read as one; each text as it is.

    All parts but the last have `ROWS_A_GROUP` times `GROUPS_A_PART` rows. The types are those of `extract_claims`' frame.
    """

    def __init__(self, folder: Path, table: str, columns: Sequence[str]) -> None:
        import pyarrow

        self.name = f"{table}.parquet"
        self._folder = folder / self.name
        self._folder.mkdir()
        self._schema = pyarrow.Schema.from_pandas(make_frame((), columns), preserve_index=False)
        self._rows: list[Row] = []
        self._groups = 0
        self._part = self._open()

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        self._rows.extend(rows)
        while len(self._rows) > ROWS_A_GROUP:
            self._write(self._rows[:ROWS_A_GROUP])
            del self._rows[:ROWS_A_GROUP]

    def close(self) -> None:
        """Write what is left."""
        self._write(self._rows)
        self._part.close()

    def _open(self):
        from pyarrow import parquet

        return parquet.ParquetWriter(
            self._folder / f"part-{self._groups // GROUPS_A_PART:05}.parquet", self._schema
        )

    def _write(self, rows: Sequence[Row]) -> None:
        if self._groups and self._groups % GROUPS_A_PART == 0:
            self._part.close()
            self._part = self._open()
        self._part.write_table(_as_table(rows, self._schema))
        self._groups += 1


FORMATS = {"csv": CsvFile, "parquet": ParquetFolder}


def refuse_format(form: str) -> None:
    """Raise `InputError` for a format that is not one of `FORMATS`."""
    if form not in FORMATS:
        raise InputError(f"format {form!r} is not one of {', '.join(FORMATS)}")


def open_table(form: str, folder: Path, table: str, columns: Sequence[str]) -> TableFile:
    """Start the file or folder of a table in a format that `refuse_format` lets pass."""
    return FORMATS[form](folder, table, columns)


def _as_table(rows: Sequence[Row], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow

    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pyarrow.array(cells, type=field.type) for cells, field in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _harmless(cell: object) -> object:
    """A cell that is no formula.

    >>> _harmless("=1+1"), _harmless("12 people"), _harmless(-3)
    ("'=1+1", '12 people', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
