"""Turn the quotations that a curator pasted into an extract into anchors, and touch nothing else in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from inspectgraph.anchor import Found, seal
from inspectgraph.errors import AnchorError, ExtractError, Problem, Where, shorten
from inspectgraph.faults import FirstFaults
from inspectgraph.load.form import nearest
from inspectgraph.yamltree import parse_yaml

__all__ = ["Sealed", "seal_text"]

#: Twelve digits, with or without one `e`, would be read as a number.
_LIKE_A_NUMBER = re.compile(r"[0-9]+(e[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Sealed:
    """The text of an extract with its quotations turned into anchors, and what could not be turned."""

    text: str
    count: int
    problems: tuple[Problem, ...]


def seal_text(text: str, file: str, units: Mapping[str, str]) -> Sealed:
    """Replace every `quote` beside a `unit` in the text of an extract by length, start and digest.

    Args:
        text: The extract as it stands.
        file: The name by which messages call it.
        units: The own text of each unit of the report.

    Raises:
        ExtractError: If the text is not YAML.
    """
    tree = parse_yaml(text, file)
    if tree.root is None:
        raise ExtractError(tree.problems or [Problem(Where(file), "empty-file", "an empty file", "an extract")])
    faults = FirstFaults()
    pieces: list[tuple[int, int, str]] = []
    for mapping in _mappings(tree.root):
        pairs = {key.value: (key, value) for key, value in mapping.value if isinstance(key, ScalarNode)}
        if "quote" not in pairs:
            continue
        key, value = pairs["quote"]
        where = Where(file, key.start_mark.line + 1, key.start_mark.column + 1)
        unit = pairs["unit"][1].value if "unit" in pairs else None
        try:
            found = _seal(unit, value, units)
        except AnchorError as error:
            faults.add(where, _maker(error, unit, units))
            continue
        start, end = key.start_mark.index, value.end_mark.index
        pieces.append((start, start + len(text[start:end].rstrip()), _anchor(found, mapping, key)))
    return Sealed(_replaced(text, pieces), len(pieces), tuple(faults.problems))


def _maker(error: AnchorError, unit: object, units: Mapping[str, str]) -> Callable[[Where], Problem]:
    """Return what makes the problem of a quotation; the nearest unit is looked for only then."""

    def make(where: Where) -> Problem:
        near = nearest(str(unit), units.keys()) if error.code == "unknown-unit" else error.nearest
        return Problem(where, error.code, error.found, error.expected, near)

    return make


def _mappings(node: Node) -> Iterator[MappingNode]:
    """Yield every mapping of a document."""
    if isinstance(node, SequenceNode):
        for child in node.value:
            yield from _mappings(child)
    elif isinstance(node, MappingNode):
        yield node
        for _, child in node.value:
            yield from _mappings(child)


def _seal(unit: object, quotation: Node, units: Mapping[str, str]) -> Found:
    """Return the anchor of a quotation in the unit that stands beside it."""
    if not isinstance(unit, str) or unit not in units:
        raise AnchorError("unknown-unit", f"the unit '{shorten(str(unit))}'", "a unit of the report")
    if not isinstance(quotation, ScalarNode):
        raise AnchorError("bad-quotation", "a quotation that is not a text", "the words in quotes")
    return seal(quotation.value, units[unit])


def _anchor(found: Found, mapping: MappingNode, key: Node) -> str:
    """Return the keys of an anchor, written as the mapping is: in braces or one a line."""
    digest = f'"{found.digest}"' if _LIKE_A_NUMBER.fullmatch(found.digest) else found.digest
    keys = (f"length: {found.length}", f"start: {found.start}", f"digest: {digest}")
    joint = ", " if mapping.flow_style else "\n" + " " * key.start_mark.column
    return joint.join(keys)


def _replaced(text: str, pieces: list[tuple[int, int, str]]) -> str:
    """Return a text with some of its stretches replaced."""
    out, position = [], 0
    for start, end, new in sorted(pieces):
        out += [text[position:start], new]
        position = end
    return "".join((*out, text[position:]))
