"""A writer that dies at any moment leaves either the old set of files or the new."""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import slow_writer
from inspectgraph.files import exchange, locks
from inspectgraph.files.atomic import (
    add_files,
    output_folder,
    recover,
    write_set,
)
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.files.output_file import write_file
from inspectgraph.model.errors import UsageError

FILES = 24


def held(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder but for its manifest, by its path."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def beside(folder: Path) -> list[str]:
    """Return what lies beside a folder."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


@pytest.fixture(params=["exchanged", "aside"])
def swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test for both ways of swapping folders: in one step, or by a third name."""
    if request.param == "aside":
        monkeypatch.setattr(exchange, "_exchange", slow_writer.no_exchange)
    return str(request.param)


def test_a_set_takes_the_place_of_the_old_one(tmp_path: Path, swapping: str) -> None:
    """Afterwards the folder holds the new files and no others, and nothing lies beside it."""
    folder = tmp_path / "deep" / "graphs"
    write_set(folder, {"a.ttl": b"1", "reports/x.ttl": b"2"})
    write_set(folder, {"a.ttl": b"3", "reports/y.ttl": b"4"})
    assert held(folder) == {"a.ttl": b"3", "reports/y.ttl": b"4"}
    assert beside(folder) == []


def test_a_set_that_fails_leaves_the_old_one(tmp_path: Path, swapping: str) -> None:
    """If the content fails midway, the old set stays, and nothing is left beside it."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"old", "b": b"old"})
    content: dict[str, bytes] = {"a": b"new", "b": None}  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        write_set(folder, content)
    assert held(folder) == {"a": b"old", "b": b"old"}
    assert beside(folder) == []


OTHERS = (
    "notes.txt",
    ".git/config",
    "reports/notes.txt",
    "reports/deep/x.ttl",
    "__pycache__/x.txt",
    "empty/",
)


def put(path: Path, content: bytes = b"mine") -> None:
    """Create a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return every entry below a folder: the content of files, None for folders."""
    return {
        str(path): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize(
    "written", [True, False], ids=["in a set", "in a folder of theirs"]
)
@pytest.mark.parametrize("path", OTHERS)
def test_nobody_elses_files_are_lost(
    tmp_path: Path, swapping: str, path: str, written: bool
) -> None:
    """A folder with a file or folder of somebody else, at any depth, stays as it is; the message names it."""
    folder = tmp_path / "graphs"
    if written:
        write_set(folder, {"a.ttl": b"1", "reports/x.ttl": b"1"})
    put(folder / path / "x") if path.endswith("/") else put(folder / path)
    if path.endswith("/"):
        (folder / path / "x").unlink()
    before = everything(tmp_path)
    with pytest.raises(
        UsageError, match=re.escape(path.split("/", maxsplit=1)[0])
    ) as raised:
        write_set(folder, {"a.ttl": b"2", "reports/x.ttl": b"2"})
    assert raised.value.code == "folder-in-use"
    assert everything(tmp_path) == before


def test_a_set_of_another_command_is_refused(tmp_path: Path) -> None:
    """A command refuses to replace the files that another command wrote."""
    write_set(tmp_path / "graphs", {"a": b"1"})
    write_set(tmp_path / "tables", {"a": b"1"}, "inspectgraph export --format csv")
    add_files(tmp_path / "pictures", {"a": b"1"})
    before = everything(tmp_path)
    for folder, command in (
        ("graphs", "inspectgraph export --format csv"),
        ("tables", "inspectgraph build"),
    ):
        with pytest.raises(
            UsageError, match="contains the output of `inspectgraph"
        ) as raised:
            write_set(tmp_path / folder, {"a": b"2"}, command)
        assert raised.value.code == "folder-in-use"
    with pytest.raises(UsageError, match="contains the output of `inspectgraph draw`"):
        write_set(tmp_path / "pictures", {"a": b"2"})
    assert everything(tmp_path) == before
    write_set(tmp_path / "tables", {"a": b"2"}, "inspectgraph export --format csv")


def test_a_file_that_somebody_changed_is_theirs(tmp_path: Path) -> None:
    """If somebody changed a file of a set, the set is not replaced until the file is restored or removed."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a.ttl": b"1", "b.ttl": b"1"})
    (folder / "a.ttl").write_bytes(b"changed by hand")
    with pytest.raises(UsageError, match=r"a\.ttl was changed after"):
        write_set(folder, {"a.ttl": b"2"})
    (folder / "a.ttl").unlink()
    write_set(folder, {"a.ttl": b"2"})
    assert held(folder) == {"a.ttl": b"2"}


