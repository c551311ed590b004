"""Fixtures for all tests: this project, a small invented project, and the real reports."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import Store
from rdflib import Graph

from inspectgraph.load import Project, load_project
from inspectgraph.rdf.vocabulary import Vocabulary, read_vocabulary

TESTS = Path(__file__).parent

#: Random examples are the same in every run, so that a test only fails because of a
#: change in the code.
settings.register_profile("same-examples", derandomize=True, deadline=None)
settings.load_profile("same-examples")

#: The variable with the folder that contains `reports/` and `suites/`.
CORPUS = "INSPECTGRAPH_CORPUS"


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root folder of this checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def five(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that contains only the five reports that were curated in full.

    The reports on other councils, curated only for their grades, have tests of their
    own.
    """
    folder = tmp_path_factory.mktemp("five") / "project"
    left_out = shutil.ignore_patterns("england")
    shutil.copytree(project / "extracts", folder / "extracts", ignore=left_out)
    return folder


#: Ten councils of England, drawn once with `random.seed(10)` from the sorted slugs.
TEN = [
    "barnet",
    "bedford",
    "derbyshire",
    "knowsley",
    "liverpool",
    "manchester",
    "medway",
    "oldham",
    "swindon",
    "tameside",
]


@pytest.fixture(scope="session")
def ten(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that contains the reports on ten councils, curated for their grades.

    One of them, Knowsley's report of 2014, was curated in full.
    """
    folder = tmp_path_factory.mktemp("ten") / "project"
    source, target = project / "extracts", folder / "extracts"
    # The changes name reports on other councils.
    left_out = shutil.ignore_patterns("changes.yaml")
    shutil.copytree(source / "registry", target / "registry", ignore=left_out)
    (target / "england").mkdir()
    for council in TEN:
        for file in (source / "england").glob(f"{council}-[0-9]*"):
            shutil.copy(file, target / "england")
    for file in source.glob("knowsley-sif-2014.*"):
        shutil.copy(file, target)
    # Its links lead to reports that are not here.
    extract = target / "knowsley-sif-2014.yaml"
    before, _, after = extract.read_text(encoding="utf-8").partition("\nlinks:\n")
    rest = after[after.index("\nnothing:") :]
    extract.write_text(f"{before}{rest}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the reports; skip the test if it is missing."""
    value = os.environ.get(CORPUS)
    if not value:
        pytest.skip(
            f"set {CORPUS} to the folder that holds the reports to run this test"
        )
    folder = Path(value).absolute()
    if not (folder / "reports").is_dir():
        pytest.fail(f"{CORPUS} names {folder}, which holds no folder `reports`")
    return folder


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Return the concepts of the concept schemes in this checkout."""
    return read_vocabulary(TESTS.parent / "ontology" / "schemes")


@pytest.fixture(scope="session")
def small(vocabulary: Vocabulary) -> Project:
    """Return the small project, loaded."""
    return load_project(TESTS / "projects" / "small", vocabulary)


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """Return a copy of the small project that a test may change."""
    return Path(shutil.copytree(TESTS / "projects" / "small", tmp_path / "small"))


@pytest.fixture(scope="session")
def small_store(small: Project) -> Store:
    """Return a store that contains the whole graph of the small project."""
    from inspectgraph.build import assemble

    return assemble(small)


@pytest.fixture(scope="session")
def small_files(small: Project, small_store: Store) -> dict[str, bytes]:
    """Return the files that a build of the small project publishes, with one picture."""
    from inspectgraph.export.published_set import published

    return published(
        small_store,
        {"pictures/timeline.svg": b"<svg><title>Grades &amp; years</title></svg>"},
        small.settings,
    )


@pytest.fixture(scope="session")
def small_graphs(small_files: dict[str, bytes]) -> dict[str, Graph]:
    """Return each published graph of the small project, read by rdflib and keyed by name."""
    turtle = (
        file
        for file in small_files
        if file.endswith(".ttl") and file != "catalogue.ttl"
    )
    return {
        Path(file).stem: Graph().parse(data=small_files[file], format="turtle")
        for file in turtle
    }
