"""Make the IRIs of resources and concepts from slugs and ids.

The slug of an authority is made from its name, and the id of a passage is the id of its
unit. The id of a statement is in the extract and never changes. So an edit to a note, a
polarity or an anchor changes no IRI.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from inspectgraph.rdf.namespaces import BASE

__all__ = ["concept", "graph", "nth", "report", "report_of", "report_part", "thing"]

_REPORT = f"<{BASE}id/report/"


def thing(kind: str, slug: str) -> NamedNode:
    """Return the IRI of a record of the registry, or of a report.

    >>> thing("authority", "knowsley").value
    'https://w3id.org/inspectgraph/id/authority/knowsley'
    """
    return NamedNode(f"{BASE}id/{kind}/{slug}")


def report(name: str) -> NamedNode:
    """Return the IRI of the report with an id."""
    return thing("report", name)


def report_part(name: str, kind: str, identity: str = "") -> NamedNode:
    """Return the IRI of a part of a report, such as a passage or a statement.

    >>> report_part("knowsley-sif-2014", "unit", "p56").value
    'https://w3id.org/inspectgraph/id/report/knowsley-sif-2014/unit/p56'
    """
    end = ""
    if identity:
        end = f"/{identity}"
    return NamedNode(f"{BASE}id/report/{name}/{kind}{end}")


def report_of(subject: str) -> str:
    """Return the name of the report to which a subject belongs, or the empty string.

    >>> report_of("<https://w3id.org/inspectgraph/id/report/x-2008/unit/p1>")
    'x-2008'
    """
    if not subject.startswith(_REPORT):
        return ""
    return subject[len(_REPORT) : -1].partition("/")[0]


def nth(identity: str, place: int) -> str:
    """Return the id of a list member, made from the owner's id and the index from 0.

    Evidence, parts of a recommendation and comparators of a measurement have such ids.

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
    return NamedNode(f"{BASE}graph/{name}")
