"""Read table rows by position: a label on the left and its grade on the right.

A label or a grade may take several lines, and a grade is often centred beside its
label. So each grade belongs to the label whose middle is nearest. Every label must have
exactly one grade, and the grades must be in the order of their labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.second_reading.pages import Line, Page, Word, joined
from inspectgraph.second_reading.tables import Label, grade_of, grade_pattern, plain

__all__ = ["Group", "Row", "groups_of"]

#: The largest number of lines of a label.
_MOST_LINES: Final = 4
#: The largest distance by which a grade may begin left of the others, in points.
_SLACK: Final = 3.0
#: The gap before a cell on the right, as a multiple of the font size.
_GAP: Final = 0.5
#: The largest distance by which a grade may extend above the first label and below the
#: last one, as a multiple of the font size: it may have two lines more than its label, one
#: of them above.
_REACH: Final = 1.35
#: The share of the page's width right of which grades begin.
_LEFT_PART: Final = 0.4

#: The number of lines above a table that may be its heading.
_ABOVE: Final = 2
_EARLIER: Final = re.compile(
    r"\b(?:previous|earlier|last|former) (?:ofsted )?inspection"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The grade that a page prints next to a label.

    `aspect` is the slug of the aspect that the label names. `words` are the words of
    the grade.
    """

    aspect: str
    words: str
    page: int


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive labels on a page, and the table rows of these labels.

    Attributes:
        aspects: The slugs of the labelled aspects, from top to bottom.
        rows: One row for each label, or none if labels and grades do not match.
        fault: The reason why there are no rows; "" if there are rows.
        leads: Whether no other text comes before the group.
    """

    aspects: tuple[str, ...]
    rows: tuple[Row, ...]
    fault: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Split:
    """The words of a line, divided into two parts at the column of grades."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    y: float
    size: float

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the line."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class _Extent:
    """A label or a grade, with the heights of its first and last baselines."""

    name: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height halfway between the first and the last baseline."""
        return (self.top + self.bottom) / 2


def groups_of(
    page: Page, lines: Sequence[Line], wanted: Sequence[Label]
) -> list[Group]:
    """Return the groups of consecutive labels in the lines of a page, from top to bottom."""
    column = _column(page, lines)
    if column is None:
        return []
    splits = [_split(line, column) for line in lines]
    return [_group(page, splits, found) for found in _runs(splits, wanted)]


def _column(page: Page, lines: Sequence[Line]) -> float | None:
    """Return the left edge of the column of grades, or None if there is no such column."""
    starts = [
        cell.words[0].x0
        for line in lines
        for cell in line.cells()
        if cell.words[0].x0 > _LEFT_PART * page.width and _begins_grade(cell)
    ]
    return min(starts, default=None)


def _begins_grade(cell: Line) -> bool:
    """Return whether a cell is a grade or the first line of a grade."""
    text = plain(cell.text)
    return bool(grade_of(text)) or text in {"requires", "grade", "not"}


def _split(line: Line, column: float) -> _Split:
    """Divide a line at the left edge of the column of grades.

    A line whose words extend across the edge stays whole.
    """
    left = tuple(word for word in line.words if word.x0 < column - _SLACK)
    right = tuple(word for word in line.words if word.x0 >= column - _SLACK)
    if left and right and right[0].x0 - left[-1].x1 < _GAP * line.size:
        left, right = line.words, ()
    return _Split(left, right, line.y, line.size)


def _runs(splits: Sequence[_Split], wanted: Sequence[Label]) -> Iterator[list[_Extent]]:
    """Yield each sequence of labels that is not interrupted by other text in the left column."""
    texts = [split for split in splits if split.left]
    run: list[_Extent] = []
    index = 0
    while index < len(texts):
        found, length = _label(texts[index : index + _MOST_LINES], wanted)
        if found:
            run.append(found)
        elif run:
            yield run
            run = []
        index += length
    if run:
        yield run


def _label(
    texts: Sequence[_Split], wanted: Sequence[Label]
) -> tuple[_Extent | None, int]:
    """Return the longest label at the beginning of the given lines, and its number of lines."""
    for length in range(len(texts), 0, -1):
        words = " ".join(joined(split.left) for split in texts[:length])
        for label in wanted:
            if label.pattern.fullmatch(plain(words).rstrip(".")):
                top, bottom = texts[0].y, texts[length - 1].y
                return _Extent(label.aspect, top, bottom), length
    return None, 1


def _group(page: Page, splits: Sequence[_Split], found: Sequence[_Extent]) -> Group:
    """Return a group of labels together with their grades."""
    aspects = tuple(label.name for label in found)
    grades = _grades(splits, found)
    if _is_earlier(splits, found[0]):
        return Group(aspects, (), "the table is of an earlier inspection")
    if len(set(aspects)) < len(aspects):
        return Group(aspects, (), "a label occurs twice in one table")
    if len(grades) != len(found) or not _in_order(found, grades):
        return Group(aspects, (), "not every label has exactly one grade beside it")
    rows = tuple(
        Row(label.name, grade.name, page.number)
        for label, grade in zip(found, grades, strict=True)
    )
    texts = [split for split in splits if split.left]
    return Group(aspects, rows, "", leads=texts[0].y == found[0].top)


def _is_earlier(splits: Sequence[_Split], first: _Extent) -> bool:
    """Return whether a line just above a table mentions an earlier inspection."""
    above = [split for split in splits if split.y > first.top][-_ABOVE:]
    return any(_EARLIER.search(plain(joined(split.words))) for split in above)


def _in_order(found: Sequence[_Extent], grades: Sequence[_Extent]) -> bool:
    """Return whether each grade is nearer to its own label than to any other label.

    The first grade belongs to the first label, the second grade to the second label,
    and so on. The distance is measured between the middle of the grade and the middle
    of the label.
    """
    return all(
        min(found, key=lambda label: abs(label.middle - grade.middle)) == own
        for own, grade in zip(found, grades, strict=True)
    )


def _grades(splits: Sequence[_Split], found: Sequence[_Extent]) -> list[_Extent]:
    """Return the grades to the right of labels.

    The result is empty if other words are also to the right of the labels.
    """
    size = max(split.size for split in splits if split.y == found[0].top)
    top = found[0].top + _REACH * size
    bottom = found[-1].bottom - _REACH * size
    words = [
        (word.text, split.y)
        for split in splits
        for word in split.right
        if bottom <= split.y <= top
    ]
    return list(_phrases(words))


def _phrases(words: Sequence[tuple[str, float]]) -> Iterator[_Extent]:
    """Yield the grades in a sequence of words that consists only of grades.

    For any other sequence, yield nothing.
    """
    text = plain(" ".join(word for word, _ in words))
    grade = rf"(?:{grade_pattern()})"
    if not re.fullmatch(rf"{grade}(?: {grade})*", text):
        return
    printed = " ".join(word for word, _ in words).split()
    for match in re.finditer(grade, text):
        first = text[: match.start()].count(" ")
        last = first + match.group().count(" ")
        name = " ".join(printed[first : last + 1])
        yield _Extent(name, words[first][1], words[last][1])
