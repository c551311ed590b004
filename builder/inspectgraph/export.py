"""Store → files: what a build publishes, and the whole graph in other formats."""

from __future__ import annotations

from pyoxigraph import Store

from inspectgraph.identifiers import graph
from inspectgraph.namespaces import BASE
from inspectgraph.store import SHARED_GRAPHS, report_graphs
from inspectgraph.turtle import report_prefixes, turtle

__all__ = ["published"]


def published(store: Store) -> dict[str, bytes]:
    """Return the files that a build publishes, by their path in `graphs/`."""
    content = {
        f"{name}.ttl": turtle(store.quads_for_pattern(None, None, None, graph(name))) for name in SHARED_GRAPHS
    }
    for name in report_graphs(store):
        slug = name.value.removeprefix(f"{BASE}graph/")
        quads = store.quads_for_pattern(None, None, None, name)
        content[f"reports/{slug}.ttl"] = turtle(quads, report_prefixes(slug))
    return content
