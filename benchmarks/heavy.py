"""Test the limits of the service with heavy queries and slow clients.

`python benchmarks/heavy.py` starts `inspectgraph serve` over the published graph of the
project with a time limit of `--time-limit` seconds and a memory limit of `--memory-limit`
MB. It sends one heavy request after the other. Meanwhile another client asks a simple
query again and again. Each row of the table has the status, the seconds until the heavy
client had its answer, the seconds beyond the limit, the slowest and the median simple
query, and the largest memory of all processes of the service together. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from signal import SIGSEGV
from urllib.parse import urlencode, urlsplit

_SIMPLE = "SELECT (COUNT(*) AS ?n) { ?s a insp:Report }"
_PRODUCT = "?a insp:note ?x . ?b insp:note ?y . ?c insp:note ?z"
#: The heavy queries. Each would take about a minute or more without limits.
_QUERIES = {
    "product of patterns": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "sort over a product": f"SELECT * {{ {_PRODUCT} }} ORDER BY ?z ?y ?x LIMIT 10",
    "long path": "SELECT (COUNT(*) AS ?n) { ?a (!rdf:nil|^!rdf:nil)+ ?b }",
    "ten million rows": (
        "SELECT ?a ?b { ?a a insp:Passage . ?b a insp:Passage } LIMIT 10000000"
    ),
    "query above the size limit": f"SELECT * {{ ?s ?p '{'x' * 200_000}' }}",
}
_PAUSE = 0.1


@dataclass
class Seen:
    """The seconds of the simple queries, and the largest memory in megabytes."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0
    is_over: bool = False


def main() -> None:
    """Send the heavy requests, and print the table."""
    given = _arguments()
    with _service(given) as (url, process):
        head = ("request", "status", "s", "over", "simple max", "median", "MB")
        print(" | ".join(head))
        for name, query in _QUERIES.items():
            row(name, url, process, given.time_limit, partial(_ask, url, query))
        dies = partial(_worker_dies, url, process)
        row("worker dies", url, process, given.time_limit, dies)
        row("slow reader", url, process, given.time_limit, partial(_slow_reader, url))
        row("vanished client", url, process, given.time_limit, partial(_vanished, url))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time-limit", type=float, default=5)
    parser.add_argument("--memory-limit", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


@contextmanager
def _service(given: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Run the service on a free port, and provide its address and process id."""
    command = [sys.executable, "-c", "from inspectgraph.cli import main; main()"]
    command += ["serve", "--port", "0", "--jobs", str(given.jobs)]
    command += ["--time-limit", str(given.time_limit)]
    command += ["--memory-limit", str(given.memory_limit)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr  # noqa: S101 - it is a pipe
        found = None
        while not found:
            found = re.search(r"http://\S+", process.stderr.readline())
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            yield found[0], process.pid
        finally:
            process.terminate()


def row(
    name: str, url: str, process: int, limit: float, heavy: Callable[[], int]
) -> None:
    """Send a heavy request while simple ones are asked, and print a row."""
    seen = Seen()
    watchers = [
        threading.Thread(target=_simple, args=(url, seen)),
        threading.Thread(target=_memory, args=(process, seen)),
    ]
    for watcher in watchers:
        watcher.start()
    time.sleep(3 * _PAUSE)
    start = time.monotonic()
    status = heavy()
    seconds = time.monotonic() - start
    seen.is_over = True
    for watcher in watchers:
        watcher.join()
    cells = (
        f"{name:28}",
        f"{status or 'none':>4}",
        f"{seconds:5.1f}",
        f"{max(0.0, seconds - limit):4.2f}" if status == 504 else "   –",
        f"{max(seen.seconds):5.2f}",
        f"{statistics.median(seen.seconds):5.2f}",
        f"{seen.memory:5.0f}",
    )
    print(" | ".join(cells), flush=True)


def _ask(url: str, query: str, seconds: float = 120) -> int:
    """Ask a query, and return the status of its answer; 0 if no answer comes."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", parts.path, urlencode({"query": query}), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def _worker_dies(url: str, process: int) -> int:
    """Ask a heavy query, and end the process that works at it as a crash would."""
    with _sent(url, _QUERIES["product of patterns"]) as client:
        below = list(_below(process))[1:]
        before = {child: _ticks(child) for child in below}
        time.sleep(1)
        os.kill(max(below, key=lambda child: _ticks(child) - before[child]), SIGSEGV)
        return int(client.recv(12)[9:12])


def _ticks(process: int) -> int:
    """Return the processor time of a process, in ticks of the clock."""
    cells = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(cells[11]) + int(cells[12])


def _slow_reader(url: str) -> int:
    """Ask for a long answer, read some bytes a second of it, and give up after ten."""
    with _sent(url, "SELECT ?unit ?id { ?unit insp:unitId ?id }") as client:
        status = client.recv(12)
        for _ in range(10):
            time.sleep(1)
            client.recv(100)
    return int(status[9:12])


def _vanished(url: str) -> int:
    """Ask a heavy query, and close the connection after a second."""
    with _sent(url, _QUERIES["product of patterns"]):
        time.sleep(1)
    return 0


@contextmanager
def _sent(url: str, query: str) -> Iterator[socket.socket]:
    """Send a query over a connection, and provide the connection."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 80
    with socket.create_connection((host, port), 120) as client:
        fields = urlencode({"query": query})
        client.sendall(
            f"GET {parts.path}?{fields} HTTP/1.1\r\nHost: {host}\r\n"
            "Accept: text/csv\r\n\r\n".encode()
        )
        yield client


def _simple(url: str, seen: Seen) -> None:
    """Ask the simple query again and again, until the heavy request is over."""
    while not seen.is_over:
        start = time.monotonic()
        if _ask(url, _SIMPLE) == 200:
            seen.seconds.append(time.monotonic() - start)
        time.sleep(_PAUSE)


def _memory(process: int, seen: Seen) -> None:
    """Note the largest memory of a process and all its descendants together."""
    while not seen.is_over:
        found = sum(map(_resident, _below(process)))
        seen.memory = max(seen.memory, found / 1e6)
        time.sleep(_PAUSE)


def _below(process: int) -> Iterator[int]:
    """Yield the ids of a process and of all its descendants."""
    yield process
    with suppress(OSError):
        for file in Path(f"/proc/{process}/task").glob("*/children"):
            for child in file.read_text().split():
                yield from _below(int(child))


def _resident(process: int) -> int:
    """Return the resident memory of a process in bytes; 0 if it has ended."""
    with suppress(OSError, IndexError, ValueError):
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


if __name__ == "__main__":
    main()