def test_other_line_ends_are_no_change(tmp_path: Path) -> None:
    """A set whose line ends Git changed still counts as unchanged."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a.ttl": b"1\n2\n"})
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    write_set(folder, {"a.ttl": b"3\n"})
    assert held(folder) == {"a.ttl": b"3\n"}


@pytest.mark.parametrize("where", ["a.ttl", "reports", "reports/x.ttl", "notes"])
def test_a_link_in_a_set_is_refused(tmp_path: Path, where: str) -> None:
    """A set with a link is not replaced, wherever the link leads; nothing behind the link changes."""
    folder, target = tmp_path / "graphs", tmp_path / "target"
    write_set(folder, {"a.ttl": b"1", "reports/x.ttl": b"1"})
    put(target / "x.ttl", b"1")
    if (folder / where).is_dir():
        shutil.rmtree(folder / where)
    (folder / where).unlink(missing_ok=True)
    (folder / where).symlink_to(
        target if where in {"reports", "notes"} else target / "x.ttl"
    )
    with pytest.raises(UsageError, match=re.escape(where)):
        write_set(folder, {"a.ttl": b"2", "reports/x.ttl": b"2"})
    assert held(target) == {"x.ttl": b"1"}


def test_byte_code_is_no_hindrance(tmp_path: Path) -> None:
    """The byte code that Python caches in a set is removed by the next write."""
    folder = tmp_path / "graphs"
    write_set(folder, {"__init__.py": b""})
    put(folder / "__pycache__" / "__init__.cpython-311.pyc")
    write_set(folder, {"__init__.py": b""})
    assert held(folder) == {"__init__.py": b""}


def test_a_file_that_comes_during_the_write_is_kept(
    tmp_path: Path, swapping: str
) -> None:
    """A file that is added during a write is kept with the old set, and is named."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"old"})

    class Late(dict[str, bytes]):
        def items(self) -> Any:
            put(folder / "late.txt")
            return super().items()

    with pytest.raises(UsageError, match=r"late\.txt"):
        write_set(folder, Late(a=b"new"))
    assert held(folder) == {"a": b"old", "late.txt": b"mine"}
    assert beside(folder) == []


@pytest.mark.parametrize("text", [b"", b"<<<<<<< ours\n", b"not ours\n", None])
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: bytes | None) -> None:
    """A folder whose manifest cannot be read is refused, with the line of the fault."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"1"})
    manifest = folder / MANIFEST
    manifest.write_bytes(manifest.read_bytes() + b"=======\n" if text is None else text)
    with pytest.raises(UsageError) as raised:
        write_set(folder, {"a": b"2"})
    assert raised.value.code == "bad-manifest"
    assert str(raised.value).startswith(f"{manifest}:{3 if text is None else 1}:1: ")


def test_a_manifest_can_be_checked_by_other_tools(tmp_path: Path) -> None:
    """The manifest is the same for the same files, and sha256sum can read its lines."""
    write_set(tmp_path / "one", {"b": b"2", "a": b"1"})
    write_set(tmp_path / "two", {"a": b"1", "b": b"2"})
    text = (tmp_path / "one" / MANIFEST).read_text(encoding="utf-8")
    assert text == (tmp_path / "two" / MANIFEST).read_text(encoding="utf-8")
    assert text.splitlines()[1:] == [
        f"{sha256(one).hexdigest()}  {name}" for name, one in (("a", b"1"), ("b", b"2"))
    ]


# One writer at a time


def test_the_second_writer_waits_and_is_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which process writes the folder, ends with exit code 2, and deletes nothing of the first."""
    folder = tmp_path / "graphs"
    monkeypatch.setattr(locks, "WAIT", 0.1)
    with output_folder(folder) as first:
        with pytest.raises(
            UsageError, match=f"is being written by process {os.getpid()};"
        ) as raised:
            write_set(folder, {"b": b"2"})
        first.replace({"a": b"1"})
    assert (raised.value.code, raised.value.exit_code) == ("in-use", 2)
    assert held(folder) == {"a": b"1"}
    assert beside(folder) == []


