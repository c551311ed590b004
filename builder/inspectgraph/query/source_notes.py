"""What an answer says about the sources of its rows: status, confirmation and rights.

The sentences name what applies to the reports in the rows, and nothing else. They need
no query, only a few look-ups of one property.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.quantities import listed, quantity
from inspectgraph.query.questions import Question
from inspectgraph.rdf.iris import report_of, report_part
from inspectgraph.rdf.lookup import Term, label, objects
from inspectgraph.rdf.namespaces import DCTERMS, FOAF, INSP

__all__ = ["CONFIRMED", "LATER", "grade_notes", "report_marks", "source_notes"]

Row = Sequence[Term | None]

#: The largest number of reports that a sentence names.
_MOST_NAMES: Final = 3
#: The ways in which a grade came into the graph, in the order of the sentences; `{}` is
#: the day or the days.
CONFIRMED: Final[Mapping[str, str]] = {
    "two-programs": "read by two programs that agreed; not checked by a person",
    "page": "checked against the page {}",
    "by-hand": "curated by hand",
    "drafted-and-confirmed": "drafted, then confirmed by a curator",
    "drafted": "drafted; not confirmed",
}
LATER: Final = "later inspections, monitoring or focused visits may exist"
_LICENCE: Final = "open-government-licence-"


def report_marks(store: Store) -> dict[str, str]:
    """Return the reports that the inspectorate withdrew or amended.

    The keys are the names of the reports, and the values `withdrawn` or `amended`.
    """
    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, INSP.status, None, None):
        if isinstance(quad.object, NamedNode):
            for kind in objects(store, quad.object, INSP.statusKind):
                found[report_of(str(quad.object))] = label(store, kind)
    return found


def source_notes(
    store: Store, question: Question, rows: Collection[Row]
) -> tuple[str, ...]:
    """Return the sentences about the sources of an answer.

    Args:
        store: The graph.
        question: The named question.
        rows: The rows of the answer.
    """
    if not rows:
        return ()
    names = _reports_in(store, rows)
    found = list(_changes(store, names))
    if question.shows_grades:
        found += grade_notes(store, names)
    if "words" in question.columns:
        place = question.columns.index("words")
        spoken = [row for row in rows if row[place] is not None]
        found += _on_words(store, _reports_in(store, spoken))
    return tuple(found)


def _reports_in(store: Store, rows: Iterable[Row]) -> list[str]:
    """Return the names of the reports in the cells of some rows, sorted."""
    texts: set[str] = set()
    for term in chain.from_iterable(rows):
        if isinstance(term, Literal):
            texts.add(term.value)
    known = store.quads_for_pattern(None, INSP.reportOf, None, None)
    names = {report_of(str(quad.subject)) for quad in known}
    return sorted(texts & names)


# What became of the reports


def _changes(store: Store, names: Collection[str]) -> Iterator[str]:
    """Yield a sentence on reports with a status, and one on corrected values."""
    marks = report_marks(store)
    for kind in sorted(set(marks.values())):
        marked = [name for name in names if marks.get(name) == kind]
        if marked:
            yield f"{kind.capitalize()} by the inspectorate: {_named(marked)}."
    corrected = _corrected(store).intersection(names)
    if corrected:
        yield (
            f"With corrected values: {_named(sorted(corrected))};"
            " `inspectgraph query corrections` lists them."
        )


def _corrected(store: Store) -> set[str]:
    """Return the names of the reports of which a published value was corrected."""
    found = store.quads_for_pattern(None, INSP.correctionOf, None, None)
    return {report_of(str(quad.subject)) for quad in found}


def _named(names: Sequence[str]) -> str:
    """Return the names of some reports; of many, only the first ones."""
    if len(names) <= _MOST_NAMES:
        return listed(names)
    return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"


# Grades


def grade_notes(store: Store, names: Sequence[str]) -> Iterator[str]:
    """Yield the sentences below grades: what they are, and how they were confirmed.

    Args:
        store: The graph.
        names: The names of the reports that award or quote the grades.
    """
    page = _page(store, names)
    where = f": {page}" if page else ""
    yield f"Grades as printed then; {LATER}{where}."
    if names:
        yield _how_confirmed(store, names)


def _page(store: Store, names: Sequence[str]) -> str:
    """Return the address of Ofsted's page of the only authority of some reports.

    Return "" if they have several authorities, or if the address is not known.
    """
    authorities: set[NamedNode] = set()
    for name in names:
        inspection = report_part(name, "inspection")
        authorities |= objects(store, inspection, INSP.inspectedAuthority)
        if len(authorities) > 1:
            return ""
    for authority in authorities:
        for page in objects(store, authority, FOAF.page):
            return page.value
    return ""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which grades came into the graph: the reports, and the days."""

    reports: set[str]
    days: set[str]


