"""The charts, read back: each claim is drawn, in its own words, with its own mark, at its own place."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.charts.charts import (
    draw_casualties,
    draw_charts,
    draw_contingents,
    draw_overview,
    draw_withdrawal,
)
from analysis.charts.publish import draw_sheet, split_chart
from analysis.charts.wording import FIXED_SPACE
from analysis.vocabulary import InputError
from tests.chart_frames import ARTICLES, CLAIMS, CRISIS, EVENTS, make_articles, make_claims, make_events


def rows_of(chart):
    return {row.id: row for panel in chart.panels for row in panel.rows}


def label(row):
    return row.label.replace(FIXED_SPACE, " ")


def source(row):
    return row.source.replace(FIXED_SPACE, " ")


def marks_of(chart):
    axes = draw_sheet(chart).figure.axes
    artists = [artist for each in axes for artist in (*each.lines, *each.texts)]
    return {
        artist.get_gid().removeprefix("mark-"): artist
        for artist in artists
        if (artist.get_gid() or "").startswith("mark-")
    }


@pytest.fixture(scope="module")
def charts():
    return {chart.name: chart for chart in draw_charts(CLAIMS, EVENTS, ARTICLES, CRISIS)}


def test_every_claim_stands_behind_a_row(charts):
    behind = {
        key
        for name in ("contingents", "casualties")
        for cell in charts[name].source["rows"]
        for key in cell.split(" | ")
    }
    assert behind - {""} == set(CLAIMS["claim_id"])


def test_every_step_of_the_withdrawal_stands_behind_a_row(charts):
    behind = {key for cell in charts["withdrawal"].source["rows"] for key in cell.split(" | ")}
    assert behind - {""} == set(EVENTS["event_id"])


@pytest.mark.parametrize("name", ["contingents", "casualties", "withdrawal"])
def test_every_row_of_the_source_has_one_mark_at_its_place(charts, name):
    chart = charts[name]
    marks = marks_of(chart)
    assert sorted(marks) == sorted(chart.source["id"])
    for row in chart.source[chart.source["x_plotted"] != ""].to_dict("records"):
        assert marks[row["id"]].get_xdata()[0] == float(row["x_plotted"])


def test_a_changed_number_moves_its_mark(charts):
    changed = CLAIMS.copy()
    changed.loc[changed["value"] == 225, ["value", "low", "high"]] = 230
    before, after = marks_of(charts["casualties"]), marks_of(draw_casualties(changed, ARTICLES, CRISIS))
    assert {key for key in before if list(before[key].get_xdata()) != list(after[key].get_xdata())} == {"c9"}


def test_a_lost_hedge_changes_mark_and_label(charts):
    changed = CLAIMS.copy()
    changed.loc[10, ["qualifier", "hedge"]] = ["exact", ""]
    before, after = (
        rows_of(charts["casualties"])["c10"],
        rows_of(draw_casualties(changed, ARTICLES, CRISIS))["c10"],
    )
    assert (before.kind, label(before)) == ("about", "“around” … “1,000”")
    assert (after.kind, label(after)) == ("exact", "“1,000”")


def test_a_missing_claim_is_missed(charts):
    fewer = draw_casualties(CLAIMS[CLAIMS["claim_id"] != "c9"], ARTICLES, CRISIS)
    assert set(rows_of(charts["casualties"])) - set(rows_of(fewer)) == {"c9"}


def test_equal_claims_share_a_row_with_all_their_words_and_letters(charts):
    row = rows_of(charts["contingents"])["c1"]
    assert label(row) == "“over 2,000”, “more than 2,000”"
    assert source(row) == "source not named, 13, 18 Jan [B, C]"


def test_a_subset_is_indented_under_its_whole(charts):
    rows = charts["casualties"].panels[0].groups[0].rows
    assert [(row.id, row.indent) for row in rows] == [("c7", False), ("c8", True), ("c9", False)]
    assert label(rows[1]) == "of whom security forces: “16”"


def test_a_unit_and_a_silent_country_stand_in_words(charts):
    rows = rows_of(charts["contingents"])
    assert (label(rows["c6"]), rows["c6"].text, rows["c6"].span) == ("“a company”", "no number", None)
    assert rows["not-stated-contingent-Drackenberg"].text == "not stated in any report"


def test_what_is_derived_has_its_formula_and_no_quotation_marks(charts):
    derived = [row for row in rows_of(charts["contingents"]).values() if row.kind.startswith("derived")]
    assert [(row.label, row.kind) for row in derived] == [
        ("about 2,250", "derived_about"),
        ("more than 1,750", "derived_at_least"),
    ]
    assert source(derived[0]) == "“around 2,500” − 250"
    table = charts["contingents"].source
    assert set(table[table["id"] == derived[0].id]["derived_from"]) == {"c0 - (c4 + c5)"}


def test_headlines_are_computed(charts):
    assert (
        charts["casualties"].headline
        == "Reports differ 1.4-fold on the dead, at least 4.5-fold on the injured"
    )
    assert charts["contingents"].headline == "No report says how many came from Drackenberg"
    assert (
        charts["withdrawal"].headline == "The withdrawal was to end by 23 January; said later, by 19 January"
    )


def test_the_headline_of_few_contingents_says_what_is_stated():
    crisis = type(CRISIS)(title="T", host="H", coalition=None, contributors=())
    by_country = CLAIMS[CLAIMS["claim_id"].isin(["c4", "c5"])]
    assert draw_contingents(by_country, ARTICLES, crisis).headline == "What reports say of two contingents"
    alone = draw_contingents(by_country.head(1), ARTICLES, crisis)
    assert alone.headline.replace(FIXED_SPACE, " ") == "Alba, as reported: 150"


def test_a_deadline_keeps_its_not(charts):
    assert label(rows_of(charts["withdrawal"])["e4"]) == "Duration: “not take more than ten days”"


def test_plans_that_moved_and_days_that_differ_are_said(charts):
    rows = rows_of(charts["withdrawal"])
    assert {key: row.note for key, row in rows.items() if row.note} == {
        "e1": "reports differ by 1 day",
        "e5": "4 days sooner",
    }


def test_the_day_said_is_the_reports_own_else_its_publication(charts):
    rows = rows_of(charts["withdrawal"])
    assert rows["e0"].said == (19003.0,)
    assert rows["e1"].said == (19005.0,)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("e0", "reported_day"), ("e2", "planned_day"), ("e4", "planned_latest"), ("e6", "text"), ("e8", "planned_span"),
     ("e9", "planned_earliest")],
)  # fmt: skip
def test_each_shape_of_date_has_its_mark(charts, key, kind):
    assert rows_of(charts["withdrawal"])[key].kind == kind


def test_an_unknown_day_is_said_to_be_unknown():
    articles = make_articles("").assign(pub_last="")
    claims = make_claims(articles, ("a", "killed", "all", "exact", 3, "three"))
    assert (
        source(rows_of(draw_casualties(claims, articles, CRISIS))["c0"])
        == "source not named, day unknown [A]"
    )


@pytest.mark.parametrize(("first", "last", "words"), [
    ("2022-01-13", "", "13 Jan or later"), ("", "2022-01-13", "by 13 Jan"), ("2022-01-13", "2022-01-18", "between 13 and 18 Jan"),
])  # fmt: skip
def test_a_bounded_day_is_said_no_more_exactly(first, last, words):
    articles = make_articles(first).assign(pub_last=last)
    claims = make_claims(articles, ("a", "killed", "all", "exact", 3, "three"))
    assert (
        source(rows_of(draw_casualties(claims, articles, CRISIS))["c0"]) == f"source not named, {words} [A]"
    )


def test_an_earlier_day_shows_what_was_known_and_says_so(charts):
    early = draw_charts(CLAIMS, EVENTS, ARTICLES, CRISIS, "2022-01-11")
    assert {row.text for row in rows_of(early[1]).values()} == {"not yet stated in any report"}
    assert early[0].panels[0].preface == "Published by 11 January 2022: one of three reports"
    assert set(rows_of(early[0])) >= {"c0"}
    assert not {"c1", "c3"} & set(rows_of(early[0]))
    assert all(draw_sheet(chart) for chart in early)


def test_a_day_before_every_report_draws_empty_charts():
    for chart in draw_charts(CLAIMS, EVENTS, ARTICLES, CRISIS, "2022-01-01"):
        assert draw_sheet(chart).regions == ()
        assert {row.kind for row in rows_of(chart).values()} == {"text"}
        assert len(chart.alt) >= 80


def test_empty_tables_draw_empty_charts():
    charts = draw_charts(CLAIMS.head(0), EVENTS.head(0), ARTICLES, CRISIS)
    assert [chart.headline for chart in charts] == [
        "No report states a number for the force",
        "No report states a number of dead, injured or detained",
        "No report speaks of a withdrawal",
    ]


def test_one_country_alone_without_a_step_is_named():
    alone = SimpleNamespace(**vars(CRISIS) | {"coalition": None, "contributors": ("Alba",)})
    chart = draw_charts(CLAIMS.head(0), EVENTS.head(0), ARTICLES, alone)[2]
    assert chart.headline == "No report says when Alba was to leave or left"


def test_a_rejected_claim_is_not_drawn():
    claims = CLAIMS.assign(review=["rejected" if key == "c9" else "machine" for key in CLAIMS["claim_id"]])
    assert "c9" not in rows_of(draw_casualties(claims, ARTICLES, CRISIS))


def test_a_corpus_without_coalition_and_contributors_is_drawn():
    crisis = type(CRISIS)(title="T", host="H", coalition=None, contributors=())
    for chart in draw_charts(CLAIMS, EVENTS, ARTICLES, crisis):
        assert sorted(marks_of(chart)) == sorted(chart.source["id"])


def test_a_linear_chart_has_an_axis_from_zero_for_each_measure():
    sheet = draw_sheet(draw_casualties(CLAIMS, ARTICLES, CRISIS, scale="linear"))
    assert [(region.name, region.scale, region.limits[0]) for region in sheet.regions] == [
        ("killed", "linear", 0), ("injured", "linear", 0), ("detained", "linear", 0)]  # fmt: skip


def test_a_stated_zero_has_no_place_on_a_log_axis():
    claims = make_claims(
        ARTICLES, ("a", "killed", "all", "exact", 0, "0"), ("b", "killed", "all", "exact", 5, "5")
    )
    chart = draw_casualties(claims, ARTICLES, CRISIS)
    assert dict(chart.params)["scale"] == "linear"
    assert {region.scale for region in draw_sheet(chart).regions} == {"linear"}


def test_another_scale_is_refused():
    with pytest.raises(InputError, match="scale: 'cubic' is not one of log, linear"):
        draw_casualties(CLAIMS, ARTICLES, CRISIS, scale="cubic")


def test_no_number_in_a_chart_is_without_a_row(charts):
    for chart in charts.values():
        known = " ".join([chart.source.to_csv(), *(note.text for note in chart.annotations)]).replace(",", "")
        for row in rows_of(chart).values():
            for number in re.findall(r"\d+", f"{label(row)} {source(row)} {row.note}".replace(",", "")):
                assert number in known


def test_order_of_the_tables_changes_no_chart(charts):
    shuffled = draw_charts(
        CLAIMS.sample(frac=1, random_state=1), EVENTS.sample(frac=1, random_state=1), ARTICLES, CRISIS
    )
    for chart in shuffled:
        pd.testing.assert_frame_equal(chart.source, charts[chart.name].source)


def test_sixty_reports_with_one_number_share_a_row():
    articles = make_articles(*["2022-01-11"] * 26)
    claims = make_claims(
        articles, *((name, "killed", "all", "exact", 3, "three") for name in articles["article"])
    )
    [row] = draw_casualties(claims, articles, CRISIS).panels[0].groups[0].rows
    assert source(row) == "source not named, 11 Jan [A–Z]"


def test_steps_of_several_speakers_name_each():
    events = make_events(
        ARTICLES,
        (
            "a",
            "withdrawal_began",
            "League",
            "reported",
            "2022-01-13",
            "2022-01-13",
            "on Thursday",
            {"said_by": "the ministry"},
        ),
        ("b", "withdrawal_began", "League", "reported", "2022-01-13", "2022-01-13", "on Thursday"),
    )
    row = rows_of(draw_withdrawal(events, ARTICLES, CRISIS))["e0"]
    assert source(row) == "the ministry, 11 Jan [A]; source not named, 13 Jan [B]"


def test_contributions_of_two_countries_together_name_both():
    claims = make_claims(ARTICLES, ("a", "deployed", "Alba; Borduria", "exact", 300, "300"))
    rows = rows_of(draw_contingents(claims, ARTICLES, CRISIS))
    assert rows["c0"].name == "Alba and Borduria"
    assert "not-stated-contingent-Alba" not in rows


def test_the_overview_has_the_marks_of_all_charts(charts):
    overview = draw_overview(CLAIMS, EVENTS, ARTICLES, CRISIS)
    assert sorted(marks_of(overview)) == sorted(
        key for chart in charts.values() for key in chart.source["id"]
    )
    assert [region.name for region in draw_sheet(overview).regions] == [
        "contingents",
        "casualties",
        "withdrawal",
    ]
    with pytest.raises(InputError, match="profile: 'nature1' is too narrow for panels"):
        draw_sheet(overview, "nature1")


PLACES = {
    "exact": "value",
    "about": "value",
    "at_least": "value",
    "at_most": "value",
    "vague": "low",
    "range": "low",
}


def read_back(chart):
    """What a reader sees of each row: where its mark stands, the mark's shape and filling, and the words left of it."""
    labels = {key: label(row) for key, row in rows_of(chart).items()}
    return {
        key: (float(artist.get_xdata()[0]), artist.get_markerfacecolor(), labels[key])
        for key, artist in marks_of(chart).items()
        if hasattr(artist, "get_xdata")
    }


