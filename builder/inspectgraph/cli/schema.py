"""`inspectgraph schema`: print the JSON Schema of an extract or of settings."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]

FILES = ("extract", "project")


@click.command()
@click.argument("file", type=click.Choice(FILES), default=FILES[0])
def schema(file: str) -> None:
    """Print the JSON Schema of an extract, or of the settings of a project.

    With this schema, a text editor can complete and check what you type. The settings
    of a project are in the file extracts/project.yaml.

    \b
    Example:
      inspectgraph schema > extract.schema.json
      inspectgraph schema project > project.schema.json
    """
    from inspectgraph.load.json_schema import extract_schema, settings_schema
    from inspectgraph.rdf.vocabulary import read_vocabulary

    if file == "project":
        made = settings_schema()
    else:
        made = extract_schema(read_vocabulary())
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
