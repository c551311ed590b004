"""Small pieces of Markdown that the generated pages share."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["BANNER", "cell", "code", "heading", "table"]

#: The first line of each page, which warns against changing it.
BANNER = "<!-- Written by docs/generate.py; run `make docs` after a change. -->"


def heading(level: int, text: str) -> str:
    """Return a Markdown heading with a line break before and after it."""
    return f"\n{'#' * level} {text}\n"


def code(text: str) -> str:
    """Return a text as inline code; if it contains backticks, the fence is longer."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def cell(text: str) -> str:
    """Return a text for a table cell: on one line, and with vertical bars escaped."""
    return " ".join(text.split()).replace("|", "\\|")


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    names = list(columns)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return (
        "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)
        + "\n"
    )
