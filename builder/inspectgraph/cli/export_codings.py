"""Export statements for software in which researchers assign codes to documents.

This module is a part of `inspectgraph export`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity, some

if TYPE_CHECKING:
    from pyoxigraph import Store

    from inspectgraph.coding.formats import Written

__all__ = ["check_codings", "export_codings"]


def check_codings(form: str, *, has_output: bool, safe: bool) -> None:
    """Raise `UsageError` for options that do not fit a format for qualitative coding software."""
    if safe:
        message = f"--safe would change the words that {form} exports; omit --safe"
        raise UsageError("safe-format", message)
    if not has_output and form == "taguette":
        message = f"{form} writes several files; give their folder with `-o FOLDER`"
        raise UsageError("no-folder", message)
    if not has_output and form == "qdpx":
        message = "qdpx is a ZIP file; give its name with `-o FILE.qdpx`"
        raise UsageError("no-output", message)


def export_codings(
    store: Store, form: str, output: Path | None, reports: Path | None
) -> bool:
    """Write statements for qualitative coding software, and list omitted statements.

    Args:
        store: The graph with the statements.
        form: The name of the format.
        output: The file or folder to write; None for standard output.
        reports: The folder of the reports. The words of each statement are read from
            its report, and are written too. If None, no words are written.

    Returns:
        Whether the words of every statement were found. Statements from missing reports
        are ignored.
    """
    from inspectgraph.coding.formats import CODING_FORMATS, written

    done = written(store, form, reports)
    _write(done, output, form, single=CODING_FORMATS[form].single)
    is_whole = _list_left_out(done, reports)
    if done.properties:
        counted = (f"{name} ({count})" for name, count in done.properties.items())
        click.echo(f"properties without a code: {', '.join(counted)}", err=True)
    if output is not None:
        what = quantity(done.codings, "coding") if done.codings else "codebook"
        words = "; it quotes reports, and is for your own use only" if reports else ""
        click.echo(f"{what} written: {output}{words}", err=True)
    return is_whole


def _write(done: Written, output: Path | None, form: str, *, single: bool) -> None:
    """Write the files to standard output, to one file, or into a folder.

    If the output is a folder, the files replace the content of the folder.
    """
    from inspectgraph.files.atomic import write_set
    from inspectgraph.files.output_file import write_file

    if output is not None and not single:
        write_set(output, done.files, f"inspectgraph export --format {form}")
        return
    for content in done.files.values():
        if output is None:
            click.echo(content, nl=False)
        else:
            write_file(output, content)


def _list_left_out(done: Written, reports: Path | None) -> bool:
    """Print the missing reports and the statements that were left out.

    Return False if any statement of an available report was left out.
    """
    missing = [one.name for one in done.left_out if one.kind == "report"]
    if missing:
        click.echo(f"not in {reports}: {some(missing)}", err=True)
    others = [one for one in done.left_out if one.kind != "report"]
    for one in others:
        line = f"{one.kind} {one.name}: {one.reason}"
        click.echo(escape_controls(line), err=True)
    return not others
