"""Answer one request: open the graph, run the query, and render the answer.

Requests and replies consist of plain values, so that they can pass between processes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, cast

from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of
from inspectgraph.store.generations import discard, is_damage, open_generation

if TYPE_CHECKING:
    from pyoxigraph import Store

    from inspectgraph.answer.table import Line
    from inspectgraph.query import Answer

__all__ = [
    "Reply",
    "Request",
    "forbid_new_files",
    "open_early",
    "permit_new_files",
    "reply_to",
    "table_text",
]

_STYLES: Final = {
    "head": "bold",
    "rule": "dim",
    "group": "bold cyan",
    "row": "",
    "blank": "",
}

#: The largest number of open files that all systems allow to a process.
_MOST_FILES: Final = 10_240
#: The stores on disk that are open already, by their paths.
_opened: dict[str, Store] = {}


@dataclass(frozen=True, slots=True)
class Request:
    """A request: a question or query, the graph, and the format of the answer.

    Attributes:
        question: The name of a named question; "" for a free query.
        values: The values of the question's parameters.
        text: The free query, in SPARQL.
        source: The name of the free query in messages.
        form: The output format. None means a table, or Turtle for triples.
        graphs: The folder of the published graph; None for `graphs/` of the project.
        generation: The on-disk store of the graph; None to read the Turtle files.
        reports: The folder of the reports. Before the query runs, all anchors are
            looked up in these reports. If None, no anchor is looked up.
        width: The largest number of characters in a line of a table.
        colour: Whether a table may have colours.
        safe: Whether to prevent a spreadsheet from running values as formulas.
        patience: A limit of processor time, in seconds. If a free query takes longer,
            no part of the query is run again to find hints.
        limit: The largest number of rows to print. 0 means all rows. None also means
            all rows, with one exception: the table of a named question has at most
            `MOST_LINES` lines.
    """

    question: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    text: str = ""
    source: str = ""
    form: str | None = None
    graphs: str | None = None
    generation: str | None = None
    store: str | None = None
    login: str | None = None
    reports: str | None = None
    width: int = 100
    colour: bool = False
    safe: bool = False
    patience: float = 5.0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A rendered answer.

    Attributes:
        exit_code: The exit code of the command.
        messages: The text for standard error.
        output: The bytes for standard output, UTF-8.
        is_table: Whether the output is a table, which may need the terminal's encoding.
    """

    exit_code: int
    messages: str = ""
    output: bytes = b""
    is_table: bool = False


def open_early(request: Request) -> None:
    """Open the on-disk store of a request before the request is answered.

    Do nothing if the request has no store, or if the store is damaged.
    """
    if request.generation and not request.reports:
        with suppress(InspectGraphError):
            store = open_generation(Path(request.generation))
            _opened[request.generation] = store


def reply_to(request: Request) -> Reply:
    """Return the rendered answer to a request, or a reply with an error message."""
    try:
        store = _store(request)
        with data_base(base_of(store)):
            return _rendered(request, _answer(request, store))
    except (InspectGraphError, OSError, RuntimeError) as error:
        if request.generation and is_damage(error):
            discard(Path(request.generation))
            return reply_to(replace(request, generation=None))
        if isinstance(error, InspectGraphError):
            return Reply(error.exit_code, f"{error}\n")
        raise


def table_text(
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    below: Sequence[str],
    width: int,
    *,
    colour: bool = False,
) -> str:
    """Return a table as text, with sentences below it.

    Args:
        columns: The names of the columns.
        rows: The rows of cells.
        below: The sentences to add below the table.
        width: The largest number of characters in a line.
        colour: Whether to use colours, if the library rich is installed.
    """
    from inspectgraph.answer.table import BLANK, Line, table

    lines = table(columns, rows, width)
    if lines and below:
        lines.append(BLANK)
    for sentence in below:
        texts = wrap(escape_controls(sentence), width, break_on_hyphens=False)
        lines += [Line(text, "row") for text in texts]
    if colour:
        coloured = _coloured(lines)
        if coloured is not None:
            return coloured
    return "\n".join(line.text for line in lines) + "\n"


