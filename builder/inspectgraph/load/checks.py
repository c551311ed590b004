"""Check the fields of each record in a file, and report all problems.

The checks are built only once, from the descriptions of the fields in `model.fields`.
Each file has its own list of allowed names (see `form`). Each problem has a source
location.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from msgspec import Struct, inspect

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import Form, seal_command
from inspectgraph.load.guesses import guess_list, guess_time
from inspectgraph.load.keys import Keys, noun_of, report_keys
from inspectgraph.load.scalars import (
    Check,
    check_day,
    check_flag,
    check_number,
    choice_check,
    string_check,
    whole_number_check,
)
from inspectgraph.model.errors import Problem, shorten
from inspectgraph.model.extract import Anchor, PrintedTime

__all__ = ["check_form", "check_with_labels"]

#: An example of a time, for a value that cannot be read as a time.
_TIME = "{printed: June 2014, earliest: 2014-06-01, latest: 2014-06-30}"


def check_form(form: Form, kind: type[Struct] | inspect.Type) -> list[Problem]:
    """Check the data of a file against a type, and return all problems."""
    if isinstance(kind, type):
        check = _struct_check(kind)
    else:
        check = _check_of(kind)
    check(form, form.tree.data, ())
    return form.problems


def check_with_labels(
    make: Callable[[], Form], kind: type[Struct] | inspect.Type
) -> list[Problem]:
    """Check the data of a file, replace labels by slugs, and return all problems.

    The allowed values of one field may depend on the slug in another field. So the data
    are checked again until no label is left.

    Args:
        make: A function that returns a new `Form` for the present data of the file.
        kind: The type of the data.
    """
    while True:
        form = make()
        problems = check_form(form, kind)
        if not form.resolved:
            return problems
        for path, slug in form.resolved.items():
            _value_at(form.tree.data, path[:-1])[path[-1]] = slug


def _value_at(data: Any, path: KeyPath) -> Any:
    """Return the value at a path of plain data."""
    for step in path:
        data = data[step]
    return data


# One check for each type of field


def _check_of(
    kind: inspect.Type, extra: Mapping[str, Any] = MappingProxyType({})
) -> Check:
    """Return the function that checks the values of a type.

    `kind` is the type as msgspec describes it. `extra` is the description of the field,
    as `model.fields` declares it.
    """
    if isinstance(kind, inspect.Metadata):
        return _check_of(kind.type, {**extra, **(kind.extra or {})})
    if isinstance(kind, inspect.UnionType):
        (only,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
        return _check_of(only, extra)
    return _MAKERS[type(kind)](kind, extra)


# Lists and mappings


def _list_check(kind: inspect.VarTupleType, extra: Mapping[str, Any]) -> Check:
    """Return the function that checks a list and its members."""
    check_item = _check_of(kind.item_type, extra)
    check = partial(_check_list, check_item, kind.min_length or 0)
    if "one-or-more" in extra:
        return partial(_check_one_or_more, check_item, check)
    return check


def _check_list(
    check_item: Check, least: int, form: Form, value: Any, path: KeyPath
) -> None:
    """Report a value that is not a list, or a list that is too short or repeats a text."""
    if type(value) is not list:
        example = ""
        if isinstance(value, str):
            example = f": {guess_list(value)}"
        form.wrong(value, path, f"a list{example}")
        return
    if len(value) < least:
        form.report(path, "empty-list", "the list is empty", "at least one member")
    seen: set[str] = set()
    for n, item in enumerate(value):
        check_item(form, item, (*path, n))
        if type(item) is not str:
            continue
        if item in seen:
            found = f"the list repeats '{shorten(item)}'"
            form.report((*path, n), "repeated-value", found, "each member once")
        seen.add(item)


def _check_one_or_more(
    check_item: Check, check_list: Check, form: Form, value: Any, path: KeyPath
) -> None:
    """Check a field whose value is one mapping or a list of mappings."""
    if type(value) is not list:
        check_item(form, value, path)
    elif _is_in_brackets(value):
        expected = "braces instead of brackets: {…}"
        form.report(
            path,
            "wrong-type",
            "a list in which each mapping has only one key",
            expected,
        )
    else:
        check_list(form, value, path)


def _is_in_brackets(value: list[Any]) -> bool:
    """Return whether a list is probably a mapping that was written with the wrong brackets.

    Each member of such a list is a mapping with a single key.
    """
    if len(value) <= 1:
        return False
    for item in value:
        if type(item) is not dict:
            return False
        if len(item) != 1:
            return False
    return True


def _mapping_check(kind: inspect.DictType, _: Mapping[str, Any]) -> Check:
    """Return the function that checks the keys and the values of a mapping."""
    return partial(
        _check_mapping, _key_check(kind.key_type), _check_of(kind.value_type)
    )


def _check_mapping(
    check_key: Check, check_value: Check, form: Form, value: Any, path: KeyPath
) -> None:
    """Check the keys and values of a mapping. Report a value that is not a mapping."""
    if type(value) is not dict:
        form.wrong(value, path, "a mapping")
        return
    for key, item in value.items():
        check_key(form, key, (*path, key))
        check_value(form, item, (*path, key))


def _key_check(kind: inspect.Type) -> Check:
    """Return the function that checks mapping keys against allowed names or a pattern."""
    assert isinstance(kind, inspect.Metadata)  # noqa: S101 - every mapping describes its keys
    extra = kind.extra or {}
    if "names" in extra:
        return lambda form, key, path: form.name(extra["names"], key, path, key=True)
    matches = re.compile(getattr(kind.type, "pattern", None) or "").search
    return partial(_check_key, matches, extra)


def _check_key(
    matches: Callable[[str], object],
    extra: Mapping[str, Any],
    form: Form,
    key: str,
    path: KeyPath,
) -> None:
    """Report a mapping key that does not match the pattern."""
    if not matches(key):
        form.report_key(
            path, extra["code"], f"the key '{shorten(key)}'", extra["expected"]
        )


# Records


@cache
def _struct_check(record: type[Struct]) -> Check:
    """Return the function that checks the records of a given type."""
    entries = inspect.type_info(record).fields  # type: ignore[attr-defined]
    checks: dict[str, Check] = {}
    required: set[str] = set()
    for entry in entries:
        checks[entry.encode_name] = _check_of(entry.type)
        if entry.required:
            required.add(entry.encode_name)
    keys = Keys(record, tuple(checks), frozenset(required))
    return partial(_check_struct, keys, checks)


def _check_struct(
    keys: Keys, checks: Mapping[str, Check], form: Form, value: Any, path: KeyPath
) -> None:
    """Check a record: first with its guard, then key by key, and last with its rule.

    The guard and the rule are functions for records of this type. If the guard returns
    True, the other checks are skipped.
    """
    if type(value) is not dict:
        form.wrong(value, path, _how_to_write(keys.record, form, value))
        return
    guard = form.guards.get(keys.record)
    if guard and guard(form, value, path):
        return
    for key, item in value.items():
        if key not in checks:
            continue
        if key in keys.required and _is_empty(item):
            form.needed.add((*path, key))
        checks[key](form, item, (*path, key))
    if not checks.keys() >= value.keys() >= keys.required:
        report_keys(keys, form, value, path)
    rule = form.rules.get(keys.record)
    if rule:
        rule(form, value, path)


def _is_empty(value: Any) -> bool:
    """Return whether a value is None or a text that has no words."""
    if value is None:
        return True
    if type(value) is not str:
        return False
    return not value.strip()


def _how_to_write(record: type, form: Form, value: Any) -> str:
    """Return a hint on how to write a record in place of a wrong value."""
    if record is PrintedTime:
        example = guess_time(value) or _TIME
        return (
            f"a day or a span of days, such as {example}, with the words of the report"
            " under the key 'printed'"
        )
    if record is Anchor:
        return _how_to_anchor(form, value)
    return f"a mapping with the keys of {noun_of(record)}"


def _how_to_anchor(form: Form, value: Any) -> str:
    """Return a hint on how to write an anchor in place of a wrong value.

    If the wrong value is the id of a unit, the hint uses this id.
    """
    reference = form.references.get("unit")
    unit = "p1"
    if reference and isinstance(value, str) and value in reference.slugs:
        unit = value
    place = f'{{unit: {unit}, quote: "words as the report has them"}}'
    run = f"run '{seal_command(form.tree.file)}'"
    effect = "which replaces 'quote' with length, start and digest"
    return f"a place in the report: {place}; then {run}, {effect}"


_MAKERS: dict[type, Callable[[Any, Mapping[str, Any]], Check]] = {
    inspect.StrType: string_check,
    inspect.IntType: whole_number_check,
    inspect.DecimalType: lambda *_: check_number,
    inspect.BoolType: lambda *_: check_flag,
    inspect.DateType: lambda *_: check_day,
    inspect.LiteralType: choice_check,
    inspect.VarTupleType: _list_check,
    inspect.DictType: _mapping_check,
    inspect.StructType: lambda kind, _: _struct_check(kind.cls),
}
