"""Generations: whole or not there, never written when they can be read, removed when nobody reads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from inspectgraph.model.errors import UnreadableError, UsageError
from inspectgraph.store.generations import (
    build_generation,
    current,
    discard,
    generations,
    next_generation,
    open_generation,
    prune,
)


def line(subject: str, value: str = "kept", graph: str = "g") -> bytes:
    """Return a quad as a line of N-Quads."""
    place = "https://example.org"
    return f'<{place}/{subject}> <{place}/p> "{value}" <{place}/{graph}> .\n'.encode()


def subjects(store: Store) -> list[str]:
    """Return the last parts of the subjects of a store, in order."""
    found = (
        quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)
    )
    return sorted(name.rpartition("/")[2] for name in found)


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the inode and the content of every file in a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_generation_holds_its_quads(tmp_path: Path) -> None:
    """All parts of the text are loaded, whatever their lengths; the key is the name."""
    text = line("a") + line("b") + line("c")
    parts = [text[:7], b"", text[7:100], text[100:]]
    made = build_generation(tmp_path / "place", "k1", parts)
    assert made == current(tmp_path / "place", "k1") == tmp_path / "place" / "k1"
    assert subjects(open_generation(made)) == ["a", "b", "c"]
    assert current(tmp_path / "place", "k2") is None


def test_a_long_text_is_loaded_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text is loaded whole if it is cut into several parts, also inside of a line."""
    monkeypatch.setattr("inspectgraph.store.loading._PART", 100)
    names = [f"s{number:03}" for number in range(50)]
    text = b"".join(map(line, names))
    parts = [text[start : start + 33] for start in range(0, len(text), 33)]
    assert subjects(open_generation(build_generation(tmp_path, "k1", parts))) == names
    with pytest.raises(SyntaxError):
        build_generation(tmp_path, "k2", [*parts, b"nonsense\n", *parts])
    assert current(tmp_path, "k2") is None


def test_an_opened_generation_cannot_be_written(tmp_path: Path) -> None:
    """A reader can change nothing."""
    store = open_generation(build_generation(tmp_path, "k1", [line("a")]))
    with pytest.raises(RuntimeError, match="read-write"):
        store.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert subjects(store) == ["a"]


def test_the_next_generation_leaves_its_base_as_it_is(tmp_path: Path) -> None:
    """Quads go and come; no file of the base changes, and its reader sees the old state."""
    base = build_generation(tmp_path, "k1", [line("a"), line("b")])
    before, reader = state(base / "database"), open_generation(base)
    made = next_generation(base, "k2", removed=line("a"), added=line("c"))
    assert subjects(open_generation(made)) == ["b", "c"]
    assert subjects(reader) == ["a", "b"]
    assert state(base / "database") == before


@pytest.mark.slow
def test_many_differences_give_the_same_as_one_load(tmp_path: Path) -> None:
    """Many differences in a row give the same quads as one load."""
    made = build_generation(tmp_path, "k0", map(line, "abcdefghij"))
    for number, letter in enumerate("abcdefghij", 1):
        made = next_generation(made, f"k{number}", line(letter), line(f"new-{letter}"))
        prune(tmp_path, {made.name})
    assert subjects(open_generation(made)) == [
        f"new-{letter}" for letter in "abcdefghij"
    ]
    assert [generation.name for generation, _ in generations(tmp_path)] == ["k10"]


def test_a_generation_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    """A generation whose key exists already is not made again."""
    made = build_generation(tmp_path, "k1", [line("a")])
    before = state(made)
    assert build_generation(tmp_path, "k1", [line("b")]) == made
    assert next_generation(made, "k1", b"", line("b")) == made
    assert state(made) == before


