"""Requests of the SPARQL Protocol are read as the standard says, and formats as clients prefer them."""

from __future__ import annotations

import pytest

from inspectgraph.serve.formats import GRAPHS, RESULTS, negotiated
from inspectgraph.serve.protocol import Asked, read_request
from inspectgraph.serve.refusal import RefusedError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def test_get_has_query_and_dataset_in_the_address() -> None:
    """Plus signs and percent signs are decoded; a graph may be named several times."""
    text = b"query=ASK+%7B%7D&default-graph-uri=g%3A1&default-graph-uri=g%3A2&named-graph-uri=g%3A3"
    assert read_request("GET", text, "", b"") == Asked(
        "ASK {}", ("g:1", "g:2"), ("g:3",)
    )


def test_post_takes_a_form_and_the_query_itself() -> None:
    """POST takes a form or the query itself, with the dataset in the address."""
    dataset = b"named-graph-uri=g%3A1"
    wanted = Asked("ASK {}", (), ("g:1",))
    assert read_request("POST", dataset, FORM, b"query=ASK%20%7B%7D") == wanted
    assert read_request("POST", dataset, f"{QUERY}; charset=UTF-8", b"ASK {}") == wanted


def test_a_get_without_query_is_for_the_description() -> None:
    """A GET without a query asks for the description of the service."""
    assert read_request("GET", b"", "", b"") is None
    assert read_request("GET", b"format=json", "", b"") is None


@pytest.mark.parametrize(
    ("method", "text", "kind", "body", "status"),
    [
        ("GET", b"query=ASK{}&query=ASK{}", "", b"", 400),
        ("GET", b"query=%ff", "", b"", 400),
        ("GET", b"update=CLEAR+ALL", "", b"", 403),
        ("POST", b"", FORM, b"", 400),
        ("POST", b"", FORM, b"update=CLEAR+ALL", 403),
        ("POST", b"query=ASK{}", FORM, b"query=ASK{}", 400),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST", b"", "text/plain", b"ASK {}", 415),
        ("POST", b"", "", b"query=ASK{}", 415),
        ("POST", b"", QUERY, "ASK {}".encode("utf-16"), 400),
        ("POST", b"", f"{QUERY}; charset=utf-16", "ASK {}".encode("utf-16"), 415),
    ],
)
def test_other_requests_are_refused(
    method: str, text: bytes, kind: str, body: bytes, status: int
) -> None:
    """A wrong request gets a 4xx status and a sentence that names the mistake."""
    with pytest.raises(RefusedError) as error:
        read_request(method, text, kind, body)
    assert error.value.status == status
    assert " " in error.value.message


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/csv;q=0.1, application/sparql-results+xml", "xml"),
        ("text/tab-separated-values, */*;q=0.1", "tsv"),
        ("application/json;q=0, application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        ("TEXT/CSV ; Q=1", "csv"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "xml"),
    ],
)
def test_rows_have_the_preferred_format(accept: str, name: str) -> None:
    """The most specific range counts, then the quality, then the order of the server."""
    assert negotiated(accept, RESULTS).name == name


@pytest.mark.parametrize(
    "accept", ["image/png", "*/*;q=0", "text/csv;q=0", "text/csv;q=nan", ","]
)
def test_no_acceptable_format_is_406(accept: str) -> None:
    """The sentence lists the formats of triples."""
    with pytest.raises(RefusedError) as error:
        negotiated(accept, GRAPHS)
    assert error.value.status == 406
    assert "text/turtle" in error.value.message
