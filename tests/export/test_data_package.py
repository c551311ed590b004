"""The descriptor beside the CSV tables is a valid Data Package and describes the same columns as CSV on the Web."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from inspectgraph.export import exported
from inspectgraph.export.catalogue_terms import DCAT
from inspectgraph.export.imprint import imprint_from
from inspectgraph.export.published_set import published
from inspectgraph.load.settings import read_settings
from inspectgraph.model.imprint import Imprint
from inspectgraph.rdf.iris import graph, report
from inspectgraph.rdf.namespaces import INSP, RDFS
from inspectgraph.rdf.store import new_store

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SETTINGS = f"""
name: Netherford
title: "Netherford: inspected care"
description: What was judged of care in Netherford.
licence: {LICENCE}
publisher: {{name: A publisher, homepage: "https://example.org/publisher"}}
version: "1.2"
"""
TYPES = {
    "anyURI": "string",
    "boolean": "boolean",
    "date": "date",
    "decimal": "number",
    "integer": "integer",
    "string": "string",
}


def written(store: Store, folder: Path, *, safe: bool = False) -> Path:
    """Write the tables of a graph, and return the descriptor."""
    for name, content in exported(store, "csv", safe=safe).items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def descriptor(store: Store, imprint: Imprint) -> dict[str, Any]:
    """Return the descriptor of the tables of a graph."""
    files = exported(store, "csv", imprint=imprint)
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, small_store: Store) -> Path:
    """Return the descriptor's path, in a folder with the small project's tables."""
    return written(small_store, tmp_path_factory.mktemp("tables"))


@pytest.mark.slow
@pytest.mark.parametrize("safe", [False, True])
def test_frictionless_finds_no_fault(
    safe: bool, small_store: Store, tmp_path: Path
) -> None:
    """Every cell has the type of its column, and every key of another table leads to a row."""
    from frictionless import validate

    file = written(small_store, tmp_path, safe=safe)
    found = validate(file)
    assert found.valid, found.to_summary()
    assert len(found.tasks) == len(list(tmp_path.glob("*.csv")))
    assert all(task.labels for task in found.tasks)


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("statement-themes", ("/theme/training", "/theme/trainings"), "foreign-key"),
        ("judgements", ("/scale/", "/scales/"), "foreign-key"),
        ("judgements", (",2008-", ",once-"), "type-error"),
    ],
)
def test_frictionless_sees_a_broken_cell(
    table: str, change: tuple[str, str], fault: str, tables: Path, tmp_path: Path
) -> None:
    """A key that leads to no row is reported, and so is a text in place of a day."""
    from frictionless import Package

    copy = Path(shutil.copytree(tables.parent, tmp_path / "copy"))
    content = copy / f"{table}.csv"
    text = content.read_text(encoding="utf-8")
    assert change[0] in text
    content.write_text(text.replace(*change), encoding="utf-8")
    found = Package(copy / tables.name).get_resource(table).validate()
    assert {error.type for task in found.tasks for error in task.errors} == {fault}


def test_lists_fall_apart_into_their_values(tables: Path) -> None:
    """Frictionless reads a cell with several values as a list, and a day as a date."""
    from frictionless import Package
    from frictionless.resources import TableResource

    resource = Package(tables).get_resource("events")
    assert isinstance(resource, TableResource)
    rows = resource.read_rows()
    assert any(len(row["before"] or ()) > 1 for row in rows)
    assert {type(row["published"]).__name__ for row in rows} == {"date"}


def test_columns_are_those_of_the_other_description(tables: Path) -> None:
    """Names, descriptions, types and keys agree with the metadata of CSV on the Web."""
    package = json.loads(tables.read_text(encoding="utf-8"))["resources"]
    file = tables.with_name("csv-metadata.json")
    others = json.loads(file.read_text(encoding="utf-8"))["tables"]
    for table, other in zip(package, others, strict=True):
        assert (table["path"], table["description"]) == (
            other["url"],
            other["dc:description"],
        )
        schema, theirs = table["schema"], other["tableSchema"]
        for field, column in zip(schema["fields"], theirs["columns"], strict=True):
            assert field["name"] == column["name"]
            assert field["description"] == column["dc:description"]
            kind = TYPES[column["datatype"]]
            separator = column.get("separator")
            assert (field.get("delimiter"), field.get("itemType", kind)) == (
                separator,
                kind,
            )
            assert field["type"] == ("list" if separator else kind)
        key = theirs["primaryKey"]
        assert schema["primaryKey"] == ([key] if isinstance(key, str) else key)
        keys = {
            (each["fields"][0], f"{each['reference']['resource']}.csv")
            for each in schema.get("foreignKeys", ())
        }
        assert keys >= {
            (each["columnReference"], each["reference"]["resource"])
            for each in theirs.get("foreignKeys", ())
        }


def test_title_licence_and_publisher_are_those_of_the_settings(
    small_store: Store,
) -> None:
    """The project's settings reach the descriptor through the catalogue."""
    settings, problems = read_settings(SETTINGS.encode())
    assert not problems
    catalogue = published(small_store, settings=settings)["catalogue.ttl"]
    found = descriptor(small_store, imprint_from(catalogue))
    del found["resources"], found["sources"], found["keywords"]
    assert found == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "netherford",
        "id": "https://w3id.org/inspectgraph/graph",
        "title": "Netherford: inspected care",
        "description": "What was judged of care in Netherford.",
        "homepage": "https://w3id.org/inspectgraph/",
        "version": "1.2",
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "CC BY 4.0"}],
        "contributors": [
            {
                "title": "A publisher",
                "path": "https://example.org/publisher",
                "roles": ["publisher"],
            }
        ],
    }


def test_the_sources_are_the_reports(small_store: Store) -> None:
    """Each report is a source, with the address that its extract gives."""
    name = "netherford-jar-2008"
    address = "https://example.org/reports"
    document = NamedNode(f"{report(name).value}/document")
    store = new_store(
        [
            *small_store,
            Quad(report(name), INSP.document, document, graph(f"report/{name}")),
            Quad(document, DCAT.accessURL, NamedNode(address), graph(f"report/{name}")),
        ]
    )
    sources = descriptor(store, Imprint())["sources"]
    labels = {
        quad.object.value: quad.subject
        for quad in small_store.quads_for_pattern(None, RDFS.label, None)
        if isinstance(quad.object, Literal)
    }
    assert {labels[one["title"]]: one.get("path") for one in sources} == {
        report(name): address,
        report("netherford-sif-2015"): None,
    }
