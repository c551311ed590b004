"""The web application: its addresses, and the function that handles each address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from starlette.routing import Router
from starlette.types import ASGIApp

from inspectgraph.serve.compression import Compressed
from inspectgraph.serve.endpoints import Endpoints
from inspectgraph.serve.jobs import Setup
from inspectgraph.serve.log import AccessLog, to_stderr
from inspectgraph.serve.metrics import Metrics
from inspectgraph.serve.pool import Pool
from inspectgraph.store.published import current_generation

__all__ = ["Service", "application"]

#: The seconds between two checks for a new build of the graph.
_LOOK: Final = 5.0


@dataclass(frozen=True, slots=True)
class Service:
    """The served graph, its limits, and the number of workers.

    Attributes:
        setup: The graph and the limits.
        workers: The number of worker processes that are kept ready.
        log: A function that writes a line of the access log.
    """

    setup: Setup
    workers: int = 2
    log: Callable[[str], None] = to_stderr


def application(service: Service) -> ASGIApp:
    """Return the web application; its workers start when the server starts."""
    pool = Pool(service.setup, service.workers)
    metrics = Metrics(pool.counts)
    pages = Endpoints(pool, metrics)

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        await pool.start()
        watch = asyncio.ensure_future(_watch(pool))
        try:
            yield
        finally:
            watch.cancel()
            await pool.stop()

    # The application of Starlette would add layers that cost more than a short query.
    router = Router(pages.routes(), redirect_slashes=False, lifespan=running)
    return AccessLog(Compressed(router), metrics, service.log)


async def _watch(pool: Pool) -> None:
    """Replace the workers whenever the graph is built again."""
    while not pool.setup.store:
        await asyncio.sleep(_LOOK)
        folder = Path(pool.setup.graphs)
        found = await asyncio.to_thread(current_generation, folder)
        if found and str(found) != pool.setup.generation:
            pool.renew(replace(pool.setup, generation=str(found)))
