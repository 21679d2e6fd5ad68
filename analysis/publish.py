"""Charts on paper: sizes, typeface, the only place that saves a figure, its sidecars, its passport.

What belongs here: everything between a chart and a file or a notebook. What does not: what a chart says (`charts`)
and where it says it (`forest`).

Files come out the same to the byte on every run in the locked environment: no dates, a fixed salt, own fonts loaded
by path, and every setting of matplotlib that shows is set here.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
from matplotlib import font_manager, ft2font

from .forest import Sheet, Words, draw_forest
from .marks import Profile
from .vocabulary import InputError
from .wording import visible

if TYPE_CHECKING:
    from .charts import Chart

PROFILES = {
    profile.name: profile
    for profile in (
        Profile("nature1", 89, 170, 600, 6, 5.5, 3.6, 4.0, 1.0, 0.5, 1.5, speakers=False),
        Profile("nature2", 183, 170, 300, 7, 6, 4.3, 5.0, 1.2, 0.5, 2.0),
        Profile("plos1", 132, 222.3, 400, 8, 8, 4.6, 5.0, 1.2, 0.5, 1.5, speakers=False),
        Profile("plos2", 190.5, 222.3, 300, 8.5, 8, 5.0, 5.5, 1.3, 0.5, 2.0),
        Profile("slide", 338.667, 190.5, 144, 14, 12, 7.0, 9.5, 2.2, 1.0, 11.0, title=25, subtitle=14.5,
                fixed_height=True),
    )
}  # fmt: skip
DEFAULT_PROFILE = "nature2"
FAMILY = "Arimo"
CUTS = {"Regular": ("Arimo[wght].ttf", 400), "Bold": ("Arimo[wght].ttf", 700), "Italic": ("Arimo-Italic[wght].ttf", 400)}
LETTERS = (*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2500))  # Latin, Greek, Cyrillic, signs
RECIPE = "1"  # of the cuts below; a new number makes them anew
SETTINGS = {
    "font.family": [FAMILY, "DejaVu Sans"], "text.parse_math": False, "text.usetex": False, "text.hinting": "none",
    "text.hinting_factor": 1, "pdf.fonttype": 42, "ps.fonttype": 42, "pdf.compression": 6, "svg.fonttype": "none",
    "svg.hashsalt": "claim-forest", "svg.id": None, "path.simplify": False, "path.snap": True, "figure.dpi": 100,
    "savefig.bbox": None, "savefig.facecolor": "white", "savefig.transparent": False, "axes.unicode_minus": True,
    "timezone": "UTC", "lines.solid_capstyle": "butt", "axes.facecolor": "white", "figure.facecolor": "white",
    "xtick.direction": "out", "xtick.top": False, "xtick.bottom": True, "axes.grid": False,
}  # fmt: skip
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


@contextmanager
def house_style() -> Iterator[None]:
    """matplotlib's own defaults with our settings over them, whatever the user's are; restored on leaving."""
    _register_typeface()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        yield


@lru_cache(maxsize=1)
def _register_typeface() -> None:
    """Our cuts of the typeface, loaded by path; a copy that the system has under the same name must not win."""
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != FAMILY]
    for path in _cut_typeface():
        manager.addfont(path)


def _cut_typeface() -> tuple[Path, ...]:
    """Regular, bold and italic as static fonts; matplotlib would use only the regular weight of a variable one."""
    import fontpkg_arimo

    files = Path(fontpkg_arimo.ROOT) / "files"
    made_from = hashlib.sha256(RECIPE.encode())
    for name in sorted({file for file, _ in CUTS.values()}):
        made_from.update((files / name).read_bytes())
    folder = Path(matplotlib.get_cachedir()) / f"arimo-{made_from.hexdigest()[:16]}"
    paths = tuple(folder / f"{FAMILY}-{cut}.ttf" for cut in CUTS)
    for path, (cut, (file, weight)) in zip(paths, CUTS.items(), strict=True):
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _write_whole(path, _cut(files / file, cut, weight))
    return paths


def _cut(file: Path, cut: str, weight: int) -> bytes:
    """One static font of the typeface's common scripts, the same bytes on every machine."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(file, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], name_IDs=["*"], hinting=False,
                             notdef_outline=True, recalc_timestamp=False)  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    style = "Regular" if cut == "Regular" else cut
    for name, words in {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY}-{style}", 16: None, 17: None}.items():
        font["name"].removeNames(nameID=name)
        if words:
            font["name"].setName(words, name, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}[cut]
    font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[cut]
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    return stream.getvalue()


