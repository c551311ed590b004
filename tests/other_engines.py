"""Ask the named questions of other engines, and compare their rows with our own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence

from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
)
from rdflib import Graph

from inspectgraph.query import Question, ask
from inspectgraph.query.parameters import find_value
from inspectgraph.query.questions import GIVEN
from inspectgraph.query.substitute import with_terms
from inspectgraph.rdf.lookup import Term
from inspectgraph.store.endpoint import Endpoint

__all__ = [
    "SAME",
    "Rows",
    "compared",
    "example",
    "gives_the_same_rows",
    "in_rdflib",
    "in_rdflib_asked",
    "in_store_asked",
    "plain",
    "small_values",
    "with_values",
]

SAME = "same"
#: Values for the parameters of questions about the small project, by kind of value.
_SMALL = {
    "authority": "netherford",
    "framework": "sif",
    "report": "netherford-sif-2015",
    "theme": "common-assessment",
    "statement": "p3-m3n4",
}
Rows = Sequence[tuple[str | None, ...]]


def example(question: Question) -> dict[str, str]:
    """Return the values of the parameters in the example of a question."""
    words = shlex.split(question.example)[3:]
    values = zip(words[::2], words[1::2], strict=True)
    return {
        name.removeprefix("--"): value for name, value in values if name != "--reports"
    }


def small_values(question: Question) -> dict[str, str] | None:
    """Return the values that a question needs in the small project, or None."""
    needed = {
        one.name: _SMALL.get(one.kinds[0])
        for one in question.parameters
        if one.required
    }
    found = {name: value for name, value in needed.items() if value}
    return found if len(found) == len(needed) else None


def in_rdflib(store: Store) -> Graph:
    """Return the union of all graphs of a store in rdflib."""
    triples = (
        store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
        for name in store.named_graphs()
    )
    return Graph().parse(data=b"".join(triples), format="nt")


def gives_the_same_rows(
    graph: Graph, store: Store, question: Question, given: Mapping[str, str]
) -> bool:
    """Return whether rdflib gives the same rows as our engine, in any order."""
    found = in_rdflib_asked(graph, store, question, given)
    return set(found) == set(plain(ask(store, question.name, **given).terms))


def in_rdflib_asked(
    graph: Graph, store: Store, question: Question, given: Mapping[str, str]
) -> Rows:
    """Return the rows that rdflib gives, with the values in the text of the query."""
    width = len(question.columns)
    found = graph.query(with_values(question, store, given))
    rows = (
        tuple(None if term is None else str(term) for term in row)  # type: ignore[union-attr]
        for row in found
    )
    return list(dict.fromkeys(row[:width] for row in rows))


def in_store_asked(
    endpoint: Endpoint, store: Store, question: Question, given: Mapping[str, str]
) -> Rows:
    """Return the rows of a server whose default graph is the union of all graphs."""
    terms = {
        f"{GIVEN}{name}": str(find_value(store, question.parameter(name), value).term)
        for name, value in given.items()
    }
    content = endpoint.query(with_terms(question.text, terms))
    found = parse_query_results(content, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    width = len(question.columns)
    return list(dict.fromkeys(row[:width] for row in plain(map(tuple, found))))  # type: ignore[arg-type]


def plain(rows: Sequence[tuple[Term | None, ...]]) -> Rows:
    """Return rows as texts, without languages and datatypes."""
    return [tuple(getattr(term, "value", None) for term in row) for row in rows]


def compared(found: Rows, wanted: Rows) -> str:
    """Return `SAME`, or in which way another engine's rows differ."""
    if list(found) == list(wanted):
        return SAME
    if set(found) == set(wanted):
        return "other order"
    missing, more = set(wanted) - set(found), set(found) - set(wanted)
    return f"{len(missing)} missing, {len(more)} more"


def with_values(question: Question, store: Store, given: Mapping[str, str]) -> str:
    """Return a question's query, with the values of its parameters in the text."""
    text = question.text
    for name, value in given.items():
        term = find_value(store, question.parameter(name), value).term
        text = _with_value(text, f"?{GIVEN}{name}", str(term))
    return text


def _with_value(text: str, variable: str, term: str) -> str:
    """Write a variable's value into the innermost SELECTs that name the variable."""
    heads = re.finditer(r"SELECT\b.*?\bWHERE \{", text, re.DOTALL)
    named = [head.end() for head in heads if variable in head[0].split()]
    for start in reversed(named):
        within = range(start, _closing_brace(text, start))
        if not any(other in within for other in named if other != start):
            text = f"{text[:start]} VALUES {variable} {{ {term} }}{text[start:]}"
    return text


def _closing_brace(text: str, start: int) -> int:
    """Return the position of the brace that closes a group, given the group's start."""
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return start + brace.start()
    raise ValueError(text[start:])
