"""`inspectgraph confirm`: confirm drafted grades with a second, independent program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.extracts import extract_named
from inspectgraph.cli.options import (
    Seconds,
    jobs_option,
    option,
    reports_option,
)
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.confirm.files import Confirmed

__all__ = ["confirm"]


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@reports_option(required=True)
@option(
    "--check", is_flag=True, help="Change no file; only print what would be changed."
)
@jobs_option
@option(
    "--time-limit",
    type=Seconds(),
    default=120,
    show_default=True,
    help="Stop reading a PDF after this many seconds of elapsed time.",
)
@click.pass_context
def confirm(
    ctx: click.Context,
    names: tuple[str, ...],
    reports: Path,
    check: bool,
    jobs: int | None,
    time_limit: float,
) -> None:
    """Confirm drafted judgements that a second program also reads in the PDF.

    The second program reads the grades, the authority and the days of the inspection.
    It shares no code with `inspectgraph draft`. If both programs read the same
    judgement, the command confirms the judgement, and the extract names both programs
    and the date. If the programs differ, the command lists the difference, and the
    value stays unconfirmed. You then decide on the value in `inspectgraph review`.
    Without NAME, the command reads the report of every extract that has an unconfirmed
    judgement.

    \b
    Example:
      inspectgraph confirm --reports ../pdfs
      inspectgraph confirm netherby-ilacs-2024 --reports ../pdfs --check
    """
    from inspectgraph.confirm.files import confirm_files, unconfirmed
    from inspectgraph.files.clock import today
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context

    folder = required_project()
    context = load_context(folder)
    paths = [extract_named(folder, name) for name in names]
    paths = paths or unconfirmed(folder, context)
    done = list(
        _listed(
            confirm_files(paths, reports, context, today(), jobs, time_limit, check)
        )
    )
    if paths and not any(one.is_read or one.error for one in done):
        message = "the folder contains no PDF of the reports of these extracts"
        raise UnreadableError("no-report", message, Where(str(reports)))
    _summarise(done, check)
    ctx.exit(max((one.exit_code for one in done), default=0))


def _listed(found: Iterator[Confirmed]) -> Iterator[Confirmed]:
    """Print the differences, warning and error of each result, then yield the result.

    A difference is a value that differs between the draft and the second program.
    """
    for one in found:
        for difference in one.differences:
            click.echo(escape_controls(f"{one.file}: {difference}"))
        if one.warning:
            click.echo(escape_controls(f"{one.file}: {one.warning}"), err=True)
        if one.error:
            click.echo(escape_controls(one.error), err=True)
        yield one


def _summarise(done: Sequence[Confirmed], check: bool) -> None:
    """Print how many reports were read, and how many judgements and differences exist.

    A difference is a value that differs between the draft and the second program.
    """
    read = sum(one.is_read for one in done)
    agreed = sum(one.judgements for one in done)
    differences = sum(len(one.differences) for one in done)
    verb = "agree" if check else "confirmed"
    click.echo(
        f"{quantity(read, 'report')} read a second time:"
        f" {quantity(agreed, 'judgement')} {verb},"
        f" {quantity(differences, 'difference')}",
        err=True,
    )
    absent = [one.file for one in done if not one.is_read and not one.error]
    if absent:
        named = escape_controls(", ".join(absent))
        click.echo(f"the folder has no PDF for: {named}", err=True)
