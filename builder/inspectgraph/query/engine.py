"""Run a named question or a SPARQL query in this process, and return its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import attrgetter
from time import process_time
from typing import Final

from pyoxigraph import Literal as Text
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Variable,
)

from inspectgraph.model.errors import QueryError, Where
from inspectgraph.query.answer import Answer, Kind
from inspectgraph.query.coverage import cover, with_row_note
from inspectgraph.query.hints.asked import PATIENCE
from inspectgraph.query.parameters import Value, find_value
from inspectgraph.query.questions import GIVEN, Question, question
from inspectgraph.query.source_notes import report_marks, source_notes
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.lookup import Term, solutions
from inspectgraph.rdf.namespaces import BASE, PREFIXES

__all__ = [
    "PATIENCE",
    "Answer",
    "as_query_errors",
    "ask",
    "ask_sparql",
    "graph_names",
]

_TRIPLE: Final = ("subject", "predicate", "object")


def ask(store: Store, name: str, **values: object) -> Answer:
    """Answer a named question.

    Args:
        store: The graph.
        name: The name of the question.
        values: The value of each parameter: a slug, label, abbreviation or IRI. The
            letter case of a slug, label or abbreviation does not matter. None means no
            value.

    Raises:
        QueryError: If the question, a parameter or a value is unknown, or a required
            parameter is missing.
    """
    asked = question(name)
    given = _given(store, asked, values)
    terms: dict[Variable, Term] = {}
    for key, value in given.items():
        terms[Variable(GIVEN + key)] = value.term
    width = len(asked.columns)
    rows = dict.fromkeys(row[:width] for row in solutions(store, asked.text, terms))
    covers = cover(store, asked, given, empty=not rows)
    notes = source_notes(store, asked, rows)
    if rows and asked.counted:
        notes = (asked.counted, *notes)
    marks = report_marks(store)
    return Answer(asked.columns, tuple(rows), (*covers, *notes), marks=marks)


def ask_sparql(
    store: Store,
    text: str,
    source: str = "query",
    during: Callable[[], AbstractContextManager[object]] = nullcontext,
    patience: float | None = PATIENCE,
) -> Answer:
    """Answer a SPARQL query over the graphs after FROM, or else over all named graphs.

    The project's prefixes need no declaration, and relative IRIs are resolved against
    the project's namespace. The query runs in this process without limits. Use
    `answer.limits` for limits of time and memory.

    Args:
        store: The graph.
        text: The query.
        source: The name of the query in messages, such as the name of a file.
        during: A context manager that is active while the engine works.
        patience: A limit of processor time, in seconds. To find hints on mistakes,
            parts of the query are run again. If the query took longer than the limit,
            nothing is run again. None means that no hints are wanted.

    Raises:
        QueryError: If the query is not SPARQL, is an update, uses another endpoint, or
            names an unknown graph.
    """
    # only free queries need them
    from inspectgraph.query.guard import named_graphs, refuse
    from inspectgraph.query.hints.run import Asked, hints

    text = text.rstrip()
    refuse(text, source)
    graphs = named_graphs(text, source, graph_names(store))
    start = process_time()
    with as_query_errors(text, source), during():
        columns, terms, kind = _collected(_found(store, text, graphs))
    seconds = process_time() - start
    covers = _covers(store, graphs, empty=not terms)
    if patience is None:
        return Answer(columns, terms, covers, kind)
    asked = Asked(text, source, store, columns, terms, tuple(graphs), seconds, patience)
    return Answer(columns, terms, covers, kind, hints(asked))


def graph_names(store: Store) -> set[str]:
    """Return the IRIs of the named graphs of a store."""
    found: set[str] = set()
    for name in store.named_graphs():
        if isinstance(name, NamedNode):
            found.add(name.value)
    return found


def _found(
    store: Store, text: str, graphs: list[str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Run a query in the engine: over the graphs after FROM, or over all graphs."""
    return store.query(
        text,
        base_iri=BASE,
        prefixes=PREFIXES,
        use_default_graph_as_union=not graphs,
    )


@contextmanager
def as_query_errors(text: str, source: str) -> Iterator[None]:
    """Turn errors of the engine into errors with a message and a location.

    Raises:
        QueryError: If the engine cannot answer the query.
    """
    try:
        yield
    except SyntaxError as error:
        from inspectgraph.query.guard import syntax_error

        raise syntax_error(text, source, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        message = f"the query could not be answered: {error}"
        raise QueryError("query-failed", message, Where(source)) from error


def _given(
    store: Store, asked: Question, values: Mapping[str, object]
) -> dict[str, Value]:
    """Return the RDF term for each parameter with a value or a default.

    Raises:
        QueryError: If a required parameter is missing, or a value is unknown.
    """
    given: dict[str, Value] = {}
    for name, value in values.items():
        if value is not None:
            given[name] = find_value(store, asked.parameter(name), value)
    for parameter in asked.parameters:
        if parameter.name in given:
            continue
        if parameter.required:
            message = (
                f"the question '{asked.name}' needs the parameter '{parameter.name}':"
                f" {parameter.description}"
            )
            raise QueryError("missing-parameter", message)
        if parameter.default:
            given[parameter.name] = find_value(store, parameter, parameter.default)
    return given


def _collected(
    found: QuerySolutions | QueryBoolean | QueryTriples,
) -> tuple[tuple[str, ...], tuple[tuple[Term | None, ...], ...], Kind]:
    """Return the columns, the rows and the kind of an engine's result."""
    if isinstance(found, QuerySolutions):
        columns = tuple(map(attrgetter("value"), found.variables))
        return columns, tuple(map(tuple, found)), "select"
    if isinstance(found, QueryTriples):
        rows = tuple(map(attrgetter(*_TRIPLE), found))
        return _TRIPLE, rows, "graph"
    return ("answer",), ((Text(bool(found)),),), "ask"


def _covers(store: Store, graphs: list[str], *, empty: bool) -> tuple[str, ...]:
    """Return the sentences on coverage for a query that a user wrote.

    Args:
        store: The graph.
        graphs: The named graphs after FROM. If the list is empty, the query covers all
            graphs.
        empty: Whether the answer has no rows.
    """
    if not graphs:
        return cover(store, None, {}, empty=empty)
    names = dict.fromkeys(graph_name(name) for name in graphs)
    sentence = f"Covers the graphs named in the query: {', '.join(names)}."
    return with_row_note(sentence, empty=empty)
