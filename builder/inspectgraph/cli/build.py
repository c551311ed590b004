"""`inspectgraph build`: build the published graph from curated extracts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import (
    PATH,
    jobs_option,
    option,
    output_option,
    scheduler_option,
    with_drafts_option,
)
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.build import Built
    from inspectgraph.model.errors import InspectGraphError
    from inspectgraph.shards.memory import Memory

__all__ = ["build"]


@click.command()
@click.argument("folder", required=False, type=PATH)
@output_option("graphs/")
@option(
    "--no-draw",
    is_flag=True,
    help="Do not redraw the pictures; keep the existing files.",
)
@with_drafts_option
@option(
    "--quotes",
    type=PATH,
    metavar="DIR",
    help=(
        "Also publish the words that support each statement, taken from the reports in"
        " DIR. The rights of every report must permit publication."
    ),
)
@jobs_option
@scheduler_option
@option(
    "--watch",
    is_flag=True,
    help=(
        "Build again whenever an extract, a list of units, a file of the registry or a"
        " report in DIR changes, until Ctrl-C. Needs the extra `inspectgraph[watch]`."
    ),
)
@click.pass_context
def build(
    ctx: click.Context,
    folder: Path | None,
    output: Path | None,
    no_draw: bool,
    with_drafts: bool,
    quotes: Path | None,
    jobs: int | None,
    scheduler: str | None,
    watch: bool,
) -> None:
    """Build the published graph of the project in FOLDER.

    FOLDER holds `extracts/`. By default, FOLDER is the current folder or the nearest
    folder above it with `extracts/`. The build loads the extracts, populates the graph,
    infers triples, validates, exports and draws. A violation of a shape stops the build
    before any file is written.

    \b
    Example:
      inspectgraph build
      inspectgraph build --no-draw -o /tmp/graphs
      inspectgraph build --no-draw --watch
    """
    from inspectgraph.build import InvalidGraphError
    from inspectgraph.build import build as make
    from inspectgraph.files.project import required_project
    from inspectgraph.model.errors import UsageError

    project = required_project(folder)
    build_now = partial(
        make,
        project,
        output,
        draw=not no_draw,
        with_drafts=with_drafts,
        quotes=quotes,
        jobs=jobs,
        scheduler=scheduler,
    )
    if watch:
        if scheduler:
            raise UsageError(
                "watch-and-scheduler",
                "`--watch` and `--scheduler` are both given; a build that waits for"
                " changes runs on this machine, so omit `--scheduler`",
            )
        _keep_building(build_now, project, output or project / "graphs", quotes)
        return
    try:
        built = build_now()
    except InvalidGraphError as error:
        _report_error(error)
        ctx.exit(error.exit_code)
    _report(built)


def _keep_building(
    build_now: Callable[..., Built], project: Path, out: Path, quotes: Path | None
) -> None:
    """Build the graph again after each change of a source, until Ctrl-C.

    Args:
        build_now: The function that builds the graph.
        project: The folder of the project.
        out: The output folder.
        quotes: The folder of the reports whose words are published; None if no words
            are published.

    Raises:
        UnreadableError: If `quotes` is given and does not exist.
    """
    from inspectgraph.cli.build_watch import builds
    from inspectgraph.files.report_folder import files_in
    from inspectgraph.model.errors import InspectGraphError, UsageError

    extracts = project / "extracts"

    def make(memory: Memory) -> Built:
        if not extracts.is_dir():  # the graph of no reports would be published
            message = f"{extracts} is gone; put it back, and the graph is built again"
            raise UsageError("no-project", message)
        return build_now(memory=memory)

    if quotes:
        files_in(quotes)  # a missing folder is a mistake in the command
    sources = [extracts, *([quotes] if quotes else [])]
    for one in builds(make, out, sources):
        if isinstance(one.result, InspectGraphError):
            _report_error(one.result)
        else:
            _report(one.result)
        click.echo(
            f"{one.seconds:.1f} s; waiting for the next change, until Ctrl-C",
            err=True,
        )


def _report_error(error: InspectGraphError) -> None:
    """Print the error that stopped a build, and any findings of the validation."""
    from inspectgraph.build import InvalidGraphError
    from inspectgraph.validate.reporting import as_text

    if isinstance(error, InvalidGraphError):
        click.echo(as_text(error.report), err=True)
    click.echo(str(error), err=True)


def _report(built: Built) -> None:
    """Print the findings of the validation and the number of files written."""
    from inspectgraph.validate.findings import Severity
    from inspectgraph.validate.reporting import as_text

    findings = built.report.findings
    if any(finding.severity > Severity.INFO for finding in findings):
        click.echo(as_text(built.report), err=True)
    elif findings:
        summary = f"{built.report.summary}; `inspectgraph validate` lists them all"
        click.echo(summary, err=True)
    click.echo(
        f"{quantity(built.quads, 'quad')} of {quantity(built.reports, 'report')} in"
        f" {quantity(built.files, 'file')} under {built.folder}",
        err=True,
    )
