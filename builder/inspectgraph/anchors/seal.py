"""Put anchors in place of the quotations in an extract.

A curator has pasted these quotations from the report. All other bytes of the file stay
as they are. The option `migrate` adds digests of figures to the anchors that have no
such digest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.files.yaml_write import to_scalar
from inspectgraph.model.anchor import Found, look_up, seal
from inspectgraph.model.errors import AnchorError, ExtractError, Problem, Where, shorten
from inspectgraph.model.faults import FirstFaults
from inspectgraph.model.figures import figures_digest
from inspectgraph.model.suggest import nearest
from inspectgraph.model.unit_text import UnitText

__all__ = ["Sealed", "seal_text"]

_LINE_END = re.compile(r"\r\n?|\n|\Z")
#: The message about an anchor, keyed by the result of the search for its words.
_ORPHANS = {
    "ambiguous": "the words of the anchor occur more than once in its unit",
    "lost": "the words of the anchor are not in its unit",
}

#: The keys of an anchor that a quotation replaces.
_SEALED = frozenset({"length", "start", "digest", "figures"})

_Piece = tuple[int, int, str]
_Pairs = Mapping[str, tuple[Node, Node]]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The text of an extract in which anchors have replaced the quotations.

    `count` is the number of changes. `problems` lists the quotations and the anchors
    that could not be changed.
    """

    text: str
    count: int
    problems: tuple[Problem, ...]


def seal_text(
    text: str, file: str, units: Mapping[str, str], *, migrate: bool = False
) -> Sealed:
    """Replace each `quote` in the text of an extract with an anchor.

    Args:
        text: The text of the extract.
        file: The name of the extract in messages.
        units: The text of each unit of the report, keyed by the id of the unit.
        migrate: Whether to add the key `figures` to anchors without this key. The key
            is added only to an anchor whose words have figures.

    Raises:
        ExtractError: If the text is not YAML or is empty.
    """
    tree = parse_yaml(text, file)
    if tree.root is None:
        empty = Problem(Where(file), "empty-file", "the file is empty", "an extract")
        raise ExtractError(tree.problems or [empty])
    faults = FirstFaults()
    pieces: list[_Piece] = []
    texts = _Texts(units)
    for mapping in _mappings(tree.root):
        pairs = _pairs(mapping)
        try:
            pieces += _pieces(text, mapping, pairs, texts, migrate)
        except AnchorError as error:
            faults.add(_place(pairs, file), _maker(error, pairs, units))
    count = sum(bool(new) for _, _, new in pieces)
    return Sealed(_replaced(text, pieces), count, tuple(faults.problems))


def _pairs(mapping: MappingNode) -> _Pairs:
    """Return the key node and value node of each entry in a YAML mapping, keyed by entry name."""
    return {
        key.value: (key, value)
        for key, value in mapping.value
        if isinstance(key, ScalarNode)
    }


def _place(pairs: _Pairs, file: str) -> Where:
    """Return the location of the key `quote` in an anchor.

    If the anchor has no such key, return the location of the key `unit`.
    """
    mark = pairs["quote" if "quote" in pairs else "unit"][0].start_mark
    return Where(file, mark.line + 1, mark.column + 1)


def _unit(pairs: _Pairs) -> object:
    """Return the value of the `unit` key of an anchor, or None if the key is missing."""
    return pairs["unit"][1].value if "unit" in pairs else None


def _maker(
    error: AnchorError, pairs: _Pairs, units: Mapping[str, str]
) -> Callable[[Where], Problem]:
    """Return a function that makes a problem from an error and its location.

    The returned function also searches for the most similar unit id. This search is
    slow, so it runs only if the problem is shown.
    """

    def make(where: Where) -> Problem:
        near = error.nearest
        if error.code == "unknown-unit":
            near = nearest(str(_unit(pairs)), units.keys())
        return Problem(where, error.code, error.found, error.expected, near)

    return make


class _Texts:
    """The texts of the units of a report, as letters and digits only.

    The text of a unit is prepared when it is first needed.
    """

    def __init__(self, units: Mapping[str, str]) -> None:
        self.units = units
        self.prepared: dict[str, UnitText] = {}

    def of(self, unit: object) -> UnitText:
        """Return the text of a unit, reduced to letters and digits.

        Raises:
            AnchorError: If the report has no unit with this id.
        """
        if unit is None:
            raise AnchorError(
                "missing-key",
                "the key 'unit' is missing beside the quotation",
                "the unit that contains the words",
            )
        if not isinstance(unit, str) or unit not in self.units:
            raise AnchorError(
                "unknown-unit",
                f"the unit '{shorten(str(unit))}'",
                "a unit of the report",
            )
        if unit not in self.prepared:
            self.prepared[unit] = UnitText.of(self.units[unit])
        return self.prepared[unit]


