"""A person's decisions on what the machine read: `review.csv`, read strictly and applied to the claims.

What belongs here: the form of the file, which decisions there are, and what each does to a claim. What does not: reading
reports (`claims`) and the shape of the tables (`tables`). A decision never changes another row, and a row that a person has
seen says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.claims.claims import Claim, name_claim
from analysis.language.quantities import bounds, quantity_in
from analysis.language.words import parse_words, phrasebook, places_of
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import decode, parse_day, read_bytes, show, suggest
from analysis.vocabulary import MEASURES, QUALIFIERS, InputError

FILE = "review.csv"
ACTIONS = ("accept", "amend", "reject", "add")
NUMBERS = ("value", "low", "high")
FIELDS = ("measure", "who", *NUMBERS, "qualifier", "said_by", "quote", "words", "hedge", "part_of")
SIGNED = ("reason", "by", "on")
COLUMNS = ("claim_id", "action", "article", *FIELDS, "was", *SIGNED)
NEEDED = ("claim_id", "action", *SIGNED)
MEASURED = ("measure", "who", *NUMBERS, "qualifier")  # what an added claim is named after
BOUNDED = ("value", "qualifier")  # a change of these leads to other bounds
EMPTY = "-"  # in a cell: the field becomes empty
BY_HAND = "added_by_hand"
DONE = {"accept": "accepted", "amend": "amended", "reject": "rejected", "add": "accepted"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LARGEST = 10**12
NEXT_FIELD = re.compile(rf";\s*(?=(?:{'|'.join(FIELDS)})=)")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim and whether a person has seen it: `machine`, `accepted`, `amended` or `rejected`."""

    claim: Claim
    review: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of a review file: what is to become of a claim; `where` names file and row for messages."""

    where: str
    claim_id: str
    action: str
    article: str
    fields: Mapping[str, str]
    was: str


def review_claims(claims: Iterable[Claim], corpus: Corpus) -> list[Reviewed]:
    """The claims as a person left them: those decided on marked so, those added by hand at the end.

    Parameters
    ----------
    claims : iterable of Claim
        As the machine read them, of all reports of the corpus.
    corpus : Corpus
        In whose folder `review.csv` may lie; without one, every claim is the machine's.

    Raises
    ------
    InputError
        With file and row: an unknown column, action, claim or value; a decision without reason, name or day; two decisions
        on one claim; an amendment of something that the machine no longer reads so; a quote that is not in the report.
    """
    read = {claim.claim_id: Reviewed(claim, "machine") for claim in claims}
    decided: dict[str, str] = {}
    for decision in read_review(corpus.folder / FILE):
        reviewed = _decide(decision, read, corpus)
        name = reviewed.claim.claim_id
        if name in decided:
            raise InputError(
                f"{decision.where}: claim_id {name!r} is decided on in row {decided[name]} already, expected one decision"
            )
        decided[name] = decision.where.rpartition(" ")[2]
        read[name] = reviewed
    return list(read.values())


def read_review(path: Path) -> list[Decision]:
    """The decisions of a review file in their order; none where there is no file.

    Commas, semicolons or tabs may part its columns, as spreadsheets write them; an apostrophe before what a spreadsheet
    would take for a formula is taken off. Rows are numbered as a spreadsheet does: the headings are row 1.
    """
    if not path.exists():
        return []
    text = decode(read_bytes(path), str(path))
    heading = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=heading.count), strict=True))
    except csv.Error as error:
        raise InputError(f"{path}: not a table ({error}), expected CSV") from None
    columns = _columns(rows[0] if rows else [], str(path))
    numbered = ((number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row))
    return [_parse_row(row, columns, f"{path} row {number}") for number, row in numbered]


def _columns(cells: Sequence[str], where: str) -> list[str]:
    columns = [cell.strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    for column in columns:
        if column not in COLUMNS:
            raise InputError(
                f"{where} row 1: column {show(column)} is not one of {', '.join(COLUMNS)}{suggest(column, COLUMNS)}"
            )
        if columns.count(column) > 1:
            raise InputError(f"{where} row 1: column {show(column)} stands twice, expected once")
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise InputError(
            f"{where} row 1: no column {show(missing[0])}, expected {', '.join(NEEDED)} at least"
        )
    return columns


def _parse_row(row: Sequence[str], columns: Sequence[str], where: str) -> Decision:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise InputError(
            f"{where}: {len(row)} cells, expected {len(columns)}; is a comma not in quotation marks?"
        )
    cells = dict.fromkeys(COLUMNS, "") | {
        column: parse_cell(cell) for column, cell in zip(columns, row, strict=False)
    }
    if cells["action"] not in ACTIONS:
        raise InputError(f"{where}: action {show(cells['action'])} is not one of {', '.join(ACTIONS)}")
    for column in SIGNED:
        if not cells[column]:
            raise InputError(f"{where}: {column} is empty, expected {_expected(column)}")
    parse_day(cells["on"], f"{where}: on")
    fields = {field: cells[field] for field in FIELDS if cells[field]}
    _check_words(fields, where)
    return Decision(where, cells["claim_id"], cells["action"], cells["article"], fields, cells["was"])


def parse_cell(text: str) -> str:
    """What a cell says, without the apostrophe by which a spreadsheet is kept from running it.

    >>> parse_cell("'=1+1"), parse_cell(" Moscow's "), parse_cell("'quoted'")
    ('=1+1', "Moscow's", "'quoted'")
    """
    bare = text.strip()
    return bare[1:] if bare.startswith("'") and bare[1:].startswith(FORMULA_STARTS) else bare


def _expected(column: str) -> str:
    return {"reason": "why", "by": "who decided", "on": "the day, YYYY-MM-DD"}[column]


def _check_words(fields: Mapping[str, str], where: str) -> None:
    for field, known in (("measure", MEASURES), ("qualifier", QUALIFIERS)):
        if field in fields and fields[field] not in known:
            meant = suggest(fields[field], known)
            raise InputError(
                f"{where}: {field} {show(fields[field])} is not one of {', '.join(known)}{meant}"
            )
    for field in NUMBERS:
        text = fields.get(field, EMPTY)
        if text != EMPTY and not (text.isascii() and text.isdigit() and int(text) <= LARGEST):
            raise InputError(
                f"{where}: {field} {show(text)} is not a number of people, expected digits alone"
            )


# ---------------------------------------------------------------- one decision


def _decide(decision: Decision, read: Mapping[str, Reviewed], corpus: Corpus) -> Reviewed:
    if decision.action == "add":
        return _add(decision, read, corpus)
    if decision.claim_id not in read:
        raise InputError(
            f"{decision.where}: claim_id {show(decision.claim_id)} is not that of a claim in this corpus, "
            "expected one of its claims.csv"
        )
    claim = read[decision.claim_id].claim
    _check_same(decision, claim, {"article": decision.article} if decision.article else {})
    if decision.action == "amend":
        return _amend(decision, claim, read, corpus)
    _check_same(decision, claim, decision.fields)
    return Reviewed(claim, DONE[decision.action])


def _check_same(decision: Decision, claim: Claim, fields: Mapping[str, str]) -> None:
    """What else stands in the row must be as the machine read it, so that no decision falls on another row than meant."""
    for field, text in fields.items():
        if text != EMPTY and text != _text(claim, field):
            raise InputError(
                f"{decision.where}: {field} is {show(text)}, expected {show(_text(claim, field))} as the machine reads it "
                f"(action {decision.action} does not change it)"
            )


def _text(claim: Claim, field: str) -> str:
    value = getattr(claim, field)
    return "" if value is None else str(value)


def _amend(decision: Decision, claim: Claim, read: Mapping[str, Reviewed], corpus: Corpus) -> Reviewed:
    changed = {
        field: _unless_empty(text)
        for field, text in decision.fields.items()
        if _unless_empty(text) != _text(claim, field)
    }
    _check_was(decision, claim, changed)
    if not changed:
        raise InputError(
            f"{decision.where}: an amendment that changes nothing, expected a field that differs"
        )
    fields: dict[str, object] = {
        field: (int(text) if text else None) if field in NUMBERS else text for field, text in changed.items()
    }
    fields |= _implied(claim, fields)
    amended = claim._replace(**(fields | _place(decision, _report(decision, claim.article, corpus), fields)))
    _check_claim(decision, amended, read)
    return Reviewed(amended, "amended")


def _check_was(decision: Decision, claim: Claim, changed: Mapping[str, str]) -> None:
    """What the person saw must be what the machine still reads."""
    named = parse_was(decision.was, tuple(changed or decision.fields), decision.where)
    for field, text in named.items():
        if text != _text(claim, field):
            raise InputError(
                f"{decision.where}: {field} was {show(text)} when this was decided, but the machine now reads "
                f"{show(_text(claim, field))}: decide anew"
            )
    for field in changed:
        if field not in named and _text(claim, field):
            raise InputError(
                f"{decision.where}: was does not say what {field} was, expected {field}={_text(claim, field)}"
            )


def parse_was(text: str, changed: Sequence[str], where: str = FILE) -> dict[str, str]:
    """What a person saw, field by field: `who=all; value=160`, or of a single field its value alone.

    >>> parse_was("who=all; value=160", ("who", "value")), parse_was("all", ("who",)), parse_was("", ("said_by",))
    ({'who': 'all', 'value': '160'}, {'who': 'all'}, {})
    >>> parse_was("160", ("who", "value"))
    Traceback (most recent call last):
    analysis.vocabulary.InputError: review.csv: was '160' names no field, expected who=...; value=...
    """
    parts = [part.partition("=") for part in NEXT_FIELD.split(text)]
    if text and all(name.strip() in FIELDS and equals for name, equals, _ in parts):
        return {name.strip(): _unless_empty(value.strip()) for name, _, value in parts}
    if text and len(changed) != 1:
        expected = "; ".join(f"{field}=..." for field in changed or ("field",))
        raise InputError(f"{where}: was {show(text)} names no field, expected {expected}")
    return {changed[0]: _unless_empty(text)} if text else {}


def _unless_empty(text: str) -> str:
    return "" if text == EMPTY else text


def _implied(claim: Claim, fields: Mapping[str, object]) -> dict[str, object]:
    """The bounds that follow from another value or qualifier, where the person does not give them."""
    if not set(fields) & set(BOUNDED):
        return {}
    qualifier = str(fields.get("qualifier", claim.qualifier))
    value = fields.get("value", claim.value)
    if qualifier in ("range", "vague", "unit"):
        return {"value": fields.get("value"), **({"low": None, "high": None} if qualifier == "unit" else {})}
    low, high = bounds(qualifier, value) if isinstance(value, int) else (None, None)
    return {"low": fields.get("low", low), "high": fields.get("high", high)}


def _add(decision: Decision, read: Mapping[str, Reviewed], corpus: Corpus) -> Reviewed:
    where, fields = decision.where, decision.fields
    for field in ("measure", "who", "quote"):
        if field not in fields:
            raise InputError(f"{where}: {field} is empty, expected it of a row that is added")
    given = {field: None if fields.get(field, EMPTY) == EMPTY else int(fields[field]) for field in NUMBERS}
    qualifier = fields.get("qualifier", "exact" if given["value"] is not None else "range")
    if qualifier in ("exact", "about", "at_least", "at_most") and given["value"] is not None:
        low, high = bounds(qualifier, given["value"])
        given |= {"low": low if given["low"] is None else given["low"]}
        given |= {"high": high if given["high"] is None else given["high"]}
    report = _report(decision, decision.article, corpus)
    measure, who = fields["measure"], fields["who"]
    name = name_claim(report.article, measure, who, given["value"], given["low"], given["high"], qualifier)
    if decision.claim_id not in ("", EMPTY, name):
        raise InputError(
            f"{where}: claim_id is {show(decision.claim_id)}, expected none for a row that is added"
        )
    if name in read:
        raise InputError(f"{where}: the machine reads this claim as {name}, expected accept or amend")
    claim = Claim(
        name, report.article, measure, who, given["value"], given["low"], given["high"], qualifier,
        _unless_empty(fields.get("said_by", "")),
        char_start=0, char_end=0, rule=BY_HAND, part_of=fields.get("part_of", ""),
        **_quoted(fields, given["value"]),
    )  # fmt: skip
    claim = claim._replace(**_place(decision, report, {"quote": claim.quote}))
    _check_claim(decision, claim, read)
    return Reviewed(claim, DONE["add"])


def _quoted(fields: Mapping[str, str], value: int | None) -> dict[str, str]:
    """The quote, the words in it that hold hedge and number alone, and the hedge; as given, else as they are read."""
    quote = fields["quote"]
    found = quantity_in(quote)
    if "words" in fields or found is None or found.value != value:
        return {"quote": quote, "words": fields.get("words", quote), "hedge": fields.get("hedge", "")}
    words = parse_words(quote, phrasebook())
    run = quote[places_of(quote, words).run(found.first, found.last)]
    return {"quote": quote, "words": run, "hedge": fields.get("hedge", found.hedge)}


def _report(decision: Decision, article: str, corpus: Corpus) -> Report:
    for report in corpus.reports:
        if report.article == article:
            return report
    raise InputError(f"{decision.where}: article {show(article)} is not the id of a report in this corpus")


def _place(decision: Decision, report: Report, fields: Mapping[str, object]) -> dict[str, int]:
    """Where another quote stands in the report: once, and verbatim."""
    if "quote" not in fields:
        return {}
    quote = str(fields["quote"])
    start = report.text.find(quote)
    if not quote or start < 0:
        raise InputError(
            f"{decision.where}: quote {show(quote)} is not in report {report.article!r}, expected words of it, verbatim"
        )
    if report.text.find(quote, start + 1) >= 0:
        raise InputError(
            f"{decision.where}: quote {show(quote)} stands more than once in report {report.article!r}, "
            "expected a longer run of words"
        )
    return {"char_start": start, "char_end": start + len(quote)}


def _check_claim(decision: Decision, claim: Claim, read: Mapping[str, Reviewed]) -> None:
    """Whether a claim made or changed by hand is one: a number that fits its qualifier, and words that are in its quote."""
    where = decision.where
    low, value, high, qualifier = claim.low, claim.value, claim.high, claim.qualifier
    if qualifier in ("exact", "about", "at_least", "at_most") and value is None:
        raise InputError(f"{where}: value is empty, expected a number with qualifier {qualifier!r}")
    if qualifier in ("range", "vague", "unit") and value is not None:
        raise InputError(f"{where}: value is '{value}', expected none with qualifier {qualifier!r}")
    if qualifier in ("range", "vague") and low is None and high is None:
        raise InputError(
            f"{where}: low and high are empty, expected one of them with qualifier {qualifier!r}"
        )
    if qualifier not in ("range", "vague", "unit") and (low, high) != bounds(qualifier, value):
        raise InputError(
            f"{where}: low and high are {_bounds(low, high)}, expected {_bounds(*bounds(qualifier, value))} "
            f"with value '{value}' and qualifier {qualifier!r}"
        )
    if low is not None and high is not None and low > high:
        raise InputError(f"{where}: low '{low}' is greater than high '{high}', expected low <= high")
    if not claim.measure or not claim.who:
        raise InputError(f"{where}: measure or who is empty, expected both")
    if claim.words not in claim.quote:
        raise InputError(f"{where}: words {show(claim.words)} are not in the quote {show(claim.quote)}")
    if claim.part_of and (claim.part_of not in read or claim.part_of == claim.claim_id):
        raise InputError(
            f"{where}: part_of {show(claim.part_of)} is not that of another claim in this corpus"
        )


def _bounds(low: int | None, high: int | None) -> str:
    return f"'{'' if low is None else low}' and '{'' if high is None else high}'"
