"""The ids of an extract in its plain data: given by statements, and named by other ones."""

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
    """Yield the path and text of every id that an extract gives, the withdrawn ones last."""
    for group in (*STATEMENT_LISTS, "withdrawn"):
        for n, record in enumerate(list_under(data, group)):
            identity = value_under(record, "id")
            if isinstance(identity, str):
                yield (group, n, "id"), identity


def records_of_list(data: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a list of an extract; other values are passed over."""
    for member in list_under(data, name):
        if isinstance(member, dict):
            yield member


def list_under(data: Any, key: str) -> list[Any]:
    """Return the list that data hold under a key, or an empty one where they hold none."""
    value = value_under(data, key)
    if isinstance(value, list):
        return value
    return []


def value_under(data: Any, key: str) -> Any:
    """Return what data hold under a key, or None where they hold nothing."""
    if isinstance(data, dict):
        return data.get(key)
    return None


def missing_id(data: Any) -> tuple[str, KeyPath]:
    """Return the id that is missing since a statement has another's, and where it is named first.

    One id is given twice, and one that is named is not given; it is not a slip for any that
    is given.
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
    """Yield the path and text of every id by which one statement names another."""
    for (group, n, _), _ in identities(data):
        keys = naming_keys()
        if group == "withdrawn":
            keys = ("replaced_by",)
        for key in keys:
            for place, name in enumerate(list_under(data[group][n], key)):
                if isinstance(name, str):
                    yield (group, n, key, place), name
