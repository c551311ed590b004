"""`inspectgraph export`: the published graph in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import option
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity

__all__ = ["export"]

#: Written out here so that `--help` need not load what writes them; a test compares.
FORMATS = ("csv", "graphml", "jsonld", "nquads", "trig", "turtle", "vocabulary")


@click.command()
@option(
    "--format", "form", type=click.Choice(FORMATS), required=True, help="What to write."
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file, or for csv, turtle and vocabulary the folder.",
)
@option(
    "--safe",
    is_flag=True,
    help="For spreadsheets: tables without values that act as formulas.",
)
@option(
    "--graphs",
    type=click.Path(path_type=Path),
    help="Another published graph than the project's.",
)
def export(form: str, output: Path | None, safe: bool, graphs: Path | None) -> None:
    """Write the published graph in another format.

    \b
      csv         tables of reports, judgements, statements, figures …, with a description for machines
      graphml     the network of resources and their relations, for Gephi or networkx
      jsonld      all named graphs as JSON-LD
      nquads      all named graphs as N-Quads
      trig        all named graphs as TriG
      turtle      one Turtle file for each named graph
      vocabulary  one Turtle file for each scheme, and a table of all concepts

    A format of one file goes to standard output where no file is given.

    \b
    Example:
      inspectgraph export --format nquads -o inspectgraph.nq
      inspectgraph export --format csv -o tables
      inspectgraph export --format csv --safe -o for-a-spreadsheet
    """
    from inspectgraph.export import FORMATS as KNOWN
    from inspectgraph.export import exported
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.rdf.store import open_published

    single = KNOWN[form].single
    if output is None and not single:
        raise UsageError(
            "no-folder",
            f"{form} is several files; say with `-o FOLDER` where to write them",
        )
    if safe and not KNOWN[form].tables:
        raise UsageError(
            "safe-format",
            f"--safe is for tables, and {form} has none; leave it out, or write csv",
        )
    files = exported(open_published(graphs or graphs_folder()), form, safe=safe)
    if output is None:
        for content in files.values():
            click.echo(content, nl=False)
    else:
        _write(output, files, form, single=single)
        click.echo(f"{quantity(len(files), 'file')} written: {output}", err=True)


def _write(output: Path, files: dict[str, bytes], form: str, *, single: bool) -> None:
    """Write one file, or a folder as a set."""
    from inspectgraph.files.atomic import write_file, write_set

    if single:
        for content in files.values():
            write_file(output, content)
    else:
        write_set(output, files, f"inspectgraph export --format {form}")
