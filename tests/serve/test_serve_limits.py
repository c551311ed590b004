"""A query that exceeds a limit is stopped with a message, and other queries are still answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from inspectgraph.serve.refusal import RefusedError
from inspectgraph.serve.results import Counting, Mark

PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def refused(client: TestClient, query: str) -> tuple[int, str]:
    """Return the status and the message for a query; check that another query is then answered."""
    found = client.post("/sparql", data={"query": query})
    assert client.post("/sparql", data={"query": "ASK {}"}).json()["boolean"] is True
    assert found.headers["Content-Type"].startswith("text/plain")
    return found.status_code, found.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
        "SELECT (COUNT(*) AS ?n) { ?a (<a:a>|!<a:a>)* ?b . ?c (<a:a>|!<a:a>)* ?d }",
    ],
)
def test_time(strict: TestClient, query: str) -> None:
    """A query that counts a product or follows every path is stopped at the time limit."""
    status, text = refused(strict, query)
    assert status == 504, text
    assert "3 s" in text


def test_memory(strict: TestClient) -> None:
    """A query that doubles a string again and again is stopped at the memory limit."""
    steps = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30))
    status, text = refused(strict, f'SELECT ?v30 {{ VALUES ?v0 {{ "abc" }} {steps} }}')
    assert status == 503
    assert "400 MB" in text


def test_rows(strict: TestClient) -> None:
    """With a limit of fifty rows, fifty rows are sent; of fifty-one rows, none is sent."""
    query = "SELECT * {{ ?s ?p ?o }} LIMIT {}"
    found = strict.post("/sparql", data={"query": query.format(50)})
    assert len(found.json()["results"]["bindings"]) == 50
    status, text = refused(strict, query.format(51))
    assert status == 503
    assert "50 rows" in text


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples"])
def test_triples(strict: TestClient, accept: str) -> None:
    """With a limit of fifty, CONSTRUCT may give fifty triples, and fifty-one are refused."""
    query = "CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} LIMIT {}"
    headers = {"Accept": accept}
    assert (
        strict.post(
            "/sparql", data={"query": query.format(50)}, headers=headers
        ).status_code
        == 200
    )
    found = strict.post("/sparql", data={"query": query.format(51)}, headers=headers)
    assert (found.status_code, "50 triples" in found.text) == (503, True)


def test_query_text(strict: TestClient) -> None:
    """A query longer than the limit is refused before it is parsed, in whatever way it is sent."""
    long = f"ASK {{ ?s ?p '{'x' * 5000}' }}"
    for found in (
        strict.get("/sparql", params={"query": long}),
        strict.post("/sparql", data={"query": long}),
        strict.post(
            "/sparql",
            content=long * 20,
            headers={"Content-Type": "application/sparql-query"},
        ),
    ):
        assert found.status_code == 413
        assert "5,000 bytes" in found.text


def test_stopped_queries_are_counted(strict: TestClient) -> None:
    """The metrics say how many queries each limit stopped."""
    refused(strict, "SELECT * { ?s ?p ?o } LIMIT 51")
    text = strict.get("/metrics").text
    assert 'inspectgraph_stopped_total{reason="rows"}' in text
    assert 'inspectgraph_workers{state="idle"}' in text


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_rows_of_json_are_counted_in_pieces_of_any_size(
    tmp_path: Path, size: int
) -> None:
    """With a limit of three rows, three rows are accepted and four are refused.

    Text that only looks like a row is not counted.
    """
    rows = ['{"a":{"value":"},{ \\" },{\\""}}'] * 4
    for number in (3, 4):
        text = f'{{"bindings":[{",".join(rows[:number])}]}}'.encode()
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        with Counting(tmp_path / "answer", 3, Mark(b'},{"', first=1)) as file:
            if number == 3:
                assert sum(map(file.write, pieces)) == len(text)
                continue
            with pytest.raises(RefusedError, match="more than 3 rows"):
                list(map(file.write, pieces))


@pytest.mark.parametrize("size", [3000, 70_001])
def test_many_rows_are_counted(tmp_path: Path, size: int) -> None:
    """With a limit of 100,000 rows, so many are accepted, and one more is refused."""
    for number in (100_000, 100_001):
        text = b"\n" * number
        pieces = [text[at : at + size] for at in range(0, number, size)]
        with Counting(tmp_path / "answer", 100_000) as file:
            if number == 100_000:
                assert sum(map(file.write, pieces)) == number
                continue
            with pytest.raises(RefusedError, match="more than 100,000 rows"):
                list(map(file.write, pieces))


def test_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that has more bytes than the limit is refused."""
    monkeypatch.setattr("inspectgraph.serve.results.ANSWER_LIMIT", 100)
    with Counting(tmp_path / "answer", 10) as file:
        file.write(b"x" * 100)
        with pytest.raises(RefusedError) as error:
            file.write(b"x")
    assert error.value.status == 503
