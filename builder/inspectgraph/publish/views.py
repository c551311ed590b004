"""The linked views of the graph, such as the overview, the heat map and the network.

Each view is complete without a script. A table comes first. A picture below the table
shows the same figures. The scripts in `web/src/views` add sorting, filters and the
network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils import read_councils
from inspectgraph.draw.svg import box, label, tag
from inspectgraph.publish.records import Inspected
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.views_counts import Count, Themes, read_themes
from inspectgraph.publish.views_files import Maker, made
from inspectgraph.publish.views_heat_map import cell_page, heat_map_files
from inspectgraph.publish.views_network import network_files
from inspectgraph.publish.views_sparql import QUERIES
from inspectgraph.publish.views_strips import council_files
from inspectgraph.publish.words import FLAGSHIP
from inspectgraph.query.questions import questions
from inspectgraph.rdf.namespaces import BASE, INSP

__all__ = ["view_files", "view_pages"]

#: In pixels: the width of a year, the height of the bars, and of the line of years below.
_YEAR, _BARS, _NAMES = 46, 160, 24


@dataclass(frozen=True, slots=True)
class Held:
    """A framework with its numbers of reports and councils.

    `first` and `last` are the years of its first and its last inspection.
    """

    framework: str
    reports: int
    in_depth: int
    councils: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Depth:
    """A report that was curated in full, with the numbers of its statements and passages."""

    report: Inspected
    count: Count
    themes: int
    passages: int
    covered: str
    of: str


def view_files(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield each file of the views as a pair: its path, and the function that makes it.

    Args:
        site: The site.
    """
    corpus = read_corpus(site.graph.store)
    councils = read_councils(corpus)
    themes = read_themes(site.graph, corpus)
    yield "view/index.html", made(_overview, site, corpus, themes)
    yield from heat_map_files(site, corpus, themes)
    yield "view/timeline.html", made(_timeline, site, corpus)
    yield from council_files(site, corpus, councils)
    yield from network_files(site, corpus)
    for name, text in QUERIES.items():
        yield f"view/{name}.rq", text.encode


def view_pages(site: Site) -> Iterator[File]:
    """Yield each file of the views as a pair: its path and its content.

    Each file is made only when the caller asks for the next pair.
    """
    for path, maker in view_files(site):
        yield path, maker()


def _overview(site: Site, corpus: Corpus, themes: Themes) -> File:
    """Return the overview of the graph: contents, depth, and links to the other views."""
    reports = [site.report(report.iri) for report in corpus.reports]
    flagship = next((one for one in questions() if one.name == FLAGSHIP), None)
    theme = f"{BASE}theme/{flagship.theme}" if flagship else ""
    counts = themes.counts.get(theme, {})
    return site.page_file(
        "view/index",
        "views_overview",
        "What is in the graph, and how deeply it was curated",
        view="overview",
        held=list(_held(reports)),
        reports=reports,
        depth=[_depth(site, themes, report) for report in reports if report.is_full],
        question=flagship,
        theme=theme,
        answers=[
            (report, counts[report.iri], f"{cell_page(report, theme)}.html")
            for report in reports
            if report.iri in counts
        ],
        silent=[
            report for report in reports if report.is_full and report.iri not in counts
        ],
        query=QUERIES["overview"],
    )


def _held(reports: Sequence[Inspected]) -> Iterator[Held]:
    """Yield the numbers of reports for each framework, in order of the first inspection."""
    groups: dict[str, list[Inspected]] = {}
    for report in sorted(reports, key=lambda one: one.order):
        groups.setdefault(report.framework, []).append(report)
    for framework, own in groups.items():
        days = sorted(report.first for report in own if report.first)
        yield Held(
            framework,
            len(own),
            sum(report.is_full for report in own),
            len({council for report in own for council in report.authorities}),
            days[0][:4] if days else "",
            days[-1][:4] if days else "",
        )


def _depth(site: Site, themes: Themes, report: Inspected) -> Depth:
    graph = site.graph
    own = graph.resource(report.iri)
    return Depth(
        report,
        themes.by_report.get(report.iri) or Count(),
        sum(report.iri in counts for counts in themes.counts.values()),
        len(graph.subjects(INSP.passageOf, report.iri)),
        own.text(INSP.coveredUnitCount),
        own.text(INSP.unitCount),
    )


# Inspections over time


def _timeline(site: Site, corpus: Corpus) -> File:
    """Return the page of all inspections by year, which links to the timelines of councils."""
    reports = [site.report(report.iri) for report in corpus.reports]
    frameworks = list(dict.fromkeys(one.framework for one in _by_day(reports)))
    years: dict[str, dict[str, list[Inspected]]] = {}
    for report in reports:
        own = years.setdefault(report.year or "not printed", {})
        own.setdefault(report.framework, []).append(report)
    grades: dict[str, list[int]] = {}
    for grade in corpus.grades:
        grades.setdefault(grade.authority, [0, 0])[grade.quoted] += 1
    regions: dict[str, list[str]] = {}
    for iri in site.graph.by_label(grades):
        regions.setdefault(
            corpus.regions.get(iri, "Region not in the graph"), []
        ).append(iri)
    ordered = dict(sorted(years.items()))
    return site.page_file(
        "view/timeline",
        "views_timelines",
        "Inspections over time",
        view="timeline",
        years=ordered,
        frameworks=frameworks,
        regions=dict(sorted(regions.items())),
        grades=grades,
        bars=_bars(ordered),
        reports=len(reports),
        query=QUERIES["timeline"],
    )


def _by_day(reports: Sequence[Inspected]) -> list[Inspected]:
    return sorted(reports, key=lambda report: report.order)


def _bars(years: Mapping[str, Mapping[str, Sequence[Inspected]]]) -> Markup:
    """Return a bar chart of the reports by year.

    In each bar, the reports that were curated in full are below the others.
    """
    numbers = [int(year) for year in years if year.isdigit()]
    if not numbers:
        return Markup("")
    span = range(min(numbers), max(numbers) + 1)
    found = {
        year: [one for own in years.get(str(year), {}).values() for one in own]
        for year in span
    }
    most = max(map(len, found.values()))
    parts = [_bar(n, year, found[year], most) for n, year in enumerate(span)]
    drawn = tag(
        "svg",
        *parts,
        width=len(parts) * _YEAR,
        height=_BARS + _NAMES + 20,
        aria_hidden="true",
        class_="bars",
    )
    return Markup(drawn)  # noqa: S704 - drawn from numbers


def _bar(n: int, year: int, reports: Sequence[Inspected], most: int) -> str:
    """Return the bar of a year, with its number above and the year below."""
    left, right, foot = n * _YEAR + 6, (n + 1) * _YEAR - 6, _BARS + 20
    full = sum(report.is_full for report in reports)
    middle = foot - full / most * _BARS
    top = foot - len(reports) / most * _BARS
    look = {"text_anchor": "middle"}
    x = (left + right) / 2
    parts = [
        box(left, top, right, middle, fill="none", class_="bar"),
        box(left, middle, right, foot, fill="none", class_="bar deep"),
        label(str(year), x, foot + 17, 12, class_="quiet", **look),
    ]
    if reports:
        parts.append(label(str(len(reports)), x, top - 5, 12, class_="ink", **look))
    return tag("g", *parts)
