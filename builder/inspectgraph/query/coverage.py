"""Coverage: the reports and units behind an answer, and reasons for an empty answer.

If an answer on a theme has no row for a report, there are two possible reasons. The
report has no statement on the theme, or the report was not read in full for the theme.
So an answer on a theme names the reports that were read in full for the theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode, Store

from inspectgraph.model.quantities import first_listed, listed, quantity
from inspectgraph.query.density import differences
from inspectgraph.query.emptiness import why_empty
from inspectgraph.query.parameters import Value
from inspectgraph.query.questions import Question
from inspectgraph.query.scope import (
    Report,
    Scope,
    allowed_reports,
    read_in_full,
    reports_with,
    scope_of,
    statements_on,
)
from inspectgraph.rdf.lookup import holds, label, objects, subjects
from inspectgraph.rdf.namespaces import INSP, RDF

__all__ = ["cover", "with_row_note"]

#: The largest number of reports that a sentence names.
_MOST_NAMES: Final = 12


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
    allowed = reports_with(store, allowed_reports(store, every, given))
    if question is None:
        return with_row_note(_counts(allowed, len(every)), empty=empty)
    scope = scope_of(store, question, given, allowed)
    sentences = [_counts(scope.reports, len(every))]
    if scope.shallow:
        noun = "other report" if scope.reports else "report"
        sentences.append(_left_out(scope.shallow, noun))
    if question.dated and (undated := _without_days(scope)):
        sentences.append(
            f"Left out, since no days of fieldwork are known: {first_listed(undated)}."
        )
    if scope.theme:
        sentences.append(_reading(scope, scope.theme))
    if empty:
        sentences.append(f"No row: {why_empty(scope)}.")
    elif question.theme:
        closely = [(one.iri, one.name) for one in scope.reports]
        sentences += differences(store, closely)
    return tuple(sentences)


def with_row_note(sentence: str, *, empty: bool) -> tuple[str, ...]:
    """Return a sentence, followed by the sentence `No row.` if the answer is empty."""
    if empty:
        return (sentence, "No row.")
    return (sentence,)


def _counts(scope: list[Report], number: int) -> str:
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


def _amount(full: list[Report]) -> str:
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


def _left_out(shallow: list[Report], noun: str) -> str:
    """Return a sentence on reports that were curated for grades only.

    The sentence says that these reports cannot answer the question.

    Args:
        shallow: The reports.
        noun: The words `report` or `other report`, which the sentence uses.
    """
    reports = quantity(len(shallow), noun)
    verb = "was" if len(shallow) == 1 else "were"
    return f"{reports} {verb} curated for grades only, and cannot answer."


def _without_days(scope: Scope) -> list[str]:
    """Return the names of reports that a question leaves out because they have no days.

    These are reports on inspections under the frameworks in `dated` of the question,
    if the days of fieldwork are not known.
    """
    found: list[str] = []
    for report in scope.reports:
        for inspection in objects(scope.store, report.iri, INSP.reportOf):
            frameworks = objects(scope.store, inspection, INSP.framework)
            slugs = {one.value.rpartition("/")[2] for one in frameworks}
            has_days = holds(scope.store, inspection, INSP.fieldwork, None)
            if not has_days and slugs.intersection(scope.question.dated):
                found.append(report.name)
    return found


def _reading(scope: Scope, theme: NamedNode) -> str:
    """Return a sentence that names the reports read in full for a theme.

    The sentence also says which of these reports have no statement on the theme.
    """
    read = read_in_full(scope)
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


def _silent(scope: Scope, theme: NamedNode, read: list[Report]) -> list[str]:
    """Return the names of the reports in `read` that have no statement on a theme.

    Args:
        scope: The theme and the reports of the answer, together with the graph.
        theme: The theme. A statement on a narrower theme is also on this theme.
        read: The reports to check.
    """
    speaking: set[NamedNode] = set()
    for statement in statements_on(scope.store, theme):
        speaking |= objects(scope.store, statement, INSP.statedIn)
    found: list[str] = []
    for report in read:
        if report.iri not in speaking:
            found.append(report.name)
    return found
