"""The scope of an answer: its theme, and the reports that it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.depth import FULL
from inspectgraph.query.parameters import Value
from inspectgraph.query.questions import Question
from inspectgraph.rdf.iris import concept
from inspectgraph.rdf.lookup import holds, objects, subjects, with_all
from inspectgraph.rdf.namespaces import INSP

__all__ = [
    "Report",
    "Scope",
    "allowed_reports",
    "read_in_full",
    "reports_with",
    "scope_of",
    "statements_on",
]


@dataclass(frozen=True, slots=True)
class Report:
    """A report in the graph.

    Attributes:
        iri: The IRI of the report.
        name: The slug of the report.
        is_full: True if the report was curated in full. False if only the grades of the
            report were curated.
        units: The number of units, such as paragraphs, that can have a statement.
        covered: The number of these units that are curated.
        sentences: The number of sentences that can have a statement. It is 0 if the
            sentences were not counted.
        accounted: The number of these sentences that support a statement, or for which
            a curator recorded a reason for having no statement.
    """

    iri: NamedNode
    name: str
    is_full: bool
    units: int
    covered: int
    sentences: int
    accounted: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The theme of an answer, and the reports that the answer covers.

    Attributes:
        store: The graph.
        question: The named question.
        given: The values of the question's parameters.
        theme: The theme of the answer, or None.
        reports: The reports that the parameter values allow and that were curated in
            enough depth for the question.
        shallow: The other reports that the parameter values allow. Only the grades of
            these reports were curated, which is not enough for the question.
    """

    store: Store
    question: Question
    given: Mapping[str, Value]
    theme: NamedNode | None
    reports: list[Report]
    shallow: list[Report]


def scope_of(
    store: Store,
    question: Question,
    given: Mapping[str, Value],
    allowed: Iterable[Report],
) -> Scope:
    """Return the theme of an answer, and the reports that the answer covers.

    Args:
        store: The graph.
        question: The named question.
        given: The values of the question's parameters.
        allowed: The reports that these values allow.
    """
    deep: list[Report] = []
    shallow: list[Report] = []
    for one in allowed:
        can_answer = one.is_full or question.depth == "grades"
        (deep if can_answer else shallow).append(one)
    return Scope(store, question, given, _theme(question, given), deep, shallow)


def reports_with(store: Store, iris: Iterable[NamedNode]) -> list[Report]:
    """Return the reports with the given IRIs, sorted by name."""
    found = map(partial(_report, store), iris)
    return sorted(found, key=attrgetter("name"))


def _report(store: Store, iri: NamedNode) -> Report:
    """Return a report from the graph, with the numbers of its units and sentences."""
    name = iri.value.rpartition("/")[2]
    is_full = holds(store, iri, INSP.depth, concept("depth", FULL))
    return Report(
        iri,
        name,
        is_full,
        _count(store, iri, INSP.unitCount),
        _count(store, iri, INSP.coveredUnitCount),
        _count(store, iri, INSP.sentenceCount),
        _count(store, iri, INSP.curatedSentenceCount)
        + _count(store, iri, INSP.explainedSentenceCount),
    )


def _count(store: Store, report: NamedNode, predicate: NamedNode) -> int:
    """Return the integer value of a property of a report, or 0 if there is no value."""
    for quad in store.quads_for_pattern(report, predicate, None, None):
        if isinstance(quad.object, Literal):
            return int(quad.object.value)
    return 0


def allowed_reports(
    store: Store, every: set[NamedNode], given: Mapping[str, Value]
) -> set[NamedNode]:
    """Return the reports that satisfy the parameters for report, place and framework.

    Args:
        store: The graph.
        every: All reports in the graph.
        given: The values of the question's parameters.
    """
    allowed = set(every)
    for name, value in given.items():
        inspections = _inspections(store, name, value)
        if isinstance(value.term, NamedNode) and value.kind == "report":
            allowed &= {value.term}
        elif inspections is not None:
            reports = map(partial(subjects, store, INSP.reportOf), inspections)
            allowed &= set(chain.from_iterable(reports))
    return allowed


def _inspections(store: Store, name: str, value: Value) -> set[NamedNode] | None:
    """Return the inspections that a parameter value allows.

    The result is None if the value allows all inspections.

    Args:
        store: The graph.
        name: The name of the parameter.
        value: The value.
    """
    if not isinstance(value.term, NamedNode):
        return None
    if value.kind == "authority":
        return subjects(store, INSP.inspectedAuthority, value.term)
    if value.kind == "region":
        return _inspections_in(store, value.term)
    if name == "framework" and value.kind == "framework":
        return subjects(store, INSP.framework, value.term)
    return None


def _inspections_in(store: Store, region: NamedNode) -> set[NamedNode]:
    """Return the inspections of the authorities in a region."""
    found: set[NamedNode] = set()
    for area in subjects(store, INSP.region, region):
        for authority in subjects(store, INSP.area, area):
            found |= subjects(store, INSP.inspectedAuthority, authority)
    return found


def _theme(question: Question, given: Mapping[str, Value]) -> NamedNode | None:
    """Return the theme that a question or a parameter sets, or None if there is no theme."""
    if not question.theme:
        return None
    if not question.theme.startswith("parameter "):
        return concept("theme", question.theme)
    value = given.get(question.theme.removeprefix("parameter "))
    if value is None:
        return None
    if isinstance(value.term, NamedNode):
        return value.term
    return None


def read_in_full(scope: Scope) -> list[Report]:
    """Return the reports read in full for the theme of the answer or a broader theme.

    The result is empty if the answer has no theme.
    """
    if not scope.theme:
        return []
    broader = with_all(scope.store, scope.theme, broader=True)
    found: list[Report] = []
    for report in scope.reports:
        if broader & objects(scope.store, report.iri, INSP.readFor):
            found.append(report)
    return found


def statements_on(store: Store, theme: NamedNode) -> set[NamedNode]:
    """Return the statements on a theme or on a narrower theme."""
    narrower = with_all(store, theme, broader=False)
    found = map(partial(subjects, store, INSP.theme), narrower)
    return set(chain.from_iterable(found))
