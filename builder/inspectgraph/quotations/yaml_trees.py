"""Read a YAML file of any project as a tree of values, each with its place in the file.

The project's own YAML files follow strict rules. In contrast, the files read here may
have YAML anchors, tags and any text. A number or date becomes a text in its printed
form.
"""

from __future__ import annotations

from typing import Any

import yaml

from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.quotations.trees import DEEPEST, Value, step_of, too_deep

__all__ = ["yaml_tree"]


def yaml_tree(text: str, file: str) -> Value:
    """Return the tree of a YAML file, with each alias replaced by its value.

    Raises:
        UnreadableError: If the text is not YAML, has several documents, or is nested
            too deep.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        message = f"this is not YAML: {error.problem or error.context}"
        raise UnreadableError("bad-tree", message, where) from None
    except yaml.YAMLError as error:
        message = f"this is not YAML: {' '.join(str(error).split())}"
        raise UnreadableError("bad-tree", message, Where(file)) from None
    return builder.root or Value(Where(file), "", None)


class _Builder:
    """Builds a tree from the events of a YAML parser, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Value | None = None
        self._open: list[Value] = []
        self._keys: list[str | None] = []
        self._named: dict[str, Value] = {}

    def take(self, event: yaml.Event) -> None:
        """Add the value that a parser event begins, or close the value that the event ends."""
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._named.get(event.anchor or "") or self._value(event, None))
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            value = self._value(event, [] if is_list else {})
            self._add(value)
            self._open.append(value)
            self._keys.append(None)
            if len(self._open) > DEEPEST:
                raise too_deep(value.where)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root:
            message = "the file has several YAML documents; put them into one list"
            raise UnreadableError("bad-tree", message, self._where(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        """Add a text as a value, or store the text as the next key of a mapping."""
        if (
            self._open
            and isinstance(self._open[-1].data, dict)
            and self._keys[-1] is None
        ):
            self._keys[-1] = event.value
            return
        is_null = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
        self._add(self._value(event, None if is_null else event.value))

    def _value(self, event: Any, data: Any) -> Value:
        """Make a tree value from a parser event.

        The value has the file and the line of the event. If the event has a YAML
        anchor, the value is also stored under this anchor.

        Args:
            event: The parser event.
            data: The text, list or mapping.
        """
        value = Value(self._where(event), "", data)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self._named[event.anchor] = value
        return value

    def _where(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        if mark is None:
            return Where(self.file)
        return Where(self.file, mark.line + 1, mark.column + 1)

    def _add(self, value: Value) -> None:
        """Add a value to the open list or mapping, or make the value the root of the tree.

        In YAML, a key of a mapping may itself be a list or mapping. Such a key becomes
        the text "".
        """
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent.data, list):
            value.path = value.path or f"{parent.path}/{len(parent.data)}"
            parent.data.append(value)
        elif isinstance(parent.data, dict):
            key, self._keys[-1] = self._keys[-1], None
            if key is None:  # the key itself is a list, a mapping or an alias
                self._keys[-1] = ""
                return
            value.path = value.path or f"{parent.path}/{step_of(key)}"
            parent.data[key] = value
