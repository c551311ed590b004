"""Describe CSV tables as a Data Package, the format of the Frictionless standards.

The descriptor follows version 2 of the standard. Unlike version 1, this version has a
type for cells with several values: `list`, with a delimiter. So every cell has a type.
The module `columns` gives the tables, columns, keys and their descriptions. The
metadata of CSV on the Web come from the same module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.export.json_document import json_document
from inspectgraph.model.imprint import Imprint
from inspectgraph.model.licences import licence_id, licence_name
from inspectgraph.model.lists import SEPARATOR
from inspectgraph.rdf.namespaces import DCAT, INSP

__all__ = ["DESCRIPTOR", "data_package"]

#: The name of the descriptor, which the standard fixes.
DESCRIPTOR: Final = "datapackage.json"

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
#: The type in Table Schema for each datatype other than text.
_TYPES: Final[Mapping[str, str]] = {
    "boolean": "boolean",
    "date": "date",
    "decimal": "number",
    "integer": "integer",
}


def data_package(facts: Facts, wanted: Sequence[Table], imprint: Imprint) -> bytes:
    """Return the descriptor of tables in CSV, as JSON.

    Args:
        facts: The triples of the graph, for the sources.
        wanted: The tables.
        imprint: The title, publisher, licence and other facts about the graph.
    """
    names = {table.name for table in wanted}
    found = {
        "$schema": _PROFILE,
        "name": _slug(imprint.name),
        "id": imprint.iri,
        "title": imprint.title,
        "description": imprint.description,
        "homepage": imprint.page,
        "version": imprint.version,
        "licenses": list(_licences(imprint.licence)),
        "contributors": list(_contributors(imprint)),
        "keywords": list(imprint.keywords),
        "sources": list(_sources(facts)),
        "resources": [_resource(table, names) for table in wanted],
    }
    return json_document(found)


def _slug(name: str) -> str:
    """Return a name in lower-case letters, digits and hyphens.

    If the name has no letters of the English alphabet and no digits, the result is "".

    >>> _slug("Care in Netherford")
    'care-in-netherford'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _licences(iri: str) -> Iterator[dict[str, str]]:
    """Yield the licence, or nothing if the settings give no licence."""
    if not iri:
        return
    found = {"name": licence_id(iri), "path": iri, "title": licence_name(iri)}
    yield {key: value for key, value in found.items() if value}


def _contributors(imprint: Imprint) -> Iterator[dict[str, Any]]:
    """Yield the publisher, or nothing if the settings give no publisher."""
    if not imprint.publisher:
        return
    found: dict[str, Any] = {"title": imprint.publisher}
    if imprint.publisher_page:
        found["path"] = imprint.publisher_page
    yield {**found, "roles": ["publisher"]}


def _sources(facts: Facts) -> Iterator[dict[str, str]]:
    """Yield each report, with the address of the document if the address is known."""
    for iri in facts.instances(INSP.Report):
        found = {"title": facts.label(iri)}
        document = facts.link(iri, INSP.document)
        if address := facts.link(document, DCAT.accessURL):
            found["path"] = address
        yield found


def _resource(table: Table, names: set[str]) -> dict[str, Any]:
    """Return the JSON object that describes a table.

    Args:
        table: The table.
        names: The names of all tables that are written.
    """
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table, names),
    }


def _schema(table: Table, names: set[str]) -> dict[str, Any]:
    """Return the schema of a table: its fields, primary key and foreign keys."""
    schema: dict[str, Any] = {
        "fields": [_field(column, table.key) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [
        {
            "fields": [column.name],
            "reference": {"resource": column.reference, "fields": ["iri"]},
        }
        for column in table.columns
        if column.reference in names
    ]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(column: Column, key: Sequence[str]) -> dict[str, Any]:
    """Return the JSON object that describes a column."""
    kind = _TYPES.get(column.datatype, "string")
    found: dict[str, Any] = {"name": column.name, "type": kind}
    if column.several:
        found.update(type="list", delimiter=SEPARATOR, itemType=kind)
    elif column.datatype == "anyURI":
        found["format"] = "uri"
    found["description"] = column.about
    if column.name in key:
        found["constraints"] = {"required": True}
    return found
