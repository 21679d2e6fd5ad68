"""A delivered page -> its report: headline, byline, publication day, and the paragraphs without the page around them.

What belongs here: where on a page the report begins and ends, and which lines inside it are another story's. What does
not: what one line is by itself (`furniture`), days (`publication`), and sentence ends (`sentences`).

A page is a list of lines, and each of `PASSES`, at the foot of this module, drops or names lines, in that order. The
measure throughout: to lose a paragraph of the report is worse than to keep a title of another, but a line without a full
stop that nothing ties to the report is not read.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from analysis.crisis import Crisis
from analysis.furniture import (
    BULLET,
    CREDIT_CUES,
    LONGEST,
    count_words,
    furniture_class,
    is_ended,
    is_picture_credit,
    is_prose,
    normalise,
    strip_credit,
    strip_link,
)
from analysis.publication import (
    Published,
    date_in_address,
    date_of_dateline,
    find_days,
    match_dateline,
    not_before,
    parse_page_date,
)
from analysis.sentences import split_sentences

# A paragraph this long is prose, whether or not a full stop closes it.
PROSE_LENGTH = 140
# Lines at the top of a page among which its date and byline stand.
TOP = 14


@dataclass(frozen=True)
class Page:
    """What a page holds of a report.

    `text` is its paragraphs with an empty line between them, `kinds` what each is (`analysis.sentences.KINDS`).
    """

    headline: str
    byline: str
    published: Published
    text: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Line:
    """One line of a page while it is read.

    `kind` is ``text`` (ends as a sentence, or is long), ``title`` (no full stop), ``list item``, or what it was found to
    be; an empty kind means that it is not the report's.
    """

    text: str
    kind: str
    furniture: str = ""


@dataclass
class _Reading:
    """A page while it is read."""

    lines: list[Line]
    crisis: Crisis
    headline: str = ""
    byline: str = ""
    dates: list[tuple[int, int, date]] = field(default_factory=list)
    dateline: str = ""

    def kept(self) -> list[Line]:
        return [line for line in self.lines if line.kind]

    def first_text(self) -> int:
        """Number of the first line that is prose; the number of lines where none is."""
        return next((number for number, line in enumerate(self.lines) if line.kind == "text"), len(self.lines))

    def last_text(self) -> int:
        """Number of the last line that is prose; -1 where none is."""
        return next((number for number in range(len(self.lines) - 1, -1, -1) if self.lines[number].kind == "text"), -1)


# --- lines -------------------------------------------------------------------------------------------------------------

_MARKDOWN_LINK = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)|\[([^\[\]\n]{1,300})\]\([^()\s]{1,600}\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400})(?<=\S)\1")
_HEADING = re.compile(r"#{1,6}\s+")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")


def plain_lines(text: str) -> list[str]:
    """The lines of a page without Markdown's or HTML's marks; an empty string is an empty line."""
    if "&" in text and ";" in text or "&nbsp" in text:
        text = html.unescape(text)
    text = normalise(text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "</" in text:
        text = _TAG.sub("", text)
    return [line.strip() for line in text.split("\n")]


def _wrapped(block: list[str]) -> bool:
    """Whether the lines of a block are a paragraph cut at a width: all but the last nearly equally long."""
    longest = max(map(len, block))
    return len(block) > 2 and 50 <= longest <= 130 and all(len(line) > longest - 18 for line in block[:-1])


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is cut within a sentence: it has no full stop, and the next begins with a small letter."""
    return len(line) > 40 and not is_ended(line) and following[:1].islower() and not BULLET.match(following)


def unwrap(lines: list[str]) -> Iterator[str]:
    """The paragraphs of a page: lines cut at a width are put together again."""
    block: list[str] = []
    for line in (*lines, ""):
        if line:
            block.append(line)
        elif block:
            yield from _unwrap_block(block) if len(block) > 1 else block
            block = []


