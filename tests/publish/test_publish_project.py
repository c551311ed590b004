"""A site says the name of its own project, under its own namespace, everywhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from inspectgraph.build import build
from inspectgraph.publish import SiteSettings, site_files
from inspectgraph.publish.settings import read_settings
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.store import open_published
from inspectgraph.serve.app import Service, application
from inspectgraph.serve.jobs import Limits
from serve.conftest import setup_of

SMALL = Path(__file__).parents[1] / "projects" / "small"
OWN = "https://data.netherford.example/care/"
SETTINGS = f"""base: {OWN}
name: Care in Netherford
title: "Care in Netherford: what inspections found"
description: Inspections of a place that does not exist.
publisher:
  name: Netherford Archive
  homepage: https://archive.netherford.example/
licence: https://creativecommons.org/publicdomain/zero/1.0/
contact:
  name: the editors
  email: editors@netherford.example
spatial:
  name: Netherford and its islands
  iri: https://places.netherford.example/all
temporal: {{first: 2008-01-01, last: 2015-12-31}}
version: "3.1"
"""
#: What the ontology of inspectgraph itself says of its makers, in any project.
MAKERS = {
    "agent/contributors",
    "agent/software",
    "ontology",
    "graphs/ontology",
    "graphs/registry",
}


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of a project with a base IRI of its own."""
    project = tmp_path_factory.mktemp("own") / "project"
    shutil.copytree(SMALL, project)
    (project / "extracts/project.yaml").write_text(SETTINGS)
    compared = project / "extracts/registry/comparisons.yaml"
    ours = "the inspectgraph contributors"
    compared.write_text(compared.read_text().replace(ours, "Netherford Archive"))
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="module")
def settings(graphs: Path) -> SiteSettings:
    """The settings that the catalogue of the graph gives."""
    return read_settings(graphs)


@pytest.fixture(scope="module")
def files(graphs: Path, settings: SiteSettings) -> dict[str, bytes]:
    """The files of the published site, by path."""
    return dict(site_files(open_published(graphs), graphs, settings))


def of_the_project(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that is not about the ontology itself."""
    for path, content in files.items():
        is_text = not path.startswith("assets/") and not path.endswith(".gz")
        is_made = path.rpartition(".")[0] in MAKERS or path.startswith("ontology/")
        if is_text and not is_made:
            yield path, content.decode()


def test_the_catalogue_has_all_settings(settings: SiteSettings) -> None:
    """Each setting of the project arrives on the site."""
    (file,) = settings.downloads
    assert (file.url, file.media_type) == (f"{OWN}graphs/", "text/turtle")
    assert replace(settings, keywords=(), downloads=()) == SiteSettings(
        base=OWN,
        title="Care in Netherford",
        subtitle="What inspections found",
        description="Inspections of a place that does not exist.",
        publisher="Netherford Archive",
        publisher_page="https://archive.netherford.example/",
        licence="CC0 1.0",
        licence_page="https://creativecommons.org/publicdomain/zero/1.0/",
        errors="mailto:editors@netherford.example",
        contact="the editors",
        version="3.1",
        day="2026-11-21",
        place="Netherford and its islands",
        first="2008-01-01",
        last="2015-12-31",
    )


def test_no_file_names_the_makers_of_the_software(files: Mapping[str, bytes]) -> None:
    """Outside the ontology, nothing is said to be by the contributors of inspectgraph."""
    for path, text in of_the_project(files):
        assert "inspectgraph contributors" not in text, path


def test_data_has_no_iri_of_inspectgraph(files: Mapping[str, bytes]) -> None:
    """No page, no Turtle and no rule has data under the namespace of inspectgraph."""
    wrong = re.compile(
        re.escape(BASE) + r"(?:id|graphs?|catalogue)\b(?!/agent)[^ \"<>]*"
    )
    for path, text in of_the_project(files):
        assert wrong.findall(text) == [], path
    assert "w3id.htaccess" not in files
    for name in (".htaccess", "_redirects", "robots.txt", "sitemap.xml"):
        assert b"w3id.org" not in files[name]


def test_every_page_says_who_publishes_it(files: Mapping[str, bytes]) -> None:
    """Name, publisher, licence, version and contact are on each page of a resource."""
    pages = [path for path in files if path.startswith(("council/", "report/"))]
    for path in filter(re.compile(r".*\.html").fullmatch, pages):
        text = files[path].decode()
        assert "Care in Netherford</a>" in text, path
        for words in ("Netherford Archive</a>", "CC0 1.0</a>", "version 3.1"):
            assert words in text, path
    page = files["council/netherford/index.html"].decode()
    assert '<a href="mailto:editors@netherford.example"' in page
    assert f"{OWN}id/authority/netherford" in page


def test_terms_have_pages_too(files: Mapping[str, bytes]) -> None:
    """Concepts and classes keep their IRIs, and have pages in the site of the project."""
    triples = parse(files["theme/common-assessment.ttl"], RdfFormat.TURTLE)
    subjects = {triple.subject.value for triple in triples}
    assert f"{BASE}theme/common-assessment" in subjects
    assert "def/Judgement.html" in files


def test_the_service_has_the_same_files(
    graphs: Path, files: Mapping[str, bytes]
) -> None:
    """The service speaks under the project's name, and resolves its IRIs."""
    service = Service(setup_of(graphs, Limits()), 1, log=lambda _line: None)
    with TestClient(application(service), follow_redirects=False) as client:
        for path in ("index.html", "about.html", "council/netherford/index.ttl"):
            assert client.get(f"/{path}").content == files[path]
        led = client.get("/id/report/netherford-sif-2015", headers={"Accept": "a/*"})
        assert led.status_code == 406
        led = client.get("/id/report/netherford-sif-2015")
        assert led.headers["Location"] == "/report/netherford-sif-2015.ttl"
        void = client.get("/.well-known/void").text
    assert f"{OWN}graph> a <http://rdfs.org/ns/void#Dataset>" in void.replace("\n", " ")
    assert f"{BASE}graph" not in void
