"""The data of the linked views: their figures are those of the SPARQL behind them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, Store

from inspectgraph.build import build
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.heat_map import ALL, read_heat_map
from inspectgraph.publish import SiteSettings
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.site import Site
from inspectgraph.publish.views import view_pages
from inspectgraph.publish.views_counts import read_themes
from inspectgraph.publish.views_network import read_network
from inspectgraph.publish.views_sparql import QUERIES, of_theme, of_theme_in_report
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.store import open_published

SMALL = Path(__file__).parents[1] / "projects" / "small"
JAR = "netherford-jar-2008"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of the small project."""
    project = tmp_path_factory.mktemp("views") / "project"
    shutil.copytree(SMALL, project)
    build(project, draw=False)
    return open_published(project / "graphs")


def views(store: Store) -> dict[str, bytes]:
    """Return the files of the views of a graph, by path."""
    return dict(view_pages(Site(Graph(store), SiteSettings())))


@pytest.fixture(scope="module")
def files(store: Store) -> dict[str, bytes]:
    """The files of the linked views, by path."""
    return views(store)


def rows(store: Store, query: str) -> list[dict[str, str]]:
    """Return the answer to a query over the union of the named graphs."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [one.value for one in found.variables]
    return [
        {name: one[name].value for name in names if one[name] is not None}
        for one in found
    ]


def for_grades_only(store: Store, *reports: str) -> Store:
    """Return a copy of a graph in which some reports were curated for their grades only."""
    made = Store()
    made.extend(store)
    for name in reports:
        depth = f"<{BASE}id/report/{name}> <{BASE}def/depth>"
        made.update(f"DELETE WHERE {{ GRAPH ?g {{ {depth} ?d }} }}")
        made.update(
            f"INSERT DATA {{ GRAPH <{BASE}graph/x> {{ {depth} <{BASE}depth/grades> }} }}"
        )
    return made


def cells(page: bytes) -> dict[str, list[str]]:
    """Return the cells of each row of a heat map, by the row's key."""
    found = {}
    for key, row in re.findall(
        r'<tr data-key="([^"]*)"[^>]*>(.*?)</tr>', page.decode(), re.DOTALL
    ):
        found[key] = re.findall(r"<td class[^>]*>.*?</td>", row, re.DOTALL)
    return found


