"""Describe the HTTP interface in OpenAPI 3.1, for clients and tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from inspectgraph.query.questions import Question
from inspectgraph.serve.formats import (
    DOCUMENTS,
    GRAPHS,
    QUESTIONS,
    RESULTS,
    Format,
)

__all__ = ["FORMATS", "openapi"]

#: The formats of named questions by the value of the parameter `format`.
FORMATS: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "text": "text/plain",
    "tsv": "text/tab-separated-values",
}
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_TEXT: Final = {"type": "string"}
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
#: The statuses of an error, with what each means.
_ERRORS: Final = {
    "400": "The request does not follow the protocol, or its query is not SPARQL.",
    "403": "The query would change the graph, or read another service or a file.",
    "404": "The resource or question does not exist.",
    "406": "The client accepts no format that the answer has.",
    "413": "The query is too long.",
    "415": "The protocol does not allow this content type.",
    "502": "The store behind the service cannot be reached.",
    "503": "A limit of memory or rows was reached, or all processes are busy.",
    "504": "The time limit was reached.",
}


def openapi(title: str, questions: Iterable[Question]) -> dict[str, Any]:
    """Return the OpenAPI description of the HTTP interface.

    Args:
        title: The short name of the graph.
        questions: The named questions.
    """
    dataset = [
        _parameter("default-graph-uri", _IRIS, "Graphs that form the default graph."),
        _parameter("named-graph-uri", _IRIS, "Named graphs."),
    ]
    query = _parameter("query", _TEXT, "A query in SPARQL 1.1.")
    both = (*RESULTS, *GRAPHS)
    paths: dict[str, Any] = {
        "/sparql": {
            "get": _operation("Answer a query", both, [query, *dataset]),
            "post": {
                **_operation("Answer a query", both, dataset),
                "requestBody": {"required": True, "content": _contents()},
            },
        },
        "/questions": {"get": _operation("List the named questions", QUESTIONS[:1])},
        "/.well-known/void": {"get": _operation("Describe the dataset", GRAPHS)},
        "/id/{kind}/{name}": {
            "get": _operation(
                "Redirect to the page or the data of a resource",
                DOCUMENTS,
                [_in_path("kind"), _in_path("name")],
                status="303",
            )
        },
        "/health": {
            "get": _operation("Report whether queries are answered", QUESTIONS[:1])
        },
    }
    for one in questions:
        operation = _operation(one.question, QUESTIONS, _of_question(one))
        paths[f"/questions/{one.name}"] = {"get": operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": paths,
    }


def _of_question(one: Question) -> list[dict[str, Any]]:
    """Return the parameters of a named question."""
    known = [
        {**_parameter(own.name, _TEXT, own.description), "required": own.required}
        for own in one.parameters
    ]
    form = {"type": "string", "enum": sorted(FORMATS)}
    return [
        *known,
        _parameter(
            "format", form, "The format; it takes precedence over the header Accept."
        ),
    ]


def _contents() -> dict[str, Any]:
    """Return the formats in which a POST request can contain a query."""
    fields = {"query": _TEXT, "default-graph-uri": _IRIS, "named-graph-uri": _IRIS}
    form = {"type": "object", "required": ["query"], "properties": fields}
    return {_FORM: {"schema": form}, _QUERY: {"schema": _TEXT}}


def _parameter(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": words}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def _operation(
    summary: str,
    formats: Sequence[Format],
    parameters: Sequence[dict[str, Any]] = (),
    status: str = "200",
) -> dict[str, Any]:
    """Return an OpenAPI operation: its summary, parameters and possible responses.

    The responses are keyed by HTTP status.
    """
    content: dict[str, Any] = {}
    if status == "200":
        content = {form.media_type: {} for form in formats}
    answers: dict[str, Any] = {
        status: {"description": summary, "content": content},
        **{code: {"description": words} for code, words in _ERRORS.items()},
    }
    return {"summary": summary, "parameters": list(parameters), "responses": answers}
