"""The store on disk that a build leaves beside the published set."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Store

from inspectgraph.build import InvalidGraphError, build
from inspectgraph.rdf.store import open_published
from inspectgraph.shards.gathered import Gathered
from inspectgraph.shards.stored import StoreUpdate
from inspectgraph.store.generations import open_generation
from inspectgraph.store.published import current_generation, make_generation

PROJECT = Path(__file__).parents[2]
SIF = "extracts/netherford-sif-2015.yaml"
JAR = "extracts/netherford-jar-2008.yaml"


def quads(store: Store) -> set[str]:
    """Return the quads of a store without blank nodes, whose labels are arbitrary."""
    return {
        str(quad)
        for quad in store
        if not isinstance(quad.subject, BlankNode)
        and not isinstance(quad.object, BlankNode)
    }


def stored(folder: Path) -> Store:
    """Open the store on disk of a project's published set, which must be there."""
    generation = current_generation(folder / "graphs")
    assert generation is not None
    return open_generation(generation)


def edited(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first place of a text in an extract, and build."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    build(folder, draw=False, jobs=1)


def test_a_build_leaves_a_store_of_what_it_published(small_copy: Path) -> None:
    """Questions need not read the Turtle files first."""
    build(small_copy, draw=False, jobs=1)
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))


def test_a_violation_leaves_no_store(small_copy: Path) -> None:
    """Quads that were loaded before the checks across reports are removed if one fails."""
    with pytest.raises(InvalidGraphError):
        edited(small_copy, SIF, "grade: requires-improvement", "grade: satisfactory")
    place = small_copy / ".graphs.inspectgraph-store"
    assert not any(path.is_dir() for path in place.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            SIF,
            "grade: outstanding",
            "grade: good",
        ),  # also changes what follows from two
        (SIF, "polarity: weakness", "polarity: mixed"),
        (JAR, "read_for:", "# a remark\nread_for:"),  # changes nothing
    ],
)
def test_a_change_is_taken_into_a_new_store(
    small_copy: Path, file: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change, the old store plus the difference equals a new store."""
    build(small_copy, draw=False, jobs=1)
    before = stored(small_copy)
    held = quads(before)
    monkeypatch.setattr(
        "inspectgraph.shards.stored.filled_generation",
        lambda *_, **__: pytest.fail("the store was made anew"),
    )
    edited(small_copy, file, old, new)
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))
    assert quads(before) == held


@pytest.mark.slow
def test_many_builds_in_a_row_do_not_add_up_in_the_store(small_copy: Path) -> None:
    """Each build starts from the same store, so that the engine has no files to merge."""
    build(small_copy, draw=False, jobs=1)
    sizes = []
    for number in range(5):
        text = (small_copy / JAR).read_text(encoding="utf-8")
        note = f'note: "A note of build {number}."'
        changed = re.sub(r"(?m)note: .*$", note, text, count=1)
        assert changed != text
        (small_copy / JAR).write_text(changed, encoding="utf-8")
        build(small_copy, draw=False, jobs=1)
        generation = current_generation(small_copy / "graphs")
        assert generation is not None
        sizes.append(len(list(generation.glob("database/*.sst"))))
        assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))
    assert sizes == sizes[:1] * 5


@pytest.mark.slow
def test_a_question_in_between_does_not_take_the_place_of_the_build(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the folder is new and its store is not, a question makes no store."""
    build(small_copy, draw=False, jobs=1)
    complete, asked = StoreUpdate.complete, []

    def ask_and_complete(update: StoreUpdate, gathered: Gathered) -> str:
        asked.append(make_generation(small_copy / "graphs"))
        return complete(update, gathered)

    monkeypatch.setattr(StoreUpdate, "complete", ask_and_complete)
    edited(small_copy, SIF, "polarity: weakness", "polarity: mixed")
    assert asked == [None]
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))


@pytest.mark.slow
def test_after_many_changed_quads_a_build_starts_from_the_newest_store(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store from which it started before is then removed."""
    build(small_copy, draw=False, jobs=1)
    place = small_copy / ".graphs.inspectgraph-store"
    edited(small_copy, SIF, "polarity: weakness", "polarity: mixed")
    assert sum(path.is_dir() for path in place.iterdir()) == 2
    monkeypatch.setattr("inspectgraph.shards.stored._MANY", 1)
    edited(small_copy, SIF, "grade: outstanding", "grade: good")
    assert sum(path.is_dir() for path in place.iterdir()) == 1
    edited(small_copy, SIF, "polarity: mixed", "polarity: weakness")
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))


@pytest.mark.slow
def test_a_store_is_made_anew_where_the_old_one_is_gone(small_copy: Path) -> None:
    """Without its cache or the store before it, a build makes the store from the start."""
    build(small_copy, draw=False, jobs=1)
    for path in (small_copy / ".graphs.inspectgraph-shards").iterdir():
        path.unlink()
    edited(small_copy, SIF, "grade: outstanding", "grade: good")
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))


@pytest.mark.slow
def test_a_changed_registry_makes_the_store_anew(small_copy: Path) -> None:
    """A change of the registry makes the store from the start."""
    build(small_copy, draw=False, jobs=1)
    registry = "extracts/registry/bodies.yaml"
    edited(small_copy, registry, "name: ", "note: A body of the tests.\n  name: ")
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))


def _cut(file: Path) -> None:
    """Remove the last third of a file."""
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        lambda database: (database / "CURRENT").unlink(),
        lambda database: next(database.glob("*.sst")).unlink(),
        lambda database: next(database.glob("MANIFEST-*")).write_bytes(b""),
        lambda database: _cut(next(database.glob("MANIFEST-*"))),
        lambda database: [path.unlink() for path in database.iterdir()],
        lambda database: (database.parent / "readers").unlink(),
        shutil.rmtree,
    ],
    ids=[
        "no CURRENT",
        "a table gone",
        "an empty list",
        "a list cut off",
        "no file",
        "no lock file",
        "no folder",
    ],
)
def test_a_damaged_store_is_made_anew(
    small_copy: Path, spoil: Callable[[Path], object]
) -> None:
    """A damaged store is made anew by the next build."""
    build(small_copy, draw=False, jobs=1)
    place = small_copy / ".graphs.inspectgraph-store"
    spoil(next(place.glob("*/database")))
    edited(small_copy, SIF, "grade: outstanding", "grade: good")
    assert quads(stored(small_copy)) == quads(open_published(small_copy / "graphs"))
    assert sum(path.is_dir() for path in place.iterdir()) == 1


@pytest.mark.slow
def test_records_that_come_with_a_report_are_in_the_store(tmp_path: Path) -> None:
    """The store contains registry records that come with an added report."""
    extracts = tmp_path / "extracts"
    extracts.mkdir()
    registry = tmp_path / "graphs/registry.ttl"

    def built_with(report: str) -> bytes:
        for path in (PROJECT / "extracts").glob(f"{report}.*"):
            shutil.copy(path, extracts)
        build(tmp_path, draw=False, jobs=1)
        assert quads(stored(tmp_path)) == quads(open_published(tmp_path / "graphs"))
        return registry.read_bytes()

    assert built_with("knowsley-jar-2008") != built_with("knowsley-aca-2011")
