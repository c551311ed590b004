"""Show the full record of a statement as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from inspectgraph.publish.record_text import STATES
from inspectgraph.publish.statement_record import Anchored, Record
from inspectgraph.query.html import linked, safe

__all__ = ["record_html"]


def record_html(record: Record) -> str:
    """Return the record of a statement as HTML. The notes of the record come last."""
    kind = f"{record.kind}: {record.polarity}" if record.polarity else record.kind
    name = f"{record.report}/{record.statement}"
    head = f'<a href="{escape(record.iri)}">{safe(name)}</a> ({safe(kind)})'
    parts = "".join(f"<li>{safe(part)}</li>" for part in record.parts)
    rows = "".join(
        f'<tr><th style="text-align: left; vertical-align: top">{safe(heading)}</th>'
        f'<td style="text-align: left">{"<br>".join(values)}</td></tr>'
        for heading, values in _rows(record)
    )
    return (
        f"<div><p><strong>{head}</strong></p><p>{safe(record.note)}</p>"
        f"{f'<ol>{parts}</ol>' if parts else ''}<table><tbody>{rows}</tbody></table>"
        f"{_notes(record.notes)}</div>"
    )


def _rows(record: Record) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each heading that has values, together with its values in HTML."""
    facts = [
        ("Council", record.authorities),
        ("Inspected", (record.inspected,)),
        ("Published", (record.published,)),
        *((heading, values) for _, heading, values in record.facts),
    ]
    for heading, values in facts:
        if shown := [safe(value) for value in values if value]:
            yield heading, shown
    yield from _relations(record)
    if record.confirmed:
        yield "Statement", [safe(record.confirmed)]
    if record.curated_on:
        curation = f"{record.curated_by}; the last day of work was {record.curated_on}"
        yield "Report", [safe(curation)]


def _relations(record: Record) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each heading of the record with its values.

    The first headings are "Compared with". Their values are other figures, such as the
    figure for England. Passages and related statements follow.
    """
    for one in record.comparators:
        period = f", {one.period}" if one.period else ""
        yield "Compared with", [safe(f"{one.compared_with}, {one.printed}{period}")]
    if record.evidence:
        yield "Passages", list(map(_passage, record.evidence))
    for heading, related in groupby(record.relations, lambda one: one.relation):
        yield (
            heading,
            [safe(f"{one.report}/{one.statement}: {one.note}") for one in related],
        )


def _passage(one: Anchored) -> str:
    """Return the position of an anchor's words as HTML.

    If the words were looked up, the result also has the words.
    """
    place = (
        f"{one.unit} ({one.unit_kind}): {one.length} letters and digits from"
        f" position {one.start}, digest {one.digest}"
    )
    state = f"<br>{safe(STATES[one.state])}" if one.state else ""
    words = f"<br><q>{safe(one.words)}</q>" if one.words else ""
    return f"{safe(place)}{state}{words}"


def _notes(notes: Sequence[str]) -> str:
    """Return the notes as a list in HTML, or "" if there are none."""
    if not notes:
        return ""
    return f"<ul>{''.join(f'<li>{linked(note)}</li>' for note in notes)}</ul>"