def _unwrap_block(block: list[str]) -> Iterator[str]:
    wrapped = _wrapped(block)
    held = block[0]
    for line in block[1:]:
        if (wrapped or _goes_on(held[held.rfind("\n") + 1 :], line)) and not BULLET.match(line):
            held += " " + line
        else:
            yield held
            held = line
    yield held


def _line(text: str) -> Line:
    ended = is_ended(text)
    question = text[-1] == "?" and len(text) < PROSE_LENGTH and ". " not in text
    kind = "text" if ended and not question or len(text) >= PROSE_LENGTH else "title"
    found = furniture_class(text) if len(text) <= LONGEST or "icon" in text else ""
    if not found and text[0] in "•·▪●■◦‣∙*–—-" and (bullet := BULLET.match(text)):
        return Line(text[bullet.end() :], "list item")
    if not found and text[0] == "#" and (heading := _HEADING.match(text)):
        return Line(text[heading.end() :], "title")
    return Line(text, kind, found)


# --- passes ------------------------------------------------------------------------------------------------------------


def take_page_dates(page: _Reading) -> None:
    """A line near the top that holds a date and little else is the page's; further down only one that says "published"."""
    for number, line in enumerate(page.lines):
        if line.furniture in ("credit", "archive") or number >= TOP and "ublished" not in line.text:
            continue
        found = parse_page_date(line.text, page.crisis)
        if found and (number < TOP or found[1] == 0):
            page.dates.append((found[1], number, found[0]))
            take_byline(page, line)
            line.kind = ""


_BYLINE = re.compile(r"(?:By|BY|by|From|Author|Written by|Posted by|Reported by):? +(?=\S)([^.!?]{2,80}(?:\.(?:co|com|net|org)[.\w]*)?[^.!?]{0,30})$")
_NOT_A_NAME = re.compile(r"^(?:By|BY)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:had|has|was|were|is|are|will|have)\b")


def take_byline(page: _Reading, line: Line) -> bool:
    """Who wrote the report, from a line "By ..."; whether the line is one."""
    found = _BYLINE.match(line.text)
    if not found or count_words(line.text) > 12 or _NOT_A_NAME.search(line.text):
        return False
    name = found.group(1).strip(" -–—|,")
    days = next(find_days(name, page.crisis), None)
    page.byline = page.byline or (name[: days.start] if days else name).strip(" -–—|,")
    return True


def take_bylines(page: _Reading) -> None:
    """Lines "By ..." at the top; a bare "By:" is followed by the name."""
    for number, line in enumerate(page.lines[:TOP]):
        if line.kind == "title" and take_byline(page, line):
            line.kind = ""
        elif line.text.rstrip(":").lower() == "by" and number + 1 < len(page.lines):
            after = page.lines[number + 1]
            page.byline, line.kind = page.byline or after.text, ""
            after.kind = "" if after.kind == "title" else after.kind


def cut_after_end(page: _Reading) -> None:
    """After "Leave a comment" and its like nothing is the report's, if most of the prose stands before it."""
    before, total = 0, sum(len(line.text) for line in page.lines if line.kind == "text")
    for number, line in enumerate(page.lines):
        if line.furniture == "end" and before >= 200 and 2 * before >= total:
            for other in page.lines[number:]:
                other.kind = ""
            return
        if line.kind == "text":
            before += len(line.text)


def drop_other_stories(page: _Reading) -> None:
    """The titles under "Related articles" or "Top stories" are other stories; so is all prose there, near the page's end."""
    first = page.first_text()
    before, total = 0, sum(len(line.text) for line in page.lines if line.kind == "text" and not line.furniture)
    number = first
    while number < len(page.lines):
        line = page.lines[number]
        if line.furniture == "stories":
            late = before >= 200 and 10 * before >= 6 * total
            number = _drop_stories(page.lines, number, late)
            continue
        if line.kind == "text" and not line.furniture:
            before += len(line.text)
        number += 1


