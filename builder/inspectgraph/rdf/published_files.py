"""List the Turtle files of a published graph, without loading any library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.turtle_files import turtle_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["SHARED_GRAPHS", "published_base", "published_files"]

#: The names of the named graphs that do not belong to a report.
SHARED_GRAPHS = ("ontology", "registry", "inferred")
#: Matches the base IRI of the data in the catalogue.
_SPACE: Final = re.compile(rb'void:uriSpace "([^"\\]+)"')


def published_base(folder: Traversable) -> str:
    """Return the base IRI of the data in a published graph, from its catalogue.

    If there is no catalogue, the result is the namespace of inspectgraph.
    """
    catalogue = folder / "catalogue.ttl"
    if not catalogue.is_file():
        return BASE
    found = _SPACE.search(catalogue.read_bytes())
    return found[1].decode() if found else BASE


def published_files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Yield each published named graph and its file; the graphs of reports come last."""
    for name in SHARED_GRAPHS:
        file = folder / f"{name}.ttl"
        if file.is_file():
            yield name, file
    for file, _ in turtle_files(folder / "reports", "reports"):
        yield file.name.removesuffix(".ttl"), file
