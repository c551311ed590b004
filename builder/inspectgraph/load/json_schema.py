"""Write the JSON Schemas of extracts and of the settings file, for use in editors.

The schemas are made from the record types, so that an editor knows the same keys, types
and descriptions as `load`. The allowed names come from the concept schemes. Rules that
involve several keys or files are checked only by `load` and the SHACL shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from inspectgraph.load.references import Declared
from inspectgraph.model.extract import Extract
from inspectgraph.model.settings import Settings
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["extract_schema", "settings_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def extract_schema(
    vocabulary: Vocabulary, slugs: Mapping[str, frozenset[str]] | None = None
) -> dict[str, Any]:
    """Return the JSON Schema of an extract file.

    Args:
        vocabulary: The concepts of the schemes that fields may use.
        slugs: The slugs of the registry, keyed by file. If given, an editor can
            complete these slugs too.
    """
    raw = msgspec.json.schema(Extract, ref_template="#/$defs/{name}")
    names = _names(Declared(vocabulary, slugs or {}))
    definitions = {
        key: _as_in_yaml(value, names) for key, value in raw["$defs"].items()
    }
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


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of the settings file, `extracts/project.yaml`."""
    raw = msgspec.json.schema(Settings, ref_template="#/$defs/{name}")
    definitions = {key: _as_in_yaml(value, {}) for key, value in raw["$defs"].items()}
    settings = definitions.pop("Settings")
    return {
        "$schema": _DIALECT,
        "$id": f"{BASE}schema/project.json",
        **settings,
        "$defs": dict(sorted(definitions.items())),
    }


def _names(declared: Declared) -> dict[str, Collection[str]]:
    """Return the names that an editor allows, keyed by kind of name.

    An editor does not know the framework of a report. So the aspects of all frameworks
    are allowed.
    """
    names = {kind: reference.slugs for kind, reference in declared.references.items()}
    full = names["framework-aspect"]
    names["aspect"] = {name.split("/")[1] for name in full}
    names["reported-aspect"] = {*full, *names["aspect"]}
    names["reported-grade"] = names["grade"]
    return {kind: options for kind, options in names.items() if options}


def _as_in_yaml(schema: Any, names: Mapping[str, Collection[str]]) -> Any:
    """Adapt a part of msgspec's schema to the YAML files of the project.

    Decimal numbers become numbers, null is not allowed, and the allowed names are
    listed. A single value, such as one anchor, need not be in a list.
    """
    if isinstance(schema, list):
        return [_as_in_yaml(part, names) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if not _is_mark(key):
            kept[key] = _as_in_yaml(value, names)
    part = _never_null(kept)
    kind = schema.get("x-names")
    if kind in names:
        part = _listed(part, f"#/$defs/name-{kind}")
    if part.get("format") == "decimal":
        part = {**_without(part, "format"), "type": "number"}
    if schema.get("x-one-or-more"):
        return _one_or_more(part)
    return part


def _is_mark(key: str) -> bool:
    """Return whether a key of the schema is of no use to an editor.

    Such keys are `default`, and the project's own keys, which begin with `x-`.
    """
    if key == "default":
        return True
    return key.startswith("x-")


def _listed(schema: dict[str, Any], names: str) -> dict[str, Any]:
    """Return a copy of a schema that accepts only allowed names.

    `schema` is the schema of a text or of a list of texts. `names` is a reference to
    the allowed names.
    """
    if "items" in schema:
        return {**schema, "items": {"$ref": names}}
    return {**_without(schema, "type"), "$ref": names}


def _without(schema: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a copy of a schema without one of its keys."""
    found = dict(schema)
    found.pop(key, None)
    return found


def _one_or_more(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that accepts a list, or a single member outside a list."""
    shape = _without(schema, "description")
    options = [schema["items"], shape]
    return {"description": schema.get("description", ""), "anyOf": options}


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that does not accept null.

    The schema from msgspec allows null in a field whose value can be missing.
    """
    options = schema.get("anyOf") or ()
    if {"type": "null"} not in options:
        return schema
    found = _without(schema, "anyOf")
    for option in options:
        if option != {"type": "null"}:
            found |= option
    return found
