"""PDF → lines and tables: what stands where on each page, in reading order, without running heads and feet.

Text and its places come from PDFium; lines of a table are cut into cells by the ruled
lines that PDFium finds as well. `layout` turns the result into the same blocks that a
text source gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.read.pdf.areas import Area, areas_of
from inspectgraph.read.pdf.glyphs import (
    glyphs_of,
    main_quarters,
    typed_of,
    typical_size,
)
from inspectgraph.read.pdf.lines import (
    Line,
    Mark,
    Run,
    grouped,
    lines_of,
    marks_set,
    runs_of,
)
from inspectgraph.read.pdf.page_view import Box, View
from inspectgraph.read.pdf.ruled_lines import Flat, Shapes, shapes_of
from inspectgraph.read.pdf.set_aside import aside_kind, crossing_texts, stretches_of
from inspectgraph.read.pdf.text_quality import fault_of
from inspectgraph.read.pdf.visibility import sight_of

__all__ = [
    "MOST_PAGES",
    "Grid",
    "Line",
    "Page",
    "Run",
    "in_margin",
    "margin_key",
    "read_pages",
    "repeated",
]

#: The most pages that are read; the longest report has some 150.
MOST_PAGES = 3000
#: The sizes that usual text has in points, and the one it gets where a document is
#: drawn in other units.
_ORDINARY, _USUAL = (5.5, 24.0), 11.0
#: The box of a page that names none, in points.
_PAPER = (0.0, 0.0, 612.0, 792.0)
#: How many pages are looked at to learn the usual size.
_FIRST_PAGES = 5
#: How far off the second print of a text is that is printed twice, by its size.
_OFFSET = 0.05
#: How many runs with the same text are looked at when a text may be printed twice.
_MOST_REPEATS = 50
#: The most rectangles of a page that are taken for boxes.
_MOST_FRAMES = 100
#: The share of the usual size below which text is small print, and how a footnote in it
#: begins.
_SMALL_PRINT, _PRINTED_NOTE = 0.95, re.compile(r"(\d{1,3})\s+\S")
#: How much of a page the outermost line may stand from its edge and be a running one.
_NEAR = 0.1
#: How far left of its line a drawn bullet stands.
_LEFT_OF_LINE = 40


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
        return _merged(
            [x for x, bottom, top in self.uprights if bottom - 1 <= middle <= top + 1]
        )

    def is_table_row(self, x: float, y: float) -> bool:
        """Return whether a point is in a row of at least two cells."""
        row = self.row(y)
        if row is None:
            return False
        edges = self.edges(row)
        return len(edges) > 2 and edges[0] <= x <= edges[-1]


@dataclass(slots=True)
class Page:
    """One page as it is seen: its lines in the order of reading, its tables, and what is not read like the rest.

    `aside` is text that belongs to no paragraph, such as a watermark; `remarks` are the
    kinds of text that are kept apart or left out; `fault` says why the text of the page
    cannot be read in order, if so.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)
    scanned: bool = False
    aside: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    fault: str = ""
    top: Line | None = None
    bottom: Line | None = None


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
            raise UnreadableError(
                "too-many-pages",
                f"the PDF has {len(document)} pages, more than {MOST_PAGES}",
                where,
            )
        return _pages(document, where)
    finally:
        document.close()


def _refused(error: pdfium.PdfiumError, where: Where) -> UnreadableError:
    """Return what PDFium's refusal means."""
    if "password" in str(error).lower() or "security" in str(error).lower():
        return UnreadableError(
            "encrypted", "the PDF is encrypted; save a copy without a password", where
        )
    return UnreadableError(
        "damaged-pdf", "the PDF is damaged; download the report again", where
    )


def _pages(document: pdfium.PdfDocument, where: Where) -> list[Page]:
    """Return the pages of an open document."""
    scale = _scale(document)
    drafts: list[Draft] = []
    count = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableError(
                "damaged-pdf", f"page {number + 1} of the PDF cannot be read", where
            ) from error
        drafts.append(_draft(page, text, number + 1, count, scale))
        count += text.count_chars()
        text.close()
        page.close()
    return _finished(drafts)


