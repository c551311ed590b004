"""Run a validation: check terms and literals first, then check the shapes with pyshacl.

pyshacl reads the store directly, so no copy is made.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Store

from inspectgraph.validate.findings import Finding, Report, Rule, Severity, Term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from inspectgraph.load import Project
    from inspectgraph.validate.allowed_values import ConceptsOf
    from inspectgraph.validate.locate import Places
    from inspectgraph.validate.shacl import Shapes

__all__ = ["placed", "pyshacl_findings", "validate", "without_rdflib_warnings"]


def validate(
    store: Store,
    project: Project | None = None,
    *,
    needs: frozenset[str] | None = None,
    shapes: Shapes | None = None,
) -> Report:
    """Check a store against the shapes, and return a report of the findings.

    Args:
        store: The store of the graph: ontology, registry and reports, each in its own
            named graph.
        project: The source files. If they are not given, findings have no location in a
            YAML file.
        needs: The data that the store contains completely: `report`, `corpus` or
            `ontology`. Shapes that need other data are not checked. By default, all
            shapes are checked.
        shapes: The shapes; by default the shapes of the package.

    Raises:
        ShapeError: If pyshacl cannot use a shape.
    """
    from inspectgraph.validate.allowed_values import concepts_in
    from inspectgraph.validate.locate import Places, graphs_in
    from inspectgraph.validate.shacl import ALL_NEEDS, package_shapes
    from inspectgraph.validate.vocabulary_use import bad_literals, unknown_terms

    shapes, needs = shapes or package_shapes(), needs or ALL_NEEDS
    with without_rdflib_warnings():
        found = [
            *unknown_terms(store),
            *bad_literals(store),
            *pyshacl_findings(store, shapes, needs),
        ]
    places, concepts_of = Places(graphs_in(store), project), concepts_in(store)
    located = [placed(finding, places, concepts_of) for finding in found]
    return Report.of([*_of_files(project, needs), *located], shapes.rules)


def _of_files(project: Project | None, needs: frozenset[str]) -> list[Finding]:
    """Return the warnings about missing settings and about extracts wrongly marked as drafted.

    The list is empty if there is no project, or if `needs` does not include reports.
    """
    from inspectgraph.validate.curation import outdated_methods
    from inspectgraph.validate.project_settings import missing_settings

    if project is None or "report" not in needs:
        return []
    return [*missing_settings(project.settings), *outdated_methods(project)]


@contextmanager
def without_rdflib_warnings() -> Iterator[None]:
    """Silence rdflib's warnings about invalid literals in a `with` block.

    The validation report already lists the invalid literals.
    """
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="rdflib")
            yield
    finally:
        logger.disabled = before


def pyshacl_findings(
    store: Store, shapes: Shapes, needs: frozenset[str]
) -> Iterator[Finding]:
    """Yield the results of pyshacl as findings, without source locations."""
    from inspectgraph.validate.engine_tuning import SH

    results = _results(store, shapes, needs)
    for result in results.objects(None, SH.result):
        yield _finding(results, result, shapes.rules)


def _results(store: Store, shapes: Shapes, needs: frozenset[str]) -> Graph:
    """Run pyshacl on the store, and return the validation report as an rdflib graph."""
    import rdflib
    from pyshacl import validate as pyshacl_validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    from inspectgraph.model.errors import ShapeError
    from inspectgraph.validate.rdflib_view import View

    view = View(store)
    try:
        _, results, text = pyshacl_validate(
            view, shacl_graph=shapes.ready(view, needs), inplace=True
        )
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise ShapeError("bad-shape", str(error)) from error
    if not isinstance(results, rdflib.Graph):
        raise ShapeError("bad-shape", str(text))
    return results


def _finding(results: Graph, result: Node, rules: Mapping[str, Rule]) -> Finding:
    """Convert a pyshacl result to a finding that has no source location yet."""
    from inspectgraph.validate.engine_tuning import SH
    from inspectgraph.validate.rdflib_view import to_store

    focus = results.value(result, SH.focusNode)
    assert focus is not None  # noqa: S101 - SHACL demands one
    value = results.value(result, SH.value)
    shape = _shape(results, result, rules)
    severity = str(results.value(result, SH.resultSeverity)).removeprefix(str(SH))
    messages = map(str, results.objects(result, SH.resultMessage))
    about = to_store(focus)
    return Finding(
        severity=Severity[severity.upper()],
        message=min(messages, default=shape),
        code=shape.rpartition("/")[2],
        shape=shape,
        focus=about.value if isinstance(about, NamedNode) else "",
        path=_path(results, results.value(result, SH.resultPath)),
        value=None if value in (None, focus) else to_store(value),
        component=str(results.value(result, SH.sourceConstraintComponent)),
    )


def _shape(results: Graph, result: Node, rules: Mapping[str, Rule]) -> str:
    """Return the IRI of the constraint or shape that a pyshacl result names.

    If a SPARQL constraint has its own IRI and message, the IRI of this constraint is
    returned. Otherwise the IRI of the shape is returned.
    """
    from inspectgraph.validate.engine_tuning import SH

    constraint = str(results.value(result, SH.sourceConstraint))
    if constraint in rules:
        return constraint
    return str(results.value(result, SH.sourceShape))


def _path(results: Graph, path: Node | None) -> str:
    """Return the IRI of the property in a SHACL path, or "" if there is none.

    For an inverse path, the result is `^` and the IRI. For a sequence path, only the
    first part of the sequence is used.
    """
    from rdflib import RDF, URIRef

    from inspectgraph.validate.engine_tuning import SH

    if path is None or isinstance(path, URIRef):
        return str(path or "")
    first = results.value(path, RDF.first)
    if first is not None:
        return _path(results, first)
    backwards = results.value(path, SH.inversePath)
    if backwards is not None:
        return f"^{backwards}"
    return ""


def placed(finding: Finding, places: Places, concepts_of: ConceptsOf) -> Finding:
    """Return a finding after adding its named graph, its source location and the allowed values."""
    from inspectgraph.validate.allowed_values import with_allowed

    focus: Term = NamedNode(finding.focus) if finding.focus else BlankNode()
    where = places.where(focus, finding.path, finding.value)
    graph = places.graph_of(focus, finding.value)
    return with_allowed(replace(finding, where=where, graph=graph), concepts_of)
