"""Read the triples of one report from memory, and other triples from a store on disk.

The store on disk looks up each term of a triple separately. So a triple from this store
takes about twenty times as long as a triple from memory. Almost all triples on the
pages of a report are about this report, and no report is too large for memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import (
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from inspectgraph.rdf.iris import report_of
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import BASE, RDF
from inspectgraph.rdf.published_files import SHARED_GRAPHS, published_files
from inspectgraph.shards.processes import results

__all__ = ["Divided", "ReportTriples", "divided"]

#: The number of triples that are read before they are packed.
_AT_A_TIME: Final = 50_000


class ReportTriples:
    """The triples of one report, read into memory.

    Each triple has a resource of the report as subject or as object.
    """

    def __init__(self, name: str, found: Divided) -> None:
        """Read the triples.

        Args:
            name: The name of the report.
            found: The published graph, divided by report.
        """
        self.name = name
        self.store = Store()
        file = found.files[name]
        self.store.bulk_load(path=file, format=RdfFormat.TURTLE, base_iri=BASE)
        for lines in found.elsewhere.get(name, ()):
            self.store.bulk_load(zlib.decompress(lines), RdfFormat.N_TRIPLES)

    def holds(self, subject: Term | None, value: Term | None) -> bool:
        """Return whether all triples with a given subject or value are in memory.

        If a subject is given, `value` is ignored.
        """
        return _report(value if subject is None else subject) == self.name


def _report(term: Term | None) -> str:
    """Return the name of the report to which a term belongs, or ""."""
    return report_of(str(term)) if isinstance(term, NamedNode) else ""


@dataclass(frozen=True, slots=True)
class Divided:
    """A published graph, divided by report.

    The function `divided` makes an object of this class from the Turtle files.

    Attributes:
        files: The Turtle file of each report, keyed by the name of the report.
        elsewhere: Triples from other files that have a resource of a report as subject
            or as object, keyed by the name of the report. These are inferred triples,
            and links from other reports and from the registry.
        shared: The IRIs of the resources that have a class and belong to no report.
    """

    files: dict[str, Path] = field(default_factory=dict)
    elsewhere: dict[str, list[bytes]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)


def divided(graphs: Path, jobs: int) -> Divided:
    """Divide a published graph by report. Each file is read once.

    Args:
        graphs: The folder of the published graph.
        jobs: The number of processes.

    Raises:
        OSError: If a file cannot be read.
        SyntaxError: If a file is not Turtle.
    """
    files = [(name, Path(str(file))) for name, file in published_files(graphs)]
    reports = {name: file for name, file in files if name not in SHARED_GRAPHS}
    found = Divided(reports)
    for part in results(_divided, files, jobs) if jobs > 1 else map(_divided, files):
        found.shared.update(part.shared)
        for name, packed in part.elsewhere.items():
            found.elsewhere.setdefault(name, []).extend(packed)
    return found


def _divided(named: tuple[str, Path]) -> Divided:
    """Divide the triples of one named graph by report.

    `named` has the name of the graph and the path of its file.
    """
    own, file = named
    found = Divided()
    quads = parse(path=file, format=RdfFormat.TURTLE, base_iri=BASE)
    while some := list(islice(quads, _AT_A_TIME)):
        groups: dict[str, list[Quad]] = {}
        for quad in some:
            subject = _report(quad.subject)
            if not subject and quad.predicate == RDF.type:
                found.shared.add(str(quad.subject)[1:-1])
            for name in {subject, _report(quad.object)} - {own, ""}:
                groups.setdefault(name, []).append(quad)
        for name, group in groups.items():
            found.elsewhere.setdefault(name, []).append(_packed(group))
    return found


def _packed(quads: Iterable[Quad]) -> bytes:
    return zlib.compress(serialize(quads, format=RdfFormat.N_TRIPLES) or b"", 1)
