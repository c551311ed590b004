"""Second reading of a report: the grades read again, independently of `inspectgraph.draft`.

The package shares no module and no PDF library with the drafter, so that a grade on which
both agree has been read twice. From the project, it uses only the exceptions of
`inspectgraph.model.errors` and the registry's file of authorities.
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
