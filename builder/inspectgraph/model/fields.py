"""Describe each field of a record once, for use in checks, the graph, tables and editors.

A field is declared once, by `about(text, names=…, term=…)` in its type:

- `load` checks a name in the field against `names`;
- `populate` writes its value to the graph, with the property `term` of the ontology;
- tables have a column for the field;
- a simple SHACL shape is made for the property, unless `shapes/` already has a shape for
  this property.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from msgspec import Meta, Struct, inspect

__all__ = [
    "Field",
    "Record",
    "about",
    "bare",
    "fields_of",
    "flat_fields",
    "kinds_named",
    "names",
    "own_fields",
    "written",
]


class Record(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The base of all records. Records are frozen, and unknown keys are errors.

    If a list is absent from the file, the value of the field is an empty tuple.
    """


def about(
    text: str, *, term: str = "", names: str = "", column: str = "", in_tables: str = ""
) -> Meta:
    """Return the description of a field, for use in the annotation of the field.

    Args:
        text: A description of the content of the field. Editors show it with the key.
        term: The local name of the RDF property that gets the value in the graph. If
            `term` is empty, separate code may add the field to the graph.
        names: The kind of name that the field has, such as `theme`. If the field is a
            list, each member is such a name. The kinds are the keys of `NAME_KINDS` and
            the schemes of the ontology.
        column: The name of the field's column in tables, if it differs from the key.
        in_tables: The description for readers of tables, if it differs from `text`.
    """
    extra = {"about": text, "term": term, "names": names, "column": column}
    extra["in_tables"] = in_tables
    given: dict[str, str] = {}
    for key, value in extra.items():
        if value:
            given[key] = value
    marks = None
    if names:
        marks = {"x-names": names}
    return Meta(description=text, extra=given, extra_json_schema=marks)


def names(kind: str) -> Meta:
    """Return an annotation which states that a text must be a name of a given kind.

    For example, the keys of some mappings must be ids of units.
    """
    return Meta(extra={"names": kind}, extra_json_schema={"x-names": kind})


def written(pattern: str, code: str, expected: str) -> Meta:
    """Return an annotation which states that a text must match a pattern.

    Args:
        pattern: The regular expression.
        code: The code of the problem for a text that does not match.
        expected: A description of the required form, for the message.
    """
    return Meta(pattern=pattern, extra={"code": code, "expected": expected})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type, with its description from `about`.

    Attributes:
        name: The name of the attribute in Python.
        key: The key in the file.
        about: A description of the content of the field.
        term: The local name of the ontology's property for the field, or "".
        names: The kind of name in the field, or "".
        column: The name of the field's column in tables.
        in_tables: A description of the content of this column.
        kind: The type of the field, or of each member if the field is a list.
        several: Whether the field is a list.
        required: Whether a record must have the field.
        verbatim: Whether the value of the field is a code or printed words. Such a text
            has no language tag in the graph.
    """

    name: str
    key: str
    about: str
    term: str
    names: str
    column: str
    in_tables: str
    kind: inspect.Type
    several: bool
    required: bool
    verbatim: bool

    @property
    def worded(self) -> bool:
        """Whether the field contains a text in the curator's words."""
        if self.names:
            return False
        if self.verbatim:
            return False
        return isinstance(self.kind, inspect.StrType)

    @property
    def record(self) -> type[Struct] | None:
        """The record type of the values in the field, or None for other values."""
        if isinstance(self.kind, inspect.StructType):
            return self.kind.cls
        return None


@cache
def fields_of(record: type[Struct]) -> tuple[Field, ...]:
    """Return the fields of a record type, in the order of their declaration."""
    return tuple(map(_field, inspect.type_info(record).fields))  # type: ignore[attr-defined]


def own_fields(record: type[Struct]) -> tuple[Field, ...]:
    """Return the fields that a record type declares itself and does not inherit."""
    own = record.__annotations__
    found = []
    for field in fields_of(record):
        if field.name in own:
            found.append(field)
    return tuple(found)


def flat_fields(record: type[Struct]) -> Iterator[Field]:
    """Yield each field that names an ontology property, including the fields of inner records."""
    for field in fields_of(record):
        if field.term:
            yield field
        elif field.record and not field.several:
            yield from flat_fields(field.record)


def kinds_named(record: type[Struct]) -> frozenset[str]:
    """Return the kinds of names that the fields of a record type can have.

    The fields of inner records are included.
    """
    found: set[str] = set()
    for field in fields_of(record):
        if field.record:
            found |= kinds_named(field.record)
        else:
            found.add(field.names)
    return frozenset(found) - {""}


def bare(kind: inspect.Type) -> inspect.Type:
    """Return a type without its description.

    For a union such as `str | None`, return the first type other than `None`.
    """
    if isinstance(kind, inspect.Metadata):
        return bare(kind.type)
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            if not isinstance(one, inspect.NoneType):
                return bare(one)
    return kind


def _field(entry: inspect.Field) -> Field:
    """Convert msgspec's description of a field to a `Field`."""
    whole, marks = bare(entry.type), _marks(entry.type)
    several = isinstance(whole, inspect.VarTupleType)
    member = whole
    if isinstance(whole, inspect.VarTupleType):
        member = whole.item_type
    marks = {**_marks(member), **marks}
    kind, key, text = bare(member), entry.encode_name, marks.get("about", "")
    return Field(
        name=entry.name,
        key=key,
        about=text,
        term=marks.get("term", ""),
        names=marks.get("names", ""),
        column=marks.get("column", key),
        in_tables=marks.get("in_tables", text),
        kind=kind,
        several=several,
        required=entry.required,
        verbatim=bool(marks.get("verbatim") or getattr(kind, "pattern", None)),
    )


def _marks(kind: inspect.Type) -> dict[str, Any]:
    """Return the descriptions of a type or, for a union, of each type in the union."""
    if isinstance(kind, inspect.Metadata):
        return {**_marks(kind.type), **(kind.extra or {})}
    if isinstance(kind, inspect.UnionType):
        found: dict[str, Any] = {}
        for one in kind.types:
            found |= _marks(one)
        return found
    return {}
