"""Measure the CPU seconds of each step for a report with more and more statements.

The extracts are made by the generator of the tests. Each size runs in a separate
process; the time is the CPU time of that process, so a busy machine changes little. If
the time of a step grows in proportion to the statements, the ratio of two times is the
ratio of the two sizes. Usage: python benchmarks/statements.py [SIZE ...]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from large_project import (  # noqa: E402
    write_large_project,
)

SIZES = (2500, 5000, 10000, 20000, 40000)
_Result = TypeVar("_Result")


def measure(statements: int) -> dict[str, float]:
    """Return the CPU seconds of each step from an extract to the published files."""
    from inspectgraph.build import assemble
    from inspectgraph.export.published_set import published
    from inspectgraph.load import load_project
    from inspectgraph.validate import validate

    seconds: dict[str, float] = {}

    def timed(step: str, run: Callable[[], _Result]) -> _Result:
        start = time.process_time()
        result = run()
        seconds[step] = time.process_time() - start
        return result

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        write_large_project(folder, statements)
        project = timed("load", lambda: load_project(folder))
        store = timed("assemble", lambda: assemble(project))
        timed("validate", lambda: validate(store, project))
        timed("publish", lambda: published(store, {}))
    return {**seconds, "all": sum(seconds.values())}


def measured_apart(statements: int) -> dict[str, float]:
    """Measure one size in a process of its own."""
    command = [sys.executable, __file__, "--one", str(statements)]
    found: dict[str, float] = json.loads(subprocess.check_output(command))
    return found


def main(sizes: list[int]) -> None:
    """Print a table: a line for each size, and the ratio to the size before."""
    before: dict[str, float] = {}
    for statements in sizes:
        found = measured_apart(statements)
        if not before:
            print(
                f"{'statements':>10}" + "".join(f"{step + ' s':>18}" for step in found)
            )
        ratios = {
            step: f" (x{value / before[step]:.1f})" if before else ""
            for step, value in found.items()
        }
        print(
            f"{statements:10,}"
            + "".join(
                f"{value:10.2f}{ratios[step]:>8}" for step, value in found.items()
            )
        )
        before = found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
