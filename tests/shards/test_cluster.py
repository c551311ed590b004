"""A build on a cluster gives what a build on one machine gives, whatever happens to the workers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from inspectgraph.build import build, gather_project
from inspectgraph.cli import main
from inspectgraph.files.manifest import read_manifest
from inspectgraph.model.errors import ClusterError, UsageError
from inspectgraph.shards import cluster
from inspectgraph.shards.base_cache import base_of
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.keys import Options, base_key, shard_key
from inspectgraph.shards.run import Workshop
from inspectgraph.shards.workers import MakeJob, Processes
from processes import default_signals

SIF = "netherford-sif-2015"
#: The seconds after which a test gives up whatever it waits for.
LONGEST = 60.0
#: Runs the command line.
RUN = "from inspectgraph.cli import main; main()"
#: Ends the worker that makes the shard of one report, and fails with another; a file for
#: `dask worker --preload`.
DEADLY = """
import os, signal
from inspectgraph.shards.make import ShardMaker
def deadly(self, path, file, make=ShardMaker.make):
    if path.stem == "netherford-sif-2013":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.stem == "netherford-sif-2014":
        raise LookupError("no such street")
    return make(self, path, file)
ShardMaker.make = deadly
"""


@dataclass(frozen=True)
class Dask:
    """A running cluster on this machine: the scheduler's file, and the workers' processes."""

    scheduler: str
    workers: Sequence[subprocess.Popen[bytes]]


def wait_for(met: Callable[[], object]) -> None:
    """Wait until something is the case; fail if it takes too long."""
    end = time.monotonic() + LONGEST
    while not met():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def started(
    *words: str, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask on this machine alone, and end it afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **settings},
        preexec_fn=default_signals,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running(
    folder: Path,
    *options: str,
    workers: int = 2,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Dask]:
    """Run a scheduler and some workers.

    Args:
        folder: A folder for their files.
        options: Options of each worker.
        workers: The number of workers.
        settings: Environment variables of the scheduler.
    """
    file = folder / "scheduler.json"
    plain = ("--dashboard-address", "127.0.0.1:0")
    named = ("--scheduler-file", str(file))
    worker = ("--nthreads", "1", "--local-directory", str(folder), *options)
    with ExitStack() as stack:
        begin = stack.enter_context
        begin(started("scheduler", "--port", "0", *named, *plain, settings=settings))
        wait_for(lambda: file.is_file() and file.stat().st_size)
        processes = [
            begin(started("worker", *named, *plain, *worker)) for _ in range(workers)
        ]
        yield Dask(str(file), processes)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """Run a cluster of two workers for the tests that leave them alive."""
    with running(tmp_path_factory.mktemp("dask"), "--no-nanny") as found:
        yield found


def copied(project: Path, number: int) -> None:
    """Add copies of a report to a project, each under the name of another year."""
    for year in range(2016 - number, 2016):
        for ending in ("yaml", "units.tsv"):
            old = project / f"extracts/{SIF}.{ending}"
            name = f"netherford-sif-{year}"
            text = old.read_text().replace(SIF, name)
            (project / f"extracts/{name}.{ending}").write_text(text)


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a published folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# With a cluster


@pytest.mark.slow
def test_a_cluster_gives_the_same(small_copy: Path, tmp_path: Path, dask: Dask) -> None:
    """Every file and every finding is that of one process."""
    copied(small_copy, 8)
    sets = []
    for jobs, scheduler in ((1, None), (None, dask.scheduler)):
        out = tmp_path / f"graphs-{jobs}"
        with gather_project(small_copy, out, Options(), jobs, scheduler) as found:
            sets.append((found.files({}), list(found.quads()), found.report.findings))
    assert sets[0] == sets[1]


@pytest.mark.slow
def test_workers_finish_a_shard_whose_part_is_damaged(
    small_copy: Path, dask: Dask
) -> None:
    """What a worker cannot read, it makes again, as a process of a build would."""
    beside = small_copy / "graphs"
    with gather_project(small_copy, beside, Options(), scheduler=dask.scheduler):
        pass
    cache = small_copy / ".graphs.inspectgraph-shards"
    damaged = list(cache.glob("*.inferred"))
    for entry in damaged:
        entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert damaged
    built = build(small_copy, draw=False, scheduler=dask.scheduler)
    local = build(small_copy, small_copy / "local", draw=False, jobs=1)
    assert content(built.folder) == content(local.folder)


@pytest.mark.slow
def test_a_report_that_fails_is_named_and_the_rest_is_done(
    small_copy: Path, dask: Dask
) -> None:
    """Its shard cannot be written; those of the others need not be made again."""
    copied(small_copy, 8)
    failing = small_copy / f"extracts/{SIF}.yaml"
    key = shard_key(base_key(small_copy), failing, Options())
    cache = small_copy / ".graphs.inspectgraph-shards"
    (cache / f"{key}.ttl").mkdir(parents=True)
    with pytest.raises(ClusterError) as caught:
        build(small_copy, draw=False, scheduler=dask.scheduler)
    reason, sentence = str(caught.value).splitlines()
    assert reason.startswith(f"extracts/{SIF}.yaml: ")
    assert "[not-written]" in reason
    assert sentence.startswith("1 report of 9 failed on the cluster")
    assert sentence.endswith("[failed-reports]")
    assert caught.value.exit_code == 4
    assert not (small_copy / "graphs").exists()
    assert len(list(cache.glob("*.head"))) == 8


@pytest.mark.slow
def test_a_worker_of_another_version_is_named(
    small_copy: Path, dask: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The software has to be the same in every letter, as the results have to."""
    monkeypatch.setattr(cluster, "software_key", lambda: "another")
    result = CliRunner().invoke(
        main, ["build", str(small_copy), "--no-draw", "--scheduler", dask.scheduler]
    )
    assert result.exit_code == 4
    assert result.stderr.startswith("the worker tcp://127.0.0.1:")
    assert "it has another version of inspectgraph [unfit-worker]" in result.stderr


