"""GraphML that is written from triples and read back by networkx."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest

from inspectgraph.export.graphml import graphml
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.namespaces import BASE, INSP, OA, RDF

INSPECTION = f"<{BASE}id/inspection/netherford-sif-2015>"
STATEMENT = f"<{BASE}id/report/netherford-sif-2015/statement/p1-a1>"
PASSAGE = f"<{BASE}id/report/netherford-sif-2015/unit/p1>"
EVIDENCE = f"<{BASE}id/report/netherford-sif-2015/evidence/p1-a1-1>"


def classified(subject: str, name: str) -> tuple[str, str, str]:
    """Return the triple that gives a resource its class."""
    return subject, str(RDF.type), f"<{BASE}def/{name}>"


def literal(subject: str, predicate: Any, text: str) -> tuple[str, str, str]:
    """Return a triple with a text as its object."""
    return subject, str(predicate), f'"{text}"'


def read(*triples: tuple[str, str, str], name: str = "netherford-sif-2015") -> Any:
    """Write triples as GraphML, and return the network that networkx reads from it."""
    content = b"".join(graphml([NamedGraph(name, list(triples))]))
    return nx.read_graphml(io.BytesIO(content))


def times(*bounds: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Return triples of an inspection with a printed time for each pair of days."""
    found = [classified(INSPECTION, "Inspection")]
    for number, (earliest, latest) in enumerate(bounds):
        time = f"<{BASE}id/time/{number}>"
        found += [
            classified(time, "PrintedTime"),
            (INSPECTION, str(INSP.fieldwork), time),
            literal(time, INSP.earliest, earliest),
            literal(time, INSP.latest, latest),
        ]
    return found


@pytest.mark.parametrize("order", [1, -1])
def test_a_node_spans_all_its_printed_times(order: int) -> None:
    """A node starts on the earliest day of all its times and ends on the latest."""
    spring = ("2015-03-02", "2015-03-13")
    summer = ("2015-06-01", "2015-06-12")
    autumn = ("2015-09-07", "2015-09-18")
    network = read(*times(*(summer, spring, autumn)[::order]))
    (node,) = network.nodes
    assert network.nodes[node]["start"] == "2015-03-02"
    assert network.nodes[node]["end"] == "2015-09-18"


def test_a_node_without_a_printed_time_has_no_days() -> None:
    """A node that has no printed time has no attributes for its days."""
    (data,) = dict(read(*times()).nodes(data=True)).values()
    assert data == {
        "label": "netherford-sif-2015",
        "class": "Inspection",
        "name": "netherford-sif-2015",
        "iri": INSPECTION[1:-1],
    }


def test_evidence_becomes_an_edge() -> None:
    """A statement is linked to the passage that it rests on; evidence is not a node."""
    network = read(
        classified(STATEMENT, "Strength"),
        classified(PASSAGE, "Unit"),
        classified(EVIDENCE, "Evidence"),
        (STATEMENT, str(INSP.evidence), EVIDENCE),
        (EVIDENCE, str(OA.hasSource), PASSAGE),
    )
    ids = (
        "report:netherford-sif-2015:statement:p1-a1",
        "report:netherford-sif-2015:unit:p1",
    )
    assert set(network.nodes) == set(ids)
    assert list(network.edges(data="label")) == [(*ids, "evidence")]


def test_sections_are_no_nodes() -> None:
    """A section, which only serves to count sentences, gives no node."""
    section = f"<{BASE}id/report/netherford-sif-2015/section/care>"
    network = read(
        classified(STATEMENT, "Strength"),
        classified(section, "Section"),
        (section, str(INSP.sectionOf), STATEMENT),
    )
    assert list(network.nodes) == ["report:netherford-sif-2015:statement:p1-a1"]


def test_two_relations_of_the_same_nodes_are_two_edges() -> None:
    """Each relation keeps its name and has an id of its own."""
    other = f"<{BASE}id/report/netherford-sif-2015/statement/p2-a1>"
    network = read(
        classified(STATEMENT, "Strength"),
        classified(other, "Strength"),
        (STATEMENT, str(INSP.moreAbout), other),
        (STATEMENT, str(INSP.because), other),
    )
    assert [label for *_, label in network.edges(data="label")] == [
        "because",
        "moreAbout",
    ]
    assert [key for *_, key in network.edges(keys=True)] == ["e1", "e2"]


def test_texts_come_back_as_they_were() -> None:
    """Markup, line ends and other scripts survive; what XML cannot hold is replaced."""
    note = r"<b> & \"x\"\r\n\u4E2D\u0001"
    network = read(
        classified(STATEMENT, "Strength"), literal(STATEMENT, INSP.note, note)
    )
    (data,) = dict(network.nodes(data=True)).values()
    assert data["note"] == '<b> & "x"\r\n\u4e2d\ufffd'


def test_entailed_triples_are_left_out() -> None:
    """The graph of entailed triples gives neither nodes nor edges."""
    assert not read(classified(STATEMENT, "Strength"), name="inferred").nodes
