"""Check the corrections in an extract. A correction records that a value was changed.

Each correction must name a key that can be corrected. Its old value must differ from
the value that is now in the extract.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import Form
from inspectgraph.load.identities import list_under, value_under
from inspectgraph.model.errors import shorten
from inspectgraph.model.extract import (
    STATEMENTS,
    Extract,
    Record,
    correctable_keys,
)
from inspectgraph.model.quantities import listed
from inspectgraph.model.suggest import nearest

__all__ = ["check_corrections"]


def check_corrections(form: Form, extract: dict[str, Any]) -> None:
    """Report each correction that has an unknown key or that changed nothing."""
    for number, record in enumerate(list_under(extract, "corrections")):
        path: KeyPath = ("corrections", number)
        if isinstance(record, dict):
            for kind, corrected in _corrected(extract, record):
                _check_key(form, kind, record, path)
                _check_change(form, corrected, record, path)


def _corrected(
    extract: dict[str, Any], record: dict[str, Any]
) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """Yield the record to which a correction applies, together with its type.

    If the statement is withdrawn or does not exist, nothing is yielded.
    """
    if "statement" not in record:
        yield Extract, extract
        return
    for group, kind in STATEMENTS.items():
        for statement in list_under(extract, group):
            if value_under(statement, "id") == record["statement"]:
                yield kind, statement


def _check_key(
    form: Form, kind: type[Record], record: dict[str, Any], path: KeyPath
) -> None:
    """Report a correction if its key cannot be corrected in a record of the given type."""
    key, known = record.get("key"), correctable_keys(kind)
    if isinstance(key, str) and key not in known:
        found = f"a correction cannot change the key '{shorten(key)}'"
        expected = f"one of {listed(sorted(known), 'or')}"
        form.report(
            (*path, "key"),
            "unknown-corrected-key",
            found,
            expected,
            nearest(key, known),
        )


def _check_change(
    form: Form, corrected: dict[str, Any], record: dict[str, Any], path: KeyPath
) -> None:
    """Report a correction if its old value is still the value in the extract."""
    was = record.get("was")
    if was is not None and was == corrected.get(str(record.get("key"))):
        found = f"'was' is '{shorten(str(was))}', but this is still the value in the extract"
        expected = "the value before the correction"
        form.report((*path, "was"), "nothing-corrected", found, expected)
