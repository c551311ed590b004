"""Write the rows of an answer as readable text, without language tags and datatypes."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from inspectgraph.query import Answer, Term
from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.prefixes import short

__all__ = ["cells"]


def cells(answer: Answer) -> list[tuple[str, ...]]:
    """Return the rows of an answer as readable text, with short IRIs."""
    return [tuple(map(_readable, row)) for row in answer.terms]


def _readable(term: Term | None) -> str:
    """Return a term as readable text, a decimal without trailing zeros."""
    match term:
        case None:
            return ""
        case Literal(datatype=XSD.decimal) if "." in term.value:
            return term.value.rstrip("0").rstrip(".")
        case Literal():
            return term.value
        case NamedNode():
            return short(term.value)
    return str(term)
