"""Find the ids of an extract in its plain data: the ids given and the ids named.

A statement gives its own id, and names the ids of other statements.
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
    """Yield path and text of the id of each statement, withdrawn statements last."""
    for group in (*STATEMENT_LISTS, "withdrawn"):
        for n, record in enumerate(list_under(data, group)):
            identity = value_under(record, "id")
            if isinstance(identity, str):
                yield (group, n, "id"), identity


def records_of_list(data: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings in a list of an extract, and skip any other values."""
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
    """Return the only id that is named but not given, and the path of its first use.

    Such an id may explain a repeated id: a statement has the id of another statement
    instead of its own. The result is "" and () unless exactly one id is given twice and
    exactly one id is named but not given. Misspelt forms of given ids do not count.
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
    """Yield path and text of each id by which a statement names another statement."""
    for (group, n, _), _ in identities(data):
        keys = naming_keys()
        if group == "withdrawn":
            keys = ("replaced_by",)
        for key in keys:
            for place, name in enumerate(list_under(data[group][n], key)):
                if isinstance(name, str):
                    yield (group, n, key, place), name
