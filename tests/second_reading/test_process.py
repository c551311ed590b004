"""Reading a file: faults are sentences, and nothing of the drafter is loaded."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from inspectgraph.model.errors import TimeLimitError, UnreadableError, UsageError
from inspectgraph.second_reading import Reading, read
from second_reading.netherby import ilacs, pdf
from spoilt.pdfs import document, encrypted, picture, stream, written

NAMES = {"netherby": "netherby"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return an invented report as a file."""
    file = tmp_path / "netherby.pdf"
    file.write_bytes(pdf([ilacs()]))
    return file


def test_a_file_is_read(report: Path) -> None:
    """A child process reads all five judgements, whether given a path or a string."""
    read_once = read(report, authorities=NAMES)
    assert len(read_once.judgements) == 5
    assert read(str(report), authorities=NAMES) == read_once


def test_the_registry_is_used_by_default(report: Path) -> None:
    """If no names are given, the registry is used, which does not list Netherby."""
    assert read(report).authority == ""


def test_rows_list_judgements_and_doubts(report: Path) -> None:
    """Each judgement and each doubt has a row."""
    rows = list(read(report).rows())
    assert rows[0] == ("ilacs/impact-of-leaders", "requires-improvement", 1, "")
    assert rows[-1] == (
        "authority",
        "",
        0,
        "the title names no authority of the registry",
    )
    empty = Reading("", "", "", "", (), None, (), ())
    assert (empty.first_day, empty.last_day) == (None, None)


def test_independence(report: Path) -> None:
    """Neither process loads a module of the drafter or its PDF library."""
    code = f"""
import sys
from io import BytesIO
from pathlib import Path
from inspectgraph.second_reading import read, read_pages
from inspectgraph.second_reading.extraction import extract
path = {str(report)!r}
assert read(path).judgements
assert read_pages(extract(BytesIO(Path(path).read_bytes())), {{}}).judgements
foreign = ("inspectgraph.draft", "inspectgraph.read", "pypdfium2")
print([name for name in sys.modules if name.startswith(foreign)])
print(sorted(name for name in sys.modules if name.startswith("inspectgraph.")
    and not name.startswith("inspectgraph.second_reading")))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    foreign, shared = done.stdout.splitlines()
    assert foreign == "[]"
    assert shared == str(
        [
            "inspectgraph.model",
            "inspectgraph.model.characters",
            "inspectgraph.model.errors",
            "inspectgraph.registry",
        ]
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>not found</html>", "not-pdf"),
        (b"", "not-pdf"),
        (b"%PDF-1.7\nthen nothing", "damaged-pdf"),
        (pdf([ilacs()])[:900], "damaged-pdf"),
        (written(document([picture()])), "no-text"),
        (encrypted(document([stream(b"BT ET")]), b"secret"), "encrypted"),
    ],
)
def test_a_bad_file_is_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    """The error names the file and has a code."""
    file = tmp_path / "bad.pdf"
    file.write_bytes(content)
    with pytest.raises(UnreadableError) as raised:
        read(file)
    assert raised.value.code == code
    assert str(raised.value).startswith(str(file))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    """A missing file gives an error sentence, and so does a folder."""
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(UnreadableError) as raised:
            read(path)
        assert raised.value.code == "no-file"


def test_a_large_file_is_refused(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is refused before it is read."""
    monkeypatch.setattr("inspectgraph.second_reading.process.LARGEST", 10)
    with pytest.raises(UnreadableError, match="the limit is 10"):
        read(report)


def test_the_time_limit_ends_the_child(report: Path) -> None:
    """A child that takes longer is killed."""
    with pytest.raises(TimeLimitError, match=r"took longer than 0\.001 s"):
        read(report, time_limit=0.001)


def test_missing_pdfminer_is_reported(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the extra that installs it."""
    known = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        if name == "pdfminer":
            return None
        return known(name, package)

    monkeypatch.setattr("inspectgraph.second_reading.process.find_spec", find)
    with pytest.raises(UsageError, match=r"inspectgraph\[confirm\]") as raised:
        read(report)
    assert raised.value.code == "no-pdfminer"
