"""The named questions: SPARQL queries with a header, in files `queries/<name>.rq`.

A header line is `#+ key: value`. For a parameter such as `theme`, the query has a
variable `?given_theme`. SELECT lists this variable after the columns of the answer. The
value of the parameter is bound to the variable as an RDF term. So the value never
becomes part of the query's text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

from inspectgraph.files.package_data import data_folder
from inspectgraph.model.errors import QueryError, shorten
from inspectgraph.model.suggest import nearest

__all__ = [
    "GIVEN",
    "Parameter",
    "Question",
    "did_you_mean",
    "question",
    "questions",
    "read_question",
]

#: The beginning of the name of a parameter's variable.
GIVEN: Final = "given_"

_LINE = re.compile(r"#\+ ([a-z]+): (.+)")
_PARAMETER = re.compile(
    r"([a-z_]+) \(([a-z ]+?)(?:, (optional|default ([^)]+)))?\) – (.+)"
)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ONE_EACH: Final = ("title", "question", "columns", "example")
#: The last words of the names of columns that hold grades.
_GRADES: Final = frozenset({"grade", "grades"})
_KEYS: Final = (
    *_ONE_EACH,
    "dated",
    "depth",
    "differs",
    "parameters",
    "statements",
    "theme",
)
#: The beginning of a header value that names the question that lists what is counted.
_COMMAND: Final = "`inspectgraph query "


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named question, as the header of the question declares it.

    `kinds` are the kinds of values allowed, such as `authority` or `integer`.
    """

    name: str
    kinds: tuple[str, ...]
    description: str
    required: bool
    default: str = ""

    @property
    def variable(self) -> str:
        """The name of the query variable that gets the value of this parameter.

        The name has no question mark.
        """
        return GIVEN + self.name


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its header, and its query as text.

    `theme` is the slug of the answer's theme. If a parameter gives the theme, `theme`
    is the word `parameter`, a space, and the name of the parameter. The answer may have
    no row for a report. If this report was read in full for the theme, the report has
    no statement on the theme.

    `depth` is `grades` if the question needs only the grades of a report. Otherwise,
    `depth` is `full`.

    `statements` is a sentence for a question whose rows do not have the ids of
    statements. The sentence explains how to list the statements that a row counts, or
    why the rows have no statements. For any other question, `statements` is empty.

    `dated` has the slugs of frameworks. The question leaves out inspections under these
    frameworks if the days of fieldwork are not known.

    `differs` has a text for each engine whose rows differ from those of the project's
    own engine. The text gives the name and version of the engine, and the reason.
    """

    name: str
    title: str
    question: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    example: str
    theme: str
    depth: str
    text: str
    statements: str = ""
    dated: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    @property
    def shows_grades(self) -> bool:
        """Whether the answer has a column whose name ends in the word `grade` or `grades`."""
        return any(name.rpartition("_")[2] in _GRADES for name in self.columns)

    @property
    def counted(self) -> str:
        """The sentence that explains how to list the counted statements, or ""."""
        return self.statements if self.statements.startswith(_COMMAND) else ""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter with the given name.

        Raises:
            QueryError: If the question has no such parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if name in known:
            return known[name]
        hint = did_you_mean(name, known)
        if not hint:
            hint = f"; it has {', '.join(known) or 'none'}"
        raise QueryError(
            "unknown-parameter",
            f"the question '{self.name}' has no parameter '{shorten(name)}'{hint}",
        )


@cache
def questions() -> tuple[Question, ...]:
    """Return all named questions of the package, sorted by name."""
    found: list[Question] = []
    for file in data_folder("inspectgraph.queries").iterdir():
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            found.append(read_question(file.name.removesuffix(".rq"), text))
    return tuple(sorted(found, key=attrgetter("name")))


@cache
def question(name: str) -> Question:
    """Return the question with the given name.

    Raises:
        QueryError: If there is no question with this name.
    """
    if _NAME.fullmatch(name):
        file = data_folder("inspectgraph.queries") / f"{name}.rq"
        if file.is_file():
            return read_question(name, file.read_text(encoding="utf-8"))
    known = {one.name: one for one in questions()}
    hint = did_you_mean(name, known)
    if not hint:
        hint = "; `inspectgraph questions` lists them all"
    message = f"there is no question '{shorten(name)}'{hint}"
    raise QueryError("unknown-question", message)


def did_you_mean(value: str, options: Collection[str]) -> str:
    """Return the end of a message that proposes the most similar option, or ""."""
    near = nearest(value, options)
    if near:
        return f"; did you mean '{near}'?"
    return ""


def read_question(name: str, text: str) -> Question:
    """Read a question from the text of its file.

    Raises:
        QueryError: If the header lacks a key, has an unknown key, or has a malformed
            line.
    """
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("#+"):
            key, value = _header_line(name, line)
            header.setdefault(key, []).append(value)
    for key in (*_ONE_EACH, "parameters"):
        if key not in header:
            message = f"the question '{name}' has no header line '{key}'"
            raise QueryError("bad-header", message)
    parameters: list[Parameter] = []
    for value in header["parameters"]:
        if value != "none":
            parameters.append(_parameter(name, value))
    return Question(
        name=name,
        **_single(header),
        columns=_names(header["columns"]),
        parameters=tuple(parameters),
        theme=header.get("theme", [""])[0],
        depth=header.get("depth", ["full"])[0],
        text=text,
        statements=header.get("statements", [""])[0],
        dated=_names(header.get("dated", ())),
        differs=tuple(header.get("differs", ())),
    )


def _names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in header values; a comma and a space separate them."""
    return tuple(name for value in values for name in value.split(", "))


def _single(header: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the title, question and example from the header of a named question."""
    return {key: header[key][0] for key in ("title", "question", "example")}


def _header_line(name: str, line: str) -> tuple[str, str]:
    """Split a header line into key and value.

    Raises:
        QueryError: If the line is malformed or its key unknown.
    """
    found = _LINE.fullmatch(line.rstrip())
    if found is None or found[1] not in _KEYS:
        raise QueryError(
            "bad-header",
            f"the question '{name}' has a malformed header line: {line}",
        )
    return found[1], found[2]


def _parameter(name: str, value: str) -> Parameter:
    """Read a parameter from its header line.

    Args:
        name: The name of the question, for messages.
        value: The value of the header line.

    Raises:
        QueryError: If the value is malformed.
    """
    found = _PARAMETER.fullmatch(value)
    if found is None:
        raise QueryError(
            "bad-header",
            f"the question '{name}' has a malformed parameter: {value}",
        )
    parameter, kinds, mode, default, description = found.groups()
    return Parameter(
        parameter, tuple(kinds.split(" or ")), description, mode is None, default or ""
    )
