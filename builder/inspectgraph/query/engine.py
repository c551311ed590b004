"""Ask the graph: a named question with its parameters, or any SPARQL query.

Queries run over the union of all named graphs, what follows from the ontology included.
Every answer ends with what it covers. Nothing reaches out, and nothing of what a user
gives becomes part of a query's text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from time import process_time
from typing import Final, Literal

from pyoxigraph import Literal as Text
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from inspectgraph.model.errors import QueryError, Where
from inspectgraph.query.coverage import cover
from inspectgraph.query.guard import named_graphs, refuse, syntax_error
from inspectgraph.query.hints.asked import PATIENCE
from inspectgraph.query.parameters import Value, find_value
from inspectgraph.query.questions import GIVEN, Question, question
from inspectgraph.rdf.lookup import Term, solutions
from inspectgraph.rdf.namespaces import BASE, PREFIXES, XSD

__all__ = [
    "Answer",
    "ask",
    "ask_sparql",
]

_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: columns, rows of terms, what it covers, and what was asked for.

    A cell without value is None. `kind` is `select`, `ask` (one cell, true or false) or
    `graph` (triples). `hints` say what in the query may not be meant.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    covers: tuple[str, ...]
    kind: Literal["select", "ask", "graph"] = "select"
    hints: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[tuple[str | int | Decimal | bool | None, ...], ...]:
        """The rows as Python values: numbers as numbers, texts without their language, IRIs as text."""
        return tuple(tuple(map(_plain, row)) for row in self.terms)


def ask(store: Store, name: str, **values: object) -> Answer:
    """Ask a named question.

    Args:
        store: The graph.
        name: The question's name.
        values: What its parameters are: slug, label, abbreviation or IRI, in any case; None is as not given.

    Raises:
        QueryError: If there is no such question, parameter or value, or a parameter is missing.
    """
    asked = question(name)
    given = _given(
        store, asked, {key: value for key, value in values.items() if value is not None}
    )
    terms: dict[Variable, Term] = {
        Variable(GIVEN + key): value.term for key, value in given.items()
    }
    rows = dict.fromkeys(
        row[: len(asked.columns)] for row in solutions(store, asked.text, terms)
    )
    return Answer(
        asked.columns, tuple(rows), cover(store, asked, given, empty=not rows)
    )


def ask_sparql(
    store: Store,
    text: str,
    source: str = "query",
    during: Callable[[], AbstractContextManager[object]] = nullcontext,
    patience: float = PATIENCE,
) -> Answer:
    """Ask a SPARQL query over the union of all graphs, or over those that it names by FROM.

    The project's usual prefixes need no declaration; relative IRIs lie under the
    project's namespace. The query runs in this process, for as long as it takes;
    `query.limited` asks with limits of time and memory.

    Args:
        store: The graph.
        text: The query.
        source: The name by which messages call it: a file's, for instance.
        during: What surrounds the work of the engine.
        patience: The seconds of processor time that the query may take so that parts of it are asked again for hints.

    Raises:
        QueryError: If the query is not SPARQL, is an update, would reach out, or names a graph that is not there.
    """
    from inspectgraph.query.hints.run import Asked, hints  # a named question needs none

    text = text.rstrip()
    refuse(text, source)
    graphs = {
        name.value for name in store.named_graphs() if isinstance(name, NamedNode)
    }
    named = named_graphs(text, source, graphs)
    start = process_time()
    try:
        with during():
            found = store.query(
                text,
                base_iri=BASE,
                prefixes=PREFIXES,
                use_default_graph_as_union=not named,
            )
            columns, terms, kind = _collected(found)
    except SyntaxError as error:
        raise syntax_error(text, source, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(
            "query-failed", f"the query could not be answered: {error}", Where(source)
        ) from error
    covers = (
        _named(named, empty=not terms)
        if named
        else cover(store, None, {}, empty=not terms)
    )
    asked = Asked(
        text,
        source,
        store,
        columns,
        terms,
        tuple(named),
        process_time() - start,
        patience,
    )
    return Answer(columns, terms, covers, kind, hints(asked))


def _given(
    store: Store, asked: Question, values: Mapping[str, object]
) -> dict[str, Value]:
    """Return the terms that are meant by the values that were given, defaults included."""
    known = {name: asked.parameter(name) for name in values}
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in values:
            raise QueryError(
                "missing-parameter",
                f"the question '{asked.name}' needs '{parameter.name}':"
                f" {parameter.description}",
            )
    defaults = {
        one.name: one.default
        for one in asked.parameters
        if one.default and one.name not in values
    }
    given = {
        name: find_value(store, known[name], value) for name, value in values.items()
    }
    return given | {
        name: find_value(store, asked.parameter(name), value)
        for name, value in defaults.items()
    }


def _collected(
    found: QuerySolutions | QueryBoolean | QueryTriples,
) -> tuple[
    tuple[str, ...],
    tuple[tuple[Term | None, ...], ...],
    Literal["select", "ask", "graph"],
]:
    """Return columns, rows and kind of what the engine gives."""
    if isinstance(found, QuerySolutions):
        return (
            tuple(variable.value for variable in found.variables),
            tuple(tuple(row) for row in found),
            "select",
        )
    if isinstance(found, QueryTriples):
        return (
            _TRIPLE,
            tuple((one.subject, one.predicate, one.object) for one in found),
            "graph",
        )
    return ("answer",), ((Text(bool(found)),),), "ask"


def _named(graphs: list[str], *, empty: bool) -> tuple[str, ...]:
    """Say what an answer covers whose query names its graphs."""
    names = ", ".join(
        dict.fromkeys(name.removeprefix(f"{BASE}graph/") for name in graphs)
    )
    return (f"Covers the graphs that the query names: {names}.", *(["No row."] * empty))


def _plain(term: Term | None) -> str | int | Decimal | bool | None:
    """Return a term as a Python value."""
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    if isinstance(term, Text):
        if term.datatype == XSD.integer:
            return int(term.value)
        if term.datatype == XSD.decimal:
            return Decimal(term.value)
        if term.datatype == XSD.boolean:
            return term.value in {"true", "1"}
    return term.value
