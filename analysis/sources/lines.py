"""The text of a page -> its lines: without the marks of Markdown or HTML, cut lines joined, each with its shape.

What belongs here: what a delivered text is made of. What does not: which of its lines are the report's (`passes`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analysis.sources.furniture import BULLET, LONGEST, count_words, furniture_class, is_ended, normalise
from analysis.sources.sentences import find_ends

# A paragraph this long is prose, whether or not a full stop closes it.
PROSE_LENGTH = 140


@dataclass(slots=True)
class Line:
    """One line of a page while it is read.

    `kind` is ``text`` (ends as a sentence, or is long), ``title`` (no full stop), ``list item``, or what it was
    found to be; an empty kind means that it is not the report's.
    """

    text: str
    kind: str
    furniture: str = ""


_MARKDOWN_LINK = re.compile(
    r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)|\[([^\[\]\n]{1,300})\]\([^()\s]{1,600}\)"
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400})(?<=\S)\1")
_HEADING = re.compile(r"#{1,6}\s+")
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|ul|ol|tr|figcaption|blockquote)>|<br ?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")


def plain_lines(text: str) -> list[str]:
    """The lines of a page without Markdown's or HTML's marks; an empty string is an empty line."""
    if ("&" in text and ";" in text) or "&nbsp" in text:
        text = html.unescape(text)
    text = normalise(text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "</" in text or "<br" in text:
        text = _TAG.sub("", _BLOCK_END.sub("\n\n", text))
    return [line.strip() for line in text.split("\n")]


# Words after which no headline and no paragraph ends (headlines do end in "in", "on" and their like).
_JOINING = frozenset(["a", "an", "the", "of", "and", "or", "that", "which", "who"])


def _wrapped(block: list[str]) -> bool:
    """Whether the lines of a block are a paragraph cut at a width: nearly equally long, most of them within a sentence."""
    longest = max(map(len, block))
    if len(block) < 3 or not 50 <= longest <= 130 or any(len(line) < longest - 18 for line in block[:-1]):
        return False
    cut = [not is_ended(line) for line in block[:-1]]
    return 2 * sum(cut) >= len(cut) and any(line[:1].islower() for line in block[1:])


def _width(block: list[str]) -> int:
    """The width at which a long block was cut, short titles and last lines of paragraphs among its lines; 0 where it was not."""
    longest = max(map(len, block))
    if len(block) < 6 or not 50 <= longest <= 100:
        return 0
    full = [line for line in block if len(line) >= longest - 18]
    cut = [line for line in full if not is_ended(line)]
    return longest if 3 * len(full) >= 2 * len(block) and 2 * len(cut) >= len(full) else 0


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is cut within a sentence: its last word or the next line's first letter says so."""
    if len(line) <= 40 or is_ended(line):
        return False
    last = line[line.rfind(" ") + 1 :]
    return following[:1].islower() or last[-1] in ",;" or last in _JOINING


def unwrap(lines: list[str]) -> Iterator[str]:
    """The paragraphs of a page: lines cut at a width are put together again."""
    block: list[str] = []
    held = ""
    for line in (*lines, ""):
        if line:
            block.append(line)
        elif block:
            for paragraph in _unwrap_block(block) if len(block) > 1 else block:
                if _goes_on_below(held, paragraph):
                    held += " " + paragraph
                    continue
                if held:
                    yield held
                held = paragraph
            block = []
    if held:
        yield held


def _goes_on_below(held: str, following: str) -> bool:
    """Whether a sentence is cut by an empty line: "has begun its", and below it "withdrawal from the east."."""
    return (
        following[:1].islower()
        and len(held) > 40
        and held[-1:].isalpha()
        and count_words(following) > 2
        and not BULLET.match(following)
        and not furniture_class(following)
    )


def _unwrap_block(block: list[str]) -> Iterator[str]:
    wrapped = _wrapped(block)
    width = 0 if wrapped else _width(block)
    held = block[0]
    for before, line in pairwise(block):
        cut = width and len(before) >= width - 18 and not is_ended(before)
        if (wrapped or cut or _goes_on(held, line)) and not BULLET.match(line):
            held += " " + line
        else:
            yield held
            held = line
    yield held


def _shape(text: str) -> str:
    """``text`` for what ends as a sentence, is long, or holds the end of one; ``title`` for all else.

    A question by itself is a title: it stands over a paragraph, or is another story's.
    """
    if len(text) >= PROSE_LENGTH:
        return "text"
    if not is_ended(text):
        return "text" if _holds_sentence(text) else "title"
    return "title" if text[-1] == "?" and ". " not in text else "text"


def _holds_sentence(text: str) -> bool:
    end, _ = next(find_ends(text, 0, len(text)), (0, 0))
    return count_words(text[:end]) > 4 if end else False


def _line(text: str) -> Line:
    found = furniture_class(text) if len(text) <= LONGEST or "icon" in text or "{" in text else ""
    if not found and (bullet := BULLET.match(text)):
        return Line(text[bullet.end() :], "list item")
    if not found and (heading := _HEADING.match(text)):
        return Line(text[heading.end() :], "title")
    return Line(text, _shape(text), found)


def read_lines(text: str) -> list[Line]:
    r"""The lines of a page that are not empty, each with its kind.

    >>> [line.kind for line in read_lines("Calm in port\n\nIt was calm\non Sunday.")]
    ['title', 'title', 'text']
    """
    return [_line(line) for line in unwrap(plain_lines(text))]
