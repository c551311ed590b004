"""The command `inspectgraph serve`: it listens, survives its clients, and stops when told to."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from inspectgraph.cli import main
from serve.conftest import Running, started

HEAVY = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
#: A generous bound, in seconds, on what must end at once.
SOON = 30


def get(port: int, path: str) -> tuple[int, bytes]:
    """Return the status and the content at an address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def workers(port: int) -> dict[str, int]:
    """Return the number of workers in each state."""
    found: dict[str, int] = json.loads(get(port, "/health")[1])["workers"]
    return found


def wait_for(port: int, state: str, number: int) -> None:
    """Wait until a number of workers is in a state."""
    for _ in range(10 * SOON):
        if workers(port)[state] == number:
            return
        time.sleep(0.1)
    pytest.fail(f"{state} is not {number}: {workers(port)}")


def test_a_query_is_answered(server: Running) -> None:
    """The server answers on the port that the command printed."""
    status, content = get(server.port, "/sparql?query=ASK%20%7B%7D")
    assert (status, json.loads(content)["boolean"]) == (200, True)


@pytest.mark.parametrize("rows", [1, 50, 500, 5000])
def test_answers_of_all_lengths_arrive_whole(server: Running, rows: int) -> None:
    """An answer has all its rows, whether the worker sends it or writes it to a file."""
    query = f"SELECT * {{ ?s ?p ?o . ?s2 ?p2 ?o2 }} LIMIT {rows}"
    for _ in range(5):
        status, content = get(server.port, f"/sparql?query={quote(query)}")
        assert (status, len(json.loads(content)["results"]["bindings"])) == (200, rows)


def test_the_query_of_a_vanished_client_is_ended(server: Running) -> None:
    """Its worker is killed long before the time limit, and another one stands ready."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(
        f"GET /sparql?query={HEAVY} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    )
    wait_for(server.port, "idle", 0)
    connection.close()
    wait_for(server.port, "idle", 1)
    assert (
        b'inspectgraph_stopped_total{reason="client"} 1.0'
        in get(server.port, "/metrics")[1]
    )


def test_a_long_query_gets_a_worker_beside_it(server: Running) -> None:
    """Although one worker is kept ready, a query is answered while another one takes long."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(
        f"GET /sparql?query={HEAVY} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    )
    wait_for(server.port, "busy", 1)
    assert get(server.port, "/sparql?query=ASK%20%7B%7D")[0] == 200
    assert workers(server.port)["long"] == 1
    connection.close()
    wait_for(server.port, "long", 0)


def test_a_slow_reader_holds_no_worker(server: Running) -> None:
    """While a client takes nothing of a long answer, others are answered."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    text = quote("SELECT * { ?s ?p ?o . ?a a ?b } LIMIT 50000")
    connection.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert connection.recv(12) == b"HTTP/1.1 200"
    wait_for(server.port, "idle", 1)
    assert get(server.port, "/sparql?query=ASK%20%7B%7D")[0] == 200
    connection.close()


def test_a_worker_that_dies(server: Running) -> None:
    """If a worker dies, its query gets a sentence, and a new worker takes over."""
    before = children(server.process.pid)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.request("GET", f"/sparql?query={HEAVY}")
    wait_for(server.port, "busy", 1)
    os.kill(busiest(before), signal.SIGSEGV)
    answer = connection.getresponse()
    assert answer.status == 503
    assert b"SIGSEGV" in answer.read()
    assert get(server.port, "/sparql?query=ASK%20%7B%7D")[0] == 200


def busiest(processes: set[int]) -> int:
    """Return the process that has used most processor time in the last half second."""
    before = {pid: clock_ticks(pid) for pid in processes}
    time.sleep(0.5)
    return max(processes, key=lambda pid: clock_ticks(pid) - before[pid])


def clock_ticks(pid: int) -> int:
    """Return the processor time of a process, in ticks of the clock; 0 if it has ended."""
    try:
        cells = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(cells[11]) + int(cells[12])


@pytest.mark.slow
def test_sigterm_answers_what_has_begun(served: Path, tmp_path: Path) -> None:
    """The query that runs is answered, the exit code is 0, and no worker or file is left."""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with started(served, "--time-limit", "2") as running:
            connection = socket.create_connection(("127.0.0.1", running.port))
            connection.sendall(
                f"GET /sparql?query={HEAVY} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
            wait_for(running.port, "idle", 0)
            running.process.send_signal(signal.SIGTERM)
            assert connection.recv(12) == b"HTTP/1.1 504"
            connection.close()
            assert running.process.wait(SOON) == 0
    assert not list(tmp_path.glob("inspectgraph-*"))


@pytest.mark.slow
def test_workers_end_with_the_server(served: Path) -> None:
    """Even if the server is killed, no process of it goes on."""
    with started(served) as running:
        group = children(running.process.pid)
        assert group
        running.process.kill()
        running.process.wait(SOON)
    for _ in range(10 * SOON):
        if not any(Path(f"/proc/{pid}").exists() for pid in group):
            return
        time.sleep(0.1)
    pytest.fail("a worker is left")


def children(parent: int) -> set[int]:
    """Return the processes below a process."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found: set[int] = set()
    fresh = {parent}
    while fresh:
        fresh = {pid for pid, above in pairs if above in fresh}
        found |= fresh
    return found


@pytest.mark.parametrize(
    ("options", "code", "word"),
    [
        (
            ["--store", "http://127.0.0.1:9/query", "--graphs", "x"],
            2,
            "store-and-graph",
        ),
        (["--store", "nonsense"], 2, "bad-store-url"),
        (["--graphs", "nowhere"], 3, "no-graph"),
        (["--host", "192.0.2.1"], 2, "no-listening"),
    ],
)
def test_wrong_use_is_a_sentence(
    served: Path, options: list[str], code: int, word: str
) -> None:
    """The command ends before it listens, with the documented exit code."""
    if "--graphs" not in options and "--store" not in options:
        options = [*options, "--graphs", str(served)]
    found = CliRunner().invoke(main, ["serve", "--port", "0", *options])
    assert found.exit_code == code, found.output
    assert f"[{word}]" in found.output


def test_a_port_in_use_is_a_sentence(server: Running, served: Path) -> None:
    """The message names the port and the option."""
    options = ["--graphs", str(served), "--port", str(server.port)]
    found = CliRunner().invoke(main, ["serve", *options])
    assert found.exit_code == 2
    assert str(server.port) in found.output


@pytest.mark.slow
def test_what_a_killed_service_left_is_removed(
    served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next service removes the folder of a dead one, and no folder of a live one."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with started(served) as first:
        (left,) = tmp_path.glob("inspectgraph-serve-*")
        first.process.kill()
        first.process.wait()
    assert left.is_dir()
    with started(served):
        (own,) = tmp_path.glob("inspectgraph-serve-*")
        assert own != left
        with started(served):
            assert own.is_dir()
            assert len(list(tmp_path.glob("inspectgraph-serve-*"))) == 2
    assert list(tmp_path.glob("inspectgraph-serve-*")) == []
