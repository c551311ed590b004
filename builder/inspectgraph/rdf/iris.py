"""Make the IRIs of things and concepts from their slugs.

An authority has a slug from its name, a passage from its unit, a statement from the id
in its extract, which never changes. Editing a note, a polarity or an anchor leaves every
IRI as it is.
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
    """Return the IRI of a part of a report.

    >>> report_part("knowsley-sif-2014", "unit", "p56").value
    'https://w3id.org/inspectgraph/id/report/knowsley-sif-2014/unit/p56'
    """
    end = ""
    if identity:
        end = f"/{identity}"
    return NamedNode(f"{BASE}id/report/{name}/{kind}{end}")


def nth(identity: str, place: int) -> str:
    """Return the identity of the member of a list at a place, counted from 0.

    Parts of a recommendation, comparators of a measurement and evidence get these.

    >>> nth("p27-q2r3", 0), nth(nth("p27-q2r3", 1), 0)
    ('p27-q2r3-1', 'p27-q2r3-2-1')
    """
    return f"{identity}-{place + 1}"


def concept(scheme: str, slug: str = "") -> NamedNode:
    """Return the IRI of a concept, or of the scheme when no slug is given.

    >>> concept("aspect/sif", "adoption-performance").value
    'https://w3id.org/inspectgraph/aspect/sif/adoption-performance'
    """
    end = ""
    if slug:
        end = f"/{slug}"
    return NamedNode(f"{BASE}{scheme}{end}")


def graph(name: str) -> NamedNode:
    """Return the IRI of a named graph: of a report, or `registry`, `ontology` and so on."""
    return NamedNode(f"{BASE}graph/{name}")
