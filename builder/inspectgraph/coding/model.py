"""Codes, coded texts and codings, as all software for qualitative coding has them.

Readers of the formats make these records, and writers take them. They know no statements
and no anchors.
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
    of the code above it, or "". `codable` is whether words may be coded with it.
    """

    key: str
    name: str
    description: str = ""
    parent: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class SourceText:
    """A coded document.

    `names` are names by which its report may be found, the best first. `text` is the
    text in which positions of codings count characters, or None if the file has none.
    """

    key: str
    names: tuple[str, ...]
    text: str | None = None
    created: str = ""

    @property
    def name(self) -> str:
        """The name for messages: of an address, its last part."""
        name = self.names[0] if self.names else self.key
        if "://" in name:
            return name.rstrip("/").rpartition("/")[2]
        return name


@dataclass(frozen=True, slots=True)
class Coding:
    """Some words of a document with their codes and a comment.

    `start` and `end` count the characters of the text of the source; without a text or
    positions, `quote` has the words. `before` and `after` are words around them.
    `anchor` is an anchor that inspectgraph wrote: unit, length, digest and figures.
    `statement` is the IRI of the statement if the file is an export of inspectgraph.
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
        """The name for messages: its own name, or else its key."""
        return self.name or self.key


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """Something in a file that is not carried over: its kind, its name and the reason."""

    kind: str
    name: str
    reason: str


@dataclass(slots=True)
class CodedProject:
    """The content of a file: codes, sources, codings, and what cannot be carried over.

    `origin` names the software that wrote the file.
    """

    origin: str = ""
    codes: list[Code] = field(default_factory=list)
    sources: dict[str, SourceText] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, name: str, reason: str) -> None:
        """Add something that is not carried over."""
        self.left_out.append(LeftOut(kind, name, reason))

    def paths(self) -> dict[str, CodePath]:
        """Return the path of each code by its key.

        A code that is above itself ends its own path.
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
