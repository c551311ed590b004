"""The targets of a SHACL shape, which select its focus nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from inspectgraph.rdf.namespaces import RDF, RDFS
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples
from inspectgraph.validate.compiled.unit import Nodes, Unit

__all__ = ["Targets", "read_targets"]

_TYPE: Final = str(RDF.type)
_CLASS: Final = f"<{RDFS.base}Class>"
_OWL_CLASS: Final = "<http://www.w3.org/2002/07/owl#Class>"


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a SHACL shape.

    Attributes:
        nodes: The focus nodes that are given directly.
        classes: The classes whose instances are focus nodes.
        subjects_of: The properties whose subjects are focus nodes.
        objects_of: The properties whose values are focus nodes.
    """

    nodes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()

    def focus_nodes(self, unit: Unit) -> Nodes:
        """Return the focus nodes in a validation unit, such as a report."""
        return unit.answering(chain(self.nodes, self._found(unit)))

    def _found(self, unit: Unit) -> Iterator[str]:
        data = unit.index
        is_whole = unit.answers_for is None
        instances = data.instances if is_whole else data.described_instances
        subjects = data.subjects_of if is_whole else data.describing
        for cls in self.classes:
            yield from instances(cls)
        for name in self.subjects_of:
            yield from subjects(name)
        for name in self.objects_of:
            yield from data.objects_of(name)


def read_targets(shapes: ShapeTriples, shape: str) -> Targets:
    """Return the targets of a SHACL shape.

    If the shape is also a class, the instances of the class are targets too.
    """
    classes = list(shapes.values(shape, SH.targetClass))
    meta = {_CLASS, _OWL_CLASS, *shapes.subclasses(_CLASS)}
    if not meta.isdisjoint(shapes.values(shape, _TYPE)):
        classes.append(shape)
    return Targets(
        tuple(shapes.values(shape, SH.targetNode)),
        tuple(classes),
        tuple(shapes.values(shape, SH.targetSubjectsOf)),
        tuple(shapes.values(shape, SH.targetObjectsOf)),
    )
