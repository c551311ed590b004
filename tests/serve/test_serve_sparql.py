"""The SPARQL endpoint: answers in every format, datasets, refusals and headers."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from starlette.testclient import TestClient

GRAPH = "https://w3id.org/inspectgraph/graph/"
SIF, JAR = f"{GRAPH}netherford-sif-2015", f"{GRAPH}netherford-jar-2008"
REPORTS = "SELECT ?report { ?report a insp:Report } ORDER BY ?report"
SIF_REPORT = "https://w3id.org/inspectgraph/id/report/netherford-sif-2015"
JAR_REPORT = "https://w3id.org/inspectgraph/id/report/netherford-jar-2008"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def asked(client: TestClient, query: str, accept: str = "", **fields: str) -> list[str]:
    """Return the first column of the answer to a query."""
    found = client.post("/sparql", data={"query": query, **fields})
    assert found.status_code == 200, found.text
    rows = found.json()["results"]["bindings"]
    return [next(iter(row.values()))["value"] for row in rows]


def test_the_union_of_all_graphs_is_the_default(client: TestClient) -> None:
    """Both reports are found, though each has a graph of its own."""
    assert asked(client, REPORTS) == [JAR_REPORT, SIF_REPORT]


def test_the_query_names_its_dataset(client: TestClient) -> None:
    """FROM restricts the default graph; with FROM NAMED alone, it is empty."""
    one = REPORTS.replace("{", f"FROM <{SIF}> {{", 1)
    assert asked(client, one) == [SIF_REPORT]
    named = REPORTS.replace("{", f"FROM NAMED <{SIF}> {{", 1)
    assert asked(client, named) == []


def test_the_protocol_comes_before_the_query(client: TestClient) -> None:
    """The dataset of the protocol replaces that of the query."""
    one = REPORTS.replace("{", f"FROM <{SIF}> {{", 1)
    assert asked(client, one, **{"default-graph-uri": JAR}) == [JAR_REPORT]
    inside = "SELECT ?g { GRAPH ?g { ?r a insp:Report } } ORDER BY ?g"
    assert asked(client, inside) == [JAR, SIF]
    assert asked(client, inside, **{"named-graph-uri": SIF}) == [SIF]
    assert asked(client, inside, **{"default-graph-uri": SIF}) == []


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("SELEC nonsense", 400, "SPARQL"),
        ("", 400, "empty"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("LOAD <http://127.0.0.1:9/>", 403, "LOAD"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", 403, "INSERT"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403, "file"),
        (
            "SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }",
            400,
            "the graph does not exist",
        ),
        (
            "SELECT * FROM NAMED <a:b> { GRAPH ?g { ?s ?p ?o } }",
            400,
            "the graph does not exist",
        ),
    ],
)
def test_what_is_refused_gets_a_sentence(
    client: TestClient, query: str, status: int, word: str
) -> None:
    """The status is 4xx, and the sentence names what is wrong."""
    found = client.get("/sparql", params={"query": query})
    assert found.status_code == status
    assert word in found.text
    assert "Traceback" not in found.text


def test_from_in_a_string_or_comment_names_no_graph(client: TestClient) -> None:
    """The query is parsed: text that looks like a dataset clause is text."""
    query = 'SELECT ?x { BIND("FROM <a:b> SERVICE" AS ?x) } # FROM <a:b>'
    assert asked(client, query) == ["FROM <a:b> SERVICE"]


def test_an_unknown_graph_of_the_protocol_is_refused(client: TestClient) -> None:
    """It is not fetched, and the answer is not silently empty."""
    for name in ("default-graph-uri", "named-graph-uri"):
        found = client.get(
            "/sparql", params={"query": "ASK {}", name: "http://127.0.0.1:9/"}
        )
        assert found.status_code == 400
        assert "127.0.0.1:9" in found.text


def parsed_xml(content: bytes) -> ET.Element:
    """Return the root element of an answer."""
    return ET.fromstring(content)  # noqa: S314 - our own answer


VALUES = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x,\\n\\"y" <http://e/a,b> UNDEF) ("é"@fr 1.5 true) } }'


def test_rows_in_json(client: TestClient) -> None:
    """Terms keep their lexical form, and unbound variables are absent."""
    found = client.get("/sparql", params={"query": VALUES})
    assert found.headers["Content-Type"] == "application/sparql-results+json"
    rows = found.json()["results"]["bindings"]
    assert rows[0]["a"] == {"type": "literal", "value": 'x,\n"y'}
    assert "c" not in rows[0]
    assert rows[1]["a"] == {"type": "literal", "value": "é", "xml:lang": "fr"}
    assert rows[1]["b"]["value"] == "1.5"


def test_rows_in_csv_and_tsv(client: TestClient) -> None:
    """A comma in an IRI, quotation marks and line ends do not break a row."""
    found = client.get(
        "/sparql", params={"query": VALUES}, headers={"Accept": "text/csv"}
    )
    assert list(csv.reader(io.StringIO(found.text, newline=""))) == [
        ["a", "b", "c"],
        ['x,\n"y', "http://e/a,b", ""],
        ["é", "1.5", "true"],
    ]
    found = client.get(
        "/sparql",
        params={"query": VALUES},
        headers={"Accept": "text/tab-separated-values"},
    )
    assert found.text.splitlines()[1] == '"x,\\n\\"y"\t<http://e/a,b>\t'


def test_rows_in_xml_keep_it_well_formed(client: TestClient) -> None:
    """A character that XML forbids becomes the replacement character."""
    query = 'SELECT ("a\\u0001b" AS ?x) {}'
    found = client.get(
        "/sparql",
        params={"query": query},
        headers={"Accept": "application/sparql-results+xml"},
    )
    assert [
        node.text for node in parsed_xml(found.content).findall(".//{*}literal")
    ] == ["a\ufffdb"]


def test_a_row_without_columns_is_a_row(client: TestClient) -> None:
    """`SELECT * {}` has one empty row."""
    found = client.get("/sparql", params={"query": "SELECT * {}"})
    assert found.json()["results"]["bindings"] == [{}]


def test_ask_in_json_and_xml(client: TestClient) -> None:
    """ASK gives a boolean in the form of JSON and of XML."""
    ask = {"query": f"ASK {{ <{SIF_REPORT}> a insp:Report }}"}
    assert client.get("/sparql", params=ask).json()["boolean"] is True
    found = client.get("/sparql", params=ask, headers={"Accept": "text/xml"})
    assert parsed_xml(found.content).findtext("{*}boolean") == "true"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_triples_in_every_format(client: TestClient, accept: str, form: str) -> None:
    """Each format holds the same triples."""
    query = f"CONSTRUCT {{ ?s a ?t }} {{ GRAPH <{SIF}> {{ ?s a ?t }} }}"
    wanted = client.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/n-triples"}
    )
    found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert found.headers["Content-Type"].startswith(accept)
    assert set(Graph().parse(data=found.text, format=form)) == set(
        Graph().parse(data=wanted.text, format="nt")
    )
    assert len(set(Graph().parse(data=found.text, format=form))) > 10


def test_what_rdf_xml_cannot_hold_is_406(client: TestClient) -> None:
    """A property that ends with a slash has no name in XML."""
    query = "CONSTRUCT { <a:s> <http://e/p/> 1 } {}"
    found = client.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/rdf+xml"}
    )
    assert found.status_code == 406
    assert "http://e/p/" in found.text


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    """The length is that of the answer, which is not sent."""
    params = {"query": REPORTS}
    got, head = (
        client.get("/sparql", params=params),
        client.head("/sparql", params=params),
    )
    assert head.status_code == 200
    assert not head.content
    assert head.headers["Content-Length"] == str(len(got.content))


def test_an_answer_that_the_client_has_is_304(client: TestClient) -> None:
    """The tag depends on the content and the format."""
    params = {"query": REPORTS}
    tag = client.get("/sparql", params=params).headers["ETag"]
    again = client.get(
        "/sparql", params=params, headers={"If-None-Match": f'"x", {tag}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = {"If-None-Match": tag, "Accept": "text/csv"}
    assert client.get("/sparql", params=params, headers=other).status_code == 200


def test_long_answers_are_compressed(client: TestClient) -> None:
    """A compressed answer has the same content, and caches tell it from a plain one."""
    params = {"query": "SELECT * { ?s ?p ?o } LIMIT 100"}
    found = client.get("/sparql", params=params, headers={"Accept-Encoding": "gzip"})
    plain = client.get(
        "/sparql", params=params, headers={"Accept-Encoding": "identity"}
    )
    assert found.headers["Content-Encoding"] == "gzip"
    for one in (found, plain):
        assert "Accept-Encoding" in one.headers["Vary"]
    assert found.json() == plain.json()


def test_pages_of_other_sites_may_ask(client: TestClient) -> None:
    """Every answer allows every origin, and so does the preflight request."""
    origin = {"Origin": "http://example.org"}
    for query in ("ASK {}", "nonsense"):
        for headers in (origin, {}):  # so that no answer depends on the origin
            answer = client.get("/sparql", params={"query": query}, headers=headers)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Origin" not in answer.headers.get("Vary", "")
    asked_before = {
        **origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    found = client.options("/sparql", headers=asked_before)
    assert found.status_code == 200
    assert "POST" in found.headers["Access-Control-Allow-Methods"]
    assert found.headers["Access-Control-Allow-Headers"] == "content-type"
    assert found.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_405(client: TestClient, method: str) -> None:
    """The header Allow lists those that are taken."""
    found = client.request(method, "/sparql", params={"query": "ASK {}"})
    assert found.status_code == 405
    assert found.headers["Allow"] == "GET, HEAD, POST"
    assert "GET or POST" in found.text
    found = client.request(method, "/questions")
    assert (found.status_code, found.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml"])
def test_without_query_the_service_is_described(
    client: TestClient, accept: str
) -> None:
    """The description has the address, the formats and the named graphs."""
    found = client.get("/sparql", headers={"Accept": accept})
    graph = Graph().parse(data=found.text, format=accept)
    service = graph.value(None, RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef("http://testserver/sparql")
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert URIRef(SIF) in set(graph.objects(None, SD.name))


def test_the_access_log_has_a_line_for_each_request(
    client: TestClient, log: list[str]
) -> None:
    """A line is a JSON object with address, status and length."""
    found = client.get("/sparql", params={"query": "ASK { }"})
    last = json.loads(log[-1])
    assert last["address"].startswith("/sparql?query=ASK")
    assert (last["status"], last["bytes"]) == (200, len(found.content))
