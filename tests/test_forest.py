"""The page: what fits, what is refused, and that text and marks stand where they should."""

import itertools
from datetime import date

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

from analysis.charts.axes import SCALES, thin_ticks
from analysis.charts.forest import draw_forest, split_pages
from analysis.charts.layout import Axis, Group, Panel, Row, Ruler, Words, drawable, pieces
from analysis.charts.marks import MARKS, Span
from analysis.charts.publish import PROFILES
from analysis.charts.typeface import house_style
from analysis.vocabulary import InputError


@pytest.fixture(autouse=True)
def style():
    with house_style():
        yield


def make_panel(count=3, scale="linear", **fields):
    rows = tuple(
        Row(
            f"r{n}",
            f"“about {n + 1:,}”",
            "about",
            Span(float(n + 1)),
            source="source not named, 11 Jan [A]",
            brief="11 Jan [A]",
        )
        for n in range(count)
    )
    return Panel("people", (Group("Killed", rows),), Axis(scale, "People (number)"), **fields)


def draw(panel, profile="nature2"):
    return draw_forest((panel,), PROFILES[profile], Words("Headline", "Subtitle", "Foot"))


def boxes(sheet):
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    texts = [text for axes in sheet.figure.axes for text in axes.texts if text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts]


@pytest.mark.parametrize("profile", PROFILES)
def test_no_text_overlaps_and_none_runs_out(profile):
    sheet = draw(make_panel(6, key=(("about", "“about”"), ("at_least", "“more than”"))), profile)
    page = sheet.figure.bbox
    for (first, a), (second, b) in itertools.combinations(boxes(sheet), 2):
        assert not (a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1), (first, second)
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
               for _, box in boxes(sheet))  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
def test_a_page_has_the_size_of_its_profile(profile):
    width, height = (side * 25.4 for side in draw(make_panel(), profile).figure.get_size_inches())
    assert width == pytest.approx(PROFILES[profile].width)
    assert height <= PROFILES[profile].max_height + 1e-6


def test_rows_that_fit_stay_on_one_page():
    assert split_pages((make_panel(30),), PROFILES["nature2"], Words()) == ((make_panel(30),),)


def test_rows_that_do_not_fit_go_over_pages_that_share_their_axis():
    panel = make_panel(200)
    pages = split_pages((panel,), PROFILES["nature2"], Words())
    assert [row.id for (page,) in pages for row in page.rows] == [row.id for row in panel.rows]
    assert pages[1][0].groups[0].heading == "Killed (continued)"
    limits = {draw_forest(page, PROFILES["nature2"], Words()).regions[0].limits for page in pages}
    assert len(limits) == 1


def test_pages_of_days_have_the_months_of_their_chart():
    days = [(date(2022, 1, 1 + number % 31) - date(1970, 1, 1)).days for number in range(200)]
    rows = tuple(Row(str(n), "“gone”", "reported_day", Span(float(day))) for n, day in enumerate(days))
    panel = Panel("days", (Group("Gone", rows),), Axis("date", ""))
    pages = split_pages((panel,), PROFILES["nature2"], Words())
    assert len(pages) > 1
    axes = [draw_forest(page, PROFILES["nature2"], Words()).figure.axes[-1] for page in pages]
    assert {each.get_xlabel() for each in axes} == {"January 2022 (day)"}
    assert len({each.get_xlim() for each in axes}) == 1


def test_right_to_left_words_stand_between_what_is_before_and_behind_them():
    words = "“شبكة الجزيرة 12 الإخبارية”, 18 Jan"
    assert pieces(words) == ("“", "شبكة الجزيرة 12 الإخبارية", "”, 18 Jan")
    row = Row("r", "“12”", "exact", Span(12.0), source=words)
    sheet = draw(Panel("people", (Group("", (row,)),), Axis("linear", "People (number)")))
    left = {text.get_text(): text.get_position()[0] for axes in sheet.figure.axes for text in axes.texts}
    assert left["“"] < left["شبكة الجزيرة 12 الإخبارية"] < left["”, 18 Jan"]


def test_more_pages_than_anyone_turns_are_refused():
    with pytest.raises(InputError, match=r"profile slide: 2000 rows need \d+ pages, more than 40"):
        split_pages((make_panel(2000),), PROFILES["slide"], Words())


def test_words_that_leave_no_room_for_marks_are_refused():
    key = tuple(("about", "x" * 30) for _ in range(120))
    with pytest.raises(InputError, match="profile nature1: a page needs"):
        draw(make_panel(key=key), "nature1")


def test_a_long_word_is_broken_and_a_number_is_not():
    ruler = Ruler()
    lines = ruler.wrap("x" * 300, 7, 40)
    assert "".join(lines) == "x" * 300
    assert all(ruler.width(line, 7) <= 40 for line in lines)
    assert all("250,048" in line or "2" not in line for line in ruler.wrap("abcdefghijklmnop250,048", 7, 18))


def test_what_no_font_has_is_an_empty_box():
    assert drawable("A漢я") == "A□я"


@pytest.mark.parametrize("kind", MARKS)
def test_every_mark_stands_at_its_place(kind):
    span = Span(
        1000.0,
        2000.0 if kind.endswith(("range", "span")) else None,
        900.0 if kind.endswith("latest") else None,
    )
    panel = Panel(
        "people", (Group("", (Row("r", "“1,000”", kind, span),)),), Axis("linear", "People (number)")
    )
    sheet = draw(panel)
    marks = [line for axes in sheet.figure.axes for line in axes.lines if line.get_gid() == "mark-r"]
    assert [line.get_xdata()[0] for line in marks] == [1000.0]


