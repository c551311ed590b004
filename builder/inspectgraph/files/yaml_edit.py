"""Change one value in the text of a YAML file, and keep the comments and the layout.

Each public function has two main arguments: the text of the file, and the path of a
value. The function returns the new text. First, it parses the new text and compares the
data. If more than the wanted value has changed, it raises `ExtractError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from inspectgraph.files.yaml_positions import KeyPath, parse_yaml
from inspectgraph.files.yaml_write import to_flow
from inspectgraph.model.errors import ExtractError, Problem

__all__ = [
    "add_key",
    "is_flow",
    "member_spans",
    "remove_item",
    "remove_key",
    "replace_value",
]

_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")

Change = Callable[[Any], None]


def remove_key(text: str, path: KeyPath) -> str:
    r"""Remove a key and its value from a mapping.

    >>> remove_key("- id: x\n  draft: {rule: r}\n  # why\n  at: y\n", (0, "draft"))
    '- id: x\n  # why\n  at: y\n'
    """

    def change(data: Any) -> None:
        del _reach(data, path[:-1])[path[-1]]

    return _changed(
        text,
        change,
        lambda root: _without_key(text, _find(root, path[:-1]), str(path[-1])),
    )


def remove_item(text: str, path: KeyPath) -> str:
    r"""Remove a member of a list. If no member is left, the list becomes `[]`.

    >>> remove_item("a:\n  - b: 1\n  # why\n  - b: 2\n", ("a", 0))
    'a:\n  # why\n  - b: 2\n'
    """

    def change(data: Any) -> None:
        del _reach(data, path[:-1])[path[-1]]

    return _changed(text, change, lambda root: _without_item(text, root, path))


def replace_value(text: str, path: KeyPath, value: Any) -> str:
    r"""Replace the value at a path by another value.

    >>> replace_value("a: one  # why\nb: 2\n", ("a",), ["x", "z"])
    'a: [x, z]  # why\nb: 2\n'
    """

    def change(data: Any) -> None:
        _reach(data, path[:-1])[path[-1]] = _as_read(value)

    return _changed(
        text, change, lambda root: _with_value(text, root, path, to_flow(value))
    )


def add_key(text: str, path: KeyPath, value: Any, before: tuple[str, ...] = ()) -> str:
    r"""Add a key with a value to a mapping.

    `before` is a list of keys. The new key is put before the first listed key that is
    in the mapping. If no listed key is in the mapping, the new key is put at the end.

    >>> add_key("- id: x\n  at: y\n", (0, "note"), "Good: so far", ("draft", "at"))
    '- id: x\n  note: "Good: so far"\n  at: y\n'
    """

    def change(data: Any) -> None:
        _reach(data, path[:-1])[path[-1]] = _as_read(value)

    new = f"{to_flow(path[-1])}: {to_flow(value)}"
    return _changed(
        text, change, lambda root: _with_key(text, _find(root, path[:-1]), new, before)
    )


# Checking the edited text


def _changed(text: str, change: Change, edit: Callable[[Node], str]) -> str:
    """Return the edited text after checking that only the wanted value has changed.

    Args:
        text: The text of the YAML file.
        change: A function that makes the wanted change in the plain data of the file.
        edit: A function that makes the same change in the text, and returns the new
            text.

    Raises:
        ExtractError: If the text is not YAML, or if the edit would change other data.
    """
    before = parse_yaml(text, "")
    if before.root is None:
        raise ExtractError(before.problems or [_refusal(text)])
    wanted = deepcopy(before.data)
    change(wanted)
    new = edit(before.root)
    after = parse_yaml(new, "")
    if after.data != wanted or len(after.problems) > len(before.problems):
        raise ExtractError([_refusal(text)])
    return new


def _refusal(text: str) -> Problem:
    """Return a problem, which says that a value cannot be changed automatically."""
    expected = (
        "each key on a line of its own, as 'inspectgraph draft' writes it; make this"
        " change in a text editor"
    )
    return Problem(
        parse_yaml(text, "the extract").where(),
        "not-amended",
        "this value cannot be changed automatically",
        expected,
    )


def _as_read(value: Any) -> Any:
    """Return a value as the YAML reader would return it.

    For example, a date becomes a text.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return dict(zip(value, map(_as_read, value.values()), strict=True))
    if isinstance(value, list):
        return list(map(_as_read, value))
    return value


