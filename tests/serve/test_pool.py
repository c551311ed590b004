"""The pool of worker processes: each request gets a worker in its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import cast

import pytest

from inspectgraph.serve.jobs import Setup
from inspectgraph.serve.pool import Pool
from inspectgraph.serve.process import Worker
from inspectgraph.serve.refusal import RefusedError


def made_worker(pool: Pool) -> Worker:
    """Return a stand-in for a worker process that is ready."""
    made = SimpleNamespace(
        is_alive=True, is_long=False, is_worn=False, setup=pool.setup
    )
    return cast("Worker", made)


def run(steps: Callable[[Pool], Awaitable[None]]) -> None:
    """Do some steps with a pool that has started no worker process."""

    async def main() -> None:
        pool = Pool(Setup(), 1)
        pool._fill = lambda: None  # type: ignore[method-assign]
        await steps(pool)

    asyncio.run(main())


def test_requests_get_a_worker_in_their_order() -> None:
    """A request that finds a free worker waits if other requests came before it."""
    served: list[int] = []

    async def steps(pool: Pool) -> None:
        async def ask(number: int) -> None:
            worker = await pool._taken()
            served.append(number)
            pool._give_back(worker)

        waiting = [asyncio.ensure_future(ask(number)) for number in range(3)]
        await asyncio.sleep(0)
        pool._give_back(made_worker(pool))
        await asyncio.gather(ask(3), *waiting)

    run(steps)
    assert served == [0, 1, 2, 3]


@pytest.mark.parametrize("is_given", [True, False])
def test_a_request_that_ends_while_it_waits_takes_no_worker(is_given: bool) -> None:
    """The next one gets the worker, even if it had been given to the one that ends."""

    async def steps(pool: Pool) -> None:
        first = asyncio.ensure_future(pool._taken())
        second = asyncio.ensure_future(pool._taken())
        await asyncio.sleep(0)
        worker = made_worker(pool)
        if is_given:
            pool._give_back(worker)
        first.cancel()
        if not is_given:
            pool._give_back(worker)
        assert await asyncio.wait_for(second, 5) is worker
        assert first.cancelled()
        assert pool.counts()["waiting"] == 0

    run(steps)


def test_a_request_that_waits_too_long_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It gets the status 503, and a worker that is free later goes to the next one."""
    monkeypatch.setattr("inspectgraph.serve.pool._PATIENCE", 0.0)

    async def steps(pool: Pool) -> None:
        watch = asyncio.ensure_future(pool._watch())
        with pytest.raises(RefusedError, match="busy") as error:
            await asyncio.wait_for(pool._taken(), 5)
        assert error.value.status == 503
        worker = made_worker(pool)
        pool._give_back(worker)
        assert await pool._taken() is worker
        watch.cancel()

    run(steps)


def test_a_worker_that_died_while_it_was_ready_gets_no_request() -> None:
    """The request gets the worker that lives."""

    async def steps(pool: Pool) -> None:
        replaced: list[Worker] = []
        pool._replace = replaced.append  # type: ignore[method-assign,assignment]
        dead, alive = made_worker(pool), made_worker(pool)
        pool._give_back(dead)
        pool._give_back(alive)
        dead.is_alive = False  # type: ignore[misc]
        assert await pool._taken() is alive
        assert replaced == [dead]

    run(steps)
