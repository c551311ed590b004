"""Build the published graph: load, populate, infer, validate, draw and export.

A violation stops the build before any file is written. The new output folder then
replaces the old one in one step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pyoxigraph import RdfFormat, Store

from inspectgraph.export.earlier import earlier_set
from inspectgraph.files.atomic import OutputFolder, output_folder
from inspectgraph.load import Context, Project
from inspectgraph.load.project import (
    examine,
    examine_context,
    extract_files,
    raise_problems,
)
from inspectgraph.model.errors import InspectGraphError, Problem, UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.inference import infer
from inspectgraph.rdf.store import new_store
from inspectgraph.shards.base import ontology_quads
from inspectgraph.shards.cache import cache_beside
from inspectgraph.shards.gathered import Gathered, gather, problems_of
from inspectgraph.shards.keys import Options, base_key
from inspectgraph.shards.run import Workshop, usable_cores
from inspectgraph.shards.shard import Head
from inspectgraph.shards.stored import refresh_store
from inspectgraph.validate import Report, Severity

__all__ = [
    "Built",
    "InvalidGraphError",
    "assemble",
    "build",
    "gather_project",
    "ontology_quads",
]

#: The subfolder of pictures, which a build without drawing keeps from the old output.
PICTURES = "pictures"
#: The rights with this beginning permit anyone to publish the words of a report.
_OPEN = "open-government-licence"


class InvalidGraphError(InspectGraphError):
    """The error of a build whose validation found a violation; no file was written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        violations = quantity(report.counts[Severity.VIOLATION], "violation")
        super().__init__("invalid-graph", f"{violations}; nothing was written")


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: the output folder, its counts and the validation report.

    `files` does not count the manifest of the folder. `not_drawn` has the names of the
    pictures for which no library is installed; their old files stay in the output.
    """

    folder: Path
    files: int
    quads: int
    reports: int
    report: Report
    not_drawn: tuple[str, ...] = ()


def build(  # noqa: PLR0913 - each is an option of the command
    folder: Path,
    out: Path | None = None,
    *,
    draw: bool = True,
    with_drafts: bool = False,
    quotes: Path | None = None,
    jobs: int | None = None,
) -> Built:
    """Build the published graph of a project.

    Args:
        folder: The project: the folder that holds `extracts/`.
        out: The output folder; by default `graphs/` in the project. The build locks the
            folder before it reads any source, so a second build cannot run at the same
            time.
        draw: Whether to draw the pictures. Without drawing, the pictures of the old
            output stay. A picture whose library is not installed also stays, and is
            named in the result.
        with_drafts: Whether to include unconfirmed statements, marked as drafted.
        quotes: The folder with the texts of the reports, to publish the words under
            each anchor; None publishes no words.
        jobs: The number of processes; as many as there are cores when not given.

    Raises:
        ExtractError: If an extract or registry file has a fault of form.
        InvalidGraphError: If validation finds a violation.
        UsageError: If `quotes` is given and the rights in a report forbid publication
            of its words, if the output folder has files that no build wrote, or if
            another process writes the folder.
    """
    out = out or folder / "graphs"
    with output_folder(out) as output:
        options = Options(with_drafts, quotes)
        with gather_project(folder, out, options, jobs) as gathered:
            if quotes:
                _refuse_closed(made.head for made in gathered.published)
            if gathered.report.violations:
                raise InvalidGraphError(gathered.report)
            return _write(gathered, output, out, draw=draw)


def _write(gathered: Gathered, output: OutputFolder, out: Path, *, draw: bool) -> Built:
    """Replace the output folder by the published files, and return the result.

    Args:
        gathered: The reports.
        output: The output folder, locked.
        out: The path of the output folder as the caller gave it.
        draw: Whether to draw the pictures.
    """
    not_drawn: tuple[str, ...] = ()
    if draw:
        pictures, not_drawn = _pictures(_store_of(gathered), output)
    else:
        pictures = _kept(output)
    content = gathered.files(pictures)
    output.replace(content, earlier_set)
    refresh_store(gathered, output.path)
    number = len(gathered.published)
    quads, report = gathered.quad_count, gathered.report
    return Built(out, len(content), quads, number, report, not_drawn)


@contextmanager
def gather_project(
    folder: Path, beside: Path, options: Options, jobs: int | None = None
) -> Iterator[Gathered]:
    """Load, populate, infer and validate the reports of a project, each separately.

    Args:
        folder: The project.
        beside: The output folder; the cache lies next to it.
        options: What is published besides the curated statements.
        jobs: The number of processes; as many as there are cores when not given.

    Raises:
        ExtractError: If extracts or registry have faults of form.
    """
    context, problems = examine_context(folder)
    key, jobs = base_key(folder), jobs or usable_cores()
    if problems:
        raise_problems([*problems, *_problems_of_extracts(context)])
    with cache_beside(beside) as cache:
        workshop = Workshop(context, key, cache, options, jobs)
        made = workshop.shards(extract_files(folder))
        raise_problems(problems_of(made))
        yield gather(workshop, made)


def _problems_of_extracts(context: Context) -> Iterator[Problem]:
    """Yield the problems of all extracts of a project whose registry has problems.

    No graph can be made with such a registry, so the extracts are only examined.
    """
    for path in extract_files(context.folder):
        file = path.relative_to(context.folder).as_posix()
        yield from examine(path, file, context)[1]


def assemble(project: Project) -> Store:
    """Return a store with all named graphs: ontology, registry, reports, inferred."""
    store = new_store(ontology_quads())
    store.bulk_extend(populate_registry(project.registry, project.vocabulary).quads)
    for loaded in project.published:
        store.bulk_extend(populate_report(loaded, project).quads)
    infer(store)
    return store


def _store_of(gathered: Gathered) -> Store:
    """Return an in-memory store of all graphs."""
    store = Store()
    for part in gathered.quads():
        store.bulk_load(part, RdfFormat.N_QUADS)
    return store


def _refuse_closed(heads: Iterable[Head]) -> None:
    """Raise `UsageError` if the rights in a report forbid publication of its words."""
    closed = [head for head in heads if not head.rights.startswith(_OPEN)]
    if closed:
        named = ", ".join(f"{head.report} ({head.rights})" for head in closed)
        raise UsageError(
            "rights",
            f"the rights of these reports forbid publishing their words: {named};"
            " omit `--quotes`, and see the words on this machine with"
            " `inspectgraph query evidence --reports DIR`",
        )


def _pictures(
    store: Store, output: OutputFolder
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the pictures by path, and the names of those that cannot be drawn.

    A picture cannot be drawn if its library is not installed. The old output's copy
    then takes its place.
    """
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
    """Return pictures of the old output, except any that somebody edited.

    Args:
        output: The output folder.
        names: The pictures to keep, without file endings; None for all.
    """
    kept = {}
    for path, content in output.unchanged(earlier_set).items():
        is_wanted = names is None or PurePosixPath(path).stem in names
        if is_wanted and path.startswith(f"{PICTURES}/"):
            kept[path] = content
    return kept
