"""Form the lines of all pages of a PDF, in reading order.

This step needs the whole document, to know the usual font size, the page headers and
footers, the watermarks and the footnotes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from statistics import median

from inspectgraph.read.pdf.areas import Area, areas_of
from inspectgraph.read.pdf.grids import Grid
from inspectgraph.read.pdf.line_building import lines_of
from inspectgraph.read.pdf.lines import Line, Run, sort_runs
from inspectgraph.read.pdf.margins import in_margin, margin_rows, recurring, row_key
from inspectgraph.read.pdf.marks import Mark, note_numbers, set_marks
from inspectgraph.read.pdf.page import Page
from inspectgraph.read.pdf.page_view import Box
from inspectgraph.read.pdf.ruled_lines import Shapes
from inspectgraph.read.pdf.set_aside import aside_kind, crossing_texts
from inspectgraph.read.pdf.text_quality import fault_of
from inspectgraph.read.sequences import divide

__all__ = ["PageDraft", "finish_pages"]

#: The font size to assume in a document without text, in points.
_USUAL = 11.0
#: A page with more rectangles than this has no text boxes.
_MOST_FRAMES = 100
#: How far left of its line a drawn bullet may be, in points.
_LEFT_OF_LINE = 40


@dataclass(slots=True)
class PageDraft:
    """A page with its text runs and drawn shapes, before lines are formed."""

    page: Page
    runs: list[Run]
    shapes: Shapes


@dataclass(frozen=True, slots=True)
class _Context:
    """The properties of a whole document that are needed to form its lines.

    `body` is the usual font size in points. `watermarks` and `headers` hold the texts
    of watermarks, and of page headers and footers.
    """

    body: float
    watermarks: Collection[str]
    headers: Collection[str]


def finish_pages(drafts: Sequence[PageDraft]) -> list[Page]:
    """Form the lines of all pages of a document, and return the pages."""
    pages = [*map(attrgetter("page"), drafts)]
    body = _body_size(drafts)
    watermarks = crossing_texts(map(attrgetter("runs"), drafts), body)
    context = _Context(body, watermarks, _recurring_rows(drafts))
    marks: list[Mark] = []
    for draft in drafts:
        marks += _form_lines(draft, context)
    lines = [*chain.from_iterable(map(attrgetter("lines"), pages))]
    set_marks(marks, note_numbers(marks, lines, body))
    for draft in drafts:
        _set_bullets(draft.shapes.bullets, draft.page.lines)
        draft.page.fault = fault_of(draft.page.lines)
    return pages


def _body_size(drafts: Iterable[PageDraft]) -> float:
    """Return the median font size of a document's characters, in points."""
    sizes: list[float] = []
    for draft in drafts:
        for run in draft.runs:
            sizes += [run.size] * len(run.text)
    return median(sizes or [_USUAL])


def _recurring_rows(drafts: Sequence[PageDraft]) -> set[str]:
    """Return the texts that recur in the page margins, with each number replaced by `#`."""
    rows: Counter[str] = Counter()
    for draft in drafts:
        rows.update(set(map(row_key, margin_rows(draft.runs, draft.page))))
    fewest = recurring(len(drafts))
    found = set()
    for key, count in rows.items():
        if count >= fewest:
            found.add(key)
    return found


def _form_lines(draft: PageDraft, context: _Context) -> list[Mark]:
    """Form the lines of a page, and return its superscript and subscript numbers.

    The returned numbers, such as footnote marks, are not yet in the lines.
    """
    page = draft.page
    runs = _without_asides(draft, context)
    marks: list[Mark] = []
    for number, area in enumerate(_areas(draft, runs, context.headers)):
        signed = number
        if area.aside:
            signed = -number
        lines, found = lines_of(area.runs, page.number, context.body, signed)
        page.lines += lines
        marks += _without_page_numbers(found, page)
    page.find_ends()
    return marks


def _without_asides(draft: PageDraft, context: _Context) -> list[Run]:
    """Return the text runs of a page, except watermarks and tiny letters.

    Watermarks and tiny letters are added to `page.aside`. This list has the text that
    is outside all paragraphs.
    """
    kept = []
    for run in draft.runs:
        kind = aside_kind(run, context.watermarks, context.body)
        if kind:
            draft.page.aside.append(Line([run], draft.page.number))
            draft.page.remarks.append(kind)
        else:
            kept.append(run)
    return kept


