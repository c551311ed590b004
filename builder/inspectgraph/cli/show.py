"""`inspectgraph show`: print a statement with its facts, evidence and relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import click

from inspectgraph.cli import terminal
from inspectgraph.cli.options import format_option, graphs_option, reports_option
from inspectgraph.files.console import escape_controls

if TYPE_CHECKING:
    from inspectgraph.publish.graph import Graph
    from inspectgraph.publish.statement_record import Anchored, Record

__all__ = ["show"]

#: The column in which the values of facts begin.
_COLUMN: Final = 26
_MARGIN: Final = "  "
#: The sentence for each state of an anchor that was looked up.
_STATES: Final = {
    "found": "found in the report, digest verified",
    "figures-unchecked": "found in the report; the anchor has no digest of its figures",
    "figure-differs": "NOT VERIFIED: a figure in the words differs",
    "inside-word": "NOT VERIFIED: the anchor begins or ends inside a word",
    "lost": "NOT VERIFIED: the words are not in the passage",
    "ambiguous": "NOT VERIFIED: the words occur more than once in the passage",
    "no-unit": "NOT VERIFIED: the report does not have this passage",
}


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
    fields, the passages with the position and digest of the words, related statements, the
    curators of the report, and the page of the statement. With --reports, the words are
    looked up in your copy of the report and printed; the exit code is 1 if an anchor is
    not verified.

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
        for line in _lines(record, is_looked_up=reports is not None):
            click.echo(escape_controls(line))
    if reports:
        from inspectgraph.publish.own_copy import is_sound

        ctx.exit(0 if is_sound(record) else 1)


def _turtle(graph: Graph, record: Record) -> bytes:
    """Return the Turtle file of the statement's page, with the words that were found."""
    from inspectgraph.publish.own_copy import quotations
    from inspectgraph.publish.statement_record import triples_of
    from inspectgraph.rdf.iris import data_base, report_of
    from inspectgraph.rdf.turtle import turtle

    triples = [*triples_of(graph, record.iri), *quotations(record)]
    with data_base(graph.base):
        return turtle(triples, report_of(f"<{record.iri}>"))


def _plain(record: Record) -> dict[str, Any]:
    """Return the record as an object for JSON, with facts by the names of properties."""
    found = asdict(record)
    found["facts"] = {name: list(values) for name, _, values in record.facts}
    return found


def _lines(record: Record, *, is_looked_up: bool) -> Iterator[str]:
    """Yield the lines of the text, section by section."""
    kind = f"{record.kind}: {record.polarity}" if record.polarity else record.kind
    yield f"{record.report}/{record.statement} ({kind})"
    yield from _wrapped(record.note)
    for number, part in enumerate(record.parts, 1):
        yield from _wrapped(f"{number}. {part}")
    yield ""
    yield from _facts(record)
    if record.evidence:
        yield from _evidence(record, is_looked_up=is_looked_up)
    for heading, related in groupby(record.relations, lambda one: one.relation):
        yield f"\n{heading}"
        for one in related:
            report = "" if one.report == record.report else f"{one.report}/"
            yield from _wrapped(f"{report}{one.statement}: {one.note}")
    yield ""
    yield from _how(record)


def _facts(record: Record) -> Iterator[str]:
    """Yield a line for each fact, with the report first."""
    yield from _row("Council", record.authorities)
    yield from _row("Inspected", [record.inspected])
    yield from _row("Published", [record.published])
    for _, heading, values in record.facts:
        yield from _row(heading, values)
    for one in record.comparators:
        number = f" ({one.value})" if one.value != one.printed else ""
        period = f", {one.period}" if one.period else ""
        value = f"{one.compared_with}, {one.printed}{number}{period}"
        yield from _row("Compared with", [value])


def _evidence(record: Record, *, is_looked_up: bool) -> Iterator[str]:
    """Yield the lines on each anchor, and the command that shows its words."""
    yield "\nPassages"
    for one in record.evidence:
        yield f"{_MARGIN}{_place(one)}"
        if one.state:
            yield f"{_MARGIN * 2}{_STATES[one.state]}"
        if one.words:
            yield from _wrapped(f"“{one.words}”", _MARGIN * 2)
    if not is_looked_up:
        command = f"inspectgraph show {record.report}/{record.statement} --reports DIR"
        yield f"{_MARGIN}The words were not looked up. This command verifies and prints them:"
        yield f"{_MARGIN * 2}{command}"


def _place(one: Anchored) -> str:
    """Return the position of the words of an anchor, with their digests."""
    figures = f", figures {one.figures}" if one.figures else ""
    return (
        f"{one.unit} ({one.unit_kind}, number {one.order}): {one.length} letters and"
        f" digits from {one.start}, digest {one.digest}{figures}"
    )


def _how(record: Record) -> Iterator[str]:
    """Yield the lines on the curation, the page and the IRI."""
    if record.confirmed:
        yield from _row("Statement", [record.confirmed])
    if record.curated_on:
        text = f"{record.curated_by}; the last day of work was {record.curated_on}"
        yield from _row("Report", [text])
    yield from _row("Page of the site", [record.page])
    yield from _row("IRI", [record.iri])
    if record.notes:
        yield ""
    for note in record.notes:
        yield from _wrapped(note, "")


def _row(heading: str, values: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a heading with its values, all in the same column."""
    head = f"{_MARGIN}{heading}".ljust(_COLUMN - 1) + " "
    width = max(terminal.width(), _COLUMN + 40)
    text = "; ".join(values)
    yield from wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * _COLUMN,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrapped(text: str, margin: str = _MARGIN) -> list[str]:
    """Return a text as lines with a margin."""
    width = max(terminal.width(), 40)
    return wrap(text, width, initial_indent=margin, subsequent_indent=margin)
