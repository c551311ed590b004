"""Tests of the time and memory limits of a query, and of errors when its worker ends.

A query runs in a worker, a process of its own.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.answer import limits as limited
from inspectgraph.answer.limits import Limits, limited_reply
from inspectgraph.answer.worker import Reply, Request
from inspectgraph.cli import main
from inspectgraph.files.atomic import write_set
from inspectgraph.model.errors import (
    EngineError,
    InspectGraphError,
    MemoryLimitError,
    TimeLimitError,
)
from inspectgraph.query import guard
from processes import bounded, default_signals

LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux forks, and has /proc"
)

#: Each would run for a minute or much longer on the graph of the small project.
HEAVY = {
    "product of patterns": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "long property path": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c }"
    ),
    "ten million rows": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000000",
    "aggregate of a product": (
        "SELECT (GROUP_CONCAT(?f) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ),
    "regular expression on a product": (
        'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?f), CONCAT("^(", STR(?a),'
        ' "|x)$"))) } ORDER BY ?a'
    ),
    "nested selects and optional parts": (
        "SELECT * { { SELECT ?a { ?a ?b ?c } } OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i"
        " FILTER(?g = ?c) } } }"
    ),
    "distinct rows of a product": (
        "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ),
}


@pytest.fixture(scope="module")
def graphs(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with the published graph of the small project."""
    folder = tmp_path_factory.mktemp("published") / "graphs"
    write_set(folder, small_files)
    return folder


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux, let the worker be a fork, whatever threads the test process has."""
    monkeypatch.setattr(limited, "can_fork", lambda: sys.platform == "linux")


@pytest.fixture(
    params=[pytest.param(True, marks=LINUX), False], ids=["fork", "new interpreter"]
)
def either_worker(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run a test with each kind of worker: a fork and a new interpreter."""
    monkeypatch.setattr(limited, "can_fork", lambda: request.param)


def run(*words: object, given: str | bytes = "") -> Result:
    """Run a command, and return its result."""
    return CliRunner().invoke(
        main, list(map(str, words)), input=given, catch_exceptions=False
    )


def end(
    answer: Callable[[Request], Reply],
    limits: Limits = Limits(20, 2000),  # noqa: B008
) -> InspectGraphError:
    """Return the error that a worker's reply raises."""
    with (
        pytest.raises(InspectGraphError) as caught,
        limited_reply(Request(source="q"), limits, answer),
    ):
        pass
    return caught.value


def children() -> list[str]:
    """Return the ids of the child processes that have not been waited for."""
    found = Path(f"/proc/self/task/{os.getpid()}/children")
    return found.read_text().split() if found.exists() else []


# Heavy queries


@pytest.mark.slow
@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_heavy_query_ends_at_its_limit(graphs: Path, text: str) -> None:
    """A heavy query is stopped at its limit.

    The message names the limit and its option. The exit code is 4, no row is printed,
    and no process is left.
    """
    before = children()
    for form in ("table", "csv"):
        words = (
            "query",
            "-",
            "--graphs",
            graphs,
            "--format",
            form,
            "--time-limit",
            0.5,
            "--memory-limit",
            400,
        )
        found = run(*words, given=text)
        assert (found.exit_code, found.stdout) == (4, "")
        assert found.stderr.startswith("standard input: the query ")
        assert (
            "--time-limit SECONDS" in found.stderr
            or "--memory-limit MB" in found.stderr
        )
        assert found.stderr.count("\n") == 1
    assert children() == before


def test_memory_limit_ends_a_query(graphs: Path, either_worker: None) -> None:
    """A query that needs too much memory is stopped, and the message names the limit."""
    words = (
        "query",
        "-",
        "--graphs",
        graphs,
        "--time-limit",
        300,
        "--memory-limit",
        150,
    )
    found = run(
        *words, given="SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?i"
    )
    assert (found.exit_code, found.stdout) == (4, "")
    assert "the query needed more than 150 MB of memory" in found.stderr
    assert "[memory-limit]" in found.stderr