def _scale(document: pdfium.PdfDocument) -> float:
    """Return the factor that makes the usual text of a document as large as text is: some are drawn in other units."""
    size = typical_size(_first_texts(document))
    return (
        1.0 if size is None or _ORDINARY[0] <= size <= _ORDINARY[1] else _USUAL / size
    )


def _first_texts(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfTextPage]:
    """Yield the text of the first pages, as far as they can be read."""
    for number in range(min(len(document), _FIRST_PAGES)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            return
        yield text
        text.close()
        page.close()


@dataclass(slots=True)
class Draft:
    """A page whose runs are not lines yet, since these depend on the whole document."""

    page: Page
    runs: list[Run]
    shapes: Shapes


def _draft(
    page: pdfium.PdfPage,
    text: pdfium.PdfTextPage,
    number: int,
    offset: int,
    scale: float,
) -> Draft:
    """Return what stands on a page, and what of it is kept apart or left out."""
    sight = sight_of(page)
    typed = [*typed_of(text, sight.unseen)]
    view = View(_box(page), main_quarters(typed, page.get_rotation() // 90), scale)
    glyphs = glyphs_of(typed, view)
    everything = [*runs_of([glyph for glyph in glyphs if not glyph.turn], offset)]
    runs = _once([run for run in everything if _is_inside(run, view)])
    stretches = stretches_of([glyph for glyph in glyphs if glyph.turn], number, offset)
    shapes = shapes_of(page, view)
    grids = _grids(shapes)
    labels, aside = _labels(stretches, grids)
    scanned = not runs and _is_picture(page, view.width * view.height)
    remarks: list[str] = [*sight.unseen.values()]
    if not all(_is_inside(run, view) for run in everything):
        remarks.append("outside")
    if aside:
        remarks.append("turned")
    if sight.recognised:
        remarks.append("recognised")
    made = Page(number, view.width, view.height, [], grids, scanned, aside, remarks)
    return Draft(made, runs + labels, shapes)


def _box(page: pdfium.PdfPage) -> Box:
    """Return the part of a page that is shown."""
    media = page.get_mediabox() or _PAPER
    crop = page.get_cropbox() or media
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return box if box[0] < box[2] and box[1] < box[3] else media


def _is_picture(page: pdfium.PdfPage, area: float) -> bool:
    """Return whether pictures cover half of a page."""
    covered = 0.0
    for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered += (right - left) * (top - bottom)
    return covered > area / 2


def _once(runs: Sequence[Run]) -> list[Run]:
    """Return runs without those that are printed a second time in the same place, to look bold."""
    places: dict[str, list[Run]] = {}
    kept = []
    for run in runs:
        near = places.setdefault(run.text, [])
        if not any(_is_again(run, other) for other in near[-_MOST_REPEATS:]):
            kept.append(run)
            near.append(run)
    return kept


def _is_again(run: Run, other: Run) -> bool:
    """Return whether two runs with one text are one text printed twice."""
    off = abs(run.x0 - other.x0) + abs(run.y - other.y)
    return off < _OFFSET * run.size and abs(run.size - other.size) < 0.3


def _is_inside(run: Run, view: View) -> bool:
    """Return whether some of a run is within the part of the page that is shown."""
    level = run.x1 > 0 and run.x0 < view.width
    return level and run.y + 0.7 * run.size > 0 and run.y < view.height


def _labels(
    stretches: Sequence[Line], grids: Sequence[Grid]
) -> tuple[list[Run], list[Line]]:
    """Return turned text that heads a column or row of a table, and other turned text."""
    labels: list[Run] = []
    others = []
    for line in stretches:
        if any(grid.is_table_row(line.x0 + 1, line.y) for grid in grids):
            labels += line.runs
        else:
            others.append(line)
    return labels, others


# Runs → lines


def _finished(drafts: Sequence[Draft]) -> list[Page]:
    """Return the pages of a document, whose usual size and footnotes are known now."""
    body = median(
        [run.size for draft in drafts for run in draft.runs for _ in run.text]
        or [_USUAL]
    )
    crossing = crossing_texts((draft.runs for draft in drafts), body)
    heads = _repeated_rows(drafts)
    marks: list[Mark] = []
    for draft in drafts:
        kept = _without_asides(draft, crossing, body)
        marks += _set_lines(draft, kept, body, heads)
    marks_set(marks, _note_numbers(marks, [draft.page for draft in drafts], body))
    for draft in drafts:
        _set_bullets(draft.shapes, draft.page.lines)
        draft.page.fault = fault_of(draft.page.lines)
    return [draft.page for draft in drafts]


def _without_asides(draft: Draft, crossing: Collection[str], body: float) -> list[Run]:
    """Return the runs of a page that are its text; a watermark and tiny letters are kept apart."""
    kept = []
    for run in draft.runs:
        kind = aside_kind(run, crossing, body)
        if kind:
            draft.page.aside.append(Line([run], draft.page.number))
            draft.page.remarks.append(kind)
        else:
            kept.append(run)
    return kept


def _set_lines(
    draft: Draft, runs: Sequence[Run], body: float, heads: Collection[str]
) -> list[Mark]:
    """Set the lines of a page, part by part, and return its marks; `heads` are the running heads and feet."""
    page = draft.page
    marks: list[Mark] = []
    for number, area in enumerate(_areas(draft, runs, heads)):
        lines, found = lines_of(
            area.runs, page.number, body, -number if area.aside else number
        )
        page.lines += lines
        for mark in found:
            if (
                in_margin(mark.line, page) and mark.run.x0 > mark.line.x0
            ):  # the number of the page
                mark.line.runs = sorted(
                    [*mark.line.runs, mark.run], key=lambda run: run.x0
                )
            else:
                marks.append(mark)
    page.top = max(page.lines, key=lambda line: line.y, default=None)
    page.bottom = min(page.lines, key=lambda line: line.y, default=None)
    return marks


def _areas(draft: Draft, runs: Sequence[Run], heads: Collection[str]) -> list[Area]:
    """Return the parts of a page as they are read; a page without columns is one part, and the boxes beside it."""
    page, frames = draft.page, _frames(draft)
    running = {
        id(run)
        for row in _margin_rows(runs, page)
        if _row_key(row) in heads
        for run in row.runs
    }
    free = [run for run in runs if id(run) not in running]
    areas = [
        area
        for band in _bands(free, page.grids)
        for area in _areas_of_band(band, page, frames)
    ]
    flow = [
        Area([run for run in runs if id(run) in running]),
        *(area for area in areas if not area.aside),
    ]
    asides = [area for area in areas if area.aside]
    if any(area.column for area in flow):
        return flow + asides
    kept = {id(run) for area in asides for run in area.runs}
    return [Area([run for run in runs if id(run) not in kept]), *asides]


def _repeated_rows(drafts: Sequence[Draft]) -> set[str]:
    """Return the rows of text, digits aside, that stand in the margins of several pages."""
    rows: Counter[str] = Counter()
    for draft in drafts:
        rows.update({_row_key(row) for row in _margin_rows(draft.runs, draft.page)})
    return {
        key for key, count in rows.items() if count >= max(2, min(3, len(drafts) // 2))
    }


def _margin_rows(runs: Sequence[Run], page: Page) -> list[Line]:
    """Return the rows of text in the upper and lower margin of a page, from one side to the other."""
    rows = [Line([run], page.number) for run in runs]
    return grouped(
        (run for row, run in zip(rows, runs, strict=True) if in_margin(row, page)),
        page.number,
    )


def _row_key(row: Line) -> str:
    """Return what a row in the margin is called when pages are compared."""
    return re.sub(r"\d+", "#", row.text)


def _areas_of_band(
    band: Sequence[Run], page: Page, frames: Sequence[Box]
) -> list[Area]:
    """Return the parts of a stretch of a page; a table is one part."""
    if any(grid.is_table_row(run.x0, run.y) for run in band for grid in page.grids):
        return [Area([*band])]
    return areas_of(band, frames, page.width)


def _bands(runs: Sequence[Run], grids: Sequence[Grid]) -> list[list[Run]]:
    """Return the runs of a page in stretches from the top: a table is one, and what is between tables."""
    edges = sorted(
        {edge for grid in grids for edge in (grid.rows[0], grid.rows[-1])}, reverse=True
    )
    heights = [-edge for edge in edges]
    bands: list[list[Run]] = [[] for _ in range(len(edges) + 1)]
    for run in runs:
        bands[bisect_left(heights, -run.y)].append(run)
    return [band for band in bands if band]


def _frames(draft: Draft) -> list[Box]:
    """Return the rectangles of a page that are no part of a table, if they are few."""
    frames = draft.shapes.frames if len(draft.shapes.frames) <= _MOST_FRAMES else []
    return [
        frame
        for frame in frames
        if not any(_overlaps(frame, grid) for grid in draft.page.grids)
    ]


def _overlaps(frame: Box, grid: Grid) -> bool:
    """Return whether a rectangle shares some height with a table."""
    return frame[1] < grid.rows[0] and frame[3] > grid.rows[-1]


def _note_numbers(
    marks: Iterable[Mark], pages: Iterable[Page], body: float
) -> set[int]:
    """Return the numbers of a document's footnotes: raised at the beginning of a line, or before small print."""
    heads = {
        int(mark.run.text)
        for mark in marks
        if mark.word is None and mark.run.x0 <= mark.line.x0
    }
    small = (
        line for page in pages for line in page.lines if line.size < _SMALL_PRINT * body
    )
    return heads | {
        int(found[1]) for line in small if (found := _PRINTED_NOTE.match(line.text))
    }


def _set_bullets(shapes: Shapes, lines: list[Line]) -> None:
    """Set each drawn bullet before the line that it stands left of, as the character that it looks like."""
    for left, bottom, right, top in shapes.bullets:
        for line in lines:
            first = line.runs[0]
            level = (
                line.y - 0.1 * line.size
                <= (bottom + top) / 2
                <= line.y + 0.8 * line.size
            )
            if level and 0 < first.x0 - right < _LEFT_OF_LINE:
                line.runs.insert(
                    0,
                    Run(
                        "•",
                        left,
                        right,
                        first.y,
                        first.size,
                        first.bold,
                        first.first,
                        first.first,
                    ),
                )
                break


# Ruled lines → tables


def _grids(shapes: Shapes) -> list[Grid]:
    """Return the ruled tables of a page that have at least two columns, from the top."""
    grids = []
    for group in _connected(shapes.flat, shapes.upright):
        # a row that a page's end cuts has no line there
        ends = (
            max(top for _, _, top in group[1]),
            min(bottom for _, bottom, _ in group[1]),
        )
        rows = _merged([*(y for _, _, y in group[0]), *ends])
        columns = _merged([x for x, _, _ in group[1]])
        if len(rows) > 1 and len(columns) > 2:
            grids.append(Grid(sorted(rows, reverse=True), group[1]))
    return sorted(grids, key=lambda grid: -grid.rows[0])


def _connected(
    flat: list[Flat], upright: list[Flat]
) -> list[tuple[list[Flat], list[Flat]]]:
    """Group ruled lines whose vertical extents hang together."""
    groups: list[
        tuple[float, list[Flat]]
    ] = []  # the lowest place of each group, and its vertical lines
    for line in sorted(upright, key=lambda line: -line[2]):
        _, bottom, top = line
        if groups and top >= groups[-1][0] - 3:
            low, lines = groups.pop()
            lines.append(line)
            groups.append((min(low, bottom), lines))
        else:
            groups.append((bottom, [line]))
    return [
        ([line for line in flat if low - 3 <= line[2] <= lines[0][2] + 3], lines)
        for low, lines in groups
    ]


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
        seen.update(
            {
                key
                for line in page.lines
                if in_margin(line, page) and (key := margin_key(line, page))
            }
        )
        near.update({key for line in page.lines if (key := margin_key(line, page))})
    fewest, half = max(2, min(3, len(pages) // 2)), max(3, len(pages) / 2)
    return {key for key, count in near.items() if seen[key] >= fewest or count >= half}


def margin_key(line: Line, page: Page) -> tuple[str, bool, int] | None:
    """Return what a line in or next to the margin is called when pages are compared, or None for one of the body.

    Its size counts: the title on a cover may say what the heads of the pages say.
    """
    first = line is page.top and line.y > (1 - _NEAR) * page.height
    last = line is page.bottom and line.y < _NEAR * page.height
    if not (first or last or in_margin(line, page)):
        return None
    return re.sub(r"\d+", "#", line.text), line.y < page.height / 2, round(line.size)


def in_margin(line: Line, page: Page) -> bool:
    """Return whether a line stands in the upper or lower margin of its page."""
    return not 0.075 * page.height < line.y < 0.94 * page.height
