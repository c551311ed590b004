"""Convert the line that a curator has typed to the value of a field.

The conversion depends on the data type of the field. A line of slugs separated by
commas becomes a list. A printed date becomes a time with a first and a last day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct, inspect

from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.model.characters import CONTROLS
from inspectgraph.model.extract import PrintedTime
from inspectgraph.model.fields import bare

__all__ = ["TypedError", "example", "fields_of", "typed"]

_TRUTH_VALUES: dict[str, bool] = {
    **dict.fromkeys(("true", "yes", "y"), True),
    **dict.fromkeys(("false", "no", "n"), False),
}
_TIME_FORM = "{printed: March 2010, earliest: 2010-03-01, latest: 2010-03-31}"


class TypedError(ValueError):
    """The error for an input line that cannot be converted to the value of a field."""


@cache
def fields_of(record: type[Struct]) -> dict[str, inspect.Type]:
    """Return the type of each field of a record.

    Each type is listed under the key that the field has in an extract.
    """
    fields = inspect.type_info(record).fields  # type: ignore[attr-defined]
    return {entry.encode_name: bare(entry.type) for entry in fields}


def typed(record: type[Struct], name: str, line: str) -> Any:
    """Convert a curator's input line to the value of a field.

    Args:
        record: The record to which the field belongs.
        name: The key of the field in an extract.
        line: The typed line.

    >>> from inspectgraph.model.extract import Finding, Judgement
    >>> typed(Finding, "themes", "health, early-help"), typed(Judgement, "grade", "good")
    (['health', 'early-help'], 'good')

    Raises:
        TypedError: If the line cannot be converted to a value of the field.
    """
    line = CONTROLS.sub(" ", line).strip()
    kind = fields_of(record)[name]
    if line[:1] in {"{", "["} and not isinstance(kind, inspect.StrType):
        return _parsed(line)
    reader: Callable[[Any, str], Any] = _READERS.get(type(kind), _number)
    return reader(kind, line)


def example(kind: inspect.Type) -> str:
    """Return a hint on how to enter a value of a given type, such as "yes or no"."""
    if isinstance(kind, inspect.VarTupleType):
        inner = bare(kind.item_type)
        if isinstance(inner, inspect.StructType):
            return f"[{example(inner)}, …]"
        return "names with commas between them"
    if isinstance(kind, inspect.StructType):
        if kind.cls is PrintedTime:
            return f"the time as printed, or {_TIME_FORM}"
        keys = ", ".join(map("{}: …".format, fields_of(kind.cls)))
        return "{" + keys + "}"
    if isinstance(kind, inspect.DictType):
        return "{unit: reason, …}"
    if isinstance(kind, inspect.BoolType):
        return "yes or no"
    if isinstance(kind, inspect.IntType | inspect.DecimalType):
        return "a number"
    return "the text"


def _listed(kind: inspect.VarTupleType, line: str) -> list[str]:
    """Split an input line at commas into a list of texts.

    Raises:
        TypedError: If the field needs a list of records, which one line cannot give.
    """
    if isinstance(bare(kind.item_type), inspect.StructType):
        _expect(line, example(kind))
    return list(filter(None, map(str.strip, line.split(","))))


def _parsed(line: str) -> Any:
    """Parse a line in brackets as YAML.

    Raise `TypedError` if the line is not valid YAML.
    """
    tree = parse_yaml(line, "the line")
    if tree.problems:
        raise TypedError(tree.problems[0].sentence)
    return tree.data


def _number(_: inspect.Type, line: str) -> Any:
    """Return the value of a line that should contain a number in YAML syntax.

    A later check of the extract refuses a value of another type. A line that is a list,
    a mapping or not valid YAML is returned unchanged.
    """
    tree = parse_yaml(line, "the line")
    if tree.problems:
        return line
    if isinstance(tree.data, dict | list):
        return line
    return tree.data


def _record(kind: inspect.StructType, line: str) -> dict[str, str]:
    """Convert an input line that names a time to a record.

    The record contains the line, and the first and last day of the time.

    Raises:
        TypedError: If the field cannot contain a time, or if the line does not name
            exactly one time, such as a day, a span of days or a month.
    """
    if kind.cls is not PrintedTime:
        _expect(line, example(kind))
    from inspectgraph.draft.text.dates import find_months, find_spans

    spans = find_spans(line) or find_months(line)
    if len(spans) != 1:
        _expect(line, f"a time such as 29 April – 21 May 2014, or {_TIME_FORM}")
    return {
        "printed": line,
        "earliest": spans[0].earliest.isoformat(),
        "latest": spans[0].latest.isoformat(),
    }


def _text(_: inspect.Type, line: str) -> str:
    """Return a line unchanged, as the value of a text field."""
    return line


#: The function that parses a line, by the type of the field. Fields of any other type
#: are parsed by `_number`.
_READERS: Final[Mapping[type, Callable[[Any, str], Any]]] = {
    inspect.BoolType: lambda _, line: _TRUTH_VALUES.get(line.lower(), line),
    inspect.DictType: lambda _, line: _expect(line, "{unit: reason}"),
    inspect.LiteralType: _text,
    inspect.StrType: _text,
    inspect.StructType: _record,
    inspect.VarTupleType: _listed,
}


def _expect(line: str, expected: str) -> Any:
    """Raise `TypedError`; the message quotes the input line and the expected form."""
    raise TypedError(f"'{line}' cannot be read; expected {expected}")
