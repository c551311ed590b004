"""Serialise an answer: SPARQL results as CSV, TSV, JSON and XML, Markdown, and Turtle.

The engine writes TSV, JSON and XML. An answer is not the engine's own result any more,
since a named question drops repeated rows and the columns of its parameters; so its rows
are handed back to the engine as TSV. CSV is written here: the engine (pyoxigraph 0.5.13)
does not quote an IRI that holds a comma, which breaks the row.
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
from inspectgraph.query import Answer, Term
from inspectgraph.query.cells import cells
from inspectgraph.rdf.turtle import turtle

__all__ = ["FORMATS", "render"]

#: The characters that XML 1.0 forbids.
_XML_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(answer: Answer, form: str, *, safe: bool = False) -> str:
    """Return an answer in a format of `FORMATS`; only `md` includes the coverage.

    Args:
        answer: The answer.
        form: The name of the format.
        safe: Whether to escape values that a spreadsheet runs as formulas; only for the
            formats of `SAFE`.

    Raises:
        QueryError: If the answer cannot be written in that format.
    """
    text = FORMATS[form](answer)
    if safe:
        return SAFE[form](text)
    return text


def _csv(answer: Answer) -> str:
    """Return SPARQL results in CSV."""
    lines = [csv_row(answer.columns, "\r\n")]
    for row in answer.terms:
        lines.append(csv_row(map(_csv_value, row), "\r\n"))
    return "".join(lines)


def _csv_value(term: Term | None) -> str:
    """Return a term as CSV writes it: the value alone."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return _tsv_value(term)


def _results(form: QueryResultsFormat, answer: Answer) -> str:
    """Return an answer in a format of SPARQL results."""
    given, read_as = _as_tsv(answer), QueryResultsFormat.TSV
    if answer.kind == "ask" and form in _WITH_BOOLEANS:
        given, read_as = _as_boolean(answer), QueryResultsFormat.JSON
    results = parse_query_results(given, read_as)
    written = results.serialize(format=form) or b""
    return written.decode()


def _xml(answer: Answer) -> str:
    """Return SPARQL results in XML, control characters that XML forbids replaced."""
    return _XML_FORBIDDEN.sub("\ufffd", _results(QueryResultsFormat.XML, answer))


def _as_tsv(answer: Answer) -> str:
    """Return an answer as SPARQL results in TSV, its terms as N-Triples writes them."""
    lines = ["\t".join(map("?{}".format, answer.columns))]
    for row in answer.terms:
        lines.append("\t".join(map(_tsv_value, row)))
    return "\n".join([*lines, ""])


def _tsv_value(term: Term | None) -> str:
    """Return a term as N-Triples writes it, a triple term in its brackets."""
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(map(_tsv_value, parts))} )>>"
    if term is None:
        return ""
    return str(term)


def _as_boolean(answer: Answer) -> str:
    """Return the answer to ASK as SPARQL results in JSON."""
    return json.dumps({"head": {}, "boolean": bool(answer.rows[0][0])})


def _markdown(answer: Answer) -> str:
    """Return a table in Markdown, followed by the coverage."""
    rows = table(answer.columns, cells(answer))
    lines = [*rows, "", *map(escape_line, answer.covers)]
    return "\n".join(lines) + "\n"


def _turtle(answer: Answer) -> str:
    """Return the triples of a graph as sorted Turtle."""
    if answer.kind != "graph":
        raise QueryError(
            "wrong-format",
            "ttl is for the triples that CONSTRUCT and DESCRIBE give; for rows, use"
            " table, csv, tsv, json, xml or md",
        )
    triples = ((str(s), str(p), str(o)) for s, p, o in answer.terms)
    return turtle(triples).decode()


#: The formats of SPARQL results that have a form for the answer to ASK.
_WITH_BOOLEANS: Final = (QueryResultsFormat.JSON, QueryResultsFormat.XML)

#: The formats by name; `answer.table` lays out the table for people.
FORMATS: Final[Mapping[str, Callable[[Answer], str]]] = {
    "csv": _csv,
    "json": partial(_results, QueryResultsFormat.JSON),
    "md": _markdown,
    "tsv": partial(_results, QueryResultsFormat.TSV),
    "ttl": _turtle,
    "xml": _xml,
}

#: The formats that spreadsheets open, and the function that makes each safe for one.
SAFE: Final[Mapping[str, Callable[[str], str]]] = {"csv": safe_csv, "tsv": safe_tsv}
