"""Tests of the store on disk: the first question makes it, and a damaged store is replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspectgraph.answer.prepare import prepared
from inspectgraph.answer.worker import Request, reply_to
from inspectgraph.files.atomic import write_set
from inspectgraph.model.errors import UsageError
from inspectgraph.store.published import current_generation

REQUEST = Request(
    text="SELECT ?s WHERE { ?s a insp:Report } ORDER BY ?s", source="q.rq", form="csv"
)


@pytest.fixture
def graphs(tmp_path: Path, small_files: dict[str, bytes]) -> Path:
    """Return the published graph of the small project."""
    write_set(tmp_path / "graphs", small_files)
    return tmp_path / "graphs"


@pytest.fixture
def request_of_graphs(graphs: Path) -> Request:
    """Return a request about the published graph of the small project."""
    return replace(REQUEST, graphs=str(graphs))


def test_the_first_question_makes_the_store(
    request_of_graphs: Request, graphs: Path
) -> None:
    """The first question makes the store, and gets the same answer as from the files."""
    assert current_generation(graphs) is None
    request = prepared(request_of_graphs)
    assert request.generation == str(current_generation(graphs))
    assert reply_to(request) == reply_to(request_of_graphs)
    assert b"/report/" in reply_to(request).output


def test_reports_are_read_beside_the_files(request_of_graphs: Request) -> None:
    """If the reports are looked up, no store on disk is used.

    The results of the look-up must be added to the graph.
    """
    request = replace(request_of_graphs, reports="reports")
    assert prepared(request).generation is None


def test_no_graph_is_told_as_before(tmp_path: Path) -> None:
    """For a folder that contains no graph, no store is made, and the exit code is 3."""
    request = replace(REQUEST, graphs=str(tmp_path))
    assert prepared(request) == request
    assert reply_to(prepared(request)).exit_code == 3
    assert not list(tmp_path.iterdir())


def test_a_project_without_graph_is_told_before_a_store_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a project has no graph, the error says to build it, and no store is made."""
    (tmp_path / "extracts").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="inspectgraph build"):
        prepared(REQUEST)


@pytest.mark.parametrize("question", ["", "coverage"])
def test_damage_that_a_question_meets_is_no_end(
    request_of_graphs: Request, graphs: Path, question: str
) -> None:
    """If a question meets a damaged store, the question is answered from the files.

    The damaged store is removed, and the next question makes a new one.
    """
    asked = prepared(replace(request_of_graphs, question=question))
    assert asked.generation
    for file in sorted(Path(asked.generation, "database").glob("*.sst")):
        content = bytearray(file.read_bytes())
        # the beginning of a file holds data, which is read when it is asked for
        content[40:-3000] = bytes(len(content[40:-3000]))
        file.write_bytes(content)
    assert reply_to(asked) == reply_to(replace(asked, generation=None))
    assert current_generation(graphs) is None
    assert prepared(asked).generation == asked.generation
