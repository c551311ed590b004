"""Look-ups before a query exclude only nodes for which the query has no answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import INSP, RDF
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.validate.compiled import (
    CompiledShapes,
    Shared,
    Unit,
    compiled,
)
from inspectgraph.validate.compiled.candidates import compile_candidates
from inspectgraph.validate.compiled.shape import Shape
from inspectgraph.validate.compiled.shape_triples import SH
from inspectgraph.validate.compiled.sparql import SparqlConstraint
from inspectgraph.validate.shacl import read_shapes

TYPE = str(RDF.type)
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"": "https://example.org/", "xsd": XSD}
HEAD = "".join(f"PREFIX {one}: <{two}>\n" for one, two in PREFIXES.items())

#: Each form of query that the look-ups understand.
QUERIES = [
    "SELECT $this WHERE { $this :p ?x . ?x :q $this . }",
    "SELECT $this WHERE { $this :p ?x , ?y . FILTER(?x != ?y) }",
    "SELECT $this WHERE { $this :p/:q ?x . FILTER NOT EXISTS { ?x :p ?y } }",
    "SELECT $this WHERE { $this :p/:q/^:p ?x ; :q/:q/:q ?y . FILTER(?x != ?y) }",
    "SELECT $this WHERE { $this ^:p|:q ?x . FILTER EXISTS { ?x :p+ $this } }",
    "SELECT $this WHERE { $this :p* ?x . ?x :q ?y . FILTER(?y IN (:a, :b)) }",
    "SELECT $this WHERE { $this :p ?x . OPTIONAL { ?x :q ?y } FILTER(!BOUND(?y)) }",
    "SELECT $this WHERE { $this :p ?x . OPTIONAL { ?x :q ?y } FILTER(?y = ?x || ?x = :a) }",
    "SELECT $this WHERE { $this :p ?x . FILTER(?x > 2 && ?x <= 5) }",
    "SELECT $this WHERE { $this :p ?x . FILTER(?x NOT IN (:a, :c)) }",
    'SELECT $this WHERE { $this :p ?x . FILTER(REGEX(STR(?x), "^[a-c]$", "i")) }',
    'SELECT $this WHERE { $this :p ?x . FILTER(!REGEX(STR(?x), "^[a-c]$")) }',
    'SELECT $this WHERE { $this :p ?x . FILTER(STR($this) = CONCAT(STR(?x), "")) }',
    "SELECT $this WHERE { $this :p ?x . BIND(YEAR(?x) AS ?y) FILTER(?y < 2010) }",
    "SELECT $this WHERE { $this :p ?x . FILTER(COALESCE(?z, 1) + ?x > 3) }",
    "SELECT $this WHERE { $this :p ?x . { SELECT $this ?x ?y WHERE { ?y :q ?x } } FILTER(?y != $this) }",
    "SELECT $this WHERE { $this :p ?x . { ?y :q ?x . ?y :p ?z } FILTER(?y != $this) }",
    "SELECT $this WHERE { ?x :p ?y ; :q $this . }",
    'SELECT $this WHERE { $this :p "2" . FILTER NOT EXISTS { ?o :q $this ; :p ?x } }',
    "SELECT $this WHERE { $this :p ?x . FILTER(isNumeric(?x) && ABS(?x) != FLOOR(?x)) }",
    'SELECT $this WHERE { $this :p ?x . FILTER(!CONTAINS(CONCAT(" ", STR(?x)), " b")) }',
    'SELECT $this WHERE { $this :p ?x . FILTER(STR(?x + 1) != "3") }',
    'SELECT $this WHERE { $this :p ?x . FILTER(STR(?x - 1) = "1") }',
]

nodes = st.sampled_from([f"<https://example.org/{letter}>" for letter in "abcd"])
literals = st.sampled_from(
    [
        '"2"',
        '"b"',
        '"b"@en',
        '"b\\n"',
        f'"2"^^<{XSD}integer>',
        f'"4.5"^^<{XSD}decimal>',
        f'"2009-02-03"^^<{XSD}date>',
        f'"true"^^<{XSD}boolean>',
        f'"2009-02-03T10:00:00Z"^^<{XSD}dateTime>',
        f'"no number"^^<{XSD}integer>',
    ]
)
predicates = st.sampled_from(["<https://example.org/p>", "<https://example.org/q>"])
graphs = st.lists(st.tuples(nodes, predicates, nodes | literals), max_size=12)


def has_answer(unit: Unit, query: str, node: str) -> bool:
    """Return whether the engine has an answer for a node."""
    return next(iter(unit.rows(HEAD + query, this=node)), None) is not None


@pytest.mark.parametrize("query", QUERIES)
@given(data=st.data())
def test_no_node_with_an_answer_is_ruled_out(query: str, data: st.DataObject) -> None:
    """Whatever the triples are, a node with an answer is among the candidates."""
    candidates = compile_candidates(query, PREFIXES)
    assert candidates is not None
    unit = Unit.whole(data.draw(graphs))
    asked = dict.fromkeys(unit.index.described)
    kept = set(candidates(unit, asked))
    assert {node for node in asked if has_answer(unit, query, node)} <= kept


@pytest.mark.parametrize("query", QUERIES[:8])
@given(data=st.data())
def test_where_no_literal_is_compared_the_candidates_are_exact(
    query: str, data: st.DataObject
) -> None:
    """Among IRIs, only nodes with an answer are left for the engine."""
    candidates = compile_candidates(query, PREFIXES)
    assert candidates is not None
    unit = Unit.whole(
        data.draw(st.lists(st.tuples(nodes, predicates, nodes), max_size=12))
    )
    asked = dict.fromkeys(unit.index.described)
    kept = set(candidates(unit, asked))
    assert kept == {node for node in asked if has_answer(unit, query, node)}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(?x) AS ?n) WHERE { $this :p ?x }",
        "SELECT $this WHERE { $this :p ?x } ORDER BY ?x",
        "SELECT $this WHERE { { $this :p ?x } UNION { $this :q ?x } }",
        "SELECT $this WHERE { $this ?p ?x }",
        "SELECT $this WHERE { $this !:p ?x }",
        "SELECT $this WHERE { OPTIONAL { $this :p ?x } $this :q ?x }",
        "SELECT $this WHERE { $this :p ?x . FILTER(SHA1(STR(?x)) = 'a') }",
    ],
)
def test_what_is_not_understood_is_left_to_the_engine(query: str) -> None:
    """A form that the look-ups do not know gives no candidates, and no error."""
    assert compile_candidates(query, PREFIXES) is None


def test_every_query_about_reports_is_understood() -> None:
    """Look-ups understand every query about reports, except those with sums.

    A report is the one focus node of a sum in its own part of the graph.
    """
    found = _about_reports()
    assert len(found) > 80
    left = [one.query for one in found if one.candidates is None]
    assert [query for query in left if "SUM(" not in query] == []
    assert len(left) == 1


@pytest.mark.parametrize(
    ("printed", "ages"),
    [
        ("under 18", {"maximumAge": 17}),
        ("over 16", {"minimumAge": 17}),
        ("aged 16 and 17", {"minimumAge": 16, "maximumAge": 17}),
        ("from birth to 5", {"minimumAge": 0, "maximumAge": 5}),
    ],
)
def test_ages_as_printed_need_no_engine(printed: str, ages: dict[str, int]) -> None:
    """Look-ups rule out ages that are the printed ones.

    To load the shared triples into the engine takes longer than the work on a report.
    """
    node = "<https://example.org/ages>"
    triples = [
        (node, str(INSP.printedAges), f'"{printed}"'),
        (node, str(INSP.ageUnit), "<https://example.org/years>"),
    ]
    for name, age in ages.items():
        triples.append((node, str(getattr(INSP, name)), f'"{age}"^^<{XSD}integer>'))
    unit = Unit.whole(triples)
    queries = [one for one in _about_reports() if "insp:printedAges" in one.query]
    assert len(queries) == 4
    for one in queries:
        assert one.candidates is not None
        assert list(one.candidates(unit, {node: None})) == []


def _about_reports() -> list[SparqlConstraint]:
    """Return the SPARQL constraints of all shapes for reports."""
    needs = frozenset({"report", "corpus"})
    return [
        constraint
        for _, shape in compiled(read_shapes(), needs).targeted
        for part in _with_parts(shape)
        for constraint in part.sparql
        if isinstance(constraint, SparqlConstraint)
    ]


def _with_parts(shape: Shape) -> list[Shape]:
    return [shape, *(one for part in shape.parts for one in _with_parts(part))]


# The unit and the store


SHAPE = "<https://example.org/shape>"


def constraint(query: str, *more: TextTriple) -> CompiledShapes:
    """Return a shape for the subjects of `:p` with one query and a message."""
    return CompiledShapes.of(
        [
            (SHAPE, SH.targetSubjectsOf, "<https://example.org/p>"),
            (SHAPE, SH.sparql, "_:c"),
            ("_:c", SH.select, f'"{query}"'),
            ("_:c", SH.message, '"{$this} has {?value}"@en'),
            *more,
        ]
    )


QUERY = "SELECT $this ?value WHERE { $this <https://example.org/p> ?value }"


def test_placeholders_of_a_message_are_filled() -> None:
    """The message names the node and the value."""
    unit = Unit.whole([("<urn:a>", "<https://example.org/p>", '"one"')])
    (found,) = constraint(QUERY).findings(unit)
    assert found.message == "urn:a has one"


def test_the_triples_of_a_unit_do_not_stay_in_the_store() -> None:
    """A query finds what is shared and the unit's own, and nothing of the unit before."""
    key = "<https://example.org/p>"
    shared = Shared.of([("<urn:s>", key, '"shared"')])
    every = f"{{ ?value {key} ?x }} UNION {{ ?value {key}/{key} ?x }}"
    rules = constraint(f"SELECT $this ?value WHERE {{ $this {key} ?y . {every} }}")
    for name in ("urn:a", "urn:b"):
        unit = Unit.of([(f"<{name}>", key, '"one"')], shared)
        found = {(one.focus, one.value) for one in rules.findings(unit)}
        assert found == {(name, NamedNode("urn:s")), (name, None)}


def test_a_deactivated_constraint_is_silent() -> None:
    """`sh:deactivated true` switches a constraint off."""
    off = ("_:c", SH.deactivated, f'"true"^^<{XSD}boolean>')
    unit = Unit.whole([("<urn:a>", "<https://example.org/p>", '"one"')])
    assert constraint(QUERY, off).findings(unit) == []


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT $this WHERE { $this a ?x MINUS { $this a ?y } }", "MINUS"),
        ("SELECT $this WHERE { VALUES ?x { 1 } }", "VALUES"),
        ("SELECT $this WHERE { $this", "not SPARQL"),
        ("ASK { $this a ?x }", "SELECT"),
    ],
)
def test_a_query_that_shacl_forbids_is_refused(query: str, word: str) -> None:
    """The message names the constraint and what is wrong with it."""
    with pytest.raises(ShapeError, match=word):
        constraint(query)
