"""`inspectgraph review`: walk through what a draft left unconfirmed, in the terminal or from a script."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import option
from inspectgraph.cli.review_dialogue import Conversation, say
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.read import Document

__all__ = ["review"]

#: Written out here so that `--help` need not load what reviews; a test compares.
KINDS = (
    "report",
    "questions",
    "judgements",
    "reported",
    "findings",
    "recommendations",
    "measurements",
    "events",
)


@click.command()
@click.argument("name")
@option(
    "--reports",
    type=click.Path(path_type=Path),
    help="The folder of the reports, to show the passages.",
)
@option(
    "--below", type=click.FloatRange(0, 1), help="Only what has a smaller confidence."
)
@option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these kinds."
)
def review(
    name: str, reports: Path | None, below: float | None, kinds: tuple[str, ...]
) -> None:
    """Walk through the unconfirmed values of an extract: accept, correct or reject each.

    Each value is shown with its passage, the words it rests on between >> and <<. Every
    decision is written at once; stop when you like, and go on later. Answers may come
    from a pipe, one a line.

    \b
    Example:
      inspectgraph review netherby-sif-2014 --reports ../reports
      inspectgraph review netherby-sif-2014 --below 0.9 --kind findings
    """
    from inspectgraph.files.clock import today
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context
    from inspectgraph.review import Review

    folder = required_project()
    path = _extract(folder, name)
    context = load_context(folder)
    document = _document(reports, path.stem)
    under = Review(path, context, document)
    limit = None if below is None else Decimal(str(below))
    Conversation(under, document).walk([item.key for item in under.items(limit, kinds)])
    if under.finish(today()):
        say(f"All is confirmed: {path.name} is now drafted-and-confirmed.")
    if unconfirmed := len(
        [item for item in under.items() if item.group != "questions"]
    ):
        say(f"{quantity(unconfirmed, 'value')} of {path.name} still to be confirmed.")
        return
    for left in under.left():
        click.echo(escape_controls(str(left)))


def _extract(folder: Path, name: str) -> Path:
    """Return the file of an extract by its name."""
    path = folder / "extracts" / f"{name.removesuffix('.yaml')}.yaml"
    if path.is_file():
        return path
    near = get_close_matches(
        name, [other.stem for other in path.parent.glob("*.yaml")], 1
    )
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise UnreadableError(
        "no-file", f"there is no such extract{hint}", Where(str(path))
    )


def _document(reports: Path | None, name: str) -> Document | None:
    """Return the reader's copy of a report, where it is at hand; say so where it is not."""
    from inspectgraph.anchors.verify import find_reports
    from inspectgraph.read import read_report

    if reports is None:
        say(
            "No report is at hand (--reports FOLDER): passages are shown by the names"
            " of their units."
        )
        return None
    if file := find_reports(reports, [name]).get(name):
        return read_report(file)
    say(
        f"{reports} holds no report called {name}: passages are shown by the names of"
        " their units."
    )
    return None
