"""Second reading: read the grades of a report again, independently of the drafter.

The drafter is the package `inspectgraph.draft`. The two packages share no code that
reads reports, and they use different PDF libraries. So if both find the same grade, two
independent programs have read it. This package uses only two parts of the project: the
exceptions in `inspectgraph.model.errors`, and the registry's file of authorities.
"""

from __future__ import annotations

from inspectgraph.second_reading.records import (
    Doubt,
    Period,
    ReadGrade,
    Reading,
)
from inspectgraph.second_reading.report import VERSION, read, read_pages
from inspectgraph.second_reading.title import registered_names

__all__ = [
    "VERSION",
    "Doubt",
    "Period",
    "ReadGrade",
    "Reading",
    "read",
    "read_pages",
    "registered_names",
]
