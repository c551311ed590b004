"""Write the changes between two versions as an RDF Patch, the format of Apache Jena.

A `D` line deletes a quad, and an `A` line adds a quad. The `TX` and `TC` lines begin
and end the transaction. The patch turns the first version into the second version.

A patch names a blank node by the label that a store has given to the node. The files of
a graph do not contain this label. So changed triples with blank nodes cannot be written
as a patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID, uuid5

from inspectgraph.diff.blank_nodes import has_blank
from inspectgraph.diff.changes import GraphChange
from inspectgraph.diff.versions import Version
from inspectgraph.model.errors import ExportError
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["patch"]

#: The namespace of the ids of patches.
_PATCHES: Final = UUID("7a3e7a3c-5a43-5a0e-9b8e-1f6b8f9f4c11")


def patch(
    before: Version, after: Version, found: Iterable[GraphChange]
) -> Iterator[str]:
    """Yield the lines of the patch from one version to another.

    The id in the header is computed from the content of the two versions. So the same
    two files always give the same patch.

    Args:
        before: The first version.
        after: The second version.
        found: The graphs that differ.

    Raises:
        ExportError: If triples with blank nodes differ. The patch then lacks the end of
            its transaction, and a store applies no part of such a patch.
    """
    identity = uuid5(_PATCHES, f"{before.digest} {after.digest}")
    head = f"H id <uuid:{identity}> .\nTX .\n"
    for change in found:
        if has_blank(change.removed | change.added):
            raise _blank(change)
        yield head
        head = ""
        yield from _lines("D", change.removed, change.iri)
        yield from _lines("A", change.added, change.iri)
    yield f"{head}TC .\n"


def _blank(change: GraphChange) -> ExportError:
    """Return the error for changed triples that have blank nodes."""
    message = (
        "a patch cannot name the blank nodes of some changed triples; replace the whole"
        f" graph {change.iri or 'without a name'} with its second version, and read the"
        " changes with `--format json`"
    )
    return ExportError("blank-nodes-in-patch", message)


def _lines(operation: str, triples: Iterable[TextTriple], iri: str) -> Iterator[str]:
    """Yield the sorted lines that delete or add triples of a graph."""
    end = f" <{iri}> .\n" if iri else " .\n"
    for subject, predicate, value in sorted(triples):
        yield f"{operation} {subject} {predicate} {value}{end}"
