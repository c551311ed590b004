"""The JSON Schema of an extract, for completion and checks while a curator types.

It comes from the records, so an editor knows the same keys, types and descriptions as
`load`; what a field may name comes from the vocabularies. What crosses keys or files is
left to `load` and the shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from inspectgraph.load.references import Declared
from inspectgraph.model.extract import Extract
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["extract_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def extract_schema(
    vocabulary: Vocabulary, slugs: Mapping[str, frozenset[str]] | None = None
) -> dict[str, Any]:
    """Return the JSON Schema of an extract file.

    Args:
        vocabulary: The concepts that fields may name.
        slugs: The slugs of the registry by file, where they are to be completed as well.
    """
    raw = msgspec.json.schema(Extract, ref_template="#/$defs/{name}")
    names = _names(Declared(vocabulary, slugs or {}))
    definitions = {key: _mended(value, names) for key, value in raw["$defs"].items()}
    extract = definitions.pop("Extract")
    listed = {
        f"name-{kind}": {"enum": sorted(options)} for kind, options in names.items()
    }
    return {
        "$schema": _DIALECT,
        "$id": f"{BASE}schema/extract.json",
        **extract,
        "$defs": dict(sorted({**definitions, **listed}.items())),
    }


def _names(declared: Declared) -> dict[str, Collection[str]]:
    """Return what each kind of name may be; in an editor an aspect may be any framework's."""
    names = {kind: reference.slugs for kind, reference in declared.references.items()}
    full = names["framework-aspect"]
    names["aspect"] = {name.split("/")[1] for name in full}
    names["reported-aspect"] = {*full, *names["aspect"]}
    names["reported-grade"] = names["grade"]
    return {kind: options for kind, options in names.items() if options}


def _mended(schema: Any, names: Mapping[str, Collection[str]]) -> Any:
    """Return a part of the schema as YAML files are: numbers, no nulls, names listed, one anchor or more."""
    if isinstance(schema, list):
        return [_mended(part, names) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {
        key: value
        for key, value in schema.items()
        if key != "default" and not key.startswith("x-")
    }
    mended = {key: _mended(value, names) for key, value in parts.items()}
    if schema.get("x-names") in names:
        mended = {
            **_without(mended, "type"),
            "$ref": f"#/$defs/name-{schema['x-names']}",
        }
    if mended.get("format") == "decimal":
        mended = {**_without(mended, "format"), "type": "number"}
    if schema.get("x-one-or-more"):
        return _one_or_more(mended)
    return _never_null(mended)


def _without(schema: dict[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in schema.items() if other != key}


def _one_or_more(schema: dict[str, Any]) -> dict[str, Any]:
    shape = {key: value for key, value in schema.items() if key != "description"}
    return {
        "description": schema.get("description", ""),
        "anyOf": [schema["items"], shape],
    }


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    options = schema.get("anyOf")
    if not options or {"type": "null"} not in options:
        return schema
    (only,) = (option for option in options if option != {"type": "null"})
    return {**_without(schema, "anyOf"), **only}
