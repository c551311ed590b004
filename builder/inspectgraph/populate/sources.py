"""Describe the file and the status of a report, and the corrections of the extract."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from pyoxigraph import NamedNode

from inspectgraph.model.extract import (
    Correction,
    Document,
    Extract,
    Record,
    ReportStatus,
    correctable_keys,
    value_text,
)
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.iris import concept, report, report_part
from inspectgraph.rdf.namespaces import DCAT, DCTERMS, INSP, SKOS, SPDX, XSD

__all__ = ["describe_corrections", "describe_document", "describe_status"]


def describe_document(sink: Sink, name: str, record: Document | None) -> None:
    """Describe the file from which a report was read, and link the report to it.

    Args:
        sink: The named graph of the report.
        name: The name of the report.
        record: The file; None if the extract does not name the file.
    """
    if record is None:
        return
    node = Node(sink, report_part(name, "document"), ("document",)).a(INSP.Document)
    Node(sink, report(name), ()).link(INSP.document, node.iri, "document")
    node.code(INSP.fileName, record.file, "file")
    node.day(DCTERMS.issued, record.listed, "listed")
    node.day(INSP.retrievedOn, record.retrieved, "retrieved")
    if record.from_:
        node.link(DCAT.accessURL, NamedNode(record.from_), "from")
    checksum = Node(sink, report_part(name, "checksum"), ("document",))
    checksum.a(SPDX.Checksum).link(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    digest = f'"{record.sha256}"^^<{XSD.hexBinary.value}>'
    checksum.add(SPDX.checksumValue, digest, ("sha256",))
    node.link(SPDX.checksum, checksum.iri, "sha256")


def describe_status(sink: Sink, name: str, record: ReportStatus | None) -> None:
    """Describe the withdrawal or amendment of a report by the inspectorate.

    Args:
        sink: The named graph of the report.
        name: The name of the report.
        record: The status; None for a report that was not withdrawn or amended.
    """
    if record is None:
        return
    node = Node(sink, report_part(name, "status"), ("status",)).a(INSP.ReportStatus)
    Node(sink, report(name), ()).link(INSP.status, node.iri, "status")
    node.link(INSP.statusKind, concept("report-status", record.kind), "kind")
    node.day(INSP.statusDate, record.day, "date")
    node.text(SKOS.note, record.note, "note")
    node.link(DCTERMS.source, NamedNode(record.source), "source")


def describe_corrections(
    sink: Sink, extract: Extract, left_out: frozenset[str]
) -> None:
    """Describe each correction, with the old and the new value.

    Args:
        sink: The named graph of the report.
        extract: The extract.
        left_out: The ids of the statements that do not enter the graph.
    """
    used: set[NamedNode] = set()
    for number, record in enumerate(extract.corrections):
        if record.statement in left_out:
            continue
        iri = _correction(extract.report, record, used)
        node = Node(sink, iri, ("corrections", number)).a(INSP.Correction)
        corrected = report(extract.report)
        if record.statement:
            corrected = report_part(extract.report, "statement", record.statement)
        node.link(INSP.correctionOf, corrected, "statement")
        node.code(INSP.correctedKey, record.key, "key")
        node.code(INSP.formerValue, record.was, "was")
        node.code(INSP.correctedValue, _value_after(extract, record), "key")
        node.day(INSP.correctedOn, record.day, "day")
        node.text(INSP.reason, record.reason, "reason")


def _correction(name: str, record: Correction, used: set[NamedNode]) -> NamedNode:
    """Make the IRI of a correction from its statement, its key and its day.

    Args:
        name: The name of the report.
        record: The correction.
        used: The IRIs of earlier corrections, to which the new IRI is added.
    """
    about = f"{record.statement or 'report'}-{record.key.replace('_', '-')}"
    part = partial(report_part, name, "correction")
    iri = part(f"{about}-{record.day}")
    count = 1
    while iri in used:
        count += 1
        iri = part(f"{about}-{record.day}-{count}")
    used.add(iri)
    return iri


def _value_after(extract: Extract, record: Correction) -> str | None:
    """Return the value after a correction, or None if the value was removed or is unknown.

    If the value was corrected again, the result is the value before the next correction.
    Otherwise, it is the value in the extract.
    """
    later = [one for one in _same_value(extract, record) if one.day > record.day]
    if later:
        return min(later, key=attrgetter("day")).was
    corrected = _corrected(extract, record)
    if corrected is None:
        return None
    known = correctable_keys(type(corrected))
    return value_text(getattr(corrected, known[record.key].name))


def _same_value(extract: Extract, record: Correction) -> Iterator[Correction]:
    """Yield all corrections that concern the same value as the given correction."""
    for one in extract.corrections:
        if (one.statement, one.key) == (record.statement, record.key):
            yield one


def _corrected(extract: Extract, record: Correction) -> Record | None:
    """Return the corrected record, or None if its statement was withdrawn."""
    if record.statement is None:
        return extract
    for statement in extract.statements:
        if statement.id == record.statement:
            return statement
    return None
