"""Divide the text of an extract into a frame and one piece of text for each statement.

A decision then changes only one short text, even in a long extract. In the frame, a
line such as `- piece-of-extract-12` takes the place of each piece. The frame and the
pieces can be joined again into the same text, including comments and layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml import MappingNode, Node, SequenceNode

from inspectgraph.files.yaml_edit import (
    add_key,
    is_flow,
    member_spans,
    remove_item,
    replace_value,
)
from inspectgraph.files.yaml_positions import KeyPath, Tree, parse_yaml
from inspectgraph.model.extract import STATEMENTS

__all__ = ["FRAME", "Pieces", "Placed", "divided"]

#: The number of the frame. Pieces are counted from 1.
FRAME = 0

_TOKEN = "piece-of-extract-"  # noqa: S105 - no secret
_PLACE = re.compile(rf"(?m)^ *- {_TOKEN}(\d+)(?=\r|\n|\Z)")
_MEMBER = re.compile(rf"{_TOKEN}(\d+)")
_LINE_BREAK = "\r\n"


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement of an extract, and the place of its text.

    The text of an extract is divided into pieces and a frame. A piece is the text of
    one statement. The frame is the text around the pieces.

    Attributes:
        group: The key of the list that holds the statement.
        number: The index of the statement in this list, from 0.
        record: The statement as plain data.
        piece: The number of the piece that contains the statement. It is `FRAME` if the
            frame contains the statement.
        path: The path of the statement in the piece or the frame.
    """

    group: str
    number: int
    record: dict[str, Any]
    piece: int
    path: KeyPath


@dataclass(slots=True)
class Pieces:
    """The texts into which an extract is divided: the frame and the pieces.

    The frame is the text around the statements, and has the number 0. A piece is the
    text of one statement. Pieces are numbered from 1. `version` increases with each
    change.
    """

    texts: dict[int, str]
    version: int = 0
    _data: dict[int, Any] = field(default_factory=dict)
    #: The frame, and the members of its lists: group, index, member, number of the piece.
    _order: tuple[Any, list[tuple[str, int, Any, int]]] = (None, [])

    @property
    def text(self) -> str:
        """The text of the whole extract."""
        return _PLACE.sub(lambda found: self.texts[int(found[1])], self.texts[FRAME])

    @property
    def frame(self) -> dict[str, Any]:
        """The data that result from parsing the frame as YAML.

        The frame is the text of the extract around the statements. In the frame, a
        short text takes the place of each statement.
        """
        data: dict[str, Any] = self._parsed(FRAME)
        return data

    @property
    def data(self) -> dict[str, Any]:
        """The whole extract as plain data."""
        lists: dict[str, Any] = {}
        for group in STATEMENTS:
            if isinstance(self.frame.get(group), list):
                lists[group] = [self._member(one) for one in self.frame[group]]
        return self.frame | lists

    def replace(self, piece: int, text: str) -> str:
        """Replace the text of a piece or of the frame, and return the previous text.

        A piece is the text of one statement. The frame is the text around the pieces.
        """
        old = self.texts[piece]
        self.texts[piece] = text if piece == FRAME else text.rstrip(_LINE_BREAK)
        self._data.pop(piece, None)
        self.version += 1
        return old

    def placed(self) -> Iterator[Placed]:
        """Yield the statements of an extract in the order of the file."""
        for group, n, member, piece in self._members_in_order():
            record = self._parsed(piece)[0] if piece else member
            path: KeyPath = (0,) if piece else (group, n)
            if isinstance(record, dict):
                yield Placed(group, n, record, piece, path)

    def _members_in_order(self) -> list[tuple[str, int, Any, int]]:
        """Return the items of all lists of statements in the frame.

        The frame is the text of the extract around the statements. Each result has four
        parts: the key of the list, the index in the list, the item, and the number of
        the piece. The result is cached until the frame changes.
        """
        frame = self.frame
        if self._order[0] is not frame:
            found: list[tuple[str, int, Any, int]] = []
            for group in STATEMENTS:
                members = frame.get(group)
                for n, one in enumerate(members if isinstance(members, list) else ()):
                    found.append((group, n, one, _number(one)))
            self._order = frame, found
        return self._order[1]

    def remove(self, group: str, number: int) -> str:
        """Remove a statement from its list, and return the previous text of the frame."""
        members, frame = self.frame[group], self.texts[FRAME]
        piece = _number(members[number])
        if piece and len(members) > 1:
            line = re.compile(rf"(?m)^ *- {_TOKEN}{piece}(?:\r\n?|\n|\Z)")
            return self.replace(FRAME, line.sub("", frame))
        return self.replace(FRAME, remove_item(frame, (group, number)))

    def add(
        self, group: str, text: str, number: int, later: tuple[str, ...]
    ) -> tuple[int, str]:
        """Add a statement to a list.

        Args:
            group: The key of the list.
            text: The statement as YAML, without indentation.
            number: The index of the statement in the list.
            later: The keys that come after the list in an extract.

        Returns:
            A number, and the text of the frame before the change. The number is that of
            the piece that contains the new statement. If the frame itself contains the
            new statement, the number is `FRAME`. A piece is the text of one statement.
            The frame is the text around the pieces.
        """
        piece, old = max(self.texts) + 1, self.texts[FRAME]
        members = self._members(group, later)
        indent, frame = self._with_token(group, members, number, piece)
        if not frame:
            record = parse_yaml(text, "").data[0]
            self.replace(
                FRAME,
                replace_value(self.texts[FRAME], (group,), [*members, record]),
            )
            return FRAME, old
        self.texts[piece] = _indented(text, indent)
        self.replace(FRAME, frame)
        return piece, old

    def _with_token(
        self, group: str, members: list[Any], number: int, piece: int
    ) -> tuple[str, str]:
        """Add a placeholder for a new statement to a list in the frame.

        The frame is the text of the extract around the statements. A placeholder is a
        list item such as `- piece-of-extract-12`. Return the indentation of this line,
        and the new frame. The returned frame is empty if the list is written in a form
        that allows no placeholder.
        """
        frame = self.texts[FRAME]
        if not members:
            empty = re.compile(rf"(?m)^{group}: *\[\]")
            new, count = empty.subn(f"{group}:\n  - {_TOKEN}{piece}", frame, count=1)
            return "  ", new if count else ""
        before = _number(members[max(number - 1, 0)])
        line = re.compile(rf"(?m)^( *)- {_TOKEN}{before}(?=\r|\n|\Z)").search(frame)
        if line is None:
            return "", ""
        new = f"{line[1]}- {_TOKEN}{piece}"
        if number:
            return line[1], f"{frame[: line.end()]}\n{new}{frame[line.end() :]}"
        return line[1], f"{frame[: line.start()]}{new}\n{frame[line.start() :]}"

    def _members(self, group: str, later: tuple[str, ...]) -> list[Any]:
        """Return the items of a list of the extract.

        If the extract does not have the list, an empty list is added to it.
        """
        if not isinstance(self.frame.get(group), list):
            self.replace(FRAME, add_key(self.texts[FRAME], (group,), [], later))
        members: list[Any] = self.frame[group]
        return members

    def _member(self, member: Any) -> Any:
        """Return the statement that a list item represents.

        The item may be a placeholder such as `piece-of-extract-12`. Then the statement
        is in the piece of text that has this number. Otherwise the item itself is the
        statement.
        """
        piece = _number(member)
        return self._parsed(piece)[0] if piece else member

    def _parsed(self, piece: int) -> Any:
        """Parse the text of a piece or of the frame as YAML, and return its data.

        A piece is the text of one statement. The frame is the text around the pieces.
        """
        if piece not in self._data:
            self._data[piece] = parse_yaml(self.texts[piece], "").data
        return self._data[piece]


