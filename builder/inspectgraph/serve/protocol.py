"""Read a request according to the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from inspectgraph.serve.refusal import RefusedError

__all__ = ["Asked", "read_request"]

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_READ_ONLY: Final = "this service only reads the graph; it takes no update"
_ONE_QUERY: Final = "the request has {} queries; send one parameter 'query'"
#: The largest number of fields in a request, more than any valid request needs.
_MOST_FIELDS: Final = 2000

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A SPARQL query and its dataset.

    `default` and `named` hold the IRIs of graphs from the parameters of the request. If
    both are empty, the dataset in the query is used. If the query has no dataset
    either, the dataset consists of all graphs.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def read_request(
    method: str, query_string: bytes, content_type: str, body: bytes
) -> Asked | None:
    """Return the query of a request, or None if the request asks for the service description.

    Args:
        method: The HTTP method: GET, HEAD or POST.
        query_string: The part of the address after the question mark.
        content_type: The value of the Content-Type header.
        body: The content of the request.

    Raises:
        RefusedError: If the request does not follow the SPARQL Protocol, or is an update.
    """
    fields = _fields(query_string, "the address")
    if method != "POST":
        return _asked(fields)
    media_type = _media_type(content_type)
    if media_type == _FORM:
        return _needed(_asked(fields + _fields(body, "the form")))
    if media_type == _QUERY:
        return _needed(_asked([("query", _text(body, "the query")), *fields]))
    if media_type == _UPDATE:
        raise RefusedError(403, _READ_ONLY)
    message = f"send a query by POST as {_FORM} or as {_QUERY}"
    raise RefusedError(415, message)


def _media_type(content_type: str) -> str:
    """Return the media type in a Content-Type header.

    Raises:
        RefusedError: If the header names a character set other than UTF-8.
    """
    name, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key == "charset" and value.strip('"') not in {"utf-8", "utf8", "us-ascii"}:
            raise RefusedError(415, "a query must be in the character set UTF-8")
    return name


def _fields(text: bytes, place: str) -> Fields:
    """Return the names and values of the fields in an encoded HTML form.

    Raises:
        RefusedError: If the text is not form data in UTF-8.
    """
    if not text:
        return []
    try:
        return parse_qsl(
            text.decode("ascii" if place == "the address" else "utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        message = f"{place} is not a form in UTF-8; encode it as {_FORM}"
        raise RefusedError(400, message) from None


def _text(content: bytes, what: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, f"{what} is not UTF-8") from None


def _asked(fields: Fields) -> Asked | None:
    """Return the query among the fields of a request, or None if there is none.

    Raises:
        RefusedError: If there are several queries, or if there is an update.
    """
    if _values(fields, "update"):
        raise RefusedError(403, _READ_ONLY)
    queries = _values(fields, "query")
    if len(queries) > 1:
        raise RefusedError(400, _ONE_QUERY.format(len(queries)))
    if not queries:
        return None
    return Asked(
        queries[0],
        tuple(_values(fields, "default-graph-uri")),
        tuple(_values(fields, "named-graph-uri")),
    )


def _needed(asked: Asked | None) -> Asked:
    """Return the query of a POST request.

    Raise an error if the request has no query.
    """
    if asked is None:
        raise RefusedError(400, _ONE_QUERY.format("no"))
    return asked


def _values(fields: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]
