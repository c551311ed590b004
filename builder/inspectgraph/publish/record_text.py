"""Print the full record of a statement as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inspectgraph.publish.statement_record import Anchored, Record

__all__ = ["STATES", "lines_of"]

#: The column in which the values of facts begin.
_COLUMN: Final = 26
_MARGIN: Final = "  "
#: The sentence for each state of an anchor that was looked up.
STATES: Final = {
    "found": "found in the report, digest verified",
    "figures-unchecked": "found in the report; the anchor has no digest of its figures",
    "figure-differs": "NOT VERIFIED: a figure in the words differs",
    "inside-word": "NOT VERIFIED: the anchor begins or ends inside a word",
    "lost": "NOT VERIFIED: the words are not in the passage",
    "ambiguous": "NOT VERIFIED: the words occur more than once in the passage",
    "no-unit": "NOT VERIFIED: the report does not have this passage",
}


def lines_of(record: Record, width: int, *, is_looked_up: bool) -> Iterator[str]:
    """Yield the lines of the text, section by section.

    Args:
        record: The statement.
        width: The maximum number of characters in a line. A small number is raised to a
            minimum.
        is_looked_up: Whether the anchors of the statement were looked up in the report.
    """
    kind = f"{record.kind}: {record.polarity}" if record.polarity else record.kind
    yield f"{record.report}/{record.statement} ({kind})"
    yield from _wrapped(record.note, width)
    for number, part in enumerate(record.parts, 1):
        yield from _wrapped(f"{number}. {part}", width)
    yield ""
    yield from _facts(record, width)
    if record.evidence:
        yield from _evidence(record, width, is_looked_up=is_looked_up)
    for heading, related in groupby(record.relations, lambda one: one.relation):
        yield f"\n{heading}"
        for one in related:
            report = "" if one.report == record.report else f"{one.report}/"
            yield from _wrapped(f"{report}{one.statement}: {one.note}", width)
    yield ""
    yield from _how(record, width)


def _facts(record: Record, width: int) -> Iterator[str]:
    """Yield lines about the report, the statement and the values for comparison."""
    yield from _row("Council", record.authorities, width)
    yield from _row("Inspected", [record.inspected], width)
    yield from _row("Published", [record.published], width)
    for _, heading, values in record.facts:
        yield from _row(heading, values, width)
    for one in record.comparators:
        number = f" ({one.value})" if one.value != one.printed else ""
        period = f", {one.period}" if one.period else ""
        value = f"{one.compared_with}, {one.printed}{number}{period}"
        yield from _row("Compared with", [value], width)


def _evidence(record: Record, width: int, *, is_looked_up: bool) -> Iterator[str]:
    """Yield lines about each anchor of a statement.

    If the words of the anchors were not looked up in the report, the last line is a
    command that prints these words.
    """
    yield "\nPassages"
    for one in record.evidence:
        yield f"{_MARGIN}{_place(one)}"
        if one.state:
            yield f"{_MARGIN * 2}{STATES[one.state]}"
        if one.words:
            yield from _wrapped(f"“{one.words}”", width, _MARGIN * 2)
    if not is_looked_up:
        command = f"inspectgraph show {record.report}/{record.statement} --reports DIR"
        yield f"{_MARGIN}The words were not looked up. This command verifies and prints them:"
        yield f"{_MARGIN * 2}{command}"


def _place(one: Anchored) -> str:
    """Return a text with the position and the digests of an anchor's words."""
    figures = f", figures {one.figures}" if one.figures else ""
    return (
        f"{one.unit} ({one.unit_kind}, number {one.order}): {one.length} letters and"
        f" digits from position {one.start}, digest {one.digest}{figures}"
    )


def _how(record: Record, width: int) -> Iterator[str]:
    """Yield the lines about the curation, the page and the IRI."""
    if record.confirmed:
        yield from _row("Statement", [record.confirmed], width)
    if record.curated_on:
        text = f"{record.curated_by}; the last day of work was {record.curated_on}"
        yield from _row("Report", [text], width)
    yield from _row("Page of the site", [record.page], width)
    yield from _row("IRI", [record.iri], width)
    if record.notes:
        yield ""
    for note in record.notes:
        yield from _wrapped(note, width, "")


def _row(heading: str, values: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of text that have a heading on the left and values on the right.

    On all lines, the values begin in the same column.
    """
    head = f"{_MARGIN}{heading}".ljust(_COLUMN - 1) + " "
    text = "; ".join(values)
    yield from wrap(
        text,
        max(width, _COLUMN + 40),
        initial_indent=head,
        subsequent_indent=" " * _COLUMN,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrapped(text: str, width: int, margin: str = _MARGIN) -> list[str]:
    """Wrap a text into lines with a left margin."""
    width = max(width, 40)
    return wrap(text, width, initial_indent=margin, subsequent_indent=margin)
