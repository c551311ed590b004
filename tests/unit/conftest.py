"""What the unit tests share: the vocabularies, and a small project about a place that does not exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from inspectgraph.load import Project, load_project
from inspectgraph.rdf.vocabulary import Vocabulary, read_vocabulary

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Return the concepts of the schemes as they stand in this checkout."""
    return read_vocabulary(TESTS.parent / "ontology" / "schemes")


@pytest.fixture(scope="session")
def small(vocabulary: Vocabulary) -> Project:
    """Return the small project, loaded."""
    return load_project(TESTS / "projects" / "small", vocabulary)


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """Return a copy of the small project that a test may spoil."""
    return Path(shutil.copytree(TESTS / "projects" / "small", tmp_path / "small"))


@pytest.fixture(scope="session")
def small_store(small: Project) -> Store:
    """Return the whole graph of the small project."""
    from inspectgraph.build import assemble

    return assemble(small)


@pytest.fixture(scope="session")
def small_files(small_store: Store) -> dict[str, bytes]:
    """Return what a build of the small project publishes, with one picture."""
    from inspectgraph.export import published

    return published(
        small_store,
        {"pictures/timeline.svg": b"<svg><title>Grades &amp; years</title></svg>"},
    )


@pytest.fixture(scope="session")
def small_graphs(small_files: dict[str, bytes]) -> dict[str, Graph]:
    """Return every published graph of the small project by its name, read by rdflib."""
    turtle = (
        file
        for file in small_files
        if file.endswith(".ttl") and file != "catalogue.ttl"
    )
    return {
        Path(file).stem: Graph().parse(data=small_files[file], format="turtle")
        for file in turtle
    }