def _how_confirmed(store: Store, names: Sequence[str]) -> str:
    """Return the sentences on how the grades of some reports were confirmed."""
    ways = _ways(store, names)
    parts = []
    for method, words in CONFIRMED.items():
        if method in ways:
            text = words.format(_days(ways[method].days))
            parts.append((len(ways[method].reports), text))
    if len(parts) == 1:
        (_, text) = parts[0]
        return f"{text[0].upper()}{text[1:]}."
    return " ".join(f"{quantity(count, 'report')}: {text}." for count, text in parts)


def _ways(store: Store, names: Collection[str]) -> dict[str, _Way]:
    """Return the ways of confirmation of some reports, by method.

    The way of a report without confirmation is the method of its curation.
    """
    ways: dict[str, _Way] = {}
    left = set(names)
    for name, method, day in _confirmations(store):
        if name in names:
            _add(ways, method, name, day)
            left.discard(name)
    for quad in store.quads_for_pattern(None, INSP.curationMethod, None, None):
        name = report_of(str(quad.subject))
        if name in left:
            _add(ways, _value(quad.object), name, "")
    return ways


def _add(ways: dict[str, _Way], method: str, name: str, day: str) -> None:
    """Add a report to the ways of confirmation."""
    way = ways.setdefault(method, _Way(set(), set()))
    way.reports.add(name)
    way.days.add(day)


def _confirmations(store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield report, method and day of each confirmation in the graph.

    The method is the last part of the IRI of the confirmation.
    """
    for quad in store.quads_for_pattern(None, INSP.confirmedOn, None, None):
        iri = str(quad.subject)
        method = iri.rstrip(">").rpartition("/")[2]
        yield report_of(iri), method, _value(quad.object)


def _value(term: Term) -> str:
    """Return the text of a literal."""
    return str(getattr(term, "value", ""))


def _days(days: Collection[str]) -> str:
    """Return one day as `on …`, and several as `from … to …`."""
    first, last = min(days), max(days)
    if first == last:
        return f"on {first}"
    return f"from {first} to {last}"


# Words of reports


def _on_words(store: Store, names: Sequence[str]) -> Iterator[str]:
    """Yield the sentences below words of reports: whose they are."""
    licensed = [name for name in names if _rights(store, name).startswith(_LICENCE)]
    others = [name for name in names if name not in licensed]
    if licensed:
        yield (
            f"Words of {_named(licensed)}: contains public sector information licensed"
            " under the Open Government Licence."
        )
    if others:
        yield (
            f"Words of {_named(others)}: Crown copyright, shown on this machine only;"
            " not for publication."
        )
    if names:
        yield f"Source: {_publishers(store, names)}. No inspectorate endorses this."


def _rights(store: Store, name: str) -> str:
    """Return the code of the rights of a report, or ""."""
    rights = report_part(name, "rights")
    for quad in store.quads_for_pattern(rights, DCTERMS.identifier, None, None):
        return _value(quad.object)
    return ""


def _publishers(store: Store, names: Iterable[str]) -> str:
    """Return the names of the inspectorates of some reports."""
    found: set[NamedNode] = set()
    for name in names:
        found |= objects(store, report_part(name, "inspection"), INSP.inspectedBy)
    return listed(sorted(label(store, one) for one in found))