def _without_page_numbers(marks: Iterable[Mark], page: Page) -> Iterator[Mark]:
    """Yield the given superscript and subscript numbers, except page numbers.

    If a line is in the page margin, a small number that does not begin the line is a
    page number. The page number is added to the line.
    """
    for mark in marks:
        is_behind_text = mark.run.x0 > mark.line.x0
        if is_behind_text and in_margin(mark.line, page):
            mark.line.runs.append(mark.run)
            sort_runs([mark.line])
        else:
            yield mark


# Areas of a page


def _areas(
    draft: PageDraft, runs: Sequence[Run], headers: Collection[str]
) -> list[Area]:
    """Return the areas of a page in reading order, with text boxes last.

    On a page without columns, all text outside the boxes is one area.
    """
    header, free = _split(runs, _header_runs(runs, draft.page, headers))
    areas: list[Area] = []
    frames = _frames(draft)
    for band in _bands(free, draft.page.grids):
        areas += _areas_of_band(band, draft.page, frames)
    boxes, columns = divide(areas, attrgetter("aside"))
    if any(map(attrgetter("column"), areas)):
        return [Area(header), *columns, *boxes]
    boxed = chain.from_iterable(map(attrgetter("runs"), boxes))
    _, unboxed = _split(runs, boxed)
    return [Area(unboxed), *boxes]


def _split(runs: Iterable[Run], chosen: Iterable[Run]) -> tuple[list[Run], list[Run]]:
    """Divide text runs into a list of chosen runs and a list of all other runs."""
    identities = set(map(id, chosen))
    return divide(runs, lambda run: id(run) in identities)


def _header_runs(
    runs: Sequence[Run], page: Page, headers: Collection[str]
) -> Iterator[Run]:
    """Yield the text runs of page headers and footers."""
    for row in margin_rows(runs, page):
        if row_key(row) in headers:
            yield from row.runs


def _areas_of_band(
    band: Sequence[Run], page: Page, frames: Sequence[Box]
) -> list[Area]:
    """Return the areas of a horizontal band of a page; a table is always one area."""
    if any(page.grid_at(run.x0, run.y) for run in band):
        return [Area([*band])]
    return areas_of(band, frames, page.width)


def _bands(runs: Iterable[Run], grids: Iterable[Grid]) -> list[list[Run]]:
    """Divide the text runs of a page into bands: tables, and text between tables.

    The bands are in order from the top.
    """
    edges: set[float] = set()
    for grid in grids:
        edges.update((-grid.rows[0], -grid.rows[-1]))
    depths = sorted(edges)
    bands: list[list[Run]] = [[] for _ in range(len(depths) + 1)]
    for run in runs:
        bands[bisect_left(depths, -run.y)].append(run)
    return [*filter(None, bands)]


def _frames(draft: PageDraft) -> list[Box]:
    """Return the rectangles that are drawn on a page outside its tables.

    The list is empty for a page with very many rectangles.
    """
    frames = draft.shapes.frames
    if len(frames) > _MOST_FRAMES:
        return []
    kept = []
    for frame in frames:
        if not _is_of_table(frame, draft.page.grids):
            kept.append(frame)
    return kept


def _is_of_table(frame: Box, grids: Iterable[Grid]) -> bool:
    """Return whether a rectangle overlaps a table vertically."""
    _, bottom, _, top = frame
    return any(grid.overlaps(bottom, top) for grid in grids)


# Drawn bullets


def _set_bullets(bullets: Iterable[Box], lines: Iterable[Line]) -> None:
    """Add a bullet character to each line that has a drawn bullet on its left."""
    for bullet in bullets:
        for line in lines:
            if _is_before(bullet, line):
                line.runs.insert(0, _bullet_run(bullet, line.runs[0]))
                break


def _is_before(bullet: Box, line: Line) -> bool:
    """Return whether a drawn bullet is directly to the left of a line of text."""
    _, bottom, right, top = bullet
    gap = line.runs[0].x0 - right
    if not 0 < gap < _LEFT_OF_LINE:
        return False
    middle = (bottom + top) / 2
    return line.y - 0.1 * line.size <= middle <= line.y + 0.8 * line.size


def _bullet_run(bullet: Box, first: Run) -> Run:
    """Return a text run `•` for a drawn bullet.

    The new run has the position of the bullet and the style of the line's first run.
    """
    left, _, right, _ = bullet
    return Run(
        text="•",
        x0=left,
        x1=right,
        y=first.y,
        size=first.size,
        bold=first.bold,
        first=first.first,
        last=first.first,
    )
