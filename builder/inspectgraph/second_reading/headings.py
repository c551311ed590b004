"""Read grades from headings, and from the first paragraph of a page.

A heading can give a grade in two forms. It can be a sentence that awards the grade, or
a label followed by the grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from inspectgraph.second_reading.pages import Line, Page, blocks
from inspectgraph.second_reading.rows import Row
from inspectgraph.second_reading.tables import Label, grade_pattern, plain

__all__ = ["first_sentence", "graded_headings", "sentences"]

#: The largest number of lines of a heading.
_MOST_LINES: Final = 5
#: The least difference in size of a heading and the body text, in points; a bold line of
#: any size can be a heading.
_LARGER: Final = 0.9


def sentences(
    page: Page, lines: Sequence[Line], wanted: Sequence[Label], body: float
) -> Iterator[Row]:
    """Yield the grades awarded in sentences that are printed as headings."""
    for text in _headings(lines, body):
        yield from _awarded(page, text, wanted)


def _awarded(page: Page, text: str, wanted: Sequence[Label]) -> Iterator[Row]:
    """Yield the awarded grade if a text is a sentence that awards a grade."""
    for label in wanted:
        found = label.pattern.fullmatch(text.rstrip("."))
        if found:
            yield Row(label.aspect, found["grade"], page.number)


def first_sentence(
    page: Page, lines: Sequence[Line], wanted: Sequence[Label], body: float
) -> Iterator[Row]:
    """Yield the grade that the first paragraph of the given lines awards.

    Nothing is yielded if the paragraph is printed as a heading, because the function
    `sentences` yields the grades of headings.
    """
    for paragraph in islice(blocks(lines), 1):
        if not _is_heading(paragraph[0], body):
            text = plain(" ".join(line.text for line in paragraph))
            yield from _awarded(page, text, wanted)


def graded_headings(
    page: Page, lines: Sequence[Line], wanted: Sequence[Label], body: float
) -> Iterator[Row]:
    """Yield the grades in headings of the form "Label: grade" or "Label is grade"."""
    grade = rf"(?: ?[:-] ?| is | are | )(?P<grade>{grade_pattern()})"
    for text in _headings(lines, body):
        for label in wanted:
            found = re.fullmatch(label.pattern.pattern + grade, text.rstrip("."))
            if found:
                yield Row(label.aspect, found["grade"], page.number)


def _headings(lines: Sequence[Line], body: float) -> Iterator[str]:
    """Yield the texts of one to five consecutive lines that are all printed as headings."""
    for index in range(len(lines)):
        for length in range(1, _MOST_LINES + 1):
            part = lines[index : index + length]
            if len(part) < length or not _is_heading(part[-1], body):
                break
            yield plain(" ".join(line.text for line in part))


def _is_heading(line: Line, body: float) -> bool:
    """Return whether a line is bold or larger than the body text."""
    return line.bold or line.size >= body + _LARGER
