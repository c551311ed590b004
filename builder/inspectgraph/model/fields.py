"""Declarations of fields: what editors, `load`, the graph and tables know of a field.

A field is declared once, by `about(text, names=…, term=…)` in its type:

- `load` checks that its value exists, by `names`;
- `populate` states its value in the graph, by `term`, a property of the ontology;
- tables have a column for it, and a property without a shape by hand gets a simple one.
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
    """Frozen, without keys that it does not know; an absent list is an empty tuple."""


def about(
    text: str, *, term: str = "", names: str = "", column: str = "", in_tables: str = ""
) -> Meta:
    """Describe a field.

    Args:
        text: What it holds; editors show it with the key.
        term: The property that states it: its local name in the ontology. A field without
            a term is stated by hand, or not at all.
        names: The kind of name that it holds, or that each member of its list is: a scheme
            of the ontology, or a kind of `model.name_kinds`.
        column: The name of its column in tables, where it is not the key.
        in_tables: What its column holds, where other words suit a reader of tables.
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
    """Describe a text that names one of a kind, such as the key of a mapping."""
    return Meta(extra={"names": kind}, extra_json_schema={"x-names": kind})


def written(pattern: str, code: str, expected: str) -> Meta:
    """Describe how a text is written, and the code and the words of a fault in it."""
    return Meta(pattern=pattern, extra={"code": code, "expected": expected})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, as its declaration describes it.

    Attributes:
        name: The attribute of the record.
        key: The key in the file.
        about: What it holds.
        term: Local name of the property that states it, or nothing.
        names: The kind of name that it holds, or nothing.
        column: The name of its column in tables.
        in_tables: What its column holds.
        kind: Its type, or the type of each member of its list.
        several: Whether it is a list.
        required: Whether a record must have it.
        verbatim: Whether its text is a code or words as printed: text without a language.
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
        """Whether it is a text that the curator words."""
        if self.names:
            return False
        if self.verbatim:
            return False
        return isinstance(self.kind, inspect.StrType)

    @property
    def record(self) -> type[Struct] | None:
        """The record type of its value, where its value is a record."""
        if isinstance(self.kind, inspect.StructType):
            return self.kind.cls
        return None


@cache
def fields_of(record: type[Struct]) -> tuple[Field, ...]:
    """Return the fields of a record type, in order."""
    return tuple(map(_field, inspect.type_info(record).fields))  # type: ignore[attr-defined]


def own_fields(record: type[Struct]) -> tuple[Field, ...]:
    """Return the fields that a record type declares itself, without those it inherits."""
    own = record.__annotations__
    found = []
    for field in fields_of(record):
        if field.name in own:
            found.append(field)
    return tuple(found)


def flat_fields(record: type[Struct]) -> Iterator[Field]:
    """Yield every field with a term that a record type or a record inside it has."""
    for field in fields_of(record):
        if field.term:
            yield field
        elif field.record and not field.several:
            yield from flat_fields(field.record)


def kinds_named(record: type[Struct]) -> frozenset[str]:
    """Return the kinds of names that the fields of a record type hold, and records inside it."""
    found: set[str] = set()
    for field in fields_of(record):
        if field.record:
            found |= kinds_named(field.record)
        else:
            found.add(field.names)
    return frozenset(found) - {""}


def bare(kind: inspect.Type) -> inspect.Type:
    """Return a type without its description, and without the None that it may be."""
    if isinstance(kind, inspect.Metadata):
        return bare(kind.type)
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            if not isinstance(one, inspect.NoneType):
                return bare(one)
    return kind


def _field(entry: inspect.Field) -> Field:
    """Return a field as msgspec describes it."""
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
    """Return what the declaration says of a type, and of the type inside an optional one."""
    if isinstance(kind, inspect.Metadata):
        return {**_marks(kind.type), **(kind.extra or {})}
    if isinstance(kind, inspect.UnionType):
        found: dict[str, Any] = {}
        for one in kind.types:
            found |= _marks(one)
        return found
    return {}
