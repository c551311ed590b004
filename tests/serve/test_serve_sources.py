"""What stands behind the service: a graph that is built again, and a SPARQL store over HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from inspectgraph.files.atomic import write_set
from inspectgraph.serve.app import Service, application
from inspectgraph.serve.jobs import Limits, Setup
from inspectgraph.store.endpoint import endpoint
from inspectgraph.store.published import make_generation
from inspectgraph.store.remote_load import load_graphs
from serve.conftest import setup_of
from sparql_server import SparqlServer, running

REPORTS = "SELECT ?report { ?report a insp:Report } ORDER BY ?report"
SIF = "https://w3id.org/inspectgraph/graph/netherford-sif-2015"


def quiet(setup: Setup) -> TestClient:
    """Return a client of a service that logs nothing."""
    return TestClient(application(Service(setup, 1, log=lambda _line: None)))


def reports(client: TestClient, **fields: str) -> list[str]:
    """Return the names of the reports."""
    found = client.post("/sparql", data={"query": REPORTS, **fields})
    assert found.status_code == 200, found.text
    rows = found.json()["results"]["bindings"]
    return [row["report"]["value"].rpartition("/")[2] for row in rows]


def test_a_new_build_is_served_without_a_restart(
    small_files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers with the old store are replaced by workers with the new one."""
    monkeypatch.setattr("inspectgraph.serve.app._LOOK", 0.1)
    folder = tmp_path / "graphs"
    write_set(folder, small_files)
    with quiet(setup_of(folder, Limits())) as client:
        assert reports(client) == ["netherford-jar-2008", "netherford-sif-2015"]
        fewer = {
            name: content
            for name, content in small_files.items()
            if "netherford-jar-2008" not in name
        }
        fewer["inferred.ttl"] = b""
        write_set(folder, fewer)
        assert make_generation(folder)
        for _ in range(100):
            if reports(client) == ["netherford-sif-2015"]:
                return
            time.sleep(0.1)
    pytest.fail("the old graph is served")


@pytest.fixture
def remote(served: Path) -> Iterator[SparqlServer]:
    """Return a SPARQL store over HTTP with the small project."""
    with running() as store:
        load_graphs(endpoint(store.address), served)
        yield store


def test_a_store_over_http_stands_behind(remote: SparqlServer) -> None:
    """Queries, datasets, questions and documents are answered from the store."""
    with quiet(Setup(store=remote.address)) as client:
        assert reports(client) == ["netherford-jar-2008", "netherford-sif-2015"]
        one = reports(client, **{"default-graph-uri": SIF})
        assert one == ["netherford-sif-2015"]
        found = client.get("/questions/coverage").json()
        assert [row["units"] for row in found["rows"]] == [15, 17]
        assert client.get("/id/report/netherford-sif-2015").status_code == 200
        assert client.get("/.well-known/void").status_code == 200
        refused = client.get("/sparql", params={"query": "CLEAR ALL"})
        assert refused.status_code == 403


def test_a_store_that_is_gone_is_502() -> None:
    """The sentence says that the store cannot be reached."""
    with quiet(Setup(store="http://127.0.0.1:9/query")) as client:
        found = client.post("/sparql", data={"query": "ASK {}"})
        assert found.status_code == 502
        assert "cannot be reached" in found.text


def test_a_graph_that_cannot_be_opened_is_503(tmp_path: Path) -> None:
    """An unreadable graph gives 503; health check and answer both say why."""
    with quiet(Setup(graphs=str(tmp_path))) as client:
        health = client.get("/health")
        assert health.status_code == 503
        assert "no published graph" in health.json()["status"]
