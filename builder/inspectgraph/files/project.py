"""Find the project that a command is called in, and the graph that it queries."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.files.package_data import data_folder
from inspectgraph.model.errors import UsageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "folder_in_repository",
    "graphs_folder",
    "project_folder",
    "required_project",
]


def project_folder(start: Path | None = None) -> Path | None:
    """Return the nearest folder, from here upwards, that holds `extracts/`, or None."""
    try:
        here = (start or Path.cwd()).absolute()
    except FileNotFoundError:
        raise UsageError(
            "no-project", "the current folder was deleted; change to another one"
        ) from None
    for folder in (here, *here.parents):
        if (folder / "extracts").is_dir():
            return folder
    return None


def required_project(start: Path | None = None) -> Path:
    """Return the project's folder.

    Raises:
        UsageError: If there is none, here or above.
    """
    if folder := project_folder(start):
        return folder
    raise UsageError(
        "no-project",
        "neither this folder nor one above it holds `extracts/`; change to a project,"
        " or give its folder",
    )


def graphs_folder(start: Path | None = None) -> Traversable:
    """Return the folder of the published graph: of the project here, else of the package.

    Raises:
        UsageError: If the project has not been built yet.
    """
    folder = project_folder(start)
    if folder is None:
        return data_folder("inspectgraph.graphs")
    if not (folder / "graphs").exists():
        from inspectgraph.files.atomic import recover  # seldom needed

        recover(folder / "graphs")
    if not (folder / "graphs" / "registry.ttl").is_file():
        raise UsageError(
            "not-built",
            f"{folder} has no published graph yet; run `inspectgraph build` first",
        )
    return folder / "graphs"


def folder_in_repository(
    folder: Path, environment: Mapping[str, str] = os.environ
) -> str:
    """Return the path of a project from the root of its git repository.

    A code host looks files up from that root. It is the folder that `GITHUB_WORKSPACE`
    names, where the project lies in it, else the nearest folder upwards that holds
    `.git`. A repository that was checked out into a subfolder of a workspace without
    `.git` counts from its own root.

    Args:
        folder: The folder of the project.
        environment: The environment variables.

    Returns:
        The path with slashes, without one at its end; empty where the project is the root, or lies
        in no repository.
    """
    own = folder.resolve()
    root = _repository_root(own, environment.get("GITHUB_WORKSPACE", ""))
    path = own.relative_to(root).as_posix() if root else "."
    return "" if path == "." else path


def _repository_root(folder: Path, workspace: str) -> Path | None:
    """Return the root of the repository that a folder belongs to, or None."""
    parents = (folder, *folder.parents)
    nearest = _nearest_repository(parents)
    if not workspace:
        return nearest
    named = Path(workspace).resolve()
    if named not in parents:
        return nearest
    if nearest and named in nearest.parents and not _is_repository(named):
        return nearest
    return named


def _nearest_repository(folders: Iterable[Path]) -> Path | None:
    """Return the first folder that is the root of a repository."""
    for folder in folders:
        if _is_repository(folder):
            return folder
    return None


def _is_repository(folder: Path) -> bool:
    return (folder / ".git").exists()