def _mappings(node: Node) -> Iterator[MappingNode]:
    """Yield every mapping in a YAML document, at any depth."""
    if isinstance(node, SequenceNode):
        for child in node.value:
            yield from _mappings(child)
    elif isinstance(node, MappingNode):
        yield node
        for _, child in node.value:
            yield from _mappings(child)


def _pieces(
    text: str, mapping: MappingNode, pairs: _Pairs, texts: _Texts, migrate: bool
) -> list[_Piece]:
    """Return the changes to a YAML mapping.

    The changes replace a quotation with an anchor, or add the key `figures` to an
    anchor. The list is empty if the mapping needs no change.
    """
    if "quote" in pairs:
        key, value = pairs["quote"]
        start, end = key.start_mark.index, value.end_mark.index
        anchor = _anchor(_seal(value, texts.of(_unit(pairs))), mapping, key)
        sealed = start, start + len(text[start:end].rstrip()), anchor
        return [sealed, *_outdated(text, mapping, key)]
    is_anchor = {"unit", "length", "digest"} <= pairs.keys()
    if not migrate or not is_anchor or "figures" in pairs:
        return []
    figures = _figures(pairs, texts.of(_unit(pairs)))
    new = f"figures: {to_scalar(figures)}"
    return [_added(text, mapping, pairs["digest"], new)] if figures else []


def _outdated(text: str, mapping: MappingNode, quote: Node) -> Iterator[_Piece]:
    """Yield changes that remove the keys of an older anchor, one change for each key.

    The older anchor and a quotation are in the same YAML mapping.

    Args:
        text: The text of the extract.
        mapping: The YAML mapping.
        quote: The key node of the quotation.
    """
    keys = [key for key, _ in mapping.value]
    ends = [value.end_mark.index for _, value in mapping.value]
    for place, key in enumerate(keys):
        if not isinstance(key, ScalarNode) or key.value not in _SEALED:
            continue
        start, end = key.start_mark.index, ends[place]
        if place < keys.index(quote):
            end = keys[place + 1].start_mark.index
        elif mapping.flow_style:
            start = ends[place - 1]
        else:  # the whole line
            # The end of a value on several lines is at the next key.
            end = start + len(text[start:end].rstrip())
            start -= key.start_mark.column
            line_end = _LINE_END.search(text, end)
            end = line_end.end() if line_end else len(text)
        yield start, end, ""


def _seal(quotation: Node, unit: UnitText) -> Found:
    """Return the position and digest of a quotation in its unit.

    Raises:
        AnchorError: If the quotation is not a text, or is not in the unit.
    """
    if not isinstance(quotation, ScalarNode):
        raise AnchorError(
            "bad-quotation", "the quotation is not plain text", "the words in quotes"
        )
    return seal(quotation.value, unit)


def _figures(pairs: _Pairs, unit: UnitText) -> str:
    """Return the digests of the figures in the words that an anchor cites.

    The result is "" if the words have no figures.

    Raises:
        AnchorError: If the words of the anchor are not in the unit, or occur more than
            once in the unit.
    """
    length, wanted = pairs["length"][1].value, pairs["digest"][1].value
    if not str(length).isdecimal():
        return ""
    found = look_up(unit, int(length), wanted, "")
    if found.state not in {"found", "figures-unchecked"}:
        raise AnchorError(
            "anchor-orphan",
            _ORPHANS.get(found.state, f"the anchor {found.detail}"),
            "an anchor of whole words that occur only once in the unit; paste such words"
            " as 'quote'",
        )
    return figures_digest(unit.figures_at(found.starts[0], int(length)))


def _anchor(found: Found, mapping: MappingNode, key: Node) -> str:
    """Return the keys of an anchor as YAML, in the style of the mapping.

    In a mapping written in braces, all keys are on one line. In other mappings, each
    key has its own line.
    """
    keys = [f"{name}: {to_scalar(value)}" for name, value in found.fields.items()]
    joint = ", " if mapping.flow_style else "\n" + " " * key.start_mark.column
    return joint.join(keys)


def _added(
    text: str, mapping: MappingNode, pair: tuple[Node, Node], new: str
) -> _Piece:
    """Return the text that adds a key to a YAML mapping, and where to insert it.

    Args:
        text: The text of the extract.
        mapping: The YAML mapping.
        pair: The entry after which the new key is added, as its key node and its value
            node.
        new: The new key with its value, as YAML.
    """
    key, value = pair
    end = value.end_mark.index
    if mapping.flow_style:
        return end, end, f", {new}"
    line_end = _LINE_END.search(text, end)
    end = line_end.start() if line_end else len(text)
    line_break = line_end[0] if line_end and line_end[0] else "\n"
    return end, end, line_break + " " * key.start_mark.column + new


def _replaced(text: str, pieces: list[_Piece]) -> str:
    """Return a text with certain spans replaced.

    Args:
        text: The text to change.
        pieces: The start, end and replacement of each span.
    """
    out, position = [], 0
    for start, end, new in sorted(pieces):
        out += [text[position:start], new]
        position = end
    return "".join((*out, text[position:]))
