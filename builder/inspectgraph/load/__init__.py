"""Extracts, lists of units and registry → typed records, with every problem in its place.

`load` owns the form of a file and its references; what a statement may mean is left to
the shapes, so that each fault is reported once. Nothing is raised before all files have
been checked.
"""

from __future__ import annotations

from inspectgraph.load.project import (
    RESERVED,
    Context,
    Loaded,
    Project,
    load_context,
    load_extract,
    load_project,
    problems_of,
    records_of,
)

__all__ = [
    "RESERVED",
    "Context",
    "Loaded",
    "Project",
    "load_context",
    "load_extract",
    "load_project",
    "problems_of",
    "records_of",
]
