"""The jobs of a worker process: answer a query or a question, or write a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import nullcontext
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, QueryTriples, Store

from inspectgraph.answer.worker import forbid_new_files, table_text
from inspectgraph.model.errors import InspectGraphError, QueryError, shorten
from inspectgraph.query import Answer, ask
from inspectgraph.query.cells import cells
from inspectgraph.query.engine import as_query_errors, graph_names
from inspectgraph.query.guard import named_graphs, refuse
from inspectgraph.query.serialise import render
from inspectgraph.rdf.namespaces import BASE, PREFIXES
from inspectgraph.serve import descriptions
from inspectgraph.serve.documents import Documents
from inspectgraph.serve.formats import (
    DOCUMENTS,
    FILES,
    GRAPHS,
    QUESTIONS,
    RESULTS,
    Format,
    negotiated,
)
from inspectgraph.serve.jobs import ANSWER_LIMIT, SHORT, Job, Reply, Setup
from inspectgraph.serve.refusal import RefusedError, as_refusal
from inspectgraph.serve.results import (
    DIGEST_SIZE,
    Counting,
    Output,
    QueryResults,
    Written,
    convert_graph,
    write,
)

__all__ = ["reply_to"]

_SOURCE: Final = "query"
_WIDTH: Final = 100


def reply_to(job: Job, opened: Callable[[], Store], setup: Setup) -> Reply:
    """Do a job, and return a reply.

    The answer itself is written to the output file of the job, unless the answer is
    short.

    Args:
        job: The job.
        opened: A function that opens the graph and returns it.
        setup: The graph and the limits.
    """
    try:
        return _KINDS[job.kind](job, opened(), setup)
    except RefusedError as error:
        return Reply(error.status, message=error.message, reason=error.reason)
    except InspectGraphError as error:
        found = as_refusal(error)
        return Reply(found.status, message=found.message)


def _sparql(job: Job, store: Store, setup: Setup) -> Reply:
    """Answer a SPARQL query.

    Raises:
        QueryError: If the query is not SPARQL, would change the graph, refers to
            another endpoint, or names an unknown graph.
    """
    text = job.query.rstrip()
    if not text:
        raise RefusedError(400, "the query is empty; send one in SPARQL 1.1")
    refuse(text, _SOURCE)
    dataset = _dataset(job, text, _names(store))
    with as_query_errors(text, _SOURCE):
        found = store.query(text, base_iri=BASE, prefixes=PREFIXES, **dataset)
        form = negotiated(job.accept, _offers(found))
        # The engine works while its results are written.
        during = nullcontext if setup.store else forbid_new_files
        output = Output(Path(job.output), setup.limits.rows, during, short=SHORT)
        return _reply(write(found, form.name, output), form)


def _offers(found: QueryResults) -> Sequence[Format]:
    """Return the formats in which the result of a query can be written."""
    return GRAPHS if isinstance(found, QueryTriples) else RESULTS


def _dataset(job: Job, text: str, known: Set[str]) -> dict[str, Any]:
    """Return the RDF dataset of a query, as arguments for the SPARQL engine.

    A dataset in the parameters of the request takes precedence over a dataset in the
    query. If neither is given, the dataset is the union of all graphs.

    Raises:
        QueryError: If a named graph does not exist.
    """
    in_query = named_graphs(text, _SOURCE, known)
    for iri in (*job.default, *job.named):
        if iri not in known:
            message = f"there is no graph <{iri}>; the service description lists them"
            raise QueryError("unknown-graph", message)
    if not (job.default or job.named):
        return {"use_default_graph_as_union": not in_query}
    return {
        "default_graph": list(map(NamedNode, job.default)),
        "named_graphs": list(map(NamedNode, job.named)),
    }


def _question(job: Job, store: Store, _setup: Setup) -> Reply:
    """Answer a named question.

    Raises:
        QueryError: If the question, a parameter or a value is unknown, or a required
            parameter is missing.
    """
    form = negotiated(job.accept, QUESTIONS)
    values: dict[str, Any] = dict(job.values)
    answer = ask(store, job.name, **values)
    text = _written_question(job, answer, form.name).encode("utf-8", "replace")
    with Counting(Path(job.output), ANSWER_LIMIT, short=SHORT) as file:
        file.write(text)
    return _reply(file.written, form, answer.covers)


def _written_question(job: Job, answer: Answer, form: str) -> str:
    """Return the answer to a named question as text in a given format."""
    if form == "txt":
        return table_text(answer.columns, cells(answer), answer.covers, _WIDTH)
    if form == "json":
        return _json(job, answer)
    return render(answer, form.removeprefix("results-"))


def _json(job: Job, answer: Answer) -> str:
    """Return an answer as a JSON object.

    The object contains the notes on the answer, and a list with one object for each
    row.
    """
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    content = {
        "question": job.name,
        "parameters": dict(job.values),
        "columns": answer.columns,
        "rows": rows,
        "notes": answer.covers,
        "reports": dict(answer.marks),
    }
    return json.dumps(content, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> float:
    """Convert a decimal number to a float, which the JSON encoder supports."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def _file(job: Job, store: Store, setup: Setup) -> Reply:
    """Write a file of the website, and return the reply.

    Raises:
        RefusedError: If the website does not have the file (404).
    """
    ending = job.path.rpartition(".")[2]
    form = FILES.get(ending)
    output = Path(job.output)
    if form and _documents(store, setup).write(job.path, output):
        return _written(output, form)
    raise _unknown(job.path)