def _write_whole(path: Path, content: bytes) -> None:
    """The file with this content, or as it was: written beside and moved."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


# --- the passport ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passport:
    """What a figure file says of its own making: enough to draw it again, and to name what has changed since."""

    chart: str
    corpus: str
    profile: str
    params: tuple[tuple[str, str], ...]
    rows: str  # sha256 of the rows behind it
    inputs: tuple[tuple[str, str], ...]  # report -> sha256 of it and of its rows
    versions: tuple[tuple[str, str], ...]

    def to_json(self) -> str:
        """One line of JSON in ASCII, keys sorted."""
        return json.dumps({"chart": self.chart, "corpus": self.corpus, "profile": self.profile, "params": dict(self.params),
                           "rows": self.rows, "inputs": dict(self.inputs), "versions": dict(self.versions)},
                          sort_keys=True, separators=(",", ":"))  # fmt: skip


def parse_passport(text: str) -> Passport | None:
    """The passport that a file carries; None where the text is none."""
    try:
        entry = json.loads(text)
        pairs = {name: tuple(sorted((str(key), str(value)) for key, value in entry[name].items()))
                 for name in ("params", "inputs", "versions")}  # fmt: skip
        return Passport(*(str(entry[name]) for name in ("chart", "corpus", "profile")), pairs["params"], str(entry["rows"]),
                        pairs["inputs"], pairs["versions"])  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def issue_passport(chart: Chart, profile: Profile, corpus: str) -> Passport:
    """The passport of a chart in one size."""
    rows = chart.source.drop(columns=["gid"])
    inputs = tuple((name, _digest(f"{sha256}\n{_rows_of(rows, name)}")[:16]) for name, sha256 in chart.inputs)
    return Passport(chart.name, corpus, profile.name, chart.params, _digest(rows.to_csv(index=False, lineterminator="\n")),
                    inputs, tuple(sorted(_versions().items())))  # fmt: skip


def _rows_of(rows, report: str) -> str:
    held = [report in cell.split(" | ") for cell in rows["article"]] if "article" in rows else []
    return rows[held].to_csv(index=False, lineterminator="\n") if held else ""


def _digest(text: str | bytes) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text).hexdigest()


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    names = {"matplotlib": "matplotlib", "pandas": "pandas", "typeface": "fontpkg-arimo"}
    return {key: version(name) for key, name in names.items()} | {"freetype": ft2font.__freetype_version__}


# --- drawing to bytes ------------------------------------------------------------------------------------------------


def draw_sheet(chart: Chart, profile: Profile) -> Sheet:
    """The chart set in the sizes of a profile."""
    with house_style():
        return draw_forest(chart.panels, profile, Words(visible(chart.headline), chart.subtitle, chart.foot))


def _render(chart: Chart, profile: Profile, passport: Passport, formats: Iterable[str]) -> tuple[dict[str, bytes], Sheet]:
    writers = {"pdf": _write_pdf, "svg": _write_svg, "png": _write_png}
    with house_style():
        sheet = draw_forest(chart.panels, profile, Words(visible(chart.headline), chart.subtitle, chart.foot))
        title = visible(chart.title)
        return {kind: writers[kind](sheet, title, chart.alt, passport, profile) for kind in formats}, sheet


def _write_png(sheet: Sheet, title: str, alt: str, passport: Passport, profile: Profile) -> bytes:
    stream = io.BytesIO()
    words = {"Software": None, "Title": title, "Description": alt, "Passport": passport.to_json()}
    sheet.figure.savefig(stream, format="png", dpi=profile.dpi, metadata=words)
    return stream.getvalue()


def _write_svg(sheet: Sheet, title: str, alt: str, passport: Passport, profile: Profile) -> bytes:
    """SVG with live text, a title and a description that a screen reader reads, and the passport as metadata."""
    stream = io.BytesIO()
    sheet.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    text = stream.getvalue().decode("utf-8")
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    text = text.replace("'Arimo', 'DejaVu Sans'", "Arimo, Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif")
    text = text.replace("<svg ", '<svg role="img" aria-labelledby="figure-title figure-desc" ', 1)
    head = (f'\n <title id="figure-title">{html.escape(title, False)}</title>\n <desc id="figure-desc">'
            f'{html.escape(alt, False)}</desc>\n <metadata id="passport">{html.escape(passport.to_json(), False)}</metadata>')  # fmt: skip
    return re.sub(r"<svg [^>]*>", lambda tag: tag[0] + head, text, count=1).encode("utf-8")


def _write_pdf(sheet: Sheet, title: str, alt: str, passport: Passport, profile: Profile) -> bytes:
    stream = io.BytesIO()
    words = {"Title": title, "Subject": alt, "Creator": None, "Producer": None, "CreationDate": None}
    sheet.figure.savefig(stream, format="pdf", metadata=words)
    return _tag_pdf(stream.getvalue(), alt, passport)


def _tag_pdf(content: bytes, alt: str, passport: Passport) -> bytes:
    """The PDF with its page marked as one figure with alt text, its language named, and the passport in its information.

    matplotlib writes untagged pages: the page's content is wrapped in one marked piece, which a structure tree of one
    element describes.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import (
        ArrayObject,
        BooleanObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    def dictionary(**entries) -> DictionaryObject:
        return DictionaryObject({NameObject(f"/{name}"): entry for name, entry in entries.items()})

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page, root = writer.pages[0], writer.root_object
    marked = DecodedStreamObject()
    marked.set_data(b"/Figure <</MCID 0>> BDC\n" + page.get_contents().get_data() + b"\nEMC")
    page[NameObject("/Contents")] = writer._add_object(marked.flate_encode())
    page[NameObject("/StructParents")] = NumberObject(0)
    tree = writer._add_object(dictionary(Type=NameObject("/StructTreeRoot"), ParentTreeNextKey=NumberObject(1)))
    element = writer._add_object(dictionary(Type=NameObject("/StructElem"), S=NameObject("/Figure"), P=tree,
                                            Pg=page.indirect_reference, Alt=TextStringObject(alt), K=NumberObject(0)))  # fmt: skip
    parents = writer._add_object(dictionary(Nums=ArrayObject([NumberObject(0), ArrayObject([element])])))
    tree.get_object().update(dictionary(K=ArrayObject([element]), ParentTree=parents))
    root.update(dictionary(StructTreeRoot=tree, MarkInfo=dictionary(Marked=BooleanObject(True)), Lang=TextStringObject("en-GB"),
                           ViewerPreferences=dictionary(DisplayDocTitle=BooleanObject(True))))  # fmt: skip
    words = {key: text for key, text in (writer.metadata or {}).items() if key != "/Producer"}
    writer.metadata = {**words, "/Passport": passport.to_json()}
    writer.pdf_header = "%PDF-1.7"
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


# --- saving ----------------------------------------------------------------------------------------------------------


def save_chart(chart: Chart, folder: str | Path, profile: str = DEFAULT_PROFILE, corpus: str = "") -> tuple[Path, ...]:
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


def save_charts(charts: Iterable[Chart], folder: str | Path, profile: str = DEFAULT_PROFILE, corpus: str = "") -> tuple[Path, ...]:
    """The files of several charts, all of them or none; returns their paths."""
    files: dict[str, bytes] = {}
    for chart in charts:
        files |= _files_of(chart, find_profile(profile), corpus)
    return _move_in(files, Path(folder))


def _files_of(chart: Chart, profile: Profile, corpus: str) -> dict[str, bytes]:
    passport = issue_passport(chart, profile, corpus)
    drawn, sheet = _render(chart, profile, passport, ("pdf", "svg", "png"))
    stem = chart.name if profile.name == DEFAULT_PROFILE else f"{chart.name}-{profile.name}"
    contents = drawn | {
        "source.csv": _write_csv(chart),
        "alt.txt": f"{chart.alt}\n".encode(),
        "caption.md": f"{chart.caption}\n".encode(),
    }
    files = {f"{stem}.{suffix}": content for suffix, content in contents.items()}
    return files | {f"{stem}.figure.json": _write_sidecar(chart, profile, passport, sheet, files)}


def _move_in(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """The files in their folder: written beside it first, so that a full disk or a kill leaves the old ones whole."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder, prefix=".figures-"))
    try:
        for name, content in files.items():
            (beside / name).write_bytes(content)
        for name in files:
            os.replace(beside / name, folder / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(folder / name for name in files)


def harmless_cell(text: str) -> str:
    """The cell so that no spreadsheet runs it as a formula: such a one gets an apostrophe before it.

    >>> harmless_cell("=HYPERLINK(1)"), harmless_cell("more than 2,000")
    ("'=HYPERLINK(1)", 'more than 2,000')
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else text


def _write_csv(chart: Chart) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(chart.source.columns)
    writer.writerows([harmless_cell(visible(cell)) for cell in row] for row in chart.source.itertuples(index=False))
    return stream.getvalue().encode("utf-8", "replace")


def _write_sidecar(chart: Chart, profile: Profile, passport: Passport, sheet: Sheet, files: Mapping[str, bytes]) -> bytes:
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
        "inputs": [{"name": "rows", "sha256": passport.rows}, *({"name": name, "sha256": sha256} for name, sha256 in chart.inputs)],
        "params": {"profile": profile.name, **dict(chart.params)},
        "versions": _versions(),
        "outputs": {name: _digest(content) for name, content in files.items()},
    }  # fmt: skip
    return (json.dumps(entry, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "replace")