def _reach(data: Any, path: KeyPath) -> Any:
    """Return the value at a path through nested mappings and lists."""
    for step in path:
        data = data[step]
    return data


def _find(root: Node, path: KeyPath) -> Node:
    """Return the YAML node at a path below a root node."""
    for step in path:
        root = _child(root, step)
    return root


def _child(node: Node, step: str | int) -> Node:
    """Return a child of a node: the member of a list or the value of a mapping.

    `step` is the index of the member or the key of the value.
    """
    child: Node
    if not isinstance(node, MappingNode):
        child = node.value[step]
        return child
    for key, child in node.value:
        if key.value == step:
            return child
    raise KeyError(step)


# Offsets in the text


def is_flow(node: Node) -> bool:
    """Return whether a list or mapping is written in brackets or braces."""
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _end(text: str, node: Node) -> int:
    """Return the offset at which a value ends.

    Blank lines after the value are not part of the value. A list or mapping without
    brackets ends where its last value ends.
    """
    if isinstance(node, ScalarNode):
        end = int(node.end_mark.index)
        if node.style in {"|", ">"}:
            return len(text[:end].rstrip())
        return end
    if is_flow(node) or not node.value:
        return int(node.end_mark.index)
    if isinstance(node, SequenceNode):
        return _end(text, node.value[-1])
    return _end(text, node.value[-1][1])


