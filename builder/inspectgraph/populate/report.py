"""Records → quads: one function a class, one named graph a report.

Every subject in a report's graph lies under the report's IRI; shared things stand in
the registry's graph. No blank nodes, no clock: the same records give the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode

from inspectgraph import __version__
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.load import Loaded, Project
from inspectgraph.model.extract import (
    About,
    Anchor,
    Comparator,
    Event,
    Finding,
    Judgement,
    Measurement,
    Part,
    PrintedTime,
    Recommendation,
    Reported,
    Statement,
)
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import concept, graph, nth, report, report_part, thing
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, PROV, RDFS

__all__ = ["CONTRIBUTORS", "SOFTWARE", "agent", "describe_time", "populate_report"]

#: The agents that curations and drafts are associated with; the registry's graph says
#: who they are.
CONTRIBUTORS, SOFTWARE = thing("agent", "contributors"), thing("agent", "software")

#: The languages of reports, as the European Union's authority list names them.
_LANGUAGES: Mapping[str, NamedNode] = {
    "en": NamedNode("http://publications.europa.eu/resource/authority/language/ENG")
}

_Record = TypeVar("_Record", bound=Statement)

_FINDING_CLASSES: Mapping[str, NamedNode] = {
    "strength": INSP.Strength,
    "weakness": INSP.Weakness,
    "mixed": INSP.MixedFinding,
    "neutral": INSP.NeutralFinding,
}


def populate_report(loaded: Loaded, project: Project) -> Sink:
    """Return the quads of a report's named graph, each with its path in the extract."""
    populator = _Populator(loaded, project)
    populator.describe()
    return populator.sink


def agent(registry: Registry, slug: str) -> NamedNode:
    """Return the IRI of whoever has the slug: an authority, an inspectorate, a body, or a kind of body."""
    for kind, known in (
        ("authority", registry.authorities),
        ("inspectorate", registry.inspectorates),
        ("body", registry.bodies),
    ):
        if slug in known:
            return thing(kind, slug)
    return concept("body-kind", slug)


def describe_time(
    sink: Sink, iri: NamedNode, record: PrintedTime, path: Path
) -> NamedNode:
    """Describe a printed time, and return its IRI."""
    node = Node(sink, iri, path).a(INSP.PrintedTime)
    node.code(INSP.printed, record.printed, "printed").code(
        INSP.precision, record.precision
    )
    node.day(INSP.earliest, record.earliest, "earliest").day(
        INSP.latest, record.latest, "latest"
    )
    return iri


