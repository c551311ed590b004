"""Turn YAML nodes into plain data, and report YAML features that are not allowed.

These features are anchors, tags, merge keys, repeated keys, keys that are not text, and
a `#` that turns part of a text into a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import chain, pairwise
from typing import Any, Final

from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode

from inspectgraph.files.text import MARK, TextFile
from inspectgraph.files.yaml_hints import in_quotes
from inspectgraph.model.characters import character, refused_in
from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import FirstFaults
from inspectgraph.model.quantities import quantity

__all__ = ["BROKEN", "StrictWalk", "place_of", "plain_value"]


class _Broken:
    """The type of `BROKEN`, which replaces a refused value.

    Later checks skip `BROKEN`, so that each refused value is reported only once.
    """

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN: Final = _Broken()

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
#: At most eleven digits: a digest has twelve characters and stays a text, even if all
#: of them are digits.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,10})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,10})\.[0-9]{1,11}")

_ANCHOR_MARK = re.compile(r"&([^\s,\[\]{}]{0,40})")
#: A comment without a space after its `#`, such as ` #3` in `see item #3`: the curator
#: probably wrote it as part of the text.
_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")


#: The node of a key, and the node of its value.
_Pair = tuple[Node, Node]
#: The words of a message, or a function that returns the words. The function is called
#: only if the message is shown.
_Words = str | Callable[[], str]


class StrictWalk:
    """A converter that turns YAML nodes into plain data and collects problems.

    If several problems have the same source location and code, only one is collected.
    """

    def __init__(self, source: TextFile, text: str) -> None:
        self.file = source.file
        self.text = text
        self.marked = bool(source.problems)
        self.decorated = "&" in source.text or "!" in source.text
        self.faults = FirstFaults()
        # An alias leads to the same node a second time: do not report it twice.
        self.refused: set[tuple[int, str]] = set()

    def build(self, node: Node) -> Any:
        """Return the plain data of a node, in which `BROKEN` replaces refused values."""
        if self.decorated and self._first_sign(node) in {"&", "!"}:
            return self._refuse_decoration(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            node.value[:] = chain.from_iterable(map(self._members, node.value))
            return list(map(self.build, node.value))
        return self._mapping(node)

    def _first_sign(self, node: Node) -> str:
        """Return the first character of a node, or "" if the node is at the end of the text."""
        start = node.start_mark.index
        return self.text[start : start + 1]

    def _refuse(
        self,
        node: Node,
        code: str,
        found: str,
        expected: _Words = "",
        where: Where | None = None,
    ) -> _Broken:
        """Report a problem, and return `BROKEN`.

        If the node already has a problem with this code, nothing is reported. The
        source location of the problem is `where`. If `where` is None, it is the
        location of the node.
        """
        if (node.start_mark.index, code) not in self.refused:
            self.refused.add((node.start_mark.index, code))
            self.faults.add(
                where or place_of(self.file, node), _maker(code, found, expected)
            )
        return BROKEN

    def _members(self, child: Node) -> list[Node]:
        """Split a list member into several members if hyphens between them are missing.

        The members can then be checked one by one. If no hyphen is missing, return a
        list with only the unchanged member.
        """
        if not isinstance(child, MappingNode) or child.flow_style:
            return [child]
        members: list[list[_Pair]] = []
        parts = _parts(child.value)
        for before, part in pairwise([[], *parts]):
            if members and not _is_alike(before, part):
                members[-1] += part
                continue
            if members:
                self._refuse_lost_hyphen(before, part)
            members.append(list(part))
        if len(members) < 2:
            return [child]
        first, *others = members
        return [_mapping_of(first, child.start_mark), *map(_mapping_of, others)]

    def _refuse_lost_hyphen(self, before: list[_Pair], part: list[_Pair]) -> None:
        """Report that the hyphen of a list member is missing.

        Without the hyphen, the keys of the member repeat keys above it. The source
        location is the first repeated key. The message gives the number of further
        repeated keys.
        """
        earlier = _keys(before)
        again = [key for name, key in _keys(part).items() if name in earlier]
        first, second, last = again[0], again[1], again[-1]
        line = f"line {_line(before[0][0])} already has it"
        found = f"the key '{shorten(first.value)}' occurs a second time ({line})"
        lines = (
            f"line {_line(second)}"
            if second is last
            else f"lines {_line(second)} to {_line(last)}"
        )
        found += f", and so do {quantity(len(again) - 1, 'key')} below it ({lines})"
        self._refuse(first, "duplicate-key", found, _hyphen_before(*part[0]))

    def _refuse_decoration(self, node: Node) -> _Broken:
        """Report an anchor (`&name`) or a tag (`!name`) before a value."""
        if self.text[node.start_mark.index] == "&":
            mark = _ANCHOR_MARK.match(self.text, node.start_mark.index)
            name = mark[1] if mark else ""
            found = f"the YAML anchor '&{name}' is not allowed"
            return self._refuse(
                node, "yaml-anchor", found, lambda: self._without_anchor(name)
            )
        return self._refuse(
            node,
            "yaml-tag",
            "a YAML tag is not allowed",
            "the value without the tag; put a number in quotes to make it a text",
        )

    def _without_anchor(self, name: str) -> str:
        """Return a hint on how to replace a YAML anchor and its first alias."""
        expected = f"the value without '&{name}'"
        again = re.search(
            rf"(?m)(?:^|[\s,\[{{])\*{re.escape(name)}(?=[\s,\]}}]|$)", self.text
        )
        if not again:
            return expected
        line = self.text.count("\n", 0, again.end()) + 1
        return f"{expected}; in line {line}, write the value in place of '*{name}'"

    def _scalar(self, node: ScalarNode) -> Any:
        """Return the value of a scalar, or `BROKEN` if the value is refused."""
        value: str = node.value.replace(MARK, "") if self.marked else node.value
        if not node.style:
            return self._cut_by_comment(node, value) or plain_value(value)
        if node.style == '"' and (place := next(refused_in(value), None)) is not None:
            found = (
                f"an escape stands for the invisible character {character(value[place])};"
                " delete the escape"
            )
            return self._refuse(node, "control-character", found)
        return value

    def _cut_by_comment(self, node: ScalarNode, value: str) -> _Broken | None:
        """Report a text without quotes that is cut short by a `#`, as in `see item #3`.

        Return `BROKEN` for a reported text, and None for any other text. Two cases are
        not reported, because the `#` begins a real comment: a space follows the `#`, or
        the text before the `#` is a single word.
        """
        end = node.end_mark.index if value else node.start_mark.index
        found = _COMMENT.match(self.text, end) if not value or " " in value else None
        if not found or self._first_sign(node) in {"?", "|", ">"}:
            return None
        lost = f"is lost: '{shorten(found[1], 30)}' is a comment"
        if not value:
            return self._only_comment(node, found, lost)
        whole = in_quotes(value + found[0])
        comment = f"'# {shorten(found[1][1:], 30)}'"
        expected = (
            f"the whole text in quotes: {whole}; or, for a comment, a space after the #:"
            f" {comment}"
        )
        return self._refuse(
            node, "yaml-comment", f"the rest of the text {lost}", expected
        )

    def _only_comment(
        self, node: ScalarNode, found: re.Match[str], lost: str
    ) -> _Broken:
        """Report a value that consists only of a comment, such as `#3`.

        The source location of the problem is the position of the `#`.
        """
        mark = node.start_mark
        column = mark.column + 1 + found.start(1) - mark.index
        where = Where(self.file, mark.line + 1, column)
        expected = f"the text in quotes: {in_quotes(found[1])}"
        return self._refuse(node, "yaml-comment", f"the text {lost}", expected, where)

    def _mapping(self, node: Node) -> dict[str, Any]:
        """Return the plain data of a mapping, and report repeated keys."""
        result: dict[str, Any] = {}
        repeated = []
        for key_node, value_node in node.value:
            key = self._key(key_node, value_node)
            value = self.build(value_node)
            if key in result:
                repeated.append(key_node)
            elif isinstance(key, str):
                result[key] = value
        if repeated:
            self._refuse_again(node, repeated)
        return result

    def _refuse_again(self, node: Node, repeated: list[Node]) -> None:
        """Report each repeated key of a mapping, together with the line of its first use."""
        first = _keys(node.value)
        for key in repeated:
            line = f"line {_line(first[key.value])} already has it"
            expected = f"the key only once ({line}): delete the wrong one"
            if key.value == "id" and _has_lines(node):
                hyphen = "a hyphen before it if a new member of the list begins here"
                expected = f"the key only once ({line}), or {hyphen}"
            self._refuse(
                key,
                "duplicate-key",
                f"the key '{shorten(key.value)}' occurs a second time",
                expected,
            )

    def _key(self, node: Node, value: Node) -> str | _Broken:
        """Return the text of a key, or `BROKEN` if the key is refused."""
        key = self.build(node) if isinstance(node, ScalarNode) else None
        if isinstance(key, _Broken):
            return key
        if not isinstance(key, str):
            return self._refuse(node, "key-not-text", *_odd_key(node))
        if key == "<<":
            expected = f"the keys themselves{_first_pair(value)}"
            return self._refuse(
                node, "yaml-merge", "the merge key '<<' is not allowed", expected
            )
        return key


def _has_lines(node: Node) -> bool:
    """Return whether a mapping has one key on each line, and no braces."""
    return isinstance(node, MappingNode) and not node.flow_style


def _odd_key(node: Node) -> tuple[str, str]:
    """Describe a key that is not text, and the key that should replace it."""
    if not isinstance(node, ScalarNode):
        return "a key is a list or a mapping", "a key that is text"
    if not node.value:
        return "a colon has no key before it", "a key that is text"
    value = shorten(node.value)
    return f"the key {value} is not text", f'the key in quotes: "{value}"'


def _maker(code: str, found: str, expected: _Words) -> Callable[[Where], Problem]:
    """Return a function that makes a `Problem` for a source location."""

    def make(where: Where) -> Problem:
        words = expected if isinstance(expected, str) else expected()
        return Problem(where, code, found, words)

    return make


def _parts(pairs: list[_Pair]) -> list[list[_Pair]]:
    """Split the pairs of a mapping into parts that start with the same key.

    The first key of the mapping starts the first part. Each repetition of this key
    starts a new part.
    """
    if not pairs or not isinstance(pairs[0][0], ScalarNode):
        return [pairs]
    first = pairs[0][0].value
    parts: list[list[_Pair]] = []
    for pair in pairs:
        if pair[0].value == first:
            parts.append([])
        parts[-1].append(pair)
    return parts


def _keys(pairs: list[_Pair]) -> dict[str, Node]:
    """Return the key nodes of a mapping, keyed by text.

    If a key is repeated, the node of its first occurrence is returned.
    """
    found: dict[str, Node] = {}
    for key, _ in pairs:
        if isinstance(key, ScalarNode):
            found.setdefault(key.value, key)
    return found


def _is_alike(before: list[_Pair], part: list[_Pair]) -> bool:
    """Return whether two parts of a mapping look like two members of one list.

    If they do, a hyphen is probably missing between the two members. The first key of
    each part is not compared. The parts look alike if their other keys are equal. They
    also look alike if they share at least two keys, and more than half of the keys in
    the shorter part.
    """
    one, other = (_keys(some[1:]).keys() for some in (before, part))
    common = one & other
    if one == other:
        return bool(common)
    return len(common) > 1 and 2 * len(common) > min(len(one), len(other))


def _mapping_of(pairs: list[_Pair], start: Mark | None = None) -> MappingNode:
    """Return a mapping node with the given keys and values.

    The node begins at `start`, or at its first key if `start` is None.
    """
    begin, end = start or pairs[0][0].start_mark, pairs[-1][1].end_mark
    return MappingNode("", pairs, begin, end, flow_style=False)


def _hyphen_before(key: Node, value: Node) -> str:
    """Return a hint to add a hyphen before the first key of a list member."""
    indentation = " " * max(key.start_mark.column - 2, 0)
    words = f" {shorten(value.value, 30)}" if isinstance(value, ScalarNode) else ""
    written = f"'{indentation}- {shorten(key.value)}:{words}'"
    begins = "if a new member of the list begins here"
    return f"a hyphen before the key, {written}, {begins}; otherwise the key only once"


def _first_pair(node: Node) -> str:
    """Return the first key and value of a mapping for a message, such as ": 'id: x'".

    The result is "" for an empty mapping, and for a node that is not a mapping. It is
    also "" if the key or the value is not a scalar.
    """
    if not isinstance(node, MappingNode) or not node.value:
        return ""
    key, value = node.value[0]
    if not isinstance(key, ScalarNode) or not isinstance(value, ScalarNode):
        return ""
    return f": '{shorten(key.value, 30)}: {shorten(value.value, 30)}'"


def _line(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    line: int = node.start_mark.line
    return line + 1


def plain_value(value: str) -> Any:
    """Convert a scalar without quotes to None, a boolean, a number or a text.

    >>> plain_value("602"), plain_value("010"), plain_value("no")
    (602, '010', 'no')
    """
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] not in "-0123456789":
        return value
    if _INTEGER.fullmatch(value):
        return int(value)
    return Decimal(value) if _DECIMAL.fullmatch(value) else value


def place_of(file: str, node: Node | None) -> Where:
    """Return the source location of a node, or the start of the file if the node is None."""
    if node is None:
        return Where(file, 1, 1)
    return Where(file, node.start_mark.line + 1, node.start_mark.column + 1)
