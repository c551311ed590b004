"""The command line: one verb a step, each a thin layer over one call of the library.

Data goes to standard output, talk to standard error. Exit codes: 0 fine, 1 findings or faults in an
extract, 2 usage, 3 a file that cannot be read, 4 time limit.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from inspectgraph import __version__
from inspectgraph.errors import InspectGraphError

__all__ = ["COMMANDS", "Lazy", "main"]

#: Every command and the module that holds it; a module is imported when its command is called.
COMMANDS: Final[dict[str, str]] = {
    "build": "building",
    "draft": "drafting",
    "draw": "drawing",
    "evaluate": "evaluating",
    "export": "exporting",
    "query": "asking",
    "questions": "asking",
    "read": "reading",
    "review": "reviewing",
    "schema": "curating",
    "seal": "curating",
    "validate": "validating",
    "verify": "curating",
}

_SUMMARIES: Final[dict[str, str]] = {
    "build": "Build the published graph from the curated extracts.",
    "draft": "Draft the extract of a report, or of a folder of reports.",
    "draw": "Draw the graph as SVG pictures or offline HTML pages.",
    "evaluate": "Measure a draft against a curated extract.",
    "export": "Write the graph in other formats.",
    "query": "Ask the graph a named question, or any SPARQL query.",
    "questions": "List the named questions.",
    "read": "Show a report as a tree of addressable units.",
    "review": "Walk through what a draft left unconfirmed.",
    "schema": "Print the JSON Schema of an extract, for editors.",
    "seal": "Turn the quotations pasted into an extract into anchors.",
    "validate": "Check extracts and graph against the shapes.",
    "verify": "Hold the extracts against the reports.",
}


class Lazy(click.Group):
    """A group that imports a command when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"inspectgraph.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in self.list_commands(ctx)])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Say the nearest name when a command does not exist."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{name}'.{hint} `inspectgraph --help` lists them all.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn the library's errors into one sentence and an exit code, here and nowhere else."""
        try:
            return super().invoke(ctx)
        except InspectGraphError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inspectgraph")
def main() -> None:
    """Turn inspection reports into a knowledge graph that leads back to the exact paragraph.

    \b
    Example:
      inspectgraph build
      inspectgraph query caf-uptake
    """
