"""Compile SHACL shapes; each constraint becomes a function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.validate.compiled.paths import compile_path
from inspectgraph.validate.compiled.set_tests import set_tests
from inspectgraph.validate.compiled.shape import Shape
from inspectgraph.validate.compiled.shape_tests import shape_tests
from inspectgraph.validate.compiled.shape_triples import SH, TARGETS, ShapeTriples
from inspectgraph.validate.compiled.sparql import sparql_constraints
from inspectgraph.validate.compiled.targets import Targets, read_targets
from inspectgraph.validate.compiled.value_tests import value_tests
from inspectgraph.validate.findings import Severity

__all__ = ["Compiler"]

_TYPE: Final = str(RDF.type)
_SEVERITIES: Final = {
    SH.Info: Severity.INFO,
    SH.Warning: Severity.WARNING,
    SH.Violation: Severity.VIOLATION,
}


#: The constraints that a focus node without values can break.
_OF_ABSENT: Final = (SH.equals, SH.hasValue, SH.minCount, SH.qualifiedMinCount)


class Compiler:
    """A compiler of shapes, which compiles each shape only once."""

    def __init__(self, shapes: ShapeTriples) -> None:
        """Make a compiler of the shapes that the given triples describe."""
        self._shapes = shapes
        self._made: dict[str, Shape] = {}

    def targeted(self) -> list[tuple[Targets, Shape]]:
        """Return a pair for each shape that has targets: the targets, and the shape.

        Raises:
            ShapeError: If a shape is not valid or not supported.
        """
        found = []
        for name in dict.fromkeys(self._candidates()):
            targets = read_targets(self._shapes, name)
            if targets != Targets():
                found.append((targets, self.shape(name)))
        return found

    def shape(self, name: str) -> Shape:
        """Return the compiled shape that has a given name.

        Each shape is compiled only once. Because a shape may refer to itself, it is
        stored before its constraints are compiled.

        Raises:
            ShapeError: If the shape is not valid or not supported.
        """
        if name not in self._made:
            if not self._shapes.properties(name):
                raise ShapeError("bad-shape", f"there is no shape {name}")
            self._made[name] = shape = self._described(name)
            self._fill(shape)
        return self._made[name]

    def _candidates(self) -> Iterator[str]:
        """Yield each node that is possibly a shape with targets."""
        for key in TARGETS:
            yield from self._shapes.subjects_of(key)
        for kind in (SH.NodeShape, SH.PropertyShape):
            yield from self._shapes.subjects(_TYPE, kind)

    def _described(self, name: str) -> Shape:
        """Return a compiled shape that does not have its constraints yet."""
        shapes = self._shapes
        path = shapes.value(name, SH.path)
        is_property_shape = SH.PropertyShape in shapes.values(name, _TYPE)
        if is_property_shape and not path:
            raise ShapeError("bad-shape", f"the property shape {name} has no sh:path")
        severity = shapes.value(name, SH.severity) or SH.Violation
        return Shape(
            name,
            compile_path(shapes, path) if path else None,
            _SEVERITIES.get(severity, Severity.VIOLATION),
            tuple(map(lexical, shapes.values(name, SH.message))),
            not shapes.is_true(name, SH.deactivated),
        )

    def _fill(self, shape: Shape) -> None:
        """Compile the constraints of a shape, and add them to the shape."""
        shapes, name = self._shapes, shape.name
        shape.value_tests = list(value_tests(shapes, name))
        shape.set_tests = list(set_tests(shapes, name))
        shape.shape_tests = list(shape_tests(shapes, name, self.shape))
        shape.parts = self._parts(name)
        path = shape.path.text if shape.path else ""
        shape.needs_values = any(shapes.values(name, key) for key in _OF_ABSENT)
        shape.sparql = list(sparql_constraints(shapes, name, path))

    def _parts(self, name: str) -> list[Shape]:
        """Return the property shapes of a shape."""
        parts: Sequence[str] = self._shapes.values(name, SH.property)
        for part in parts:
            if not self._shapes.values(part, SH.path):
                raise ShapeError(
                    "bad-shape", f"the property shape {part} has no sh:path"
                )
        return list(map(self.shape, parts))
