"""What the extracts themselves say about their curation that is no longer so: nothing of it is in the graph."""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.load import Project
from inspectgraph.model.errors import Problem
from inspectgraph.model.extract import Extract
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["outdated_methods"]


def outdated_methods(project: Project) -> Iterator[Finding]:
    """Yield a warning for each extract that is called drafted though all of it is confirmed."""
    for loaded in project.extracts:
        if loaded.extract.curation.method == "drafted" and not _has_drafts(
            loaded.extract
        ):
            problem = Problem(
                loaded.where(("curation", "method")),
                "method-outdated",
                "the method 'drafted', though nothing of the extract is marked as"
                " drafted any more",
                "drafted-and-confirmed, and under 'finished' the day",
            )
            report = loaded.extract.report
            yield Finding(
                Severity.WARNING,
                problem.sentence,
                problem.code,
                where=problem.where,
                graph=report,
            )


def _has_drafts(extract: Extract) -> bool:
    """Return whether anything of an extract is unconfirmed, questions included."""
    return extract.drafted is not None or any(
        statement.draft for statement in extract.statements
    )
