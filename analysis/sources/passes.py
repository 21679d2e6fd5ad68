"""Which lines of a page are the report's: passes over its lines, each of which drops some or says what they are.

What belongs here: where on a page the report begins and ends, and which lines inside it are another story's. What does
not: what a line is by itself (`furniture`), and days (`publication`).

`PASSES`, at the foot of this module, is the order in which they run. The measure throughout: to lose a paragraph of the
report is worse than to keep a title of another, but a line without a full stop that nothing ties to it is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from analysis.sources.crisis import Crisis
from analysis.sources.furniture import (
    CREDIT_CUES,
    count_words,
    furniture_class,
    is_ended,
    is_picture_credit,
    is_prose,
    strip_credit,
    strip_link,
)
from analysis.sources.lines import PROSE_LENGTH, Line
from analysis.sources.publication import find_days, match_dateline, parse_page_date, words_of_date

# Lines at the top of a page among which its date and byline stand.
TOP = 14
# Paragraphs among which a dateline stands: a summary or a caption may come before it.
OPENINGS = 4


@dataclass
class Reading:
    """A page while it is read."""

    lines: list[Line]
    crisis: Crisis
    headline: str = ""
    byline: str = ""
    dates: list[tuple[int, int, date]] = field(default_factory=list)
    dateline: str = ""

    def kept(self) -> list[Line]:
        """The lines that are still the report's."""
        return [line for line in self.lines if line.kind]

    def first_text(self) -> int:
        """Number of the first line that is prose; the number of lines where none is."""
        return next(
            (number for number, line in enumerate(self.lines) if line.kind == "text"), len(self.lines)
        )

    def last_text(self) -> int:
        """Number of the last line that is prose; -1 where none is."""
        return next(
            (number for number in range(len(self.lines) - 1, -1, -1) if self.lines[number].kind == "text"), -1
        )


def take_page_dates(page: Reading) -> None:
    """A line near the top that holds a date and little else is the page's; further down only one "published"."""
    for number, line in enumerate(page.lines):
        if line.furniture in ("credit", "archive") or (number >= TOP and "ublished" not in line.text):
            continue
        found = parse_page_date(line.text, page.crisis)
        if found and (number < TOP or found[1] == 0):
            page.dates.append((found[1], number, found[0]))
            take_byline(page, line)
            line.kind = ""


_BYLINE = re.compile(
    r"(?:By|BY|by|From|Author|Written by|Posted by|Reported by):? +(?=\S)"
    r"([^.!?]{2,80}(?:\.(?:co|com|net|org)[.\w]*)?[^.!?]{0,30})$"
)
_NOT_A_NAME = re.compile(
    r"^(?:By|BY)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:had|has|was|were|is|are|will|have)\b"
)


def take_byline(page: Reading, line: Line) -> bool:
    """Who wrote the report, from a line "By ..."; whether the line is one."""
    found = _BYLINE.match(line.text)
    if not found or count_words(line.text) > 12 or _NOT_A_NAME.search(line.text):
        return False
    name = found.group(1).strip(" -–—|,")
    days = next(find_days(name, page.crisis), None)
    page.byline = page.byline or (name[: days.start] if days else name).strip(" -–—|,")
    return True


def take_bylines(page: Reading) -> None:
    """Lines "By ..." at the top; a bare "By:" is followed by the name."""
    for number, line in enumerate(page.lines[:TOP]):
        if line.kind == "title" and take_byline(page, line):
            line.kind = ""
        elif len(line.text) < 5 and line.text.rstrip(": ").lower() == "by" and number + 1 < len(page.lines):
            after = page.lines[number + 1]
            page.byline, line.kind = page.byline or after.text, ""
            after.kind = "" if after.kind == "title" else after.kind


def cut_after_end(page: Reading) -> None:
    """After "Leave a comment" and its like nothing is the report's, if most of the prose stands before it."""
    before, total = 0, sum(len(line.text) for line in page.lines if line.kind == "text")
    for number, line in enumerate(page.lines):
        if line.furniture == "end" and before >= 200 and 2 * before >= total:
            for other in page.lines[number:]:
                other.kind = ""
            return
        if line.kind == "text":
            before += len(line.text)


def drop_other_stories(page: Reading) -> None:
    """The titles under "Related articles" or "Top stories" are other stories.

    So is the prose there, when it alternates with titles in the last quarter of the page.
    """
    first = page.first_text()
    before, total = (
        0,
        sum(len(line.text) for line in page.lines if line.kind == "text" and not line.furniture),
    )
    number = first
    while number < len(page.lines):
        line = page.lines[number]
        if line.furniture == "stories":
            last = 4 * before >= 3 * total and _alternates(page.lines[number + 1 :])
            number = (_drop_rest if last else _drop_titles)(page.lines, number)
            continue
        if line.kind == "text" and not line.furniture:
            before += len(line.text)
        number += 1