@pytest.mark.parametrize("name", ["contingents", "casualties"])
def test_marks_read_back_are_the_claims(charts, name):
    seen, claims = read_back(charts[name]), CLAIMS.set_index("claim_id")
    first = {row["id"]: row["rows"].split(" | ") for row in charts[name].source.to_dict("records")}
    for key, (place, filling, words) in seen.items():
        if key.startswith("derived"):
            continue
        for claim in claims.loc[first[key]].to_dict("records"):
            assert place == claim[PLACES[claim["qualifier"]]]
            assert (filling == "white") == (claim["qualifier"] == "about")
            assert claim["hedge"].casefold() in words.casefold()


@pytest.mark.parametrize("spoil", [
    lambda claims: claims.assign(value=claims["value"].replace(225, 229)),
    lambda claims: claims.assign(qualifier=claims["qualifier"].replace("about", "exact"), hedge=""),
    lambda claims: claims[claims["claim_id"] != "c9"],
])  # fmt: skip
def test_a_changed_number_a_lost_hedge_and_a_missing_row_are_seen(charts, spoil):
    assert read_back(draw_casualties(spoil(CLAIMS), ARTICLES, CRISIS)) != read_back(charts["casualties"])


def test_a_caption_counts_what_is_drawn_and_what_is_left_out():
    claims = CLAIMS.assign(review=["rejected" if key == "c9" else "machine" for key in CLAIMS["claim_id"]])
    claims.loc[claims["claim_id"] == "c5", "part_of"] = "c3"
    casualties = draw_casualties(claims, ARTICLES, CRISIS).caption
    assert "Seven stated figures from two of three reports; no origin named. " in casualties
    assert "Left out: one row that a review rejected. " in casualties
    assert "one figure for a part of a contingent" in draw_contingents(claims, ARTICLES, CRISIS).caption


