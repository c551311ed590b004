"""`inspectgraph review`: accept, correct or reject unconfirmed values of an extract."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.extracts import extract_named
from inspectgraph.cli.options import option, reports_option
from inspectgraph.cli.review_dialogue import Conversation, say
from inspectgraph.files.console import escape_controls
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review import Review

__all__ = ["review"]

#: A copy of `review.unconfirmed.KINDS`, so that `--help` need not import `review`; a test
#: compares them.
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
@reports_option(required=False)
@option(
    "--below",
    type=click.FloatRange(0, 1),
    metavar="NUMBER",
    help="Review only values with a confidence below this number, or without a confidence.",
)
@option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Review only values of this kind; repeat the option for several kinds.",
)
def review(
    name: str, reports: Path | None, below: float | None, kinds: tuple[str, ...]
) -> None:
    """Show each unconfirmed value of the extract NAME, and ask you to accept, correct or reject it.

    With --reports, each value is shown with its passage, in which >> and << mark the
    evidence. Every decision is written to the file at once, so you can stop at any
    time and continue later. Answers may also come from a pipe, one on each line.

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
    path = extract_named(folder, name)
    context = load_context(folder)
    document = _document(reports, path)
    under = Review(path, context, document)
    limit = None if below is None else Decimal(str(below))
    Conversation(under, document).walk([item.key for item in under.items(limit, kinds)])
    if under.finish(today()):
        say(f"All is confirmed: {path.name} is now drafted-and-confirmed.")
    _report_left(under, path.name)


def _report_left(under: Review, name: str) -> None:
    """Print the number of unconfirmed values, or what remains to be done.

    If all values are confirmed, other tasks can remain, such as open questions.
    """
    items = under.items()
    questions = under.items(kinds=["questions"])
    unconfirmed = len(items) - len(questions)
    if unconfirmed:
        say(f"{quantity(unconfirmed, 'value')} of {name} still to be confirmed.")
        return
    for left in under.left():
        click.echo(escape_controls(str(left)))


def _document(reports: Path | None, extract: Path) -> Document | None:
    """Read the report of an extract from the folder of reports.

    If that is not possible, print a message and return None.
    """
    from inspectgraph.anchors.report_files import find_reports, published_files
    from inspectgraph.read import read_report

    if reports is None:
        say(
            "Passages are shown only by the ids of their units: to see the words, give"
            " the folder of the report with --reports FOLDER."
        )
        return None
    published = published_files([extract])
    if file := find_reports(reports, published, published).get(extract.stem):
        return read_report(file)
    say(
        f"{reports} holds no report called {extract.stem}: passages are shown only by the ids"
        " of their units."
    )
    return None
