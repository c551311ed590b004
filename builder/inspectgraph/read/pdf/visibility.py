"""Find text that a reader of a PDF page does not see: hidden, invisible or white text.

The PDFium library returns visible and invisible text alike. So this module gives a
unique colour to each text object that may be invisible, and draws the page. If the
colour does not appear in the drawing, the text object is not visible.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from operator import attrgetter
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box
from inspectgraph.read.sequences import divide

__all__ = ["Sight", "Unseen", "sight_of"]

Unseen = Literal["layer", "invisible", "white"]

#: The render modes of text that is neither filled nor outlined (3 and 7 in the PDF
#: standard).
_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
#: The least red, green or blue of a colour that counts as white, and of a pixel that
#: counts as paper.
_WHITE, _PAPER = 250, 240
#: The longest side of a drawn page, in pixels. It limits the memory for a huge page.
_MOST_POINTS = 1500
#: The most text objects that are drawn one by one to find out whether they are visible.
_MOST_DOUBTS = 30
#: The depth of nested PDF forms down to which text is searched for.
_DEPTH = 8
_BLACK_FILL, _WHITE_FILL = b"\0\0\0", b"\xff\xff\xff"
#: The name of the mark that puts a text object into a layer.
_LAYER = "OC"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text object of a page.

    `nested` is true if the text object is inside a PDF form.
    """

    address: int
    handle: pdfium.PdfObject
    box: Box
    nested: bool

    @property
    def is_invisible(self) -> bool:
        """Whether the text is drawn without fill and without outline."""
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(self.handle.raw)
        return mode in _INVISIBLE

    @property
    def may_be_hidden(self) -> bool:
        """Whether the text is in a PDF form or layer, and so may be switched off."""
        if self.nested:
            return True
        return _LAYER in _marks(self.handle)

    @property
    def is_white(self) -> bool:
        """Whether the text is filled with white and is not inside a PDF form."""
        if self.nested:
            return False
        return _is_white(self.handle)

    def paint(self, colour: bytes) -> None:
        """Give the text a solid colour, whose red, green and blue values are bytes."""
        pdfium_c.FPDFPageObj_SetFillColor(self.handle.raw, *colour, 255)
        pdfium_c.FPDFPageObj_SetStrokeColor(self.handle.raw, *colour, 255)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A drawn page: its pixels in rows from the top, and its size in pixels.

    `depth` is the number of bytes in a pixel. `stride` is the number of bytes in a row.
    """

    page: pdfium.PdfPage
    pixels: bytes
    width: int
    height: int
    depth: int
    stride: int

    def colours(self) -> set[bytes]:
        """Return the set of colours in the drawing."""
        channels = (self.pixels[start :: self.depth] for start in range(3))
        return set(map(bytes, set(zip(*channels, strict=False))))

    def within(self, box: Box) -> Iterator[bytes]:
        """Yield the colour of each pixel inside a rectangle of the page."""
        columns, rows = self._ranges(box)
        for row, column in product(rows, columns):
            start = row * self.stride + column * self.depth
            yield self.pixels[start : start + 3]

    def _ranges(self, box: Box) -> tuple[range, range]:
        """Return the pixel columns and pixel rows inside a rectangle of the page."""
        left, bottom, right, top = box
        corners = [self._pixel(x, y) for x, y in product((left, right), (bottom, top))]
        columns, rows = zip(*corners, strict=True)
        return (
            range(max(0, min(columns)), min(self.width, max(columns) + 1)),
            range(max(0, min(rows)), min(self.height, max(rows) + 1)),
        )

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and row of the pixel at a point of the page."""
        column, row = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(
            self.page.raw, 0, 0, self.width, self.height, 0, x, y, column, row
        )
        return column.value, row.value


@dataclass(frozen=True, slots=True)
class Sight:
    """The invisible text of a page.

    `unseen` maps the address of each invisible text object to the reason why it is
    invisible. `recognised` is true if the page also has invisible text that text
    recognition made for a picture. Such text is read, so it is not in `unseen`.
    """

    unseen: dict[int, Unseen]
    recognised: bool


def sight_of(page: pdfium.PdfPage) -> Sight:
    """Return the text objects on a page that are invisible to a reader.

    The result leaves out invisible text over a picture, because such text comes from
    text recognition and is read as usual. It also leaves out the invisible text of a
    page that has no other text.
    """
    invisible, others = divide(_texts(page), attrgetter("is_invisible"))
    hidden: list[int] = []
    if invisible and others:
        hidden = _over_no_picture(page, invisible)
    unseen: dict[int, Unseen] = dict.fromkeys(
        _white(page, [*invisible, *others]), "white"
    )
    unseen |= dict.fromkeys(_switched_off(page, others), "layer")
    unseen |= dict.fromkeys(hidden, "invisible")
    return Sight(unseen, len(hidden) < len(invisible))


def _texts(page: pdfium.PdfPage) -> Iterator[_Text]:
    """Yield the text objects of a page, including those inside forms."""
    for found in page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        address = ctypes.cast(found.raw, ctypes.c_void_p).value or 0
        yield _Text(address, found, found.get_bounds(), found.level > 0)


