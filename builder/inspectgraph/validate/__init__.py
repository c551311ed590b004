"""Validate a graph against the SHACL shapes, and locate the findings in the sources."""

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
