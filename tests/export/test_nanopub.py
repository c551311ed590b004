"""Each statement gives a nanopublication, which only says what the graph says."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from inspectgraph.export import exported
from inspectgraph.rdf.namespaces import DEF, INSP, PROV, RDF

NP = "http://www.nanopub.org/nschema#"
PARTS = ("Head", "assertion", "provenance", "pubinfo")
Nanopublication = dict[str, list[Quad]]


@pytest.fixture(scope="module")
def content(small_store: Store) -> bytes:
    """Return the nanopublications of the small project."""
    (found,) = exported(small_store, "nanopub").values()
    return found


@pytest.fixture(scope="module")
def nanopublications(content: bytes) -> dict[str, Nanopublication]:
    """Return the quads by the IRI of their nanopublication, and then by its part."""
    found: dict[str, Nanopublication] = defaultdict(lambda: defaultdict(list))
    for quad in parse(content, RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        iri, _, part = quad.graph_name.value.partition("#")
        found[iri][part].append(quad)
    return found


def test_every_statement_has_one(
    nanopublications: dict[str, Nanopublication], small_store: Store
) -> None:
    """Each statement gives one nanopublication, which has all its four named graphs."""
    stated = small_store.quads_for_pattern(None, INSP.statedIn, None, None)
    statements = {str(quad.subject)[1:-1] for quad in stated}
    assert set(nanopublications) == {f"{one}/nanopublication" for one in statements}
    for parts in nanopublications.values():
        assert sorted(parts) == sorted(PARTS)


def test_the_head_names_the_other_graphs(
    nanopublications: dict[str, Nanopublication],
) -> None:
    """The head has the class and the links to the other three graphs, and no more."""
    for iri, parts in nanopublications.items():
        assert {(q.predicate.value, str(q.object)) for q in parts["Head"]} == {
            (RDF.type.value, f"<{NP}Nanopublication>"),
            (f"{NP}hasAssertion", f"<{iri}#assertion>"),
            (f"{NP}hasProvenance", f"<{iri}#provenance>"),
            (f"{NP}hasPublicationInfo", f"<{iri}#pubinfo>"),
        }
        assert {str(q.subject) for q in parts["Head"]} == {f"<{iri}>"}


def test_nothing_is_said_that_the_graph_does_not_say(
    nanopublications: dict[str, Nanopublication], small_store: Store
) -> None:
    """Assertions and the description of evidence are triples of the published graph."""
    for iri, parts in nanopublications.items():
        for quad in (*parts["assertion"], *parts["provenance"]):
            if quad.subject != NamedNode(f"{iri}#assertion"):
                triple = (quad.subject, quad.predicate, quad.object)
                assert any(small_store.quads_for_pattern(*triple, None)), quad
        assert not [q for q in parts["assertion"] if q.predicate == INSP.evidence]


def test_the_provenance_leads_to_the_words(
    nanopublications: dict[str, Nanopublication],
) -> None:
    """The provenance gives the evidence, a digest of its words, and the curation."""
    for iri, parts in nanopublications.items():
        assertion = NamedNode(f"{iri}#assertion")
        said = {
            q.predicate.value for q in parts["provenance"] if q.subject == assertion
        }
        assert said == {f"{PROV.base}wasDerivedFrom", f"{PROV.base}wasGeneratedBy"}
        digests = [q for q in parts["provenance"] if q.predicate == INSP.digest]
        evidence = [q for q in parts["provenance"] if q.predicate == INSP.evidence]
        assert len(digests) == len(evidence) > 0


def test_a_judgement_says_who_was_judged(
    nanopublications: dict[str, Nanopublication],
) -> None:
    """Each assertion of a grade contains the judged authority, which is inferred."""
    judgement = NamedNode(f"{DEF}Judgement")
    judged = [
        {q.predicate for q in parts["assertion"]}
        for parts in nanopublications.values()
        if any(q.object == judgement for q in parts["assertion"])
    ]
    assert judged
    assert all(INSP.judgedAuthority in one for one in judged)


def test_the_info_has_licence_maker_and_day(
    nanopublications: dict[str, Nanopublication],
) -> None:
    """The last graph has licence, maker and day of the nanopublication itself."""
    for iri, parts in nanopublications.items():
        assert {str(q.subject) for q in parts["pubinfo"]} == {f"<{iri}>"}
        said = {q.predicate.value.rsplit("/", 1)[1] for q in parts["pubinfo"]}
        assert said == {"created", "creator", "isPartOf", "license"}


def test_each_part_is_a_document_of_its_own(content: bytes) -> None:
    """The file declares its prefixes, and contains the times and comparators, too."""
    text = content.decode()
    assert text.startswith("@prefix ")
    assert "insp:startDate" in text or "insp:earliest" in text
    assert "insp:Comparator" in text or "insp:value" in text