def test_heat_map_has_the_figures_of_its_query(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """Each cell of broad themes counts what the query counts, and nothing is left out."""
    table = list(csv.DictReader(io.StringIO(files["view/heat-map.csv"].decode())))
    own = {
        (one["theme"], one["report"]): (one["strengths"], one["weaknesses"])
        for one in table
        if one["theme"] == one["broad_theme"]
    }
    asked = {
        (one["theme"], one["report"]): (one["strengths"], one["weaknesses"])
        for one in rows(store, QUERIES["heat-map"])
    }
    assert own == asked
    assert len(own) > 5


def test_heat_map_has_the_figures_of_the_picture(store: Store) -> None:
    """The view counts as the picture of `draw` does."""
    corpus = read_corpus(store)
    themes = read_themes(Graph(store), corpus)
    drawn = 0
    for (report, theme), cell in read_heat_map(corpus, 8).cells.items():
        if report == ALL and theme != ALL:
            count = themes.totals.get(theme)
            own = (count.strengths, count.weaknesses) if count else (0, 0)
            assert own == cell.counts, theme
            drawn += 1
    assert drawn == 13


def test_heat_map_says_how_closely_each_report_was_curated(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The page says how closely each report was curated, in the picture's words."""
    corpus = read_corpus(store)
    caption = read_heat_map(corpus, 8).subtitle[-1]
    page = files["view/heat-map.html"].decode()
    said = re.search(
        r'id="closeness">How closely the reports were curated: (.*?)</p>', page
    )
    assert said
    assert said[1] == caption[0].lower() + caption[1:]
    for report in corpus.in_full:
        density = corpus.densities[report.iri]
        assert f"{density.per_hundred:.0f} in {density.label}" in said[1]


def test_narrower_themes_have_the_figures_of_their_query(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The page of a broad theme has a row for each narrower theme that the query finds."""
    theme = f"{BASE}theme/early-help"
    asked = {one["theme"] for one in rows(store, of_theme(theme))}
    found = cells(files["view/heat-map/early-help.html"])
    assert {key.replace("-", " ") for key in found} == asked


def test_every_cell_leads_to_its_statements(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The list of a cell has the statements of its query, each with its passage."""
    theme, report = f"{BASE}theme/early-help", f"{BASE}id/report/{JAR}"
    asked = rows(store, of_theme_in_report(theme, report))
    page = files[f"report/{JAR}/theme/early-help.html"].decode()
    assert asked
    for one in asked:
        name = one["statement"].rsplit("/", 1)[-1]
        assert f"/statement/{name}.html" in page
        assert f"passage {one['unit']}</a>" in page


def test_reports_read_for_grades_only_are_not_counted(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """No theme is counted for a report of which only the grades were read."""
    graph = for_grades_only(store, JAR)
    report = f"{BASE}id/report/{JAR}"
    corpus = read_corpus(graph)
    themes = read_themes(Graph(graph), corpus)
    assert report not in themes.by_report
    assert len(themes.by_report) == 1
    assert {one["report"] for one in rows(graph, QUERIES["heat-map"])} == {
        "netherford-sif-2015"
    }


def test_councils_query_has_the_awarded_overall_grades(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The query gives exactly the awarded overall grades that the table has."""
    table = list(csv.DictReader(io.StringIO(files["view/councils.csv"].decode())))
    awarded = [
        (one["council"], one["overall_grade"])
        for one in table
        if one["source"].startswith("awarded")
    ]
    asked = [(one["council"], one["grade"]) for one in rows(store, QUERIES["councils"])]
    assert sorted(awarded) == sorted(asked)
    assert awarded


def test_marks_of_councils_lead_where_the_table_leads(
    files: Mapping[str, bytes],
) -> None:
    """Marks link to the same reports as the table; the Tab key skips the marks."""
    page = files["view/councils.html"].decode()
    marks = re.findall(r'<a tabindex="-1" href="(\.\./report/[^"]+)"', page)
    assert marks
    for href in marks:
        assert page.count(f'href="{href}"') == 2 * marks.count(href)


def test_a_screen_reader_skips_pictures_below_a_table(
    files: Mapping[str, bytes],
) -> None:
    """Pictures that repeat a table are hidden from screen readers."""
    for name in ("view/councils", "council/netherford/timeline"):
        pictures = re.findall("<svg [^>]*>", files[f"{name}.html"].decode())
        marks = [one for one in pictures if 'width="760"' in one]
        assert marks
        assert all('aria-hidden="true"' in one for one in marks)


def test_overview_query_counts_all_reports(store: Store) -> None:
    """The reports by framework and depth add up to all reports."""
    found = rows(store, QUERIES["overview"])
    assert sum(int(one["reports"]) for one in found) == len(read_corpus(store).reports)
    assert {one["depth"] for one in found} == {"in full"}


def test_network_query_has_the_lines_to_themes(store: Store) -> None:
    """Reports and themes are joined by as many statements as the query counts."""
    network = read_network(Graph(store), read_corpus(store))
    own = {}
    for report, near in network.near.items():
        if network.nodes[report][0] == "report":
            for iri, count in near.items():
                kind, label = network.nodes[iri]
                if kind == "theme":
                    own[report.rsplit("/", 1)[-1], label] = len(count.statements)
    asked = {
        (one["report"], one["theme"]): int(one["statements"])
        for one in rows(store, QUERIES["network"])
    }
    assert own == asked


def test_files_of_the_network_fit_each_other(files: Mapping[str, bytes]) -> None:
    """Each node names its file, which has its neighbours; lines go both ways."""
    nodes: list[Any] = json.loads(files["view/data/network/nodes.json"])["nodes"]
    lines = {}
    for index, (_, label, _, file, degree) in enumerate(nodes):
        near = json.loads(files[f"view/data/network/{file}.json"])[str(index)]
        assert len(near) == degree, label
        for other, *counts in near:
            lines[index, other] = counts
    assert all(lines[other, index] == one for (index, other), one in lines.items())


def test_same_bytes_when_made_again(store: Store, files: Mapping[str, bytes]) -> None:
    """The same graph gives the same views."""
    assert views(store) == files


def test_a_graph_without_themes_says_what_to_do(store: Store) -> None:
    """Without a report curated in full, heat map and network say why they are empty."""
    graph = for_grades_only(store, JAR, "netherford-sif-2015")
    made = views(graph)
    for path in ("view/heat-map.html", "view/network.html", "view/index.html"):
        assert "curate a report in full" in made[path].decode(), path
