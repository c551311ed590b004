"""Tables of mappings: read strictly, linked in the graph, and true to the registry's own codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from inspectgraph.load.mappings import read_mappings
from inspectgraph.load.project import load_context
from inspectgraph.model.registry import Mapped
from inspectgraph.populate.registry import populate_registry
from inspectgraph.rdf.vocabulary import Vocabulary

SLUGS = {"authorities": frozenset({"netherford"}), "inspectorates": frozenset({"a"})}
METADATA = """# mapping_set_id: https://example.org/mappings
# license: https://creativecommons.org/licenses/by/4.0/
# curie_map:
#   wikidata: http://www.wikidata.org/entity/
"""
COLUMNS = [
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
    "author_label",
]
GOOD = [
    "authority:netherford",
    "rdfs:seeAlso",
    "wikidata:Q1",
    "semapv:ManualMappingCuration",
    "0.8",
    "curator",
]


def table(*rows: list[str], metadata: str = METADATA) -> dict[str, bytes]:
    """Return a registry that holds one table with these rows."""
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    return {"x.sssom.tsv": (metadata + "\n".join(lines) + "\n").encode()}


def test_a_row_is_an_iri_and_a_property() -> None:
    """Each row gives a mapping with a full IRI; a file that is no table is ignored."""
    content = {**table(GOOD), "notes.tsv": b"a\tb\n"}
    mapped, problems = read_mappings("registry", content, SLUGS)
    assert not problems
    assert mapped == [
        Mapped(
            kind="authority",
            slug="netherford",
            predicate="rdfs:seeAlso",
            object="http://www.wikidata.org/entity/Q1",
        )
    ]


@pytest.mark.parametrize(
    ("column", "value", "place", "words"),
    [
        (0, "authority:nowhere", 1, "no record 'nowhere'"),
        (0, "netherford", 1, "does not name a kind of record"),
        (1, "skos:exactMatch", 22, "foaf:page or owl:sameAs or rdfs:seeAlso"),
        (2, "geonames:1", 35, "'geonames:1' is not in curie_map"),
        (3, "manual", 47, "semapv:ManualMappingCuration"),
        (4, "1.5", 76, "a number from 0 to 1"),
        (4, "high", 76, "a number from 0 to 1"),
        (5, " ", 80, "author_label is empty"),
    ],
)
def test_a_wrong_value_is_told_in_its_place(
    column: int, value: str, place: int, words: str
) -> None:
    """The row is left out, and the others are read."""
    wrong = [*GOOD[:column], value, *GOOD[column + 1 :]]
    mapped, (problem,) = read_mappings("registry", table(GOOD, wrong), SLUGS)
    assert len(mapped) == 1
    assert (problem.where.line, problem.where.column) == (7, place)
    assert words in problem.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        METADATA.encode(),
        METADATA.replace("#   wiki", "#  - wiki").encode(),
        METADATA.replace("license", "licence").encode() + "\t".join(COLUMNS).encode(),
        METADATA.encode() + b"subject_id\tobject_id\n",
        table(GOOD[:-1])["x.sssom.tsv"],
        table([*GOOD, "more"])["x.sssom.tsv"],
        b"\xff\xfe",
    ],
)
def test_a_broken_table_is_a_problem_and_gives_nothing(content: bytes) -> None:
    """A table of the wrong form gives a problem and no mapping at all."""
    mapped, problems = read_mappings("registry", {"x.sssom.tsv": content}, SLUGS)
    assert not mapped
    assert problems


def test_a_missing_key_is_told_at_the_first_line() -> None:
    """A key that is missing above the table has no line of its own."""
    content = table(GOOD, metadata=METADATA.replace("license", "licence"))
    _, (problem,) = read_mappings("registry", content, SLUGS)
    assert str(problem.where) == "registry/x.sssom.tsv:1:1"
    assert "no key license" in problem.sentence


def test_the_tables_say_what_the_registry_says(
    project: Path, vocabulary: Vocabulary
) -> None:
    """The mappings give every area and region the code that the registry gives."""
    registry = load_context(project, vocabulary).registry
    base = "http://statistics.data.gov.uk/id/statistical-geography/"
    codes = {
        (kind, slug, base + record.gss)
        for kind, records in (
            ("area", registry.authorities),
            ("region", registry.regions),
        )
        for slug, record in records.items()
    }
    same = [one for one in registry.mappings if one.predicate == "owl:sameAs"]
    assert {(one.kind, one.slug, one.object) for one in same} == codes
    assert len(same) == len(codes)


def test_mappings_are_in_the_graph(project: Path, vocabulary: Vocabulary) -> None:
    """Each is one triple of the registry's graph."""
    registry = load_context(project, vocabulary).registry
    triples = {
        (quad.subject, quad.predicate, quad.object)
        for quad in populate_registry(registry, vocabulary).quads
    }
    assert (
        NamedNode("https://w3id.org/inspectgraph/id/inspectorate/ofsted"),
        NamedNode("http://xmlns.com/foaf/0.1/page"),
        NamedNode("https://www.gov.uk/government/organisations/ofsted"),
    ) in triples
    assert (
        NamedNode("https://w3id.org/inspectgraph/id/authority/knowsley"),
        NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"),
        NamedNode("http://www.wikidata.org/entity/Q1228523"),
    ) in triples
