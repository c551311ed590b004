"""A user's SPARQL query with its answer: the input of the functions that find hints."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import process_time
from typing import Final

from pyoxigraph import QuerySolutions, Store

from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import BASE, PREFIXES

__all__ = ["PATIENCE", "Asked", "Row"]

#: The seconds of processor time that a query may take so that parts of it run again for
#: the sake of a hint.
PATIENCE: Final = 5.0

Row = tuple[Term | None, ...]

#: All further queries together may take this many times `patience` seconds. After that,
#: no other query is begun.
_TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A SPARQL query that a user wrote, with its answer.

    Attributes:
        text: The query.
        source: The name of the query in messages.
        store: The graph.
        columns: The names of the columns of the answer.
        rows: The rows of the answer.
        graphs: The IRIs of the graphs after FROM. If the tuple is empty, the query
            covers the union of all graphs.
        seconds: The processor time that the answer took, in seconds.
        patience: A limit of processor time, in seconds. If the answer took longer, no
            part of the query is run again.
        start: The processor time that this process had used when the answer was
            complete, in seconds.
    """

    text: str
    source: str
    store: Store
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    graphs: tuple[str, ...] = ()
    seconds: float = 0.0
    patience: float = PATIENCE
    start: float = field(default_factory=process_time)

    @property
    def is_quick(self) -> bool:
        """Whether there is time to run parts of the query again for hints."""
        if self.seconds > self.patience:
            return False
        return process_time() - self.start <= _TIMES * self.patience

    def again(self, text: str, store: Store | None = None) -> list[Row]:
        """Return the rows of another SELECT query over the same graphs.

        The result is empty if the engine rejects the query, or if no time is left for
        hints.

        Args:
            text: The other query, made from parts of the original query.
            store: The graph to query; None for the graph of the original query.
        """
        if not self.is_quick:
            return []
        graph, union = store or self.store, not self.graphs
        try:
            found = graph.query(
                text, base_iri=BASE, prefixes=PREFIXES, use_default_graph_as_union=union
            )
        except SyntaxError:
            return []
        if isinstance(found, QuerySolutions):
            return [*map(tuple, found)]
        return []
