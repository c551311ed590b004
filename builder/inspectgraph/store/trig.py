"""Convert the Turtle files of all named graphs to one TriG text, to load them in one step.

RocksDB, the database of the store, writes new files at each loading step. Loading all
graphs in one step is quicker, and leaves fewer files to open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE

__all__ = ["as_trig"]

#: The prefixes at the beginning of a Turtle file, with empty lines and comments.
_PREFIXES: Final = re.compile(rb"(?:@prefix [^\n]*\n|[ \t\r]*\n|#[^\n]*\n)*")
#: Matches text that must not be in a graph in TriG: a further declaration, or a label
#: of a blank node, which another file may use as well.
_DOUBTFUL: Final = re.compile(rb"_:|^\s*@?(?:prefix|base|version)\b", re.I | re.M)


def as_trig(name: str, turtle: bytes) -> Iterator[bytes]:
    r"""Yield the text of a Turtle file as a named graph in TriG, in parts.

    Args:
        name: The name of the graph.
        turtle: The text of the file.

    Raises:
        SyntaxError: If the text is not Turtle. Some errors appear only when the TriG is
            read.

    >>> print(b"".join(as_trig("inferred", b"<a> <b> <c> .\n")).decode())
    @base <https://w3id.org/inspectgraph/> .
    GRAPH <https://w3id.org/inspectgraph/graph/inferred> {
    <a> <b> <c> .
    <BLANKLINE>
    }
    <BLANKLINE>
    """
    iri = graph(name).value
    start = _PREFIXES.match(turtle).end()  # type: ignore[union-attr]
    body = turtle[start:]
    if _DOUBTFUL.search(body):
        yield _rewritten(iri, turtle)
        return
    yield turtle[:start]
    yield f"@base <{BASE}> .\nGRAPH <{iri}> {{\n".encode()
    yield body
    yield b"\n}\n"


def _rewritten(iri: str, turtle: bytes) -> bytes:
    """Return a Turtle file as a named graph in TriG, with new labels for blank nodes."""
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

    name = NamedNode(iri)
    triples = parse(turtle, RdfFormat.TURTLE, base_iri=BASE, rename_blank_nodes=True)
    quads = (Quad(one.subject, one.predicate, one.object, name) for one in triples)
    return serialize(quads, format=RdfFormat.TRIG) or b""