def _alternates(lines: list[Line]) -> bool:
    """Whether at least every other line is a title."""
    kinds = Counter(line.kind for line in lines if not line.furniture)
    return kinds["title"] + kinds["list item"] >= kinds["text"]


def _drop_titles(lines: list[Line], number: int) -> int:
    """Drops the marker and the titles under it; the number of the line that goes on."""
    lines[number].kind = ""
    number += 1
    while number < len(lines) and (lines[number].kind != "text" or lines[number].furniture):
        lines[number].kind = ""
        number += 1
    return number


def _drop_rest(lines: list[Line], number: int) -> int:
    """Drops the marker and all that follows; the number of lines."""
    for line in lines[number:]:
        line.kind = ""
    return len(lines)


def drop_links(page: Reading) -> None:
    """A link "Read more" with the title before or after it, and the cut-off teaser ("...") over "see more"."""
    first = page.first_text()
    for number, line in enumerate(page.lines):
        if line.furniture != "more" or (number < first and count_words(line.text) > 3):
            continue
        line.kind = ""
        if count_words(line.text) <= 3:
            _drop_linked(page.lines, number)
    for number, line in enumerate(page.lines):
        if first < number and _is_teaser(page.lines, number):
            line.kind = page.lines[number - 1].kind = ""


def _drop_linked(lines: list[Line], number: int) -> None:
    before = number - 1
    if before >= 0 and lines[before].kind == "text" and lines[before].text.endswith(("...", "…", "[…]")):
        lines[before].kind = ""
        before -= 1
    if before > 0 and lines[before].kind == "title":
        lines[before].kind = ""
    if number + 1 < len(lines) and lines[number + 1].kind == "title" and not is_prose(lines[number + 1].text):
        lines[number + 1].kind = ""


def _is_teaser(lines: list[Line], number: int) -> bool:
    """A paragraph cut off with "..." under a title, with the report going on below."""
    line = lines[number]
    return (
        line.kind == "text"
        and line.text.endswith(("...", "…", "[…]", "[...]"))
        and lines[number - 1].kind == "title"
        and any(after.kind == "text" for after in lines[number + 1 :])
    )


def drop_furniture(page: Reading) -> None:
    """Lines that the word list knows as the page's. In the headline's place a title may begin like a link."""
    first = page.first_text()
    for number, line in enumerate(page.lines):
        link_like = line.furniture == "more" and number < first and count_words(line.text) > 3
        if line.furniture and not link_like:
            line.kind = ""


def take_captions(page: Reading) -> None:
    """What stands before a photo credit is a caption; the credit is not the report's."""
    for line in page.lines:
        # A credit has no full stop, and most paragraphs have one.
        if line.kind and line.text[-1] not in ".!?”" and any(cue in line.text for cue in CREDIT_CUES):
            bare = strip_credit(line.text)
            if bare != line.text:
                _make_caption(line, bare, line.text[len(bare) :])


def _make_caption(line: Line, bare: str, credit: str) -> None:
    line.text = bare
    if not bare or furniture_class(bare):
        line.kind = ""
    elif count_words(bare) < 5 and not is_ended(bare):
        line.kind = "title"
    elif len(bare) < 2 * PROSE_LENGTH and is_picture_credit(credit):
        line.kind = "caption"


def name_headline(page: Reading) -> None:
    """The headline: the one that is known, else a title said twice, else the first of four words or more."""
    head = [line for line in page.lines[: page.first_text()] if line.kind == "title"]
    found = _known_headline(page) or _repeated(head) or _first_long(head)
    if not found:
        return
    page.headline = page.headline or found.text
    for line in page.lines:
        if line is found:
            break
        if line.kind in ("title", "list item"):
            line.kind = ""
    found.kind = "headline"


