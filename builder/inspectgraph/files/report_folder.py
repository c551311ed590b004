"""List the files in the folder of reports.

The folder is not part of the project. The user names it.
"""

from __future__ import annotations

from pathlib import Path

from inspectgraph.model.errors import UnreadableError, Where

__all__ = ["files_in"]


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder of reports, sorted by name.

    Raises:
        UnreadableError: If the folder does not exist.
    """
    if not folder.is_dir():
        message = "the folder of reports does not exist"
        raise UnreadableError("no-folder", message, Where(str(folder)))
    return [file for file in sorted(folder.iterdir()) if file.is_file()]
