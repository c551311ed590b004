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
The files are made by `tests/spoilt/`; the cause and the fix of each code are on the page of [errors](errors.md#codes).

A PDF is read in a process of its own, which may take 1024 MB of memory.
It may take 120 seconds of processor time, or as many as `read --time-limit` says; on Windows the clock counts.
"""

_MARKDOWN_INTRODUCTION = """
## Kinds of Markdown

A file is Markdown unless it is a PDF or its name ends in `.txt` or `.text`; in those, every sign is a word.
The structure is that of CommonMark, with tables and what converters add.
`tests/markdown_cases.py` has an example of each kind with the units that it gives.
"""
#: Kinds of Markdown, what is read of them, and what is told on standard error.
_MARKDOWN = (
    (
        "entities: `&amp;`, `&#163;`, `&#x2013;`",
        "the sign; without a semicolon where browsers read it so",
        "",
    ),
    (
        "footnotes `[^1]` with their definition",
        "the mark is no word; the definition, over several lines, is a note",
        "",
    ),
    ("inline notes `^[...]`", "a note behind the unit", ""),
    (
        "marks `<sup>1</sup>`, `^1^`, `¹`, `[2]`, links to a note",
        "no words, but `m²` and `30<sup>th</sup>` are",
        "",
    ),
    (
        "links, with a title, by reference, automatic",
        "the words of the link; of `<https://...>` the address",
        "",
    ),
    (
        "definitions of link references",
        "nothing, unless a word stands where the address should",
        "",
    ),
    ("images", "nothing", "how many were left out"),
    (
        "tables with bars, with or without outer ones",
        "a row each; the line under the heads is furniture",
        "",
    ),
    (
        "tables in HTML, with blank lines in them",
        "a row each; a first cell over several rows counts once",
        "",
    ),
    ("other blocks of HTML", "headings, items and paragraphs", ""),
    ("comments, scripts, styles", "nothing", ""),
    ("words in angle brackets that are no tag", "words", ""),
    ("numbers `1.`, `1)`, `1\\.`, in bold", "a numbered paragraph", ""),
    ("lists of which every number is the same", "they count on", ""),
    ("numbers in an item of a list", "bullets of the item", ""),
    ("a number that leaps ahead", "a word of the sentence", ""),
    (
        "bullets `-`, `*`, `+`, `\\-`, tasks `[x]`",
        "a bullet; the box of a task is `☒` or `☐`",
        "",
    ),
    (
        "headings with `#` or a line below",
        "a section; a sentence with a line below is none",
        "",
    ),
    ("front matter in YAML or TOML", "furniture", ""),
    ("thematic breaks, marks of pages", "furniture", ""),
    ("line breaks, backslash escapes, emphasis", "the words", ""),
    (
        "block quotes, definition lists, divisions of pandoc",
        "their text as any other",
        "",
    ),
    ("fenced code, code spans", "words as they stand", ""),
    ("indented code", "text: converters indent what is no code", ""),
    (
        "mathematics between dollar signs",
        "the printed signs; two amounts of money are none",
        "",
    ),
    (
        "a fence, comment or HTML table that is never closed",
        "what follows it as if it were not there",
        "its line",
    ),
    (
        "a copy that `read --format md` wrote",
        "the units of the report, with their ids",
        "",
    ),
    (
        "such a copy with a block that has no id",
        "an ordinary text, its ids as words",
        "the line of the block",
    ),
)


def page() -> str:
    """Return the page."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [
        (_kind(row), _said(row["message"], row["code"]), row["exit"]) for row in told
    ]
    head = f"{BANNER}\n\n# Inputs and what is said about them\n{_INTRODUCTION}"
    files = table(("input", "message", "exit code"), rows)
    kinds = table(("kind of Markdown", "what is read", "what is told"), _MARKDOWN)
    return f"{head}\n{files}\n{_MARKDOWN_INTRODUCTION}\n{kinds}\n{section().lstrip()}"


def _kind(row: dict[str, str]) -> str:
    """Return what an input is, and the options it is read with."""
    return f"{row['kind']} ({code(row['options'])})" if row["options"] else row["kind"]


def _said(message: str, fault: str) -> str:
    """Return what is said."""
    return code(f"{message} [{fault}]" if fault else message) if message else ""
