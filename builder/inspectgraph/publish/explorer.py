"""The explorer: the scripts of the site, which `web/` builds into a bundle.

The bundle is part of the wheel, but not of the repository. If the bundle is missing,
the published pages have no scripts, but they still have all their content.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.files.package_data import data_folder
from inspectgraph.model.errors import UnreadableError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["LICENCES", "MISSING", "Bundle", "bundle"]

#: The message if the bundle is missing.
MISSING: Final = (
    "the explorer (search, SPARQL and linked views in the browser) is not part of this"
    " installation, so the pages are published without scripts; build the explorer"
    " with `make web` in a source checkout, or install a wheel"
)
#: The folder of the bundle in a site.
_FOLDER: Final = "assets"
#: The licences of the libraries in the scripts.
LICENCES: Final = f"{_FOLDER}/third-party-licences.txt"
#: The files of the bundle that are not copied to a site.
_OTHERS: Final = ("manifest.json", "single.css", "single.js", "sources.sha256")
_ENTRY: Final = "src/explorer.ts"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundle: the built scripts and style sheets of the site's pages.

    Attributes:
        folder: The folder of these files in the package.
        script: The path in the site of the script that every page loads.
        styles: The paths in the site of the style sheets.
    """

    folder: Traversable
    script: str
    styles: tuple[str, ...]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the content of each file of the bundle."""
        for file in sorted(self.folder.iterdir(), key=lambda one: one.name):
            if file.is_file() and file.name not in _OTHERS:
                yield f"{_FOLDER}/{file.name}", file.read_bytes()

    def single(self, name: str) -> bytes:
        """Return the content of a script or style sheet for a site in one HTML file.

        A site of many files does not need this script or style sheet.

        Raises:
            UnreadableError: If the file is missing.
        """
        file = self.folder / name
        if not file.is_file():
            raise _broken(f"{name} is missing")
        return file.read_bytes()


@cache
def bundle() -> Bundle | None:
    """Return the scripts and style sheets that are part of this installation.

    Return None if the installation has none.

    Raises:
        UnreadableError: If a file is missing, or the list of files cannot be read.
    """
    folder = data_folder("inspectgraph.publish") / "bundle"
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return None
    return read_bundle(folder, manifest.read_text("utf-8"))


def read_bundle(folder: Traversable, manifest: str) -> Bundle:
    """Return the scripts and style sheets of the site from a folder.

    Args:
        folder: The folder.
        manifest: The list of these files in JSON, written by Vite.

    Raises:
        UnreadableError: If the list cannot be read, or a file of the list is missing.
    """
    try:
        chunks: dict[str, dict[str, Any]] = json.loads(manifest)
        entry = chunks[_ENTRY]
        names = [chunk["file"] for chunk in chunks.values()]
        styles = [str(name) for name in entry.get("css", [])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(f"its manifest.json cannot be read ({error})") from error
    for name in (*names, *styles):
        if not (folder / name).is_file():
            raise _broken(f"{name} is missing")
    return Bundle(
        folder,
        f"{_FOLDER}/{entry['file']}",
        tuple(f"{_FOLDER}/{name}" for name in styles),
    )


def _broken(what: str) -> UnreadableError:
    message = (
        f"the explorer of this installation is damaged: {what}; install inspectgraph"
        " again, or run `make web` in a source checkout"
    )
    return UnreadableError("broken-explorer", message)
