"""Check a validation unit, such as a report, against compiled shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.validate.compiled.compiler import Compiler
from inspectgraph.validate.compiled.shape import Fault, Shape
from inspectgraph.validate.compiled.shape_triples import ShapeTriples
from inspectgraph.validate.compiled.targets import Targets
from inspectgraph.validate.compiled.unit import Unit, stored_term
from inspectgraph.validate.findings import Finding, Rule, Term

if TYPE_CHECKING:
    from inspectgraph.validate.shacl import Shapes

__all__ = ["CompiledShapes", "compiled", "package_compiled"]

_SHACL: Final = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True)
class CompiledShapes:
    """Compiled shapes against which validation units, such as reports, are checked.

    Attributes:
        targeted: A pair for each shape that has targets: the targets and the shape.
        rules: The validation rules, keyed by the IRI of the shape or constraint. Only
            shapes and constraints that have an IRI and a message are included.
    """

    targeted: list[tuple[Targets, Shape]]
    rules: Mapping[str, Rule]

    @classmethod
    def of(
        cls, triples: Iterable[TextTriple], rules: Mapping[str, Rule] | None = None
    ) -> CompiledShapes:
        """Compile the shapes that the given triples describe.

        Raises:
            ShapeError: If a shape is not valid or not supported.
        """
        return cls(Compiler(ShapeTriples(triples)).targeted(), rules or {})

    def findings(self, unit: Unit) -> list[Finding]:
        """Return the findings on a validation unit, without duplicates.

        The findings have no source locations yet.
        """
        found = dict.fromkeys(map(self._finding, self.faults(unit)))
        return list(found)

    def faults(self, unit: Unit) -> Iterator[Fault]:
        """Yield the faults of all focus nodes in a validation unit.

        The unit has the triples that are validated together, such as those of a report.
        """
        focus_nodes = cache(lambda targets: targets.focus_nodes(unit))
        try:
            for targets, shape in self.targeted:
                if nodes := focus_nodes(targets):
                    yield from shape.faults(unit, nodes)
        finally:
            unit.close()

    def _finding(self, fault: Fault) -> Finding:
        shape = fault.shape
        name = (
            fault.constraint if fault.constraint in self.rules else lexical(shape.name)
        )
        messages = shape.messages if fault.messages is None else fault.messages
        path = shape.path.name if shape.path else ""
        return Finding(
            severity=shape.severity,
            message=min(messages, default=name),
            code=name.rpartition("/")[2],
            shape=name,
            focus=lexical(fault.focus) if fault.focus[0] == "<" else "",
            path=path if fault.path is None else fault.path,
            value=_value(fault),
            component=f"{_SHACL}{fault.component}",
        )


def compiled(shapes: Shapes, needs: frozenset[str] | None = None) -> CompiledShapes:
    """Compile the shapes that can be checked with the data at hand.

    Args:
        shapes: The shapes.
        needs: The kinds of data that are complete: `report`, `corpus` or `ontology`.
            Shapes that need other data are left out. By default, all shapes are
            compiled.

    Raises:
        ShapeError: If a shape is not valid or not supported.
    """
    triples = shapes.triples
    if needs is not None:
        triples = shapes.chosen(needs)
    return CompiledShapes.of(triples, shapes.rules)


@cache
def _package_compiled() -> CompiledShapes:
    """Return all shapes of the package, compiled once in a process."""
    from inspectgraph.validate.shacl import package_shapes

    return compiled(package_shapes())


def package_compiled(*needs: str) -> CompiledShapes:
    """Return the compiled shapes of the package that need only the given kinds of data."""
    from inspectgraph.validate.shacl import package_shapes

    every = _package_compiled()
    idle = package_shapes().described.idle(frozenset(needs))
    targeted = [pair for pair in every.targeted if pair[1].name not in idle]
    return CompiledShapes(targeted, every.rules)


def _value(fault: Fault) -> Term | None:
    """Return the wrong value that a fault reports.

    The result is None if no single value is wrong, or if the value is the focus node.
    """
    if fault.value in {"", fault.focus}:
        return None
    return stored_term(fault.value)
