"""Where in the ontology's Turtle files a term stands, found by reading them line by line.

The files are written by hand in one style (a subject at the beginning of a line, a
property at the beginning of an indented one), so no parser is needed to find a line;
where the style is broken, the place is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from pyoxigraph import NamedNode

from inspectgraph.model.errors import Where
from inspectgraph.rdf.turtle_files import turtle_files
from inspectgraph.validate.findings import Term

__all__ = ["Sources"]

_PREFIX = re.compile(r"@prefix\s+([\w-]*):\s+<([^>]*)>\s*\.")
_NAME = re.compile(r"<([^>]*)>|([\w-]*):([\w./-]*)")


class Sources:
    """The lines of the Turtle files of a folder, by what they speak of."""

    def __init__(
        self, folder: Traversable | None = None, name: str = "ontology"
    ) -> None:
        """Take the folder and the name by which messages call it; the package's ontology when not given."""
        self.folder = files("inspectgraph.ontology") if folder is None else folder
        self.name = name

    def where(self, subject: Term | None, path: str) -> Where | None:
        """Return the line of a property of a term, else the first line of the term, or None."""
        lines = (
            self._lines.get(subject.value, {}) if isinstance(subject, NamedNode) else {}
        )
        return lines.get(path) or lines.get("")

    @cached_property
    def _lines(self) -> dict[str, dict[str, Where]]:
        """The line of each subject (under an empty name) and of each of its properties."""
        found: dict[str, dict[str, Where]] = {}
        for file, name in turtle_files(self.folder, self.name):
            for subject, predicate, where in _statements(
                file.read_text(encoding="utf-8"), name
            ):
                found.setdefault(subject, {}).setdefault(predicate, where)
        return found


def _statements(text: str, file: str) -> Iterator[tuple[str, str, Where]]:
    """Yield the subject, the property and the place of each line that begins with one of the two."""
    prefixes: dict[str, str] = {}
    subject, inside_text = "", False
    for number, line in enumerate(text.splitlines(), 1):
        begins_inside, inside_text = (
            inside_text,
            inside_text ^ (line.count('"""') % 2 == 1),
        )
        if begins_inside or line.startswith(("#", ".")):
            continue
        if declared := _PREFIX.match(line):
            prefixes[declared[1]] = declared[2]
        elif line[:1].strip():
            subject = _expanded(line, prefixes)
            yield subject, "", Where(file, number, 1)
        elif subject and (predicate := _expanded(line.strip(), prefixes)):
            yield (
                subject,
                predicate,
                Where(file, number, len(line) - len(line.lstrip()) + 1),
            )


def _expanded(text: str, prefixes: dict[str, str]) -> str:
    """Return the IRI that a text begins with, or nothing."""
    if text.startswith("a "):
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    if not (name := _NAME.match(text)):
        return ""
    return name[1] or (
        f"{prefixes[name[2]]}{name[3].rstrip('.')}" if name[2] in prefixes else ""
    )
