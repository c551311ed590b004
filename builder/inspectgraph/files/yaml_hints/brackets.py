"""Checks for brackets and commas that are missing or superfluous."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from inspectgraph.files.yaml_hints.stop import CLOSING, KEY_LINE, QUOTED, Cause, Stop
from inspectgraph.model.errors import shorten

__all__ = ["no_comma", "open_bracket", "text_after_bracket"]

#: Two keys or two members in brackets that have only spaces between them.
_NO_COMMA: Final = re.compile(
    r"[{,]\s*[a-z_]+: [^\s,{}\[\]]+( +)([a-z_]+):|[\]}\"x]( +)([^\s,\]}#]+)"
)


class _Bracket(NamedTuple):
    """A bracket and its column in a line, counted from 1."""

    column: int
    sign: str


def open_bracket(stop: Stop) -> Cause | None:
    """Find a bracket that is superfluous, or that is not closed before the next key."""
    for number, line in stop.lines_until():
        opened, wrong = _brackets(line)
        if wrong:
            return _wrong_bracket(number, opened, wrong)
        if opened and _begins_anew(stop.line_after(number)):
            column, sign = opened[-1]
            found = f"the bracket '{sign}' is not closed"
            expected = f"'{CLOSING[sign]}' after {_last_word(line[column:])}"
            return Cause(number + 1, column, found, expected)
    return None


def _begins_anew(line: str) -> bool:
    """Return whether a line is empty, or starts with a key or with `- `.

    After the last line of a file, `line` is "".
    """
    if not line or KEY_LINE.fullmatch(line):
        return True
    return line.lstrip().startswith("- ")


def _masked(line: str) -> str:
    """Return a line in which each character of a quoted text is replaced by the letter x."""
    return QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)


def _last_word(text: str) -> str:
    """Return the last word of a text; a message shows this word.

    The returned word is in quotation marks. The text is the part of a line after a
    bracket. If the text has no word, return "it" without quotation marks.
    """
    words = re.findall(r"[^\s,\[\]{}]+", text.partition(" #")[0])
    if not words:
        return "it"
    return f"'{shorten(words[-1])}'"


def _brackets(line: str) -> tuple[list[_Bracket], _Bracket | None]:
    """Return the unclosed brackets of a line, and its first wrong closing bracket.

    If no closing bracket is wrong, the second result is None.
    """
    found = KEY_LINE.fullmatch(line)
    value = found["rest"].lstrip() if found else line.lstrip(" -")
    opened: list[_Bracket] = []
    if value[:1] not in CLOSING:
        return opened, None
    plain = _masked(line).partition(" #")[0]
    for bracket in map(_Bracket._make, enumerate(plain, 1)):
        if bracket.sign in CLOSING:
            opened.append(bracket)
        elif bracket.sign in CLOSING.values():
            if not opened or CLOSING[opened[-1].sign] != bracket.sign:
                return opened, bracket
            opened.pop()
    return opened, None


def _wrong_bracket(number: int, opened: list[_Bracket], wrong: _Bracket) -> Cause:
    """Return the mistake and the fix for a superfluous or wrong closing bracket."""
    if not opened:
        found = f"the closing bracket '{wrong.sign}' has no opening bracket"
        return Cause(number + 1, wrong.column, found, "no bracket here: delete it")
    found = f"the closing bracket '{wrong.sign}' does not match the opening one"
    return Cause(number + 1, wrong.column, found, f"'{CLOSING[opened[-1].sign]}'")


def no_comma(stop: Stop) -> Cause | None:
    """Find a missing comma between two members in brackets."""
    if "expected ',' or" not in stop.message:
        return None
    for number, line in stop.recent():
        if missing := _NO_COMMA.search(_masked(line)):
            group = 1 if missing[1] else 3
            word = missing[group + 1]
            column = missing.end(group) + 1
            found, expected = (
                f"a comma is missing before '{word}'",
                f"a comma: ', {word}'",
            )
            return Cause(number + 1, column, found, expected)
    return None


def text_after_bracket(stop: Stop) -> Cause | None:
    """Find a value that begins with a bracket and goes on after the closing bracket.

    Such a value is probably a text that needs quotes.
    """
    found = KEY_LINE.fullmatch(stop.here)
    value = found["rest"].strip() if found else ""
    if not found or value[:1] not in CLOSING:
        return None
    if not re.search(r"[\]}]\s*[^\s#,\]}]", value):
        return None
    return Cause(
        stop.line + 1,
        stop.here.index(value) + 1,
        f"words follow the closing bracket in '{found['key']}'",
        "the whole text in quotes",
    )
