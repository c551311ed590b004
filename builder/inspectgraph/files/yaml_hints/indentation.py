"""Checks for lines with the wrong indentation."""

from __future__ import annotations

from inspectgraph.files.yaml_hints.stop import KEY_LINE, Cause, Stop
from inspectgraph.model.errors import shorten
from inspectgraph.model.quantities import quantity

__all__ = ["hyphen_before_report_key", "hyphen_out_of_line", "indentation"]


def hyphen_before_report_key(stop: Stop) -> Cause | None:
    """Find a hyphen before a key at the top level of an extract, such as `- title:`."""
    found = KEY_LINE.fullmatch(stop.here)
    if not found or not stop.line or not stop.here.startswith("- "):
        return None
    key = found["key"]
    return Cause(
        stop.line + 1,
        1,
        f"a hyphen before '{key}' at the beginning of a line",
        f"no hyphen before a key of the report: '{key}:'",
    )


def hyphen_out_of_line(stop: Stop) -> Cause | None:
    """Find a hyphen that is not exactly two columns to the left of the keys below it."""
    found = KEY_LINE.fullmatch(stop.here)
    above = KEY_LINE.fullmatch(stop.lines[stop.line - 1]) if stop.line else None
    if not found or not above:
        return None
    if "-" not in above["before"] or "-" in found["before"]:
        return None
    column = len(found["before"])
    if column < 2 or len(above["before"]) == column:
        return None
    hyphen = above["before"].index("-")
    wanted = quantity(column - 2, "space")
    return Cause(
        stop.line,
        hyphen + 1,
        f"{quantity(hyphen, 'space')} before the hyphen",
        f"{wanted}, so that '{above['key']}' begins where the keys below it do",
    )


def indentation(stop: Stop) -> Cause | None:
    """Find a line that is not indented like the keys or hyphens above it."""
    line = stop.here
    begins = _indent(line)
    columns = _hyphens_above(stop) if _is_member(line) else _keys_above(stop)
    if not columns or begins in columns:
        return None
    nearest = min(columns, key=lambda column: abs(column - begins))
    words = "the hyphen" if _is_member(line) else f"'{shorten(line.strip(), 20)}'"
    return Cause(
        stop.line + 1,
        begins + 1,
        f"{quantity(begins, 'space')} before {words}",
        f"{quantity(nearest, 'space')}, in line with {columns[nearest]}",
    )


def _hyphens_above(stop: Stop) -> dict[int, str]:
    """Describe the hyphens above the point at which the parser stopped.

    The descriptions are keyed by column. If a column has several hyphens, the nearest
    hyphen is described.
    """
    columns: dict[int, str] = {}
    for number, line in stop.block_above():
        if _is_member(line):
            columns.setdefault(_indent(line), f"the hyphen of line {number + 1}")
    return columns


def _keys_above(stop: Stop) -> dict[int, str]:
    """Describe the keys above the point at which the parser stopped.

    The descriptions are keyed by column. If a column has several keys, the nearest key
    is described. The column of a key is the column of its first letter, after any
    hyphen.
    """
    columns: dict[int, str] = {}
    for number, line in stop.block_above():
        if found := KEY_LINE.fullmatch(line):
            name = f"'{found['key']}' of line {number + 1}"
            columns.setdefault(len(found["before"]), name)
    return columns


def _is_member(line: str) -> bool:
    """Return whether a line starts with the hyphen of a list member."""
    return line.lstrip().startswith("- ")


def _indent(line: str) -> int:
    """Return the number of spaces at the start of a line."""
    return len(line) - len(line.lstrip(" "))
