"""`inspectgraph evaluate`: measure a draft against a curated extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspectgraph.cli.options import PATH, format_option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where

if TYPE_CHECKING:
    from inspectgraph.evaluate import Facts, Wider
    from inspectgraph.model.registry import Registry

__all__ = ["evaluate"]

#: The names in `evaluate.FORMATS`, copied so that `--help` need not import `evaluate`; a
#: test compares them.
FORMATS = ("table", "json", "md")


@click.command()
@click.argument("draft", type=PATH)
@click.argument("gold", type=PATH)
@format_option(FORMATS, "table")
def evaluate(draft: Path, gold: Path, form: str) -> None:
    """Measure the draft in DRAFT against the curated extract in GOLD.

    The command prints precision, recall and F1 for each kind of value, and the share of
    correct values for each band of confidence. It then lists the values missing from
    the draft, and the wrong values in the draft. DRAFT and GOLD are two extracts of the
    same report, or two JSON files written by `draft --json`.

    If the files are extracts, the command ignores a finding in DRAFT if no statement in
    GOLD cites its words. If the files are JSON, the command ignores the figures of
    DRAFT in sections for which GOLD has no figures. The command compares themes,
    services and bodies twice. The first comparison is exact. The second comparison uses
    the broader theme, the type of the service or the kind of the body.

    \b
    Example:
      inspectgraph draft report.pdf -o drafts/knowsley-sif-2014.yaml
      inspectgraph evaluate drafts/knowsley-sif-2014.yaml extracts/knowsley-sif-2014.yaml
    """
    from inspectgraph.evaluate import FORMATS as RENDERERS
    from inspectgraph.evaluate import (
        in_curated_passages,
        in_sections_with_figures,
        measure,
    )

    (drafted, _), (curated, doubtful) = _facts(draft, gold), _facts(gold, gold)
    is_object = gold.suffix == ".json"
    comparable = in_sections_with_figures if is_object else in_curated_passages
    result = measure(comparable(drafted, curated), curated, doubtful)
    text = RENDERERS[form](result)
    click.echo(escape_controls(text) if form == "table" else text)


def _facts(file: Path, gold: Path) -> tuple[Facts, Facts]:
    """Return all facts of an extract or JSON file, and separately its doubtful facts.

    A fact is a value in a form that can be compared, such as an aspect with its grade.
    An extract has no doubtful facts.
    """
    from inspectgraph.evaluate import doubtful_facts, facts_of_summary

    if file.suffix != ".json":
        return _facts_of_extract(file, gold), {}
    summary = _summary(file)
    return facts_of_summary(summary), doubtful_facts(summary)


def _facts_of_extract(file: Path, gold: Path) -> Facts:
    """Return the facts of a drafted extract, for comparison with the gold file.

    The gold file has the correct values. If the gold file is an extract, a drafted
    finding is left out if its words overlap with no statement of the gold file.
    """
    from inspectgraph.evaluate import facts, on_curated_words, with_wider
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context, load_extract

    context = load_context(required_project(gold.parent))
    extract = load_extract(file, context).extract
    if gold.suffix != ".json":
        extract = on_curated_words(extract, load_extract(gold, context).extract)
    return with_wider(facts(extract), _wider(context.registry))


def _summary(file: Path) -> dict[str, Any]:
    """Read a JSON file that `draft --json` wrote.

    Raises:
        UnreadableError: If the file is not JSON.
    """
    from inspectgraph.files.text import read_text_file

    try:
        summary: dict[str, Any] = json.loads(read_text_file(file, str(file)).text)
    except json.JSONDecodeError as error:
        where = Where(str(file), error.lineno, error.colno)
        raise UnreadableError("not-json", f"not JSON: {error.msg}", where) from error
    return summary


def _wider(registry: Registry) -> Wider:
    """Return the broader values of themes, services and bodies, for a lenient comparison.

    The broader value is the broader theme of a theme, the type of a service, or the
    kind of a body.
    """
    from inspectgraph.evaluate import Wider
    from inspectgraph.rdf.vocabulary import read_schemes

    themes = read_schemes().get("theme", {})
    return Wider(
        {slug: concept.broader or slug for slug, concept in themes.items()},
        {slug: service.type for slug, service in registry.services.items()},
        {slug: body.kind for slug, body in registry.bodies.items()},
    )
