"""`inspectgraph find`: find themes, authorities and statements by plain words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from inspectgraph.cli import terminal
from inspectgraph.cli.options import format_option, graphs_option, kind_option, option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.find import Hit

__all__ = ["find"]

#: A copy of `find.KINDS`, so that `--help` need not import `find`; a test compares them.
KINDS = (
    "authority",
    "theme",
    "framework",
    "inspectorate",
    "aspect",
    "indicator",
    "body",
    "service",
    "place",
    "report",
    "statement",
)


@click.command()
@click.argument("words", nargs=-1, required=True)
@kind_option(KINDS, "List only results")
@option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    metavar="N",
    help="Print at most this many names and at most this many statements.",
)
@graphs_option
@format_option(("text", "json"), "text")
def find(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    graphs: Path | None,
    form: str,
) -> None:
    """Find names and statements in the graph by everyday words.

    The words may be singular or plural, in upper or lower case. With each result, the
    command prints another command that shows more about this result. The names come
    first: authorities, themes, frameworks, inspectorates, aspects, indicators, bodies,
    services, places and reports. Themes that are related to a matching theme follow.
    Statements come last, with their report and unit. A statement is found if its note
    has all the words. With `--format json`, the number of results is not limited.

    \b
    Example:
      inspectgraph find mental health
      inspectgraph find CAMHS --kind theme
      inspectgraph find "missing from home" --kind statement --format json
    """
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.find import check_words
    from inspectgraph.find import find as found_by
    from inspectgraph.store.published import open_graph

    text = " ".join(words)
    check_words(text)
    hits = found_by(open_graph(graphs or graphs_folder()), text, kinds or KINDS)
    if form == "json":
        found = list(map(asdict, hits))
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    elif not hits:
        click.echo(_nothing(text), err=True)
    else:
        _print(hits, limit)


def _nothing(text: str) -> str:
    """Return the message that nothing in the graph matches the words."""
    return (
        f"nothing in the graph has the words '{text}'; try one of the words alone, or list"
        " the questions with `inspectgraph questions`"
    )


def _print(hits: Sequence[Hit], limit: int) -> None:
    """Print the names that were found, and then the statements that were found.

    At most `limit` names and at most `limit` statements are printed.
    """
    is_said = [hit.kind == "statement" for hit in hits]
    names = [hit for hit, said in zip(hits, is_said, strict=True) if not said]
    statements = [hit for hit, said in zip(hits, is_said, strict=True) if said]
    for noun, found in (("name", names), ("statement", statements)):
        for hit in found[:limit]:
            click.echo("\n".join(map(escape_controls, _lines(hit))))
        if len(found) > limit:
            more = quantity(len(found) - limit, f"more {noun}")
            click.echo(f"{more}; `--limit {len(found)}` lists them\n", err=True)


def _lines(hit: Hit) -> list[str]:
    """Return the lines for one result; the line with the suggested command is never wrapped."""
    margin = "  "
    if hit.kind == "statement":
        head = f"statement in {hit.report}, {hit.unit}"
        width = max(terminal.width(), 40)
        words = wrap(hit.label, width, initial_indent=margin, subsequent_indent=margin)
        return [head, *words, f"{margin}{hit.command}", ""]
    because = f" – {hit.because}" if hit.because else ""
    head = f"{hit.kind}: {hit.label} ({hit.slug}){because}"
    return [head, f"{margin}{hit.command}", ""]
