"""`inspectgraph agreement`: measure how far two readers agree on the same units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import PATH, format_option, option, safe_option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.agreement import Difference, DoubleReading
    from inspectgraph.load import Loaded

__all__ = ["agreement"]


@click.command()
@click.argument("first", metavar="A", type=PATH)
@click.argument("second", metavar="B", type=PATH)
@option(
    "--units",
    type=PATH,
    metavar="FILE",
    help=(
        "Compare only the units that this file lists, one REPORT/UNIT per line. By default,"
        " the command compares all units that both readers have read. A reader has read a"
        " unit if the reader's extract has a statement on the unit, or a reason why the unit"
        " has no statement."
    ),
)
@option(
    "--differences",
    "wants_differences",
    is_flag=True,
    help="Also list the differences between the readers. In CSV, list only the differences.",
)
@safe_option
@format_option(("text", "csv", "json"), "text")
def agreement(
    first: Path,
    second: Path,
    units: Path | None,
    wants_differences: bool,
    safe: bool,
    form: str,
) -> None:
    """Measure how far two readers, A and B, agree on the same units of reports.

    A and B are two extracts of the same report, or two folders of extracts. Each
    sentence gets one category from each reader. If the reader has a finding on the
    sentence, the category is the polarity of the finding. If the reader has only
    statements of other kinds, the category is their kind. If the reader has no
    statement on the sentence, the category is `none`.

    The command prints the observed agreement, Cohen's kappa with its confidence
    interval, and a table of the categories of both readers. It then matches the
    statements of A with the statements of B. Two statements match if they have the same
    kind and cite the same words.

    \b
    Example:
      inspectgraph agreement extracts second-reading --units units.txt
      inspectgraph agreement extracts second-reading --differences --format csv
    """
    from inspectgraph.agreement import differences, load_readings, read_twice

    readings = load_readings(first, second)
    _tell_drafts(readings)
    reading = read_twice(readings, units)
    listed = differences(reading) if wants_differences else None
    click.echo(_printed(reading, listed, form, safe), nl=False)


def _printed(
    reading: DoubleReading,
    listed: Sequence[Difference] | None,
    form: str,
    safe: bool,
) -> str:
    """Return the agreement of two readers as text, in the given format.

    If there is a list of differences, plain text and JSON include the list. If there is
    a list, CSV has only the list. If there is no list, CSV has the agreement.
    """
    from inspectgraph.agreement import as_csv, as_json, as_text, differences_as_csv
    from inspectgraph.files.spreadsheet import safe_csv

    if form == "json":
        return as_json(reading, listed)
    if form == "csv":
        table = as_csv(reading) if listed is None else differences_as_csv(listed)
        return safe_csv(table, "\n") if safe else table
    lines = as_text(reading, listed).splitlines()
    return "".join(f"{escape_controls(line)}\n" for line in lines)


def _tell_drafts(readings: Mapping[str, tuple[Loaded, Loaded]]) -> None:
    """Print, for each extract, the number of drafted statements that are not compared."""
    for both in readings.values():
        for loaded in both:
            drafts = [one for one in loaded.extract.statements if one.draft]
            if drafts:
                count = quantity(len(drafts), "drafted statement")
                click.echo(f"{loaded.file}: {count} left out", err=True)
