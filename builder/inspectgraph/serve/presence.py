"""End the work for a request when its client closes the connection."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final

from starlette.types import Receive

from inspectgraph.serve.refusal import RefusedError

__all__ = ["gone_away", "while_present"]

#: The seconds after which a request checks whether its client is still there.
_SOON: Final = 0.05
#: The status of a response that nobody receives, because the client went away.
_GONE: Final = 499


def gone_away() -> RefusedError:
    """Return the refusal of a request whose client has closed the connection."""
    return RefusedError(_GONE, "the client went away", reason="client")


class while_present:  # noqa: N801 - used like a function
    """A `with` block that ends when the client closes the connection.

    The connection is watched only after a moment, because to watch it takes long compared
    with a short query. The whole request must have arrived before.
    It works like `asyncio.timeout`: the task is cancelled, and at the end of the block
    the cancellation becomes a `RefusedError`.
    """

    def __init__(self, receive: Receive) -> None:
        """Prepare the block.

        Args:
            receive: The function that returns the next event of the connection.
        """
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None
        self._is_gone = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101 - a request is answered in a task
        self._task = task
        self._timer = asyncio.get_running_loop().call_later(_SOON, self._start_watch)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self._watch:
            self._watch.cancel()
        # Another cancellation, as at the end of the server, stays one.
        is_ours = self._is_gone and not self._task.uncancel()
        if is_ours and kind is asyncio.CancelledError:
            raise gone_away() from None

    def _start_watch(self) -> None:
        self._watch = asyncio.ensure_future(self._wait_until_gone())

    async def _wait_until_gone(self) -> None:
        """Cancel the task of the request as soon as the client is gone."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True
        self._task.cancel()
