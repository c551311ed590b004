"""The page of inputs: what is said about each kind of file that a curator may give, as the tests demand it."""

from __future__ import annotations

import csv
from pathlib import Path

from pages.layouts import section
from pages.markdown import BANNER, code, table

__all__ = ["page"]

_TABLE = Path(__file__).parents[2] / "tests" / "spoilt" / "expected.tsv"
_INTRODUCTION = """
What `inspectgraph read` and `inspectgraph draft` say about a file, in one line after its name.
Whole files that stand in the table set the measure: they give exit code 0, and some a remark.
The files are made by `tests/spoilt/`; cause and cure of each code are told on the page of [errors](errors.md#codes).

A PDF is read in a process of its own, which may take 1024 MB of memory.
It may take 120 seconds, or as many as `read --time-limit` says.
"""


def page() -> str:
    """Return the page."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [(_kind(row), _said(row["message"], row["code"]), row["exit"]) for row in told]
    head = f"{BANNER}\n\n# Inputs and what is said about them\n{_INTRODUCTION}"
    return "\n".join((head, table(("input", "message", "exit code"), rows), section().lstrip("\n")))


def _kind(row: dict[str, str]) -> str:
    """Return what an input is, and the options it is read with."""
    return f"{row['kind']} ({code(row['options'])})" if row["options"] else row["kind"]


def _said(message: str, fault: str) -> str:
    """Return what is said."""
    return code(f"{message} [{fault}]" if fault else message) if message else ""
