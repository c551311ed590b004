"""Turn the records of the registry into quads of the named graph `registry`.

The registry has the authorities, bodies, frameworks etc. that reports share, and the
comparisons of grades and aspects between frameworks.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import NamedNode

from inspectgraph.model.extract import PrintedTime
from inspectgraph.model.registry import (
    AspectComparison,
    Authority,
    Awards,
    Body,
    Change,
    Framework,
    Inspectorate,
    LegalBasis,
    Place,
    Region,
    Registry,
    ScaleComparison,
    Service,
)
from inspectgraph.model.settings import DEFAULTS, Settings
from inspectgraph.populate.agents import (
    CONTRIBUTORS,
    CONTRIBUTORS_NAME,
    LANGUAGE_MODEL,
    SOFTWARE,
    publisher_iri,
    publisher_name,
)
from inspectgraph.populate.from_fields import NameResolver, describe_time
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import concept, data_base, graph, report, thing
from inspectgraph.rdf.namespaces import (
    DCTERMS,
    ELI,
    FOAF,
    INSP,
    ORG,
    OWL,
    PROV,
    RDFS,
    SKOS,
)
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["populate_registry"]

_STATISTICAL_GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
_LEGISLATION = "http://www.legislation.gov.uk/id/"
#: The beginning of the addresses of the pages on authorities at Ofsted.
_OFSTED = "https://reports.ofsted.gov.uk/provider/44/"

#: The file of the registry with the records of a kind that a table can map.
_MAPPED = {
    "area": "authorities",
    "authority": "authorities",
    "body": "bodies",
    "inspectorate": "inspectorates",
    "region": "regions",
}
_PREDICATES = {
    "foaf:page": FOAF.page,
    "owl:sameAs": OWL.sameAs,
    "rdfs:seeAlso": RDFS.seeAlso,
}


def populate_registry(
    registry: Registry, vocabulary: Vocabulary, settings: Settings = DEFAULTS
) -> Sink:
    """Return the quads of the registry. Each quad has a path.

    The path consists of the registry file, the slug of the record, and the field.

    Args:
        registry: The records of the registry.
        vocabulary: The concepts of the schemes.
        settings: The settings of the project, for its base IRI and its publisher.
    """
    with data_base(settings.base):
        populator = _Populator(registry, vocabulary, settings)
        populator.describe()
    return populator.sink


class _Populator:
    """A converter of the registry to quads."""

    def __init__(
        self, registry: Registry, vocabulary: Vocabulary, settings: Settings
    ) -> None:
        self.registry, self.vocabulary = registry, vocabulary
        self.settings = settings
        self.names = NameResolver(registry)
        self.sink = Sink(graph("registry"))

    def describe(self) -> None:
        """Add the triples of all registry files."""
        self._agents()
        for file, describe in (
            ("regions", self._region),
            ("authorities", self._authority),
            ("inspectorates", self._inspectorate),
            ("bodies", self._body),
            ("changes", self._change),
            ("services", self._service),
            ("frameworks", self._framework),
            ("places", self._place),
        ):
            for slug, record in getattr(self.registry, file).items():
                describe(slug, record)
        self._mappings()
        comparisons = self.registry.comparisons
        for n, scales in enumerate(comparisons.scales):
            self._scales(scales, ("comparisons", "scales", n))
        for n, aspects in enumerate(comparisons.aspects):
            self._aspects(aspects, ("comparisons", "aspects", n))

    def _agents(self) -> None:
        """Describe the PROV agents of curation and drafting."""
        publisher = Node(self.sink, publisher_iri(self.settings), ()).a(PROV.Agent)
        publisher.text(RDFS.label, publisher_name(self.settings))
        software = Node(self.sink, SOFTWARE, ()).a(PROV.Agent)
        software.text(RDFS.label, "inspectgraph, the software")
        model = Node(self.sink, LANGUAGE_MODEL, ()).a(PROV.Agent).a(PROV.SoftwareAgent)
        model.text(RDFS.label, "a language model")

    def _named(
        self,
        kind: str,
        slug: str,
        path: Path,
        record: Authority | Inspectorate | Body | Service | Framework | Place,
    ) -> Node:
        """Describe the names, slug and note of a record, and return its node."""
        node = Node(self.sink, thing(kind, slug), path).code(DCTERMS.identifier, slug)
        node.text(SKOS.prefLabel, record.name, "name").text(
            SKOS.note, record.note, "note"
        )
        for n, name in enumerate(record.other_names):
            node.text(SKOS.altLabel, name, "other_names", n)
        return node

    def _region(self, slug: str, record: Region) -> None:
        """Describe a region of England."""
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
        if record.ofsted:
            node.code(INSP.ofstedNumber, record.ofsted, "ofsted")
            node.link(FOAF.page, NamedNode(_OFSTED + record.ofsted), "ofsted")
        area.text(SKOS.prefLabel, record.name, "name")
        area.code(INSP.gssCode, record.gss, "gss").code(INSP.onsCode, record.ons, "ons")
        area.link(OWL.sameAs, NamedNode(_STATISTICAL_GEOGRAPHY + record.gss), "gss")
        area.link(INSP.region, thing("region", record.region), "region")

    def _mappings(self) -> None:
        """Link records to external identifiers and web pages.

        Each link has the same path as its record.
        """
        for mapped in self.registry.mappings:
            path = (_MAPPED[mapped.kind], mapped.slug)
            node = Node(self.sink, thing(mapped.kind, mapped.slug), path)
            node.link(_PREDICATES[mapped.predicate], NamedNode(mapped.object))

    def _inspectorate(self, slug: str, record: Inspectorate) -> None:
        """Describe an inspectorate, its foundation and abolition, and its successors."""
        path = ("inspectorates", slug)
        node = self._named("inspectorate", slug, path, record).a(INSP.Inspectorate)
        founded = self._time(node, "founded", record.founded)
        node.link(INSP.founded, founded, "founded")
        abolished = self._time(node, "abolished", record.abolished)
        node.link(INSP.abolished, abolished, "abolished")
        successors = (thing("inspectorate", other) for other in record.successor)
        node.links(INSP.succeededBy, successors, "successor")
        if record.see:
            node.link(RDFS.seeAlso, NamedNode(record.see), "see")

    def _body(self, slug: str, record: Body) -> None:
        """Describe an organisation: its kind, such as trust, and its areas."""
        node = self._named("body", slug, ("bodies", slug), record).a(INSP.PartnerBody)
        node.link(INSP.bodyKind, concept("body-kind", record.kind), "kind")
        node.links(INSP.servesArea, self._areas(record.areas), "areas")

    def _change(self, slug: str, record: Change) -> None:
        """Describe a change to organisations, such as a merger or a renaming."""
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
        """Describe a service, with its type, areas and providers."""
        node = self._named("service", slug, ("services", slug), record).a(INSP.Service)
        node.link(INSP.serviceType, concept("service-type", record.type), "type")
        node.links(INSP.inArea, self._areas(record.areas), "areas")
        self._link_names(node, INSP.providedBy, "actor", record.providers, "providers")

    def _place(self, slug: str, record: Place) -> None:
        """Describe a place, with its kind and the areas or places in which it lies."""
        node = self._named("place", slug, ("places", slug), record).a(INSP.Place)
        node.link(INSP.placeKind, concept("place-kind", record.kind), "kind")
        node.link(INSP.within, thing("area", record.authority), "authority")
        if record.within:
            node.link(INSP.within, self.names.iri("place", record.within), "within")

    def _framework(self, slug: str, record: Framework) -> None:
        """Describe a framework: its names, time in use, predecessors and legal basis."""
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
        self._awards(path, record)

    def _schemes(self, node: Node, slug: str, record: Framework) -> None:
        """Link a framework to its grade scale, aspects and timescales, if any."""
        if record.scale:
            node.link(INSP.gradeScale, concept(f"scale/{record.scale}"), "scale")
        for predicate, scheme in (
            (INSP.aspectScheme, f"aspect/{slug}"),
            (INSP.timescaleScheme, f"timescale/{slug}"),
        ):
            if self.vocabulary.concepts(scheme):
                node.link(predicate, concept(scheme))

    def _awards(self, path: Path, record: Framework) -> None:
        """Add a period to each aspect that is graded only in some reports.

        The aspect is graded in this period. The period comes from the entries under
        `awards` that name the aspect. It lasts from the earliest to the latest day in
        these entries. If one of the entries has no first day, the period has no first
        day. The same applies to the last day.
        """
        entries: dict[str, list[tuple[int, Awards]]] = {}
        for n, awards in enumerate(record.awards):
            for aspect in awards.aspects:
                entries.setdefault(aspect, []).append((n, awards))
        for aspect, own in entries.items():
            framework, _, name = aspect.partition("/")
            iri = concept(f"aspect/{framework}", name)
            node = Node(self.sink, iri, (*path, "awards", own[0][0]))
            first = [awards.from_ for _, awards in own if awards.from_]
            last = [awards.until for _, awards in own if awards.until]
            if len(first) == len(own):
                node.day(INSP.awardedFrom, min(first), "from")
            if len(last) == len(own):
                node.day(INSP.awardedUntil, max(last), "until")

    def _legal_basis(self, node: Node, record: Framework) -> None:
        """Link a framework to its legal basis: acts, or sections of acts."""
        for n, basis in enumerate(record.legal):
            act = self._act(node, basis, n)
            node.link(INSP.legalBasis, act, "legal", n)

    def _act(self, framework: Node, basis: LegalBasis, n: int) -> NamedNode:
        """Describe an act, or a section of an act, and return its IRI.

        Args:
            framework: The framework.
            basis: The act, and the section if one is given.
            n: The index of the act in the framework's list.
        """
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
        """Describe the comparison of two grade scales, as a whole or grade by grade.

        Each pair of grades has the same curator as the comparison of the scales. If a
        pair has no note, it has the note of the comparison.
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
        """Describe the comparison of two aspects of different frameworks."""
        slug = f"{record.from_}--{record.to}".replace("/", "-")
        ends = concept(f"aspect/{record.from_}"), concept(f"aspect/{record.to}")
        node = self._comparison(slug, *ends, path)
        self._relation(node, record.relation, record.note, record.curator)

    def _comparison(
        self, slug: str, first: NamedNode, second: NamedNode, path: Path
    ) -> Node:
        """Describe a comparison, and link it to the two concepts or schemes that it compares."""
        node = Node(self.sink, thing("comparison", slug), path).a(INSP.Comparison)
        node.link(INSP.comparisonFrom, first, "from")
        return node.link(INSP.comparisonTo, second, "to")

    def _relation(
        self, node: Node, relation: str, note: str | None, curator: str
    ) -> None:
        """Add the relation of a comparison, with its note and its curator."""
        node.link(INSP.relation, concept("relation", relation), "relation")
        node.text(SKOS.scopeNote, note, "note")
        node.link(INSP.curator, self._curator(curator, node.path), "curator")

    def _curator(self, name: str, path: Path) -> NamedNode:
        """Describe a curator as an agent, and return the agent's IRI.

        The contributors to inspectgraph have the same IRI in all graphs. They curated
        the comparisons in the registry of the package.
        """
        iri = thing("agent", quote(name.replace(" ", "-")))
        if f"the {name.removeprefix('the ').casefold()}" == CONTRIBUTORS_NAME:
            iri, name, path = CONTRIBUTORS, CONTRIBUTORS_NAME, ()
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
        """Link a node to each resource that is named in a list."""
        for n, slug in enumerate(slugs):
            node.link(predicate, self.names.iri(kind, slug), key, n)

    @staticmethod
    def _areas(slugs: Iterable[str]) -> Iterable[NamedNode]:
        """Return the IRIs of areas, from their slugs."""
        return (thing("area", slug) for slug in slugs)

    def _time(
        self, owner: Node, role: str, record: PrintedTime | None
    ) -> NamedNode | None:
        """Describe a printed time and return its IRI, or None if there is no time.

        Args:
            owner: The node that has the time.
            role: The key of the time in the owner's record.
            record: The printed time.
        """
        if record is None:
            return None
        iri = NamedNode(f"{owner.iri.value}/time/{role}")
        return describe_time(self.sink, iri, record, (*owner.path, role))
