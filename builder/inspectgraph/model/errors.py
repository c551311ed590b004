"""The exceptions that inspectgraph raises, and the sentence for each fault of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from inspectgraph.model.characters import visible

__all__ = [
    "AnchorError",
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
    """A place in a file; line and column count from 1, and 0 is the file as a whole.

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
    r"""Return what a message shows of a text from a file: one line, not too long.

    >>> shorten("two\nlines")
    'two lines'
    """
    line = visible(" ".join(text[: 4 * longest].split()))
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1]}…"


class PlainValue(str):
    """A number, or true or false: messages show it without quotes, as an extract has it."""

    __slots__ = ()


def _sentence(found: str, expected: str, nearest: str) -> str:
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
    """One fault of one file: where it is, what was found, what was expected, and the nearest match.

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
    count: int = 1  # more than one for faults that are not shown

    @property
    def sentence(self) -> str:
        """What is wrong and how to fix it, without place and code."""
        return _sentence(self.found, self.expected, self.nearest)

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence} [{self.code}]"


class InspectGraphError(Exception):
    """Any fault that inspectgraph reports to its user instead of a traceback.

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
    """A command or function got an argument that does not exist, or two that do not combine."""

    exit_code = 2


class QueryError(UsageError):
    """A question that cannot be asked: bad SPARQL, or a missing or wrong parameter."""


class UnreadableError(InspectGraphError):
    """A file that cannot be read: missing, not what it claims to be, encrypted, without text."""

    exit_code = 3


class TimeLimitError(InspectGraphError):
    """Something that took longer than it was allowed to."""

    exit_code = 4


class MemoryLimitError(InspectGraphError):
    """Something that needed more memory than it was allowed to use."""

    exit_code = 4


class EngineError(InspectGraphError):
    """The process that answered a query ended without an answer: a limit of the engine itself."""

    exit_code = 4


class AnchorError(InspectGraphError):
    """A quotation that makes no anchor, or an anchor that finds no words or several."""

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
    """A value of the graph that a format cannot hold."""


class ShapeError(InspectGraphError):
    """A shape, or a vocabulary in Turtle, that cannot be used as it is written."""


class ExtractError(InspectGraphError):
    """All faults that a run found in extracts, unit lists and registry.

    Its text is one line a problem; its exit code is 3 where a file could not be read,
    else 1.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, first.sentence, first.where)
        self.args = (self.problems,)
        self.exit_code = max(map(attrgetter("exit_code"), self.problems))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
