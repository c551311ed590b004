"""Checks for quotation marks that end a text too early, and for missing closing marks."""

from __future__ import annotations

import re

from inspectgraph.files.yaml_hints.stop import KEY_LINE, QUOTED, Cause, Stop, in_quotes
from inspectgraph.model.errors import shorten

__all__ = ["open_quote", "open_quote_inside", "quote_inside"]

#: The words by which messages call a list member without a key.
_MEMBER = "the member"
_MARKS = frozenset({'"', "'"})


def quote_inside(stop: Stop) -> Cause | None:
    """Return the mistake if words follow the closing quotation mark of a text.

    The mistake may be a quotation mark inside the text, which ends the text too early.
    If no words follow a closing quotation mark, return None.
    """
    for number, line in stop.recent():
        key, value = _key_and_value(line)
        whole = QUOTED.match(value)
        if not whole or not value[whole.end() :].split(" #")[0].strip():
            continue
        column = line.index(value) + whole.end()
        return Cause(number + 1, column, *_ended_early(value, whole[0], key))
    return None


def _key_and_value(line: str) -> tuple[str, str]:
    """Return the key and the value of a line.

    If the line is a list member without a key, the first result is 'the member'.
    """
    if found := KEY_LINE.fullmatch(line):
        return found["key"], found["rest"].strip()
    return _MEMBER, re.sub(r"^\s*-\s+", "", line).strip()


def _ended_early(value: str, quoted: str, key: str) -> tuple[str, str]:
    """Return the mistake and the fix for a quotation mark that ends a text too early."""
    rest, mark = value[len(quoted) :], value[0]
    if mark not in rest or rest[0] in {" ", ","}:
        return _words_after_quote(value, key)
    if mark == "'":
        return (
            "an apostrophe inside single quotes ends the text",
            f"the text of '{key}' in double quotes",
        )
    return (
        "a double quote inside double quotes ends the text",
        f"the text of '{key}' in single quotes",
    )


def _words_after_quote(value: str, key: str) -> tuple[str, str]:
    """Return the mistake and the fix for words after a closing quotation mark."""
    example = in_quotes(value.partition(" #")[0].rstrip())
    shown = example if key == _MEMBER else f"{key}: {example}"
    outer = "single" if example[0] == "'" else "double"
    expected = f"{outer} quotes round the whole text: {shown}"
    return f"words follow the closing quote of '{key}'", expected


def open_quote(stop: Stop) -> Cause | None:
    """Find a quotation mark that is not closed before the next key."""
    for number, line in stop.lines_until():
        found = KEY_LINE.fullmatch(line)
        value = found["rest"].strip() if found else ""
        if not found or value[:1] not in _MARKS or QUOTED.match(value):
            continue
        following = stop.line_after(number)
        if following and not KEY_LINE.fullmatch(following):
            continue
        return Cause(
            number + 1,
            line.index(value) + 1,
            f"a quote is not closed, in '{found['key']}'",
            f"{value[0]} at the end of the text",
        )
    return None


def open_quote_inside(stop: Stop) -> Cause | None:
    """Find a quotation mark that is inside a line and is never closed."""
    if "unexpected end of stream" not in stop.message or stop.begun is None:
        return None
    line, column = stop.begun
    value = stop.lines[line][column:] if line < len(stop.lines) else ""
    if value[:1] not in _MARKS:
        return None
    found = "a quote is not closed"
    return Cause(line + 1, column + 1, found, _closing_quote(value))


def _closing_quote(value: str) -> str:
    """Return a description of the place where a closing quotation mark is missing.

    The mark belongs before the next comma or bracket. If there is no comma or bracket,
    it belongs at the end of the text.
    """
    mark, text = value[0], value[1:]
    after = re.search(r"\s*[,\]}]", text)
    if not after:
        return f"{mark} at the end of the text"
    quoted = f"{mark}{shorten(text[: after.start()], 40)}{mark}"
    return f"{mark} before '{after[0].strip()}': {quoted}"
