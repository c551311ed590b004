"""Find the data folders of the package quickly.

The module does not import `importlib.resources`, because that import is slow.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["data_folder"]


def data_folder(package: str) -> Traversable:
    """Return the data folder of a package.

    Args:
        package: The full name of the package.

    >>> (data_folder("inspectgraph.queries") / "caf-uptake.rq").is_file()
    True
    """
    for location in import_module(package).__path__:
        folder = Path(location)
        if folder.is_dir():
            return folder
    from importlib.resources import files  # in a zip archive

    return files(package)
