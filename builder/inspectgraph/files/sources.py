"""Read each file of a project only once, so that the cache stores correct records.

The cache stores records under a key that is made from the content of the files. Suppose
that a file were read twice, once for the key and once for the records. Somebody could
change the file in between. The cache would then store the new records under the key of
the old content.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from inspectgraph.files.project import SETTINGS
from inspectgraph.files.unit_list import SUFFIX

__all__ = ["ExtractContent", "RegistryContent", "read_extract", "read_registry"]

#: The content of each file of a project's registry, by name of the file. The file with
#: the settings of the project has its path in the project as its name.
RegistryContent = Mapping[str, bytes]


class ExtractContent(NamedTuple):
    """The content of an extract and of its list of units.

    `units` is None if there is no list of units.
    """

    extract: bytes
    units: bytes | None


def read_extract(path: Path) -> ExtractContent:
    """Return the content of an extract and of the list of units in the same folder.

    Raises:
        OSError: If a file cannot be read.
    """
    units = path.with_suffix(SUFFIX)
    listed = units.read_bytes() if units.is_file() else None
    return ExtractContent(path.read_bytes(), listed)


def read_registry(folder: Path) -> RegistryContent:
    """Return the content of each registry file of a project, sorted by name.

    The file with the settings of the project is included if it exists.

    Args:
        folder: The folder of the project.

    Raises:
        OSError: If a file cannot be read.
    """
    registry, settings = folder / "extracts" / "registry", folder / SETTINGS
    found: dict[str, bytes] = {}
    if registry.is_dir():
        paths = (path for path in sorted(registry.iterdir()) if path.is_file())
        found = {path.name: path.read_bytes() for path in paths}
    if settings.exists():
        found[SETTINGS] = settings.read_bytes()
    return found
