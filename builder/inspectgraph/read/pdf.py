"""PDF → lines and tables: what stands where on each page, in reading order, without running heads and feet.

Text and its places come from PDFium; lines of a table are cut into cells by the ruled lines that PDFium
finds as well. `layout` turns the result into the same blocks that a text source gives.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.errors import UnreadableError, Where
from inspectgraph.read.shapes import Flat, Shapes, shapes_of

__all__ = ["MOST_PAGES", "Grid", "Line", "Page", "Run", "in_margin", "margin_key", "read_pages", "repeated"]

#: The most pages that are read; the longest report has some 150.
MOST_PAGES = 3000
#: The share of the body's size below which a raised text is a mark: a footnote's digit, an ordinal's letters.
_SMALL = 0.8
#: How much of a page the outermost line may stand from its edge and be a running one.
_NEAR = 0.1
#: How far left of its line a drawn bullet stands.
_LEFT_OF_LINE = 40


@dataclass(slots=True)
class Run:
    """A stretch of characters of one line in one font; places in points from the lower left of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first: int
    last: int


@dataclass(slots=True)
class Line:
    """The runs of one line of a page, from left to right."""

    runs: list[Run]
    page: int

    @property
    def text(self) -> str:
        """The text of the line; runs that stand apart have a space between them."""
        parts = [self.runs[0].text]
        for before, run in zip(self.runs, self.runs[1:], strict=False):
            apart = run.x0 - before.x1 > 0.18 * max(run.size, before.size)
            spaced = parts[-1].endswith((" ", "\u00a0")) or run.text.startswith((" ", "\u00a0"))
            parts.append(f" {run.text}" if apart and not spaced else run.text)
        return "".join(parts).strip()

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.runs[-1].x1

    @property
    def y(self) -> float:
        """The height of the base line."""
        return max(self.runs, key=lambda run: len(run.text)).y

    @property
    def size(self) -> float:
        """The size of most of the line's characters."""
        return max(self.runs, key=lambda run: len(run.text.strip())).size

    @property
    def bold(self) -> bool:
        """Whether every letter of the line is bold."""
        lettered = [run for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(lettered) and all(run.bold for run in lettered)

    @property
    def span(self) -> tuple[int, int]:
        """The first and last character of the line, counted through the document."""
        return min(run.first for run in self.runs), max(run.last for run in self.runs)


@dataclass(slots=True)
class Grid:
    """A ruled table: the heights of its horizontal lines from the top, and its vertical lines with their extent."""

    rows: list[float]
    uprights: list[tuple[float, float, float]]

    def row(self, y: float) -> int | None:
        """Return the row that a height is in, or None above and below the table."""
        if not self.rows[-1] <= y <= self.rows[0]:
            return None
        return sum(1 for height in self.rows[1:-1] if y < height)

    def edges(self, row: int) -> list[float]:
        """Return where the cells of a row begin and end; cells that are merged have no line between them."""
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        return _merged([x for x, bottom, top in self.uprights if bottom - 1 <= middle <= top + 1])

    def is_table_row(self, x: float, y: float) -> bool:
        """Return whether a point is in a row of at least two cells."""
        row = self.row(y)
        if row is None:
            return False
        edges = self.edges(row)
        return len(edges) > 2 and edges[0] <= x <= edges[-1]


@dataclass(slots=True)
class Page:
    """One page: its lines from the top, its tables, and whether it is a picture of a page."""

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)
    scanned: bool = False


def read_pages(path: Path) -> list[Page]:
    """Read the pages of a PDF; what comes from strangers is read through `confined`, which bounds time and memory.

    Raises:
        UnreadableError: If it is encrypted, damaged or too long.
    """
    where = Where(str(path))
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _refused(error, where) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError("too-many-pages", f"the PDF has {len(document)} pages, more than {MOST_PAGES}", where)
        return _pages(document, where)
    finally:
        document.close()


def _refused(error: pdfium.PdfiumError, where: Where) -> UnreadableError:
    """Return what PDFium's refusal means."""
    if "password" in str(error).lower() or "security" in str(error).lower():
        return UnreadableError("encrypted", "the PDF is encrypted; save a copy without a password", where)
    return UnreadableError("damaged-pdf", "the PDF is damaged; download the report again", where)


