"""Find the ids of statements in the plain data of an extract.

A statement has its own id, and may refer to other statements by their ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.model.extract import STATEMENT_LISTS, naming_keys
from inspectgraph.model.suggest import nearest

__all__ = [
    "identities",
    "list_under",
    "missing_id",
    "records_of_list",
    "value_under",
]


def identities(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the id of each statement, together with the path of the id.

    The path comes first in each pair. The ids of withdrawn statements come last.
    """
    for group in (*STATEMENT_LISTS, "withdrawn"):
        for n, record in enumerate(list_under(data, group)):
            identity = value_under(record, "id")
            if isinstance(identity, str):
                yield (group, n, "id"), identity


def records_of_list(data: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings in a list of an extract. Other values are skipped."""
    for member in list_under(data, name):
        if isinstance(member, dict):
            yield member


def list_under(data: Any, key: str) -> list[Any]:
    """Return the list under a key of a mapping, or [] if there is no list."""
    value = value_under(data, key)
    if isinstance(value, list):
        return value
    return []


def value_under(data: Any, key: str) -> Any:
    """Return the value under a key of a mapping, or None if the key is missing."""
    if isinstance(data, dict):
        return data.get(key)
    return None


def missing_id(data: Any) -> tuple[str, KeyPath]:
    """Find an id to which a statement refers, but which no statement has.

    If two statements have the same id by mistake, one of them should probably have the
    missing id. Return the missing id, and the path of the first reference to it.

    Return "" and () in each of these cases:

    - The number of repeated ids is not exactly one.
    - The number of missing ids is not exactly one.
    - The missing id is probably a misspelt form of an existing id.
    """
    given = list(map(itemgetter(1), identities(data)))
    known = set(given)
    if len(given) - len(known) != 1:
        return "", ()
    named: dict[str, KeyPath] = {}
    for path, identity in _named_ids(data):
        if identity not in known:
            named.setdefault(identity, path)
    if len(named) != 1:
        return "", ()
    (missing,) = named
    if nearest(missing, known):
        return ("", ())
    return (missing, named[missing])


def _named_ids(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of each id that a statement uses to refer to another statement."""
    for (group, n, _), _ in identities(data):
        keys = naming_keys()
        if group == "withdrawn":
            keys = ("replaced_by",)
        for key in keys:
            for place, name in enumerate(list_under(data[group][n], key)):
                if isinstance(name, str):
                    yield (group, n, key, place), name
