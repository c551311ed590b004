"""Read the pages of a PDF: text with its positions, ruled lines, and tables.

The PDFium library finds characters and shapes. `page_lines` forms lines. `layout`
converts the lines to blocks, as for a report in plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.read.pdf.glyphs import (
    glyphs_of,
    main_quarters,
    typed_of,
    typical_size,
)
from inspectgraph.read.pdf.grids import Grid, grids_of
from inspectgraph.read.pdf.lines import Line, Run, runs_of
from inspectgraph.read.pdf.page import Page
from inspectgraph.read.pdf.page_lines import PageDraft, finish_pages
from inspectgraph.read.pdf.page_view import Box, View
from inspectgraph.read.pdf.ruled_lines import shapes_of
from inspectgraph.read.pdf.set_aside import stretches_of
from inspectgraph.read.pdf.visibility import Sight, sight_of
from inspectgraph.read.sequences import divide

__all__ = ["MOST_PAGES", "read_pages"]

#: The most pages that a PDF may have. The longest report has some 150.
MOST_PAGES = 3000
#: The range of usual font sizes in points. A document with a usual font size outside
#: this range is drawn in other units, and its usual size is scaled to `_USUAL`.
_ORDINARY, _USUAL = (5.5, 24.0), 11.0
#: The size of a page that gives no size, in points.
_PAPER = (0.0, 0.0, 612.0, 792.0)
#: How many pages are sampled to find the usual font size.
_FIRST_PAGES = 5
#: The most distance of the second print of a text from the first, as a share of the
#: font size, and the most difference in font size, in points.
_OFFSET, _SAME_SIZE = 0.05, 0.3
#: How many earlier runs with the same text are compared to find a second print.
_MOST_REPEATS = 50
#: The depth of nested PDF forms down to which pictures are searched for.
_DEPTH = 3


def read_pages(path: Path) -> list[Page]:
    """Read the pages of a PDF in the current process.

    Because a PDF may be malicious, call this function only in a process with the time
    and memory limits of `sandbox`.

    Raises:
        UnreadableError: If the PDF is encrypted, damaged or too long.
    """
    where = Where(str(path))
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _refusal(error, where) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(
                "too-many-pages",
                f"the PDF has {len(document)} pages, and the limit is {MOST_PAGES}",
                where,
            )
        return finish_pages(_draft_pages(document, where))
    finally:
        document.close()


def _refusal(error: pdfium.PdfiumError, where: Where) -> UnreadableError:
    """Return the error for a PDF that PDFium cannot open because it is encrypted or damaged."""
    message = str(error).lower()
    if "password" in message or "security" in message:
        return UnreadableError(
            "encrypted", "the PDF is encrypted; save a copy without a password", where
        )
    return UnreadableError(
        "damaged-pdf", "the PDF is damaged; download the report again", where
    )


def _draft_pages(document: pdfium.PdfDocument, where: Where) -> list[PageDraft]:
    """Return the text runs and shapes of all pages of an open document.

    Raises:
        UnreadableError: If a page is damaged.
    """
    scale = _scale(document, where)
    drafts: list[PageDraft] = []
    count = 0
    for number in range(1, len(document) + 1):
        with _open_page(document, number, where) as (page, text):
            drafts.append(_draft(page, text, number, count, scale))
            count += text.count_chars()
    return drafts


@contextmanager
def _open_page(
    document: pdfium.PdfDocument, number: int, where: Where
) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
    """Open a page and its text, and close both at the end of the `with` block.

    The number of the page is counted from 1.

    Raises:
        UnreadableError: If the page is damaged.
    """
    try:
        page = document[number - 1]
        text = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise UnreadableError(
            "damaged-pdf",
            f"page {number} of the PDF cannot be read; download the report again",
            where,
        ) from error
    yield page, text
    text.close()
    page.close()


def _scale(document: pdfium.PdfDocument, where: Where) -> float:
    """Return the factor that converts lengths in a document to points.

    The factor is 1 if the usual font size of the document is plausible. Otherwise, the
    factor gives the document a plausible font size.
    """
    size = typical_size(_first_texts(document, where))
    least, most = _ORDINARY
    if size is None:
        return 1.0
    if least <= size <= most:
        return 1.0
    return _USUAL / size


def _first_texts(
    document: pdfium.PdfDocument, where: Where
) -> Iterator[pdfium.PdfTextPage]:
    """Yield the text of the first pages, and stop at a page that cannot be read."""
    for number in range(1, min(len(document), _FIRST_PAGES) + 1):
        try:
            with _open_page(document, number, where) as (_, text):
                yield text
        except UnreadableError:
            return


def _draft(
    page: pdfium.PdfPage,
    text: pdfium.PdfTextPage,
    number: int,
    offset: int,
    scale: float,
) -> PageDraft:
    """Return the text runs and shapes of one page, and its text outside paragraphs.

    Args:
        page: The page.
        text: The text of the page.
        number: The number of the page, counted from 1.
        offset: The number of characters on earlier pages.
        scale: The factor that converts lengths in the document to points.
    """
    sight = sight_of(page)
    typed = typed_of(text, sight.unseen)
    quarters = main_quarters(typed, page.get_rotation() // 90)
    view = View(_box(page), quarters, scale)
    rotated, upright = divide(glyphs_of(typed, view), attrgetter("turn"))
    everything = [*runs_of(upright, offset)]
    visible = [*filter(partial(_is_inside, view=view), everything)]
    shapes = shapes_of(page, view)
    grids = grids_of(shapes)
    labels, aside = _split_labels(stretches_of(rotated, number, offset), grids)
    drafted = Page(number, view.width, view.height, grids=grids, aside=aside)
    drafted.scanned = not visible and _is_picture(page, view)
    drafted.remarks = _remarks(
        sight, is_cut=len(visible) < len(everything), aside=aside
    )
    return PageDraft(drafted, _without_reprints(visible) + labels, shapes)


def _remarks(sight: Sight, *, is_cut: bool, aside: Sequence[Line]) -> list[str]:
    """Return the names of the special kinds of text on a page.

    Examples are invisible text, rotated text, text outside the edges of the page, and
    text from text recognition.

    Args:
        sight: The invisible text of the page.
        is_cut: Whether some text is outside the edges of the page.
        aside: The rotated text of the page.
    """
    remarks: list[str] = [*sight.unseen.values()]
    if is_cut:
        remarks.append("outside")
    if aside:
        remarks.append("turned")
    if sight.recognised:
        remarks.append("recognised")
    return remarks


def _box(page: pdfium.PdfPage) -> Box:
    """Return the rectangle of the visible part of a page."""
    media: Box = page.get_mediabox() or _PAPER
    crop: Box = page.get_cropbox() or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if left < right and bottom < top:
        return left, bottom, right, top
    return media


def _is_inside(run: Run, view: View) -> bool:
    """Return whether any part of a text run is in the visible part of the page."""
    left, bottom, right, top = run.box
    if right <= 0 or left >= view.width:
        return False
    return top > 0 and bottom < view.height


def _is_picture(page: pdfium.PdfPage, view: View) -> bool:
    """Return whether pictures cover more than half of the page."""
    covered = 0.0
    for image in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        left, bottom, right, top = image.get_bounds()
        covered += (right - left) * (top - bottom)
    half = view.width * view.height / 2
    return covered > half


def _without_reprints(runs: Iterable[Run]) -> list[Run]:
    """Return the text runs; if a text is printed twice, its second print is left out.

    Some programs print a text twice in one place to make it look bold.
    """
    by_text: dict[str, list[Run]] = {}
    kept = []
    for run in runs:
        same = by_text.setdefault(run.text, [])
        if not any(_is_reprint(run, other) for other in same[-_MOST_REPEATS:]):
            kept.append(run)
            same.append(run)
    return kept


def _is_reprint(run: Run, other: Run) -> bool:
    """Return whether a text run has the same text and the same place as another run."""
    if abs(run.size - other.size) >= _SAME_SIZE:
        return False
    distance = abs(run.x0 - other.x0) + abs(run.y - other.y)
    return distance < _OFFSET * run.size


def _split_labels(
    stretches: Iterable[Line], grids: Sequence[Grid]
) -> tuple[list[Run], list[Line]]:
    """Divide rotated text into text in table cells and text outside tables."""
    labels: list[Run] = []
    others = []
    for line in stretches:
        if _is_in_table(line, grids):
            labels += line.runs
        else:
            others.append(line)
    return labels, others


def _is_in_table(line: Line, grids: Iterable[Grid]) -> bool:
    """Return whether a line of rotated text is in a cell of a table."""
    for grid in grids:
        if grid.is_table_row(line.x0 + 1, line.y):
            return True
    return False
