"""Where things are: the project that a command is called in, and the graph that it asks."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from inspectgraph.errors import UsageError
from inspectgraph.swap import recover

__all__ = ["graphs_folder", "project_folder", "required_project"]


def project_folder(start: Path | None = None) -> Path | None:
    """Return the nearest folder, from here upwards, that holds `extracts/`, or None."""
    try:
        here = (start or Path.cwd()).absolute()
    except FileNotFoundError:
        raise UsageError("no-project", "the current folder was deleted; change to another one") from None
    return next((folder for folder in (here, *here.parents) if (folder / "extracts").is_dir()), None)


def required_project(start: Path | None = None) -> Path:
    """Return the project's folder.

    Raises:
        UsageError: If there is none, here or above.
    """
    if folder := project_folder(start):
        return folder
    raise UsageError(
        "no-project",
        "neither this folder nor one above it holds `extracts/`; change to a project, or give its folder",
    )


def graphs_folder(start: Path | None = None) -> Traversable:
    """Return where the published graph is: in the project that this is called in, else in the package.

    Raises:
        UsageError: If the project has not been built yet.
    """
    folder = project_folder(start)
    if folder is None:
        return files("inspectgraph.graphs")
    if not (folder / "graphs").exists():
        recover(folder / "graphs")
    if not (folder / "graphs" / "registry.ttl").is_file():
        raise UsageError("not-built", f"{folder} has no published graph yet; run `inspectgraph build` first")
    return folder / "graphs"
