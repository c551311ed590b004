"""The click group of all commands, which imports a command only when it is called.

The group also turns errors into the documented exit codes.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import Any, Final

import click

from inspectgraph import __version__
from inspectgraph.cli.interrupts import lost_interrupts_raised_again
from inspectgraph.files.console import StreamError, standard_streams
from inspectgraph.model.errors import InspectGraphError, UnreadableError, Where

__all__ = ["COMMANDS", "Lazy", "main", "refusal"]

#: Every command with its summary. The command `NAME` is in the module `NAME`, which is
#: imported only when the command is called. A Python keyword, such as `import`, has `_` after it.
COMMANDS: Final[dict[str, str]] = {
    "agreement": "Measure how far two readers agree on the same units of reports.",
    "build": "Build the published graph from the curated extracts.",
    "confirm": "Confirm drafted grades with a second, independent program.",
    "coverage": "Count the curated, explained and open sentences of reports.",
    "diff": "Show the differences between two versions of a graph.",
    "draft": "Write a draft extract of a report, or of each report in a folder.",
    "draw": "Draw the graph as SVG pictures or as HTML pages that work offline.",
    "evaluate": "Measure a draft against a curated extract.",
    "export": "Write the graph in another format.",
    "find": "Find themes, authorities, reports and statements by plain words.",
    "import": "Make draft extracts from codings of NVivo, Taguette and other software.",
    "load": "Put the graph into a SPARQL store over HTTP.",
    "publish": "Write the graph as a static site.",
    "query": "Ask the graph a named question, or any SPARQL query.",
    "questions": "List the named questions with their parameters.",
    "read": "Show a report as a tree of units, such as paragraphs, with their ids.",
    "release": "Write the files of a release: dumps, catalogue, list of changes.",
    "review": "Accept, correct or reject the unconfirmed values of an extract.",
    "schema": "Print the JSON Schema of an extract or of settings, for editors.",
    "seal": "Replace the quotations in an extract with positions and digests.",
    "serve": "Serve the graph over HTTP: pages, SPARQL and named questions.",
    "show": "Print a statement with its facts, evidence and relations.",
    "validate": "Check extracts and graph for errors.",
    "verify": "Check that the evidence of every statement is in the reports.",
}


#: The exit code after Ctrl-C, as shells report it: 128 plus the number of the signal.
INTERRUPTED: Final = 130
#: The exit code if the program that reads our output has ended, such as `head -1`.
PIPE_CLOSED: Final = 141


class Lazy(click.Group):
    """A click group that imports a command only when the command is called.

    This makes `--help` fast.
    """

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line with safe output streams, then exit with an exit code.

        If `standalone_mode` is False, this method does not exit the process. The
        exceptions of click then reach the caller.
        """
        if not options.get("standalone_mode", True):
            return super().main(*arguments, **options)
        code = INTERRUPTED
        with (
            suppress(KeyboardInterrupt),
            lost_interrupts_raised_again(),
            standard_streams(),
        ):
            code = self._exit_code(*arguments, **options)
        sys.exit(code)

    def _exit_code(self, *arguments: Any, **options: Any) -> int:
        """Run the command line, print any error, and return the exit code."""
        try:
            returned = super().main(*arguments, **{**options, "standalone_mode": False})
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted", err=True)
            return INTERRUPTED
        except StreamError as error:
            return _report_stream(error)
        except OSError as error:
            refused = refusal(error)
            click.echo(str(refused), err=True)
            return refused.exit_code
        return returned if isinstance(returned, int) else 0

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command by its name; return None if the name is unknown."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = import_module(f"inspectgraph.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands into the help, but import no command."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, COMMANDS[name]) for name in self.list_commands(ctx)]
            )

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return a command; if its name is unknown, fail and suggest the most similar name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from inspectgraph.model.suggest import nearest

            near = nearest(name, COMMANDS)
            hint = f" Did you mean '{near}'?" if near else ""
            ctx.fail(
                f"There is no command '{name}'.{hint} `inspectgraph --help` lists them"
                " all."
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print any library error, and exit with the exit code of this error."""
        try:
            return super().invoke(ctx)
        except StreamError:
            raise
        except InspectGraphError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


def _report_stream(error: StreamError) -> int:
    """Print the reason why standard output failed, and return the exit code.

    Print nothing if the program that read standard output has ended.
    """
    if error.broken_pipe:
        return PIPE_CLOSED
    click.echo(str(error), err=True)
    return error.exit_code


def refusal(error: OSError) -> UnreadableError:
    """Return an operating system error as an error of inspectgraph."""
    reason = error.strerror or str(error)
    message = f"the operating system refused the operation: {reason}"
    if not error.filename:
        return UnreadableError("system-refused", message)
    where = Where(str(error.filename))
    return UnreadableError("system-refused", message, where)


# `color` stops click from removing control characters: our streams escape them on a
# terminal, and data written to a file keeps them.
@click.group(
    cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "color": True}
)
@click.version_option(__version__, prog_name="inspectgraph")
def main() -> None:
    """Turn inspection reports into a knowledge graph with the source of every statement.

    \b
    Example:
      inspectgraph build
      inspectgraph query caf-uptake
    """
