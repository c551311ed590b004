"""What the unit tests share: the vocabularies, and a small project about a place that does not exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspectgraph.load import Project, load_project
from inspectgraph.vocabulary import Vocabulary, read_vocabulary

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
