"""Change the code in small ways, one at a time, and list the changes that no test notices.

Usage: python benchmarks/mutants.py [SAMPLE [SEED [PROCESSES]]]

Draws SAMPLE changes (400 if not given) by SEED (1 if not given) from the packages load,
populate, validate and query, in proportion to their size. cosmic-ray makes each change in
a copy of the project, and the tests of the package run against it. Prints a table of
counts and, for each change that no test notices, the difference. Needs `pip install
cosmic-ray`; a change costs some seconds of one core.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import WorkItem, WorkResult

PROJECT = Path(__file__).parents[1]
SOURCE = Path("builder/inspectgraph")
#: The folders of tests that state how a package behaves.
TESTS = {
    "load": "tests/load tests/model",
    "populate": "tests/populate tests/golden tests/ontology",
    "validate": "tests/validate tests/shapes",
    "query": "tests/query tests/queries tests/answer",
}
#: Seconds after which the tests of one change count as failed: an endless loop.
TIMEOUT = 300.0


class Mutant(NamedTuple):
    """One change, and the package that it is made in."""

    package: str
    item: WorkItem


def main() -> None:
    """Draw changes, try each of them, and report the results."""
    arguments = [int(word) for word in sys.argv[1:]]
    defaults = [400, 1, os.cpu_count() or 1]
    sample, seed, processes = arguments + defaults[len(arguments) :]
    mutants = drawn(sample, seed)
    with ProcessPoolExecutor(processes, initializer=enter_copy) as pool:
        results = list(pool.map(tried, mutants))
    report(mutants, results)


def drawn(sample: int, seed: int) -> list[Mutant]:
    """Return a sample of all changes that cosmic-ray can make."""
    os.chdir(PROJECT)
    every = [Mutant(package, item) for package in TESTS for item in changes_of(package)]
    print(f"{len(every)} possible changes, {sample} drawn by seed {seed}")
    return random.Random(seed).sample(every, min(sample, len(every)))


def changes_of(package: str) -> list[WorkItem]:
    """Return every change of a package's modules."""
    modules = sorted((SOURCE / package).rglob("*.py"))
    with (
        tempfile.TemporaryDirectory() as folder,
        use_db(str(Path(folder) / "session.sqlite")) as session,
    ):
        init(modules, session, {})
        return list(session.work_items)


def enter_copy() -> None:
    """Make a copy of the project that this process may change, and go there."""
    copy = Path(tempfile.mkdtemp(prefix="mutants-"))
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, target)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy / "builder")
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def tried(mutant: Mutant) -> WorkResult:
    """Make one change, run the tests of its package, and undo the change."""
    tests = TESTS[mutant.package]
    command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider {tests}"
    return mutate_and_test(
        mutant.item.mutations, f"{command} -m 'not slow'", timeout=TIMEOUT
    )


def report(mutants: list[Mutant], results: list[WorkResult]) -> None:
    """Print counts by package, and the difference of each change that no test noticed."""
    counts: Counter[tuple[str, str]] = Counter()
    survivors = []
    for mutant, result in zip(mutants, results, strict=True):
        outcome = str(getattr(result.test_outcome, "value", "not made"))
        counts[mutant.package, outcome] += 1
        if outcome == "survived":
            survivors.append(result.diff)
    print("| package | killed | survived | incompetent |")
    print("|---|---|---|---|")
    for package in TESTS:
        cells = [counts[package, one] for one in ("killed", "survived", "incompetent")]
        print(f"| {package} | {' | '.join(map(str, cells))} |")
    for difference in survivors:
        print(f"\n{difference}")


if __name__ == "__main__":
    main()
