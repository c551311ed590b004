"""Read a report: from its blocks to a tree of addressable units with stable ids.

Running feet, rules, contents pages and end matter are units too, of kinds of their own:
nothing of a report is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from inspectgraph.files.text import read_bytes
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.read.blocks import Block, blocks_of
from inspectgraph.read.document import Document, Unit, UnitKind, slug
from inspectgraph.read.hyphenation import mended
from inspectgraph.read.markdown.blocks import MarkdownBlocks, blocks_of_markdown
from inspectgraph.read.markdown.copies import Copy, read_copy
from inspectgraph.read.page_furniture import without_running_lines
from inspectgraph.read.pdf.sandbox import TIME_LIMIT, blocks_of_pdf
from inspectgraph.read.segmentation import units_of
from inspectgraph.read.text import read_report_text, refuse_marks

__all__ = [
    "Document",
    "Unit",
    "UnitKind",
    "read_blocks",
    "read_report",
    "read_text",
    "slug",
]

#: How files are called that hold words only: signs in them that Markdown would take for
#: markup are words.
PLAIN = frozenset({".txt", ".text"})
#: The most characters of one unit; the longest paragraph of a report has some 4,000.
LONGEST_UNIT = 50_000


def read_report(path: Path, seconds: float = TIME_LIMIT) -> Document:
    """Read a report from a PDF, a text or a Markdown file.

    Args:
        path: The report.
        seconds: The processor time that the reading of a PDF may take.

    Raises:
        UnreadableError: If the file is missing, not what it claims to be, encrypted, damaged, too large or
            without text.
        TimeLimitError: If it could not be read in time.
    """
    where = Where(str(path))
    if path.suffix.lower() == ".pdf" or read_bytes(path, str(path), 5) == b"%PDF-":
        reading = blocks_of_pdf(path, seconds)
        blocks, remarks = reading.blocks, tuple(reading.remarks)
    else:
        text, markdown = read_report_text(path), path.suffix.lower() not in PLAIN
        copied = read_copy(text) if markdown else None
        if copied and copied.units:
            return _checked(Document(path.stem, copied.units), where)
        blocks, remarks = _blocks_of_text(text, markdown=markdown)
        remarks = (*remarks, *_changed(copied))
    refuse_marks("\n".join(block.text for block in blocks), where)
    return _checked(read_blocks(blocks, path.stem, remarks), where)


def _changed(copied: Copy | None) -> Iterator[str]:
    """Yield what is to be said of a copy that somebody changed."""
    if copied:
        found = f"the block on line {copied.first_without_id} has no id of its own"
        yield (
            f"this is a copy that `read --format md` wrote, but {found}; so its ids"
            " were read as words"
        )


def _checked(document: Document, where: Where) -> Document:
    """Return a document that can be worked with.

    Raises:
        UnreadableError: If it has no unit that can carry a statement, or one that is too long.
    """
    refuse_marks("\n".join(unit.text for unit in document.units), where)
    if not any(unit.kind in CONTENT_KINDS for unit in document.units):
        raise UnreadableError(
            "no-text", "no paragraph, bullet or table row was found", where
        )
    if endless := next(
        (unit for unit in document.units if len(unit.text) > LONGEST_UNIT), None
    ):
        found = (
            f"the {endless.kind} {endless.id} has {len(endless.text)} characters, more"
            f" than {LONGEST_UNIT}"
        )
        raise UnreadableError(
            "too-large", f"{found}; leave an empty line between paragraphs", where
        )
    return document


def read_text(source: str, name: str, *, markdown: bool = True) -> Document:
    """Read a report from its text: Markdown, a copy that was written from its units, or words only."""
    copied = read_copy(source) if markdown else None
    if copied and copied.units:
        return Document(name, copied.units)
    blocks, remarks = _blocks_of_text(source, markdown=markdown)
    return read_blocks(blocks, name, remarks)


def _blocks_of_text(
    source: str, *, markdown: bool
) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of a text and what is to be said about it."""
    found = (
        blocks_of_markdown(source)
        if markdown
        else MarkdownBlocks(blocks_of(source), ())
    )
    return without_running_lines(found.blocks), found.remarks


def read_blocks(
    blocks: Sequence[Block], name: str, remarks: Sequence[str] = ()
) -> Document:
    """Return the document that blocks are, wherever they come from."""
    whole, ends = mended(blocks)
    return Document(name, units_of(whole, ends), tuple(remarks))
