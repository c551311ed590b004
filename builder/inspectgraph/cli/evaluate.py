"""`inspectgraph evaluate`: a draft against a curated extract."""

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

#: A copy of the names of `evaluate.FORMATS`, so that `--help` is quick; a test compares.
FORMATS = ("table", "json", "md")


@click.command()
@click.argument("draft", type=PATH)
@click.argument("gold", type=PATH)
@format_option(FORMATS, "table")
def evaluate(draft: Path, gold: Path, form: str) -> None:
    """Measure a draft against a curated extract of the same report.

    Precision, recall and F1 by kind of value, and the share that is right by
    confidence: from 0.9, 0.8 and 0.6 on, and below; then what the draft misses and what
    it invents. Both are extracts, or both are objects as `draft --json` prints them.
    Polarity, themes, services and bodies are compared on the words that the curated
    extract's statements rest on, exactly and one step wider (the broader theme, the
    type of service, the kind of body); of two objects, figures are compared in the
    sections of which figures are expected.

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
    """Return the facts of an extract or of a JSON object, and the doubtful ones of these."""
    from inspectgraph.evaluate import doubtful_facts, facts_of_summary

    if file.suffix != ".json":
        return _facts_of_extract(file, gold), {}
    summary = _summary(file)
    return facts_of_summary(summary), doubtful_facts(summary)


def _facts_of_extract(file: Path, gold: Path) -> Facts:
    """Return the facts of an extract, as far as they rest on words that the gold extract uses."""
    from inspectgraph.evaluate import facts, on_curated_words, with_wider
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_context, load_extract

    context = load_context(required_project(gold.parent))
    extract = load_extract(file, context).extract
    if gold.suffix != ".json":
        extract = on_curated_words(extract, load_extract(gold, context).extract)
    return with_wider(facts(extract), _wider(context.registry))


def _summary(file: Path) -> dict[str, Any]:
    """Return the object that `draft --json` wrote to a file."""
    from inspectgraph.files.text import read_text_file

    try:
        summary: dict[str, Any] = json.loads(read_text_file(file, str(file)).text)
    except json.JSONDecodeError as error:
        where = Where(str(file), error.lineno, error.colno)
        raise UnreadableError("not-json", f"not JSON: {error.msg}", where) from error
    return summary


def _wider(registry: Registry) -> Wider:
    """Return the broader theme, type of service and kind of body of each slug."""
    from inspectgraph.evaluate import Wider
    from inspectgraph.rdf.vocabulary import read_schemes

    themes = read_schemes().get("theme", {})
    return Wider(
        {slug: concept.broader or slug for slug, concept in themes.items()},
        {slug: service.type for slug, service in registry.services.items()},
        {slug: body.kind for slug, body in registry.bodies.items()},
    )
