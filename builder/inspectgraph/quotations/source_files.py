"""Search a folder for the documents that quotations name, and read each document once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from inspectgraph.files.report_folder import files_in
from inspectgraph.model.errors import (
    InspectGraphError,
    UnreadableError,
    Where,
)
from inspectgraph.model.suggest import nearest
from inspectgraph.quotations.nearest import Words
from inspectgraph.quotations.source_text import SourceText
from inspectgraph.read import read_report, slug

__all__ = ["Library", "Source"]

#: The types of documents, the best first: a PDF has the pages.
_SUFFIXES: Final = (".pdf", ".md", ".markdown", ".txt", ".text")
#: What may come before the name of a file, as in `file:report.pdf`.
_SCHEME: Final = re.compile(r"file:(?://)?", re.IGNORECASE)


class Source:
    """A document: the name of its file, its text, and an index of its words."""

    def __init__(self, file: str, text: SourceText) -> None:
        self.file, self.text = file, text
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The index of the document's words, which is made when it is first needed."""
        if self._words is None:
            self._words = Words(self.text.text)
        return self._words


class Library:
    """The documents of a folder, found by the names that quotations use."""

    def __init__(self, folder: Path) -> None:
        """List the files of a folder.

        Raises:
            UnreadableError: If the folder does not exist, or has no document.
        """
        files = [file for file in files_in(folder) if file.suffix.lower() in _SUFFIXES]
        if not files:
            message = "the folder has no PDF, Markdown or text file"
            raise UnreadableError("no-document", message, Where(str(folder)))
        self._files = _by_name(files)
        self._read: dict[Path, Source | InspectGraphError] = {}

    @property
    def names(self) -> Collection[str]:
        """All names by which a document can be found."""
        return self._files.keys()

    def file_of(self, name: str) -> Path | None:
        """Return the file that a source names, or None if the folder lacks the file.

        The source can be the name of the file, with or without its ending, or the slug
        of that name. Folders and `file:` before the name are ignored.
        """
        plain = _SCHEME.sub("", name.strip(), count=1).replace("\\", "/")
        last = plain.rsplit("/", 1)[-1]
        for form in (last, last.casefold(), slug(last)):
            if form in self._files:
                return self._files[form]
        return None

    def near(self, name: str) -> str:
        """Return the document name with the most similar spelling, or "" if none is similar."""
        return nearest(name.strip(), [file.name for file in set(self._files.values())])

    def source(self, file: Path) -> Source:
        """Return a document. Each file is read only once.

        Raises:
            InspectGraphError: If the file cannot be read.
        """
        if file not in self._read:
            try:
                self._read[file] = _source(file)
            except InspectGraphError as error:
                self._read[file] = error
        found = self._read[file]
        if isinstance(found, InspectGraphError):
            raise found
        return found


def _source(file: Path) -> Source:
    """Read one document."""
    document = read_report(file)
    text = ""
    if file.suffix.lower() != ".pdf":
        text = file.read_bytes().decode("utf-8-sig", "replace")
    return Source(file.name, SourceText(document, text))


def _by_name(files: Collection[Path]) -> Mapping[str, Path]:
    """Map each name of a file to the file.

    A file has several names: the full name, the name without the ending, the same names
    in lower case, and the slug. A full name takes precedence over a name that has no
    ending. If two files share a name, the PDF takes precedence.
    """
    ordered = sorted(files, key=lambda file: _SUFFIXES.index(file.suffix.lower()))
    found: dict[str, Path] = {file.name: file for file in ordered}
    for file in ordered:
        for name in (
            file.name.casefold(),
            file.stem,
            file.stem.casefold(),
            slug(file.stem),
        ):
            found.setdefault(name, file)
    return found
