"""The functions that handle the addresses of the service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from inspectgraph.model.errors import InspectGraphError
from inspectgraph.query.questions import Question, question, questions
from inspectgraph.serve.address import Address
from inspectgraph.serve.formats import FILES
from inspectgraph.serve.jobs import Job, Kind
from inspectgraph.serve.metrics import Metrics
from inspectgraph.serve.openapi import FORMATS, openapi
from inspectgraph.serve.pool import Answer, Pool
from inspectgraph.serve.presence import gone_away, while_present
from inspectgraph.serve.protocol import read_request
from inspectgraph.serve.refusal import RefusedError, as_refusal
from inspectgraph.serve.responses import answer_response, see_other

__all__ = ["Endpoints"]

#: The seconds that a client has to send the content of a request.
_SEND: Final = 30.0
_QUERY: Final = ("GET", "HEAD", "POST")


class Endpoints:
    """The functions that answer requests, one for each address."""

    def __init__(self, pool: Pool, metrics: Metrics) -> None:
        self._pool, self._metrics = pool, metrics

    def routes(self) -> list[Route]:
        """Return the routes of the service, the most specific first."""
        sparql = Address(self.sparql, _QUERY, "send a query by GET or POST")
        return [
            Route("/sparql", sparql, name="sparql"),
            Route("/sparql/", sparql),
            Route("/.well-known/void", Address(self.void)),
            Route("/openapi.json", Address(self.openapi)),
            Route("/questions", Address(self.questions)),
            Route("/questions/{name}", Address(self.question), name="question"),
            Route("/health", Address(self.health)),
            Route("/metrics", Address(self.metrics)),
            Route("/{path:path}", Address(self.document)),
        ]

    async def sparql(self, request: Request) -> Response:
        """Answer a SPARQL query, or describe the service if there is no query."""
        body = await self._body(request) if request.method == "POST" else b""
        query_string = request.scope["query_string"]
        if len(query_string) > 3 * self._pool.setup.limits.query_bytes:
            raise self._too_long()
        content_type = request.headers.get("Content-Type", "")
        asked = read_request(request.method, query_string, content_type, body)
        if asked is None:
            return await self._describe(request, "service")
        if len(asked.query.encode()) > self._pool.setup.limits.query_bytes:
            raise self._too_long()
        return await self._answered(
            request,
            Job(
                "sparql",
                query=asked.query,
                default=asked.default,
                named=asked.named,
                accept=_accept(request),
            ),
        )

    async def void(self, request: Request) -> Response:
        """Return the description of the dataset."""
        return await self._describe(request, "void")

    async def openapi(self, _request: Request) -> Response:
        """Return the description of the HTTP interface in OpenAPI."""
        return _json(openapi("inspectgraph serve", questions()))

    async def questions(self, request: Request) -> Response:
        """List the named questions with their parameters."""
        found = [_listed(one, request) for one in questions()]
        return _json(found)

    async def question(self, request: Request) -> Response:
        """Answer a named question.

        The name is in the path of the URL, and the parameters are in the query string.
        """
        values = dict(request.query_params)
        if len(values) < len(request.query_params.multi_items()):
            raise RefusedError(
                400, "a parameter is given twice; give each parameter only once"
            )
        accept = _accept(request)
        if form := values.pop("format", ""):
            accept = FORMATS.get(form, "")
            if not accept:
                known = ", ".join(FORMATS)
                raise RefusedError(400, f"the parameter format must be one of {known}")
        with _as_refusals():
            asked = question(request.path_params["name"])
            for name in values:
                asked.parameter(name)
        job = Job("question", name=asked.name, values=values, accept=accept)
        return await self._answered(request, job)

    async def health(self, _request: Request) -> Response:
        """Report whether the service can answer queries."""
        problem = self._pool.problem
        content = {"status": problem or "ok", "workers": self._pool.counts()}
        return _json(content, 503 if problem else 200)

    async def metrics(self, _request: Request) -> Response:
        """Return the metrics for Prometheus."""
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(self._metrics.text(), headers={"Content-Type": kind})

    async def document(self, request: Request) -> Response:
        """Return a file of the website, or redirect from an IRI to a document about it."""
        path = _path(request)
        if not path or path.endswith("/"):
            path += "index.html"
        if path.rpartition(".")[2] in FILES:
            return await self._answered(request, Job("file", path=path))
        job = Job("resource", path=path, accept=_accept(request))
        answer = await self._job(request, job)
        answer.content.close()
        return see_other(f"/{answer.reply.location}")

    async def _describe(self, request: Request, kind: Kind) -> Response:
        """Return the description of the service or the dataset."""
        endpoint = str(request.url_for("sparql"))
        job = Job(kind, accept=_accept(request), endpoint=endpoint)
        return await self._answered(request, job)

    async def _answered(self, request: Request, job: Job) -> Response:
        """Do the job of a request, and return the result as an HTTP response."""
        answer = await self._job(request, job)
        return answer_response(request, answer)

    async def _job(self, request: Request, job: Job) -> Answer:
        """Do a job. If the client disconnects meanwhile, the worker is killed.

        Raises:
            RefusedError: If the job has no answer.
        """
        try:
            with while_present(request.receive):
                return await self._pool.ask(job)
        except RefusedError as error:
            if error.reason:
                self._metrics.stopped(error.reason)
            raise

    async def _body(self, request: Request) -> bytes:
        """Return the content of a request.

        Raises:
            RefusedError: If the content is too long (413), or arrives too slowly (408).
        """
        most, content, is_whole = 3 * self._pool.setup.limits.query_bytes, b"", False
        try:
            async with asyncio.timeout(_SEND):
                while not is_whole:
                    event = await request.receive()
                    if event["type"] == "http.disconnect":
                        raise gone_away()
                    content += event.get("body", b"")
                    is_whole = not event.get("more_body", False)
                    if len(content) > most:
                        raise self._too_long()
        except TimeoutError:
            message = (
                f"the content of the request took longer than {_SEND:g} s to arrive"
            )
            raise RefusedError(408, message, {"Connection": "close"}) from None
        return content

    def _too_long(self) -> RefusedError:
        most = self._pool.setup.limits.query_bytes
        message = f"the query is longer than {most:,} bytes, the limit of this service"
        return RefusedError(413, message, {"Connection": "close"})


@contextmanager
def _as_refusals() -> Iterator[None]:
    """Convert errors of the library into refusals of the request."""
    try:
        yield
    except InspectGraphError as error:
        raise as_refusal(error) from None


def _accept(request: Request) -> str:
    """Return the formats that a client accepts, from all Accept headers of the request."""
    return ", ".join(request.headers.getlist("Accept"))


def _path(request: Request) -> str:
    """Return the path of a request, still encoded, without its first slash."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    path: str = raw.decode("latin-1").partition("?")[0]
    return path[1:]


def _json(content: object, status: int = 200) -> Response:
    """Return a JSON response that a cache must revalidate before each use."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    headers = {"Content-Type": "application/json", "Cache-Control": "no-cache"}
    return Response(text, status, headers)


def _listed(asked: Question, request: Request) -> dict[str, object]:
    """Return the data that a client needs to ask a named question, such as its parameters."""
    parameters = [
        {
            "name": parameter.name,
            "kinds": parameter.kinds,
            "description": parameter.description,
            "required": parameter.required,
            "default": parameter.default,
        }
        for parameter in asked.parameters
    ]
    return {
        "name": asked.name,
        "title": asked.title,
        "question": asked.question,
        "columns": asked.columns,
        "parameters": parameters,
        "address": str(request.url_for("question", name=asked.name)),
    }
