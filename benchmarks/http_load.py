"""Let many clients ask an HTTP endpoint on this machine at once, for `serving.py`.

One process with an event loop is all clients together, so that they take little of the
processor from the endpoint. Each client has a connection that stays open.
"""

from __future__ import annotations

import random
import selectors
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from httptools import HttpResponseParser

__all__ = ["Client", "Load", "load", "once"]

#: The seconds that a client waits for an answer before the answer counts as lost.
_LOST = 120.0
_CHUNK = 1 << 18


class Client:
    """A connection, and the answer to the last request.

    Attributes:
        connection: The connection.
        name: The name of the query that was sent last.
        start: The time at which it was sent, in seconds.
        content: The content of the answer.
        tag: The `ETag` of the answer, or "".
    """

    def __init__(self, port: int) -> None:
        """Connect to a port of this machine."""
        self.connection = socket.create_connection(("127.0.0.1", port), _LOST)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.send("", b"")

    def send(self, name: str, request: bytes) -> None:
        """Send a request, and forget the answer before."""
        self.name, self.start = name, time.monotonic()
        self.content, self.tag, self._is_complete = bytearray(), "", False
        self._parser = HttpResponseParser(self)
        self.connection.sendall(request)

    def has_answer(self) -> bool:
        """Take what has arrived, and return whether the answer is complete.

        Raises:
            OSError: If the endpoint has closed the connection.
        """
        piece = self.connection.recv(_CHUNK)
        if not piece:
            raise ConnectionError
        self._parser.feed_data(piece)
        return self._is_complete

    @property
    def shape(self) -> tuple[int, int]:
        """The status of the answer, and the length of its content."""
        return self._parser.get_status_code(), len(self.content)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep the `ETag`; called by the parser."""
        if name.lower() == b"etag":
            self.tag = value.decode()

    def on_body(self, piece: bytes) -> None:
        """Keep a part of the content; called by the parser."""
        self.content += piece

    def on_message_complete(self) -> None:
        """Note the end of the answer; called by the parser."""
        self._is_complete = True


@dataclass
class Load:
    """What the clients of one run saw.

    Attributes:
        seconds: The time of each answer.
        wrong: The number of answers with another status or length than the right ones.
        lost: The number of requests without an answer.
        duration: The time of the whole run, in seconds.
    """

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    lost: int = 0
    duration: float = 0.0

    @property
    def rate(self) -> float:
        """The right answers per second."""
        return (len(self.seconds) - self.wrong) / self.duration


def once(port: int, request: bytes) -> Client:
    """Send a request once, and return the client with the answer.

    Raises:
        OSError: If nothing listens at the port, or the endpoint closes the connection.
    """
    client = Client(port)
    with client.connection:
        client.send("", request)
        while not client.has_answer():
            pass
    return client


def load(
    port: int,
    requests: Mapping[str, bytes],
    right: Mapping[str, tuple[int, int]],
    clients: int,
    seconds: float,
) -> Load:
    """Let many clients ask an endpoint at once, each one request after the other.

    A client that has its answer draws the next request, until the time is over. Then the
    run waits for the answers that are under way.

    Args:
        port: The port of the endpoint.
        requests: The requests, by the name of the query.
        right: The status and the length of the right answer, by the name of the query.
        clients: The number of clients.
        seconds: The time after which no more requests are sent.
    """
    begun = time.monotonic()
    run = _Run(requests, right, begun + seconds)
    with run.selector:
        for _ in range(clients):
            run.add(Client(port))
        while waiting := run.selector.get_map():
            ready = run.selector.select(_LOST)
            if not ready:
                run.seen.lost += len(waiting)
                break
            for key, _ in ready:
                run.take(key.data)
    run.seen.duration = time.monotonic() - begun
    return run.seen


class _Run:
    """The clients of one run that wait for an answer, and what they saw."""

    def __init__(
        self,
        requests: Mapping[str, bytes],
        right: Mapping[str, tuple[int, int]],
        end: float,
    ) -> None:
        self.selector = selectors.DefaultSelector()
        self.seen = Load()
        self._requests, self._right, self._end = requests, right, end
        self._names, self._draw = sorted(requests), random.Random(1)

    def add(self, client: Client) -> None:
        """Let one more client ask."""
        self.selector.register(client.connection, selectors.EVENT_READ, client)
        self._ask(client)

    def take(self, client: Client) -> None:
        """Take what has arrived for a client; a complete answer is noted."""
        try:
            if not client.has_answer():
                return
        except OSError:
            self.seen.lost += 1
            self._drop(client)
            return
        self.seen.seconds.append(time.monotonic() - client.start)
        self.seen.wrong += client.shape != self._right[client.name]
        if time.monotonic() < self._end:
            self._ask(client)
        else:
            self._drop(client)

    def _ask(self, client: Client) -> None:
        name = self._draw.choice(self._names)
        client.send(name, self._requests[name])

    def _drop(self, client: Client) -> None:
        self.selector.unregister(client.connection)
        client.connection.close()
