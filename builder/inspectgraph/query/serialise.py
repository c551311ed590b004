"""Write an answer as CSV, TSV, JSON or XML results of SPARQL, as Markdown or as Turtle.

The engine (pyoxigraph 0.5.13) writes TSV, JSON and XML. An answer can have fewer rows
and columns than the engine found, because the answer to a named question has no
repeated rows and no columns of parameters. So this module passes the answer back to the
engine before the engine writes it.

This module writes CSV itself, because the engine does not quote an IRI that contains a
comma. Without quotes, the comma would divide the cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    Triple,
    parse_query_results,
)

from inspectgraph.files.spreadsheet import csv_row, safe_csv, safe_tsv
from inspectgraph.model.errors import QueryError
from inspectgraph.model.markdown import escape_line, table
from inspectgraph.query.answer import Answer
from inspectgraph.query.cells import cells
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.turtle import turtle

__all__ = ["FORMATS", "plain_text", "render"]

#: The characters that XML 1.0 forbids.
_XML_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(answer: Answer, form: str, *, safe: bool = False) -> str:
    """Return an answer as text in a format of `FORMATS`.

    Only the format `md` includes the sentences on coverage and sources.

    Args:
        answer: The answer.
        form: The name of the format.
        safe: Whether to escape values that a spreadsheet would run as formulas. Only
            the formats in `SAFE` allow this.

    Raises:
        QueryError: If the answer cannot be written in the format.
    """
    text = FORMATS[form](answer)
    if safe:
        return SAFE[form](text)
    return text


def _csv(answer: Answer) -> str:
    """Return an answer as SPARQL results in CSV."""
    lines = [csv_row(answer.columns, "\r\n")]
    for row in answer.terms:
        lines.append(csv_row(map(plain_text, row), "\r\n"))
    return "".join(lines)


def plain_text(term: Term | None) -> str:
    """Return a term as text: its value without language and datatype."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return _tsv_value(term)


def _results(form: QueryResultsFormat, answer: Answer) -> str:
    """Return an answer as SPARQL results in a format that the engine writes."""
    given, read_as = _as_tsv(answer), QueryResultsFormat.TSV
    if answer.kind == "ask" and form in _WITH_BOOLEANS:
        given, read_as = _as_boolean(answer), QueryResultsFormat.JSON
    results = parse_query_results(given, read_as)
    written = results.serialize(format=form) or b""
    return written.decode()


def _xml(answer: Answer) -> str:
    """Return an answer as SPARQL results in XML.

    Control characters that XML forbids become U+FFFD.
    """
    return _XML_FORBIDDEN.sub("\ufffd", _results(QueryResultsFormat.XML, answer))


def _as_tsv(answer: Answer) -> str:
    """Return an answer as SPARQL results in TSV, with terms in N-Triples form."""
    lines = ["\t".join(map("?{}".format, answer.columns))]
    for row in answer.terms:
        lines.append("\t".join(map(_tsv_value, row)))
    return "\n".join([*lines, ""])


def _tsv_value(term: Term | None) -> str:
    """Return a term in N-Triples form, or "" if there is no value."""
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(map(_tsv_value, parts))} )>>"
    if term is None:
        return ""
    return str(term)


def _as_boolean(answer: Answer) -> str:
    """Return the answer to an ASK query as SPARQL results in JSON."""
    return json.dumps({"head": {}, "boolean": bool(answer.rows[0][0])})


def _markdown(answer: Answer) -> str:
    """Return an answer as a Markdown table.

    The sentences on coverage and sources follow the table.
    """
    rows = table(answer.columns, cells(answer))
    lines = [*rows, "", *map(escape_line, answer.covers)]
    return "\n".join(lines) + "\n"


def _turtle(answer: Answer) -> str:
    """Return the triples of an answer as Turtle in canonical form.

    Raises:
        QueryError: If the answer has rows instead of triples.
    """
    if answer.kind != "graph":
        raise QueryError(
            "wrong-format",
            "ttl is for triples, the result of CONSTRUCT and DESCRIBE; for rows, use"
            " table, csv, tsv, json, xml or md",
        )
    triples = ((str(s), str(p), str(o)) for s, p, o in answer.terms)
    return turtle(triples).decode()


#: The formats of SPARQL results that have a form for the answer to ASK.
_WITH_BOOLEANS: Final = (QueryResultsFormat.JSON, QueryResultsFormat.XML)

#: The function that writes each format, by name; `answer.table` writes plain tables.
FORMATS: Final[Mapping[str, Callable[[Answer], str]]] = {
    "csv": _csv,
    "json": partial(_results, QueryResultsFormat.JSON),
    "md": _markdown,
    "tsv": partial(_results, QueryResultsFormat.TSV),
    "ttl": _turtle,
    "xml": _xml,
}

#: The formats that spreadsheets open, each with the function that escapes formulas.
SAFE: Final[Mapping[str, Callable[[str], str]]] = {"csv": safe_csv, "tsv": safe_tsv}
