"""Turn a line that a curator types into the value of a field."""

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
    """A line that cannot be the value of its field, with the reason."""


@cache
def fields_of(record: type[Struct]) -> dict[str, inspect.Type]:
    """Return the fields of a record by the keys of the file, each with its type."""
    fields = inspect.type_info(record).fields  # type: ignore[attr-defined]
    return {entry.encode_name: bare(entry.type) for entry in fields}


def typed(record: type[Struct], name: str, line: str) -> Any:
    """Return the value that a line means for a field.

    >>> from inspectgraph.model.extract import Finding, Judgement
    >>> typed(Finding, "themes", "health, early-help"), typed(Judgement, "grade", "good")
    (['health', 'early-help'], 'good')

    Raises:
        TypedError: If the line cannot be such a value.
    """
    line = CONTROLS.sub(" ", line).strip()
    kind = fields_of(record)[name]
    if line[:1] in {"{", "["} and not isinstance(kind, inspect.StrType):
        return _parsed(line)
    reader: Callable[[Any, str], Any] = _READERS.get(type(kind), _number)
    return reader(kind, line)


def example(kind: inspect.Type) -> str:
    """Return an example of how to type a value."""
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
    """Return the names that a line lists."""
    if isinstance(bare(kind.item_type), inspect.StructType):
        _expect(line, example(kind))
    return list(filter(None, map(str.strip, line.split(","))))


def _parsed(line: str) -> Any:
    """Return what a line in brackets holds."""
    tree = parse_yaml(line, "the line")
    if tree.problems:
        raise TypedError(tree.problems[0].sentence)
    return tree.data


def _number(_: inspect.Type, line: str) -> Any:
    """Return the number that a line is, or else the line, which its check then refuses."""
    tree = parse_yaml(line, "the line")
    if tree.problems:
        return line
    if isinstance(tree.data, dict | list):
        return line
    return tree.data


def _record(kind: inspect.StructType, line: str) -> dict[str, str]:
    """Return the record that a line means: a time, from its printed words."""
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
    return line


#: How a line is read, by the type of its field; otherwise it is a number.
_READERS: Final[Mapping[type, Callable[[Any, str], Any]]] = {
    inspect.BoolType: lambda _, line: _TRUTH_VALUES.get(line.lower(), line),
    inspect.DictType: lambda _, line: _expect(line, "{unit: reason}"),
    inspect.LiteralType: _text,
    inspect.StrType: _text,
    inspect.StructType: _record,
    inspect.VarTupleType: _listed,
}


def _expect(line: str, expected: str) -> Any:
    raise TypedError(f"'{line}' cannot be read; expected {expected}")
