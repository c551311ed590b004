"""Read and write the list of a report's units, such as paragraphs and headings.

The list is a table with tabs between the columns. Each row has the id, the kind, the
digest and the length of one unit. The rows are in the order of the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from inspectgraph.files.text import Source, read_text_file
from inspectgraph.model.errors import Problem, Where
from inspectgraph.model.faults import FirstFaults
from inspectgraph.model.quantities import quantity

__all__ = [
    "CONTENT_KINDS",
    "HEADER",
    "KINDS",
    "SUFFIX",
    "Unit",
    "UnitList",
    "read_units",
    "write_units",
]

#: The ending of the file name of a list: `extracts/<report>.units.tsv`.
SUFFIX = ".units.tsv"
HEADER = "id\tkind\tdigest\tlength"
#: The header of a list that also has the lengths of the sentences of each unit.
FULL_HEADER = f"{HEADER}\tsentences"

#: The kinds of units that a statement can cite. Coverage counts only these units.
CONTENT_KINDS = frozenset({"paragraph", "bullet", "row", "cell", "note"})
KINDS = CONTENT_KINDS | {
    "contents",
    "end-matter",
    "front",
    "furniture",
    "grade-bar",
    "lead-in",
    "section",
}

_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_DIGEST = re.compile(r"[0-9a-f]{12}")
_LENGTH = re.compile(r"0|[1-9][0-9]{0,6}")
_LENGTHS = re.compile(r"[1-9][0-9]{0,6}(?: [1-9][0-9]{0,6})*")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a report, such as a paragraph.

    `length` is the number of letters and digits in the unit, and `digest` is a digest
    of these letters and digits. `order` is the number of the unit in the report,
    counted from 1. `sentences` has the number of letters and digits in each sentence.
    `sentences` is empty if the list of units has no such numbers.
    """

    id: str
    kind: str
    digest: str
    length: int
    order: int
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units of a report, and the problems found in the list of units.

    The units are keyed by id, in the order of the report.
    """

    file: str
    units: dict[str, Unit]
    problems: tuple[Problem, ...] = ()

    def where(self, unit: str) -> Where:
        """Return the source location of a unit's line in the list."""
        return Where(self.file, self.units[unit].order + 1, 1)


def read_units(source: Source, file: str) -> UnitList:
    """Read a list of units. Messages use the name `file`.

    Raises:
        UnreadableError: If the path is missing or is not a file, or if the file is too
            large or not UTF-8.
    """
    text = read_text_file(source, file)
    lines = text.text.splitlines()
    if not lines or lines[0] not in {HEADER, FULL_HEADER}:
        header = _maker("the first line is not the header")(Where(file, 1, 1))
        return UnitList(file, {}, (*text.problems, header))
    units: dict[str, Unit] = {}
    faults = FirstFaults()
    columns = len(lines[0].split("\t"))
    for order, line in enumerate(lines[1:], 1):
        row = _row(line, order, columns)
        if isinstance(row, str):
            faults.add(Where(file, order + 1, 1), _maker(row))
        elif units.setdefault(row.id, row) is not row:
            faults.add(
                Where(file, order + 1, 1),
                _maker(f"the unit '{row.id}' occurs a second time"),
            )
    return UnitList(file, units, (*text.problems, *faults.problems))


def write_units(units: list[Unit]) -> str:
    r"""Return the text of a list of units, with its header line.

    If no unit has sentence lengths, the column `sentences` is left out.

    >>> write_units([Unit("p1", "paragraph", "923349d7d732", 19, 1)])
    'id\tkind\tdigest\tlength\np1\tparagraph\t923349d7d732\t19\n'
    >>> write_units([Unit("p1", "paragraph", "923349d7d732", 19, 1, (7, 12))])
    'id\tkind\tdigest\tlength\tsentences\np1\tparagraph\t923349d7d732\t19\t7 12\n'
    """
    rows = (f"{unit.id}\t{unit.kind}\t{unit.digest}\t{unit.length}" for unit in units)
    if not any(unit.sentences for unit in units):
        return "\n".join((HEADER, *rows)) + "\n"
    lengths = (" ".join(map(str, unit.sentences)) for unit in units)
    full = (f"{row}\t{cell}" for row, cell in zip(rows, lengths, strict=True))
    return "\n".join((FULL_HEADER, *full)) + "\n"


def _row(line: str, order: int, columns: int) -> Unit | str:
    """Return the unit in a line, or a message if the line is not valid.

    Args:
        line: The line.
        order: The number of the unit.
        columns: The number of columns in the header.
    """
    cells = line.split("\t")
    if len(cells) != columns:
        return quantity(len(cells), "column")
    identity, kind, digest, length, *more = cells
    if not _ID.fullmatch(identity):
        return f"the unit id '{identity}'"
    if kind not in KINDS:
        return f"the unknown kind of unit '{kind}'"
    if not _DIGEST.fullmatch(digest):
        return f"the digest '{digest}'"
    if not _LENGTH.fullmatch(length):
        return f"the length '{length}'"
    sentences = _sentences("".join(more), int(length))
    if sentences is None:
        return (
            f"the lengths of sentences '{more[0]}', which do not fit the length {length}"
            " of the unit"
        )
    return Unit(identity, kind, digest, int(length), order, sentences)


def _sentences(cell: str, length: int) -> tuple[int, ...] | None:
    """Return the sentence lengths in a cell, or None if the cell is not valid.

    A cell is not valid if it is malformed, or if the sum of the sentence lengths
    differs from the length of the unit.
    """
    if not cell:
        return ()
    if not _LENGTHS.fullmatch(cell):
        return None
    found = tuple(map(int, cell.split(" ")))
    if sum(found) != length:
        return None
    return found


def _maker(found: str) -> Callable[[Where], Problem]:
    """Return a function that makes a `Problem` for a source location."""
    return lambda where: Problem(
        where,
        "bad-unit-list",
        found,
        "a list of units written by 'inspectgraph read --units'",
    )