def test_named_question_has_limits(
    graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit also applies to a named question if its option stands before the name."""
    # A fork of this process may have enough unused memory to answer.
    monkeypatch.setattr(limited, "can_fork", lambda: False)
    found = run("query", "--memory-limit", 1, "coverage", "--graphs", graphs)
    assert (found.exit_code, found.stdout) == (4, "")
    assert "[memory-limit]" in found.stderr


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "1e300", "9" * 30, "x", ""])
@pytest.mark.parametrize("option", ["--time-limit", "--memory-limit"])
def test_limit_that_is_none_is_refused(option: str, value: str) -> None:
    """A limit that is zero, negative, infinite or not a number is refused."""
    found = run("query", "coverage", option, value)
    assert (found.exit_code, found.stdout) == (2, "")
    assert option in found.stderr


# Both kinds of worker


def test_both_workers_answer_the_same(
    graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both kinds of worker give the same output, messages and exit code."""
    asked = (
        "query",
        "theme-uptake",
        "--theme",
        "CAF",
        "--format",
        "csv",
        "--graphs",
        graphs,
    )
    wrong = ("query", "theme-uptake", "--theme", "CAFE", "--graphs", graphs)
    first = [run(*asked), run(*wrong)]
    monkeypatch.setattr(limited, "can_fork", lambda: False)
    for mine, other in zip(first, [run(*asked), run(*wrong)], strict=True):
        assert (mine.exit_code, mine.stdout_bytes, mine.stderr) == (
            other.exit_code,
            other.stdout_bytes,
            other.stderr,
        )
    assert [found.exit_code for found in first] == [0, 2]


def test_time_limit_ends_a_query_in_either_worker(
    graphs: Path, either_worker: None
) -> None:
    """A query that takes too long is stopped, and the message names the limit."""
    words = ("query", "-", "--graphs", graphs, "--time-limit", 1)
    found = run(*words, given=HEAVY["product of patterns"])
    assert (found.exit_code, found.stdout) == (4, "")
    assert "stopped after 1 s" in found.stderr


# Workers that end


def killed(number: int) -> Callable[[Request], Reply]:
    """Return a function that kills its own process with a signal."""

    def answer(request: Request) -> Reply:
        os.kill(os.getpid(), number)
        time.sleep(60)
        return Reply(0)

    return answer


@LINUX
@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGKILL"])
def test_worker_that_a_signal_ends_is_told(name: str) -> None:
    """If a signal ends the worker, the error names the signal and has exit code 4."""
    before = children()
    error = end(killed(getattr(signal, name)))
    assert isinstance(error, EngineError)
    assert (error.code, error.exit_code) == ("engine-ended", 4)
    assert f"ended with the signal {name}" in str(error)
    assert children() == before


@LINUX
def test_worker_that_cannot_sort_is_told_what_to_sort_by() -> None:
    """If the engine cannot sort a column, the error suggests another ORDER BY.

    The engine aborts its process on some columns that mix numbers and texts.
    """

    def answer(request: Request) -> Reply:
        os.write(2, b"the comparison does not correctly implement a total order")
        os.kill(os.getpid(), signal.SIGABRT)
        return Reply(0)

    assert "write ORDER BY xsd:decimal(STR(?x)) ?x" in str(end(answer))


@LINUX
def test_worker_that_fails_is_told() -> None:
    """If the worker raises an unexpected exception, the error quotes it without a traceback."""

    def answer(request: Request) -> Reply:
        raise RuntimeError("no such luck")

    error = end(answer)
    assert "RuntimeError: no such luck" in str(error)
    assert "Traceback" not in str(error)


@LINUX
def test_worker_that_ends_in_the_middle_of_its_answer_is_told() -> None:
    """If the worker is killed during its answer, the error says that it is incomplete."""
    whole, before = Reply(0, "", b"x" * 10_000_000), set(children())
    with limited_reply(Request(), Limits(), lambda _: whole) as (head, output):
        assert head.length == len(whole.output)
        next(output)
        (worker,) = set(children()) - before
        os.kill(int(worker), signal.SIGKILL)
        with pytest.raises(EngineError, match="is incomplete"):
            list(output)


@LINUX
@pytest.mark.parametrize(
    "kind", ["raised", "told by the engine", "refused by the system"]
)
def test_memory_that_is_used_up_is_told_as_the_limit(kind: str) -> None:
    """Memory that runs out is reported as the memory limit.

    It makes no difference whether Python, the engine or the operating system notices
    it.
    """

    def answer(request: Request) -> Reply:
        if kind == "raised":
            raise MemoryError
        if kind == "told by the engine":
            os.write(2, b"memory allocation of 1024 bytes failed\n")
            os.abort()
        return Reply(0, "", bytes(1024**3))

    error = end(answer, Limits(20, 200))
    assert isinstance(error, MemoryLimitError)
    assert "200 MB" in str(error)


@LINUX
def test_worker_that_talks_much_is_not_kept_waiting() -> None:
    """A worker that writes much to standard error is not blocked, and its answer is complete."""

    def answer(request: Request) -> Reply:
        for _ in range(100):
            try:
                os.write(2, b"talk" * 5000)
            except BlockingIOError:
                break
        return Reply(0, "", b"done")

    with limited_reply(Request(), Limits(20), answer) as (_, output):
        assert b"".join(output) == b"done"


@LINUX
@pytest.mark.parametrize(("seconds", "patience"), [(20, b"2"), (600, b"5")])
def test_hints_get_a_tenth_of_the_time(seconds: float, patience: bytes) -> None:
    """Looking up hints may take a tenth of the time limit, and at most five seconds."""

    def answer(request: Request) -> Reply:
        return Reply(0, "", f"{request.patience:g}".encode())

    with limited_reply(Request(), Limits(seconds), answer) as (_, output):
        assert b"".join(output) == patience


@LINUX
def test_sleeping_worker_is_ended() -> None:
    """A sleeping worker is stopped too, because the limit counts elapsed time."""

    def answer(request: Request) -> Reply:
        time.sleep(300)
        return Reply(0)

    before = children()
    assert isinstance(end(answer, Limits(0.2)), TimeLimitError)
    assert children() == before


# The process that waits


#: Processor seconds of a worker that outlives its command. One that is ended has used
#: next to none since.
OUTLIVED = 20


def left_in_session(session: int) -> dict[int, float]:
    """Return the running processes of a session, with the processor seconds of each."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, *fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == session and state != "Z":
            ticks = int(fields[10]) + int(fields[11])
            found[int(folder.name)] = ticks / os.sysconf("SC_CLK_TCK")
    return found


@LINUX
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)],
    ids=str,
)
def test_ended_command_leaves_no_worker(graphs: Path, number: int, code: int) -> None:
    """If a command is ended by a signal, its worker ends too.

    After Ctrl-C, the exit code is 130.
    """
    command = [
        sys.executable,
        "-c",
        "from inspectgraph.cli import main; main()",
        "query",
        "-",
        "--graphs",
        str(graphs),
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=default_signals,
    ) as process:
        assert process.stdin
        process.stdin.write(HEAVY["product of patterns"].encode())
        process.stdin.close()
        while len(left_in_session(process.pid)) < 2:
            assert process.poll() is None
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(number)
        assert process.wait() == code
        while left := left_in_session(process.pid):
            assert max(left.values()) < OUTLIVED
            time.sleep(0.05)
        assert process.stdout
        assert process.stdout.read() == b""


# A second bar


@LINUX
def test_query_that_is_not_refused_reaches_nothing(
    graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query that asks another endpoint cannot open a connection.

    This holds even if the check that refuses such a query is switched off.
    """
    monkeypatch.setattr(guard, "refuse", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        found = run(
            "query",
            "-",
            "--graphs",
            graphs,
            given=f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        )
        with pytest.raises(BlockingIOError):
            server.accept()
    assert (found.exit_code, found.stdout) == (2, "")
    assert "[query-failed]" in found.stderr


# Queries without end


@LINUX
@pytest.mark.parametrize("words", [["-"], ["--file", "-"]])
def test_endless_standard_input_is_told(words: list[str]) -> None:
    """Endless standard input is refused after the size of the largest possible query."""
    command = [
        sys.executable,
        "-c",
        "from inspectgraph.cli import main; main()",
        "query",
        *words,
    ]
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            command,
            stdin=endless,
            capture_output=True,
            preexec_fn=bounded(120),
            check=False,
        )
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"standard input: " in done.stderr
    assert b"[too-large]" in done.stderr


@LINUX
def test_file_that_is_a_device_or_a_pipe_is_read_within_bounds(
    graphs: Path, tmp_path: Path
) -> None:
    """A query can be read from a pipe.

    An endless device is refused, and a pipe without a writer counts as empty.
    """
    endless = run("query", "--file", "/dev/zero")
    assert (endless.exit_code, endless.stdout) == (3, "")
    assert endless.stderr.startswith("/dev/zero: ")
    assert "[too-large]" in endless.stderr
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run("query", "--file", pipe).exit_code == 2
    command = ["sh", "-c", f"echo 'SELECT (1 AS ?x) {{}}' > {pipe}"]
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        subprocess.run(command, check=True)
        found = run(
            "query",
            "--file",
            f"/dev/fd/{reader}",
            "--graphs",
            graphs,
            "--format",
            "csv",
        )
    finally:
        os.close(reader)
    assert (found.exit_code, found.stdout) == (0, "x\n1\n")


def test_invisible_character_in_a_query_is_refused(graphs: Path) -> None:
    """A query that contains an invisible character is refused with its line and column.

    If the character were replaced by a space, the meaning of the query would change.
    """
    found = run("query", "-", "--graphs", graphs, given="SELECT * { ?s ?p 'a\u202eb' }")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith(
        "standard input:1:20: the query contains the invisible character U+202E"
    )
    assert "write this character as \\u202E, or delete it" in found.stderr
