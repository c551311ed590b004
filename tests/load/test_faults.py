"""Every spoilt file of `tests/faults/` gives one clear message of its own, in its place, with its exit code.

The rows of `expected.tsv` whose code begins with `shape:` are faults of meaning; the
tests of `validate` own them.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.rdf.vocabulary import Vocabulary

FAULTS = Path(__file__).parents[1] / "faults"


class Fault(NamedTuple):
    """One row of the table: a spoilt file, the place it is put, and what is to be said about it."""

    file: str
    put: str
    code: str
    exit: str
    line: str
    column: str
    message: str


def rows() -> list[Fault]:
    """Return the faults that `load` tells."""
    with (FAULTS / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Fault(*row) for row in table[1:] if not row[2].startswith("shape:")]


def problems_of(fault: Fault, folder: Path, vocabulary: Vocabulary) -> ExtractError:
    """Put a spoilt file into a project and return what is raised."""
    (folder / fault.put).write_bytes((FAULTS / fault.file).read_bytes())
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return raised.value


@pytest.mark.parametrize("fault", rows(), ids=lambda fault: fault.file)
def test_each_fault_is_told_once_in_its_place(
    fault: Fault, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """One fault gives one problem, with the code, place, exit code and words of the table."""
    error = problems_of(fault, small_copy, vocabulary)
    assert [problem.code for problem in error.problems] == [fault.code], str(error)
    (problem,) = error.problems
    assert (problem.where.path, problem.where.line, problem.where.column) == (
        fault.put,
        int(fault.line),
        int(fault.column),
    )
    assert error.exit_code == int(fault.exit)
    assert fault.message in problem.sentence


def test_messages_differ(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """No two kinds of fault are told in the same words."""
    said: dict[str, str] = {}
    for fault in rows():
        assert fault.message not in said, f"{fault.file} and {said[fault.message]}"
        said[fault.message] = fault.file
    assert len(said) >= 20


def test_every_spoilt_file_is_in_the_table() -> None:
    """No file of the folder is forgotten."""
    with (FAULTS / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        listed = {
            row["file"]
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    assert {path.name for path in FAULTS.iterdir()} - {
        "expected.tsv",
        "README.md",
    } == listed


def test_all_problems_of_all_files_are_told(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Faults in two extracts and in the registry come in one error, in order of file and line."""
    for name in ("netherford-jar-2008", "netherford-sif-2015"):
        path = small_copy / "extracts" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8").replace(
            "polarity: strength", "polarity: strong"
        )
        path.write_text(
            text.replace("language: en", "language: welsh"), encoding="utf-8"
        )
    bodies = small_copy / "extracts" / "registry" / "bodies.yaml"
    bodies.write_text(
        bodies.read_text(encoding="utf-8").replace("areas:", "area:"), encoding="utf-8"
    )
    with pytest.raises(ExtractError) as raised:
        load_project(small_copy, vocabulary)
    found: tuple[Problem, ...] = raised.value.problems
    assert len(found) == 2 + 2 + 2 + 5
    assert [problem.where for problem in found] == sorted(
        problem.where for problem in found
    )
