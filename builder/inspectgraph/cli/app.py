"""The group of all commands: imported when called, and ended with the documented codes."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from inspectgraph import __version__
from inspectgraph.files.console import StreamError, standard_streams
from inspectgraph.model.errors import InspectGraphError, UnreadableError, Where

__all__ = [
    "COMMANDS",
    "Lazy",
    "main",
]

#: Every command with its summary. A command lies in the module of its name, which is
#: imported when it is called.
COMMANDS: Final[dict[str, str]] = {
    "build": "Build the published graph from the curated extracts.",
    "draft": "Draft the extract of a report, or of a folder of reports.",
    "draw": "Draw the graph as SVG pictures or offline HTML pages.",
    "evaluate": "Measure a draft against a curated extract.",
    "export": "Write the graph in other formats.",
    "load": "Put the graph into a SPARQL store over HTTP.",
    "query": "Ask the graph a named question, or any SPARQL query.",
    "questions": "List the named questions.",
    "read": "Show a report as a tree of addressable units.",
    "review": "Walk through what a draft left unconfirmed.",
    "schema": "Print the JSON Schema of an extract, for editors.",
    "seal": "Turn the quotations pasted into an extract into anchors.",
    "validate": "Check extracts and graph against the shapes.",
    "verify": "Compare the extracts with the reports.",
}


#: What a shell reports of a process that Ctrl-C ended: 128 and the number of the
#: signal.
INTERRUPTED: Final = 130
#: The same for a process whose reader has ended, such as `head -1`.
PIPE_CLOSED: Final = 141


class Lazy(click.Group):
    """A group that imports a command when it is called, so that `--help` is quick."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line in safe streams and end the process with an exit code.

        A program that calls this with `standalone_mode=False` gets Click's exceptions
        instead.
        """
        if not options.get("standalone_mode", True):
            return super().main(*arguments, **options)
        code = INTERRUPTED
        with suppress(KeyboardInterrupt), standard_streams():
            code = self._exit_code(*arguments, **options)
        sys.exit(code)

    def _exit_code(self, *arguments: Any, **options: Any) -> int:
        """Run the command line; return its exit code, and print what ended it early."""
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
            refused = _refused(error)
            click.echo(str(refused), err=True)
            return refused.exit_code
        return returned if isinstance(returned, int) else 0

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"inspectgraph.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, COMMANDS[name]) for name in self.list_commands(ctx)]
            )

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Offer the nearest name when a command does not exist."""
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
        """Run a command; turn errors of the library into one sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except StreamError:
            raise
        except InspectGraphError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


def _report_stream(error: StreamError) -> int:
    """Print why standard output could not be written; return the exit code."""
    if error.broken_pipe:
        return PIPE_CLOSED
    click.echo(str(error), err=True)
    return error.exit_code


def _refused(error: OSError) -> UnreadableError:
    """Return the error for a file or folder that the system refuses."""
    reason = error.strerror or str(error)
    message = f"the system refused it: {reason}"
    if not error.filename:
        return UnreadableError("system-refused", message)
    where = Where(str(error.filename))
    return UnreadableError("system-refused", message, where)


# With `color`, Click leaves control sequences alone; our streams show them, data keeps
# them.
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