def test_several_totals_of_one_report_are_no_disagreement():
    claims = make_claims(
        ARTICLES,
        ("a", "killed", "all", "exact", 6, "six"),
        ("a", "killed", "all", "exact", 300, "300"),
        ("b", "killed", "all", "exact", 200, "200"),
    )
    assert draw_casualties(claims, ARTICLES, CRISIS).headline == "Reports differ 1.5-fold on the dead"


@pytest.mark.parametrize(
    ("who", "words"), [("League", "To last “until January 19”"), ("Alba", "To stay “until January 19”")]
)
def test_until_asks_for_a_stay(who, words):
    events = make_events(
        ARTICLES, ("c", "withdrawal_completed", who, "planned", "", "2022-01-19", "until January 19")
    )
    assert label(rows_of(draw_withdrawal(events, ARTICLES, CRISIS))["e0"]) == words


@pytest.mark.parametrize("profile", ["nature1", "plos1"])
def test_a_narrow_page_names_who_said_it(charts, profile):
    texts = [
        text.get_text()
        for axes in draw_sheet(charts["casualties"], profile).figure.axes
        for text in axes.texts
    ]
    assert any("authorities" in words for words in texts)


def test_totals_ten_fold_apart_are_not_compared_as_one_count():
    claims = make_claims(
        ARTICLES,
        ("a", "killed", "all", "exact", 6, "six"),
        ("b", "killed", "all", "exact", 225, "225"),
        ("a", "injured", "all", "exact", 100, "100"),
        ("b", "injured", "all", "exact", 200, "200"),
    )
    headline = draw_casualties(claims, ARTICLES, CRISIS).headline
    assert headline == "Totals of the dead differ 38-fold, and may be of different days or places"


