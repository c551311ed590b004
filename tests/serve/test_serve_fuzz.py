"""No request makes the service fail: every status is one that the client can act on."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

NAMED = st.text(max_size=20).map(quote)
PATHS = st.one_of(
    st.sampled_from(
        [
            *("/", "/sparql", "/sparql/", "/questions", "/questions/coverage"),
            *("/questions/judgements", "/.well-known/void", "/health", "/metrics"),
            *("/def/Report", "/def/Report.rdf", "/council/", "/site.css"),
        ]
    ),
    NAMED.map("/id/authority/{}.ttl".format),
    NAMED.map("/questions/{}".format),
)
PIECES = st.sampled_from(
    [
        "SELECT",
        "*",
        "{",
        "}",
        "?s",
        "ASK",
        "FROM",
        "NAMED",
        "<a:b>",
        "SERVICE",
        "GRAPH",
        "'",
        '"',
        "#",
        "<",
        "\\u0000",
        "DESCRIBE",
        "insp:Report",
        "LIMIT",
        "1",
        "(",
        ")",
        "VALUES",
        "x:y",
        "é",
    ]
)
QUERIES = st.one_of(st.text(max_size=50), st.lists(PIECES, max_size=15).map(" ".join))
NAMES = st.sampled_from(
    ["query", "update", "default-graph-uri", "named-graph-uri", "format", "report", "x"]
)
FIELDS = st.lists(st.tuples(NAMES, QUERIES), max_size=3)
RANGES = st.sampled_from(
    [
        "",
        "*/*",
        "text/csv",
        "text/turtle;q=0.5",
        "application/rdf+xml",
        "q=1;;",
        "a/b;q=x",
        "text/html",
        ",,",
    ]
)
KINDS = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "text/plain",
        "",
        "a; charset=x",
    ]
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS"])


REQUESTS = st.fixed_dictionaries(
    {
        "method": METHODS,
        "url": PATHS,
        "params": FIELDS,
        "content": st.one_of(st.binary(max_size=60), QUERIES.map(str.encode)),
        "headers": st.fixed_dictionaries({"Accept": RANGES, "Content-Type": KINDS}),
    }
)


@pytest.mark.slow
@given(request_sent=REQUESTS)
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_is_answered_with_500(
    client: TestClient, request_sent: dict[str, Any]
) -> None:
    """Whatever is sent, the status is below 500, and no traceback is shown."""
    found = client.request(**request_sent)
    assert found.status_code < 500, found.text
    assert b"Traceback" not in found.content
