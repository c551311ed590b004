"""The web application: its addresses, and the function that handles each address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from inspectgraph.serve.endpoints import Endpoints
from inspectgraph.serve.jobs import Setup
from inspectgraph.serve.log import AccessLog, to_stderr
from inspectgraph.serve.metrics import Metrics
from inspectgraph.serve.pool import Pool
from inspectgraph.serve.refusal import RefusedError
from inspectgraph.serve.responses import refusal_response
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


def application(service: Service) -> Starlette:
    """Return the web application; its workers start when the server starts."""
    pool = Pool(service.setup, service.workers)
    metrics = Metrics(pool.counts)
    pages = Endpoints(pool, metrics)

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        watch = asyncio.ensure_future(_watch(pool))
        try:
            yield
        finally:
            watch.cancel()
            await pool.stop()

    return Starlette(
        routes=pages.routes(),
        lifespan=running,
        exception_handlers={RefusedError: _refused, HTTPException: _http_error},
        middleware=[
            Middleware(AccessLog, metrics=metrics, write=service.log),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", "Inspectgraph-Notes"],
            ),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
    )


async def _watch(pool: Pool) -> None:
    """Replace the workers whenever the graph is built again."""
    while not pool.setup.store:
        await asyncio.sleep(_LOOK)
        folder = Path(pool.setup.graphs)
        found = await asyncio.to_thread(current_generation, folder)
        if found and str(found) != pool.setup.generation:
            pool.renew(replace(pool.setup, generation=str(found)))


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101 - for this class only
    return refusal_response(error)


async def _http_error(_request: Request, error: Exception) -> Response:
    """Return the response for an unknown address or method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - for this class only
    message = f"the request cannot be answered: {error.detail}"
    return refusal_response(
        RefusedError(error.status_code, message, error.headers or {})
    )
