"""Find the extract whose name is given to a command."""

from __future__ import annotations

from pathlib import Path

from inspectgraph.files.project import extract_files
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.suggest import nearest, sentence

__all__ = ["extract_named"]


def extract_named(folder: Path, name: str) -> Path:
    """Return the file of an extract in the project.

    Raises:
        UnreadableError: If no extract has this name.
    """
    stem = name.removesuffix(".yaml")
    files = {path.stem: path for path in extract_files(folder)}
    if stem in files:
        return files[stem]
    path = folder / "extracts" / f"{stem}.yaml"
    near = nearest(name, files)
    message = "no extract has this name"
    if near:
        message += sentence([near])
    raise UnreadableError("no-file", message, Where(str(path)))
