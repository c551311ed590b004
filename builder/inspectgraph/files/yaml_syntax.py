"""Turn an error of the YAML parser into a problem with a source location and a hint.

If `yaml_hints` finds the cause of the error, the problem names the cause.
"""

from __future__ import annotations

from yaml import Mark, YAMLError

from inspectgraph.files.text import TextFile
from inspectgraph.files.yaml_hints import Cause, find_cause
from inspectgraph.model.errors import Problem, Where

__all__ = ["syntax_problem"]

#: Words in messages of the YAML parser, each with the fix that we propose.
_HINTS = (
    (
        "mapping values are not allowed",
        "one key a line, and quotes round a text that holds a colon and a space",
    ),
    (
        "cannot start any token",
        "spaces instead of tabs, and quotes round a text that begins with a sign",
    ),
    ("found duplicate anchor", "no anchors"),
    ("undefined alias", "quotes round a text that begins with an asterisk"),
    ("but found another document", "one document a file; delete the line '---'"),
    (
        "did not find expected ',' or",
        "a comma between the members, and a closing bracket",
    ),
    (
        "did not find expected node content",
        "a value, and a closing bracket for every opening one",
    ),
    ("unexpected end of stream", "a closing quote for every opening one"),
    ("could not find expected ':'", "'key: value'"),
    ("did not find expected", "the same indentation for keys that belong together"),
)


def syntax_problem(source: TextFile, error: YAMLError) -> Problem:
    """Return the problem for an error of the YAML parser.

    If a cause is found, the source location is the position of the cause. Otherwise it
    is the position at which the parser stopped.
    """
    message = str(getattr(error, "problem", None) or "it is not YAML")
    stop, begun = _marks(error)
    where = (
        Where(source.file, stop.line + 1, stop.column + 1)
        if stop
        else Where(source.file, 1, 1)
    )
    if "invalid Unicode character escape" in message:
        return _bad_escape(where)
    if "another document" in message:
        return Problem(
            where, "yaml-syntax", "a second document begins here", _hint(message)
        )
    if stop and begun and (cause := _cause(source, message, stop, begun)):
        place = Where(source.file, cause.line, cause.column)
        return Problem(place, "yaml-syntax", cause.found, cause.expected)
    return Problem(where, "yaml-syntax", f"this is not YAML: {message}", _hint(message))


def _marks(error: YAMLError) -> tuple[Mark | None, Mark | None]:
    """Return two positions: the stop of the parser, and the start of a value.

    The parser was reading this value when the parser stopped. If the error gives only
    one position, both results are this position. If the error gives no position, both
    results are None.
    """
    stop = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    if stop is None:
        return begun, begun
    if begun is None:
        return stop, stop
    return stop, begun


def _cause(source: TextFile, message: str, stop: Mark, begun: Mark) -> Cause | None:
    """Return the mistake that stopped the parser, or None if no check finds a mistake."""
    return find_cause(
        source.marked, message, (stop.line, stop.column), (begun.line, begun.column)
    )


def _bad_escape(where: Where) -> Problem:
    """Return the problem for an invalid escape sequence.

    The problem is located two columns before `where`, the position that the parser
    gives.
    """
    return Problem(
        Where(where.path, where.line, where.column - 2),
        "lone-surrogate",
        "an escape stands for only half of a character; write the character itself",
    )


def _hint(message: str) -> str:
    """Return the fix that belongs to a message of the parser, or "" if none is known."""
    for words, hint in _HINTS:
        if words in message:
            return hint
    return ""
