"""Validate a graph against the shapes, and find the line that caused each finding."""

from __future__ import annotations

from inspectgraph.validate.findings import Finding, Report, Rule, Severity
from inspectgraph.validate.run import validate

__all__ = [
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "validate",
]
