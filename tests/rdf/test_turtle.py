"""Turtle and TriG: what is written reads back the same, and has one form."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)
from rdflib import Graph

from inspectgraph.rdf.canonical import graph_triples, labelled
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.prefixes import Names
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import trig, turtle

X = "http://www.w3.org/2001/XMLSchema#"
BASE = "https://w3id.org/inspectgraph/"
Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

names = st.sampled_from(
    [
        f"{BASE}theme/housing",
        f"{BASE}scale/sif/good",
        f"{BASE}id/report/x-2008/unit/grades/safety",
        f"{BASE}def/note",
        f"{BASE}id/report/x-2008/statement/p1-a1b2",
        f"{BASE}id/report/y-2009/unit/p10",
        f"{BASE}id/report/x-2008",
        BASE,
        f"{BASE}theme",
        f"{BASE}id/body/ends.",
        f"{BASE}id/body/-starts",
        f"{BASE}id/body/wäre",
        f"{BASE}graph#part",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://purl.org/dc/terms/",
        "https://example.org/a(b)'c",
        "urn:x:1",
        f"{BASE}id/report/2-x/unit/p1",
    ]
).map(NamedNode)
blanks = st.integers(0, 5).map(lambda number: BlankNode(f"b{number}"))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
literals = st.one_of(
    texts.map(Literal),
    texts.map(lambda text: Literal(text, language="en")),
    st.sampled_from(
        ['"^^<x>', 'a "b"@en', "\\", "two\nlines\r\t", "\u2028\x85\x0b"]
    ).map(Literal),
    st.sampled_from(
        [
            Literal("1", datatype=NamedNode(f"{X}integer")),
            Literal("+01", datatype=NamedNode(f"{X}integer")),
            Literal("1.50", datatype=NamedNode(f"{X}decimal")),
            Literal("1", datatype=NamedNode(f"{X}decimal")),
            Literal("true", datatype=NamedNode(f"{X}boolean")),
            Literal("1", datatype=NamedNode(f"{X}boolean")),
            Literal("2008-02-30", datatype=NamedNode(f"{X}date")),
            Literal("x y", datatype=NamedNode("urn:my:type")),
        ]
    ),
)
triples = st.lists(
    st.tuples(names | blanks, names, names | blanks | literals), max_size=12
)


def texts_of(found: list[tuple[Subject, NamedNode, Term]]) -> list[TextTriple]:
    """Return triples as texts."""
    return [
        (str(subject), str(predicate), str(value))
        for subject, predicate, value in found
    ]


def canonical(found: list[Triple]) -> set[str]:
    """Return triples with their blank nodes labelled by what is said of them."""
    dataset = Dataset(
        Quad(triple.subject, triple.predicate, triple.object) for triple in found
    )
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def read(content: bytes) -> list[Triple]:
    """Return the triples of Turtle."""
    return [quad.triple for quad in parse(content, RdfFormat.TURTLE)]


@given(triples, st.randoms(use_true_random=False))
def test_what_is_written_reads_back(
    found: list[tuple[Subject, NamedNode, Term]], shuffler: random.Random
) -> None:
    """Any triples come back as they were, and in any order give the same bytes."""
    content = turtle(texts_of(found), "x-2008")
    assert canonical(read(content)) == canonical([Triple(*terms) for terms in found])
    shuffled = [*found, *found[:2]]
    shuffler.shuffle(shuffled)
    assert turtle(texts_of(shuffled), "x-2008") == content


@given(triples)
def test_labels_do_not_depend_on_labels(
    found: list[tuple[Subject, NamedNode, Term]],
) -> None:
    """Blank nodes with other labels give the same bytes."""

    def renamed(term: Term) -> Term:
        return (
            BlankNode(f"z{9 - int(term.value[1:])}")
            if isinstance(term, BlankNode)
            else term
        )

    others = [
        (renamed(subject), predicate, renamed(value))
        for subject, predicate, value in found
    ]
    assert turtle(texts_of(others)) == turtle(texts_of(found))  # type: ignore[arg-type]


def test_the_form() -> None:
    """One value a line, the class first, numbers by size, a blank node in its place."""
    source = f"""
        @prefix d: <{BASE}def/> . @prefix u: <{BASE}id/report/x-2008/unit/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        u:p10 d:unitOrder 10 . u:p2 d:note "b"@en, "a"@en ; d:value 2.50 ; a d:Passage, d:Other .
        u:p2 d:curatedOn "2008-01-01"^^<{X}date> ; d:part [ d:note "[ in its place ]" ; a owl:Restriction ], u:a\\/b .
        """
    triples = parse(source.encode(), RdfFormat.TURTLE)
    texts = [(str(one.subject), str(one.predicate), str(one.object)) for one in triples]
    content = turtle(texts, "x-2008")
    assert (
        content.decode()
        == f"""\
