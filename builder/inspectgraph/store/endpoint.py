"""Use a SPARQL 1.1 store over HTTP: run queries, and replace or remove graphs.

The user and password come from a given file or from the `netrc` file. The program curl
also reads the `netrc` file. The user and password are never taken from the URL. The
environment variable `NETRC` contains the path of the `netrc` file. The default path is
`.netrc` in the home folder.
"""

from __future__ import annotations

import netrc
import os
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from inspectgraph.model.errors import UnreadableError, UsageError, Where, shorten

__all__ = ["SECONDS", "Endpoint", "Login", "endpoint", "login"]

#: The seconds to wait for data from a store.
SECONDS: Final = 60.0
#: The paths for queries, each with the path of the Graph Store Protocol: of Oxigraph and
#: of Virtuoso.
_GRAPH_STORES: Final = {
    "/query": "/store",
    "/sparql": "/sparql-graph-crud-auth",
}
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password."""

    user: str
    password: str


def login(url: str, file: Path | None = None) -> Login | None:
    """Return the user and password for an address, or None if they are not known.

    Args:
        url: The address of the store.
        file: A file with `user:password` in its first line. By default, the `netrc` file
            is read.

    Raises:
        UsageError: If a file cannot be read, or does not contain a user and password.
    """
    if file is None:
        return _from_netrc(urlsplit(url).hostname or "")
    try:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("bad-login", f"the login in {file} cannot be read") from error
    user, colon, password = first.rstrip("\r").partition(":")
    if not (user and colon):
        message = f"{file} contains no login; write user:password in its first line"
        raise UsageError("bad-login", message)
    return Login(user, password)


def _from_netrc(host: str) -> Login | None:
    named = os.environ.get("NETRC")
    file = Path(named) if named else Path("~/.netrc").expanduser()
    if not named and not file.is_file():
        return None
    try:
        found = netrc.netrc(file).authenticators(host)
    except (OSError, UnicodeDecodeError, netrc.NetrcParseError) as error:
        message = f"the login in {file} cannot be read ({error})"
        raise UsageError("bad-login", message) from error
    return Login(found[0], found[2] or "") if found else None


def endpoint(
    url: str,
    graph_store: str | None = None,
    file: Path | None = None,
    seconds: float = SECONDS,
) -> Endpoint:
    """Return the SPARQL store at an address.

    Args:
        url: The address for queries.
        graph_store: The address for the Graph Store Protocol. By default, it is derived
            from `url` by the conventions of Oxigraph and Virtuoso.
        file: A file that contains `user:password`.
        seconds: The number of seconds to wait for the store.

    Raises:
        UsageError: If an address is not a web address, or contains a password.
    """
    for address in filter(None, (url, graph_store)):
        _check(address)
    return Endpoint(url, graph_store or _beside(url), login(url, file), seconds)


def _is_web(url: str) -> bool:
    """Return whether a text is the address of a web server."""
    try:
        parts = urlsplit(url)
        has_host = parts.scheme in {"http", "https"} and bool(parts.hostname)
        return has_host and parts.port != 0
    except ValueError:
        return False


def _check(url: str) -> None:
    if not _is_web(url):
        message = (
            f"{shorten(url)} is not a web address; give one such as"
            " http://localhost:7878/query"
        )
        raise UsageError("bad-store-url", message)
    if urlsplit(url).username is not None:
        message = (
            "the address of a store contains a user name or a password; put the login"
            " into a file for --login, or into your netrc file"
        )
        raise UsageError("bad-store-url", message)


def _beside(url: str) -> str:
    parts = urlsplit(url)
    for ending, other in _GRAPH_STORES.items():
        if parts.path.endswith(ending):
            path = parts.path.removesuffix(ending) + other
            return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL store: its addresses, login, and time limit in seconds."""

    url: str
    graph_store: str = ""
    login: Login | None = None
    seconds: float = SECONDS

    def query(
        self,
        text: str,
        graphs: Sequence[str] = (),
        named: Sequence[str] | None = None,
        *,
        triples: bool = False,
    ) -> bytes:
        """Return the answer of the store to a query: JSON results or N-Triples.

        Args:
            text: The query.
            graphs: The graphs that form the default graph.
            named: The named graphs. If `named` is None, the named graphs are those in
                `graphs`. If the query gets no graphs at all, it uses all graphs.
            triples: Whether the query is a CONSTRUCT or DESCRIBE query.

        Raises:
            UnreadableError: If the store cannot be reached, or refuses the request.
        """
        fields = [("query", text)]
        fields += [("default-graph-uri", graph) for graph in graphs]
        for graph in graphs if named is None else named:
            fields.append(("named-graph-uri", graph))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": _TRIPLES if triples else _RESULTS,
        }
        return self._send("POST", self.url, urlencode(fields).encode(), headers)

    def put(self, graph: str, turtle: bytes) -> None:
        """Replace a named graph of the store with the triples of a Turtle text.

        Raises:
            UsageError: If the address for the Graph Store Protocol is not known.
            UnreadableError: If the store cannot be reached, or refuses the request.
        """
        headers = {"Content-Type": "text/turtle"}
        self._send("PUT", self._graph_address(graph), turtle, headers)

    def delete(self, graph: str) -> None:
        """Remove a named graph from the store.

        Raises:
            UsageError: If the address for the Graph Store Protocol is not known.
            UnreadableError: If the store cannot be reached, or refuses the request.
        """
        self._send("DELETE", self._graph_address(graph), None, {})

    def _graph_address(self, graph: str) -> str:
        if not self.graph_store:
            message = (
                "the address of the Graph Store Protocol is not known for the store"
                f" {self.url}; give it with --graph-store URL"
            )
            raise UsageError("no-graph-store", message)
        joint = "&" if urlsplit(self.graph_store).query else "?"
        return f"{self.graph_store}{joint}{urlencode({'graph': graph})}"

    def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> bytes:
        request = Request(url, body, dict(headers), method=method)  # noqa: S310 - checked above
        try:
            if method == "PUT":
                self._authorise(request)
            with self._opener().open(request, timeout=self.seconds) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as error:
            raise _refused(url, error) from error
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            message = f"the store cannot be reached ({shorten(str(reason), 200)})"
            raise UnreadableError("store-unreachable", message, Where(url)) from error

    def _authorise(self, request: Request) -> None:
        """Add the login to a request, by the method that the store demands.

        The login is added before a long text is sent, because some stores close the
        connection if a long request has no login.
        """
        if not self.login:
            return
        probe = Request(request.full_url, method="HEAD")  # noqa: S310 - checked above
        try:
            with build_opener(_NoRedirect()).open(probe, timeout=self.seconds):
                return
        except HTTPError as error:
            with error:
                wanted = error.headers.get("WWW-Authenticate", "")
        scheme, _, rest = wanted.partition(" ")
        if scheme.lower() == "digest":
            given = parse_keqv_list(list(filter(None, parse_http_list(rest))))
            handler = HTTPDigestAuthHandler(self._passwords())
            token = handler.get_authorization(request, given)
            request.add_unredirected_header("Authorization", f"Digest {token}")
        elif scheme.lower() == "basic":
            pair = f"{self.login.user}:{self.login.password}".encode()
            token = b64encode(pair).decode()
            request.add_unredirected_header("Authorization", f"Basic {token}")

    def _opener(self) -> OpenerDirector:
        if not self.login:
            return build_opener(_NoRedirect())
        known = self._passwords()
        return build_opener(
            _NoRedirect(), HTTPBasicAuthHandler(known), HTTPDigestAuthHandler(known)
        )

    def _passwords(self) -> HTTPPasswordMgrWithDefaultRealm:
        """Return a password manager that gives the login only to this store."""
        known = HTTPPasswordMgrWithDefaultRealm()
        if self.login:
            for url in filter(None, (self.url, self.graph_store)):
                known.add_password(None, url, self.login.user, self.login.password)
        return known


class _NoRedirect(HTTPRedirectHandler):
    """A handler that refuses redirects, because the new address may be unsafe."""

    def redirect_request(self, *_arguments: object, **_options: object) -> None:
        return None


def _refused(url: str, error: HTTPError) -> UnreadableError:
    """Return the error to raise when a store answers with an error status."""
    with error:
        told = shorten(error.read(2000).decode("utf-8", "replace"), 300)
    advice = ""
    if error.code in {401, 403}:
        advice = "; give its user:password in a file with --login FILE"
    message = (
        f"the store refused the request with HTTP {error.code}:"
        f" {told or error.reason}{advice}"
    )
    return UnreadableError("store-refused", message, Where(url))
