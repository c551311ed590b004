"""Compile the constraints that concern all values of a focus node together.

An example is the minimum number of values. Each constraint becomes a function that
yields a `Breach` for each violation.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF, RDFS
from inspectgraph.rdf.term_parts import is_literal, language, lexical
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.literals import ordered
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

__all__ = ["Breach", "SetTest", "set_tests"]


class Breach(NamedTuple):
    """One violation of a SHACL constraint by the values of a focus node.

    Attributes:
        value: The wrong value. It is empty if no single value is wrong.
        path: The property of the wrong value, if it is not the property of the shape.
    """

    value: str = ""
    path: str = ""


#: A function that yields the breaches of a constraint, given the data, a focus node and
#: its values.
SetTest = Callable[[TripleIndex, str, Sequence[str]], Iterator[Breach]]

_Maker = Callable[[ShapeTriples, str, str], SetTest]


def set_tests(shapes: ShapeTriples, shape: str) -> Iterator[tuple[str, SetTest]]:
    """Yield the constraints that test all values of a focus node together.

    The constraints belong to the given shape. Each result is a pair: the name of the
    constraint component, and the compiled function.

    Raises:
        ShapeError: If a constraint is not valid or not supported.
    """
    for key, (component, make) in _MAKERS.items():
        for value in shapes.values(shape, key):
            yield component, make(shapes, shape, value)


def _fewest(shapes: ShapeTriples, shape: str, _value: str) -> SetTest:
    least = shapes.number(shape, SH.minCount) or 0

    def test(_: TripleIndex, __: str, values: Sequence[str]) -> Iterator[Breach]:
        if len(values) < least:
            yield Breach()

    return test


def _most(shapes: ShapeTriples, shape: str, _value: str) -> SetTest:
    most = shapes.number(shape, SH.maxCount) or 0

    def test(_: TripleIndex, __: str, values: Sequence[str]) -> Iterator[Breach]:
        if len(values) > most:
            yield Breach()

    return test


def _unique_language(shapes: ShapeTriples, shape: str, _value: str) -> SetTest:
    is_asked = shapes.is_true(shape, SH.uniqueLang)

    def test(_: TripleIndex, __: str, values: Sequence[str]) -> Iterator[Breach]:
        if not is_asked or len(values) < 2:
            return
        found = Counter(language(value) for value in values if is_literal(value))
        for tag, count in found.items():
            if tag and count > 1:
                yield Breach()

    return test


def _has_value(_shapes: ShapeTriples, _shape: str, wanted: str) -> SetTest:
    def test(_: TripleIndex, __: str, values: Sequence[str]) -> Iterator[Breach]:
        if wanted not in values:
            yield Breach()

    return test


def _equals(_shapes: ShapeTriples, _shape: str, other: str) -> SetTest:
    def test(data: TripleIndex, focus: str, values: Sequence[str]) -> Iterator[Breach]:
        for value in set(values) ^ set(data.values(focus, other)):
            yield Breach(value)

    return test


def _disjoint(_shapes: ShapeTriples, _shape: str, other: str) -> SetTest:
    def test(data: TripleIndex, focus: str, values: Sequence[str]) -> Iterator[Breach]:
        for value in set(values).intersection(data.values(focus, other)):
            yield Breach(value)

    return test


def _ordered(
    compare: Callable[[Any, Any], bool], _shapes: ShapeTriples, _shape: str, other: str
) -> SetTest:
    def test(data: TripleIndex, focus: str, values: Sequence[str]) -> Iterator[Breach]:
        others = data.values(focus, other) if values else ()
        for value in values:
            for limit in others:
                if not ordered(compare, value, limit):
                    yield Breach(value)

    return test


#: The property and value that a closed shape always allows.
_EVERYTHING: Final = (str(RDF.type), f"<{RDFS.base}Resource>")


def _closed(shapes: ShapeTriples, shape: str, _value: str) -> SetTest:
    allowed: set[str] = set()
    for members in shapes.values(shape, SH.ignoredProperties):
        allowed.update(shapes.items(members))
    for part in shapes.values(shape, SH.property):
        allowed.update(shapes.values(part, SH.path))
    is_closed = shapes.is_true(shape, SH.closed)

    def test(data: TripleIndex, _: str, values: Sequence[str]) -> Iterator[Breach]:
        for node in values if is_closed else ():
            for name, objects in data.properties(node).items():
                for value in objects if name not in allowed else ():
                    if (name, value) != _EVERYTHING:
                        yield Breach(value, lexical(name))

    return test


def _only_with_path(make: _Maker) -> _Maker:
    """Return a function that makes a constraint and refuses node shapes.

    For a property shape, the function calls `make`. For a node shape, the function
    raises `ShapeError`. A node shape has no path, and its only value is the focus node.
    """

    def checked(shapes: ShapeTriples, shape: str, value: str) -> SetTest:
        if not shapes.values(shape, SH.path):
            raise ShapeError(
                "bad-shape",
                f"{shape} counts or compares values, but it has no sh:path",
            )
        return make(shapes, shape, value)

    return checked


#: The component and the maker of each constraint, by its parameter.
_MAKERS: Final[dict[str, tuple[str, _Maker]]] = {
    SH.closed: ("ClosedConstraintComponent", _closed),
    SH.disjoint: ("DisjointConstraintComponent", _disjoint),
    SH.equals: ("EqualsConstraintComponent", _equals),
    SH.hasValue: ("HasValueConstraintComponent", _has_value),
    SH.lessThan: (
        "LessThanConstraintComponent",
        _only_with_path(partial(_ordered, operator.lt)),
    ),
    SH.lessThanOrEquals: (
        "LessThanOrEqualsConstraintComponent",
        _only_with_path(partial(_ordered, operator.le)),
    ),
    SH.maxCount: ("MaxCountConstraintComponent", _only_with_path(_most)),
    SH.minCount: ("MinCountConstraintComponent", _only_with_path(_fewest)),
    SH.uniqueLang: (
        "UniqueLangConstraintComponent",
        _only_with_path(_unique_language),
    ),
}
