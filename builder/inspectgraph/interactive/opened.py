"""An open graph: the object that `inspectgraph.open()` returns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.interactive.sources import find_store
from inspectgraph.query.answer import Answer
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset

    from inspectgraph.publish.statement_record import Record

__all__ = ["OpenGraph", "open"]


def open(  # noqa: A001 - as `gzip.open`: it is used as `inspectgraph.open`
    source: str | Path | None = None, *, login: str | Path | None = None
) -> OpenGraph:
    """Open a graph.

    Args:
        source: A project, a folder of a published graph, a file in N-Quads, TriG or
            JSON-LD, or the address of a SPARQL store. By default, it is the graph of
            the project in the current folder, or else the installed one.
        login: The file with `user:password` for a SPARQL store; by default the netrc
            file is used.

    Raises:
        UsageError: If the project has not been built, or the file has none of these
            formats.
        UnreadableError: If the file or folder does not exist, if it holds no graph, or if
            the SPARQL store cannot be reached.
    """
    store, place = find_store(source, Path(login) if login else None)
    return OpenGraph(store, place)


class OpenGraph:
    """An open graph: named questions, SPARQL, search, and the graph for other libraries.

    A query runs over all named graphs together, in this process, and without limits of
    time and memory.
    """

    def __init__(self, store: Store, place: str) -> None:
        """Wrap a store.

        Args:
            store: The graph, which does not change.
            place: What it was opened from, for people.
        """
        #: The store, an object of pyoxigraph; for an address, one that asks over HTTP.
        self.store = store
        #: The folder, file or address from which the graph was opened.
        self.place = place
        #: The base IRI of the data.
        self.base = base_of(store)

    def ask(self, question: str, /, **parameters: object) -> Answer:
        """Answer a named question.

        Args:
            question: The name of the question; `questions` lists them all.
            parameters: The value of each parameter: a slug, label, abbreviation or IRI,
                in any case. A parameter `from` is written `from_`.

        Raises:
            QueryError: If a question, parameter or value is unknown, or a required
                parameter is missing.
        """
        from inspectgraph.query import ask

        values = {name.removesuffix("_"): value for name, value in parameters.items()}
        with self._here():
            return ask(self.store, question, **values)

    def select(self, sparql: str) -> Answer:
        """Answer a SPARQL query over all named graphs, or over those after FROM.

        The prefixes of the project need no declaration. ASK, CONSTRUCT and DESCRIBE are
        answered as well.

        Args:
            sparql: The query.

        Raises:
            QueryError: If the query is not SPARQL, is an update, asks another endpoint,
                or names an unknown graph.
        """
        from inspectgraph.query import ask_sparql
        from inspectgraph.query.engine import PATIENCE

        # Hints would ask again and again over the network.
        patience = None if self._is_remote else PATIENCE
        with self._here():
            return ask_sparql(self.store, sparql, patience=patience)

    def questions(self) -> Answer:
        """Return the named questions: name, question, parameters, and an example.

        A parameter in brackets is optional.
        """
        from inspectgraph.interactive.listings import list_questions

        return list_questions(self.base)

    def find(self, words: str, kind: str | Collection[str] | None = None) -> Answer:
        """Return what the graph has for some words, the best first.

        Themes, authorities, reports and the like come first, statements last. The
        column `next` has what to type to go on.

        Args:
            words: The words, in any case and number.
            kind: One or several of `inspectgraph.find.KINDS`, such as `theme`; all by
                default.

        Raises:
            UsageError: If no word is given, or if a kind is unknown.
        """
        from inspectgraph.interactive.listings import list_hits

        with self._here():
            return list_hits(self.store, words, kind)

    def show(self, statement: str, *, reports: str | Path | None = None) -> Record:
        """Return everything that is behind a statement.

        Args:
            statement: The id of the statement, REPORT/ID, or its IRI.
            reports: The folder of your copies of the reports. The words of the
                statement are then looked up in the report.

        Raises:
            QueryError: If the statement does not exist, or if several reports have the id.
            UnreadableError: If the report is not in the folder, or cannot be read.
        """
        from inspectgraph.publish.graph import Graph
        from inspectgraph.publish.statement_record import record_of, with_notes
        from inspectgraph.query.parameters import find_value
        from inspectgraph.query.questions import Parameter

        wanted = Parameter("statement", ("statement",), "", required=True)
        with self._here():
            iri = str(find_value(self.store, wanted, statement).term.value)
            graph = Graph(self.store)
            record = record_of(graph, iri)
            if reports is not None:
                from inspectgraph.publish.own_copy import looked_up

                record = looked_up(record, Path(reports))
            return with_notes(graph, record)

    def rdflib(self) -> Dataset:
        """Return a copy of the graph in rdflib, whose default graph is the union.

        Raises:
            UnreadableError: If a SPARQL store cannot be reached.
        """
        from inspectgraph.interactive.rdflib_copy import dataset

        return dataset(self.store)

    def networkx(self, view: str = "full") -> nx.Graph[str]:
        """Return a view of the graph as a network of networkx.

        The views are those of `inspectgraph export --view`, with the same attributes; a
        node is the IRI of a resource.

        Args:
            view: `full`, all resources and their relations; `themes-by-report`, reports
                and their themes; `themes-together`, themes that occur in the same
                statements; or `bodies-by-service`, services with their providers and
                the bodies that statements name with them.

        Raises:
            UsageError: If the view is unknown.
        """
        from inspectgraph.interactive.networks import network_of

        with self._here():
            return network_of(self.store, view)

    @property
    def _is_remote(self) -> bool:
        from pyoxigraph import Store

        return not isinstance(self.store, Store)

    @contextmanager
    def _here(self) -> Iterator[None]:
        """Let the IRIs of data begin with the base IRI of this graph."""
        with data_base(self.base):
            yield

    def __repr__(self) -> str:
        return f"Graph of {self.place}"

    def _repr_html_(self) -> str:
        """Return what the graph is, and what to type first, in HTML."""
        first = "g.questions()", 'g.find("words")', 'g.ask("caf-uptake")'
        shown = ", ".join(f"<code>{escape(one)}</code>" for one in first)
        return f"<div>{escape(repr(self))}. Begin with {shown}.</div>"
