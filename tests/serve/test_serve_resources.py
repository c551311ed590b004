"""IRIs of the graph lead to pages and data, the same as those of the published site."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from inspectgraph.publish import site_files
from inspectgraph.publish.settings import settings_for
from inspectgraph.rdf.store import open_published

REPORT = "/report/netherford-sif-2015"
VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def published(served: Path) -> dict[str, bytes]:
    """Return the files of the site that is published from the same graph, by path."""
    settings = settings_for(None, served)
    return dict(site_files(open_published(served), served, settings))


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
    statement = f"/id{REPORT}/statement/grades-overall-judgement-a2b3"
    for iri, page in (
        (f"/id{REPORT}", REPORT),
        (statement, statement.removeprefix("/id")),
        ("/def/Report", "/def/Report"),
        ("/theme/common-assessment", "/theme/common-assessment"),
    ):
        found = client.get(iri, headers={"Accept": accept})
        assert found.status_code == 303, iri
        assert found.headers["Location"] == f"{page}.{ending}"
        assert client.get(found.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "accept", "location"),
    [
        ("/id/authority/netherford", "text/html", "/council/netherford/"),
        ("/id/authority/netherford", "text/turtle", "/council/netherford/index.ttl"),
        ("/council/netherford", "text/html", "/council/netherford/"),
        ("/council", "text/html", "/council/"),
        ("/graph/registry", "text/html", "/data.html#graph/registry"),
        ("/graph/registry", "text/turtle", "/graphs/registry.ttl"),
        ("/graph/registry", "application/ld+json", "/graph/registry.jsonld"),
        ("/graph", "text/turtle", "/graphs/catalogue.ttl"),
        (
            f"/id{REPORT}/evidence/grades-overall-judgement-a2b3-1",
            "text/html",
            f"{REPORT}/statement/grades-overall-judgement-a2b3.html"
            "#evidence/grades-overall-judgement-a2b3-1",
        ),
    ],
)
def test_where_other_addresses_lead(
    client: TestClient, path: str, accept: str, location: str
) -> None:
    """Councils, named graphs and parts of statements lead to where they are shown."""
    found = client.get(path, headers={"Accept": accept})
    assert (found.status_code, found.headers["Location"]) == (303, location)
    assert client.get(location.partition("#")[0]).status_code == 200


@pytest.mark.slow
def test_served_files_are_the_published_ones(
    client: TestClient, published: dict[str, bytes]
) -> None:
    """Pages, Turtle, JSON-LD, tables, dumps and assets have the same bytes in both."""
    made_of_all_pages = (
        "robots.txt",
        "sitemap.xml",
        ".well-known/void",
        "_redirects",
        "site.json",  # a service names its endpoint there
    )
    chosen = {path for path in published if path.count("/") < 2}
    chosen |= {path for path in published if path.startswith("council/netherford")}
    chosen |= set(sorted(published)[::41])
    chosen = {path for path in chosen if "htaccess" not in path and path[0] != "."}
    for path in sorted(chosen.difference(made_of_all_pages)):
        found = client.get(f"/{path}")
        assert found.status_code == 200, path
        assert found.content == published[path], path
    assert len(chosen) > 100


def test_further_formats_have_the_same_triples(
    client: TestClient, published: dict[str, bytes]
) -> None:
    """N-Triples and RDF/XML, which the site has not, say what its Turtle says."""
    for page in (REPORT, "/def/Report"):
        wanted = Graph().parse(data=published[f"{page[1:]}.ttl"], format="turtle")
        for ending, name in (("nt", "nt"), ("rdf", "xml")):
            found = client.get(f"{page}.{ending}")
            assert isomorphic(Graph().parse(data=found.content, format=name), wanted)


def test_the_content_type_goes_by_the_ending(client: TestClient) -> None:
    """Style sheets, pages and data have the types that clients expect."""
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/site.css", "text/css; charset=utf-8"),
        (f"{REPORT}.ttl", "text/turtle; charset=utf-8"),
        (f"{REPORT}.jsonld", "application/ld+json"),
        ("/council/netherford/grades.csv", "text/csv; charset=utf-8"),
        ("/feed.atom", "application/atom+xml"),
        ("/corrections.html", "text/html; charset=utf-8"),
    ):
        assert client.get(path).headers["Content-Type"] == kind


def test_a_page_is_sent_once(client: TestClient) -> None:
    """A client that has the page already gets 304, and HEAD gets no content."""
    first = client.get("/council/netherford/")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/council/netherford/", headers=again).status_code == 304
    assert client.head("/council/netherford/").headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/nothing",
        "/id/nothing.ttl",
        "/data/x",
        "/id/%3E%7B",
        "/id/%00.ttl",
        "/graph/%3E.nt",
        "/../etc/passwd",
        "/graphs/../../etc/passwd.ttl",
        "/%2e%2e/setup.txt",
        "/graphs/nothing.ttl",
    ],
)
def test_what_the_graph_does_not_know_is_404(client: TestClient, path: str) -> None:
    """An address that the graph does not know gives 404 and a sentence."""
    found = client.get(path)
    assert found.status_code == 404
    assert "Traceback" not in found.text


def test_an_unacceptable_format_is_406(client: TestClient) -> None:
    """Asking for a report as a picture is answered with 406."""
    path = f"/id{REPORT}"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_the_dataset_is_described(client: TestClient) -> None:
    """The catalogue of the published graph is completed by the address of the endpoint."""
    found = client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=found.text, format="turtle")
    assert list(graph.objects(None, URIRef(f"{VOID}sparqlEndpoint"))) == [
        URIRef("http://testserver/sparql")
    ]
    assert list(graph.objects(None, URIRef(f"{VOID}triples")))


def test_the_start_and_the_health(client: TestClient) -> None:
    """The first page is that of the site, and the health is good."""
    assert "Find a council" in client.get("/").text
    assert client.get("/health").json()["status"] == "ok"
