"""Compress answers for the clients that accept it."""

from __future__ import annotations

from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Compressed"]

#: The length in bytes from which an answer is compressed.
_LONG: Final = 1000
_LEVEL: Final = 5
_VARY: Final = (b"vary", b"Accept-Encoding")


class Compressed:
    """An ASGI application that wraps another one, and compresses its long answers.

    Starlette's middleware would also handle the answers of the other clients, which
    takes longer than it takes to add the header here.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap another application.

        Args:
            app: The application to wrap.
        """
        self._app = app
        self._compressed = GZipMiddleware(app, _LONG, _LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or _accepts_gzip(scope):
            await self._compressed(scope, receive, send)
            return

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append(_VARY)
            await send(message)

        await self._app(scope, receive, varying)


def _accepts_gzip(scope: Scope) -> bool:
    """Return whether the client of a request accepts compressed answers."""
    return any(
        name == b"accept-encoding" and b"gzip" in value
        for name, value in scope["headers"]
    )
