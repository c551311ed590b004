"""`inspectgraph schema`: print the JSON Schema of an extract."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON Schema of an extract.

    An editor uses the schema to complete and check extracts.

    \b
    Example:
      inspectgraph schema > extract.schema.json
    """
    from inspectgraph.load.json_schema import extract_schema
    from inspectgraph.rdf.vocabulary import read_vocabulary

    click.echo(
        json.dumps(extract_schema(read_vocabulary()), indent=2, ensure_ascii=False)
    )
