"""A corpus folder -> `Corpus`: its crisis, and its reports without the pages around them; nothing is interpreted.

What belongs here: which files are reports, what their metadata say, and which original stands for which abstract.
What does not: files with many reports (`delivery`), the page around a report (`pages`), sentence ends (`sentences`),
`corpus.yml` (`crisis`), and what is doubtful about a corpus (`inspection`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from analysis.sources.crisis import (
    Crisis,
    check_keys,
    decode,
    parse_day,
    parse_front_matter,
    read_bytes,
    read_crisis,
    show,
    suggest,
)
from analysis.sources.delivery import FIELDS, Delivered, iter_lines, iter_rows, text_fields
from analysis.sources.pages import Page, find_published, read_html, read_page
from analysis.sources.publication import Published
from analysis.sources.sentences import Sentence, split_sentences
from analysis.vocabulary import ARTICLE_COLUMNS, PUBLICATION_BASES, InputError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".md", ".txt", ".html", ".htm")
MANY = {".jsonl": iter_lines, ".parquet": iter_rows}
DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Report:
    """One report, without the page on which it stood.

    Attributes
    ----------
    article : str
        Its id: unique in the corpus.
    text : str
        The report's paragraphs with an empty line between them; every offset counts characters in it.
    publisher, headline, url, byline : str
        Empty where not known.
    pub_first, pub_last : date or None
        First and last day on which it can have been published; None where that side is open.
    pub_basis : str
        How that is known: ``stated``, ``catalogued``, ``inferred`` or ``unknown``.
    sha256 : str
        Of the report as delivered: what an abstract names as its original, else of the file (of the text, in a line of
        `articles.jsonl`). It is the same whether the abstract or the original was read.
    abstract : bool
        Whether `text` is an abstract in the corpus's own words rather than the report's.
    from_original : bool
        Whether an original was read in an abstract's place.
    source : str
        File (and line) from which the text was read, for messages.
    kinds : tuple of str
        Kind of each paragraph, one of `analysis.sources.sentences.KINDS`.
    """

    article: str
    text: str
    publisher: str = ""
    headline: str = ""
    url: str = ""
    byline: str = ""
    pub_first: date | None = None
    pub_last: date | None = None
    pub_basis: str = "unknown"
    sha256: str = ""
    abstract: bool = False
    from_original: bool = False
    source: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """Length of the text."""
        return len(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in their order, split at the first call."""
        return split_sentences(self.text, self.kinds)


@dataclass(frozen=True)
class Corpus:
    """The reports on one crisis, sorted by their ids.

    `originals_found` holds the ids of the abstracts in whose place the original was read.
    """

    folder: Path
    crisis: Crisis
    reports: tuple[Report, ...]
    originals_found: tuple[str, ...] = ()

    @property
    def articles(self) -> pd.DataFrame:
        """One row per report, with the columns of `articles.csv`; days are ISO text, empty where that side is open."""
        import pandas as pd

        rows = [article_row(report) for report in self.reports]
        types = {name: "int64" if name == "characters" else "str" for name in ARTICLE_COLUMNS}
        return pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS)).astype(types)


def article_row(report: Report) -> tuple[object, ...]:
    """A report's row of `articles.csv`, in the order of `ARTICLE_COLUMNS`."""
    return tuple(_cell(getattr(report, name)) for name in ARTICLE_COLUMNS)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def find_corpus(path_or_name: str | Path) -> Path:
    """The folder of a corpus, given its path or its name in the project's `data` folder.

    Raises
    ------
    InputError
        If there is none; it says where it looked and which corpora there are.
    """
    path = Path(path_or_name).expanduser()
    places = [path]
    if not path.is_absolute():
        places += [data / path for data in _data_folders()]
    for place in places:
        if str(path_or_name).strip() and place.is_dir():
            return place
    names = sorted({found.parent.name for data in _data_folders() for found in data.glob("*/corpus.yml")})
    raise InputError(
        f"no corpus {str(path_or_name)!r}: looked for the folder {' and '.join(map(str, dict.fromkeys(places)))}, "
        f"expected a corpus folder or one of {', '.join(names) or '(none there yet)'}{suggest(path.name, tuple(names))}"
    )


