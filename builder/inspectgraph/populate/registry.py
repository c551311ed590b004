"""Registry records → quads of `graph/registry`: what reports share, and how far their grades compare."""

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
    GradePair,
    Inspectorate,
    LegalBasis,
    Region,
    Registry,
    ScaleComparison,
    Service,
)
from inspectgraph.populate.report import CONTRIBUTORS, SOFTWARE, agent, describe_time
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import concept, graph, report, thing
from inspectgraph.rdf.namespaces import DCTERMS, ELI, INSP, ORG, OWL, PROV, RDFS, SKOS
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["populate_registry"]

_STATISTICAL_GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
_LEGISLATION = "http://www.legislation.gov.uk/id/"


def populate_registry(registry: Registry, vocabulary: Vocabulary) -> Sink:
    """Return the quads of the registry's graph, each with its path in the registry (file, slug, field)."""
    populator = _Populator(registry, vocabulary)
    populator.describe()
    return populator.sink


class _Populator:
    """The registry on its way into its named graph."""

    def __init__(self, registry: Registry, vocabulary: Vocabulary) -> None:
        self.registry, self.vocabulary = registry, vocabulary
        self.sink = Sink(graph("registry"))

    def describe(self) -> None:
        """Describe everything that the registry holds."""
        registry = self.registry
        contributors = Node(self.sink, CONTRIBUTORS, ()).a(PROV.Agent)
        contributors.text(RDFS.label, "the inspectgraph contributors")
        Node(self.sink, SOFTWARE, ()).a(PROV.Agent).text(
            RDFS.label, "inspectgraph, the software"
        )
        for slug, region in registry.regions.items():
            self._region(slug, region)
        for slug, authority in registry.authorities.items():
            self._authority(slug, authority)
        for slug, inspectorate in registry.inspectorates.items():
            self._inspectorate(slug, inspectorate)
        for slug, body in registry.bodies.items():
            self._body(slug, body)
        for slug, change in registry.changes.items():
            self._change(slug, change)
        for slug, service in registry.services.items():
            self._service(slug, service)
        for slug, framework in registry.frameworks.items():
            self._framework(slug, framework)
        for n, scales in enumerate(registry.comparisons.scales):
            self._scales(scales, ("comparisons", "scales", n))
        for n, aspects in enumerate(registry.comparisons.aspects):
            self._aspects(aspects, ("comparisons", "aspects", n))

    def _named(
        self,
        kind: str,
        slug: str,
        path: Path,
        record: Authority | Inspectorate | Body | Service | Framework,
    ) -> Node:
        """Describe the names of a thing."""
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
        node.text(SKOS.prefLabel, record.name, "name").code(
            INSP.gssCode, record.gss, "gss"
        )
        node.link(OWL.sameAs, NamedNode(_STATISTICAL_GEOGRAPHY + record.gss), "gss")

    def _authority(self, slug: str, record: Authority) -> None:
        """Describe an authority and the area that it serves."""
        path = ("authorities", slug)
        node = self._named("authority", slug, path, record).a(INSP.Authority)
        area = (
            Node(self.sink, thing("area", slug), path)
            .a(INSP.Area)
            .text(SKOS.prefLabel, record.name, "name")
        )
        node.link(INSP.area, area.iri).code(
            INSP.authorityType, record.type, "type"
        ).code(INSP.dfeCode, record.dfe, "dfe")
        area.code(INSP.gssCode, record.gss, "gss").code(INSP.onsCode, record.ons, "ons")
        area.link(OWL.sameAs, NamedNode(_STATISTICAL_GEOGRAPHY + record.gss), "gss")
        area.link(INSP.region, thing("region", record.region), "region")

    def _inspectorate(self, slug: str, record: Inspectorate) -> None:
        """Describe an inspectorate and who took its work over."""
        node = self._named("inspectorate", slug, ("inspectorates", slug), record).a(
            INSP.Inspectorate
        )
        node.link(
            INSP.abolished, self._time(node, "abolished", record.abolished), "abolished"
        )
        node.links(
            INSP.succeededBy,
            (thing("inspectorate", other) for other in record.successor),
            "successor",
        )
        node.link(RDFS.seeAlso, NamedNode(record.see) if record.see else None, "see")

    def _body(self, slug: str, record: Body) -> None:
        """Describe a partner body."""
        node = self._named("body", slug, ("bodies", slug), record).a(INSP.PartnerBody)
        node.link(INSP.bodyKind, concept("body-kind", record.kind), "kind")
        node.links(INSP.servesArea, self._areas(record.areas), "areas")

    def _change(self, slug: str, record: Change) -> None:
        """Describe a merger, renaming, foundation or end."""
        node = Node(self.sink, thing("change", slug), ("changes", slug)).a(
            ORG.ChangeEvent
        )
        node.text(RDFS.label, record.kind, "kind").text(SKOS.note, record.note, "note")
        node.link(INSP.changeTime, self._time(node, "date", record.date), "date")
        node.links(ORG.originalOrganization, self._parties(record.before), "before")
        node.links(ORG.resultingOrganization, self._parties(record.after), "after")
        node.link(
            DCTERMS.source, report(record.report) if record.report else None, "report"
        )
        node.text(SKOS.scopeNote, record.source, "source")

    def _service(self, slug: str, record: Service) -> None:
        """Describe a service as provided in an area."""
        node = self._named("service", slug, ("services", slug), record).a(INSP.Service)
        node.link(INSP.serviceType, concept("service-type", record.type), "type")
        node.links(INSP.inArea, self._areas(record.areas), "areas")
        node.links(INSP.providedBy, self._parties(record.providers), "providers")

    def _framework(self, slug: str, record: Framework) -> None:
        """Describe an inspection regime with its scale, aspects, timescales and legal basis."""
        node = self._named("framework", slug, ("frameworks", slug), record).a(
            INSP.Framework
        )
        if record.short != record.name:
            node.text(SKOS.altLabel, record.short, "short")
        node.link(
            INSP.gradeScale,
            concept(f"scale/{record.scale}") if record.scale else None,
            "scale",
        )
        for predicate, scheme in (
            (INSP.aspectScheme, f"aspect/{slug}"),
            (INSP.timescaleScheme, f"timescale/{slug}"),
        ):
            node.link(
                predicate, concept(scheme) if self.vocabulary.concepts(scheme) else None
            )
        node.link(INSP.inUseFrom, self._time(node, "from", record.from_), "from")
        node.link(INSP.inUseUntil, self._time(node, "until", record.until), "until")
        node.links(
            INSP.follows,
            (thing("framework", other) for other in record.predecessors),
            "predecessors",
        )
        for n, basis in enumerate(record.legal):
            self._legal_basis(node, basis, n)

    def _legal_basis(self, framework: Node, basis: LegalBasis, n: int) -> None:
        """Describe the act, or the section of an act, that a framework rests on."""
        path = (*framework.path, "legal", n)
        act = Node(self.sink, NamedNode(_LEGISLATION + basis.act), path)
        act.a(ELI.LegalResource)
        source = act.iri
        if basis.section:
            source = NamedNode(f"{act.iri.value}/section/{basis.section}")
            section = Node(self.sink, source, path).a(ELI.LegalResourceSubdivision)
            section.link(ELI.is_part_of, act.iri)
        framework.link(INSP.legalBasis, source, "legal", n)

    # Comparisons

    def _scales(self, record: ScaleComparison, path: Path) -> None:
        """Describe how far two scales compare: as wholes, or grade by grade."""
        if record.relation:
            ends = concept(f"scale/{record.from_}"), concept(f"scale/{record.to}")
            self._comparison(f"{record.from_}--{record.to}", ends, record, path)
        for n, pair in enumerate(record.grades):
            ends = (
                concept(f"scale/{record.from_}", pair.from_),
                concept(f"scale/{record.to}", pair.to),
            )
            slug = f"{record.from_}-{pair.from_}--{record.to}-{pair.to}"
            self._comparison(slug, ends, pair, (*path, "grades", n), record)

    def _aspects(self, record: AspectComparison, path: Path) -> None:
        """Describe how far two aspects share their subject."""
        slug = f"{record.from_}--{record.to}".replace("/", "-")
        ends = concept(f"aspect/{record.from_}"), concept(f"aspect/{record.to}")
        self._comparison(slug, ends, record, path)

    def _comparison(
        self,
        slug: str,
        ends: tuple[NamedNode, NamedNode],
        record: ScaleComparison | GradePair | AspectComparison,
        path: Path,
        whole: ScaleComparison | None = None,
    ) -> None:
        """Describe a comparison; a pair of grades has its curator, and where it has none its note, from the whole."""
        node = Node(self.sink, thing("comparison", slug), path).a(INSP.Comparison)
        node.link(INSP.comparisonFrom, ends[0], "from").link(
            INSP.comparisonTo, ends[1], "to"
        )
        node.link(
            INSP.relation,
            concept("relation", record.relation or "not-comparable"),
            "relation",
        )
        node.text(
            SKOS.scopeNote, record.note or (whole.note if whole else None), "note"
        )
        curator = (
            whole.curator
            if whole
            else record.curator
            if not isinstance(record, GradePair)
            else None
        )
        node.link(
            INSP.curator, self._curator(curator, path) if curator else None, "curator"
        )

    def _curator(self, name: str, path: Path) -> NamedNode:
        """Return the agent with a name; describe it unless it is the contributors."""
        if name.removeprefix("the ").casefold() == "inspectgraph contributors":
            return CONTRIBUTORS
        node = Node(self.sink, thing("agent", quote(name.replace(" ", "-"))), path).a(
            PROV.Agent
        )
        return node.text(RDFS.label, name, "curator").iri

    # Small things

    def _parties(self, slugs: Iterable[str]) -> Iterable[NamedNode]:
        return (agent(self.registry, slug) for slug in slugs)

    @staticmethod
    def _areas(slugs: Iterable[str]) -> Iterable[NamedNode]:
        return (thing("area", slug) for slug in slugs)

    def _time(
        self, owner: Node, role: str, record: PrintedTime | None
    ) -> NamedNode | None:
        """Describe a printed time of a thing of the registry."""
        if record is None:
            return None
        return describe_time(
            self.sink,
            NamedNode(f"{owner.iri.value}/time/{role}"),
            record,
            (*owner.path, role),
        )