def test_a_writer_in_the_midst_is_not_disturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second writer that comes between two files of the first changes nothing."""
    folder, told = tmp_path / "graphs", []
    monkeypatch.setattr(locks, "WAIT", 0.1)

    class Disturbed(dict[str, bytes]):
        def items(self) -> Any:
            for item in super().items():
                yield item
                try:
                    write_set(folder, {"other": b""})
                except UsageError as error:
                    told.append(error.code)

    write_set(folder, Disturbed({str(n): b"x" for n in range(4)}))
    assert set(held(folder)) == {"0", "1", "2", "3"}
    assert set(told) == {"in-use"}


def test_the_lock_of_a_killed_writer_holds_nobody_up(tmp_path: Path) -> None:
    """A lock file without an owner is taken over and removed."""
    folder = tmp_path / "graphs"
    (tmp_path / ".graphs.inspectgraph-lock").write_bytes(b"1\n")
    write_set(folder, {"a": b"1"})
    assert beside(folder) == []


def test_a_file_in_what_a_killed_writer_left_is_kept(tmp_path: Path) -> None:
    """A user's file among a killed writer's remains is kept, and is named."""
    folder, left = tmp_path / "graphs", tmp_path / ".graphs.inspectgraph-new-0123abcd"
    write_set(folder, {"a": b"1"})
    shutil.copytree(folder, left)
    put(left / "late.txt")
    with pytest.raises(UsageError, match=r"late\.txt was not written by"):
        write_set(folder, {"a": b"2"})
    (left / "late.txt").unlink()
    write_set(folder, {"a": b"2"})
    assert beside(folder) == []


def test_a_write_protected_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be written is not replaced by another file either."""
    write_file(tmp_path / "file", b"1")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="Permission denied"):
        write_file(tmp_path / "file", b"2")
    assert held(tmp_path) == {"file": b"1"}


def test_names_like_ours_are_not_ours(tmp_path: Path) -> None:
    """Folders whose names only resemble our temporary folders are left alone."""
    names = (
        "graphs.new-ideas",
        "graphs.aside",
        "graphs.old",
        ".graphs.inspectgraph-new-mine",
    )
    for name in names:
        put(tmp_path / name / "x")
    write_set(tmp_path / "graphs", {"a": b"1"})
    recover(tmp_path / "graphs")
    assert all(held(tmp_path / name) == {"x": b"mine"} for name in names)


def test_a_refused_set_leaves_no_folders(tmp_path: Path) -> None:
    """Parents that were made for a set that is not written are removed again."""
    with (
        pytest.raises(ZeroDivisionError),
        output_folder(tmp_path / "deep" / "er" / "graphs"),
    ):
        raise ZeroDivisionError
    assert everything(tmp_path) == {}


# Single files of a folder that others use, too


def test_files_are_added_to_a_folder(tmp_path: Path) -> None:
    """Adding files keeps the files of others, and replaces our own each time."""
    put(tmp_path / "notes.txt")
    for content in (b"1", b"2"):
        add_files(tmp_path, {"a.svg": content})
    add_files(tmp_path, {"b.svg": b"3"})
    add_files(tmp_path, {"a.svg": b"4"})
    assert held(tmp_path) == {"notes.txt": b"mine", "a.svg": b"4", "b.svg": b"3"}


@pytest.mark.parametrize("ours", [True, False])
def test_no_file_of_somebody_elses_is_replaced(tmp_path: Path, ours: bool) -> None:
    """A file that inspectgraph did not write, or that was changed since, is not replaced; nothing changes."""
    if ours:
        add_files(tmp_path, {"a.svg": b"1", "b.svg": b"1"})
    put(tmp_path / "b.svg")
    before = everything(tmp_path)
    with pytest.raises(
        UsageError, match="b.svg was changed" if ours else "b.svg was not written"
    ):
        add_files(tmp_path, {"a.svg": b"2", "b.svg": b"2"})
    assert everything(tmp_path) == before