# Layers


def _switched_off(page: pdfium.PdfPage, texts: Iterable[_Text]) -> list[int]:
    """Return the addresses of the undrawn text objects in layers and forms."""
    tested = [*filter(attrgetter("may_be_hidden"), texts)]
    if not tested:
        return []
    colours: dict[int, bytes] = {}
    for number, text in enumerate(tested):
        colours[text.address] = bytes((number % 250, number // 250 % 250, 251))
    for text in tested:
        text.paint(colours[text.address])
    shown = _draw(page).colours()
    doubtful = []
    for text in tested:
        if colours[text.address] not in shown:
            doubtful.append(text)
    return _undrawn(page, doubtful)


def _undrawn(page: pdfium.PdfPage, texts: Sequence[_Text]) -> list[int]:
    """Return the addresses of text objects whose colour does not change the drawn page.

    The result has no half transparent text, because the colour of such text changes the
    drawn page.
    """
    if not texts:
        return []
    without = _pixels(page, texts, _WHITE_FILL)
    if _pixels(page, texts, _BLACK_FILL) == without:
        return [text.address for text in texts]
    if len(texts) > _MOST_DOUBTS:
        return []
    _pixels(page, texts, _WHITE_FILL)
    found = []
    for text in texts:
        if not _changes(page, text, without):
            found.append(text.address)
    return found


def _changes(page: pdfium.PdfPage, text: _Text, without: bytes) -> bool:
    """Return whether the drawing of a page changes when a white text object becomes black.

    Args:
        page: The page, with the text object in white.
        text: The text object.
        without: The pixels of the page before the text object becomes black.
    """
    drawn = _pixels(page, [text], _BLACK_FILL)
    text.paint(_WHITE_FILL)
    return drawn != without


def _pixels(page: pdfium.PdfPage, texts: Iterable[_Text], colour: bytes) -> bytes:
    """Give some text objects a colour, draw the page, and return the pixels."""
    for text in texts:
        text.paint(colour)
    return _draw(page).pixels


def _marks(handle: pdfium.PdfObject) -> list[str]:
    """Return the names of a text object's marks, such as `OC` for a layer."""
    names = []
    size, name = ctypes.c_ulong(), (pdfium_c.FPDF_WCHAR * 16)()
    count = max(0, pdfium_c.FPDFPageObj_CountMarks(handle.raw))
    for number in range(count):
        mark = pdfium_c.FPDFPageObj_GetMark(handle.raw, number)
        if pdfium_c.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size):
            encoded = bytes(name)[: size.value]
            names.append(encoded.decode("utf-16-le", "replace").rstrip("\0"))
    return names


def _draw(page: pdfium.PdfPage) -> _Drawing:
    """Draw a page without smoothing the edges of letters."""
    scale = min(1.0, _MOST_POINTS / max(*page.get_size(), 1))
    bitmap = page.render(
        scale=scale,  # pyright: ignore[reportArgumentType]
        rev_byteorder=True,
        no_smoothtext=True,
        no_smoothpath=True,
    )
    try:
        return _Drawing(
            page=page,
            pixels=bytes(bitmap.buffer),
            width=bitmap.width,
            height=bitmap.height,
            depth=bitmap.n_channels,
            stride=bitmap.stride,
        )
    finally:
        bitmap.close()


# White text on white paper


def _white(page: pdfium.PdfPage, texts: Iterable[_Text]) -> list[int]:
    """Return the addresses of white text objects on white paper."""
    tested = [*filter(attrgetter("is_white"), texts)]
    if not tested:
        return []
    drawing = _draw(page)
    found = []
    for text in tested:
        if _is_on_paper(text, drawing):
            found.append(text.address)
    return found


def _is_on_paper(text: _Text, drawing: _Drawing) -> bool:
    """Return whether all pixels in the rectangle of a text object are white paper."""
    for pixel in drawing.within(text.box):
        if min(pixel) < _PAPER:
            return False
    return True


def _is_white(handle: pdfium.PdfObject) -> bool:
    """Return whether a text object is filled with solid white."""
    red, green, blue = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    solid = ctypes.c_uint()
    if not pdfium_c.FPDFPageObj_GetFillColor(handle.raw, red, green, blue, solid):
        return False
    if not solid.value:
        return False
    return min(red.value, green.value, blue.value) >= _WHITE


# Invisible text


def _over_no_picture(page: pdfium.PdfPage, texts: Iterable[_Text]) -> list[int]:
    """Return the addresses of text objects that are not over a picture."""
    images = page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)
    pictures = [image.get_bounds() for image in images]
    found = []
    for text in texts:
        if text.nested:  # its rectangle is relative to the form
            continue
        if not any(map(partial(_is_over, text.box), pictures)):
            found.append(text.address)
    return found


def _is_over(box: Box, picture: Box) -> bool:
    """Return whether the middle of a rectangle is inside a picture."""
    left, bottom, right, top = picture
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    is_between = left <= x <= right
    return is_between and bottom <= y <= top
