"""A generation that is filled in a thread: whole once it is completed, and else not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest

from inspectgraph.model.errors import UsageError
from inspectgraph.store.filling import filling_generation
from inspectgraph.store.generations import build_generation, current, open_generation

MARKS = {".gitignore", "CACHEDIR.TAG"}


def line(number: int) -> bytes:
    """Return a quad as a line of N-Quads."""
    return f"<ex:{number}> <ex:p> <ex:o> <ex:g> .\n".encode()


def names(place: Path) -> set[str]:
    """Return the names of all files and folders in a folder."""
    return {path.name for path in place.iterdir()}


def test_the_quads_are_there_once_it_is_completed(tmp_path: Path) -> None:
    """The quads can be read once the load is completed with its key."""
    with filling_generation(tmp_path, map(line, range(1000))) as complete:
        assert current(tmp_path, "k1") is None
        made = complete("k1")
    assert made == current(tmp_path, "k1")
    assert len(open_generation(made)) == 1000


def test_the_thread_reads_with_the_context_of_the_caller(tmp_path: Path) -> None:
    """The filling thread sees the caller's context variables."""
    variable: ContextVar[int] = ContextVar("variable", default=0)
    variable.set(7)

    def parts() -> Iterator[bytes]:
        yield line(variable.get())

    with filling_generation(tmp_path, parts()) as complete:
        (quad,) = open_generation(complete("k1"))
    assert str(quad.subject) == "<ex:7>"


def test_without_completion_nothing_is_left(tmp_path: Path) -> None:
    """A load that is not completed leaves nothing, and stops reading."""
    rest = map(line, range(1_000_000))
    with pytest.raises(KeyError), filling_generation(tmp_path, rest):
        raise KeyError
    assert next(rest, None) is not None
    assert names(tmp_path) == MARKS


def test_a_failed_load_is_told_when_it_is_completed(tmp_path: Path) -> None:
    """A load that fails is reported on completion, and leaves nothing."""

    def broken() -> Iterator[bytes]:
        yield line(1)
        raise OSError("the disk is gone")

    with (
        filling_generation(tmp_path, [b"nonsense\n"]) as complete,
        pytest.raises(SyntaxError),
    ):
        complete("k1")
    with (
        filling_generation(tmp_path, broken()) as complete,
        pytest.raises(UsageError, match="the disk is gone"),
    ):
        complete("k1")
    assert names(tmp_path) == MARKS


def test_one_writer_fills_a_place(tmp_path: Path) -> None:
    """A second writer is told of the first one; what is there already stays."""
    earlier = build_generation(tmp_path, "k1", [line(1)])
    inode = (earlier / "readers").stat().st_ino
    with filling_generation(tmp_path, [line(1)]) as complete:
        with pytest.raises(UsageError, match="being written by process"):
            build_generation(tmp_path, "k2", [line(2)], wait=0)
        assert complete("k1") == earlier
    assert (earlier / "readers").stat().st_ino == inode
