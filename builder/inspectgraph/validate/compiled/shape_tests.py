"""Compile the constraints that refer to other shapes.

Such constraints are `sh:node`, logical constraints such as `sh:or`, and limits on the
number of values that conform to a shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from inspectgraph.model.errors import ShapeError
from inspectgraph.validate.compiled.shape import Shape, ShapeTest
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

if TYPE_CHECKING:
    from inspectgraph.validate.compiled.unit import Unit

__all__ = ["shape_tests"]

#: A function that returns the compiled shape with a name.
Find = Callable[[str], Shape]

#: A function that returns whether a value satisfies a logical constraint. Its arguments
#: are the number of shapes to which the value conforms, and the number of all shapes.
_Enough = Callable[[int, int], bool]

_NOT: Final = "NotConstraintComponent"
#: The logical constraints on lists of shapes: the component, and a test of how many
#: shapes a value conforms to.
_LISTS: Final[dict[str, tuple[str, _Enough]]] = {
    SH.and_: ("AndConstraintComponent", lambda met, of: met == of),
    SH.or_: ("OrConstraintComponent", lambda met, _: met > 0),
    SH.xone: ("XoneConstraintComponent", lambda met, _: met == 1),
}


def shape_tests(shapes: ShapeTriples, shape: str, find: Find) -> Iterator[ShapeTest]:
    """Yield a test for each constraint that refers to other shapes.

    Args:
        shapes: The triples of all shapes.
        shape: The shape whose constraints are tested.
        find: A function that returns the compiled shape with a name.

    Raises:
        ShapeError: If a constraint is not valid or not supported.
    """
    for other in shapes.values(shape, SH.node):
        yield _node(find(other))
    for other in shapes.values(shape, SH.not_):
        yield _logical(_NOT, [find(other)], lambda met, _: met == 0)
    for key, (component, enough) in _LISTS.items():
        for members in shapes.values(shape, key):
            found = list(map(find, shapes.items(members)))
            yield _logical(component, found, enough)
    for other in shapes.values(shape, SH.qualifiedValueShape):
        if shapes.values(shape, SH.path):
            yield _qualified(shapes, shape, other, find)


def _node(other: Shape) -> ShapeTest:
    return _logical("NodeConstraintComponent", [other], lambda met, _: met == 1)


def _logical(component: str, others: Sequence[Shape], enough: _Enough) -> ShapeTest:
    """Return the test of a logical constraint such as `sh:or`.

    Args:
        component: The name of the constraint component.
        others: The shapes to which the constraint refers.
        enough: A function that decides whether a value meets the constraint. Its
            arguments are the number of shapes to which the value conforms, and the
            number of all these shapes.
    """

    def test(unit: Unit, _: str, values: Sequence[str]) -> Iterable[tuple[str, str]]:
        for value in values:
            met = sum(other.conforms(unit, value) for other in others)
            if not enough(met, len(others)):
                yield component, value

    return test


def _qualified(shapes: ShapeTriples, shape: str, other: str, find: Find) -> ShapeTest:
    """Return the test of `sh:qualifiedMinCount` and `sh:qualifiedMaxCount`."""
    least = shapes.number(shape, SH.qualifiedMinCount)
    most = shapes.number(shape, SH.qualifiedMaxCount)
    if least is None and most is None:
        raise ShapeError(
            "bad-shape",
            f"{shape} counts values but sets neither a minimum nor a maximum",
        )
    wanted = find(other)
    excluded = list(map(find, _siblings(shapes, shape) - {other}))

    def test(unit: Unit, _: str, values: Sequence[str]) -> Iterable[tuple[str, str]]:
        met = 0
        for value in values:
            met += wanted.conforms(unit, value) and not any(
                sibling.conforms(unit, value) for sibling in excluded
            )
        if most is not None and met > most:
            yield "QualifiedMaxCountConstraintComponent", ""
        if least is not None and met < least:
            yield "QualifiedMinCountConstraintComponent", ""

    return test


def _siblings(shapes: ShapeTriples, shape: str) -> set[str]:
    """Return the qualified value shapes of sibling property shapes.

    The result is empty if `sh:qualifiedValueShapesDisjoint` is not true.
    """
    if not shapes.is_true(shape, SH.qualifiedValueShapesDisjoint):
        return set()
    found: set[str] = set()
    for parent in shapes.subjects(SH.property, shape):
        for part in shapes.values(parent, SH.property):
            found.update(shapes.values(part, SH.qualifiedValueShape))
    return found
