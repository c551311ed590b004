"""The program that checks a published site finds what is wrong, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Dataset, Store, Triple

from inspectgraph.build import build
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.model.errors import UnreadableError
from inspectgraph.publish import publish, site_files
from inspectgraph.publish.by_report import Divided, ReportTriples, divided
from inspectgraph.publish.run import open_for_pages
from inspectgraph.publish.settings import read_settings
from inspectgraph.rdf.store import open_published
from inspectgraph.store.published import open_graph

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "projects" / "small"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project."""
    project = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL, project)
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="module")
def site(graphs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the graph, written by several processes."""
    folder = tmp_path_factory.mktemp("site") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inspectgraph.publish.run._FEW", 0)
        store = open_for_pages(graphs, 2)
        publish(store, graphs, folder, read_settings(graphs), jobs=2)
    return folder


@pytest.mark.slow
def test_a_store_on_disk_gives_the_same_site(
    site: Path, graphs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph that is too large for memory is read from the store on disk, by each process."""
    opened = tmp_path / "opened"
    opened.mkdir()

    def opening(folder: Path) -> Store:
        (opened / str(os.getpid())).touch()
        return open_graph(folder)

    monkeypatch.setattr("inspectgraph.publish.run._IN_MEMORY", 0)
    monkeypatch.setattr("inspectgraph.publish.run._FEW", 0)
    monkeypatch.setattr("inspectgraph.publish.run.open_graph", opening)
    folder = tmp_path / "site"
    store = open_for_pages(graphs, 2)
    assert store is None
    publish(store, graphs, folder, read_settings(graphs), jobs=2)
    assert not (opened / str(os.getpid())).exists()
    assert len(list(opened.iterdir())) > 1
    assert contents(folder) == contents(site)


@pytest.mark.slow
def test_a_site_made_by_report_is_that_of_the_whole_graph(
    site: Path, graphs: Path
) -> None:
    """The triples of one report and a store give the same files as one store of all triples."""
    found = dict(site_files(open_published(graphs), graphs, read_settings(graphs)))
    written = contents(site)
    del written[MANIFEST]
    assert written == found


def test_a_report_is_known_without_the_store(graphs: Path) -> None:
    """The triples from and to the resources of a report are all in memory, also inferred ones."""
    whole = Dataset(open_published(graphs))
    found = divided(graphs, jobs=1)
    for name in found.files:
        near = ReportTriples(name, found)
        wanted = {
            Triple(quad.subject, quad.predicate, quad.object)
            for quad in whole
            if near.holds(quad.subject, None) or near.holds(None, quad.object)
        }
        read = {Triple(one.subject, one.predicate, one.object) for one in near.store}
        assert len(wanted) > 100
        assert wanted <= read
    assert not any("/id/report/" in iri for iri in found.shared)


def test_a_graph_that_is_replaced_changes_no_file(
    graphs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a build replaces the graph while its pages are made, the old site stays."""
    copy = shutil.copytree(graphs, tmp_path / "graphs")

    def dividing(folder: Path, jobs: int) -> Divided:
        (folder / "registry.ttl").touch()
        return divided(folder, jobs)

    monkeypatch.setattr("inspectgraph.publish.run.divided", dividing)
    with pytest.raises(UnreadableError, match="replaced while its pages were made"):
        publish(open_published(copy), copy, tmp_path / "site", read_settings(copy))
    assert not (tmp_path / "site").exists()


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder, by its path."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def checked(site: Path, graphs: Path) -> subprocess.CompletedProcess[str]:
    """Return what the program says of a site."""
    program = ROOT / "benchmarks" / "site_links.py"
    command: list[str | Path] = [sys.executable, program, site, graphs]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_site_of_a_graph_is_whole(site: Path, graphs: Path) -> None:
    """Links lead to files and elements, every resource has a page, dumps are equal."""
    found = checked(site, graphs)
    assert (found.returncode, found.stdout) == (0, ""), found.stdout[:2000]
    assert "2 reports" in found.stderr


@pytest.mark.slow
def test_faults_are_named(site: Path, graphs: Path, tmp_path: Path) -> None:
    """A lost page, a lost element, a foreign picture and a changed dump are found."""
    spoilt = tmp_path / "site"
    shutil.copytree(site, spoilt)
    (spoilt / "theme/common-assessment.ttl").unlink()
    (spoilt / "graphs/registry.ttl").write_text("")
    page = spoilt / "about.html"
    page.write_text(
        page.read_text().replace('id="errors"', 'id="mistakes"')
        + '<img src="https://other.example/a.png" alt=""><a href="nowhere.html">x</a>'
    )
    found = checked(spoilt, graphs)
    assert found.returncode == 1
    for words in (
        "theme/common-assessment has no .ttl",
        "registry.ttl differs",
        "about.html requests https://other.example/a.png from another host",
        "about.html links to nowhere.html, which does not exist",
        "#errors, and that page has no such element",
    ):
        assert words in found.stdout
