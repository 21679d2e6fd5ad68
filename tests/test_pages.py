"""What of a delivered page is the report: the word list's examples, pages of our own making, publication days."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.crisis import parse_crisis
from analysis.sources.furniture import furniture_class, strip_credit
from analysis.sources.pages import find_published, read_html, read_page
from analysis.sources.publication import date_in_address, match_dateline, parse_page_date
from analysis.sources.sentences import KINDS, split_sentences
from analysis.vocabulary import read_lexicon

CRISIS = parse_crisis("title: A\nhost: Fiji\nstart: 2030-12-20\nend: 2031-01-31", "corpus.yml")
LEAD = "At least 12 people were killed in the port on Sunday, police said, and 300 soldiers were sent to the capital."
MORE = "The president told parliament that the force would stay for ten days and then leave the country."
LAST = "Shops opened again on Monday, and the curfew was lifted in all districts but one."


def page(*lines, headline=""):
    return read_page("\n\n".join(lines), CRISIS, headline)


def paragraphs(found):
    return found.text.split("\n\n") if found.text else []


# --- lines ---


@pytest.mark.parametrize(("phrase", "kind", "example"), read_lexicon("furniture"))
def test_example_of_the_word_list_is_furniture(phrase, kind, example):
    assert furniture_class(example) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed to no one, the minister said.",
        "Related articles of the treaty were suspended, the ministry said on Friday.",
        "Via a spokesman, the minister said that 12 people had died in the port.",
        "The unrest started two days ago.",
        "Copyright holders were among the 40 detained.",
        "The two sides hold opposing views.",
        "Share prices fell by 3 percent.",
        "More than 2,000 soldiers are in the port.",
        "Live rounds were fired at 30 protesters.",
        "Sources: 12 killed in port, said the paper.",
        "Image of the nation suffers, says the president.",
        "By Friday, 45 people had been detained.",
        "Editing by hand was forbidden in the camp, the 12 prisoners said.",
        "Home to 12,000 people, the port was empty.",
        "Updated figures put the dead at 17.",
        "Tonga: 150 soldiers",
    ],
)
def test_prose_is_no_furniture(line):
    assert furniture_class(line) == ""
    assert line in page("Calm returns to the port", LEAD, line, MORE).text


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("A soldier on guard. © Star / Jan Little", "A soldier on guard."),
        ("A soldier on guard in the port. Photo: AP", "A soldier on guard in the port."),
        ("A soldier on guard. (Photo by Jan Little / AFP)", "A soldier on guard."),
        ("Soldiers in the port. [Jan Little/Anadolu]", "Soldiers in the port."),
        ("A soldier on guard. Jan Little/Getty Images", "A soldier on guard."),
        ("Crowds were out on Thursday Source: Star/Facebook", "Crowds were out on Thursday"),
        ("It was over, the minister said.EFE", "It was over, the minister said."),
        ("The source: a minister of 12 years", "The source: a minister of 12 years"),
    ],
)
def test_credit_is_cut_from_its_caption(line, bare):
    assert strip_credit(line) == bare


# --- pages ---


def test_frame_of_a_page_is_not_the_report():
    found = page(
        "Skip to content", "Home World Sport Weather", "World", "Calm returns to the port", "Share", "By Jan Little",
        "4 January 2031", LEAD, "Advertisement", MORE, LAST, "Tags: port, unrest", "Leave a comment", "Harbour Gazette",
        "© 2031 Harbour Gazette. All rights reserved.", "This website uses cookies. Read our policy to find out more.",
    )  # fmt: skip
    assert paragraphs(found) == ["Calm returns to the port", LEAD, MORE, LAST]
    assert found.kinds == ("headline", "text", "text", "text")
    assert (found.headline, found.byline) == ("Calm returns to the port", "Jan Little")


@pytest.mark.parametrize(
    "inserted",
    [
        ["Read more", "Forty-five held in distant city"],
        ["Forty-five held in distant city", "Read more", "Forty-five held in distant city"],
        ["READ MORE: 45 held in distant city"],
        [
            "Forty-five held in distant city",
            "Police in a distant city held 45 people after the...",
            "see more",
        ],
        ["Forty-five held in distant city", "Police in a distant city held 45 people after the…"],
        ["Gazette.example: Fire in 45 shops laid by owners"],
        ["Related Articles", "45 held in distant city", "Storm kills 90 on coast"],
        ["Also read | 45 held in distant city"],
        ["Storm kills 90 on coast"],
        ["FILE PHOTO: Forty-five soldiers in the port, September 17, 2022."],
        ["Photo: Harbour Star 45"],
        ["Sign up for our newsletter, read by 45,000 people"],
    ],
)
def test_inserted_story_is_not_read(inserted):
    assert paragraphs(page("Calm returns to the port", LEAD, *inserted, MORE, LAST)) == [
        "Calm returns to the port", LEAD, MORE, LAST,
    ]  # fmt: skip


def test_two_inserted_titles_are_not_read():
    titles = ["Storm kills ninety on a distant coast", "Forty-five held in distant city after fire"]
    found = page("Calm returns to the port", LEAD, MORE, *titles, LAST, "It was calm.", "Ships came in.")
    assert "ninety" not in found.text and "Forty-five" not in found.text


@pytest.mark.parametrize(
    "after",
    [
        ["Marchers who called for 45 new laws tried in capital"],
        ["ab-cde/fgh/ij", "Related Articles", "Back to top button"],
        ["Top stories", "45 held in distant city", "Police in a distant city held 45 people."],
        ["Comments are closed."],
        ["14 comments", "They were 5,000 at least."],
        ["(Reporting by Jan Little; editing by Ann Large)"],
        ["– AAP"],
        ["Most Viewed", "-", "45 held in distant city"],
        ["Share this:", "Facebook Twitter WhatsApp"],
        ["Why are 45 people angry?"],
        ["Source", "Comment (0)"],
        [".a1{color:#fff}.a2{width:45px}.a3{width:90px;height:1000px}.a4::before{display:none}" * 3],
        ["harbour-gazette.example", "#port#unrest"],
    ],
)
def test_what_follows_the_report_is_not_read(after):
    assert paragraphs(page("Calm returns to the port", LEAD, MORE, LAST, *after)) == [
        "Calm returns to the port", LEAD, MORE, LAST,
    ]  # fmt: skip


def test_last_sentence_without_a_full_stop_stays():
    cut = "The office said that the warning has been withdrawn in all of the districts"
    assert page("Calm returns to the port", LEAD, MORE, cut).text.endswith(cut)
    assert page("Calm returns to the port", LEAD, MORE, "It is to stay for 14 days.EFE").text.endswith(
        "14 days."
    )


def test_widget_in_the_middle_does_not_end_the_report():
    found = page("Calm returns to the port", LEAD, "Top stories", "45 held in city", MORE, LAST)
    assert paragraphs(found)[1:] == [LEAD, MORE, LAST]


def test_caption_that_tells_what_happened_is_part_of_the_report():
    caption = "A guard looks at a shop in which three bodies were found on Friday."
    found = page("Calm returns to the port", LEAD, f"{caption} Photo: Harbour Star", MORE)
    assert dict(zip(paragraphs(found), found.kinds, strict=True))[caption] == "caption"


def test_subheads_and_lists_are_told_apart():
    items = ["- Tonga: 150 soldiers", "- Samoa: 120 soldiers"]
    found = page("Calm returns to the port", LEAD, "What next?", MORE, "Each country sent:", *items, LAST)
    assert found.kinds == (
        "headline",
        "text",
        "subhead",
        "text",
        "list heading",
        "list item",
        "list item",
        "text",
    )
    bare = page("Calm returns to the port", LEAD, "Each country sent:", "Tonga 150", "Samoa 120", MORE, LAST)
    assert bare.kinds[2:5] == ("list heading", "list item", "list item")


def test_headline_that_is_known_names_its_line():
    found = page(
        "Today in the world of news", "Calm returns to port", LEAD, MORE, headline="Calm returns to port"
    )
    assert paragraphs(found)[0] == "Calm returns to port"


def test_lines_cut_at_a_width_are_one_paragraph():
    cut = (
        "Some 420 soldiers landed in the port on Friday, two days\n"
        "after the government had asked for help, its ministry\nof defence said."
    )
    assert cut.replace("\n", " ") in page("Calm returns to the port", cut, MORE).text


def test_titles_of_like_length_are_not_one_paragraph():
    titles = "Forty-five held in a distant city over old harbour case\nNinety die as storm hits a distant coast once again today"
    titles += "\nSixty ships are lost at sea and nobody says where they are"
    assert "Forty-five" not in page("Calm returns to the port", LEAD, MORE, titles).text


def test_headline_is_not_joined_to_the_line_below():
    found = read_page(f"Port quiet, says president, as more help sails in\nPhoto: Star\n{LEAD}", CRISIS)
    assert found.headline == "Port quiet, says president, as more help sails in"


def test_paragraphs_on_lines_of_their_own_stay_apart():
    found = read_page("\n".join(["Calm returns to the port", LEAD, MORE, LAST]), CRISIS)
    assert paragraphs(found) == ["Calm returns to the port", LEAD, MORE, LAST]


def test_marks_of_markdown_and_html_are_no_text():
    source = "# Calm returns to the port\n\n**At least** [12 people](https://a.example/b) were killed&nbsp;there, police said."
    assert paragraphs(read_page(source, CRISIS))[1] == "At least 12 people were killed there, police said."


def test_paragraphs_of_html_in_a_text_stay_apart():
    assert paragraphs(read_page(f"<p>Calm in the port</p><p>{LEAD}</p><p>{MORE}</p>", CRISIS))[1:] == [
        LEAD,
        MORE,
    ]


def test_odd_spaces_become_plain_and_what_has_no_width_goes():
    assert (
        "1 495 soldiers"
        in page("Calm in the port", "Some 1\u202f495\u00a0sol\u00addiers came\u200b to the port.").text
    )


def test_lines_cut_at_a_width_are_joined_although_titles_stand_between_them():
    cut = """May 26 (AB) -- Fiji is sending more police officers to the
