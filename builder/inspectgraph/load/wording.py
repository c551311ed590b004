"""Find the texts that a curator wrote in an extract, and the placeholders in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.identities import list_under, value_under
from inspectgraph.model.extract import STATEMENT_LISTS, worded_keys

__all__ = ["is_placeholder", "record_texts", "worded_texts"]

_PLACEHOLDER = re.compile(
    r"\A\s*drafted\s*:|to be worded by the curator", re.IGNORECASE
)


def is_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder in a draft, which the curator must replace.

    >>> is_placeholder("Drafted: a strength about health; to be worded by the curator.")
    True
    """
    return bool(_PLACEHOLDER.search(text))


def worded_texts(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text that the curator wrote in an extract, together with its path."""
    for group in STATEMENT_LISTS:
        for n, record in enumerate(list_under(data, group)):
            yield from record_texts(record, (group, n))
    for group in ("withdrawn", "corrections"):
        for n, record in enumerate(list_under(data, group)):
            reason = value_under(record, "reason")
            if isinstance(reason, str):
                yield (group, n, "reason"), reason
    for n, record in enumerate(list_under(data, "links")):
        note = value_under(record, "note")
        if isinstance(note, str):
            yield ("links", n, "note"), note
    note = value_under(value_under(data, "status"), "note")
    if isinstance(note, str):
        yield ("status", "note"), note


def record_texts(record: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text that the curator wrote in a statement, together with its path.

    The texts of a recommendation's parts are included.
    """
    if not isinstance(record, dict):
        return
    for key in worded_keys():
        text = record.get(key)
        if isinstance(text, str):  # not under the key `of` of a measurement: a number
            yield (*path, key), text
    for n, part in enumerate(list_under(record, "parts")):
        yield from record_texts(part, (*path, "parts", n))
