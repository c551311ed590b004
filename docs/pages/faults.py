"""The reference page on faults: each faulty test file, with the messages about it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from inspectgraph.model.errors import InspectGraphError
from pages.markdown import BANNER, cell, code, table

__all__ = ["page"]

_TESTS = Path(__file__).parents[2] / "tests"
_INTRODUCTION = """
The message for each kind of fault. To get the message, a faulty extract is put into a small project, loaded and validated.
The files are in `tests/faults/`; the cause and the fix of each code are on the page of [errors](errors.md#codes).
"""


@dataclass(frozen=True)
class _Fault:
    """A faulty test file, and the path in a project to which it is copied."""

    file: Path
    place: str


def page() -> str:
    """Return the text of the page on faults."""
    rows = [(fault.file.stem.replace("-", " "), *_told(fault)) for fault in _faults()]
    rows.sort(key=lambda row: row[0])
    head = f"{BANNER}\n\n# Faults and their messages\n{_INTRODUCTION}"
    return "\n".join((head, table(("fault", "message", "exit code"), rows)))


def _faults() -> Iterator[_Fault]:
    with (_TESTS / "faults" / "expected.tsv").open(
        encoding="utf-8", newline=""
    ) as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _Fault(_TESTS / "faults" / row["file"], row["as"])


def _told(fault: _Fault) -> tuple[str, str]:
    """Copy a faulty file into a small project, and return the messages and the exit code."""
    with TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(_TESTS / "projects" / "small", project)
        shutil.copyfile(fault.file, project / fault.place)
        try:
            found = _findings(project)
        except InspectGraphError as error:
            return code(cell(str(error))), str(error.exit_code)
    return "<br>".join(code(cell(line)) for line in found), "1"


def _findings(project: Path) -> list[str]:
    """Load and validate a project, and return its violations as texts."""
    from inspectgraph.build import assemble
    from inspectgraph.load import load_project
    from inspectgraph.validate import validate

    loaded = load_project(project)
    return [str(finding) for finding in validate(assemble(loaded), loaded).violations]
