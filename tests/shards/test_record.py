"""What a build does when little or nothing has changed since the last one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspectgraph.build import Built, build
from inspectgraph.model.errors import UsageError
from inspectgraph.shards import gathered

SIF = "extracts/netherford-sif-2015.yaml"
JAR = "extracts/netherford-jar-2008.yaml"
REPORT = "graphs/reports/netherford-sif-2015.ttl"
OTHER = "graphs/reports/netherford-jar-2008.ttl"


def built(folder: Path) -> Built:
    """Build a project in this process, without pictures."""
    return build(folder, draw=False, jobs=1)


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a project's published set, by path."""
    root = folder / "graphs"
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def replace_text(file: Path, old: str, new: str) -> None:
    """Replace the first place of a text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def cold(folder: Path) -> dict[str, bytes]:
    """Return the files that a first build of the same sources writes."""
    other = folder.parent / "cold"
    shutil.copytree(folder / "extracts", other / "extracts")
    built(other)
    return content(other)


def test_nothing_is_read_again_if_nothing_changed(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build gives the same answer and leaves every file alone."""
    first = built(small_copy)
    place = (small_copy / REPORT).stat()
    monkeypatch.setattr(
        gathered, "shards_from", lambda *_: pytest.fail("the extracts were loaded")
    )
    again = built(small_copy)
    assert again == replace(first, is_unchanged=True)
    assert again.report.findings == first.report.findings != ()
    assert again.report.rules == first.report.rules != {}
    assert (small_copy / REPORT).stat() == place


def test_a_build_with_changes_removes_what_nobody_used(small_copy: Path) -> None:
    """Entries of software and extracts that are gone do not pile up."""
    built(small_copy)
    cache = small_copy / ".graphs.inspectgraph-shards"
    long_ago = time.time() - 20 * 24 * 3600
    (cache / "0a.ttl").write_bytes(b"x")
    os.utime(cache / "0a.ttl", (long_ago, long_ago))
    replace_text(small_copy / SIF, "grade: outstanding", "grade: good")
    built(small_copy)
    assert not (cache / "0a.ttl").exists()


def test_a_build_without_changes_keeps_the_cache(small_copy: Path) -> None:
    """Entries that are old but still needed stay for the next change."""
    built(small_copy)
    cache = small_copy / ".graphs.inspectgraph-shards"
    names = {path.name for path in cache.iterdir()}
    long_ago = time.time() - 20 * 24 * 3600
    for path in cache.iterdir():
        os.utime(path, (long_ago, long_ago))
    built(small_copy)
    assert {path.name for path in cache.iterdir()} == names | {"all-marked"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / REPORT).unlink(),
        lambda root: shutil.rmtree(root / "graphs"),
        lambda root: shutil.rmtree(root / ".graphs.inspectgraph-store"),
        lambda root: shutil.rmtree(root / ".graphs.inspectgraph-shards"),
        lambda root: (root / ".graphs.inspectgraph-shards/last-build").write_bytes(
            b"x"
        ),
    ],
    ids=["a file", "the set", "the store", "the cache", "the record"],
)
def test_what_is_gone_is_made_again(
    small_copy: Path, change: Callable[[Path], object]
) -> None:
    """Whatever is missing is made again, although the record says it was written."""
    built(small_copy)
    before = content(small_copy)
    change(small_copy)
    built(small_copy)
    assert content(small_copy) == before
    assert any((small_copy / ".graphs.inspectgraph-store").glob("*/database"))


def test_a_file_that_somebody_changed_is_not_replaced(small_copy: Path) -> None:
    """A build refuses a file that somebody changed, with or without other changes."""
    built(small_copy)
    file = small_copy / REPORT
    file.write_text(f"{file.read_text(encoding='utf-8')}# mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed after"):
        built(small_copy)
    replace_text(small_copy / JAR, "read_for:", "# a remark\nread_for:")
    with pytest.raises(UsageError, match="was changed after"):
        built(small_copy)
    assert file.read_text(encoding="utf-8").endswith("# mine\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("grade: outstanding", "grade: good"),
        ("polarity: weakness", "polarity: mixed"),
        ("read_for:", "# a remark\nread_for:"),
    ],
)
def test_a_change_gives_the_set_of_a_first_build(
    small_copy: Path, old: str, new: str
) -> None:
    """A rebuilt set equals a first build's, and other reports' files stay in place."""
    built(small_copy)
    other = (small_copy / OTHER).stat()
    replace_text(small_copy / SIF, old, new)
    built(small_copy)
    assert content(small_copy) == cold(small_copy)
    assert (small_copy / OTHER).stat().st_ino == other.st_ino
    assert (small_copy / OTHER).stat().st_nlink == 1


def test_what_follows_for_another_report_is_inferred_again(small_copy: Path) -> None:
    """A judgement refers to the new id of a previous judgement in another report."""
    built(small_copy)
    text = (small_copy / JAR).read_text(encoding="utf-8")
    renamed = text.replace("grades-safeguarding-a1b2", "grades-safeguarding-z9z8")
    (small_copy / JAR).write_text(renamed, encoding="utf-8")
    built(small_copy)
    assert b"grades-safeguarding-a1b2" not in content(small_copy)["inferred.ttl"]
    assert content(small_copy) == cold(small_copy)


@pytest.mark.slow
def test_a_report_more_or_less_is_seen(small_copy: Path) -> None:
    """A report that is added or removed changes the set as a first build would."""
    before = built(small_copy)
    copies = []
    for ending in ("yaml", "units.tsv"):
        text = (small_copy / SIF).with_suffix(f".{ending}").read_text(encoding="utf-8")
        copy = small_copy / f"extracts/netherford-sif-2016.{ending}"
        copy.write_text(text.replace("netherford-sif-2015", "netherford-sif-2016"))
        copies.append(copy)
    more = built(small_copy)
    assert more.reports == before.reports + 1
    assert content(small_copy) == cold(small_copy)
    for copy in copies:
        copy.unlink()
    assert built(small_copy) == before
    assert not (small_copy / "graphs/reports/netherford-sif-2016.ttl").exists()


@pytest.mark.slow
@pytest.mark.parametrize("part", ["ttl", "nq", "inferred", "across"])
def test_a_damaged_part_is_made_again(small_copy: Path, part: str) -> None:
    """One damaged entry of the cache costs time, and never enters the set."""
    built(small_copy)
    cache = small_copy / ".graphs.inspectgraph-shards"
    for entry in cache.glob(f"*.{part}"):
        entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    shutil.rmtree(small_copy / "graphs")
    replace_text(small_copy / SIF, "grade: outstanding", "grade: good")
    built(small_copy)
    assert content(small_copy) == cold(small_copy)


@pytest.mark.slow
def test_another_option_is_another_build(small_copy: Path) -> None:
    """A build with drafts has more quads, though no source has changed."""
    mark = "draft: {confidence: 0.8, rule: polarity-words}"
    replace_text(small_copy / SIF, "- id: p1-o6p7\n", f"- id: p1-o6p7\n    {mark}\n")
    first = built(small_copy)
    more = build(small_copy, draw=False, jobs=1, with_drafts=True)
    assert more.quads > first.quads
    assert built(small_copy).quads == first.quads
