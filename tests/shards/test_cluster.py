"""A build on a cluster gives what a build on one machine gives, whatever happens to the workers."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner

from inspectgraph.build import build, gather_project
from inspectgraph.cli import main
from inspectgraph.files.manifest import read_manifest
from inspectgraph.files.project import extract_files
from inspectgraph.files.sources import read_registry
from inspectgraph.model.errors import ClusterError, UsageError
from inspectgraph.shards import cluster, cluster_worker
from inspectgraph.shards.base_cache import base_of
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.cluster_worker import Cause, Failure, Site
from inspectgraph.shards.keys import Options, base_key, registry_key, shard_key
from inspectgraph.shards.make import ShardMaker
from inspectgraph.shards.run import Workshop
from inspectgraph.shards.workers import FinishJob, Job, MakeJob, Processes
from processes import default_signals

SIF = "netherford-sif-2015"
FILE = f"extracts/{SIF}.yaml"
#: The seconds after which a test gives up whatever it waits for.
LONGEST = 180
#: The pages of a scheduler or worker are for this machine alone.
NO_PAGES = ("--dashboard-address", "127.0.0.1:0")
#: Runs the command line.
RUN = "from inspectgraph.cli import main; main()"
#: Makes the package impossible to import; a file for `dask worker --preload`.
LACKING = "import sys; sys.modules['inspectgraph'] = None\n"
#: Gives the package another version; another such file.
OTHER = "from inspectgraph.shards import keys; keys.software_key = lambda: 'other'\n"
#: Settings of a scheduler that gives a job up as soon as a worker ends that had the job.
NO_FAILURES = MappingProxyType({"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"})
#: Ends the worker that makes the shard of one report, and fails with another; a file for
#: `dask worker --preload`.
DEADLY = """
import os, signal
from inspectgraph.shards.make import ShardMaker
def deadly(self, path, file, content, make=ShardMaker.make):
    if path.stem == "netherford-sif-2013":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.stem == "netherford-sif-2014":
        raise LookupError("no such street")
    return make(self, path, file, content)
ShardMaker.make = deadly
"""


@dataclass(frozen=True)
class Dask:
    """A running cluster on this machine: the scheduler with its file, and the workers."""

    scheduler: str
    process: subprocess.Popen[bytes]
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
    of_scheduler: Sequence[str] = (),
) -> Iterator[Dask]:
    """Run a scheduler and some workers.

    Args:
        folder: A folder for their files.
        options: Options of each worker.
        workers: The number of workers.
        settings: Environment variables of the scheduler.
        of_scheduler: Options of the scheduler.
    """
    file = folder / "scheduler.json"
    named = ("--scheduler-file", str(file), *NO_PAGES)
    with ExitStack() as stack:
        begin = stack.enter_context
        words = ("scheduler", "--port", "0", *named, *of_scheduler)
        process = begin(started(*words, settings=settings))
        wait_for(lambda: file.is_file() and file.stat().st_size)
        processes = [begin(joined(str(file), folder, *options)) for _ in range(workers)]
        yield Dask(str(file), process, processes)


def joined(
    scheduler: str, folder: Path, *options: str
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Run a worker of one thread.

    Args:
        scheduler: The file of the scheduler.
        folder: A folder for its files.
        options: Further options.
    """
    named = ("--scheduler-file", scheduler, *NO_PAGES)
    own = ("--nthreads", "1", "--local-directory", str(folder), *options)
    return started("worker", *named, *own)


