"""Time whole commands, as a user waits for them: medians of interleaved runs, in seconds.

Each round runs every command once, so that a slow period of the machine affects all of
them. Usage: python benchmarks/commands.py [ROUNDS]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).parents[1]


def commands(folder: str) -> dict[str, list[str]]:
    """Return the commands to time."""
    tool = shutil.which("inspectgraph") or str(
        Path(sys.executable).with_name("inspectgraph")
    )
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--help": [tool, "--help"],
        "query caf-uptake": [tool, "query", "caf-uptake"],
        "query grade-trajectory": [
            tool,
            "query",
            "grade-trajectory",
            "--authority",
            "knowsley",
        ],
        "validate": [tool, "validate"],
        "build --no-draw": [tool, "build", "--no-draw", "-o", f"{folder}/graphs"],
        "build": [tool, "build", "-o", f"{folder}/graphs"],
    }


def main() -> None:
    """Print a table of medians, least and greatest."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        timed = commands(folder)
        seconds: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(rounds + 1):
            for name, command in timed.items():
                start = time.perf_counter()
                subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
                seconds[name].append(time.perf_counter() - start)
    print(f"{rounds} rounds after one to warm up; seconds")
    print(f"{'command':28}{'median':>8}{'least':>8}{'most':>8}")
    for name, values in seconds.items():
        counted = values[1:]
        print(f"{name:28}{median(counted):8.2f}{min(counted):8.2f}{max(counted):8.2f}")


if __name__ == "__main__":
    main()
