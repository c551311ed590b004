"""Fixtures for the tests of questions: the graph of the five reports curated in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from inspectgraph.build import assemble
from inspectgraph.export.published_set import published
from inspectgraph.files.atomic import write_set
from inspectgraph.load import Project, load_project


@pytest.fixture(scope="session")
def records(five: Path) -> Project:
    """Return the registry and the extracts of the five reports curated in full."""
    return load_project(five)


@pytest.fixture(scope="session")
def store(records: Project) -> Store:
    """Return the graph of the five reports."""
    return assemble(records)


@pytest.fixture(scope="session")
def graphs(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the project, published."""
    folder = tmp_path_factory.mktemp("published") / "graphs"
    write_set(folder, published(store))
    return folder