@pytest.mark.slow
def test_a_killed_worker_costs_only_its_own_work(
    small_copy: Path, tmp_path: Path
) -> None:
    """The other worker takes its reports over, and the result is the same."""
    copied(small_copy, 80)
    cache = small_copy / ".graphs.inspectgraph-shards"
    with running(tmp_path, "--no-nanny") as dask:
        words = ["build", str(small_copy), "--no-draw", "--scheduler", dask.scheduler]
        building = subprocess.Popen(
            [sys.executable, "-c", RUN, *words],
            stderr=subprocess.PIPE,
            preexec_fn=default_signals,
        )
        try:
            wait_for(lambda: any(cache.glob("*.head")) or building.poll() is not None)
            dask.workers[0].kill()
            done = len(list(cache.glob("*.head")))
            _, messages = building.communicate(timeout=LONGEST)
        finally:
            building.kill()
        assert done < 80
        assert dask.workers[0].wait() == -signal.SIGKILL
        assert building.returncode == 0, messages
    build(small_copy, tmp_path / "local", draw=False)
    assert content(small_copy / "graphs") == content(tmp_path / "local")


@pytest.mark.slow
def test_a_report_that_ends_its_workers_is_named(
    small_copy: Path, tmp_path: Path
) -> None:
    """After the failures that the scheduler allows, the others are done without it."""
    copied(small_copy, 5)
    preload = tmp_path / "deadly.py"
    preload.write_text(DEADLY)
    settings = {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
    }
    with (
        running(tmp_path, "--preload", str(preload), settings=settings) as dask,
        pytest.raises(ClusterError) as caught,
    ):
        build(small_copy, draw=False, scheduler=dask.scheduler)
    assert str(caught.value).splitlines() == [
        "extracts/netherford-sif-2013.yaml: 2 workers ended while it was their job",
        "extracts/netherford-sif-2014.yaml: LookupError: no such street",
        "2 reports of 6 failed on the cluster, and nothing was written;"
        " the work on the others is kept for the next build [failed-reports]",
    ]
    cache = small_copy / ".graphs.inspectgraph-shards"
    assert len(list(cache.glob("*.head"))) == 4


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(
    small_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build waits for a first worker, and not for ever."""
    monkeypatch.setattr(cluster, "_PATIENCE_FOR_WORKERS", 0.2)
    with (
        running(tmp_path, workers=0) as dask,
        pytest.raises(ClusterError, match="no worker has joined"),
    ):
        build(small_copy, draw=False, scheduler=dask.scheduler)


# Without a cluster


@pytest.fixture
def site(small_copy: Path, tmp_path: Path) -> cluster.Site:
    """Return what a worker has to know of a build of the small project."""
    key, cache = base_key(small_copy), Cache(tmp_path / "cache")
    base = base_of(small_copy, key, cache)
    return cluster.Site.of(Workshop(base, key, cache, Options(), Processes()))


def test_a_worker_makes_the_shard_of_a_report(
    site: cluster.Site, small_copy: Path
) -> None:
    """It needs nothing but what the client sends and what both see."""
    key = shard_key(site.base_key, small_copy / f"extracts/{SIF}.yaml", Options())
    assert cluster.unfitness(site) == ""
    head = cluster.do(site, MakeJob(f"extracts/{SIF}.yaml", key))
    assert head.report == SIF
    assert (site.cache / f"{key}.head").is_file()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"software": "another"}, "it has another version of inspectgraph"),
        ({"cache": Path("elsewhere")}, "it does not find the cache"),
        ({"folder": Path("elsewhere")}, "it finds other extracts"),
    ],
)
def test_an_unfit_worker_says_why(
    site: cluster.Site, change: dict[str, object], reason: str
) -> None:
    """Software, cache and project have to be those of the client."""
    other = replace(site, **change)  # type: ignore[arg-type]
    assert cluster.unfitness(other).startswith(reason)
    failure = cluster.do(other, MakeJob(f"extracts/{SIF}.yaml", "key"))
    assert reason in failure.reason


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a scheduler half a second to answer."""
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)