def _drop_stories(lines: list[Line], number: int, late: bool) -> int:
    """Drops from the marker on, to the end or to the next prose; the number of the line that goes on."""
    lines[number].kind = ""
    number += 1
    while number < len(lines) and (late or lines[number].kind != "text" or lines[number].furniture):
        lines[number].kind = ""
        number += 1
    return number


def drop_links(page: _Reading) -> None:
    """A link "Read more" with the title before or after it, and the cut-off teaser ("...") over "see more"."""
    first = page.first_text()
    for number, line in enumerate(page.lines):
        if line.furniture != "more" or number < first and count_words(line.text) > 3:
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


def drop_furniture(page: _Reading) -> None:
    """Lines that the word list knows as the page's. In the headline's place a title may begin like a link."""
    first = page.first_text()
    for number, line in enumerate(page.lines):
        link_like = line.furniture == "more" and number < first and count_words(line.text) > 3
        if line.furniture and not link_like:
            line.kind = ""


def take_captions(page: _Reading) -> None:
    """What stands before a photo credit is a caption; the credit is not the report's."""
    if not any(cue in line.text for line in page.lines for cue in CREDIT_CUES if line.kind):
        return
    for line in page.lines:
        if line.kind and any(cue in line.text for cue in CREDIT_CUES):
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


def name_headline(page: _Reading) -> None:
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


