"""Recognise grades: rows with a label, bars with all grades, and texts that end in a grade."""

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
#: Only grades, boxes and crosses; possessive, so that the time grows with the length of
#: a line and no faster.
_BAR = re.compile(
    r"(?!(?:xx++|[\s☐☒])*+\W*\Z)[\s☐☒]*+"
    r"(?:(?:inadequate|adequate|good|outstanding|x++)\b[\s☐☒]*+)++\W*\Z",
    re.I,
)


#: The fewest cells of a grade row: its label and one grade.
_FEWEST_CELLS = 2


def is_grade(text: str) -> bool:
    """Return whether a text is a grade and nothing else, such as `Good` or `2`."""
    return bool(_GRADE.match(text))


def is_grade_row(block: Block) -> bool:
    """Return whether a row has a label and then only grades."""
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
    """Return whether a block holds only grades, boxes and crosses."""
    return bool(_BAR.match(block.text))


def ends_in_grade(block: Block) -> bool:
    """Return whether the last line of a text is a grade.

    This is so in a table whose cells were read one after the other.
    """
    if block.kind == "row":
        return False
    line = block.text.rpartition("\n")[2].strip()
    is_capital = line[:1].isupper()
    return is_capital and is_grade(line)
