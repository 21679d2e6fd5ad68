"""The closed sets of the codebook, the error a user sees, and the reader of the word lists.

What belongs here: names that every other module agrees on. What does not: any rule over words (`quantities`, `dates`,
`claims`, `events`) and any open list of words (`lexicon/*.csv`).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"

MEASURES = ("deployed", "pledged", "withdrawn", "killed", "injured", "detained")
QUALIFIERS = ("exact", "about", "at_least", "at_most", "range", "vague", "unit")
EVENTS = (
    "unrest_began",
    "requested",
    "approved",
    "deployed",
    "withdrawal_announced",
    "withdrawal_began",
    "withdrawal_completed",
)
STATUSES = ("planned", "reported")
BASES = ("explicit", "weekday", "relative", "duration", "")
PUBLICATION_BASES = ("stated", "catalogued", "inferred", "unknown")
VAGUE_PROFILES = ("literal", "acled")
REVIEWS = ("machine", "accepted", "amended", "rejected")

ARTICLE_COLUMNS = (
    "article", "publisher", "headline", "url", "pub_first", "pub_last", "pub_basis", "characters", "sha256",
)  # fmt: skip
CLAIM_COLUMNS = (
    "claim_id", "article", "measure", "who", "value", "low", "high", "qualifier", "said_by", "quote",
    "char_start", "char_end", "pub_first", "pub_last", "rule", "review", "words", "hedge", "part_of",
)  # fmt: skip
EVENT_COLUMNS = (
    "event_id", "article", "event", "who", "start", "end", "status", "basis", "said_by", "quote",
    "char_start", "char_end", "pub_first", "pub_last", "rule", "said", "words",
)  # fmt: skip


class InputError(ValueError):
    """What a person gave us is wrong; the message says what, where, and what was expected, in that order."""


@cache
def read_lexicon(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one word list, without its heading, in the order of the file.

    Each list is `lexicon/<name>.csv`; its last column is an example sentence, which the tests run.

    >>> read_lexicon("hedges")[0][:2]
    ('about', 'about')
    """
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(tuple(row) for row in csv.reader(lines))[1:]
