"""The five abstracts of the shipped corpus: ours in wording, the reports' in every figure, date and hedge.

What needs the reports themselves runs where they are at hand: `make test ORIGINALS=folder`, or the environment variable
`CONTESTED_ORIGINALS`.
"""

import hashlib
import os
import re
from pathlib import Path

import pytest
import yaml

import analysis
from analysis.vocabulary import PUBLICATION_BASES

CORPUS = Path(__file__).resolve().parents[1] / "data" / "kazakhstan-2022"
ABSTRACTS = sorted((CORPUS / "articles").glob("*.md"))
ORIGINALS = os.environ.get("CONTESTED_ORIGINALS")

needs_originals = pytest.mark.skipif(
    not ORIGINALS, reason="the reports themselves are not at hand (CONTESTED_ORIGINALS names no folder)"
)
each_abstract = pytest.mark.parametrize("abstract", ABSTRACTS, ids=lambda path: path.stem)

NEEDED = {"id", "publisher", "headline", "published", "published_basis", "original_sha256"}
ALLOWED = NEEDED | {"url", "byline"}

CLAIM_FIELDS = ["article", "measure", "who", "value", "low", "high", "qualifier", "quote"]
EVENT_FIELDS = ["article", "event", "who", "start", "end", "status"]

LONGEST_SHARED_RUN = 7
FIGURE_OR_DATE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:two|four|six|ten|forty|thousands|january|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)


def read_abstract(path):
    """Front matter and body of one abstract."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def read_original(front):
    """The report whose fingerprint the abstract's front matter gives."""
    for path in sorted(Path(ORIGINALS).iterdir()):
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == front["original_sha256"]:
            return content.decode("utf-8")
    pytest.fail(f"{ORIGINALS}: no file has the sha256 {front['original_sha256']}")


def find_words(text):
    """The words of a text without the case of their letters; a number with its commas or points is one word."""
    return re.findall(r"\d+(?:[.,]\d+)*|\w+(?:'\w+)*", text.replace("’", "'").casefold())


def find_copied_runs(abstract, original):
    """Runs of eight words that both texts have, whatever the case of letters and the punctuation between them."""
    size = LONGEST_SHARED_RUN + 1
    ours, theirs = find_words(abstract), find_words(original)
    known = {tuple(theirs[i : i + size]) for i in range(len(theirs) - size + 1)}
    return [" ".join(ours[i : i + size]) for i in range(len(ours)) if tuple(ours[i : i + size]) in known]


def list_rows(rows, columns):
    """The rows as sorted lines of text, so that two tables can be compared whatever their order."""
    return sorted(rows[columns].to_csv(index=False, header=False).splitlines())


def test_five_reports_have_an_abstract():
    assert len(ABSTRACTS) == 5


@each_abstract
def test_front_matter_says_where_the_report_is_from(abstract):
    front, body = read_abstract(abstract)
    assert set(front) >= NEEDED, f"{abstract.name} lacks {NEEDED - set(front)}"
    assert set(front) <= ALLOWED, f"{abstract.name} has more than {ALLOWED}"
    assert front["id"] == abstract.stem
    assert front["published_basis"].split(":")[0] in PUBLICATION_BASES
    assert re.fullmatch(r"[0-9a-f]{64}", front["original_sha256"])
    assert len(body) > 800


def test_loaded_as_abstracts_and_not_as_reports():
    assert [report.abstract for report in analysis.load_corpus(CORPUS).reports] == [True] * len(ABSTRACTS)


@each_abstract
def test_file_says_that_it_is_an_abstract_and_quotes_nobody_at_length(abstract):
    _, body = read_abstract(abstract)
    assert "# The text below is our abstract, in our own words." in abstract.read_text(encoding="utf-8")
    assert not {"“", "”", '"'} & set(body)


@needs_originals
def test_reports_at_hand_are_read_in_place_of_their_abstracts():
    corpus = analysis.load_corpus(CORPUS, originals=ORIGINALS)
    assert len(corpus.originals_found) == len(ABSTRACTS)
    assert not any(report.abstract for report in corpus.reports)


def test_a_copied_sentence_is_noticed():
    sentence = "the curfew will be lifted in all of the towns on Friday"
    assert find_copied_runs(f"He said {sentence}.", f"Officials hope that {sentence}, they said.")
    assert not find_copied_runs("On Friday they will lift the curfew in all of the towns.", sentence)


@needs_originals
@each_abstract
def test_no_sentence_of_the_report_is_in_its_abstract(abstract):
    front, body = read_abstract(abstract)
    assert find_copied_runs(body, read_original(front)) == []


@needs_originals
@each_abstract
def test_figures_and_dates_stand_in_the_reports_order(abstract):
    front, body = read_abstract(abstract)
    theirs = iter(word.casefold() for word in FIGURE_OR_DATE.findall(read_original(front)))
    ours = [word.casefold() for word in FIGURE_OR_DATE.findall(body)]
    assert [word for word in ours if word not in theirs] == []


@needs_originals
def test_abstracts_and_reports_give_the_same_claims():
    ours = analysis.extract_claims(analysis.load_corpus(CORPUS))
    theirs = analysis.extract_claims(analysis.load_corpus(CORPUS, originals=ORIGINALS))
    assert len(theirs) > 0
    assert list_rows(ours, CLAIM_FIELDS) == list_rows(theirs, CLAIM_FIELDS)


@needs_originals
def test_abstracts_and_reports_give_the_same_events():
    ours = analysis.extract_events(analysis.load_corpus(CORPUS))
    theirs = analysis.extract_events(analysis.load_corpus(CORPUS, originals=ORIGINALS))
    assert len(theirs) > 0
    assert list_rows(ours, EVENT_FIELDS) == list_rows(theirs, EVENT_FIELDS)


@needs_originals
@pytest.mark.parametrize("table", ["claims", "events"])
def test_words_that_carry_a_figure_or_a_date_are_the_reports_own(table):
    reports = analysis.load_corpus(CORPUS, originals=ORIGINALS).reports
    texts = {report.article: report.text for report in reports}
    rows = getattr(analysis, f"extract_{table}")(analysis.load_corpus(CORPUS))
    assert [row.words for row in rows.itertuples() if row.words not in texts[row.article]] == []
