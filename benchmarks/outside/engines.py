"""Check which engines of others give the same rows for the named questions as pyoxigraph."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from inspectgraph.model.errors import InspectGraphError
from inspectgraph.query import Question, ask, questions
from inspectgraph.rdf.store import open_published
from inspectgraph.store.endpoint import Endpoint
from inspectgraph.store.remote_load import load_graphs
from other_engines import (
    SAME,
    Rows,
    compared,
    in_rdflib,
    in_rdflib_asked,
    in_store_asked,
    plain,
    with_values,
)
from sparql_stores import NotHereError, oxigraph, virtuoso

from .tools import Check, Material, MissingToolError, Tools, run

__all__ = ["Given", "engines"]

Given = Callable[[Question], Mapping[str, str] | None]
_Asked = Callable[[Question, Mapping[str, str]], Rows]
_Server = Callable[[Path, float], AbstractContextManager[Endpoint]]
_TRIED: Final = "named questions, rows in the same order"


def engines(
    material: Material, tools: Tools, given: Given, seconds: float
) -> Iterator[Check]:
    """Yield a check for each engine.

    Args:
        material: The published files.
        tools: Where Comunica is.
        given: A function that returns the values for the parameters of a question, or
            None if the question cannot be asked.
        seconds: The seconds that Comunica and the servers have for a question.
    """
    store = open_published(material.graphs)
    compare = partial(_compare, store, given)
    yield Check(
        "rdflib", partial(version, "rdflib"), _TRIED, lambda: compare(_rdflib(store))
    )
    ask_server = partial(_in_server, material, store, compare, seconds)
    yield Check("Virtuoso", _virtuoso_version, _TRIED, partial(ask_server, virtuoso))
    yield Check(
        "Oxigraph server",
        partial(tools.python_version, "oxigraph"),
        f"{_TRIED}, over HTTP",
        lambda: ask_server(_oxigraph(tools)),
    )
    comunica = partial(tools.node_version, "@comunica/query-sparql-rdfjs")
    yield Check(
        "Comunica",
        comunica,
        _TRIED,
        lambda: compare(_comunica(material, tools, store, seconds)),
    )


def _compare(store: Store, given: Given, asked: _Asked) -> str:
    """Ask an engine every question; say in words how many have the same rows as pyoxigraph."""
    results: Counter[str] = Counter()
    others = []
    for question in questions():
        values = given(question)
        if values is None:
            continue
        wanted = plain(ask(store, question.name, **values).terms)
        found = _found(asked, question, values, wanted)
        results[found] += 1
        if found != SAME:
            others.append(f"`{question.name}` {found}")
    whole = f"{results[SAME]} of {results.total()} the same"
    return "; ".join([whole, *others])


def _found(
    asked: _Asked, question: Question, values: Mapping[str, str], wanted: Rows
) -> str:
    try:
        return compared(asked(question, values), wanted)
    except TimeoutError:
        return "no answer in time"
    except InspectGraphError as error:
        return f"refused [{error.code}]"
    except MissingToolError as error:
        return f"refused ({error})"


def _rdflib(store: Store) -> _Asked:
    return partial(in_rdflib_asked, in_rdflib(store), store)


def _oxigraph(tools: Tools) -> _Server:
    """Return how to run the server of Oxigraph that is installed with the tools."""
    program = tools.python.with_name("oxigraph")
    return partial(oxigraph, union=True, program=str(program))


def _in_server(
    material: Material,
    store: Store,
    compare: Callable[[_Asked], str],
    seconds: float,
    server: _Server,
) -> str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            with server(Path(folder), seconds) as there:
                load_graphs(there, material.graphs)
                return compare(partial(in_store_asked, there, store))
        except NotHereError as error:
            raise MissingToolError(str(error)) from None


def _comunica(material: Material, tools: Tools, store: Store, seconds: float) -> _Asked:
    """Return how to ask Comunica, each question in a process of its own."""
    query = tools.folder / "query.rq"
    file = str(material.exported / "all.nq")

    def asked(question: Question, values: Mapping[str, str]) -> Rows:
        query.write_text(with_values(question, store, values), encoding="utf-8")
        output = tools.run_node("ask.mjs", file, str(query), seconds=seconds)
        rows = (tuple(row) for row in json.loads(output))
        return list(dict.fromkeys(row[: len(question.columns)] for row in rows))

    return asked


def _virtuoso_version() -> str:
    package = "virtuoso-opensource-7-bin"
    return run(["dpkg-query", "-W", "-f", "${Version}", package]).decode()
