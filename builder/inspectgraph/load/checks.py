"""The checks for each type of record, made once from the types: form, and references to what exists.

A record's fields say what they hold and what they name (see `records`); what a name may
be is given for each file (see `form`). Every fault is noted in its place, and checking
goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from msgspec import Struct, inspect

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import (
    DAY,
    Form,
    read_day,
    seal_command,
    shown,
    with_article,
)
from inspectgraph.load.guesses import (
    guess_day,
    guess_flag,
    guess_list,
    guess_number,
    guess_time,
)
from inspectgraph.model.characters import character, describe_odd, plain_letters
from inspectgraph.model.errors import Problem, shorten
from inspectgraph.model.extract import (
    Anchor,
    Event,
    Extract,
    Finding,
    Judgement,
    Measurement,
    PrintedTime,
    Recommendation,
    Reported,
)
from inspectgraph.model.faults import MOST_SHOWN
from inspectgraph.model.lists import holds_separator
from inspectgraph.model.names import plain_name
from inspectgraph.model.quantities import quantity
from inspectgraph.model.suggest import nearest

#: How many records a message names before it calls them statements.
_FEW_RECORDS = 2
#: What messages call the spaces and line ends at the ends of a text.
_SPACES = {" ": "spaces", "\n": "a line end", "\t": "a tab"}
_KEY_AND_VALUE = re.compile(r"([a-z_]+)[ :=]+(.+)", re.DOTALL)
#: A time, for where the value does not say which.
_TIME = "{printed: June 2014, earliest: 2014-06-01, latest: 2014-06-30}"

__all__ = ["check_form", "check_with_labels"]

Check = Callable[[Form, Any, KeyPath], None]


def check_form(form: Form, kind: type[Struct] | inspect.Type) -> list[Problem]:
    """Check the data of a file against a record type and return all problems found."""
    check = _struct_check(kind) if isinstance(kind, type) else _check_of(kind)
    check(form, form.tree.data, ())
    return form.problems


def check_with_labels(
    make: Callable[[], Form], kind: type[Struct] | inspect.Type
) -> list[Problem]:
    """Check the data of a file, with the slug in the place of each label.

    What a field may name can depend on another field, so the file is checked again
    until no label is left.

    Args:
        make: Returns the file under examination, as its data are now.
        kind: The type of the data.
    """
    while True:
        form = make()
        problems = check_form(form, kind)
        if not form.resolved:
            return problems
        for path, slug in form.resolved.items():
            _reach(form.tree.data, path[:-1])[path[-1]] = slug


def _reach(data: Any, path: KeyPath) -> Any:
    """Return the value at a path; one anchor that is written without a list is its own first member."""
    for step in path:
        data = data[step]
    return data


# One check for each type of field


def _check_of(kind: inspect.Type, extra: Mapping[str, Any] | None = None) -> Check:
    """Return the check for a type as msgspec describes it."""
    if isinstance(kind, inspect.Metadata):
        return _check_of(kind.type, {**(extra or {}), **(kind.extra or {})})
    if isinstance(kind, inspect.UnionType):
        (only,) = (
            option for option in kind.types if not isinstance(option, inspect.NoneType)
        )
        return _check_of(only, extra)
    make = _MAKERS[type(kind)]
    return make(kind, extra or {})


def _string_check(kind: inspect.StrType, extra: Mapping[str, Any]) -> Check:
    if "names" in extra:
        return _name_check(extra["names"])
    return (
        _pattern_check(kind.pattern, extra)
        if kind.pattern
        else _text_check(kind.max_length or 2000)
    )


def _name_check(names: str) -> Check:
    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is str:
            form.name(names, value, path)
        else:
            form.wrong(value, path, form.expected_name(names))

    return check


def _pattern_check(pattern: str, extra: Mapping[str, Any]) -> Check:
    matches = re.compile(pattern).search
    code, expected = extra["code"], extra["expected"]

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not str:
            form.wrong(value, path, f"{expected}, in quotes")
        elif not matches(value) or value.endswith("\n"):
            form.report(path, code, shown(value), expected)

    return check


def _text_check(longest: int) -> Check:
    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not str:
            form.wrong(
                value,
                path,
                (
                    f'text, in quotes: "{str(value).lower()}"'
                    if _is_scalar(value)
                    else "text"
                ),
            )
        elif not value.strip():
            expected = f"words; {form.may_be_left_out(path)}"
            form.report(path, "empty-text", "an empty text", expected)
        elif value != value.strip():
            form.report(path, "untidy-text", *_untidy(value))
        elif holds_separator(value):
            form.report(
                path,
                "list-separator",
                "'||' by itself in a text",
                "another sign: it separates values in tables",
            )
        elif len(value) > longest:
            form.report(
                path,
                "long-text",
                f"a text of {len(value)} characters",
                f"at most {longest}",
            )

    return check


def _untidy(value: str) -> tuple[str, str]:
    """Say what is before and after a text, and what to write."""
    before = value[: len(value) - len(value.lstrip())]
    after = value[len(value.rstrip()) :]
    places = ((before, "before"), (after, "after"))
    found = " and ".join(
        f"{_spaces(edge)} {place} the text" for edge, place in places if edge
    )
    if "\n" in after:
        return (
            found,
            "the text alone: '|-' in the place of '|', or '>-' in the place of '>'",
        )
    return found, "the text alone: delete " + ("them" if before and after else "it")


def _spaces(edge: str) -> str:
    """Say which spaces and line ends are before or after a text."""
    if edge.strip(" "):
        return " and ".join(
            _SPACES.get(sign) or character(sign) for sign in dict.fromkeys(edge)
        )
    return quantity(len(edge), "space") if len(edge) > 1 else "a space"


def _is_scalar(value: Any) -> bool:
    return isinstance(value, bool | int | Decimal)


def _whole_number_check(kind: inspect.IntType, _: Mapping[str, Any]) -> Check:
    least = kind.ge

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not int:
            form.wrong(
                value,
                path,
                *_number_meant("a whole number", value, whole=True, least=least),
            )
        elif least is not None and value < least:
            form.report(path, "out-of-range", f"the number {value}", f"{least} or more")

    return check


def _number_check(*_: object) -> Check:
    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not int and type(value) is not Decimal:
            form.wrong(
                value, path, *_number_meant("a number such as 602 or 18.5", value)
            )

    return check


def _number_meant(
    expected: str, value: Any, *, whole: bool = False, least: int | None = None
) -> tuple[str, str]:
    """Return what is expected in the place of a text, and the number that it must mean."""
    meant = guess_number(value, whole=whole, least=least)
    return (
        (f"{meant} without quotes", "")
        if meant and meant == value
        else (expected, meant)
    )


def _flag_check(*_: object) -> Check:
    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not bool:
            form.wrong(value, path, "true or false", partial(guess_flag, value))

    return check


def _day_check(*_: object) -> Check:
    def check(form: Form, value: Any, path: KeyPath) -> None:
        hint = partial(guess_day, value, path[-1] if path else "")
        if type(value) is not str:
            form.wrong(value, path, "a day such as 2014-06-30", hint)
        elif not DAY.fullmatch(value):
            form.report(
                path, "bad-date", shown(value), "a day such as 2014-06-30", hint
            )
        elif read_day(value) is None:
            form.report(path, "no-such-date", f"the day {value}", "a day that exists")

    return check


def _choice_check(kind: inspect.LiteralType, _: Mapping[str, Any]) -> Check:
    choices = [str(value) for value in kind.values]

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not str:
            form.wrong(value, path, f"one of {', '.join(choices)}")
        elif value not in choices:
            form.report(
                path,
                "unknown-choice",
                shown(value),
                f"one of {', '.join(choices)}",
                partial(nearest, value, choices),
            )

    return check


# Lists and mappings


def _list_check(kind: inspect.VarTupleType, extra: Mapping[str, Any]) -> Check:
    check_item = _check_of(kind.item_type)
    least = kind.min_length or 0

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not list:
            form.wrong(
                value,
                path,
                f"a list: {guess_list(value)}" if isinstance(value, str) else "a list",
            )
            return
        if len(value) < least:
            form.report(path, "empty-list", "an empty list", "at least one member")
        seen: set[str] = set()
        for n, item in enumerate(value):
            check_item(form, item, (*path, n))
            if item.__class__ is str:
                if item in seen:
                    form.report(
                        (*path, n),
                        "repeated-value",
                        f"'{shorten(item)}' a second time",
                        "each member once",
                    )
                seen.add(item)

    return _one_or_more(check_item, check) if extra.get("one-or-more") else check


def _one_or_more(check_item: Check, check_list: Check) -> Check:
    """Return the check of a field that holds one mapping, or a list of them."""

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not list:
            check_item(form, value, path)
        elif len(value) > 1 and all(
            type(item) is dict and len(item) == 1 for item in value
        ):
            form.report(
                path,
                "wrong-type",
                "a list of single keys",
                "braces in the place of the brackets: {…}",
            )
        else:
            check_list(form, value, path)

    return check


def _mapping_check(kind: inspect.DictType, _: Mapping[str, Any]) -> Check:
    check_value = _check_of(kind.value_type)
    check_key = _key_check(kind.key_type)

    def check(form: Form, value: Any, path: KeyPath) -> None:
        if type(value) is not dict:
            form.wrong(value, path, "a mapping")
            return
        for key, item in value.items():
            check_key(form, key, (*path, key))
            check_value(form, item, (*path, key))

    return check


def _key_check(kind: inspect.Type) -> Check:
    extra = (kind.extra or {}) if isinstance(kind, inspect.Metadata) else {}
    if "names" in extra:
        return lambda form, key, path: form.name(extra["names"], key, path, key=True)
    text = kind.type if isinstance(kind, inspect.Metadata) else kind
    matches = re.compile(
        (isinstance(text, inspect.StrType) and text.pattern) or ""
    ).search

    def check(form: Form, key: Any, path: KeyPath) -> None:
        if not matches(key):
            form.report_key(
                path, extra["code"], f"the key '{shorten(key)}'", extra["expected"]
            )

    return check


@dataclass(frozen=True, slots=True)
class _Fields:
    """The checks of a record's fields by key, and the keys that it must have."""

    record: type
    checks: dict[str, Check]
    required: frozenset[str]


