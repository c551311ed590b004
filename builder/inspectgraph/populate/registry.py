"""Registry records → quads of `graph/registry`: what reports share, and what compares."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import NamedNode

from inspectgraph.model.extract import PrintedTime
from inspectgraph.model.registry import (
    AspectComparison,
    Authority,
    Body,
    Change,
    Framework,
    Inspectorate,
    LegalBasis,
    Region,
    Registry,
    ScaleComparison,
    Service,
)
from inspectgraph.populate.from_fields import NameResolver, describe_time
from inspectgraph.populate.report import CONTRIBUTORS, SOFTWARE
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import concept, graph, report, thing
from inspectgraph.rdf.namespaces import DCTERMS, ELI, INSP, ORG, OWL, PROV, RDFS, SKOS
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["populate_registry"]

_STATISTICAL_GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
_LEGISLATION = "http://www.legislation.gov.uk/id/"


def populate_registry(registry: Registry, vocabulary: Vocabulary) -> Sink:
    """Return the quads of the registry's graph, each with its path: file, slug, field."""
    populator = _Populator(registry, vocabulary)
    populator.describe()
    return populator.sink


class _Populator:
    """The registry on its way into its named graph."""

    def __init__(self, registry: Registry, vocabulary: Vocabulary) -> None:
        self.registry, self.vocabulary = registry, vocabulary
        self.names = NameResolver(registry)
        self.sink = Sink(graph("registry"))

    def describe(self) -> None:
        """Describe everything that the registry holds."""
        self._agents()
        for file, describe in (
            ("regions", self._region),
            ("authorities", self._authority),
            ("inspectorates", self._inspectorate),
            ("bodies", self._body),
            ("changes", self._change),
            ("services", self._service),
            ("frameworks", self._framework),
        ):
            for slug, record in getattr(self.registry, file).items():
                describe(slug, record)
        comparisons = self.registry.comparisons
        for n, scales in enumerate(comparisons.scales):
            self._scales(scales, ("comparisons", "scales", n))
        for n, aspects in enumerate(comparisons.aspects):
            self._aspects(aspects, ("comparisons", "aspects", n))

    def _agents(self) -> None:
        """Describe who curates and who drafts."""
        contributors = Node(self.sink, CONTRIBUTORS, ()).a(PROV.Agent)
        contributors.text(RDFS.label, "the inspectgraph contributors")
        software = Node(self.sink, SOFTWARE, ()).a(PROV.Agent)
        software.text(RDFS.label, "inspectgraph, the software")

    def _named(
        self,
        kind: str,
        slug: str,
        path: Path,
        record: Authority | Inspectorate | Body | Service | Framework,
    ) -> Node:
        """Describe the names of a record."""
        node = Node(self.sink, thing(kind, slug), path).code(DCTERMS.identifier, slug)
        node.text(SKOS.prefLabel, record.name, "name").text(
            SKOS.note, record.note, "note"
        )
        for n, name in enumerate(record.other_names):
            node.text(SKOS.altLabel, name, "other_names", n)
        return node

    def _region(self, slug: str, record: Region) -> None:
        """Describe a region of England, as an area."""
        node = Node(self.sink, thing("region", slug), ("regions", slug)).a(INSP.Area)
        node.text(SKOS.prefLabel, record.name, "name")
        node.code(INSP.gssCode, record.gss, "gss")
        node.link(OWL.sameAs, NamedNode(_STATISTICAL_GEOGRAPHY + record.gss), "gss")

    def _authority(self, slug: str, record: Authority) -> None:
        """Describe an authority and the area that it serves."""
        path = ("authorities", slug)
        node = self._named("authority", slug, path, record).a(INSP.Authority)
        area = Node(self.sink, thing("area", slug), path).a(INSP.Area)
        node.link(INSP.area, area.iri)
        node.code(INSP.authorityType, record.type, "type")
        node.code(INSP.dfeCode, record.dfe, "dfe")
        area.text(SKOS.prefLabel, record.name, "name")
        area.code(INSP.gssCode, record.gss, "gss").code(INSP.onsCode, record.ons, "ons")
        area.link(OWL.sameAs, NamedNode(_STATISTICAL_GEOGRAPHY + record.gss), "gss")
        area.link(INSP.region, thing("region", record.region), "region")

    def _inspectorate(self, slug: str, record: Inspectorate) -> None:
        """Describe an inspectorate and who took its work over."""
        path = ("inspectorates", slug)
        node = self._named("inspectorate", slug, path, record).a(INSP.Inspectorate)
        abolished = self._time(node, "abolished", record.abolished)
        node.link(INSP.abolished, abolished, "abolished")
        successors = (thing("inspectorate", other) for other in record.successor)
        node.links(INSP.succeededBy, successors, "successor")
        if record.see:
            node.link(RDFS.seeAlso, NamedNode(record.see), "see")

    def _body(self, slug: str, record: Body) -> None:
        """Describe a partner body."""
        node = self._named("body", slug, ("bodies", slug), record).a(INSP.PartnerBody)
        node.link(INSP.bodyKind, concept("body-kind", record.kind), "kind")
        node.links(INSP.servesArea, self._areas(record.areas), "areas")

    def _change(self, slug: str, record: Change) -> None:
        """Describe a merger, renaming, foundation or end."""
        node = Node(self.sink, thing("change", slug), ("changes", slug))
        node.a(ORG.ChangeEvent)
        node.text(RDFS.label, record.kind, "kind").text(SKOS.note, record.note, "note")
        node.link(INSP.changeTime, self._time(node, "date", record.date), "date")
        for predicate, key, slugs in (
            (ORG.originalOrganization, "before", record.before),
            (ORG.resultingOrganization, "after", record.after),
        ):
            self._link_names(node, predicate, "party", slugs, key)
        if record.report:
            node.link(DCTERMS.source, report(record.report), "report")
        node.text(SKOS.scopeNote, record.source, "source")

    def _service(self, slug: str, record: Service) -> None:
        """Describe a service as provided in an area."""
        node = self._named("service", slug, ("services", slug), record).a(INSP.Service)
        node.link(INSP.serviceType, concept("service-type", record.type), "type")
        node.links(INSP.inArea, self._areas(record.areas), "areas")
        self._link_names(node, INSP.providedBy, "actor", record.providers, "providers")

    def _framework(self, slug: str, record: Framework) -> None:
        """Describe an inspection regime: its names, its time and the regimes before it."""
        path = ("frameworks", slug)
        node = self._named("framework", slug, path, record).a(INSP.Framework)
        if record.short != record.name:
            node.text(SKOS.altLabel, record.short, "short")
        node.link(INSP.inUseFrom, self._time(node, "from", record.from_), "from")
        node.link(INSP.inUseUntil, self._time(node, "until", record.until), "until")
        predecessors = (thing("framework", other) for other in record.predecessors)
        node.links(INSP.follows, predecessors, "predecessors")
        self._schemes(node, slug, record)
        self._legal_basis(node, record)

    def _schemes(self, node: Node, slug: str, record: Framework) -> None:
        """Link the scale, the aspects and the timescales of a framework, as far as it has them."""
        if record.scale:
            node.link(INSP.gradeScale, concept(f"scale/{record.scale}"), "scale")
        for predicate, scheme in (
            (INSP.aspectScheme, f"aspect/{slug}"),
            (INSP.timescaleScheme, f"timescale/{slug}"),
        ):
            if self.vocabulary.concepts(scheme):
                node.link(predicate, concept(scheme))

    def _legal_basis(self, node: Node, record: Framework) -> None:
        """Link the acts, or sections of acts, that a framework rests on."""
        for n, basis in enumerate(record.legal):
            act = self._act(node, basis, n)
            node.link(INSP.legalBasis, act, "legal", n)

    def _act(self, framework: Node, basis: LegalBasis, n: int) -> NamedNode:
        """Describe the act, or the section of an act, that a framework rests on."""
        path = (*framework.path, "legal", n)
        act = Node(self.sink, NamedNode(_LEGISLATION + basis.act), path)
        act.a(ELI.LegalResource)
        if not basis.section:
            return act.iri
        iri = NamedNode(f"{act.iri.value}/section/{basis.section}")
        section = Node(self.sink, iri, path).a(ELI.LegalResourceSubdivision)
        return section.link(ELI.is_part_of, act.iri).iri

    # Comparisons

    def _scales(self, record: ScaleComparison, path: Path) -> None:
        """Describe how far two scales compare: as wholes, or grade by grade.

        A pair of grades has the curator of the scales, and their note unless it has its own.
        """
        first, second = f"scale/{record.from_}", f"scale/{record.to}"
        if record.relation:
            slug = f"{record.from_}--{record.to}"
            node = self._comparison(slug, concept(first), concept(second), path)
            self._relation(node, record.relation, record.note, record.curator)
        for n, pair in enumerate(record.grades):
            slug = f"{record.from_}-{pair.from_}--{record.to}-{pair.to}"
            ends = concept(first, pair.from_), concept(second, pair.to)
            node = self._comparison(slug, *ends, (*path, "grades", n))
            note = pair.note or record.note
            self._relation(node, pair.relation, note, record.curator)

    def _aspects(self, record: AspectComparison, path: Path) -> None:
        """Describe how far two aspects share their subject."""
        slug = f"{record.from_}--{record.to}".replace("/", "-")
        ends = concept(f"aspect/{record.from_}"), concept(f"aspect/{record.to}")
        node = self._comparison(slug, *ends, path)
        self._relation(node, record.relation, record.note, record.curator)

    def _comparison(
        self, slug: str, first: NamedNode, second: NamedNode, path: Path
    ) -> Node:
        """Describe the two ends of a comparison."""
        node = Node(self.sink, thing("comparison", slug), path).a(INSP.Comparison)
        node.link(INSP.comparisonFrom, first, "from")
        return node.link(INSP.comparisonTo, second, "to")

    def _relation(
        self, node: Node, relation: str, note: str | None, curator: str
    ) -> None:
        """State how far two things compare, why, and who says so."""
        node.link(INSP.relation, concept("relation", relation), "relation")
        node.text(SKOS.scopeNote, note, "note")
        node.link(INSP.curator, self._curator(curator, node.path), "curator")

    def _curator(self, name: str, path: Path) -> NamedNode:
        """Return the agent with a name; describe it unless it is the contributors."""
        if name.removeprefix("the ").casefold() == "inspectgraph contributors":
            return CONTRIBUTORS
        iri = thing("agent", quote(name.replace(" ", "-")))
        node = Node(self.sink, iri, path).a(PROV.Agent)
        return node.text(RDFS.label, name, "curator").iri

    # Links and times

    def _link_names(
        self,
        node: Node,
        predicate: NamedNode,
        kind: str,
        slugs: Iterable[str],
        key: str,
    ) -> None:
        """Link what names of a kind mean."""
        for n, slug in enumerate(slugs):
            node.link(predicate, self.names.iri(kind, slug), key, n)

    @staticmethod
    def _areas(slugs: Iterable[str]) -> Iterable[NamedNode]:
        return (thing("area", slug) for slug in slugs)

    def _time(
        self, owner: Node, role: str, record: PrintedTime | None
    ) -> NamedNode | None:
        """Describe a printed time of a record."""
        if record is None:
            return None
        iri = NamedNode(f"{owner.iri.value}/time/{role}")
        return describe_time(self.sink, iri, record, (*owner.path, role))
