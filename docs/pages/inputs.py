"""The reference page on inputs: kinds of files for a curator, with the messages about them."""

from __future__ import annotations

import csv
from pathlib import Path

from pages.layouts import section
from pages.markdown import BANNER, code, table

__all__ = ["page"]

_TABLE = Path(__file__).parents[2] / "tests" / "spoilt" / "expected.tsv"
_INTRODUCTION = """
The messages of `inspectgraph read` and `inspectgraph draft` about kinds of files. A message is one line after the name of the file.
The table also has files without a fault, for comparison: they give exit code 0, and some of them a remark.
The modules in `tests/spoilt/` make these files; the cause and the fix of each code are on the page of [errors](errors.md#codes).

Each PDF is read in a separate process, with a limit of 1024 MB of memory.
The limit of processor time is 120 seconds, or the value of `read --time-limit`; on Windows, elapsed time counts instead.
"""

_MARKDOWN_INTRODUCTION = """
## Kinds of Markdown

A file is read as Markdown unless it is a PDF or its name ends in `.txt` or `.text`.
In a file that ends in `.txt` or `.text`, no sign is treated as markup.
Furniture is text that belongs to no section, such as a page header.
The structure is the structure of CommonMark, with tables and with the additions of common converters.
`tests/markdown_cases.py` has an example of each kind with the units that it gives.
"""
#: Kinds of Markdown, what is read of them, and the remark on standard error.
_MARKDOWN = (
    (
        "entities: `&amp;`, `&#163;`, `&#x2013;`",
        "the sign; the semicolon may be missing where browsers accept this",
        "",
    ),
    (
        "footnotes `[^1]` with their definition",
        "the text without the mark; the definition, of one or more lines, as a note",
        "",
    ),
    ("inline notes `^[...]`", "a note behind the unit", ""),
    (
        "footnote marks `<sup>1</sup>`, `^1^`, `¹`, `[2]`, links to a note",
        "the text without the mark; `m²` and `30<sup>th</sup>` are kept as words",
        "",
    ),
    (
        "links, with a title, by reference, automatic",
        "the words of the link; for `<https://...>`, the address",
        "",
    ),
    (
        "definitions of link references",
        "nothing, unless there is a word in the place of the address",
        "",
    ),
    ("images", "nothing", "how many were left out"),
    (
        "tables with bars, with or without a bar at both ends of a line",
        "one unit for each row; the line under the header row is furniture",
        "",
    ),
    (
        "tables in HTML, with blank lines in them",
        "one unit for each row; a first cell that spans several rows is read once",
        "",
    ),
    ("other blocks of HTML", "headings, items and paragraphs", ""),
    ("comments, scripts, styles", "nothing", ""),
    ("words in angle brackets that are not a tag", "words", ""),
    ("numbers `1.`, `1)`, `1\\.`, in bold", "a numbered paragraph", ""),
    ("lists in which every item has the same number", "items numbered in sequence", ""),
    ("numbers in an item of a list", "bullets of the item", ""),
    ("a number far ahead of the sequence", "a word of the sentence", ""),
    (
        "bullets `-`, `*`, `+`, `\\-`, tasks `[x]`",
        "a bullet; the box of a task is `☒` or `☐`",
        "",
    ),
    (
        "headings with `#` or a line below",
        "a section; a sentence with a line below is not a heading",
        "",
    ),
    ("front matter in YAML or TOML", "furniture", ""),
    ("thematic breaks, marks of pages", "furniture", ""),
    ("line breaks, backslash escapes, emphasis", "the words", ""),
    (
        "block quotes, definition lists, divisions of pandoc",
        "their text, like any other text",
        "",
    ),
    ("fenced code, code spans", "words as they stand", ""),
    (
        "indented code",
        "ordinary text, since converters also indent text that is not code",
        "",
    ),
    (
        "mathematics between dollar signs",
        "the printed signs; two amounts in dollars are not mathematics",
        "",
    ),
    (
        "a fence, comment or HTML table that is never closed",
        "the text after it; the sign that opens it is ignored",
        "the line on which it begins",
    ),
    (
        "a copy that `read --format md` wrote",
        "the units of the report, with their ids",
        "",
    ),
    (
        "such a copy with a block that has no id",
        "an ordinary report, with the ids as words of the text",
        "the line of the block",
    ),
)


def page() -> str:
    """Return the text of the page on inputs."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [
        (_kind(row), _said(row["message"], row["code"]), row["exit"]) for row in told
    ]
    head = f"{BANNER}\n\n# Inputs and their messages\n{_INTRODUCTION}"
    files = table(("input", "message", "exit code"), rows)
    kinds = table(("kind of Markdown", "what is read", "remark"), _MARKDOWN)
    return f"{head}\n{files}\n{_MARKDOWN_INTRODUCTION}\n{kinds}\n{section().lstrip()}"


def _kind(row: dict[str, str]) -> str:
    """Return the kind of an input, followed by the options with which it is read."""
    return f"{row['kind']} ({code(row['options'])})" if row["options"] else row["kind"]


def _said(message: str, fault: str) -> str:
    """Return a message and its error code as inline code; an empty message stays empty."""
    return code(f"{message} [{fault}]" if fault else message) if message else ""
