"""Check the quotations in a file, for `inspectgraph verify --excerpts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from inspectgraph.files.console import escape_controls
from inspectgraph.quotations.check import FEWEST_WORDS, Checked, check_rows
from inspectgraph.quotations.render import as_json, as_line, place_of, sentence, summary
from inspectgraph.quotations.rows import read_rows
from inspectgraph.quotations.source_files import Library

__all__ = ["checked", "write"]


def checked(
    excerpts: Path, folder: Path, columns: tuple[str, str], least: int | None
) -> list[Checked]:
    """Return the result of the check for each quotation in a file.

    Args:
        excerpts: The file with the quotations.
        folder: The folder of the documents.
        columns: The names of the columns that hold the source and the excerpt; "" for a
            column with one of the usual names.
        least: The smallest number of words in a quotation; None for the default.
    """
    rows = read_rows(excerpts, *columns).rows
    return list(check_rows(rows, Library(folder), least or FEWEST_WORDS))


def write(
    found: Sequence[Checked], form: str, output: Path | None, *, everything: bool
) -> None:
    """Write the results to a file or to standard output; print a summary to standard error.

    Args:
        found: The results of the checks.
        form: The format: `table`, `json` or `sarif`.
        output: The file; None for standard output.
        everything: Whether a table also lists the correct quotations.
    """
    from inspectgraph.files.output_file import write_file

    if form == "json":
        text = as_json(found)
    elif form == "sarif":
        text = _sarif(one for one in found if not one.is_sound)
    else:
        listed = (one for one in found if everything or not one.is_sound)
        text = "\n".join(escape_controls(as_line(one)) for one in listed)
    if output:
        write_file(output, f"{text}\n".encode("utf-8", "backslashreplace"))
    elif text:
        click.echo(text)
    click.echo(summary(found), err=True)


def _sarif(unsound: Iterable[Checked]) -> str:
    """Return incorrect quotations as SARIF; a quotation that is too short is only a warning."""
    from inspectgraph.validate.findings import Finding, Report, Severity
    from inspectgraph.validate.reporting import written

    findings = []
    for one in unsound:
        is_short = one.state == "too-short"
        severity = Severity.WARNING if is_short else Severity.VIOLATION
        text = f"{place_of(one)}: {sentence(one)}"
        findings.append(Finding(severity, text, one.state, where=one.row.where))
    return written(Report.of(findings), "sarif")
