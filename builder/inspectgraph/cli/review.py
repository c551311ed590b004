"""`inspectgraph review`: accept, correct or reject the unconfirmed values of an extract."""

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
    help="Review only values whose confidence is below this number or is missing.",
)
@kind_option(KINDS, "Review only values")
@option(
    "--accept",
    type=click.Choice((*KINDS, "all")),
    help=(
        "List the values of this kind whose confidence is at least --confidence. Then ask"
        " once whether to accept all of them."
    ),
)
@option(
    "--confidence",
    type=click.FloatRange(0, 1),
    metavar="NUMBER",
    help="Lowest confidence of the values that --accept accepts; by default 0.95.",
)
@option(
    "--finish",
    is_flag=True,
    help="Write the decisions of an interrupted review into the extract, without asking questions.",
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
    """Decide on each value of the draft NAME: accept it, edit it or reject it.

    The command shows the values paragraph by paragraph. With --reports, it also shows
    the words of the report, and >> and << enclose the words that a value cites. Each
    key makes a decision without Enter; the key ? lists the keys. If the input comes
    from a pipe, the command reads each character of a line as one key.

    For most values, the command proposes a note made from the fields of the value. The
    key `a` accepts this note, `+` extends it, and `w` replaces it with your own note.

    Each decision is appended at once to the log NAME.decisions.jsonl next to the
    extract. When you quit, the extract is written and the log is removed. After an
    interruption, the next review continues from the log.

    \b
    Example:
      inspectgraph review netherby-sif-2014 --reports ../reports
      inspectgraph review netherby-sif-2014 --below 0.9 --kind findings
      inspectgraph review netherby-sif-2014 --accept judgements --confidence 0.95
    """
    if confidence is not None and accept is None:
        message = "--confidence works only with --accept, which gives the kind of values to accept."
        click.get_current_context().fail(message)
    under, document = _opened(name, None if finish else reports, asks=not finish)
    if finish:
        _leave(under)
        return
    limit = None if below is None else Decimal(str(below))
    least = Decimal(str(0.95 if confidence is None else confidence))
    _converse(under, document, limit, kinds, (accept, least))


def _opened(
    name: str, reports: Path | None, *, asks: bool
) -> tuple[Review, Document | None]:
    """Return an extract that is ready for review, and the report of the extract.

    The second result is None if the report is not needed or cannot be found.

    Args:
        name: The name of the extract.
        reports: The folder of the reports, or None.
        asks: Whether a dialogue follows. The report is read only for a dialogue.
    """
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context
    from inspectgraph.review import Review

    folder = required_project()
    path = extract_named(folder, name)
    context = load_context(folder)
    document = _document(reports, path) if asks else None
    under = Review(path, context, document)
    for message in under.messages:
        say(message)
    return under, document


def _converse(
    under: Review,
    document: Document | None,
    limit: Decimal | None,
    kinds: tuple[str, ...],
    bulk: tuple[str | None, Decimal],
) -> None:
    """Ask about each value, or accept values in bulk; then write the extract.

    Args:
        under: The extract under review.
        document: The report, or None.
        limit: The confidence below which values are reviewed; None for all values.
        kinds: The kinds of values to review; if empty, all.
        bulk: Two settings for accepting many values at once: the kind of values, and
            the lowest confidence of a value to accept. If the kind is None, the curator
            is asked about each value.
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
    """Write the extract, and print the number of decisions and the remaining tasks."""
    from inspectgraph.files.clock import today

    count, accepted, notes = under.decided(), _accepted(under), _notes(under)
    is_finished = under.finish(today())
    for message in under.save():
        say(message)
    if count:
        say(f"{quantity(count, 'value')} decided; {under.path.name} is written.")
    for line in filter(None, (accepted, notes)):
        say(line)
    if is_finished:
        say(
            f"All values of {under.path.name} are confirmed. The method of the curation is"
            " now drafted-and-confirmed."
        )
    _report_left(under, under.path.name)


def _accepted(under: Review) -> str:
    """Return a sentence with the number of values accepted in each of three ways.

    The ways are one by one, by paragraph and in bulk. Return "" if no values were
    accepted.
    """
    parts = []
    for how, words in (
        ("", "one by one"),
        ("paragraph", "by paragraph"),
        ("bulk", "in bulk"),
    ):
        if number := under.accepted(how):
            parts.append(f"{number:,} {words}")
    return f"Accepted: {', '.join(parts)}." if parts else ""


def _notes(under: Review) -> str:
    """Return a sentence with the number of new notes from each origin.

    There are three origins. A note was used as proposed, edited by the curator, or
    newly written. Return "" if there are no new notes.
    """
    counts = under.notes()
    parts = []
    for origin, words in (
        ("proposed", "as proposed"),
        ("edited", "proposed and then edited"),
        ("written", "written by you"),
    ):
        if number := counts[origin]:
            parts.append(f"{number:,} {words}")
    return f"Notes: {', '.join(parts)}." if parts else ""


def _report_left(under: Review, name: str) -> None:
    """Print the number of unconfirmed values.

    If all values are confirmed, print the remaining tasks, such as open questions.
    """
    items = under.items()
    questions = under.items(kinds=["questions"])
    unconfirmed = len(items) - len(questions)
    if unconfirmed:
        say(f"{quantity(unconfirmed, 'value')} of {name} must still be confirmed.")
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
            "Only the ids of the units are shown. To see the words of the report, start"
            " the review with --reports FOLDER, the folder that holds the report."
        )
        return None
    published = published_files([extract])
    if file := find_reports(reports, published, published).get(extract.stem):
        return read_report(file)
    say(
        f"The folder {reports} holds no report called {extract.stem}, so only the ids of"
        " the units are shown. Put the report there under this name."
    )
    return None