def test_pictures_of_a_set_are_listed_in_its_manifest(tmp_path: Path) -> None:
    """The manifest lists added pictures, so the next set replaces them.

    Files for another folder inside the set are refused, since the next set would delete
    them.
    """
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"1"})
    add_files(folder / "pictures", {"a.svg": b"1"})
    add_files(folder / "pictures", {"a.svg": b"2"})
    with pytest.raises(UsageError, match="a new run replaces everything in"):
        add_files(folder / "pages", {"a.html": b"1"})
    assert held(folder) == {"a": b"1", "pictures/a.svg": b"2"}
    write_set(folder, {"a": b"2"})
    assert held(folder) == {"a": b"2"}


# Links, pipes, modes


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    """Writing to a link replaces or creates the file behind it, and keeps the link."""
    (tmp_path / "far").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "far" / "file")
    for content in (b"1", b"2"):
        write_file(link, content)
        assert (link.is_symlink(), held(tmp_path / "far")) == (True, {"file": content})


def test_a_link_to_a_folder_is_followed(tmp_path: Path, swapping: str) -> None:
    """Writing to a link replaces the folder behind it, and keeps the link."""
    (tmp_path / "far").mkdir()
    link = tmp_path / "graphs"
    link.symlink_to(tmp_path / "far" / "set")
    for content in (b"1", b"2"):
        write_set(link, {"a": content})
        assert (link.is_symlink(), held(tmp_path / "far" / "set")) == (
            True,
            {"a": content},
        )
    assert beside(tmp_path / "far" / "set") == []


@pytest.mark.parametrize("write", [write_file, write_set])
def test_a_link_to_itself_is_refused(
    tmp_path: Path, write: Callable[[Path, Any], object]
) -> None:
    """Writing to a link that leads to itself is refused."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "loop", {} if write is write_set else b"")
    assert (tmp_path / "loop").is_symlink()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """The program that reads the pipe gets the content, and the pipe stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        try:
            write_file(pipe, b"content")
            assert pipe.is_fifo()
            assert reader.communicate()[0] == b"content"
        finally:
            reader.kill()
    assert beside(pipe) == []


def test_null_stays_null() -> None:
    """The null device is written to, and no file replaces it."""
    write_file(Path(os.devnull), b"content")
    assert Path(os.devnull).is_char_device()


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket as output is refused, and no file replaces it."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with pytest.raises(UsageError) as raised:
            write_file(Path("socket"), b"x")
    assert raised.value.code == "not-a-file"
    assert Path("socket").is_socket()


def test_standard_output_by_name_is_appended_to(tmp_path: Path) -> None:
    """Output to `/dev/stdout` is appended to the file that the stream leads to."""
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    code = "from pathlib import Path; from inspectgraph.files.output_file import write_file; "
    code += "write_file(Path('/dev/stdout'), b'after')"
    with log.open("ab") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert log.read_bytes() == b"before\nafter"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_modes_are_kept(tmp_path: Path, swapping: str, mode: int) -> None:
    """A new file or folder has the permissions of the one that it replaces."""
    write_file(tmp_path / "file", b"1")
    write_set(tmp_path / "graphs", {"a": b"1", "reports/x": b"1"})
    paths = [
        tmp_path / name
        for name in ("file", "graphs", "graphs/a", "graphs/reports", "graphs/reports/x")
    ]
    folder = mode | 0o300
    for path in paths:
        path.chmod(folder if path.is_dir() else mode)
    write_file(tmp_path / "file", b"2")
    write_set(tmp_path / "graphs", {"a": b"2", "reports/x": b"2"})
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [
        folder if path.is_dir() else mode for path in paths
    ]


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0,
    reason="only root may give files away",
)
def test_owners_are_kept(tmp_path: Path) -> None:
    """A file or folder that root replaces keeps its owner."""
    write_file(tmp_path / "file", b"1")
    os.chown(tmp_path / "file", 1234, 5678)
    write_file(tmp_path / "file", b"2")
    found = (tmp_path / "file").stat()
    assert (found.st_uid, found.st_gid) == (1234, 5678)


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_new_files_follow_the_umask(tmp_path: Path, umask: int) -> None:
    """A new file or folder gets the permissions that the umask allows."""
    before = os.umask(umask)
    try:
        write_file(tmp_path / "file", b"1")
        write_set(tmp_path / "graphs", {"reports/x": b"1"})
    finally:
        os.umask(before)
    modes = [
        stat.S_IMODE((tmp_path / name).stat().st_mode)
        for name in ("file", "graphs/reports/x", "graphs/reports")
    ]
    assert modes == [0o666 & ~umask, 0o666 & ~umask, 0o777 & ~umask]


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
    tmp_path: Path, write: Callable[[Path, Any], object], path: str, code: str
) -> None:
    """A file in the way, or a folder where a file should be, gives a sentence and no traceback."""
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(UsageError) as raised:
        write(tmp_path / path, {} if write is write_set else b"")
    assert raised.value.code == code
    assert held(tmp_path) == {"file": b"here"}


