"""The limits on time and memory of the process that reads a PDF."""

from __future__ import annotations

from typing import Final

__all__ = ["MEMORY", "TIME_LIMIT"]

#: The most seconds of processor time that reading may take. A report of 2,000 pages
#: takes some 30.
TIME_LIMIT: Final = 120
#: The most bytes of memory that reading may take. A report of 2,000 pages takes a
#: quarter of this.
MEMORY: Final = 1024 * 1024 * 1024
