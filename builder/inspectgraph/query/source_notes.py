"""Write notes on the reports behind an answer: their status, confirmation and rights.

The notes contain only facts about the reports in the rows. To find these facts, the
module looks up single properties in the graph and runs no query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.quantities import first_listed, listed, quantity
from inspectgraph.query.curators import curated_by
from inspectgraph.query.questions import Question
from inspectgraph.rdf.iris import data_base, report_of, report_part
from inspectgraph.rdf.lookup import Term, label, objects
from inspectgraph.rdf.namespaces import DCTERMS, FOAF, INSP, RDF

__all__ = [
    "CONFIRMED",
    "LATER",
    "confirmed_words",
    "grade_notes",
    "report_marks",
    "source_notes",
    "status_notes",
    "words_notes",
]

Row = Sequence[Term | None]

#: The largest number of reports that a sentence names.
_MOST_NAMES: Final = 3
#: The ways in which a grade came into the graph, in the order of the sentences; `{}` is
#: the day or the days.
CONFIRMED: Final[Mapping[str, str]] = {
    "two-programs": "read by two programs that agreed; not checked by a person",
    "page": "checked against the page {}",
    "both": "read by two programs that agreed, and checked against the page {}",
    "by-hand": "curated by hand",
    "by-language-model": "curated by a language model",
    "drafted-and-confirmed": "drafted, then confirmed by a curator",
    "drafted-and-compared": "drafted, then compared with a second program",
    "drafted": "drafted; not confirmed",
}
#: The methods of curation without a draft, for which the sentence names the curators.
_CURATED: Final = frozenset({"by-hand", "by-language-model"})
LATER: Final = "later inspections, monitoring or focused visits may exist"
_LICENCE: Final = "open-government-licence"


def confirmed_words(method: str, days: Collection[str]) -> str:
    """Return the words for a method by which grades were confirmed.

    Args:
        method: A key of `CONFIRMED`.
        days: The days on which the grades were compared with the pages of the reports.

    >>> confirmed_words("page", ["2026-11-02", "2026-11-09"])
    'checked against the page from 2026-11-02 to 2026-11-09'
    """
    return CONFIRMED[method].format(_days(days))


def report_marks(store: Store) -> dict[str, str]:
    """Return the reports that the inspectorate withdrew or amended.

    The result maps the name of each report to `withdrawn` or `amended`.
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
    found = list(status_notes(store, names))
    if question.shows_grades:
        found += grade_notes(store, names)
    if "words" in question.columns:
        place = question.columns.index("words")
        spoken = [row for row in rows if row[place] is not None]
        found += words_notes(store, _reports_in(store, spoken))
    return tuple(found)


def _reports_in(store: Store, rows: Iterable[Row]) -> list[str]:
    """Return the names of the reports that occur in the cells of the rows, sorted."""
    texts: set[str] = set()
    for term in chain.from_iterable(rows):
        if isinstance(term, Literal):
            texts.add(term.value)
    known = store.quads_for_pattern(None, INSP.reportOf, None, None)
    names = {report_of(str(quad.subject)) for quad in known}
    return sorted(texts & names)


def _part(store: Store, name: str, kind: str, identity: str = "") -> NamedNode:
    """Return the IRI of a part of a report, such as the inspection of the report.

    The IRI begins with the base IRI that the data of the graph have.
    """
    known = next(store.quads_for_pattern(None, INSP.reportOf, None, None), None)
    base = str(known.subject)[1:].partition("id/report/")[0] if known else None
    with data_base(base):
        return report_part(name, kind, identity)


# What became of the reports


def status_notes(store: Store, names: Collection[str]) -> Iterator[str]:
    """Yield sentences on withdrawn reports, amended reports and corrected values."""
    marks = report_marks(store)
    for kind in sorted(set(marks.values())):
        marked = [name for name in names if marks.get(name) == kind]
        if marked:
            yield f"{kind.capitalize()} by the inspectorate: {_named(marked)}."
    corrected = _corrected(store).intersection(names)
    if corrected:
        yield (
            f"Reports with corrected values: {_named(sorted(corrected))};"
            " `inspectgraph query corrections` lists the values."
        )


def _corrected(store: Store) -> set[str]:
    """Return the names of the reports that have a corrected value."""
    found = store.quads_for_pattern(None, INSP.correctionOf, None, None)
    return {report_of(str(quad.subject)) for quad in found}


def _named(names: Sequence[str]) -> str:
    """Return the names of reports as a list in a sentence, shortened if there are many."""
    return first_listed(names, _MOST_NAMES)


# Grades


