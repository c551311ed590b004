"""An index of triples answers from its own triples and from those of its base."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.rdf.namespaces import RDF, RDFS
from inspectgraph.rdf.triple_index import TripleIndex

TYPE, BELOW = str(RDF.type), str(RDFS.subClassOf)

names = st.sampled_from([f"<{letter}>" for letter in "abcdef"])
predicates = st.sampled_from([TYPE, BELOW, "<p>", "<q>"])
some_triples = st.lists(st.tuples(names, predicates, names), max_size=25)


@given(some_triples, some_triples, names, predicates)
def test_a_base_makes_no_difference_to_what_is_found(
    own: list[tuple[str, str, str]],
    below: list[tuple[str, str, str]],
    node: str,
    predicate: str,
) -> None:
    """An index with a base finds the same as one index of all triples."""
    layered = TripleIndex(own, TripleIndex(below))
    whole = TripleIndex([*own, *below])
    pairs = [
        (layered.values(node, predicate), whole.values(node, predicate)),
        (layered.subjects(predicate, node), whole.subjects(predicate, node)),
        (layered.subjects_of(predicate), whole.subjects_of(predicate)),
        (layered.objects_of(predicate), whole.objects_of(predicate)),
        (layered.instances(node), whole.instances(node)),
    ]
    for found, wanted in pairs:
        assert sorted(found) == sorted(wanted)
    assert {
        key: sorted(values) for key, values in layered.properties(node).items()
    } == {key: sorted(values) for key, values in whole.properties(node).items()}


@given(some_triples, some_triples, names, names)
def test_an_instance_of_a_class_below_is_one(
    own: list[tuple[str, str, str]],
    below: list[tuple[str, str, str]],
    node: str,
    cls: str,
) -> None:
    """Whether a node is an instance agrees with the list of instances."""
    layered = TripleIndex(own, TripleIndex(below))
    assert layered.is_instance(node, cls) == (node in layered.instances(cls))


def test_its_own_triples_are_told_from_those_below() -> None:
    """An index tells its own triples from those of the base below it."""
    base = TripleIndex([("<a>", "<p>", "<x>"), ("<b>", TYPE, "<c>")])
    index = TripleIndex([("<a>", "<q>", "<y>"), ("<d>", TYPE, "<c>")], base)
    assert set(index.described) == {"<a>", "<d>"}
    assert index.mixed == {"<a>"}
    assert index.described_instances("<c>") == ["<d>"]
    assert list(index.describing("<p>")) == []
