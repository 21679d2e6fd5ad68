"""A corpus folder, right and wrong: what is read, what is refused and how, what is doubted, and how a new one starts."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.corpus import find_corpus, iter_reports, load_corpus
from analysis.sources.crisis import parse_crisis, read_crisis
from analysis.tables.checks import check_corpus, new_corpus
from analysis.vocabulary import ARTICLE_COLUMNS, InputError

MADE_UP = Path(__file__).parent / "corpus"
CRISIS = "title: A\nhost: Fiji\nstart: 2031-03-03\nend: 2031-03-31\n"
TEXT = "Two people were killed in Fiji on Sunday, the police said."


@pytest.fixture
def folder(tmp_path):
    """A corpus with a crisis and no report yet."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "corpus.yml").write_text(CRISIS)
    return tmp_path


def write(folder, name, content):
    path = folder / "articles" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_lines(folder, *lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "articles.jsonl").write_text(text, encoding="utf-8")


def refusal(folder, **options):
    with pytest.raises(InputError) as refused:
        load_corpus(folder, **options)
    message = str(refused.value)
    assert "\n" not in message and "expected" in message or " is not one of " in message, message
    return message


# --- what is read ---


def test_made_up_corpus_is_read_whole():
    corpus = load_corpus(MADE_UP)
    assert [r.article for r in corpus.reports] == [
        "agency", "broadcaster", "daily", "gazette", "line-notice", "line-undated",
    ]  # fmt: skip
    assert corpus.crisis.contributors == ("Tonga", "Samoa", "Vanuatu")
    assert corpus.crisis.aliases["PSF"] == ("Pacific Support Force", "support force")
    assert corpus.originals_found == ()


def test_numbers_of_the_page_are_not_in_the_text():
    text = "\n".join(report.text for report in load_corpus(MADE_UP).reports)
    for number in ("45", "90", "1,000", "5,000", "2032"):
        assert number not in text
    for words in (
        "Some 420 soldiers",
        "17 people",
        "150 soldiers",
        "no more than 14 days",
        "At least 21 people",
    ):
        assert words in text


def test_publication_days_and_how_they_are_known():
    known = {r.article: (r.pub_first, r.pub_last, r.pub_basis) for r in load_corpus(MADE_UP).reports}
    assert known == {
        "agency": (date(2031, 3, 7), date(2031, 3, 7), "stated"),
        "broadcaster": (date(2031, 3, 10), date(2031, 3, 10), "catalogued"),
        "daily": (date(2031, 3, 12), date(2031, 3, 12), "stated"),
        "gazette": (date(2031, 3, 18), date(2031, 3, 18), "stated"),
        "line-notice": (date(2031, 3, 22), date(2031, 3, 22), "stated"),
        "line-undated": (date(2031, 3, 20), None, "inferred"),
    }


def test_sentences_stand_where_they_say():
    for report in load_corpus(MADE_UP).reports:
        assert report.sentences is report.sentences
        assert all(report.text[s.start : s.end] == s.text for s in report.sentences)


def test_articles_are_one_row_per_report():
    articles = load_corpus(MADE_UP).articles
    assert tuple(articles.columns) == ARTICLE_COLUMNS
    assert list(articles["pub_last"]) == [
        "2031-03-07",
        "2031-03-10",
        "2031-03-12",
        "2031-03-18",
        "2031-03-22",
        "",
    ]
    assert articles["characters"].tolist() == [len(r.text) for r in load_corpus(MADE_UP).reports]
    assert {str(articles[name].dtype) for name in ARTICLE_COLUMNS if name != "characters"} == {"str"}


def test_order_of_files_changes_nothing(folder):
    for name in ("b", "a"):
        write(folder, f"{name}.txt", f"{TEXT} {name}")
    write_lines(folder, {"id": "aa", "text": TEXT})
    assert [r.article for r in load_corpus(folder).reports] == ["a", "aa", "b"]


def test_adding_a_report_changes_no_other(folder):
    write(folder, "a.txt", TEXT)
    before = load_corpus(folder).reports
    write(folder, "b.txt", TEXT + " More.")
    assert load_corpus(folder).reports[:1] == before


def test_reports_are_streamed_one_by_one(folder):
    write_lines(folder, *({"id": str(n), "text": TEXT} for n in range(3)), "not JSON")
    reports = iter_reports(folder, read_crisis(folder))
    assert [next(reports).article for _ in range(3)] == ["0", "1", "2"]


