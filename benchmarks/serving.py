"""Measure how fast the service and other endpoints answer many clients at once.

`python benchmarks/serving.py` starts `inspectgraph serve` over the published graph of the
project, and `--clients` clients ask it for `--seconds`, one question after the other. The
questions are the named ones, as SPARQL, without parameters, and look-ups of single
resources. It prints requests per second and percentiles of the seconds of an answer.

With `--peer NAME=URL`, an endpoint that runs already is asked the same, in turn, such as
an Oxigraph server or rdflib-endpoint over the same graph (`inspectgraph load` fills one).
Only endpoints on this machine are asked. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from inspectgraph.query import questions
from inspectgraph.rdf.namespaces import BASE, PREFIXES

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PERCENTILES = (50, 90, 95, 99)
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())


@dataclass
class Seen:
    """The seconds of each answer, and the number of answers with each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> None:
    """Ask each endpoint, and print what was seen."""
    given = _arguments()
    with _service() as own:
        endpoints = {"inspectgraph serve": own, **dict(given.peer)}
        asked = list(_queries())
        for name, url in endpoints.items():
            seen = _load(url, asked, given.clients, given.seconds)
            print(_row(name, seen, given.seconds), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--peer", action="append", default=[], type=_peer)
    return parser.parse_args()


def _peer(text: str) -> tuple[str, str]:
    """Read NAME=URL; the URL must be of this machine."""
    name, _, url = text.partition("=")
    if urlsplit(url).hostname not in _LOOPBACK:
        raise argparse.ArgumentTypeError("only endpoints on this machine are asked")
    return name, url


@contextmanager
def _service() -> Iterator[str]:
    """Run the service on a free port, and provide its address."""
    command = [sys.executable, "-c", "from inspectgraph.cli import main; main()"]
    with subprocess.Popen(
        [*command, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr  # noqa: S101 - it is a pipe
        found = None
        while not found:
            found = re.search(r"http://\S+", process.stderr.readline())
        drain = threading.Thread(target=process.stderr.read, daemon=True)
        drain.start()  # the access log must not fill the pipe
        try:
            yield found[0]
        finally:
            process.terminate()


def _queries() -> Iterator[str]:
    """Yield the named questions that need no value, and look-ups of resources."""
    for question in questions():
        if not any(parameter.required for parameter in question.parameters):
            yield question.text
    for path in ("id/authority/sefton", "id/authority/knowsley", "def/Judgement"):
        yield f"SELECT ?p ?o WHERE {{ <{BASE}{path}> ?p ?o }}"
        yield f"SELECT ?s ?p WHERE {{ ?s ?p <{BASE}{path}> }} LIMIT 100"
    yield "SELECT ?report WHERE { ?report a insp:Report } ORDER BY ?report"


def _load(url: str, asked: list[str], clients: int, seconds: float) -> Seen:
    """Let many clients ask an endpoint at once."""
    seen, end = Seen(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_client, args=(url, asked, number, end, seen))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _client(url: str, asked: list[str], number: int, end: float, seen: Seen) -> None:
    """Ask one query after the other over one connection, until the end."""
    parts, draw = urlsplit(url), random.Random(number)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/sparql-results+json",
    }
    while time.monotonic() < end:
        body = urlencode({"query": _PROLOGUE + draw.choice(asked)})
        start = time.monotonic()
        try:
            connection.request("POST", parts.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, HTTPException):
            connection.close()
            status = 0
        seen.seconds.append(time.monotonic() - start)
        seen.statuses[status] += 1


def _row(name: str, seen: Seen, seconds: float) -> str:
    """Return a line with the requests per second, percentiles and statuses."""
    cuts = statistics.quantiles(seen.seconds, n=100)
    shown = "  ".join(f"p{cut} {cuts[cut - 1]:6.2f} s" for cut in _PERCENTILES)
    statuses = ", ".join(
        f"{number} × {status or 'no answer'}"
        for status, number in sorted(seen.statuses.items())
    )
    rate = len(seen.seconds) / seconds
    return f"{name:20} {rate:7.1f}/s  {shown}  {statuses}"


if __name__ == "__main__":
    main()