@prefix insp: <{BASE}def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix passage: <{BASE}id/report/x-2008/unit/> .
@prefix xsd: <{X}> .

passage:p2
    a insp:Other , insp:Passage ;
    insp:curatedOn "2008-01-01"^^xsd:date ;
    insp:note
        "a"@en ,
        "b"@en ;
    insp:part
        passage:a\\/b ,
        [
            a owl:Restriction ;
            insp:note "[ in its place ]" ;
        ] ;
    insp:value 2.50 ;
.

passage:p10
    insp:unitOrder 10 ;
.
"""
    )


def test_other_readers_agree() -> None:
    """Other readers find the written triples, even escaped names and bare numbers."""
    source = [
        (
            f"<{BASE}id/report/x-2008/unit/grades/a.b>",
            f"<{BASE}def/value>",
            f'"602.0"^^<{X}decimal>',
        ),
        (f"<{BASE}id/report/x-2008/unit/grades/a.b>", f"<{BASE}def/part>", "_:b1"),
        ("_:b1", f"<{BASE}def/note>", '"one\\ntwo \\"three\\""@en'),
    ]
    read_by_rdflib = Graph().parse(data=turtle(source, "x-2008"), format="turtle")
    lines = "".join(f"{' '.join(triple)} .\n" for triple in source)
    assert read_by_rdflib.isomorphic(Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize(
    ("stated", "written"), [("602.0", "602.0"), ("18.5", "18.5"), ("0.0", "0.0")]
)
def test_the_store_keeps_no_forms_but_we_do(stated: str, written: str) -> None:
    """A decimal is written with the point that it had before the store dropped it."""
    subject, predicate = NamedNode(f"{BASE}theme/x"), NamedNode(f"{BASE}def/value")
    name = graph("x-2008")
    store = Store()
    store.add(
        Quad(
            subject, predicate, Literal(stated, datatype=NamedNode(f"{X}decimal")), name
        )
    )
    assert graph_triples(store, name) == [
        (str(subject), str(predicate), f'"{written}"^^<{X}decimal>')
    ]


def test_cardinalities_keep_their_datatype() -> None:
    """Cardinalities are written as the non-negative integers that OWL demands."""
    source = Path(__file__).parents[2] / "ontology" / "modules" / "judgement.ttl"
    store = Store()
    store.load(path=source, format=RdfFormat.TURTLE, to_graph=graph("ontology"))
    counts = [
        value
        for _, key, value in graph_triples(store, graph("ontology"))
        if "ardinality>" in key
    ]
    assert counts
    assert {value.split("#")[1] for value in counts} == {"nonNegativeInteger>"}


def test_two_namespaces_cannot_share_a_prefix() -> None:
    """Where two parts of the namespace would get one prefix, the second is written in full."""
    short = Names("theme-x").short
    assert short(f"{BASE}id/report/theme/unit/p1") == "theme-passage:p1"
    clash = Names()
    assert clash.short(f"{BASE}scale/x/a") == "scale-x:a"
    assert clash.short(f"{BASE}id/report/scale/x/a") == f"<{BASE}id/report/scale/x/a>"
    assert clash.prefixes == {"scale-x": f"{BASE}scale/x/"}


def test_labels_of_two_graphs_differ() -> None:
    """Labels of blank nodes begin with the graph's name, so that graphs can merge."""
    found = labelled([(f"<{BASE}x>", f"<{BASE}y>", "_:b0")], "ontology-")
    assert found == [(f"<{BASE}x>", f"<{BASE}y>", "_:ontology-c14n0")]


def test_trig_is_turtle_in_named_graphs() -> None:
    """Each named graph has its own prefixes, those of its report among them."""
    rows = [
        (f"<{BASE}id/report/{name}/unit/p1>", f"<{BASE}def/unitId>", '"p1"')
        for name in ("x-2008", "y-2009")
    ]
    content = trig(
        (graph(row[0].split("/")[6]), [row], row[0].split("/")[6]) for row in rows
    )
    assert content.decode().count("\npassage:p1\n") == 2
    found = {
        (str(quad.subject), str(quad.graph_name))
        for quad in parse(content, RdfFormat.TRIG)
    }
    assert found == {
        (rows[0][0], str(graph("x-2008"))),
        (rows[1][0], str(graph("y-2009"))),
    }
