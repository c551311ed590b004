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

from inspectgraph.errors import InspectGraphError, UsageError
from inspectgraph.export import published
from inspectgraph.identifiers import graph
from inspectgraph.infer import infer
from inspectgraph.load import Project, load_project
from inspectgraph.populate import populate_report
from inspectgraph.populate_registry import populate_registry
from inspectgraph.store import new_store, read_turtle
from inspectgraph.swap import write_set
from inspectgraph.validate import Report, Severity, validate
from inspectgraph.verify import quotation_quads, verify
from inspectgraph.wording import quantity

__all__ = ["Built", "InvalidGraphError", "assemble", "build", "ontology_quads"]

#: What a build keeps of the old set when it does not draw.
PICTURES = "pictures"
#: How the rights of reports begin whose words may be published.
_OPEN = "open-government-licence"


class InvalidGraphError(InspectGraphError):
    """A graph that the shapes refuse; nothing of it was written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        violations = quantity(report.counts[Severity.VIOLATION], "violation")
        super().__init__("invalid-graph", f"{violations}; nothing was written")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: the folder, how many files and quads, and the findings below a violation."""

    folder: Path
    files: int
    quads: int
    reports: int
    report: Report


def build(
    folder: Path,
    out: Path | None = None,
    *,
    draw: bool = True,
    with_drafts: bool = False,
    quotes: Path | None = None,
) -> Built:
    """Build the published graph of a project.

    Args:
        folder: The project: the folder that holds `extracts/`.
        out: Where to write; `graphs/` of the project when not given.
        draw: Whether to draw the pictures anew; else those of the old set stay.
        with_drafts: Whether what is drafted and unconfirmed enters the graph as well, and says so.
        quotes: The folder of the reports' texts, for the words that anchors lead to; None leaves them out.

    Raises:
        ExtractError: If extracts or registry have faults of form.
        InvalidGraphError: If the shapes find a violation.
        UsageError: If words are asked for and the rights of a report do not allow to publish them.
    """
    out = out or folder / "graphs"
    project = load_project(folder, with_drafts=with_drafts)
    store = assemble(project)
    if quotes:
        _refuse_closed(project)
        store.bulk_extend(quotation_quads(verify(project, quotes), store))
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


def _refuse_closed(project: Project) -> None:
    """Refuse to publish words of reports whose rights do not allow it."""
    closed = [loaded.extract for loaded in project.published if not loaded.extract.rights.startswith(_OPEN)]
    if closed:
        told = ", ".join(f"{extract.report} ({extract.rights})" for extract in closed)
        raise UsageError(
            "rights",
            f"the rights of these reports do not allow to publish their words: {told}; leave `--quotes` away, "
            "and see the words on this machine with `inspectgraph query evidence --reports DIR`",
        )


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
