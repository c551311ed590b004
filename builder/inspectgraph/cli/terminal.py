"""The width of the terminal, and whether standard output is a terminal."""

from __future__ import annotations

import shutil
import sys
from typing import Final

__all__ = ["is_terminal", "width"]

#: The width of a table if the width of the terminal is unknown.
_WIDTH: Final = 100


def width() -> int:
    """Return the width of the terminal in characters, at least 20."""
    return max(shutil.get_terminal_size((_WIDTH, 0)).columns, 20)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()
