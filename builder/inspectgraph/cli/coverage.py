"""`inspectgraph coverage`: count the sentences of reports by their state.

A curated sentence is evidence of a statement. An explained sentence has a reason why
there is no statement. All other sentences are open.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from inspectgraph.cli.options import format_option, option, reports_option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, UsageError, Where
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.load import Loaded
    from inspectgraph.load.sentence_coverage import SectionCoverage

__all__ = ["coverage"]

_COLUMNS: Final = (
    "report",
    "section",
    "sentences",
    "curated",
    "explained",
    "open",
    "reasons",
)


#: The largest share of the sentences of a report, in percent, that may be explained with
#: another reason than method or heading.
_MOST_EXPLAINED: Final = 10


@click.command()
@click.argument("names", metavar="[REPORT]...", nargs=-1)
@reports_option(required=False)
@option("--sections", is_flag=True, help="Also print the counts of each section.")
@option(
    "--thin",
    is_flag=True,
    help="Also list paragraphs of four or more sentences with at most one statement.",
)
@option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with exit code 1 if less than this percentage of the sentences of a report are"
    " curated or explained. The exit code is also 1 if more than"
    f" {_MOST_EXPLAINED} % of the sentences of a report are explained with a reason other"
    " than 'method' or 'heading'.",
)
@format_option(("text", "csv", "json"), "text")
@click.pass_context
def coverage(
    ctx: click.Context,
    names: tuple[str, ...],
    reports: Path | None,
    sections: bool,
    thin: bool,
    fail_under: float | None,
    form: str,
) -> None:
    """Count the curated, explained and open sentences of reports.

    A sentence is curated if statements cite at least half of the sentence. A sentence
    is explained if the extract gives a reason why the sentence has no statement. All
    other sentences are open. Without a REPORT, the command counts the sentences of all
    reports that were curated in full. With --reports, the command also prints the open
    sentences.

    \b
    Example:
      inspectgraph coverage --sections
      inspectgraph coverage sefton-jar-2007 --thin --reports ../reports
      inspectgraph coverage --fail-under 98
    """
    from inspectgraph.load.sentence_coverage import sentences_by_section

    _check_lists(form, reports, thin)
    chosen = _chosen(names)
    counts = {loaded.extract.report: sentences_by_section(loaded) for loaded in chosen}
    click.echo(_printed(counts, sections, form), nl=False)
    if reports:
        _print_open(chosen, reports)
    if thin:
        _print_thin(chosen)
    _warn_of_missing_units(counts)
    if fail_under is not None and not _is_enough(counts, fail_under):
        ctx.exit(1)


def _warn_of_missing_units(counts: Mapping[str, Sequence[SectionCoverage]]) -> None:
    """Print the names of the reports that have no list of units.

    The sentences of such a report cannot be counted.
    """
    for name, found in counts.items():
        if not found:
            click.echo(_unlisted(name), err=True)


def _is_enough(counts: Mapping[str, Sequence[SectionCoverage]], least: float) -> bool:
    """Return whether every report has enough coverage.

    Also print the reports in which too many sentences are explained. An explained
    sentence has a reason why there is no statement.
    """
    much = [name for name, found in counts.items() if found and _is_much(found)]
    for name in much:
        click.echo(_much(name, counts[name]), err=True)
    return not much and all(counts.values()) and not _under(counts, least)


def _chosen(names: Sequence[str]) -> list[Loaded]:
    """Return the extracts with the given names.

    If no names are given, return all extracts that are curated in full.

    Raises:
        UsageError: If a name is not the name of an extract.
    """
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_project
    from inspectgraph.model.depth import FULL
    from inspectgraph.model.suggest import sentence, suggest

    extracts = load_project(required_project()).extracts
    if not names:
        return [loaded for loaded in extracts if loaded.extract.depth == FULL]
    known = {loaded.extract.report: loaded for loaded in extracts}
    for name in names:
        if name not in known:
            hint = sentence(suggest(name, dict.fromkeys(known, ())))
            message = f"no extract has the name '{name}'{hint}"
            raise UsageError("unknown-report", message)
    return [known[name] for name in dict.fromkeys(names)]


def _check_lists(form: str, reports: Path | None, thin: bool) -> None:
    """Refuse `--reports` and `--thin` if the output format is CSV or JSON.

    These two options print lists of sentences or paragraphs as text.

    Raises:
        UsageError: If one of the options is given together with CSV or JSON.
    """
    if form == "text":
        return
    for option_name, given in (("--reports", reports), ("--thin", thin)):
        if given:
            message = f"{option_name} prints lists as text; omit --format {form}"
            raise UsageError("lists-beside-data", message)


def _printed(
    counts: Mapping[str, Sequence[SectionCoverage]], sections: bool, form: str
) -> str:
    """Return the counts of sentences in the given format."""
    if form == "json":
        return json.dumps(list(_rows(counts)), indent=2) + "\n"
    if form == "csv":
        return _csv(counts)
    return _table(counts, sections)


def _rows(
    counts: Mapping[str, Sequence[SectionCoverage]],
) -> Iterator[dict[str, object]]:
    """Yield the sentence counts of each section of each report as a row.

    A row is a dictionary that is keyed by column name.
    """
    for report, sections in counts.items():
        for one in sections:
            values = (report, one.section, *_numbers(one), one.reasons)
            yield dict(zip(_COLUMNS, values, strict=True))


def _numbers(one: SectionCoverage) -> tuple[int, int, int, int]:
    """Return four numbers of sentences: all, curated, explained and open sentences.

    A curated sentence is evidence of a statement. An explained sentence has a reason
    why there is no statement. All other sentences are open.
    """
    return (one.sentences, one.curated, one.explained, one.open)


def _csv(counts: Mapping[str, Sequence[SectionCoverage]]) -> str:
    """Return the counts as CSV.

    The last column gives the count of each reason: `method 3; heading 1`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for report, sections in counts.items():
        for one in sections:
            reasons = "; ".join(f"{name} {n}" for name, n in one.reasons.items())
            writer.writerow((report, one.section, *_numbers(one), reasons))
    return text.getvalue()


