"""The depth of an extract: every statement, or only the grades and the front-page data."""

from __future__ import annotations

from typing import Final

__all__ = ["FULL", "FULL_ONLY", "GRADES"]

#: The depth of an extract that has every statement of the report.
FULL: Final = "full"
#: The depth of an extract that has only the data of the front pages and the grades.
GRADES: Final = "grades"
#: The keys of an extract that only an extract of full depth has.
FULL_ONLY: Final = (
    "read_for",
    "findings",
    "measurements",
    "events",
    "nothing",
    "explained",
)
