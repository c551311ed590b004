"""Build again whenever a source changes, in one process."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspectgraph.build import Built, build
from inspectgraph.cli import main
from inspectgraph.cli.build_watch import Rebuilt, builds
from inspectgraph.model.errors import ExtractError, UnreadableError, UsageError

pytestmark = pytest.mark.usefixtures("time_limit")

JAR = "extracts/netherford-jar-2008.yaml"
SIF = "extracts/netherford-sif-2015.yaml"
MOVED = "3 – 20 March 2015, earliest: 2015-03-03"
REGISTRY = "extracts/registry/bodies.yaml"


@pytest.fixture
def time_limit() -> Iterator[None]:
    """End a test that waits for a change that is never seen."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("this system has no timer to end a wait")

    def end(*_: object) -> None:
        raise TimeoutError

    earlier = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, 120)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first place of a text in a source."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a published set, keyed by path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def watched(folder: Path) -> Iterator[object]:
    """Yield the result of each build of a project."""
    make = partial(_make, folder)
    for one in builds(make, folder / "graphs", [folder / "extracts"]):
        yield one.result


def _make(folder: Path, memory: object) -> Built:
    return build(folder, draw=False, jobs=1, memory=memory)  # type: ignore[arg-type]


def test_each_change_is_built(small_copy: Path, tmp_path: Path) -> None:
    """A change of an extract or of the registry gives the files of a new process."""
    results = watched(small_copy)
    assert isinstance(next(results), Built)
    for file, old, new in (
        (SIF, "polarity: weakness", "polarity: mixed"),
        (SIF, "note: The", "note: Again, the"),
        (SIF, "note: Again, the", "note: Once more, the"),
        (SIF, "grade: outstanding", "grade: good"),
        # What follows from several reports has the day of the inspection.
        (SIF, "2 – 20 March 2015, earliest: 2015-03-02", MOVED),
        (REGISTRY, "name: ", "note: A body of the tests.\n  name: "),
        (SIF, "polarity: mixed", "polarity: weakness"),
    ):
        edit(small_copy, file, old, new)
        assert isinstance(next(results), Built)
        fresh = tmp_path / "fresh"
        build(small_copy, fresh, draw=False, jobs=1)
        assert files(small_copy / "graphs") == files(fresh)
    results.close()  # type: ignore[attr-defined]
    assert build(small_copy, draw=False, jobs=1).is_unchanged


def test_a_fault_is_reported_and_the_next_change_built(small_copy: Path) -> None:
    """A fault stops one build only, and its repair is reported even if nothing is new."""
    results = watched(small_copy)
    before = next(results)
    edit(small_copy, SIF, "polarity: weakness", "polarity: weird")
    fault = next(results)
    assert isinstance(fault, ExtractError)
    assert "weird" in str(fault)
    edit(small_copy, SIF, "polarity: weird", "polarity: weakness")
    after = next(results)
    assert isinstance(before, Built)
    assert isinstance(after, Built)
    assert (after.quads, after.is_unchanged) == (before.quads, True)


def test_a_removed_report_is_missed(small_copy: Path, tmp_path: Path) -> None:
    """The registry is read again when the names of the reports change."""
    results = watched(small_copy)
    next(results)
    jar = shutil.move(small_copy / JAR, tmp_path)
    fault = next(results)
    assert isinstance(fault, ExtractError)
    assert "registry/changes.yaml:7:11: unknown report" in str(fault)
    shutil.move(jar, small_copy / JAR)
    assert isinstance(next(results), Built)


def test_at_the_end_the_data_about_all_reports_are_stored(small_copy: Path) -> None:
    """The next process reads them in one step."""
    results = watched(small_copy)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert (small_copy / ".graphs.inspectgraph-shards" / "heads").is_file()


