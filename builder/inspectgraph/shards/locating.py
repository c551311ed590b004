"""Find the source locations of findings that depend on several reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from inspectgraph.load import Loaded, Project
from inspectgraph.load.project import examine
from inspectgraph.rdf.iris import report_of
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.shards.base import Base
from inspectgraph.validate.allowed_values import concepts_among
from inspectgraph.validate.findings import Finding, Term
from inspectgraph.validate.locate import GraphsAbout, Places
from inspectgraph.validate.run import placed

__all__ = ["located"]


def located(
    findings: Sequence[Finding], base: Base, paths: Iterable[Path]
) -> list[Finding]:
    """Return findings with their source locations.

    Args:
        findings: The findings.
        base: The triples that all reports share.
        paths: The extracts of the project. Only extracts that have a finding are read.
    """
    if not findings:
        return []
    about = {report_of(f"<{finding.focus}>") for finding in findings}
    extracts = [_loaded(path, base) for path in paths if path.stem in about]
    project = Project(base.context, tuple(filter(None, extracts)))
    places = Places(_graphs_about(base), project)
    concepts_of = concepts_among(TripleIndex([*base.ontology, *base.registry]))
    return [placed(finding, places, concepts_of) for finding in findings]


def _loaded(path: Path, base: Base) -> Loaded | None:
    """Return the extract in a file, or None if the extract has problems."""
    file = path.relative_to(base.context.folder).as_posix()
    return examine(path, file, base.context)[0]


def _graphs_about(base: Base) -> GraphsAbout:
    """Return a function that maps a term to the names of the graphs that describe it."""
    registry = {subject for subject, _, _ in base.registry}
    ontology = {subject for subject, _, _ in base.ontology}

    def graphs_about(term: Term) -> set[str]:
        text = str(term)
        found = {report_of(text)} - {""}
        if text in registry:
            found.add("registry")
        if text in ontology:
            found.add("ontology")
        return found

    return graphs_about
