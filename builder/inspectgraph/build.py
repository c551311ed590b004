"""Build the published graph: load, populate, infer, validate, draw and export.

A violation of a shape stops the build before any file is written. Otherwise the new
output folder replaces the old one in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.export.earlier import earlier_set
from inspectgraph.files.atomic import OutputFolder, output_folder
from inspectgraph.files.manifest import signature
from inspectgraph.model.collector import collector_paused
from inspectgraph.model.errors import InspectGraphError, UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.rdf.iris import data_base
from inspectgraph.shards.cache import cache_beside
from inspectgraph.shards.kept_finding import KeptFinding
from inspectgraph.shards.keys import Options, Sources
from inspectgraph.shards.memory import Memory, memory_beside
from inspectgraph.shards.record import BuildRecord, build_key, last_build
from inspectgraph.shards.workers import workers_for
from inspectgraph.validate import Report, Severity

if TYPE_CHECKING:
    from pyoxigraph import Store

    from inspectgraph.load import Project
    from inspectgraph.model.settings import Settings
    from inspectgraph.shards.gathered import Gathered
    from inspectgraph.shards.shard import Head
    from inspectgraph.shards.stored import StoreUpdate
    from inspectgraph.shards.workers import Workers

__all__ = [
    "Built",
    "InvalidGraphError",
    "assemble",
    "build",
    "gather_project",
]

#: The subfolder of pictures, which a build without drawing keeps from the old output.
PICTURES = "pictures"
#: The rights with this beginning permit anyone to publish the words of a report.
_OPEN = "open-government-licence"


class InvalidGraphError(InspectGraphError):
    """The error raised if validation finds a violation; the build writes no file."""

    def __init__(self, report: Report) -> None:
        self.report = report
        violations = quantity(report.counts[Severity.VIOLATION], "violation")
        super().__init__("invalid-graph", f"{violations}; nothing was written")


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: the output folder, the counts and the validation report.

    `files` is the number of files in the folder, not counting the manifest.
    `is_unchanged` is true if no source had changed since the last build, so that the
    build wrote nothing.
    """

    folder: Path
    files: int
    quads: int
    reports: int
    report: Report
    is_unchanged: bool = False


def build(  # noqa: PLR0913 - each is an option of the command
    folder: Path,
    out: Path | None = None,
    *,
    draw: bool = True,
    with_drafts: bool = False,
    quotes: Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    memory: Memory | None = None,
) -> Built:
    """Build the published graph of a project.

    Args:
        folder: The project: the folder that holds `extracts/`.
        out: The output folder; by default `graphs/` in the project. The build locks the
            folder before it reads any source, so a second build cannot run at the same
            time.
        draw: Whether to draw the pictures. If not, the pictures of the old output stay.
        with_drafts: Whether to include unconfirmed statements, marked as drafted.
        quotes: The folder with the texts of the reports. If it is given, the words
            under each anchor are published.
        jobs: The number of processes; the default is the number of processor cores.
        scheduler: The address of a Dask scheduler, or the path of a file that contains
            the address. If `scheduler` is given, the Dask cluster does the work on each
            report. Otherwise, processes on this machine do this work. All machines of
            the cluster must see the project and the output under the same paths.
        memory: What an earlier build of the same project in this process has left in
            memory. This build uses it and renews it.

    Raises:
        ExtractError: If the syntax or structure of an extract or registry file has a
            fault.
        InvalidGraphError: If validation finds a violation.
        ClusterError: If the cluster cannot do the work on a report.
        UsageError: If `quotes` is given and the rights in a report forbid the
            publication of its words. The error is also raised if the output folder has
            files that no build wrote, if another process is writing to the folder, or
            if both `jobs` and `scheduler` are given.
    """
    workers = workers_for(jobs, scheduler)
    out = out or folder / "graphs"
    options = Options(with_drafts, quotes)
    memories = nullcontext(memory) if memory else memory_beside(out)
    with collector_paused(), output_folder(out) as output, memories as kept:
        cache = kept.cache
        drawn = _drawn() if draw else None
        last = last_build(cache)
        if last and not last.describes(output.path):
            last = None
        sources = Sources.of(folder, options)
        if last and last.key == _key(sources, drawn):
            cache.keep_all()
            return replace(_built(last, out), is_unchanged=True)
        return _built(_renewed(sources, output, kept, drawn, last, workers), out)


def _drawn() -> list[str]:
    """Return the sorted names of all pictures that a build can draw."""
    from inspectgraph.draw import NAMES

    return sorted(NAMES)


def _key(sources: Sources, drawn: Sequence[str] | None) -> str:
    """Return a digest of all sources and options of a build.

    Args:
        sources: The sources.
        drawn: The names of the pictures to draw; None to draw no pictures.
    """
    keys = {
        path.relative_to(sources.folder).as_posix(): key
        for path, key in sources.shard_keys.items()
    }
    return build_key(sources.base_key, keys, drawn)


def _renewed(  # noqa: PLR0913, PLR0917 - what a build reads and writes
    sources: Sources,
    output: OutputFolder,
    memory: Memory,
    drawn: Sequence[str] | None,
    last: BuildRecord | None,
    workers: Workers,
) -> BuildRecord:
    """Build the graph from its sources, replace the output folder, and record the build.

    When this function returns, the objects of the build are freed. So the garbage
    collector does not examine them afterwards.

    Args:
        sources: The sources of the build.
        output: The output folder, locked.
        memory: The cache of the results, and what an earlier build has left in memory.
        drawn: The names of the pictures to draw; None to draw no pictures.
        last: The record of the last build; None if the folder has changed since that
            build.
        workers: The object that does the work on each report.
    """
    from inspectgraph.shards.gathered import gather, shards_from
    from inspectgraph.shards.stored import refreshing_store

    cache = memory.cache
    workshop, made = shards_from(sources, cache, workers, memory.workshop)
    with (
        data_base(workshop.base.settings.base),
        refreshing_store(workshop, made, output.path) as store,
    ):
        gathered = _checked(gather(workshop, made))
        store.add(gathered)
        record = _write(gathered, output, drawn, last, store)
    record.keep(cache)
    gathered.keep_heads()
    memory.workshop = workshop
    return record


