"""The exceptions of inspectgraph, and the record `Problem` for a fault in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from inspectgraph.model.characters import visible

__all__ = [
    "AnchorError",
    "ClusterError",
    "EngineError",
    "ExportError",
    "ExtractError",
    "InspectGraphError",
    "MemoryLimitError",
    "PlainValue",
    "Problem",
    "QueryError",
    "ShapeError",
    "TimeLimitError",
    "UnreadableError",
    "UsageError",
    "Where",
    "shorten",
]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A source location. Lines and columns are counted from 1.

    Line 0 means the whole file.

    >>> str(Where("extracts/x.yaml", 12, 5))
    'extracts/x.yaml:12:5'
    >>> str(Where("extracts/x.yaml"))
    'extracts/x.yaml'
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.line:
            return f"{self.path}:{self.line}:{self.column}"
        return self.path


def shorten(text: str, longest: int = 60) -> str:
    r"""Shorten a text for a message, and put it on one line.

    >>> shorten("two\nlines")
    'two lines'
    """
    line = visible(" ".join(text[: 4 * longest].split()))
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1]}…"


class PlainValue(str):
    """A number, `true` or `false`, which messages show without quotation marks.

    Messages show a text in quotation marks.
    """

    __slots__ = ()


def _sentence(found: str, expected: str, nearest: str) -> str:
    """Return the message of a problem: the fault, the expected value, and the nearest match."""
    parts = [found]
    if expected:
        parts.append(f"expected {expected}")
    if nearest:
        shown = nearest
        if not isinstance(nearest, PlainValue):
            shown = f"'{nearest}'"
        parts.append(f"did you mean {shown}?")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file: its source location, code, message and proposed fix.

    >>> where, found = Where("x.yaml", 12, 5), "unknown key 'polarty'"
    >>> print(Problem(where, "unknown-key", found, nearest="polarity"))
    x.yaml:12:5: unknown key 'polarty'; did you mean 'polarity'? [unknown-key]
    """

    where: Where
    code: str
    found: str
    expected: str = ""
    nearest: str = ""
    exit_code: int = 1
    count: int = 1  # more than one if this problem counts others that are not shown

    @property
    def sentence(self) -> str:
        """The message without source location and code: the fault and its fix."""
        return _sentence(self.found, self.expected, self.nearest)

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence} [{self.code}]"


class InspectGraphError(Exception):
    """An error that inspectgraph shows to its user as a message, not as a traceback.

    The command line prints the exception and ends with its `exit_code`.
    """

    exit_code = 1

    def __init__(self, code: str, message: str, where: Where | None = None) -> None:
        self.code = code
        self.message = message
        self.where = where
        super().__init__(code, message, where)

    def __str__(self) -> str:
        place = ""
        if self.where:
            place = f"{self.where}: "
        return f"{place}{self.message} [{self.code}]"


class UsageError(InspectGraphError):
    """A wrong argument of a command or function, or two arguments that conflict."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be run: bad SPARQL, or a missing or wrong parameter."""


class UnreadableError(InspectGraphError):
    """A file that cannot be read, such as a missing, encrypted or empty file."""

    exit_code = 3


class TimeLimitError(InspectGraphError):
    """A task that took longer than its time limit."""

    exit_code = 4


class MemoryLimitError(InspectGraphError):
    """A task that needed more memory than its limit."""

    exit_code = 4


class EngineError(InspectGraphError):
    """A query engine that reached its own limit and ended without an answer."""

    exit_code = 4


class ClusterError(InspectGraphError):
    """A cluster that cannot be reached, or that cannot process all reports."""

    exit_code = 4


class AnchorError(InspectGraphError):
    """A quotation that cannot become an anchor, or an anchor without a unique match.

    A valid anchor matches exactly one place in its unit.
    """

    def __init__(
        self,
        code: str,
        found: str,
        expected: str = "",
        nearest: str = "",
        where: Where | None = None,
    ) -> None:
        self.found = found
        self.expected = expected
        self.nearest = nearest
        super().__init__(code, _sentence(found, expected, nearest), where)
        self.args = (code, found, expected, nearest, where)


class ExportError(InspectGraphError):
    """A value of the graph that cannot be written in the export format."""


class ShapeError(InspectGraphError):
    """A shape or a vocabulary in Turtle that is not usable as written."""


class ExtractError(InspectGraphError):
    """An error with all problems found in extracts, lists of units and the registry.

    The text of the error has one line for each problem. The exit code is 3 if a file
    could not be read. Otherwise, the exit code is 1.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, first.sentence, first.where)
        self.args = (self.problems,)
        self.exit_code = max(map(attrgetter("exit_code"), self.problems))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
