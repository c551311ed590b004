"""`inspectgraph query`: ask the graph a named question or any SPARQL query."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from inspectgraph.answer.limits import (
    MEMORY_LIMIT,
    TIME_LIMIT,
    Head,
    Limits,
    limited_reply,
)
from inspectgraph.answer.prepare import prepared
from inspectgraph.answer.shown import MOST_LINES
from inspectgraph.answer.worker import Request
from inspectgraph.cli import terminal
from inspectgraph.cli.options import (
    PATH,
    Seconds,
    SingleOption,
    format_option,
    graphs_option,
    login_option,
    option,
    reports_option,
    safe_option,
    store_option,
)
from inspectgraph.files.console import controls
from inspectgraph.model.errors import QueryError, UnreadableError, UsageError, Where
from inspectgraph.query.questions import Parameter, Question, question
from inspectgraph.query.questions import questions as named_questions

if TYPE_CHECKING:
    from inspectgraph.files.text import TextFile

__all__ = ["query"]

_Command = Callable[..., Any]

_FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "md", "ttl")
_STANDARD_INPUT: Final = "standard input"
#: The exit code of a command that Ctrl-C ended.
_INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class Shared:
    """The values of the options that all questions share."""

    form: str | None
    graphs: Path | None
    reports: Path | None
    time_limit: float | None
    memory_limit: int | None
    store: str | None = None
    login: Path | None = None
    safe: bool = False
    limit: int | None = None

    def over(self, other: Shared) -> Shared:
        """Return the options of this object, completed with the options of `other`.

        An option that has no value in this object gets its value from `other`.
        """
        values = {}
        for name in Shared.__slots__:
            values[name] = getattr(self, name) or getattr(other, name)
        if self.limit is not None:  # 0 prints all rows
            values["limit"] = self.limit
        return Shared(**values)

    @property
    def limits(self) -> Limits:
        """The limits of time and memory for a query; missing limits get their defaults."""
        seconds = self.time_limit or TIME_LIMIT
        megabytes = self.memory_limit or MEMORY_LIMIT
        return Limits(seconds, megabytes)


_OPTIONS: Final = (
    option(
        "--limit",
        type=click.IntRange(min=0, max=1_000_000_000),
        metavar="ROWS",
        help=(
            "Print at most this many rows; 0 prints all rows. Without this option, the table"
            f" for a named question ends after {MOST_LINES} lines of text, and all other"
            " answers are printed in full."
        ),
    ),
    option(
        "--memory-limit",
        type=click.IntRange(min=1, max=1_000_000),
        metavar="MB",
        help=(
            "Stop a query that uses more than this many megabytes of memory;"
            f" {MEMORY_LIMIT} by default."
        ),
    ),
    option(
        "--time-limit",
        type=Seconds(),
        help=(f"Stop a query after this many seconds; {TIME_LIMIT} by default."),
    ),
    safe_option,
    login_option,
    store_option(required=False),
    reports_option(required=False),
    graphs_option,
    format_option(_FORMATS),
)


def _shared(command: _Command) -> _Command:
    """Add the options that all questions share to a command."""
    for added in _OPTIONS:
        command = added(command)
    return command


class Questions(click.Group):
    """A click group with a command for each named question, and the command `-`.

    The command `-` reads a SPARQL query from standard input.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all named questions."""
        return [one.name for one in named_questions()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command of a named question.

        For the name `-`, return the command that reads a query from standard input.
        """
        return _from_stdin() if cmd_name == "-" else _as_command(question(cmd_name))

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the names and titles of all questions into the help."""
        with formatter.section("Questions"):
            formatter.write_dl([(one.name, one.title) for one in named_questions()])


def _as_command(asked: Question) -> click.Command:
    """Turn a named question into a click command."""

    def run(**given: Any) -> None:
        shared = {name: given.pop(name) for name in Shared.__slots__}
        _answer(Shared(**shared), question=asked.name, values=given)

    text = (
        f"{asked.question}\n\nColumns: {', '.join(asked.columns)}.\n\n\b\nExample:\n "
        f" {asked.example}"
    )
    command = click.command(asked.name, help=text)(_shared(run))
    command.params[:0] = [_as_option(parameter) for parameter in asked.parameters]
    return command


def _as_option(parameter: Parameter) -> click.Option:
    """Turn a parameter of a question into a click option."""
    text = f"{parameter.description[0].upper()}{parameter.description[1:]}."
    kind = (
        "integer" if parameter.kinds == ("integer",) else " or ".join(parameter.kinds)
    )
    if parameter.default:
        text += f" The default is {parameter.default}."
    return SingleOption(
        [f"--{parameter.name}"],
        metavar=kind.upper(),
        required=parameter.required,
        help=text,
    )


def _from_stdin() -> click.Command:
    """Return the command that reads a SPARQL query from standard input and answers it."""

    def run(**shared: Any) -> None:
        _ask_text(Shared(**shared), _standard_input(), _STANDARD_INPUT)

    return click.command(
        "-", help="Read a SPARQL query from standard input and run it."
    )(_shared(run))


@click.group(
    cls=Questions, invoke_without_command=True, subcommand_metavar="[NAME|-] [OPTIONS]"
)
@option("--file", type=PATH, help="Run the SPARQL query in this file.")
@_shared
@click.pass_context
def query(ctx: click.Context, /, file: Path | None, **shared: Any) -> None:
    """Ask the graph a named question or any SPARQL query.

    Each parameter of a question is an option: `inspectgraph query NAME --help` lists
    them. Without --format, the answer is a table, or Turtle if the query constructs a
    graph. A message states the number of reports and units that the answer covers. The
    format table prints this message below the table; all other formats print it to
    standard error. With --reports, the command first searches the reports for the words
    that support each statement. With --store, the command asks a SPARQL store that
    `inspectgraph load` has filled. A query that exceeds its time or memory limit stops
    with exit code 4 and prints no row.

    \b
    Example:
      inspectgraph query caf-uptake
      inspectgraph query theme-uptake --theme "lead professional" --format csv
      inspectgraph query --file weak.rq
    """
    ctx.obj = Shared(**shared)
    if file is not None and ctx.invoked_subcommand is not None:
        raise UsageError(
            "two-queries",
            f"both the question '{ctx.invoked_subcommand}' and the query in {file} are"
            " given; give only one of them",
        )
    if file is not None and str(file) == "-":
        _ask_text(ctx.obj, _standard_input(), _STANDARD_INPUT)
    elif file is not None:
        _ask_text(ctx.obj, _query_in(file), str(file))
    elif ctx.invoked_subcommand is None:
        raise UsageError(
            "no-query",
            "name a question (`inspectgraph questions`), or give a query with --file"
            " or -",
        )


def _standard_input() -> TextFile:
    """Read the query from standard input, up to the largest size allowed."""
    from inspectgraph.files.text import LARGEST, decode

    if sys.stdin is None:
        raise UsageError(
            "no-query", f"{_STANDARD_INPUT} is closed; give a query with --file FILE"
        )
    return decode(sys.stdin.buffer.read(LARGEST + 1), _STANDARD_INPUT)


def _query_in(file: Path) -> TextFile:
    """Read the query from a file or a pipe.

    Reading from a pipe ends when the query exceeds the largest allowed size.
    """
    from inspectgraph.files.text import LARGEST, decode, read_text_file

    if (
        not (hasattr(os, "O_NONBLOCK") and file.exists())
        or file.is_file()
        or file.is_dir()
    ):
        return read_text_file(file, str(file))
    try:
        # With O_NONBLOCK, opening a pipe without a writer returns at once instead of
        # waiting; such a pipe counts as empty.
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
            os.set_blocking(stream.fileno(), True)
            return decode(stream.read(LARGEST + 1), str(file))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise UnreadableError("no-file", message, Where(str(file))) from error


def _ask_text(shared: Shared, given: TextFile, source: str) -> None:
    """Answer a SPARQL query that the user wrote.

    Raises:
        UsageError: If the query is empty.
        QueryError: If the query has an invisible character that might change its
            meaning.
    """
    if not given.text.strip():
        raise UsageError(
            "no-query", f"{source} contains no query; write one, or name a question"
        )
    if given.problems:
        first = given.problems[0]
        found = re.search(r"U\+([0-9A-F]+)[^;]*", first.found)
        name, escape = (found[0], f"\\u{found[1]}") if found else ("", "an escape")
        message = (
            f"the query contains the invisible character {name}; write this character as"
            f" {escape}, or delete it"
        )
        raise QueryError("control-character", message, first.where)
    _answer(shared, text=given.text, source=source)


def _answer(
    shared: Shared,
    question: str = "",
    values: Mapping[str, str | None] | None = None,
    text: str = "",
    source: str = "",
) -> None:
    """Run a query in a separate process and print the answer once it is complete.

    The query is either the named question with its values, or `text`.
    """
    context = click.get_current_context()
    options = shared.over(_options_of_group(context) or shared)
    _check_safe(options)
    _check_store(options)
    request = Request(
        question,
        values or {},
        text,
        source,
        options.form,
        graphs=_as_text(options.graphs),
        store=options.store,
        login=_as_text(options.login),
        reports=_as_text(options.reports),
        width=terminal.width(),
        colour=terminal.is_terminal(),
        safe=options.safe,
        limit=options.limit,
    )
    try:
        with limited_reply(prepared(request), options.limits) as (head, output):
            _print(head, output)
    except KeyboardInterrupt:
        context.exit(_INTERRUPTED)
    context.exit(head.exit_code)


def _options_of_group(context: click.Context) -> Shared | None:
    """Return the options given before the name of the question, or None if there are none."""
    if context.parent is None:
        return None
    above = context.parent.obj
    if not isinstance(above, Shared):
        return None
    return above


def _as_text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _check_safe(options: Shared) -> None:
    """Raise `UsageError` for `--safe` with a format that is not CSV or TSV."""
    if options.safe and options.form not in {"csv", "tsv"}:
        raise UsageError(
            "safe-format",
            "--safe is for spreadsheets; add `--format csv` or `--format tsv`",
        )


def _check_store(options: Shared) -> None:
    """Raise `UsageError` if `--store` is combined with `--graphs` or `--reports`."""
    if options.store and (options.graphs or options.reports):
        raise UsageError(
            "store-and-graph",
            "--store cannot be combined with --graphs or --reports, which name folders on"
            " this machine; omit --store, or omit --graphs and --reports",
        )


def _print(head: Head, output: Iterator[bytes]) -> None:
    """Print an answer: data on standard output, messages on standard error.

    A table may be coloured; control characters in its cells are already escaped.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream = controls(sys.stdout) if head.is_table else None
    for part in output:
        click.echo(
            decoder.decode(part) if head.is_table else part, file=stream, nl=False
        )
    click.echo(head.messages, nl=False, err=True)
