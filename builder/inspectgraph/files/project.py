"""Find the folder of the project, and the folder of the graph that users query.

A project is a folder that contains `extracts/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.package_data import data_folder
from inspectgraph.model.errors import UsageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "EXTRACT",
    "SETTINGS",
    "extract_files",
    "folder_in_repository",
    "graphs_folder",
    "project_folder",
    "required_project",
]

#: The ending of the name of an extract.
EXTRACT: Final = ".yaml"
#: The path in a project of the file with its settings.
SETTINGS: Final = "extracts/project.yaml"


def project_folder(start: Path | None = None) -> Path | None:
    """Return the nearest folder at or above `start` that contains `extracts/`.

    Return None if there is no such folder. By default, `start` is the current folder.
    """
    try:
        here = (start or Path.cwd()).absolute()
    except FileNotFoundError:
        raise UsageError(
            "no-project", "the current folder was deleted; change to another folder"
        ) from None
    for folder in (here, *here.parents):
        if (folder / "extracts").is_dir():
            return folder
    return None


def required_project(start: Path | None = None) -> Path:
    """Return the folder of the project at or above `start`.

    By default, `start` is the current folder.

    Raises:
        UsageError: If `start` and the folders above it are not projects.
    """
    if folder := project_folder(start):
        return folder
    raise UsageError(
        "no-project",
        "neither this folder nor any folder above it contains `extracts/`; change to a"
        " project folder, or give the path of one",
    )


def graphs_folder(start: Path | None = None) -> Traversable:
    """Return the folder with the published graph of the project.

    If there is no project, return the folder with the graph of the package.

    Raises:
        UsageError: If there is a project, but its graph has not been built yet.
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
    """Return the path of a project relative to the root of its git repository.

    Links to a code host need this path. In a workflow, the variable `GITHUB_WORKSPACE`
    names the workspace. The root is the first folder of this list that exists:

    - the workspace, if it has a `.git` entry and contains the project;
    - the nearest folder inside the workspace that has a `.git` entry and contains the
      project;
    - the workspace, if it contains the project;
    - the nearest folder that has a `.git` entry and contains the project.

    The root can be the folder of the project itself.

    Args:
        folder: The folder of the project.
        environment: The environment variables.

    Returns:
        The path with slashes, but without a slash at its end. It is empty if the
        project is the root itself, or if the project is not in a repository.
    """
    own = folder.resolve()
    root = _repository_root(own, environment.get("GITHUB_WORKSPACE", ""))
    path = own.relative_to(root).as_posix() if root else "."
    return "" if path == "." else path


def _repository_root(folder: Path, workspace: str) -> Path | None:
    """Return the root of the repository that contains a folder, or None.

    `workspace` is the folder that the variable `GITHUB_WORKSPACE` names, or "".
    """
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
    """Return the first of the given folders that is the root of a git repository.

    Return None if no folder is the root of a repository.
    """
    for folder in folders:
        if _is_repository(folder):
            return folder
    return None


def _is_repository(folder: Path) -> bool:
    """Return whether a folder is the root of a git repository."""
    return (folder / ".git").exists()


def extract_files(folder: Path) -> list[Path]:
    """Return the paths of all extracts, sorted by name.

    Extracts are in `extracts/` and its subfolders. The subfolder `registry` and the
    file with the settings of the project are left out. Files with the wrong ending
    `.yml` are included, so that a later check can report the ending.
    """
    found: list[Path] = []
    extracts = folder / "extracts"
    for path in (*extracts.glob("*"), *extracts.glob("*/*")):
        if path.name[0] == "." or path.parent.name[0] == ".":
            continue
        if path.parent == extracts / "registry" or path == folder / SETTINGS:
            continue
        if path.suffix.lower() in {EXTRACT, ".yml"}:
            found.append(path)
    return sorted(found, key=attrgetter("name", "parent"))
