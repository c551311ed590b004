"""The page of each council, with a picture of its grades by year, and the list of councils."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from pyoxigraph import NamedNode

from inspectgraph.draw.corpus import TimeInUse
from inspectgraph.files.spreadsheet import safe_csv
from inspectgraph.publish.council_strip import council_strip
from inspectgraph.publish.graph import Graph, last_part
from inspectgraph.publish.overview import Maker
from inspectgraph.publish.records import (
    Grade,
    Inspected,
    Pair,
    official_page,
    page_name,
    pairs_of,
)
from inspectgraph.publish.site import Page, Site
from inspectgraph.rdf.namespaces import INSP, ORG

__all__ = [
    "council_files",
    "council_lists",
    "council_page",
    "last_day",
    "overall_first",
]

_COLUMNS: Final = (
    "council",
    "framework",
    "inspection_first_day",
    "inspection_last_day",
    "published",
    "aspect",
    "grade_of",
    "grade",
    "kind",
    "time_as_printed",
    "report",
    "confirmed",
    "iri",
)
_NO_REGION: Final = "Region not in the graph"
#: After every day; days are compared as ISO dates.
_NEVER: Final = "9999"


@dataclass(frozen=True, slots=True)
class Regime:
    """A council's grades under one framework, by aspect (rows) and by inspection (columns)."""

    framework: str
    since: str
    inspections: Sequence[Inspected]
    rows: Sequence[tuple[str, Sequence[Sequence[Grade]]]]


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """The numbers of a council's statements on one theme, by polarity."""

    theme: str
    strengths: int
    weaknesses: int
    others: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A council in the list of councils: its IRI, name, region and number of reports."""

    iri: str
    name: str
    region: str
    reports: int
    in_depth: int


def council_lists(site: Site) -> dict[str, Maker]:
    """Return a mapping with one entry: the page that lists the councils.

    The key is the path of the page. The value is the function that makes the page.
    """
    return {
        "council/index.html": partial(_find, site),
    }


def _reports_of(site: Site, council: str) -> list[Inspected]:
    """Return the reports on a council in order of time."""
    found: list[Inspected] = []
    for inspection in site.graph.subjects(INSP.inspectedAuthority, council):
        found += map(site.report, site.graph.subjects(INSP.reportOf, inspection))
    return sorted(found, key=lambda report: report.order)


def _grades_of(site: Site, iri: str) -> list[Grade]:
    """Return the grades of all reports on a council."""
    reports = _reports_of(site, iri)
    return [grade for report in reports for grade in site.grades(report.iri)]


def _entry(graph: Graph, iri: str, reports: Sequence[Inspected]) -> Entry:
    in_depth = sum(report.is_full for report in reports)
    return Entry(iri, graph.label(iri), _region(graph, iri), len(reports), in_depth)


def _region(graph: Graph, council: str) -> str:
    """Return the name of the region of a council."""
    area = graph.resource(council).link(INSP.area)
    region = graph.resource(area).link(INSP.region) if area else ""
    return graph.label(region) if region else _NO_REGION


# The page of a council


def council_page(site: Site, iri: str, dated: str = "") -> bytes:
    """Return the page of a council.

    Args:
        site: The site.
        iri: The council.
        dated: The day in the path of a dated copy of the page. For the current page,
            `dated` is "".
    """
    graph = site.graph
    reports = _reports_of(site, iri)
    grades = _grades_of(site, iri)
    quoted = [grade for grade in grades if grade.kind == "quoted"]
    awarded = [grade for grade in grades if grade.kind != "quoted"]
    regimes = _regimes(graph, awarded)
    known = {grade.iri: grade for grade in grades}
    pairs = [one for one in _pairs(graph, awarded, iri) if one.earlier in known]
    full = [report for report in reports if report.is_full]
    context: dict[str, Any] = {
        "council": graph.resource(iri),
        "region": _region(graph, iri),
        "official": official_page(graph, iri),
        "official_name": page_name(official_page(graph, iri), graph.label(iri)),
        "reports": reports,
        "regimes": regimes,
        "quoted": sorted(quoted, key=lambda one: (one.order or "9999", one.iri)),
        "pairs": pairs,
        "between": _between(pairs, known),
        "grades": known,
        "not_held": _not_held(graph, site.reports, regimes, iri),
        "strip": council_strip(site.councils, iri),
        "changes": _changes(graph, iri),
        "full": full,
        "themes": _themes(graph, full),
        "services": graph.by_label(graph.subjects(INSP.providedBy, iri)),
        "bodies": _bodies(graph, iri),
        "day_known": last_day(site, iri),
        "dated": dated,
    }
    page = Page(site, f"council/{_slug(graph, iri)}/{dated or 'index'}", "", iri)
    return replace(page, title=graph.label(iri)).html("council", **context)


def council_files(site: Site, iri: str) -> dict[str, Maker]:
    """Return the functions that make the additional files of a council, keyed by path.

    One file is a table of the grades. The other file is a copy of the council's page.
    The path of the copy contains a day. Later runs do not remove the copy.
    """
    folder = f"council/{_slug(site.graph, iri)}"
    made: dict[str, Maker] = {f"{folder}/grades.csv": partial(_table, site, iri)}
    if when := last_day(site, iri):
        made[f"{folder}/{when}.html"] = partial(council_page, site, iri, when)
    return made


def last_day(site: Site, iri: str) -> str:
    """Return the last day on which a report on a council was curated or checked, or ""."""
    days: set[str] = set()
    for report in _reports_of(site, iri):
        own = site.graph.resource(report.iri)
        for statement in site.graph.subjects(INSP.correctionOf, report.iri):
            days.update(site.graph.resource(statement).texts(INSP.correctedOn))
        for curation in site.graph.resources(own.links(INSP.curation)):
            days.update(curation.texts(INSP.curatedOn))
        for grade in site.grades(report.iri):
            days.update(_checked(site.graph, grade.iri))
    return max(days, default="")[:10]


def _checked(graph: Graph, statement: str) -> Iterator[str]:
    """Yield the days on which a statement was confirmed or corrected."""
    for one in graph.resources(graph.resource(statement).links(INSP.confirmation)):
        yield from one.texts(INSP.confirmedOn)
    for one in graph.resources(graph.subjects(INSP.correctionOf, statement)):
        yield from one.texts(INSP.correctedOn)


def _slug(graph: Graph, council: str) -> str:
    """Return the name of the folder that contains the page of a council."""
    found = graph.addresses.of(council)
    return found.page.split("/")[1] if found else last_part(council)


def _regimes(graph: Graph, grades: Iterable[Grade]) -> list[Regime]:
    """Group the grades of a council by framework, in order of the first inspection."""
    by_framework: dict[str, list[Grade]] = {}
    for grade in grades:
        by_framework.setdefault(grade.framework, []).append(grade)
    return [
        _regime(graph, framework, own)
        for framework, own in sorted(
            by_framework.items(),
            key=lambda pair: min(one.report.order for one in pair[1]),
        )
    ]


def _regime(graph: Graph, framework: str, grades: Sequence[Grade]) -> Regime:
    reports = sorted(
        {grade.report for grade in grades}, key=lambda report: report.order
    )
    cells: dict[tuple[str, str], list[Grade]] = {}
    for grade in grades:
        cells.setdefault((grade.aspect, grade.report.iri), []).append(grade)
    aspects = sorted(
        {grade.aspect for grade in grades},
        key=lambda aspect: (not _is_overall(aspect), graph.label(aspect), aspect),
    )
    rows = [
        (aspect, [cells.get((aspect, report.iri), []) for report in reports])
        for aspect in aspects
    ]
    return Regime(framework, in_use(graph, framework), reports, rows)


def overall_first(grade: Grade) -> tuple[bool, str, str]:
    """Return a sort key that puts overall grades before all other grades of a report."""
    return not _is_overall(grade.aspect), grade.aspect, grade.iri


def _is_overall(aspect: str) -> bool:
    return "overall" in last_part(aspect)


def in_use(graph: Graph, framework: str) -> str:
    """Return the period in which a framework was in use, such as `November 2013 to July 2018`."""
    found = graph.resource(framework)
    times = (found.link(INSP.inUseFrom), found.link(INSP.inUseUntil))
    since, until = (
        graph.resource(one).text(INSP.printed) if one else "" for one in times
    )
    return TimeInUse(since=since, until=until.removeprefix("by ")).words


def _pairs(graph: Graph, grades: Sequence[Grade], council: str) -> list[Pair]:
    """Pair each grade of a council with the previous grade, in the order of the reports."""
    ordered = sorted(
        grades,
        key=lambda one: (one.report.order, not _is_overall(one.aspect), one.aspect),
    )
    return pairs_of(graph, (grade.iri for grade in ordered), council)


def _between(
    pairs: Iterable[Pair], known: Mapping[str, Grade]
) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Count the pairs of grades from two different frameworks, grouped by comparability."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for pair in pairs:
        earlier, later = known[pair.earlier].framework, known[pair.later].framework
        if earlier != later:
            found.setdefault((earlier, later), Counter())[pair.comparability] += 1
    return [(*regimes, sorted(counts.items())) for regimes, counts in found.items()]


def _not_held(
    graph: Graph, reports: Iterable[Inspected], held: Sequence[Regime], council: str
) -> list[str]:
    """Return the frameworks of the given reports under which a council has no grades.

    `held` has the frameworks under which it has grades. A framework that was in use only
    before the council began, or after it ended, is left out.
    """
    known = {regime.framework for regime in held} | {""}
    began, ended = _life(graph, council)
    return [
        framework
        for framework in graph.by_label(
            {report.framework for report in reports} - known
        )
        if _ends_of_use(graph, framework)[1] >= began
        and _ends_of_use(graph, framework)[0] <= ended
    ]


def _life(graph: Graph, council: str) -> tuple[str, str]:
    """Return the days on which changes created and abolished a council, or widest bounds.

    A change that the council both precedes and outlives did neither.
    """
    after = set(graph.subjects(ORG.resultingOrganization, council))
    before = set(graph.subjects(ORG.originalOrganization, council))
    began = [
        _bound(graph, change, INSP.changeTime, INSP.earliest)
        for change in after - before
    ]
    ended = [
        _bound(graph, change, INSP.changeTime, INSP.latest) for change in before - after
    ]
    return min(began, default=""), max(ended, default="") or _NEVER


def _ends_of_use(graph: Graph, framework: str) -> tuple[str, str]:
    """Return the first and the last day on which a framework may have been in use."""
    first = _bound(graph, framework, INSP.inUseFrom, INSP.earliest)
    return first, _bound(graph, framework, INSP.inUseUntil, INSP.latest) or _NEVER


def _bound(graph: Graph, iri: str, when: NamedNode, end: NamedNode) -> str:
    """Return the first or the last day of a time of a resource, or ""."""
    time = graph.resource(iri).link(when)
    return graph.resource(time).text(end) if time else ""


def _changes(graph: Graph, council: str) -> list[str]:
    """Return the changes that created or abolished a council."""
    changes: list[str] = []
    for property_ in (ORG.originalOrganization, ORG.resultingOrganization):
        changes += graph.subjects(property_, council)
    return sorted(set(changes))


def _themes(graph: Graph, reports: Iterable[Inspected]) -> list[ThemeCount]:
    """Count statements by theme in the given reports, in the order of the themes' labels."""
    counts: dict[str, Counter[str]] = {}
    for report in reports:
        for one in graph.subjects(INSP.statedIn, report.iri):
            themes = graph.links(one, INSP.theme)
            polarity = last_part(next(iter(graph.links(one, INSP.polarity)), ""))
            for theme in themes:
                counts.setdefault(theme, Counter())[polarity] += 1
    return [_theme_count(theme, counts[theme]) for theme in graph.by_label(counts)]


