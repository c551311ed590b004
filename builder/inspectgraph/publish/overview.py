"""The pages about the whole: overview, reports, questions, ontology, data, and about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from inspectgraph.publish.graph import Graph
from inspectgraph.publish.records import Inspected
from inspectgraph.publish.site import File, Site
from inspectgraph.query.questions import Question, questions
from inspectgraph.rdf.namespaces import BASE, DEF, INSP, OWL, SKOS

__all__ = ["overview_pages"]

_COUNTS: Final = (
    (INSP.Report, "reports"),
    (INSP.Authority, "councils"),
    (INSP.Judgement, "grades awarded"),
    (INSP.ReportedJudgement, "grades quoted"),
    (INSP.Finding, "findings"),
    (INSP.Recommendation, "recommendations"),
    (INSP.Measurement, "figures"),
    (INSP.Theme, "themes"),
)
_TERMS: Final = (
    ("Classes", (OWL.Class,)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)),
)
_SIGNS: Final = {
    "heat-map": "Strengths and weaknesses by report and theme",
    "timeline": "Grades over time, by council and regime",
    "councils": "Overall grades of full inspections, by council",
    "themes-together": "Themes that occur in the same statements",
    "network": "Councils, reports and themes",
}


def overview_pages(site: Site, dumps: Mapping[str, int]) -> Iterator[File]:
    """Yield the pages about the whole.

    Args:
        site: The site.
        dumps: The size in bytes of each file of the published graph, by its path.
    """
    graph = site.graph
    reports = [site.report(iri) for iri in graph.instances(INSP.Report)]
    reports.sort(key=lambda report: report.order)
    counts = [(words, len(graph.instances(kind))) for kind, words in _COUNTS]
    pictures = list(_pictures(dumps))
    yield site.page(
        "index",
        "index",
        site.settings.title,
        counts=dict(counts),
        full=[report for report in reports if report.is_full],
        frameworks=_frameworks(reports),
    )
    yield site.page("reports", "reports", "Reports", years=_years(reports))
    yield site.page("pictures", "pictures", "Pictures", pictures=pictures)
    yield from _question_pages(site)
    yield from _ontology(site)
    yield site.page(
        "data", "data", "Data and downloads", dumps=_dump_rows(graph, dumps)
    )
    yield site.page("about", "about", "About this site")


def _frameworks(reports: Sequence[Inspected]) -> list[tuple[str, int]]:
    """Return the frameworks with the number of their reports, in order of time."""
    found = Counter(report.framework for report in reports if report.framework)
    return list(found.items())


def _years(reports: Iterable[Inspected]) -> dict[str, list[Inspected]]:
    """Return the reports by the year in which the inspection began."""
    years: dict[str, list[Inspected]] = {}
    for report in reports:
        years.setdefault(report.year or "Year not printed", []).append(report)
    return years


def _pictures(dumps: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the title of each picture."""
    for name, title in _SIGNS.items():
        path = f"pictures/{name}.svg"
        if path in dumps:
            yield f"graphs/{path}", title


def _question_pages(site: Site) -> Iterator[File]:
    """Yield the list of named questions, the page of each, and its query."""
    known = questions()
    yield site.page("questions", "questions", "Named questions", questions=known)
    for one in known:
        yield site.page(f"question/{one.name}", "question", one.title, question=one)
        yield f"question/{one.name}.rq", _query(one)


def _query(question: Question) -> bytes:
    """Return the file of a question, which ends in a line break."""
    return f"{question.text.rstrip()}\n".encode()


def _ontology(site: Site) -> Iterator[File]:
    """Yield the page of the ontology, which lists its terms and its concept schemes."""
    graph = site.graph
    terms = [
        (
            heading,
            [
                iri
                for iri in graph.by_label(graph.instances(*kinds))
                if iri.startswith(DEF)
            ],
        )
        for heading, kinds in _TERMS
    ]
    schemes = graph.by_label(graph.instances(SKOS.ConceptScheme))
    iri = f"{BASE}ontology"
    yield from site.resource(
        iri,
        "ontology",
        "Ontology and vocabularies",
        terms=terms,
        schemes=schemes,
        own=graph.resource(iri),
    )


def _dump_rows(graph: Graph, dumps: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Return path, size and what it holds for each Turtle file of the graph."""
    rows: list[tuple[str, str, str]] = []
    for path, size in sorted(dumps.items()):
        if path.endswith(".ttl"):
            rows.append((path, _size(size), _holds(graph, path)))
    return rows


def _holds(graph: Graph, path: str) -> str:
    """Return what a Turtle file of the published graph holds."""
    shared = {
        "catalogue.ttl": "Description of the data sets, in DCAT and VoID",
        "ontology.ttl": "Classes, properties and concept schemes",
        "registry.ttl": "Councils, bodies, services, frameworks and comparisons",
        "inferred.ttl": "What follows from the other graphs",
    }
    name = path.removeprefix("reports/").removesuffix(".ttl")
    return shared.get(path) or graph.label(f"{BASE}id/report/{name}")


def _size(number: int) -> str:
    """Return a size in kilobytes or megabytes.

    >>> _size(900), _size(2_500_000)
    ('1 kB', '2.5 MB')
    """
    if number < 1_000_000:
        return f"{max(round(number / 1000), 1)} kB"
    return f"{number / 1_000_000:.1f} MB"
