"""What the reading tests share: a made-up crisis, a sentence as a report, and the format of the case files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.claims.claims import Claim, find_claims
from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis
from analysis.sources.pages import read_page

CASES = Path(__file__).parent / "cases"
CRISIS = Crisis(
    "A made-up crisis", "Kazakhstan", "CSTO", ("Belarus", "Russia"), date(2022, 1, 2), date(2022, 1, 31)
)


@dataclass(frozen=True)
class Case:
    """A text of a case file, the crisis and day it is read in, and the rows that it must give."""

    where: str
    text: str
    crisis: Crisis
    published: date | None
    rows: tuple[tuple[str, ...], ...]


def as_report(text: str, published: date | None = date(2022, 1, 13), kinds: tuple[str, ...] = ()) -> Report:
    """A text as a whole report."""
    basis = "stated" if published else "unknown"
    return Report(
        article="a", text=text, publisher="", headline="", url="", byline="", pub_first=published, pub_last=published,
        pub_basis=basis, sha256="", abstract=False, kinds=kinds,
    )  # fmt: skip


def as_page(text: str, published: date | None) -> Report:
    """A case's text as a report; what stands in lines is read as a page, so that a list has its heading."""
    page = read_page(text, CRISIS) if "\n" in text else None
    return as_report(page.text, published, page.kinds) if page else as_report(text, published)


def claims_in(text: str, crisis: Crisis = CRISIS) -> tuple[Claim, ...]:
    return find_claims(as_report(text), crisis)


def read_cases(name: str) -> list[Case]:
    """The cases of a file in `cases/`, whose README describes the format."""
    cases, crisis, published = [], None, None
    text, rows, first = [], [], 0
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            continue
        if line.startswith("@crisis") or not line.strip():
            if text:
                cases.append(Case(f"{name}:{first}", "\n".join(text), crisis, published, tuple(rows)))
            text, rows = [], []
            if line.strip():
                crisis, published = _parse_header(line)
        elif line[0].isspace():
            rows.append(tuple(field.strip() for field in line.split("|")))
        else:
            first = first if text else number
            text.append(line)
    return cases


def _parse_header(line: str) -> tuple[Crisis, date | None]:
    fields = dict(re.findall(r"(\w+)=([^;]*)", line))
    day = {
        name: date.fromisoformat(fields[name].strip())
        for name in ("start", "end", "published")
        if fields.get(name, "").strip()
    }
    contributors = tuple(name.strip() for name in fields.get("contributors", "").split(",") if name.strip())
    crisis = Crisis(
        "A made-up crisis",
        fields["host"].strip(),
        fields.get("coalition", "").strip() or None,
        contributors,
        day["start"],
        day["end"],
    )
    return crisis, day.get("published")


def without_bracket(who: str) -> str:
    return re.sub(r"\s*\([^)]*\)$", "", who)


def number_of(claim: Claim) -> str:
    """A claim's number as the case files write it: `164`, `100..150`, `24..`, or nothing for a unit."""
    if claim.value is not None:
        return str(claim.value)
    if claim.qualifier == "unit":
        return ""
    return f"{'' if claim.low is None else claim.low}..{'' if claim.high is None else claim.high}"
