"""Checks for tabs, unusual spaces, dashes, and special signs at the start of a text."""

from __future__ import annotations

import re

from inspectgraph.files.yaml_hints.stop import KEY_LINE, Cause, Stop
from inspectgraph.model.characters import character
from inspectgraph.model.errors import shorten

__all__ = ["leading_sign", "odd_space", "tab", "wrong_dash"]

#: Signs that people and word processors write instead of the hyphen of a list.
_WRONG_DASHES = "–—−‐‑•·*"


def tab(stop: Stop) -> Cause | None:
    """Find a tab in the indentation, where YAML allows only spaces."""
    for number, line in stop.recent():
        indentation = re.match(r"[ ]*(?:-[ ]*)?\t+", line)
        if indentation:
            column = line.index("\t") + 1
            expected = (
                "a space instead of the tab"
                if "-" in indentation[0]
                else _spaces(stop, number)
            )
            return Cause(number + 1, column, f"a tab at column {column}", expected)
    return None


def _spaces(stop: Stop, number: int) -> str:
    """Describe the indentation that a line needs.

    It is the indentation of the nearest key above.
    """
    for line in reversed(stop.lines[:number]):
        if found := KEY_LINE.fullmatch(line):
            return (
                f"no tab, and {len(found['before'])} spaces before the key, in line"
                f" with '{found['key']}' above"
            )
    return "spaces and no tab before the key"


def odd_space(stop: Stop) -> Cause | None:
    """Find an unusual space, such as a no-break space, where YAML needs a plain space.

    The check covers the indentation, and spaces after a hyphen or a colon.
    """
    for number, line in stop.recent():
        found = re.match(
            r"[ ]*-?[ ]*(?P<odd>[^\S \t])|[ ]*(?:- +)?[A-Za-z_]+:(?P<after>[^\S \t])",
            line,
        )
        if found:
            column = found.end()
            sign = line[column - 1]
            count = len(line[column - 1 :]) - len(line[column - 1 :].lstrip(sign))
            if count > 1:
                odd = f"{character(sign)}, {count} times from column {column} on"
                return Cause(
                    number + 1, column, odd, f"{count} plain spaces in their place"
                )
            return Cause(
                number + 1,
                column,
                f"{character(sign)} at column {column}",
                "a plain space in its place",
            )
    return None


def wrong_dash(stop: Stop) -> Cause | None:
    """Find a dash or bullet in place of a hyphen, or a hyphen that lacks a space."""
    for number, line in stop.recent():
        if found := re.match(rf"(\s*)([{_WRONG_DASHES}])\s*[A-Za-z_]+:", line):
            column = found.end(1) + 1
            expected = "a hyphen and a space before a member of a list: '- '"
            return Cause(
                number + 1,
                column,
                f"{character(found[2])} at column {column}",
                expected,
            )
        if found := re.match(r"([ ]*)-([A-Za-z_]+):(?=\s|$)", line):
            expected = f"a space after the hyphen: '- {found[2]}: …'"
            return Cause(
                number + 1,
                found.end(1) + 1,
                f"a hyphen without a space before '{found[2]}'",
                expected,
            )
    return None


def leading_sign(stop: Stop) -> Cause | None:
    """Find a text that begins with a sign such as `@` or `%` but is not in quotes.

    In YAML, these signs have a special meaning.
    """
    found = KEY_LINE.fullmatch(stop.here)
    value = found["rest"].strip() if found else ""
    if not found or value[:1] not in set("@`%*&!|>?-,#"):
        return None
    column = stop.here.index(value, found.end("key")) + 1
    expected = f"the text in double quotes: '{found['key']}: \"{shorten(value, 40)}\"'"
    return Cause(
        stop.line + 1,
        column,
        f"a text that begins with the sign '{value[0]}'",
        expected,
    )
