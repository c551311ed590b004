"""Time the work on each report on a Dask cluster of one worker, and of two.

The clusters run on this machine and listen on the loopback address. A worker is a
process of one thread. Both clusters run all the time and take turns, so that a slow
period of the machine affects both. In each turn, the cluster starts with an empty cache
and makes the shard of each report, which is the contribution of the report to a build.
The seconds include the connection to the scheduler and the preparation of the workers.
The program prints medians, the ratio of the medians, and the ratio for each round.

Usage: python benchmarks/cluster.py [--reports 500] [--size small|full] [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from corpus import SIZES, generate
from distributed import Client

from inspectgraph.shards.base_cache import base_of
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.cluster import Cluster
from inspectgraph.shards.keys import Options, Sources
from inspectgraph.shards.run import Workshop

#: The numbers of workers that are compared.
NUMBERS: Final = (1, 2)
#: The address on which everything listens.
LOCAL: Final = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")
#: The seconds in which a cluster has to start.
LONGEST: Final = 60


@contextmanager
def started(*words: str) -> Iterator[None]:
    """Run a command of Dask, and end it afterwards."""
    command = [sys.executable, "-m", "dask", *words, *LOCAL]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def running(folder: Path, workers: int) -> Iterator[Cluster]:
    """Run a scheduler and some workers.

    Args:
        folder: An empty folder for their files.
        workers: The number of workers.
    """
    file = folder / "scheduler.json"
    named = ("--scheduler-file", str(file))
    own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    with ExitStack() as stack:
        stack.enter_context(started("scheduler", "--port", "0", *named))
        for _ in range(workers):
            stack.enter_context(started("worker", *named, *own))
        wait_for(file)
        cluster = Cluster.of(str(file))
        with Client(cluster.address) as client:
            client.wait_for_workers(workers, timeout=LONGEST)
        yield cluster


def wait_for(file: Path) -> None:
    """Wait until a file has content; end the program if it takes too long."""
    end = time.monotonic() + LONGEST
    while not (file.is_file() and file.stat().st_size):
        if time.monotonic() > end:
            sys.exit("The scheduler did not start.")
        time.sleep(0.05)


def seconds(project: Path, cluster: Cluster) -> float:
    """Return the seconds in which a cluster makes the shard of each report: its part of a build."""
    sources = Sources.of(project, Options())
    with tempfile.TemporaryDirectory(dir=project) as folder:
        cache = Cache(Path(folder))
        base = base_of(project, sources.registry, sources.paths, cache)
        workshop = Workshop(base, sources.base_key, cache, sources.options, cluster)
        begun = time.perf_counter()
        made = workshop.shards(sources.shard_keys)
        taken = time.perf_counter() - begun
    if len(made) != len(sources.paths) or any(one.head.problems for one in made):
        sys.exit("Not every report has a shard.")
    return taken


def measured(project: Path, folder: Path, rounds: int) -> dict[int, list[float]]:
    """Return the seconds of each round, by the number of workers."""
    taken: dict[int, list[float]] = {number: [] for number in NUMBERS}
    with ExitStack() as stack:
        clusters = {}
        for number in NUMBERS:
            (own := folder / str(number)).mkdir()
            clusters[number] = stack.enter_context(running(own, number))
        for one in range(rounds):
            for number, cluster in clusters.items():
                taken[number].append(seconds(project, cluster))
            print(f"round {one + 1} of {rounds}", file=sys.stderr)
    return taken


def main() -> None:
    """Print a table of the seconds, and the ratio of their medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--reports", type=int, default=500, help="how many, from 5")
    parser.add_argument("--size", choices=SIZES, default="small", help="of a report")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        project, folder = Path(name) / "project", Path(name)
        generate(project, options.reports, options.size)
        taken = measured(project, folder, options.rounds)
    medians = {number: median(each) for number, each in taken.items()}
    cores, (load, *_) = os.cpu_count(), os.getloadavg()
    print(f"{options.reports} reports ({options.size}), {cores} cores, load {load:.1f}")
    for number, each in taken.items():
        all_of_them = ", ".join(f"{one:.1f}" for one in each)
        print(f"workers: {number}  median: {medians[number]:.1f} s  ({all_of_them})")
    ratios = [one / two for one, two in zip(taken[1], taken[2], strict=True)]
    by_round = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"two workers are {medians[1] / medians[2]:.2f} times as fast as one;")
    print(f"by round: {by_round}, with a median of {median(ratios):.2f}")


if __name__ == "__main__":
    main()