@pytest.mark.parametrize("kind", ["at_least", "at_most"])
def test_an_open_bound_ends_in_an_arrow(kind):
    panel = Panel(
        "people", (Group("", (Row("r", "“1,000”", kind, Span(1000.0)),)),), Axis("linear", "People (number)")
    )
    [mark] = [line for axes in draw(panel).figure.axes for line in axes.lines if line.get_gid() == "mark-r"]
    shape = mark.get_marker()
    reach = shape.vertices[:, 0]
    assert (reach.max() > -3 * reach.min()) if kind == "at_least" else (-reach.min() > 3 * reach.max())


def test_marks_differ_for_every_hedge():
    def look(line: Line2D):
        shape = line.get_marker()
        corners = shape if isinstance(shape, str) else tuple(shape.codes)
        return corners, line.get_markerfacecolor(), line.get_linestyle()

    def first_mark(kind):
        span = Span(1000.0, 2000.0 if kind.endswith(("range", "span")) else None)
        panel = Panel("p", (Group("", (Row("r", "“1”", kind, span),)),), Axis("linear", ""))
        axes: list[Axes] = draw(panel).figure.axes
        return next(line for each in axes for line in each.lines if line.get_gid() == "mark-r")

    numbers = ["exact", "about", "at_least", "at_most", "range", "vague", "derived_about"]
    days = [kind for kind in MARKS if kind.startswith(("reported", "planned"))]
    for kinds in (numbers, days):
        looks = [look(first_mark(kind)) for kind in kinds]
        assert len(set(looks)) == len(kinds)


def test_log_ticks_are_written_out():
    rows = (Row("a", "", "exact", Span(16.0)), Row("b", "", "exact", Span(12000.0)))
    scale = SCALES["log"](rows, 0.1, Axis("log", ""))
    assert [words for _, words in scale.ticks] == ["10", "100", "1,000", "10,000"]


def test_day_ticks_name_the_weekday_and_thin_out():
    rows = (Row("a", "", "planned_day", Span(19003.0)), Row("b", "", "planned_day", Span(19015.0)))
    scale = SCALES["date"](rows, 0.1, Axis("date", ""))
    assert scale.ticks[0][1] == "11\nTue"
    assert scale.label == "January 2022 (day)"
    assert len(thin_ticks(scale, Ruler(), 6, 40).ticks) < len(scale.ticks)


def test_ticks_of_months_are_quarters_and_say_a_year_once():
    first, last = ((date(*day) - date(1970, 1, 1)).days for day in ((2021, 11, 20), (2023, 2, 10)))
    rows = (Row("a", "", "planned_day", Span(float(first))), Row("b", "", "planned_day", Span(float(last))))
    scale = thin_ticks(SCALES["date"](rows, 0.1, Axis("date", "")), Ruler(), 6, 40)
    assert [words for _, words in scale.ticks] == ["Jan\n2022", "Apr", "Jul", "Oct", "Jan\n2023"]
    assert len(scale.minor) == 10


def test_what_stands_in_a_row_begins_on_one_baseline():
    row = Row("r", "“12”", "exact", Span(12.0), name="Alba", source=" ".join(["the ministry of defence"] * 9))
    sheet = draw(Panel("people", (Group("", (row,)),), Axis("linear", "People (number)")))
    found = [(text.get_text(), text.get_position()[1]) for axes in sheet.figure.axes for text in axes.texts]
    source, texts = [y for words, y in found if "ministry" in words], dict(found)
    [mark] = [line for axes in sheet.figure.axes for line in axes.lines if line.get_gid() == "mark-r"]
    assert len(source) > 1
    assert texts["Alba"] == texts["“12”"]
    assert mark.get_ydata()[0] < texts["“12”"] < mark.get_ydata()[0] + 2
    assert min(source) == pytest.approx(texts["“12”"], abs=0.3)


@pytest.mark.parametrize("profile", ["nature1", "plos1"])
def test_a_name_and_a_date_beside_a_mark_are_not_broken(profile):
    source = "Kyrgyzstan, 29\u00a0Nov\u00a02021\u00a0[C]"
    row = Row("r", "“approximately\u00a0150-strong”", "exact", Span(12.0), name="Kyrgyzstan", brief=source)
    sheet = draw(Panel("people", (Group("", (row,)),), Axis("linear", "People (number)")), profile)
    words = [text.get_text() for axes in sheet.figure.axes for text in axes.texts]
    assert "Kyrgyzstan," in words or "Kyrgyzstan, 29 Nov 2021 [C]" in words
    assert any(each.endswith("29 Nov 2021 [C]") for each in words)


def test_a_list_of_reports_goes_to_the_next_line_whole():
    words = "1\u00a0Dec\u00a02021,\u00a029\u00a0May\u00a02023\u00a0[F,\u00a0H]"
    ruler = Ruler()
    lines = ruler.wrap(words, 6, ruler.width("29 May 2023 [F, H]", 6) + 0.1)
    assert [line.replace("\u00a0", " ") for line in lines] == ["1 Dec 2021,", "29 May 2023 [F, H]"]
