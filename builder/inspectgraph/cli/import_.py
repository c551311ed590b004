"""`inspectgraph import`: make draft extracts from codings made in other software."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from inspectgraph.cli.options import (
    PATH,
    format_option,
    option,
    output_option,
    reports_option,
)
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.coding.importing import Result, Settings
    from inspectgraph.coding.model import CodedProject, LeftOut

__all__ = ["import_"]

_EXTRACT: Final = ".yaml"


@click.command(name="import")
@click.argument("file", type=PATH)
@reports_option(required=False)
@output_option()
@option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE=THEME",
    help="Import the code CODE as THEME, which is a theme or another concept. Repeat the option"
    " for several codes.",
)
@option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE=REPORT",
    help="Treat the document SOURCE in FILE as the report REPORT. Repeat the option for"
    " several documents.",
)
@format_option(("text", "json"), "text")
@option("--force", is_flag=True, help="Replace existing files.")
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    reports: Path | None,
    output: Path | None,
    codes: tuple[str, ...],
    sources: tuple[str, ...],
    form: str,
    force: bool,
) -> None:
    """Make draft extracts from the codings in FILE.

    FILE is a REFI-QDA project or codebook (.qdpx, .qdc), a table of Taguette or
    QualCoder (.csv), or annotations in JSON (Hypothes.is, W3C Web Annotations).

    A coding becomes a drafted finding if it meets two conditions. The coded words occur
    at exactly one place in the report, and at least one code of the coding is a theme.
    The command lists everything else in FILE with the reason, and then ends with exit
    code 1. The output is one extract. If FILE has codings of several reports, the
    output is a folder of extracts. Without --reports, the command only lists the codes.

    \b
    Example:
      inspectgraph import project.qdpx --reports ../reports -o drafts/
      inspectgraph import tags.csv --reports ../reports -o drafts/ \\
        --code "late help=prevention-and-early-identification"
      inspectgraph import codebook.qdc
    """
    from inspectgraph.coding.reader import read_codings

    project = read_codings(file)
    settings = _settings(output, codes, sources)
    if reports is None:
        _codes_only(project, settings, file, as_json=form == "json")
        return
    if output is None:
        message = "give the file or folder of the extracts with `-o`"
        raise UsageError("no-output", message)
    from inspectgraph.coding.importing import import_codings

    result = import_codings(project, reports, settings)
    _write(output, result.files, force=force)
    if form == "json":
        click.echo(json.dumps(result.as_json(), indent=1, ensure_ascii=False))
    else:
        _print(result)
    _summary(result, output)
    if result.every_left_out:
        ctx.exit(1)


def _settings(
    output: Path | None, codes: Iterable[str], sources: Iterable[str]
) -> Settings:
    """Return the settings of the import."""
    from inspectgraph.coding.codebook import check_given
    from inspectgraph.coding.importing import Settings
    from inspectgraph.draft.resources import Knowledge
    from inspectgraph.files.clock import today
    from inspectgraph.files.project import project_folder
    from inspectgraph.load.settings import load_settings
    from inspectgraph.model.settings import DEFAULTS
    from inspectgraph.rdf.namespaces import BASE

    folder = project_folder(output.parent if output else None) or project_folder()
    knowledge = Knowledge.of(folder)
    given = _pairs("--code", codes)
    check_given(given, knowledge.schemes)
    base = (load_settings(folder)[0] if folder else DEFAULTS).base or BASE
    named = _pairs("--source", sources)
    return Settings(knowledge, today(), given, named, folder, base)


def _pairs(name: str, values: Iterable[str]) -> dict[str, str]:
    """Return a mapping from KEY to VALUE for an option with values of the form KEY=VALUE.

    Raises:
        UsageError: If a value has another form.
    """
    found: dict[str, str] = {}
    for value in values:
        key, sign, meant = value.rpartition("=")
        if not sign or not key.strip() or not meant.strip():
            message = f"{name} takes two names joined by `=`, not '{value}'"
            raise UsageError("bad-pair", message)
        found[key.strip()] = meant.strip()
    return found


def _codes_only(
    project: CodedProject, settings: Settings, file: Path, *, as_json: bool
) -> None:
    """Print each code of a file with its meaning.

    Raises:
        UsageError: If the file has codings. Codings can be imported only with the
            reports.
    """
    from inspectgraph.coding.codebook import Meanings
    from inspectgraph.coding.importing import meanings_of_codes

    if project.codings:
        found = quantity(len(project.codings), "coding")
        message = (
            f"{file} has {found}, and the coded words must be looked up in the reports;"
            " give the folder of the reports with `--reports DIR`"
        )
        raise UsageError("no-reports", message)
    meanings = Meanings(settings.knowledge.schemes, settings.codes)
    codes = meanings_of_codes(project, meanings)
    if as_json:
        found_codes = [{"code": code, "means": means} for code, means in codes]
        left_out = [
            {"kind": one.kind, "name": one.name, "reason": one.reason}
            for one in project.left_out
        ]
        data = {"origin": project.origin, "codes": found_codes, "left_out": left_out}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    for code, means in codes:
        click.echo(escape_controls(f"{code}: {means or 'no concept has this name'}"))
    _list(project.left_out, "not carried over")
    known = sum(bool(means) for _, means in codes)
    total = quantity(len(codes), "code")
    click.echo(f"{known} of {total} match a concept", err=True)


def _write(output: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write the extracts into a folder, or one extract into a file.

    Raises:
        UsageError: If one file is given for several extracts, or a file exists already.
    """
    from inspectgraph.files.output_file import write_file

    folder, names = output, {name: name for name in files}
    if output.suffix == _EXTRACT:
        extracts = [name for name in files if name.endswith(_EXTRACT)]
        if len(extracts) > 1:
            message = (
                f"the file has codings of {len(extracts)} reports, and each report needs"
                " its own extract; give a folder with `-o DIR`"
            )
            raise UsageError("several-reports", message)
        folder = output.parent
        for name in extracts:
            if name != output.name:
                message = f"the extract of this report must be named {name}, not {output.name}"
                raise UsageError("bad-output", message)
    for name in names:
        if (folder / name).exists() and not force:
            message = f"{folder / name} exists already; replace it with --force"
            raise UsageError("file-exists", message)
    for name, content in files.items():
        write_file(folder / name, content)


def _print(result: Result) -> None:
    """Print the codings that were changed in the import, and all items left out.

    Each item is on a line of its own.
    """
    _list(result.changed, "carried over with a change")
    _list(result.every_left_out, "not carried over")


def _list(items: Iterable[LeftOut], title: str) -> None:
    """Print a table of items under a title."""
    rows = list(items)
    if not rows:
        return
    kind = max(len(row.kind) for row in rows)
    name = min(max(len(row.name) for row in rows), 60)
    click.echo(f"{title}:")
    for row in rows:
        line = f"  {row.kind:<{kind}}  {row.name:<{name}}  {row.reason}"
        click.echo(escape_controls(line))


def _summary(result: Result, output: Path) -> None:
    """Print the number of codings that became findings, and the files with these findings."""
    for one in result.imported:
        made = quantity(len(one.records), "finding")
        questions = quantity(len(one.questions), "question")
        codings = quantity(one.codings, "coding")
        line = (
            f"{one.report}: {made} drafted from {codings}; {questions} to the curator"
        )
        click.echo(line, err=True)
    left_out = quantity(len(result.every_left_out), "item")
    extracts = sum(name.endswith(_EXTRACT) for name in result.files)
    written = quantity(extracts, "extract")
    message = (
        f"{written} written: {output}; {left_out} of the file could not be carried over"
    )
    click.echo(message, err=True)
