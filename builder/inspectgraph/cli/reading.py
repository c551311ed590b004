"""`inspectgraph read`: a report as units."""

from __future__ import annotations

import json
from pathlib import Path

import click

from inspectgraph.read import Document, Unit, read_report
from inspectgraph.read.confined import TIME_LIMIT
from inspectgraph.units import write_units

__all__ = ["read"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--units", is_flag=True, help="Write the list that lies beside an extract: id, kind, digest, length.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "json"]),
    default="tree",
    show_default=True,
    help="How to show it.",
)
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1), default=TIME_LIMIT, show_default=True, help="Seconds for a PDF."
)
def read(file: Path, units: bool, form: str, time_limit: float) -> None:
    """Show a report as a tree of addressable units, each with its id.

    \b
    Example:
      inspectgraph read report.md
      inspectgraph read report.md --units > extracts/netherby-jar-2008.units.tsv
    """
    document = read_report(file, time_limit)
    for remark in document.remarks:
        click.echo(f"{file}: {remark}", err=True)
    if units:
        click.echo(write_units(document.listed()), nl=False)
    elif form == "json":
        click.echo(json.dumps([_as_dict(unit) for unit in document.units], indent=1, ensure_ascii=False))
    else:
        for unit in document.units:
            click.echo(f"{'  ' * _depth(document, unit)}{unit.id}  ({unit.kind})  {_short(unit.text)}")


def _as_dict(unit: Unit) -> dict[str, object]:
    """Return a unit for JSON."""
    return {
        "id": unit.id, "kind": unit.kind, "parent": unit.parent, "lead_in": unit.lead_in, "line": unit.line,
        "digest": unit.digest, "length": len(unit.squeezed), "text": unit.text,
    }  # fmt: skip


def _depth(document: Document, unit: Unit) -> int:
    """Return how many units a unit stands in."""
    depth = 0
    while unit.parent is not None and unit.parent in document.by_id:
        unit, depth = document.by_id[unit.parent], depth + 1
    return depth


def _short(text: str, width: int = 72) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"
