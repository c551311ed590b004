"""`inspectgraph questions`: list the named questions with their parameters."""

from __future__ import annotations

import json
from typing import Any

import click

from inspectgraph.answer.worker import table_text
from inspectgraph.cli import terminal
from inspectgraph.cli.options import format_option
from inspectgraph.query.questions import Question
from inspectgraph.query.questions import questions as named_questions

__all__ = ["questions"]


@click.command()
@format_option(("table", "json", "md"), "table")
def questions(form: str) -> None:
    """List the named questions with their parameters.

    \b
    Example:
      inspectgraph questions
    """
    if form == "json":
        click.echo(
            json.dumps(
                [_described(one) for one in named_questions()],
                indent=2,
                ensure_ascii=False,
            )
        )
        return
    columns = ("name", "question", "parameters")
    rows = [(one.name, one.question, _options(one)) for one in named_questions()]
    if form == "md":
        from inspectgraph.model.markdown import table

        click.echo("\n".join(table(columns, rows)))
    else:
        click.echo(
            table_text(
                columns, rows, (), terminal.width(), colour=terminal.is_terminal()
            ),
            nl=False,
        )


def _described(one: Question) -> dict[str, Any]:
    """Return a question and its parameters as a JSON object."""
    keys = ("name", "kinds", "required", "default", "description")
    parameters = [
        {key: getattr(parameter, key) for key in keys} for parameter in one.parameters
    ]
    names = ("name", "title", "question", "columns", "example")
    return {**{name: getattr(one, name) for name in names}, "parameters": parameters}


def _options(one: Question) -> str:
    """Return the parameters of a question as command options.

    Optional parameters are in brackets.
    """
    names = []
    for parameter in one.parameters:
        name = f"--{parameter.name}"
        names.append(name if parameter.required else f"[{name}]")
    return " ".join(names)
