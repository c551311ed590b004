"""Requests made from the description of the interface find no failure of the service."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from inspectgraph.query.questions import questions
from inspectgraph.serve.openapi import openapi

SCHEMA = openapi("a graph", questions())
OPERATIONS = [
    (method, path, operation)
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]
#: Values that mean something to the service, besides any others.
KNOWN = [
    *("netherford", "netherford-sif-2015", "common-assessment", "report", "authority"),
    *("SELECT * { ?s ?p ?o } LIMIT 3", "ASK {}", "DESCRIBE insp:Report", "json", "0"),
    *("https://w3id.org/inspectgraph/graph/registry", "", "-1", "99999999999999999999"),
]
TEXTS = st.one_of(st.sampled_from(KNOWN), st.text(max_size=30))


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that fit a schema of the description, and some that do not."""
    if schema.get("type") == "array":
        return st.lists(TEXTS, max_size=3)
    if "enum" in schema:
        return st.one_of(st.sampled_from(schema["enum"]), TEXTS)
    return TEXTS


def requests(operation: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return requests for an operation: parameters, content, and formats."""
    own = operation["parameters"]
    parts = {
        place: st.fixed_dictionaries(
            {one["name"]: values(one["schema"]) for one in own if wanted(one, place)},
            optional={
                one["name"]: values(one["schema"])
                for one in own
                if one["in"] == place and not wanted(one, place)
            },
        )
        for place in ("path", "query")
    }
    offers = [
        kind
        for code in operation["responses"].values()
        for kind in code.get("content", ())
    ]
    parts["accept"] = st.sampled_from([*offers, "*/*", "image/png", ""])
    body = operation.get("requestBody", {}).get("content", {})
    parts["content"] = st.one_of(st.none(), *map(content, body.items()))
    return st.fixed_dictionaries(parts)


def wanted(parameter: dict[str, Any], place: str) -> bool:
    """Return whether a request must have a parameter at a place."""
    return parameter["in"] == place and bool(parameter.get("required"))


def content(form: tuple[str, dict[str, Any]]) -> st.SearchStrategy[Any]:
    """Return contents of a media type: a form, or a text."""
    kind, schema = form[0], form[1]["schema"]
    if schema["type"] == "object":
        fields = {name: values(own) for name, own in schema["properties"].items()}
        return st.tuples(st.just(kind), st.fixed_dictionaries({}, optional=fields))
    return st.tuples(st.just(kind), TEXTS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "operation"),
    OPERATIONS,
    ids=[f"{method} {path}" for method, path, _ in OPERATIONS],
)
def test_every_answer_is_one_that_the_description_names(
    client: TestClient, method: str, path: str, operation: dict[str, Any]
) -> None:
    """Status and media type of any answer are described, and no status is 500."""

    @given(asked=requests(operation))
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
        ],
    )
    def send(asked: dict[str, Any]) -> None:
        url = path
        for name, value in asked["path"].items():
            url = url.replace(f"{{{name}}}", quoted(value))
        headers = {"Accept": asked["accept"]}
        data: dict[str, Any] = {}
        if asked["content"]:
            headers["Content-Type"], given_ = asked["content"]
            data = (
                {"data": given_}
                if isinstance(given_, dict)
                else {"content": given_.encode()}
            )
        found = client.request(
            method, url, params=asked["query"], headers=headers, **data
        )
        assert found.status_code != 500
        assert b"Traceback" not in found.content
        described = operation["responses"].get(str(found.status_code))
        assert described is not None, (found.status_code, found.text)
        if kinds := described.get("content"):
            assert found.headers["Content-Type"].partition(";")[0] in kinds

    send()


def quoted(text: str) -> str:
    """Return a text as a part of a path, which is never empty or a step upwards."""
    from urllib.parse import quote

    return quote(text, safe="").replace(".", "%2E") or "-"


def test_the_description_is_served_and_refers_to_real_formats(
    client: TestClient,
) -> None:
    """The service answers its own description, with every parameter in its place."""
    found = client.get("/openapi.json").json()
    assert found["openapi"] == "3.1.0"
    assert found["paths"] == SCHEMA["paths"]
    for _, _, operation in OPERATIONS:
        for parameter in operation["parameters"]:
            assert parameter["in"] in {"path", "query"}
