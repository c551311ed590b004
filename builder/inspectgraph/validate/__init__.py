"""Validate a graph against SHACL shapes, and locate the findings in the source files."""

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
