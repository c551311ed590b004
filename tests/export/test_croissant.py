"""Tests of the Croissant description of a release.

It describes every table and column, and says the same about the dataset as the site.
`benchmarks/interoperability.py` validates it with mlcroissant and loads every record.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from inspectgraph.export.all_tables import TABLES
from inspectgraph.export.catalogue_nodes import Download
from inspectgraph.export.croissant import croissant
from inspectgraph.export.imprint import imprint_from
from inspectgraph.export.published_set import published
from inspectgraph.load.settings import read_settings
from inspectgraph.publish.dataset_markup import dataset_markup
from inspectgraph.publish.settings import read_settings as read_site_settings

SETTINGS = """
name: Netherford
title: "Netherford: inspected care"
description: What was judged of care in Netherford.
licence: https://creativecommons.org/licenses/by/4.0/
publisher: {name: A publisher, homepage: "https://example.org/publisher"}
version: "1.2.0"
"""
ARCHIVE = Download(
    url="https://example.org/releases/1.2.0/inspectgraph-1.2.0-parquet.zip",
    title="parquet, version 1.2.0",
    text="Version 1.2.0: tables.",
    media_type="application/vnd.apache.parquet",
    file_type="OCTET",
    size=1000,
    digest="ab" * 32,
    packaged="application/zip",
)


@pytest.fixture(scope="module")
def graphs(small_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a published graph that has the settings of this module."""
    settings, problems = read_settings(SETTINGS.encode())
    assert not problems
    folder = tmp_path_factory.mktemp("published")
    for name, content in published(small_store, settings=settings).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def described(graphs: Path) -> dict[str, Any]:
    """Return the Croissant description of a release of the graph."""
    imprint = imprint_from((graphs / "catalogue.ttl").read_bytes())
    content = croissant(TABLES, imprint, ARCHIVE, "2026-11-30")
    found: dict[str, Any] = json.loads(content)
    return found


def test_it_says_what_the_site_says(described: dict[str, Any], graphs: Path) -> None:
    """The description and the site give the same title, licence, publisher and version."""
    site = json.loads(str(dataset_markup(read_site_settings(graphs))))
    assert site.pop("@id") == described["sameAs"]
    both = (site.keys() & described.keys()) - {"@context", "@type", "distribution"}
    assert {"name", "description", "license", "publisher", "version", "url"} <= both
    for key in both - {"creator", "publisher", "keywords"}:
        assert described[key] == site[key], key
    for key in ("creator", "publisher"):
        ours, theirs = described[key], site[key]
        assert (ours["name"], ours["url"]) == (theirs["name"], theirs["url"])
    assert set(described["keywords"]) == set(site["keywords"])


def test_each_column_is_a_field(described: dict[str, Any]) -> None:
    """Each table is a file in the archive, and each column is a field with its description."""
    archive, *files = described["distribution"]
    assert archive["sha256"] == ARCHIVE.digest
    assert archive["contentUrl"] == ARCHIVE.url
    paths = {one["@id"]: one["containedIn"]["@id"] for one in files}
    assert paths == {f"{one.name}.parquet": archive["@id"] for one in TABLES}
    for table, record_set in zip(TABLES, described["recordSet"], strict=True):
        assert record_set["description"] == table.about
        keys = [key["@id"] for key in record_set["key"]]
        assert keys == [f"{table.name}/{name}" for name in table.key]
        for column, field in zip(table.columns, record_set["field"], strict=True):
            assert field["source"]["fileObject"]["@id"] in paths
            assert field["source"]["extract"]["column"] == column.name
            assert field["description"] == column.about
            assert field.get("repeated", False) == column.several