@cache
def _struct_check(record: type[Struct]) -> Check:
    """Return the check for a record: keys known, none missing, every value right, then its rule."""
    entries = inspect.type_info(record).fields  # type: ignore[attr-defined]
    required = frozenset(entry.encode_name for entry in entries if entry.required)
    fields = _Fields(
        record,
        {entry.encode_name: _check_of(entry.type) for entry in entries},
        required,
    )
    return partial(_check_struct, fields)


def _check_struct(fields: _Fields, form: Form, value: Any, path: KeyPath) -> None:
    record, checks = fields.record, fields.checks
    if type(value) is not dict:
        form.wrong(value, path, _written(record, form, value))
        return
    if (guard := form.guards.get(record)) and guard(form, value, path):
        return
    for key, item in value.items():
        if key in checks:
            if key in fields.required and _is_empty(item):
                form.needed.add((*path, key))
            checks[key](form, item, (*path, key))
    if not value.keys() <= checks.keys() or not value.keys() >= fields.required:
        _report_keys(fields, form, value, path)
    if rule := form.rules.get(record):
        rule(form, value, path)


def _is_empty(value: Any) -> bool:
    return value is None or (type(value) is str and not value.strip())


def _written(record: type, form: Form, value: Any) -> str:
    """Return how a record is written, where something else is in its place."""
    if record is PrintedTime:
        example = guess_time(value) or _TIME
        return (
            f"a day or a span of days as {example}, with 'printed' as the report"
            " prints it"
        )
    if record is Anchor:
        reference = form.references.get("unit")
        unit = (
            value
            if isinstance(value, str) and reference and value in reference.slugs
            else "p1"
        )
        place = f'{{unit: {unit}, quote: "words as the report has them"}}'
        run = f"run '{seal_command(form.tree.file)}'"
        effect = "which puts length, start and digest in the place of the quote"
        return f"a place in the report: {place}; then {run}, {effect}"
    return f"a mapping with the keys of {_noun(record)}"


