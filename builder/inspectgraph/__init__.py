"""A knowledge graph of inspections of England's children's services.

The public names are listed here and imported when they are first used, so that `import
inspectgraph` loads no library. The functions `build` and `validate` are in modules with
the same names: `from inspectgraph.build import build`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from inspectgraph.anchors.report_checks import verify_project
    from inspectgraph.anchors.seal import seal_text
    from inspectgraph.build import assemble
    from inspectgraph.draft import draft_report
    from inspectgraph.draw import pages, pictures
    from inspectgraph.export import exported
    from inspectgraph.export.published_set import published
    from inspectgraph.files.project import graphs_folder, required_project
    from inspectgraph.interactive.opened import OpenGraph
    from inspectgraph.interactive.opened import open as open  # noqa: A004 - public
    from inspectgraph.load import load_extract, load_project
    from inspectgraph.model.anchor import look_up, seal
    from inspectgraph.model.errors import ExtractError, InspectGraphError
    from inspectgraph.model.unit_text import UnitText
    from inspectgraph.populate.report import populate_report
    from inspectgraph.query import ask, ask_sparql, questions
    from inspectgraph.query.answer import Answer
    from inspectgraph.rdf.inference import infer
    from inspectgraph.rdf.store import open_published
    from inspectgraph.read import read_report, read_text
    from inspectgraph.store.published import open_graph

# `open` is public as well, but a star import must not hide Python's own.
__all__ = [
    "Answer",
    "ExtractError",
    "InspectGraphError",
    "OpenGraph",
    "UnitText",
    "__version__",
    "ask",
    "ask_sparql",
    "assemble",
    "draft_report",
    "exported",
    "graphs_folder",
    "infer",
    "load_extract",
    "load_project",
    "look_up",
    "open_graph",
    "open_published",
    "pages",
    "pictures",
    "populate_report",
    "published",
    "questions",
    "read_report",
    "read_text",
    "required_project",
    "seal",
    "seal_text",
    "verify_project",
]

__version__ = "0.1.0"

#: The module that defines each public name.
_MODULES: Final = {
    "Answer": "query.answer",
    "ExtractError": "model.errors",
    "InspectGraphError": "model.errors",
    "OpenGraph": "interactive.opened",
    "UnitText": "model.unit_text",
    "ask": "query",
    "ask_sparql": "query",
    "assemble": "build",
    "draft_report": "draft",
    "exported": "export",
    "graphs_folder": "files.project",
    "infer": "rdf.inference",
    "load_extract": "load",
    "load_project": "load",
    "look_up": "model.anchor",
    "open": "interactive.opened",
    "open_graph": "store.published",
    "open_published": "rdf.store",
    "pages": "draw",
    "pictures": "draw",
    "populate_report": "populate.report",
    "published": "export.published_set",
    "questions": "query",
    "read_report": "read",
    "read_text": "read",
    "required_project": "files.project",
    "seal": "model.anchor",
    "seal_text": "anchors.seal",
    "verify_project": "anchors.report_checks",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module 'inspectgraph' has no attribute {name!r}")
    return getattr(import_module(f"inspectgraph.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names, so that a shell or an editor can complete them."""
    return [*__all__, "open"]
