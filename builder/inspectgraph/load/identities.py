"""The ids of an extract in its plain data: given by statements, and named by other ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import nearest
from inspectgraph.model.extract import STATEMENT_LISTS, naming_keys

__all__ = ["identities", "missing_id", "names_under"]


def identities(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of every id that an extract gives, the withdrawn ones last."""
    if not isinstance(data, dict):
        return
    for key in (*STATEMENT_LISTS, "withdrawn"):
        records = data.get(key)
        for n, record in enumerate(records if isinstance(records, list) else ()):
            identity = record.get("id") if isinstance(record, dict) else None
            if isinstance(identity, str):
                yield (key, n, "id"), identity


def missing_id(data: Any) -> tuple[str, KeyPath]:
    """Return the id that is missing since a statement has another's, and where it is named first.

    One id is given twice, and one that is named is not given; it is not a slip for any that
    is given.
    """
    given = [identity for _, identity in identities(data)]
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
    return ("", ()) if nearest(missing, known) else (missing, named[missing])


def names_under(record: dict[str, Any], key: str) -> list[Any]:
    """Return what a record names under a key, or nothing where that is no list."""
    value = record.get(key)
    return value if isinstance(value, list) else []


def _named_ids(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of every id by which one statement names another."""
    for (group, n, _), _ in identities(data):
        keys = ("replaced_by",) if group == "withdrawn" else naming_keys()
        for key in keys:
            for place, name in enumerate(names_under(data[group][n], key)):
                if isinstance(name, str):
                    yield (group, n, key, place), name
