"""Read a report file (PDF, Markdown or plain text) into a list of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.files.text import read_bytes
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.read.blocks import Block, join_block_lines, lines_of
from inspectgraph.read.document import Document, Unit
from inspectgraph.read.heading_lines import separate_headings
from inspectgraph.read.hyphenation import mend_blocks
from inspectgraph.read.page_furniture import mark_page_furniture
from inspectgraph.read.pdf.limits import TIME_LIMIT
from inspectgraph.read.pdf.sandbox import blocks_of_pdf
from inspectgraph.read.segmentation import units_of
from inspectgraph.read.spaced_rows import join_spaced_rows
from inspectgraph.read.text import read_report_text, refuse_marks

if TYPE_CHECKING:
    from inspectgraph.read.markdown.copies import Copy

__all__ = [
    "read_blocks",
    "read_report",
    "read_text",
]

#: The suffixes of plain text files. Characters such as `*` are text in these files, and
#: not Markdown markup.
PLAIN = frozenset({".txt", ".text"})
#: The most characters that one unit may have. The longest paragraph of a real report
#: has some 4,000.
LONGEST_UNIT = 50_000


@dataclass(frozen=True, slots=True)
class _Source:
    """A report that is not yet divided into units, or a copy that already has units.

    A copy is the Markdown that the command `read --format md` writes. `units` has the
    units of a copy. For any other source, `blocks` has the blocks of text. `remarks`
    name the parts that could not be read in full.
    """

    blocks: Sequence[Block] = ()
    remarks: Sequence[str] = ()
    units: tuple[Unit, ...] = ()

    def document(self, name: str) -> Document:
        """Return the report as a document; first divide its blocks into units if necessary."""
        if self.units:
            return Document(name, self.units)
        return read_blocks(self.blocks, name, self.remarks)


def read_report(path: Path, seconds: float = TIME_LIMIT) -> Document:
    """Read a report from a PDF, plain text or Markdown file.

    Args:
        path: The report.
        seconds: The limit of processor time for reading a PDF.

    Raises:
        UnreadableError: If the file is missing, encrypted, damaged or too large, has no
            text, or is not of the type that its name indicates.
        TimeLimitError: If the PDF cannot be read within the limit.
    """
    where = Where(str(path))
    source = _open(path, seconds)
    # This check precedes segmentation, because segmentation normalises headings to
    # Unicode NFKD, and letters with very many accents would make that slow.
    refuse_marks("\n".join(map(attrgetter("text"), source.blocks)), where)
    document = source.document(path.stem)
    _check(document, where)
    return document


def read_text(source: str, name: str, *, markdown: bool = True) -> Document:
    """Read a report from a string of Markdown or plain text.

    Args:
        source: The text: Markdown, a copy of a report's units, or plain text.
        name: The name of the report.
        markdown: Whether the text may be Markdown or a copy.
    """
    return _parse(source, markdown=markdown).document(name)


def read_blocks(
    blocks: Sequence[Block], name: str, remarks: Sequence[str] = ()
) -> Document:
    """Divide the blocks of a report into units, and return the units as a document."""
    whole, ends = mend_blocks(blocks)
    return Document(name, units_of(whole, ends), tuple(remarks))


def _open(path: Path, seconds: float) -> _Source:
    """Return the blocks of a report file, or the units if the file is a Markdown copy of a report.

    Raises:
        UnreadableError: If the file cannot be read.
        TimeLimitError: If a PDF could not be read in time.
    """
    suffix = path.suffix.lower()
    is_named_pdf = suffix == ".pdf"
    if is_named_pdf or read_bytes(path, str(path), 5) == b"%PDF-":
        reading = blocks_of_pdf(path, seconds)
        return _Source(reading.blocks, reading.remarks)
    is_plain = suffix in PLAIN
    return _parse(read_report_text(path, pages=is_plain), markdown=not is_plain)


def _parse(text: str, *, markdown: bool) -> _Source:
    """Return the blocks of a report's text, or the units if the text is a Markdown copy."""
    if not markdown:
        lines = join_spaced_rows(text, lines_of(text))
        blocks = join_block_lines(separate_headings(lines))
        return _Source(mark_page_furniture(blocks))
    # Not at the top of the module: a PDF is read without the parser of Markdown.
    from inspectgraph.read.markdown.blocks import blocks_of_markdown
    from inspectgraph.read.markdown.copies import read_copy

    copied = read_copy(text)
    if copied and copied.units:
        return _Source(units=copied.units)
    found = blocks_of_markdown(text)
    remarks = list(found.remarks)
    if copied:
        remarks.append(_changed_copy(copied))
    return _Source(mark_page_furniture(found.blocks), remarks)


def _changed_copy(copied: Copy) -> str:
    """Return the remark that a block in an edited copy of a report has no id.

    In such a copy, all ids are read as ordinary text.
    """
    return (
        "this is a copy that `read --format md` wrote, but the block on line"
        f" {copied.first_without_id} has no id of its own; so all ids were treated as"
        " ordinary text"
    )


def _check(document: Document, where: Where) -> None:
    """Refuse a document that cannot become an extract.

    Raises:
        UnreadableError: If the document has no paragraph, bullet or table row, if a
            unit is too long, or if a letter has too many combining marks.
    """
    refuse_marks("\n".join(map(attrgetter("text"), document.units)), where)
    if CONTENT_KINDS.isdisjoint(map(attrgetter("kind"), document.units)):
        raise UnreadableError(
            "no-text", "no paragraph, bullet or table row was found", where
        )
    for unit in document.units:
        length = len(unit.text)
        if length > LONGEST_UNIT:
            raise UnreadableError(
                "too-large",
                f"the {unit.kind} {unit.id} has {length:,} characters; the limit is"
                f" {LONGEST_UNIT:,}. Check that the file is a report. In a text file,"
                " empty lines must separate the paragraphs",
                where,
            )
