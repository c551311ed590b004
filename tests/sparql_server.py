"""A small SPARQL store on this machine: queries, the Graph Store Protocol, a login."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)

__all__ = ["SparqlServer", "running"]


class SparqlServer(ThreadingHTTPServer):
    """The server: its store, and the requests that it got."""

    def __init__(self, login: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = Store()
        self.login = login
        self.requests: list[str] = []
        #: Graphs whose triples the server loses.
        self.loses: set[str] = set()

    @property
    def address(self) -> str:
        """Where it answers queries."""
        return f"http://127.0.0.1:{self.server_address[1]}/query"


class _Handler(BaseHTTPRequestHandler):
    server: SparqlServer

    def do_HEAD(self) -> None:
        self.answer(204 if self.is_known() else 401)

    def do_POST(self) -> None:
        fields = parse_qs(self.body().decode())
        self.server.requests.append(fields["query"][0])
        graphs = list(map(NamedNode, fields.get("default-graph-uri", [])))
        named = list(map(NamedNode, fields.get("named-graph-uri", [])))
        try:
            found = self.server.store.query(
                fields["query"][0],
                default_graph=[*graphs] or None,
                named_graphs=[*named] or None,
            )
        except SyntaxError as error:
            self.answer(400, str(error).encode())
            return
        if isinstance(found, QuerySolutions | QueryBoolean):
            content = found.serialize(format=QueryResultsFormat.JSON)
        else:
            content = found.serialize(format=RdfFormat.N_TRIPLES)
        self.answer(200, content or b"")

    def do_PUT(self) -> None:
        graph, content = self.graph(), self.body()
        if not self.is_known():
            self.answer(401)
            return
        self.server.store.clear_graph(graph)
        if graph.value not in self.server.loses:
            self.server.store.load(content, RdfFormat.TURTLE, to_graph=graph)
        self.answer(204)

    def do_DELETE(self) -> None:
        if not self.is_known():
            self.answer(401)
            return
        self.server.store.remove_graph(self.graph())
        self.answer(204)

    def graph(self) -> NamedNode:
        """Return the graph in the address of the request."""
        fields = parse_qs(urlsplit(self.path).query)
        self.server.requests.append(f"{self.command} {fields['graph'][0]}")
        return NamedNode(fields["graph"][0])

    def body(self) -> bytes:
        """Return the body of the request."""
        return self.rfile.read(int(self.headers["Content-Length"]))

    def is_known(self) -> bool:
        """Return whether the login is right, or no login is required."""
        token = b64encode(self.server.login.encode()).decode()
        given = self.headers.get("Authorization")
        return not self.server.login or given == f"Basic {token}"

    def answer(self, status: int, content: bytes = b"") -> None:
        """Send an answer."""
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="store"')
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


@contextmanager
def running(login: str = "") -> Iterator[SparqlServer]:
    """Run a server."""
    with SparqlServer(login) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
