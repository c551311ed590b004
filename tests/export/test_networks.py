"""Views of the graph as networks, and what readers of GraphML and GEXF get back."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from inspectgraph.cli import main
from inspectgraph.cli.export import NETWORKS, VIEWS
from inspectgraph.export import network, streamed
from inspectgraph.export.gexf import gexf_of
from inspectgraph.model.errors import UsageError
from inspectgraph.networks.network import Attributes, Edge, Network
from inspectgraph.networks.views import VIEWS as KNOWN
from inspectgraph.rdf.namespaces import BASE

REPORT = f"{BASE}id/report/netherford-sif-2015"
THEME = f"{BASE}theme/common-assessment"


def content(store: Store, form: str, view: str) -> bytes:
    """Return a view of the small project in a format."""
    (parts,) = streamed(store, form, view=view).values()
    return b"".join(parts)


def read(store: Store, form: str, view: str) -> Any:
    """Return a view of the small project, written and read by networkx."""
    readers: dict[str, Any] = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}
    return readers[form](io.BytesIO(content(store, form, view)))


def test_the_command_knows_every_view() -> None:
    """The names that `--help` shows are those of the views."""
    assert set(VIEWS) == {"full", *KNOWN}


def test_an_edge_counts_the_statements_of_a_report_on_a_theme(
    small_store: Store,
) -> None:
    """An edge's weight is what SPARQL counts, and the polarities are parts of it."""
    query = f"SELECT DISTINCT ?s {{ ?s <{BASE}def/statedIn> <{REPORT}> ; <{BASE}def/theme> <{THEME}> }}"
    number = len(list(small_store.query(query, use_default_graph_as_union=True)))  # type: ignore[arg-type]
    found = network(small_store, "themes-by-report")
    (edge,) = [
        each for each in found.edges if (each.source, each.target) == (REPORT, THEME)
    ]
    assert edge.attributes["weight"] == number > 1
    assert (
        sum(
            int(edge.attributes[name])
            for name in ("strength", "weakness", "mixed", "neutral")
        )
        <= number
    )
    weak = query.replace(" }", f" ; <{BASE}def/polarity> <{BASE}polarity/weakness> }}")
    assert edge.attributes["weakness"] == len(
        list(small_store.query(weak, use_default_graph_as_union=True))  # type: ignore[arg-type]
    )
    assert edge.attributes["start"] == "2015-03-02"
    assert found.nodes[REPORT]["label"] == "Netherford 2015"
    assert found.nodes[THEME]["label"] == "common assessment"


@pytest.mark.parametrize("view", VIEWS)
def test_both_formats_are_read_back_with_the_same_network(
    small_store: Store, view: str
) -> None:
    """Nodes, edges, labels and numbers are those of the view, in GraphML and in GEXF."""
    own = network(small_store, view)
    assert own.nodes
    for form in NETWORKS:
        found = read(small_store, form, view)
        by_iri = {data.get("iri", node): data for node, data in found.nodes(data=True)}
        assert set(by_iri) == set(own.nodes)
        assert found.number_of_edges() == len(own.edges)
        for iri, attributes in own.nodes.items():
            assert by_iri[iri]["label"] == attributes["label"]
            for name in {"class", "kind", "value", "statements"} & attributes.keys():
                assert by_iri[iri][name] == attributes[name]
        weights = sum(
            float(weight) for *_, weight in found.edges(data="weight", default=0)
        )
        assert weights == sum(
            float(edge.attributes.get("weight", 0)) for edge in own.edges
        )
    assert own.networkx().number_of_edges() == len(own.edges)


def bodies_and_services() -> Store:
    """Return a graph with a council that provides two services, and a trust."""
    store = Store()
    text = """
        PREFIX insp: <https://w3id.org/inspectgraph/def/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX polarity: <https://w3id.org/inspectgraph/polarity/>
        PREFIX : <https://w3id.org/inspectgraph/id/>
        INSERT DATA { GRAPH <https://w3id.org/inspectgraph/graph/registry> {
            :council a insp:Authority ; skos:prefLabel "Netherford"@en .
            :trust a insp:PartnerBody ; skos:prefLabel "Netherford trust"@en ;
                insp:bodyKind [ skos:prefLabel "hospital trust"@en ] .
            :clinic a insp:Service ; skos:prefLabel "Netherford clinic"@en ;
                insp:serviceType [ skos:prefLabel "clinic"@en ] ; insp:providedBy :council .
            :school a insp:Service ; skos:prefLabel "Netherford school"@en ;
                insp:providedBy :council .
            :s1 insp:service :clinic ; insp:body :trust ; insp:polarity polarity:weakness .
            :s2 insp:service :clinic ; insp:body :trust ; insp:responsible :trust .
            :s3 insp:service :clinic ; insp:addressee :council .
            :s4 insp:service :clinic ; insp:before :trust ; insp:after :school .
        } }"""
    store.update(text)
    return store


