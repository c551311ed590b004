"""Build the published graph: load, populate, infer, validate, export and draw.

A violation stops the build before anything is written. The new set replaces the old one
in one step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from pyoxigraph import Quad, Store

from inspectgraph.anchors.verify import quotation_quads, verify
from inspectgraph.export import published
from inspectgraph.export.earlier import earlier_set
from inspectgraph.files.atomic import OutputFolder, output_folder
from inspectgraph.load import Project, load_project
from inspectgraph.model.errors import InspectGraphError, UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.inference import infer
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.store import new_store, read_turtle
from inspectgraph.rdf.turtle_files import turtle_files
from inspectgraph.validate import Report, Severity, validate

__all__ = ["Built", "InvalidGraphError", "assemble", "build", "ontology_quads"]

#: The part of the old set that a build keeps when it does not draw.
PICTURES = "pictures"
#: The beginning of the rights that permit to publish the words of a report.
_OPEN = "open-government-licence"


class InvalidGraphError(InspectGraphError):
    """A graph that the shapes refuse; nothing of it was written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        violations = quantity(report.counts[Severity.VIOLATION], "violation")
        super().__init__("invalid-graph", f"{violations}; nothing was written")


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: the folder, counts of its contents, and the findings.

    `not_drawn` names the pictures that no installed library can draw; those of the old
    set stay. The manifest of the folder is not counted.
    """

    folder: Path
    files: int
    quads: int
    reports: int
    report: Report
    not_drawn: tuple[str, ...] = ()


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
        out: The folder to write; `graphs/` of the project when not given. It is locked from the
            beginning, so that of two builds at once the one that reads later also
            writes later.
        draw: Whether to draw the pictures anew; else those of the old set stay. A
            picture that needs a library which is not installed stays as well, and is
            named in the result.
        with_drafts: Whether what is drafted and unconfirmed enters the graph as well,
            and says so.
        quotes: The folder of the reports' texts, for the words that anchors lead to;
            None leaves them out.

    Raises:
        ExtractError: If extracts or registry have faults of form.
        InvalidGraphError: If the shapes find a violation.
        UsageError: If words are asked for and the rights of a report do not allow to publish them,
            if the output folder holds files of somebody else, or if another process
            writes it.
    """
    out = out or folder / "graphs"
    with output_folder(out) as output:
        project = load_project(folder, with_drafts=with_drafts)
        store = assemble(project)
        if quotes:
            _refuse_closed(project)
            store.bulk_extend(quotation_quads(verify(project, quotes), store))
        report = validate(store, project)
        if report.violations:
            raise InvalidGraphError(report)
        pictures, not_drawn = _pictures(store, output) if draw else (_kept(output), ())
        content = published(store, pictures)
        output.replace(content, earlier_set)
    return Built(
        out, len(content), len(store), len(project.published), report, not_drawn
    )


def assemble(project: Project) -> Store:
    """Return a store of every graph: ontology, registry, reports, inferred."""
    store = new_store(ontology_quads())
    store.bulk_extend(populate_registry(project.registry, project.vocabulary).quads)
    for loaded in project.published:
        store.bulk_extend(populate_report(loaded, project).quads)
    infer(store)
    return store


def ontology_quads() -> Iterator[Quad]:
    """Yield the triples of every ontology file, as quads of the ontology's graph."""
    for file, _ in turtle_files(files("inspectgraph.ontology"), "ontology"):
        yield from read_turtle(file, graph("ontology"))


def _refuse_closed(project: Project) -> None:
    """Refuse to publish words of reports whose rights do not allow it."""
    closed = [
        loaded.extract
        for loaded in project.published
        if not loaded.extract.rights.startswith(_OPEN)
    ]
    if closed:
        named = ", ".join(f"{extract.report} ({extract.rights})" for extract in closed)
        raise UsageError(
            "rights",
            f"the rights of these reports forbid publishing their words: {named};"
            " omit `--quotes`, and see the words on this machine with"
            " `inspectgraph query evidence --reports DIR`",
        )


def _pictures(
    store: Store, output: OutputFolder
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the pictures, those of the old set where they cannot be drawn, and their names."""
    from inspectgraph.draw import NAMES, drawable_names, pictures

    drawable = drawable_names()
    not_drawn = tuple(name for name in NAMES if name not in drawable)
    drawn = {
        f"{PICTURES}/{name}": content
        for name, content in pictures(store, drawable).items()
    }
    return {**drawn, **_kept(output, not_drawn)}, not_drawn


def _kept(
    output: OutputFolder, names: Collection[str] | None = None
) -> dict[str, bytes]:
    """Return the pictures of the old set, but for those that somebody changed.

    Args:
        output: The folder of the set.
        names: The pictures wanted, without their endings; None for all.
    """
    kept = {}
    for path, content in output.unchanged(earlier_set).items():
        is_wanted = names is None or PurePosixPath(path).stem in names
        if is_wanted and path.startswith(f"{PICTURES}/"):
            kept[path] = content
    return kept
