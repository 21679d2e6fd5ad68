"""What reports agree on, where they conflict, what a whole leaves for its parts, and what was known on a day.

What belongs here: answers computed from the claims and events tables alone. What does not: how an answer is drawn
(`charts`), and any reading of text. Nothing here imports matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.vocabulary import InputError

SUBTRACTABLE = ("exact", "about", "range")
SAME_CLAIM = ("measure", "who", "value", "low", "high", "qualifier")
MOST_APART = 31  # days between the dates that reports give one step
SAME_EVENT = ("event", "who", "start", "end", "status")
_UNDATED = "9"  # sorts behind every date


def known_by(rows: pd.DataFrame, as_of: str = "") -> pd.DataFrame:
    """The rows of reports that had been published by the end of a day.

    A report counts as published on the last day that it can have been (`pub_last`), so that nothing is shown before it
    was certainly known; a report whose publication day has no such bound is left out as soon as a day is named.

    Parameters
    ----------
    rows : claims, events or articles; anything with `pub_last`.
    as_of : an ISO day; empty for all reports.

    Raises
    ------
    InputError : `as_of` is not a day.

    >>> rows = pd.DataFrame({"pub_last": ["2022-01-11", "2022-01-13", ""]})
    >>> len(known_by(rows, "2022-01-11")), len(known_by(rows))
    (1, 3)
    >>> known_by(rows, "11 January")
    Traceback (most recent call last):
    analysis.vocabulary.InputError: as_of: '11 January' is not a day written YYYY-MM-DD
    """
    if not as_of:
        return rows
    day = parse_day(as_of).isoformat()
    return rows[(rows["pub_last"] != "") & (rows["pub_last"] <= day)]


def parse_day(text: str) -> date:
    """The day that `text` names in the form YYYY-MM-DD; an `InputError` for anything else."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise InputError(f"as_of: {str(text)!r} is not a day written YYYY-MM-DD") from None


def letter_reports(articles: pd.DataFrame) -> pd.Series:
    """The letter of each report, A for the earliest, by article id; after Z come AA, AB, ...

    Reports without a known day come last; reports of one day stand in the order of their ids. The letters depend on
    the whole corpus, so that a report keeps its letter whatever day a chart is drawn for.

    >>> articles = pd.DataFrame({"article": ["x", "y"], "pub_first": ["", "2022-01-11"], "pub_last": ["", "2022-01-11"]})
    >>> letter_reports(articles).to_dict()
    {'y': 'A', 'x': 'B'}
    """
    order = articles.assign(day=_first_day(articles)).sort_values(["day", "article"])["article"]
    return pd.Series([_letter(place) for place in range(len(order))], index=list(order), dtype="str")


