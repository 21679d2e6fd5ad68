"""What a line of a delivered page is, told from its words and its shape alone: a menu, a credit, a title, prose.

What belongs here: judgements about one line. What does not: where on the page it stands (`pages`). The words are
`lexicon/furniture.csv`, in which ``*`` stands for any words and ``#`` for a number; the shapes are that prose has small
function words and full stops, and titles and labels have neither.
"""

from __future__ import annotations

import re

from analysis.vocabulary import read_lexicon

# A longer line is never matched against the list: it is prose, whatever its first words.
LONGEST = 400
END_STOPS = ".!?…"
CLOSERS = "\"'”’»)] "
BULLET = re.compile(r"[•·▪●■◦‣∙*–—-]\s+(?=\S)")

# One character for one, so that nothing moves; what has no width is left out.
_PLAIN = [
    (odd, " ")
    for odd in "\t\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
]
_PLAIN += [(odd, "\n") for odd in "\x0b\x0c\x85\u2028\u2029"]
_PLAIN += [(odd, "") for odd in "\0\u200b\u200c\u200d\u2060\ufeff\xad"]
_SPACES = re.compile(r"  +")


def normalise(text: str) -> str:
    r"""The text with plain spaces and line ends, and without characters that have no width.

    >>> normalise("1\u202f495 killed\xad\u2028Two")
    '1 495 killed\nTwo'
    """
    for odd, plain in _PLAIN:
        if odd in text:
            text = text.replace(odd, plain)
    return _SPACES.sub(" ", text) if "  " in text else text


FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "been",
        "be",
        "being",
        "will",
        "would",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "it",
        "its",
        "he",
        "she",
        "they",
        "them",
        "their",
        "his",
        "her",
        "we",
        "our",
        "i",
        "you",
        "your",
        "this",
        "these",
        "those",
        "there",
        "said",
        "says",
        "and",
        "but",
        "because",
        "while",
        "when",
        "where",
        "if",
        "not",
    ]
)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_ended(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return line.rstrip(CLOSERS)[-1:] in END_STOPS if line[-1:] not in END_STOPS else True


def is_prose(line: str) -> bool:
    """Whether a line without a full stop has the small words of a sentence, which titles leave out.

    >>> is_prose("The office said that the warning has been withdrawn in all regions")
    True
    >>> is_prose("Marchers who called for calm tried in capital court")
    False
    """
    words = [word.lower() for word in _WORDS.findall(line[:LONGEST])]
    count = sum(word in FUNCTION_WORDS for word in words)
    return len(words) >= 6 and (
        count >= 3
        or (count >= 2 and 4 * count >= len(words))
        or (words[0] in ("the", "a", "an") and count >= 2)
    )


def count_words(line: str) -> int:
    """Number of words, as spaces part them."""
    return line.count(" ") + 1 if line else 0


_TOKENS = re.compile(r"\*|#|[^*#]+")


def _pattern(phrase: str) -> str:
    # One bare word before the * also opens sentences ("Via a spokesman, ..."), so that few words may follow it.
    if phrase.endswith("*") and phrase[:-1].strip().isalpha():
        return re.escape(phrase[:-1].strip()) + r"(?: [^ .]+){0,5}"
    parts = {"*": ".*", "#": r"[\d.,]+ ?[km]?\+?"}
    body = "".join(parts.get(part) or re.escape(part) for part in _TOKENS.findall(phrase))
    return body + (r"[\s:…»>→|*-]*" if phrase.startswith("*") else r"[\s.!:…»>→|*-]*")


_ENDINGS = " .!:…»>→|*-"
_FIRST = re.compile(r"[^\W\d_]+|.|")
Pattern = tuple[str, re.Pattern[str], str]


def _read_furniture() -> tuple[dict[str, str], dict[str, list[Pattern]], list[Pattern]]:
    """The list's phrases: whole lines; by their first word, with how a line must begin; with what it must hold."""
    whole: dict[str, str] = {}
    opening: dict[str, list[Pattern]] = {}
    inside: list[Pattern] = []
    for phrase, kind, _ in read_lexicon("furniture"):
        literals = [part for part in _TOKENS.findall(phrase) if part not in "*#"]
        if phrase[0] in "*#":
            inside.append((max(literals, key=len), re.compile(_pattern(phrase)), kind))
        elif len(literals) == 1 and literals[0] == phrase:
            whole[phrase.rstrip(_ENDINGS) or phrase] = kind
        else:
            opening.setdefault(_FIRST.match(phrase).group(), []).append(
                (literals[0], re.compile(_pattern(phrase)), kind)
            )
    return whole, opening, inside


_WHOLE, _OPENING, _INSIDE = _read_furniture()
# A line with a furniture phrase inside it, rather than at its beginning, is short.
_SHORT = 120
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?")
_HASHTAG = re.compile(r"#\w|\{")
_LETTER = re.compile(r"[^\W\d_]")


def furniture_class(line: str) -> str:
    """The class that the word list gives a whole line; empty for a line that may be the report's.

    >>> furniture_class("Comments are closed.")
    'end'
    >>> furniture_class("Related Articles")
    'stories'
    >>> furniture_class("Comments are closed to no one, the minister said.")
    ''
    """
    patterns = _OPENING.get(_FIRST.match(line).group().lower(), ())
    short = len(line) <= _SHORT
    if not short and not patterns:
        return "furniture" if _is_code(line) else ""
    lower = line.lower().replace("’", "'")
    if short and (kind := _WHOLE.get(lower.rstrip(_ENDINGS) or lower)):
        return kind
    for literal, pattern, kind in patterns:
        if lower.startswith(literal) and pattern.fullmatch(lower):
            return "" if kind in ("sign-off", "credit") and is_prose(line) else kind
    if short:
        return _inner_class(line, lower)
    return "furniture" if _is_code(line) else ""


def _is_code(line: str) -> bool:
    """Whether a long line is a row of icon names or of styles rather than words."""
    return ("icon" in line and line.count("icon") > 3) or ("{" in line and line.count("{") > 2)


def _inner_class(line: str, lower: str) -> str:
    for literal, pattern, kind in _INSIDE:
        if literal in lower and pattern.fullmatch(lower):
            return kind
    if not _LETTER.search(line) or _ADDRESS.fullmatch(lower) or _HASHTAG.match(line) or _is_code(line):
        return "furniture"
    if line[-1] not in END_STOPS and _is_menu(lower):
        return "furniture"
    return "sign-off" if _SIGN_OFF.fullmatch(line) else ""


def _is_menu(lower: str) -> bool:
    """Whether three of four words are each a line of the list: Home World Sport Weather."""
    words = lower.split()
    return len(words) > 2 and 4 * sum(word in _WHOLE for word in words) >= 3 * len(words)


# ab-cde/fgh/ij: initials of those who wrote and edited; (ANSA); - AAP
_SIGN_OFF = re.compile(
    r"[a-z]{1,4}(?:[-/][a-z]{1,4})+|[–—-] ?[A-Z][\w/ ]{1,20}|[(\[][A-Z][\w/ .–-]{1,30}[)\]]\.?"
)


# What follows a caption: who made the picture.
_AGENCIES = r"Getty|AFP|AP|Reuters|REUTERS|Anadolu|EPA|EFE|Images|Sputnik|TASS|Xinhua"
_CREDIT = re.compile(
    rf"""\s*(?:
        [|/]?\s*(?:©|\bvia\ REUTERS|\bREUTERS/).*
      | [(\[]?\b(?:Photos?|PHOTOS?|Image|Picture|Pic|Credit|Source|SOURCE)(?:\ (?:[Cc]redit|by|courtesy|source))?
        \s*(?:[:;/©|]|\bby\b|\bcourtesy\b).*
      | [(\[][^()\[\]]{{0,60}}\b(?:Photo|{_AGENCIES})\b[^()\[\]]{{0,60}}[)\]]
      | (?<=[.!?])\s*(?:[A-Z][\w.'’-]+\ ){{0,3}}(?:[\w/ ]{{0,30}}/)?
        \b(?:{_AGENCIES})\b(?:\ (?:Images|Photo))?(?:/[\w ]{{1,40}})?
    )\s*$""",
    re.VERBOSE,
)
CREDIT_CUES = (
    "©", "hoto", "HOTO", "mage", "icture", "Pic", "redit", "ource", "OURCE", "via REUTERS", "REUTERS", "Reuters",
    "Getty", "AFP", "Anadolu", "EPA", "Sputnik", "TASS", "Xinhua", "EFE", "/AP", "AP",
)  # fmt: skip


def strip_credit(line: str) -> str:
    """A caption without the credit at its end; the line itself where it has none.

    >>> strip_credit("A soldier on guard in the port. © Star / Jan Little")
    'A soldier on guard in the port.'
    """
    found = _CREDIT.search(line, max(0, len(line) - 160)) if len(line) <= 2 * LONGEST else None
    return line[: found.start()].rstrip(" /|-–—") if found else line


_PICTURE = re.compile(r"©|photo|image|picture|\bpic\b|getty|via|credit|courtesy|source|/", re.IGNORECASE)


def is_picture_credit(credit: str) -> bool:
    """Whether a credit is a picture's, not an agency's name that signs a paragraph off."""
    return bool(_PICTURE.search(credit))


_LINK_AT_END = re.compile(
    r"(?<=[.!?”\"'’)])\s*(?:\(?(?:Read|READ|See|SEE|Learn|Find out)\s(?:more|MORE|full story)\)?\s*[.…»>]*)$"
)


def strip_link(line: str) -> str:
    """A paragraph without the "Read more" that closes it.

    >>> strip_link("It was calm on Sunday. Read more")
    'It was calm on Sunday.'
    """
    return _LINK_AT_END.sub("", line)
