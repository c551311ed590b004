"""The store of a published graph: same quads as its Turtle, and never those of another content."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from inspectgraph.files.atomic import write_set
from inspectgraph.files.cache import cache_folder
from inspectgraph.files.manifest import read_manifest
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.store import open_published
from inspectgraph.store.generations import generations
from inspectgraph.store.keys import manifest_key, read_key
from inspectgraph.store.published import (
    confirm,
    current_generation,
    make_generation,
    open_graph,
    place_of,
    prune_published,
)
from inspectgraph.store.trig import as_trig


@pytest.fixture
def graphs(tmp_path: Path, small_files: dict[str, bytes]) -> Path:
    """Return the published graph of the small project."""
    write_set(tmp_path / "project" / "graphs", small_files)
    return tmp_path / "project" / "graphs"


def quads(store: Store) -> set[Quad]:
    """Return the quads of a store, but those with blank nodes."""
    return {quad for quad in store if "_:" not in str(quad)}


def test_the_store_holds_what_the_turtle_holds(graphs: Path) -> None:
    """The first question makes a generation, and its quads are those of the files."""
    assert current_generation(graphs) is None
    store, read = open_graph(graphs), open_published(graphs)
    assert current_generation(graphs)
    assert len(store) == len(read)
    assert quads(store) == quads(read)


def test_the_manifest_gives_the_key_of_the_files(graphs: Path) -> None:
    """The key can be computed from the manifest alone; pictures do not count."""
    manifest = read_manifest(graphs)
    assert manifest
    assert manifest_key(manifest.listed) == read_key(graphs)
    (graphs / "pictures" / "timeline.svg").write_bytes(b"<svg/>")
    assert manifest_key(manifest.listed) == read_key(graphs)


@pytest.mark.slow
@pytest.mark.parametrize("change", ["edit", "remove", "add"])
def test_a_changed_folder_never_answers_from_an_old_store(
    graphs: Path, change: str
) -> None:
    """After any change in the folder, the old store is no longer current."""
    make_generation(graphs)
    confirm(graphs, read_key(graphs))
    first = next((graphs / "reports").iterdir())
    content, stat = first.read_bytes(), first.stat()
    if change == "edit":
        edited = content.replace(b" the ", b" The ")
        assert edited != content
        first.write_bytes(edited)
        os.utime(first, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    elif change == "remove":
        first.unlink()
    else:
        shutil.copy(first, first.with_name("another.ttl"))
    assert current_generation(graphs) is None
    assert quads(open_graph(graphs)) == quads(open_published(graphs))


def test_a_stamp_spares_reading_until_a_file_changes(graphs: Path) -> None:
    """A confirmed store is trusted until a file of the graph changes."""
    made = make_generation(graphs)
    assert made
    other = made.with_name("other")
    shutil.copytree(made, other)
    confirm(graphs, "other")
    assert current_generation(graphs) == other
    (graphs / "registry.ttl").touch()
    assert current_generation(graphs) == made


def test_only_the_current_generation_is_kept_beside_a_graph(graphs: Path) -> None:
    """Another content takes the place of the first, once nobody reads that."""
    make_generation(graphs)
    next((graphs / "reports").iterdir()).unlink()
    made = make_generation(graphs)
    place = place_of(graphs)
    assert place == graphs.parent / ".graphs.inspectgraph-store"
    assert [generation for generation, _ in generations(place)] == [made]


def test_a_package_has_its_store_in_the_users_cache(
    graphs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package's store is in the user's cache, where it stays unused for a month."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    (graphs.parent / "__init__.py").touch()
    cache = cache_folder()
    assert cache
    made = make_generation(graphs)
    assert made
    assert made.parent == cache / "store"
    prune_published(graphs, {"another"})
    assert current_generation(graphs) == made
    os.utime(made / "readers", (0, 0))
    prune_published(graphs, {"another"})
    assert current_generation(graphs) is None


def test_a_damaged_store_is_replaced(graphs: Path) -> None:
    """The graph is answered for all the same, and the next reader has a store again."""
    made = make_generation(graphs)
    assert made
    (made / "database" / "CURRENT").unlink()
    assert quads(open_graph(graphs)) == quads(open_published(graphs))
    assert current_generation(graphs) is None
    assert make_generation(graphs) == made
    assert quads(open_graph(graphs)) == quads(open_published(graphs))


def test_without_a_place_the_graph_is_read_as_turtle(
    graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be written, the store is in memory."""
    (graphs.parent / "__init__.py").touch()
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert place_of(graphs) is None
    assert quads(open_graph(graphs)) == quads(open_published(graphs))


def test_files_that_are_no_turtle_make_no_store(graphs: Path) -> None:
    """Files that are no Turtle give no store, and no error of their own."""
    (graphs / "registry.ttl").write_text("no Turtle", encoding="utf-8")
    assert make_generation(graphs) is None
    assert make_generation(graphs / "nowhere") is None


@pytest.mark.parametrize(
    "turtle",
    [
        b"@prefix a: <b:> .\n<c> a:d a:e .\n",
        b"<c> <d> _:x . _:x <d> <e> .\n",
        b"<c> <d> <e> .\n@base <f:> .\n<c> <d> '''\nprefix\n''' .\n",
        b"# a comment\n\nPREFIX a: <b:>\n<c> a:d [] .",
        b"",
    ],
)
def test_trig_says_what_the_turtle_says(turtle: bytes) -> None:
    """Prefixes, bases, blank nodes and texts mean the same in a named graph."""
    triples = parse(turtle, RdfFormat.TURTLE, base_iri=BASE)
    wanted = Dataset(
        Quad(one.subject, one.predicate, one.object, graph("x")) for one in triples
    )
    found = Dataset(parse(b"".join(as_trig("x", turtle)), RdfFormat.TRIG))
    for dataset in (wanted, found):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert set(found) == set(wanted)


def test_labels_of_two_files_stay_apart() -> None:
    """The same label in two files is two blank nodes."""
    text = b"_:x <p> <o> .\n"
    trig = b"".join((*as_trig("a", text), *as_trig("b", text)))
    assert len({str(quad.subject) for quad in parse(trig, RdfFormat.TRIG)}) == 2