def _store(request: Request) -> Store:
    """Return the graph that a request asks about.

    If the request names a folder of reports, each anchor is looked up in these reports.
    The results are added to the graph.
    """
    if request.store:
        from inspectgraph.query.remote import remote_store

        login = Path(request.login) if request.login else None
        return cast("Store", remote_store(request.store, login))
    if request.generation and not request.reports:
        store = _opened.pop(request.generation, None)
        if store is None:
            store = open_generation(Path(request.generation))
        return store
    from inspectgraph.files.project import graphs_folder, required_project
    from inspectgraph.rdf.store import open_published

    store = open_published(Path(request.graphs) if request.graphs else graphs_folder())
    if request.reports:
        from inspectgraph.anchors.verify import verification_quads, verify
        from inspectgraph.load import load_project

        store.extend(
            verification_quads(
                verify(load_project(required_project()), Path(request.reports)), store
            )
        )
    return store


def _answer(request: Request, store: Store) -> Answer:
    """Return the answer to a named question or a free query."""
    from inspectgraph.query import ask, ask_sparql

    if request.question:
        values: dict[str, Any] = dict(request.values)
        return ask(store, request.question, **values)
    if request.store:  # hints would ask again and again over the network
        return ask_sparql(store, request.text, request.source, patience=None)
    return ask_sparql(
        store, request.text, request.source, forbid_new_files, request.patience
    )


def forbid_new_files() -> AbstractContextManager[None]:
    """Forbid this process from opening any file or connection, in a `with` block.

    Other checks refuse queries that call another endpoint. If these checks overlook
    such a query, the query still fails.
    """
    return _open_files(0)


def permit_new_files() -> AbstractContextManager[None]:
    """Permit this process to open files again, inside `forbid_new_files`."""
    return _open_files(_MOST_FILES)


@contextmanager
def _open_files(most: int) -> Iterator[None]:
    """Limit the number of open files of this process in a `with` block."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    hard = before[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _rendered(request: Request, answer: Answer) -> Reply:
    """Render an answer in the format of a request.

    The messages of the reply contain any hints on the query. The sentences on coverage
    are part of the output in some formats. In all other formats, the messages contain
    these sentences.
    """
    form = request.form or ("ttl" if answer.kind == "graph" else "table")
    hints = "".join(f"{hint}\n" for hint in answer.hints)
    if form == "table":
        text = _table(request, answer)
        return Reply(0, hints, text.encode("utf-8", "replace"), is_table=True)
    from inspectgraph.query.serialise import render

    answer = _limited(answer, request.limit)
    covers = (
        "" if form == "md" else "".join(f"{sentence}\n" for sentence in answer.covers)
    )
    return Reply(
        0,
        hints + covers,
        render(answer, form, safe=request.safe).encode("utf-8", "replace"),
    )


def _limited(answer: Answer, limit: int | None) -> Answer:
    """Return the first rows of an answer, and a sentence with the number of rows left out."""
    from inspectgraph.answer.shown import left_out

    if not limit or len(answer.terms) <= limit:
        return answer
    told = left_out(len(answer.terms) - limit)
    return replace(answer, terms=answer.terms[:limit], covers=(told, *answer.covers))


def _table(request: Request, answer: Answer) -> str:
    """Return an answer as a table. The table of a named question has short statement ids."""
    from inspectgraph.answer.shown import first_rows, left_out, short_ids
    from inspectgraph.query.cells import cells

    rows, below = cells(answer), answer.covers
    if request.question not in {"", "evidence"}:
        rows, told = short_ids(answer.columns, rows)
        below = (*below, *filter(None, (told,)))

    def text(count: int, *, colour: bool = False) -> str:
        note = filter(None, (left_out(len(rows) - count),))
        return table_text(
            answer.columns, rows[:count], (*note, *below), request.width, colour=colour
        )

    count = len(rows)
    if request.limit:
        count = min(count, request.limit)
    elif request.limit is None and request.question:
        count = first_rows(count, lambda some: text(some).count("\n"))
    return text(count, colour=request.colour)


def _coloured(lines: Sequence[Line]) -> str | None:
    """Return the lines of a table in colour, or None if rich is not installed."""
    try:
        from rich.console import Console
        from rich.text import Text
    except ImportError:
        return None
    console = Console(file=io.StringIO(), force_terminal=True, highlight=False)
    with console.capture() as captured:
        for line in lines:
            console.print(Text(line.text, style=_STYLES[line.style]), soft_wrap=True)
    return captured.get()
