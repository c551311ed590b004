"""Tests of the program that draws random units of reports for a second reader.

A unit is a part of a report, such as a paragraph.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from inspectgraph.files.unit_list import CONTENT_KINDS, read_units


@pytest.fixture(scope="module")
def extracts(project: Path) -> Path:
    """Return the extracts of the small project."""
    return project / "tests" / "projects" / "small" / "extracts"


def draw(project: Path, extracts: Path, seed: int, count: int) -> list[str]:
    """Run the program, and return the lines that it prints."""
    program = project / "benchmarks" / "draw_units.py"
    command: list[str | Path] = [
        sys.executable,
        program,
        str(seed),
        str(count),
        extracts,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_a_seed_draws_the_same_units(project: Path, extracts: Path) -> None:
    """The same seed draws the same units in the order of the reports; another seed differs."""
    first = draw(project, extracts, 7, 10)
    assert len(set(first)) == 10
    assert first == draw(project, extracts, 7, 10)
    assert first != draw(project, extracts, 8, 10)
    every = draw(project, extracts, 1, 32)
    assert first == [unit for unit in every if unit in first]


def test_every_content_unit_can_be_drawn(project: Path, extracts: Path) -> None:
    """If all units are drawn, each unit that can support a statement is drawn once."""
    every = draw(project, extracts, 1, 32)
    expected = {
        f"{file.name.removesuffix('.units.tsv')}/{unit.id}"
        for file in extracts.glob("*.units.tsv")
        for unit in read_units(file, file.name).units.values()
        if unit.kind in CONTENT_KINDS
    }
    assert Counter(every) == Counter(expected)


def test_too_many_units_are_refused(project: Path, extracts: Path) -> None:
    """If more units are wanted than exist, the message gives both numbers."""
    program = project / "benchmarks" / "draw_units.py"
    command: list[str | Path] = [sys.executable, program, "1", "99", extracts]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "32 units, and 99 are asked for" in done.stderr
    assert "Traceback" not in done.stderr
