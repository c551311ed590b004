"""SPARQL stores over HTTP: loaded with exactly our graphs, and asked like the graph itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from rdflib import Graph

from inspectgraph.cli import main
from inspectgraph.files.atomic import write_set
from inspectgraph.model.errors import InspectGraphError, UnreadableError, UsageError
from inspectgraph.query import Question, ask, ask_sparql, questions
from inspectgraph.query.remote import RemoteStore
from inspectgraph.rdf.store import open_published
from inspectgraph.store.endpoint import Endpoint, endpoint, login
from inspectgraph.store.remote_load import load_graphs
from other_engines import (
    SAME,
    compared,
    in_rdflib,
    in_rdflib_asked,
    plain,
    small_values,
)
from sparql_server import SparqlServer, running
from sparql_stores import NotHereError
from sparql_stores import oxigraph as oxigraph_server
from sparql_stores import virtuoso as virtuoso_server

GRAPHS = "https://w3id.org/inspectgraph/graph/"
OTHER = Quad(*map(NamedNode, ("other:s", "other:p", "other:o", "other:graph")))


@pytest.fixture(scope="module")
def graphs(
    tmp_path_factory: pytest.TempPathFactory, small_files: dict[str, bytes]
) -> Path:
    """Return the published graph of the small project."""
    folder = tmp_path_factory.mktemp("published") / "graphs"
    write_set(folder, small_files)
    return folder


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    """Return a store without a login."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def oxigraph(
    tmp_path_factory: pytest.TempPathFactory, graphs: Path
) -> Iterator[RemoteStore]:
    """Return the server of Oxigraph, loaded, where it is installed."""
    try:
        with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as there:
            load_graphs(there, graphs)
            yield RemoteStore(there)
    except NotHereError as error:
        pytest.skip(f"{error}: its answers were not compared")


@pytest.fixture(scope="module")
def virtuoso(
    tmp_path_factory: pytest.TempPathFactory, graphs: Path
) -> Iterator[RemoteStore]:
    """Return Virtuoso, loaded, where it is installed."""
    try:
        with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as there:
            load_graphs(there, graphs)
            yield RemoteStore(there)
    except NotHereError as error:
        pytest.skip(f"{error}: its answers were not compared")


@pytest.fixture(scope="module")
def in_rdflib_loaded(graphs: Path) -> Graph:
    """Return the graph in rdflib."""
    return in_rdflib(open_published(graphs))


def assert_same(store: RemoteStore, graphs: Path, asked: Question) -> None:
    """Compare the answer of a store with that of the files."""
    values = small_values(asked)
    if values is None:
        pytest.skip("the small project has no indicator to ask for")
    wanted = ask(open_published(graphs), asked.name, **values)
    found = ask(cast("Store", store), asked.name, **values)
    assert [list(map(str, row)) for row in found.terms] == [
        list(map(str, row)) for row in wanted.terms
    ]
    assert found.covers == wanted.covers


def test_exactly_our_graphs_are_replaced(server: SparqlServer, graphs: Path) -> None:
    """Loading replaces all our graphs in the store, and keeps those of others."""
    store = server.store
    registry = NamedNode(f"{GRAPHS}registry")
    store.add(OTHER)
    store.add(Quad(OTHER.subject, OTHER.predicate, OTHER.object, registry))
    gone = NamedNode(f"{GRAPHS}gone-2001")
    store.add(Quad(OTHER.subject, OTHER.predicate, OTHER.object, gone))
    done = load_graphs(endpoint(server.address), graphs)
    wanted = open_published(graphs)
    assert (done.graphs, done.triples, done.removed) == (5, len(wanted), 1)
    assert OTHER in store
    assert len(store) == len(wanted) + 1
    assert not store.contains_named_graph(gone)
    for name in wanted.named_graphs():
        ours, theirs = (
            {
                quad
                for quad in one.quads_for_pattern(None, None, None, name)
                if "_:" not in str(quad)
            }
            for one in (wanted, store)
        )
        assert ours == theirs


def test_lost_triples_are_told(server: SparqlServer, graphs: Path) -> None:
    """A store that confirms a load but loses the triples is reported."""
    server.loses.add(f"{GRAPHS}registry")
    with pytest.raises(UnreadableError, match="the store has 0 triples in") as caught:
        load_graphs(endpoint(server.address), graphs)
    assert caught.value.code == "not-loaded"


