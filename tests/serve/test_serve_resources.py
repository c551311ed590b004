"""IRIs of the graph lead to documents about them, or to pages of a published site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from inspectgraph.rdf.namespaces import BASE
from inspectgraph.serve.app import Service, application
from inspectgraph.serve.jobs import Limits
from serve.conftest import setup_of

REPORT = "/id/report/netherford-sif-2015"
VOID = "http://rdfs.org/ns/void#"


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("*/*", "ttl"),
    ],
)
def test_an_iri_leads_to_its_document(
    client: TestClient, accept: str, ending: str
) -> None:
    """The redirection is 303, because the document is not the thing itself."""
    for path in (REPORT, "/def/Report", "/graph/registry"):
        found = client.get(path, headers={"Accept": accept})
        assert found.status_code == 303
        assert found.headers["Location"] == f"/data{path}.{ending}"
        assert client.get(found.headers["Location"]).status_code == 200


def test_the_document_is_about_the_resource(client: TestClient) -> None:
    """It has the triples of which the resource is the subject."""
    found = client.get(f"/data{REPORT}.ttl")
    graph = Graph().parse(data=found.text, format="turtle")
    about = URIRef(BASE + REPORT[1:])
    assert (about, None, URIRef(f"{BASE}def/Report")) in graph


def test_the_page_escapes_and_links(client: TestClient) -> None:
    """The minimal page leads on to other resources on this server."""
    found = client.get(f"/data{REPORT}.html")
    assert found.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<a href="/def/Report">' in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/nothing",
        "/data/id/nothing.ttl",
        "/data/x",
        "/id/%3E%7B",
        "/data/id/%00.ttl",
        "/../etc/passwd",
    ],
)
def test_what_the_graph_does_not_know_is_404(client: TestClient, path: str) -> None:
    """A sentence says so."""
    found = client.get(path)
    assert found.status_code == 404
    assert "Traceback" not in found.text


def test_an_unacceptable_format_is_406(client: TestClient) -> None:
    """There is no picture of a report."""
    assert client.get(REPORT, headers={"Accept": "image/png"}).status_code == 406


def test_the_dataset_is_described(client: TestClient) -> None:
    """The catalogue of the published graph is completed by the address of the endpoint."""
    found = client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=found.text, format="turtle")
    assert list(graph.objects(None, URIRef(f"{VOID}sparqlEndpoint"))) == [
        URIRef("http://testserver/sparql")
    ]
    assert list(graph.objects(None, URIRef(f"{VOID}triples")))


def test_the_start_and_the_health(client: TestClient) -> None:
    """The first page lists the addresses, and the health is good."""
    assert "/sparql" in client.get("/").text
    assert client.get("/health").json()["status"] == "ok"


@pytest.fixture
def site(tmp_path: Path, served: Path) -> Iterator[TestClient]:
    """Return a client of a service with a published site."""
    folder = tmp_path / "site"
    (folder / "id/report/netherford-sif-2015").mkdir(parents=True)
    (folder / "index.html").write_text("start")
    (folder / "style.css").write_text("p {}")
    (folder / "def").mkdir()
    (folder / "def/Report.html").write_text("a term")
    (folder / "id/report/netherford-sif-2015/index.html").write_text("a report")
    (tmp_path / "secret").write_text("secret")
    (folder / "link").symlink_to(tmp_path / "secret")
    service = Service(setup_of(served, Limits()), 1, folder, lambda _line: None)
    with TestClient(application(service), follow_redirects=False) as made:
        yield made


def test_a_site_has_the_pages(site: TestClient) -> None:
    """A browser is led to the page of a resource, another client to the data."""
    browser = {"Accept": "text/html"}
    assert site.get("/").text == "start"
    assert site.get("/style.css").headers["Content-Type"].startswith("text/css")
    found = site.get(REPORT, headers=browser)
    assert (found.status_code, found.headers["Location"]) == (303, f"{REPORT}/")
    assert site.get(f"{REPORT}/").text == "a report"
    assert (
        site.get("/def/Report", headers=browser).headers["Location"]
        == "/def/Report.html"
    )
    assert (
        site.get(REPORT, headers={"Accept": "text/turtle"}).headers["Location"]
        == f"/data{REPORT}.ttl"
    )
    assert (
        site.get("/def/Finding", headers=browser).headers["Location"]
        == "/data/def/Finding.html"
    )
    for path in ("/link", "/..%2fsecret", "/%2e%2e/secret"):
        assert site.get(path).status_code == 404
