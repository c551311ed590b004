"""`inspectgraph review`: accept, correct or reject unconfirmed values of an extract."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.extracts import extract_named
from inspectgraph.cli.options import kind_option, option, reports_option
from inspectgraph.cli.review_dialogue import Conversation
from inspectgraph.cli.review_keys import Keys, say
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
    "not_judged",
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
@kind_option(KINDS)
@option(
    "--accept",
    type=click.Choice((*KINDS, "all")),
    help=(
        "List the values of this kind from --confidence on, and accept them if you affirm"
        " it."
    ),
)
@option(
    "--confidence",
    type=click.FloatRange(0, 1),
    metavar="NUMBER",
    help="Least confidence of the values that --accept accepts; by default 0.95.",
)
@option(
    "--finish",
    is_flag=True,
    help="Only write the decisions of a review that was killed into the extract.",
)
def review(
    name: str,
    reports: Path | None,
    below: float | None,
    kinds: tuple[str, ...],
    accept: str | None,
    confidence: float | None,
    finish: bool,
) -> None:
    """Show the draft of the extract NAME by paragraph, and ask you about each value.

    You accept, edit or reject the unconfirmed values. With --reports, each paragraph is
    shown in the words of the report, in which >> and << mark the evidence. One key is
    one decision, without Enter; ? lists the keys. From a pipe, the characters of each
    line are keys.

    Each decision is appended to the log NAME.decisions.jsonl next to the extract. The
    extract is written when you leave, and the log is then removed. If the review is
    killed, the next review goes on from the log.

    \b
    Example:
      inspectgraph review netherby-sif-2014 --reports ../reports
      inspectgraph review netherby-sif-2014 --below 0.9 --kind findings
      inspectgraph review netherby-sif-2014 --accept judgements --confidence 0.95
    """
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context
    from inspectgraph.review import Review

    if confidence is not None and accept is None:
        message = "--confidence needs --accept: give the kind of values."
        click.get_current_context().fail(message)
    folder = required_project()
    path = extract_named(folder, name)
    context = load_context(folder)
    document = None if finish else _document(reports, path)
    under = Review(path, context, document)
    for message in under.messages:
        say(message)
    if finish:
        _leave(under)
        return
    limit = None if below is None else Decimal(str(below))
    least = Decimal(str(0.95 if confidence is None else confidence))
    _converse(under, document, limit, kinds, (accept, least))


def _converse(
    under: Review,
    document: Document | None,
    limit: Decimal | None,
    kinds: tuple[str, ...],
    bulk: tuple[str | None, Decimal],
) -> None:
    """Hold the dialogue, or accept values in bulk; then write the extract.

    Args:
        under: The extract under review.
        document: The report, or None.
        limit: The confidence below which values are reviewed, or None.
        kinds: The kinds of values to review; if empty, all.
        bulk: The kind of values to accept in bulk, or None, and their least confidence.
    """
    from inspectgraph.review.labels import Labels

    framework = str(under.pieces.frame.get("framework"))
    labels = Labels(under.context, framework)
    try:
        with Keys() as keys:
            talk = Conversation(under, document, keys, labels, limit, kinds)
            accept, least = bulk
            if accept is None:
                talk.run()
            else:
                talk.accept_in_bulk(accept, least)
    except KeyboardInterrupt:
        say()
        _leave(under)
        raise
    except BaseException:
        under.save()
        raise
    _leave(under)


def _leave(under: Review) -> None:
    """Write the extract, and print what was done and what remains to be done."""
    from inspectgraph.files.clock import today

    count, accepted = under.decided(), _accepted(under)
    is_finished = under.finish(today())
    for message in under.save():
        say(message)
    if count:
        say(f"{quantity(count, 'value')} decided; {under.path.name} is written.")
    if accepted:
        say(accepted)
    if is_finished:
        say(f"All is confirmed: {under.path.name} is now drafted-and-confirmed.")
    _report_left(under, under.path.name)


def _accepted(under: Review) -> str:
    """Return how many values were accepted and in which way, or an empty text."""
    parts = []
    for how, words in (
        ("", "one by one"),
        ("paragraph", "by paragraph"),
        ("bulk", "in bulk"),
    ):
        if number := under.accepted(how):
            parts.append(f"{number:,} {words}")
    return f"Accepted: {', '.join(parts)}." if parts else ""


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
