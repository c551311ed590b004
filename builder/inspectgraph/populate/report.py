"""Turn the extract of one report into quads of its named graph.

The IRI of every subject in this graph starts with the IRI of the report. Resources that
reports share are in the named graph `registry`. `from_fields` adds the simple fields of
statements, and this module adds triples that need more than one field. There are no blank
nodes and no timestamps, so the same extract gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph import __version__
from inspectgraph.files.unit_list import CONTENT_KINDS, Unit
from inspectgraph.load import Loaded, Project
from inspectgraph.model.extract import (
    STATEMENT_LISTS,
    About,
    Event,
    Finding,
    Judgement,
    Measurement,
    NoJudgement,
    PrintedTime,
    Recommendation,
    ReportedJudgement,
    Statement,
)
from inspectgraph.populate.agents import SOFTWARE, publisher_iri
from inspectgraph.populate.coverage import describe_sentences
from inspectgraph.populate.curation import describe_confirmation, describe_curators
from inspectgraph.populate.evidence import describe_evidence
from inspectgraph.populate.from_fields import (
    ReportNames,
    describe_time,
    registry_iri,
    state_fields,
)
from inspectgraph.populate.links import describe_links
from inspectgraph.populate.sources import (
    describe_corrections,
    describe_document,
    describe_status,
)
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import (
    concept,
    data_base,
    graph,
    nth,
    report,
    report_part,
    thing,
)
from inspectgraph.rdf.namespaces import DCTERMS, INSP, PROV, RDFS

__all__ = ["populate_report"]

#: The IRI of each language in the European Union's list of languages.
_LANGUAGES: Final[Mapping[str, NamedNode]] = {
    "en": NamedNode("http://publications.europa.eu/resource/authority/language/ENG")
}

_FINDING_CLASSES: Final[Mapping[str, NamedNode]] = {
    "strength": INSP.Strength,
    "weakness": INSP.Weakness,
    "mixed": INSP.MixedFinding,
    "neutral": INSP.NeutralFinding,
}
#: The fields of a statement that hold records. For each field: the part of their IRIs,
#: their class, and the property that leads to them.
_RECORDS: Final[Mapping[str, tuple[str, NamedNode, NamedNode]]] = {
    "ages": ("age-range", INSP.AgeRange, INSP.ageRange),
    "comparators": ("comparator", INSP.Comparator, INSP.comparator),
    "compared": ("comparison", INSP.VerbalComparison, INSP.verbalComparison),
}
#: The class for each record type of statement, except findings, whose class depends on
#: their polarity.
_CLASSES: Final[Mapping[type[Statement], NamedNode]] = {
    Judgement: INSP.Judgement,
    NoJudgement: INSP.NoJudgement,
    ReportedJudgement: INSP.ReportedJudgement,
    Recommendation: INSP.Recommendation,
    Measurement: INSP.Measurement,
    Event: INSP.Event,
}


def populate_report(loaded: Loaded, project: Project) -> Sink:
    """Return the quads of a report, each with its path in the extract."""
    with data_base(project.settings.base):
        populator = _Populator(loaded, project)
        populator.describe()
    return populator.sink


class _Populator:
    """A converter of one extract to quads.

    Unconfirmed statements are included only if the setting `with_drafts` of the project
    is true.
    """

    def __init__(self, loaded: Loaded, project: Project) -> None:
        self.loaded = loaded
        self.extract, self.units = loaded.extract, loaded.units
        self.with_drafts = project.with_drafts
        self.registry, self.vocabulary = project.registry, project.vocabulary
        self.curators = publisher_iri(project.settings)
        self.name = self.extract.report
        self.iri = report(self.name)
        drafts = frozenset(one.id for one in self.extract.statements if one.draft)
        left_out = frozenset[str]() if self.with_drafts else drafts
        self.names = ReportNames(self.extract, self.registry, self.vocabulary, left_out)
        self.sink = Sink(graph(self.name))

    def describe(self) -> None:
        """Describe the report, its inspection, its statements and their passages."""
        self._report()
        describe_document(self.sink, self.name, self.extract.document)
        describe_status(self.sink, self.name, self.extract.status)
        self._inspection()
        for path, statement in self._published():
            self._statement(statement, path)
        self._withdrawals()
        describe_corrections(self.sink, self.extract, self.names.left_out)
        describe_links(self.sink, self.extract, self.names)
        self._passages()

    def _published(self) -> Iterator[tuple[Path, Statement]]:
        """Yield each statement that enters the graph, with its path in the extract.

        Unconfirmed statements are included only if the project includes drafts.
        """
        for name in STATEMENT_LISTS:
            for n, record in enumerate(getattr(self.extract, name)):
                if self.with_drafts or record.draft is None:
                    yield (name, n), record

    # The report and its inspection

    def _report(self) -> None:
        """Add the report to the graph.

        The triples of the report include its title, its day of publication and its
        rights.
        """
        extract = self.extract
        node = Node(self.sink, self.iri, ()).a(INSP.Report)
        node.code(DCTERMS.identifier, extract.report, "report")
        node.text(DCTERMS.title, extract.title, "title")
        node.text(RDFS.label, self._label(), "title")
        node.link(INSP.reportOf, self._part("inspection"))
        node.link(DCTERMS.language, _LANGUAGES[extract.language], "language")
        published = self._time("published", extract.published, ("published",))
        node.link(INSP.published, published, "published")
        if extract.published and extract.published.precision == "day":
            node.day(DCTERMS.issued, extract.published.earliest, "published")
        node.code(INSP.referenceNumber, extract.reference, "reference")
        node.link(DCTERMS.rights, self._rights(), "rights")
        node.links(INSP.supersedes, map(report, extract.supersedes), "supersedes")
        node.link(INSP.depth, concept("depth", extract.depth), "depth")
        themes = (concept("theme", slug) for slug in extract.read_for)
        node.links(INSP.readFor, themes, "read_for")
        self._coverage(node)
        self._curation(node)

    def _coverage(self, node: Node) -> None:
        """Add two numbers of units to the report: all units, and the covered units.

        Only units that can have a statement are counted. The numbers of sentences are
        added too.

        A unit is covered if a statement has evidence in it, or if the curator gave a
        reason why there is no statement.
        """
        units = self.units.values()
        content = {unit.id for unit in units if unit.kind in CONTENT_KINDS}
        node.whole(INSP.unitCount, len(content))
        node.whole(INSP.coveredUnitCount, len(content & self._covered()))
        describe_sentences(node, self.loaded)

    def _curation(self, node: Node) -> None:
        """Describe the curation of the extract and, if drafts are included, the drafting."""
        record = self.extract.curation
        curation = self._activity("curation", self.curators)
        node.link(INSP.curation, curation.iri, "curation")
        curation.code(INSP.curationMethod, record.method, "method")
        curation.day(INSP.curatedOn, record.finished, "finished")
        describe_curators(curation, record.by, self.name, self.curators)
        drafts = any(statement.draft for statement in self.extract.statements)
        if self.with_drafts and drafts:
            self._activity("drafting", SOFTWARE)
        for n, confirmation in enumerate(self.extract.confirmations):
            path = ("confirmations", n)
            describe_confirmation(self.sink, confirmation, self.name, path)

    def _activity(self, name: str, agent: NamedNode) -> Node:
        """Describe a PROV activity such as `curation`, and return its node."""
        node = Node(self.sink, self._part(name), ("curation",)).a(PROV.Activity)
        node.code(INSP.toolVersion, __version__)
        return node.link(PROV.wasAssociatedWith, agent)

    def _rights(self) -> NamedNode:
        """Add a node for the rights of the report, and return the IRI of the node."""
        code = self.extract.rights
        node = Node(self.sink, self._part("rights"), ()).a(DCTERMS.RightsStatement)
        node.code(DCTERMS.identifier, code, "rights")
        return node.text(RDFS.label, code.replace("-", " ").capitalize(), "rights").iri

    def _label(self) -> str:
        """Return a label for the report: authorities, year and framework."""
        extract, registry = self.extract, self.registry
        names = " and ".join(
            registry.authorities[slug].name for slug in extract.authorities
        )
        framework = registry.frameworks[extract.framework].name
        time = extract.published or extract.inspection
        whose = f"{names} {time.earliest.year}" if time else names
        return f"{whose}: {framework}"

    def _inspection(self) -> None:
        """Describe the inspection, with its framework, authorities and fieldwork."""
        extract = self.extract
        node = Node(self.sink, self._part("inspection"), ()).a(INSP.Inspection)
        node.link(INSP.framework, thing("framework", extract.framework), "framework")
        authorities = (thing("authority", slug) for slug in extract.authorities)
        node.links(INSP.inspectedAuthority, authorities, "authorities")
        inspectorates = (thing("inspectorate", slug) for slug in extract.inspectorates)
        node.links(INSP.inspectedBy, inspectorates, "inspectorates")
        providers = (thing("body", slug) for slug in extract.providers)
        node.links(INSP.inspectedProvider, providers, "providers")
        fieldwork = self._time("fieldwork", extract.inspection, ("inspection",))
        node.link(INSP.fieldwork, fieldwork, "inspection")
        path = ("last_inspection",)
        last = self._time("last-inspection", extract.last_inspection, path)
        node.link(INSP.lastInspectionTime, last, "last_inspection")

    # Statements

    def _statement(self, record: Statement, path: Path) -> None:
        """Describe a statement: its class, its fields and its evidence."""
        iri = self._part("statement", record.id)
        node = Node(self.sink, iri, path).a(_class_of(record))
        node.link(INSP.statedIn, self.iri)
        state_fields(node, record.id, record, self.names, **self._given(record))
        describe_evidence(node, self.name, record.id, record.at)
        if record.draft:
            node.link(PROV.wasGeneratedBy, self._part("drafting"), "draft")
        ways = (self._part("confirmation", way) for way in record.confirmed)
        node.links(INSP.confirmation, ways, "confirmed")
        if isinstance(record, About):
            self._services(node, record)
        if isinstance(record, Recommendation):
            self._recommendation_parts(node, record)
        if isinstance(record, Finding | Measurement):
            self._records_of(node, record)

    def _given(self, record: Statement) -> dict[str, NamedNode]:
        """Return the IRIs of the values that depend on another field.

        The IRIs are keyed by the attribute of the record. Only a reported judgement has
        such a value: its grade depends on its scale.
        """
        if not isinstance(record, ReportedJudgement):
            return {}
        return {
            "grade": NamedNode(self.vocabulary.grade_iri(record.scale, record.grade))
        }

    def _services(self, node: Node, record: About) -> None:
        """Link a statement to services and types of service.

        A slug that is not in the registry is a type of service.
        """
        for n, slug in enumerate(record.services):
            service = registry_iri(self.registry, "services", slug)
            if service is not None:
                node.link(INSP.service, service, "services", n)
            else:
                kind = concept("service-type", slug)
                node.link(INSP.serviceType, kind, "services", n)

    def _recommendation_parts(self, node: Node, record: Recommendation) -> None:
        """Add each part of a recommendation to the graph, with its evidence."""
        for n, part in enumerate(record.parts):
            identity, path = nth(record.id, n), (*node.path, "parts", n)
            iri = self._part("part", identity)
            inner = Node(self.sink, iri, path).a(INSP.RecommendationPart)
            state_fields(inner, identity, part, self.names)
            describe_evidence(inner, self.name, identity, part.at)
            node.link(INSP.part, iri, "parts", n)

    def _records_of(self, node: Node, record: Finding | Measurement) -> None:
        """Describe the records in the fields of a statement: comparators, comparisons, ages."""
        for key, (part, kind, link) in _RECORDS.items():
            for n, inner in enumerate(getattr(record, key, ())):
                identity, path = nth(record.id, n), (*node.path, key, n)
                iri = self._part(part, identity)
                described = Node(self.sink, iri, path).a(kind)
                state_fields(described, identity, inner, self.names)
                node.link(link, iri, key, n)

    def _withdrawals(self) -> None:
        """Describe each withdrawn statement, with its IRI and the reason for the withdrawal."""
        for n, record in enumerate(self.extract.withdrawn):
            iri = self._part("statement", record.id)
            node = Node(self.sink, iri, ("withdrawn", n)).a(INSP.Withdrawal)
            node.link(INSP.withdrawnFrom, self.iri)
            state_fields(node, record.id, record, self.names)
            for k, identity in enumerate(record.replaced_by):
                successor = self.names.statement(identity)
                node.link(DCTERMS.isReplacedBy, successor, "replaced_by", k)

    # Passages

    def _passages(self) -> None:
        """Describe the units that become passages.

        A unit becomes a passage in three cases: a statement has evidence in the unit, a
        link has evidence in the unit, or the curator gave a reason why the unit has no
        statement. A link connects a statement of an earlier report with a statement of
        this report.
        """
        covered, reasons = self._covered(), self._nothing()
        for link in self.extract.links:
            covered.update(anchor.unit for anchor in link.at)
        for unit in self.units.values():
            if unit.id in covered:
                self._passage(unit, reasons.get(unit.id))

    def _passage(self, unit: Unit, reason: str | None) -> None:
        """Describe one unit as a passage.

        Args:
            unit: The unit.
            reason: The slug of the reason why the unit has no statement, or None.
        """
        path = ("nothing", unit.id)
        node = Node(self.sink, self._part("unit", unit.id), path).a(INSP.Passage)
        node.link(INSP.passageOf, self.iri).code(INSP.unitId, unit.id)
        node.link(INSP.unitKind, concept("unit-kind", unit.kind))
        node.whole(INSP.unitOrder, unit.order)
        node.code(INSP.textDigest, unit.digest).whole(INSP.textLength, unit.length)
        if reason:
            node.link(INSP.nothingReason, concept("nothing-reason", reason))

    def _covered(self) -> set[str]:
        """Return the ids of the covered units.

        A unit is covered if a statement has evidence in the unit, or if the curator
        gave a reason why the unit has no statement.
        """
        covered = set(self._nothing())
        for _, record in self._published():
            parts = record.parts if isinstance(record, Recommendation) else ()
            anchors = [*record.at, *(anchor for part in parts for anchor in part.at)]
            covered.update(anchor.unit for anchor in anchors)
        return covered

    def _nothing(self) -> Mapping[str, str]:
        """Return the curator's reason for each unit that has no statement.

        Unconfirmed reasons are included only if the project includes drafts.
        """
        drafted = self.extract.drafted
        unconfirmed = drafted is not None and drafted.nothing is not None
        if unconfirmed and not self.with_drafts:
            return {}
        return self.extract.nothing

    # IRIs

    def _time(
        self, identity: str, record: PrintedTime | None, path: Path
    ) -> NamedNode | None:
        """Describe a printed time and return its IRI, or None if there is no time."""
        if record is None:
            return None
        return describe_time(self.sink, self._part("time", identity), record, path)

    def _part(self, kind: str, identity: str = "") -> NamedNode:
        """Return the IRI of a part of this report."""
        return report_part(self.name, kind, identity)


def _class_of(record: Statement) -> NamedNode:
    """Return the class of a statement."""
    if isinstance(record, Finding):
        return _FINDING_CLASSES[record.polarity]
    return _CLASSES[type(record)]