def divided(text: str, tree: Tree) -> Pieces:
    """Divide the text of an extract into a frame and pieces.

    `tree` is the parsed text. Lists in brackets or in another unusual form stay in the
    frame. If the text is not strict YAML, the whole text becomes the frame.
    """
    if tree.problems or not isinstance(tree.root, MappingNode) or _TOKEN in text:
        return Pieces({FRAME: text}, _data={FRAME: tree.data})
    spans: list[tuple[int, int, Any]] = []
    for key, node in tree.root.value:
        if key.value in STATEMENTS:
            for n, span in enumerate(_spans(text, node)):
                spans.append((*span, tree.data[key.value][n]))
    found = Pieces({FRAME: ""})
    rest = 0
    for number, (start, end, record) in enumerate(spans, 1):
        indent = len(text[start:end]) - len(text[start:end].lstrip(" "))
        found.texts[FRAME] += text[rest:start] + " " * indent + f"- {_TOKEN}{number}"
        found.texts[number], found._data[number] = text[start:end], [record]
        rest = end
    found.texts[FRAME] += text[rest:]
    return found


def _spans(text: str, node: Node) -> list[tuple[int, int]]:
    """Return the start and end offset of each statement in a list of an extract.

    A statement extends from the start of its first line to the end of its last line.
    The result is empty if the list does not have one block of lines for each statement.
    """
    if not isinstance(node, SequenceNode) or is_flow(node) or not node.value:
        return []
    if not all(isinstance(one, MappingNode) and one.value for one in node.value):
        return []
    found: list[tuple[int, int]] = []
    for dash, end in member_spans(text, node):
        start = max(text.rfind("\n", 0, dash), text.rfind("\r", 0, dash)) + 1
        if text[start:dash].strip(" "):
            return []
        rest = re.compile(r"[^\r\n]*").match(text, end)
        found.append((start, rest.end() if rest else end))
    return found


def _number(member: Any) -> int:
    """Return the number in a placeholder such as `piece-of-extract-12`.

    The result is 0 if the list item is not a placeholder.
    """
    found = _MEMBER.fullmatch(member) if isinstance(member, str) else None
    return int(found[1]) if found else FRAME


def _indented(text: str, indent: str) -> str:
    """Return the lines of a text with added indentation."""
    return "\n".join(indent + line for line in text.splitlines())
