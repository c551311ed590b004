"""Builds that somebody disturbs: sources change, entries vanish, processes are killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspectgraph.build import build
from inspectgraph.model.errors import UsageError
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.record import build_key
from inspectgraph.shards.run import Workshop

SIF = "extracts/netherford-sif-2015.yaml"
REGISTRY = "extracts/registry/bodies.yaml"
#: A build in which the first process of the pool that makes a shard is killed.
KILLED_WORKER = """
import os, signal, sys
from pathlib import Path
from inspectgraph.build import build
from inspectgraph.shards import workers
from inspectgraph.shards.make import ShardMaker

workers._FEWEST, first, real = 2, os.getpid(), ShardMaker.make

def make(*arguments):
    if os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)

ShardMaker.make = make
build(Path(sys.argv[1]), draw=False, jobs=2)
"""
#: A pool whose processes tell their numbers, and have work for a minute.
LONG_WORK = """
import os, time
from inspectgraph.shards.processes import results

def work(job):
    os.write(1, f"{os.getpid()}\\n".encode())  # one call, so that lines stay whole
    time.sleep(60)

list(results(work, [1, 2], 2))
"""


def built(folder: Path) -> None:
    """Build a project in this process, without pictures."""
    build(folder, draw=False, jobs=1)


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a project's published set, by path."""
    root = folder / "graphs"
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def cold(folder: Path) -> dict[str, bytes]:
    """Return the files that a build without a cache writes from the same sources."""
    other = folder.parent / "cold"
    shutil.copytree(folder / "extracts", other / "extracts")
    built(other)
    return content(other)


def replace_text(file: Path, old: str, new: str) -> None:
    """Replace the first place of a text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def disturbed(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, act: Callable[..., Any]
) -> None:
    """Call a function before each call of a method, with the same arguments."""
    real = getattr(owner, name)

    def method(*arguments: Any) -> Any:
        act(*arguments[1:])
        return real(*arguments)

    monkeypatch.setattr(owner, name, method)


@pytest.mark.slow
def test_a_shard_is_kept_under_the_key_of_its_own_content(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extract that changes after its key was computed spoils no later build."""
    file, calls = small_copy / SIF, []
    before = file.read_text(encoding="utf-8")

    def change(key: str) -> None:
        calls.append(key)
        if len(calls) == 2:  # the keys of both extracts are known
            replace_text(file, "grade: outstanding", "grade: good")

    with monkeypatch.context() as patched:
        disturbed(patched, Workshop, "_kept", change)
        built(small_copy)
    assert len(calls) == 2
    file.write_text(before, encoding="utf-8")
    built(small_copy)
    assert content(small_copy) == cold(small_copy)


def test_a_base_is_kept_under_the_key_of_its_own_content(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registry that changes after its key was computed spoils no later build."""
    file = small_copy / REGISTRY
    before = file.read_text(encoding="utf-8")

    def change(key: str, _: type) -> None:
        if key.endswith(".base"):
            replace_text(file, "name: ", "note: A body of the tests.\n  name: ")

    with monkeypatch.context() as patched:
        disturbed(patched, Cache, "get", change)
        built(small_copy)
    assert file.read_text(encoding="utf-8") != before
    file.write_text(before, encoding="utf-8")
    built(small_copy)
    assert content(small_copy) == cold(small_copy)


def test_the_record_names_the_registry_without_extracts() -> None:
    """A project without extracts is built again after a change of its registry."""
    assert build_key("one", {}, None) != build_key("other", {}, None)


@pytest.mark.parametrize("part", ["across", "inferred", "nq", "ttl"])
def test_entries_that_vanish_are_told_in_a_sentence(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """If cache entries vanish, a sentence says so, and the output is unchanged."""
    kept = Cache.read

    def read(self: Cache, key: str) -> bytes | None:
        return None if key.endswith(f".{part}") else kept(self, key)

    monkeypatch.setattr(Cache, "read", read)
    if part == "nq":  # only the store needs it, and can be made later
        built(small_copy)
        return
    with pytest.raises(UsageError, match="changed during the build; run the command"):
        built(small_copy)
    assert not (small_copy / "graphs").exists()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
def test_a_killed_process_of_the_pool_holds_nobody_up(small_copy: Path) -> None:
    """If a process of the pool is killed, the build does its work itself."""
    program = [sys.executable, "-c", KILLED_WORKER, str(small_copy)]
    subprocess.run(program, check=True, timeout=60)
    assert content(small_copy) == cold(small_copy)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_a_pool_ends_with_its_parent() -> None:
    """Processes of the pool end when the build that started them is killed."""
    program = [sys.executable, "-c", LONG_WORK]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    until = time.monotonic() + 20
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.02)
    left = [worker for worker in workers if runs(worker)]
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    assert not left


def runs(number: int) -> bool:
    """Return whether a process exists and has not ended."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_an_incomplete_entry_is_removed_after_an_hour(tmp_path: Path) -> None:
    """A killed process leaves one; an entry that is being written is younger."""
    now = time.time()
    for name, age in (("new-0a", 7200), ("new-0b", 60), ("0c.ttl", 7200)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (now - age, now - age))
    Cache(tmp_path).prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0c.ttl", "new-0b"]


def test_a_build_without_changes_keeps_all_entries_once_a_day(tmp_path: Path) -> None:
    """An unchanged build marks all cache entries as used, at most once a day."""
    old = time.time() - 10 * 24 * 3600
    cache = Cache(tmp_path)
    cache.put("a", 1)
    os.utime(tmp_path / "a", (old, old))
    Cache(tmp_path).keep_all()
    assert (tmp_path / "a").stat().st_mtime > old + 1
    os.utime(tmp_path / "a", (old, old))
    again = Cache(tmp_path)
    again.keep_all()
    assert (tmp_path / "a").stat().st_mtime < old + 1
    assert not again.was_searched
    os.utime(tmp_path / "all-marked", (old, old))
    Cache(tmp_path).keep_all()
    assert (tmp_path / "a").stat().st_mtime > old + 1
