"""The simple shapes of fields: those by hand agree with the records, and no field lacks one."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.model.fields import Field, own_fields
from inspectgraph.rdf.field_terms import property_of
from inspectgraph.rdf.iris import concept, graph
from inspectgraph.rdf.namespaces import INSP, SHAPE
from inspectgraph.validate import validate
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples
from inspectgraph.validate.field_shapes import RECORDS, constraints_of, missing_shapes
from inspectgraph.validate.shacl import Shapes, read_shapes

FIELDS = [
    pytest.param(field, owner, id=f"{owner}-{field.key}")
    for record, owner in RECORDS.items()
    for field in own_fields(record)
    if field.term
]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    """Return the shapes that the package carries."""
    return read_shapes()


def written(shapes: ShapeTriples, field: Field, owner: str) -> dict[str, set[str]]:
    """Return the constraints that shapes of a class, or of all statements, put on a field."""
    found: dict[str, set[str]] = {}
    for shape in shapes.subjects(SH.path, str(property_of(field))):
        local = shape.removeprefix(f"<{SHAPE}")
        if local.startswith((f"{owner}Shape-", "StatementShape-")):
            for key, values in shapes.properties(shape).items():
                found.setdefault(key, set()).update(values)
    return found


@pytest.mark.parametrize(("field", "owner"), FIELDS)
def test_the_shape_of_a_field_agrees_with_its_record(
    shapes: Shapes, field: Field, owner: str
) -> None:
    """A field has a shape that allows as many values as the record, and of the same kind."""
    found, wanted = written(shapes.described, field, owner), constraints_of(field)
    assert found
    for count in (SH.minCount, SH.maxCount):
        if count in wanted:
            assert found[count] == {wanted[count]}
    if SH.minCount in found and found[SH.severity] == {SH.Violation}:
        assert field.required
    if SH.datatype in found:
        assert found[SH.datatype] == {wanted[SH.datatype]}


def test_no_field_lacks_a_shape(shapes: Shapes) -> None:
    """Every field has a shape that was written by hand, so none is added."""
    assert list(missing_shapes(shapes.triples)) == []


def test_a_field_without_a_shape_gets_a_simple_one(
    shapes: Shapes, small_store: Store
) -> None:
    """A shape that is made for a field finds a second value and a foreign value."""
    level = str(INSP.level)
    by_hand = {shape for shape, key, value in shapes.triples if value == level}
    others = [triple for triple in shapes.triples if triple[0] not in by_hand]
    ready = Shapes((*others, *missing_shapes(others)))
    store = Store()
    store.bulk_extend(small_store)
    statement = next(
        quad.subject for quad in store.quads_for_pattern(None, INSP.level, None)
    )
    theme = NamedNode(concept("theme", "health").value)
    assert isinstance(statement, NamedNode)
    store.add(Quad(statement, INSP.level, theme, graph("netherford-sif-2015")))
    report = validate(store, needs=frozenset({"report"}), shapes=ready)
    found = {
        (finding.focus, finding.message)
        for finding in report.findings
        if finding.code == "FindingShape-level"
    }
    message = "Give the resource at most one insp:level: a known level."
    assert found == {(statement.value, message)}


def test_the_simple_shape_of_a_sound_graph_finds_nothing(
    shapes: Shapes, small_store: Store
) -> None:
    """With simple shapes in the place of all shapes by hand, the small graph conforms."""
    simple = tuple(missing_shapes(()))
    targets = tuple(triple for triple in shapes.triples if triple[1] == SH.targetClass)
    report = validate(small_store, shapes=Shapes((*targets, *simple)))
    assert [finding for finding in report.findings if "Shape-" in finding.code] == []
    assert len(simple) > 200