def test_bodies_are_joined_to_services_that_they_provide_or_that_statements_name() -> (
    None
):
    """An edge counts each statement once, and no edge has the weight 0."""
    found = network(bodies_and_services(), "bodies-by-service")
    names = ("statements", "weight", "weakness", "relation")
    edges = {
        tuple(node.removeprefix(f"{BASE}id/") for node in (edge.source, edge.target)): [
            edge.attributes[name] for name in names
        ]
        for edge in found.edges
    }
    assert edges == {
        ("council", "clinic"): [1, 1, 0, "provides"],
        ("council", "school"): [0, 1, 0, "provides"],
        ("trust", "clinic"): [3, 3, 1, "named together"],  # and no service with itself
    }
    assert [tuple(data.values()) for data in found.nodes.values()] == [
        ("Netherford clinic", "Service", 4, "clinic"),
        ("Netherford", "Authority", 1),
        ("Netherford school", "Service", 0),
        ("Netherford trust", "PartnerBody", 3, "hospital trust"),
    ]


def test_an_unknown_view_is_refused_with_the_nearest_name(small_store: Store) -> None:
    """An unknown view is refused, and the error proposes the most similar name."""
    with pytest.raises(UsageError, match="did you mean 'bodies-by-service'"):
        network(small_store, "body-by-service")


def test_only_the_full_view_can_have_parallel_edges(small_store: Store) -> None:
    """Only the full view may have two edges between two nodes in networkx."""
    kinds = {view: type(network(small_store, view).networkx()) for view in VIEWS}
    assert kinds == {
        "full": nx.MultiDiGraph,
        "themes-by-report": nx.DiGraph,
        "themes-together": nx.Graph,
        "bodies-by-service": nx.Graph,
    }


def test_the_same_graph_gives_the_same_bytes(small_store: Store) -> None:
    """The order of quads in the store does not matter, and no day of writing is noted."""
    other = Store()
    other.extend(sorted(small_store, key=str, reverse=True))
    for form in NETWORKS:
        for view in VIEWS:
            assert content(small_store, form, view) == content(other, form, view)


@pytest.mark.corpus
def test_gexf_is_valid(corpus: Path, small_store: Store) -> None:
    """The official schema of GEXF 1.2 accepts every view."""
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(corpus / "suites/gexf/gexf.xsd")))
    for view in VIEWS:
        schema.assertValid(etree.fromstring(content(small_store, "gexf", view)))


def test_days_are_the_time_of_a_node() -> None:
    """A GEXF node exists from its first day to its last; special characters survive."""
    nodes: dict[str, Attributes] = {
        "https://example.org/a": {
            "label": 'A "<b>&',
            "start": "2014-04-29",
            "end": "2014-05-21",
        },
        "https://example.org/b": {"label": "B", "value": 9.5, "statements": 2},
    }
    one, other = nodes
    edges = [Edge(one, other, {"weight": 3, "label": "x"})]
    written = b"".join(gexf_of(Network(nodes, edges)))
    (graph,) = ET.fromstring(written)  # noqa: S314 - our own file
    assert (graph.attrib["mode"], graph.attrib["timeformat"]) == ("dynamic", "date")
    first = next(each for each in graph.iter() if each.tag.endswith("}node"))
    assert first.attrib == {
        "id": "https://example.org/a",
        "label": 'A "<b>&',
        "start": "2014-04-29",
        "end": "2014-05-21",
    }
    found = nx.read_gexf(io.BytesIO(written))
    assert found.nodes["https://example.org/b"] == {
        "label": "B",
        "value": 9.5,
        "statements": 2,
    }


def test_a_view_of_another_format_is_refused() -> None:
    """A view is refused with any format but GraphML and GEXF."""
    result = CliRunner().invoke(main, ["export", "--format", "trig", "--view", "full"])
    assert result.exit_code == 2
    assert "choose graphml or gexf" in result.output
