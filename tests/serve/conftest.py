"""Fixtures: the service over the small project, in this process and in a separate one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from inspectgraph.files.atomic import write_set
from inspectgraph.serve.app import Service, application
from inspectgraph.serve.jobs import Limits, Setup
from inspectgraph.store.published import make_generation
from processes import default_signals

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/sparql")


@dataclass
class Running:
    """A server process: its port, and the process."""

    port: int
    process: subprocess.Popen[str]


@pytest.fixture(scope="session")
def served(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the published graph of the small project, with its store on disk."""
    folder = tmp_path_factory.mktemp("served") / "graphs"
    write_set(folder, small_files)
    assert make_generation(folder)
    return folder


def setup_of(folder: Path, limits: Limits) -> Setup:
    """Return the setup of a service over a published graph."""
    return Setup(str(folder), str(make_generation(folder)), limits=limits)


@pytest.fixture(scope="session")
def log() -> list[str]:
    """Return the lines of the access log of `client`."""
    return []


@pytest.fixture(scope="session")
def client(served: Path, log: list[str]) -> Iterator[TestClient]:
    """Return a client of the service, with one worker and the usual limits."""
    service = Service(setup_of(served, Limits()), 1, log=log.append)
    with TestClient(
        application(service), follow_redirects=False, raise_server_exceptions=False
    ) as made:
        yield made


@pytest.fixture(scope="session")
def strict(served: Path) -> Iterator[TestClient]:
    """Return a client of a service with small limits: 3 s, 400 MB, 50 rows."""
    limits = Limits(3.0, 400, 50, 5000)
    service = Service(setup_of(served, limits), 1, log=lambda _line: None)
    with TestClient(application(service), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def server(served: Path) -> Iterator[Running]:
    """Return a server in a separate process, on a free port."""
    with started(served) as running:
        yield running


class started:  # noqa: N801 - used like a function
    """Start `inspectgraph serve`, and stop it at the end if it still runs."""

    def __init__(self, folder: Path, *options: str) -> None:
        code = "from inspectgraph.cli import main; main()"
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", code, "serve", "--port", "0"),
                *("--jobs", "1", "--graphs", str(folder), *options),
            ],
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=default_signals,
        )

    def __enter__(self) -> Running:
        assert self._process.stderr
        for line in self._process.stderr:
            if found := _ADDRESS.search(line):
                return Running(int(found[1]), self._process)
        pytest.fail("the server ended before it listened")

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
