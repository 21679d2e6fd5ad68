"""Machine against coder, field by field.

What belongs here: matching extracted rows with hand-coded ones and counting (codebook, "How extraction is scored"). What does
not: reading and drawing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Score:
    """How far one field, or set of fields, agrees: rows found and right, found and wrong, missed."""

    name: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the machine's rows that the coder has; 1.0 where the machine found nothing."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the coder's rows that the machine has; 1.0 where the coder has none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Score("number", right=9, wrong=1, missed=1).f1
        0.9
        """
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def score_claims(claims: pd.DataFrame, gold: pd.DataFrame) -> list[Score]:
    """Scores of extracted claims: the number alone, each further field, and all fields (number, qualifier, who).

    Gold rows whose `who` has a bracket are optional: they count where the machine has them and not where it doesn't; a bracket
    of the machine's is dropped. `pledged` is scored only where the gold has it.
    """
    coded, found = _claim_rows(gold), _claim_rows(claims)
    if "pledged" not in set(gold["measure"]):
        found = [row for row in found if row["measure"] != "pledged"]
    return [
        _score("number", found, coded, ("article", "measure", "number")),
        _score("number + qualifier", found, coded, ("article", "measure", "number", "qualifier")),
        _score("number + who", found, coded, ("article", "measure", "number", "who")),
        _score("claims, all fields", found, coded, ("article", "measure", "number", "qualifier", "who")),
    ]


def score_events(events: pd.DataFrame, gold: pd.DataFrame) -> list[Score]:
    """Scores of extracted events: dated (event, start, end), and all fields (with who and status)."""
    coded, found = _event_rows(gold), _event_rows(events)
    return [
        _score("event", found, coded, ("article", "event")),
        _score("dated", found, coded, ("article", "event", "start", "end")),
        _score("events, all fields", found, coded, ("article", "event", "start", "end", "who", "status")),
    ]


def differences(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """One row per claim or event on which machine and coder differ: `side` is "missed" or "wrong"."""
    claims = "measure" in found.columns
    fields = (
        ("article", "measure", "number", "qualifier", "who")
        if claims
        else ("article", "event", "start", "end", "who", "status")
    )
    rows = _claim_rows if claims else _event_rows
    coded, machine = rows(gold), rows(found)
    have, want = Counter(_key(row, fields) for row in machine), Counter(_key(row, fields) for row in coded)
    missed = [
        {"side": "missed", **row} for row in coded if not have[_key(row, fields)] and not row["optional"]
    ]
    wrong = [{"side": "wrong", **row} for row in machine if not want[_key(row, fields)]]
    return pd.DataFrame(missed + wrong, columns=["side", *fields, "quote"]).sort_values(
        ["article", "side"], kind="stable"
    )


def _claim_rows(frame: pd.DataFrame) -> list[dict[str, Hashable]]:
    rows, seen = [], set()
    for row in frame.to_dict("records"):
        if row.get("review") == "rejected":
            continue
        who = re.sub(r"\s*\([^)]*\)$", "", row["who"])
        number = (
            (_plain(row["value"]),)
            if _plain(row["value"])
            else (_plain(row["low"]), _plain(row["high"]), "range")
        )
        entry = {
            "article": row["article"], "measure": row["measure"], "number": number, "qualifier": row["qualifier"],
            "who": who, "quote": row.get("quote", ""), "optional": who != row["who"],
        }  # fmt: skip
        key = _key(entry, ("article", "measure", "number", "qualifier", "who"))
        if key not in seen:
            rows.append(entry)
            seen.add(key)
    return rows


def _event_rows(frame: pd.DataFrame) -> list[dict[str, Hashable]]:
    rows, seen = [], set()
    for row in frame.to_dict("records"):
        fields = ("article", "event", "start", "end", "who", "status")
        entry = {field: row[field] for field in fields} | {"quote": row.get("quote", ""), "optional": False}
        if _key(entry, fields) not in seen:
            rows.append(entry)
            seen.add(_key(entry, fields))
    return rows


def _plain(number: object) -> str:
    return "" if number is None or number is pd.NA or number == "" or pd.isna(number) else str(int(number))


def _key(row: dict[str, Hashable], fields: Sequence[str]) -> tuple[Hashable, ...]:
    return tuple(row[field] for field in fields)


def _score(name: str, found: Sequence[dict], coded: Sequence[dict], fields: Sequence[str]) -> Score:
    """Rows matched one to one; an optional row of the coder's is right when found and not missed when not."""
    want = Counter(_key(row, fields) for row in coded)
    have = Counter(_key(row, fields) for row in found)
    right = sum((want & have).values())
    needed = Counter(_key(row, fields) for row in coded if not row["optional"])
    missed = sum((needed - have).values())
    return Score(name, right, sum((have - want).values()), missed)