def test_a_number_in_words_stands_in_digits_too():
    claims = make_claims(
        ARTICLES,
        ("a", "killed", "all", "at_least", 9, "at least nine"),
        ("b", "killed", "all", "exact", 164, "164"),
    )
    rows = rows_of(draw_casualties(claims, ARTICLES, CRISIS))
    assert [label(rows[key]) for key in ("c0", "c1")] == ["“at least nine” (9)", "“164”"]


def test_an_overview_of_many_rows_goes_over_pages_and_loses_no_row():
    many = [("a", "killed", "all", "exact", 100 + number, f"{100 + number}") for number in range(90)]
    overview = draw_overview(make_claims(ARTICLES, *many), EVENTS, ARTICLES, CRISIS)
    pages = split_chart(overview)
    assert len(pages) > 1
    assert set().union(*map(rows_of, pages)) == set(rows_of(overview))
    assert all("Paper A" in page.caption for page in pages)


@pytest.mark.parametrize(
    ("left_out", "panels", "said"),
    [
        ("contingents", {"a": "casualties", "b": "withdrawal"}, "No report states a number for the force."),
        (
            "casualties",
            {"a": "contingents", "b": "withdrawal"},
            "No report states a number of dead, injured or detained.",
        ),
        ("withdrawal", {"a": "contingents", "b": "casualties"}, "No report speaks of a withdrawal."),
    ],
)
def test_an_overview_has_no_panel_for_what_no_report_states(left_out, panels, said):
    counted = CLAIMS["measure"].isin(("killed", "injured", "detained"))
    claims = {"contingents": CLAIMS[counted], "casualties": CLAIMS[~counted]}.get(left_out, CLAIMS)
    events = EVENTS[:0] if left_out == "withdrawal" else EVENTS
    overview = draw_overview(claims, events, ARTICLES, CRISIS)
    assert {panel.letter: panel.name for panel in overview.panels} == panels
    assert said in overview.caption
    assert left_out not in overview.title.casefold()
    assert sorted(marks_of(overview)) == sorted(overview.source["id"])


