"""`inspectgraph export`: write the published graph in another format."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import (
    format_option,
    graphs_option,
    option,
    output_option,
    safe_option,
)
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.export.streams import Streams

__all__ = ["export"]

#: The names in `export.FORMATS`, copied so that `--help` need not import `export`; a test
#: compares them.
FORMATS = ("csv", "gexf", "graphml", "jsonld", "nquads", "trig", "turtle", "vocabulary")
#: The formats of networks, and the names of their views, copied likewise.
NETWORKS = ("gexf", "graphml")
VIEWS = ("full", "bodies-by-service", "themes-by-report", "themes-together")


@click.command()
@format_option(FORMATS, required=True)
@output_option()
@option(
    "--view",
    type=click.Choice(VIEWS),
    help="With graphml and gexf: the view of the network; by default `full`.",
)
@safe_option
@graphs_option
def export(
    form: str, output: Path | None, view: str | None, safe: bool, graphs: Path | None
) -> None:
    """Write the published graph in another format.

    \b
      csv         CSV tables of reports, judgements, statements …, with CSVW metadata
      gexf        the same network as graphml, with times, for Gephi
      graphml     the graph of resources and their relations, for Gephi or networkx
      jsonld      all named graphs as JSON-LD
      nquads      all named graphs as N-Quads
      trig        all named graphs as TriG
      turtle      one Turtle file for each named graph
      vocabulary  one Turtle file for each concept scheme, and a table of all concepts

    The formats csv, turtle and vocabulary need --output with a folder. The others go to
    standard output without --output.

    A network has one of these views:

    \b
      full               all resources and their relations
      bodies-by-service  bodies and services that statements name together
      themes-by-report   themes of each report, with strengths and weaknesses
      themes-together    themes that occur in the same statements

    \b
    Example:
      inspectgraph export --format nquads -o inspectgraph.nq
      inspectgraph export --format csv -o tables
      inspectgraph export --format gexf --view themes-by-report -o themes.gexf
      inspectgraph export --format csv --safe -o for-a-spreadsheet
    """
    from inspectgraph.export import FORMATS as KNOWN
    from inspectgraph.export import streamed
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.store.published import open_graph

    single = KNOWN[form].single
    _check(form, has_output=output is not None, safe=safe)
    if view and form not in NETWORKS:
        message = f"--view is for networks, and {form} is none; choose graphml or gexf"
        raise UsageError("view-format", message)
    store = open_graph(graphs or graphs_folder(), make=False)
    files = streamed(store, form, safe=safe, view=view or "")
    if output is None:
        for part in chain.from_iterable(files.values()):
            click.echo(part, nl=False)
    else:
        _write(output, files, form, single=single)
        click.echo(f"{quantity(len(files), 'file')} written: {output}", err=True)


def _check(form: str, *, has_output: bool, safe: bool) -> None:
    """Raise `UsageError` for options that do not fit the format.

    A format of several files needs a folder, and `safe` needs a format with tables.
    """
    from inspectgraph.export import FORMATS as KNOWN

    if not has_output and not KNOWN[form].single:
        message = f"{form} writes several files; give their folder with `-o FOLDER`"
        raise UsageError("no-folder", message)
    if safe and not KNOWN[form].tables:
        message = f"--safe is for tables, and {form} has none; omit it, or choose csv"
        raise UsageError("safe-format", message)


def _write(output: Path, files: Streams, form: str, *, single: bool) -> None:
    """Write one file, or replace a folder as a whole."""
    from inspectgraph.export.streams import WholeFiles
    from inspectgraph.files.atomic import write_set
    from inspectgraph.files.output_file import write_file

    if single:
        for parts in files.values():
            write_file(output, parts)
    else:
        write_set(output, WholeFiles(files), f"inspectgraph export --format {form}")
