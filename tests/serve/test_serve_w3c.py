"""The tests of the W3C for queries by the SPARQL 1.1 Protocol, from their manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Namespace
from rdflib.term import Node
from starlette.testclient import TestClient

from inspectgraph.serve.app import Service, application
from inspectgraph.serve.jobs import Setup
from inspectgraph.store.generations import build_generation

pytestmark = pytest.mark.corpus

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"


@pytest.fixture(scope="module")
def suite(corpus: Path) -> Path:
    """Return the folder of the tests."""
    return corpus / "suites/rdf-tests/sparql/sparql11/protocol"


@pytest.fixture(scope="module")
def over_suite(
    suite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """Return a client of a service over the data of the tests."""
    lines = [f"<a:s> <a:p> <a:o> <{DATA}data0.rdf> .\n"]
    for number in (1, 2, 3):
        for quad in parse(
            (suite / f"data{number}.nt").read_bytes(), RdfFormat.N_TRIPLES
        ):
            lines.append(
                f"{quad.subject} {quad.predicate} {quad.object} <{DATA}data{number}.rdf> .\n"
            )
    place = tmp_path_factory.mktemp("suite")
    made = build_generation(place, "suite", map(str.encode, lines))
    service = Service(
        Setup(generation=str(made), graphs=str(place)), 1, log=lambda _line: None
    )
    with TestClient(application(service)) as client:
        yield client


def test_every_query_test_of_the_manifest(suite: Path, over_suite: TestClient) -> None:
    """The status is the expected one, the boolean too; an update is refused."""
    graph = Graph().parse(suite / "manifest.ttl", publicID="http://test/")
    manifest = graph.value(None, RDF.type, MF.Manifest)
    tests = _items(graph, graph.value(manifest, MF.entries))
    assert len(tests) > 30
    for test in tests:
        name = str(test).rpartition("#")[2]
        for request in _items(
            graph, graph.value(graph.value(test, MF.action), HT.requests)
        ):
            _check(graph, request, name, over_suite)


def _check(graph: Graph, request: Node, name: str, client: TestClient) -> None:
    """Send a request of the manifest, and check what comes."""
    headers = {
        str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
        for header in _items(graph, graph.value(request, HT.headers))
    }
    headers.pop("Host", None)
    found = client.request(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        content=_body(graph, request),
        headers=headers,
    )
    response = graph.value(request, HT.resp)
    wanted = {str(status)[-3] for status in graph.objects(response, MF.expectedStatus)}
    is_update = name.startswith("update") and "ASK" not in str(_body(graph, request))
    assert str(found.status_code)[0] in ({"4"} if is_update else wanted), (
        name,
        found.text,
    )
    boolean = graph.value(response, MF.expectedBoolean)
    if boolean is not None and not name.startswith("update"):
        assert str(boolean).lower() in found.text.lower(), name


def _items(graph: Graph, found: Node | None) -> list[Node]:
    return list(graph.items(found)) if found is not None else []


def _body(graph: Graph, request: Node) -> bytes | None:
    body = graph.value(request, HT.body)
    if body is None:
        return None
    encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8")
    return str(graph.value(body, CNT.chars)).encode(encoding)