@pytest.mark.slow
@pytest.mark.parametrize("asked", questions(), ids=lambda one: str(one.name))
def test_a_store_answers_as_the_graph(
    server: SparqlServer, graphs: Path, asked: Question
) -> None:
    """A store answers every named question as the graph does, from our graphs only."""
    text = (graphs / "registry.ttl").read_bytes()
    server.store.load(text, RdfFormat.TURTLE, to_graph=NamedNode("other:graph"))
    load_graphs(endpoint(server.address), graphs)
    assert_same(RemoteStore(endpoint(server.address)), graphs, asked)


@pytest.mark.slow
@pytest.mark.parametrize("asked", questions(), ids=lambda one: str(one.name))
def test_oxigraph_answers_as_the_graph(
    oxigraph: RemoteStore, graphs: Path, asked: Question
) -> None:
    """Oxigraph's server answers every named question as the graph does."""
    assert_same(oxigraph, graphs, asked)


@pytest.mark.slow
@pytest.mark.parametrize("asked", questions(), ids=lambda one: str(one.name))
def test_virtuoso_answers_as_the_graph(
    virtuoso: RemoteStore, graphs: Path, asked: Question
) -> None:
    """Virtuoso answers as the graph does, except where it reads SPARQL differently."""
    assert not any(one.startswith("Virtuoso ") for one in asked.differs)
    assert_same(virtuoso, graphs, asked)


@pytest.mark.slow
@pytest.mark.parametrize("asked", questions(), ids=lambda one: str(one.name))
def test_rdflib_answers_as_the_graph(
    in_rdflib_loaded: Graph, graphs: Path, asked: Question
) -> None:
    """In rdflib the rows and their order are the same, with values in the text."""
    values = small_values(asked)
    if values is None:
        pytest.skip("the small project has no indicator to ask for")
    store = open_published(graphs)
    found = in_rdflib_asked(in_rdflib_loaded, store, asked, values)
    rows = ask(store, asked.name, **values).terms
    assert compared(found, plain(rows)) == SAME


def test_many_graphs_are_named_in_the_text(server: SparqlServer, graphs: Path) -> None:
    """The query text names the graphs, since Virtuoso fails on many in parameters."""
    load_graphs(endpoint(server.address), graphs)
    for number in range(50):
        name = NamedNode(f"{GRAPHS}more-{number}")
        server.store.add(Quad(OTHER.subject, OTHER.predicate, OTHER.object, name))
    store = cast("Store", RemoteStore(endpoint(server.address)))
    rows = ask_sparql(store, "SELECT * { ?s <other:p> ?o }", patience=None).rows
    assert {frozenset(row) for row in rows} == {frozenset({"other:s", "other:o"})}
    assert "FROM <" in server.requests[-1]
    for text in (
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?p = <other:p>) }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p = <other:p>) }",
        "DESCRIBE <other:s>",
    ):
        found = ask_sparql(store, text, patience=None)
        assert set(found.rows) == {("other:s", "other:p", "other:o")}


def test_free_queries_are_asked_of_our_graphs(
    server: SparqlServer, graphs: Path
) -> None:
    """Free queries give rows, triples or booleans; a mistake has its original place."""
    server.store.add(OTHER)
    load_graphs(endpoint(server.address), graphs)
    store = cast("Store", RemoteStore(endpoint(server.address)))
    rows = ask_sparql(store, "SELECT ?s { ?s <other:p> ?o }", patience=None)
    assert rows.terms == ()
    found = ask_sparql(store, "ASK { ?s a insp:Report }", patience=None)
    assert found.rows == ((True,),)
    text = "CONSTRUCT { ?s a insp:Report } WHERE { ?s a insp:Report }"
    assert len(ask_sparql(store, text, patience=None).terms) == 2
    text = "SELECT ?s FROM <graph/netherford-jar-2008> { ?s a insp:Report }"
    assert len(ask_sparql(store, text, patience=None).terms) == 1
    with pytest.raises(UsageError, match=r"q\.rq:2:") as caught:
        ask_sparql(store, "SELECT ?s {\n ?s a insp:Report", "q.rq", patience=None)
    assert caught.value.code == "bad-sparql"