@pytest.fixture
def silent() -> Iterator[str]:
    """Return an address where something listens that is no scheduler."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", ["build", "validate"])
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("tcp://127.0.0.1:1", "cannot be reached (Timed out"),
        ("http://127.0.0.1:1", "cannot be reached (unknown address scheme"),
        ("tcp://127.0.0.1:port", "cannot be reached (invalid literal"),
        ("scheduler.json", "is neither the address of a scheduler"),
    ],
)
def test_a_scheduler_that_cannot_be_reached_is_told(
    small_copy: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    address: str,
    reason: str,
) -> None:
    """A sentence and an exit code, soon, and nothing is written."""
    monkeypatch.chdir(small_copy)
    result = CliRunner().invoke(main, [command, "--scheduler", address])
    assert result.exit_code == 4
    assert reason in result.stderr
    assert result.stderr.endswith("[no-scheduler]\n")
    assert read_manifest(small_copy / "graphs") is None


@pytest.mark.usefixtures("impatient")
def test_what_listens_and_never_answers_is_no_scheduler(
    small_copy: Path, silent: str
) -> None:
    """The wait is bounded there too."""
    with pytest.raises(ClusterError, match="cannot be reached"):
        build(small_copy, draw=False, scheduler=silent)


def test_a_file_that_names_no_scheduler_is_told(tmp_path: Path) -> None:
    """Any JSON has the right ending."""
    file = tmp_path / "scheduler.json"
    file.write_text("[]")
    with pytest.raises(ClusterError, match="neither the address"):
        cluster.Cluster.of(str(file))


def test_without_distributed_the_command_that_installs_it_is_told(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library of the cluster is an extra of the package."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'inspectgraph\[cluster\]'"):
        build(small_copy, scheduler="tcp://127.0.0.1:1")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["build", "--jobs", "2"], "jobs-and-scheduler"),
        (["validate", "--jobs", "2"], "jobs-and-scheduler"),
        (["validate", "--engine", "pyshacl"], "engine-on-cluster"),
    ],
)
def test_options_that_conflict_are_refused(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    """A number of processes, or an engine for the whole graph, has no use on a cluster."""
    monkeypatch.chdir(small_copy)
    result = CliRunner().invoke(main, [*words, "--scheduler", "tcp://127.0.0.1:1"])
    assert result.exit_code == 2
    assert code in result.stderr


def test_nothing_to_do_needs_no_scheduler(small_copy: Path) -> None:
    """If every shard is in the cache, the cluster is not asked."""
    local = build(small_copy, draw=False, jobs=1)
    before = content(local.folder)
    shutil.rmtree(local.folder)
    build(small_copy, draw=False, scheduler="tcp://127.0.0.1:1")
    assert content(local.folder) == before
