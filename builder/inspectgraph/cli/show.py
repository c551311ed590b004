"""`inspectgraph show`: print a statement with its facts, evidence and relations."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspectgraph.cli import terminal
from inspectgraph.cli.options import format_option, graphs_option, reports_option
from inspectgraph.files.console import escape_controls

if TYPE_CHECKING:
    from inspectgraph.publish.graph import Graph
    from inspectgraph.publish.statement_record import Record

__all__ = ["show"]


@click.command()
@click.argument("statement", metavar="ID")
@reports_option(required=False)
@graphs_option
@format_option(("text", "json", "turtle"), "text")
@click.pass_context
def show(
    ctx: click.Context,
    statement: str,
    reports: Path | None,
    graphs: Path | None,
    form: str,
) -> None:
    """Print a statement with its facts, evidence and relations.

    ID is the id of the statement, such as `p56-ucee`, or REPORT/ID. The output has all
    fields of the statement, the passages that support it, related statements, the
    curators of the report, and the address of the statement's web page. For each
    passage, the command prints the position and digest of the words. With --reports,
    the command looks up the words in your copy of the report and prints them. The exit
    code is 1 if the words of an anchor are not found.

    \b
    Example:
      inspectgraph show p56-ucee
      inspectgraph show knowsley-sif-2014/p56-ucee --format json
      inspectgraph show p56-ucee --reports ../reports
    """
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.publish.graph import Graph
    from inspectgraph.publish.statement_record import record_of, with_notes
    from inspectgraph.query.parameters import find_value
    from inspectgraph.query.questions import Parameter
    from inspectgraph.store.published import open_graph

    graph = Graph(open_graph(graphs or graphs_folder()))
    wanted = Parameter("statement", ("statement",), "", required=True)
    iri = str(find_value(graph.store, wanted, statement).term.value)
    record = record_of(graph, iri)
    if reports:
        from inspectgraph.publish.own_copy import looked_up

        record = looked_up(record, reports)
    record = with_notes(graph, record)
    if form == "turtle":
        click.echo(_turtle(graph, record), nl=False)
        click.echo("".join(f"{note}\n" for note in record.notes), nl=False, err=True)
    elif form == "json":
        click.echo(json.dumps(_plain(record), indent=2, ensure_ascii=False))
    else:
        from inspectgraph.publish.record_text import lines_of

        width = terminal.width()
        for line in lines_of(record, width, is_looked_up=reports is not None):
            click.echo(escape_controls(line))
    if reports:
        from inspectgraph.publish.own_copy import is_sound

        ctx.exit(0 if is_sound(record) else 1)


def _turtle(graph: Graph, record: Record) -> bytes:
    """Return the triples of a statement's page in Turtle.

    The words that were found in the report are included.
    """
    from inspectgraph.publish.own_copy import quotations
    from inspectgraph.publish.statement_record import triples_of
    from inspectgraph.rdf.iris import data_base, report_of
    from inspectgraph.rdf.turtle import turtle

    triples = [*triples_of(graph, record.iri), *quotations(record)]
    with data_base(graph.base):
        return turtle(triples, report_of(f"<{record.iri}>"))


def _plain(record: Record) -> dict[str, Any]:
    """Return the record as an object for JSON; the facts are keyed by property name."""
    found = asdict(record)
    found["facts"] = {name: list(values) for name, _, values in record.facts}
    return found