def grade_notes(store: Store, names: Sequence[str]) -> Iterator[str]:
    """Yield a sentence that explains the grades, and sentences on how they were confirmed.

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
    """Return the address of Ofsted's page about the authority that was inspected.

    The result is "" if the given reports are about several authorities, or if the
    address is not known.
    """
    authorities: set[NamedNode] = set()
    for name in names:
        inspection = _part(store, name, "inspection")
        authorities |= objects(store, inspection, INSP.inspectedAuthority)
        if len(authorities) > 1:
            return ""
    for authority in authorities:
        for page in objects(store, authority, FOAF.page):
            return page.value
    return ""


@dataclass(frozen=True, slots=True)
class _Way:
    """The reports whose grades were confirmed by one method, and the days of confirmation."""

    reports: set[str]
    days: set[str]


def _how_confirmed(store: Store, names: Sequence[str]) -> str:
    """Return sentences that say how the grades in the given reports were confirmed."""
    ways = _ways(store, names)
    parts = []
    for method in CONFIRMED:
        if method in ways:
            text = _curators(store, method, ways[method])
            parts.append((len(ways[method].reports), text))
    if len(parts) == 1:
        (_, text) = parts[0]
        return f"{text[0].upper()}{text[1:]}."
    return " ".join(f"{quantity(count, 'report')}: {text}." for count, text in parts)


def _curators(store: Store, method: str, way: _Way) -> str:
    """Return text that says who curated reports, or how the grades were confirmed.

    The text names the curators if two conditions are met. The method is curation by
    hand or by a language model. All reports of the group have the same curators.
    Otherwise, the text says how the grades were confirmed.

    Args:
        store: The graph.
        method: The method of confirmation, a key of `CONFIRMED`.
        way: The group of reports whose grades were confirmed by this method. The group
            also has the days of confirmation.
    """
    if method in _CURATED:
        known = {
            curated_by(store, _part(store, name, "curation")) for name in way.reports
        }
        (text, *more) = known
        if text and not more:
            return text
    return confirmed_words(method, way.days)


def _ways(store: Store, names: Collection[str]) -> dict[str, _Way]:
    """Group the given reports by the method that confirmed their awarded grades.

    The keys of the result are keys of `CONFIRMED`. If the graph has no confirmation for
    a report's grades, the key is the method by which the report was curated.
    """
    ways: dict[str, _Way] = {}
    confirmed = _confirmations_of_grades(store, names)
    for name, methods in confirmed.items():
        (method, *more) = sorted(methods)
        _add(ways, "both" if more else method, name, _page_day(store, name))
    for quad in store.quads_for_pattern(None, INSP.curationMethod, None, None):
        name = report_of(str(quad.subject))
        if name in names and name not in confirmed:
            _add(ways, _value(quad.object), name, "")
    return ways


def _add(ways: dict[str, _Way], method: str, name: str, day: str) -> None:
    """Add a report to the group for the method that confirmed the grades of the report.

    The day of the confirmation is also added to the group.
    """
    way = ways.setdefault(method, _Way(set(), set()))
    way.reports.add(name)
    way.days.add(day)


def _confirmations_of_grades(
    store: Store, names: Collection[str]
) -> dict[str, set[str]]:
    """Return the methods that confirmed the grades of reports, keyed by report.

    Only awarded grades are considered. Recommendations and quoted grades may be
    confirmed by other methods.
    """
    found: dict[str, set[str]] = {}
    for kind in (INSP.Judgement, INSP.NoJudgement):
        for quad in store.quads_for_pattern(None, RDF.type, kind, None):
            name = report_of(str(quad.subject))
            if name in names and isinstance(quad.subject, NamedNode):
                for one in objects(store, quad.subject, INSP.confirmation):
                    found.setdefault(name, set()).add(_method(one))
    return found


def _method(confirmation: Term) -> str:
    """Return the method of a confirmation.

    The method is the last part of the confirmation's IRI.
    """
    return str(confirmation).rstrip(">").rpartition("/")[2]


def _page_day(store: Store, name: str) -> str:
    """Return the day on which a report's grades were compared with its pages, or ""."""
    page = _part(store, name, "confirmation", "page")
    for quad in store.quads_for_pattern(page, INSP.confirmedOn, None, None):
        return _value(quad.object)
    return ""


def _value(term: Term) -> str:
    """Return the text of a literal."""
    return str(getattr(term, "value", ""))


def _days(days: Collection[str]) -> str:
    """Return days as text: `on …` for one day, and `from … to …` for several days."""
    first, last = min(days), max(days)
    if first == last:
        return f"on {first}"
    return f"from {first} to {last}"


# Words of reports


def words_notes(store: Store, names: Sequence[str]) -> Iterator[str]:
    """Yield sentences on the rights and the source of words quoted from reports.

    Args:
        store: The graph.
        names: The names of the reports.
    """
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
    """Return the code for a report's rights, such as `open-government-licence`, or ""."""
    rights = _part(store, name, "rights")
    for quad in store.quads_for_pattern(rights, DCTERMS.identifier, None, None):
        return _value(quad.object)
    return ""


def _publishers(store: Store, names: Iterable[str]) -> str:
    """Return the names of the inspectorates that made the given reports."""
    found: set[NamedNode] = set()
    for name in names:
        found |= objects(store, _part(store, name, "inspection"), INSP.inspectedBy)
    return listed(sorted(label(store, one) for one in found))