def test_one_file_is_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed write leaves the old content and no other file; a successful write leaves the new content."""
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
    """If a writer is killed between two moves, the old set has another name; `recover` puts it back."""
    folder = tmp_path / "graphs"
    write_set(tmp_path / ".graphs.inspectgraph-old", {"a": b"old"})
    write_set(tmp_path / ".graphs.inspectgraph-new-0123abcd", {"a": b"new"})
    recover(folder)
    assert held(folder) == {"a": b"old"}
    assert beside(folder) == []


def test_a_folder_that_was_replaced_is_not_brought_back(tmp_path: Path) -> None:
    """If a writer is killed after the second move, the new set stays; `recover` removes the old set."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"new"})
    write_set(tmp_path / ".graphs.inspectgraph-old", {"a": b"old"})
    recover(folder)
    assert held(folder) == {"a": b"new"}
    assert beside(folder) == []


@pytest.mark.parametrize(
    ("step", "survives"), [(0, "old"), (1, "old"), (2, "new"), (3, "new")]
)
def test_a_writer_killed_between_the_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, survives: str
) -> None:
    """After a kill at any step of the swap, `recover` brings back one whole set."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a": b"old", "b": b"old"})
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "_exchange", slow_writer.no_exchange)
        _die_at(step, patch)
        with pytest.raises(KeyboardInterrupt):
            write_set(folder, {"a": b"new", "b": b"new"})
    recover(folder)
    assert held(folder) == {"a": survives.encode(), "b": survives.encode()}
    with output_folder(folder):  # the next writer clears away what a reader leaves
        assert beside(folder) == [".graphs.inspectgraph-lock"]
    assert beside(folder) == []


def _die_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Let the writer die after a number of renames and removals, with no clean-up."""
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
    """Each of fifty writers that are killed at random moments leaves a whole set.

    At least ten of them die between the first write and the last.
    """
    folder = tmp_path / "graphs"
    write_set(folder, slow_writer.content("set 0", FILES))
    whole = [slow_writer.content("set 0", FILES)]
    moments = random.Random(2)
    between = 0
    for number in range(1, 51):
        said = _killed(folder, f"set {number}", way, moments.uniform(0, 0.15))
        whole = [whole[-1], slow_writer.content(f"set {number}", FILES)]
        between += "1" in said and f"{FILES - 1}" not in said
        if way == "aside":
            recover(folder)
        found = held(folder)
        assert found in whole, (
            f"writer {number}, killed after {said[-1:]}, left a mixture"
        )
        whole = [found]
    assert between >= 10, f"only {between} died between the first write and the last"
    write_set(folder, {"a": b"1"})
    assert beside(folder) == []


def _killed(folder: Path, label: str, way: str, seconds: float) -> list[str]:
    """Start a slow writer, kill it some time after its first file, and return what it said."""
    command = [
        sys.executable,
        slow_writer.__file__,
        str(folder),
        label,
        str(FILES),
        "0.1",
    ]
    command += ["aside"] if way == "aside" else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        return [first.strip(), *writer.stdout.read().split()]
