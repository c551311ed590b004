"""Log each request in one line, count the requests, and add common headers to responses."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inspectgraph.model.characters import visible
from inspectgraph.serve.metrics import Metrics

__all__ = ["AccessLog", "to_stderr"]

#: The first parts of paths that the metrics count separately.
_PARTS: Final = frozenset(
    {".well-known", "data", "def", "health", "id", "metrics", "questions", "sparql"}
)
#: The headers of all responses. Pages of any origin may ask; as no response depends on the
#: origin, caches need not keep one for each.
_COMMON: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Inspectgraph-Notes"),
)
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
#: The longest address in a line of the log.
_LONGEST: Final = 2000


def to_stderr(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


class AccessLog:
    """An ASGI application that wraps another application, and logs and counts its requests."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, write: Callable[[str], None]
    ) -> None:
        """Wrap another application.

        Args:
            app: The application to wrap.
            metrics: The object that counts the requests.
            write: A function that writes a line of the log.
        """
        self._app, self._metrics, self._write = app, metrics, write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and log the request when the answer has been sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, seen = time.monotonic(), {"status": 0, "bytes": 0}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"].extend(_COMMON)
            seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(scope, seen, time.monotonic() - start)

    def _note(self, scope: Scope, seen: dict[str, int], seconds: float) -> None:
        """Log and count a request."""
        part = scope["path"].strip("/").partition("/")[0]
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.request(
            part if part in _PARTS else "other", method, seen["status"], seconds
        )
        self._write(_line(scope, seen, seconds))


def _line(scope: Scope, seen: dict[str, int], seconds: float) -> str:
    """Return a line of the access log, which is a JSON object."""
    query = scope.get("query_string", b"").decode("latin-1")
    address = scope["path"] + (f"?{query}" if query else "")
    content = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": (scope.get("client") or ("",))[0],
        "method": scope["method"],
        "address": visible(address[:_LONGEST]),
        "status": seen["status"],
        "bytes": seen["bytes"],
        "ms": round(seconds * 1000, 1),
    }
    return json.dumps(content)
