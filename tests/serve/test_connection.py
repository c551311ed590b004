"""The connection with a worker process: messages arrive whole, and its end is noticed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from inspectgraph.serve.connection import Connection, connected
from inspectgraph.serve.jobs import Job, Reply, framed, received


def run(steps: Callable[[Connection, socket.socket], Awaitable[None]]) -> None:
    """Do some steps with a connection and the other end of it."""

    async def main() -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            connection = await connected(ours)
            try:
                await asyncio.wait_for(steps(connection, theirs), 10)
            finally:
                connection.close()

    asyncio.run(main())


@pytest.mark.parametrize("size", [1, 3, 5, 1000])
def test_a_message_may_arrive_in_parts(size: int) -> None:
    """The first message is whole, and what arrived after it belongs to the next one."""
    replies = [Reply(content=b"a" * 100), Reply(message="b")]

    async def steps(connection: Connection, theirs: socket.socket) -> None:
        async def arrive() -> None:
            content = b"".join(map(framed, replies))
            for at in range(0, len(content), size):
                theirs.sendall(content[at : at + size])
                await asyncio.sleep(0)

        arriving = asyncio.ensure_future(arrive())
        assert [await connection.receive(Reply) for _ in replies] == replies
        await arriving

    run(steps)


def test_a_job_arrives_at_the_other_end() -> None:
    """It is the job that was sent."""
    job = Job("sparql", query="ASK {}")

    async def steps(connection: Connection, theirs: socket.socket) -> None:
        connection.send(job)
        with theirs.makefile("rb") as stream:
            assert await asyncio.to_thread(received, stream, Job) == job

    run(steps)


@pytest.mark.parametrize("begun", [b"", framed(Reply())[:-1]])
def test_the_end_of_the_process_ends_the_wait(begun: bytes) -> None:
    """Also in the middle of a message; the connection is not open any more."""

    async def steps(connection: Connection, theirs: socket.socket) -> None:
        assert connection.is_open
        waiting = asyncio.ensure_future(connection.receive(Reply))
        theirs.sendall(begun)
        await asyncio.sleep(0)
        theirs.close()
        with pytest.raises(EOFError):
            await waiting
        assert not connection.is_open
        with pytest.raises(EOFError):
            await connection.receive(Reply)

    run(steps)


def test_a_message_before_the_end_is_received() -> None:
    """A process may send a message and end before anybody waits for the message."""

    async def steps(connection: Connection, theirs: socket.socket) -> None:
        theirs.sendall(framed("a reason"))
        theirs.close()
        while connection.is_open:
            await asyncio.sleep(0.01)
        assert await connection.receive(str) == "a reason"

    run(steps)
