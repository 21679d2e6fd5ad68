"""The typeface and the settings that every drawing is made under.

What belongs here: cutting our fonts from the dependency that brings them, and matplotlib's settings. What does not:
page sizes (`publish`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager

from analysis.files import save_whole

FAMILY = "Arimo"
CUTS = {
    "Regular": ("Arimo[wght].ttf", 400),
    "Bold": ("Arimo[wght].ttf", 700),
    "Italic": ("Arimo-Italic[wght].ttf", 400),
}
LETTERS = (*range(0x20, 0x530), *range(0x1E00, 0x2500))  # Latin, Greek, Cyrillic, signs
RECIPE = "3"  # of the cuts below; a new number makes them anew
SETTINGS = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,  # the PDF backend sizes its subsets by this one
    "pdf.compression": 6,
    "svg.fonttype": "none",
    "svg.hashsalt": "claim-forest",
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "timezone": "UTC",
    "lines.solid_capstyle": "butt",
}


@contextmanager
def house_style() -> Iterator[None]:
    """The drawing library's own defaults with our settings over them, whatever the user's are; restored on leaving."""
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
            save_whole(path, _cut(files / file, cut, weight))
    return paths


def _cut(file: Path, cut: str, weight: int) -> bytes:
    """One static font of the typeface's common scripts, the same bytes on every machine."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(file, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern"], name_IDs=["*"], glyph_names=True, hinting=False,
                             notdef_outline=True, recalc_timestamp=False)  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    style = "Regular" if cut == "Regular" else cut
    for name, words in {
        1: FAMILY,
        2: style,
        4: f"{FAMILY} {style}",
        6: f"{FAMILY}-{style}",
        16: None,
        17: None,
    }.items():
        font["name"].removeNames(nameID=name)
        if words:
            font["name"].setName(words, name, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}[cut]
    font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[cut]
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    return stream.getvalue()