def _report_keys(
    fields: _Fields, form: Form, value: dict[str, Any], path: KeyPath
) -> None:
    """Note each unknown and each missing key; a key that was misspelt is not missing as well."""
    free = [key for key in fields.checks if key not in value]
    expected = f"one of {', '.join(free)}"
    unknown = [key for key in value if key not in fields.checks]
    meant = {
        key: nearest(plain_name(plain_letters(key)).replace(" ", "_"), free)
        for key in unknown[:MOST_SHOWN]
    }
    for key, guess in list(meant.items()):
        if guess in free:
            free.remove(guess)  # two misspelt keys cannot mean one
        elif guess:
            meant[key] = ""
    for key in unknown:
        if joined := _KEY_AND_VALUE.fullmatch(key):
            meant[key] = joined[1] if joined[1] in fields.checks else meant.get(key, "")
            if joined[1] in fields.checks:
                written = (
                    f"a colon and a space after the key: '{joined[1]}:"
                    f" {shorten(joined[2], 30)}'"
                )
                form.report_key(
                    (*path, key), "unknown-key", f"'{shorten(key)}' as a key", written
                )
                continue
        others = _other_records(key, fields.record)
        if others and not meant.get(key):
            words = _misplaced(key, fields.record, others, free)
            form.report_key((*path, key), "unknown-key", *words)
            continue
        odd = describe_odd(key)
        found = f"unknown key '{shorten(key)}'" + (f" with {odd}" if odd else "")
        found += f" in {_noun(fields.record)}"
        form.report_key(
            (*path, key), "unknown-key", found, expected, meant.get(key, "")
        )
    for key in fields.checks:
        if key in fields.required and key not in value and key not in meant.values():
            form.report(
                path,
                "missing-key",
                f"{_noun(fields.record)} without '{key}'",
                f"the key '{key}'",
            )


