"""Warn about a project that lacks settings for publishing its graph."""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.files.project import SETTINGS
from inspectgraph.model.errors import Problem, Where
from inspectgraph.model.quantities import listed
from inspectgraph.model.settings import Settings
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["missing_settings"]

#: The keys without which a graph should not be published.
_NEEDED = ("publisher", "base", "licence")


def missing_settings(settings: Settings) -> Iterator[Finding]:
    """Yield a warning if a project lacks settings that its published graph needs."""
    missing = [key for key in _NEEDED if getattr(settings, key) is None]
    if missing:
        names = listed(f"'{key}'" for key in missing)
        keys, them = ("key", "it") if len(missing) == 1 else ("keys", "them")
        found = (
            f"the settings lack the {keys} {names} for the published graph; add {them} to"
            f" {SETTINGS}"
        )
        problem = Problem(Where(SETTINGS), "missing-settings", found)
        yield Finding(
            Severity.WARNING, problem.sentence, problem.code, where=problem.where
        )