def test_one_panel_alone_has_no_letter():
    overview = draw_overview(CLAIMS[:0], EVENTS, ARTICLES, CRISIS)
    assert [(panel.name, panel.letter) for panel in overview.panels] == [("withdrawal", "")]
    assert overview.alt.startswith("One panel (Freedonia, January 2022): timeline of the withdrawal.")


def test_panels_side_by_side_begin_on_one_line():
    hedges = ("at_least", "at_most", "range", "vague", "about", "exact")
    numbers = [(30, 40) if hedge == "range" else 20 for hedge in hedges]
    force = [
        ("a", "deployed", "Alba", hedge, number, f"{hedge} {number}")
        for hedge, number in zip(hedges, numbers, strict=True)
    ]
    claims = make_claims(ARTICLES, *force, ("a", "killed", "all", "exact", 5, "5"))
    overview = draw_overview(claims, EVENTS, ARTICLES, CRISIS)
    assert len(overview.panels[0].key) > len(overview.panels[1].key) + 3
    first = {}
    for line in draw_sheet(overview).figure.axes[0].lines:
        left, right = min(line.get_xdata()), max(line.get_xdata())
        if right - left > 60:
            first[left] = min(line.get_ydata()[0], first.get(left, 999))
    assert len(first) == 2
    assert len(set(first.values())) == 1
