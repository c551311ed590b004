"""Run the web application in the server uvicorn, until SIGTERM or Ctrl-C stops it."""

from __future__ import annotations

import signal
import socket
from typing import Final

import uvicorn

from inspectgraph.model.errors import UsageError
from inspectgraph.serve.app import Service, application
from inspectgraph.serve.log import to_stderr

__all__ = ["serve"]

#: The seconds for which queries may continue after the signal to stop.
_GRACE: Final = 10
#: The largest number of connections at a time; further connections get the status 503.
_CONNECTIONS: Final = 1000


class _Server(uvicorn.Server):
    """A web server that prints its address as soon as it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or ():
            host, port = one.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            to_stderr(f"The SPARQL endpoint is http://{shown}:{port}/sparql")


def serve(service: Service, host: str, port: int) -> None:
    """Serve the graph until a signal stops the process.

    Requests that have begun get a few more seconds to finish.

    Args:
        service: The graph to serve, with its limits.
        host: The address to listen on.
        port: The port; 0 for any free port.

    Raises:
        UsageError: If the address or the port cannot be used.
    """
    listening = _listening(host, port)
    # The server sends itself the signal again after its end. It must not kill then.
    signal.signal(signal.SIGTERM, lambda *_: None)
    config = uvicorn.Config(
        application(service),
        access_log=False,
        lifespan="on",
        limit_concurrency=_CONNECTIONS,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    with listening:
        _Server(config).run([listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to an address.

    Raises:
        UsageError: If the address or the port cannot be used.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        message = (
            f"the service cannot listen on {host}, port {port} ({error.strerror});"
            " give another --host or --port"
        )
        raise UsageError("no-listening", message) from error
    return made
