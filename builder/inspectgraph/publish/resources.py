"""The files of each resource: its page, and its data as Turtle and JSON-LD.

A file depends only on the graph and on its path. So a service gives the same files as a
site in a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.jsonld import jsonld_document
from inspectgraph.publish.councils import council_files, council_page
from inspectgraph.publish.graph import Resource
from inspectgraph.publish.overview import Maker, ontology_page
from inspectgraph.publish.reports import described_with, report_page
from inspectgraph.publish.site import Site
from inspectgraph.publish.statements import (
    described_on,
    passage_page,
    statement_page,
    withdrawn_page,
)
from inspectgraph.publish.things import thing_page
from inspectgraph.rdf.iris import data_base, report_of
from inspectgraph.rdf.namespaces import BASE, INSP
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import turtle

__all__ = ["resource_files", "resource_triples"]


def _nothing(_site: Site, _iri: str) -> Iterable[str]:
    return ()


def _no_files(_site: Site, _iri: str) -> Mapping[str, Maker]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource whose pages have a special form.

    Attributes:
        classes: The classes of its resources.
        page: A function that returns the page of a resource.
        others: A function that returns further resources that the page describes.
        files: A function that returns further files, as a dictionary from paths to the
            functions that make the files.
    """

    classes: tuple[NamedNode, ...]
    page: Callable[[Site, str], bytes]
    others: Callable[[Site, str], Iterable[str]] = _nothing
    files: Callable[[Site, str], Mapping[str, Maker]] = _no_files


#: The kinds of resources. The first that fits a resource counts.
_KINDS: Final = (
    Kind((INSP.Withdrawal,), withdrawn_page),
    Kind((INSP.Statement,), statement_page, described_on),
    Kind((INSP.Passage,), passage_page),
    Kind((INSP.Report,), report_page, described_with),
    Kind((INSP.Authority,), council_page, files=council_files),
)
_OTHER: Final = Kind((), thing_page)
#: The ontology as a whole; its modules are shown as other resources are.
_ONTOLOGY: Final = Kind((), ontology_page)


class _Data:
    """The triples that describe a resource.

    The data files of the resource contain these triples, in Turtle and in JSON-LD.
    """

    def __init__(self, site: Site, kind: Kind, iri: str) -> None:
        self.site, self.kind, self.iri = site, kind, iri

    @cached_property
    def triples(self) -> list[TextTriple]:
        """The triples about the resource and about related resources.

        The related resources are the parts of the resource, and further resources on
        the same page.
        """
        others = self.kind.others(self.site, self.iri)
        return self.site.graph.description(self.iri, others)

    def turtle(self) -> bytes:
        """Return the content of the Turtle file."""
        with data_base(self.site.graph.base):
            return turtle(self.triples, report_of(f"<{self.iri}>"))

    def json_ld(self) -> bytes:
        """Return the content of the JSON-LD file."""
        with data_base(self.site.graph.base):
            return jsonld_document(self.triples)


def resource_files(site: Site, iri: str) -> dict[str, Maker]:
    """Return the functions that make the page and other files of a resource, keyed by path."""
    found = site.graph.addresses.of(iri)
    assert found is not None  # noqa: S101 - it has a page
    kind = _kind(site.graph.resource(iri))
    data = _Data(site, kind, iri)
    return {
        f"{found.page}.html": partial(kind.page, site, iri),
        f"{found.page}.ttl": data.turtle,
        f"{found.page}.jsonld": data.json_ld,
        **kind.files(site, iri),
    }


def resource_triples(site: Site, iri: str) -> list[TextTriple]:
    """Return the triples in the data files of a resource, as N-Triples terms."""
    return _Data(site, _kind(site.graph.resource(iri)), iri).triples


def _kind(one: Resource) -> Kind:
    if one.iri == f"{BASE}ontology":
        return _ONTOLOGY
    return next((kind for kind in _KINDS if one.is_a(*kind.classes)), _OTHER)
