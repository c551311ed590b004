"""Checks for colons that are missing, doubled, or replaced by a similar character."""

from __future__ import annotations

import re

from inspectgraph.files.yaml_hints.stop import (
    KEY_BEGINS,
    KEY_LINE,
    QUOTED,
    Cause,
    Stop,
    known_keys,
)
from inspectgraph.model.errors import shorten

__all__ = [
    "colon_in_text",
    "no_colon",
    "no_space_after_colon",
    "other_colon",
    "several_keys",
]


def other_colon(stop: Stop) -> Cause | None:
    """Find a full-width colon or an equals sign after a key."""
    for number, line in stop.recent():
        found = re.match(KEY_BEGINS + r"[ ]*([=：﹕꞉])[ ]*(\S?.*)", line)
        if found and found[2] in known_keys():
            expected = f"a colon and a space: '{found[2]}: {shorten(found[4], 30)}'"
            return Cause(
                number + 1,
                found.start(3) + 1,
                f"'{found[3]}' follows the key '{found[2]}'",
                expected,
            )
    return None


def no_space_after_colon(stop: Stop) -> Cause | None:
    """Find a key whose colon has no space after it."""
    for number, line in stop.recent():
        found = re.match(KEY_BEGINS + r":([^\s:/].*)", line)
        if found:
            expected = f"a space after the colon: '{found[2]}: {shorten(found[3], 30)}'"
            return Cause(
                number + 1,
                found.end(2) + 1,
                f"a space is missing after the colon of '{found[2]}'",
                expected,
            )
    return None


def no_colon(stop: Stop) -> Cause | None:
    """Find a key that has no colon after it."""
    for number, line in stop.recent():
        found = re.match(KEY_BEGINS + r"(?:[ ]+(\S.*))?$", line)
        if found and found[2].lower() in known_keys():
            value = f" {shorten(found[3], 30)}" if found[3] else ""
            expected = f"a colon after the key: '{found[2]}:{value}'"
            return Cause(
                number + 1,
                found.end(2) + 1,
                f"the key '{found[2]}' has no colon",
                expected,
            )
    return None


def several_keys(stop: Stop) -> Cause | None:
    """Find two keys in one line, or a mapping that is on one line but has no braces."""
    found = KEY_LINE.fullmatch(stop.here)
    if not found or found["rest"].lstrip()[:1] in {"{", "[", '"', "'"}:
        return None
    second = re.search(r"(?:^| )([a-z_]+): ", QUOTED.sub("", found["rest"]))
    if not second or second[1] not in known_keys():
        return None
    column = stop.here.find(f"{second[1]}:", found.end("key")) + 1
    if not found["rest"].strip().startswith(f"{second[1]}:"):
        expected = f"one key a line: '{second[1]}: …' on a line of its own"
        return Cause(
            stop.line + 1,
            column,
            f"the key '{second[1]}' is on the same line as '{found['key']}'",
            expected,
        )
    shown = f"{found['key']}: {{{shorten(found['rest'].strip(), 40)}}}"
    return Cause(
        stop.line + 1,
        column,
        "a mapping on one line has no braces",
        f"braces round it: '{shown}'",
    )


def colon_in_text(stop: Stop) -> Cause | None:
    """Find a colon and a space inside a text that is not in quotes."""
    found = KEY_LINE.fullmatch(stop.here)
    inside = (
        re.match(r"\s+([^\s\"'\[{#].*?):(?:\s|$)", found["rest"]) if found else None
    )
    if not found or not inside or "mapping values" not in stop.message:
        return None
    column = found.start("rest") + inside.end(1) + 1
    expected = (
        f"the text in double quotes: '{found['key']}:"
        f' "{shorten(found["rest"].strip(), 40)}"\''
    )
    return Cause(
        stop.line + 1,
        column,
        f"the text of '{found['key']}' contains a colon and a space",
        expected,
    )
