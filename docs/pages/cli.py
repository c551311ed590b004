"""The reference page on the command line, made from the help of each command."""

from __future__ import annotations

import re

import click

from inspectgraph.cli import COMMANDS, main
from pages.markdown import BANNER, heading, table

__all__ = ["page"]

_WIDTH = 100

_EXIT_CODES = (
    ("0", "success"),
    (
        "1",
        "a check found faults, or the words of an anchor were not found in the report",
    ),
    (
        "2",
        (
            "wrong use: an unknown option, name or question; or output that cannot be"
            " written"
        ),
    ),
    (
        "3",
        (
            "a file that cannot be read: it is missing, has no text, or is of another type"
            " than its name says"
        ),
    ),
    (
        "4",
        (
            "a limit of time or memory was reached, an engine crashed, or a cluster cannot"
            " do the work"
        ),
    ),
    ("130", "interrupted with Ctrl-C"),
    (
        "141",
        "the program that reads standard output, such as `head`, has ended",
    ),
)


def page() -> str:
    """Return the text of the page on the command line."""
    context = _context(main, "inspectgraph")
    parts = [
        f"{BANNER}\n\n# The command line\n",
        "Data goes to standard output, messages to standard error.",
        (
            "[Reliability](../explanation/reliability.md) explains how they differ on a"
            " terminal and in a file."
        ),
        (
            "A command works on the project of the current folder: the nearest folder"
            " upwards that contains `extracts/`."
        ),
        (
            "Outside a project, `query`, `questions`, `export` and `draw` use the graph"
            " that the package contains."
        ),
        "`NO_COLOR` is respected.\n",
        table(("exit code", "meaning"), _EXIT_CODES),
        _block(main.get_help(context)),
        *(_section(name, context) for name in sorted(COMMANDS)),
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip("\n") + "\n"


def _section(name: str, parent: click.Context) -> str:
    """Return the section of the page about one command."""
    command = main.get_command(parent, name)
    if command is None:
        raise LookupError(name)
    return (
        heading(2, f"inspectgraph {name}")
        + "\n"
        + _block(command.get_help(_context(command, name, parent))).rstrip()
    )


def _context(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    """Return a click context in which the help has the same width on every screen."""
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        **main.context_settings,
    )


def _block(text: str) -> str:
    """Return a text as a fenced Markdown block."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines}\n```\n"
