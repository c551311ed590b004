"""Measure a PDF document: font size, line distance, edges, list labels and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import attrgetter
from statistics import mode

from inspectgraph.read.list_labels import Label, accept_labels, label_of
from inspectgraph.read.pdf.lines import Line
from inspectgraph.read.pdf.margins import MarginKey, furniture_keys, is_furniture
from inspectgraph.read.pdf.page import Page

__all__ = ["BRACKET_MARK", "BRACKET_NOTE", "ITEM", "Measures", "measures_of"]

#: The number of a numbered item, and the space after the number.
ITEM = re.compile(r"(\d{1,4})\.(?:\s+(?=\S)|(?=[A-Z‘“\"']))")
#: The number in brackets that begins a footnote (`[1] See …`), and the same number as a
#: footnote mark after a word.
BRACKET_NOTE = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
BRACKET_MARK = re.compile(r"(?<=\S) ?\[(\d{1,3})\]")
#: The font size, line distance, left edge and right edge to assume in a document
#: without text, in points.
_SIZE, _STEP, _LEFT, _RIGHT = 12.0, 14.0, 72, 500.0
#: How much the font size may differ within usual text, in points.
_SAME_SIZE = 0.6
#: The least and the most distance between lines in points, and the most within a
#: paragraph, as a share of the font size.
_LEAST_STEP, _MOST_STEP, _CLOSE_STEP = 6, 40, 1.6
#: Text below this share of the usual font size has no list labels.
_LABELLED = 0.95


@dataclass(frozen=True, slots=True)
class Measures:
    """The usual measures of a document, with lengths in points.

    `size` is the font size of most text. `step` is the distance between lines in a
    paragraph. `left` and `right` are the edges of the text. `lefts` maps a page and an
    area of the page to the left edge of that column or text box. `labels` maps the text
    span of a line to its list label. `notes` holds the footnote numbers that are
    printed in brackets. `furniture` holds the keys of page headers and footers.
    """

    size: float
    step: float
    left: int
    right: float
    lefts: Mapping[tuple[int, int], float]
    labels: Mapping[tuple[int, int], Label]
    notes: frozenset[str]
    furniture: set[MarginKey]

    def is_furniture(self, line: Line, page: Page) -> bool:
        """Return whether a line is a page header, a page footer or a page number."""
        return is_furniture(line, page, self.furniture)

    def left_of(self, line: Line) -> float:
        """Return the left edge of the column or text box that contains a line."""
        return self.lefts.get((line.page, line.area), self.left)


def measures_of(pages: Sequence[Page]) -> Measures:
    """Return the usual font size, line distance and other measures of a document."""
    furniture = furniture_keys(pages)
    body = [*_body_lines(pages, furniture)]
    size = _usual_size(body)
    lefts = [round(line.x0) for line in body]
    rights = sorted(line.x1 for line in body)
    labelled = []
    for line in body:
        if line.size > _LABELLED * size:
            labelled.append(line)
    return Measures(
        size=size,
        step=_usual_step(pages, size),
        left=mode(lefts or [_LEFT]),
        right=_usual_right(rights),
        lefts=_left_edges(pages),
        labels=_list_labels(labelled),
        notes=_bracketed_notes(map(attrgetter("text"), body)),
        furniture=furniture,
    )


def _usual_right(edges: Sequence[float]) -> float:
    """Return the right edge of most lines.

    Args:
        edges: The right edges of all lines, in ascending order.
    """
    if not edges:
        return _RIGHT
    # A tenth of the lines may be in wide tables.
    return edges[9 * len(edges) // 10]


def _body_lines(pages: Iterable[Page], furniture: set[MarginKey]) -> Iterator[Line]:
    """Yield the lines of a document that are not page headers or footers."""
    for page in pages:
        for line in page.lines:
            if not is_furniture(line, page, furniture):
                yield line


def _usual_size(lines: Iterable[Line]) -> float:
    """Return the font size of most characters, rounded to a tenth of a point."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text)
    return max(counts, key=counts.__getitem__, default=_SIZE)


def _usual_step(pages: Iterable[Page], size: float) -> float:
    """Return the usual distance between lines of text, rounded to a tenth of a point."""
    steps = [*_steps(pages, size)]
    positive = [step for step in steps if step > _LEAST_STEP]
    # In a short report, most distances may be distances between paragraphs.
    close = [step for step in positive if step < _CLOSE_STEP * size]
    usual = positive
    if len(close) * 10 > len(steps):
        usual = close
    return mode(usual or [_STEP])


def _steps(pages: Iterable[Page], size: float) -> Iterator[float]:
    """Yield the distances between consecutive lines of ordinary text on each page."""
    for page in pages:
        for above, below in pairwise(page.lines):
            step = above.y - below.y
            difference = max(abs(above.size - size), abs(below.size - size))
            is_usual = difference < _SAME_SIZE
            if is_usual and step < _MOST_STEP:
                yield round(step, 1)


def _left_edges(pages: Iterable[Page]) -> dict[tuple[int, int], float]:
    """Return the left edge of each column and text box, keyed by page and area."""
    found: dict[tuple[int, int], float] = {}
    for page in pages:
        for line in page.lines:
            if not line.area:
                continue
            place = (page.number, line.area)
            found[place] = min(found.get(place, line.x0), line.x0)
    return found


def _list_labels(lines: Iterable[Line]) -> dict[tuple[int, int], Label]:
    """Return the labels of lists that are at the beginning of lines.

    Each label is keyed by the text span of its line.
    """
    spans: list[tuple[int, int]] = []
    labels: list[Label] = []
    for line in lines:
        if ITEM.match(line.text):
            continue
        label = label_of(line.text)
        if label:
            spans.append(line.span)
            labels.append(label)
    accepted = accept_labels(labels)
    return dict(compress(zip(spans, labels, strict=True), accepted))


def _bracketed_notes(texts: Iterable[str]) -> frozenset[str]:
    """Return the footnote numbers printed in brackets, such as `[1]`.

    A number is included only if it occurs both after a word and at the beginning of a
    line.
    """
    marks: set[str] = set()
    notes: set[str] = set()
    for text in texts:
        marks.update(BRACKET_MARK.findall(text))
        note = BRACKET_NOTE.match(text)
        if note:
            notes.add(note[1])
    return frozenset(marks & notes)
