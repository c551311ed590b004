"""Read a JSON file as a tree of values, each with its place in the file.

The file may have any structure. A number becomes a text in its printed form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from inspectgraph.model.errors import UnreadableError, Where

__all__ = ["DEEPEST", "Value", "json_tree", "step_of", "too_deep"]

#: The largest depth to which a file may be nested.
DEEPEST: Final = 60


@dataclass(slots=True)
class Value:
    """A value of a tree (a text, a list or a mapping) and the place of the value.

    `path` is the JSON Pointer of the value. `where` is the file and the line of the
    value. In a JSON file, the line is 0.
    """

    where: Where
    path: str
    data: str | list[Value] | dict[str, Value] | None

    def below(self) -> Iterator[Value]:
        """Yield this value and all values below it, each value once."""
        seen: set[int] = set()
        waiting: list[Value] = [self]
        while waiting:
            value = waiting.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            yield value
            if isinstance(value.data, dict):
                waiting.extend(value.data.values())
            elif isinstance(value.data, list):
                waiting.extend(value.data)


def json_tree(text: str, file: str) -> Value:
    """Return the tree of a JSON file.

    Raises:
        UnreadableError: If the text is not JSON, or is nested too deep.
    """
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        return _of_json(data, file, "", 0)
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno, error.colno)
        raise UnreadableError(
            "bad-tree", f"this is not JSON: {error.msg}", where
        ) from None
    except RecursionError:
        raise too_deep(Where(file)) from None


def _of_json(data: Any, file: str, path: str, depth: int) -> Value:
    """Convert parsed JSON to a tree of values with their places."""
    value = Value(Where(file), path, None)
    if depth > DEEPEST:
        raise too_deep(Where(file))
    if isinstance(data, dict):
        value.data = {
            key: _of_json(member, file, f"{path}/{step_of(key)}", depth + 1)
            for key, member in data.items()
        }
    elif isinstance(data, list):
        value.data = [
            _of_json(member, file, f"{path}/{order}", depth + 1)
            for order, member in enumerate(data)
        ]
    elif data is not None:
        value.data = str(data)
    return value


def step_of(key: str) -> str:
    """Return a key as a part of a JSON Pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def too_deep(where: Where) -> UnreadableError:
    """Return the error for values that are nested too deep."""
    message = f"values are nested more than {DEEPEST} levels deep"
    return UnreadableError("bad-tree", message, where)
