"""`inspectgraph read`: show a report as a tree of units."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import PATH, format_option, option, pdf_time_option
from inspectgraph.files.console import escape_controls
from inspectgraph.read.pdf.limits import TIME_LIMIT

__all__ = ["read"]

#: A copy of the names of `read.render.FORMATS`, so that `--help` is quick; a test
#: compares.
FORMATS = ("tree", "md", "json")


@click.command()
@click.argument("file", type=PATH)
@option(
    "--units",
    is_flag=True,
    help="Instead of the report, print a table with the id, kind, digest and length of each unit.",
)
@format_option(FORMATS, "tree")
@pdf_time_option(TIME_LIMIT)
def read(file: Path, units: bool, form: str, time_limit: float) -> None:
    """Show the report in FILE as a tree of units, each with its id.

    A unit is a heading, a paragraph, an item of a list or a row of a table.

    \b
    Example:
      inspectgraph read report.md
      inspectgraph read report.pdf --format md > copy.md
      inspectgraph read report.md --units > extracts/netherby-jar-2008.units.tsv
    """
    from inspectgraph.files.unit_list import write_units
    from inspectgraph.read import read_report
    from inspectgraph.read.render import FORMATS as RENDERERS

    document = read_report(file, time_limit)
    for remark in document.remarks:
        click.echo(f"{file}: {remark}", err=True)
    if units:
        click.echo(write_units(document.listed()), nl=False)
    else:
        text = RENDERERS[form](document)
        click.echo(escape_controls(text) if form == "tree" else text)
