"""From curated extracts to the published graph: load, populate, infer, validate, export, draw, as one set.

A violation stops the build before anything is written; what is written takes the old set's place in one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pyoxigraph import Quad, Store

from inspectgraph.errors import InspectGraphError
from inspectgraph.export import published
from inspectgraph.identifiers import graph
from inspectgraph.infer import infer
from inspectgraph.load import Project, load_project
from inspectgraph.populate import populate_report
from inspectgraph.populate_registry import populate_registry
from inspectgraph.store import new_store, read_turtle
from inspectgraph.swap import write_set
from inspectgraph.validate import Report, validate

__all__ = ["Built", "InvalidGraphError", "assemble", "build", "ontology_quads"]

#: What a build keeps of the old set when it does not draw.
PICTURES = "pictures"


class InvalidGraphError(InspectGraphError):
    """A graph that the shapes refuse; nothing of it was written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("invalid-graph", f"{len(report.violations)} violations; nothing was written")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: the folder, how many files and quads, and the findings below a violation."""

    folder: Path
    files: int
    quads: int
    reports: int
    report: Report


def build(folder: Path, out: Path | None = None, *, draw: bool = True, with_drafts: bool = False) -> Built:
    """Build the published graph of a project.

    Args:
        folder: The project: the folder that holds `extracts/`.
        out: Where to write; `graphs/` of the project when not given.
        draw: Whether to draw the pictures anew; else those of the old set stay.
        with_drafts: Whether what is drafted and unconfirmed enters the graph as well, and says so.

    Raises:
        ExtractError: If extracts or registry have faults of form.
        InvalidGraphError: If the shapes find a violation.
    """
    out = out or folder / "graphs"
    project = load_project(folder, with_drafts=with_drafts)
    store = assemble(project)
    report = validate(store, project)
    if report.violations:
        raise InvalidGraphError(report)
    content = published(store, _drawn(store) if draw else _kept(out))
    write_set(out, content, also=(PICTURES, "__pycache__"))
    return Built(out, len(content), len(store), len(project.published), report)


def assemble(project: Project) -> Store:
    """Return a store of every graph of a project: ontology, registry, reports, and what follows from them."""
    store = new_store(ontology_quads())
    store.bulk_extend(populate_registry(project.registry, project.vocabulary).quads)
    for loaded in project.published:
        store.bulk_extend(populate_report(loaded, project).quads)
    infer(store)
    return store


def ontology_quads() -> Iterator[Quad]:
    """Yield the triples of every ontology file, as quads of the ontology's graph."""
    for file in _turtle_files(files("inspectgraph.ontology")):
        yield from read_turtle(file, graph("ontology"))


def _turtle_files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the Turtle files of a folder and its subfolders, in order."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _turtle_files(entry)
        elif entry.name.endswith(".ttl"):
            yield entry


def _drawn(store: Store) -> dict[str, bytes]:
    """Return the pictures, drawn anew."""
    from inspectgraph.draw import pictures

    return {f"{PICTURES}/{name}": content for name, content in pictures(store).items()}


def _kept(out: Path) -> dict[str, bytes]:
    """Return the pictures that the old set has."""
    return {
        f"{PICTURES}/{file.name}": file.read_bytes() for file in sorted((out / PICTURES).glob("*")) if file.is_file()
    }
