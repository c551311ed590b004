"""`inspectgraph export`: write the published graph in another format."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import (
    format_option,
    graphs_option,
    option,
    output_option,
    reports_option,
    safe_option,
)
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from inspectgraph.export.streams import Streams
    from inspectgraph.model.imprint import Imprint

__all__ = ["export"]

#: The names in `export.FORMATS`, copied so that `--help` need not import `export`; a test
#: compares them.
FORMATS = (
    "csv",
    "cube",
    "gexf",
    "graphml",
    "jsonld",
    "nanopub",
    "nquads",
    "parquet",
    "sqlite",
    "trig",
    "turtle",
    "vocabulary",
    "xlsx",
)
#: The same for the names in `coding.formats.CODING_FORMATS`.
CODINGS = ("annotations", "qdc", "qdpx", "qualcoder", "taguette")
#: The formats of networks, and the names of their views, copied likewise.
NETWORKS = ("gexf", "graphml")
VIEWS = ("full", "bodies-by-service", "themes-by-report", "themes-together")


@click.command()
@format_option(sorted((*FORMATS, *CODINGS)), required=True)
@output_option()
@option(
    "--view",
    type=click.Choice(VIEWS),
    help="View of the network in the formats gexf and graphml; by default `full`.",
)
@safe_option
@reports_option(required=False)
@graphs_option
@click.pass_context
def export(
    ctx: click.Context,
    form: str,
    output: Path | None,
    view: str | None,
    safe: bool,
    reports: Path | None,
    graphs: Path | None,
) -> None:
    """Write the published graph in another format.

    \b
      csv         CSV tables of reports, judgements …, with a Data Package and CSVW
      cube        the measurements as an RDF Data Cube in Turtle
      gexf        a network of resources with their times, for Gephi
      graphml     a network of resources, for Gephi or networkx
      jsonld      all named graphs as JSON-LD
      nanopub     each statement as a nanopublication, in TriG
      nquads      all named graphs as N-Quads
      parquet     the tables of csv as Parquet files; needs inspectgraph[tables]
      sqlite      the tables of csv as an SQLite database, with keys and views
      trig        all named graphs as TriG
      turtle      one Turtle file for each named graph
      vocabulary  one Turtle file for each concept scheme, and a table of all concepts
      xlsx        the tables of csv as an Excel workbook; needs inspectgraph[tables]

    The following formats are for software in which researchers code documents. With
    --reports, the files contain words of the reports. Such files are for your own use.
    Do not publish them.

    \b
      annotations W3C Web Annotations; they contain words only with --reports
      qdc         REFI-QDA codebook of the themes and other codes
      qdpx        REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA, QualCoder …
      qualcoder   CSV table of coded text, in the form that QualCoder exports
      taguette    CSV tables of tags and highlights, and report texts, for Taguette

    For csv, parquet, taguette, turtle and vocabulary, give a folder with --output. For
    qdpx, give a file with --output. All other formats go to standard output if --output
    is not given. A terminal cannot show sqlite and xlsx.

    For gexf and graphml, choose one of these views with --view:

    \b
      full               all resources and their relations
      bodies-by-service  services, their providers, and bodies in the same statements
      themes-by-report   themes of each report, with strengths and weaknesses
      themes-together    themes that occur in the same statements

    \b
    Example:
      inspectgraph export --format nquads -o inspectgraph.nq
      inspectgraph export --format csv -o tables
      inspectgraph export --format gexf --view themes-by-report -o themes.gexf
      inspectgraph export --format csv --safe -o for-a-spreadsheet
      inspectgraph export --format xlsx -o inspectgraph.xlsx
      inspectgraph export --format qdpx -o findings.qdpx --reports ../reports
    """
    from inspectgraph.export import FORMATS as KNOWN
    from inspectgraph.export import streamed
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.store.published import open_graph

    _check_options(form, reports=reports, view=view)
    folder = graphs or graphs_folder()
    if form in CODINGS:
        from inspectgraph.cli.export_codings import check_codings, export_codings

        check_codings(form, has_output=output is not None, safe=safe)
        if not export_codings(open_graph(folder, make=False), form, output, reports):
            ctx.exit(1)
        return
    single = KNOWN[form].single
    _check(form, has_output=output is not None, safe=safe)
    store = open_graph(folder, make=False)
    imprint = _imprint(form, folder)
    files = streamed(store, form, safe=safe, imprint=imprint, view=view or "")
    if output is None:
        for part in chain.from_iterable(files.values()):
            click.echo(part, nl=False)
    else:
        _write(output, files, form, single=single)
        click.echo(f"{quantity(len(files), 'file')} written: {output}", err=True)


def _imprint(form: str, folder: Traversable) -> Imprint:
    """Return the title, publisher and licence of a graph.

    If files in the output format do not contain these data, return an empty `Imprint`.
    """
    from inspectgraph.export import FORMATS as KNOWN
    from inspectgraph.model.imprint import UNKNOWN

    if not KNOWN[form].imprinted:
        return UNKNOWN
    from inspectgraph.export.imprint import imprint_in

    return imprint_in(folder)


def _check_options(form: str, *, reports: Path | None, view: str | None) -> None:
    """Raise `UsageError` if the chosen format does not support a given option."""
    if reports is not None and form not in CODINGS:
        message = f"--reports is for {', '.join(CODINGS)}; omit it for {form}"
        raise UsageError("reports-format", message)
    if view and form not in NETWORKS:
        message = f"--view is for networks, not for {form}; choose graphml or gexf"
        raise UsageError("view-format", message)


def _check(form: str, *, has_output: bool, safe: bool) -> None:
    """Raise `UsageError` for options that do not fit the format.

    A format with several files needs a folder. A binary format cannot be written to a
    terminal. The option `safe` needs a format with CSV tables.
    """
    from inspectgraph.export import FORMATS as KNOWN

    if not has_output and not KNOWN[form].single:
        message = f"{form} writes several files; give their folder with `-o FOLDER`"
        raise UsageError("no-folder", message)
    if not has_output and KNOWN[form].binary and sys.stdout.isatty():
        message = f"{form} is a binary format; give a file with `-o FILE`"
        raise UsageError("no-file-given", message)
    if safe and not KNOWN[form].tables:
        message = (
            f"--safe is for CSV tables, and {form} has none; omit --safe, or choose csv"
        )
        raise UsageError("safe-format", message)


def _write(output: Path, files: Streams, form: str, *, single: bool) -> None:
    """Write one file, or replace the content of a folder with several files."""
    from inspectgraph.export.streams import WholeFiles
    from inspectgraph.files.atomic import write_set
    from inspectgraph.files.output_file import write_file

    if single:
        for parts in files.values():
            write_file(output, parts)
    else:
        write_set(output, WholeFiles(files), f"inspectgraph export --format {form}")
