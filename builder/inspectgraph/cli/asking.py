"""`inspectgraph query` and `questions`: ask the graph, by name or in SPARQL."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from inspectgraph.errors import UsageError
from inspectgraph.query.questions import Parameter, Question, question
from inspectgraph.query.questions import questions as named_questions

if TYPE_CHECKING:
    from pyoxigraph import Store

    from inspectgraph.query import Answer
    from inspectgraph.query.tables import Line

__all__ = ["query", "questions"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FORMATS: Final = ("table", "csv", "tsv", "json", "md", "ttl")
#: How wide a table is where nothing says how wide the reader's window is.
_WIDTH: Final = 100
_STYLES: Final = {"head": "bold", "rule": "dim", "group": "bold cyan", "row": "", "blank": ""}


@dataclass(frozen=True, slots=True)
class Shared:
    """The options that every question has."""

    form: str | None
    graphs: Path | None
    reports: Path | None
    safe: bool = False

    def over(self, other: Shared) -> Shared:
        """Return these options, and the other's where one is not given."""
        return Shared(
            self.form or other.form,
            self.graphs or other.graphs,
            self.reports or other.reports,
            self.safe or other.safe,
        )


_PATH: Final = click.Path(path_type=Path)
_OPTIONS: Final = (
    click.option("--safe", is_flag=True, help="For spreadsheets: csv and tsv without values that act as formulas."),
    click.option("--reports", type=_PATH, help="Look the anchors up in this folder of reports first."),
    click.option("--graphs", type=_PATH, help="A published graph; that of the project when not given."),
    click.option(
        "--format", "form", type=click.Choice(_FORMATS), help="How to print the answer; a table if not given."
    ),
)


def _shared(command: _Command) -> _Command:
    """Add the options that every question has."""
    for option in _OPTIONS:
        command = option(command)
    return command