def test_front_matter_goes_before_what_the_page_says(folder):
    head = "---\nid: 007\nheadline: No\npublished: 2031-03-09\npublished_basis: 'catalogued: archive'\nbyline: Ann\n---\n"
    write(folder, "x.md", head + f"Calm in the port\n\nBy Jan Little\n\nPORT, March 5 (AB) - {TEXT}")
    (report,) = load_corpus(folder).reports
    assert (report.article, report.headline, report.byline) == ("007", "No", "Ann")
    assert (report.pub_first, report.pub_basis) == (date(2031, 3, 9), "catalogued")


@pytest.mark.parametrize("published", [None, "", "2031-03-09", "2031-03-09T10:00:00Z"])
def test_published_of_a_line_may_be_empty_or_have_a_time(folder, published):
    write_lines(folder, {"id": "a", "text": TEXT, "published": published, "language": "en", "n": 5})
    (report,) = load_corpus(folder).reports
    assert report.pub_first == (date(2031, 3, 9) if published else None)


def test_line_ends_and_byte_order_marks_are_no_text(folder):
    write(folder, "a.txt", b"\xef\xbb\xbf" + f"Calm in the port\r\n\r\n{TEXT}\r\n".encode())
    (report,) = load_corpus(folder).reports
    assert report.text == f"Calm in the port\n\n{TEXT}"


def test_broken_characters_in_a_line_do_no_harm(folder):
    write_lines(folder, '{"id": "a", "text": "Two died\\u0000 in Fiji\\ud800, the police said on Sunday."}')
    load_corpus(folder).reports[0].text.encode("utf-8")


def test_rule_at_the_top_of_a_text_is_no_front_matter(folder):
    write(folder, "a.txt", f"---\n{TEXT}\n---\nMore was not said on Sunday.")
    assert TEXT in load_corpus(folder).reports[0].text


def test_page_in_another_encoding_is_read_in_it(folder):
    page = (
        f'<html><head><meta charset="iso-8859-1"></head><body><p>{TEXT} Café owners left.</p></body></html>'
    )
    write(folder, "a.html", page.encode("latin-1"))
    assert "Café" in load_corpus(folder).reports[0].text


def test_page_source_in_a_line_is_read_as_a_page(folder):
    write_lines(
        folder, {"id": "a", "text": f"<!DOCTYPE html><html><body><nav>Home</nav><p>{TEXT}</p></body></html>"}
    )
    assert load_corpus(folder).reports[0].text == TEXT


def test_hidden_and_foreign_files_are_left_alone(folder):
    write(folder, "a.txt", TEXT)
    write(folder, ".a.txt.swp", b"\xff")
    write(folder, "photo.jpg", b"\xff\xd8")
    assert len(load_corpus(folder).reports) == 1


# --- originals ---

ORIGINAL = (
    b"Calm in the port\n\nNot an abstract: 12 people were killed in Fiji on Sunday, police said.\n\nImage: AP"
)


def write_abstract(folder, **fields):
    fields = {"original_sha256": hashlib.sha256(ORIGINAL).hexdigest(), "published": "2031-03-09", **fields}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    write(folder, "a.md", f"---\n{head}---\nAn abstract: 12 people were killed in Fiji.")


def test_original_is_read_in_place_of_its_abstract(folder, tmp_path_factory):
    write_abstract(folder, id="own-id", publisher="Gazette")
    (abstract,) = load_corpus(folder).reports
    assert abstract.abstract and abstract.text.startswith("An abstract")
    originals = tmp_path_factory.mktemp("originals")
    (originals / "whatever.txt").write_bytes(ORIGINAL)
    corpus = load_corpus(folder, originals=originals)
    (report,) = corpus.reports
    assert not report.abstract and "Not an abstract" in report.text and "Image" not in report.text
    assert (report.article, report.publisher, report.pub_first) == ("own-id", "Gazette", date(2031, 3, 9))
    assert report.sha256 == abstract.sha256 == hashlib.sha256(ORIGINAL).hexdigest()
    assert corpus.originals_found == ("own-id",)


def test_original_that_is_not_there_leaves_the_abstract(folder, tmp_path_factory):
    write_abstract(folder)
    corpus = load_corpus(folder, originals=tmp_path_factory.mktemp("originals"))
    assert corpus.originals_found == () and corpus.reports[0].abstract


def test_folder_of_originals_must_be_there(folder):
    write_abstract(folder)
    assert "no folder 'nowhere'" in refusal(folder, originals="nowhere")


# --- what is refused ---


def test_no_such_corpus_says_where_it_looked():
    with pytest.raises(
        InputError, match=r"no corpus 'nowhere-1999': looked for the folder nowhere-1999 and .*data"
    ):
        find_corpus("nowhere-1999")
    with pytest.raises(InputError, match="no corpus ''"):
        find_corpus("")


