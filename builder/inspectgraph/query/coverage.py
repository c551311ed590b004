"""What an answer covers: how much of which reports was curated, and why an empty answer may be empty.

A row that is missing is a result only where the report was read in full for what is
asked; every answer ends with the sentences that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.query.parameters import Value
from inspectgraph.query.questions import Question
from inspectgraph.rdf.iris import concept
from inspectgraph.rdf.lookup import label, objects, subjects, with_all
from inspectgraph.rdf.namespaces import INSP, RDF, SKOS
from inspectgraph.rdf.store import report_graphs

__all__ = ["cover"]


@dataclass(frozen=True, slots=True)
class _Report:
    """A report of the graph: IRI and slug, how many units it has, and how many of them are curated."""

    iri: NamedNode
    name: str
    units: int
    covered: int


def cover(
    store: Store, question: Question | None, given: Mapping[str, Value], *, empty: bool
) -> tuple[str, ...]:
    """Return the sentences with which an answer ends.

    Args:
        store: The graph that was asked.
        question: The named question; None stands for a query of the user's own.
        given: What was given for its parameters.
        empty: Whether the answer has no row.
    """
    every = _reports(store)
    if not every:
        return ("The graph holds no reports.", *_no_row(empty=empty))
    if question is None:
        return (_counts(every, every), *_no_row(empty=empty))
    scope = [report for report in every if _in_scope(store, report, given)]
    theme = _theme(question, given)
    sentences = [_counts(scope, every)]
    if theme:
        sentences.append(_reading(store, scope, theme))
    if empty:
        sentences.append(f"No row: {_why_empty(store, question, scope, given, theme)}.")
    return tuple(sentences)


def _no_row(*, empty: bool) -> tuple[str, ...]:
    """Return the sentence on an answer without a row, of which nothing tells why it has none."""
    return ("No row.",) if empty else ()


def _reports(store: Store) -> list[_Report]:
    """Return the reports of a graph, in order of name."""
    found = [
        _Report(
            iri,
            iri.value.rpartition("/")[2],
            _count(store, iri, INSP.unitCount),
            _count(store, iri, INSP.coveredUnitCount),
        )
        for iri in subjects(store, RDF.type, INSP.Report)
    ]
    return sorted(found, key=lambda report: report.name)


def _count(store: Store, report: NamedNode, predicate: NamedNode) -> int:
    """Return a number that a graph says of a report."""
    values = (
        quad.object for quad in store.quads_for_pattern(report, predicate, None, None)
    )
    return next((int(value.value) for value in values if isinstance(value, Literal)), 0)


def _in_scope(store: Store, report: _Report, given: Mapping[str, Value]) -> bool:
    """Return whether an answer can draw on a report: whether the reports or authorities that are given allow it."""
    inspections = objects(store, report.iri, INSP.reportOf)
    authorities = {
        one
        for act in inspections
        for one in objects(store, act, INSP.inspectedAuthority)
    }
    allowed = {"report": {report.iri}, "authority": authorities}
    return all(
        value.term in allowed.get(value.kind, {value.term}) for value in given.values()
    )


def _theme(question: Question, given: Mapping[str, Value]) -> NamedNode | None:
    """Return the theme that an answer is about, where it is about one."""
    if not question.theme:
        return None
    if not question.theme.startswith("parameter "):
        return concept("theme", question.theme)
    value = given.get(question.theme.removeprefix("parameter "))
    return value.term if value and isinstance(value.term, NamedNode) else None


def _counts(scope: list[_Report], every: list[_Report]) -> str:
    """Say how many reports and units an answer covers."""
    covered, units = (
        sum(report.covered for report in scope),
        sum(report.units for report in scope),
    )
    which = (
        f" ({_listed(report.name for report in scope)})"
        if 0 < len(scope) < len(every)
        else ""
    )
    return (
        f"Covers {len(scope)} of {_number(len(every), 'report')}{which}, {covered} of"
        f" {units} units curated."
    )


def _reading(store: Store, scope: list[_Report], theme: NamedNode) -> str:
    """Say which reports were read in full for a theme, and which of them do not speak of it."""
    speaking = {
        report
        for one in _statements(store, theme)
        for report in objects(store, one, INSP.statedIn)
    }
    read = _read_in_full(store, scope, theme)
    silent = [report.name for report in read if report.iri not in speaking]
    told = [
        f"Read in full for {label(store, theme)}: {len(read)} of"
        f" {_number(len(scope), 'report')}"
    ]
    if silent:
        told.append(
            f"{_listed(silent)} {'does' if len(silent) == 1 else 'do'} not speak of it"
        )
    if len(read) < len(scope):
        told.append(
            "more may be said than is curated"
            if not read
            else "the others may say more than is curated"
        )
    return f"{'; '.join(told)}."


def _read_in_full(
    store: Store, scope: list[_Report], theme: NamedNode
) -> list[_Report]:
    """Return the reports that were read in full for a theme or one broader."""
    broader = with_all(store, theme, broader=True)
    return [
        report for report in scope if broader & objects(store, report.iri, INSP.readFor)
    ]


def _why_empty(
    store: Store,
    question: Question,
    scope: list[_Report],
    given: Mapping[str, Value],
    theme: NamedNode | None,
) -> str:
    """Return why there may be no row."""
    if question.name == "rests-on-orphans":
        return _why_no_orphans(store)
    if given and not scope:
        return (
            "the graph holds no report on"
            f" {_listed(value.label for value in given.values())}"
        )
    if theme and not _statements(store, theme):
        reason = (
            f"no statement of any report has the theme {label(store, theme)} or one"
            " narrower"
        )
    elif unused := [value for value in given.values() if _is_unused(store, value)]:
        reason = (
            "no report uses"
            f" {_listed(f'the {value.kind} {value.label}' for value in unused)}"
        )
    elif given:
        reason = (
            "nothing that is asked for fits"
            f" {_listed(f'{key} {value.label}' for key, value in given.items())}"
        )
    elif theme:
        reason = "the reports do not say it"
    else:
        reason = "nothing in the graph fits the question"
    left = sum(report.units - report.covered for report in scope)
    if not left or (theme and len(_read_in_full(store, scope, theme)) == len(scope)):
        return reason
    return f"{reason}, or it stands in one of the {left} units that are not curated yet"


def _is_unused(store: Store, value: Value) -> bool:
    """Return whether a value is an indicator or a band that exists and that no report uses."""
    if value.kind not in {"band", "indicator"}:
        return False
    terms: set[NamedNode] = (
        {value.term}
        if isinstance(value.term, NamedNode)
        else _labelled(store, value.term)
    )
    graphs = report_graphs(store)
    quads = (
        quad
        for term in terms
        for one in graphs
        for quad in store.quads_for_pattern(None, None, term, one)
    )
    return next(quads, None) is None


def _labelled(store: Store, name: Literal) -> set[NamedNode]:
    """Return the concepts that have a name."""
    quads = store.quads_for_pattern(None, SKOS.prefLabel, name, None)
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _why_no_orphans(store: Store) -> str:
    """Return why nothing rests on orphans: all is well, or no anchor was looked up."""
    if looked_up := sum(
        1 for _ in store.quads_for_pattern(None, INSP.anchorState, None, None)
    ):
        return (
            f"each of the {looked_up} anchors that were looked up was found once and"
            " only once"
        )
    return "no anchor was looked up; give the folder of the reports with --reports"


def _statements(store: Store, theme: NamedNode) -> set[NamedNode]:
    """Return the statements on a theme, narrower ones included."""
    return {
        one
        for each in with_all(store, theme, broader=False)
        for one in subjects(store, INSP.theme, each)
    }


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
