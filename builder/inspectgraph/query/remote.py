"""Query a SPARQL store over HTTP in the same way as a local store.

A `RemoteStore` has the methods of a local store that the project needs for questions.
Each call is a request over the network, so results that are needed several times are
cached.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    parse_query_results,
)

from inspectgraph.query.substitute import with_terms
from inspectgraph.query.tokens import code_tokens
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.store.remote_load import not_results, our_graphs

if TYPE_CHECKING:
    from pathlib import Path

    from inspectgraph.rdf.lookup import Term
    from inspectgraph.store.endpoint import Endpoint

__all__ = ["RemoteStore", "remote_store"]

_ANY: Final = ("s", "p", "o", "g")
#: The form of blank nodes in JSON from Virtuoso 7.2.5, which is not valid in SPARQL.
_VIRTUOSO_NODE: Final = re.compile(
    rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://'
)
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
#: The largest number of graphs in the parameters of a request. Virtuoso 7.2.5 repeats each
#: graph in a header of its answer, and Python reads at most 100 headers.
_MOST_PARAMETERS: Final = 40


def remote_store(url: str, login: Path | None = None) -> RemoteStore:
    """Return an object that runs queries in a SPARQL store over HTTP.

    The base IRI of the stored data is set by the project in the current folder. If
    there is no project, it is the base IRI of inspectgraph.

    Args:
        url: The address of the store.
        login: The file with user and password, or None.

    Raises:
        UsageError: If the address is not a web address, or the login cannot be read.
        UnreadableError: If the store cannot be reached.
    """
    from inspectgraph.files.project import project_folder
    from inspectgraph.load.settings import load_settings
    from inspectgraph.store.endpoint import endpoint

    folder = project_folder()
    base = load_settings(folder)[0].base if folder else None
    return RemoteStore(endpoint(url, file=login), base or BASE)


class RemoteStore:
    """A SPARQL store over HTTP, restricted to the graphs of this project."""

    def __init__(self, endpoint: Endpoint, base: str = BASE) -> None:
        """Set the store and the base IRI of the project's data."""
        self._endpoint = endpoint
        self._graphs = our_graphs(endpoint, base)
        self._found: dict[tuple[Term | None, ...], list[Quad]] = {}

    def named_graphs(self) -> Iterator[NamedNode]:
        """Yield the names of the graphs."""
        return map(NamedNode, self._graphs)

    def contains_named_graph(self, graph_name: NamedNode) -> bool:
        """Return whether the store has a graph with the given name."""
        return graph_name.value in self._graphs

    def query(  # noqa: PLR0913 - as the engine's
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
        substitutions: Mapping[Variable, Term] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the results of a query.

        Args:
            query: The query.
            base_iri: The IRI against which relative IRIs are resolved.
            prefixes: Prefixes that need no declaration.
            use_default_graph_as_union: Whether the default graph is the union of all
                graphs. Otherwise, the graphs are named in the query or in the next two
                arguments.
            default_graph: The graphs that together are the default graph.
            named_graphs: The named graphs.
            substitutions: Terms that replace some of the variables.

        Raises:
            SyntaxError: If the query is not SPARQL.
            UnreadableError: If the store cannot be reached, refuses the query, or does
                not return results.
        """
        # The engine on this machine tells the place of a mistake better.
        Store().query(query, base_iri=base_iri, prefixes=dict(prefixes or {}))
        terms = {name.value: str(term) for name, term in (substitutions or {}).items()}
        text = _prologue(base_iri, prefixes or {}) + with_terms(query, terms)
        dataset = self._dataset(
            default_graph, named_graphs, union=use_default_graph_as_union
        )
        asked = _request(text, *dataset)
        if _form(query) in {"CONSTRUCT", "DESCRIBE"}:
            return _as_triples(self._endpoint.query(*asked, triples=True))
        found = self._results(*asked)
        if _form(query) == "ASK" and isinstance(found, QuerySolutions):
            return _as_boolean(found)
        return found

    def _dataset(
        self,
        default_graph: Sequence[NamedNode] | None,
        named_graphs: Sequence[NamedNode] | None,
        *,
        union: bool,
    ) -> tuple[list[str], list[str] | None]:
        """Return the default graphs and the named graphs of a query."""
        if union:
            return self._graphs, None
        default = [graph.value for graph in default_graph or ()]
        return default, [graph.value for graph in named_graphs or ()]

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: NamedNode | None,
        object: Term | None,  # noqa: A002 - as the engine calls it
        graph_name: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match a pattern, in which None matches any term."""
        pattern = (subject, predicate, object, graph_name)
        if pattern not in self._found:
            self._found[pattern] = list(self._quads(pattern))
        yield from self._found[pattern]

    def _quads(self, pattern: tuple[Term | None, ...]) -> Iterator[Quad]:
        s, p, o, g = (
            f"?{name}" if term is None else str(term)
            for name, term in zip(_ANY, pattern, strict=True)
        )
        free = [name for name, term in zip(_ANY, pattern, strict=True) if term is None]
        names = " ".join(map("?{}".format, free)) or "(1 AS ?one)"
        text = f"SELECT {names} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"
        found = self._results(*_request(text, self._graphs, None))
        for row in found if isinstance(found, QuerySolutions) else ():
            values = dict(zip(free, row, strict=False))
            terms = (values.get(n, t) for n, t in zip(_ANY, pattern, strict=True))
            yield Quad(*terms)  # type: ignore[arg-type]

    def _results(
        self, text: str, graphs: list[str], named: list[str] | None = None
    ) -> QuerySolutions | QueryBoolean:
        answer = _VIRTUOSO_NODE.sub(rb"\1", self._endpoint.query(text, graphs, named))
        try:
            found = parse_query_results(answer, QueryResultsFormat.JSON)
            if isinstance(found, QuerySolutions):
                for _ in found:  # an error would come only when its row is read
                    pass
            return parse_query_results(answer, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise not_results(self._endpoint, answer) from error


def _request(
    text: str, graphs: list[str], named: list[str] | None
) -> tuple[str, list[str], list[str] | None]:
    """Return the text of a query, and the graphs to name in the HTTP request.

    The parameters of the request name the graphs. If there are too many graphs for
    the parameters, FROM clauses in the text name the graphs instead. The returned lists
    are then empty.

    Args:
        text: A query that has no FROM clause.
        graphs: The graphs that form the default graph together.
        named: The named graphs; None if they are the same as `graphs`.
    """
    every = graphs if named is None else named
    if max(len(graphs), len(every)) <= _MOST_PARAMETERS:
        return text, graphs, named
    parts = [f"FROM <{graph}> " for graph in graphs]
    parts += [f"FROM NAMED <{graph}> " for graph in every]
    start = _start_of_pattern(text)
    return f"{text[:start]}{''.join(parts)}{text[start:]}", [], []


def _start_of_pattern(text: str) -> int:
    """Return the index at which to insert FROM clauses in a query.

    The index is the place where the query's pattern begins. If the query has no
    pattern, the index is the end of the text.

    >>> text = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    >>> text[_start_of_pattern(text):]
    '{ ?s ?p ?o }'
    """
    depth, template = 0, _form(text) == "CONSTRUCT"
    for token in code_tokens(text):
        opens_pattern = token.text == "{" and not template
        if not depth and (token.word == "WHERE" or opens_pattern):
            return token.start
        depth += (token.text in {"(", "{"}) - (token.text in {")", "}"})
        if token.text == "}" and not depth:
            template = False
    return len(text)


def _as_boolean(found: QuerySolutions) -> QueryBoolean:
    """Convert Virtuoso's answer to an ASK query into a boolean.

    Virtuoso 7.2.5 answers an ASK query with a table that has 0 or 1.
    """
    is_true = any(str(getattr(row[0], "value", "")) in {"1", "true"} for row in found)
    given = json.dumps({"head": {}, "boolean": is_true})
    boolean = parse_query_results(given, QueryResultsFormat.JSON)
    assert isinstance(boolean, QueryBoolean)  # noqa: S101 - it was written so
    return boolean


def _form(query: str) -> str:
    """Return the keyword that names the form of a query, such as SELECT."""
    for token in code_tokens(query):
        if token.word in _FORMS:
            return token.word
    return ""


def _prologue(base: str | None, prefixes: Mapping[str, str]) -> str:
    """Return the declarations of base and prefixes for a query, on one line."""
    lines = [f"BASE <{base}>"] if base else []
    lines += [f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items()]
    return "".join(f"{line} " for line in lines)


def _as_triples(answer: bytes) -> QueryTriples:
    """Convert an answer in N-Triples to a result of the SPARQL engine."""
    store = Store()
    store.bulk_load(answer, RdfFormat.N_TRIPLES)
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)  # noqa: S101 - a CONSTRUCT query
    return found
