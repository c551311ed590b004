"""Compare two versions of a graph to find added, withdrawn and changed statements."""

from inspectgraph.diff.changes import GraphChange, changes
from inspectgraph.diff.entries import Change, Entry, Field, Value, described
from inspectgraph.diff.patch import patch
from inspectgraph.diff.render import as_json, as_text
from inspectgraph.diff.versions import Version, open_version

__all__ = [
    "Change",
    "Entry",
    "Field",
    "GraphChange",
    "Value",
    "Version",
    "as_json",
    "as_text",
    "changes",
    "described",
    "open_version",
    "patch",
]