class _Populator:
    """One extract on its way into its named graph."""

    def __init__(self, loaded: Loaded, project: Project) -> None:
        self.extract, self.units = loaded.extract, loaded.units
        self.with_drafts = project.with_drafts
        self.registry, self.vocabulary = project.registry, project.vocabulary
        self.name = self.extract.report
        self.iri = report(self.name)
        drafts = (one.id for one in self.extract.statements if one.draft)
        self.left_out = frozenset(() if self.with_drafts else drafts)
        self.sink = Sink(graph(self.name))

    def describe(self) -> None:
        """Describe the report and its inspection, its statements and the passages they rest on."""
        self._report()
        self._inspection()
        extract = self.extract
        for n, judgement in self._published(extract.judgements):
            self._judgement(judgement, ("judgements", n))
        for n, reported in self._published(extract.reported):
            self._reported(reported, ("reported", n))
        for n, finding in self._published(extract.findings):
            self._finding(finding, ("findings", n))
        for n, recommendation in self._published(extract.recommendations):
            self._recommendation(recommendation, ("recommendations", n))
        for n, measurement in self._published(extract.measurements):
            self._measurement(measurement, ("measurements", n))
        for n, event in self._published(extract.events):
            self._event(event, ("events", n))
        self._withdrawals()
        self._passages()

    def _published(self, records: Iterable[_Record]) -> Iterable[tuple[int, _Record]]:
        """Return the statements that enter the graph, each with its place in the list: no unconfirmed ones."""
        return (
            (n, record)
            for n, record in enumerate(records)
            if self.with_drafts or record.draft is None
        )

    # The report and its inspection

    def _report(self) -> None:
        """Describe the document and its curation."""
        extract = self.extract
        node = Node(self.sink, self.iri, ()).a(INSP.Report)
        node.code(DCTERMS.identifier, extract.report, "report").text(
            DCTERMS.title, extract.title, "title"
        )
        node.text(RDFS.label, self._label(), "title")
        node.link(INSP.reportOf, self._part("inspection")).link(
            DCTERMS.language, _LANGUAGES[extract.language], "language"
        )
        node.link(
            INSP.published,
            self._time("published", extract.published, ("published",)),
            "published",
        )
        if extract.published and extract.published.precision == "day":
            node.day(DCTERMS.issued, extract.published.earliest, "published")
        node.code(INSP.referenceNumber, extract.reference, "reference")
        node.link(DCTERMS.rights, self._rights(), "rights")
        node.links(INSP.supersedes, map(report, extract.supersedes), "supersedes")
        node.links(INSP.readFor, self._concepts("theme", extract.read_for), "read_for")
        content = {
            unit.id for unit in self.units.values() if unit.kind in CONTENT_KINDS
        }
        node.whole(INSP.unitCount, len(content)).whole(
            INSP.coveredUnitCount, len(content & self._covered())
        )
        curation = Node(self.sink, self._part("curation"), ("curation",)).a(
            PROV.Activity
        )
        node.link(INSP.curation, curation.iri, "curation")
        curation.code(INSP.curationMethod, extract.curation.method, "method")
        curation.day(INSP.curatedOn, extract.curation.finished, "finished")
        curation.code(INSP.toolVersion, __version__).link(
            PROV.wasAssociatedWith, CONTRIBUTORS
        )
        if self.with_drafts and any(record.draft for record in extract.statements):
            drafting = Node(self.sink, self._part("drafting"), ("curation",)).a(
                PROV.Activity
            )
            drafting.code(INSP.toolVersion, __version__).link(
                PROV.wasAssociatedWith, SOFTWARE
            )

    def _rights(self) -> NamedNode:
        """Describe the rights under which the report was published."""
        code = self.extract.rights
        node = Node(self.sink, self._part("rights"), ()).a(DCTERMS.RightsStatement)
        node.code(DCTERMS.identifier, code, "rights")
        return node.text(RDFS.label, code.replace("-", " ").capitalize(), "rights").iri

    def _label(self) -> str:
        """Return what people call the report: whose, of which framework, of which year."""
        names = " and ".join(
            self.registry.authorities[slug].name for slug in self.extract.authorities
        )
        framework = self.registry.frameworks[self.extract.framework].name
        time = self.extract.published or self.extract.inspection
        return (
            f"{names} {time.earliest.year}: {framework}"
            if time
            else f"{names}: {framework}"
        )

    def _inspection(self) -> None:
        """Describe the act of inspecting."""
        extract = self.extract
        node = Node(self.sink, self._part("inspection"), ()).a(INSP.Inspection)
        node.link(INSP.framework, thing("framework", extract.framework), "framework")
        node.links(
            INSP.inspectedAuthority,
            self._things("authority", extract.authorities),
            "authorities",
        )
        node.links(
            INSP.inspectedBy,
            self._things("inspectorate", extract.inspectorates),
            "inspectorates",
        )
        node.link(
            INSP.fieldwork,
            self._time("fieldwork", extract.inspection, ("inspection",)),
            "inspection",
        )

    # Statements, one function a class

    def _judgement(self, record: Judgement, path: Path) -> None:
        """Describe a grade that the report awards."""
        framework = self.extract.framework
        scale = self.registry.frameworks[framework].scale
        node = self._statement(INSP.Judgement, record, path)
        node.link(INSP.aspect, concept(f"aspect/{framework}", record.aspect), "aspect")
        node.link(
            INSP.grade,
            NamedNode(self.vocabulary.grade_iri(scale, record.grade)),
            "grade",
        )
        node.link(INSP.awardSource, concept("award-source", record.source), "source")

    def _reported(self, record: Reported, path: Path) -> None:
        """Describe a grade of another inspection that the report quotes."""
        node = self._statement(INSP.ReportedJudgement, record, path)
        node.text(INSP.reportedOf, record.of, "of").text(INSP.note, record.note, "note")
        if record.aspect:
            node.link(INSP.aspect, concept(f"aspect/{record.aspect}"), "aspect")
        if record.framework:
            node.link(INSP.framework, thing("framework", record.framework), "framework")
        node.link(INSP.scale, concept(f"scale/{record.scale}"), "scale")
        node.link(
            INSP.grade,
            NamedNode(self.vocabulary.grade_iri(record.scale, record.grade)),
            "grade",
        )
        node.flag(INSP.orBetter, record.or_better, "or_better")
        node.whole(INSP.count, record.count, "count").whole(
            INSP.outOf, record.out_of, "out_of"
        )
        if record.by:
            node.link(INSP.reportedBy, thing("inspectorate", record.by), "by")
        node.link(
            INSP.reportedTime,
            self._time(f"{record.id}-date", record.date, (*path, "date")),
            "date",
        )
        self._about(node, record)

    def _finding(self, record: Finding, path: Path) -> None:
        """Describe a finding, with whichever optional fields the words fill."""
        node = self._statement(_FINDING_CLASSES[record.polarity], record, path)
        node.link(INSP.polarity, concept("polarity", record.polarity), "polarity").text(
            INSP.note, record.note, "note"
        )
        self._about(node, record, record.group)
        for predicate, scheme, value, key in (
            (INSP.level, "level", record.level, "level"),
            (INSP.state, "state", record.state, "state"),
            (INSP.trend, "trend", record.trend, "trend"),
            (INSP.extent, "extent", record.extent, "extent"),
            (INSP.certainty, "certainty", record.certainty, "certainty"),
            (INSP.findingKind, "finding-kind", record.kind, "kind"),
        ):
            node.link(predicate, concept(scheme, value) if value else None, key)
        node.link(
            INSP.stateTime,
            self._time(f"{record.id}-state", record.state_date, (*path, "state_date")),
            "state_date",
        )
        node.link(
            INSP.since,
            self._time(f"{record.id}-since", record.since, (*path, "since")),
            "since",
        )
        if record.compared:
            node.link(
                INSP.comparedWith,
                concept("compared-with", record.compared.with_),
                "compared",
                "with",
            )
            node.link(
                INSP.comparisonResult,
                concept("comparison-result", record.compared.result),
                "compared",
                "result",
            )
        node.links(INSP.voice, self._concepts("voice", record.voice), "voice")
        node.links(INSP.because, self._statements(record.because), "because")
        node.links(INSP.moreAbout, self._statements(record.more_about), "more_about")
        node.links(
            INSP.responsible, map(self._agent, record.responsible), "responsible"
        )

    def _recommendation(self, record: Recommendation, path: Path) -> None:
        """Describe a recommendation and its parts."""
        node = self._statement(INSP.Recommendation, record, path)
        if record.band:
            timescale = NamedNode(
                self.vocabulary.band_iri(self.extract.framework, record.band)
            )
            node.link(INSP.timescale, timescale, "band")
        node.text(INSP.note, record.note, "note")
        node.links(INSP.addressee, map(self._agent, record.addressee), "addressee")
        node.links(INSP.answers, self._statements(record.answers), "answers")
        self._about(node, record, record.group)
        for n, part in enumerate(record.parts):
            node.link(
                INSP.part,
                self._recommendation_part(record, part, n, (*path, "parts", n)),
                "parts",
                n,
            )

    def _recommendation_part(
        self, record: Recommendation, part: Part, n: int, path: Path
    ) -> NamedNode:
        """Describe one part of a recommendation."""
        identity = nth(record.id, n)
        node = Node(self.sink, self._part("part", identity), path).a(
            INSP.RecommendationPart
        )
        node.text(INSP.note, part.note, "note")
        self._evidence(node, identity, part.at)
        return node.iri

    def _measurement(self, record: Measurement, path: Path) -> None:
        """Describe a printed figure."""
        node = self._statement(INSP.Measurement, record, path)
        node.link(INSP.indicator, concept("indicator", record.indicator), "indicator")
        node.number(INSP.value, record.value, "value").code(
            INSP.printedValue, record.printed, "printed"
        )
        node.link(INSP.measureUnit, concept("unit", record.unit), "unit")
        node.link(
            INSP.measurementKind, concept("measurement-kind", record.kind), "kind"
        )
        if record.qualifier:
            node.link(
                INSP.qualifier, concept("qualifier", record.qualifier), "qualifier"
            )
        if record.status:
            node.link(
                INSP.measurementStatus,
                concept("measurement-status", record.status),
                "status",
            )
        if record.polarity:
            node.link(INSP.polarity, concept("polarity", record.polarity), "polarity")
        node.number(INSP.denominator, record.of, "of").text(
            INSP.population, record.population, "population"
        )
        node.text(INSP.note, record.note, "note")
        node.link(
            INSP.period,
            self._time(f"{record.id}-period", record.period, (*path, "period")),
            "period",
        )
        self._about(node, record, record.group)
        for n, comparator in enumerate(record.comparators):
            iri = self._comparator(
                nth(record.id, n), comparator, (*path, "comparators", n)
            )
            node.link(INSP.comparator, iri, "comparators", n)

    def _comparator(self, identity: str, record: Comparator, path: Path) -> NamedNode:
        """Describe the figure that a measurement is compared with."""
        node = Node(self.sink, self._part("comparator", identity), path).a(
            INSP.Comparator
        )
        node.link(INSP.comparedWith, concept("compared-with", record.with_), "with")
        node.number(INSP.value, record.value, "value").code(
            INSP.printedValue, record.printed, "printed"
        )
        node.link(
            INSP.period,
            self._time(f"{identity}-period", record.period, (*path, "period")),
            "period",
        )
        return node.iri

    def _event(self, record: Event, path: Path) -> None:
        """Describe something that happened to a service or body."""
        node = self._statement(INSP.Event, record, path).text(
            INSP.what, record.what, "what"
        )
        node.link(
            INSP.eventTime,
            self._time(f"{record.id}-date", record.date, (*path, "date")),
            "date",
        )
        node.links(INSP.before, map(self._agent_or_service, record.before), "before")
        node.links(INSP.after, map(self._agent_or_service, record.after), "after")
        self._about(node, record)

    def _withdrawals(self) -> None:
        """Describe the ids that were withdrawn: each keeps its IRI and says why."""
        for n, record in enumerate(self.extract.withdrawn):
            node = Node(
                self.sink, self._part("statement", record.id), ("withdrawn", n)
            ).a(INSP.Withdrawal)
            node.code(INSP.statementId, record.id, "id").text(
                INSP.reason, record.reason, "reason"
            )
            node.link(INSP.withdrawnFrom, self.iri)
            node.links(
                DCTERMS.isReplacedBy,
                self._statements(record.replaced_by),
                "replaced_by",
            )

    # What statements share

    def _statement(self, kind: NamedNode, record: Statement, path: Path) -> Node:
        """Describe what every statement has: class, id, report, evidence."""
        node = Node(self.sink, self._part("statement", record.id), path).a(kind)
        node.code(INSP.statementId, record.id, "id").link(INSP.statedIn, self.iri)
        node.text(INSP.doubt, record.doubt, "doubt")
        node.links(INSP.replaces, self._statements(record.replaces), "replaces")
        self._evidence(node, record.id, record.at)
        if record.draft:
            node.number(INSP.confidence, record.draft.confidence, "draft", "confidence")
            node.code(INSP.draftedBy, record.draft.rule, "draft", "rule")
            node.link(PROV.wasGeneratedBy, self._part("drafting"), "draft")
        return node

    def _about(self, node: Node, record: About, groups: Iterable[str] = ()) -> None:
        """State what a statement is about: themes, services or types of service, bodies, groups of children."""
        node.links(INSP.theme, self._concepts("theme", record.themes), "themes")
        for n, slug in enumerate(record.services):
            if slug in self.registry.services:
                node.link(INSP.service, thing("service", slug), "services", n)
            else:
                node.link(
                    INSP.serviceType, concept("service-type", slug), "services", n
                )
        node.links(INSP.body, map(self._agent, record.bodies), "bodies")
        node.links(INSP.childGroup, self._concepts("child-group", groups), "group")

    def _evidence(self, node: Node, identity: str, anchors: Iterable[Anchor]) -> None:
        """Describe the words that something rests on: a passage, and a position and digest in it."""
        for n, anchor in enumerate(anchors):
            key = nth(identity, n)
            path = (*node.path, "at", n)
            selector = Node(self.sink, self._part("selector", key), path).a(
                INSP.WordsSelector
            )
            selector.whole(INSP.start, anchor.start, "start").whole(
                INSP.length, anchor.length, "length"
            )
            selector.code(INSP.digest, anchor.digest, "digest").code(
                INSP.figures, anchor.figures, "figures"
            )
            evidence = Node(self.sink, self._part("evidence", key), path).a(
                INSP.Evidence
            )
            evidence.link(OA.hasSource, self._part("unit", anchor.unit), "unit").link(
                OA.hasSelector, selector.iri
            )
            node.link(INSP.evidence, evidence.iri, "at", n)

    def _passages(self) -> None:
        """Describe the units that statements rest on and those that were read and left out with a reason."""
        covered = self._covered()
        for unit in self.units.values():
            if unit.id not in covered:
                continue
            node = Node(self.sink, self._part("unit", unit.id), ("nothing", unit.id)).a(
                INSP.Passage
            )
            node.link(INSP.passageOf, self.iri).code(INSP.unitId, unit.id)
            node.link(INSP.unitKind, concept("unit-kind", unit.kind)).whole(
                INSP.unitOrder, unit.order
            )
            node.code(INSP.textDigest, unit.digest).whole(INSP.textLength, unit.length)
            if reason := self._nothing().get(unit.id):
                node.link(INSP.nothingReason, concept("nothing-reason", reason))

    def _covered(self) -> set[str]:
        """Return the ids of the units that carry a statement or a reason why they carry none."""
        records = [record for _, record in self._published(self.extract.statements)]
        parts = [
            part
            for record in records
            if isinstance(record, Recommendation)
            for part in record.parts
        ]
        anchors = [*(record.at for record in records), *(part.at for part in parts)]
        return {anchor.unit for at in anchors for anchor in at} | set(self._nothing())

    def _nothing(self) -> Mapping[str, str]:
        """Return the units that hold no statement and why, as far as that is confirmed."""
        drafted = self.extract.drafted
        return (
            self.extract.nothing
            if self.with_drafts or not drafted or not drafted.nothing
            else {}
        )

    def _time(
        self, identity: str, record: PrintedTime | None, path: Path
    ) -> NamedNode | None:
        """Describe a printed time and return its IRI, or None where none is printed."""
        return (
            describe_time(self.sink, self._part("time", identity), record, path)
            if record
            else None
        )

    # IRIs

    def _part(self, kind: str, identity: str = "") -> NamedNode:
        return report_part(self.name, kind, identity)

    def _statements(self, ids: Iterable[str]) -> Iterable[NamedNode]:
        return (
            self._part("statement", identity)
            for identity in ids
            if identity not in self.left_out
        )

    @staticmethod
    def _concepts(scheme: str, slugs: Iterable[str]) -> Iterable[NamedNode]:
        return (concept(scheme, slug) for slug in slugs)

    @staticmethod
    def _things(kind: str, slugs: Iterable[str]) -> Iterable[NamedNode]:
        return (thing(kind, slug) for slug in slugs)

    def _agent(self, slug: str) -> NamedNode:
        return agent(self.registry, slug)

    def _agent_or_service(self, slug: str) -> NamedNode:
        return (
            thing("service", slug)
            if slug in self.registry.services
            else self._agent(slug)
        )
