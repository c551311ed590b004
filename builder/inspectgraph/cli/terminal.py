"""Find the width of the terminal, and whether standard output is a terminal."""

from __future__ import annotations

import os
import sys
from typing import Final

__all__ = ["is_terminal", "width"]

#: The width of a table if the width of the terminal is unknown.
_WIDTH: Final = 100


def width() -> int:
    """Return the width of the terminal in characters."""
    return max(_columns() or _WIDTH, 20)


def _columns() -> int:
    """Return the width from the variable `COLUMNS` or the terminal; 0 if it is unknown.

    This function replaces `shutil.get_terminal_size`, because the module `shutil` loads
    slowly.
    """
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 0


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()
