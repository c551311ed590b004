"""What a hint must not propose: values that exist and would be refused in the place of the faulty one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath

__all__ = ["refused_at"]

#: Lists of ids that lead from statement to statement and must not lead back.
_WITHOUT_CIRCLES = frozenset({"because", "more_about"})
_IDS = frozenset({"replaces", "because", "more_about", "answers"})


def refused_at(data: Any, path: KeyPath) -> set[str]:
    """Return the values that would be refused at a path though they exist, such as a repeated one.

    Args:
        data: The plain data of the file.
        path: The path of the faulty value.
    """
    return {value for value in _refused(data, path) if isinstance(value, str)}


def _refused(data: Any, path: KeyPath) -> Iterator[Any]:
    around = _at(data, path[:-1])
    if isinstance(around, list):
        yield from (member for member in around if isinstance(member, str))
    if path[0] == "nothing" and isinstance(around, dict):
        yield from around
    if path[0] == "supersedes":
        yield data.get("report")
    if len(path) == 3 and path[0] == "judgements" and path[2] == "aspect":
        yield from (record.get("aspect") for record in _records(data, ["judgements"]))
    if len(path) == 4 and path[2] in _IDS:
        yield from _refused_ids(data, str(path[2]), _at(data, path[:2]))


def _refused_ids(data: Any, key: str, statement: Any) -> Iterator[Any]:
    """Yield the ids that a statement must not name under a key."""
    own = statement.get("id") if isinstance(statement, dict) else None
    yield own
    living = list(_records(data, (name for name in data if name != "withdrawn")))
    if key == "replaces":
        yield from (record.get("id") for record in living)
    if key in _WITHOUT_CIRCLES:
        yield from _leading_to(own, key, living)


def _leading_to(own: Any, key: str, records: list[dict[str, Any]]) -> Iterator[Any]:
    """Yield the ids of the records that lead to a statement by a key, however far round."""
    before: dict[Any, list[Any]] = {}
    for record in records:
        named = record.get(key)
        for identity in named if isinstance(named, list) else ():
            if isinstance(identity, str):
                before.setdefault(identity, []).append(record.get("id"))
    reached, waiting = set(), [own]
    while waiting:
        for identity in before.get(waiting.pop(), ()):
            if isinstance(identity, str) and identity not in reached:
                reached.add(identity)
                waiting.append(identity)
    yield from reached


def _records(data: Any, keys: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the records of some lists of an extract."""
    for key in keys:
        records = data.get(key)
        yield from (
            record
            for record in (records if isinstance(records, list) else ())
            if isinstance(record, dict)
        )


def _at(data: Any, path: KeyPath) -> Any:
    """Return the value at a path, or None where there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
