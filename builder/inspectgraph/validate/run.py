"""The checked graph: a store against the shapes, each finding led back to the line that caused it.

pyshacl judges; it works on the store in place. Before it, terms and literals are looked
at (see `vocabulary_use`). What a shape needs says when it is checked: `report` and
`corpus` with every build, `ontology` too, since the extracts are only as good as the
vocabularies that they name.
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
    from inspectgraph.validate.locate import Places
    from inspectgraph.validate.shacl import Shapes

__all__ = [
    "validate",
]


def validate(
    store: Store,
    project: Project | None = None,
    *,
    needs: frozenset[str] | None = None,
    shapes: Shapes | None = None,
) -> Report:
    """Check a store against the shapes.

    Args:
        store: The graph: ontology, registry and reports, each in its named graph.
        project: Where it came from; without it no finding can name a line of an extract or of the registry.
        needs: Which shapes to check: those that need a `report`, the `corpus`, the `ontology`; all when not
            given.
        shapes: The shapes; those of the package when not given.

    Raises:
        ShapeError: If a shape cannot be used as it is written.
    """
    from inspectgraph.validate.curation import outdated_methods
    from inspectgraph.validate.locate import Places
    from inspectgraph.validate.shacl import ALL_NEEDS, read_shapes
    from inspectgraph.validate.vocabulary_use import bad_literals, unknown_terms

    shapes = shapes or read_shapes()
    with _without_talk():
        found = [
            *unknown_terms(store),
            *bad_literals(store),
            *_broken(store, shapes, needs),
        ]
    outdated = (
        list(outdated_methods(project))
        if project and "report" in (needs or ALL_NEEDS)
        else []
    )
    if not found and not outdated:
        return Report()
    places = Places(store, project)
    return Report.of(
        [*outdated, *(_placed(finding, places) for finding in found)], shapes.rules
    )


@contextmanager
def _without_talk() -> Iterator[None]:
    """Keep rdflib from telling of each literal that is not valid: the report does."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="rdflib")
            yield
    finally:
        logger.disabled = before


def _broken(
    store: Store, shapes: Shapes, needs: frozenset[str] | None
) -> Iterator[Finding]:
    """Yield what pyshacl finds."""
    import rdflib
    from pyshacl import validate as pyshacl_validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    from inspectgraph.model.errors import ShapeError
    from inspectgraph.validate.rdflib_view import View
    from inspectgraph.validate.shacl import ALL_NEEDS, SH

    view = View(store)
    try:
        _, results, text = pyshacl_validate(
            view, shacl_graph=shapes.ready(view, needs or ALL_NEEDS), inplace=True
        )
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise ShapeError("bad-shape", str(error)) from error
    if not isinstance(results, rdflib.Graph):
        raise ShapeError("bad-shape", str(text))
    for result in results.objects(None, SH.result):
        yield _finding(results, result, shapes.rules)


def _finding(results: Graph, result: Node, rules: Mapping[str, Rule]) -> Finding:
    """Return a result of pyshacl as a finding, without its place."""
    from inspectgraph.validate.rdflib_view import to_store
    from inspectgraph.validate.shacl import SH

    def said(term: Node) -> Node | None:
        return results.value(result, term)

    constraint, source = said(SH.sourceConstraint), said(SH.sourceShape)
    shape = str(constraint) if str(constraint) in rules else str(source)
    focus, value, severity = (
        said(SH.focusNode),
        said(SH.value),
        str(said(SH.resultSeverity)),
    )
    assert focus is not None  # noqa: S101 - SHACL demands one
    messages = sorted(map(str, results.objects(result, SH.resultMessage)))
    about = to_store(focus)
    return Finding(
        severity=Severity[severity.removeprefix(str(SH)).upper()],
        message=messages[0] if messages else shape,
        code=shape.rpartition("/")[2],
        shape=shape,
        focus=about.value if isinstance(about, NamedNode) else "",
        path=_path(results, said(SH.resultPath)),
        value=None if value is None or value == focus else to_store(value),
        component=str(said(SH.sourceConstraintComponent)),
    )


def _path(results: Graph, path: Node | None) -> str:
    """Return the path of a result: a property, or a property backwards; of a sequence, the first."""
    from rdflib import RDF, URIRef

    from inspectgraph.validate.shacl import SH

    if path is None:
        return ""
    if isinstance(path, URIRef):
        return str(path)
    first = results.value(path, RDF.first)
    if first is not None:
        return _path(results, first)
    backwards = results.value(path, SH.inversePath)
    return f"^{backwards}" if backwards is not None else ""


def _placed(finding: Finding, places: Places) -> Finding:
    """Return a finding with its named graph and its line."""
    from inspectgraph.validate.allowed_values import with_allowed

    focus: Term = NamedNode(finding.focus) if finding.focus else BlankNode()
    where = places.where(focus, finding.path, finding.value)
    placed = replace(finding, where=where, graph=places.graph_of(focus, finding.value))
    return with_allowed(placed, places.store)
