"""The ASGI application of one address: a function of the request, and its refusals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inspectgraph.serve.refusal import RefusedError
from inspectgraph.serve.responses import preflight_response, refusal_response

__all__ = ["Address"]

_READ: Final = ("GET", "HEAD")


class Address:
    """An ASGI application that answers the requests for one address.

    Starlette would wrap the function itself, in layers that take longer than a short
    query.
    """

    def __init__(
        self,
        answer: Callable[[Request], Awaitable[Response]],
        methods: Sequence[str] = _READ,
        advice: str = "this address is only for reading; use GET",
    ) -> None:
        """Wrap the function that answers a request.

        Args:
            answer: The function. It may raise `RefusedError`.
            methods: The HTTP methods that the address has.
            advice: The message for any other method.
        """
        self._answer, self._methods = answer, methods
        self._refusal = RefusedError(405, advice, {"Allow": ", ".join(methods)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        """Return the response to a request."""
        if request.method in self._methods:
            try:
                return await self._answer(request)
            except RefusedError as error:
                return refusal_response(error)
        if request.method == "OPTIONS" and (
            "Access-Control-Request-Method" in request.headers
        ):
            return preflight_response(request)
        return refusal_response(self._refusal)
