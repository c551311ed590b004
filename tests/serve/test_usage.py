"""A worker process is allowed the time of one more job, and ends when its memory has grown."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import pytest

from inspectgraph.serve.jobs import Limits
from inspectgraph.serve.usage import Usage

resource = pytest.importorskip("resource")


@pytest.fixture
def limits_set(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the limits on processor time that are set, instead of setting them."""
    found: list[int] = []
    monkeypatch.setattr(
        resource, "setrlimit", lambda _kind, bounds: found.append(bounds[0])
    )
    return found


def test_the_limit_on_processor_time_follows_the_time_used(
    limits_set: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each job may use 30 s and a grace of 5 s; jobs of the same second set one limit."""
    usage = Usage(Limits(seconds=30.0))
    for used in (1.0, 1.1, 1.9, 2.0, 40.5):
        monkeypatch.setattr(time, "process_time", lambda used=used: used)
        usage.allow_job()
    assert limits_set == [36, 37, 75]


@pytest.mark.skipif(sys.platform != "linux", reason="reads a file of Linux")
def test_a_process_whose_memory_has_grown_is_worn() -> None:
    """It may use a quarter of the memory limit more than before its first job."""
    limits = Limits(megabytes=400)
    usage, generous = Usage(limits), Usage(replace(limits, megabytes=4000))
    assert not usage.is_worn
    kept = bytearray(150 * 1024 * 1024)
    assert usage.is_worn
    assert not generous.is_worn
    del kept
