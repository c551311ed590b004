"""Which text of a page no reader shows: that of layers that are switched off, invisible text, white on white.

PDFium gives all text of a page and does not say whether it is drawn. So the objects in
question get colours of their own, the page is drawn, and what does not appear is not
there for a reader.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box

__all__ = ["Sight", "Unseen", "sight_of"]

Unseen = Literal["layer", "invisible", "white"]

#: Text that is neither filled nor outlined: PDF's render modes 3 and 7.
_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
#: How light a colour is that may not be seen on paper, and how light the paper around
#: it then is.
_WHITE, _PAPER = 250, 240
#: The most points of a page's side that are drawn, so that a huge page takes no more
#: memory than others.
_MOST_POINTS = 1500
#: The most text objects that are drawn one by one when it is in doubt whether they are
#: seen.
_MOST_DOUBTS = 30
#: How deep forms may stand in forms.
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class _Text:
    """A text object of a page: its address, the object, its box, and whether it stands in a form."""

    address: int
    thing: pdfium.PdfObject
    box: Box
    nested: bool


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A page as it is drawn: its pixels in rows from the top, and where a point of the page is among them."""

    page: pdfium.PdfPage
    pixels: bytes
    width: int
    height: int
    depth: int
    stride: int

    def colours(self) -> set[bytes]:
        """Return all colours of the page."""
        channels = (self.pixels[start :: self.depth] for start in range(3))
        return {bytes(colour) for colour in set(zip(*channels, strict=False))}

    def within(self, box: Box) -> Iterator[bytes]:
        """Yield the colours in a box of the page."""
        corners = [
            self._place(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])
        ]
        columns, rows = [x for x, _ in corners], [y for _, y in corners]
        for row in range(max(0, min(rows)), min(self.height, max(rows) + 1)):
            for column in range(
                max(0, min(columns)), min(self.width, max(columns) + 1)
            ):
                start = row * self.stride + column * self.depth
                yield self.pixels[start : start + 3]

    def _place(self, x: float, y: float) -> tuple[int, int]:
        """Return column and row of a point of the page."""
        column, row = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(
            self.page.raw, 0, 0, self.width, self.height, 0, x, y, column, row
        )
        return column.value, row.value


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a page's text is not shown: the addresses of text objects with the reason.

    `recognised` says that text recognition set some of the other text invisibly over a
    picture.
    """

    unseen: dict[int, Unseen]
    recognised: bool


def sight_of(page: pdfium.PdfPage) -> Sight:
    """Return which text objects of a page no reader shows.

    Invisible text over a picture is what text recognition found in it, and is read; so
    is a page that has no other text.
    """
    texts = [*_texts(page)]
    invisible = [
        text
        for text in texts
        if pdfium_c.FPDFTextObj_GetTextRenderMode(text.thing.raw) in _INVISIBLE
    ]
    hidden = _invisible(page, texts, invisible) if invisible else []
    unseen: dict[int, Unseen] = dict.fromkeys(_white(page, texts), "white")
    unseen |= dict.fromkeys(
        _switched_off(page, [text for text in texts if text not in invisible]), "layer"
    )
    unseen |= dict.fromkeys(hidden, "invisible")
    return Sight(unseen, len(hidden) < len(invisible))


def _texts(page: pdfium.PdfPage) -> Iterator[_Text]:
    """Yield the text objects of a page, those in forms too."""
    for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        address = ctypes.cast(thing.raw, ctypes.c_void_p).value or 0
        yield _Text(address, thing, thing.get_bounds(), thing.level > 0)


# Layers


def _switched_off(page: pdfium.PdfPage, texts: Sequence[_Text]) -> list[int]:
    """Return the text objects that are not drawn among those that stand in a layer or a form."""
    asked = [text for text in texts if text.nested or "OC" in _marks(text.thing)]
    if not asked:
        return []
    colours = {
        text.address: bytes((number % 250, number // 250 % 250, 251))
        for number, text in enumerate(asked)
    }
    for text in asked:
        _paint(text, colours[text.address])
    shown = _drawn(page).colours()
    return _undrawn(
        page, [text for text in asked if colours[text.address] not in shown]
    )


def _undrawn(page: pdfium.PdfPage, texts: Sequence[_Text]) -> list[int]:
    """Return the text objects whose colour makes no difference to the page; half transparent ones make some."""
    without = _painted(page, texts, b"\xff\xff\xff") if texts else b""
    if not texts or _painted(page, texts, b"\0\0\0") == without:
        return [text.address for text in texts]
    if len(texts) > _MOST_DOUBTS:
        return []
    _painted(page, texts, b"\xff\xff\xff")
    return [text.address for text in texts if _makes_no_difference(page, text, without)]


def _makes_no_difference(page: pdfium.PdfPage, text: _Text, without: bytes) -> bool:
    """Return whether a page looks the same with a text object in black as with it in white."""
    drawn = _painted(page, [text], b"\0\0\0")
    _paint(text, b"\xff\xff\xff")
    return drawn == without


def _painted(page: pdfium.PdfPage, texts: Sequence[_Text], colour: bytes) -> bytes:
    """Return the pixels of a page with some text in one colour."""
    for text in texts:
        _paint(text, colour)
    return _drawn(page).pixels


def _marks(thing: pdfium.PdfObject) -> Iterable[str]:
    """Return the names of the marks of a page's object; a layer's is OC."""
    names = []
    size, name = ctypes.c_ulong(), (pdfium_c.FPDF_WCHAR * 16)()
    for number in range(max(0, pdfium_c.FPDFPageObj_CountMarks(thing.raw))):
        mark = pdfium_c.FPDFPageObj_GetMark(thing.raw, number)
        if pdfium_c.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size):
            names.append(
                bytes(name)[: size.value].decode("utf-16-le", "replace").rstrip("\0")
            )
    return names


def _paint(text: _Text, colour: bytes) -> None:
    """Give a text object a colour, solid."""
    pdfium_c.FPDFPageObj_SetFillColor(text.thing.raw, *colour, 255)
    pdfium_c.FPDFPageObj_SetStrokeColor(text.thing.raw, *colour, 255)


def _drawn(page: pdfium.PdfPage) -> _Drawing:
    """Draw a page without shades at the edges of letters."""
    scale = min(1.0, _MOST_POINTS / max(*page.get_size(), 1))
    bitmap = page.render(
        scale=scale,  # pyright: ignore[reportArgumentType]
        rev_byteorder=True,
        no_smoothtext=True,
        no_smoothpath=True,
    )
    try:
        pixels = bytes(bitmap.buffer)
        return _Drawing(
            page, pixels, bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride
        )
    finally:
        bitmap.close()


# White on white


def _white(page: pdfium.PdfPage, texts: Sequence[_Text]) -> list[int]:
    """Return the text objects that are white on white."""
    asked = [text for text in texts if not text.nested and _is_white(text.thing)]
    if not asked:
        return []
    drawing = _drawn(page)
    return [
        text.address
        for text in asked
        if all(min(pixel) >= _PAPER for pixel in drawing.within(text.box))
    ]


def _is_white(thing: pdfium.PdfObject) -> bool:
    """Return whether a text object is filled with white."""
    red, green, blue, solid = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, solid)
    return (
        bool(known)
        and min(red.value, green.value, blue.value) >= _WHITE
        and bool(solid.value)
    )


# Invisible text


def _invisible(
    page: pdfium.PdfPage, texts: Sequence[_Text], invisible: Sequence[_Text]
) -> list[int]:
    """Return the invisible text objects that stand over no picture, if others are visible."""
    if len(invisible) == len(texts):
        return []
    asked = [
        text for text in invisible if not text.nested
    ]  # the boxes of others count from their form's corner
    pictures = [
        thing.get_bounds()
        for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)
    ]
    return [
        text.address
        for text in asked
        if not any(_is_over(text.box, picture) for picture in pictures)
    ]


def _is_over(box: Box, picture: Box) -> bool:
    """Return whether the middle of a box is within a picture."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return picture[0] <= x <= picture[2] and picture[1] <= y <= picture[3]
