"""Coverage: the reports and units behind an answer, and reasons for an empty answer.

If an answer on a theme has no row for a report, there are two possible reasons. The
report has no statement on the theme, or the report was not read in full for the theme.
So an answer on a theme names the reports that were read in full for the theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from operator import attrgetter
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.depth import FULL
from inspectgraph.model.quantities import first_listed, listed, quantity
from inspectgraph.query.density import differences
from inspectgraph.query.parameters import Value
from inspectgraph.query.questions import Question
from inspectgraph.rdf.iris import concept
from inspectgraph.rdf.lookup import holds, label, objects, subjects, with_all
from inspectgraph.rdf.namespaces import INSP, RDF, SKOS
from inspectgraph.rdf.store import report_graphs

__all__ = ["cover", "with_row_note"]

#: The largest number of reports that a sentence names.
_MOST_NAMES: Final = 12
#: The questions that need the days of fieldwork of full inspections.
_NEED_DAYS: Final = frozenset(
    {"changes-between-inspections", "time-after-inadequate", "time-since-inspection"}
)
#: The frameworks of full inspections, by their slugs.
_FULL_INSPECTIONS: Final = frozenset({"sif", "ilacs"})


@dataclass(frozen=True, slots=True)
class _Report:
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
class _Scope:
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
    reports: list[_Report]
    shallow: list[_Report]


def cover(
    store: Store, question: Question | None, given: Mapping[str, Value], *, empty: bool
) -> tuple[str, ...]:
    """Return the last sentences of an answer, which describe its coverage.

    Args:
        store: The graph.
        question: The named question, or None if a user wrote the query.
        given: The values of the question's parameters.
        empty: Whether the answer has no rows.
    """
    every = subjects(store, RDF.type, INSP.Report)
    if not every:
        return with_row_note("The graph holds no reports.", empty=empty)
    allowed = _reports(store, _allowed(store, every, given))
    if question is None:
        return with_row_note(_counts(allowed, len(every)), empty=empty)
    scope = _scope(store, question, given, allowed)
    sentences = [_counts(scope.reports, len(every))]
    if scope.shallow:
        noun = "other report" if scope.reports else "report"
        sentences.append(_left_out(scope.shallow, noun))
    if undated := _without_days(scope):
        sentences.append(
            f"Left out, since no days of fieldwork are known: {first_listed(undated)}."
        )
    if scope.theme:
        sentences.append(_reading(scope, scope.theme))
    if empty:
        sentences.append(f"No row: {_why_empty(scope)}.")
    elif question.theme:
        closely = [(one.iri, one.name) for one in scope.reports]
        sentences += differences(store, closely)
    return tuple(sentences)


def _scope(
    store: Store,
    question: Question,
    given: Mapping[str, Value],
    allowed: Iterable[_Report],
) -> _Scope:
    """Return the theme of an answer, and the reports that the answer covers.

    Args:
        store: The graph.
        question: The named question.
        given: The values of the question's parameters.
        allowed: The reports that these values allow.
    """
    deep: list[_Report] = []
    shallow: list[_Report] = []
    for one in allowed:
        can_answer = one.is_full or question.depth == "grades"
        (deep if can_answer else shallow).append(one)
    return _Scope(store, question, given, _theme(question, given), deep, shallow)


def with_row_note(sentence: str, *, empty: bool) -> tuple[str, ...]:
    """Return a sentence, followed by the sentence `No row.` if the answer is empty."""
    if empty:
        return (sentence, "No row.")
    return (sentence,)


def _reports(store: Store, iris: Iterable[NamedNode]) -> list[_Report]:
    """Return the reports with the given IRIs, sorted by name."""
    found = map(partial(_report, store), iris)
    return sorted(found, key=attrgetter("name"))


def _report(store: Store, iri: NamedNode) -> _Report:
    """Return a report from the graph, with the numbers of its units and sentences."""
    name = iri.value.rpartition("/")[2]
    is_full = holds(store, iri, INSP.depth, concept("depth", FULL))
    return _Report(
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


def _allowed(
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


def _counts(scope: list[_Report], number: int) -> str:
    """Return a sentence with the numbers of reports and curated units covered by an answer.

    Args:
        scope: The reports that the answer covers.
        number: The number of all reports in the graph.
    """
    names = ""
    if 0 < len(scope) < min(number, _MOST_NAMES):
        names = f" ({listed(map(attrgetter('name'), scope))})"
    reports = f"{len(scope)} of {quantity(number, 'report')}{names}"
    full = [report for report in scope if report.is_full]
    if not full and scope:
        return f"Covers {reports}, curated for grades only."
    amount = _amount(full)
    if len(full) == len(scope):
        return f"Covers {reports}, {amount}."
    return (
        f"Covers {reports}: {len(full)} curated in full ({amount}),"
        f" {len(scope) - len(full)} for grades only."
    )


def _amount(full: list[_Report]) -> str:
    """Return text on the curated part of reports, such as `4 of 5 units curated`.

    The text counts sentences if the sentences of every report were counted. Otherwise,
    the text counts units.
    """
    if full and all(report.sentences for report in full):
        accounted = sum(map(attrgetter("accounted"), full))
        sentences = sum(map(attrgetter("sentences"), full))
        return f"{accounted:,} of {sentences:,} sentences curated or explained"
    covered = sum(map(attrgetter("covered"), full))
    units = sum(map(attrgetter("units"), full))
    return f"{covered:,} of {units:,} units curated"


def _left_out(shallow: list[_Report], noun: str) -> str:
    """Return a sentence on reports that were curated for grades only.

    The sentence says that these reports cannot answer the question.

    Args:
        shallow: The reports.
        noun: The words `report` or `other report`, which the sentence uses.
    """
    reports = quantity(len(shallow), noun)
    verb = "was" if len(shallow) == 1 else "were"
    return f"{reports} {verb} curated for grades only, and cannot answer."


def _without_days(scope: _Scope) -> list[str]:
    """Return the names of reports that a question leaves out because they have no days.

    The result is empty if the question does not need the days of fieldwork. Only
    reports on full inspections count.
    """
    if scope.question.name not in _NEED_DAYS:
        return []
    found: list[str] = []
    for report in scope.reports:
        for inspection in objects(scope.store, report.iri, INSP.reportOf):
            frameworks = objects(scope.store, inspection, INSP.framework)
            slugs = {one.value.rpartition("/")[2] for one in frameworks}
            dated = holds(scope.store, inspection, INSP.fieldwork, None)
            if slugs & _FULL_INSPECTIONS and not dated:
                found.append(report.name)
    return found


def _reading(scope: _Scope, theme: NamedNode) -> str:
    """Return a sentence that names the reports read in full for a theme.

    The sentence also says which of these reports have no statement on the theme.
    """
    read = _read_in_full(scope)
    count = f"{len(read)} of {quantity(len(scope.reports), 'report')}"
    was = "was" if len(read) == 1 else "were"
    parts = [f"For {label(scope.store, theme)}, {count} {was} read in full"]
    if silent := _silent(scope, theme, read):
        verb = "do"
        if len(silent) == 1:
            verb = "does"
        parts.append(f"{first_listed(silent)} {verb} not speak of this theme")
    if not read:
        parts.append("the reports may say more than is curated")
    elif len(read) < len(scope.reports):
        parts.append("the other reports may say more than is curated")
    return f"{'; '.join(parts)}."


def _silent(scope: _Scope, theme: NamedNode, read: list[_Report]) -> list[str]:
    """Return the names of the reports in `read` that have no statement on a theme.

    Args:
        scope: The theme and the reports of the answer, together with the graph.
        theme: The theme. A statement on a narrower theme is also on this theme.
        read: The reports to check.
    """
    speaking: set[NamedNode] = set()
    for statement in _statements(scope.store, theme):
        speaking |= objects(scope.store, statement, INSP.statedIn)
    found: list[str] = []
    for report in read:
        if report.iri not in speaking:
            found.append(report.name)
    return found


def _read_in_full(scope: _Scope) -> list[_Report]:
    """Return the reports read in full for the theme of the answer or a broader theme.

    The result is empty if the answer has no theme.
    """
    if not scope.theme:
        return []
    broader = with_all(scope.store, scope.theme, broader=True)
    found: list[_Report] = []
    for report in scope.reports:
        if broader & objects(scope.store, report.iri, INSP.readFor):
            found.append(report)
    return found


def _why_empty(scope: _Scope) -> str:
    """Return the possible reasons for an empty answer, as part of a sentence."""
    if scope.question.name == "rests-on-orphans":
        return _why_no_orphans(scope.store)
    if scope.shallow and not scope.reports:
        return "the reports were curated for grades only"
    if scope.given and not scope.reports:
        names = listed(map(attrgetter("label"), scope.given.values()))
        return f"the graph holds no report on {names}"
    reason = _reason(scope)
    full = [report for report in scope.reports if report.is_full]
    left = _open(full)
    if not left:
        return reason
    is_whole = len(_read_in_full(scope)) == len(scope.reports)
    if scope.theme and is_whole:
        return reason
    return f"{reason}, or the answer is in {left} not curated yet"


def _open(full: list[_Report]) -> str:
    """Return the beginning of a phrase on text that is not curated yet.

    An example is `the one unit that is`. The caller adds `not curated yet`. The phrase
    counts sentences if the sentences of every report were counted. Otherwise, the
    phrase counts units. The result is "" if all text is curated.
    """
    if all(report.sentences for report in full):
        left = sum(report.sentences - report.accounted for report in full)
        return _one_of(left, "sentence")
    left = sum(report.units - report.covered for report in full)
    return _one_of(left, "unit")


def _one_of(number: int, noun: str) -> str:
    """Return words that name one of several things, such as `the one unit that is`.

    The result is "" if the number is 0.

    Args:
        number: The number of things.
        noun: The word for one thing, such as `unit`.

    >>> _one_of(1, "unit"), _one_of(2, "unit")
    ('the one unit that is', 'one of the 2 units that are')
    """
    if number > 1:
        return f"one of the {quantity(number, noun)} that are"
    return f"the one {noun} that is" if number else ""


def _reason(scope: _Scope) -> str:
    """Return the most specific reason for an empty answer.

    The reason is found by look-ups in the graph. There can be further reasons.
    """
    theme = scope.theme
    if theme and not _statements(scope.store, theme):
        name = label(scope.store, theme)
        return f"no statement of any report has the theme {name} or a narrower one"
    if unused := _unused(scope):
        return f"no report uses {listed(unused)}"
    if scope.given:
        values = [f"{key} {value.label}" for key, value in scope.given.items()]
        return f"nothing in the graph fits {listed(values)}"
    if theme:
        return "the reports do not contain the answer"
    return "nothing in the graph fits the question"


def _unused(scope: _Scope) -> list[str]:
    """Return the kind and label of each parameter value that no report uses.

    Only values that are indicators or timescales are tested.
    """
    found: list[str] = []
    for value in scope.given.values():
        if _is_unused(scope.store, value):
            found.append(f"the {value.kind} {value.label}")
    return found


def _is_unused(store: Store, value: Value) -> bool:
    """Return whether a value is an indicator or timescale that no report uses."""
    if value.kind not in {"band", "indicator"}:
        return False
    terms = {value.term}
    if isinstance(value.term, Literal):
        terms = {*subjects(store, SKOS.prefLabel, value.term)}
    for term, named in product(terms, report_graphs(store)):
        if holds(store, None, None, term, named):
            return False
    return True


def _why_no_orphans(store: Store) -> str:
    """Return the reason why a list of orphans (anchors that were not found) is empty.

    There are two possible reasons. The build looked up no anchor, or it found every
    anchor that it looked up.
    """
    states = store.quads_for_pattern(None, INSP.anchorState, None, None)
    if looked_up := len(list(states)):
        return f"each of the {looked_up} anchors that were looked up was found exactly once"
    return "no anchor was looked up; give the folder of the reports with --reports"


def _statements(store: Store, theme: NamedNode) -> set[NamedNode]:
    """Return the statements on a theme or on a narrower theme."""
    narrower = with_all(store, theme, broader=False)
    found = map(partial(subjects, store, INSP.theme), narrower)
    return set(chain.from_iterable(found))