port of Suva, and Tonga has joined in, after nine guards were
hurt in new violence near the market, the ministry said.
About 180 Tongan officers, with two boats and a helicopter,
will be in the country by late today, the defence ministry
wrote in a statement. Fiji has 150 more soldiers in reserve.
Market Reopens
The market had been shut since Tuesday, when several hundred
people set fire to stalls and shops along the main road of it."""
    text = page("Calm in the port", cut).text
    assert "sending more police officers to the port of Suva" in text
    assert "the defence ministry wrote in a statement" in text
    assert "Market Reopens\n\nThe market" in text


def test_a_sentence_cut_by_an_empty_line_is_one():
    text = page(
        "Calm in the port",
        "As of 29 April the regional community has officially begun its\n\nwithdrawal from the port.\n\nby A. Writer",
    ).text
    assert "has officially begun its withdrawal from the port." in text


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([LEAD, "Read more", "Title here", "", "...", "- a", "By X", "©"]))
    )
)
def test_any_page_is_read_without_an_error(source):
    text = source if isinstance(source, str) else "\n".join(source)
    found = read_page(text, CRISIS)
    find_published(found, CRISIS, text[:200])
    sentences = split_sentences(found.text, found.kinds)
    assert {sentence.kind for sentence in sentences} <= set(KINDS)
    assert len(paragraphs(found)) == len(found.kinds)
    assert all(found.text[s.start : s.end] == s.text for s in sentences)


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_html_is_read_without_an_error(source):
    read_html(f"<html><body><p>{source}</p></body></html>", CRISIS)


# --- publication days ---


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11 Jan, 2031 08:16", date(2031, 1, 11)),
        ("Updated: Nov 27, 2030, 04:26 UTC", date(2030, 11, 27)),
        ("November 29, 2030", date(2030, 11, 29)),
        ("Staff Writer November 29, 2030 2 min read", date(2030, 11, 29)),
        ("By RNZ.co.nz - 1 December 2030", date(2030, 12, 1)),
        ("Published on Monday, 6th January 2031", date(2031, 1, 6)),
        ("Jan Little | 20.01.2031", date(2031, 1, 20)),
        ("2031-01-05T08:00", date(2031, 1, 5)),
        ("THU, 16 JAN 2031 LISTEN", date(2031, 1, 16)),
        ("Friday 17 January 2031 | Written by RNZ | Published in World, Regional", date(2031, 1, 17)),
        ("Nov 09, 2030 • • < 1 minute read", date(2030, 11, 9)),
        ("01/05/2031", date(2031, 1, 5)),
        ("01/02/2031", None),
        ("13/01/2031", date(2031, 1, 13)),
        ("31 February 2031", None),
        ("Soldiers in the port, September 17, 2022", None),
        ("The mandate ends on January 9, 2031", None),
        ("Jan 5", None),
    ],
)
def test_line_that_holds_the_page_date(line, day):
    found = parse_page_date(line, CRISIS)
    assert (found and found[0]) == day


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("MELBOURNE, Nov. 28 (Reuters) – It was calm.", "Nov. 28"),
        ("Nur-Sultan, Jan 13 (EFE).- It was calm.", "Jan 13"),
        ("(ANSA – AFP) – Honiara, Nov. 29 – It was calm.", "Nov. 29"),
        ("BEIJING, Jan. 5 (Xinhua) -- It was calm.", "Jan. 5"),
        ("MOSCOW, January 5. /TASS/. It was calm.", "January 5"),
        ("RUSTENBURG, 29 July (ANA) — It was calm.", "29 July"),
        ("New York, January 5, 2031 (AP) - It was calm.", "January 5, 2031"),
        ("MOSCOW (Star / Sputnik - 05th January, 2031) It was calm.", "05th January, 2031"),
        ("LIMA/JULIACA, January 5 (Reuters) – It was calm.", "January 5"),
        ("NUR-SULTAN. January 5. KAZINFORM - It was calm.", "January 5"),
    ],
)
def test_dateline_stands_alone_and_dates_the_report(opening, words):
    found = page("Calm returns to the port", opening + " " + LEAD, MORE)
    assert found.kinds[1:3] == ("dateline", "text")
    assert found.dateline == words
    assert paragraphs(found)[2].startswith("It was calm.")


@pytest.mark.parametrize("opening", ["WELLINGTON (Reuters) - It was calm.", "ALMATY — It was calm."])
def test_dateline_without_a_day_dates_nothing(opening):
    found = page("Calm returns to the port", opening, MORE)
    assert found.kinds[1] == "dateline"
    assert found.dateline == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Armenia - 100 of its troops - left.",
        "Half - 12 - died.",
        "On Friday, 12 died - a day later, 14.",
        "An-12 planes came.",
    ],
)
def test_dash_in_a_sentence_is_no_dateline(sentence):
    assert match_dateline(sentence) is None


def published(*lines, url=""):
    return find_published(page(*lines), CRISIS, url)


def test_year_of_a_dateline_is_the_crisis_period_s():
    assert published("Calm in the port", "PORT, Jan. 5 (AB) - " + LEAD).first == date(2031, 1, 5)
    assert published("Calm in the port", "PORT, Dec. 28 (AB) - " + LEAD).first == date(2030, 12, 28)


def test_period_of_two_years_leaves_a_dateline_open():
    longer = parse_crisis("title: A\nhost: Fiji\nstart: 2030-01-01\nend: 2031-12-31", "corpus.yml")
    found = find_published(read_page("Calm in the port\n\nPORT, Jan. 5 (AB) - " + LEAD, longer), longer)
    assert (found.first, found.last, found.basis) == (date(2030, 1, 5), date(2031, 1, 5), "inferred")


def test_stamp_before_a_page_is_its_date():
    found = read_page(" date 2031-01-11 Calm returns to the port\n\n" + LEAD, CRISIS)
    assert found.headline == "Calm returns to the port"
    assert (found.dated.first, found.dated.basis) == (date(2031, 1, 11), "stated")


def test_archive_date_and_related_date_are_not_the_page_s():
    assert (
        published("Calm in the port", LEAD, "FILE PHOTO: The port, September 17, 2022.", MORE).first is None
    )
    assert (
        published("Calm in the port", *[LEAD, MORE] * 8, "Related articles", "5 January 2031").basis
        == "unknown"
    )


def test_the_published_day_goes_before_the_updated_one():
    found = published("Calm in the port", "Updated: 7 January 2031", "Published: 5 January 2031", LEAD)
    assert found.first == found.last == date(2031, 1, 5)


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("https://a.example/2031/01/05/calm", date(2031, 1, 5), date(2031, 1, 5)),
        ("https://a.example/en/news/19-01-2031-calm", date(2031, 1, 19), date(2031, 1, 19)),
        ("https://a.example/2031/jan/05/calm", date(2031, 1, 5), date(2031, 1, 5)),
        ("https://a.example/20310105-calm", date(2031, 1, 5), date(2031, 1, 5)),
        ("https://a.example/2031/01/calm", date(2031, 1, 1), date(2031, 1, 31)),
    ],
)
def test_date_in_an_address(url, first, last):
    found = date_in_address(url)
    assert (found.first, found.last, found.basis) == (first, last, "catalogued")


@pytest.mark.parametrize(
    "url", ["", "https://a.example/57934280/calm", "https://a.example/calm-8221234", "/2031-99/x"]
)
def test_number_in_an_address_is_no_date(url):
    assert date_in_address(url) is None


def test_bound_is_the_last_past_day_and_never_a_plan():
    found = published("Calm in the port", LEAD, "The force came on January 6. It will leave by January 19.")
    assert (found.first, found.last, found.basis) == (date(2031, 1, 6), None, "inferred")
    assert published("Calm in the port", LEAD, "It will leave on January 19.").basis == "unknown"


HTML = """<html><head><title>Calm in the port | Gazette</title>{meta}<meta name="author" content="Jan Little"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Calm in the port</h1><p>{lead}</p><p>{more}</p><p>{last}</p></article>
<aside><h3>Most read</h3><a href="/x">45 held in distant city</a></aside><footer>© 2031 Gazette</footer></body></html>"""


def test_article_is_taken_out_of_an_html_page():
    meta = '<meta property="article:published_time" content="2031-01-05T23:30:00Z">'
    found = read_html(HTML.format(meta=meta, lead=LEAD, more=MORE, last=LAST), CRISIS)
    assert paragraphs(found) == ["Calm in the port", LEAD, MORE, LAST]
    assert (found.headline, found.byline) == ("Calm in the port", "Jan Little")
    assert (found.dated.first, found.dated.basis) == (date(2031, 1, 5), "stated")


def test_html_page_without_a_date_gets_none():
    found = read_html(HTML.format(meta="", lead=LEAD, more=MORE, last=LAST), CRISIS)
    assert find_published(found, CRISIS).basis == "unknown"
