"""A worker process, which opens the graph once and then does one job after another."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, cast

from msgspec.structs import replace

from inspectgraph.answer.process import NO_MEMORY, end_with_pipe, limit_memory
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.serve.jobs import Job, Setup, framed, received
from inspectgraph.serve.usage import Usage

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["main"]


def main(
    setup: Setup,
    server: socket.socket,
    lifeline: Connection[Any, Any],
    errors: str,
) -> NoReturn:
    """Do the jobs that arrive from the server, until the server closes the connection.

    The first message to the server is empty if the graph could be opened. Otherwise the
    message is the reason for the failure.

    Args:
        setup: The graph and the limits.
        server: The connection for jobs and replies.
        lifeline: A pipe that closes when the server ends.
        errors: The file for standard error.
    """
    code = 1
    try:
        _prepare(lifeline, errors)
        with server.makefile("rwb") as stream:
            _work(setup, cast("BinaryIO", stream))
        code = 0
    except EOFError:
        code = 0
    except MemoryError:
        code = NO_MEMORY
    except BaseException as error:  # the server makes a sentence of it
        with suppress(OSError):
            os.write(2, f"{type(error).__name__}: {error}\n".encode(errors="replace"))
    finally:
        os._exit(code)


def _prepare(lifeline: Connection[Any, Any], errors: str) -> None:
    """Redirect errors to a file, and end this process when the server ends.

    The process ignores Ctrl-C.
    """
    file = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    if "faulthandler" in sys.modules:  # the server prints about the end of this process
        sys.modules["faulthandler"].disable()
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        with suppress(OSError):
            os.setpgid(0, 0)
    end_with_pipe(lifeline.fileno())


def _work(setup: Setup, stream: BinaryIO) -> NoReturn:
    """Open the graph, and do the jobs that arrive.

    Args:
        setup: The graph and the limits.
        stream: The connection for jobs and replies.

    Raises:
        EOFError: If the server closes the connection.
    """
    from inspectgraph.serve.answers import reply_to

    try:
        opened = _opener(setup)
    except InspectGraphError as error:
        _send(stream, str(error))
        raise EOFError from None
    limit_memory(setup.limits.megabytes)
    usage = Usage(setup.limits)
    _send(stream, "")
    while True:
        job = received(stream, Job)
        usage.allow_job()
        reply = reply_to(job, opened, setup)
        _send(stream, replace(reply, worn=usage.is_worn))


def _send(stream: BinaryIO, message: object) -> None:
    """Send a message to the server."""
    stream.write(framed(message))
    stream.flush()


def _opener(setup: Setup) -> Callable[[], Store]:
    """Return a function that returns the open graph.

    If the graph is in a SPARQL store, each call lists the graphs of the store again.
    """
    if setup.store:
        from inspectgraph.query.remote import RemoteStore
        from inspectgraph.store.endpoint import endpoint

        login = Path(setup.login) if setup.login else None
        there = endpoint(setup.store, file=login, seconds=setup.limits.seconds)
        base = setup.site.base if setup.site else BASE
        return lambda: cast("Store", RemoteStore(there, base))
    store = _opened(setup)
    return lambda: store


def _opened(setup: Setup) -> Store:
    """Open the graph's store on disk, or read its Turtle files."""
    if setup.generation:
        from inspectgraph.store.generations import open_generation

        return open_generation(Path(setup.generation))
    from inspectgraph.rdf.store import open_published

    return open_published(Path(setup.graphs))