@pytest.fixture(autouse=True)
def not_for_ever() -> Iterator[None]:
    """Fail a test whose build waits for ever."""

    def fail(*_: object) -> None:
        pytest.fail(f"no end after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


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
    """A build on a cluster gives the same files and findings as one process."""
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
    """A damaged part of a shard is made again, and the files equal those of a local build."""
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
    """A report that fails is named, and the work on the others is kept."""
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
    """A worker with other software is refused, and the message names the worker."""
    monkeypatch.setattr(cluster_worker, "software_key", lambda: "another")
    monkeypatch.setattr(cluster._Connection, "_unfit_scheduler", lambda _: "")
    result = CliRunner().invoke(
        main, ["build", str(small_copy), "--no-draw", "--scheduler", dask.scheduler]
    )
    assert result.exit_code == 4
    assert result.stderr.startswith("the worker tcp://127.0.0.1:")
    assert (
        "it has another version of inspectgraph, Python or a library" in result.stderr
    )
    assert result.stderr.endswith("[unfit-worker]\n")


@pytest.mark.slow
def test_a_killed_worker_costs_only_its_own_work(
    small_copy: Path, tmp_path: Path
) -> None:
    """If a worker is killed, another does its reports, and the result is the same."""
    copied(small_copy, 40)
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
        assert done < 40
        assert dask.workers[0].wait() == -signal.SIGKILL
        assert building.returncode == 0, messages
    build(small_copy, tmp_path / "local", draw=False)
    assert content(small_copy / "graphs") == content(tmp_path / "local")


@pytest.mark.slow
def test_a_report_that_ends_its_workers_is_named(
    small_copy: Path, tmp_path: Path
) -> None:
    """A report that ends its workers is named, and the other reports succeed.

    Dask counts the other jobs of such a worker as failed too; they are repeated.
    """
    copied(small_copy, 5)
    preload = tmp_path / "deadly.py"
    preload.write_text(DEADLY)
    options = ("--preload", str(preload))
    # All jobs wait on the worker.
    saturation = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "inf"}
    settings = {**NO_FAILURES, **saturation}
    with (
        running(tmp_path, *options, workers=1, settings=settings) as dask,
        pytest.raises(ClusterError) as caught,
    ):
        build(small_copy, draw=False, scheduler=dask.scheduler)
    assert str(caught.value).splitlines() == [
        "extracts/netherford-sif-2013.yaml: 1 worker ended during this job",
        "extracts/netherford-sif-2014.yaml: LookupError: no such street",
        "2 reports of 6 failed on the cluster, and nothing was written;"
        " the work on the others is kept for the next build [failed-reports]",
    ]
    cache = small_copy / ".graphs.inspectgraph-shards"
    assert len(list(cache.glob("*.head"))) == 4


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", [LACKING, OTHER])
def test_a_late_worker_that_cannot_do_the_jobs_costs_nothing(
    small_copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    spoilt: str,
) -> None:
    """If a late worker cannot do the jobs, the other workers do them.

    The worker is named, unless it has ended: Dask ends a worker that cannot read a job.
    """
    copied(small_copy, 30)
    preload = tmp_path / "spoilt.py"
    preload.write_text(spoilt)
    (late := tmp_path / "late").mkdir()
    ask = cluster._Connection.refuse_unfit
    with (
        ExitStack() as stack,
        running(tmp_path, "--no-nanny", workers=1, settings=NO_FAILURES) as dask,
    ):

        def join(connection: cluster._Connection) -> None:
            ask(connection)
            options = ("--no-nanny", "--preload", str(preload))
            stack.enter_context(joined(dask.scheduler, late, *options))
            connection.client.wait_for_workers(2, timeout=LONGEST)

        monkeypatch.setattr(cluster._Connection, "refuse_unfit", join)
        build(small_copy, draw=False, scheduler=dask.scheduler)
    warnings = [one for one in caplog.messages if "cannot do the work: it " in one]
    assert len(warnings) == (spoilt == OTHER)
    build(small_copy, tmp_path / "local", draw=False)
    assert content(small_copy / "graphs") == content(tmp_path / "local")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [(LACKING, "it lacks inspectgraph"), (OTHER, "it has another version")],
)
def test_a_scheduler_of_other_software_is_named(
    small_copy: Path, tmp_path: Path, spoilt: str, reason: str
) -> None:
    """A scheduler that lacks our package, or has another version of it, is named."""
    preload = tmp_path / "spoilt.py"
    preload.write_text(spoilt)
    options = ("--preload", str(preload))
    with (
        running(tmp_path, "--no-nanny", workers=1, of_scheduler=options) as dask,
        pytest.raises(ClusterError) as caught,
    ):
        build(small_copy, draw=False, scheduler=dask.scheduler)
    expected = f"the scheduler cannot distribute the work: {reason}"
    assert str(caught.value).startswith(expected)


