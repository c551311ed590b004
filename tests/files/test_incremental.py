"""Files of a large folder are written only if they changed, and others' files stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.files.atomic import write_set
from inspectgraph.files.incremental import changed_files
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.model.errors import UsageError

COMMAND = "inspectgraph publish"


def write(folder: Path, **content: str) -> tuple[int, int]:
    """Write files by name, and return how many were written and removed."""
    with changed_files(folder, COMMAND) as files:
        for name, text in content.items():
            files.add(f"{name}/x.txt", text.encode())
    return files.written, files.removed


def write_paths(folder: Path, *paths: str) -> None:
    """Write files by path."""
    with changed_files(folder, COMMAND) as files:
        for path in paths:
            files.add(path, b"2")


def write_twice(folder: Path) -> None:
    """Write a changed file, and then another one of the same name, which is an error."""
    with changed_files(folder, COMMAND) as files:
        files.add("a/x.txt", b"2")
        files.add("a/x.txt", b"3")


def names(folder: Path) -> list[str]:
    """Return the files of a folder, but for the manifest."""
    found = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return sorted(name for name in found if name != MANIFEST)


def test_only_changed_files_are_replaced(tmp_path: Path) -> None:
    """An unchanged file keeps its inode; a changed one has the new content."""
    folder = tmp_path / "site"
    assert write(folder, a="1", b="1") == (2, 0)
    before = (folder / "a/x.txt").stat()
    assert write(folder, a="1", b="2") == (1, 0)
    after = (folder / "a/x.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (folder / "b/x.txt").read_text() == "2"


def test_a_file_that_no_longer_belongs_is_removed_with_its_folder(
    tmp_path: Path,
) -> None:
    """A listed file that is no longer wanted is removed; an unlisted file stays."""
    folder = tmp_path / "site"
    write(folder, a="1", b="1")
    (folder / "CNAME").write_text("x")
    (folder / "b" / "mine.txt").write_text("x")
    assert write(folder) == (0, 2)
    assert names(folder) == ["CNAME", "b/mine.txt"]
    assert not (folder / "a").exists()


def test_a_file_that_somebody_changed_stops_everything(tmp_path: Path) -> None:
    """If somebody changed a file, nothing is written, and the message names it."""
    folder = tmp_path / "site"
    write(folder, a="1", b="1")
    (folder / "a/x.txt").write_text("mine")
    with pytest.raises(
        UsageError, match=r"a/x\.txt was changed after inspectgraph wrote it"
    ):
        write(folder, a="2", b="2")
    assert (folder / "b/x.txt").read_text() == "1"


def test_a_file_of_others_in_the_way_stops_everything(tmp_path: Path) -> None:
    """A file that inspectgraph did not write is never replaced."""
    folder = tmp_path / "site"
    write(folder, a="1")
    (folder / "b").mkdir()
    (folder / "b/x.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"b/x\.txt was not written by inspectgraph"):
        write(folder, a="2", b="2")
    assert (folder / "a/x.txt").read_text() == "1"
    assert (folder / "b/x.txt").read_text() == "mine"


def test_a_second_file_in_a_known_folder_is_checked_too(tmp_path: Path) -> None:
    """Every file in a folder is checked, even if the folder was looked at before."""
    folder = tmp_path / "site"
    write(folder, a="1")
    (folder / "a/y.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"a/y\.txt was not written by inspectgraph"):
        write_paths(folder, "a/new.txt", "a/y.txt")
    assert names(folder) == ["a/x.txt", "a/y.txt"]
    assert (folder / "a/y.txt").read_text() == "mine"


def test_a_full_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    """A folder of other files is refused as output; hidden files do not count."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".git").mkdir()
    assert write(folder, a="1") == (1, 0)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    with pytest.raises(UsageError, match=r"contains letter\.txt"):
        write(other, a="1")
    assert names(other) == ["letter.txt"]


def test_a_folder_of_another_command_is_refused(tmp_path: Path) -> None:
    """Neither a site nor a graph is written into the folder of the other."""
    folder = tmp_path / "graphs"
    write_set(folder, {"a.txt": b"1"})
    with pytest.raises(UsageError, match="contains the output of `inspectgraph build`"):
        write(folder, a="1")
    site = tmp_path / "site"
    write(site, a="1")
    with pytest.raises(
        UsageError, match="contains the output of `inspectgraph publish`"
    ):
        write_set(site, {"a.txt": b"1"})


def test_an_error_on_the_way_changes_nothing(tmp_path: Path) -> None:
    """If not all files can be made, the folder stays as it was, and nothing is left over."""
    folder = tmp_path / "site"
    write(folder, a="1")
    with pytest.raises(ValueError, match="a/x"):
        write_twice(folder)
    assert (folder / "a/x.txt").read_text() == "1"
    left = [path.name for path in tmp_path.iterdir() if "new-" in path.name]
    assert left == []


def test_a_killed_writer_is_made_good(tmp_path: Path) -> None:
    """After a kill, a manifest with old and new digests still proves the files ours."""
    folder = tmp_path / "site"
    write(folder, a="1", b="1")
    old = (folder / MANIFEST).read_text()
    write(folder, a="2", b="2")
    new = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(old + "\n".join(new.splitlines()[1:]) + "\n")
    (folder / "a/x.txt").write_text("1")
    assert write(folder, a="2", b="2") == (1, 0)
    assert (folder / MANIFEST).read_text() == new
