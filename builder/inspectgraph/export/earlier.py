"""Recognise an old output folder that has no manifest, so that a build can replace it.

An early version of inspectgraph wrote such folders. The catalogue in such a folder has
the digest of each Turtle file, and the README lists the pictures. Other files are not
recognised, and so they are never replaced.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

__all__ = ["earlier_set"]

_CATALOGUE: Final = "catalogue.ttl"
_CATALOGUE_MARK: Final = "https://w3id.org/inspectgraph/"
_README: Final = "README.md"
_README_MARK: Final = (
    "# The published graph\n\nEverything in this folder is written by `inspectgraph"
    " build`"
)
_CHECKSUM: Final = re.compile(r'spdx:checksumValue "([0-9a-f]{64})"')
_PICTURE: Final = re.compile(r"^\| \[(pictures/[^]]+)\]\(", re.MULTILINE)


def earlier_set(folder: Path) -> dict[str, set[str]]:
    """Return the digests of the files that an early version of inspectgraph wrote.

    Args:
        folder: The folder, which has no manifest.

    Returns:
        A set of digests for each file, keyed by path. The set of a Turtle file has all
        digests in the catalogue. The set of any other file has the file's own digest.
        The result is empty if no early version of inspectgraph wrote the folder.
    """
    readme, catalogue = _text(folder / _README), _text(folder / _CATALOGUE)
    if not readme.startswith(_README_MARK):
        return {}
    if _CATALOGUE_MARK not in catalogue:
        return {}
    checksums = set(_CHECKSUM.findall(catalogue))
    graphs = {
        path.relative_to(folder).as_posix(): checksums
        for path in (*folder.glob("*.ttl"), *folder.glob("reports/*.ttl"))
    }
    own = {_README, _CATALOGUE, *_PICTURE.findall(readme)}
    present = (path for path in own if (folder / path).is_file())
    return {**graphs, **{path: {_digest(folder / path)} for path in present}}


def _text(file: Path) -> str:
    """Return the text of a file, or "" if the file does not exist."""
    if not file.is_file():
        return ""
    return file.read_bytes().decode(errors="replace").replace("\r\n", "\n")


def _digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(file.read_bytes()).hexdigest()
