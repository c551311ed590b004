"""Find values that a hint must not propose, because the checks refuse them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.identities import list_under, records_of_list, value_under
from inspectgraph.model.extract import STATEMENT_LISTS, naming_keys

__all__ = ["refused_at"]

#: Keys of statements that name other statements and must not form a circle.
_WITHOUT_CIRCLES = frozenset({"because", "more_about"})


def refused_at(data: Any, path: KeyPath) -> set[str]:
    """Return the values that a hint must not propose in place of a faulty value.

    For example, a list must not have the same member twice.

    Args:
        data: The plain data of the file.
        path: The path of the faulty value.
    """
    refused = [*_around(data, path), *_of_other_fields(data, path)]
    found: set[str] = set()
    for value in refused:
        if isinstance(value, str):
            found.add(value)
    return found


def _around(data: Any, path: KeyPath) -> list[Any]:
    """Return the values that a new value at a path must not repeat.

    If the path leads to a member of a list, the result has all members of this list.
    The field `nothing` of an extract maps units to reasons. If the path leads to a key
    in this field, the result has all its keys. For any other path, the result is empty.
    """
    around = _value_at(data, path[:-1])
    if isinstance(around, list):
        return around
    if path[0] != "nothing":
        return []
    if isinstance(around, dict):
        return list(around)
    return []


def _of_other_fields(data: Any, path: KeyPath) -> list[Any]:
    """Return the values that a field must not have because of other fields.

    For example, a report must not supersede itself. `path` is the path of the field.
    """
    match path:
        case ("supersedes", *_):
            return [data.get("report")]
        case ("judgements", _, "aspect"):
            judgements = records_of_list(data, "judgements")
            return [record.get("aspect") for record in judgements]
        case (_, _, key, _) if key in naming_keys():
            return list(_refused_ids(data, str(key), _value_at(data, path[:2])))
    return []


def _refused_ids(data: Any, key: str, statement: Any) -> Iterator[Any]:
    """Yield the ids that a statement must not name under a key such as `replaces`.

    A statement must not refer to itself, and may replace only withdrawn statements.
    References under some keys must not form a circle.
    """
    own = value_under(statement, "id")
    yield own
    if key == "replaces":
        for record in _living(data):
            yield record.get("id")
    if key in _WITHOUT_CIRCLES:
        yield from _leading_to(own, _named_by(data, key))


def _named_by(data: Any, key: str) -> dict[Any, list[Any]]:
    """Return a mapping from each id to the ids of the statements that refer to this id.

    Only references under the given key are used.
    """
    found: dict[Any, list[Any]] = {}
    for record in _living(data):
        for identity in list_under(record, key):
            if isinstance(identity, str):
                found.setdefault(identity, []).append(record.get("id"))
    return found


def _leading_to(own: Any, named_by: dict[Any, list[Any]]) -> set[str]:
    """Return the ids of all statements that refer to a statement, directly or indirectly.

    Args:
        own: The id of the statement.
        named_by: A mapping from each id to the ids of the statements that refer to this
            id.
    """
    reached: set[str] = set()
    waiting = [own]
    while waiting:
        for identity in named_by.get(waiting.pop(), ()):
            if not isinstance(identity, str):
                continue
            if identity not in reached:
                reached.add(identity)
                waiting.append(identity)
    return reached


def _living(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the statements of an extract that are not withdrawn."""
    for name in STATEMENT_LISTS:
        yield from records_of_list(data, name)


def _value_at(data: Any, path: KeyPath) -> Any:
    """Return the value at a path, or None if there is no such value."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
