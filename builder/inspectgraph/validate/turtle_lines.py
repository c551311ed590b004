"""Find the line that describes a term in the Turtle files of the ontology.

All these files have one layout: a subject starts a line, and a property starts an
indented line. So this module needs no Turtle parser. In a file that has another layout,
the line is not found.
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
    """Source locations in the Turtle files of a folder, keyed by subject and property."""

    def __init__(
        self, folder: Traversable | None = None, name: str = "ontology"
    ) -> None:
        """Set the folder of the Turtle files, and the name of this folder in messages.

        By default, the folder is the ontology of the package, and messages call it
        `ontology`.
        """
        self.folder = files("inspectgraph.ontology") if folder is None else folder
        self.name = name

    def where(self, subject: Term | None, path: str) -> Where | None:
        """Return the line of the Turtle files that gives a property of a term.

        If no line gives the property, the result is the first line about the term. If
        the files do not describe the term, the result is None.
        """
        if not isinstance(subject, NamedNode):
            return None
        lines = self._lines.get(subject.value, {})
        return lines.get(path) or lines.get("")

    @cached_property
    def _lines(self) -> dict[str, dict[str, Where]]:
        """The source location of each property of each subject.

        For each subject, the key "" holds the location of the subject itself.
        """
        found: dict[str, dict[str, Where]] = {}
        for file, name in turtle_files(self.folder, self.name):
            text = file.read_text(encoding="utf-8")
            for subject, predicate, where in _statements(text, name):
                found.setdefault(subject, {}).setdefault(predicate, where)
        return found


def _statements(text: str, file: str) -> Iterator[tuple[str, str, Where]]:
    """Yield the subject, property and location of each line that names a term.

    Such a line begins with a subject or a property. For a line that begins with a
    subject, the property is "".
    """
    prefixes: dict[str, str] = {}
    subject, inside_text = "", False
    for number, line in enumerate(text.splitlines(), 1):
        begins_inside = inside_text
        inside_text ^= line.count('"""') % 2 == 1
        if begins_inside or line.startswith(("#", ".")):
            continue
        if declared := _PREFIX.match(line):
            prefixes[declared[1]] = declared[2]
        elif line[:1].strip():
            subject = _expanded(line, prefixes)
            yield subject, "", Where(file, number, 1)
        elif subject and (predicate := _expanded(line.strip(), prefixes)):
            column = len(line) - len(line.lstrip()) + 1
            yield subject, predicate, Where(file, number, column)


def _expanded(text: str, prefixes: dict[str, str]) -> str:
    """Return the full IRI of the term at the beginning of a text, or an empty text."""
    if text.startswith("a "):
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    name = _NAME.match(text)
    if name is None:
        return ""
    if name[1]:
        return name[1]
    if name[2] in prefixes:
        return prefixes[name[2]] + name[3].rstrip(".")
    return ""
