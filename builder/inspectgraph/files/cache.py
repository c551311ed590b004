"""The user's cache folder, for files that can be computed again."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder(
    environment: Mapping[str, str] = os.environ, system: str = sys.platform
) -> Path | None:
    """Return the folder for the caches of inspectgraph.

    The folder may not exist yet.

    Args:
        environment: The environment variables.
        system: The operating system, as Python names it.

    Returns:
        The folder, or None if the environment does not name a home folder.

    >>> cache_folder({"XDG_CACHE_HOME": "/tmp/caches"}, "linux").as_posix()
    '/tmp/caches/inspectgraph'
    >>> cache_folder({"HOME": "/home/ada"}, "linux").as_posix()
    '/home/ada/.cache/inspectgraph'
    """
    if system == "win32":
        caches = _absolute(environment.get("LOCALAPPDATA"))
    elif system == "darwin":
        caches = _absolute(environment.get("HOME"), "Library/Caches")
    else:
        # The XDG specification requires that a relative path is ignored.
        named = _absolute(environment.get("XDG_CACHE_HOME"))
        caches = named or _absolute(environment.get("HOME"), ".cache")
    return caches / "inspectgraph" if caches else None


def _absolute(path: str | None, inside: str = "") -> Path | None:
    """Join the absolute path `path` and the relative path `inside`.

    Return None if `path` is missing or relative.
    """
    if not path or not Path(path).is_absolute():
        return None
    return Path(path, inside)
