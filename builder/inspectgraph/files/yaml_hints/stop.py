"""The position at which the YAML parser stopped, and the cause found by a check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from inspectgraph.model.errors import shorten

__all__ = [
    "CLOSING",
    "KEY_BEGINS",
    "KEY_LINE",
    "QUOTED",
    "Cause",
    "Stop",
    "in_quotes",
    "known_keys",
]

#: A line with a key: indentation, hyphen of a list, key, colon, rest of the line.
KEY_LINE = re.compile(
    r"(?P<before>[ ]*(?:- +)*)(?P<key>[A-Za-z_]+):(?=\s|$)(?P<rest>.*)"
)
#: The start of a line with a key: indentation and hyphen, then the key.
KEY_BEGINS = r"([ ]*(?:- +)?)([A-Za-z_]+)"
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
CLOSING = {"[": "]", "{": "}"}
#: How many lines, up to the stop, `Stop.recent` yields.
_RECENT = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake in YAML and its fix. Line and column are counted from 1."""

    line: int
    column: int
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The position at which the YAML parser stopped.

    Lines and columns are counted from 0.

    Attributes:
        lines: The lines of the file.
        message: The message of the parser.
        line: The line at which the parser stopped.
        column: The column at which the parser stopped.
        begun: The line and column of the value that the parser was reading, or None if
            unknown.
    """

    lines: list[str]
    message: str
    line: int
    column: int
    begun: tuple[int, int] | None

    @property
    def here(self) -> str:
        """The line at which the parser stopped, or "" at the end of the file."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def lines_until(self) -> Iterator[tuple[int, str]]:
        """Yield the number and text of each line up to the line at which the parser stopped."""
        yield from enumerate(self.lines[: self.line + 1])

    def recent(self) -> Iterator[tuple[int, str]]:
        """Yield the last three lines that the parser read, each with its number.

        The last line comes first. Empty lines and comments are left out.
        """
        filled = (
            (number, line)
            for number, line in reversed([*self.lines_until()])
            if line.strip() and not line.lstrip().startswith("#")
        )
        yield from islice(filled, _RECENT)

    def block_above(self) -> Iterator[tuple[int, str]]:
        """Yield the lines above the point where the parser stopped, with their numbers.

        The nearest line comes first. The generator ends after the first line that is
        not indented.
        """
        for number in range(self.line - 1, -1, -1):
            yield number, self.lines[number]
            if self.lines[number][:1].strip():
                return

    def line_after(self, number: int) -> str:
        """Return the first non-empty line after line `number`, or "" if there is none."""
        for line in self.lines[number + 1 :]:
            if line.strip():
                return line
        return ""


def in_quotes(text: str, longest: int = 40) -> str:
    """Return a text in double quotes, or in single quotes if the text contains double quotes.

    >>> print(in_quotes("Schools use it."), in_quotes('"Schools" use it.'), sep=" or ")
    "Schools use it." or '"Schools" use it.'
    """
    line = shorten(text, longest)
    if '"' not in line and "\\" not in line:
        return f'"{line}"'
    doubled = line.replace("'", "''")
    return f"'{doubled}'"


@cache
def known_keys() -> frozenset[str]:
    """Return every key that is allowed in some record of an extract or of the registry."""
    from msgspec import Struct
    from msgspec.structs import fields

    from inspectgraph.model import extract, registry

    keys: set[str] = set()
    for value in (*vars(extract).values(), *vars(registry).values()):
        if isinstance(value, type) and issubclass(value, Struct):
            keys.update(field.encode_name for field in fields(value))
    return frozenset(keys)
