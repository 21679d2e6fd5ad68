"""A delivered page -> its report: headline, byline, publication day, and the paragraphs without the page around them.

What belongs here: the way from a page's text or HTML to a `Page`. What does not: which lines are the report's
(`passes`), days (`publication`), and sentence ends (`sentences`).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from analysis.sources.crisis import Crisis
from analysis.sources.lines import read_lines
from analysis.sources.passes import PASSES, TOP, Reading
from analysis.sources.publication import (
    Published,
    date_in_address,
    date_of_dateline,
    find_days,
    not_before,
    parse_stamp,
)
from analysis.sources.sentences import split_sentences

# The date search takes "not after today" by default, which would make a page read differently on another day.
LATEST = "2099-12-31"
# Characters in which the last reported day is looked for; what is longer is not one report.
LONGEST_REPORT = 100_000


@dataclass(frozen=True)
class Page:
    """What a page holds of a report.

    Attributes
    ----------
    headline, byline, dateline : str
        Empty where the page has none; of the dateline only its date ("Nov. 28").
    dated : Published or None
        The day that the page itself gives.
    text : str
        Its paragraphs with an empty line between them.
    kinds : tuple of str
        What each paragraph is, one of `analysis.sources.sentences.KINDS`.
    """

    headline: str
    byline: str
    dateline: str
    dated: Published | None
    text: str
    kinds: tuple[str, ...]


_STAMP = re.compile(r"\s*date ((?:19|20)\d\d-\d\d)(-\d\d)?(?:\s+|$)")


def take_stamp(text: str) -> tuple[str, Published | None]:
    """A page's text without the date that some collections put before it ("date 2022-01-11 ..."), and that day.

    >>> take_stamp(" date 2022-01-11 Calm in port")[0]
    'Calm in port'
    """
    found = _STAMP.match(text)
    if not found:
        return text, None
    return text[found.end() :], parse_stamp(found.group(1) + (found.group(2) or ""))


def read_page(text: str, crisis: Crisis, headline: str = "") -> Page:
    r"""The report on a page of text.

    Parameters
    ----------
    text : str
        The page as delivered: plain text, Markdown, or what is left of HTML.
    crisis : Crisis
        Gives a date without a year its year.
    headline : str
        Where it is known from elsewhere.

    Returns
    -------
    Page
        Its text is empty where no line is the report's.

    Examples
    --------
    >>> from analysis.sources.crisis import parse_crisis
    >>> winter = parse_crisis("title: A\nhost: B\nstart: 2022-01-02\nend: 2022-01-19", "")
    >>> page = read_page("Calm in port\n\nPORT, Jan. 5 (AB) - Two people died.\n\nComments are closed.", winter)
    >>> page.headline, page.kinds, page.dateline
    ('Calm in port', ('headline', 'dateline', 'text'), 'Jan. 5')
    """
    text, stamp = take_stamp(text)
    page = Reading(read_lines(text), crisis, headline)
    for step in PASSES:
        step(page)
    lines = page.kept()
    kinds = tuple("subhead" if line.kind == "title" else line.kind for line in lines)
    clean = "\n\n".join(line.text for line in lines)
    return Page(page.headline, page.byline, page.dateline, _dated(page, stamp), clean, kinds)


def _dated(page: Reading, stamp: Published | None) -> Published | None:
    """The day stamped on the page; else the line that says "published", else the one nearest to the text."""
    if (stamp and stamp.first == stamp.last) or not page.dates:
        return stamp
    best = min(page.dates, key=lambda found: (found[0], abs(found[1] - TOP)))
    return Published.on(best[2], "stated")


def find_published(page: Page, crisis: Crisis, url: str = "") -> Published:
    """When a report was published: the page's own day first, then the dateline's, the address's, and last a bound.

    The bound is the last past day of which the text speaks: it cannot have been published before.
    """
    if page.dated and page.dated.first == page.dated.last:
        return page.dated
    days = (found.day for found in find_days(page.text, crisis) if found.year_given and found.day)
    dated = date_of_dateline(page.dateline, crisis, days) if page.dateline else None
    addressed = date_in_address(url)
    for known in (dated, addressed):
        if known and known.first == known.last:
            return known
    if page.dated or addressed or dated:
        return page.dated or addressed or dated
    first = not_before((sentence.text for sentence in split_sentences(page.text[:LONGEST_REPORT])), crisis)
    return Published(first, None, "inferred") if first else Published()


def read_html(source: str, crisis: Crisis, headline: str = "") -> Page:
    """The report on an HTML page: trafilatura takes the article, its title, author and date out of it.

    Its date is one that the page's own metadata give (not the address, and never the day of reading). Where it finds no
    article, the page's text is read line by line.
    """
    # Imported here: half a second, which only a corpus with HTML pages pays.
    import trafilatura

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # an empty page is no news: the corpus refuses it
    found = trafilatura.bare_extraction(
        source,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LATEST},
    )
    text = (found and found.text) or trafilatura.html2txt(source)
    page = read_page(text or "", crisis, headline or ((found and found.title) or ""))
    return replace(
        page,
        byline=page.byline or ((found and found.author) or ""),
        dated=page.dated or (parse_stamp(found.date) if found and found.date else None),
    )