def _line_start(text: str, index: int) -> int:
    """Return the offset at which a line starts. `index` is any offset in the line."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _line_end(text: str, index: int) -> int:
    """Return the offset just after a line and its line break.

    `index` is any offset in the line.
    """
    found = _REST_OF_LINE.match(text, index)
    if not found:
        return len(text)
    return found.end()


def _colon(text: str, mapping: Node, value: Node) -> int:
    """Return the offset just after the colon that precedes a value of a mapping."""
    keys = [key for key, other in mapping.value if other is value]
    end = keys[0].end_mark.index
    return text.index(":", end) + 1


def _line_break(text: str) -> str:
    """Return the first line break of a text, or a line feed if the text has only one line."""
    found = re.search(r"\r\n?|\n", text)
    if not found:
        return "\n"
    return found[0]


# Editing


def _without_key(text: str, mapping: Node, name: str) -> str:
    """Return the text after removing one key of a mapping and its value."""
    pairs = mapping.value
    place = next(n for n, (key, _) in enumerate(pairs) if key.value == name)
    start, end = pairs[place][0].start_mark.index, _end(text, pairs[place][1])
    if len(pairs) == 1:
        after = mapping.end_mark.index if is_flow(mapping) else end
        return f"{text[: mapping.start_mark.index]}{{}}{text[after:]}"
    if is_flow(mapping):
        ends = [_end(text, value) for _, value in pairs]
        starts = [key.start_mark.index for key, _ in pairs]
        return _without_flow(text, starts, ends, place)
    line, after = _line_start(text, start), _line_end(text, end)
    if not text[line:start].strip():
        return text[:line] + text[after:]
    following = pairs[place + 1][0].start_mark.index
    if "#" in text[after:following]:  # a comment on the next key stays before it
        return text[:start].rstrip(" ") + _line_break(text) + text[after:]
    return text[:start] + text[following:]


def _without_item(text: str, root: Node, path: KeyPath) -> str:
    """Return the text after removing one member of a list."""
    members, place = _find(root, path[:-1]), int(path[-1])
    if is_flow(members):
        ends = [_end(text, member) for member in members.value]
        return _without_flow(
            text, [member.start_mark.index for member in members.value], ends, place
        )
    dash, end = member_spans(text, members)[place]
    start, after = _line_start(text, dash), _line_end(text, end)
    if len(members.value) > 1:
        return text[:start] + text[after:]
    colon = _colon(text, _find(root, path[:-2]), members)
    return text[:colon] + " []" + text[colon:start] + text[after:]


def member_spans(text: str, members: Node) -> list[tuple[int, int]]:
    """Return the start and end of each member of a list, as offsets in the text.

    A member starts at its hyphen. A member ends after its last value, before any
    comment or line break.

    Args:
        text: The text of the YAML file.
        members: The node of the list. The list must not be written in brackets.
    """
    ends = [_end(text, member) for member in members.value]
    dashes = [int(members.start_mark.index)]
    column = int(members.start_mark.column)
    hyphen = re.compile(rf"(?:\r\n?|\n) {{{column}}}-(?=\s)")
    for end, member in zip(ends, members.value[1:], strict=False):
        between = text[end : member.start_mark.index + 1]
        dashes += [end + found.end() - 1 for found in hyphen.finditer(between)][-1:]
    return list(zip(dashes, ends, strict=True))


def _without_flow(text: str, starts: list[int], ends: list[int], place: int) -> str:
    """Return the text after removing one member from a list or mapping in brackets.

    The comma of the member is also removed.

    Args:
        text: The text of the YAML file.
        starts: The offset of the start of each member.
        ends: The offset of the end of each member.
        place: The index of the member that is removed.
    """
    if place + 1 < len(starts):
        return text[: starts[place]] + text[starts[place + 1] :]
    if place:
        return text[: ends[place - 1]] + text[ends[place] :]
    return text[: starts[0]] + text[ends[0] :].lstrip(" ,")


def _with_value(text: str, root: Node, path: KeyPath, new: str) -> str:
    """Return the text after replacing the value at a path by a new text."""
    node, parent = _find(root, path), _find(root, path[:-1])
    start, end = int(node.start_mark.index), _end(text, node)
    is_inline = isinstance(node, ScalarNode) or is_flow(node)
    if is_inline or isinstance(parent, SequenceNode):
        space = " " if text[start - 1 : start] in {":", "-"} else ""
        return f"{text[:start]}{space}{new}{text[end:]}"
    # The old value begins on the line below its key. The new value is written on the
    # line of the key.
    colon = _colon(text, parent, node)
    rest, after = text[colon : _line_start(text, start)], text[_line_end(text, end) :]
    return f"{text[:colon]} {new}{rest}{after}"


def _with_key(text: str, mapping: Node, new: str, before: tuple[str, ...]) -> str:
    """Return the text after adding a `key: value` line to a mapping.

    `before` is a list of keys. The new key is put before the first listed key that is
    in the mapping. If no listed key is in the mapping, the new key is put at the end.
    """
    names = [key.value for key, _ in mapping.value]
    place = next((names.index(name) for name in before if name in names), len(names))
    if not names:
        return (
            text[: mapping.start_mark.index]
            + "{"
            + new
            + "}"
            + text[mapping.end_mark.index :]
        )
    if is_flow(mapping) and place < len(names):
        start = mapping.value[place][0].start_mark.index
        return f"{text[:start]}{new}, {text[start:]}"
    last = mapping.value[max(place - 1, 0)]
    end = _end(text, last[1])
    if is_flow(mapping):
        return f"{text[:end]}, {new}{text[end:]}"
    line_break, indent = _line_break(text), " " * int(last[0].start_mark.column)
    after = _line_end(text, end)
    joint = "" if text[:after].endswith(("\n", "\r")) else line_break
    return f"{text[:after]}{joint}{indent}{new}{line_break}{text[after:]}"
