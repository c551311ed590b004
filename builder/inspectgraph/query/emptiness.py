"""The reasons why an answer has no rows."""

from __future__ import annotations

from itertools import product
from operator import attrgetter

from pyoxigraph import Literal, Store

from inspectgraph.model.quantities import listed, quantity
from inspectgraph.query.parameters import Value
from inspectgraph.query.scope import Report, Scope, read_in_full, statements_on
from inspectgraph.rdf.lookup import holds, label, subjects
from inspectgraph.rdf.namespaces import INSP, SKOS
from inspectgraph.rdf.store import report_graphs

__all__ = ["why_empty"]


def why_empty(scope: Scope) -> str:
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
    is_whole = len(read_in_full(scope)) == len(scope.reports)
    if scope.theme and is_whole:
        return reason
    return f"{reason}, or the answer is in {left} not curated yet"


def _open(full: list[Report]) -> str:
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


def _reason(scope: Scope) -> str:
    """Return the most specific reason for an empty answer.

    The reason is found by look-ups in the graph. There can be further reasons.
    """
    theme = scope.theme
    if theme and not statements_on(scope.store, theme):
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


def _unused(scope: Scope) -> list[str]:
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
