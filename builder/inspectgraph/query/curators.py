"""Name the agents who curated a report, and the role of each agent, in a phrase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode, Store

from inspectgraph.model.quantities import listed
from inspectgraph.rdf.lookup import label, objects
from inspectgraph.rdf.namespaces import INSP, PROV, RDF

__all__ = ["curated_by"]

#: The words before the agent, by role, in the order of the sentence.
_ROLES: Final[Mapping[str, str]] = {
    "curator": "curated by",
    "second-reader": "read again by",
    "supervisor": "supervised by",
}


def curated_by(store: Store, curation: NamedNode) -> str:
    """Describe the agents of a curation and their roles, or return "" if the graph has no data.

    Example:
        `curated by a language model (version not recorded), supervised by the
        contributors`

    Args:
        store: The graph.
        curation: The IRI of the curation.
    """
    found: dict[str, list[str]] = {}
    for one in objects(store, curation, PROV.qualifiedAssociation):
        for role in objects(store, one, PROV.hadRole):
            name = role.value.rpartition("/")[2]
            found.setdefault(name, []).append(_agent(store, one))
    parts = [
        f"{words} {' and '.join(sorted(found[role]))}"
        for role, words in _ROLES.items()
        if role in found
    ]
    return ", ".join(parts)


def _agent(store: Store, association: NamedNode) -> str:
    """Return the name of an agent, and the version if it is a language model."""
    agents = sorted(objects(store, association, PROV.agent), key=str)
    name = listed([label(store, agent) for agent in agents])
    if not any(PROV.SoftwareAgent in objects(store, one, RDF.type) for one in agents):
        return name
    for quad in store.quads_for_pattern(association, INSP.agentVersion, None, None):
        return f"{name} ({getattr(quad.object, 'value', '')})"
    return f"{name} (version not recorded)"
