"""The process that reads PDFs: it stays for the next one, and a PDF that ends it harms no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectgraph.model.errors import InspectGraphError, TimeLimitError
from inspectgraph.read.pdf import sandbox
from spoilt.harmful import packed_twice
from spoilt.pdfs import report


@pytest.fixture(name="folder", autouse=True)
def fixture_folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder with a report, and end the reading processes before and after."""
    (tmp_path / "good.pdf").write_bytes(report(3))
    sandbox.end_readers()
    yield tmp_path
    sandbox.end_readers()


def pids() -> list[int]:
    """Return the ids of the processes that wait for a PDF."""
    return [reader._process.pid for reader in sandbox._idle]


def test_one_process_reads_several_pdfs(folder: Path) -> None:
    """The next PDF goes to the process that waits, and gives the same blocks."""
    first = sandbox.blocks_of_pdf(folder / "good.pdf")
    before = pids()
    assert sandbox.blocks_of_pdf(folder / "good.pdf") == first
    assert pids() == before
    assert len(before) == 1


def test_a_refused_pdf_leaves_the_process(folder: Path) -> None:
    """A file that is no PDF is refused by the process, which then reads the next one."""
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nonsense")
    sandbox.blocks_of_pdf(folder / "good.pdf")
    before = pids()
    with pytest.raises(InspectGraphError):
        sandbox.blocks_of_pdf(folder / "bad.pdf")
    assert pids() == before


@pytest.mark.parametrize("ended_by", ["time", "kill", "harm"])
def test_a_new_process_takes_the_place_of_one_that_ended(
    folder: Path, ended_by: str
) -> None:
    """Whatever ended the process, the next PDF is read."""
    first = sandbox.blocks_of_pdf(folder / "good.pdf")
    if ended_by == "time":
        (folder / "long.pdf").write_bytes(report(300))
        with pytest.raises(TimeLimitError):
            sandbox.blocks_of_pdf(folder / "long.pdf", 0.1)
    elif ended_by == "kill":
        os.kill(pids()[0], 9)
    else:
        (folder / "harm.pdf").write_bytes(packed_twice())
        with pytest.raises(InspectGraphError):
            sandbox.blocks_of_pdf(folder / "harm.pdf")
    assert sandbox.blocks_of_pdf(folder / "good.pdf") == first


def test_the_process_of_another_process_is_left_alone(folder: Path) -> None:
    """A process that was forked starts a reading process of its own."""
    first = sandbox.blocks_of_pdf(folder / "good.pdf")
    before = pids()
    other = sandbox._idle[0]
    other.owner = -1
    assert sandbox.blocks_of_pdf(folder / "good.pdf") == first
    assert pids() != before
    other.owner = os.getpid()
    other.close()


def test_a_process_is_replaced_after_many_pdfs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process reads a limited number of PDFs, so that its memory stays small."""
    monkeypatch.setattr(sandbox, "_MOST_FILES", 2)
    for _ in range(2):
        sandbox.blocks_of_pdf(folder / "good.pdf")
    assert not pids()
