"""What the reader's terminal is: how wide, and whether output goes there at all."""

from __future__ import annotations

import shutil
import sys
from typing import Final

__all__ = ["is_terminal", "width"]

#: How wide a table is where nothing says how wide the reader's window is.
_WIDTH: Final = 100


def width() -> int:
    """Return the characters of a line of the reader's terminal."""
    return max(shutil.get_terminal_size((_WIDTH, 0)).columns, 20)


def is_terminal() -> bool:
    """Return whether a person reads what is printed."""
    return sys.stdout.isatty()
