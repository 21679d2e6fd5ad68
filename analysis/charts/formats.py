"""A drawn figure as a file's bytes: pixels, SVG with live text, a tagged PDF; each with a title, alt text and a passport.

What belongs here: what one format asks for. What does not: which files a chart has, and where they go (`publish`).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

COMPRESSION = 3  # of pixels: flat colour and thin lines get no smaller by the library's 6, in twice the time


@dataclass(frozen=True)
class Told:
    """What a file says of its figure beside the picture."""

    title: str
    alt: str
    passport: str


def _write_png(figure: Figure, told: Told, dpi: float) -> bytes:
    words = {"Title": told.title, "Description": told.alt, "Passport": told.passport}
    return paint_png(figure, dpi, words)


def paint_png(figure: Figure, dpi: float, words: Mapping[str, str]) -> bytes:
    """The figure as pixels, with words as metadata.

    A page is opaque, so it is stored without the transparency that the drawing library adds, which is a quarter of the pixels.
    """
    from PIL import Image, PngImagePlugin

    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    notes = PngImagePlugin.PngInfo()
    for name, text in words.items():
        notes.add_text(name, text)
    stream = io.BytesIO()
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    image.save(stream, "png", dpi=(dpi, dpi), pnginfo=notes, compress_level=COMPRESSION)
    return stream.getvalue()


def _write_svg(figure: Figure, told: Told, dpi: float) -> bytes:
    """SVG with live text, a title and a description that a screen reader reads, and the passport as metadata."""
    stream = io.BytesIO()
    figure.savefig(
        stream, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None}
    )
    text = stream.getvalue().decode("utf-8")
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    text = text.replace(
        "'Arimo', 'DejaVu Sans'", "Arimo, Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
    )
    text = text.replace("<svg ", '<svg role="img" aria-labelledby="figure-title figure-desc" ', 1)
    plain = {"title": told.title, "desc": told.alt, "metadata": told.passport}
    ids = {"title": "figure-title", "desc": "figure-desc", "metadata": "passport"}
    head = "".join(
        f'\n <{tag} id="{ids[tag]}">{html.escape(plain[tag], quote=False)}</{tag}>' for tag in plain
    )
    return re.sub(r"<svg [^>]*>", lambda tag: tag[0] + head, text, count=1).encode("utf-8")


def _write_pdf(figure: Figure, told: Told, dpi: float) -> bytes:
    stream = io.BytesIO()
    words = {
        "Title": told.title,
        "Subject": told.alt,
        "Creator": None,
        "Producer": None,
        "CreationDate": None,
    }
    figure.savefig(stream, format="pdf", metadata=words)
    return _tag_pdf(stream.getvalue(), told)


def _tag_pdf(content: bytes, told: Told) -> bytes:
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

    def dictionary(**entries: object) -> DictionaryObject:
        return DictionaryObject({NameObject(f"/{name}"): entry for name, entry in entries.items()})

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page, root = writer.pages[0], writer.root_object
    marked = DecodedStreamObject()
    marked.set_data(b"/Figure <</MCID 0>> BDC\n" + page.get_contents().get_data() + b"\nEMC")
    page[NameObject("/Contents")] = writer._add_object(marked.flate_encode())
    page[NameObject("/StructParents")] = NumberObject(0)
    tree = writer._add_object(
        dictionary(Type=NameObject("/StructTreeRoot"), ParentTreeNextKey=NumberObject(1))
    )
    figure = dictionary(
        Type=NameObject("/StructElem"), S=NameObject("/Figure"), P=tree, Pg=page.indirect_reference
    )
    figure.update(dictionary(Alt=TextStringObject(told.alt), K=NumberObject(0)))
    element = writer._add_object(figure)
    parents = writer._add_object(dictionary(Nums=ArrayObject([NumberObject(0), ArrayObject([element])])))
    tree.get_object().update(dictionary(K=ArrayObject([element]), ParentTree=parents))
    root.update(
        dictionary(
            StructTreeRoot=tree,
            MarkInfo=dictionary(Marked=BooleanObject(value=True)),
            Lang=TextStringObject("en-GB"),
            ViewerPreferences=dictionary(DisplayDocTitle=BooleanObject(value=True)),
        )
    )
    words = {key: text for key, text in (writer.metadata or {}).items() if key != "/Producer"}
    writer.metadata = {**words, "/Passport": told.passport}
    writer.pdf_header = "%PDF-1.7"
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


WRITERS: dict[str, Callable[[Figure, Told, float], bytes]] = {
    "pdf": _write_pdf,
    "svg": _write_svg,
    "png": _write_png,
}
