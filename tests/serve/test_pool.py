"""The pool of worker processes: each request gets a worker in its turn."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast

from inspectgraph.serve.jobs import Setup
from inspectgraph.serve.pool import Pool
from inspectgraph.serve.process import Worker


def test_requests_get_a_worker_in_their_order() -> None:
    """A request that finds a free worker waits if other requests came before it."""

    async def order() -> list[int]:
        pool = Pool(Setup(), 1)
        worker = cast("Worker", SimpleNamespace(is_alive=True))
        served: list[int] = []

        async def ask(number: int) -> None:
            await pool._taken()
            served.append(number)
            pool._idle.put_nowait(worker)

        waiting = [asyncio.ensure_future(ask(number)) for number in range(3)]
        await asyncio.sleep(0)
        pool._idle.put_nowait(worker)
        await asyncio.gather(ask(3), *waiting)
        return served

    assert asyncio.run(order()) == [0, 1, 2, 3]
