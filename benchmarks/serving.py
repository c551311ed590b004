"""Measure how fast the service and two other endpoints answer many clients at once.

`python benchmarks/serving.py` starts `inspectgraph serve`, the Oxigraph server and
rdflib-endpoint over the published graph of the project. The two others come from an
environment that the script makes in `--work`. `--clients` clients ask each endpoint ten
queries of different weight, over connections that stay open:

- each query alone, in `--rounds` rounds of `--seconds` seconds, the endpoints in turn, so
  that a slow period of the machine affects all of them;
- then all ten in random order, for `--minute` seconds.

No answer comes from a cache: none of the endpoints has one, and the clients send no
`ETag`. A last run sends the `ETag` of an earlier answer, and gets the status 304. The
first answer to each query must have as many rows as the engine gives in this process.
Each later answer must have the status and the length of the first one, or it counts as
wrong. A query that rdflib-endpoint does not answer within two seconds is not asked there.

Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from http_load import Client, Load, load, once
from pyoxigraph import QuerySolutions, RdfFormat, Store

from inspectgraph.query import questions
from inspectgraph.rdf.namespaces import BASE, PREFIXES

PINNED = ("oxigraph==0.5.13", "rdflib-endpoint[web]==0.6.3", "rdflib==7.6.0")
_NAMED = (
    "events",
    "evidence-counts",
    "who-inspected",
    "caf-uptake",
    "weaknesses-by-theme",
    "lower-aspects",
    "recommendations",
    "judgements",
)
_SEFTON = f"<{BASE}id/authority/sefton>"
_PERCENTILES = (50, 95, 99)
_TITLES = "a second | ours to it | p50, s | p95, s | p99, s | wrong or lost"
#: The seconds in which rdflib-endpoint must answer a query once to be asked it by many.
_PATIENCE = 2.0


@dataclass
class Endpoint:
    """An endpoint on this machine; a slow one is not asked what takes it too long."""

    name: str
    port: int
    path: str
    is_slow: bool = False


def main() -> None:
    """Ask each endpoint, and print what was seen."""
    given = _arguments()
    # The endpoints end with the script, even if it is told to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = {
        name: text for name, text in _queries() if not given.only or name in given.only
    }
    with tempfile.TemporaryDirectory() as folder:
        quads = Path(folder, "all.nq")
        command = [*_tool(), "export", "--format", "nquads", "-o", str(quads)]
        subprocess.run(command, check=True, capture_output=True)
        expected = _expected(quads, asked)
        with ExitStack() as open_:
            endpoints = [
                open_.enter_context(_own()),
                *(open_.enter_context(one) for one in _peers(given.work, quads)),
            ]
            print(f"load of the machine: {os.getloadavg()[0]:.1f}")
            _each(endpoints, asked, expected, given)
            _mixed(endpoints, asked, given)
            _with_tags(endpoints[0], asked, given)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--only", nargs="*", help="the names of some of the queries")
    parser.add_argument("--minute", type=float, default=60)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    return parser.parse_args()


def _tool() -> list[str]:
    return [sys.executable, "-c", "from inspectgraph.cli import main; main()"]


def _queries() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each query."""
    yield "one council", f"SELECT ?p ?o WHERE {{ {_SEFTON} ?p ?o }}"
    yield "links to it", f"SELECT ?s ?p WHERE {{ ?s ?p {_SEFTON} }}"
    texts = {question.name: question.text for question in questions()}
    for name in _NAMED:
        yield name, _declared(texts[name])


def _declared(text: str) -> str:
    """Return a query with declarations of the prefixes that it uses."""
    used = {name: iri for name, iri in PREFIXES.items() if f"{name}:" in text}
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in used.items()) + text


# Endpoints


