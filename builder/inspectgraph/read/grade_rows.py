"""What of a report is grades: rows with a label, bars of all grades with one crossed, and texts that end in one."""

from __future__ import annotations

import re

from inspectgraph.read.blocks import Block, clean

__all__ = ["ends_in_grade", "is_grade", "is_grade_bar", "is_grade_row"]

_GRADE = re.compile(
    r"(?:[1-4]|outstanding|good|adequate|inadequate|satisfactory|requires"
    r" improvement(?: to be good)?"
    r"|performs \w+ \([1-4]\)|not (?:judged|graded))\Z",
    re.I,
)
#: Nothing but grades, boxes and crosses; possessive, so that a long line costs no more
#: than its length.
_BAR = re.compile(
    r"(?!(?:xx++|[\s☐☒])*+\W*\Z)[\s☐☒]*+(?:(?:inadequate|adequate|good|outstanding|x++)\b[\s☐☒]*+)++\W*\Z",
    re.I,
)


def is_grade(text: str) -> bool:
    """Return whether a text is a grade and nothing else."""
    return bool(_GRADE.match(text))


def is_grade_row(block: Block) -> bool:
    """Return whether a row has a label and ends in grades."""
    if block.kind != "row":
        return False
    cells = [clean(cell.text) for cell in block.cells if cell.text]
    return (
        len(cells) > 1
        and not _GRADE.match(cells[0])
        and all(_GRADE.match(cell) for cell in cells[1:])
    )


def is_grade_bar(block: Block) -> bool:
    """Return whether a block holds grades, boxes and crosses and nothing else."""
    return bool(_BAR.match(block.text))


def ends_in_grade(block: Block) -> bool:
    """Return whether the last line of a text is a grade, as in a table whose cells were read one after the other."""
    line = block.text.rpartition("\n")[2].strip()
    return block.kind != "row" and line[:1].isupper() and bool(_GRADE.match(line))
