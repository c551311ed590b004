"""The checked graph: a store against the shapes, each finding led back to the line that caused it.

pyshacl judges; it works on the store in place. Before it, terms and literals are looked
at (see `vocabulary_use`). What a shape needs says when it is checked: `report` and
`corpus` with every build, `ontology` too, since the extracts are only as good as the
vocabularies that they name.
"""

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