def test_near_name_of_a_corpus_is_suggested(tmp_path, monkeypatch):
    shutil.copytree(MADE_UP, tmp_path / "data" / "fiji-2031")
    monkeypatch.chdir(tmp_path)
    assert find_corpus("fiji-2031").name == "fiji-2031"
    with pytest.raises(InputError, match="did you mean 'fiji-2031'"):
        find_corpus("fiji-2013")


def test_corpus_without_description_or_reports(tmp_path, folder):
    assert "no report" in refusal(folder)
    (folder / "corpus.yml").unlink()
    assert "corpus.yml: no such file" in refusal(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "corpus.yml line 1: not YAML"),
        ("- a\n- b", "corpus.yml: ['a', 'b'], expected lines"),
        ("", "corpus.yml: None, expected lines"),
        (
            CRISIS + "contributers: [Tonga]",
            "'contributers' is not one of title, host, coalition, contributors, start",
        ),
        (CRISIS + "contributers: [Tonga]", "did you mean 'contributors'?"),
        (CRISIS + "contributors: Tonga", "corpus.yml: contributors is 'Tonga', expected a list"),
        (
            CRISIS + "contributors: [Tonga, No]",
            "contributors, item 2 is False, expected text, in quotation marks",
        ),
        (CRISIS + "aliases: [PSF]", "aliases is ['PSF'], expected lines"),
        (CRISIS + "aliases: {PSF: force}", "aliases, 'PSF' is 'force', expected a list"),
        (CRISIS + "coalition: 5", "coalition is 5, expected text"),
        (CRISIS + "title: B", "the key 'title' twice"),
        (CRISIS.replace("host: Fiji\n", ""), "host is missing"),
        (CRISIS.replace("2031-03-31", "2031-02-30"), "end '2031-02-30' is not a date, expected YYYY-MM-DD"),
        (CRISIS.replace("2031-03-31", "31 March"), "end '31 March' is not a date"),
        (CRISIS.replace("2031-03-31", "[2031]"), "end [2031] is not a date"),
        (CRISIS.replace("2031-03-31", "2030-03-31"), "end 2030-03-31 is before start 2031-03-03"),
        ("a: &a [x, x]\nb: *a", "a reference (*a)"),
        ("[" * 5000, "not YAML"),
        ("a: !!python/object/apply:os.system [ls]", "not YAML"),
        ("? [a]\n: b", "not YAML"),
    ],
)
def test_wrong_description_is_refused_by_field(folder, text, said):
    (folder / "corpus.yml").write_text(text)
    write(folder, "a.txt", TEXT)
    assert said in refusal(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "", "a.txt: an empty report"),
        ("a.txt", " \n\n", "a.txt: an empty report"),
        ("a.md", "---\nid: a\n---\n", "a.md: an empty report"),
        ("a.html", "<html></html>", "a.html: an empty report"),
        ("a.txt", b"caf\xe9", "a.txt: byte 4 is not UTF-8"),
        ("a.txt", TEXT.encode("utf-16"), "a.txt: byte 1 is not UTF-8"),
        ("a.html", b"<p>caf\xe9 owners</p>", "a.html: byte 7 is not UTF-8"),
        ("a.txt", b"PK\0\3", "a.txt: character 3 is NUL"),
        ("a.md", f"---\npublised: 2031-03-04\n---\n{TEXT}", "a.md: front matter: 'publised' is not one of"),
        ("a.md", f"---\npublised: 2031-03-04\n---\n{TEXT}", "did you mean 'published'?"),
        ("a.md", f"---\npublished: 4 March\n---\n{TEXT}", "a.md: published '4 March' is not a date"),
        ("a.md", f"---\npublisher: [a]\n---\n{TEXT}", "front matter: publisher is ['a'], expected text"),
        (
            "a.md",
            f"---\npublished_basis: guessed\n---\n{TEXT}",
            "published_basis 'guessed' is not one of stated",
        ),
        ("a.md", f"---\npublished_basis: stated\n---\n{TEXT}", "published is empty"),
        ("a.md", f"---\noriginal_sha256: abc\n---\n{TEXT}", "original_sha256 is 'abc', expected 64"),
        ("a.md", f"---\nid: [\n---\n{TEXT}", "a.md: front matter line 2: not YAML"),
    ],
)
def test_wrong_report_is_refused_by_file_and_field(folder, name, content, said):
    write(folder, name, content)
    assert said in refusal(folder)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "articles.jsonl line 2: not JSON"),
        ("[1]", "articles.jsonl line 2: [1], expected an object"),
        ({"id": "a"}, "articles.jsonl line 2: text is missing"),
        ({"text": TEXT}, "articles.jsonl line 2: id is missing"),
        ({"id": "a", "text": 5}, "line 2: text is 5, expected text"),
        ({"id": ["a"], "text": TEXT}, "line 2: id is ['a'], expected text"),
        ({"id": "a\nb", "text": "  \n "}, "line 2: an empty report"),
        ({"id": "a", "text": TEXT, "published": "soon"}, "line 2: published 'soon' is not a date"),
        ({"id": "a", "text": TEXT, "publishd": "2031-03-04"}, "did you mean 'published'?"),
        ("[" * 100_000, "line 2: not JSON"),
    ],
)
def test_wrong_line_is_refused_by_its_number(folder, line, said):
    write_lines(folder, "", line)
    assert said in refusal(folder)


