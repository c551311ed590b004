"""Write the rows of an answer as readable text, without language tags and datatypes."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from inspectgraph.query.answer import Answer
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.prefixes import short

__all__ = ["cells"]


def cells(answer: Answer) -> list[tuple[str, ...]]:
    """Return the rows of an answer as readable text, with short IRIs.

    The name of a report that the inspectorate withdrew or amended is followed by
    `withdrawn` or `amended` in brackets.
    """
    rows = [tuple(map(_readable, row)) for row in answer.terms]
    if not answer.marks:
        return rows
    return [tuple(_marked(cell, answer.marks) for cell in row) for row in rows]


def _marked(cell: str, marks: Mapping[str, str]) -> str:
    """Return the text of a cell, and mark the name of a withdrawn or amended report.

    >>> _marked("netherby-2014", {"netherby-2014": "withdrawn"})
    'netherby-2014 (withdrawn)'
    """
    if cell in marks:
        return f"{cell} ({marks[cell]})"
    return cell


def _readable(term: Term | None) -> str:
    """Return a term as readable text. A decimal loses its trailing zeros."""
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