def _misplaced(key: str, record: type, others: str, free: list[str]) -> tuple[str, str]:
    """Say where a misplaced key belongs, and which keys its record may still have."""
    if record is Extract:
        return (
            f"the key '{key}' outside {others}",
            "it inside: move it there or delete it",
        )
    found = f"the key '{key}' in {_noun(record)}; it is a key of {others}"
    expected = "it there: move or delete it"
    if not free:
        return found, expected
    return found, f"{expected} ({_noun(record)} may still have {', '.join(free)})"


def _other_records(key: str, record: type) -> str:
    """Say which other records of an extract have a key, where some have."""
    if record.__module__ != Extract.__module__:
        return ""
    kinds = (
        Extract,
        Judgement,
        Reported,
        Finding,
        Recommendation,
        Measurement,
        Event,
        Anchor,
        PrintedTime,
    )
    having = [kind for kind in kinds if key in kind.__struct_fields__]
    return (
        " or ".join(map(_noun, having))
        if len(having) <= _FEW_RECORDS
        else "a statement"
    )


def _noun(record: type) -> str:
    if record is Reported:
        return "a reported judgement"
    return with_article(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__).lower())


_MAKERS: dict[type, Callable[[Any, Mapping[str, Any]], Check]] = {
    inspect.StrType: _string_check,
    inspect.IntType: _whole_number_check,
    inspect.DecimalType: _number_check,
    inspect.BoolType: _flag_check,
    inspect.DateType: _day_check,
    inspect.LiteralType: _choice_check,
    inspect.VarTupleType: _list_check,
    inspect.DictType: _mapping_check,
    inspect.StructType: lambda kind, _: _struct_check(kind.cls),
}