def _data_folders() -> list[Path]:
    here = Path.cwd()
    found = [DATA, *(folder / "data" for folder in (here, *here.parents))]
    return [data for data in dict.fromkeys(found) if data.is_dir()]


def load_corpus(path_or_name: str | Path, originals: str | Path | None = None) -> Corpus:
    """The crisis and all reports of a corpus folder, sorted by id.

    Parameters
    ----------
    path_or_name : str or Path
        A folder, or the name of one in the project's `data` folder.
    originals : str or Path, optional
        A folder with originals. Each abstract whose `original_sha256` a file there has is read from that file, with the
        abstract's metadata; its id is in `Corpus.originals_found`.

    Raises
    ------
    InputError
        For whatever a person can get wrong in the folder; each names the file and the field.
    """
    folder = find_corpus(path_or_name)
    crisis = read_crisis(folder)
    reports = tuple(sorted(iter_reports(folder, crisis, originals), key=lambda report: report.article))
    if not reports:
        refuse_empty(folder)
    found = tuple(report.article for report in reports if report.from_original)
    return Corpus(folder, crisis, reports, found)


def iter_reports(folder: Path, crisis: Crisis, originals: str | Path | None = None) -> Iterator[Report]:
    """Each report of a folder in turn, in the order of `find_files`; only one is held at a time.

    Raises
    ------
    InputError
        At the first report with something wrong, among it an id that an earlier one has (both are named).
    """
    at_hand = {} if originals is None else find_originals(originals)
    seen: dict[str, str] = {}
    for delivered in iter_delivered(folder):
        report = read_report(delivered, crisis, at_hand)
        if report.article in seen:
            refuse_twice(report.article, seen[report.article], delivered.source)
        seen[report.article] = delivered.source
        yield report


def refuse_empty(folder: Path) -> NoReturn:
    """Raise `InputError` for a corpus without a report."""
    raise InputError(
        f"{folder}: no report, expected articles/*{', *'.join((*SUFFIXES, *MANY))} or articles.jsonl"
    )


def refuse_twice(article: str, first: str, second: str) -> NoReturn:
    """Raise `InputError` for an id that two reports have, each named by its source."""
    raise InputError(
        f"{second}: the id {article!r} is that of {first}, expected an id of its own for each report"
    )


def find_originals(folder: str | Path) -> dict[str, Path]:
    """The files of a folder by their sha256; of equal files the first by name."""
    if not Path(folder).is_dir():
        raise InputError(
            f"no folder {str(folder)!r} with originals, expected one with the reports as delivered"
        )
    files = sorted((path for path in Path(folder).iterdir() if path.is_file()), reverse=True)
    return {hashlib.sha256(read_bytes(path)).hexdigest(): path for path in files}


def find_files(folder: Path) -> list[Path]:
    """The files of a corpus in the order in which they are read: single reports by name, then those with many by path.

    Files with many reports lie in `articles/`, also in folders of it, or are `articles.jsonl` and `articles.parquet`, each of
    which may be a folder of parts. What begins with a dot or an underscore is no part: other programs' notes have such names.
    """
    articles = folder / "articles"
    single = [
        path
        for path in sorted(articles.iterdir() if articles.is_dir() else ())
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(".")
    ]
    places = (articles, *(articles.with_suffix(suffix) for suffix in MANY))
    many = [
        path
        for place in places
        for path in ([place] if place.is_file() else sorted(place.rglob("*")))
        if path.suffix in MANY
        and path.is_file()
        and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
    ]
    return [*single, *many]


def iter_delivered(folder: Path) -> Iterator[Delivered]:
    """Each report of a folder as it lies there, in the order of `find_files`; only one is held at a time."""
    for path in find_files(folder):
        if path.suffix in MANY:
            yield from MANY[path.suffix](path)
        else:
            yield read_file(path)


def read_file(path: Path) -> Delivered:
    """A report's file: its front matter, where it has one, and the text below."""
    content = read_bytes(path)
    sha256 = hashlib.sha256(content).hexdigest()
    if path.suffix.lower() in (".html", ".htm"):
        return Delivered(str(path), _decode_html(content, str(path)), {"id": path.stem}, sha256, html=True)
    head, text = split_front_matter(decode(content, str(path)), str(path))
    return Delivered(str(path), text, {"id": path.stem, **head}, sha256)


DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)


def _decode_html(content: bytes, where: str) -> str:
    """A page may declare another encoding than UTF-8; then it is read in that one."""
    declared = DECLARED.search(content[:4096])
    try:
        return decode(content, where)
    except InputError:
        try:
            return decode(content.decode(declared.group(1).decode()).encode(), where)
        except (AttributeError, LookupError, UnicodeError):
            pass
        raise


HTML = re.compile(r"\s{0,20}<(?:!doctype html|html)\b", re.IGNORECASE)
FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str, where: str) -> tuple[dict[str, str], str]:
    r"""The fields of the front matter, and the text below it.

    >>> split_front_matter("---\nid: a\n---\nOne.", "a.md")
    ({'id': 'a'}, 'One.')
    >>> split_front_matter("One.", "a.txt")
    ({}, 'One.')
    """
    found = FRONT_MATTER.match(text)
    if not found or not re.match(r"\s*[\w\"'#]+.*:", found.group(1) + ":"):
        return {}, text
    fields = parse_front_matter(found.group(1), f"{where}: front matter") if found.group(1).strip() else {}
    check_keys(fields, FIELDS, f"{where}: front matter")
    return text_fields(fields, f"{where}: front matter"), text[found.end() :]


def read_report(delivered: Delivered, crisis: Crisis, originals: Mapping[str, Path]) -> Report:
    """The report without its page; in place of an abstract its original, where `originals` has it."""
    where, fields = delivered.source, delivered.fields
    original = _sha256(fields.get("original_sha256", ""), where)
    if original in originals:
        whole = read_file(originals[original])
        as_own = {
            **whole.fields,
            **{name: value for name, value in fields.items() if name != "original_sha256"},
        }
        return replace(read_report(replace(whole, fields=as_own), crisis, {}), from_original=True)
    given = _published(fields, where)
    read = read_html if delivered.html or HTML.match(delivered.text) else read_page
    page = read(delivered.text, crisis, fields.get("headline", ""))
    if not page.text:
        raise InputError(f"{where}: an empty report, expected its text")
    published = given or find_published(page, crisis, fields.get("url", ""))
    return _report(delivered, page, published, original)


def _report(delivered: Delivered, page: Page, published: Published, original: str) -> Report:
    fields = delivered.fields
    return Report(
        article=_article(fields.get("id", ""), delivered.source),
        text=page.text,
        publisher=fields.get("publisher", ""),
        headline=fields.get("headline", "") or page.headline,
        url=fields.get("url", ""),
        byline=fields.get("byline", "") or page.byline,
        pub_first=published.first,
        pub_last=published.last,
        pub_basis=published.basis,
        sha256=original or delivered.sha256,
        abstract=bool(original),
        source=delivered.source,
        kinds=page.kinds,
    )


def _article(name: str, where: str) -> str:
    if not name or len(name) > 200 or not name.isprintable():
        raise InputError(f"{where}: id is {show(name)}, expected up to 200 characters on one line")
    return name


def _sha256(value: str, where: str) -> str:
    if value and not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise InputError(f"{where}: original_sha256 is {show(value)}, expected 64 hexadecimal digits")
    return value.lower()


def _published(fields: Mapping[str, str], where: str) -> Published | None:
    """The publication day that the metadata give; None where they leave it to the page.

    A basis may say more after a colon: ``inferred: the statement is dated 18 January``.
    """
    basis = fields.get("published_basis", "").partition(":")[0].strip()
    if basis and basis not in PUBLICATION_BASES:
        raise InputError(
            f"{where}: published_basis {show(basis)} is not one of {', '.join(PUBLICATION_BASES)}"
        )
    if not fields.get("published"):
        if basis not in ("", "unknown"):
            raise InputError(
                f"{where}: published is empty, expected a date, since published_basis is {basis!r}"
            )
        return Published() if basis else None
    day = parse_day(fields["published"], f"{where}: published")
    return Published(day, day, basis or "stated")
