"""List the Turtle files of a published graph, without loading any library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inspectgraph.rdf.turtle_files import turtle_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["SHARED_GRAPHS", "published_files"]

#: The names of the named graphs that do not belong to a report.
SHARED_GRAPHS = ("ontology", "registry", "inferred")


def published_files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Yield each published named graph and its file: shared graphs, then reports."""
    for name in SHARED_GRAPHS:
        file = folder / f"{name}.ttl"
        if file.is_file():
            yield name, file
    for file, _ in turtle_files(folder / "reports", "reports"):
        yield file.name.removesuffix(".ttl"), file
