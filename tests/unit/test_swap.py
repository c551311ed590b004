"""Writing files as one set: whatever moment a writer dies at, the old set or the new one is there, whole."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import slow_writer
from inspectgraph import swap
from inspectgraph.errors import UsageError
from inspectgraph.swap import recover, write_file, write_set

FILES = 24


def held(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> list[str]:
    """Return what lies beside a folder."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


@pytest.fixture(params=["exchanged", "aside"])
def swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return how folders change places, and see to it: in one step, or by way of a third name."""
    if request.param == "aside":
        monkeypatch.setattr(swap, "_exchange", slow_writer.no_exchange)
    return str(request.param)


def test_a_set_takes_the_place_of_the_old_one(tmp_path: Path, swapping: str) -> None:
    """Afterwards the folder holds the new files and no others, and nothing lies beside it."""
    folder = tmp_path / "deep" / "graphs"
    write_set(folder, {"a.ttl": b"1", "reports/x.ttl": b"2"})
    write_set(folder, {"a.ttl": b"3", "reports/y.ttl": b"4"})
    assert held(folder) == {"a.ttl": b"3", "reports/y.ttl": b"4"}
    assert beside(folder) == []


def test_a_set_that_fails_leaves_the_old_one(tmp_path: Path, swapping: str) -> None:
    """When the content cannot be had to the end, nothing changes and nothing is left beside."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"old", "b": b"old"})
    content: dict[str, bytes] = {"a": b"new", "b": None}  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        write_set(folder, content)
    assert held(folder) == {"a": b"old", "b": b"old"}
    assert beside(folder) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [("notes.txt", "folder-in-use"), (".git/config", "folder-in-use"), ("reports", None), ("__pycache__/x", None)],
)
def test_nobody_elses_files_are_lost(tmp_path: Path, path: str, code: str | None) -> None:
    """A folder that holds anything but such a set is refused and left as it is."""
    folder = tmp_path / "graphs"
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_bytes(b"mine")
    if code is None:
        write_set(folder, {"reports/x.ttl": b"1"}, also=("__pycache__",))
        assert held(folder) == {"reports/x.ttl": b"1"}
        return
    with pytest.raises(UsageError) as raised:
        write_set(folder, {"reports/x.ttl": b"1"})
    assert raised.value.code == code
    assert held(folder) == {path: b"mine"}


@pytest.mark.parametrize(
    ("write", "path", "code"),
    [
        (write_set, "file", "not-a-folder"),
        (write_set, "file/graphs", "not-written"),
        (write_file, "file/x", "not-written"),
        (write_file, ".", "not-a-file"),
    ],
)
def test_what_cannot_be_written_is_told(
    tmp_path: Path, write: Callable[[Path, object], None], path: str, code: str
) -> None:
    """A file in the way, or a folder where a file should be, gives a sentence and no traceback."""
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(UsageError) as raised:
        write(tmp_path / path, {} if write is write_set else b"")
    assert raised.value.code == code
    assert held(tmp_path) == {"file": b"here"}


def test_one_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is there with its old or its new content; a failed write leaves the old one and nothing beside."""
    file = tmp_path / "graph.nq"
    write_file(file, b"old")
    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(UsageError, match="No space left"):
        write_file(file, b"new")
    monkeypatch.undo()
    assert held(tmp_path) == {"graph.nq": b"old"}
    write_file(file, b"new")
    assert held(tmp_path) == {"graph.nq": b"new"}


def _full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_moved_aside_comes_back(tmp_path: Path) -> None:
    """Killed between two moves, a writer leaves the old set under another name; the next one puts it back."""
    folder = tmp_path / "graphs"
    write_set(tmp_path / "graphs.aside", {"a": b"old"})
    write_set(tmp_path / "graphs.new-1", {"a": b"new"})
    recover(folder)
    assert held(folder) == {"a": b"old"}
    assert beside(folder) == []


def test_a_folder_that_was_replaced_is_not_brought_back(tmp_path: Path) -> None:
    """Killed after the second move, a writer leaves the new set, and the old one is cleared away."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"new"})
    write_set(tmp_path / "graphs.aside", {"a": b"old"})
    recover(folder)
    assert held(folder) == {"a": b"new"}
    assert beside(folder) == []


@pytest.mark.parametrize(("step", "survives"), [(0, "old"), (1, "old"), (2, "new"), (3, "new")])
def test_a_writer_killed_between_the_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, survives: str
) -> None:
    """At every step of the way by a third name, what `recover` brings back is one set, whole."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"old", "b": b"old"})
    with monkeypatch.context() as patch:
        patch.setattr(swap, "_exchange", slow_writer.no_exchange)
        _die_at(step, patch)
        with pytest.raises(KeyboardInterrupt):
            write_set(folder, {"a": b"new", "b": b"new"})
    recover(folder)
    assert held(folder) == {"a": survives.encode(), "b": survives.encode()}
    assert beside(folder) == []


def _die_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Let the writer make some changes of names and removals, and die at the next; it can tidy nothing."""
    done = iter(range(step))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object, **options: object) -> object:
            if next(done, None) is None:
                raise KeyboardInterrupt
            return real(*arguments, **options)

        return wrapped

    patch.setattr(Path, "rename", counted(Path.rename))
    patch.setattr("shutil.rmtree", counted(shutil.rmtree))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchanged", "aside"])
def test_fifty_kills(tmp_path: Path, way: str) -> None:
    """Fifty writers killed at random moments, at least ten between the first write and the last."""
    folder = tmp_path / "graphs"
    write_set(folder, slow_writer.content("set 0", FILES))
    whole = [slow_writer.content("set 0", FILES)]
    moments = random.Random(2)  # noqa: S311 - moments, not secrets
    between = 0
    for number in range(1, 51):
        said = _killed(folder, f"set {number}", way, moments.uniform(0, 0.15))
        whole = [whole[-1], slow_writer.content(f"set {number}", FILES)]
        between += "1" in said and f"{FILES - 1}" not in said
        if way == "aside":
            recover(folder)
        found = held(folder)
        assert found in whole, f"writer {number}, killed after {said[-1:]}, left a mixture"
        whole = [found]
    assert between >= 10, f"only {between} died between the first write and the last"
    write_set(folder, {"a": b"1"}, also=[f"part-{n}" for n in range(3)])
    assert beside(folder) == []


def _killed(folder: Path, label: str, way: str, seconds: float) -> list[str]:
    """Start a slow writer, kill it some time after its first file, and return what it said."""
    command = [sys.executable, slow_writer.__file__, str(folder), label, str(FILES), "0.1"]
    command += ["aside"] if way == "aside" else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: S603 - our own script
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        return [first.strip(), *writer.stdout.read().split()]