def _resource(job: Job, store: Store, setup: Setup) -> Reply:
    """Return the redirect from the IRI of a resource to its page or data.

    Raises:
        RefusedError: If the graph does not describe the resource (404), or if the client
            accepts none of the formats (406).
    """
    form = negotiated(job.accept, DOCUMENTS).name
    found = _documents(store, setup).location(job.path, form)
    if not found:
        raise _unknown(job.path)
    return Reply(303, content=b"", location=found)


def _unknown(path: str) -> RefusedError:
    shown = shorten(path, 200)
    return RefusedError(404, f"no page or resource has the path {shown}")


@lru_cache(maxsize=1)
def _names(store: Store) -> Set[str]:
    """Return the IRIs of the named graphs in a store.

    To list the graphs takes longer than a short query. So the result is cached until
    the function is called with a different object `store`. If the graph is in a SPARQL
    store, each query is run with a new object `store`. So the graphs of a SPARQL store
    are listed again for each query.
    """
    return frozenset(graph_names(store))


@lru_cache(maxsize=1)
def _documents(store: Store, setup: Setup) -> Documents:
    """Return the files of the website that presents a graph.

    The files are set up at the first call, and cached for later calls.
    """
    return Documents(store, setup)


def _service(job: Job, store: Store, _setup: Setup) -> Reply:
    """Write the description of the SPARQL service."""
    lines = descriptions.service(job.endpoint, sorted(graph_names(store)))
    return _described(job, lines)


def _void(job: Job, store: Store, setup: Setup) -> Reply:
    """Write the description of the dataset, from the published catalogue."""
    site = _documents(store, setup).settings
    lines = descriptions.dataset(job.endpoint, setup.graphs, site.base, site.title)
    return _described(job, lines)


def _described(job: Job, lines: Iterable[str]) -> Reply:
    """Write triples in the format that a job asks for, and return the reply.

    The triples are given as lines of N-Triples.
    """
    form = negotiated(job.accept, GRAPHS)
    output = Path(job.output)
    given = output.with_suffix(".given")
    given.write_text("".join(lines), encoding="utf-8")
    written = convert_graph(given, form.name, Output(output))
    given.unlink()
    return _reply(written, form)


def _written(output: Path, form: Format) -> Reply:
    """Return the reply for an answer whose file has been completely written."""
    with output.open("rb") as stream:
        digest = file_digest(stream, partial(blake2b, digest_size=DIGEST_SIZE))
    return _reply(Written(digest.hexdigest()), form)


def _reply(written: Written, form: Format, notes: tuple[str, ...] = ()) -> Reply:
    """Return the reply for an answer that has been written.

    The ETag contains the format, because two formats may have the same content.
    """
    return Reply(
        content_type=form.content_type,
        content=written.content,
        etag=f"{written.digest}-{form.name}",
        notes=notes,
    )


_KINDS: Final[Mapping[str, Callable[[Job, Store, Setup], Reply]]] = {
    "file": _file,
    "question": _question,
    "resource": _resource,
    "service": _service,
    "sparql": _sparql,
    "void": _void,
}
