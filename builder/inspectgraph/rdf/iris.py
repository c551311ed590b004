"""The IRIs of things and concepts, made from their slugs and from nothing else.

Readable slugs all the way: an authority by its name, a passage by its unit, a statement
    by the id that its
extract gives it once and for all. Editing a note, a polarity or an anchor never changes
an IRI.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from inspectgraph.rdf.namespaces import BASE

__all__ = ["concept", "graph", "nth", "report", "report_part", "thing"]


def thing(kind: str, slug: str) -> NamedNode:
    """Return the IRI of a thing of the registry.

    >>> thing("authority", "knowsley").value
    'https://w3id.org/inspectgraph/id/authority/knowsley'
    """
    return NamedNode(f"{BASE}id/{kind}/{slug}")


def report(name: str) -> NamedNode:
    """Return the IRI of a report."""
    return thing("report", name)


def report_part(name: str, kind: str, identity: str = "") -> NamedNode:
    """Return the IRI of something that lies under a report.

    >>> report_part("knowsley-sif-2014", "unit", "p56").value
    'https://w3id.org/inspectgraph/id/report/knowsley-sif-2014/unit/p56'
    """
    return NamedNode(
        f"{BASE}id/report/{name}/{kind}" + (f"/{identity}" if identity else "")
    )


def nth(identity: str, place: int) -> str:
    """Return the identity of what stands at a place, counted from 0, in a list under something with an identity.

    So are called the parts of a recommendation, what a measurement is set beside, and
    the evidence of all of them.

    >>> nth("p27-q2r3", 0), nth(nth("p27-q2r3", 1), 0)
    ('p27-q2r3-1', 'p27-q2r3-2-1')
    """
    return f"{identity}-{place + 1}"


def concept(scheme: str, slug: str = "") -> NamedNode:
    """Return the IRI of a concept, or of the scheme when no slug is given.

    >>> concept("aspect/sif", "adoption-performance").value
    'https://w3id.org/inspectgraph/aspect/sif/adoption-performance'
    """
    return NamedNode(f"{BASE}{scheme}" + (f"/{slug}" if slug else ""))


def graph(name: str) -> NamedNode:
    """Return the IRI of a named graph: a report's, or `registry`, `ontology`, `inferred`, `verification`."""
    return NamedNode(f"{BASE}graph/{name}")
