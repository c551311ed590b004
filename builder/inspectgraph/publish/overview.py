"""The pages about the whole graph: overview, reports, questions, ontology, data, and about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_terms import POLICY
from inspectgraph.publish.corrections import FEED, corrections_page, feed
from inspectgraph.publish.dataset_markup import dataset_markup
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.records import Inspected
from inspectgraph.publish.site import Site
from inspectgraph.publish.words import FLAGSHIP
from inspectgraph.query.questions import Question, questions
from inspectgraph.rdf.namespaces import DEF, INSP, OWL, SKOS

__all__ = ["Maker", "ontology_page", "overview_pages"]

#: A function that makes a file when it is needed.
Maker = Callable[[], bytes]

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


def overview_pages(site: Site) -> dict[str, Maker]:
    """Return the functions that make the files about the whole graph, keyed by path."""
    made: dict[str, Maker] = {
        "index.html": partial(_index, site),
        "reports.html": partial(_reports, site),
        "pictures.html": partial(_pictures, site),
        "questions.html": partial(_questions, site),
        "data.html": partial(_data, site),
        POLICY: partial(corrections_page, site),
        FEED: partial(feed, site),
        "about.html": partial(site.page, "about", "about", "About this site"),
    }
    for one in questions():
        path = f"question/{one.name}"
        page = partial(site.page, path, "question", one.title, question=one)
        made[f"{path}.html"] = page
        made[f"{path}.rq"] = partial(_query, one)
    return made


def _index(site: Site) -> bytes:
    """Return the first page: the contents of the graph, and the depth of its curation."""
    counts = {words: len(site.graph.instances(kind)) for kind, words in _COUNTS}
    return site.page(
        "index",
        "index",
        site.settings.title,
        counts=counts,
        markup=dataset_markup(site.settings),
        feed=FEED,
        full=[report for report in site.reports if report.is_full],
        frameworks=_frameworks(site.reports),
        question=next((one for one in questions() if one.name == FLAGSHIP), None),
    )


def _reports(site: Site) -> bytes:
    return site.page("reports", "reports", "Reports", years=_years(site.reports))


def _pictures(site: Site) -> bytes:
    """Return the page with the pictures of the published graph."""
    found = [
        (f"graphs/pictures/{name}.svg", title)
        for name, title in _SIGNS.items()
        if f"pictures/{name}.svg" in site.dumps
    ]
    return site.page("pictures", "pictures", "Pictures", pictures=found)


def _questions(site: Site) -> bytes:
    return site.page("questions", "questions", "Named questions", questions=questions())


def _data(site: Site) -> bytes:
    title = "Data and downloads"
    return site.page("data", "data", title, dumps=_dump_rows(site))


def _frameworks(reports: Sequence[Inspected]) -> list[tuple[str, int]]:
    """Return each framework and the number of its reports.

    The frameworks are in the order of their first reports.
    """
    found = Counter(report.framework for report in reports if report.framework)
    return list(found.items())


def _years(reports: Iterable[Inspected]) -> dict[str, list[Inspected]]:
    """Return the reports, grouped by the year in which the inspection began."""
    years: dict[str, list[Inspected]] = {}
    for report in reports:
        years.setdefault(report.year or "Year not printed", []).append(report)
    return years


def _query(question: Question) -> bytes:
    """Return the text of a named question's file. The text ends with a line break."""
    return f"{question.text.rstrip()}\n".encode()


def ontology_page(site: Site, iri: str) -> bytes:
    """Return the page of the ontology, which lists its terms and its concept schemes."""
    graph = site.graph
    terms = [(heading, _terms(graph, kinds)) for heading, kinds in _TERMS]
    schemes = graph.by_label(graph.instances(SKOS.ConceptScheme))
    return site.resource(
        iri,
        "ontology",
        "Ontology and vocabularies",
        terms=terms,
        schemes=schemes,
        own=graph.resource(iri),
    )


def _terms(graph: Graph, kinds: Sequence[NamedNode]) -> list[str]:
    """Return the ontology terms of the given kinds, in the order of their labels."""
    found = graph.by_label(graph.instances(*kinds))
    return [iri for iri in found if iri.startswith(DEF)]


def _dump_rows(site: Site) -> list[tuple[str, str, str]]:
    """Return the path, the size and a description of each Turtle file of the graph."""
    rows: list[tuple[str, str, str]] = []
    for path, file in sorted(site.dumps.items()):
        if path.endswith(".ttl"):
            size = _size(file.stat().st_size)
            rows.append((path, size, _holds(site.graph, path)))
    return rows


def _holds(graph: Graph, path: str) -> str:
    """Return a description of the contents of a Turtle file of the published graph."""
    shared = {
        "catalogue.ttl": "Description of the data sets, in DCAT and VoID",
        "ontology.ttl": "Classes, properties and concept schemes",
        "registry.ttl": "Councils, bodies, services, frameworks and comparisons",
        "inferred.ttl": "Triples inferred from the other graphs",
    }
    name = path.removeprefix("reports/").removesuffix(".ttl")
    return shared.get(path) or graph.label(f"{graph.base}id/report/{name}")


def _size(number: int) -> str:
    """Return a size in kilobytes or megabytes.

    >>> _size(900), _size(2_500_000)
    ('1 kB', '2.5 MB')
    """
    if number < 1_000_000:
        return f"{max(round(number / 1000), 1)} kB"
    return f"{number / 1_000_000:.1f} MB"