def _letter(place: int) -> str:
    return ("" if place < 26 else _letter(place // 26 - 1)) + chr(ord("A") + place % 26)


def _first_day(rows: pd.DataFrame) -> pd.Series:
    """The earliest day a row can have been published."""
    return rows["pub_first"].where(rows["pub_first"] != "", rows["pub_last"]).replace("", _UNDATED)


def in_order_said(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by the day they were said, then published, then by report and place in it; undated ones last."""
    published = [
        first or last or _UNDATED for first, last in zip(rows["pub_first"], rows["pub_last"], strict=True)
    ]
    said = rows["said"] if "said" in rows else [""] * len(rows)
    days = [own or day for own, day in zip(said, published, strict=True)]
    # A chart asks for this for some dozen handfuls of rows: Python's own sort takes a tenth of the frame's time.
    keys = list(zip(days, published, rows["article"], rows["char_start"], strict=True))
    return rows.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def equal_claims(claims: pd.DataFrame) -> pd.Series:
    """For each claim the id of the first one (in the order given) that says the same number of the same people.

    Equal means: same measure, who, value, low, high and qualifier; the wording may differ ("more than", "over"). A
    subset equals another only where the wholes they belong to are equal.

    >>> row = dict(measure="killed", who="all", value=160, low=160, high=160, qualifier="exact", part_of="")
    >>> equal_claims(pd.DataFrame([row | {"claim_id": "a"}, row | {"claim_id": "b"}])).tolist()
    ['a', 'a']
    """
    wholes = _first_of_equals(claims, "claim_id", [*SAME_CLAIM])
    parents = (
        claims["part_of"].map(dict(zip(claims["claim_id"], wholes, strict=True))).fillna(claims["part_of"])
    )
    return _first_of_equals(claims.assign(parent=parents), "claim_id", [*SAME_CLAIM, "parent"])


def equal_events(events: pd.DataFrame) -> pd.Series:
    """For each event the id of the first one (in the order given) with the same step, who, dates and status."""
    return _first_of_equals(events, "event_id", [*SAME_EVENT])


def _first_of_equals(rows: pd.DataFrame, key: str, fields: list[str]) -> pd.Series:
    first: dict[tuple, object] = {}
    cells = zip(*(rows[field] for field in fields), strict=True)
    found = [first.setdefault(own, name) for own, name in zip(cells, rows[key], strict=True)]
    return pd.Series(found, index=rows.index, dtype=rows[key].dtype, name=key)


# --- spread -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spread:
    """By what factor the totals of one measure differ, whatever the bounds among them turn out to mean.

    `lowest` is the least number that a report sets a ceiling at, `highest` the greatest that one sets a floor at;
    `or_more` where either is a bound. `claim_ids` are the claims that set the two.
    """

    lowest: int
    highest: int
    or_more: bool
    claim_ids: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Highest over lowest."""
        return self.highest / self.lowest

    @property
    def factor(self) -> str:
        """The ratio as it is printed: two digits below ten, whole numbers above.

        >>> Spread(160, 225, False, ()).factor, Spread(2000, 12000, True, ()).factor
        ('1.4', '6')
        """
        return f"{self.ratio:.1f}".removesuffix(".0") if self.ratio < 9.95 else f"{self.ratio:,.0f}"


def find_totals(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that stand for everybody: who is `all`, and not a part of another claim."""
    return claims[(claims["who"] == "all") & (claims["part_of"] == "")]


def find_spread(totals: pd.DataFrame) -> Spread | None:
    """The spread of a measure's totals; None where no two of them exclude each other.

    A floor ("more than 4,500", "thousands") excludes only what lies below it, a ceiling only what lies above, and
    "about" is taken at its number, because nobody says how wide it is. So "at least 3" and "5" have no spread. Of several
    totals in one report the largest stands for it: the smaller ones are of a place or a day, or older. A claim without
    an `article` stands for a report of its own.

    >>> rows = pd.DataFrame([
    ...     dict(claim_id="a", value=2000, low=None, high=None, qualifier="about"),
    ...     dict(claim_id="b", value=12000, low=12000, high=None, qualifier="at_least")])
    >>> find_spread(rows).factor, find_spread(rows).or_more
    ('6', True)
    >>> find_spread(rows.tail(1)) is None
    True
    """
    totals = totals.reset_index(drop=True)
    floors = totals["low"].astype("Float64").fillna(_point(totals))
    ceilings = totals["high"].astype("Float64").fillna(_point(totals))
    largest = _largest_of_report(floors, totals)
    floors, ceilings = (
        floors[floors >= largest].dropna(),
        ceilings[~(ceilings < largest).fillna(False)].dropna(),
    )
    if floors.empty or ceilings.empty or floors.max() <= ceilings.min() or ceilings.min() <= 0:
        return None
    top, bottom = totals.loc[floors.idxmax()], totals.loc[ceilings.idxmin()]
    at_top = totals.loc[floors[floors == floors.max()].index, "qualifier"]
    at_bottom = totals.loc[ceilings[ceilings == ceilings.min()].index, "qualifier"]
    bound = not (set(at_top) & {"exact", "about"} and set(at_bottom) & {"exact", "about"})
    return Spread(
        int(ceilings.min()), int(floors.max()), bound, (str(bottom["claim_id"]), str(top["claim_id"]))
    )


def _largest_of_report(floors: pd.Series, totals: pd.DataFrame) -> pd.Series:
    """The largest floor that each claim's report sets; empty where it sets none."""
    return floors.groupby(totals["article"]).transform("max") if "article" in totals else floors


def _point(claims: pd.DataFrame) -> pd.Series:
    """The value where the words name one number; empty for bounds, ranges, vague words and units."""
    return claims["value"].astype("Float64").where(claims["qualifier"].isin(["exact", "about"]))


# --- what a whole leaves for its parts --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Remainder:
    """What one stated total leaves for the contributors whose number no report gives: derived, never reported.

    `low` and `high` are the bounds that follow (None: open on that side); `about` where a number that went in was one.
    `taken_low` and `taken_high` are the sum that was subtracted, equal unless reports differ on a part.
    """

    total_id: str
    who: tuple[str, ...]
    low: int | None
    high: int | None
    about: bool
    taken_low: int
    taken_high: int
    part_ids: tuple[str, ...]

    @property
    def qualifier(self) -> str:
        """The class of the result, as in the codebook."""
        if self.high is None:
            return "at_least"
        if self.low is None:
            return "at_most"
        return "range" if self.low != self.high else "about" if self.about else "exact"


def derive_remainders(
    claims: pd.DataFrame, coalition: str, contributors: Sequence[str]
) -> tuple[Remainder, ...]:
    """What each stated size of the whole force leaves for the contributors without a number of their own together.

    One for each distinct total. A contributor's number is one that a report states as exact, about or a range; where
    reports agree in number an exact one is subtracted, where they differ the whole range between them. A contributor
    for whom one report gives two numbers is left in the remainder, because these may be parts of each other. Bounds,
    vague words and units are no numbers. Bound minus exact is a bound; an "about" that goes in makes the result one.

    Returns
    -------
    Empty where no total or no part is stated, where every contributor has a number, and for a total that is smaller
    than what is to be subtracted.

    >>> whole = dict(measure="deployed", part_of="")
    >>> rows = pd.DataFrame([
    ...     whole | dict(claim_id="a", article="x", who="CSTO", value=2000, low=2000, high=None, qualifier="at_least"),
    ...     whole | dict(claim_id="b", article="x", who="Armenia", value=100, low=100, high=100, qualifier="exact")])
    >>> [remainder] = derive_remainders(rows, "CSTO", ("Armenia", "Belarus", "Russia"))
    >>> remainder.who, remainder.low, remainder.high, remainder.qualifier
    (('Belarus', 'Russia'), 1900, None, 'at_least')
    >>> derive_remainders(rows, "CSTO", ("Armenia",))
    ()
    """
    deployed = claims[(claims["measure"] == "deployed") & (claims["part_of"] == "")]
    parts = {who: part for who in contributors if (part := _stated_part(deployed[deployed["who"] == who]))}
    rest = tuple(who for who in contributors if who not in parts)
    totals = deployed[(deployed["who"] == coalition) & (deployed["qualifier"] != "unit")]
    if not coalition or not parts or not rest or totals.empty:
        return ()
    distinct = totals[equal_claims(totals) == totals["claim_id"]]
    remainders = (_subtract(total, tuple(parts.values()), rest) for total in distinct.to_dict("records"))
    return tuple(remainder for remainder in remainders if remainder is not None)


@dataclass(frozen=True)
class _Part:
    low: int
    high: int
    about: bool
    claim_ids: tuple[str, ...]


def _stated_part(claims: pd.DataFrame) -> _Part | None:
    """One contributor's number, from the claims about it alone; None where no report states one or one states two."""
    stated = claims[claims["qualifier"].isin(SUBTRACTABLE)]
    ranges = stated.assign(
        bottom=stated["low"].fillna(stated["value"]), top=stated["high"].fillna(stated["value"])
    )
    per_report = ranges.groupby("article")[["bottom", "top"]].nunique()
    if stated.empty or (per_report > 1).any(axis=None):
        return None
    low, high = int(ranges["bottom"].min()), int(ranges["top"].max())
    exact = ranges["qualifier"] == "exact"
    used = ranges[exact] if low == high and exact.any() else ranges
    return _Part(low, high, bool((used["qualifier"] == "about").any()), tuple(used["claim_id"]))


def _subtract(total: dict, parts: tuple[_Part, ...], rest: tuple[str, ...]) -> Remainder | None:
    point = total["value"] if total["qualifier"] in ("exact", "about") else None
    low, high = (_integer(total[side]) if point is None else int(point) for side in ("low", "high"))
    taken_low, taken_high = sum(part.low for part in parts), sum(part.high for part in parts)
    low = None if low is None else low - taken_high
    high = None if high is None else high - taken_low
    if (low is not None and low <= 0) or (high is not None and high <= 0):
        return None
    about = total["qualifier"] == "about" or any(part.about for part in parts)
    ids = tuple(claim for part in parts for claim in part.claim_ids)
    return Remainder(str(total["claim_id"]), rest, low, high, about, taken_low, taken_high, ids)


def _integer(number: object) -> int | None:
    return None if pd.isna(number) else int(number)


# --- how plans moved, and on which days reports differ ------------------------------------------------------------------


def find_moved_plans(events: pd.DataFrame) -> dict[str, int]:
    """By how many days each plan moved against the last different one said before it: event id -> days.

    Negative is sooner. Plans are compared within one step and who, by their last day; a plan whose day of statement is
    unknown, or the same as the other's, has not moved.

    >>> plan = dict(event="withdrawal_completed", who="CSTO", status="planned", start="", article="x", char_start=0)
    >>> find_moved_plans(pd.DataFrame([
    ...     plan | dict(event_id="a", end="2022-01-23", said="2022-01-11", pub_first="", pub_last=""),
    ...     plan | dict(event_id="b", end="2022-01-19", said="2022-01-18", pub_first="", pub_last="")]))
    {'b': -4}
    """
    moved = {}
    plans = events[(events["status"] == "planned") & (events["end"] != "")]
    for _, same in plans.assign(day=said_days(plans)).groupby(["event", "who"], sort=False):
        for plan in same[same["day"] != ""].to_dict("records"):
            before = same[(same["day"] != "") & (same["day"] < plan["day"])].sort_values("day")
            if len(before) and (days := _days_between(before["end"].iloc[-1], plan["end"])):
                moved[plan["event_id"]] = days
    return moved


def find_differing_days(events: pd.DataFrame) -> dict[str, int]:
    """How many days lie between a step's earliest reported date and a later one that excludes it: event id -> days.

    Only steps said to have happened are compared, and only dates that can't both hold: "last week" holds a Tuesday.
    Dates more than a month apart are taken for two steps.

    >>> step = dict(event="withdrawal_announced", who="CSTO", status="reported")
    >>> find_differing_days(pd.DataFrame([
    ...     step | dict(event_id="a", start="2022-01-11", end="2022-01-11"),
    ...     step | dict(event_id="b", start="2022-01-12", end="2022-01-12")]))
    {'b': 1}
    """
    differing = {}
    dated = events[(events["status"] == "reported") & (events["start"] != "") & (events["end"] != "")]
    for _, same in dated.groupby(["event", "who"], sort=False):
        earliest = same["end"].min()
        late = same[same["start"] > earliest].to_dict("records")
        apart = {row["event_id"]: _days_between(earliest, row["start"]) for row in late}
        differing |= {key: days for key, days in apart.items() if days <= MOST_APART}
    return differing


def said_days(rows: pd.DataFrame) -> pd.Series:
    """The day each row was said: the report's own dating, else the publication day where it is known to the day."""
    published = rows["pub_first"].where(rows["pub_first"] == rows["pub_last"], "")
    return rows["said"].where(rows["said"] != "", published) if "said" in rows else published


def _days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
