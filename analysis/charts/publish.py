"""Charts on paper: sizes, typeface, the only place that saves a figure, its sidecars, its passport.

What belongs here: everything between a chart and a file or a notebook. What does not: what a chart says (`charts`)
and where it says it (`forest`).

Files come out the same to the byte on every run in the locked environment: no dates, a fixed salt, own fonts loaded
by path, and every setting of matplotlib that shows is set here.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.charts.desk import take_page
from analysis.charts.forest import draw_forest, draw_panels, split_pages, split_panels
from analysis.charts.formats import WRITERS, Told, paint_png
from analysis.charts.layout import Sheet, Words
from analysis.charts.marks import Profile
from analysis.charts.passport import Passport, digest, issue_passport, versions
from analysis.charts.typeface import house_style
from analysis.charts.wording import visible
from analysis.vocabulary import InputError

if TYPE_CHECKING:
    from analysis.charts.desk import Chart

PROFILES = {
    profile.name: profile
    for profile in (
        Profile("nature1", 89, 170, 600, 6, 5.5, 3.6, 4.0, 1.0, 0.5, 1.5, speakers="named"),
        Profile("nature2", 183, 170, 300, 7, 6, 4.3, 5.0, 1.2, 0.5, 2.0),
        Profile("plos1", 132, 222.3, 400, 8, 8, 4.6, 5.0, 1.2, 0.5, 1.5, speakers="named"),
        Profile("plos2", 190.5, 222.3, 300, 8.5, 8, 5.0, 5.5, 1.3, 0.5, 2.0),
        Profile("slide", 338.667, 190.5, 144, 14, 12, 7.0, 9.5, 2.2, 1.0, 11.0, title=25, subtitle=14.5,
                fixed_height=True),
    )
}  # fmt: skip
DEFAULT_PROFILE = "nature2"
PANEL_SIZES = {"nature2": "nature1", "plos2": "plos1"}
RowPlaces = tuple[tuple[str, tuple[float, float, float, float]], ...]
SCREEN_DPI, SCREEN_WIDTH = 192, 1400
SUFFIXES = ("pdf", "svg", "png", "source.csv", "alt.txt", "caption.md", "figure.json")


# --- settings and typeface -------------------------------------------------------------------------------------------


def find_profile(name: str) -> Profile:
    """The sizes of one outlet.

    >>> find_profile("nature1").width
    89
    >>> find_profile("science")
    Traceback (most recent call last):
    analysis.vocabulary.InputError: profile: 'science' is not one of nature1, nature2, plos1, plos2, slide
    """
    if name not in PROFILES:
        raise InputError(f"profile: {name!r} is not one of {', '.join(PROFILES)}")
    return PROFILES[name]


def holds_panels(name: str) -> bool:
    """Whether a profile is wide enough for the three panels of one figure.

    >>> holds_panels("nature2"), holds_panels("nature1")
    (True, False)
    """
    return find_profile(name).name in PANEL_SIZES


# --- drawing to bytes ------------------------------------------------------------------------------------------------


def draw_sheet(chart: Chart, profile: str = DEFAULT_PROFILE) -> Sheet:
    """The chart (of several pages, the first) set in the sizes of a profile; nothing is written."""
    with house_style():
        return _draw(split_chart(chart, profile)[0], find_profile(profile))


def split_chart(chart: Chart, profile: str = DEFAULT_PROFILE) -> tuple[Chart, ...]:
    """The chart alone where one page of the profile holds its rows, else a chart for each page."""
    size = find_profile(profile)
    with house_style():
        pages = (
            split_panels(chart.panels, _small(size))
            if chart.lettered
            else split_pages(chart.panels, size, _words(chart))
        )
    if len(pages) == 1:
        return (chart,)
    return tuple(take_page(chart, panels, number, len(pages)) for number, panels in enumerate(pages, 1))


def _words(chart: Chart) -> Words:
    return Words(visible(chart.headline), chart.subtitle, chart.foot)


def _draw(chart: Chart, profile: Profile) -> Sheet:
    if chart.lettered:
        return draw_panels(chart.panels, _small(profile))
    return draw_forest(chart.panels, profile, _words(chart))


def _small(profile: Profile) -> Profile:
    """The profile's page with the type of the outlet's single column, for panels that share it."""
    if profile.name not in PANEL_SIZES:
        raise InputError(
            f"profile: {profile.name!r} is too narrow for panels, expected {' or '.join(PANEL_SIZES)}"
        )
    size = PROFILES[PANEL_SIZES[profile.name]]
    return replace(size, name=profile.name, width=profile.width, dpi=profile.dpi, speakers="all")


def draw_picture(chart: Chart, profile: str = DEFAULT_PROFILE) -> tuple[bytes, RowPlaces]:
    """A PNG for the screen of a chart that fits one page, and where each row stands on it (`Sheet.rows`)."""
    with house_style():
        size = find_profile(profile)
        sheet = _draw(chart, size)
        dpi = min(SCREEN_DPI, SCREEN_WIDTH / size.width * 25.4)
        return paint_png(sheet.figure, dpi, {}), sheet.rows


def render_chart(
    chart: Chart, profile: Profile, passport: Passport, formats: Iterable[str]
) -> tuple[dict[str, bytes], Sheet]:
    """The bytes of a chart that fits one page in some of pdf, svg and png, and the sheet they show."""
    with house_style():
        sheet = _draw(chart, profile)
        told = Told(visible(chart.title), chart.alt, passport.to_json())
        return {kind: WRITERS[kind](sheet.figure, told, profile.dpi) for kind in formats}, sheet


# --- saving ----------------------------------------------------------------------------------------------------------


def save_chart(
    chart: Chart, folder: str | Path, profile: str = DEFAULT_PROFILE, corpus: str = ""
) -> tuple[Path, ...]:
    """The chart's seven files in a folder, all of them or none; returns their paths.

    Parameters
    ----------
    folder : made if it is not there.
    profile : a name of `PROFILES`; files of another than the default end in `-<profile>`.
    corpus : the corpus's name, by which `verify_figure` finds the data again.

    Raises
    ------
    InputError : no such profile, or the chart does not fit it. Nothing is written then.
    """
    return save_charts([chart], folder, profile, corpus)


def save_charts(
    charts: Iterable[Chart], folder: str | Path, profile: str = DEFAULT_PROFILE, corpus: str = ""
) -> tuple[Path, ...]:
    """The files of several charts, all of them or none; returns their paths."""
    files: dict[str, bytes] = {}
    for chart in charts:
        for number, page in enumerate(split_chart(chart, profile), 1):
            files |= _files_of(page, find_profile(profile), corpus, f"-page{number}" if number > 1 else "")
    return _move_in(files, Path(folder))


def _files_of(chart: Chart, profile: Profile, corpus: str, page: str) -> dict[str, bytes]:
    passport = issue_passport(chart, profile, corpus)
    drawn, sheet = render_chart(chart, profile, passport, ("pdf", "svg", "png"))
    stem = chart.name + (f"-{profile.name}" if profile.name != DEFAULT_PROFILE else "") + page
    contents = drawn | {
        "source.csv": _write_csv(chart),
        "alt.txt": f"{chart.alt}\n".encode("utf-8", "replace"),
        "caption.md": f"{chart.caption}\n".encode("utf-8", "replace"),
    }
    files = {f"{stem}.{suffix}": content for suffix, content in contents.items()}
    return files | {f"{stem}.figure.json": _write_sidecar(chart, profile, passport, sheet, files)}


def _move_in(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """The files in their folder: written beside it first, so that a full disk or a kill leaves the old ones whole.

    A file that has this content already is left alone: to replace one takes the disk as long as to draw a part of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    due = {name: content for name, content in files.items() if not _holds(folder / name, content)}
    beside = Path(tempfile.mkdtemp(dir=folder, prefix=".figures-"))
    try:
        for name, content in due.items():
            (beside / name).write_bytes(content)
        for name in due:
            (beside / name).replace(folder / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(folder / name for name in files)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def harmless_cell(text: str) -> str:
    """The cell so that no spreadsheet runs it as a formula: such a one gets an apostrophe before it.

    >>> harmless_cell("=HYPERLINK(1)"), harmless_cell("more than 2,000")
    ("'=HYPERLINK(1)", 'more than 2,000')
    """
    return (
        f"'{text}"
        if text.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        else text
    )


def _write_csv(chart: Chart) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(chart.source.columns)
    writer.writerows(
        [harmless_cell(visible(cell)) for cell in row] for row in chart.source.itertuples(index=False)
    )
    return stream.getvalue().encode("utf-8", "replace")


def _write_sidecar(
    chart: Chart, profile: Profile, passport: Passport, sheet: Sheet, files: Mapping[str, bytes]
) -> bytes:
    """Where the figure comes from: inputs, parameters, versions, the geometry of its axes, and what was written."""
    entry = {
        "figure": chart.name,
        "profile": profile.name,
        "corpus": passport.corpus,
        "title": visible(chart.title),
        "headline": visible(chart.headline),
        "alt": chart.alt,
        "size_mm": [round(float(side) * 25.4, 3) for side in sheet.figure.get_size_inches()],
        "axes": [
            {"figure": region.name, "bbox_pt": list(region.box), "xscale": region.scale, "xlim": list(map(float, region.limits))}
            for region in sheet.regions
        ],
        "annotations": [{"text": note.text, "formula": note.formula, "rows": list(note.rows)} for note in chart.annotations],
        "inputs": [
            {"name": "rows", "sha256": passport.rows},
            *({"name": entry.name, "sha256": entry.sha256, "rows": entry.rows} for entry in chart.inputs),
        ],
        "params": {"profile": profile.name, **dict(chart.params)},
        "versions": versions(),
        "outputs": {name: digest(content) for name, content in files.items()},
    }  # fmt: skip
    return (json.dumps(entry, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "replace")
