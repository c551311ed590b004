"""Look up the anchors of a statement in the reader's own copy of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from inspectgraph.anchors.report_files import find_reports
from inspectgraph.anchors.verify import SOUND
from inspectgraph.model.anchor import look_up, words_at
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.unit_text import UnitText
from inspectgraph.publish.statement_record import Anchored, Record
from inspectgraph.rdf.builder import text_literal
from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.namespaces import OA
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.read import Document, read_report

__all__ = ["is_sound", "looked_up", "quotations"]


def looked_up(record: Record, reports: Path) -> Record:
    """Return the record of a statement with the state and the words of each anchor.

    Args:
        record: The statement.
        reports: The folder of the reports.

    Raises:
        UnreadableError: If the folder, or the report in it, does not exist.
    """
    name = record.report
    file = find_reports(reports, [name], {name: record.file}).get(name)
    if file is None:
        as_published = f", or {record.file}" if record.file else ""
        message = (
            f"the report '{name}' is not in the folder; its file must be called {name}.md,"
            f" {name}.txt or {name}.pdf{as_published}"
        )
        raise UnreadableError("no-report", message, Where(str(reports)))
    return record.with_evidence(_anchors(record, read_report(file)))


def is_sound(record: Record) -> bool:
    """Return whether the words of every anchor were looked up and found."""
    return all(one.state in SOUND for one in record.evidence)


def quotations(record: Record) -> list[TextTriple]:
    """Return a triple for each anchor whose words were found.

    The triple has the words of the anchor. Its terms are in N-Triples.
    """
    return [
        text_triple(Quad(NamedNode(one.iri), OA.exact, text_literal(one.words)))
        for one in record.evidence
        if one.words
    ]


def _anchors(record: Record, document: Document) -> Iterator[Anchored]:
    """Look up each anchor of a statement in the report.

    Yield a copy of each anchor. The copy also has the state and the words of the
    anchor.
    """
    for one in record.evidence:
        unit = document.by_id.get(one.unit)
        if unit is None:
            yield replace(one, state="no-unit")
            continue
        found = look_up(UnitText.of(unit.text), one.length, one.digest, one.figures)
        words = ""
        if found.state in SOUND:
            words = words_at(unit.text, found.starts[0], one.length)
        yield replace(one, state=found.state, words=words)