def _known_headline(page: Reading) -> Line | None:
    known = _letters(page.headline)
    return next(
        (line for line in page.lines[: 2 * TOP] if known and line.kind and _letters(line.text) == known), None
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _repeated(head: list[Line]) -> Line | None:
    counts = Counter(_letters(line.text) for line in head if count_words(line.text) > 3)
    return next((line for line in head if counts[_letters(line.text)] > 1), None)


def _first_long(head: list[Line]) -> Line | None:
    return next((line for line in head if count_words(line.text) > 3), head[0] if len(head) == 1 else None)


def name_standfirst(page: Reading) -> None:
    """Under the headline, a long title sums the report up, and a short one is a label."""
    first = page.first_text()
    for line in page.lines[:first]:
        if line.kind == "title":
            line.kind = "subhead" if count_words(line.text) > 4 else ""


def drop_repeats(page: Reading) -> None:
    """A line said before (the headline over a picture, a caption twice) is not said again."""
    seen: set[str] = set()
    for line in page.lines:
        if line.kind and line.text in seen:
            line.kind = ""
        seen.add(line.text)


_DEALT = re.compile(r"[A-Z][\w' ]{2,30} ?[-–—:] \S")


def _dealt_lines(lines: list[Line]) -> set[int]:
    """The first lines under a title that deals figures to names: EXPECTED CONTRIBUTIONS, and below it "Norway - 100 soldiers"."""
    first = set()
    for number, line in enumerate(lines[:-3]):
        below = lines[number + 1 : number + 4]
        if (
            line.kind in ("title", "subhead")
            and not _DEALT.match(line.text)
            and all(other.kind == "title" and _DEALT.match(other.text) for other in below)
        ):
            first.add(id(below[0]))
    return first


def name_lists(page: Reading) -> None:
    """What stands over a list is its heading; lines without bullets or full stops that follow a colon are items too."""
    lines, in_plain_list = page.kept(), False
    dealt = _dealt_lines(lines)
    for before, line in pairwise(lines):
        opens = before.kind in ("text", "title", "subhead") and (
            before.text.endswith(":") or id(line) in dealt
        )
        plain = line.kind == "title" and (opens or in_plain_list) and not line.text.endswith("?")
        if (opens and (plain or line.kind == "list item")) or (
            line.kind == "list item" and before.kind == "title"
        ):
            before.kind = "list heading"
        line.kind, in_plain_list = "list item" if plain else line.kind, plain


def drop_lone_titles(page: Reading) -> None:
    """Between paragraphs, a title of six words or more, or of four with a figure, is another story's.

    A shorter one, or a question, is a subhead; so are all where every third line is one, since that is how the report is
    written. A figure in a subhead stands in the paragraph below as well, and so is not lost.
    """
    lines = page.kept()
    prose = sum(line.kind == "text" for line in lines)
    titles = [line for line in lines if line.kind == "title"]
    few = 3 * len(titles) <= prose + 2
    for line in titles:
        if not line.text.endswith("?") and is_prose(line.text):
            line.kind = "text"
        elif few and _tells_a_story(line.text):
            line.kind = ""
        else:
            line.kind = "subhead"


def _tells_a_story(title: str) -> bool:
    words = count_words(title)
    return not title.endswith("?") and (words > 5 or (words > 3 and any(map(str.isdigit, title))))


def drop_tail(page: Reading) -> None:
    """After the last paragraph, lines without a full stop are the page's, unless they are a list or cut-off prose."""
    for line in page.lines[page.last_text() + 1 :]:
        if line.kind == "title" and not (
            len(line.text) > 60 and is_prose(line.text) and not line.text.endswith("?")
        ):
            line.kind = ""


def part_datelines(page: Reading) -> None:
    """The place, day and agency before a report's first words are a paragraph of their own: no event has that date."""
    openings = [number for number, line in enumerate(page.lines) if line.kind == "text"][:OPENINGS]
    matched = {number: match_dateline(page.lines[number].text) for number in openings}
    bare = [
        number
        for number, found in matched.items()
        if found and not (found["date"] or found["agency"] or found["before"])
    ]
    for number in reversed(openings):
        line, found = page.lines[number], matched[number]
        if found and not (
            number in bare and len(bare) > 1
        ):  # "FRANCE - 500 soldiers", "ITALY - 600": a list of names
            page.dateline = words_of_date(found) or page.dateline
            page.lines.insert(number, Line(line.text[: found.end()].rstrip(), "dateline"))
            line.text = line.text[found.end() :]


def close_links(page: Reading) -> None:
    """A "Read more" at a paragraph's end is the page's."""
    for line in page.lines:
        if line.kind == "text" and line.text[-9:-1].lower().endswith(("more", "mor", "story", "stor")):
            line.text = strip_link(line.text)


PASSES: tuple[Callable[[Reading], None], ...] = (
    take_page_dates,
    take_bylines,
    cut_after_end,
    drop_other_stories,
    drop_links,
    drop_furniture,
    take_captions,
    name_headline,
    name_standfirst,
    drop_repeats,
    drop_tail,
    name_lists,
    drop_lone_titles,
    close_links,
    part_datelines,
)
