"""Warn about extracts that are marked `drafted` although all their values are confirmed.

The check reads the extract files, because the graph does not show every draft mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.load import Project
from inspectgraph.model.errors import Problem
from inspectgraph.model.extract import Extract
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["outdated_methods"]


def outdated_methods(project: Project) -> Iterator[Finding]:
    """Yield a warning for each extract that is marked `drafted` but has no unconfirmed values."""
    for loaded in project.extracts:
        extract = loaded.extract
        if extract.curation.method == "drafted" and not _has_drafts(extract):
            problem = Problem(
                loaded.where(("curation", "method")),
                "method-outdated",
                "the method 'drafted' in an extract that no longer has draft values",
                "the method drafted-and-confirmed, and the date under 'finished'",
            )
            yield Finding(
                Severity.WARNING,
                problem.sentence,
                problem.code,
                where=problem.where,
                graph=extract.report,
            )


def _has_drafts(extract: Extract) -> bool:
    """Return whether an extract has an unconfirmed value or an open question."""
    return extract.drafted is not None or any(
        statement.draft for statement in extract.statements
    )