def _pages(document: pdfium.PdfDocument, where: Where) -> list[Page]:
    """Return the pages of an open document."""
    pages: list[Page] = []
    count = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableError("damaged-pdf", f"page {number + 1} of the PDF cannot be read", where) from error
        width, height = page.get_size()
        lines = _lines(list(_runs(text, count)), number + 1)
        scanned = not lines and _is_picture(page, width * height)
        shapes = shapes_of(page)
        _set_bullets(shapes, lines)
        pages.append(Page(number + 1, width, height, lines, _grids(shapes), scanned))
        count += text.count_chars()
        text.close()
        page.close()
    return pages


def _is_picture(page: pdfium.PdfPage, area: float) -> bool:
    """Return whether pictures cover half of a page."""
    covered = 0.0
    for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered += (right - left) * (top - bottom)
    return covered > area / 2


# Characters → runs → lines


def _runs(text: pdfium.PdfTextPage, offset: int) -> Iterator[Run]:
    """Yield the runs of a page in the order of the file."""
    run: Run | None = None
    for index, character, glyph in _characters(text):
        x0, x1, y, size, bold = glyph
        goes_on = (
            run is not None
            and abs(run.y - y) < 0.6
            and run.bold == bold
            and abs(run.size - size) < 0.3
            and -0.5 * size < x0 - run.x1 < 1.2 * size
        )
        if run is not None and goes_on:
            apart = x0 - run.x1 > 0.18 * size and not run.text.endswith(" ") and character != " "
            run.text += f" {character}" if apart else character
            run.x1, run.last = max(run.x1, x1), offset + index + 1
            continue
        if run is not None and run.text.strip():
            yield run
        run = Run(character, x0, x1, y, size, bold, offset + index, offset + index + 1)
    if run is not None and run.text.strip():
        yield run


#: Left, right, base line, size and weight of a character; right is where the next one is expected.
Glyph = tuple[float, float, float, float, bool]


def _characters(text: pdfium.PdfTextPage) -> Iterator[tuple[int, str, Glyph]]:
    """Yield index, form and place of each character that is printed; two halves of one come together."""
    raw, glyph, half = text.raw, _glyphs(text), 0
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code < 32 or pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (half - 0xD800 << 10) + code - 0xDC00 if half else 0xFFFD
        half = 0
        yield index, chr(code), glyph(index)


def _glyphs(text: pdfium.PdfTextPage) -> Callable[[int], Glyph]:
    """Return what gives the place of a character of a page by its index."""
    raw = text.raw
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)

    def glyph(index: int) -> Glyph:
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
        pdfium_c.FPDFText_GetFontInfo(raw, index, name, 128, flags)
        size = pdfium_c.FPDFText_GetFontSize(raw, index) * (abs(matrix.d) or abs(matrix.b) or 1.0)
        bold = b"bold" in name.value.lower() or b"black" in name.value.lower()
        return x.value, max(box.right, x.value), y.value, size, bold

    return glyph


def _lines(runs: list[Run], page: int) -> list[Line]:
    """Return the lines of a page from the top; raised marks are set into the line they belong to, or dropped."""
    body = median([run.size for run in runs for _ in range(len(run.text))]) if runs else 12.0
    raised = _raised(runs)
    lines: list[Line] = []
    small: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if _is_mark(run) and (run.size < _SMALL * body or id(run) in raised):
            small.append(run)
        elif lines and abs(lines[-1].runs[0].y - run.y) < 0.35 * run.size:
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run], page))
    for run in small:
        _set_mark(run, lines, page)
    for line in lines:
        line.runs.sort(key=lambda run: run.x0)
    return sorted(lines, key=lambda line: -line.y)


def _is_mark(run: Run) -> bool:
    """Return whether a run may be a footnote's digits or an ordinal's letters."""
    return run.text.strip().isalnum() and len(run.text.strip()) <= 3


def _raised(runs: Sequence[Run]) -> set[int]:
    """Return the marks that stand right behind larger text and above its base line, as in a title."""
    return {
        id(run)
        for before, run in pairwise(runs)
        if run.size < 0.95 * before.size
        and 0.2 * before.size < run.y - before.y < 0.7 * before.size
        and -1 <= run.x0 - before.x1 <= 3
    }