@contextmanager
def _running(command: Sequence[str], endpoint: Endpoint) -> Iterator[Endpoint]:
    """Run an endpoint until the end, once it listens."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(endpoint, process)
            yield endpoint
        finally:
            process.terminate()


def _wait(endpoint: Endpoint, process: subprocess.Popen[bytes]) -> None:
    """Wait until the endpoint answers."""
    for _ in range(1200):
        try:
            _once(endpoint, "ASK {}")
        except OSError:
            time.sleep(0.1)
        else:
            return
        if process.poll() is not None:
            break
    sys.exit(f"{endpoint.name} does not answer")


@contextmanager
def _own() -> Iterator[Endpoint]:
    """Run our service."""
    endpoint = Endpoint("inspectgraph serve", _free_port(), "/sparql")
    command = [*_tool(), "serve", "--port", str(endpoint.port)]
    with _running(command, endpoint):
        yield endpoint


def _peers(work: Path, quads: Path) -> Iterator[AbstractContextManager[Endpoint]]:
    """Yield the running of the Oxigraph server and of rdflib-endpoint."""
    place = work / "serving-peers"
    if not (place / "bin" / "oxigraph").exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "-qq", *PINNED]
        subprocess.run(pip, check=True)
    store = quads.parent / "oxigraph"
    oxigraph = str(place / "bin" / "oxigraph")
    load = [oxigraph, "load", "--location", str(store), "--file", str(quads)]
    subprocess.run(load, check=True, capture_output=True)
    bare = Endpoint("Oxigraph server", _free_port(), "/query")
    serve = [oxigraph, "serve-read-only", "--location", str(store)]
    serve += ["--bind", f"127.0.0.1:{bare.port}", "--union-default-graph"]
    yield _running(serve, bare)
    slow = Endpoint("rdflib-endpoint", _free_port(), "/", is_slow=True)
    command = [str(place / "bin" / "rdflib-endpoint"), "serve", str(quads)]
    yield _running([*command, "--host", "127.0.0.1", "--port", str(slow.port)], slow)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


# Answers


def _expected(quads: Path, asked: dict[str, str]) -> dict[str, int]:
    """Return the number of rows of each query, as the engine counts them here."""
    store = Store()
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    found = {}
    for name, text in asked.items():
        rows = store.query(text, use_default_graph_as_union=True)
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT
        found[name] = sum(1 for _ in rows)
    return found


def _request(endpoint: Endpoint, query: str) -> bytes:
    """Return a request that posts a query as a form."""
    form = urlencode({"query": query})
    lines = [
        f"POST {endpoint.path} HTTP/1.1",
        *_headers(endpoint),
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
    ]
    return "\r\n".join([*lines, "", form]).encode()


def _request_if_changed(endpoint: Endpoint, query: str, tag: str) -> bytes:
    """Return a request for an answer that has another `ETag` than an earlier one."""
    lines = [
        f"GET {endpoint.path}?{urlencode({'query': query})} HTTP/1.1",
        *_headers(endpoint),
        f"If-None-Match: {tag}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _headers(endpoint: Endpoint) -> Sequence[str]:
    return (
        f"Host: 127.0.0.1:{endpoint.port}",
        "Accept: application/sparql-results+json",
    )


def _once(endpoint: Endpoint, query: str) -> Client:
    """Ask a query once, and return the client with the answer."""
    return once(endpoint.port, _request(endpoint, query))


# Measurements


def _each(
    endpoints: list[Endpoint],
    asked: dict[str, str],
    expected: dict[str, int],
    given: argparse.Namespace,
) -> None:
    """Ask each query alone, and print a row for it and each endpoint."""
    print(f"\nquery | endpoint | alone, ms | {_TITLES}")
    for name, text in asked.items():
        trials = {}
        for endpoint in endpoints:
            if trial := _trial(endpoint, name, text, expected[name]):
                trials[endpoint.name] = trial
        for _ in range(given.rounds):
            for trial in trials.values():
                trial.load(given)
        own = trials[endpoints[0].name].seen if endpoints[0].name in trials else []
        for trial in trials.values():
            print(f"{trial.head} | {_figures(trial.seen, own)}", flush=True)


@dataclass
class Trial:
    """A query at an endpoint, and what the clients saw in each round."""

    endpoint: Endpoint
    head: str
    requests: dict[str, bytes]
    right: dict[str, tuple[int, int]]
    seen: list[Load] = field(default_factory=list)

    def load(self, given: argparse.Namespace) -> None:
        """Run a round."""
        port = self.endpoint.port
        found = load(port, self.requests, self.right, given.clients, given.seconds)
        self.seen.append(found)


def _trial(endpoint: Endpoint, name: str, text: str, rows: int) -> Trial | None:
    """Ask a query once, compare its rows, and return its trial.

    The result is None if the answer is wrong, or if a slow endpoint needs too long.
    """
    start = time.monotonic()
    first = _once(endpoint, text)
    if endpoint.is_slow and time.monotonic() - start > _PATIENCE:
        print(f"{name} | {endpoint.name} | over {_PATIENCE:.0f} s", flush=True)
        return None
    found = len(json.loads(first.content)["results"]["bindings"])
    if found != rows:
        print(f"{name} | {endpoint.name} | {found} rows, not {rows}", flush=True)
        return None
    head = f"{name} | {endpoint.name} | {_alone(endpoint, text) * 1000:.1f}"
    requests = {name: _request(endpoint, text)}
    return Trial(endpoint, head, requests, {name: first.shape})


def _alone(endpoint: Endpoint, text: str) -> float:
    """Return the median seconds of one client's answers, of at most seven."""
    taken = []
    for _ in range(7):
        start = time.monotonic()
        _once(endpoint, text)
        taken.append(time.monotonic() - start)
        if sum(taken) > _PATIENCE:
            break
    return statistics.median(taken)


def _mixed(
    endpoints: list[Endpoint], asked: dict[str, str], given: argparse.Namespace
) -> None:
    """Ask all queries in random order, and print a row for each endpoint."""
    own: list[Load] = []
    for endpoint in endpoints:
        if endpoint.is_slow:
            continue
        right = {name: _once(endpoint, text).shape for name, text in asked.items()}
        requests = {name: _request(endpoint, text) for name, text in asked.items()}
        seen = [load(endpoint.port, requests, right, given.clients, given.minute)]
        own = own or seen
        print(f"all | {endpoint.name} | – | {_figures(seen, own)}", flush=True)


def _with_tags(
    endpoint: Endpoint, asked: dict[str, str], given: argparse.Namespace
) -> None:
    """Ask all queries with the `ETag` of an earlier answer, and print a row."""
    requests = {
        name: _request_if_changed(endpoint, text, _once(endpoint, text).tag)
        for name, text in asked.items()
    }
    right = dict.fromkeys(asked, (304, 0))
    seen = [load(endpoint.port, requests, right, given.clients, given.minute)]
    print(f"all, known | {endpoint.name} | – | {_figures(seen, [])}", flush=True)


def _figures(seen: list[Load], own: list[Load]) -> str:
    """Return the cells of a row: medians of the rounds, and the sum of wrong answers."""
    rate = statistics.median(one.rate for one in seen)
    ratio = "–"
    if own and own is not seen:
        pairs = zip(own, seen, strict=True)
        ratio = f"{statistics.median(a.rate / max(b.rate, 0.01) for a, b in pairs):.2f}"
    cuts = statistics.quantiles([s for one in seen for s in one.seconds], n=100)
    shown = " | ".join(f"{cuts[cut - 1]:.3f}" for cut in _PERCENTILES)
    wrong = sum(one.wrong + one.lost for one in seen)
    return f"{rate:.1f} | {ratio} | {shown} | {wrong}"


if __name__ == "__main__":
    main()
