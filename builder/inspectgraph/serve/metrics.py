"""Count requests and queries, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

__all__ = ["Metrics"]

_SECONDS: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)


class Metrics:
    """The metrics of one server."""

    def __init__(self, workers: Callable[[], Mapping[str, int]]) -> None:
        """Start counting requests and queries.

        Args:
            workers: A function that returns the number of workers in each state.
        """
        self._registry = CollectorRegistry()
        self._registry.register(_Workers(workers))
        self._requests = Counter(
            "inspectgraph_requests",
            "Requests by method, by status and by the first part of the path.",
            ("part", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "inspectgraph_request_seconds",
            "Seconds from the request to the end of its answer.",
            ("part",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._stopped = Counter(
            "inspectgraph_stopped",
            "Queries without an answer, by the limit that they reached.",
            ("reason",),
            registry=self._registry,
        )

    def request(self, part: str, method: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            part: The first part of the path.
            method: The HTTP method.
            status: The HTTP status.
            seconds: The duration of the request.
        """
        self._requests.labels(part, method, str(status)).inc()
        self._seconds.labels(part).observe(seconds)

    def stopped(self, reason: str) -> None:
        """Count a query that got no answer.

        Args:
            reason: The reason: busy, client, engine, memory, rows or time.
        """
        self._stopped.labels(reason).inc()

    def text(self) -> bytes:
        """Return the metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


class _Workers(Collector):
    """The current number of worker processes in each state."""

    def __init__(self, workers: Callable[[], Mapping[str, int]]) -> None:
        self._workers = workers

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = GaugeMetricFamily(
            "inspectgraph_workers",
            "Number of worker processes in each state, and number of waiting requests.",
            labels=["state"],
        )
        for state, number in self._workers().items():
            found.add_metric([state], number)
        yield found
