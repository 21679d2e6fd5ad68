"""What is wrong or doubtful in a corpus, report by report; and the folder with which a new corpus starts.

What belongs here: what a person should look at before trusting what is read. What does not: input that cannot be read at
all, which is refused where it is read (`corpus`, `crisis`), and doubts about claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analysis.files import save_whole
from analysis.language.actors import country_names
from analysis.sources.corpus import Corpus, Report
from analysis.sources.crisis import Crisis
from analysis.vocabulary import InputError

# Reports on a crisis go on appearing for a while after its period.
AFTERWARDS = timedelta(60)
# A report of fewer characters is rather a headline, or what is left of a page that could not be read.
SHORT = 200


@dataclass(frozen=True)
class Finding:
    """Something wrong (`severity` is ``error``) or doubtful (``doubt``): where it is, and what it is."""

    severity: str
    where: str
    what: str


def check_corpus(corpus: Corpus) -> list[Finding]:
    """Everything wrong or doubtful about a corpus's description and its reports, in the order of `CHECKS`.

    Empty where there is nothing. A doubt says what follows from it.
    """
    return [finding for check in CHECKS for finding in check(corpus)]


def doubt_countries(corpus: Corpus) -> Iterator[Finding]:
    """A host or contributor that is not a known country: its demonym will not be read unless `aliases` gives it."""
    where, crisis = str(corpus.folder / "corpus.yml"), corpus.crisis
    for field, name in [("host", crisis.host), *(("contributors", name) for name in crisis.contributors)]:
        if name.lower() not in country_names() and name not in crisis.aliases:
            yield Finding(
                "doubt", where, f"{field} {name!r} is not a known country: give its other names under aliases"
            )


def doubt_roles(corpus: Corpus) -> Iterator[Finding]:
    """A country named twice, a host among the contributors, an alias of two names."""
    where, crisis = str(corpus.folder / "corpus.yml"), corpus.crisis
    for name in sorted(_repeated(crisis.contributors)):
        yield Finding("doubt", where, f"contributors names {name!r} twice")
    if crisis.host in crisis.contributors:
        yield Finding("doubt", where, f"host {crisis.host!r} is also one of contributors")
    spellings = [spelling.lower() for others in crisis.aliases.values() for spelling in set(others)]
    for spelling in sorted(_repeated(spellings)):
        yield Finding("error", where, f"aliases gives {spelling!r} to two names: expected one")


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}


def doubt_publication(corpus: Corpus) -> Iterator[Finding]:
    """A report without a known publication day, or with one outside the crisis's period."""
    for report in corpus.reports:
        if report.pub_first is None and report.pub_last is None:
            yield Finding(
                "doubt", report.source, "no publication date: its weekdays and 'yesterday' stay undated"
            )
        elif report.pub_first != report.pub_last:
            bounds = " and ".join(_bounds(report.pub_first, report.pub_last))
            yield Finding(
                "doubt", report.source, f"published on an unknown day, {bounds}: its weekdays stay undated"
            )
        elif not corpus.crisis.start <= report.pub_first <= corpus.crisis.end + AFTERWARDS:
            yield Finding(
                "doubt",
                report.source,
                f"published {report.pub_first}, outside the crisis's {_period(corpus)}",
            )


def _bounds(first: date | None, last: date | None) -> Iterator[str]:
    if first:
        yield f"not before {first}"
    if last:
        yield f"not after {last}"


def _period(corpus: Corpus) -> str:
    return f"period {corpus.crisis.start} to {corpus.crisis.end}"


def doubt_copies(corpus: Corpus) -> Iterator[Finding]:
    """A report with the text of another: what it says would count twice."""
    seen: dict[str, str] = {}
    for report in corpus.reports:
        letters = "".join(filter(str.isalnum, report.text)).casefold()
        if letters in seen:
            yield Finding(
                "doubt", report.source, f"the same text as {seen[letters]!r}: what it says counts twice"
            )
        seen.setdefault(letters, report.article)


def doubt_subject(corpus: Corpus) -> Iterator[Finding]:
    """A report that names neither the host nor the coalition: probably on something else."""
    names = tuple(spelling.lower() for spelling in _names(corpus.crisis))
    for report in corpus.reports:
        text = report.text.lower()
        if not any(name in text for name in names):
            yield Finding("doubt", report.source, f"names neither {corpus.crisis.host} nor the coalition")


def _names(crisis: Crisis) -> Iterator[str]:
    own = [crisis.host, *([crisis.coalition] if crisis.coalition else [])]
    for name in own:
        yield from (name, *crisis.aliases.get(name, ()))
    country = country_names().get(crisis.host.lower())
    yield from (spelling for spelling, name in country_names().items() if name == country)


def doubt_length(corpus: Corpus) -> Iterator[Finding]:
    """A report of a few words: perhaps only a page's frame was delivered."""
    for report in corpus.reports:
        if report.characters < SHORT:
            yield Finding(
                "doubt", report.source, f"only {report.characters} characters are left without page furniture"
            )


def doubt_abstracts(corpus: Corpus) -> Iterator[Finding]:
    """Abstracts and originals side by side: a reader should know which is which."""
    abstracts = [report for report in corpus.reports if report.abstract]
    if abstracts and len(abstracts) < len(corpus.reports):
        for report in corpus.reports:
            if not report.abstract and not report.from_original and _is_abstract_like(report, abstracts):
                yield Finding("doubt", report.source, "no original_sha256, unlike the abstracts beside it")


def _is_abstract_like(report: Report, abstracts: Iterable[Report]) -> bool:
    return Path(report.source).suffix in {Path(other.source).suffix for other in abstracts}


TEMPLATE = """\
# What the crisis is. Everything after a # is a remark and may go.

title: ""        # as it stands over the charts, e.g. Northland, March 2021
host: ""         # the country in which the crisis takes place
coalition: ""    # short name of the whole foreign force; take the line out where there is none
contributors: [] # countries that send personnel, e.g. [Southland, Westland]; may stay empty
start:           # first and last day of the crisis, YYYY-MM-DD; dates without a year take it from here
end:
aliases: {}      # other spellings, e.g. {NLF: [Northland Force, peace force], Southland: [Southlander]};
                 # demonyms of ordinary countries are known and need not be listed
"""
README = """\
Put one report a file into `articles/`: .txt, .html, or .md with lines such as `published: 2021-03-05` between two lines
`---` at its top. Or write `articles.jsonl`, one JSON object with "id" and "text" a line. Then describe the crisis in
`corpus.yml` and run `python -m analysis check` on this folder.
"""


def new_corpus(folder: str | Path) -> list[Path]:
    """The files of a new corpus folder: a commented `corpus.yml`, and a README; `articles/` is there and empty.

    Raises
    ------
    InputError
        If the folder already holds something that would have to be overwritten; then nothing is written.
    """
    folder = Path(folder)
    files = {folder / "corpus.yml": TEMPLATE, folder / "README.md": README}
    for path in (*files, folder / "articles"):
        if path.exists():
            raise InputError(f"{path}: is there already, expected a folder in which a corpus can start")
    try:
        (folder / "articles").mkdir(parents=True)
        for path, text in files.items():
            save_whole(path, text.encode())
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be written ({error.strerror}), expected a folder to write to"
        ) from None
    return list(files)


CHECKS: tuple[Callable[[Corpus], Iterator[Finding]], ...] = (
    doubt_countries,
    doubt_roles,
    doubt_publication,
    doubt_copies,
    doubt_subject,
    doubt_length,
    doubt_abstracts,
)
