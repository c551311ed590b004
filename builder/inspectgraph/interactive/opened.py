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
        source: A project folder, a folder of a published graph, a file in N-Quads, TriG
            or JSON-LD, or the address of a SPARQL store. By default, the graph of the
            project in the current folder is opened. If there is no project, the
            installed graph is opened.
        login: The file with `user:password` for a SPARQL store. By default, the netrc
            file is used.

    Raises:
        UsageError: If the project has not been built. If the file has another format.
        UnreadableError: If the file or folder does not exist or has no graph. If the
            SPARQL store cannot be reached.
    """
    store, place = find_store(source, Path(login) if login else None)
    return OpenGraph(store, place)


class OpenGraph:
    """An open graph, which a user can query, search and convert.

    A query runs over all named graphs together. If the store of the graph is local,
    queries run in this process. Local queries have no time limit or memory limit.
    """

    def __init__(self, store: Store, place: str) -> None:
        """Use a store that contains a graph.

        Args:
            store: The store that contains the graph. The store is not changed.
            place: The folder, file or address of the graph, as shown to users.
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
            question: The name of the question, as listed by `questions`.
            parameters: The value of each parameter: a slug, label, abbreviation or IRI,
                in upper or lower case. A parameter `from` is written `from_`.

        Raises:
            QueryError: If a question, parameter or value is unknown, or if a required
                parameter is missing.
        """
        from inspectgraph.query import ask

        values = {name.removesuffix("_"): value for name, value in parameters.items()}
        with self._here():
            return ask(self.store, question, **values)

    def select(self, sparql: str) -> Answer:
        """Answer a SPARQL query over all named graphs, or over the graphs in its FROM clauses.

        The prefixes of the project need no declaration. ASK, CONSTRUCT and DESCRIBE
        queries are answered as well.

        Args:
            sparql: The query.

        Raises:
            QueryError: If the query is not valid SPARQL, is an update, sends a query to
                another endpoint, or names an unknown graph.
        """
        from inspectgraph.query import ask_sparql
        from inspectgraph.query.engine import PATIENCE

        # Hints would ask again and again over the network.
        patience = None if self._is_remote else PATIENCE
        with self._here():
            return ask_sparql(self.store, sparql, patience=patience)

    def questions(self) -> Answer:
        """Return the named questions, each with its parameters and an example.

        A parameter in brackets is optional.
        """
        from inspectgraph.interactive.listings import list_questions

        return list_questions(self.base)

    def find(self, words: str, kind: str | Collection[str] | None = None) -> Answer:
        """Return the entries and statements that match some words, the best match first.

        Themes, authorities, reports and other entries come before statements. The
        column `next` has the Python call for more details.

        Args:
            words: The words, in upper or lower case, singular or plural.
            kind: One or several of `inspectgraph.find.KINDS`, such as `theme`. By
                default, all kinds are searched.

        Raises:
            UsageError: If no word is given, or if a kind is unknown.
        """
        from inspectgraph.interactive.listings import list_hits

        with self._here():
            return list_hits(self.store, words, kind)

    def show(self, statement: str, *, reports: str | Path | None = None) -> Record:
        """Return a statement with its evidence and all other facts about it.

        Args:
            statement: The statement, as an id, as `REPORT/ID`, or as an IRI.
            reports: The folder with your copies of the reports. If given, the words of
                the statement are read from the report.

        Raises:
            QueryError: If the statement does not exist, or if several reports use the
                same id.
            UnreadableError: If the report is not in the folder, or if the report cannot
                be read.
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
        """Return a copy of the graph for rdflib.

        The default graph of the copy is the union of all named graphs.

        Raises:
            UnreadableError: If a SPARQL store cannot be reached.
        """
        from inspectgraph.interactive.rdflib_copy import dataset

        return dataset(self.store)

    def networkx(self, view: str = "full") -> nx.Graph[str]:
        """Return a view of the graph as a networkx network.

        The views and their attributes are the same as in `inspectgraph export --view`.
        Each node is the IRI of a resource.

        Args:
            view: One of four names. `full` has all resources and their relations.
                `themes-by-report` has reports and their themes. `themes-together` has
                themes that occur in the same statements. `bodies-by-service` has
                services and bodies. In this view, a service is joined to its providers,
                and to each body that a statement names together with the service.

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
        """Use the base IRI of this graph for the IRIs of data in a `with` block."""
        with data_base(self.base):
            yield

    def __repr__(self) -> str:
        return f"Graph of {self.place}"

    def _repr_html_(self) -> str:
        """Return HTML that describes the graph and proposes some Python calls."""
        first = "g.questions()", 'g.find("words")', 'g.ask("caf-uptake")'
        shown = ", ".join(f"<code>{escape(one)}</code>" for one in first)
        return f"<div>{escape(repr(self))}. Begin with {shown}.</div>"