def _checked(gathered: Gathered) -> Gathered:
    """Return the reports of a project, after a check that all of them may be published.

    Raises:
        InvalidGraphError: If validation finds a violation.
        UsageError: If the words of the reports are to be published, and the rights in a
            report forbid it.
    """
    if gathered.workshop.options.quotes:
        _refuse_closed(made.head for made in gathered.published)
    if gathered.report.violations:
        raise InvalidGraphError(gathered.report)
    return gathered


def _built(record: BuildRecord, out: Path) -> Built:
    """Return the result of a build from the record of the build.

    Args:
        record: The record of the build.
        out: The output folder, as given by the caller.
    """
    return Built(
        out,
        record.files,
        record.quads,
        record.reports,
        record.report,
    )


def _write(
    gathered: Gathered,
    output: OutputFolder,
    drawn: Sequence[str] | None,
    last: BuildRecord | None,
    store: StoreUpdate,
) -> BuildRecord:
    """Replace the output folder with the set of published files, and return a record of the build.

    Args:
        gathered: The reports.
        output: The output folder, locked.
        drawn: The names of the pictures to draw; None to draw no pictures.
        last: The record of the last build; None if the folder has changed since that
            build.
        store: The object that updates the store on disk.
    """
    if drawn is not None:
        pictures = _pictures(_store_of(gathered), gathered.base.settings)
    else:
        pictures = _kept(output)
    digests = output.digests if last else {}
    content = gathered.files(pictures, digests)
    output.replace(content, earlier_set, untouched=last.signature if last else b"")
    return BuildRecord(
        # A source may have changed since the build began: its key is of what was read.
        key=build_key(gathered.workshop.base_key, gathered.keys, drawn),
        signature=signature(output.path),
        files=len(content),
        quads=gathered.quad_count,
        reports=len(gathered.published),
        findings=tuple(map(KeptFinding.of, gathered.report.findings)),
        rules=dict(gathered.report.rules),
        store=store.complete(gathered),
    )


@contextmanager
def gather_project(
    folder: Path,
    beside: Path,
    options: Options,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Gathered]:
    """Prepare the reports of a project for a build, one report at a time.

    Each report is loaded and converted to triples. Further triples are inferred, and
    all triples are validated.

    Args:
        folder: The folder of the project.
        beside: The output folder; the cache lies next to it.
        options: The options of the build, such as drafts and quotations.
        jobs: The number of processes; the default is the number of processor cores.
        scheduler: The address of a Dask scheduler, or the path of a file that contains
            the address. If `scheduler` is given, the Dask cluster does the work on each
            report. Otherwise, processes on this machine do this work.

    Raises:
        ExtractError: If the syntax or structure of an extract or registry file has a
            fault.
        ClusterError: If the cluster cannot do the work on a report.
        UsageError: If both `jobs` and `scheduler` are given.
    """
    from inspectgraph.shards.gathered import gather_from

    workers = workers_for(jobs, scheduler)
    with collector_paused(), cache_beside(beside) as cache:
        gathered = gather_from(folder, cache, options, workers)
        with data_base(gathered.base.settings.base):
            yield gathered


def assemble(project: Project) -> Store:
    """Return a store with all named graphs of a project: ontology, registry, reports, inferred."""
    from inspectgraph.populate.registry import populate_registry
    from inspectgraph.populate.report import populate_report
    from inspectgraph.rdf.inference import infer
    from inspectgraph.rdf.store import new_store
    from inspectgraph.shards.base import ontology_quads

    with data_base(project.settings.base):
        store = new_store(ontology_quads())
        store.bulk_extend(
            populate_registry(
                project.registry, project.vocabulary, project.settings
            ).quads
        )
        for loaded in project.published:
            store.bulk_extend(populate_report(loaded, project).quads)
        infer(store)
    return store


def _store_of(gathered: Gathered) -> Store:
    """Return an in-memory store with all named graphs of a build."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    for part in gathered.quads():
        store.bulk_load(part, RdfFormat.N_QUADS)
    return store


def _refuse_closed(heads: Iterable[Head]) -> None:
    """Raise `UsageError` if the rights in a report forbid the publication of its words."""
    closed = [head for head in heads if not head.rights.startswith(_OPEN)]
    if closed:
        named = ", ".join(f"{head.report} ({head.rights})" for head in closed)
        raise UsageError(
            "rights",
            f"the rights of some reports forbid the publication of their words: {named};"
            " omit `--quotes`, and read the words on this machine with"
            " `inspectgraph query evidence --reports DIR`",
        )


def _pictures(store: Store, settings: Settings) -> dict[str, bytes]:
    """Return the pictures, keyed by path; their footers show the graph's title and licence."""
    from inspectgraph.draw import Look, pictures
    from inspectgraph.export.imprint import imprint_of

    drawn = pictures(store, look=Look(imprint=imprint_of(settings)))
    return {f"{PICTURES}/{name}": content for name, content in drawn.items()}


def _kept(output: OutputFolder) -> dict[str, bytes]:
    """Return the pictures of the old output, except those that somebody has edited."""
    return dict(output.unchanged(f"{PICTURES}/", earlier_set))
