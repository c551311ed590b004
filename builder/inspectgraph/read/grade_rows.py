"""Recognise printed grades in table rows, in grade bars and at the end of texts.

A grade bar is a line that lists all grades and marks one of them.
"""

from __future__ import annotations

import re
from operator import attrgetter

from inspectgraph.read.blocks import Block, clean

__all__ = ["ends_in_grade", "is_grade", "is_grade_bar", "is_grade_row"]

_GRADE = re.compile(
    r"(?:[1-4]|outstanding|good|adequate|inadequate|satisfactory|requires"
    r" improvement(?: to be good)?"
    r"|performs \w+ \([1-4]\)|not (?:judged|graded))\Z",
    re.I,
)
#: A grade bar: only grades, boxes and crosses. The possessive quantifiers keep the
#: matching time linear in the length of the line.
_BAR = re.compile(
    r"(?!(?:xx++|[\s☐☒])*+\W*\Z)[\s☐☒]*+"
    r"(?:(?:inadequate|adequate|good|outstanding|x++)\b[\s☐☒]*+)++\W*\Z",
    re.I,
)


#: The fewest cells of a grade row: a label and one grade.
_FEWEST_CELLS = 2


def is_grade(text: str) -> bool:
    """Return whether a text is a grade and nothing else, such as `Good` or `2`."""
    return bool(_GRADE.match(text))


def is_grade_row(block: Block) -> bool:
    """Return whether a table row has a label and then only grades."""
    if block.kind != "row":
        return False
    texts = map(attrgetter("text"), block.cells)
    cells = [*map(clean, filter(None, texts))]
    if len(cells) < _FEWEST_CELLS:
        return False
    label, *grades = cells
    if is_grade(label):
        return False
    return all(map(is_grade, grades))


def is_grade_bar(block: Block) -> bool:
    """Return whether a block consists only of grades, boxes and crosses."""
    return bool(_BAR.match(block.text))


def ends_in_grade(block: Block) -> bool:
    """Return whether the last line of a text is a grade.

    Some converters write the cells of a table one below the other, so a grade may be
    the last line.
    """
    if block.kind == "row":
        return False
    line = block.text.rpartition("\n")[2].strip()
    is_capital = line[:1].isupper()
    return is_capital and is_grade(line)
