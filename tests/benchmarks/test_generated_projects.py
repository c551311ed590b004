"""Tests of generated projects for benchmarks: they are valid, and repeat no curated text."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspectgraph.build import gather_project
from inspectgraph.load import load_project
from inspectgraph.model.extract import Extract
from inspectgraph.shards.keys import Options

REPORTS = 5
FAULTS = 2
WORDED = {"note", "doubt", "of", "what", "population"}


def make(project: Path, folder: Path, *options: str) -> Path:
    """Generate a small project with the program, and return its folder."""
    program = project / "benchmarks" / "corpus.py"
    size = ["--reports", str(REPORTS), "--size", "small"]
    command: list[str | Path] = [sys.executable, program, folder, *size, *options]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a generated small project that contains some faults."""
    folder = tmp_path_factory.mktemp("made") / "project"
    return make(project, folder, "--faults", str(FAULTS))


def extracts(folder: Path) -> list[Extract]:
    """Return the extracts of a project."""
    return [loaded.extract for loaded in load_project(folder).published]


def texts(value: Any) -> Iterator[str]:
    """Yield all texts in a record that a curator words, including those in nested records."""
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from texts(one)
    elif hasattr(value, "__struct_fields__"):
        for key in value.__struct_fields__:
            one = getattr(value, key)
            if key in WORDED and isinstance(one, str):
                yield one
            else:
                yield from texts(one)


def content(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, keyed by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_report_loads(made: Path) -> None:
    """Every generated report can be loaded."""
    assert len(extracts(made)) == REPORTS


def test_the_same_arguments_give_the_same_bytes(
    project: Path, made: Path, tmp_path: Path
) -> None:
    """The same arguments give the same bytes."""
    again = make(project, tmp_path / "again", "--faults", str(FAULTS))
    assert content(again) == content(made)


def test_another_seed_gives_another_project(
    project: Path, made: Path, tmp_path: Path
) -> None:
    """Another seed gives another project."""
    other = make(project, tmp_path / "other", "--faults", str(FAULTS), "--seed", "1")
    assert content(other) != content(made)


def test_no_text_of_a_curated_extract_is_repeated(five: Path, made: Path) -> None:
    """A generated project repeats no note or other wording from the curated extracts."""
    curated = {text for one in extracts(five) for text in texts(one)}
    written = {text for one in extracts(made) for text in texts(one)}
    assert curated
    assert written
    assert not curated & written


def test_passages_keep_their_places_and_not_their_digests(
    five: Path, made: Path
) -> None:
    """No anchor of a generated project has the digest of a curated anchor.

    An anchor gives the place of a statement's words and their digest.
    """

    def digests(folder: Path) -> set[str]:
        found = [
            at for one in extracts(folder) for some in one.findings for at in some.at
        ]
        return {at.digest for at in found}

    assert digests(made)
    assert not digests(made) & digests(five)


def test_polarities_are_as_uneven_as_in_curated_extracts(
    five: Path, made: Path
) -> None:
    """The two most frequent polarities are the same as in the curated extracts."""

    def order(folder: Path) -> list[str]:
        found = (one.polarity for some in extracts(folder) for one in some.findings)
        return [name for name, _ in Counter(found).most_common(2)]

    assert order(made) == order(five)


@pytest.mark.slow
def test_validation_finds_the_planted_faults_only(made: Path, tmp_path: Path) -> None:
    """Validation finds exactly the planted faults.

    Findings on the package's registry and on missing settings are not counted.
    """
    beside = tmp_path / "graphs"
    with gather_project(made, beside, Options(), 1) as gathered:
        codes = Counter(one.code for one in gathered.report.findings)
    assert codes.pop("FindingShape-adequate") == FAULTS
    assert set(codes) <= {"FrameworkShape-law", "missing-settings"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--reports", "4"), "at least 5 reports"),
        (("--reports", "5", "--size", "small", "--faults", "9999"), "no room for 9999"),
    ],
)
def test_impossible_projects_are_refused(
    project: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    """If a project cannot be generated, the program ends with a message and exit code 1."""
    program = project / "benchmarks" / "corpus.py"
    command: list[str | Path] = [sys.executable, program, tmp_path / "new", *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("No project can be made: ")
    assert told in done.stderr