def test_a_failed_load_leaves_nothing(tmp_path: Path) -> None:
    """Text that is no N-Quads, or that cannot be read to its end, makes no generation."""

    def broken() -> Iterator[bytes]:
        yield line("a")
        raise OSError("the disk is gone")

    with pytest.raises(SyntaxError):
        build_generation(tmp_path, "k1", [line("a"), b"nonsense\n"])
    with pytest.raises(UsageError, match="the disk is gone"):
        build_generation(tmp_path, "k1", broken())
    assert not list(generations(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {".gitignore", "CACHEDIR.TAG"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals of POSIX")
def test_a_killed_writer_leaves_no_generation(tmp_path: Path) -> None:
    """What it left is no generation, is removed later, and stands in nobody's way."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from inspectgraph.store.generations import build_generation\n"
        "def parts():\n"
        "    yield b'<a:a> <a:a> <a:a> .\\n'\n"
        "    print('now', flush=True)\n"
        "    time.sleep(60)\n"
        "build_generation(Path(sys.argv[1]), 'k1', parts())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"now\n"
        with pytest.raises(UsageError, match="being written by process"):
            build_generation(tmp_path, "k1", [line("a")], wait=0)
        writer.send_signal(signal.SIGKILL)
    assert current(tmp_path, "k1") is None
    assert [path for path in tmp_path.iterdir() if path.name.startswith("new-")]
    made = build_generation(tmp_path, "k1", [line("a")])
    prune(tmp_path, {"k1"})
    assert subjects(open_generation(made)) == ["a"]
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {".gitignore", "CACHEDIR.TAG", "k1"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs locks of POSIX")
def test_what_somebody_reads_is_not_removed(tmp_path: Path) -> None:
    """A generation stays while a process reads it, and goes afterwards."""
    build_generation(tmp_path, "k1", [line("a")])
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from inspectgraph.store.generations import open_generation\n"
        "store = open_generation(Path(sys.argv[1]))\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
        "print(len(list(store)))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "k1")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"open\n"
        prune(tmp_path, ())
        assert current(tmp_path, "k1")
        assert reader.communicate()[0] == b"1\n"
    prune(tmp_path, ())
    assert current(tmp_path, "k1") is None


@pytest.mark.parametrize("kind", ["MANIFEST-*", "OPTIONS-*", "CURRENT"])
def test_each_changed_byte_of_a_small_file_is_noticed(
    tmp_path: Path, kind: str
) -> None:
    """A changed or missing byte in a small file of the store is noticed.

    RocksDB alone opens a database whose list of tables was cut off, without those
    tables.
    """
    base = build_generation(tmp_path, "k1", [line("a"), line("b")])
    made = next_generation(base, "k2", removed=b"", added=line("c"))
    for file in (made / "database").glob(kind):
        content = file.read_bytes()
        for spoilt in (content[:-1], content[:-1] + bytes([content[-1] ^ 1])):
            file.write_bytes(spoilt)
            with pytest.raises(UnreadableError, match="damaged or missing"):
                open_generation(made)
            with pytest.raises(UnreadableError, match="damaged or missing"):
                next_generation(made, "k3", removed=b"", added=line("d"))
        file.write_bytes(content)
    assert subjects(open_generation(made)) == ["a", "b", "c"]


@pytest.mark.parametrize("spoil", ["flip", "cut", "remove", "CURRENT"])
def test_damage_is_told_in_a_sentence(tmp_path: Path, spoil: str) -> None:
    """A damaged database is noticed when it is opened or read."""
    made = build_generation(tmp_path, "k1", [line("a"), line("b")])
    for file in sorted((made / "database").glob("*.sst")):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        if spoil == "remove":
            file.unlink()
        elif spoil != "CURRENT":
            file.write_bytes(content[: 100 if spoil == "cut" else None])
    if spoil == "CURRENT":
        (made / "database" / "CURRENT").unlink()
    with pytest.raises(UnreadableError, match="damaged or missing") as caught:
        open_generation(made)
    assert caught.value.code == "bad-store"
    discard(made)
    assert current(tmp_path, "k1") is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in place of the folder gives one sentence as error."""
    (tmp_path / "place").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        build_generation(tmp_path / "place", "k1", [line("a")])
