"""Whatever file a curator gives, the commands end with one clear sentence and its exit code, within bounds.

`expected.tsv` says what is told about each kind of input of `inputs.py`; the
documentation shows it as a table.
"""

from __future__ import annotations

import csv
import os
import random
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from inspectgraph.cli import main
from inspectgraph.model.errors import UnreadableError
from inspectgraph.read import read_report
from spoilt.inputs import INPUTS
from spoilt.pdfs import report

#: What a whole command may take: a bound against running away, many times what it
#: needs.
SECONDS = 120
BYTES = 2 * 1024**3

#: The kinds of input that are large, and are read in a process with bounds only.
HUGE = re.compile("million|thousand|,000|gigabyte|twice|for ever")

TABLE = Path(__file__).with_name("expected.tsv")


class Told(NamedTuple):
    """One row of the table: a kind of spoilt file, and what is told about it."""

    kind: str
    options: str
    exit: str
    code: str
    message: str

    def line(self, path: Path) -> str:
        """Return the line that is printed about a file; the message may begin with line and column."""
        found = re.fullmatch(r"(?:(\d+:\d+): )?(.*)", self.message)
        assert found
        place = f"{path}:{found[1]}" if found[1] else f"{path}"
        code = f" [{self.code}]" if self.code else ""
        return f"{place}: {found[2]}{code}\n" if found[2] else ""


def rows() -> list[Told]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return [
            Told(*row)
            for row in list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[
                1:
            ]
        ]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command within bounds of time and memory."""
    code = "from inspectgraph.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        preexec_fn=_bound,
        check=False,
    )


def _bound() -> None:
    """Limit memory and processor time of the command and of what it starts."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def made(told: Told, folder: Path) -> Path:
    """Return a file of a kind; skip the test if file permissions have no effect."""
    if told.kind == "a file that may not be read" and os.geteuid() == 0:
        pytest.skip("whoever runs this may read everything")
    return INPUTS[told.kind](folder)


def test_the_table_tells_every_input() -> None:
    """Inputs and table name the same kinds, and there are more than forty."""
    assert [told.kind for told in rows()] == list(INPUTS)
    assert sum(told.exit != "0" for told in rows()) > 40


@pytest.mark.parametrize(
    "told",
    [told for told in rows() if not HUGE.search(told.kind)],
    ids=lambda told: told.kind,
)
def test_reading_ends_with_a_sentence(told: Told, tmp_path: Path) -> None:
    """`read` prints units or a sentence, never both and never a traceback."""
    path = made(told, tmp_path)
    done = CliRunner().invoke(main, ["read", *told.options.split(), str(path)])

    assert (done.exit_code, done.stderr) == (int(told.exit), told.line(path))
    assert bool(done.stdout) == (told.exit == "0")


@pytest.mark.slow
@pytest.mark.parametrize("told", rows(), ids=lambda told: told.kind)
def test_reading_stays_within_bounds(told: Told, tmp_path: Path) -> None:
    """As a process of its own, `read` ends in the same way within time and memory."""
    path = made(told, tmp_path)
    done = run("read", *told.options.split(), path)

    assert (done.returncode, done.stderr) == (int(told.exit), told.line(path))
    assert bool(done.stdout) == (told.exit == "0")


@pytest.mark.slow
@pytest.mark.parametrize(
    "told",
    [told for told in rows() if told.exit == "3" and "folder" not in told.kind],
    ids=lambda told: told.kind,
)
def test_drafting_ends_with_the_same_sentence(told: Told, tmp_path: Path) -> None:
    """`draft` ends with the same sentence as `read`, and writes nothing."""
    path = made(told, tmp_path)
    before = sorted(tmp_path.iterdir())
    done = run("draft", path, "-o", tmp_path / "netherby-sif-2014.yaml")

    assert (done.returncode, done.stdout) == (int(told.exit), "")
    assert done.stderr.endswith(told.line(path))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.slow
def test_damaged_bytes_end_with_a_sentence(tmp_path: Path) -> None:
    """Bytes that are changed, lost or doubled by chance: the PDF is read or refused, and nothing else happens."""
    whole, path = report(2), tmp_path / "report.pdf"
    for seed in range(150):
        chance, damaged = random.Random(seed), bytearray(whole)
        for _ in range(chance.choice([1, 3, 10, 100])):
            place, other = (
                chance.randrange(len(damaged)),
                chance.randrange(len(damaged)),
            )
            piece = damaged[other : other + chance.randint(1, 200)]
            damaged[place : place + chance.choice([0, 1, 100])] = chance.choice(
                [piece, b"", b"9999"]
            )
        path.write_bytes(damaged)
        assert _outcome(path) in {
            "read",
            "damaged-pdf",
            "no-text",
            "not-pdf",
            "encrypted",
        }, f"seed {seed}"


def _outcome(path: Path) -> str:
    """Return whether a file is read or has no units, or the code of its refusal."""
    try:
        return "read" if read_report(path).units else "without units"
    except UnreadableError as error:
        return error.code


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's reason is given."""
    path = tmp_path / "report.txt"
    path.write_text("1. The plan is good.\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(
        UnreadableError, match="the file cannot be opened: Permission denied"
    ):
        read_report(path)
