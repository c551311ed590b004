"""A compiled SHACL shape, which yields the faults of its focus nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Protocol

from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.findings import Severity

if TYPE_CHECKING:
    from inspectgraph.validate.compiled.paths import Path
    from inspectgraph.validate.compiled.set_tests import SetTest
    from inspectgraph.validate.compiled.unit import Nodes, Unit
    from inspectgraph.validate.compiled.value_tests import ValueTest

__all__ = ["Fault", "Shape", "ShapeTest"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One violation that a SHACL shape reports.

    Attributes:
        shape: The shape.
        component: The name of the constraint component.
        focus: The focus node.
        value: The wrong value. It is empty if no single value is wrong.
        path: The property that the finding names. None means the path of the shape.
        messages: The messages of a SPARQL constraint, with placeholders filled in. None
            means the messages of the shape.
        constraint: The IRI of the SPARQL constraint, if there is one.
    """

    shape: Shape
    component: str
    focus: str
    value: str = ""
    path: str | None = None
    messages: tuple[str, ...] | None = None
    constraint: str = ""


#: A function for a constraint that refers to other shapes. Its arguments are the unit, a
#: focus node and its values. It yields the component and the value of each violation.
ShapeTest = Callable[["Unit", str, Sequence[str]], Iterable[tuple[str, str]]]


class NodeTest(Protocol):
    """A constraint that finds the faults of the focus nodes of a shape.

    SPARQL constraints are an example.
    """

    def faults(self, unit: Unit, shape: Shape, nodes: Nodes) -> Iterator[Fault]:
        """Yield the faults of the given focus nodes of a shape."""
        ...


#: Focus nodes with their values.
Groups = Sequence[tuple[str, Sequence[str]]]


@dataclass(slots=True, eq=False)
class Shape:
    """A compiled SHACL shape, whose constraints are functions.

    Attributes:
        name: The IRI of the shape in angle brackets, or the label of its blank node.
        path: The path of the shape; None for a node shape.
        severity: The severity of the results.
        messages: The messages of the shape.
        active: Whether the shape is checked. It is false for a deactivated shape.
        value_tests: The constraints on single values. Each is a pair: the name of the
            constraint component, and the test of the constraint.
        set_tests: The constraints on all values together, as pairs of the same form.
        shape_tests: The constraints that refer to other shapes.
        parts: The property shapes in this shape.
        sparql: The constraints in SPARQL.
        needs_values: Whether a focus node that has no values can have a fault.
    """

    name: str
    path: Path | None = None
    severity: Severity = Severity.VIOLATION
    messages: tuple[str, ...] = ()
    active: bool = True
    value_tests: list[tuple[str, ValueTest]] = field(default_factory=list)
    set_tests: list[tuple[str, SetTest]] = field(default_factory=list)
    shape_tests: list[ShapeTest] = field(default_factory=list)
    parts: list[Shape] = field(default_factory=list)
    sparql: list[NodeTest] = field(default_factory=list)
    needs_values: bool = True
    _checked: set[str] = field(default_factory=set)

    def conforms(self, unit: Unit, node: str) -> bool:
        """Return whether a node conforms to this shape.

        Shapes may refer to each other in a circle. So the check of a node may reach the
        same node and shape again. In this case, the inner check returns True.
        """
        if node in self._checked:
            return True
        self._checked.add(node)
        try:
            return next(iter(self.faults(unit, {node: None})), None) is None
        finally:
            self._checked.discard(node)

    def faults(self, unit: Unit, nodes: Nodes) -> Iterator[Fault]:
        """Yield the faults of the given focus nodes of this shape."""
        if not self.active:
            return
        groups = self._valued(unit.index, nodes)
        if self.value_tests:
            yield from self._of_values(unit.index, groups)
        if self.set_tests:
            yield from self._of_sets(unit.index, groups)
        if self.shape_tests:
            yield from self._of_shapes(unit, groups)
        if self.parts:
            yield from self._of_parts(unit, groups)
        for constraint in self.sparql:
            yield from constraint.faults(unit, self, nodes)

    def _valued(self, data: TripleIndex, nodes: Nodes) -> Groups:
        """Return each focus node together with its values.

        Focus nodes that have no values are left out if they cannot have a fault.
        """
        path = self.path
        if path is None:
            return [(node, (node,)) for node in nodes]
        if not path.property:
            follow = path.forward
            return [(node, follow(data, node)) for node in nodes]
        if self.needs_values:
            read = data.values
            return [(node, read(node, path.property)) for node in nodes]
        return _with_values(data, nodes, path.property)

    def _of_values(self, data: TripleIndex, groups: Groups) -> Iterator[Fault]:
        """Yield the faults found by the constraints on single values."""
        pairs = [(focus, value) for focus, values in groups for value in values]
        for component, test in self.value_tests:
            for focus, value in pairs:
                if not test(data, value):
                    yield Fault(self, component, focus, value)

    def _of_sets(self, data: TripleIndex, groups: Groups) -> Iterator[Fault]:
        """Yield the faults found by the constraints on all values together."""
        for component, test in self.set_tests:
            for focus, values in groups:
                for value, path in test(data, focus, values):
                    yield Fault(self, component, focus, value, path or None)

    def _of_shapes(self, unit: Unit, groups: Groups) -> Iterator[Fault]:
        """Yield the faults found by the constraints that refer to other shapes."""
        for test, (focus, values) in product(self.shape_tests, groups):
            for component, value in test(unit, focus, values):
                yield Fault(self, component, focus, value)

    def _of_parts(self, unit: Unit, groups: Groups) -> Iterator[Fault]:
        """Yield the faults that the property shapes inside this shape find.

        The focus nodes of the property shapes are the values in `groups`.
        """
        nodes: dict[str, None] = {}
        for _, values in groups:
            nodes.update(dict.fromkeys(values))
        for part in self.parts:
            yield from part.faults(unit, nodes)


def _with_values(data: TripleIndex, nodes: Nodes, name: str) -> Groups:
    """Return the focus nodes that have a property, together with their values.

    To save time, the function searches the smaller of two sets: the nodes that have the
    property, or the focus nodes.
    """
    having = data.describing(name)
    is_apart = data.mixed.isdisjoint(nodes) and nodes.keys() <= data.described
    if len(having) >= len(nodes) or not is_apart:
        having = list(nodes)
    return [
        (node, values)
        for node in having
        if node in nodes and (values := data.values(node, name))
    ]
