"""The work for a request ends when its client goes away."""

from __future__ import annotations

import asyncio

import pytest

from inspectgraph.serve.presence import while_present
from inspectgraph.serve.refusal import RefusedError


class Client:
    """A client whose connection stays open until it goes."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.is_watched = False

    async def receive(self) -> dict[str, str]:
        """Return the event of the end of the connection, when it comes."""
        self.is_watched = True
        await self.gone.wait()
        return {"type": "http.disconnect"}


async def work(client: Client, seconds: float) -> str:
    """Work for a client."""
    with while_present(client.receive):
        await asyncio.sleep(seconds)
    return "done"


def test_short_work_is_done_without_a_look_at_the_client() -> None:
    """The connection is not watched, not even afterwards."""

    async def steps() -> None:
        client = Client()
        assert await work(client, 0.0) == "done"
        await asyncio.sleep(0.1)
        assert not client.is_watched

    asyncio.run(steps())


def test_longer_work_for_a_client_that_stays_is_done() -> None:
    """The watch ends with the work; a client that goes later disturbs nothing."""

    async def steps() -> None:
        client = Client()
        assert await work(client, 0.2) == "done"
        assert client.is_watched
        client.gone.set()
        await asyncio.sleep(0.01)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(steps())


def test_work_for_a_client_that_went_ends() -> None:
    """It ends with a refusal, and the task can go on: it sends the line of the log."""

    async def steps() -> None:
        client = Client()
        asyncio.get_running_loop().call_later(0.1, client.gone.set)
        with pytest.raises(RefusedError) as error:
            await asyncio.wait_for(work(client, 60), 10)
        assert (error.value.status, error.value.reason) == (499, "client")

    asyncio.run(steps())


def test_another_cancellation_stays_one() -> None:
    """At the end of the server, tasks are cancelled; that is not a client that went."""

    async def steps() -> None:
        client = Client()
        task = asyncio.ensure_future(work(client, 60))

        async def gone_with_the_server() -> dict[str, str]:
            task.cancel()
            return {"type": "http.disconnect"}

        client.receive = gone_with_the_server  # type: ignore[method-assign]
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)

    asyncio.run(steps())
