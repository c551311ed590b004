"""Write several values into one cell of a table, with a separator between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inspectgraph.model.errors import ExportError, shorten

__all__ = ["SEPARATOR", "holds_separator", "join_values"]

#: The text between two values. No text of an extract or of the registry may contain it.
SEPARATOR: Final = " || "


def holds_separator(text: str) -> bool:
    """Return whether a text contains the separator of cells with several values.

    In a cell, such a text would look like two values. Two bars `||` are a separator if
    each side of them is a space, or the start or end of the text.

    >>> [holds_separator(text) for text in ("Trust || Board", "Trust ||", "a||b")]
    [True, True, False]
    """
    return SEPARATOR in f" {text} "


def join_values(values: Iterable[str]) -> str:
    """Return the text of a cell with several values.

    Raises:
        ExportError: If a value contains the separator.
    """
    every = tuple(values)
    for value in every:
        if holds_separator(value):
            found = f"the value '{shorten(value)}' contains '{SEPARATOR.strip()}'"
            raise ExportError(
                "list-separator",
                f"{found}, which separates values in tables; remove it from the"
                " name and build again, or export a format other than csv",
            )
    return SEPARATOR.join(every)
