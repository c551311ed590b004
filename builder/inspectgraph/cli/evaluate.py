"""`inspectgraph evaluate`: a draft against a curated extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where

if TYPE_CHECKING:
    from inspectgraph.evaluate import Facts, Kin
    from inspectgraph.model.registry import Registry

__all__ = ["evaluate"]


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    show_default=True,
)
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
    from inspectgraph.evaluate import (
        FORMATS,
        in_curated_passages,
        in_sections_with_figures,
        measure,
    )

    (drafted, _), (curated, doubtful) = _facts(draft, gold), _facts(gold, gold)
    comparable = (
        in_sections_with_figures if gold.suffix == ".json" else in_curated_passages
    )
    text = FORMATS[form](measure(comparable(drafted, curated), curated, doubtful))
    click.echo(escape_controls(text) if form == "table" else text)


def _facts(file: Path, gold: Path) -> tuple[Facts, Facts]:
    """Return what a file states, and what of it is doubtful: an extract, or an object of `draft --json`."""
    from inspectgraph.evaluate import (
        doubtful_facts,
        facts,
        facts_of_summary,
        on_curated_words,
        with_wider,
    )
    from inspectgraph.files.project import required_project
    from inspectgraph.files.text import read_text_file
    from inspectgraph.load import load_context, load_extract

    if file.suffix != ".json":
        context = load_context(required_project(gold.parent))
        extract = load_extract(file, context).extract
        if gold.suffix != ".json":
            extract = on_curated_words(extract, load_extract(gold, context).extract)
        return with_wider(facts(extract), _kin(context.registry)), {}
    try:
        summary = json.loads(read_text_file(file, str(file)).text)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            "not-json",
            f"not JSON: {error.msg}",
            Where(str(file), error.lineno, error.colno),
        ) from error
    return facts_of_summary(summary), doubtful_facts(summary)


def _kin(registry: Registry) -> Kin:
    """Return what is one step wider than the themes of the schemes and the services and bodies of a registry."""
    from inspectgraph.evaluate import Kin
    from inspectgraph.rdf.vocabulary import read_schemes

    themes = read_schemes().get("theme", {})
    return Kin(
        {slug: concept.broader or slug for slug, concept in themes.items()},
        {slug: service.type for slug, service in registry.services.items()},
        {slug: body.kind for slug, body in registry.bodies.items()},
    )
