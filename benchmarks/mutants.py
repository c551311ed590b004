"""Change the code in small ways, one at a time, and list the changes that no test notices.

Usage: python benchmarks/mutants.py [SAMPLE [SEED [PROCESSES]]]

Draws SAMPLE changes (400 if not given) by SEED (1 if not given) from the packages load,
populate, validate and query, in proportion to their size; annotations and decorators are
left out. cosmic-ray makes each change in a copy of the project, and the tests of the
package and the examples in its docstrings run against it. Prints each result as it comes,
with the difference for a change that no test notices, and a table of counts at the end.
Needs `pip install cosmic-ray`; a change costs some ten seconds of one core, and a minute
or two if no test notices it.

Raises:
    SystemExit: The tests of a package fail without any change.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkItem, WorkResult

PROJECT = Path(__file__).parents[1]
SOURCE = Path("builder/inspectgraph")
#: The folders of tests that state how a package behaves.
TESTS = {
    "load": (
        "tests/load tests/model tests/anchors/test_report_checks.py"
        " tests/populate/test_sources.py"
    ),
    "populate": "tests/populate tests/golden tests/ontology",
    "validate": "tests/validate tests/shapes",
    "query": "tests/query tests/queries tests/answer",
}
#: Seconds after which the tests of one change count as failed, because of an endless loop.
#: On a loaded machine, tests take several times as long as on an idle machine.
TIMEOUT = 900.0


class Place(NamedTuple):
    """A stretch of code: two pairs of a line from 1 and a column from 0."""

    start: tuple[int, int]
    end: tuple[int, int]


class Mutant(NamedTuple):
    """One change, and the package that it is made in."""

    package: str
    item: WorkItem


def main() -> None:
    """Draw changes, try each of them, and print the results."""
    arguments = [int(word) for word in sys.argv[1:]]
    defaults = [400, 1, os.cpu_count() or 1]
    sample, seed, processes = arguments + defaults[len(arguments) :]
    mutants = drawn(sample, seed)
    with ProcessPoolExecutor(processes, initializer=enter_copy) as pool:
        require_passing(list(pool.map(tried, map(unchanged, TESTS))))
        counts: Counter[tuple[str, str]] = Counter()
        for mutant, result in zip(mutants, pool.map(tried, mutants), strict=True):
            counts[mutant.package, outcome(result)] += 1
            print_result(mutant, result)
    print_counts(counts)


def drawn(sample: int, seed: int) -> list[Mutant]:
    """Return a sample of all changes that cosmic-ray can make."""
    os.chdir(PROJECT)
    every = [Mutant(package, item) for package in TESTS for item in changes_of(package)]
    print(f"{len(every)} possible changes, {sample} drawn by seed {seed}", flush=True)
    return random.Random(seed).sample(every, min(sample, len(every)))


def changes_of(package: str) -> list[WorkItem]:
    """Return every change of a package's modules that may change what they do."""
    modules = sorted((SOURCE / package).rglob("*.py"))
    with (
        tempfile.TemporaryDirectory() as folder,
        use_db(str(Path(folder) / "session.sqlite")) as session,
    ):
        init(modules, session, {})
        items = list(session.work_items)
    places = {module: list(without_effect(module)) for module in modules}
    return [item for item in items if not is_within(item, places)]


def without_effect(module: Path) -> Iterator[Place]:
    """Yield the annotations and decorators of a module.

    Nothing reads the annotations of these packages while a program runs. A change of
    `cache`, `frozen` or `slots` leaves all results as they are, and without `property` or
    `classmethod` the first test that comes there fails.
    """
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for name in ("annotation", "returns"):
            part = getattr(node, name, None)
            if part is not None:
                yield Place(*positions(part))
        for decorator in getattr(node, "decorator_list", []):
            (line, column), end = positions(decorator)
            # The change that removes a decorator starts at the "@".
            yield Place((line, column - 1), end)


def positions(node: ast.expr) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a part of the code starts and ends."""
    start = (node.lineno, node.col_offset)
    return start, (node.end_lineno or 0, node.end_col_offset or 0)


def is_within(item: WorkItem, places: dict[Path, list[Place]]) -> bool:
    """Tell whether a change starts in one of the given places of its module."""
    mutation = item.mutations[0]
    return any(
        place.start <= mutation.start_pos < place.end
        for place in places[mutation.module_path]
    )


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
    """Make one change, run the examples and tests of its package, and undo the change."""
    examples = f"--doctest-modules {SOURCE / mutant.package}"
    command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider -m 'not slow'"
    return mutate_and_test(
        mutant.item.mutations,
        f"{command} {examples} {TESTS[mutant.package]}",
        timeout=TIMEOUT,
    )


def unchanged(package: str) -> Mutant:
    """Return a change of nothing, to run the tests of a package as they are."""
    return Mutant(package, WorkItem("unchanged", ()))


def require_passing(results: list[WorkResult]) -> None:
    """End the program if the tests of a package fail without any change.

    Raises:
        SystemExit: Tests fail, so that every change would seem to be noticed.
    """
    for result in results:
        if result.test_outcome is not TestOutcome.SURVIVED:
            sys.exit(f"Tests fail without any change:\n{result.output}")


def outcome(result: WorkResult) -> str:
    """Return what the tests said: killed, survived, incompetent or not made."""
    return str(getattr(result.test_outcome, "value", "not made"))


def print_result(mutant: Mutant, result: WorkResult) -> None:
    """Print the outcome and the place of a change, and the change if no test noticed it."""
    mutation = mutant.item.mutations[0]
    line = mutation.start_pos[0]
    print(f"{outcome(result)}: {mutation.module_path}:{line} {mutation.operator_name}")
    if result.test_outcome is TestOutcome.SURVIVED:
        print(f"\n{result.diff}\n")
    # A run may take hours and end early.
    sys.stdout.flush()


def print_counts(counts: Counter[tuple[str, str]]) -> None:
    """Print a table of counts by package and outcome."""
    print("| package | killed | survived | incompetent |")
    print("|---|---|---|---|")
    for package in TESTS:
        cells = [counts[package, one] for one in ("killed", "survived", "incompetent")]
        print(f"| {package} | {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    main()
