"""Read a report: from its blocks to a tree of addressable units with stable ids.

Running feet, rules, contents pages and end matter are units too, of kinds of their own: nothing of a report is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspectgraph.errors import UnreadableError, Where
from inspectgraph.read.blocks import Block, blocks_of
from inspectgraph.read.confined import TIME_LIMIT, blocks_of_pdf
from inspectgraph.read.document import Document, Unit, UnitKind, slug
from inspectgraph.read.line_ends import mended
from inspectgraph.read.report_text import read_report_text, refuse_marks
from inspectgraph.read.running import without_running_lines
from inspectgraph.read.tree import units_of
from inspectgraph.textfile import read_bytes
from inspectgraph.units import CONTENT_KINDS

__all__ = ["Document", "Unit", "UnitKind", "read_blocks", "read_report", "read_text", "slug"]

#: The most characters of one unit; the longest paragraph of a report has some 4,000.
LONGEST_UNIT = 50_000


def read_report(path: Path, seconds: float = TIME_LIMIT) -> Document:
    """Read a report from a PDF, a text or a Markdown file.

    Args:
        path: The report.
        seconds: How long the reading of a PDF may take.

    Raises:
        UnreadableError: If the file is missing, not what it claims to be, encrypted, damaged, too large or
            without text.
        TimeLimitError: If it could not be read in time.
    """
    where = Where(str(path))
    if path.suffix.lower() == ".pdf" or read_bytes(path, str(path), 5) == b"%PDF-":
        reading = blocks_of_pdf(path, seconds)
        blocks, remarks = reading.blocks, reading.remarks
    else:
        blocks, remarks = without_running_lines(blocks_of(read_report_text(path))), []
    refuse_marks("\n".join(block.text for block in blocks), where)
    document = read_blocks(blocks, path.stem, remarks)
    if not any(unit.kind in CONTENT_KINDS for unit in document.units):
        raise UnreadableError("no-text", "no paragraph, bullet or table row was found", where)
    if endless := next((unit for unit in document.units if len(unit.text) > LONGEST_UNIT), None):
        found = f"the {endless.kind} {endless.id} has {len(endless.text)} characters, more than {LONGEST_UNIT}"
        raise UnreadableError("too-large", f"{found}; leave an empty line between paragraphs", where)
    return document


def read_text(source: str, name: str) -> Document:
    """Read a report from its text."""
    return read_blocks(without_running_lines(blocks_of(source)), name)


def read_blocks(blocks: Sequence[Block], name: str, remarks: Sequence[str] = ()) -> Document:
    """Return the document that blocks are, wherever they come from."""
    whole, ends = mended(blocks)
    return Document(name, units_of(whole, ends), tuple(remarks))
