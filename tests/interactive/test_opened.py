"""An open graph: what it is opened from, and what its methods return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

import inspectgraph as ig
from inspectgraph.export import network
from inspectgraph.interactive import VIEWS, OpenGraph
from inspectgraph.interactive.listings import as_call
from inspectgraph.query import questions
from sparql_server import running


@pytest.fixture(scope="module")
def g(small_store: Store) -> OpenGraph:
    """Return the graph of the small project, opened."""
    return OpenGraph(small_store, "small")


@pytest.fixture(scope="module")
def built(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a project with the published graph of the small project."""
    project = tmp_path_factory.mktemp("built")
    (project / "extracts").mkdir()
    for name, content in small_files.items():
        file = project / "graphs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return project


def test_open_without_a_name_is_the_project_here(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a project it is the project's graph, also from a folder inside."""
    monkeypatch.chdir(built / "graphs" / "reports")
    assert ig.open().place == str(built / "graphs")


def test_open_elsewhere_is_the_installed_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside of any project it is the graph that the package carries."""
    monkeypatch.chdir(tmp_path)
    assert len(ig.open().ask("caf-uptake")) > 20


@pytest.mark.parametrize("form", ["project", "folder", "nq", "trig", "jsonld"])
def test_every_source_has_the_same_answer(
    built: Path, small_store: Store, tmp_path: Path, form: str
) -> None:
    """A project, a folder and a file give the same answer, each opened by its path."""
    source = {"project": built, "folder": built / "graphs"}.get(form)
    if source is None:
        source = tmp_path / f"graph.{form}"
        formats = {
            "nq": RdfFormat.N_QUADS,
            "trig": RdfFormat.TRIG,
            "jsonld": RdfFormat.JSON_LD,
        }
        source.write_bytes(small_store.dump(format=formats[form]) or b"")
    answer = ig.open(str(source)).ask("caf-uptake")
    assert answer == OpenGraph(small_store, "").ask("caf-uptake")
    assert len(answer) > 0


def test_a_sparql_store_is_opened_by_its_address(small_store: Store) -> None:
    """Questions, SPARQL and `show` work over HTTP, with the same rows."""
    with running() as server:
        server.store.extend(small_store)
        remote, local = ig.open(server.address), OpenGraph(small_store, "")
        assert remote.ask("caf-uptake") == local.ask("caf-uptake")
        count = "SELECT (COUNT(*) AS ?n) { ?s a insp:Judgement }"
        assert remote.select(count)[0]["n"] == local.select(count)[0]["n"]
        statement = str(local.ask("caf-uptake")[0]["statement"])
        assert remote.show(statement) == local.show(statement)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.nq", None, "no-file"),
        ("one.ttl", b"", "not-quads"),
        ("bad.nq", b"<a> <b>", "bad-quads"),
        ("bad.trig", b"\xff\xfe", "bad-quads"),
        ("other.nq", b"<http://a/a> <http://a/b> <http://a/c> .\n", "no-graph"),
    ],
)
def test_what_cannot_be_opened_is_an_error_with_place_and_fix(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    """A path that cannot be opened gives an error of our own, which names the path."""
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ig.InspectGraphError) as caught:
        ig.open(file)
    assert caught.value.code == code
    assert str(file) in str(caught.value)


def test_a_folder_without_a_graph_and_a_project_not_built_are_refused(
    tmp_path: Path,
) -> None:
    """The message says how to make a graph."""
    with pytest.raises(ig.InspectGraphError, match=r"inspectgraph build.*no-graph"):
        ig.open(tmp_path)
    (tmp_path / "extracts").mkdir()
    with pytest.raises(ig.InspectGraphError, match=r"inspectgraph build.*not-built"):
        ig.open(tmp_path)


def test_a_login_needs_an_address(tmp_path: Path) -> None:
    """A login for a folder is refused, and not ignored."""
    with pytest.raises(ig.InspectGraphError, match="login-without-store"):
        ig.open(tmp_path, login=tmp_path / "login")


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda g: g.ask("caf-uptak"), "did you mean 'caf-uptake'"),
        (lambda g: g.ask("theme-uptake", thema="health"), "did you mean 'theme'"),
        (lambda g: g.ask("theme-uptake"), "needs the parameter 'theme'"),
        (lambda g: g.ask("caf-uptake")["publishd"], "did you mean 'published'"),
        (lambda g: g.ask("caf-uptake")[0]["publishd"], "did you mean 'published'"),
        (lambda g: g.find("health", kind="them"), "did you mean 'theme'"),
        (lambda g: g.find("?"), "no word is given"),
        (lambda g: g.networkx(view="fulll"), "did you mean 'full'"),
        (lambda g: g.networkx(view="?"), "the views are full, bodies-by-service, "),
        (lambda g: g.select("SELECT ?s { ?s a insp:Judgment }}"), "not SPARQL"),
        (lambda g: g.select("DROP ALL"), "update-refused"),
        (lambda g: g.show("p1-zzzz"), "no statement 'p1-zzzz'"),
    ],
)
def test_a_mistake_is_an_error_that_proposes_what_was_meant(
    g: OpenGraph, call: Callable[[OpenGraph], object], hint: str
) -> None:
    """A mistake raises our error, with the same hint that the command gives."""
    with pytest.raises(ig.InspectGraphError, match=hint):
        call(g)


def test_an_answer_iterates_as_rows_with_python_values(g: OpenGraph) -> None:
    """A row has its values by number and by name; dates are dates."""
    answer = g.ask("caf-uptake")
    rows = list(answer)
    assert len(rows) == len(answer)
    assert rows[0]["published"] == date(2008, 3, 11) == answer["published"][0]
    assert dict(zip(answer.columns, rows[0], strict=True))["report"] == rows[0][0]
    assert answer.notes == answer.covers
    assert answer.notes[0] in repr(answer)


def test_select_runs_over_all_named_graphs_and_keeps_hints(g: OpenGraph) -> None:
    """`select` needs no flag for all graphs and no prefixes; its hints are notes."""
    (row,) = g.select("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert int(str(row["n"])) > 3
    both = "SELECT ?s { ?s a insp:Judgement ; insp:grade/skos:prefLabel ?name }"
    assert len(g.select(both)) > 0  # the report's graph, and the registry or ontology
    misspelt = g.select("SELECT ?s { ?s insp:polarty ?o }")
    assert misspelt.hints
    assert set(misspelt.hints) < set(misspelt.notes)


def test_questions_lists_every_question_with_a_call(g: OpenGraph) -> None:
    """Each example is Python that can be typed as it is."""
    listed = g.questions()
    assert listed["name"] == [one.name for one in questions()]
    for example in listed["example"]:
        assert isinstance(example, str)
        compile(example, "example", "eval")
    assert "[authority]" in str(listed["parameters"])


def test_a_parameter_that_is_a_keyword_takes_an_underscore(g: OpenGraph) -> None:
    """The parameter `from`, a keyword of Python, is given as `from_`."""
    assert as_call("inspectgraph query comparisons --from sif") == (
        'g.ask("comparisons", from_="sif")'
    )
    answer = g.ask("comparisons", from_="jar-2007")
    assert answer.columns


def test_find_leads_to_the_next_call(g: OpenGraph) -> None:
    """What is found says what to type, and nothing found says so."""
    found = g.find("common assessment", kind="theme")
    assert found[0]["slug"] == "common-assessment"
    assert found[0]["next"] == 'g.ask("theme-uptake", theme="common-assessment")'
    assert len(eval(str(found[0]["next"]))) > 0  # noqa: S307 - as a user types it
    statement = g.find("common assessment", kind="statement")[0]
    assert statement["next"] == f'g.show("{statement["slug"]}")'
    nothing = g.find("zeppelin")
    assert len(nothing) == 0
    assert "zeppelin" in nothing.notes[0]


def test_show_is_what_the_command_prints(g: OpenGraph) -> None:
    """`show` gives note, passage and digest of a statement, as text and as HTML."""
    statement = str(g.ask("caf-uptake")[0]["statement"])
    record = g.show(statement)
    for text in (str(record), record._repr_html_()):
        assert record.evidence[0].digest in text
    assert record.note in str(record)
    assert "<strong><a href=" in record._repr_html_()


def test_rdflib_has_every_quad_and_the_union_as_default(
    g: OpenGraph, small_store: Store
) -> None:
    """A query without GRAPH finds the same in rdflib as in `select`."""
    dataset = g.rdflib()
    assert dataset.default_union
    assert sum(1 for _ in dataset.quads()) == len(small_store)
    text = "SELECT DISTINCT ?s ?name { ?s a insp:Judgement ; insp:grade/skos:prefLabel ?name }"
    assert len(list(dataset.query(text))) == len(g.select(text)) > 0


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_labelled_nodes(g: OpenGraph, view: str) -> None:
    """Every node of every view is an IRI, with a label for people and a class."""
    network = g.networkx(view)
    assert len(network) > 1
    assert all(node.startswith(g.base) for node in network)
    assert all(data["label"] and data["class"] for _, data in network.nodes(data=True))


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_that_of_the_export(
    g: OpenGraph, small_store: Store, view: str
) -> None:
    """A view has the nodes, edges and attributes that the export writes."""
    own = network(small_store, view)
    found = g.networkx(view)
    assert {node: found.nodes[node] for node in found} == own.nodes
    assert Counter(
        (*sorted(ends), str(data)) for *ends, data in found.edges(data=True)
    ) == Counter(
        (*sorted((edge.source, edge.target)), str(edge.attributes))
        for edge in own.edges
    )
    assert (found.is_directed(), found.is_multigraph()) == (own.directed, own.parallel)


def test_a_view_of_a_sparql_store_is_the_same(small_store: Store) -> None:
    """A small view that is read from a SPARQL store is that of the graph itself."""
    with running() as server:
        server.store.extend(small_store)
        remote = ig.open(server.address).networkx("themes-by-report")
    local = OpenGraph(small_store, "").networkx("themes-by-report")
    assert list(remote.nodes(data=True)) == list(local.nodes(data=True))
    assert list(remote.edges(data=True)) == list(local.edges(data=True))


def test_a_graph_shows_where_it_is_from(g: OpenGraph) -> None:
    """In a notebook, a graph names its source and says what to type first."""
    assert repr(g) == "Graph of small"
    assert "g.questions()" in g._repr_html_()
