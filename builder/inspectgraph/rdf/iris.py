"""Make the IRIs of resources and concepts from slugs and ids.

Concepts and terms have IRIs in the namespace of inspectgraph, even if another project
publishes the graph. Data has IRIs that begin with the base IRI of its project.
`data_base` sets the base IRI for a block of code, in the same way as
`decimal.localcontext` sets a precision.

The slug of an authority is made from the authority's name. A passage has the same id as
its unit. The id of a statement is in the extract and never changes. So an edit to a
note, a polarity or an anchor changes no IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.namespaces import BASE

__all__ = [
    "base_among",
    "concept",
    "current_base",
    "data_base",
    "graph",
    "graph_name",
    "nth",
    "report",
    "report_of",
    "report_part",
    "thing",
]

_base: Final = ContextVar("base", default=BASE)
_GRAPH: Final = "graph/"
_REPORT: Final = "/id/report/"


def current_base() -> str:
    """Return the current base IRI of data, which ends in a slash."""
    return _base.get()


@contextmanager
def data_base(base: str | None) -> Iterator[None]:
    """Set the base IRI of data for a block of code.

    Args:
        base: The base IRI, with a slash at the end; None for the base of inspectgraph.

    >>> with data_base("https://data.example.org/"):
    ...     thing("authority", "netherby").value, concept("theme", "housing").value
    ('https://data.example.org/id/authority/netherby', 'https://w3id.org/inspectgraph/theme/housing')
    """
    token = _base.set(base or BASE)
    try:
        yield
    finally:
        _base.reset(token)


def base_among(graphs: Iterable[str]) -> str:
    """Return the base IRI of the data in a store.

    Args:
        graphs: The IRIs of the store's named graphs.

    >>> base_among(["https://data.example.org/graph/registry"])
    'https://data.example.org/'
    """
    for iri in graphs:
        if iri.endswith(f"/{_GRAPH}registry"):
            return iri.removesuffix(f"{_GRAPH}registry")
    return BASE


def thing(kind: str, slug: str) -> NamedNode:
    """Return the IRI of a record of the registry, or of a report.

    >>> thing("authority", "knowsley").value
    'https://w3id.org/inspectgraph/id/authority/knowsley'
    """
    return NamedNode(f"{current_base()}id/{kind}/{slug}")


def report(name: str) -> NamedNode:
    """Return the IRI of the report with the given id."""
    return thing("report", name)


def report_part(name: str, kind: str, identity: str = "") -> NamedNode:
    """Return the IRI of a part of a report, such as a passage or a statement.

    >>> report_part("knowsley-sif-2014", "unit", "p56").value
    'https://w3id.org/inspectgraph/id/report/knowsley-sif-2014/unit/p56'
    """
    end = ""
    if identity:
        end = f"/{identity}"
    return NamedNode(f"{current_base()}id/report/{name}/{kind}{end}")


def report_of(subject: str) -> str:
    """Return the name of the report to which a subject belongs, or "" if it belongs to none.

    The base IRI of the subject does not matter.

    >>> report_of("<https://w3id.org/inspectgraph/id/report/x-2008/unit/p1>")
    'x-2008'
    """
    return subject[:-1].partition(_REPORT)[2].partition("/")[0]


def nth(identity: str, place: int) -> str:
    """Return the id of a list member, made from the owner's id and the member's index.

    The index counts from 0. Evidence, parts of a recommendation and comparators of a
    measurement have such ids.

    >>> nth("p27-q2r3", 0), nth(nth("p27-q2r3", 1), 0)
    ('p27-q2r3-1', 'p27-q2r3-2-1')
    """
    return f"{identity}-{place + 1}"


def concept(scheme: str, slug: str = "") -> NamedNode:
    """Return the IRI of a concept, or of the scheme itself if no slug is given.

    >>> concept("aspect/sif", "adoption-performance").value
    'https://w3id.org/inspectgraph/aspect/sif/adoption-performance'
    """
    end = ""
    if slug:
        end = f"/{slug}"
    return NamedNode(f"{BASE}{scheme}{end}")


def graph(name: str) -> NamedNode:
    """Return the IRI of a named graph from its name.

    The name is the id of a report, or the name of a shared graph such as `registry`.
    """
    return NamedNode(f"{current_base()}{_GRAPH}{name}")


def graph_name(iri: str) -> str:
    """Return the name of a named graph from its IRI, which can have any base IRI.

    >>> graph_name("https://data.example.org/graph/registry")
    'registry'
    """
    return iri.rpartition(f"/{_GRAPH}")[2]
