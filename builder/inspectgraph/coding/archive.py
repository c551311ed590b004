"""Read the members of a ZIP file into memory, within limits and without unpacking it.

No member is written to the disk. If the name of one member leads out of the folder of
the ZIP file, the whole file is refused.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity

__all__ = ["Archive"]

#: The most members, and the most bytes of one text or XML file in a project.
MOST_MEMBERS: Final = 20_000
LARGEST_MEMBER: Final = 256 * 1024 * 1024


class Archive:
    """A ZIP file from which members are read one at a time, each by its name."""

    def __init__(self, path: Path) -> None:
        """Open a ZIP file and check the names of its members.

        Raises:
            UnreadableError: If the file is not a ZIP file, has too many members, or has
                a member whose name leads out of the folder.
        """
        self._where = Where(str(path))
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            message = "this is not a ZIP file; a REFI-QDA project must be a ZIP file"
            raise UnreadableError("not-a-zip", message, self._where) from error
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            found = quantity(len(infos), "file")
            message = f"the ZIP file contains {found}; the limit is {MOST_MEMBERS:,}"
            raise UnreadableError("too-large", message, self._where)
        self._infos: dict[str, ZipInfo] = {}
        for info in infos:
            self._add(info)

    def _add(self, info: ZipInfo) -> None:
        """Check the path of a file in the ZIP file, and add the file to the members."""
        name = info.filename.replace("\\", "/")
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            message = (
                f"the ZIP file contains the path '{info.filename}', which leads to a"
                " place outside the ZIP file; nothing was read"
            )
            raise UnreadableError("path-outside", message, self._where)
        key = name.casefold()
        if key in self._infos:
            message = f"the ZIP file contains two files with the path '{name}'"
            raise UnreadableError("bad-codings", message, self._where)
        self._infos[key] = info

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def names(self) -> list[str]:
        """Return the names of all members, as written in the ZIP file."""
        return [info.filename for info in self._infos.values()]

    def read(self, name: str) -> bytes | None:
        """Return the content of a member, or None if the file has no such member.

        The letter case of the name makes no difference.

        Raises:
            UnreadableError: If the member is encrypted, damaged or too large.
        """
        info = self._infos.get(name.casefold())
        if info is None:
            return None
        if info.flag_bits & 1:
            message = f"'{info.filename}' is encrypted; export it without a password"
            raise UnreadableError("encrypted", message, self._where)
        try:
            with self._zip.open(info) as member:
                content = member.read(LARGEST_MEMBER + 1)
        except (
            BadZipFile,
            OSError,
            zlib.error,
            EOFError,
            NotImplementedError,
        ) as error:
            message = f"'{info.filename}' is damaged in the ZIP file: {error}"
            raise UnreadableError("not-a-zip", message, self._where) from error
        if len(content) > LARGEST_MEMBER:
            limit = f"{LARGEST_MEMBER // 1024**2} MB"
            message = f"'{info.filename}' is larger than the limit of {limit}"
            raise UnreadableError("too-large", message, self._where)
        return content
