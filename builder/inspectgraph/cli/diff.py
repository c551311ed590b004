"""`inspectgraph diff`: show the differences between two versions of a graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import PATH, format_option, output_option
from inspectgraph.files.console import escape_controls

if TYPE_CHECKING:
    from inspectgraph.diff import GraphChange, Version

__all__ = ["diff"]

_FORMATS = ("text", "json", "patch")


@click.command()
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@format_option(_FORMATS, "text")
@output_option()
@click.pass_context
def diff(
    ctx: click.Context, before: Path, after: Path, form: str, output: Path | None
) -> None:
    """Show the additions, withdrawals and changes from BEFORE to AFTER.

    BEFORE and AFTER are two projects, two folders of published graphs, or two dumps. A
    project must have been built. A dump is a file in N-Quads or TriG, and may be
    compressed with gzip. The command compares reports, statements, judgements,
    passages, registry entries and terms by their IRIs. With `--format patch`, the
    command writes an RDF Patch. This patch changes BEFORE into AFTER. The exit code is
    0 if the graphs have the same triples, and 1 if they differ.

    \b
    Example:
      inspectgraph diff ../published graphs
      inspectgraph diff old.nq.gz new.nq.gz --format json
      inspectgraph diff ../published . --format patch -o changes.rdfp
    """
    from inspectgraph.diff import changes, open_version
    from inspectgraph.files.output_file import write_file

    with open_version(before) as old, open_version(after) as new:
        seen = _Seen(changes(old, new))
        parts = _parts(form, old, new, seen)
        if output is None:
            for part in parts:
                click.echo(part, nl=False)
        else:
            write_file(output, (part.encode() for part in parts))
    ctx.exit(1 if seen.any else 0)


class _Seen:
    """An iterable that yields changed graphs and notes whether there were any.

    `any` is True as soon as one changed graph has been yielded.
    """

    def __init__(self, found: Iterator[GraphChange]) -> None:
        self.any = False
        self._found = found

    def __iter__(self) -> Iterator[GraphChange]:
        for change in self._found:
            self.any = True
            yield change


def _parts(form: str, before: Version, after: Version, found: _Seen) -> Iterator[str]:
    """Yield the parts of the output in the given format."""
    from inspectgraph.diff import as_json, as_text, described, patch
    from inspectgraph.diff.labels import labels_of

    if form == "patch":
        yield from patch(before, after, found)
        return
    labels = labels_of(before, after)
    shown = (described(change, labels) for change in found)
    if form == "json":
        yield from as_json(before, after, shown)
    else:
        for line in as_text(before, after, shown):
            yield f"{escape_controls(line)}\n"