def _table(counts: Mapping[str, Sequence[SectionCoverage]], sections: bool) -> str:
    """Return a table with a line for each report, and optionally a line for each section."""
    lines: list[tuple[str, ...]] = [("", *_COLUMNS[2:6], "share")]
    for report, found in counts.items():
        if found:
            lines.append(_line(report, found))
            if sections:
                lines += [_line(f"  {one.section or 'front'}", [one]) for one in found]
    width = max(len(line[0]) for line in lines)
    return "".join(
        escape_controls(f"{name:<{width}}" + "".join(f"{cell:>11}" for cell in cells))
        + "\n"
        for name, *cells in lines
    )


def _line(name: str, sections: Sequence[SectionCoverage]) -> tuple[str, ...]:
    """Return the table cells with the total counts of several sections."""
    numbers = map(sum, zip(*map(_numbers, sections), strict=True))
    return (name, *(f"{number:,}" for number in numbers), f"{_share(sections):.1f}%")


def _share(sections: Sequence[SectionCoverage]) -> float:
    """Return the percentage of sentences that are not open.

    Two sorts of sentences are not open: sentences that are evidence of a statement, and
    sentences that have a reason why there is no statement.
    """
    total = sum(one.sentences for one in sections)
    return 100 * (total - sum(one.open for one in sections)) / total


def _under(counts: Mapping[str, Sequence[SectionCoverage]], least: float) -> bool:
    """Return whether any report has less coverage than `--fail-under` requires."""
    return any(_share(sections) < least for sections in counts.values())


def _is_much(sections: Sequence[SectionCoverage]) -> bool:
    """Return whether too many sentences are explained instead of curated.

    An explained sentence has a reason why there is no statement. The reasons `method`
    and `heading` are ignored.
    """
    return _otherwise(sections) > _MOST_EXPLAINED


def _otherwise(sections: Sequence[SectionCoverage]) -> float:
    """Return the percentage of sentences that a curator has explained.

    An explained sentence has a reason why there is no statement. Sentences with the
    reason `method` or `heading` are not counted as explained.
    """
    from inspectgraph.load.sentence_coverage import METHOD_AND_HEADINGS

    found = sum(
        number
        for one in sections
        for reason, number in one.reasons.items()
        if reason not in METHOD_AND_HEADINGS
    )
    return 100 * found / sum(one.sentences for one in sections)


def _much(name: str, sections: Sequence[SectionCoverage]) -> str:
    """Return the message that too many sentences of a report are explained.

    An explained sentence has a reason why there is no statement.
    """
    return (
        f"{name}: {_otherwise(sections):.1f} % of the sentences are explained with a"
        " reason other than 'method' or 'heading'; the limit is"
        f" {_MOST_EXPLAINED} %; enter statements for some of these sentences"
    )


def _print_open(chosen: Sequence[Loaded], folder: Path) -> None:
    """Print the open sentences of the reports, each with its unit.

    Raises:
        UnreadableError: If the folder contains none of the reports.
    """
    from inspectgraph.anchors.report_files import reports_of

    files = reports_of(chosen, folder)
    if not files:
        message = "the folder contains none of the curated reports"
        raise UnreadableError("no-report", message, Where(str(folder)))
    for loaded in chosen:
        file = files.get(loaded.extract.report)
        if file is None:
            click.echo(f"not in {folder}: {loaded.extract.report}", err=True)
            continue
        click.echo(f"\n{loaded.extract.report}: open sentences")
        for line in _open_sentences(loaded, file):
            click.echo(escape_controls(line))


def _open_sentences(loaded: Loaded, file: Path) -> Iterator[str]:
    """Yield a line for each open sentence of a report.

    The list of units gives the lengths of the sentences of each unit. If a unit of the
    report has sentences of other lengths, a message about the unit is yielded instead.
    """
    from inspectgraph.load.sentence_coverage import sentence_states
    from inspectgraph.read import read_report
    from inspectgraph.read.sentences import sentence_lengths, sentences

    texts = {unit.id: unit.text for unit in read_report(file).units}
    for unit, states in sentence_states(loaded).items():
        text = texts.get(unit, "")
        if sentence_lengths(text) != loaded.units[unit].sentences:
            yield (
                f"{unit}: the sentences of the report differ from those in the list of"
                " units"
            )
            continue
        found = [one for one in sentences(text) if sentence_lengths(one)]
        for sentence, (state, _) in zip(found, states, strict=True):
            if state == "open":
                yield f"{unit}: {sentence}"


def _print_thin(chosen: Sequence[Loaded]) -> None:
    """Print, for each report, the long paragraphs that have at most one statement."""
    from inspectgraph.load.sentence_coverage import thin_paragraphs

    for loaded in chosen:
        found = thin_paragraphs(loaded)
        count = quantity(len(found), "long paragraph")
        click.echo(f"\n{loaded.extract.report}: {count} with at most one statement")
        if found:
            click.echo(", ".join(found))


def _unlisted(name: str) -> str:
    """Return the message for a list of units that lacks the lengths of sentences."""
    return (
        f"{name}: the list of units does not have the lengths of sentences; write it anew"
        f" with `inspectgraph read REPORT --units > extracts/{name}.units.tsv`"
    )
