"""Compile the constraints on single values, such as datatypes.

Each constraint becomes a function that returns whether a value satisfies it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF, XSD
from inspectgraph.rdf.term_parts import is_literal, language, lexical
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.literals import (
    is_valid,
    relation_holds,
    usual_form,
    whole_number,
)
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

__all__ = ["ValueTest", "value_tests"]

#: A function that returns whether a value satisfies a constraint, given the data.
ValueTest = Callable[[TripleIndex, str], bool]

_STRING, _LANGUAGE_STRING = str(XSD.string), str(RDF.langString)


def value_tests(shapes: ShapeTriples, shape: str) -> Iterator[tuple[str, ValueTest]]:
    """Yield those constraints of a shape that check single values.

    Each result is a pair: the name of the constraint component, and the compiled
    function.

    Raises:
        ShapeError: If a constraint is not valid or not supported.
    """
    for key, (component, make) in _MAKERS.items():
        for value in shapes.values(shape, key):
            yield component, make(shapes, shape, value)


def _class(_shapes: ShapeTriples, _shape: str, cls: str) -> ValueTest:
    def test(data: TripleIndex, value: str) -> bool:
        return data.is_instance(value, cls)

    return test


def _datatype(_shapes: ShapeTriples, _shape: str, kind: str) -> ValueTest:
    if kind == _STRING:
        return lambda _, value: value[-1] == '"'
    if kind == _LANGUAGE_STRING:
        return lambda _, value: is_literal(value) and bool(language(value))
    ending = f'"^^{kind}'
    usual = usual_form(kind)
    return lambda _, value: (
        usual(value) is not None or (value.endswith(ending) and is_valid(value))
    )


#: The first characters of the terms of each kind of node.
_KINDS: Final = {
    SH.BlankNode: "_",
    SH.BlankNodeOrIRI: "_<",
    SH.BlankNodeOrLiteral: '_"',
    SH.IRI: "<",
    SH.IRIOrLiteral: '<"',
    SH.Literal: '"',
}


def _node_kind(_shapes: ShapeTriples, _shape: str, kind: str) -> ValueTest:
    beginnings = _KINDS.get(kind, "")
    return lambda _, value: value[0] in beginnings


def _compared(
    compare: Callable[[Any, Any], bool],
    _shapes: ShapeTriples,
    _shape: str,
    limit: str,
) -> ValueTest:
    number = whole_number(limit)
    if number is None:
        return lambda _, value: relation_holds(compare, value, limit)

    def test(_: TripleIndex, value: str) -> bool:
        found = whole_number(value)
        if found is None:
            return relation_holds(compare, value, limit)
        return compare(found, number)

    return test


def _of_length(
    compare: Callable[[int, int], bool],
    _shapes: ShapeTriples,
    _shape: str,
    limit: str,
) -> ValueTest:
    length = _whole(limit)
    return lambda _, value: value[0] != "_" and compare(len(lexical(value)), length)


def _at_least_long(shapes: ShapeTriples, shape: str, limit: str) -> ValueTest:
    if _whole(limit) == 0:
        return lambda _, __: True
    return _of_length(operator.ge, shapes, shape, limit)


def _whole(limit: str) -> int:
    text = lexical(limit)
    if not text.isdecimal():
        raise ShapeError("bad-shape", f"the length {text!r} is not a whole number")
    return int(text)


#: The supported flags of REGEX in SPARQL, with their names in Python.
_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


def _pattern(shapes: ShapeTriples, shape: str, pattern: str) -> ValueTest:
    flags = re.NOFLAG
    for written in shapes.values(shape, SH.flags):
        for letter in lexical(written):
            flags |= _FLAGS.get(letter, re.NOFLAG)
    try:
        search = re.compile(lexical(pattern), flags).search
    except re.error as error:
        message = (
            f"the pattern {lexical(pattern)!r} of {shape} is not a regular expression:"
            f" {error}"
        )
        raise ShapeError("bad-shape", message) from error
    return lambda _, value: value[0] != "_" and search(lexical(value)) is not None


def _language_in(shapes: ShapeTriples, _shape: str, languages: str) -> ValueTest:
    wanted = {lexical(one).lower() for one in shapes.items(languages)}

    def test(_: TripleIndex, value: str) -> bool:
        found = is_literal(value) and language(value)
        if not found:
            return False
        return not wanted.isdisjoint({"*", found, found.partition("-")[0]})

    return test


def _in(shapes: ShapeTriples, _shape: str, members: str) -> ValueTest:
    allowed = frozenset(shapes.items(members))
    return lambda _, value: value in allowed


#: The component and the maker of each constraint, by its parameter.
_MAKERS: Final[dict[str, tuple[str, Callable[[ShapeTriples, str, str], ValueTest]]]] = {
    SH.class_: ("ClassConstraintComponent", _class),
    SH.datatype: ("DatatypeConstraintComponent", _datatype),
    SH.in_: ("InConstraintComponent", _in),
    SH.languageIn: ("LanguageInConstraintComponent", _language_in),
    SH.maxExclusive: (
        "MaxExclusiveConstraintComponent",
        partial(_compared, operator.lt),
    ),
    SH.maxInclusive: (
        "MaxInclusiveConstraintComponent",
        partial(_compared, operator.le),
    ),
    SH.maxLength: ("MaxLengthConstraintComponent", partial(_of_length, operator.le)),
    SH.minExclusive: (
        "MinExclusiveConstraintComponent",
        partial(_compared, operator.gt),
    ),
    SH.minInclusive: (
        "MinInclusiveConstraintComponent",
        partial(_compared, operator.ge),
    ),
    SH.minLength: ("MinLengthConstraintComponent", _at_least_long),
    SH.nodeKind: ("NodeKindConstraintComponent", _node_kind),
    SH.pattern: ("PatternConstraintComponent", _pattern),
}