@pytest.mark.slow
@pytest.mark.parametrize("process", ["scheduler", "worker"])
def test_a_cluster_that_is_lost_ends_the_build_soon(
    small_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process: str
) -> None:
    """If the scheduler or the last worker is lost, the build ends with an error."""
    copied(small_copy, 8)
    send = cluster._Connection.outcomes
    with running(tmp_path, "--no-nanny", workers=1) as dask:

        def lose(connection: cluster._Connection, jobs: Sequence[Job]) -> list[Any]:
            killed = dask.process if process == "scheduler" else dask.workers[0]
            killed.kill()
            monkeypatch.setattr(cluster, "_PATIENCE_FOR_WORKERS", 1)
            return send(connection, jobs)

        monkeypatch.setattr(cluster._Connection, "outcomes", lose)
        with pytest.raises(ClusterError) as caught:
            build(small_copy, draw=False, scheduler=dask.scheduler)
    codes = {"scheduler": "no-scheduler", "worker": "no-workers"}
    assert caught.value.code == codes[process]
    assert not (small_copy / "graphs").exists()


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(
    small_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If no worker joins the scheduler within a time limit, the build is refused."""
    monkeypatch.setattr(cluster, "_PATIENCE_FOR_WORKERS", 0.2)
    with (
        running(tmp_path, workers=0) as dask,
        pytest.raises(ClusterError, match="the scheduler has no worker"),
    ):
        build(small_copy, draw=False, scheduler=dask.scheduler)


# Without a cluster


@pytest.fixture
def site(small_copy: Path, tmp_path: Path) -> Site:
    """Return what a worker must know about a build of the small project."""
    registry, paths = read_registry(small_copy), extract_files(small_copy)
    key, cache = registry_key(registry), Cache(tmp_path / "cache")
    base = base_of(small_copy, registry, paths, cache)
    return Site.of(Workshop(base, key, cache, Options(), Processes()))


def test_a_worker_makes_the_shard_of_a_report(site: Site, small_copy: Path) -> None:
    """A worker makes a report's shard from the client's job and from the shared files."""
    key = shard_key(site.base_key, small_copy / FILE, Options())
    assert cluster_worker.unfitness(site) == ""
    made = cluster_worker.do(site, MakeJob(FILE))
    assert (made.file, made.key, made.head.report) == (FILE, key, SIF)
    assert (site.cache / f"{key}.head").is_file()


def test_a_worker_names_the_key_of_the_bytes_that_it_read(
    site: Site, small_copy: Path
) -> None:
    """The key of a shard is computed from the content that the worker read.

    This holds even if the extract has changed since an earlier key was computed.
    """
    path = small_copy / FILE
    before = shard_key(site.base_key, path, Options())
    path.write_text(path.read_text().replace("grade: outstanding", "grade: good"))
    made = cluster_worker.do(site, MakeJob(FILE))
    assert made.key == shard_key(site.base_key, path, Options()) != before
    assert not list(site.cache.glob(f"{before}.*"))


def test_a_shard_is_not_made_again_whose_small_part_was_lost(
    site: Site, small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shard that is whole in the cache is not made again for another worker."""
    first = cluster_worker.do(site, MakeJob(FILE))
    monkeypatch.setattr(ShardMaker, "make", lambda *_: pytest.fail("made again"))
    assert cluster_worker.do(site, MakeJob(FILE)) == first
    (site.cache / f"{first.key}.nq").unlink()
    with pytest.raises(pytest.fail.Exception):
        cluster_worker.do(site, MakeJob(FILE))


def test_a_worker_does_not_finish_the_shard_of_other_bytes(
    site: Site, small_copy: Path
) -> None:
    """If the shard is damaged and the extract has changed, it cannot be made again."""
    made = cluster_worker.do(site, MakeJob(FILE))
    (site.cache / f"{made.key}.inferred").unlink()
    path = small_copy / FILE
    path.write_text(path.read_text().replace("grade: outstanding", "grade: good"))
    failure = cluster_worker.do(site, FinishJob(FILE, SIF, made.key, (), "key"))
    assert failure.cause is Cause.REPORT
    assert failure.reason.endswith("[changed-meanwhile]")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"software": "another"}, "it has another version of inspectgraph"),
        ({"cache": Path("elsewhere")}, "it does not find the cache"),
        ({"folder": Path("elsewhere")}, "the registry in"),
        ({"base_key": "another"}, "the registry in"),
    ],
)
def test_an_unfit_worker_says_why(
    site: Site, change: dict[str, Any], reason: str
) -> None:
    """A worker with another software, cache or registry than the client refuses jobs."""
    other = replace(site, **change)
    assert cluster_worker.unfitness(other).startswith(reason)
    failure = cluster_worker.do(other, MakeJob(FILE))
    assert failure == Failure(cluster_worker.unfitness(other), Cause.UNFIT)


def test_a_worker_stays_fit_when_the_project_changes(
    site: Site, small_copy: Path
) -> None:
    """If a project changes, a worker that has begun stays fit, and a new worker is unfit."""
    assert cluster_worker.unfitness(site) == ""
    (small_copy / "extracts/netherford-sif-2016.yaml").write_text("report: x\n")
    assert cluster_worker.unfitness(site) == ""
    cluster_worker._workshop.cache_clear()
    assert cluster_worker.unfitness(site).startswith("the extracts in")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a scheduler half a second to answer."""
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)


@pytest.fixture
def silent() -> Iterator[str]:
    """Return an address at which a program listens that never answers."""
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
    """If the scheduler cannot be reached, the command ends with 4 and writes nothing."""
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
    """If a program listens at the address but never answers, the build is refused."""
    with pytest.raises(ClusterError, match="cannot be reached"):
        build(small_copy, draw=False, scheduler=silent)


@pytest.mark.usefixtures("impatient")
def test_a_notebook_can_use_a_cluster(small_copy: Path) -> None:
    """A build can reach a scheduler from inside an asyncio loop, as in a notebook."""

    async def cell() -> None:
        build(small_copy, draw=False, scheduler="tcp://127.0.0.1:1")

    with pytest.raises(ClusterError, match="cannot be reached") as told:
        asyncio.run(cell())
    assert "event loop" not in str(told.value)


def test_a_file_that_names_no_scheduler_is_told(tmp_path: Path) -> None:
    """A JSON file that contains no scheduler's address is refused."""
    file = tmp_path / "scheduler.json"
    file.write_text("[]")
    with pytest.raises(ClusterError, match="neither the address"):
        cluster.Cluster.of(str(file))


def test_without_distributed_the_command_that_installs_it_is_told(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the library of the cluster is missing, the message gives its install command."""
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
    """`--jobs` or `--engine` together with `--scheduler` is refused."""
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
