"""HTTP responses: an answer from a file, or a message."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from inspectgraph.serve.pool import Answer
from inspectgraph.serve.refusal import RefusedError

__all__ = [
    "FileAnswer",
    "answer_response",
    "preflight_response",
    "refusal_response",
    "see_other",
]

_CHUNK: Final = 65536
#: The seconds in which a client must take a part of an answer.
_STALL: Final = 60.0
#: The largest number of characters in the header with the notes of an answer.
_NOTES: Final = 2000
#: The characters that a header may contain besides letters and digits.
_SAFE: Final = " !#$&'()*+,-./:;=?@[]_~"


class FileAnswer(Response):
    """A response whose content is a complete file.

    If the client reads nothing for a minute, the connection is closed.
    """

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        """Set the headers of the response, but do not read the content yet.

        Args:
            answer: The answer.
            headers: Additional headers.
        """
        self._answer = answer
        self.status_code = 200
        self.background = None
        self.body = b""
        length = {"Content-Length": str(answer.length)}
        self.init_headers({**headers, **length})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send the headers, and also the content unless the method is HEAD."""
        start = {
            "type": "http.response.start",
            "status": 200,
            "headers": self.raw_headers,
        }
        with self._answer.content as content:
            await send(start)
            more = scope["method"] != "HEAD"
            while more:
                part = content.read(_CHUNK)
                more = len(part) == _CHUNK
                message = {
                    "type": "http.response.body",
                    "body": part,
                    "more_body": more,
                }
                async with asyncio.timeout(_STALL):
                    await send(message)
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})


def answer_response(request: Request, answer: Answer) -> Response:
    """Return the response with an answer, or status 304 if the client already has the answer."""
    reply = answer.reply
    etag = f'W/"{reply.etag}"'
    headers = {
        "Content-Type": reply.content_type,
        "Cache-Control": "no-cache",
        "ETag": etag,
        "Vary": "Accept",
    }
    if reply.notes:
        headers["Inspectgraph-Notes"] = _header(" ".join(reply.notes))
    if etag in _known(request):
        answer.content.close()
        return Response(status_code=304, headers=headers)
    return FileAnswer(answer, headers)


def _known(request: Request) -> set[str]:
    """Return the ETags of the answers that the client already has."""
    given = request.headers.get("If-None-Match", "")
    if not given:
        return set()
    tags = {tag.strip() for tag in given.split(",")}
    return tags | {f"W/{tag}" for tag in tags if tag.startswith('"')}


def _header(text: str) -> str:
    """Return a text as a header value, with forbidden characters encoded."""
    if len(text) > _NOTES:
        text = f"{text[:_NOTES]}..."
    return quote(" ".join(text.split()), safe=_SAFE)


def refusal_response(error: RefusedError) -> Response:
    """Return the response that carries the message of a refusal."""
    headers = {"Cache-Control": "no-store", **error.headers}
    return PlainTextResponse(f"{error.message}\n", error.status, headers)


def preflight_response(request: Request) -> Response:
    """Return the response to the question of a browser whether a page may ask.

    A page of any origin may ask. The header that says so is added to all responses.
    """
    headers = {
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Max-Age": "600",
    }
    if asked := request.headers.get("Access-Control-Request-Headers"):
        headers["Access-Control-Allow-Headers"] = asked
    return Response(headers=headers)


def see_other(address: str) -> Response:
    """Return a redirect (303) to a document about a resource."""
    return RedirectResponse(address, 303, {"Vary": "Accept"})
