"""The folder of a published site: its files, and its page about a resource."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from starlette.responses import FileResponse

__all__ = ["Site"]


class Site:
    """A published site. Only files inside its folder are served."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def file(self, path: str) -> FileResponse | None:
        """Return the response with the file at a path, or None if there is no file.

        A path that ends with a slash, or is empty, stands for `index.html`.
        """
        name = f"{path}index.html" if not path or path.endswith("/") else path
        found = self._inside(name)
        return FileResponse(found) if found else None

    def page(self, path: str) -> str | None:
        """Return the address of the page about a resource, or None without a page."""
        for ending in (".html", "/index.html"):
            if self._inside(path + ending):
                return f"/{path}{ending.removesuffix('index.html')}"
        return None

    def _inside(self, path: str) -> Path | None:
        """Return the file at a path, if it is a file inside the folder."""
        try:
            found = (self._folder / unquote(path)).resolve()
            if found.is_relative_to(self._folder) and found.is_file():
                return found
        except (OSError, ValueError):  # a name that no file can have
            pass
        return None
