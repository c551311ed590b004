"""Define records for codes, coded texts and codings.

These records are the same for all qualitative coding software. The readers of all
formats return these records, and the writers of all formats take them. The records do
not depend on statements.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Code",
    "CodePath",
    "CodedProject",
    "Coding",
    "LeftOut",
    "SourceText",
]

#: The names of a code and of the codes above it, the topmost first.
CodePath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a codebook.

    `key` identifies the code in its file, such as a GUID or an IRI. `parent` is the key
    of the code above it, or "". `codable` states whether a passage may have the code.
    """

    key: str
    name: str
    description: str = ""
    parent: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class SourceText:
    """A coded document.

    `names` are names by which the report in the document may be found, the best name
    first. `text` is the text of the document, or None if the file has no text. The
    positions of codings count characters of this text.
    """

    key: str
    names: tuple[str, ...]
    text: str | None = None
    created: str = ""

    @property
    def name(self) -> str:
        """The name of the source, for messages.

        If the name is a web address, only the last part of the address is used.
        """
        name = self.names[0] if self.names else self.key
        if "://" in name:
            return name.rstrip("/").rpartition("/")[2]
        return name


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage of a document to which somebody has assigned codes.

    `start` and `end` are positions in the text of the source, in characters. If the
    text or the positions are missing, `quote` has the words of the passage. `before`
    and `after` are the words around the passage. `anchor` is an anchor that
    inspectgraph wrote: unit, start, length, digest and figures. `statement` is the IRI
    of the statement if the file is an export of inspectgraph.
    """

    key: str
    source: str
    codes: tuple[CodePath, ...]
    start: int | None = None
    end: int | None = None
    quote: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    name: str = ""
    statement: str = ""
    anchor: tuple[str, int, int, str, str] | None = None

    @property
    def shown(self) -> str:
        """The name of the coding, for messages.

        If the coding has no name, its key is used.
        """
        return self.name or self.key


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """An item of a file that was not imported.

    `kind` and `name` identify the item, and `reason` states why it was left out.
    """

    kind: str
    name: str
    reason: str


@dataclass(slots=True)
class CodedProject:
    """The content of a file: codes, sources, codings, and items that cannot be carried over.

    `origin` names the software that wrote the file.
    """

    origin: str = ""
    codes: list[Code] = field(default_factory=list)
    sources: dict[str, SourceText] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, name: str, reason: str) -> None:
        """Add an item to the list of items that are left out, with the reason."""
        self.left_out.append(LeftOut(kind, name, reason))

    def paths(self) -> dict[str, CodePath]:
        """Return a mapping from the key of each code to its path in the tree of codes.

        If the tree has a cycle, the path ends before the first code that repeats.
        """
        by_key = {code.key: code for code in self.codes}
        found: dict[str, CodePath] = {}
        for code in self.codes:
            names, seen, at = [code.name], {code.key}, code
            while at.parent in by_key and at.parent not in seen:
                at = by_key[at.parent]
                seen.add(at.key)
                names.append(at.name)
            found[code.key] = tuple(reversed(names))
        return found