def _theme_count(theme: str, own: Counter[str]) -> ThemeCount:
    strengths, weaknesses = own["strength"], own["weakness"]
    return ThemeCount(
        theme, strengths, weaknesses, own.total() - strengths - weaknesses
    )


def _bodies(graph: Graph, council: str) -> list[str]:
    """Return the bodies that serve the area of a council."""
    area = graph.resource(council).link(INSP.area)
    return graph.by_label(graph.subjects(INSP.servesArea, area)) if area else []


def _table(site: Site, council: str) -> bytes:
    """Return the grades of a council as CSV, safe to open in a spreadsheet."""
    name = site.graph.label(council)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for grade in _grades_of(site, council):
        writer.writerow(_row(site.graph, name, grade))
    return safe_csv(out.getvalue(), "\n").encode()


def _row(graph: Graph, council: str, grade: Grade) -> Sequence[str]:
    """Return the row for one grade in a council's table of grades."""
    is_quoted = grade.kind == "quoted"
    report = grade.report
    return (
        council,
        graph.label(grade.framework) if grade.framework else "",
        "" if is_quoted else report.first,
        "" if is_quoted else report.last,
        report.published,
        graph.label(grade.aspect) if grade.aspect else "",
        grade.reported_of,
        graph.label(grade.grade) if grade.grade else "",
        grade.kind,
        grade.time,
        report.name,
        grade.confirmed,
        grade.iri,
    )


# All councils


def _find(site: Site) -> bytes:
    """Return the page that lists all councils by region."""
    regions: dict[str, list[Entry]] = {}
    known = [
        _entry(site.graph, iri, _reports_of(site, iri))
        for iri in site.graph.instances(INSP.Authority)
    ]
    for entry in sorted(known, key=lambda one: (one.name.casefold(), one.iri)):
        regions.setdefault(entry.region, []).append(entry)
    ordered = sorted(regions.items(), key=lambda pair: (pair[0] == _NO_REGION, pair[0]))
    return site.page(
        "council/index",
        "councils",
        "Find a council",
        regions=ordered,
        councils=len(known),
        held=sum(entry.reports > 0 for entry in known),
    )
