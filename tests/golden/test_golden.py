"""The small project gives the Turtle files of this folder, as graphs and as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic

from inspectgraph.export.published_set import published
from inspectgraph.load import load_project
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.builder import Sink

GOLDEN = Path(__file__).parent
FILES = sorted(file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.ttl"))


@pytest.fixture(scope="module")
def populated() -> dict[str, Sink]:
    """Return what populate makes of the small project, by file."""
    project = load_project(GOLDEN.parent / "projects" / "small")
    reports = {
        f"reports/{one.extract.report}.ttl": populate_report(one, project)
        for one in project.extracts
    }
    return {
        "registry.ttl": populate_registry(
            project.registry, project.vocabulary, project.settings
        ),
        **reports,
    }


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """Return what is published of the small project."""
    from inspectgraph.build import assemble

    return published(assemble(load_project(GOLDEN.parent / "projects" / "small")))


def test_something_is_compared(populated: dict[str, Sink]) -> None:
    """The folder has a Turtle file for the registry and for every report."""
    assert sorted(populated) == FILES


@pytest.mark.parametrize("file", FILES)
def test_the_graph_is_the_same(populated: dict[str, Sink], file: str) -> None:
    """The triples that the project gives are those of the stored file."""
    lines = "".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n"
        for quad in populated[file].quads
    )
    stated = Graph().parse(data=lines, format="nt")
    assert to_isomorphic(stated) == to_isomorphic(Graph().parse(GOLDEN / file))


@pytest.mark.parametrize("file", FILES)
def test_the_text_is_the_same(written: dict[str, bytes], file: str) -> None:
    """The published text of each graph is that of the stored file, byte for byte."""
    assert written[file].decode() == (GOLDEN / file).read_text(encoding="utf-8")
