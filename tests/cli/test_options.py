"""Tests that each option that takes one value refuses a second value."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from inspectgraph.cli import COMMANDS, main
from inspectgraph.cli.options import SingleOption, option


@click.command()
@option("--name", default="nobody", show_default=True)
@click.option("--loud", cls=SingleOption, is_flag=True)
@option("--tag", multiple=True)
def greet(name: str, loud: bool, tag: tuple[str, ...]) -> None:
    """Print the values of the options."""
    click.echo(f"{name} {loud} {','.join(tag)}")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        ([], "nobody False "),
        (["--name", "Ann"], "Ann False "),
        (["--name=Ann", "--loud", "--loud"], "Ann True "),
        (["--tag", "a", "--tag", "b"], "nobody False a,b"),
    ],
)
def test_one_value_is_taken(arguments: list[str], printed: str) -> None:
    """Values, defaults, flags and repeatable options work as in click."""
    assert CliRunner().invoke(greet, arguments).output == f"{printed}\n"


def test_a_second_value_is_refused() -> None:
    """A second value is refused, and the message names the option and both values."""
    result = CliRunner().invoke(greet, ["--name", "Ann", "--name", "Bob"])
    assert result.exit_code == 2
    assert (
        "--name has several values: 'Ann' and 'Bob'; give this option only once"
        in result.output
    )


def commands(group: click.Group, ctx: click.Context) -> Iterator[click.Command]:
    """Yield every command of a group, including the commands of nested groups."""
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from commands(command, ctx)


def test_every_option_of_one_value_refuses_a_second() -> None:
    """In every command, each option that takes one value refuses a second value."""
    assert isinstance(main, click.Group)
    found = list(commands(main, click.Context(main)))
    assert len(found) > len(COMMANDS)
    lax = [
        f"{command.name} {parameter.opts[-1]}"
        for command in found
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and not parameter.is_flag
        and not parameter.multiple
        if not isinstance(parameter, SingleOption)
    ]
    assert lax == []


#: Options that mean something else in one command than in another.
OWN_MEANING = {
    "--jobs",
    "--kind",
    "--limit",
    "--memory-limit",
    "--time-limit",
    "--units",
}


def test_an_option_of_several_commands_has_the_same_words() -> None:
    """An option that several commands share has the same help text in all of them.

    The options in `OWN_MEANING` are exceptions.
    """
    assert isinstance(main, click.Group)
    context = click.Context(main)
    texts: dict[str, set[str | None]] = {}
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                texts.setdefault(parameter.opts[-1], set()).add(parameter.help)
    shared = {
        "--graphs",
        "--reports",
        "--format",
        "--output",
        "--with-drafts",
        "--safe",
        "--store",
    }
    assert shared <= texts.keys()
    different = {name for name, found in texts.items() if len(found) > 1}
    assert different <= OWN_MEANING
    assert None not in set().union(*texts.values())
