"""Messages about unknown, misspelt, misplaced and missing keys of a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import filterfalse
from typing import Any

from msgspec import Struct

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import Form, with_article
from inspectgraph.model.characters import plain_letters, with_odd
from inspectgraph.model.errors import shorten
from inspectgraph.model.extract import STATEMENTS, Anchor, Extract, PrintedTime
from inspectgraph.model.faults import MOST_SHOWN
from inspectgraph.model.fields import fields_of
from inspectgraph.model.names import plain_name
from inspectgraph.model.registry import Framework
from inspectgraph.model.settings import Settings
from inspectgraph.model.suggest import nearest

__all__ = ["Keys", "noun_of", "report_keys"]

#: The largest number of record types that a message names. In place of more record
#: types, the message says "a statement".
_FEW_RECORDS = 2
_KEY_AND_VALUE = re.compile(r"([a-z_]+)[ :=]+(.+)", re.DOTALL)
#: The record types in which a misplaced key of an extract may belong.
_RECORDS: tuple[type[Struct], ...] = (
    Extract,
    *STATEMENTS.values(),
    Anchor,
    PrintedTime,
)


@dataclass(frozen=True)
class Keys:
    """The keys that a record type can have, in order, and the required keys."""

    record: type
    known: tuple[str, ...]
    required: frozenset[str]

    @property
    def noun(self) -> str:
        """The words that messages use for a record of this type, such as `an anchor`."""
        return noun_of(self.record)


def report_keys(
    keys: Keys, form: Form, value: Mapping[str, Any], path: KeyPath
) -> None:
    """Report each unknown and each missing key of a record.

    A key that is misspelt is reported as unknown, but not as missing.

    Args:
        keys: The keys of the record type.
        form: The object that checks the file and collects its problems.
        value: The plain data of the record.
        path: The path of the record.
    """
    absent = list(filterfalse(value.__contains__, keys.known))
    unknown = list(filterfalse(keys.known.__contains__, value))
    meant = _meant(unknown, absent)
    free = list(filterfalse(frozenset(meant.values()).__contains__, absent))
    for key in unknown:
        joined = _KEY_AND_VALUE.fullmatch(key)
        if joined and joined[1] in keys.known:
            meant[key] = joined[1]
            words = _joined(key, joined[1], joined[2])
            form.report_key((*path, key), "unknown-key", *words)
        else:
            words = _words_on(key, keys, absent, free, meant.get(key, ""))
            form.report_key((*path, key), "unknown-key", *words, meant.get(key, ""))
    _report_missing(keys, form, {*value, *meant.values()}, path)


def _report_missing(
    keys: Keys, form: Form, given: Collection[str], path: KeyPath
) -> None:
    """Report each required key that is missing from a record."""
    for key in keys.known:
        if key not in keys.required:
            continue
        if key not in given:
            found = f"the key '{key}' is missing from {keys.noun}"
            form.report(path, "missing-key", found, f"the key '{key}'")


def _words_on(
    key: str, keys: Keys, absent: list[str], free: list[str], meant: str
) -> tuple[str, str]:
    """Return the mistake and the fix for an unknown key.

    If another record type has the key, the result names this record type.

    Args:
        key: The unknown key.
        keys: The keys of the record type.
        absent: All keys of the record type that are missing from the record.
        free: The keys in `absent`, except keys that are probably present but misspelt.
        meant: The missing key that the user probably meant, or "".
    """
    others = _other_records(key, keys.record)
    if others and not meant:
        return _misplaced(key, keys, others, free)
    return _unknown(key, keys), f"one of {', '.join(absent)}"


def noun_of(record: type) -> str:
    """Return the words that messages use for a record of a given type.

    >>> noun_of(PrintedTime), noun_of(Anchor)
    ('a printed time', 'an anchor')
    """
    if record is Settings:
        return "the settings"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__)
    return with_article(words.lower())


def _meant(unknown: list[str], absent: Collection[str]) -> dict[str, str]:
    """Return the missing key that the user probably meant for each unknown key.

    Only the first `MOST_SHOWN` unknown keys are in the mapping. If no missing key is
    similar, the value is "". If two unknown keys are nearest to the same missing key,
    the second unknown key has the value "".
    """
    meant: dict[str, str] = {}
    for key in unknown[:MOST_SHOWN]:
        plain = plain_name(plain_letters(key)).replace(" ", "_")
        guess = nearest(plain, absent)
        if guess in meant.values():
            meant[key] = ""
        else:
            meant[key] = guess
    return meant


def _joined(key: str, known: str, value: str) -> tuple[str, str]:
    """Return a message about a missing colon after a key, and the fix.

    An example of this mistake is `kind=practice`.
    """
    expected = f"a colon and a space after the key: '{known}: {shorten(value, 30)}'"
    return f"a key is joined to its value: '{shorten(key)}'", expected


def _unknown(key: str, keys: Keys) -> str:
    """Return a description of a key that a record cannot have."""
    return f"unknown key '{shorten(key)}'{with_odd(key)} in {keys.noun}"


def _misplaced(key: str, keys: Keys, others: str, free: list[str]) -> tuple[str, str]:
    """Return the mistake and the fix for a key that belongs to other record types."""
    if keys.record is Extract:
        return (
            f"the key '{key}' is not allowed outside {others}",
            f"the key inside {others}: move it there or delete it",
        )
    found = f"the key '{key}' is not allowed in {keys.noun}; it belongs to {others}"
    expected = f"the key in {others}: move it there or delete it"
    if not free:
        return found, expected
    return found, f"{expected} ({keys.noun} may still have {', '.join(free)})"


def _other_records(key: str, record: type) -> str:
    """Return a description of the other record types that have a key, or "" if there are none."""
    if record.__module__ == Framework.__module__:
        return ""
    having = []
    for kind in _RECORDS:
        if key in _keys_of(kind):
            having.append(kind)
    if len(having) > _FEW_RECORDS:
        return "a statement"
    return " or ".join(map(noun_of, having))


@cache
def _keys_of(record: type[Struct]) -> frozenset[str]:
    """Return the keys that a record type can have."""
    return frozenset(field.key for field in fields_of(record))