def _set_mark(run: Run, lines: list[Line], page: int) -> None:
    """Set the letters of an ordinal into their line; drop a footnote's digit; keep what stands alone."""
    near = [line for line in lines if -0.2 * line.size <= run.y - line.y <= 0.8 * line.size]
    touched = [(line, other) for line in near for other in line.runs if -1 <= run.x0 - other.x1 <= 3]
    if touched and run.text.strip().isalpha():
        touched[0][0].runs.append(run)
    elif not near:
        lines.append(Line([run], page))
    elif not touched:
        near[0].runs.append(
            Run(f"<sup>{run.text.strip()}</sup>", run.x0, run.x1, run.y, run.size, False, run.first, run.last)
        )
    else:  # the mark stays within the bounds of the word that it was set on
        word = touched[0][1]
        word.first, word.last = min(word.first, run.first), max(word.last, run.last)


def _set_bullets(shapes: Shapes, lines: list[Line]) -> None:
    """Set each drawn bullet before the line that it stands left of, as the character that it looks like."""
    for left, bottom, right, top in shapes.bullets:
        for line in lines:
            first = line.runs[0]
            level = line.y - 0.1 * line.size <= (bottom + top) / 2 <= line.y + 0.8 * line.size
            if level and 0 < first.x0 - right < _LEFT_OF_LINE:
                line.runs.insert(0, Run("•", left, right, first.y, first.size, first.bold, first.first, first.first))
                break


# Ruled lines → tables


def _grids(shapes: Shapes) -> list[Grid]:
    """Return the ruled tables of a page that have at least two columns, from the top."""
    grids = []
    for group in _connected(shapes.flat, shapes.upright):
        # a row that a page's end cuts has no line there
        ends = (max(top for _, _, top in group[1]), min(bottom for _, bottom, _ in group[1]))
        rows = _merged([*(y for _, _, y in group[0]), *ends])
        columns = _merged([x for x, _, _ in group[1]])
        if len(rows) > 1 and len(columns) > 2:
            grids.append(Grid(sorted(rows, reverse=True), group[1]))
    return sorted(grids, key=lambda grid: -grid.rows[0])


def _connected(flat: list[Flat], upright: list[Flat]) -> list[tuple[list[Flat], list[Flat]]]:
    """Group ruled lines whose vertical extents hang together."""
    groups: list[tuple[float, list[Flat]]] = []  # the lowest place of each group, and its vertical lines
    for line in sorted(upright, key=lambda line: -line[2]):
        _, bottom, top = line
        if groups and top >= groups[-1][0] - 3:
            low, lines = groups.pop()
            lines.append(line)
            groups.append((min(low, bottom), lines))
        else:
            groups.append((bottom, [line]))
    return [([line for line in flat if low - 3 <= line[2] <= lines[0][2] + 3], lines) for low, lines in groups]


def _merged(values: Sequence[float]) -> list[float]:
    """Return values without near repeats."""
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > 4:
            merged.append(value)
    return merged


def repeated(pages: Sequence[Page]) -> set[tuple[str, bool, int]]:
    """Return the texts, digits aside, that stand at the head or foot of several pages (text, at the foot, size).

    What only borders on the margin has to be there on half of the pages.
    """
    seen: Counter[tuple[str, bool, int]] = Counter()
    near: Counter[tuple[str, bool, int]] = Counter()
    for page in pages:
        seen.update({key for line in page.lines if in_margin(line, page) and (key := margin_key(line, page))})
        near.update({key for line in page.lines if (key := margin_key(line, page))})
    fewest, half = max(2, min(3, len(pages) // 2)), max(3, len(pages) / 2)
    return {key for key, count in near.items() if seen[key] >= fewest or count >= half}


def margin_key(line: Line, page: Page) -> tuple[str, bool, int] | None:
    """Return what a line in or next to the margin is called when pages are compared, or None for one of the body.

    Its size counts: the title on a cover may say what the heads of the pages say.
    """
    first = line is page.lines[0] and line.y > (1 - _NEAR) * page.height
    last = line is page.lines[-1] and line.y < _NEAR * page.height
    if not (first or last or in_margin(line, page)):
        return None
    return re.sub(r"\d+", "#", line.text), line.y < page.height / 2, round(line.size)


def in_margin(line: Line, page: Page) -> bool:
    """Return whether a line stands in the upper or lower margin of its page."""
    return not 0.075 * page.height < line.y < 0.94 * page.height