def test_a_login_comes_from_a_file_or_from_netrc(
    graphs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A login is sent on request; without one, the error says how to give it."""
    file, machines = tmp_path / "login", tmp_path / "netrc"
    file.write_text("ada:se:cret\n", encoding="utf-8")
    machines.write_text(
        "machine 127.0.0.1 login ada password se:cret\n", encoding="utf-8"
    )
    monkeypatch.setenv("NETRC", str(tmp_path / "nowhere"))
    with running("ada:se:cret") as server:
        load_graphs(endpoint(server.address, file=file), graphs)
        monkeypatch.setenv("NETRC", str(machines))
        load_graphs(endpoint(server.address), graphs)
        machines.write_text("machine 10.0.0.1 login ada password x\n", encoding="utf-8")
        with pytest.raises(UnreadableError, match="--login FILE") as caught:
            load_graphs(endpoint(server.address), graphs)
    assert caught.value.code == "store-refused"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("localhost:7878", "bad-store-url"),
        ("file:///etc/passwd", "bad-store-url"),
        ("http://ada:secret@localhost/query", "bad-store-url"),
        ("http://localhost:0/query", "bad-store-url"),
        ("http://localhost:99999/query", "bad-store-url"),
        ("http://127.0.0.1:1/query", "store-unreachable"),
        ("http://127.0.0.1:1/somewhere", "store-unreachable"),
    ],
)
def test_a_wrong_address_is_a_sentence(url: str, code: str, graphs: Path) -> None:
    """A wrong address gives one sentence, in which no password appears."""
    with pytest.raises(InspectGraphError) as caught:
        load_graphs(endpoint(url), graphs)
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_a_faulty_row_of_an_answer_is_a_sentence() -> None:
    """A row that is not a SPARQL result is reported before any row is used."""
    row = f'{{"g":{{"type":"uri","value":"{GRAPHS}registry"}}}}'
    answers = [
        f'{{"head":{{"vars":["g"]}},"results":{{"bindings":[{rows}]}}}}'.encode()
        for rows in (row, row, f'{row},{{"g":{{"type":"number"}}}}')
    ]
    there = SimpleNamespace(url="http://localhost/", query=lambda *_: answers.pop(0))
    store = RemoteStore(cast("Endpoint", there))
    assert len(list(store.query("SELECT ?g { GRAPH ?g {} }"))) == 1  # type: ignore[arg-type]
    with pytest.raises(UnreadableError, match="not a SPARQL result"):
        store.query("SELECT ?g { GRAPH ?g {} }")


def test_a_login_file_without_login_is_a_sentence(tmp_path: Path) -> None:
    """A login file that has no login is refused, and its content is not shown."""
    file = tmp_path / "login"
    file.write_text("secret", encoding="utf-8")
    for path in (file, tmp_path / "nowhere"):
        with pytest.raises(UsageError) as caught:
            login("http://localhost/query", path)
        assert caught.value.code == "bad-login"
        assert "secret" not in str(caught.value)


def test_an_address_without_graph_store_must_be_told_where(
    server: SparqlServer, graphs: Path
) -> None:
    """For other stores, the address for loading must be given, and is not guessed."""
    url = server.address.replace("/query", "/dataset")
    with pytest.raises(UsageError, match="--graph-store") as caught:
        load_graphs(endpoint(url), graphs)
    assert caught.value.code == "no-graph-store"
    store = server.address.replace("/query", "/store")
    assert load_graphs(endpoint(url, store), graphs).graphs == 5


def test_the_commands_load_and_ask(server: SparqlServer, graphs: Path) -> None:
    """The commands load a store, then ask it a named question and a free query."""
    run = CliRunner().invoke
    where = ["--store", server.address]
    loaded = run(main, ["load", *where, "--graphs", str(graphs)])
    assert (loaded.exit_code, loaded.stdout) == (0, "")
    assert "5 graphs" in loaded.stderr
    there = run(main, ["query", "coverage", *where, "--format", "csv"])
    here = run(main, ["query", "coverage", "--graphs", str(graphs), "--format", "csv"])
    assert (there.exit_code, there.stdout) == (0, here.stdout)
    both = run(main, ["query", "coverage", *where, "--graphs", str(graphs)])
    assert both.exit_code == 2
    assert "[store-and-graph]" in both.stderr
