"""`inspectgraph release`: freeze a version of the published graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import PATH, option
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.model.settings import Settings

__all__ = ["release"]


@click.command()
@click.argument("folder", type=PATH)
@option(
    "--previous",
    type=PATH,
    metavar="PATH",
    help="Folder or dump of the previous version. With this option, the command also writes"
    " the changes since that version, as text, as JSON and as an RDF Patch.",
)
def release(folder: Path, previous: Path | None) -> None:
    """Write the files of the current version into FOLDER/VERSION.

    The version comes from the settings of the project. The command writes a compressed
    dump in every format, with the name inspectgraph-VERSION-FORMAT. It also writes a
    catalogue for data portals, which describes each dump. The file croissant.json
    describes the tables for machine-learning tools. With --previous, the command also
    writes the changes since the previous version, as changes.txt, changes.json and
    changes.rdfp. The command never replaces a version that exists in FOLDER.

    \b
    Example:
      inspectgraph release releases
      inspectgraph release releases --previous releases/1.0/inspectgraph-1.0-nquads.nq.gz
    """
    from inspectgraph.export.release import CATALOGUE, release_files
    from inspectgraph.files.atomic import write_set
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.store.published import open_graph

    graphs = Path(str(graphs_folder()))
    settings = _settings(graphs.parent)
    version = settings.version or ""
    target = folder / version
    if target.exists():
        message = (
            f"{target} exists, and a released version is never replaced; set another"
            " `version` in extracts/project.yaml and build again"
        )
        raise UsageError("released-before", message)
    store = open_graph(graphs, make=False)
    catalogue = (graphs / CATALOGUE).read_bytes()
    files = dict(release_files(store, catalogue, settings, version))
    if previous:
        files.update(_changes(previous, graphs, version))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_set(target, files, f"inspectgraph release {version}")
    click.echo(f"{quantity(len(files), 'file')} written: {target}", err=True)


def _settings(project: Path) -> Settings:
    """Return the settings of a project.

    The settings must list a release with the current version of the data.

    Raises:
        ExtractError: If the file of settings has a fault.
        UsageError: If the settings have no version, or if no release in their list has
            this version.
    """
    from inspectgraph.load.settings import load_settings
    from inspectgraph.model.errors import ExtractError

    settings, problems = load_settings(project)
    if problems:
        raise ExtractError(problems)
    if settings.version not in {one.version for one in settings.releases}:
        message = (
            "extracts/project.yaml needs a `version`, and under `releases` an entry for that"
            " version with a date and a note; add what is missing, and build again"
        )
        raise UsageError("no-release", message)
    return settings


def _changes(previous: Path, graphs: Path, version: str) -> Iterator[tuple[str, bytes]]:
    """Yield the changes since the previous version as text, JSON and a patch.

    The patch is an RDF Patch. If the patch cannot be made, print the reason.
    """
    from inspectgraph.diff import as_json, as_text, changes, described, open_version
    from inspectgraph.diff import patch as patch_of
    from inspectgraph.diff.labels import labels_of
    from inspectgraph.model.errors import ExportError

    with open_version(previous) as old, open_version(graphs) as new:
        # The report is published: it names no folder of the machine.
        old.path, new.path = Path(previous.name), Path(version)
        labels = labels_of(old, new)
        found = [described(one, labels) for one in changes(old, new)]
        text = "".join(f"{line}\n" for line in as_text(old, new, found))
        yield "changes.txt", text.encode()
        yield "changes.json", "".join(as_json(old, new, found)).encode()
        try:
            patch = "".join(patch_of(old, new, changes(old, new)))
        except ExportError as error:
            click.echo(f"no changes.rdfp: {error}", err=True)
        else:
            yield "changes.rdfp", patch.encode()
