"""The server's end of the connection with a worker process."""

from __future__ import annotations

import asyncio
import socket
from typing import cast

from inspectgraph.serve.jobs import LENGTH, Message, decoded, framed

__all__ = ["Connection", "connected"]


class Connection(asyncio.Protocol):
    """A connection over which jobs go to a worker process, and replies come back.

    The streams of asyncio would do the same in more steps, which take longer than a
    short query.

    Attributes:
        is_open: Whether the process still has its end of the connection open.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._transport: asyncio.WriteTransport
        self._arrived = bytearray()
        #: The content of the next message, while a coroutine waits for it.
        self._next: asyncio.Future[bytearray] | None = None

    def send(self, message: object) -> None:
        """Send a message, without waiting until it has arrived."""
        self._transport.write(framed(message))

    async def receive(self, kind: type[Message]) -> Message:
        """Return the next message from the process; only one coroutine may wait for it.

        Args:
            kind: The class of the message.

        Raises:
            EOFError: If the process closes the connection, for example by its end.
        """
        self._next = asyncio.get_running_loop().create_future()
        self._deliver()
        return decoded(await self._next, kind)

    def abort(self) -> None:
        """Close the connection at once; a coroutine that waits gets an error."""
        self._transport.abort()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport; called by the event loop."""
        self._transport = cast("asyncio.WriteTransport", transport)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Take a part of a message; called by the event loop."""
        self._arrived += data
        self._deliver()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio
        """Note that the process is gone; called by the event loop."""
        self.is_open = False
        self._deliver()

    def _deliver(self) -> None:
        """Give a complete message, or the end of the connection, to who waits for it."""
        if self._next is None or self._next.done():
            return
        if (content := self._complete()) is not None:
            self._next.set_result(content)
        elif not self.is_open:
            self._next.set_exception(EOFError())

    def _complete(self) -> bytearray | None:
        """Take the first message out of what has arrived, if all of it is there."""
        if len(self._arrived) < LENGTH.size:
            return None
        end = LENGTH.size + LENGTH.unpack_from(self._arrived)[0]
        if len(self._arrived) < end:
            return None
        content = self._arrived[LENGTH.size : end]
        del self._arrived[:end]
        return content


async def connected(ours: socket.socket) -> Connection:
    """Return the connection over one end of a socket pair."""
    loop = asyncio.get_running_loop()
    return (await loop.create_connection(Connection, sock=ours))[1]