class Questions(click.Group):
    """A group whose commands are the named questions, each with its parameters as options, and `-`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all questions."""
        return [one.name for one in named_questions()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return a question as a command; `-` reads a query from standard input."""
        return _from_stdin() if cmd_name == "-" else _as_command(question(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the questions by their titles."""
        with formatter.section("Questions"):
            formatter.write_dl([(one.name, one.title) for one in named_questions()])


def _as_command(asked: Question) -> click.Command:
    """Return a question as a command."""

    def run(form: str | None, graphs: Path | None, reports: Path | None, safe: bool, **values: str | None) -> None:
        from inspectgraph.query import ask

        _answer(Shared(form, graphs, reports, safe), lambda store: ask(store, asked.name, **values))

    told = f"{asked.question}\n\nColumns: {', '.join(asked.columns)}.\n\n\b\nExample:\n  {asked.example}"
    command = click.command(asked.name, help=told)(_shared(run))
    command.params[:0] = [_as_option(parameter) for parameter in asked.parameters]
    return command


def _as_option(parameter: Parameter) -> click.Option:
    """Return a parameter as an option."""
    told = f"{parameter.description[0].upper()}{parameter.description[1:]}."
    kind = "integer" if parameter.kinds == ("integer",) else " or ".join(parameter.kinds)
    if parameter.default:
        told += f" {parameter.default} when not given."
    return click.Option([f"--{parameter.name}"], metavar=kind.upper(), required=parameter.required, help=told)


def _from_stdin() -> click.Command:
    """Return the command that asks the query on standard input."""

    def run(form: str | None, graphs: Path | None, reports: Path | None, safe: bool) -> None:
        from inspectgraph.textfile import decode

        name = "standard input"
        _ask_text(Shared(form, graphs, reports, safe), decode(sys.stdin.buffer.read(), name).text, name)

    return click.command("-", help="Ask the SPARQL query on standard input.")(_shared(run))


@click.group(cls=Questions, invoke_without_command=True, subcommand_metavar="[NAME|-] [OPTIONS]")
@click.option("--file", type=click.Path(path_type=Path), help="Ask the SPARQL query in this file.")
@_shared
@click.pass_context
def query(
    ctx: click.Context, file: Path | None, form: str | None, graphs: Path | None, reports: Path | None, safe: bool
) -> None:
    """Ask the graph a named question, or any SPARQL query.

    The parameters of a question are its options: `inspectgraph query NAME --help` tells them.
    What an answer covers stands below a table, and on standard error beside the other formats.

    \b
    Example:
      inspectgraph query caf-uptake
      inspectgraph query theme-uptake --theme "lead professional" --format csv
      inspectgraph query --file weak.rq
    """
    ctx.obj = Shared(form, graphs, reports, safe)
    if file is not None and ctx.invoked_subcommand is not None:
        raise UsageError("two-queries", f"ask either '{ctx.invoked_subcommand}' or the query in {file}")
    if file is not None:
        from inspectgraph.textfile import read_text_file

        _ask_text(ctx.obj, read_text_file(file, str(file)).text, str(file))
    elif ctx.invoked_subcommand is None:
        raise UsageError("no-query", "name a question (`inspectgraph questions`), or give a query with --file or -")


@click.command()
@click.option("--format", "form", type=click.Choice(("table", "json", "md")), default="table", help="How to print it.")
def questions(form: str) -> None:
    """List the named questions with their parameters.

    \b
    Example:
      inspectgraph questions
    """
    if form == "json":
        click.echo(json.dumps([_described(one) for one in named_questions()], indent=2, ensure_ascii=False))
        return
    columns = ("name", "question", "parameters")
    rows = [(one.name, one.question, _options(one)) for one in named_questions()]
    if form == "md":
        from inspectgraph.markdown import table

        click.echo("\n".join(table(columns, rows)))
    else:
        _print_table(columns, rows, ())


def _described(one: Question) -> dict[str, Any]:
    """Return what a program wants to know of a question."""
    keys = ("name", "kinds", "required", "default", "description")
    parameters = [{key: getattr(parameter, key) for key in keys} for parameter in one.parameters]
    names = ("name", "title", "question", "columns", "example")
    return {**{name: getattr(one, name) for name in names}, "parameters": parameters}


def _options(one: Question) -> str:
    """Return the parameters of a question as options, those in brackets that may be left out."""
    named = ((f"--{parameter.name}", parameter.required) for parameter in one.parameters)
    return " ".join(name if required else f"[{name}]" for name, required in named)


def _ask_text(shared: Shared, text: str, source: str) -> None:
    """Ask a query of the user's own."""
    from inspectgraph.query import ask_sparql

    _answer(shared, lambda store: ask_sparql(store, text, source))


def _answer(shared: Shared, ask: Callable[[Store], Answer]) -> None:
    """Ask, and print the answer: data on standard output, what it covers below a table or on standard error."""
    context = click.get_current_context()
    parent = context.parent.obj if context.parent and isinstance(context.parent.obj, Shared) else shared
    options = shared.over(parent)
    _check_safe(options)
    with _interruptible():
        answer = ask(_store(options))
    _print(answer, options.form or ("ttl" if answer.kind == "graph" else "table"), safe=options.safe)


def _check_safe(options: Shared) -> None:
    """Refuse `--safe` for what no spreadsheet opens, before anything is asked."""
    if options.safe and options.form not in {"csv", "tsv"}:
        raise UsageError("safe-format", "--safe is for spreadsheets; add `--format csv` or `--format tsv`")


def _store(options: Shared) -> Store:
    """Return the graph that is asked, with what was found of the anchors where the reports are given."""
    from inspectgraph.project import graphs_folder, required_project
    from inspectgraph.store import open_published

    store = open_published(options.graphs or graphs_folder())
    if options.reports:
        from inspectgraph.load import load_project
        from inspectgraph.verify import verification_quads, verify

        store.extend(verification_quads(verify(load_project(required_project()), options.reports), store))
    return store


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the program at once: the engine does not look for it while it works, and nothing is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _print(answer: Answer, form: str, *, safe: bool = False) -> None:
    """Print an answer."""
    from inspectgraph.query.formats import cells, render

    if form == "table":
        _print_table(answer.columns, cells(answer), answer.covers)
        return
    click.echo(render(answer, form, safe=safe).encode(), nl=False)
    if form != "md":
        click.echo("\n".join(answer.covers), err=True)


def _print_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], below: Sequence[str]) -> None:
    """Print a table and what stands below it, in colour where the reader has a terminal and rich is installed."""
    from inspectgraph.query.tables import Line, table

    width = max(shutil.get_terminal_size((_WIDTH, 0)).columns, 20)
    lines = table(columns, rows, width)
    lines += [Line("", "blank")] * bool(lines and below)
    lines += [Line(text, "row") for sentence in below for text in wrap(sentence, width, break_on_hyphens=False)]
    if not (_is_terminal() and _print_rich(lines)):
        click.echo("\n".join(line.text for line in lines))


def _is_terminal() -> bool:
    """Return whether a person reads what is printed."""
    return sys.stdout.isatty()


def _print_rich(lines: Sequence[Line]) -> bool:
    """Print a table in colour; return whether rich is there to do it."""
    try:
        from rich.console import Console
        from rich.text import Text
    except ImportError:
        return False
    console = Console(highlight=False)
    for line in lines:
        console.print(Text(line.text, style=_STYLES[line.style]), soft_wrap=True)
    return True