def _known_headline(page: _Reading) -> Line | None:
    known = _letters(page.headline)
    return next((line for line in page.lines[: 2 * TOP] if known and line.kind and _letters(line.text) == known), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _repeated(head: list[Line]) -> Line | None:
    counts = Counter(_letters(line.text) for line in head if count_words(line.text) > 3)
    return next((line for line in head if counts[_letters(line.text)] > 1), None)


def _first_long(head: list[Line]) -> Line | None:
    return next((line for line in head if count_words(line.text) > 3), head[0] if len(head) == 1 else None)


def name_standfirst(page: _Reading) -> None:
    """Under the headline, a long title sums the report up, and a short one is a label."""
    first = page.first_text()
    for line in page.lines[:first]:
        if line.kind == "title":
            line.kind = "subhead" if count_words(line.text) > 4 else ""


def drop_repeats(page: _Reading) -> None:
    """A line said before (the headline over a picture, a caption twice) is not said again."""
    seen: set[str] = set()
    for line in page.lines:
        if line.kind and line.text in seen:
            line.kind = ""
        seen.add(line.text)


def name_lists(page: _Reading) -> None:
    """What stands over a list, and lines without full stops that follow a colon: its items."""
    lines = page.kept()
    for number, line in enumerate(lines[1:], 1):
        before = lines[number - 1]
        if line.kind == "title" and before.kind in ("list heading", "list item"):
            follows_list = before.kind == "list item" and number + 1 < len(lines) and lines[number + 1].kind == "text"
            line.kind = "title" if follows_list else "list item"
        if line.kind in ("list item", "title") and before.kind in ("text", "title", "subhead") and before.text.endswith(":"):
            before.kind, line.kind = "list heading", "list item"
        elif line.kind == "list item" and before.kind == "title":
            before.kind = "list heading"


def drop_lone_titles(page: _Reading) -> None:
    """Between two paragraphs a title of six words or more is another story's; a shorter one, or a question, is a subhead.

    Where every third line is one it is how the report is written; then, and where two follow each other, all stay.
    """
    lines = page.kept()
    prose = sum(line.kind == "text" for line in lines)
    titles = [number for number, line in enumerate(lines) if line.kind == "title"]
    for number in titles:
        line, near = lines[number], lines[max(0, number - 1) : number + 2]
        alone = sum(other.kind in ("title", "list item") for other in near) == 1
        if line.text.endswith("?"):
            line.kind = "subhead"
        elif is_prose(line.text):
            line.kind = "text"
        elif alone and 3 * len(titles) <= prose + 2 and count_words(line.text) > 5:
            line.kind = ""
        else:
            line.kind = "subhead"


def drop_tail(page: _Reading) -> None:
    """After the last paragraph, lines without a full stop are the page's, unless they are a list or cut-off prose."""
    for line in page.lines[page.last_text() + 1 :]:
        if line.kind == "title" and not (len(line.text) > 60 and is_prose(line.text) and not line.text.endswith("?")):
            line.kind = ""


def part_datelines(page: _Reading) -> None:
    """The place, day and agency before a report's first words stand as a paragraph of their own: no event has that date."""
    for number in range(min(len(page.lines), 3 * TOP) - 1, -1, -1):
        line = page.lines[number]
        found = match_dateline(line.text) if line.kind == "text" else None
        if found:
            page.dateline = found["date"] or page.dateline
            page.lines.insert(number, Line(line.text[: found.end()].rstrip(), "dateline"))
            line.text = line.text[found.end() :]


def close_links(page: _Reading) -> None:
    """A "Read more" at a paragraph's end is the page's."""
    for line in page.lines:
        if line.kind == "text" and line.text[-9:-1].lower().endswith(("more", "mor", "story", "stor")):
            line.text = strip_link(line.text)


# --- the page ----------------------------------------------------------------------------------------------------------

_STAMP = re.compile(r"\s*date ((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?:\s+|$)")


def take_stamp(text: str) -> tuple[str, date | None]:
    """A page's text without the date that some collections put before it ("date 2022-01-11 ..."), and that day."""
    found = _STAMP.match(text)
    if not found:
        return text, None
    year, month, day = found.groups()
    try:
        return text[found.end() :], date(int(year), int(month), int(day)) if day else None
    except ValueError:
        return text, None


def read_page(text: str, crisis: Crisis, headline: str = "", url: str = "") -> Page:
    """The report on a page of text.

    Parameters
    ----------
    text : str
        The page as delivered: plain text, Markdown, or what is left of HTML.
    crisis : Crisis
        Gives a date without a year its year.
    headline, url : str
        Where they are known from elsewhere.

    Returns
    -------
    Page
        Its text is empty where no line is the report's.

    Examples
    --------
    >>> from analysis.crisis import parse_crisis
    >>> winter = parse_crisis("title: A\\nhost: B\\nstart: 2022-01-02\\nend: 2022-01-19", "")
    >>> page = read_page("Calm in port\\n\\nPORT, Jan. 5 (AB) - Two people died.\\n\\nComments are closed.", winter)
    >>> page.headline, page.kinds, str(page.published.first)
    ('Calm in port', ('headline', 'dateline', 'text'), '2022-01-05')
    """
    text, stamp = take_stamp(text)
    page = _Reading([_line(line) for line in unwrap(plain_lines(text))], crisis, headline)
    for step in PASSES:
        step(page)
    lines = page.kept()
    kinds = tuple("subhead" if line.kind == "title" else line.kind for line in lines)
    clean = "\n\n".join(line.text for line in lines)
    return Page(page.headline, page.byline, _published(page, clean, stamp, url), clean, kinds)


def _published(page: _Reading, clean: str, stamp: date | None, url: str) -> Published:
    """The page's own date first, then the dateline's, the address's, and last a bound from what the text reports."""
    if stamp:
        return Published.on(stamp, "stated")
    if page.dates:
        return Published.on(min(page.dates, key=lambda found: (found[0], -found[1] if found[1] < TOP else found[1]))[2], "stated")
    days = (found.day for found in find_days(clean, page.crisis) if found.year_given and found.day)
    dated = date_of_dateline(page.dateline, page.crisis, days) if page.dateline else None
    if dated and dated.basis == "stated":
        return dated
    addressed = date_in_address(url)
    if addressed or dated:
        return addressed or dated
    first = not_before((sentence.text for sentence in split_sentences(clean)), page.crisis)
    return Published(first, None, "inferred") if first else Published()


def read_html(text: str, crisis: Crisis, headline: str = "", url: str = "") -> Page:
    raise NotImplementedError


PASSES: tuple[Callable[[_Reading], None], ...] = (
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