def test_two_reports_with_one_id_are_both_named(folder):
    write(folder, "a.txt", TEXT)
    write_lines(folder, {"id": "a", "text": TEXT})
    message = refusal(folder)
    assert "articles.jsonl line 1" in message and "a.txt" in message and "'a'" in message


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_description_is_read_or_refused(text):
    for source in (text, CRISIS + text):
        try:
            parse_crisis(source, "corpus.yml")
        except InputError as refused:
            assert str(refused).startswith("corpus.yml")


# --- what is doubted ---


def doubts(folder):
    return [finding.what for finding in check_corpus(load_corpus(folder))]


LONG = TEXT + " The government of Fiji asked its neighbours for help. " * 4


def test_nothing_is_doubtful_in_a_plain_corpus(folder):
    write_lines(folder, {"id": "a", "text": LONG, "published": "2031-03-09"})
    assert doubts(folder) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": LONG}, "no publication date"),
        ({"text": LONG, "published": "2019-03-09"}, "published 2019-03-09, outside the crisis's period"),
        (
            {"text": LONG, "url": "https://a.example/2031/03/x"},
            "not before 2031-03-01 and not after 2031-03-31",
        ),
        (
            {"text": LONG.replace("Fiji", "Peru"), "published": "2031-03-09"},
            "names neither Fiji nor the coalition",
        ),
        ({"text": TEXT, "published": "2031-03-09"}, "only 58 characters"),
    ],
)
def test_doubtful_report_is_named(folder, line, said):
    write_lines(folder, {"id": "a", **line})
    (what,) = doubts(folder)
    assert said in what


def test_demonym_of_the_host_names_it(folder):
    write_lines(
        folder, {"id": "a", "text": LONG.replace("Fiji", "the Fijian capital"), "published": "2031-03-09"}
    )
    assert doubts(folder) == []


def test_copies_and_unknown_countries_are_doubted(folder):
    (folder / "corpus.yml").write_text(CRISIS + "contributors: [Tonga, Tonga, Atlantis, Fiji]")
    write_lines(folder, *({"id": name, "text": LONG, "published": "2031-03-09"} for name in "ab"))
    assert [what.split(":")[0] for what in doubts(folder)] == [
        "contributors 'Atlantis' is not a known country", "contributors names 'Tonga' twice",
        "host 'Fiji' is also one of contributors", "the same text as 'a'",
    ]  # fmt: skip


def test_one_alias_for_two_names_is_an_error(folder):
    (folder / "corpus.yml").write_text(CRISIS + "aliases: {A: [force], B: [Force]}")
    write_lines(folder, {"id": "a", "text": LONG, "published": "2031-03-09"})
    assert [finding.severity for finding in check_corpus(load_corpus(folder))] == ["error"]


# --- a new one ---


def test_new_corpus_starts_with_a_description_to_fill_in(tmp_path):
    written = new_corpus(tmp_path / "data" / "new")
    assert sorted(path.name for path in written) == ["README.md", "corpus.yml"]
    assert "start is missing" in refusal(tmp_path / "data" / "new")
    text = (tmp_path / "data" / "new" / "corpus.yml").read_text()
    filled = (
        text.replace('title: ""', "title: A").replace('host: ""', "host: Fiji").replace('coalition: ""', "")
    )
    filled = filled.replace("start: ", "start: 2031-03-03").replace("end:", "end: 2031-03-31")
    assert parse_crisis(filled, "corpus.yml").host == "Fiji"


def test_new_corpus_overwrites_nothing(tmp_path):
    (tmp_path / "corpus.yml").write_text("mine")
    with pytest.raises(InputError, match=r"corpus\.yml: is there already"):
        new_corpus(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["corpus.yml"]
    assert (tmp_path / "corpus.yml").read_text() == "mine"
