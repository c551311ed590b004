"""Answer → text in the formats that other programs read, and in Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from inspectgraph.files.spreadsheet import csv_row, safe_csv, safe_tsv
from inspectgraph.model.errors import QueryError
from inspectgraph.model.markdown import escape_line, table
from inspectgraph.query import Answer, Term
from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.prefixes import short
from inspectgraph.rdf.turtle import turtle

__all__ = ["FORMATS", "cells", "render"]


def render(answer: Answer, form: str, *, safe: bool = False) -> str:
    """Return an answer in a format of `FORMATS`, without what it covers but in `md`.

    Args:
        answer: The answer.
        form: The name of the format.
        safe: Whether values that a spreadsheet would take for a formula are made text; only for
            the formats of `SAFE`.

    Raises:
        QueryError: If the answer cannot be written in that format.
    """
    text = FORMATS[form](answer)
    return SAFE[form](text) if safe else text


def cells(answer: Answer) -> list[tuple[str, ...]]:
    """Return the rows as people read them: no language, no datatype, short IRIs, no needless zeros."""
    return [tuple(map(_readable, row)) for row in answer.terms]


def _csv(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results CSV."""
    lines = [
        answer.columns,
        *(tuple(_csv_value(term) for term in row) for row in answer.terms),
    ]
    return "".join(csv_row(line, "\r\n") for line in lines)


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def _tsv(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results TSV: the variables, and the terms as Turtle writes them."""
    head = "\t".join(f"?{column}" for column in answer.columns)
    body = (
        "\t".join("" if term is None else str(term) for term in row)
        for row in answer.terms
    )
    return "".join(f"{line}\n" for line in (head, *body))


def _json(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    if answer.kind == "ask":
        return _dumped({"head": {}, "boolean": answer.rows[0][0]})
    found = [
        {
            column: _binding(term)
            for column, term in zip(answer.columns, row, strict=True)
            if term is not None
        }
        for row in answer.terms
    ]
    return _dumped(
        {"head": {"vars": list(answer.columns)}, "results": {"bindings": found}}
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, Any]:
    """Return a term as SPARQL results in JSON write it."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Triple():
            parts = {
                "subject": term.subject,
                "predicate": term.predicate,
                "object": term.object,
            }
            return {
                "type": "triple",
                "value": {name: _binding(part) for name, part in parts.items()},
            }
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        found["datatype"] = term.datatype.value
    return found


def _markdown(answer: Answer) -> str:
    """Return a table in Markdown, and below it what the answer covers."""
    lines = [
        *table(answer.columns, cells(answer)),
        "",
        *map(escape_line, answer.covers),
    ]
    return "\n".join(lines) + "\n"


def _turtle(answer: Answer) -> str:
    """Return the triples of a graph as Turtle, in order."""
    if answer.kind != "graph":
        raise QueryError(
            "wrong-format",
            "ttl is for the triples that CONSTRUCT and DESCRIBE give; for rows there"
            " are table, csv, tsv, json and md",
        )
    return turtle(
        (str(subject), str(predicate), str(value))
        for subject, predicate, value in answer.terms
    ).decode()


def _readable(term: Term | None) -> str:
    """Return a term as a person reads it."""
    match term:
        case None:
            return ""
        case Literal() if term.datatype == XSD.decimal and "." in term.value:
            return term.value.rstrip("0").rstrip(".")
        case Literal():
            return term.value
        case NamedNode():
            return short(term.value)
    return str(term)


#: The formats by name; the table for people is in `tables`.
FORMATS: Final[Mapping[str, Callable[[Answer], str]]] = {
    "csv": _csv,
    "json": _json,
    "md": _markdown,
    "tsv": _tsv,
    "ttl": _turtle,
}

#: The formats that spreadsheets open, and what makes them safe for one.
SAFE: Final[Mapping[str, Callable[[str], str]]] = {"csv": safe_csv, "tsv": safe_tsv}