def test_a_file_that_cannot_be_read_does_not_end_the_wait(small_copy: Path) -> None:
    """A program that saves a file may remove the old file first."""
    results = watched(small_copy)
    next(results)
    (small_copy / "extracts" / "gone.yaml").symlink_to(small_copy / "nowhere")
    fault = next(results)
    assert isinstance(fault, UnreadableError)
    assert "gone.yaml" in str(fault)
    (small_copy / "extracts" / "gone.yaml").unlink()
    assert isinstance(next(results), Built)


def test_a_file_written_without_a_change_gives_no_result(small_copy: Path) -> None:
    """The next result is that of the next change of content."""
    results = watched(small_copy)
    next(results)
    (small_copy / SIF).touch()
    edit(small_copy, SIF, "polarity: weakness", "polarity: mixed")
    found = next(results)
    assert isinstance(found, Built)
    assert not found.is_unchanged


def test_a_change_during_a_build_is_not_lost(small_copy: Path) -> None:
    """A source that changes while the caller works is built next."""
    made: list[Built] = []

    def make(memory: object) -> Built:
        result = _make(small_copy, memory)
        if not made:
            edit(small_copy, SIF, "polarity: weakness", "polarity: mixed")
        made.append(result)
        return result

    results = builds(make, small_copy / "graphs", [small_copy / "extracts"])
    next(results)
    second = next(results).result
    assert isinstance(second, Built)
    assert not second.is_unchanged


def test_a_new_folder_of_the_same_name_is_watched(small_copy: Path) -> None:
    """A script may write all extracts anew."""
    results = watched(small_copy)
    next(results)
    extracts = small_copy / "extracts"
    copy = shutil.copytree(extracts, small_copy / "copy")
    shutil.rmtree(extracts)
    threading.Timer(0.5, shutil.copytree, [copy, extracts]).start()
    while (empty := next(results)) and getattr(empty, "reports", 0) != 2:
        pass
    edit(small_copy, SIF, "polarity: weakness", "polarity: mixed")
    changed = next(results)
    assert isinstance(changed, Built)
    assert not changed.is_unchanged


def test_the_names_of_the_folders_above_a_project_do_not_matter(
    small_copy: Path,
) -> None:
    """The library for watching files ignores `node_modules` and others by default."""
    folder = shutil.copytree(small_copy, small_copy / "node_modules" / "project")
    results = watched(folder)
    next(results)
    edit(folder, SIF, "polarity: weakness", "polarity: mixed")
    assert isinstance(next(results), Built)


def test_without_its_extracts_a_project_is_not_published(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the folder is being replaced, the old graph stays."""
    extracts = small_copy / "extracts"

    def builds_once(make: Callable[[None], Built], *_: object) -> list[Rebuilt]:
        shutil.rmtree(extracts)
        with pytest.raises(UsageError, match=r"extracts is gone"):
            make(None)
        return []

    monkeypatch.setattr("inspectgraph.cli.build_watch.builds", builds_once)
    answer = CliRunner().invoke(main, ["build", str(small_copy), "--watch"])
    assert answer.exit_code == 0


def test_a_missing_folder_of_reports_is_refused_at_once(small_copy: Path) -> None:
    """It is not waited for, since its name may be misspelt."""
    arguments = ["build", str(small_copy), "--watch", "--quotes", "nowhere"]
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 3
    assert "nowhere: the folder of reports does not exist" in answer.stderr


def test_an_interrupt_ends_the_wait(small_copy: Path) -> None:
    """While the command waits for a change, Ctrl-C is its regular end."""
    results = watched(small_copy)
    next(results)
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
    assert next(results, None) is None


def test_a_missing_library_is_a_sentence(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the extra to install."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError, match=r"inspectgraph\[watch\]"):
        next(watched(small_copy))


def test_watch_and_scheduler_exclude_each_other(small_copy: Path) -> None:
    """A cluster builds once; only this machine waits for changes."""
    arguments = [
        "build",
        str(small_copy),
        "--watch",
        "--scheduler",
        "tcp://127.0.0.1:1",
    ]
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 2
    assert "omit `--scheduler`" in answer.stderr
